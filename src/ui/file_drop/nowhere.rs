//! The server sees files only when they come.

use leptos::ev::Event;

use super::FileCheck;

pub(super) fn judge(_check: &FileCheck, _change: &Event) -> Option<String> {
    None
}
