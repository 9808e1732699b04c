//! Which season is meant where none is named. A season begins and ends with its own records, so that in January the one
//! of the year before is mostly still under way.

use chrono::{Datelike, NaiveDate};

use super::{fault::Fault, ids::SeasonId};

/// The longest season that is typed, in characters: the ids of its rounds, its plans, their visits and what these find begin
/// with it.
pub const LONGEST: usize = 32;

/// The season under way: the newest of those of which a round or a plan is not done yet; the calendar year where none
/// is.
#[must_use]
pub fn under_way(unfinished: impl IntoIterator<Item = SeasonId>, today: NaiveDate) -> SeasonId {
    unfinished.into_iter().max().unwrap_or_else(|| SeasonId::of_year(today.year()))
}

/// The season that is shown of those of which anything is known: the one under way, and while nothing is known of it
/// the newest.
#[must_use]
pub fn shown<'a>(known: impl IntoIterator<Item = &'a SeasonId>, under_way: &SeasonId) -> Option<&'a SeasonId> {
    known.into_iter().max_by_key(|season| (**season == *under_way, *season))
}

/// Whether a season is not older than the year before this one, parts of a year such as `2026-B` included.
#[must_use]
pub fn is_recent(season: &SeasonId, today: NaiveDate) -> bool {
    *season >= SeasonId::of_year(today.year() - 1)
}

/// Reads a season that is typed, whatever it is called.
///
/// # Errors
/// [`Fault::TooLong`] or [`Fault::NotAnId`].
pub fn parse(text: &str) -> Result<SeasonId, Fault> {
    let text = text.trim();
    let length = text.chars().count();
    if length > LONGEST {
        return Err(Fault::TooLong { length, most: LONGEST });
    }
    SeasonId::parse(text).map_err(|_| Fault::NotAnId)
}

/// Reads a season that is typed for something without a day of its own: a year up to the next one, or a part of such a
/// year. The newest season is the one that is shown, and any other word, or a year far ahead, might be the newest for ever.
///
/// # Errors
/// As [`parse`], or [`Fault::Unknown`] with the years that are meant as a rule.
pub fn parse_near(text: &str, today: NaiveDate) -> Result<SeasonId, Fault> {
    let season = parse(text)?;
    let digits = season.as_str().get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()));
    let year: Option<i32> = digits.and_then(|digits| digits.parse().ok());
    if year.is_some_and(|year| year <= today.year() + 1 && is_of_year(&season, year)) {
        return Ok(season);
    }
    let allowed = [today.year(), today.year() - 1].map(|year| year.to_string()).into();
    Err(Fault::Unknown { value: season.to_string(), allowed })
}

/// Whether a season is this year or a part of it, such as `2026-B`.
#[must_use]
pub fn is_of_year(season: &SeasonId, year: i32) -> bool {
    let part = season.as_str().strip_prefix(SeasonId::of_year(year).as_str());
    part.is_some_and(|part| part.is_empty() || part.len() > 1 && part.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn seasons(names: &[&str]) -> Vec<SeasonId> {
        names.iter().map(|name| SeasonId::parse(name).unwrap()).collect()
    }

    #[test]
    fn in_january_the_season_of_the_year_before_is_under_way_until_it_is_done() {
        let on = |unfinished: &[&str], today: &str| under_way(seasons(unfinished), day(today)).to_string();
        assert_eq!(on(&["2026"], "2027-01-11"), "2026");
        assert_eq!(on(&[], "2027-01-11"), "2027");
        assert_eq!(on(&["2026", "2027", "2025"], "2027-01-11"), "2027");
        assert_eq!(on(&["2026", "2026-B"], "2027-01-11"), "2026-B");
        assert_eq!(on(&[], "2026-12-31"), "2026");
    }

    #[test]
    fn a_season_of_which_nothing_is_known_yet_is_not_shown() {
        let of = |known: &[&str], under_way: &str| {
            let known = seasons(known);
            shown(&known, &SeasonId::parse(under_way).unwrap()).map(ToString::to_string)
        };
        assert_eq!(of(&["2027", "2026", "2025"], "2026").as_deref(), Some("2026"));
        assert_eq!(of(&["2026", "2025"], "2027").as_deref(), Some("2026"));
        assert_eq!(of(&[], "2027"), None);
    }

    #[test]
    fn a_season_is_of_a_year_that_it_begins_with() {
        let of = |name: &str| is_of_year(&SeasonId::parse(name).unwrap(), 2026);
        assert!(["2026", "2026-B", "2026-1"].into_iter().all(of));
        assert!(!["2027", "20261", "2026-", "2026.B", "x2026", "206"].into_iter().any(of));
    }

    #[test]
    fn a_season_without_a_day_is_a_year_up_to_the_next_one_or_a_part_of_it() {
        let read = |text: &str| parse_near(text, day("2026-11-25")).map(|season| season.to_string());
        for season in ["2026", "2026-B", "2025", "2027", "1999"] {
            assert_eq!(read(&format!(" {season} ")).as_deref(), Ok(season));
        }
        for other in ["2028", "3026", "x", "20261", "2026.B", "-202", "0000", "206"] {
            let (value, allowed) = (other.to_owned(), vec!["2026".to_owned(), "2025".to_owned()]);
            assert_eq!(read(other), Err(Fault::Unknown { value, allowed }));
        }
        for none in ["", "2026 年", "2026/2027"] {
            assert_eq!(read(none), Err(Fault::NotAnId));
        }
        assert_eq!(read(&"2".repeat(33)), Err(Fault::TooLong { length: 33, most: 32 }));
    }

    #[test]
    fn the_seasons_of_this_year_and_the_last_are_recent_whatever_they_are_called() {
        let names = ["2028", "2027-1", "2027", "2026-B", "2026", "2025-B", "2025"];
        let recent = seasons(&names).into_iter().filter(|season| is_recent(season, day("2027-01-11")));
        assert_eq!(recent.map(|season| season.to_string()).collect::<Vec<_>>(), names[..5]);
    }
}
