//! The working-day calendar of the People's Republic of China as the State Council publishes it year by year.
//!
//! A day is working if it is Monday to Friday and not listed off, or is listed as a make-up workday. A year that the
//! table lacks counts weekends only, and whoever shows the deadline must say so ([`Deadline::unlisted_years`]).
//! Dates are civil dates in +08:00. The table only lists exceptions; it never repeats an ordinary weekend.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Bound;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most working days that a deadline may lie ahead (some 400 years). More is a slip of the keyboard, and
/// counting it would only keep the machine busy.
pub const MOST_WORKING_DAYS: u32 = 100_000;

/// The Monday of a day's week, and the Sunday.
#[must_use]
pub fn week_of(day: NaiveDate) -> (NaiveDate, NaiveDate) {
    let since_monday = u64::from(day.weekday().num_days_from_monday());
    let monday = day.checked_sub_days(Days::new(since_monday)).unwrap_or(day);
    (monday, monday.checked_add_days(Days::new(6)).unwrap_or(monday))
}

/// Reads a date written exactly as `YYYY-MM-DD`. Looser spellings (`2026-9-8`, `+2026-09-08`) are refused.
#[must_use]
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let well_formed = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            0..=3 | 5.. => byte.is_ascii_digit(),
        });
    if !well_formed {
        return None;
    }
    NaiveDate::from_ymd_opt(text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?)
}

/// One year's table, as the State Council's yearly notice gives it and as `holidays.json` holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearTable {
    /// The calendar year.
    pub year: i32,
    /// The days that differ from the plain week, in any order; ascending when written by us.
    pub days: Vec<ListedDay>,
}

/// A day that the notice names: a day off, or a weekend day on which everybody works.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedDay {
    /// The civil date, written `YYYY-MM-DD`.
    #[serde(serialize_with = "write_date", deserialize_with = "read_date")]
    pub date: NaiveDate,
    /// The holiday that the day belongs to, such as 国庆节; a make-up workday carries the name too.
    pub name: String,
    /// True: nobody works. False: a make-up workday.
    pub off: bool,
}

/// Writes a date in the only form that [`read_date`] takes.
pub(crate) fn write_date<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Reads a date as strictly as [`parse_date`].
pub(crate) fn read_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_date(&text).ok_or_else(|| serde::de::Error::custom(format_args!("{text:?} is not a date YYYY-MM-DD")))
}

/// What is wrong with a holiday table, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct TableViolation {
    /// The place in the table, such as `[3].days[7].date`.
    pub path: String,
    /// What is wrong there.
    pub fault: TableFault,
}

/// The ways in which a holiday table can contradict itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// The same year stands twice.
    #[error("the year {0} is listed twice")]
    DuplicateYear(i32),
    /// The same date stands twice.
    #[error("the date {0} is listed twice")]
    DuplicateDate(NaiveDate),
    /// A date of another year.
    #[error("the date {date} does not lie in the year {year}")]
    OutsideYear {
        /// The date as listed.
        date: NaiveDate,
        /// The year whose table lists it.
        year: i32,
    },
}

/// Why a deadline cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineError {
    /// More working days than [`MOST_WORKING_DAYS`].
    #[error("{0} working days are more than the {MOST_WORKING_DAYS} that can be counted")]
    TooManyDays(u32),
    /// The deadline would lie after 9999-12-31, the last date that has a four-digit year.
    #[error("the deadline would lie after the year 9999")]
    AfterLastYear,
}

/// A date reached by counting working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The last day on which the duty can be fulfilled in time.
    pub date: NaiveDate,
    /// The years among the days counted through that the table lacks, ascending. Not empty means that the date may
    /// still move once the State Council publishes the year, and the screen says so.
    pub unlisted_years: Vec<i32>,
}

/// The table of days off and make-up workdays of some years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkCalendar {
    years: BTreeSet<i32>,
    days: BTreeMap<NaiveDate, (String, bool)>,
}

