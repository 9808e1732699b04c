//! Reading the roster from a table, and working out from which units each inspector is recused.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    inspection::{
        model::RosterInspector,
        rules::recusal::{
            self, FormerUnitRule, Inspector, RecusalReason, UnitNames, Years, parse_declared_units, parse_former_units,
        },
    },
    kernel::{
        fault::Fault,
        ids::{InspectorId, UnitCode},
        table::{CellFault, Faults, Line, Table, parse_yes_no},
        text::{Text, Title},
    },
    unit::model::{FormerName, Unit},
};

/// The header of the table.
pub const COLUMNS: [&str; 7] = ["工号", "姓名", "现单位", "曾任职单位", "回避单位", "专业", "可任组长"];

/// The most inspectors of a roster.
pub const MOST_INSPECTORS: usize = 5000;

type WorkplaceText = Text<120>;
type WorkplacesText = Text<1000>;
type Speciality = Text<40>;

/// A roster as it was read, with what somebody should look at although it can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    /// The inspectors in the order of the table.
    pub inspectors: Vec<RosterInspector>,
    /// Workplaces that mean no unit of the register: offices that are not inspected, or a slip of the pen.
    pub warnings: Vec<UnknownWorkplace>,
}

/// A workplace that no present or former name of a unit matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWorkplace {
    /// The line of the table.
    pub line: usize,
    /// The name as written.
    pub name: String,
}

/// Reads a roster. Numbers are unique; a retired person has no present workplace.
///
/// # Errors
/// Every fault by line and column.
pub fn parse_roster(table: &Table, names: &UnitNames) -> Result<Roster, Vec<CellFault>> {
    let places = table.columns(COLUMNS)?;
    let mut faults = Faults::default();
    if table.lines.len() > MOST_INSPECTORS {
        let most = Fault::OutOfRange { low: "1".to_owned(), high: MOST_INSPECTORS.to_string() };
        faults.blame(1, COLUMNS[0], most);
    }
    let mut numbers = BTreeMap::new();
    let mut roster = Roster { inspectors: Vec::new(), warnings: Vec::new() };
    for line in &table.lines {
        let Some(inspector) = inspector(line, places, &mut faults) else { continue };
        if let Some(other) = numbers.insert(inspector.inspector.clone(), line.number) {
            let fault = Fault::Duplicate { value: inspector.inspector.to_string(), other: other.to_string() };
            faults.blame(line.number, COLUMNS[0], fault);
        }
        let written = for_recusal(&inspector);
        let unknown = recusal::unresolved(&written, names).into_iter();
        roster.warnings.extend(unknown.map(|name| UnknownWorkplace { line: line.number, name: name.to_owned() }));
        roster.inspectors.push(inspector);
    }
    faults.finish(roster)
}

fn inspector(line: &Line, places: [usize; 7], faults: &mut Faults) -> Option<RosterInspector> {
    let [number, name, current, former, declared, speciality, may_lead] = places.map(|place| line.cell(place));
    let at = line.number;
    let number = match number.trim() {
        "" => Err(Fault::Missing),
        text => InspectorId::parse(text).map_err(|_| Fault::NotAnId),
    };
    let number = faults.take(at, COLUMNS[0], number);
    let name = faults.take(at, COLUMNS[1], Title::parse(name));
    let current = faults.take(at, COLUMNS[2], WorkplaceText::parse_optional(current));
    let former = faults.take(at, COLUMNS[3], WorkplacesText::parse_optional(former));
    let declared = faults.take(at, COLUMNS[4], WorkplacesText::parse_optional(declared));
    let speciality = faults.take(at, COLUMNS[5], Speciality::parse_optional(speciality));
    let may_lead = faults.take(at, COLUMNS[6], parse_yes_no(may_lead));
    Some(RosterInspector {
        inspector: number?,
        name: name?,
        current_unit: current?.map(String::from),
        former_units: former?.map(String::from),
        declared_units: declared?.map(String::from),
        speciality: speciality?.map(String::from),
        may_lead: may_lead?,
        retired_on: None,
        version: 0,
    })
}

