//! The words for what the roster says.

use super::model::{Ground, RecusedUnit};
use crate::i18n::tr;

/// Why an inspector must not check a unit.
pub(crate) fn ground(unit: &RecusedUnit) -> String {
    match unit.ground {
        Ground::Current => tr!(templates.ground_current),
        Ground::Former => tr!(templates.ground_former),
        Ground::Declared => unit.words.clone().unwrap_or_else(|| tr!(templates.ground_declared)),
    }
}

/// What an inspector may be in a group.
pub(crate) fn duty(may_lead: bool) -> String {
    if may_lead { tr!(templates.leads) } else { tr!(templates.member) }
}
