//! An inspected unit, and the names it once had.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::kernel::{
    ids::{SeasonId, UnitCode},
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
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl Unit {
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
        let hash = hex::encode(Sha256::digest(self.name.as_str()));
        format!("{}.{}", self.unit, &hash[..16])
    }

    /// Whether both say the same, whatever their versions.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        Self { version: other.version, ..self.clone() } == *other
    }
}

/// The id of a unit's row in the summary table `unit_standing`: how the unit stands in a season. Every command that
/// changes what the row sums merges its own part into it, in its own transaction.
#[must_use]
pub fn standing_id(season: &SeasonId, unit: &UnitCode) -> String {
    format!("{season}.{unit}")
}
