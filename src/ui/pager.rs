//! Earlier and later, by key and not by number.

use leptos::prelude::*;

use super::{ButtonTone, LinkButton};

/// The text says what is shown, for example 第 51–100 项. At either end the link is not there.
#[component]
pub fn Pager(
    #[prop(optional_no_strip)] prev: Option<String>,
    #[prop(optional_no_strip)] next: Option<String>,
    #[prop(optional, into)] text: String,
    #[prop(into)] prev_text: String,
    #[prop(into)] next_text: String,
    /// The name of the landmark; the text when left out.
    #[prop(optional, into)]
    label: String,
) -> impl IntoView {
    let name = super::given(label).or_else(|| super::given(text.clone()));
    let link = |href: String, text: String, icon, rel| {
        view! { <LinkButton href text icon rel tone=ButtonTone::Secondary small=true /> }
    };
    view! {
        <div class="pager">
            <span class="sm soft">{text}</span>
            <nav aria-label=name>
                {prev.map(|href| link(href, prev_text, "left", "prev"))}
                {next.map(|href| link(href, next_text, "right", "next"))}
            </nav>
        </div>
    }
}
