//! The due dates at which lights change and slips fall due, as places in the order of the ledger.

use chrono::NaiveDate;

use super::super::{
    model::{Light, Slip},
    rules,
};
use crate::kernel::calendar::WorkCalendar;

/// Before and after every date and id.
pub(super) const FIRST: &str = "";
const LAST: &str = "~";

/// Where entries without a due date begin; see the schema.
const WITHOUT_DUE: &str = "9999-12-31";

/// Which due dates have which light today, and call for which slip.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
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
}

impl Bounds {
    /// The bounds of this day.
    #[must_use]
    pub fn of(calendar: &WorkCalendar, today: NaiveDate) -> Self {
        let ends = |slip: Slip| rules::ends_of_slip(calendar, slip, today);
        Self {
            today,
            green: rules::ends_of_yellow(calendar, today),
            blue: ends(Slip::Blue),
            yellow: ends(Slip::Yellow),
            red: ends(Slip::Red),
        }
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
