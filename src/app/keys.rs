//! Single keys: to the next and the previous row of a list, its tick, its pages, to its search, and an overview of them.
//!
//! They do nothing while somebody types or a dialog is open, and can be switched off.

use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, NodeList},
};

use super::frame::preference_form;
use crate::{
    i18n::tr,
    preferences::{self, Keys, Preferences},
    ui::{ButtonTone, Dialog, Facts},
};

/// The dialog of the overview.
const OVERVIEW: &str = "keys";

/// What opens a record, or what can be done with one that has no page, in the order of the page.
const ROWS: &str = "main :is(a.row, td > .acc > summary)";

/// Where somebody types, or chooses by typing.
const TYPED_INTO: &str = "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]";

/// The overview with the button that opens it, and in the browser the keys themselves.
#[component]
pub(super) fn SingleKeys() -> impl IntoView {
    let chosen = Preferences::current().keys;
    if chosen == Keys::On {
        Effect::new(move |_| {
            let handle = window_event_listener(ev::keydown, press);
            on_cleanup(move || handle.remove());
        });
    }
    let find = tr!(search.shortcut);
    let lines = [
        ("j", tr!(ui.key_next)),
        ("k", tr!(ui.key_previous)),
        ("Enter", tr!(ui.key_open)),
        ("x", tr!(ui.key_choose)),
        ("[", tr!(ui.key_page_before)),
        ("]", tr!(ui.key_page_after)),
        ("/", tr!(ui.key_search)),
        (find.as_str(), tr!(ui.key_find)),
        ("?", tr!(ui.key_overview)),
    ];
    let rows = lines.map(|(key, text)| (text, view! { <kbd>{key.to_owned()}</kbd> }.into_any()));
    let (other, text) = match chosen {
        Keys::On => (Keys::Off, tr!(ui.keys_off)),
        Keys::Off => (Keys::On, tr!(ui.keys_on)),
    };
    let button = view! {
        <button type="submit" class="btn small" name=preferences::KEYS value=other.code()>
            {text}
        </button>
    };
    view! {
        <Dialog
            id=OVERVIEW
            title=tr!(ui.keys)
            open_text=tr!(ui.keys)
            close_text=tr!(ui.close)
            tone=ButtonTone::Quiet
            small=true
        >
            <Facts rows=rows.into() />
            <p class="sm soft">{tr!(ui.keys_explained)}</p>
            {preference_form("mt", tr!(ui.keys), button.into_any())}
        </Dialog>
    }
}

/// What a key does. The page is asked as it stands, for its rows change.
fn press(key: KeyboardEvent) {
    let modified = key.ctrl_key() || key.meta_key() || key.alt_key();
    let typing = target(&key).and_then(|at| at.closest(TYPED_INTO).ok().flatten()).is_some();
    let covered = document().query_selector("dialog[open]").ok().flatten().is_some();
    if modified || key.default_prevented() || key.is_composing() || typing || covered {
        return;
    }
    let done = match key.key().as_str() {
        "j" => step(&key, 1),
        "k" => step(&key, -1),
        "x" => choose(&key),
        "[" => press_first("main .pager a[rel=prev]"),
        "]" => press_first("main .pager a[rel=next]"),
        "/" => focus("main input[type=search]") || focus("header input[type=search]"),
        // The overview is opened as by its button.
        "?" => press_first(&format!("[commandfor={OVERVIEW}]")),
        _ => false,
    };
    if done {
        key.prevent_default();
    }
}

fn target(key: &KeyboardEvent) -> Option<Element> {
    key.target()?.dyn_into().ok()
}

/// To the row so many further on; from outside of the rows to the first one.
fn step(key: &KeyboardEvent, by: i64) -> bool {
    let Ok(rows) = document().query_selector_all(ROWS) else { return false };
    let rows = elements(&rows);
    let around = target(key).and_then(|at| at.closest("tr, li, a.row").ok().flatten());
    let now = around.and_then(|around| rows.iter().position(|row| around.contains(Some(row))));
    let next = match now {
        Some(now) => i64::try_from(now).ok().map(|now| now + by).and_then(|next| usize::try_from(next).ok()),
        None => Some(0),
    };
    next.and_then(|next| rows.get(next)).is_some_and(|row| row.focus().is_ok())
}

/// Ticks the row in which the person is, or takes its tick away.
fn choose(key: &KeyboardEvent) -> bool {
    let row = target(key).and_then(|at| at.closest("tr").ok().flatten());
    let tick = row.and_then(|row| row.query_selector("td.tick input").ok().flatten());
    tick.and_then(|tick| tick.dyn_into::<HtmlElement>().ok()).map(|tick| tick.click()).is_some()
}

fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    found.and_then(|found| found.dyn_into::<HtmlElement>().ok()).is_some_and(|found| found.focus().is_ok())
}

/// Presses the first link or button that the selector finds.
fn press_first(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    found.and_then(|found| found.dyn_into::<HtmlElement>().ok()).map(|found| found.click()).is_some()
}

fn elements(list: &NodeList) -> Vec<HtmlElement> {
    (0..list.length()).filter_map(|place| list.get(place)?.dyn_into().ok()).collect()
}
