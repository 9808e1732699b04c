//! Who can be reminded.

use chrono::NaiveDate;

use super::model::Reminded;
use crate::self_check::model::{RoundState, SubmissionState};

/// Whether it is the unit's turn: the office has nothing from it, or sent it back.
#[must_use]
pub const fn is_units_turn(state: SubmissionState) -> bool {
    match state {
        SubmissionState::Draft | SubmissionState::AwaitingSignature | SubmissionState::Returned => true,
        SubmissionState::Submitted | SubmissionState::Accepted => false,
    }
}

/// Whether a unit can be reminded today: its round was opened, it is its turn, and it was not reminded on this day.
/// A closed round does not end that, for what is missing is still to come (Art. 7).
#[must_use]
pub fn can_be_reminded(
    round: RoundState,
    state: SubmissionState,
    reminded: Option<Reminded>,
    today: NaiveDate,
) -> bool {
    round.is_opened() && is_units_turn(state) && reminded.is_none_or(|reminded| reminded.last < today)
}

/// The reminder that a unit has not answered yet: it is its turn, and nothing was sent back since.
#[must_use]
pub fn unanswered(
    state: SubmissionState,
    returned_on: Option<NaiveDate>,
    reminded: Option<Reminded>,
) -> Option<Reminded> {
    reminded.filter(|reminded| is_units_turn(state) && returned_on.is_none_or(|day| reminded.last >= day))
}

/// How often and when last, out of the days of the reminders.
#[must_use]
pub fn summed(days: impl IntoIterator<Item = NaiveDate>) -> Option<Reminded> {
    days.into_iter().fold(None, |summed: Option<Reminded>, day| {
        let (times, last) = summed.map_or((0, day), |summed| (summed.times, summed.last));
        Some(Reminded { times: times + 1, last: last.max(day) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day of November")
    }

    #[test]
    fn whose_turn_it_is_can_be_reminded_once_a_day() {
        let can = |state, last: Option<u32>| {
            let reminded = last.map(|last| Reminded { times: 2, last: day(last) });
            can_be_reminded(RoundState::Open, state, reminded, day(10))
        };
        for state in SubmissionState::ALL {
            let units_turn = !matches!(state, SubmissionState::Submitted | SubmissionState::Accepted);
            assert_eq!(can(state, None), units_turn, "{state:?}");
            assert_eq!(can(state, Some(9)), units_turn, "{state:?}");
            assert!(!can(state, Some(10)), "{state:?}");
        }
    }

    #[test]
    fn what_is_missing_is_still_asked_for_after_a_round_was_closed() {
        let can = |round| can_be_reminded(round, SubmissionState::Draft, None, day(1));
        assert!(can(RoundState::Open) && can(RoundState::Closed));
        assert!(!can(RoundState::Draft) && !can(RoundState::Discarded));
    }

    #[test]
    fn what_was_sent_back_since_is_another_thing_to_do() {
        let open = |state, returned: Option<u32>| {
            unanswered(state, returned.map(day), Some(Reminded { times: 1, last: day(10) })).is_some()
        };
        assert!(open(SubmissionState::Draft, None) && !open(SubmissionState::Submitted, None));
        assert!(open(SubmissionState::Returned, Some(9)) && !open(SubmissionState::Returned, Some(11)));
    }

    #[test]
    fn the_last_of_several_days_counts_in_any_order() {
        assert_eq!(summed([]), None);
        assert_eq!(summed([day(3), day(9), day(5)]), Some(Reminded { times: 3, last: day(9) }));
    }
}
