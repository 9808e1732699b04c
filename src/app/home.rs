//! The first page: where a person of this role can go.

use leptos::prelude::*;
use leptos_meta::Title;

use super::rail::rail;
use crate::{
    i18n::tr,
    page::use_session,
    ui::{PageHeader, RailGroup, Sheet},
    words,
};

/// Everything that is open to the person, group by group. It stands for itself until something waits for them.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let actor = use_session().actor;
    let turn = tr!(ui.home_turn, name = actor.name, role = words::role(actor.role));
    // The page itself is no place to go to.
    let groups = rail(actor.role, "/").into_iter().map(|mut group| {
        group.items.retain(|item| !item.active);
        group
    });
    let groups = groups.filter(|group| !group.items.is_empty()).map(places).collect_view();
    view! {
        <Title text=tr!(ui.home) />
        <PageHeader title=tr!(ui.home) turn />
        <div class="stack">{groups}</div>
    }
}

fn places(group: RailGroup) -> AnyView {
    let title = if group.title.is_empty() { tr!(ui.register) } else { group.title };
    let links = group.items.into_iter().map(|item| {
        view! {
            <li>
                <a href=item.href>{item.text}</a>
                " "
                <span class="dim sm">{item.article}</span>
            </li>
        }
    });
    view! {
        <Sheet title>
            <ul class="stack">{links.collect_view()}</ul>
        </Sheet>
    }
    .into_any()
}