/// Whether both say the same of the same person, whatever their versions.
#[must_use]
pub fn says_the_same(one: &RosterInspector, other: &RosterInspector) -> bool {
    RosterInspector { version: other.version, ..one.clone() } == *other
}

/// An inspector as a later roster says them, with the workplaces that it takes away from whom the roster knows: a unit where
/// they ever worked recuses them (Art. 14). The present workplace becomes a former one, until this year, where the roster
/// names another or none and lists it among the former ones neither; what became one so before stays one until a roster
/// lists it with other years. Beside it the workplace that becomes a former one now.
#[must_use]
pub fn with_former(
    known: &RosterInspector,
    mut read: RosterInspector,
    names: &UnitNames,
    year: i32,
) -> (RosterInspector, Option<String>) {
    let former = |one: &RosterInspector| one.former_units.as_deref().map(parse_former_units).unwrap_or_default();
    let (before, listed) = (former(known), former(&read));
    let is_listed = |place: &str| listed.iter().any(|former| is_same(&former.name, place, names));
    let left = known.current_unit.as_deref().filter(|place| !is_listed(place));
    let left = left.filter(|place| !read.current_unit.as_deref().is_some_and(|now| is_same(now, place, names)));
    let mut added = Vec::new();
    for former in &before {
        let is_left_again = left.is_some_and(|place| is_same(&former.name, place, names));
        if let Some(Years { from: None, to: Some(last) }) = former.years
            && !is_left_again
            && !is_listed(&former.name)
        {
            added.push(recusal::until(&former.name, last));
        }
    }
    added.extend(left.map(|place| recusal::until(place, year)));
    if !added.is_empty() {
        read.former_units = Some(recusal::joined(read.former_units.into_iter().chain(added)));
    }
    (read, left.map(str::to_owned))
}

/// Whether two names of a workplace are one, or mean the same units.
fn is_same(one: &str, other: &str, names: &UnitNames) -> bool {
    one.trim() == other.trim() || (names.resolve(one).next().is_some() && names.resolve(one).eq(names.resolve(other)))
}

/// Every name under which the units are or were known.
#[must_use]
pub fn unit_names(units: &[Unit], former: &[FormerName]) -> UnitNames {
    let mut names = UnitNames::new();
    for unit in units {
        names.add(unit.name.as_str(), unit.code.as_str());
        names.add(unit.short_name.as_str(), unit.code.as_str());
    }
    for name in former {
        names.add(name.name.as_str(), name.unit.as_str());
    }
    names
}

/// The inspector as recusal wants to know them.
#[must_use]
pub fn for_recusal(inspector: &RosterInspector) -> Inspector {
    Inspector {
        staff_no: inspector.inspector.to_string(),
        current_unit: inspector.current_unit.clone(),
        former_units: inspector.former_units.as_deref().map(parse_former_units).unwrap_or_default(),
        declared_units: inspector.declared_units.as_deref().map(parse_declared_units).unwrap_or_default(),
    }
}

/// The units from which the inspector is recused on this day, by code, each with its first reason (Art. 14).
#[must_use]
pub fn recused_units(
    inspector: &RosterInspector,
    names: &UnitNames,
    rule: FormerUnitRule,
    today: NaiveDate,
) -> Vec<(UnitCode, RecusalReason)> {
    let written = for_recusal(inspector);
    let current = written.current_unit.iter();
    let former = written.former_units.iter().map(|former| &former.name);
    let declared = written.declared_units.iter().map(|declared| &declared.written);
    let named = current.chain(former).chain(declared);
    let codes: BTreeSet<&str> = named.flat_map(|name| names.resolve(name)).collect();
    let first = |code: &str| {
        let mut reasons = recusal::reasons(&written, code, names, rule, today);
        Some((UnitCode::parse(code).ok()?, reasons.drain(..).next()?))
    };
    codes.into_iter().filter_map(first).collect()
}

#[cfg(test)]
mod tests;
