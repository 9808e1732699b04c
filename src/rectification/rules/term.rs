//! Terms, lights and slips, all in working days.

use std::iter::successors;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};

use super::super::model::{Entry, EntryState, Light, Slip, Standing, Step};
use crate::{
    inspection::model::Severity,
    journal::chain::chain_day,
    kernel::{
        actor::Role,
        calendar::{Deadline, WorkCalendar},
        fault::Fault,
    },
};

/// At most so many working days left are soon.
pub const SOON: u32 = 5;

/// At most so many working days left call for a blue slip.
const BLUE: u8 = 3;

/// At least so many working days overdue call for a yellow slip.
const YELLOW: u8 = 1;

/// At least so many working days overdue call for a red slip.
const RED: u8 = 6;

/// A due date lies at most so many days ahead: more is a slip of the keyboard.
pub const LATEST_DAYS: u64 = 730;

/// The date that the default term gives when it begins today.
#[must_use]
pub fn default_due(calendar: &WorkCalendar, today: NaiveDate, severity: Severity) -> Deadline {
    // Only the end of the calendar, in the year 9999, has no deadline; today is the best there is then.
    calendar.deadline(today, severity.default_term()).unwrap_or(Deadline { date: today, unlisted_years: Vec::new() })
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
    let left = calendar.working_days_between(today, due);
    let is_overdue = |days: u8| left <= -i64::from(days);
    if is_overdue(RED) {
        Some(Slip::Red)
    } else if is_overdue(YELLOW) {
        Some(Slip::Yellow)
    } else {
        (left <= i64::from(BLUE)).then_some(Slip::Blue)
    }
}

/// The first due date that calls for less than this slip today: all before it call for it, or for a higher one. So a list
/// of those is a range of dates.
#[must_use]
pub fn ends_of_slip(calendar: &WorkCalendar, slip: Slip, today: NaiveDate) -> NaiveDate {
    // What was due on the n-th last working day, today among them, is one working day less overdue.
    let back = |days: u8| {
        let working = successors(Some(today), NaiveDate::pred_opt).filter(|day| calendar.is_working(*day));
        working.take(usize::from(days)).last().unwrap_or(today)
    };
    match slip {
        Slip::Blue => calendar.deadline(today, u32::from(BLUE) + 1).map_or(NaiveDate::MAX, |deadline| deadline.date),
        Slip::Yellow => back(YELLOW),
        Slip::Red => back(RED),
    }
}

/// Whom a slip goes to.
#[must_use]
pub const fn addressee(slip: Slip) -> Role {
    match slip {
        Slip::Blue => Role::UnitClerk,
        Slip::Yellow => Role::UnitHead,
        Slip::Red => Role::ReformLeader,
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

/// When progress of a rectification under way was last reported, or its plan approved where that was later, for before that
/// there is nothing to report.
#[must_use]
pub fn reported_at(entry: &Entry) -> Option<DateTime<Utc>> {
    if !matches!(entry.state, EntryState::PlanApproved | EntryState::InProgress) {
        return None;
    }
    let last = entry.story.iter().rfind(|event| matches!(event.step, Step::ApprovePlan | Step::Report))?;
    Some(last.signed.at)
}

/// The day on which a month has passed since another: that of the same number, and the last of a month that has none. By
/// then progress is reported again (domain.md, States).
#[must_use]
pub fn report_due(since: NaiveDate) -> Option<NaiveDate> {
    since.checked_add_months(Months::new(1))
}

/// Since when nothing was reported of a rectification under way, where that is a month by now; see [`reported_at`].
#[must_use]
pub fn unreported_since(entry: &Entry, today: NaiveDate) -> Option<NaiveDate> {
    let since = chain_day(reported_at(entry)?);
    (today >= report_due(since)?).then_some(since)
}

/// The first day since which no month has passed today: what was last reported before it is to be reported again. So a list
/// of those is a range of instants.
#[must_use]
pub fn ends_of_unreported(today: NaiveDate) -> NaiveDate {
    let back = successors(Some(today), NaiveDate::pred_opt);
    back.take_while(|day| report_due(*day).is_none_or(|due| today < due)).last().unwrap_or(today)
}
