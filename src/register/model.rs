//! What crosses the wire about imports and templates.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    inspection::{
        model::{RosterInspector, ScoreStandard},
        roster,
        rules::recusal::RecusalReason,
        standard,
    },
    kernel::{
        fault::Wanted,
        ids::{AccountId, InspectorId, PreviewId, UnitCode},
        listing::ListOrder,
        table::CellFault,
        text::Title,
        unit_kind::Area,
    },
    self_check::form::{self, CheckForm},
    unit,
};

/// The largest file, in MiB.
pub const MOST_MIB: u64 = 2;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 2 << 20;

/// What can be imported, a file each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The register of units (Art. 5).
    Units,
    /// Names that units had before (Art. 14).
    FormerNames,
    /// The roster of inspectors (Art. 14).
    Inspectors,
    /// Days off and make-up workdays.
    Holidays,
    /// The score standard (Art. 10).
    ScoreStandard,
    /// The self-check form (Art. 7).
    SelfCheckForm,
}

impl Kind {
    /// All kinds, in the order in which a district imports them: later ones name records of earlier ones.
    pub const ALL: [Self; 6] =
        [Self::Units, Self::FormerNames, Self::Inspectors, Self::Holidays, Self::ScoreStandard, Self::SelfCheckForm];

    /// The word in addresses, also the stored one.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::FormerNames => "former-names",
            Self::Inspectors => "inspectors",
            Self::Holidays => "holidays",
            Self::ScoreStandard => "score-standard",
            Self::SelfCheckForm => "self-check-form",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The header that its table must have; empty where the file is no table.
    #[must_use]
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Units => &unit::rules::COLUMNS,
            Self::FormerNames => &unit::rules::NAME_COLUMNS,
            Self::Inspectors => &roster::rules::COLUMNS,
            Self::Holidays => &[],
            Self::ScoreStandard => &standard::rules::COLUMNS,
            Self::SelfCheckForm => &form::rules::COLUMNS,
        }
    }

    /// The ending that its file has.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Holidays => ".json",
            Self::Units | Self::FormerNames | Self::Inspectors | Self::ScoreStandard | Self::SelfCheckForm => ".csv",
        }
    }

    /// What its file must be.
    #[must_use]
    pub const fn wanted(self) -> Wanted {
        match self {
            Self::Holidays => Wanted::Holidays,
            Self::Units | Self::FormerNames | Self::Inspectors | Self::ScoreStandard | Self::SelfCheckForm => {
                Wanted::Table
            }
        }
    }

    /// The dotted name of the command that imports it, by which the last import is found.
    #[must_use]
    pub const fn command(self) -> &'static str {
        match self {
            Self::Units => "unit.import",
            Self::FormerNames => "former_name.import",
            Self::Inspectors => "roster.import",
            Self::Holidays => "working_day.import",
            Self::ScoreStandard => "score_standard.issue",
            Self::SelfCheckForm => "self_check_form.issue",
        }
    }

    /// Whether its records can be taken out of use: then whoever imports a file chooses whether what it leaves out is.
    #[must_use]
    pub const fn may_retire(self) -> bool {
        match self {
            Self::Units | Self::Inspectors => true,
            Self::FormerNames | Self::Holidays | Self::ScoreStandard | Self::SelfCheckForm => false,
        }
    }

    /// Whether it is kept in editions: then a file replaces the whole, and what it leaves out is dropped from the next
    /// edition. Else what a file leaves out stays, in use or not.
    #[must_use]
    pub const fn is_template(self) -> bool {
        match self {
            Self::ScoreStandard | Self::SelfCheckForm => true,
            Self::Units | Self::FormerNames | Self::Inspectors | Self::Holidays => false,
        }
    }
}

/// What is there of a kind, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The kind.
    pub kind: Kind,
    /// How many records, years, indicators or questions there are.
    pub count: usize,
    /// The edition that holds, for a template.
    #[serde(default)]
    pub edition: Option<u32>,
    /// The last import or change.
    #[serde(default)]
    pub changed: Option<Changed>,
}

/// Who changed something last, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The instant.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub at: DateTime<Utc>,
    /// The person's name, or the account's where there is no such person.
    pub by: String,
}

/// How the bytes of a file were read as text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// As UTF-8.
    #[default]
    Utf8,
    /// As GB 18030, for it is no UTF-8: somebody should look at the names.
    Gb18030,
}

/// A file that was read and waits to be confirmed. The text is kept as it came, so that what is confirmed is what was
/// seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting<K = Kind> {
    /// Its id.
    pub preview: PreviewId,
    /// What it holds; as the stored word where that is not known yet.
    pub kind: K,
    /// The file's name, as it was sent.
    pub file_name: String,
    /// The file.
    pub text: String,
    /// How its bytes were read.
    #[serde(default)]
    pub encoding: Encoding,
    /// The fingerprint of what was there when it was read; empty for people, who are held against the accounts line by line.
    pub base: String,
    /// Who sent it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

impl<K> Waiting<K> {
    /// The same file, of a kind that the word is read as; `None` where it is none of those.
    pub fn read_as<T>(self, read: impl FnOnce(&K) -> Option<T>) -> Option<Waiting<T>> {
        let Self { preview, kind, file_name, text, encoding, base, by, at } = self;
        let kind = read(&kind)?;
        Some(Waiting { preview, kind, file_name, text, encoding, base, by, at })
    }
}

