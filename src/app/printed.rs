//! Where a printed page comes from, and when it was printed.

use chrono::{DateTime, Utc};
use leptos::{ev, html, prelude::*, web_sys::js_sys::Date};

use crate::{i18n::tr, words};

/// A line that only paper shows. It is written when the page is printed, for until then nobody knows when that is.
#[component]
pub(super) fn Printed() -> impl IntoView {
    let line = NodeRef::<html::P>::new();
    Effect::new(move |_| {
        // Written at once, not by a signal: the browser does not wait.
        let printing = window_event_listener(ev::beforeprint, move |_| {
            if let Some(line) = line.get_untracked() {
                line.set_text_content(Some(&text()));
            }
        });
        on_cleanup(move || printing.remove());
    });
    view! { <p class="print-only" node_ref=line></p> }
}

/// The address and the minute.
fn text() -> String {
    let address = window().location().href().unwrap_or_default();
    // Milliseconds since 1970 have no fraction that matters, and fit for as long as there are dates.
    #[allow(clippy::cast_possible_truncation)]
    let at = DateTime::<Utc>::from_timestamp_millis(Date::now() as i64).map(words::minute).unwrap_or_default();
    tr!(ui.printed, address = address, at = at)
}
