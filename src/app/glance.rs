//! What the frame shows at a glance: how much waits for the person, on the bell of the top bar and on the rail, how far the
//! season is, and which seasons there are.
//!
//! The server asks for it beside what the page itself asks for, so it stands on the page without a script and the first
//! render is the same on both sides. Afterwards the browser asks anew, whenever there is a reason.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    error::AppError,
    home::{api, model::Glance, rules::total},
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

/// What the frame shows, as far as it is known.
#[derive(Clone, Copy)]
pub(super) struct AtAGlance {
    /// The last answer; empty before the first.
    pub(super) glance: RwSignal<Glance>,
    /// Whether the answer that comes with the page was taken.
    is_there: StoredValue<bool>,
    timer: StoredValue<Option<TimeoutHandle>>,
    /// Whether the last answer still holds, and when it no longer will.
    holds: StoredValue<bool>,
    expiry: StoredValue<Option<TimeoutHandle>>,
    /// How often it was asked: an answer that a later question has overtaken is not told.
    asked: StoredValue<u32>,
}

impl AtAGlance {
    /// Nothing is known yet.
    pub(super) fn unknown() -> Self {
        Self {
            glance: RwSignal::new(Glance::default()),
            is_there: StoredValue::new(false),
            timer: StoredValue::new(None),
            holds: StoredValue::new(false),
            expiry: StoredValue::new(None),
            asked: StoredValue::new(0),
        }
    }

    /// Takes the answer that comes with the page, the first time that it is told; without one the browser asks when it
    /// next has a reason.
    pub(super) fn take(self, answer: Result<Glance, AppError>) {
        let Ok(glance) = answer else { return };
        if self.is_there.try_get_value() == Some(false) {
            // Another part of the page may be drawn at the same time: what it finds taken is there.
            self.glance.set(glance);
            self.is_there.set_value(true);
            // The server's page is done with it.
            if !is_server() {
                self.hold();
            }
        }
    }

    /// In the browser: asks after anything was done, on the page that lists what waits, and when asking is possible again;
    /// and once the last answer holds no more, whenever something changes that is read here. At first the answer comes with
    /// the page.
    pub(super) fn follow(
        self,
        done: RwSignal<u32>,
        is_listed: impl Fn() -> bool + 'static,
        may_ask: impl Fn() -> bool + 'static,
    ) {
        Effect::new(move |before: Option<(u32, bool)>| {
            let (now, is_listed) = ((done.get(), may_ask()), is_listed());
            let Some(before) = before else { return now };
            if before != now || is_listed {
                self.holds.set_value(false);
            }
            if !self.holds.get_value() {
                let (_, may_ask) = now;
                let again = may_ask.then(|| set_timeout_with_handle(move || self.ask(), PAUSE).ok());
                replace(self.timer, again.flatten());
            }
            now
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
            // Whoever did not ask is not told what went wrong; what is shown stays as it was.
            if let Ok(glance) = api::glance().await
                && self.asked.try_get_value() == question
            {
                self.glance.try_set(glance);
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
        let count = move || self.glance.with(|glance| total(&glance.waiting));
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
