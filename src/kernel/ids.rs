//! Ids of records. An id is never a `String`: each kind of record has its own type, so that a plan's id cannot be
//! handed to a function that wants a visit's.
//!
//! All are parsed by the same rule: 1 to 96 characters of `A–Z a–z 0–9 - _ .`, so that an id can stand in an address,
//! in a file name and in a record's key without escaping.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::canonical::sha256;

/// The longest id, in characters.
pub const LONGEST_ID: usize = 96;

/// A text that is no id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("an id has 1 to 96 letters, digits, hyphens, underscores or dots")]
pub struct BadId;

fn checked(text: &str) -> Result<String, BadId> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let fits = !text.is_empty() && text.len() <= LONGEST_ID && text.chars().all(allowed);
    if fits { Ok(text.to_owned()) } else { Err(BadId) }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads an id from an address, a form or a file.
            ///
            /// # Errors
            /// When the text is no id.
            pub fn parse(text: impl AsRef<str>) -> Result<Self, BadId> {
                checked(text.as_ref().trim()).map(Self)
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;

            fn try_from(text: String) -> Result<Self, BadId> {
                checked(&text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                Self::parse(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// The name by which a person signs in.
    AccountId
}
id! {
    /// The code of an inspected unit, such as `JSJD02` (Art. 5).
    UnitCode
}
id! {
    /// The number of an inspector in the roster, such as `JC001` (Art. 14).
    InspectorId
}
id! {
    /// A season: the period that one ranking covers, such as `2026`.
    SeasonId
}
id! {
    /// A self-check round, such as `2026-1` (Art. 7).
    RoundId
}
id! {
    /// An inspection plan, such as `P-2026-01` (Art. 8).
    PlanId
}
id! {
    /// A visit: the plan and the unit joined by a dot, such as `P-2026-01.JSJD02`.
    VisitId
}
id! {
    /// An entry of the rectification ledger: the visit and the number of the finding (Art. 11).
    EntryId
}
id! {
    /// A file that was handed in as evidence.
    EvidenceId
}
id! {
    /// A template: the score standard or the self-check form, without its version.
    TemplateId
}

id! {
    /// A file that was read for an import and waits to be confirmed.
    PreviewId
}
id! {
    /// Work that goes on by itself.
    JobId
}

impl SeasonId {
    /// The season that is called by a calendar year.
    #[must_use]
    pub fn of_year(year: i32) -> Self {
        // Digits, so that nothing needs to be checked.
        Self(year.to_string())
    }
}

impl VisitId {
    /// The visit of a unit under a plan. There is at most one, so the id says which.
    #[must_use]
    pub fn of(plan: &PlanId, unit: &UnitCode) -> Self {
        Self(format!("{plan}.{unit}"))
    }
}

impl EntryId {
    /// The ledger entry of the finding with this number (from 1) of a visit.
    #[must_use]
    pub fn of(visit: &VisitId, number: u32) -> Self {
        Self(format!("{visit}.{number:02}"))
    }
}

impl JobId {
    /// The id that stands for a text: always the same, and nobody reads the text in it.
    #[must_use]
    pub fn standing_for(text: &str) -> Self {
        Self(hex::encode(&sha256(text.as_bytes())[..16]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_takes_no_character_that_needs_escaping() {
        for wrong in ["", " ", "a b", "甲", "a/b", "a:b", "a⟩", "a'b", "../a%"] {
            assert!(PlanId::parse(wrong).is_err(), "{wrong} was taken");
        }
        assert_eq!(PlanId::parse(" P-2026_1.a ").unwrap().as_str(), "P-2026_1.a");
    }

    #[test]
    fn an_id_from_the_wire_passes_the_same_check() {
        assert!(serde_json::from_str::<UnitCode>("\"a b\"").is_err());
        assert_eq!(serde_json::from_str::<UnitCode>("\"A01\"").unwrap().as_str(), "A01");
    }

    #[test]
    fn a_visit_is_named_by_plan_and_unit() {
        let visit = VisitId::of(&PlanId::parse("P-1").unwrap(), &UnitCode::parse("A01").unwrap());
        assert_eq!(visit.as_str(), "P-1.A01");
        assert_eq!(EntryId::of(&visit, 3).as_str(), "P-1.A01.03");
    }
}
