//! No session ends without a warning (WCAG 2.2, 2.2.1): a while before it ends for want of use the page says so, and goes on
//! with it at the press of a button. Once it has ended the page says that too, and leads to the sign-in and back.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

use std::time::Duration;

use chrono::DateTime;
use leptos::{prelude::*, task::spawn_local, web_sys::js_sys::Date};

#[cfg(not(feature = "ssr"))]
use browser::{note, noted};
#[cfg(feature = "ssr")]
use nowhere::{note, noted};

use super::glance::replace;
use crate::{
    account::api,
    i18n::tr,
    page::{CurrentSession, Said, sign_in_address},
    ui::{ButtonTone, Icon, LinkButton},
    words,
};

/// In milliseconds, as all times here.
const MINUTE: i64 = 60_000;

/// So long before the end it is said; nobody needs longer than this to press a button.
const WARNING: i64 = 3 * MINUTE;

/// How a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// There is nothing to say.
    GoesOn,
    /// It ends at this time, unless it is used.
    EndsSoon(i64),
    /// It has ended.
    Ended,
}

/// How a session stands now that ends at a time unless it is used, and after how long that is to be looked at again.
fn stand(end: i64, now: i64) -> (Stand, Option<u64>) {
    let left = end.saturating_sub(now);
    let look = |after: i64| u64::try_from(after).ok();
    if left > WARNING {
        (Stand::GoesOn, look(left - WARNING))
    } else if left > 0 {
        (Stand::EndsSoon(end), look(left))
    } else {
        (Stand::Ended, None)
    }
}

/// What is known of the session's end.
#[derive(Clone, Copy)]
struct Limit {
    /// For so long without use the session goes on.
    lasts: i64,
    /// When this window used it last.
    used: StoredValue<i64>,
    stand: RwSignal<Stand>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Limit {
    /// The session was used just now.
    fn put_off(self) {
        let now = now();
        self.used.try_set_value(now);
        note(now);
        self.look();
    }

    /// How it stands now, and again when that changes. The frame may have gone.
    fn look(self) {
        let Some(used) = self.used.try_get_value() else { return };
        let now = now();
        // A clock that was put back would put the end off.
        let elsewhere = noted().filter(|elsewhere| *elsewhere <= now);
        let end = elsewhere.map_or(used, |elsewhere| elsewhere.max(used)).saturating_add(self.lasts);
        let (stand, look) = stand(end, now);
        self.tell(stand);
        let again =
            look.and_then(|after| set_timeout_with_handle(move || self.look(), Duration::from_millis(after)).ok());
        replace(self.timer, again);
    }

    /// What is said already is not said again.
    fn tell(self, stand: Stand) {
        if self.stand.try_get_untracked().is_some_and(|said| said != stand) {
            self.stand.try_set(stand);
        }
    }
}

/// The place is always there, so that it is read out when something is said.
#[component]
pub(super) fn Idle(
    /// For so many minutes without use the session goes on.
    minutes: u32,
    /// What the frame has heard from the server.
    said: Said,
) -> impl IntoView {
    let limit = Limit {
        lasts: i64::from(minutes) * MINUTE,
        used: StoredValue::new(0),
        stand: RwSignal::new(Stand::GoesOn),
        timer: StoredValue::new(None),
    };
    Effect::new(move |_| {
        said.answers.track();
        limit.put_off();
    });
    on_cleanup(move || replace(limit.timer, None));
    let current = use_context::<CurrentSession>();
    let stay = move || go_on(limit, said, current);
    let note = move || match limit.stand.get() {
        Stand::GoesOn => None,
        Stand::EndsSoon(end) => Some(warning(end, stay)),
        Stand::Ended => Some(ended()),
    };
    view! {
        <div class="session-end no-print" role="status">
            {note}
        </div>
    }
}

/// Uses the session.
fn go_on(limit: Limit, said: Said, current: Option<CurrentSession>) {
    spawn_local(async move {
        match api::session().await {
            Ok(Some(session)) => {
                if let Some(CurrentSession(current)) = current {
                    current.try_set(session);
                }
                said.answered();
            }
            Ok(None) => limit.tell(Stand::Ended),
            // Without an answer the warning stays where it is, and is pressed again.
            Err(_) => {}
        }
    });
}

fn warning(end: i64, stay: impl Fn() + 'static) -> AnyView {
    let time = DateTime::from_timestamp_millis(end).map(words::minute).unwrap_or_default();
    view! {
        <div class="note warn">
            <Icon name="alert" />
            <div>
                <p class="note-title">{tr!(ui.idle_soon)}</p>
                <p>{tr!(ui.idle_soon_text, time = time)}</p>
                <div class="rowf">
                    <button type="button" class="btn" on:click=move |_| stay()>
                        {tr!(ui.idle_stay)}
                    </button>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn ended() -> AnyView {
    view! {
        <div class="note warn">
            <Icon name="alert" />
            <div>
                <p class="note-title">{tr!(ui.idle_ended)}</p>
                <p>{tr!(ui.idle_ended_text)}</p>
                <div class="rowf">
                    <LinkButton href=sign_in_address() text=tr!(ui.idle_sign_in) tone=ButtonTone::Secondary />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Milliseconds since 1970 by the browser's clock, against which the end is counted as well.
// They have no fraction that matters, and fit for as long as there are dates.
#[allow(clippy::cast_possible_truncation)]
fn now() -> i64 {
    Date::now() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_warned_of_three_minutes_before_its_end_and_until_then() {
        let end = 29 * MINUTE;
        for (now, stands) in [
            (0, (Stand::GoesOn, Some(26 * 60_000))),
            (26 * MINUTE - 1, (Stand::GoesOn, Some(1))),
            (26 * MINUTE, (Stand::EndsSoon(end), Some(3 * 60_000))),
            (end - 1, (Stand::EndsSoon(end), Some(1))),
            (end, (Stand::Ended, None)),
            // A computer that slept for long.
            (end + 600 * MINUTE, (Stand::Ended, None)),
        ] {
            assert_eq!(stand(end, now), stands, "{now}");
        }
    }
}
