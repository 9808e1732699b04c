//! Reminders of entries, as they are stored and as they cross the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::{
    actor::Signature,
    ids::{EntryId, UnitCode},
};

/// That the office reminded a unit of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryReminder {
    /// The entry.
    pub entry: EntryId,
    /// Its unit.
    pub unit: UnitCode,
    /// The day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub day: NaiveDate,
    /// The version of the entry at that time: as long as it is the same, nothing was done with the entry since.
    pub entry_version: u32,
    /// Who reminded it, and when.
    pub signed: Signature,
    /// Counts the changes: 1, for a reminder stays as it is.
    #[serde(default)]
    pub version: u32,
}

/// The id of a reminder: the day and the entry. There is at most one.
#[must_use]
pub fn reminder_id(entry: &EntryId, day: NaiveDate) -> String {
    format!("{}.{entry}", day.format("%Y%m%d"))
}
