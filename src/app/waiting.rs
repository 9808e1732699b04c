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
    /// Whether the last answer still holds, and when it no longer will.
    holds: StoredValue<bool>,
    expiry: StoredValue<Option<TimeoutHandle>>,
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
            expiry: StoredValue::new(None),
            asked: StoredValue::new(0),
        }
    }

    /// In the browser: asks now; again after anything was done, on the page that lists what waits, and when asking is
    /// possible again; and once the last answer holds no more, whenever something changes that is read here.
    pub(super) fn follow(
        self,
        done: RwSignal<u32>,
        is_listed: impl Fn() -> bool + 'static,
        may_ask: impl Fn() -> bool + 'static,
    ) {
        Effect::new(move |before: Option<u32>| {
            let (done, is_listed, may_ask) = (done.get(), is_listed(), may_ask());
            if before != Some(done) || is_listed || !may_ask {
                self.holds.set_value(false);
            }
            if !self.holds.get_value() {
                let again = may_ask.then(|| set_timeout_with_handle(move || self.ask(), PAUSE).ok());
                replace(self.timer, again.flatten());
            }
            done
        });
        on_cleanup(move || {
            replace(self.timer, None);
            replace(self.expiry, None);
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
                self.hold();
            }
        });
    }

    /// The answer holds from now on, for a while.
    fn hold(self) {
        self.holds.try_set_value(true);
        let expires = move || {
            self.holds.try_set_value(false);
        };
        replace(self.expiry, set_timeout_with_handle(expires, HOLDS).ok());
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

/// Forgets what a timer was about to do, for another one or none. The frame may have gone.
pub(super) fn replace(timer: StoredValue<Option<TimeoutHandle>>, next: Option<TimeoutHandle>) {
    timer.try_update_value(|timer| {
        if let Some(timer) = std::mem::replace(timer, next) {
            timer.clear();
        }
    });
}
