//! The app's frame: top bar, the season as a rail, the page, the foot.

use leptos::{ev, html, prelude::*, web_sys};

use super::{Icon, given};

/// A group of the rail. With `season` it is drawn as a line with dots, in the order of the articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RailGroup {
    pub title: String,
    pub season: bool,
    pub items: Vec<RailItem>,
}

/// One place of the rail. The count replaces the article when work waits there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RailItem {
    pub text: String,
    pub href: String,
    pub article: String,
    pub count: Option<i64>,
    pub state: RailState,
    /// The same in words, read after the rest; empty where nothing is said of it.
    pub state_text: String,
    pub active: bool,
    /// A tour speaks of it.
    pub shown: bool,
    /// Of the sprite; for groups without dots. Empty for none.
    pub icon: &'static str,
    /// Some of the waiting work is overdue.
    pub hot: bool,
}

/// How far a process of the season is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RailState {
    #[default]
    Empty,
    Half,
    Full,
}

/// The frame around every signed-in page. Under 900 px the rail is a native popover that the menu button opens without
/// script; where popovers are unknown it stands above the page.
#[component]
pub fn Frame(
    /// The word mark, a link to the first page.
    brand: AnyView,
    /// What stands in the top bar after the brand; put what belongs at its end into `<div class="top-end">`.
    top: AnyView,
    /// The places of the rail: [`rail_groups`].
    rail: AnyView,
    /// 跳到正文.
    #[prop(optional, into)]
    skip_text: Signal<String>,
    /// 打开菜单.
    #[prop(optional, into)]
    menu_text: Signal<String>,
    /// 收起菜单.
    #[prop(optional, into)]
    close_text: Signal<String>,
    /// 主导航, the name of the rail.
    #[prop(optional, into)]
    rail_label: Signal<String>,
    /// What stands below the places of the rail.
    #[prop(optional)]
    rail_end: Option<AnyView>,
    /// What the top bar has no room for on a narrow screen: `<ul>`s of links.
    #[prop(optional)]
    extra: Option<AnyView>,
    #[prop(optional)] foot: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let drawer = NodeRef::<html::Nav>::new();
    let close = move |press: ev::MouseEvent| {
        let on_link = event_target::<web_sys::Element>(&press).closest("a").is_ok_and(|link| link.is_some());
        if on_link && let Some(drawer) = drawer.get_untracked() {
            // Fails where the rail is no popover or not open: then there is nothing to close.
            let _ = drawer.hide_popover();
        }
    };
    view! {
        <a class="skip" href="#main" rel="external">{skip_text}</a>
        <div class="app">
            <header class="top">
                <button class="menu-open" type="button" popovertarget="rail" aria-label=menu_text>
                    <Icon name="menu" />
                </button>
                {brand} {top}
            </header>
            <nav class="rail" id="rail" popover="auto" aria-label=rail_label node_ref=drawer on:click=close>
                <button class="rail-close" type="button" popovertarget="rail" popovertargetaction="hide">
                    <Icon name="close" />
                    {close_text}
                </button>
                {rail}
                {rail_end}
                {extra.map(|extra| view! { <div class="rail-extra">{extra}</div> })}
            </nav>
            <main class="page" id="main" tabindex="-1">
                {children()}
            </main>
            {foot.map(|foot| view! { <footer class="foot">{foot}</footer> })}
        </div>
    }
}

/// The places of the rail. `waiting` is read before a count (待办), `overdue` after one some of which is overdue (有逾期的).
pub fn rail_groups(groups: Signal<Vec<RailGroup>>, waiting: String, overdue: String) -> AnyView {
    let drawn = move || groups.get().into_iter().map(|group| rail_group(group, &waiting, &overdue)).collect_view();
    view! { {drawn} }.into_any()
}

fn rail_group(group: RailGroup, waiting: &str, overdue: &str) -> AnyView {
    let label = given(group.title.clone());
    let title = given(group.title).map(|title| view! { <p class="rail-h" aria-hidden="true">{title}</p> });
    let season = group.season;
    let items = group.items.into_iter().map(|item| rail_item(item, waiting, overdue)).collect_view();
    let list = if season {
        view! { <ol aria-label=label>{items}</ol> }.into_any()
    } else {
        view! { <ul aria-label=label>{items}</ul> }.into_any()
    };
    view! { {title} {list} }.into_any()
}

fn rail_item(item: RailItem, waiting: &str, overdue: &str) -> AnyView {
    let class = match item.state {
        RailState::Empty => None,
        RailState::Half => Some("now"),
        RailState::Full => Some("done"),
    };
    let mark = match item.count.filter(|count| *count > 0) {
        Some(count) => {
            let class = if item.hot { "n hot" } else { "n" };
            let late = item.hot.then(|| view! { <span class="vh">{overdue.to_string()}</span> });
            view! { <span class=class><span class="vh">{waiting.to_string()}</span>{count}{late}</span> }.into_any()
        }
        None => given(item.article).map(|article| view! { <span class="n-art">{article}</span> }).into_any(),
    };
    let icon = (!item.icon.is_empty()).then(|| view! { <Icon name=item.icon /> });
    let state = given(item.state_text).map(|state| view! { <span class="vh">{state}</span> });
    view! {
        <li class=class>
            <a href=item.href class=item.shown.then_some("shown") aria-current=item.active.then_some("page")>
                {icon} {item.text} {mark} {state}
            </a>
        </li>
    }
    .into_any()
}
