//! A year's table of days off and make-up workdays, as it is kept.

use serde::{Deserialize, Serialize};

use crate::kernel::calendar::{ListedDay, YearTable};

/// The table of one year, at most one for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// The calendar year.
    pub year: i32,
    /// The days that differ from the plain week, ascending.
    pub days: Vec<ListedDay>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl Year {
    /// A year as it was read, its days in order, so that two orders of the same days are the same table.
    #[must_use]
    pub fn of(table: YearTable) -> Self {
        let mut days = table.days;
        days.sort_by_key(|day| day.date);
        Self { year: table.year, days, version: 0 }
    }

    /// Whether both list the same days.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.year == other.year && self.days == other.days
    }
}
