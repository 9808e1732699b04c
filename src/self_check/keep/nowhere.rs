//! The server's half: it draws the form and never sees it being typed into.

use leptos::web_sys::HtmlFormElement;

use super::super::api::SaveDraft;

/// What stands in the form now.
pub(in crate::self_check) fn entered(_form: &HtmlFormElement) -> Option<SaveDraft> {
    None
}

/// Keeps what stands in the form.
pub(in crate::self_check) fn remember(_form: &HtmlFormElement, _name: &str) {}

/// Whether something is kept that the form does not show.
pub(in crate::self_check) fn waits(_form: &HtmlFormElement, _name: &str) -> bool {
    false
}

/// Puts what is kept into the form.
pub(in crate::self_check) fn restore(_form: &HtmlFormElement, _name: &str) {}

/// Forgets what is kept.
pub(in crate::self_check) fn discard(_name: &str) {}

/// Presses the button of the form that leads on.
pub(in crate::self_check) fn press(_form: HtmlFormElement, _next: String) {}
