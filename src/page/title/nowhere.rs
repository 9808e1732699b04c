//! The server's half: the title stands in the head of what is sent.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};

/// From here on what is drawn may have a title.
pub fn take_titles() {
    provide_meta_context();
}

/// Gives the document this title.
pub(super) fn show(title: String) {
    // It is taken as it is made, and nothing is drawn of it.
    let _ = view! { <Title text=in_markup(&title) /> };
}

/// Text as it may stand in the head: `leptos_meta` writes a title into the page as it is, and titles are typed by people.
fn in_markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
