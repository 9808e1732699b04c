//! Days and instants in what a browser is answered, read with little code. chrono reads them by patterns, in any of the
//! forms in which people write a date, and its reader is some 18 kB of a browser's module; here they are read in the one
//! form in which chrono writes them. So every field of an answer that holds a day or an instant names [`read`].

use std::iter;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Deserializer, de::Error};

use super::calendar::parse_date;

/// A day, an instant, or what holds some.
pub trait Dated: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// It is written otherwise.
    fn dated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads a field with days or instants in it: for `deserialize_with`.
///
/// # Errors
/// They are written otherwise.
pub fn read<'de, D: Deserializer<'de>, T: Dated>(deserializer: D) -> Result<T, D::Error> {
    T::dated(deserializer)
}

/// Reads an instant as chrono writes it: `2026-11-30T08:00:00Z`, with or without parts of a second.
#[must_use]
pub fn parse_instant(text: &str) -> Option<DateTime<Utc>> {
    let (day, clock) = text.split_once('T')?;
    let clock = clock.strip_suffix('Z').or_else(|| clock.strip_suffix("+00:00"))?;
    let (clock, part) = clock.split_once('.').unwrap_or((clock, "0"));
    let well_formed = clock.len() == 8
        && clock.bytes().enumerate().all(|(at, byte)| match at {
            2 | 5 => byte == b':',
            0 | 1 | 3 | 4 | 6.. => byte.is_ascii_digit(),
        });
    let is_part = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !well_formed || !is_part {
        return None;
    }
    let digits = part.bytes().chain(iter::repeat(b'0')).take(9);
    let nanoseconds = digits.fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
    let (hour, minute, second) = (clock[..2].parse().ok()?, clock[3..5].parse().ok()?, clock[6..].parse().ok()?);
    let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nanoseconds)?;
    Some(parse_date(day)?.and_time(time).and_utc())
}

impl Dated for NaiveDate {
    fn dated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_date(&text).ok_or_else(|| D::Error::custom("not a day as it is written here"))
    }
}

impl Dated for DateTime<Utc> {
    fn dated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_instant(&text).ok_or_else(|| D::Error::custom("not an instant as it is written here"))
    }
}

impl<T: Dated> Dated for Option<T> {
    fn dated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let held = Option::<Held<T>>::deserialize(deserializer)?;
        Ok(held.map(|held| held.0))
    }
}

impl<T: Dated> Dated for Vec<T> {
    fn dated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let held = Vec::<Held<T>>::deserialize(deserializer)?;
        Ok(held.into_iter().map(|held| held.0).collect())
    }
}

impl<T: Dated, U: Dated> Dated for (T, U) {
    fn dated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (one, other) = <(Held<T>, Held<U>)>::deserialize(deserializer)?;
        Ok((one.0, other.0))
    }
}

/// A number may stand beside a day.
impl Dated for i64 {
    fn dated<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// What stands in an option, a list or a pair.
struct Held<T>(T);

impl<'de, T: Dated> Deserialize<'de> for Held<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::dated(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Serialize;

    use super::*;
    use crate::kernel::json;

    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    struct Everything {
        #[serde(deserialize_with = "read")]
        day: NaiveDate,
        #[serde(deserialize_with = "read")]
        at: DateTime<Utc>,
        #[serde(default, deserialize_with = "read")]
        some: Option<DateTime<Utc>>,
        #[serde(deserialize_with = "read")]
        days: Vec<NaiveDate>,
        #[serde(deserialize_with = "read")]
        asked: (Option<i64>, Option<NaiveDate>),
    }

    fn days() -> impl Strategy<Value = NaiveDate> {
        let first = NaiveDate::from_ymd_opt(0, 1, 1).unwrap();
        (0_u64..3_652_059).prop_map(move |days| first + chrono::Days::new(days))
    }

    fn instants() -> impl Strategy<Value = DateTime<Utc>> {
        // Of each kind that chrono writes: without parts of a second, with three, six and nine digits.
        let part = prop_oneof![
            Just(0_u32),
            (0_u32..1_000).prop_map(|part| part * 1_000_000),
            (0_u32..1_000_000).prop_map(|part| part * 1_000),
            0_u32..1_000_000_000,
        ];
        (days(), 0_u32..86_400, part).prop_map(|(day, second, part)| {
            day.and_time(NaiveTime::from_num_seconds_from_midnight_opt(second, part).unwrap()).and_utc()
        })
    }

    proptest! {
        #[test]
        fn what_chrono_writes_is_read_again(
            (day, at, some) in (days(), instants(), prop::option::of(instants())),
            list in prop::collection::vec(days(), 0..3),
            asked in (prop::option::of(any::<i64>()), prop::option::of(days())),
        ) {
            let written = Everything { day, at, some, days: list, asked };
            let text = serde_json::to_string(&written).unwrap();
            prop_assert_eq!(&json::read::<Everything>(text.as_bytes()).unwrap(), &written);
            prop_assert_eq!(serde_json::from_str::<Everything>(&text).unwrap(), written);
        }

        #[test]
        fn whatever_is_read_chrono_reads_alike(
            text in "[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,12})?(Z|\\+00:00|\\+08:00)?"
        ) {
            if let Some(instant) = parse_instant(&text) {
                prop_assert_eq!(Some(instant), text.parse::<DateTime<Utc>>().ok());
            }
        }
    }

    #[test]
    fn what_is_left_out_is_none() {
        let text = r#"{"day":"2026-11-30","at":"2026-11-30T08:00:00Z","days":[],"asked":[null,null]}"#;
        assert_eq!(json::read::<Everything>(text.as_bytes()).unwrap().some, None);
    }

    #[test]
    fn other_forms_are_no_instants() {
        for text in [
            "",
            "2026-11-30",
            "2026-11-30T08:00:00",
            "2026-11-30 08:00:00Z",
            "2026-11-30T08:00Z",
            "2026-11-30T8:00:00Z",
            "2026-11-30T08:00:00.Z",
            "2026-11-30T08:00:00.1x2Z",
            "2026-11-30T08:00:00+08:00",
            "2026-11-30T24:00:00Z",
            "2026-11-30T08:60:00Z",
            "2026-11-31T08:00:00Z",
            "2026-11-30T08:00:责Z",
        ] {
            assert_eq!(parse_instant(text), None, "{text}");
        }
    }
}