/// A record as a table shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// By what it is recognised.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its columns and cells.
    pub cells: Vec<(String, String)>,
}

/// A record that is there and will say something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedRecord {
    /// By what it is recognised.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Only the cells that differ.
    pub cells: Vec<ChangedCell>,
}

/// A cell before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedCell {
    /// The column.
    pub column: String,
    /// What it says now; empty where it says nothing.
    pub before: String,
    /// What it will say.
    pub after: String,
}

/// What a file would change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// Records that are not there yet.
    pub created: Vec<Written>,
    /// Records that will say something else.
    pub changed: Vec<ChangedRecord>,
    /// How many stay as they are.
    pub unchanged: usize,
    /// Records that are there, not out of use already, and that the file leaves out.
    pub absent: Vec<Written>,
}

/// Something that can be taken and that somebody should look at all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The line of the file.
    pub line: usize,
    /// A workplace that is no unit of the register.
    pub workplace: String,
}

/// A present workplace that a file takes away from an inspector and does not list among the former ones: the import does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftWorkplace {
    /// The inspector's number.
    pub inspector: InspectorId,
    /// Their name.
    pub name: Title,
    /// The workplace, as written.
    pub workplace: String,
}

/// The page of a waiting file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Its id.
    pub preview: PreviewId,
    /// What it holds.
    pub kind: Kind,
    /// The file's name.
    pub file_name: String,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// When it was sent.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub at: DateTime<Utc>,
    /// What is wrong; where anything is, nothing is compared and nothing can be imported.
    pub faults: Vec<CellFault>,
    /// How many faults there are; the list shows the first ones.
    pub fault_count: usize,
    /// What somebody should look at.
    pub warnings: Vec<Warning>,
    /// The workplaces that become former ones, in the order of the file.
    #[serde(default)]
    pub left: Vec<LeftWorkplace>,
    /// What would change.
    pub comparison: Comparison,
    /// Whether the records changed since the file was read: then it must be read again.
    pub is_stale: bool,
}

/// An edition of the score standard, and which one holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandardEdition {
    /// The edition.
    pub standard: ScoreStandard,
    /// The number of the edition that holds.
    pub latest: u32,
    /// The code that a new indicator of each area gets where nobody names one; nothing for whoever adds none.
    #[serde(default)]
    pub next_codes: Vec<(Area, String)>,
}

/// An edition of the self-check form, and which one holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormEdition {
    /// The edition.
    pub form: CheckForm,
    /// The number of the edition that holds.
    pub latest: u32,
    /// The code that a new question of each area gets where nobody names one; nothing for whoever adds none.
    #[serde(default)]
    pub next_codes: Vec<(Area, String)>,
}

/// The figures of an indicator, as the form of all weights sends them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenWeight {
    /// The indicator's code.
    pub code: String,
    /// 分值.
    pub max: String,
    /// 每次分值.
    #[serde(default)]
    pub per_event: String,
    /// 封顶分值.
    #[serde(default)]
    pub cap: String,
    /// 档位分值.
    #[serde(default)]
    pub values: String,
}

/// By what the roster is put in order. Of equals the number decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RosterOrder {
    /// By number.
    #[default]
    Number,
    /// By workplace as it is written; those who have retired last.
    Workplace,
    /// Those who may lead first.
    Leads,
}

impl ListOrder for RosterOrder {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Number, ""), (Self::Workplace, "workplace"), (Self::Leads, "leads")];
}

/// A page of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterPage {
    /// The inspectors in the order that was asked for, at most [`PEOPLE_A_PAGE`](super::rules::PEOPLE_A_PAGE).
    pub people: Vec<RosterPerson>,
    /// How many there are on all pages together.
    pub count: usize,
    /// How many the search finds of those who can be in a group.
    pub found: usize,
    /// How many it finds of those who have left the roster.
    pub retired: usize,
    /// The place behind which the page before begins, where there is one.
    #[serde(default)]
    pub prev: Option<String>,
    /// The place of the last inspector of this page, where more follow.
    #[serde(default)]
    pub next: Option<String>,
    /// For how many years a former post recuses; for ever where nothing is set.
    #[serde(default)]
    pub former_unit_years: Option<u16>,
}

/// An inspector, and the units from which they are recused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterPerson {
    /// The inspector.
    pub inspector: RosterInspector,
    /// The units by code.
    pub recused: Vec<RecusedUnit>,
}

/// A unit that an inspector must not check (Art. 14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusedUnit {
    /// Its code.
    pub unit: UnitCode,
    /// Its short name.
    pub name: String,
    /// Why, by the first reason.
    pub ground: Ground,
    /// The words of a declaration.
    #[serde(default)]
    pub words: Option<String>,
}

/// Why an inspector is recused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// They work there.
    Current,
    /// They worked there.
    Former,
    /// They declared it.
    Declared,
}

impl RecusedUnit {
    /// The unit with this name, and the reason as a page says it.
    #[must_use]
    pub fn of(unit: UnitCode, name: String, reason: RecusalReason) -> Self {
        let (ground, words) = match reason {
            RecusalReason::CurrentUnit { name: _ } => (Ground::Current, None),
            RecusalReason::FormerUnit { name: _, years: _ } => (Ground::Former, None),
            RecusalReason::Declared { name: _, words } => (Ground::Declared, words),
        };
        Self { unit, name, ground, words }
    }
}
