//! An inspector, as their page shows them.

use serde::{Deserialize, Serialize};

use crate::{
    inspection::{
        model::RosterInspector,
        plan::model::{InspectorWork, RecusalLine},
    },
    kernel::ids::{AccountId, SeasonId},
};

/// The page of an inspector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectorRecord {
    /// The inspector.
    pub inspector: RosterInspector,
    /// Every reason that keeps them from a unit, by the unit's code.
    pub recused: Vec<RecusedFrom>,
    /// Workplaces, as written, that are no unit of the register.
    pub unmatched: Vec<String>,
    /// For how many years a former post recuses; for ever where nothing is set.
    #[serde(default)]
    pub former_unit_years: Option<u16>,
    /// The accounts that hold their number: one at most, but for what was given before that was asked.
    pub accounts: Vec<BoundAccount>,
    /// The season that is under way.
    pub season: SeasonId,
    /// Their groups and visits.
    pub work: InspectorWork,
}

/// A unit that an inspector must not check, and one reason why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusedFrom {
    /// The unit's short name.
    pub name: String,
    /// The reason, with what the roster says.
    pub line: RecusalLine,
}

/// An account that holds an inspector's number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoundAccount {
    /// The name for sign-in.
    pub account: AccountId,
    /// Whether it can be used no longer.
    pub disabled: bool,
}