impl WorkCalendar {
    /// Builds the calendar from the years' tables.
    ///
    /// # Errors
    ///
    /// Every contradiction in the table, in the order of the table, each with its path.
    pub fn new(tables: Vec<YearTable>) -> Result<Self, Vec<TableViolation>> {
        let mut calendar = Self::default();
        let mut violations = Vec::new();
        for (at, table) in tables.into_iter().enumerate() {
            if !calendar.years.insert(table.year) {
                violations.push(TableViolation {
                    path: format!("[{at}].year"),
                    fault: TableFault::DuplicateYear(table.year),
                });
            }
            for (day_at, day) in table.days.into_iter().enumerate() {
                let mut blame = |fault| {
                    violations.push(TableViolation { path: format!("[{at}].days[{day_at}].date"), fault });
                };
                if day.date.year() != table.year {
                    blame(TableFault::OutsideYear { date: day.date, year: table.year });
                }
                if calendar.days.insert(day.date, (day.name, day.off)).is_some() {
                    blame(TableFault::DuplicateDate(day.date));
                }
            }
        }
        if violations.is_empty() { Ok(calendar) } else { Err(violations) }
    }

    /// Whether offices work on the day.
    #[must_use]
    pub fn is_working(&self, date: NaiveDate) -> bool {
        match self.days.get(&date) {
            Some((_, off)) => !off,
            None => is_weekday(date),
        }
    }

    /// The holiday that the day belongs to, if the table lists the day; make-up workdays answer too, so ask
    /// [`Self::is_working`] before calling the day a holiday.
    #[must_use]
    pub fn day_name(&self, date: NaiveDate) -> Option<&str> {
        self.days.get(&date).map(|(name, _)| name.as_str())
    }

    /// The years whose table is known, ascending.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.iter().copied()
    }

    /// The years from one day to another that the table lacks: what is counted through them may still change.
    #[must_use]
    pub fn unlisted_years(&self, from: NaiveDate, to: NaiveDate) -> Vec<i32> {
        (from.year()..=to.year()).filter(|year| !self.years.contains(year)).collect()
    }

    /// The years from today to these days, before and behind it, that the table lacks; none where there is no such day.
    #[must_use]
    pub fn unlisted_around(&self, today: NaiveDate, days: impl IntoIterator<Item = NaiveDate>) -> Vec<i32> {
        let spans = days.into_iter().map(|day| (day.min(today), day.max(today)));
        let whole = spans.reduce(|whole, span| (whole.0.min(span.0), whole.1.max(span.1)));
        whole.map_or_else(Vec::new, |(from, to)| self.unlisted_years(from, to))
    }

    /// The `n`-th working day after `start`; `start` itself never counts, and with `n` = 0 it is the answer.
    ///
    /// # Errors
    ///
    /// More than [`MOST_WORKING_DAYS`], or a date after the year 9999.
    pub fn deadline(&self, start: NaiveDate, n: u32) -> Result<Deadline, DeadlineError> {
        if n > MOST_WORKING_DAYS {
            return Err(DeadlineError::TooManyDays(n));
        }
        let mut date = start;
        let mut left = n;
        let mut unlisted = BTreeSet::new();
        while left > 0 {
            date = date.succ_opt().filter(|next| next.year() <= 9999).ok_or(DeadlineError::AfterLastYear)?;
            if !self.years.contains(&date.year()) {
                unlisted.insert(date.year());
            }
            if self.is_working(date) {
                left -= 1;
            }
        }
        Ok(Deadline { date, unlisted_years: unlisted.into_iter().collect() })
    }

    /// How many working days lie after `from` up to and including `to`; negative, as many the other way round, when
    /// `to` is before `from`. So `working_days_between(start, deadline(start, n).date) == n`, and the days left
    /// until a deadline are `working_days_between(today, deadline)`.
    ///
    /// Costs no more for two dates far apart than for two neighbours, but for the days listed between them.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        if to < from {
            return -self.working_days_between(to, from);
        }
        let plain = weekdays_until(to) - weekdays_until(from);
        // A range of a map panics when both ends are the same excluded date, hence the early answer.
        if from == to {
            return 0;
        }
        let listed = self.days.range((Bound::Excluded(from), Bound::Included(to)));
        listed.fold(plain, |count, (date, (_, off))| match (is_weekday(*date), off) {
            (true, true) => count - 1,
            (false, false) => count + 1,
            (true, false) | (false, true) => count,
        })
    }

    /// The first working day on or after `date`: where an appointment that falls on a holiday moves to. (The first
    /// working day strictly after a date is its deadline with `n` = 1.) At the very end of the calendar, where no
    /// later date exists, it is `date`'s last successor.
    #[must_use]
    pub fn next_working(&self, date: NaiveDate) -> NaiveDate {
        let mut day = date;
        while !self.is_working(day) {
            match day.succ_opt() {
                Some(next) => day = next,
                None => return day,
            }
        }
        day
    }

    /// The table in the form of `holidays.json`, years and dates ascending.
    #[must_use]
    pub fn tables(&self) -> Vec<YearTable> {
        let in_year = |year: i32| {
            let of_year = self.days.iter().filter(move |(date, _)| date.year() == year);
            of_year.map(|(date, (name, off))| ListedDay { date: *date, name: name.clone(), off: *off }).collect()
        };
        self.years().map(|year| YearTable { year, days: in_year(year) }).collect()
    }
}

