//! The box of the top bar: typing shows what is found below it, and Ctrl K leads to it from anywhere.
//!
//! It is a form that leads to the page of everything found; so it works without a script, and Enter without a choice
//! does the same with one.

use std::time::Duration;

use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    error::AppError,
    i18n::tr,
    kernel::address::percent_encoded,
    search::{
        api,
        label::kind_title,
        model::{Found, Hit, by_kind, words},
    },
    ui::Icon,
    words::refusal,
};

/// So long after the last letter it is looked for.
const PAUSE: Duration = Duration::from_millis(120);

/// The page of everything found.
const PAGE: &str = "/search";

/// The id of the list of what is found.
const LIST: &str = "found";

/// What the box knows.
#[derive(Clone, Copy)]
struct Finder {
    typed: RwSignal<String>,
    looking: Action<String, Result<Found, AppError>>,
    open: RwSignal<bool>,
    /// The place in the list that Enter would open.
    chosen: RwSignal<Option<usize>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    input: NodeRef<html::Input>,
}

/// The box.
#[component]
pub(super) fn Find() -> impl IntoView {
    let finder = Finder {
        typed: RwSignal::new(String::new()),
        looking: Action::new(|typed: &String| api::search(typed.clone())),
        open: RwSignal::new(false),
        chosen: RwSignal::new(None),
        timer: StoredValue::new(None),
        input: NodeRef::new(),
    };
    finder.follow();
    let navigate = use_navigate();
    let expanded = move || if finder.open.get() && finder.told().is_none() { "true" } else { "false" };
    // What stands in the place of a list is to be seen as well.
    let class = move || if finder.told().is_some() { "found none" } else { "vh" };
    let active = move || finder.chosen.get().map(option_id);
    view! {
        <form
            class="find"
            role="search"
            method="get"
            action=PAGE
            on:submit=move |submit| {
                submit.prevent_default();
                let href = finder.destination();
                finder.close();
                // On a phone the box lies over the bar as long as one is in it.
                if let Some(input) = finder.input.get_untracked() {
                    input.blur().ok();
                }
                navigate(&href, NavigateOptions::default());
            }
            on:focusout=move |leave| finder.leave(&leave)
        >
            <Icon name="search" />
            <input
                type="search"
                name="q"
                autocomplete="off"
                role="combobox"
                aria-autocomplete="list"
                aria-label=tr!(search.label)
                aria-expanded=expanded
                aria-controls=LIST
                aria-activedescendant=active
                aria-keyshortcuts="Control+K"
                placeholder=tr!(search.placeholder)
                node_ref=finder.input
                on:input=move |input| finder.type_in(event_target_value(&input))
                on:keydown=move |key| finder.key(&key)
            />
            <kbd aria-hidden="true">{tr!(search.shortcut)}</kbd>
            <div class="found" id=LIST role="listbox" aria-label=tr!(search.title) hidden=move || !finder.open.get()>
                {move || finder.list()}
            </div>
            <span class=class role="status">{move || finder.said()}</span>
        </form>
    }
}

impl Finder {
    /// In the browser: Ctrl K from anywhere, and another page closes the list.
    fn follow(self) {
        Effect::new(move |_| {
            let handle = window_event_listener(ev::keydown, move |key| {
                let wanted =
                    (key.ctrl_key() || key.meta_key()) && !key.shift_key() && key.key().eq_ignore_ascii_case("k");
                if wanted && let Some(input) = self.input.get_untracked() {
                    key.prevent_default();
                    input.select();
                    input.focus().ok();
                }
            });
            on_cleanup(move || handle.remove());
        });
        let location = use_location();
        Effect::new(move |_| {
            location.pathname.track();
            location.search.track();
            self.close();
        });
        on_cleanup(move || self.forget());
    }

    /// Forgets what was about to be looked for.
    fn forget(self) {
        self.timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    }

    /// Closes the list, and lets nothing that was about to be looked for open it again.
    fn close(self) {
        self.forget();
        self.open.set(false);
        self.chosen.set(None);
    }

