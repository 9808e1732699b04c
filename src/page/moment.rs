//! When something was or will be, as pages say it: absolute, and how far that is from today.
//!
//! Today is the server's, as the frame has learned it: a browser's clock may be wrong, and the first render must be the
//! same on both sides. Outside the frame nobody says how far away a time is.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use super::CurrentSession;
use crate::{i18n::tr, kernel::district_time, ui::When, words};

/// An instant to the minute. Call it where a page is drawn, not in an event's handler.
#[must_use]
pub fn moment(at: DateTime<Utc>) -> When {
    instant(at, today())
}

/// A day. Call it where a page is drawn, not in an event's handler.
#[must_use]
pub fn moment_of_day(day: NaiveDate) -> When {
    When { text: day.to_string(), datetime: day.to_string(), hint: hint(day, today()) }
}

/// An instant to the minute within a sentence. Call it where a page is drawn, not in an event's handler.
#[must_use]
pub fn moment_text(at: DateTime<Utc>) -> String {
    let When { text, hint, .. } = moment(at);
    if hint.is_empty() { text } else { tr!(words.with_hint, time = text, hint = hint) }
}

fn instant(at: DateTime<Utc>, today: Option<NaiveDate>) -> When {
    let hint = hint(district_time::shown(at).date(), today);
    When { text: words::instant(at), datetime: at.to_rfc3339(), hint }
}

fn hint(day: NaiveDate, today: Option<NaiveDate>) -> String {
    today.map(|today| words::distance(today, day)).unwrap_or_default()
}

fn today() -> Option<NaiveDate> {
    use_context::<CurrentSession>().map(|CurrentSession(session)| session.with_untracked(|session| session.today))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{i18n::Locale, preferences::Preferences};

    /// The hints beside these days on 2026-11-23, in this language.
    fn distances(locale: Locale, days: &[&str]) -> Vec<String> {
        let today = "2026-11-23".parse().unwrap();
        in_language(locale, || days.iter().map(|day| words::distance(today, day.parse().unwrap())).collect())
    }

    fn in_language<T>(locale: Locale, said: impl FnOnce() -> T) -> T {
        Owner::new().with(|| {
            provide_context(Preferences { locale, ..Preferences::default() });
            said()
        })
    }

    #[test]
    fn the_time_that_is_left_tells_the_due_date_from_the_days_off_after_it_in_both_languages() {
        let left = |locale| {
            let days = [(3, false), (1, false), (0, false), (0, true), (-1, true), (-35, true)];
            in_language(locale, || days.map(|(days, is_past)| words::time_left(days, is_past)))
        };
        let chinese = ["剩 3 个工作日", "剩 1 个工作日", "今天到期", "已逾期", "逾期 1 个工作日", "逾期 35 个工作日"];
        assert_eq!(left(Locale::zh), chinese);
        let english = [
            "3 working days left",
            "1 working day left",
            "Due today",
            "Overdue",
            "1 working day overdue",
            "35 working days overdue",
        ];
        assert_eq!(left(Locale::en), english);
    }

    #[test]
    fn a_count_of_one_has_the_singular() {
        let said = in_language(Locale::en, || {
            [words::units(1), words::units(2), words::working_days(1), words::years(1), words::years(5)]
        });
        assert_eq!(said, ["1 unit", "2 units", "1 working day", "1 year", "5 years"]);
    }

    #[test]
    fn a_distance_reads_as_people_say_it_in_both_languages() {
        let days = [
            "2026-11-23",
            "2026-11-22",
            "2026-11-20",
            "2026-11-24",
            "2026-11-25",
            "2026-10-20",
            "2026-08-20",
            "2026-12-31",
            "2027-02-01",
            "2025-10-01",
            "2024-10-01",
            "2027-12-01",
            "2029-01-01",
        ];
        let chinese = [
            "今天",
            "昨天",
            "3 天前",
            "明天",
            "2 天后",
            "1 个月前",
            "3 个月前",
            "1 个月后",
            "2 个月后",
            "1 年前",
            "2 年前",
            "1 年后",
            "2 年后",
        ];
        assert_eq!(distances(Locale::zh, &days), chinese);
        let english = [
            "today",
            "yesterday",
            "3 days ago",
            "tomorrow",
            "in 2 days",
            "1 month ago",
            "3 months ago",
            "in 1 month",
            "in 2 months",
            "1 year ago",
            "2 years ago",
            "in 1 year",
            "in 2 years",
        ];
        assert_eq!(distances(Locale::en, &days), english);
    }

    #[test]
    fn how_far_away_an_instant_is_goes_by_the_districts_days() {
        // Half past midnight in the district, and still the day before in UTC.
        let at = "2026-11-22T16:30:00Z".parse().unwrap();
        let today = NaiveDate::from_ymd_opt(2026, 11, 24);
        let when = instant(at, today);
        assert_eq!((when.text.as_str(), when.hint.as_str()), ("2026-11-23 00:30", "昨天"));
        assert_eq!(when.datetime.parse::<DateTime<Utc>>().unwrap(), at);
    }

    #[test]
    fn outside_the_frame_a_time_stands_alone() {
        let at = "2026-11-22T16:30:00Z".parse().unwrap();
        assert_eq!(moment(at).hint, "");
        assert_eq!(moment_text(at), "2026-11-23 00:30");
    }
}
