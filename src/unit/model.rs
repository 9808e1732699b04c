//! An inspected unit, and the names it once had.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::rules::{heaviest, visit_weight};
use crate::kernel::{
    ids::{RoundId, SeasonId, UnitCode, VisitId},
    listing::ListOrder,
    text::Title,
    unit_kind::UnitKind,
};

/// An inspected unit (Art. 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code in the register, such as `JSJD02`.
    pub code: UnitCode,
    /// Its full name.
    pub name: Title,
    /// The name used in tables.
    pub short_name: Title,
    /// Which of the four kinds of Art. 5 it is.
    pub kind: UnitKind,
    /// 统一社会信用代码, 18 characters (GB 32100).
    #[serde(default)]
    pub credit_code: Option<String>,
    /// Its own web site; some units publish by other channels (Art. 6 (1)).
    #[serde(default)]
    pub website: Option<String>,
    /// Its telephone number, as written.
    #[serde(default)]
    pub phone: Option<String>,
    /// Who heads it: a name or a title, as written.
    #[serde(default)]
    pub head: Option<String>,
    /// Since when it is not inspected any more, because a later register left it out; it stays for what it was part of.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::kernel::dated::read")]
    pub retired_on: Option<NaiveDate>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

/// A name that a unit had before, so that an inspector's former workplace is recognised (Art. 14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerName {
    /// The name.
    pub name: Title,
    /// The unit that it belongs to now.
    pub unit: UnitCode,
    /// The first year, where it is known.
    #[serde(default)]
    pub from: Option<i32>,
    /// The last year, where it is known.
    #[serde(default)]
    pub to: Option<i32>,
    /// Since when it means nothing any more, because the office took it back as a slip.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::kernel::dated::read")]
    pub retired_on: Option<NaiveDate>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl Unit {
    /// Whether it is inspected: new rounds and draws take it in.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.retired_on.is_none()
    }

    /// Whether both say the same of the same unit, whatever their versions.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        Self { version: other.version, ..self.clone() } == *other
    }
}

impl FormerName {
    /// The id of its record: the unit and the name, so that a name is there once for each unit that bore it.
    #[must_use]
    pub fn id(&self) -> String {
        former_name_id(&self.unit, &self.name)
    }

    /// Whether the name is taken for the unit's.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.retired_on.is_none()
    }

    /// Whether both say the same, whatever their versions.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        Self { version: other.version, ..self.clone() } == *other
    }
}

/// The id of a former name's record.
#[must_use]
pub fn former_name_id(unit: &UnitCode, name: &Title) -> String {
    let hash = hex::encode(Sha256::digest(name.as_str()));
    format!("{unit}.{}", &hash[..16])
}

/// The id of a unit's row in the summary table `unit_standing`: how the unit stands in a season. Every command that
/// changes what the row sums merges its own part into it, in its own transaction.
#[must_use]
pub fn standing_id(season: &SeasonId, unit: &UnitCode) -> String {
    format!("{season}.{unit}")
}

/// By what the register is put in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitOrder {
    /// By code.
    #[default]
    Code,
    /// By kind in the order of Art. 5, and within a kind by code.
    Kind,
}

impl ListOrder for UnitOrder {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Code, ""), (Self::Kind, "kind")];
}

/// A page of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitList {
    /// The units in the order that was asked for, at most [`UNITS_A_PAGE`](super::rules::UNITS_A_PAGE).
    pub units: Vec<Unit>,
    /// How many there are on all pages together.
    pub count: usize,
    /// How many units the search finds that are inspected, of all kinds.
    pub found: usize,
    /// How many of each kind it finds of them, in the order of Art. 5.
    pub by_kind: Vec<(UnitKind, usize)>,
    /// How many it finds that are not inspected any more.
    pub retired: usize,
    /// The place behind which the page before begins, where there is one.
    #[serde(default)]
    pub prev: Option<String>,
    /// The place of the last unit of this page, where more follow.
    #[serde(default)]
    pub next: Option<String>,
}

/// A unit with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRecord {
    /// The unit.
    pub unit: Unit,
    /// The names that it had before.
    pub former_names: Vec<FormerName>,
    /// How it stands in the latest season that it has a standing in.
    #[serde(default)]
    pub standing: Option<Standing>,
    /// The rectification entries of that season.
    pub entries: EntryCounts,
    /// For whoever reads the whole register: all units, by code.
    #[serde(default)]
    pub register: Vec<UnitName>,
}

/// A unit by its code and its short name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitName {
    /// The code.
    pub code: UnitCode,
    /// The short name.
    pub short_name: Title,
}

/// How a unit stands in a season: the parts of its row in `unit_standing` that say something by themselves. Each later
/// process writes its own part and knows more of it than is read here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The season.
    pub season: SeasonId,
    /// The self-checks by round.
    #[serde(default)]
    pub self_checks: BTreeMap<RoundId, SelfCheckPart>,
    /// The visits by id.
    #[serde(default)]
    pub visits: BTreeMap<VisitId, VisitPart>,
    /// The rectification entries by id.
    #[serde(default)]
    pub entries: BTreeMap<String, EntryPart>,
}

impl Standing {
    /// The self-check that was asked for last.
    #[must_use]
    pub fn self_check(&self) -> Option<&SelfCheckPart> {
        heaviest(self.self_checks.values(), |part| Some(part.due))
    }

    /// The visit that speaks for the season.
    #[must_use]
    pub fn visit(&self) -> Option<&VisitPart> {
        heaviest(self.visits.values(), |part| visit_weight(part.withdrawn, part.total.is_some(), part.date))
    }
}

/// What a standing says of the self-check (Art. 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfCheckPart {
    /// The round.
    pub round: RoundId,
    /// The last day on which it is in time.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub due: Option<NaiveDate>,
    /// When it was submitted.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub submitted_on: Option<NaiveDate>,
    /// Working days after the due date; read from the store, as they were counted at the signature.
    #[serde(default)]
    pub days_late: i64,
    /// How often it was returned.
    #[serde(default)]
    pub returns: i64,
}

/// What a standing says of the visit (Art. 9, 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitPart {
    /// The visit.
    pub visit: VisitId,
    /// Its day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// The locked total in hundredths of a point.
    #[serde(default)]
    pub total: Option<i64>,
    /// Whether it does not take place; then nothing is said of it.
    #[serde(default)]
    pub withdrawn: bool,
    /// How many problems were found.
    #[serde(default)]
    pub findings: u32,
    /// Whether the unit was told of it by a written notice.
    #[serde(default)]
    pub announced: bool,
}

/// What a standing says of a rectification entry (Art. 11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPart {
    /// The last day on which it is in time.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub due: Option<NaiveDate>,
    /// When it was closed.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub closed_on: Option<NaiveDate>,
}

/// How many rectification entries there are, each counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryCounts {
    /// Open, and not overdue.
    pub open: usize,
    /// Open after the due date.
    pub overdue: usize,
    /// Closed.
    pub closed: usize,
}
