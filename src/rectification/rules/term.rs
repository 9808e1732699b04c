//! Terms, lights and slips, all in working days.

use chrono::{Days, NaiveDate};

use super::super::model::{Entry, EntryState, Light, Slip, Standing};
use crate::{
    inspection::model::Severity,
    kernel::{
        calendar::{Deadline, WorkCalendar},
        fault::Fault,
    },
};

/// At most so many working days left are soon.
pub const SOON: u32 = 5;

/// A due date lies at most so many days ahead: more is a slip of the keyboard.
pub const LATEST_DAYS: u64 = 730;

/// The date that the default term gives when it begins today.
#[must_use]
pub fn default_due(calendar: &WorkCalendar, today: NaiveDate, severity: Severity) -> Deadline {
    // Only the end of the calendar, in the year 9999, has no deadline; today is the best there is then.
    calendar
        .deadline(today, severity.default_term())
        .unwrap_or(Deadline { date: today, years_without_table: Vec::new() })
}

/// Whether a date can be the last day in time: a working day, not in the past.
///
/// # Errors
/// [`Fault::TooEarly`], [`Fault::TooLate`] or [`Fault::NotAWorkingDay`].
pub fn check_due(calendar: &WorkCalendar, earliest: NaiveDate, due: NaiveDate) -> Result<(), Fault> {
    if due < earliest {
        return Err(Fault::TooEarly { earliest });
    }
    let latest = earliest.checked_add_days(Days::new(LATEST_DAYS)).unwrap_or(NaiveDate::MAX);
    if due > latest {
        return Err(Fault::TooLate { latest });
    }
    if !calendar.is_working(due) {
        return Err(Fault::NotAWorkingDay { date: due, name: calendar.day_name(due).map(str::to_owned) });
    }
    Ok(())
}

/// The light of a due date. Grey where there is none.
#[must_use]
pub fn light(calendar: &WorkCalendar, due: Option<NaiveDate>, is_closed: bool, today: NaiveDate) -> Light {
    let Some(due) = due.filter(|_| !is_closed) else { return Light::Grey };
    if today > due {
        Light::Red
    } else if calendar.working_days_between(today, due) <= i64::from(SOON) {
        Light::Yellow
    } else {
        Light::Green
    }
}

/// The first due date that is green today: everything from today until before it is yellow. So a list of one light is
/// a range of dates.
#[must_use]
pub fn ends_of_yellow(calendar: &WorkCalendar, today: NaiveDate) -> NaiveDate {
    calendar.deadline(today, SOON + 1).map_or(NaiveDate::MAX, |deadline| deadline.date)
}

/// The slip that the date calls for: the highest that is reached.
#[must_use]
pub fn slip(calendar: &WorkCalendar, due: NaiveDate, today: NaiveDate) -> Option<Slip> {
    match calendar.working_days_between(today, due) {
        ..=-6 => Some(Slip::Red),
        -5..=-1 => Some(Slip::Yellow),
        0..=3 => Some(Slip::Blue),
        4.. => None,
    }
}

/// Where an entry stands in time, by its due date and its state.
#[must_use]
pub fn standing(calendar: &WorkCalendar, due: Option<NaiveDate>, state: EntryState, today: NaiveDate) -> Standing {
    let is_closed = state.is_closed();
    let running = due.filter(|_| !is_closed);
    Standing {
        light: light(calendar, due, is_closed, today),
        left: running.map(|due| calendar.working_days_between(today, due)),
        slip: running.and_then(|due| slip(calendar, due, today)),
    }
}

/// The working days of the term: used until today (or until it was closed), and all.
#[must_use]
pub fn term_used(
    calendar: &WorkCalendar,
    entry: &Entry,
    ordered_on: NaiveDate,
    today: NaiveDate,
) -> Option<(i64, i64)> {
    let until = entry.closed_on.unwrap_or(today);
    let all = calendar.working_days_between(ordered_on, entry.due?);
    Some((calendar.working_days_between(ordered_on, until).max(0), all))
}
