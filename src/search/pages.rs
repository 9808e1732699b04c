//! Everything that a search found, on a page of its own: for a narrow screen, and without a script.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    api,
    label::kind_title,
    model::{Found, Hit, Kind},
};
use crate::{
    i18n::tr,
    page::loaded_page,
    ui::{EmptyState, PageHeader, SearchBox, Sheet},
};

/// `/search?q=…`.
#[component]
pub fn SearchPage() -> impl IntoView {
    let query = use_query_map();
    let asked = move || query.with(|query| query.get("q").unwrap_or_default());
    let found = Resource::new(asked, |q| async move { api::search(q.clone()).await.map(|found| (q, found)) });
    view! {
        <Title text=tr!(search.title) />
        <PageHeader title=tr!(search.title) turn=tr!(search.hint) />
        {loaded_page(found, |(typed, found)| content(typed, found))}
    }
}

fn content(typed: String, found: Found) -> AnyView {
    let nothing = found.hits.is_empty() && !found.query.is_empty();
    let nothing = nothing.then(|| {
        view! { <EmptyState title=tr!(search.nothing, query = typed.clone()) text=tr!(search.nothing_hint) /> }
    });
    let mut groups: Vec<(Kind, Vec<Hit>)> = Vec::new();
    for hit in found.hits {
        match groups.last_mut() {
            Some((kind, hits)) if *kind == hit.kind => hits.push(hit),
            Some(_) | None => groups.push((hit.kind, vec![hit])),
        }
    }
    let groups = groups.into_iter().map(|(kind, hits)| group(kind, hits)).collect_view();
    view! {
        <div class="stack">
            <SearchBox name="q" label=tr!(search.label) value=typed action="/search" submit=tr!(ui.search) />
            {nothing}
            {groups}
        </div>
    }
    .into_any()
}

fn group(kind: Kind, hits: Vec<Hit>) -> AnyView {
    let lines = hits.into_iter().map(|hit| {
        view! {
            <li>
                <a href=hit.href>{hit.title}</a>
                <span class="dim sm">{hit.note}</span>
            </li>
        }
    });
    view! {
        <Sheet title=kind_title(kind)>
            <ul class="found-list">{lines.collect_view()}</ul>
        </Sheet>
    }
    .into_any()
}
