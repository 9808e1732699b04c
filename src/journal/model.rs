//! What the auditor's pages show.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::chain::HashKind;
use crate::{
    error::AppError,
    kernel::{actor::Role, calendar::parse_date, fault::Fault},
};

/// The conditions of an address, by their names.
pub const CONDITIONS: [&str; 6] = ["record", "actor", "action", "kind", "day", "until"];

/// By what the journal is narrowed, as the address says it. Empty texts narrow nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The record, such as `visit:P-2026-01.JSJD02`, or its own id alone.
    #[serde(default)]
    pub record: String,
    /// The account that acted.
    #[serde(default)]
    pub actor: String,
    /// The action, such as `visit.lock`.
    #[serde(default)]
    pub action: String,
    /// The kind of record: the word before the colon, such as `visit`.
    #[serde(default)]
    pub kind: String,
    /// The first day in +08:00; without `until` the only one.
    #[serde(default)]
    pub day: Option<NaiveDate>,
    /// The last day.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

impl Filter {
    /// What the conditions say, in the order of [`CONDITIONS`].
    ///
    /// # Errors
    /// A fault of the fields `day` and `until`.
    pub fn asked(conditions: [&str; 6]) -> Result<Self, AppError> {
        let [record, actor, action, kind, day, until] = conditions.map(str::trim);
        let date = |field: &str, text: &str| match text {
            "" => Ok(None),
            text => parse_date(text).map(Some).ok_or_else(|| AppError::field(field, Fault::NotADate)),
        };
        Ok(Self {
            record: record.to_owned(),
            actor: actor.to_owned(),
            action: action.to_owned(),
            kind: kind.to_owned(),
            day: date("day", day)?,
            until: date("until", until)?,
        })
    }

    /// Whether nothing is narrowed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A page of the journal, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalPage {
    /// The entries, at most 50.
    pub entries: Vec<EntryLine>,
    /// From where the next page goes on; none at the end.
    pub next: Option<String>,
    /// How many entries there are on all pages, as far as that is known.
    #[serde(default)]
    pub matches: Option<Matches>,
    /// The last sealed days, newest first.
    pub sealed: Vec<SealedDay>,
    /// The hash function of the chains and of the roots.
    pub function: HashKind,
    /// The accounts by which it can be narrowed, each with whose it is: at most 500, by account.
    #[serde(default)]
    pub accounts: Vec<(String, String)>,
}

/// How many entries the conditions hold for, as far as that is known: the journal is never read whole to count them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matches {
    /// So many.
    Exactly(usize),
    /// So many or more: further nobody counted.
    AtLeast(usize),
    /// More than are shown: which ones no index says, so that nobody counted them.
    MoreThan(usize),
}

/// An entry in the list. Who, when and what are read from the entry itself, which the hash covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryLine {
    /// The record.
    pub record: String,
    /// The number within the record, from 1.
    pub seq: u64,
    /// The instant, as written (RFC 3339, UTC).
    pub at: String,
    /// The account, or `system`.
    pub actor: String,
    /// Whose account it is today; none for `system`.
    #[serde(default)]
    pub who: Option<Who>,
    /// By what people call the record, as the entry itself says; none where it has only its id.
    #[serde(default)]
    pub name: Option<String>,
    /// The action.
    pub action: String,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
}

/// A person who acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}

/// An entry with all that it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPage {
    /// Its line.
    pub line: EntryLine,
    /// From where the request came, where that is known.
    pub origin: Option<String>,
    /// The hash of the entry before.
    pub prev: String,
    /// Its own hash.
    pub hash: String,
    /// What it changed.
    pub differences: Vec<Difference>,
    /// Whether it created the record.
    pub creates: bool,
    /// How many entries the record has.
    pub entries: u64,
    /// Whether the record's chain holds.
    pub chain: ChainCheck,
    /// The hash function of the chain.
    pub function: HashKind,
    /// The entry as it is kept: what the hash is made from.
    pub raw: String,
}

/// A field that an entry changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The place in the record, such as `meeting.held_on` or `groups[0].leader`.
    pub path: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

/// Whether a chain holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainCheck {
    /// Every link holds.
    Holds,
    /// It does not hold from this entry on.
    Broken {
        /// The first entry that does not hold.
        seq: u64,
    },
}

/// A sealed day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedDay {
    /// The day in +08:00.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub day: NaiveDate,
    /// Its root.
    pub root: String,
    /// How many records changed on it.
    pub records: usize,
    /// When it was sealed.
    pub sealed_at: String,
    /// Whether the journal still agrees with it; none where that was not asked.
    pub holds: Option<bool>,
}

/// How far the journal is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealing {
    /// The last sealed day; none as long as no day was.
    pub last: Option<Seal>,
    /// How many days are sealed.
    pub days: u64,
    /// The finished days that have entries and are not sealed yet, ascending, at most 400.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub waiting: Vec<NaiveDate>,
}

/// That a day was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The day in +08:00.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub day: NaiveDate,
    /// When it was sealed.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub sealed_at: DateTime<Utc>,
}

/// The heads of a day and its root, as sealed or as computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRoot {
    /// The day in +08:00.
    pub day: NaiveDate,
    /// The root before.
    pub previous: String,
    /// `[record, seq, hash]` of each record that changed on the day, ascending by record, as JSON text.
    pub heads: String,
    /// The root.
    pub root: String,
    /// When it was sealed.
    pub sealed_at: String,
}

/// What an entry says, as far as pages show it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Entry {
    /// The instant.
    pub at: String,
    /// The account.
    pub actor: String,
    /// The action.
    pub action: String,
    /// The record before; null where it was created.
    #[serde(default)]
    pub before: Value,
    /// The record after.
    #[serde(default)]
    pub after: Value,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// From where.
    #[serde(default)]
    pub origin: Option<String>,
}
