//! Whose entries are listed and counted.

use super::super::model::{LedgerFilter, LedgerOrder};
use crate::{
    error::AppError,
    kernel::{
        actor::Actor,
        ids::{InspectorId, UnitCode},
        permit::{self, Action, Reach},
    },
};

/// Whose entries a person sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of the district.
    District,
    /// Their unit's.
    Unit(UnitCode),
    /// Those of visits that they were on.
    Group(InspectorId),
    /// As [`Scope::Group`], but for those of these units: by now they are recused from them, and go on with none.
    Unrecused(InspectorId, Vec<UnitCode>),
}

impl Scope {
    /// In which order a list goes: there is nothing to sort by unit where there is one.
    #[must_use]
    pub const fn order(&self, filter: &LedgerFilter) -> LedgerOrder {
        match (self, filter.order) {
            (Self::Unit(_), LedgerOrder::Unit) => LedgerOrder::Due,
            (Self::District | Self::Group(_) | Self::Unrecused(..) | Self::Unit(_), order) => order,
        }
    }
}

/// Whose entries this person sees.
///
/// # Errors
/// [`AppError::NotPermitted`] for a role that reads none.
pub fn scope(actor: &Actor) -> Result<Scope, AppError> {
    let reached = match permit::reach(actor.role, Action::ReadEntry) {
        Reach::District => Some(Scope::District),
        Reach::OwnUnit => actor.unit.clone().map(Scope::Unit),
        Reach::AssignedVisits | Reach::LedVisits => actor.inspector.clone().map(Scope::Group),
        Reach::Nothing => None,
    };
    reached.ok_or(AppError::NotPermitted)
}
