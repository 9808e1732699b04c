//! A unit's name wherever it stands.

use leptos::prelude::*;

use super::may;
use crate::kernel::{
    ids::UnitCode,
    permit::{Action, Subject},
};

/// The address of the unit's page, for whoever may open that page.
///
/// # Panics
/// Outside the frame, as [`may`].
#[must_use]
pub fn unit_address(code: &str) -> Option<String> {
    let may_open = UnitCode::parse(code).is_ok_and(|unit| may(Action::ReadUnits, Subject::unit(&unit)));
    may_open.then(|| format!("/units/{code}"))
}

/// The unit's name: a link to its page for whoever may open that page, plain text for everybody else.
///
/// # Panics
/// Outside the frame, as [`may`].
pub fn unit_link(code: &str, name: impl ToString) -> AnyView {
    let name = name.to_string();
    match unit_address(code) {
        // The class says in a table what the row is about, as the first cell of every list; elsewhere it says nothing.
        Some(href) => view! { <a class="row" href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    }
}
