//! The server judges what was sent, by the rules of its process.

use leptos::ev::{Event, FocusEvent};

use super::Wrong;

pub(super) const fn wrong(_event: &Event) -> Option<Wrong> {
    None
}

pub(super) const fn is_empty(_event: &Event) -> bool {
    true
}

pub(super) const fn leads_to_act(_event: &FocusEvent) -> bool {
    false
}

pub(super) const fn place(_event: &Event) -> Option<(String, String)> {
    None
}

pub(super) const fn foremost(_event: &Event) {}
