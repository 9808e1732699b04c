//! What a unit can be reminded of.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::EntryReminder;
use crate::{
    error::AppError,
    kernel::{calendar::WorkCalendar, fault::Fault, ids::EntryId},
    rectification::{
        model::{EntryState, Turn},
        rules::turn,
    },
};

/// Whether the unit can be reminded of an entry today: it is its turn, and a working day has begun since it was last
/// reminded of it.
///
/// # Errors
/// [`AppError::NotAllowedNow`] where it is not the unit's turn, [`Fault::Reminded`] of the field `entries` where it was
/// reminded already.
pub fn require(
    state: EntryState,
    last: Option<NaiveDate>,
    calendar: &WorkCalendar,
    today: NaiveDate,
) -> Result<(), AppError> {
    match turn(state) {
        Turn::Clerk | Turn::Head => {}
        Turn::Office | Turn::Group | Turn::Nobody => return Err(AppError::NotAllowedNow),
    }
    match last.filter(|last| calendar.working_days_between(*last, today) < 1) {
        Some(on) => Err(AppError::field("entries", Fault::Reminded { on })),
        None => Ok(()),
    }
}

/// The last reminder of each entry, out of reminders in the order of their days.
#[must_use]
pub fn last_of(reminders: Vec<EntryReminder>) -> BTreeMap<EntryId, EntryReminder> {
    reminders.into_iter().map(|reminder| (reminder.entry.clone(), reminder)).collect()
}

/// The day of a reminder, as long as nothing was done with the entry since.
#[must_use]
pub fn unanswered(last: Option<&EntryReminder>, entry_version: u32) -> Option<NaiveDate> {
    last.filter(|last| last.entry_version == entry_version).map(|last| last.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day of November")
    }

    #[test]
    fn only_whose_turn_it_is_is_reminded() {
        for state in EntryState::ALL {
            let units = matches!(turn(state), Turn::Clerk | Turn::Head);
            assert_eq!(require(state, None, &WorkCalendar::default(), day(10)).is_ok(), units, "{state:?}");
        }
    }

    #[test]
    fn an_entry_is_reminded_of_once_a_working_day() {
        let calendar = WorkCalendar::default();
        let can = |last: u32, today: u32| require(EntryState::Ordered, Some(day(last)), &calendar, day(today)).is_ok();
        // The 6th is a Friday.
        assert!(!can(6, 6) && !can(6, 7) && !can(6, 8) && can(6, 9));
        assert!(!can(9, 9) && can(9, 10));
    }
}