    /// Looks for it a moment after the last letter.
    fn type_in(self, typed: String) {
        self.forget();
        self.typed.set(typed.clone());
        self.chosen.set(None);
        if typed.trim().is_empty() {
            self.close();
            return;
        }
        let look = move || {
            self.looking.dispatch(typed.clone());
            self.open.set(true);
        };
        self.timer.set_value(set_timeout_with_handle(look, PAUSE).ok());
    }

    /// What was found for what stands in the box now, or for how it begins, until the answer for all of it is there.
    fn hits(self) -> Option<Vec<Hit>> {
        let typed = self.typed.with(|typed| words(typed).join(" "));
        self.looking.value().with(|answer| match answer {
            Some(Ok(found)) if typed.starts_with(&found.query) => Some(found.hits.clone()),
            Some(Ok(_) | Err(_)) | None => None,
        })
    }

    fn key(self, key: &web_sys::KeyboardEvent) {
        let count = untrack(|| self.hits()).map_or(0, |hits| hits.len());
        let chosen = self.chosen.get_untracked();
        match key.key().as_str() {
            "ArrowDown" if count > 0 => {
                key.prevent_default();
                self.open.set(true);
                self.chosen.set(Some(chosen.map_or(0, |place| (place + 1) % count)));
            }
            "ArrowUp" if count > 0 => {
                key.prevent_default();
                self.open.set(true);
                self.chosen.set(Some(chosen.map_or(count - 1, |place| (place + count - 1) % count)));
            }
            "Escape" if self.open.get_untracked() => {
                key.prevent_default();
                self.close();
            }
            _ => {}
        }
    }

    /// Where Enter leads: to what is chosen, or to the page of everything found.
    fn destination(self) -> String {
        let chosen =
            self.chosen.get_untracked().and_then(|place| Some(untrack(|| self.hits())?.get(place)?.href.clone()));
        let typed = self.typed.get_untracked();
        chosen.unwrap_or_else(|| format!("{PAGE}?q={}", percent_encoded(typed.trim())))
    }

    /// Closes the list when the focus goes elsewhere.
    fn leave(self, leave: &web_sys::FocusEvent) {
        let goes_to = leave.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let form = self.input.get_untracked().and_then(|input| input.closest("form").ok().flatten());
        let stays = goes_to.is_some_and(|element| form.is_some_and(|form| form.contains(Some(&element))));
        if !stays {
            self.close();
        }
    }

    fn list(self) -> AnyView {
        let hits = self.hits().unwrap_or_default();
        let mut groups: Vec<AnyView> = Vec::new();
        let mut place = 0;
        for (kind, of_kind) in by_kind(&hits) {
            let title = kind_title(kind);
            let options = of_kind.iter().enumerate().map(|(at, hit)| self.option(place + at, hit)).collect_view();
            place += of_kind.len();
            let label = title.clone();
            groups.push(
                view! {
                    <div role="group" aria-label=label>
                        <p aria-hidden="true">{title}</p>
                        {options}
                    </div>
                }
                .into_any(),
            );
        }
        groups.into_any()
    }

    fn option(self, place: usize, hit: &Hit) -> AnyView {
        let selected = move || if self.chosen.get() == Some(place) { "true" } else { "false" };
        view! {
            <a role="option" id=option_id(place) href=hit.href.clone() tabindex="-1" aria-selected=selected>
                <b>{hit.title.clone()}</b>
                <span>{hit.note.clone()}</span>
            </a>
        }
        .into_any()
    }

    /// What everybody is told where there is no list: that nothing was found, or why it could not be looked for.
    fn told(self) -> Option<String> {
        if !self.open.get() {
            return None;
        }
        match self.hits() {
            Some(hits) => hits.is_empty().then(|| tr!(search.nothing_found)),
            None => self.looking.value().with(|answer| {
                let refused = answer.as_ref().and_then(|answer| answer.as_ref().err());
                refused.map(|error| refusal(error).0)
            }),
        }
    }

    /// What a screen reader is told: how much was found, or what stands in the place of a list.
    fn said(self) -> String {
        self.told().unwrap_or_else(|| match (self.open.get(), self.hits()) {
            (true, Some(hits)) => tr!(search.count, count = hits.len()),
            (true | false, _) => String::new(),
        })
    }
}

fn option_id(place: usize) -> String {
    format!("{LIST}-{place}")
}
