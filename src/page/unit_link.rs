//! A unit's name wherever it stands.

use leptos::prelude::*;

use super::use_session;
use crate::kernel::{
    ids::UnitCode,
    permit::{Action, Subject, allows},
};

/// The unit's name: a link to its page for whoever may open that page, plain text for everybody else.
///
/// # Panics
/// Outside the frame, as [`use_session`].
pub fn unit_link(code: &str, name: impl ToString) -> AnyView {
    let name = name.to_string();
    let may_open = |unit: UnitCode| allows(&use_session().actor, Action::ReadUnits, Subject::unit(&unit));
    if UnitCode::parse(code).is_ok_and(may_open) {
        // In a table that opens whole rows it opens its row.
        view! { <a class="row" href=format!("/units/{code}")>{name}</a> }.into_any()
    } else {
        name.into_any()
    }
}
