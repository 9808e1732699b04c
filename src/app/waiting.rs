//! How much waits for the person: the bell of the top bar, and what the rail counts.
//!
//! The browser asks for it once the page is there, so no page waits for it and the first render is the same on both
//! sides. Without a script nothing is counted; the first page, to which the bell leads, says it all the same.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    home::{api, model::WaitingAt, rules::total},
    i18n::tr,
    ui::Icon,
};

/// So long after there was a reason it is asked: what the page itself asks for goes first, and an act that leads to
/// another page is one reason.
const PAUSE: Duration = Duration::from_millis(300);

/// For so long an answer holds where nothing was done here: another page alone is no reason to ask again.
const HOLDS: Duration = Duration::from_secs(30);

/// The most that the bell's mark has room for.
const MOST_SHOWN: u32 = 99;

/// What waits, as far as it is known.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    /// Place by place, in the order of the rail.
    pub(super) places: RwSignal<Vec<WaitingAt>>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Whether the last answer still holds.
    holds: StoredValue<bool>,
    /// How often it was asked: an answer that a later question has overtaken is not told.
    asked: StoredValue<u32>,
}

impl Waiting {
    /// Nothing is known yet.
    pub(super) fn unknown() -> Self {
        Self {
            places: RwSignal::new(Vec::new()),
            timer: StoredValue::new(None),
            holds: StoredValue::new(false),
            asked: StoredValue::new(0),
        }
    }

    /// In the browser: asks now, whenever another thing was done, and whenever something changes that `may_ask` reads
    /// once the last answer holds no more; never while `may_ask` says no.
    pub(super) fn follow(self, done: RwSignal<u32>, may_ask: impl Fn() -> bool + 'static) {
        Effect::new(move |before: Option<u32>| {
            let (done, may_ask) = (done.get(), may_ask());
            let is_due = before != Some(done) || !self.holds.get_value();
            if !may_ask || is_due {
                self.forget();
            }
            if may_ask && is_due {
                self.timer.set_value(set_timeout_with_handle(move || self.ask(), PAUSE).ok());
            }
            // What was done while nothing could be asked is still to be asked for.
            if may_ask { done } else { before.unwrap_or_default() }
        });
        on_cleanup(move || self.forget());
    }

    /// Forgets what was about to be asked.
    fn forget(self) {
        self.timer.try_update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    }

    fn ask(self) {
        let question = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        spawn_local(async move {
            // Whoever did not ask is not told what went wrong; the counts stay as they were.
            if let Ok(places) = api::waiting_counts().await
                && self.asked.try_get_value() == question
            {
                self.places.try_set(places);
                self.holds.try_set_value(true);
                set_timeout(
                    move || {
                        self.holds.try_set_value(false);
                    },
                    HOLDS,
                );
            }
        });
    }

    /// The bell: how much waits in all, and the way to the list of it. Its width is the same with and without a number.
    pub(super) fn bell(self) -> AnyView {
        let count = move || self.places.with(|places| total(places));
        let name = move || match count() {
            0 => tr!(ui.waiting_count),
            count => tr!(ui.waiting_total, count = count),
        };
        let mark = move || {
            let count = count();
            let shown = if count > MOST_SHOWN { format!("{MOST_SHOWN}+") } else { count.to_string() };
            (count > 0).then(|| view! { <b aria-hidden="true">{shown}</b> })
        };
        view! {
            <a class="bell" href="/">
                <Icon name="bell" />
                <span class="vh">{name}</span>
                {mark}
            </a>
        }
        .into_any()
    }
}
