//! What a list of the ledger goes by on a day and no entry knows of itself: the due dates at which lights change and slips
//! fall due, as places in the order of the ledger, and the entries of which nobody is left who may verify.

use chrono::NaiveDate;

use super::super::{
    model::{Light, Slip},
    rules,
};
use crate::kernel::{calendar::WorkCalendar, district_time, ids::EntryId};

/// Before and after every date and id.
pub(super) const FIRST: &str = "";
const LAST: &str = "~";

/// Where entries without a due date begin; see the schema.
const WITHOUT_DUE: &str = "9999-12-31";

/// Which due dates have which light today, and call for which slip; and whose turn it is where no group goes on any more.
#[derive(Debug, Clone, Copy)]
pub struct Bounds<'a> {
    /// Today.
    pub today: NaiveDate,
    /// The first due date that is green.
    pub green: NaiveDate,
    /// The first due date that calls for no slip.
    pub blue: NaiveDate,
    /// The first due date that calls for no more than a blue slip.
    pub yellow: NaiveDate,
    /// The first due date that calls for no red slip.
    pub red: NaiveDate,
    /// The first day since which no month has passed: what was last reported before it is to be reported again.
    pub reported: NaiveDate,
    /// The entries that wait for their groups, of each of which nobody is left who may verify: it is the office's turn.
    pub vacant: &'a [EntryId],
}

impl Bounds<'static> {
    /// The bounds of this day for a list that asks for nobody's turn.
    #[must_use]
    pub fn of(calendar: &WorkCalendar, today: NaiveDate) -> Self {
        let ends = |slip: Slip| rules::ends_of_slip(calendar, slip, today);
        Self {
            today,
            green: rules::ends_of_yellow(calendar, today),
            blue: ends(Slip::Blue),
            yellow: ends(Slip::Yellow),
            red: ends(Slip::Red),
            reported: rules::ends_of_unreported(today),
            vacant: &[],
        }
    }

    /// With the entries of which nobody is left who may verify; see [`vacant`](super::vacant).
    #[must_use]
    pub const fn with_vacant(self, vacant: &[EntryId]) -> Bounds<'_> {
        Bounds { vacant, ..self }
    }
}

impl Bounds<'_> {
    /// Whether nobody is left who may verify the entry.
    #[must_use]
    pub fn is_vacant(self, entry: &EntryId) -> bool {
        self.vacant.contains(entry)
    }

    /// The instant before which was last reported what is to be reported again. It ends with its seconds, and so comes before
    /// every instant of that second, with whichever fraction it is written.
    pub(super) fn reported_before(self) -> String {
        district_time::midnight(self.reported).format("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// The range of places by due date that have the light and have come to the slip.
    pub(super) fn range(self, light: Option<Light>, slip: Option<Slip>) -> (String, String) {
        let (lit, called) = (self.of_light(light), self.of_slip(slip));
        (lit.0.max(called.0), lit.1.min(called.1))
    }

    fn of_slip(self, slip: Option<Slip>) -> (String, String) {
        match slip {
            None => (FIRST.to_owned(), LAST.to_owned()),
            Some(Slip::Blue) => (self.yellow.to_string(), self.blue.to_string()),
            Some(Slip::Yellow) => (FIRST.to_owned(), self.yellow.to_string()),
            Some(Slip::Red) => (FIRST.to_owned(), self.red.to_string()),
        }
    }

    fn of_light(self, light: Option<Light>) -> (String, String) {
        let (today, green) = (self.today.to_string(), self.green.to_string());
        match light {
            None => (FIRST.to_owned(), LAST.to_owned()),
            Some(Light::Red) => (FIRST.to_owned(), today),
            Some(Light::Yellow) => (today, green),
            Some(Light::Green) => (green, WITHOUT_DUE.to_owned()),
            Some(Light::Grey) => (WITHOUT_DUE.to_owned(), LAST.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rectification::testing::{calendar, day};

    #[test]
    fn a_report_is_old_to_the_end_of_its_day_in_the_district_with_whichever_fraction_it_is_written() {
        // On 20 November the report of 20 October is a month old.
        let before = Bounds::of(calendar(), day("2026-11-20")).reported_before();
        for old in ["2026-10-20T02:00:00Z", "2026-10-20T15:59:59Z", "2026-10-20T15:59:59.999Z"] {
            assert!(*old < *before, "{old} {before}");
        }
        for young in ["2026-10-20T16:00:00Z", "2026-10-20T16:00:00.500Z", "2026-10-21T02:00:00Z"] {
            assert!(*young >= *before, "{young} {before}");
        }
    }
}