impl Serialize for WorkCalendar {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tables().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for WorkCalendar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tables = Vec::<YearTable>::deserialize(deserializer)?;
        Self::new(tables).map_err(|violations| serde::de::Error::custom(Listed(&violations)))
    }
}

/// Several violations on one line, for readers that can carry only one error.
struct Listed<'a>(&'a [TableViolation]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.0.iter().enumerate() {
            let separator = if at == 0 { "" } else { "; " };
            write!(formatter, "{separator}{violation}")?;
        }
        Ok(())
    }
}

fn is_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// How many Mondays to Fridays there are up to and including `date`, counted from a fixed Monday so that the
/// difference of two answers counts the days between them.
fn weekdays_until(date: NaiveDate) -> i64 {
    // chrono counts from Monday, 0001-01-01, as day 1.
    let days = i64::from(date.num_days_from_ce());
    days.div_euclid(7) * 5 + days.rem_euclid(7).min(5)
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        parse_date(text).unwrap()
    }

    fn embedded() -> WorkCalendar {
        serde_json::from_str(include_str!("../demo/data/holidays.json")).unwrap()
    }

    #[test]
    fn the_example_of_the_exchange_format_holds() {
        let deadline = embedded().deadline(date("2026-09-28"), 5).unwrap();
        assert_eq!(deadline, Deadline { date: date("2026-10-10"), unlisted_years: vec![] });
    }

    #[test]
    fn a_make_up_saturday_works_and_a_listed_thursday_does_not() {
        let calendar = embedded();
        assert!(calendar.is_working(date("2026-10-10")));
        assert!(!calendar.is_working(date("2026-10-01")));
        assert_eq!(calendar.day_name(date("2026-10-01")), Some("国庆节"));
        assert_eq!(calendar.day_name(date("2026-10-12")), None);
    }

    #[test]
    fn zero_days_answer_the_start_and_count_through_no_year() {
        let deadline = WorkCalendar::default().deadline(date("2026-10-01"), 0).unwrap();
        assert_eq!(deadline, Deadline { date: date("2026-10-01"), unlisted_years: vec![] });
    }

    #[test]
    fn a_year_is_named_only_when_one_of_its_days_is_counted() {
        let calendar = embedded();
        // 2026-12-31 is a Thursday: the start itself never counts.
        assert_eq!(calendar.deadline(date("2026-12-30"), 1).unwrap().unlisted_years, Vec::<i32>::new());
        assert_eq!(calendar.deadline(date("2026-12-31"), 1).unwrap().unlisted_years, vec![2027]);
        assert_eq!(calendar.deadline(date("2015-12-31"), 1).unwrap().unlisted_years, Vec::<i32>::new());
        assert_eq!(calendar.deadline(date("2015-12-30"), 1).unwrap().unlisted_years, vec![2015]);
    }

    #[test]
    fn a_year_between_two_days_that_the_table_lacks_is_named() {
        let calendar = embedded();
        assert_eq!(calendar.unlisted_years(date("2025-12-31"), date("2026-12-31")), Vec::<i32>::new());
        assert_eq!(calendar.unlisted_years(date("2026-12-31"), date("2028-01-01")), [2027, 2028]);
    }

    #[test]
    fn around_today_the_years_count_as_far_as_the_days_reach() {
        let (calendar, today) = (embedded(), date("2026-11-25"));
        let around = |days: &[&str]| calendar.unlisted_around(today, days.iter().copied().map(date));
        assert_eq!(around(&[]), Vec::<i32>::new());
        assert_eq!(around(&["2025-12-31", "2026-12-31"]), Vec::<i32>::new());
        assert_eq!(around(&["2014-12-31", "2027-01-08", "2026-12-31"]), [2014, 2015, 2027]);
    }

    #[test]
    fn absurd_spans_are_refused_and_far_dates_are_quick() {
        let calendar = embedded();
        let start = date("2026-01-01");
        assert_eq!(calendar.deadline(start, u32::MAX), Err(DeadlineError::TooManyDays(u32::MAX)));
        assert_eq!(calendar.deadline(date("9999-12-31"), 1), Err(DeadlineError::AfterLastYear));
        assert_eq!(calendar.deadline(start, MOST_WORKING_DAYS).unwrap().date.year(), 2409);
        assert!(calendar.working_days_between(NaiveDate::MIN, NaiveDate::MAX) > 100_000_000);
        assert_eq!(calendar.next_working(NaiveDate::MAX).year(), NaiveDate::MAX.year());
    }

    #[test]
    fn next_working_stays_on_a_working_day_and_leaves_a_holiday() {
        let calendar = embedded();
        assert_eq!(calendar.next_working(date("2026-09-30")), date("2026-09-30"));
        assert_eq!(calendar.next_working(date("2026-10-01")), date("2026-10-08"));
    }

    #[test]
    fn a_table_that_contradicts_itself_is_refused_with_every_path() {
        let text = r#"[{"year":2026,"days":[{"date":"2026-01-01","name":"元旦","off":true},
            {"date":"2026-01-01","name":"元旦","off":true},{"date":"2025-12-31","name":"元旦","off":true}]},
            {"year":2026,"days":[]}]"#;
        let violations = WorkCalendar::new(serde_json::from_str(text).unwrap()).unwrap_err();
        let paths: Vec<&str> = violations.iter().map(|violation| violation.path.as_str()).collect();
        assert_eq!(paths, ["[0].days[1].date", "[0].days[2].date", "[1].year"]);
        assert!(serde_json::from_str::<WorkCalendar>(text).unwrap_err().to_string().contains("[0].days[1].date"));
    }

    #[test]
    fn unknown_keys_and_loose_dates_are_refused() {
        let read = |text: &str| serde_json::from_str::<WorkCalendar>(text).is_ok();
        assert!(read(r#"[{"year":2026,"days":[]}]"#));
        assert!(!read(r#"[{"year":2026,"days":[],"source":"x"}]"#));
        assert!(!read(r#"[{"year":2026,"days":[{"date":"2026-01-01","name":"","off":true,"x":1}]}]"#));
        assert!(!read(r#"[{"year":2026,"days":[{"date":"2026-1-1","name":"","off":true}]}]"#));
        assert!(!read(r#"[{"year":2026,"days":[{"date":"2026-02-30","name":"","off":true}]}]"#));
    }

    #[test]
    fn the_embedded_table_counts_as_its_source_says_and_survives_writing() {
        let calendar = embedded();
        let days: Vec<ListedDay> = calendar.tables().into_iter().flat_map(|table| table.days).collect();
        assert_eq!(days.iter().filter(|day| day.off).count(), 309);
        assert_eq!(days.iter().filter(|day| !day.off).count(), 70);
        assert_eq!(calendar.years().collect::<Vec<_>>(), (2016..=2026).collect::<Vec<_>>());
        let text = serde_json::to_string(&calendar).unwrap();
        assert_eq!(serde_json::from_str::<WorkCalendar>(&text).unwrap(), calendar);
    }
}
