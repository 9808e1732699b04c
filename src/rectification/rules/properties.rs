//! The rules against naive ones, and what no order of steps can bring about.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::*;
use crate::{
    error::AppError,
    kernel::calendar::WorkCalendar,
    rectification::{
        model::{EntryState, Light, Slip, Step},
        testing::{PEOPLE, actor, calendar, closed, command, day, entry, played},
    },
};

fn date() -> impl Strategy<Value = NaiveDate> {
    (0u64..1200).prop_map(|days| day("2025-01-01") + Days::new(days))
}

/// Counts day by day.
fn naive_light(calendar: &WorkCalendar, due: NaiveDate, today: NaiveDate) -> Light {
    if today > due {
        return Light::Red;
    }
    let ahead = today.iter_days().skip(1).take_while(|date| *date <= due);
    if ahead.filter(|date| calendar.is_working(*date)).count() <= 5 { Light::Yellow } else { Light::Green }
}

proptest! {
    #[test]
    fn lights_agree_with_a_count_by_hand(today in date(), ahead in 0u64..60, back in 0u64..60) {
        let calendar = calendar();
        for due in [today + Days::new(ahead), today - Days::new(back)] {
            prop_assert_eq!(light(calendar, Some(due), false, today), naive_light(calendar, due, today));
            prop_assert_eq!(light(calendar, Some(due), true, today), Light::Grey);
        }
    }

    #[test]
    fn a_light_is_a_range_of_due_dates(today in date(), ahead in 0u64..40) {
        let calendar = calendar();
        let (due, green) = (today + Days::new(ahead), ends_of_yellow(calendar, today));
        let by_range = if due < green { Light::Yellow } else { Light::Green };
        prop_assert_eq!(light(calendar, Some(due), false, today), by_range);
    }

    #[test]
    fn a_slip_is_a_range_of_due_dates(today in date(), ahead in 0u64..60, back in 0u64..60) {
        let calendar = calendar();
        for due in [today + Days::new(ahead), today - Days::new(back)] {
            let called = slip(calendar, due, today);
            for one in Slip::ALL {
                let reached = called.is_some_and(|called| called >= one);
                prop_assert_eq!(due < ends_of_slip(calendar, one, today), reached, "{} {:?}", due, one);
            }
        }
    }

    #[test]
    fn what_is_to_be_reported_again_is_a_range_of_days(today in date(), back in 0u64..100) {
        let since = today - Days::new(back);
        let is_due = report_due(since).is_some_and(|due| due <= today);
        prop_assert_eq!(since < ends_of_unreported(today), is_due, "{} {}", since, today);
    }

    #[test]
    fn a_closed_entry_takes_nothing_but_its_file_and_a_failed_revisit(step in 0..Step::ALL.len(), who in 0..PEOPLE.len()) {
        let (step, who) = (Step::ALL[step], actor(PEOPLE[who]));
        let refused = require(&who, &closed(), step, day("2026-11-24")).is_err();
        prop_assert!(refused || matches!(step, Step::Archive | Step::Reopen | Step::AttachOnSite));
    }

    /// Anybody tries anything in any order: what is closed was signed by the head, verified, and closed by somebody who
    /// had no hand in it; and what the page offers is what the server accepts.
    #[test]
    fn no_order_of_steps_closes_without_signature_and_verification(
        tries in prop::collection::vec((0..PEOPLE.len(), 0..Step::ALL.len(), any::<bool>()), 0..400),
    ) {
        let mut now = entry();
        for (who, step, sensible) in tries {
            // Half of the tries are steps that the state knows, or hardly an entry would ever come to its end.
            let known = steps(now.state);
            let sensible = sensible && !known.is_empty();
            let step = if sensible { known[step % known.len()].0 } else { Step::ALL[step] };
            let who = PEOPLE[who];
            let today = day("2026-11-20");
            // Whether another verifier is to be appointed the roster says, beside what an entry allows.
            let appoints = step == Step::AppointVerifier && appoints(&actor(who), &now, today);
            let offered = allowed(&actor(who), &now, today, false).contains(&step) || appoints;
            let tried = played(now.clone(), who, command(step), "2026-11-20");
            // A day that cannot be taken is no refusal of the step.
            let taken = matches!(tried, Ok(_) | Err(AppError::Invalid(_)));
            prop_assert_eq!(offered, taken, "{} {:?} {:?}", who, step, now.state);
            if let Ok(after) = tried {
                now = after;
            }
            if now.state == EntryState::Closed {
                let closure = now.closure.as_ref();
                prop_assert!(closure.is_some_and(|closure| closure.signed.is_some()));
                let closer = now.story.iter().rfind(|event| event.step == Step::Close).map(|event| &event.signed.by);
                let hands = now.story.iter().filter(|event| action(event.step) == crate::kernel::permit::Action::Rectify);
                prop_assert!(hands.map(|event| Some(&event.signed.by)).all(|hand| hand != closer));
                prop_assert!(now.story.iter().any(|event| event.step == Step::Verify));
            }
        }
    }
}
