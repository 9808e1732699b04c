//! The focus is never lost: where what has it goes away, as a link with its page or a button with what it did, the focus
//! is put on the page's content, which is read out, or on the part of it to which the link led. Whoever works by keyboard
//! or hears the page goes on from there and not from the top of the window.
//!
//! Nothing is taken from an element that is still there, nor from whoever has not been anywhere yet.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::Element};

#[cfg(not(feature = "ssr"))]
use browser::{focus_content, watch};
#[cfg(feature = "ssr")]
use nowhere::{focus_content, watch};

/// In the browser: looks after the focus from now on.
pub(super) fn keep_focus() {
    Effect::new(move |_| {
        let last = StoredValue::new_local(None::<Element>);
        let moved = window_event_listener(ev::focusin, move |event| {
            last.try_set_value(event.target().and_then(|target| target.dyn_into().ok()));
        });
        on_cleanup(move || moved.remove());
        let look = move || {
            let gone = last.try_with_value(|last| last.clone().filter(|last| !last.is_connected())).flatten();
            if let Some(gone) = gone
                && is_nowhere()
            {
                focus_content(&gone);
            }
        };
        StoredValue::new_local(watch(look));
    });
}

/// Whether no element has the focus.
fn is_nowhere() -> bool {
    let on = document().active_element();
    on.is_none_or(|on| on.tag_name().eq_ignore_ascii_case("body"))
}
