//! Days on a line: where a stretch of days lies on it, and which days are named.
//!
//! A drawing says how long its line is; the days lie on it evenly, each as wide as the next.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::calendar::week_of;

/// From a day to a day, both of them with it.
pub type Stretch = (NaiveDate, NaiveDate);

/// As long as a line is no longer than this, its weeks are named; then its months.
const MOST_DAYS_BY_WEEK: i64 = 70;

/// No more months are named.
const MOST_MONTHS: u32 = 12;

/// A line from a first to a last day, perhaps with today on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateAxis {
    first: NaiveDate,
    last: NaiveDate,
    today: Option<NaiveDate>,
}

/// A day with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMark {
    /// Where the day begins.
    pub place: i64,
    /// `11-30` of a week, by its Monday; `2026-12` of a month, by its first day.
    pub text: String,
}

impl DateAxis {
    /// The line on which all these lie, and today where it matters; `None` for nothing at all.
    #[must_use]
    pub fn over(stretches: impl IntoIterator<Item = Stretch>, today: Option<NaiveDate>) -> Option<Self> {
        let shown = stretches.into_iter().chain(today.map(|today| (today, today)));
        let (first, last) = shown.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))?;
        Some(Self { first, last: last.max(first), today })
    }

    /// How many days it has.
    fn days(self) -> i64 {
        self.last.signed_duration_since(self.first).num_days() + 1
    }

    /// Where a day begins on a line of this length; what is beyond an end stands there.
    fn place(self, day: NaiveDate, length: i64) -> i64 {
        let since = day.signed_duration_since(self.first).num_days();
        length * since.clamp(0, self.days()) / self.days()
    }

    /// Where a stretch begins and where it ends, on a line of this length: its last day with it.
    #[must_use]
    pub fn along(self, (from, to): Stretch, length: i64) -> (i64, i64) {
        let after = to.checked_add_days(Days::new(1)).unwrap_or(to);
        let begin = self.place(from, length);
        (begin, self.place(after, length).max(begin))
    }

    /// Where the middle of today is, where today matters.
    #[must_use]
    pub fn today(self, length: i64) -> Option<i64> {
        let (begin, end) = self.along(self.today.map(|today| (today, today))?, length);
        Some(i64::midpoint(begin, end))
    }

    /// The days that are named, from the first: the Mondays of a short line, the firsts of months of a long one.
    #[must_use]
    pub fn marks(self, length: i64) -> Vec<DateMark> {
        if self.days() <= MOST_DAYS_BY_WEEK { self.weeks(length) } else { self.months(length) }
    }

    fn weeks(self, length: i64) -> Vec<DateMark> {
        let (monday, _) = week_of(self.first);
        let mark = |day: NaiveDate| DateMark {
            place: self.place(day, length),
            text: format!("{:02}-{:02}", day.month(), day.day()),
        };
        self.every(monday, |day| day.checked_add_days(Days::new(7))).into_iter().map(mark).collect()
    }

    /// Every month, or as many apart as there may be no more.
    fn months(self, length: i64) -> Vec<DateMark> {
        let month = |day: NaiveDate| day.year().saturating_mul(12).saturating_add_unsigned(day.month0());
        let step = month(self.last).abs_diff(month(self.first)) / MOST_MONTHS + 1;
        let begun = self.first.with_day(1).unwrap_or(self.first);
        let mark = |day: NaiveDate| DateMark {
            place: self.place(day, length),
            text: format!("{:04}-{:02}", day.year(), day.month()),
        };
        self.every(begun, |day| day.checked_add_months(Months::new(step))).into_iter().map(mark).collect()
    }

    /// From a day on, those that are on the line.
    fn every(self, from: NaiveDate, next: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Vec<NaiveDate> {
        let mut days = Vec::new();
        let mut day = Some(from);
        while let Some(known) = day.filter(|day| *day <= self.last) {
            if known >= self.first {
                days.push(known);
            }
            day = next(known);
        }
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn axis(from: &str, to: &str) -> DateAxis {
        DateAxis::over([(day(from), day(to))], None).unwrap()
    }

    fn texts(marks: &[DateMark]) -> Vec<&str> {
        marks.iter().map(|mark| mark.text.as_str()).collect()
    }

    #[test]
    fn a_line_reaches_from_the_earliest_day_to_the_latest() {
        let stretches = [("2026-11-20", "2026-11-20"), ("2026-11-16", "2026-11-18")];
        let stretches = stretches.map(|(from, to)| (day(from), day(to)));
        assert_eq!(DateAxis::over(stretches, None), Some(axis("2026-11-16", "2026-11-20")));
        let with_today = DateAxis::over(stretches, Some(day("2026-11-25"))).unwrap();
        assert_eq!((with_today.first, with_today.last), (day("2026-11-16"), day("2026-11-25")));
        assert_eq!(DateAxis::over([], None), None);
    }

    #[test]
    fn a_stretch_has_its_last_day_with_it() {
        let axis = axis("2026-11-16", "2026-11-25");
        assert_eq!(axis.along((day("2026-11-16"), day("2026-11-16")), 100), (0, 10));
        assert_eq!(axis.along((day("2026-11-18"), day("2026-11-25")), 100), (20, 100));
    }

    #[test]
    fn what_is_beyond_an_end_stands_there_and_nothing_ends_before_it_begins() {
        let axis = axis("2026-11-16", "2026-11-25");
        assert_eq!(axis.along((day("2026-01-01"), day("2027-01-01")), 100), (0, 100));
        assert_eq!(axis.along((day("2026-11-20"), day("2026-11-18")), 100), (40, 40));
    }

    #[test]
    fn today_is_marked_in_its_middle_and_only_where_it_matters() {
        let shown = (day("2026-11-16"), day("2026-11-25"));
        assert_eq!(DateAxis::over([shown], Some(day("2026-11-20"))).unwrap().today(100), Some(45));
        assert_eq!(axis("2026-11-16", "2026-11-25").today(100), None);
    }

    #[test]
    fn a_short_line_names_its_mondays() {
        let marks = axis("2026-11-18", "2026-12-07").marks(200);
        assert_eq!(texts(&marks), ["11-23", "11-30", "12-07"]);
        assert_eq!(marks.iter().map(|mark| mark.place).collect::<Vec<_>>(), [50, 120, 190]);
    }

    #[test]
    fn a_long_line_names_its_months() {
        assert_eq!(texts(&axis("2026-11-18", "2027-02-10").marks(380)), ["2026-12", "2027-01", "2027-02"]);
        assert_eq!(texts(&axis("2026-11-01", "2027-01-31").marks(380)), ["2026-11", "2026-12", "2027-01"]);
    }

    #[test]
    fn a_line_of_years_names_no_more_months_than_there_is_room_for() {
        let marks = axis("2020-03-10", "2026-11-30").marks(380);
        assert!(marks.len() <= 13, "{marks:?}");
        assert_eq!(texts(&marks).first().copied(), Some("2020-10"));
    }

    #[test]
    fn a_line_of_one_day_is_that_day() {
        let axis = axis("2026-11-30", "2026-11-30");
        assert_eq!(axis.along((day("2026-11-30"), day("2026-11-30")), 380), (0, 380));
        assert_eq!(texts(&axis.marks(380)), ["11-30"]);
    }
}
