//! When things happened: a season half-way done, whatever day it is, counted in working days from today.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};

use super::cast::Cast;
use crate::{
    journal::chain::chain_day,
    kernel::{calendar::WorkCalendar, canonical::sha256, ids::SeasonId, text::Text},
    server::files::Files,
    store::{Failure, Store},
};

/// Nine in the morning in +08:00, as minutes of the day in UTC.
const MORNING: i64 = 60;

/// When the self-check round is drafted, with which a season begins, in working days from today.
pub(super) const BEGUN: i64 = -47;

/// What every part of the replay needs: where to write, what day it is, and who acts.
pub(super) struct Season {
    /// The database.
    pub(super) store: Store,
    /// The evidence files.
    pub(super) files: Files,
    /// The district's working days.
    pub(super) calendar: WorkCalendar,
    /// The instant of the filling; nothing happened after it.
    pub(super) now: DateTime<Utc>,
    /// The day of the filling.
    pub(super) today: NaiveDate,
    /// The season that is under way.
    pub(super) id: SeasonId,
    /// The season before it.
    pub(super) before: SeasonId,
    /// Who acts.
    pub(super) cast: Cast,
}

impl Season {
    /// The season of this instant, by the calendar that was imported.
    pub(super) fn new(
        store: &Store,
        files: &Files,
        calendar: WorkCalendar,
        now: DateTime<Utc>,
        cast: Cast,
    ) -> Result<Self, Failure> {
        let today = chain_day(now);
        let season = |year: i32| SeasonId::parse(year.to_string()).map_err(|bad| Failure::Internal(bad.into()));
        let year = year(&calendar, today);
        let (id, before) = (season(year)?, season(year - 1)?);
        Ok(Self { store: store.clone(), files: files.clone(), calendar, now, today, id, before, cast })
    }

    /// The working day that lies so many working days after today, or before it.
    pub(super) fn day(&self, offset: i64) -> NaiveDate {
        self.shifted(self.today, offset)
    }

    /// The working day that lies so many working days after this date, or before it.
    pub(super) fn shifted(&self, from: NaiveDate, offset: i64) -> NaiveDate {
        shifted(&self.calendar, from, offset)
    }

    /// An instant on that day, so many minutes after nine in the morning; never later than now.
    pub(super) fn at(&self, day: NaiveDate, minutes: i64) -> DateTime<Utc> {
        let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
        (midnight + TimeDelta::minutes(MORNING + minutes)).min(self.now)
    }

    /// An instant so many working days from today, so many minutes after nine in the morning.
    pub(super) fn instant(&self, offset: i64, minutes: i64) -> DateTime<Utc> {
        self.at(self.day(offset), minutes)
    }
}

/// The year of the season that is half-way done today: that in which it began, so in January still the year before.
fn year(calendar: &WorkCalendar, today: NaiveDate) -> i32 {
    shifted(calendar, today, BEGUN).year()
}

fn shifted(calendar: &WorkCalendar, from: NaiveDate, offset: i64) -> NaiveDate {
    let (mut date, mut left) = (from, offset.abs());
    while left > 0 {
        let next = if offset > 0 { date.checked_add_days(Days::new(1)) } else { date.checked_sub_days(Days::new(1)) };
        // The calendar ends only in the year 9999.
        let Some(next) = next else { return date };
        date = next;
        left -= i64::from(calendar.is_working(date));
    }
    date
}

/// A throw of a die with so many sides, that falls the same way for the same words: 0 to `sides - 1`.
pub(super) fn roll(words: &[&str], sides: u32) -> u32 {
    let [a, b, c, d, ..] = sha256(words.join("|").as_bytes());
    u32::from_be_bytes([a, b, c, d]) % sides.max(1)
}

/// One of these, by a throw of the die.
pub(super) fn pick<T: Copy>(words: &[&str], of: &[T]) -> Option<T> {
    let sides = u32::try_from(of.len()).ok()?;
    of.get(usize::try_from(roll(words, sides)).ok()?).copied()
}

/// A text of the demo, as every text of people is read.
pub(super) fn text<const MOST: usize>(words: impl AsRef<str>) -> Result<Text<MOST>, Failure> {
    let words = words.as_ref();
    Text::parse(words).map_err(|fault| Failure::internal(format!("text of the demo «{words}»: {fault:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_is_that_of_the_year_in_which_it_began() {
        // Without holidays: 47 working days are nine weeks and two days.
        let calendar = WorkCalendar::default();
        let season = |year, month, day| super::year(&calendar, NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(season(2026, 11, 23), 2026);
        assert_eq!(season(2026, 12, 31), 2026);
        assert_eq!(season(2027, 1, 10), 2026);
        assert_eq!(season(2027, 3, 8), 2026);
        assert_eq!(season(2027, 3, 9), 2027);
    }
}
