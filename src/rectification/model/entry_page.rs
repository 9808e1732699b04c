//! What the page of one entry shows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Entry, Standing, Step, Turn};
use crate::{
    inspection::plan::model::{Person, RecusalLine},
    kernel::ids::EvidenceId,
    rectification::reminder::model::EntryReminder,
};

/// One entry with everything that its page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPage {
    /// The entry.
    pub entry: Entry,
    /// What this person may do now; the first is what the page is for.
    pub allowed: Vec<Step>,
    /// Whose turn it is.
    pub turn: Turn,
    /// Where it stands in time.
    pub standing: Standing,
    /// The day for which that holds.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// Working days of the term: used, and all.
    #[serde(default)]
    pub term: Option<(i64, i64)>,
    /// The due date that the default term for this severity gives today.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub default_due: NaiveDate,
    /// The default term in working days.
    pub default_days: u32,
    /// Years that the holiday table lacks, so that the date may move once they are published.
    pub unlisted_years: Vec<i32>,
    /// The reminders of it, in the order of their days.
    pub reminders: Vec<EntryReminder>,
    /// Names of the files that the entry mentions.
    pub files: Vec<FileName>,
    /// The number, from 1, of the visit's step record that proves the finding; none for the unit, which sees no records.
    #[serde(default)]
    pub record: Option<u32>,
    /// Why the person, who was of the group, may not check the unit by now; `None` where nothing recuses them.
    #[serde(default)]
    pub recused: Option<RecusalLine>,
    /// Whether the entry waits for its group, of which nobody is left who may verify: the office appoints somebody else.
    #[serde(default)]
    pub vacant: bool,
    /// Who can be appointed, by number; nobody for whoever does not appoint.
    #[serde(default)]
    pub verifiers: Vec<Person>,
    /// Whether this person may take a file that waits out again.
    #[serde(default)]
    pub takes_out: bool,
}

/// A file as a page names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName {
    /// The file.
    pub evidence: EvidenceId,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}
