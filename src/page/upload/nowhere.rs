//! The server takes files, and sends none.

use leptos::ev::{Event, SubmitEvent};

use super::{Amount, Taken};
use crate::{error::AppError, ui::ChosenFile};

pub(super) fn send(
    _event: &SubmitEvent,
    _progress: impl FnMut(Amount) + 'static,
    _end: impl FnOnce(Result<Taken, AppError>) + 'static,
) -> Option<Vec<ChosenFile>> {
    None
}

pub(super) fn abort() {}

pub(super) fn again(_form: &str) {}

pub(super) fn begin_at(_change: &Event) {}

pub(super) fn focus_files(_form: &str) {}

pub(super) fn leads_here(_address: &str) -> bool {
    false
}
