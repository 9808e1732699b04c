//! Figures, each with what it is counted of.

use leptos::prelude::*;

use super::given;

/// One figure. The denominator says of how many, for example "/ 59 个单位"; the note what it means or how it changed.
#[component]
pub fn Figure(
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] denominator: String,
    #[prop(optional, into)] note: String,
    #[prop(optional_no_strip)] href: Option<String>,
    /// A bar or light under the figure.
    #[prop(optional)]
    children: Option<Children>,
    /// Vermilion: something stops here. The note says what.
    #[prop(optional)]
    stop: bool,
) -> impl IntoView {
    let body = view! {
        <span class="k">{label}</span>
        <span class=if stop { "v over" } else { "v" }>
            {value} {given(denominator).map(|of| view! { <small>{of}</small> })}
        </span>
        {children.map(|children| children())}
        {given(note).map(|note| view! { <span class="s">{note}</span> })}
    };
    match href {
        Some(href) => view! { <a href=href>{body}</a> }.into_any(),
        None => view! { <div>{body}</div> }.into_any(),
    }
}

/// The strip that holds several [`Figure`]s.
#[component]
pub fn Figures(children: Children) -> impl IntoView {
    view! { <div class="kpis">{children()}</div> }
}
