//! The server's half: nobody has the focus there.

use leptos::web_sys::Element;

pub(super) fn watch(_look: impl Fn() + 'static) -> Option<()> {
    None
}

pub(super) fn focus_content(_gone: &Element) {}
