//! The district's clocks: eight hours ahead of UTC, with no other offset since 1991.

use std::cmp::Ordering;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

const AHEAD: TimeDelta = TimeDelta::hours(8);

/// What the district's clocks showed at an instant.
#[must_use]
pub fn shown(at: DateTime<Utc>) -> NaiveDateTime {
    let utc = at.naive_utc();
    utc.checked_add_signed(AHEAD).unwrap_or(utc)
}

/// The instant at which a day began in the district.
#[must_use]
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let shown = day.and_time(NaiveTime::MIN);
    shown.checked_sub_signed(AHEAD).unwrap_or(shown).and_utc()
}

/// How far a day is from today, as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// It is today.
    Today,
    /// It was.
    Ago(Span),
    /// It will be.
    In(Span),
}

/// So much time between two days, in the largest unit that it fills; at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Calendar days, at most 30.
    Days(i64),
    /// Full months, at most 11.
    Months(i64),
    /// Full years.
    Years(i64),
}

/// So many days are counted as days. One more is a full month, for no month is longer.
const MOST_DAYS: i64 = 30;

impl Distance {
    /// From today to a day.
    #[must_use]
    pub fn between(today: NaiveDate, day: NaiveDate) -> Self {
        match day.cmp(&today) {
            Ordering::Equal => Self::Today,
            Ordering::Less => Self::Ago(Span::between(day, today)),
            Ordering::Greater => Self::In(Span::between(today, day)),
        }
    }
}

impl Span {
    fn between(earlier: NaiveDate, later: NaiveDate) -> Self {
        let days = later.signed_duration_since(earlier).num_days();
        if days <= MOST_DAYS {
            return Self::Days(days);
        }
        let month = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month());
        let months = month(later) - month(earlier) - i64::from(later.day() < earlier.day());
        match months {
            ..12 => Self::Months(months),
            12.. => Self::Years(months / 12),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_is_counted_in_days_then_in_full_months_then_in_full_years() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-23");
        for (other, distance) in [
            ("2026-11-23", Distance::Today),
            ("2026-11-22", Distance::Ago(Span::Days(1))),
            ("2026-11-25", Distance::In(Span::Days(2))),
            ("2026-10-24", Distance::Ago(Span::Days(30))),
            ("2026-10-23", Distance::Ago(Span::Months(1))),
            ("2026-09-24", Distance::Ago(Span::Months(1))),
            ("2027-10-31", Distance::In(Span::Months(11))),
            ("2025-11-24", Distance::Ago(Span::Months(11))),
            ("2025-11-23", Distance::Ago(Span::Years(1))),
            ("2028-11-22", Distance::In(Span::Years(1))),
        ] {
            assert_eq!(Distance::between(today, day(other)), distance, "{other}");
        }
        // Beyond the shortest month, 31 days are one month and no more.
        assert_eq!(Distance::between(day("2026-03-03"), day("2026-01-31")), Distance::Ago(Span::Months(1)));
    }

    #[test]
    fn a_day_begins_at_sixteen_hours_utc_of_the_day_before() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let begins = midnight(day);
        assert_eq!(begins.to_rfc3339(), "2026-11-22T16:00:00+00:00");
        assert_eq!(shown(begins), day.and_time(NaiveTime::MIN));
    }

    #[test]
    fn the_ends_of_time_are_no_panic() {
        assert_eq!(shown(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC.naive_utc());
        assert_eq!(midnight(NaiveDate::MIN).date_naive(), NaiveDate::MIN);
    }
}
