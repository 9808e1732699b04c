//! Whatever is tried in whatever order, what a submission says of itself stays true.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use proptest::prelude::*;

use super::{
    tests::{content, day, signature, submission},
    *,
};
use crate::kernel::calendar::{ListedDay, YearTable};

/// A step as somebody tries it, and how many days after the last one.
fn attempts() -> impl Strategy<Value = Vec<(Step, i64)>> {
    prop::collection::vec((prop::sample::select(Step::ALL.to_vec()), 0_i64..9), 0..40)
}

fn calendar(off: &[u32]) -> WorkCalendar {
    let days = off.iter().collect::<std::collections::BTreeSet<_>>().into_iter().map(|offset| {
        let date = day("2026-09-01") + Duration::days(i64::from(*offset));
        // A weekday that is listed is off, a weekend day that is listed is worked.
        let off = WorkCalendar::default().is_working(date);
        ListedDay { date, name: "调休".to_owned(), off }
    });
    WorkCalendar::new(vec![YearTable { year: 2026, days: days.collect() }]).unwrap()
}

fn attempt(before: &Submission, step: Step, today: NaiveDate, calendar: &WorkCalendar) -> Option<Submission> {
    let note = || Note::parse("补充").unwrap();
    match step {
        Step::Open => None,
        Step::Edit => edit(before, &signature()),
        Step::HandOver => hand_over(before, content(), &signature()),
        Step::HandBack => hand_back(before, note(), &signature()),
        Step::Sign => sign(before, &signature(), today, calendar),
        Step::Accept => accept(before, &signature()),
        Step::Return => send_back(before, BTreeMap::new(), Some(note()), &signature()),
    }
}

/// Counts day by day, as a person with a calendar would.
fn naive_days_late(calendar: &WorkCalendar, due: NaiveDate, on: NaiveDate) -> u32 {
    let mut count = 0;
    let mut date = due;
    while date < on {
        date = date.succ_opt().unwrap();
        count += u32::from(calendar.is_working(date));
    }
    count
}

fn holds(record: &Submission, calendar: &WorkCalendar) {
    use SubmissionState::{Accepted, AwaitingSignature, Draft, Returned, Submitted};
    let times = |step: Step| record.story.iter().filter(|event| event.step == step).count();
    match record.state {
        Submitted | Returned | Accepted => assert!(record.signed.is_some() && record.self_score.is_some()),
        AwaitingSignature => assert!(record.signed.is_none() && record.handed_over.is_some()),
        Draft => {}
    }
    assert_eq!(record.accepted.is_some(), record.state == Accepted);
    assert_eq!(record.returns.len(), times(Step::Return));
    assert_eq!(record.submitted_on.is_some(), times(Step::Sign) > 0, "only the head's signature submits");
    assert!(times(Step::Sign) <= times(Step::HandOver), "nothing is signed that was not handed over");
    let late = record.submitted_on.map_or(0, |on| naive_days_late(calendar, record.due, on));
    assert_eq!(record.days_late, late);
    assert_eq!(record.days_late > 0, record.days_late > 0 && is_late(record.due, record.submitted_on));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_sequence_of_steps_keeps_what_a_submission_says(
        attempts in attempts(),
        due in 0_i64..30,
        off in prop::collection::vec(0_u32..60, 0..8),
    ) {
        let calendar = calendar(&off);
        let mut today = day("2026-09-01");
        let mut record = submission(today + Duration::days(due));
        for (step, later) in attempts {
            today += Duration::days(later);
            let expected = next(record.state, step);
            match attempt(&record, step, today, &calendar) {
                Some(after) => {
                    prop_assert_eq!(Some(after.state), expected);
                    prop_assert!(after.story.len() == record.story.len() + 1);
                    prop_assert!(record.submitted_on.is_none() || record.submitted_on == after.submitted_on);
                    record = after;
                }
                None => prop_assert!(expected.is_none()),
            }
            holds(&record, &calendar);
        }
    }

    #[test]
    fn days_late_are_those_that_a_person_counts(
        from in 0_i64..40,
        to in 0_i64..60,
        off in prop::collection::vec(0_u32..60, 0..8),
    ) {
        let calendar = calendar(&off);
        let (due, on) = (day("2026-09-01") + Duration::days(from), day("2026-09-01") + Duration::days(to));
        prop_assert_eq!(days_late(&calendar, due, on), naive_days_late(&calendar, due, on));
    }
}
