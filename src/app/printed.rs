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

/// The line as of now.
fn text() -> String {
    let address = window().location().href().unwrap_or_default();
    // Milliseconds since 1970 have no fraction that matters, and fit for as long as there are dates.
    #[allow(clippy::cast_possible_truncation)]
    let at = DateTime::from_timestamp_millis(Date::now() as i64);
    line(address, at)
}

/// The address, the day and the minute; an instant that is no date leaves the address alone.
fn line(address: String, at: Option<DateTime<Utc>>) -> String {
    tr!(ui.printed, address = address, at = at.map(words::instant).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_on_paper_says_the_address_and_the_time_in_the_district() {
        let address = "https://zeqing.example/ledger?light=red";
        let at = "2026-11-25T02:07:30Z".parse().unwrap();
        let line = line(address.to_owned(), Some(at));
        assert!(line.contains(address) && line.contains("2026-11-25 10:07"), "{line}");
    }
}
