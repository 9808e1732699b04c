//! Reminders, as they are stored and as they cross the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::{
    actor::Signature,
    ids::{RoundId, UnitCode},
};

/// That the office reminded a unit of its self-check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// The round.
    pub round: RoundId,
    /// The unit.
    pub unit: UnitCode,
    /// The day.
    pub day: NaiveDate,
    /// Who reminded it, and when.
    pub signed: Signature,
    /// Counts the changes: 1, for a reminder stays as it is.
    #[serde(default)]
    pub version: u32,
}

/// The id of a reminder: the day, the round and the unit. There is at most one.
#[must_use]
pub fn reminder_id(round: &RoundId, unit: &UnitCode, day: NaiveDate) -> String {
    format!("{}.{round}.{unit}", day.format("%Y%m%d"))
}

/// How often a unit was reminded in a round, and when last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// How often.
    pub times: u32,
    /// The day of the last reminder.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub last: NaiveDate,
}
