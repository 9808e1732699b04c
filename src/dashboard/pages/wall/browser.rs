//! The screen, as the browser has it.

use leptos::prelude::document;

pub(super) fn is_hidden() -> bool {
    document().hidden()
}

pub(super) fn may_fill() -> bool {
    document().fullscreen_enabled()
}

pub(super) fn is_filled() -> bool {
    document().fullscreen_element().is_some()
}

/// Fills the screen with the page, or gives it back.
pub(super) fn fill_or_leave() {
    let page = document();
    if page.fullscreen_element().is_some() {
        page.exit_fullscreen();
    } else if let Some(root) = page.document_element() {
        // Where a browser refuses, the page stays as it was.
        let _ = root.request_fullscreen();
    }
}
