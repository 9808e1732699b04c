//! What follows from the day and the hour: whether the journal is sealed in time, and whether holidays are missing. Pure.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use super::model::{Holidays, Yesterday};
use crate::journal::model::Sealing;

/// From this hour on yesterday should be sealed: the job runs every hour, and waits some minutes for slow commands.
const SEALED_BY: u32 = 2;

/// From this month on the next year's holidays should be known: the State Council publishes them in late autumn, and
/// deadlines begin to reach over the turn of the year.
const KNOWN_BY: u32 = 11;

/// The commit within the text by which a binary names its version, such as `0.1.0 (1a2b3c4d5e6f)`; none where it was
/// built from released source.
#[must_use]
pub fn commit(named: &str) -> Option<&str> {
    let (_, behind) = named.split_once(" (")?;
    let commit = behind.strip_suffix(')')?;
    let is_hash = !commit.is_empty() && commit.bytes().all(|letter| letter.is_ascii_hexdigit());
    is_hash.then_some(commit)
}

/// What became of yesterday, by what the district's clocks show.
#[must_use]
pub fn yesterday(sealing: &Sealing, shown: NaiveDateTime) -> Yesterday {
    let yesterday = shown.date().pred_opt();
    match sealing.waiting.first() {
        Some(first) if Some(*first) != yesterday || shown.hour() >= SEALED_BY => Yesterday::Late,
        Some(_) => Yesterday::Waiting,
        None if sealing.last.map(|seal| seal.day) == yesterday => Yesterday::Sealed,
        None => Yesterday::Quiet,
    }
}

/// Until when working days can be counted, with the holidays of these years.
#[must_use]
pub fn holidays(years: Vec<i32>, today: NaiveDate) -> Holidays {
    let this_year = today.year();
    let next_is_due = today.month() >= KNOWN_BY;
    let due = [Some(this_year), next_is_due.then_some(this_year + 1)];
    let lacking = due.into_iter().flatten().find(|year| !years.contains(year));
    let known = (this_year..).take_while(|year| years.contains(year)).last();
    let known_until = known.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
    Holidays { years, known_until, lacking }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveTime};

    use super::*;
    use crate::journal::model::Seal;

    fn day(of_november: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, of_november).unwrap()
    }

    /// What became of the 24th on the 25th at an hour, with this day sealed last and these waiting.
    fn at(hour: u32, last: u32, waiting: &[u32]) -> Yesterday {
        let last = Some(Seal { day: day(last), sealed_at: DateTime::UNIX_EPOCH });
        let sealing = Sealing { last, days: 1, waiting: waiting.iter().copied().map(day).collect() };
        yesterday(&sealing, day(25).and_time(NaiveTime::from_hms_opt(hour, 30, 0).unwrap()))
    }

    #[test]
    fn only_a_hash_is_a_commit() {
        assert_eq!(commit("0.1.0 (1a2b3c4d5e6f)"), Some("1a2b3c4d5e6f"));
        for named in ["0.1.0", "0.1.0 ()", "0.1.0 (released source)", "0.1.0 (1a2b"] {
            assert_eq!(commit(named), None, "{named}");
        }
    }

    #[test]
    fn yesterday_is_sealed_quiet_waiting_or_late() {
        assert_eq!(at(9, 24, &[]), Yesterday::Sealed);
        assert_eq!(at(9, 22, &[]), Yesterday::Quiet);
        assert_eq!(at(1, 23, &[24]), Yesterday::Waiting);
        assert_eq!(at(2, 23, &[24]), Yesterday::Late);
        assert_eq!(at(1, 22, &[23, 24]), Yesterday::Late);
    }

    #[test]
    fn the_next_year_is_missing_from_november_on_and_this_one_always() {
        let october = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
        let lacking = |years: &[i32], today| holidays(years.to_vec(), today).lacking;
        assert_eq!(lacking(&[2025, 2026], october), None);
        assert_eq!(lacking(&[2025, 2026], day(1)), Some(2027));
        assert_eq!(lacking(&[2026, 2027], day(1)), None);
        assert_eq!(lacking(&[2025, 2027], october), Some(2026));
    }

    #[test]
    fn holidays_are_known_as_far_as_no_year_is_missing() {
        let until = |years: &[i32]| holidays(years.to_vec(), day(1)).known_until.map(|day| day.to_string());
        assert_eq!(until(&[2024, 2026, 2027, 2029]).as_deref(), Some("2027-12-31"));
        assert_eq!(until(&[2026]).as_deref(), Some("2026-12-31"));
        assert_eq!(until(&[2025, 2027]), None);
    }
}
