//! Narrowing a list: chips, tabs and a search box, all in the address.

use leptos::prelude::*;

use super::{Icon, field_id};

/// One condition; its address switches it on or off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chip {
    pub text: String,
    pub href: String,
    pub active: bool,
    pub count: Option<i64>,
}

/// Conditions side by side. An active one is ticked as well as coloured.
#[component]
pub fn FilterChips(chips: Vec<Chip>, #[prop(optional, into)] label: String) -> impl IntoView {
    let chips = chips.into_iter().map(|chip| {
        let class = if chip.active { "chip on" } else { "chip" };
        view! {
            <li>
                <a class=class href=chip.href aria-current=chip.active.then_some("true")>
                    {chip.active.then(|| view! { <Icon name="check" /> })}
                    {chip.text}
                    {chip.count.map(|count| view! { <b>{count}</b> })}
                </a>
            </li>
        }
    });
    view! { <ul class="chips" aria-label=super::given(label)>{chips.collect_view()}</ul> }
}

/// One of several parallel views of a record, with its own address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    pub text: String,
    pub href: String,
    pub active: bool,
    pub count: Option<i64>,
}

/// Links between parallel material; never a place to hide the next step.
#[component]
pub fn Tabs(tabs: Vec<Tab>, #[prop(into)] label: String) -> impl IntoView {
    let tabs = tabs.into_iter().map(|tab| {
        view! {
            <a href=tab.href aria-current=tab.active.then_some("page")>
                {tab.text}
                {tab.count.map(|count| view! { <span class="n">{count}</span> })}
            </a>
        }
    });
    view! { <nav class="tabs" aria-label=label>{tabs.collect_view()}</nav> }
}

/// A search that puts its words in the address (GET). Children are hidden fields for conditions to keep.
#[component]
pub fn SearchBox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    /// The address of the list.
    #[prop(into)]
    action: String,
    /// The words of the button; without them Enter sends it.
    #[prop(optional, into)]
    submit: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let id = format!("{}-search", field_id(&name));
    let submit = super::given(submit).map(|text| view! { <button class="btn" type="submit">{text}</button> });
    view! {
        <form class="search" role="search" method="get" action=action>
            {children.map(|children| children())}
            <label class="vh" for=id.clone()>{label.clone()}</label>
            <div class="search-in">
                <Icon name="search" />
                <input class="in" type="search" id=id name=name value=value placeholder=label />
            </div>
            {submit}
        </form>
    }
}
