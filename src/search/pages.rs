//! Everything that a search found, on a page of its own: for a narrow screen, and without a script.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api,
    label::kind_title,
    model::{Found, Hit, Kind, by_kind},
};
use crate::{
    i18n::tr,
    page::{Title, load, loaded_page, way_to},
    ui::{EmptyState, PageHeader, SearchBox, Sheet},
};

/// `/search?q=…`.
#[component]
pub fn SearchPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || query.with(|query| query.get("q").unwrap_or_default());
    let found = load(asked, |q| async move { api::search(q.clone()).await.map(|found| (q, found)) });
    view! {
        <Title text=tr!(search.title) />
        <PageHeader
            title=tr!(search.title)
            turn=tr!(search.hint)
            crumbs=way_to(tr!(search.title))
            crumbs_label=tr!(ui.breadcrumbs)
        />
        {loaded_page(found.below_head(), |(typed, found)| content(typed, found))}
    }
}

fn content(typed: String, found: Found) -> AnyView {
    let nothing = found.hits.is_empty() && !found.query.is_empty();
    let nothing = nothing.then(|| {
        view! { <EmptyState title=tr!(search.nothing, query = typed.clone()) text=tr!(search.nothing_hint) /> }
    });
    let groups = by_kind(&found.hits).map(|(kind, hits)| group(kind, hits)).collect_view();
    view! {
        <div class="stack">
            <SearchBox name="q" label=tr!(search.label) value=typed action="/search" submit=tr!(ui.search) />
            {nothing}
            {groups}
        </div>
    }
    .into_any()
}

fn group(kind: Kind, hits: &[Hit]) -> AnyView {
    let line = |Hit { title, note, href, .. }: &Hit| {
        let (title, note, href) = (title.clone(), note.clone(), href.clone());
        view! {
            <li>
                <a href=href>{title}</a>
                <span class="dim sm">{note}</span>
            </li>
        }
    };
    let lines: Vec<_> = hits.iter().map(line).collect();
    view! {
        <Sheet title=kind_title(kind)>
            <ul class="found-list">{lines}</ul>
        </Sheet>
    }
    .into_any()
}
