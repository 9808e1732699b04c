//! The district's clocks: eight hours ahead of UTC, with no other offset since 1991.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

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

#[cfg(test)]
mod tests {
    use super::*;

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
