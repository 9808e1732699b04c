//! The browser's half: shows what the server has drawn, and asks nothing of the machinery that has failed.

use leptos::prelude::document;

use super::CRASH;

/// Shows the notice. Where it is gone, nothing more can be said.
pub fn tell_of_crash() {
    if let Some(notice) = document().get_element_by_id(CRASH) {
        // It is read out as it appears. An element takes this attribute off without fail.
        let _ = notice.remove_attribute("hidden");
        // What the page was called it is no more, if the notice says what it is now.
        let said = notice.query_selector(".note-title").ok().flatten().and_then(|title| title.text_content());
        if let Some(said) = said.filter(|said| !said.is_empty()) {
            document().set_title(&said);
        }
    }
}
