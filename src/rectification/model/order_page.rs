//! What the page shows on which findings are put into the ledger and ordered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    inspection::model::Severity,
    kernel::{
        ids::{EntryId, VisitId},
        text::Title,
        unit_kind::Area,
    },
};

/// An entry that can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// The entry.
    pub entry: EntryId,
    /// Its version.
    pub seen: u32,
    /// The unit's name.
    pub unit_name: Title,
    /// The problem.
    pub title: Title,
    /// The area.
    pub area: Area,
    /// How grave it is.
    pub severity: Severity,
    /// The default term in working days.
    pub default_days: u32,
    /// The date that it gives today.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub default_due: NaiveDate,
}

/// A visit whose findings are not in the ledger yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingVisit {
    /// The visit.
    pub visit: VisitId,
    /// The unit's name.
    pub unit_name: Title,
    /// The day of the visit.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// How many problems it found.
    pub findings: u32,
}

/// What can be put into the ledger and ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPage {
    /// Visits whose findings are not in the ledger, at most 20.
    pub visits: Vec<WaitingVisit>,
    /// Of how many visits the findings enter the ledger by one act.
    pub waiting: u32,
    /// Entries without an order, at most 100, by visit and number.
    pub rows: Vec<OrderRow>,
    /// The earliest date that can be set.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// Years that the holiday table lacks.
    pub unlisted_years: Vec<i32>,
    /// The visit to which the page is narrowed, where it is.
    #[serde(default)]
    pub visit: Option<VisitId>,
}
