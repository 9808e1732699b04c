//! A unit's name wherever it stands.

use leptos::prelude::*;

use super::may;
use crate::kernel::{
    ids::UnitCode,
    permit::{Action, Subject},
};

/// The unit's name: a link to its page for whoever may open that page, plain text for everybody else.
///
/// # Panics
/// Outside the frame, as [`may`].
pub fn unit_link(code: &str, name: impl ToString) -> AnyView {
    let name = name.to_string();
    if UnitCode::parse(code).is_ok_and(|unit| may(Action::ReadUnits, Subject::unit(&unit))) {
        // The class says in a table what the row is about, as the first cell of every list; elsewhere it says nothing.
        view! { <a class="row" href=format!("/units/{code}")>{name}</a> }.into_any()
    } else {
        name.into_any()
    }
}
