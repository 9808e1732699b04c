//! A white sheet on the paper: the unit of which pages are laid out.

use leptos::prelude::*;

use super::given;

/// A panel with a heading, an article mark and links at its head. Sheets are not nested; divide with hairlines.
#[component]
pub fn Sheet(
    /// The `h2`; without it the sheet is a plain box.
    #[prop(optional, into)]
    title: String,
    /// A short remark beside the heading.
    #[prop(optional, into)]
    note: String,
    /// The article this block rests on, for example 第十一条.
    #[prop(optional, into)]
    article: String,
    /// Links at the right of the head.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// Without inner space, for a table or list that reaches the edges.
    #[prop(optional)]
    flush: bool,
    /// A further class, for example `next` for the one block that holds the next step.
    #[prop(optional, into)]
    class: String,
    /// The address of the section within the page.
    #[prop(optional, into)]
    id: String,
    children: Children,
) -> impl IntoView {
    let titled = !title.is_empty();
    let label = given(title.clone());
    let more = (!article.is_empty() || actions.is_some()).then(|| {
        view! {
            <div class="more">
                {given(article).map(|article| view! { <span class="art">{article}</span> })}
                {actions}
            </div>
        }
    });
    let body_class = match (flush, titled) {
        (true, _) => "edge",
        (false, true) => "body",
        (false, false) => "body pad-t",
    };
    view! {
        <section class=format!("sheet {class}") aria-label=label id=given(id)>
            {(titled || more.is_some())
                .then(|| {
                    view! {
                        <header>
                            {given(title).map(|title| view! { <h2>{title}</h2> })}
                            {given(note).map(|note| view! { <p>{note}</p> })} {more}
                        </header>
                    }
                })}
            <div class=body_class>{children()}</div>
        </section>
    }
}
