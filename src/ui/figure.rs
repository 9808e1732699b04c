//! Figures, each with what it is counted of.

use leptos::prelude::*;

use super::given;

/// One figure. The denominator says of how many, for example "/ 59 个单位"; the note what it means or how it changed. The
/// whole card opens what the figure counts, except where something else in it opens a list of its own.
#[component]
pub fn Figure(
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] denominator: String,
    #[prop(optional, into)] note: String,
    /// The list of what the note counts.
    #[prop(optional_no_strip)]
    note_href: Option<String>,
    /// The list of what the figure counts.
    #[prop(optional_no_strip)]
    href: Option<String>,
    /// A bar or light under the figure.
    #[prop(optional)]
    children: Option<Children>,
    /// Vermilion: something stops here. The note says what.
    #[prop(optional)]
    stop: bool,
) -> impl IntoView {
    let figure = view! {
        <span class="k">{label}</span>
        <span class=if stop { "v over" } else { "v" }>
            {value} {given(denominator).map(|of| view! { <small>{of}</small> })}
        </span>
    };
    let figure = match href {
        Some(href) => view! { <a class="of" href=href>{figure}</a> }.into_any(),
        None => figure.into_any(),
    };
    let note = given(note).map(|note| {
        let note = match note_href {
            Some(href) => {
                // Within the page the browser finds the place by itself.
                let rel = href.starts_with('#').then_some("external");
                view! { <a href=href rel=rel>{note}</a> }.into_any()
            }
            None => note.into_any(),
        };
        view! { <span class="s">{note}</span> }
    });
    view! { <div>{figure} {children.map(|children| children())} {note}</div> }
}

/// The strip that holds several [`Figure`]s.
#[component]
pub fn Figures(children: Children) -> impl IntoView {
    view! { <div class="kpis">{children()}</div> }
}
