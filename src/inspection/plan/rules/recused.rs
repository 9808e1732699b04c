//! Who may not check which unit, and why: the rules of recusal applied to the whole roster.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::{
    super::{
        model::{Group, RosterInspector},
        roster::rules::{for_recusal, unit_names},
        rules::recusal::{FormerUnitRule, RecusalReason, UnitNames, reasons},
    },
    model::{Ground, RecusalLine},
};
use crate::{
    kernel::ids::{InspectorId, UnitCode},
    unit::model::{FormerName, Unit},
};

/// Every recusal of a set of inspectors from a set of units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recusals {
    lines: BTreeMap<InspectorId, BTreeMap<UnitCode, Vec<RecusalLine>>>,
}

impl Recusals {
    /// Applies the rules of Art. 14 to everybody.
    #[must_use]
    pub fn of(
        roster: &[RosterInspector],
        units: &[Unit],
        former: &[FormerName],
        rule: FormerUnitRule,
        today: NaiveDate,
    ) -> Self {
        let names = unit_names(units, former);
        let lines = roster.iter().map(|one| {
            let inspector = for_recusal(one);
            let recused = units.iter().filter_map(|unit| {
                let reasons = reasons(&inspector, unit.code.as_str(), &names, rule, today);
                let lines: Vec<_> = reasons.into_iter().map(|reason| line(one, &unit.code, reason)).collect();
                (!lines.is_empty()).then(|| (unit.code.clone(), lines))
            });
            (one.inspector.clone(), recused.collect())
        });
        Self { lines: lines.collect() }
    }

    /// Whether this inspector is recused from the unit.
    #[must_use]
    pub fn holds(&self, inspector: &InspectorId, unit: &UnitCode) -> bool {
        self.lines.get(inspector).is_some_and(|units| units.contains_key(unit))
    }

    /// The units that somebody of the group is recused from, by code.
    #[must_use]
    pub fn of_group(&self, group: &Group) -> BTreeSet<UnitCode> {
        let everybody = group.everybody();
        everybody.iter().filter_map(|one| self.lines.get(one)).flat_map(|units| units.keys().cloned()).collect()
    }

    /// Every reason that stands against this group, by member in the order of the group, then by unit.
    #[must_use]
    pub fn lines_of(&self, group: &Group) -> Vec<RecusalLine> {
        let everybody = group.everybody();
        everybody
            .iter()
            .filter_map(|one| self.lines.get(one))
            .flat_map(|units| units.values().flatten().cloned())
            .collect()
    }

    /// Every reason that stands against this inspector, by unit.
    #[must_use]
    pub fn of_inspector(&self, inspector: &InspectorId) -> Vec<RecusalLine> {
        self.lines.get(inspector).into_iter().flat_map(|units| units.values().flatten().cloned()).collect()
    }

    /// One reason for each of these inspectors who is recused from the unit, in their order, whatever the number of
    /// reasons.
    #[must_use]
    pub fn one_each(&self, inspectors: &[InspectorId], unit: &UnitCode) -> Vec<RecusalLine> {
        inspectors.iter().filter_map(|one| self.lines.get(one)?.get(unit)?.first().cloned()).collect()
    }

    /// Every reason that stands between these inspectors and the unit, in their order.
    #[must_use]
    pub fn between(&self, inspectors: &[InspectorId], unit: &UnitCode) -> Vec<RecusalLine> {
        let lines = inspectors.iter().filter_map(|one| self.lines.get(one)?.get(unit));
        lines.flatten().cloned().collect()
    }
}

/// The first reason why this inspector may not check the unit, by these names of units; `None` where they give none.
///
/// By the names of the unit alone it is asked first, for they are few. They give a reason at least where the names of all
/// units do: all a name of another unit can do is to take a meaning away, as 花园路街道（北） does from whoever wrote that
/// and else would mean 花园路街道.
#[must_use]
pub fn first_reason(
    one: &RosterInspector,
    unit: &UnitCode,
    names: &UnitNames,
    rule: FormerUnitRule,
    today: NaiveDate,
) -> Option<RecusalLine> {
    let found = reasons(&for_recusal(one), unit.as_str(), names, rule, today);
    found.into_iter().next().map(|reason| line(one, unit, reason))
}

fn line(one: &RosterInspector, unit: &UnitCode, reason: RecusalReason) -> RecusalLine {
    let (ground, written, from, to, words) = match reason {
        RecusalReason::CurrentUnit { name } => (Ground::CurrentUnit, name, None, None, None),
        RecusalReason::FormerUnit { name, years } => {
            (Ground::FormerUnit, name, years.and_then(|years| years.from), years.and_then(|years| years.to), None)
        }
        RecusalReason::Declared { name, words } => (Ground::Declared, name, None, None, words),
    };
    let (inspector, name) = (one.inspector.clone(), one.name.clone());
    RecusalLine { inspector, name, unit: unit.clone(), ground, written, from, to, words }
}
