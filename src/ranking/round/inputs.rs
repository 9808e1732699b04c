//! What a ranking is computed from: the units that count in a season, and their components.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    inspection::model::Severity as FindingSeverity,
    kernel::calendar::WorkCalendar,
    ranking::{
        model::{Collected, UnitStanding, has_submitted},
        rules::{
            RectificationOutcome, SelfCheckFacts, Severity, UnitInput, inspection_component, rectification_component,
            rectification_outcome, self_check_component,
        },
    },
    self_check::rules::days_late,
    unit::{model::Unit, rules::counting},
};

/// The components of a unit from its standing. `None` for the standing means that nothing was asked of it yet.
///
/// Findings count from whenever they were due up to `as_of`, for the standing holds those of the season alone. How late a
/// self-check was is counted by this calendar, whatever was counted at its signature: the table of a year may have been
/// imported since. Ratings by the public and proven falsifications are not collected yet, so the first is absent and the
/// second false.
#[must_use]
pub fn components(
    unit: &Unit,
    standing: Option<&UnitStanding>,
    as_of: NaiveDate,
    calendar: &WorkCalendar,
) -> UnitInput {
    let inspected = standing.and_then(|standing| standing.visit()?.total);
    UnitInput {
        code: unit.code.to_string(),
        kind: unit.kind.code().to_owned(),
        inspection: inspected.map(inspection_component),
        self_check: standing.and_then(|standing| self_check_of(standing, inspected, as_of, calendar)),
        rectification: standing.and_then(|standing| rectification_of(standing, as_of)),
        public: None,
        falsified: false,
    }
}

/// Absent where no round asked the unit for a self-check, or it still has time; 0 where nothing was submitted in time.
fn self_check_of(
    standing: &UnitStanding,
    inspected: Option<i64>,
    as_of: NaiveDate,
    calendar: &WorkCalendar,
) -> Option<i64> {
    let asked = standing.self_check(as_of)?;
    let facts = asked.submitted_on.map(|day| SelfCheckFacts {
        working_days_late: i64::from(days_late(calendar, asked.due, day)),
        returns: i64::from(asked.returns),
        self_score: asked.self_score.unwrap_or_default(),
    });
    Some(self_check_component(facts, inspected))
}

fn rectification_of(standing: &UnitStanding, as_of: NaiveDate) -> Option<i64> {
    let findings: Vec<(Severity, RectificationOutcome)> = standing
        .entries
        .values()
        .filter_map(|entry| {
            let outcome = rectification_outcome(entry.due?, entry.closed_on, (NaiveDate::MIN, as_of), as_of)?;
            Some((weighed(entry.severity), outcome))
        })
        .collect();
    rectification_component(&findings)
}

const fn weighed(severity: FindingSeverity) -> Severity {
    match severity {
        FindingSeverity::Minor => Severity::Minor,
        FindingSeverity::General => Severity::General,
        FindingSeverity::Serious => Severity::Serious,
    }
}

/// The units that count in a season in which they stand like this: see [`counting`].
#[must_use]
pub fn units_of_season(units: Vec<Unit>, standings: &[UnitStanding]) -> Vec<Unit> {
    counting(units, standings.iter().filter(|standing| standing.is_of_season()).map(|standing| &standing.unit))
}

/// How many units have what a ranking needs.
#[must_use]
pub fn collected(units: &[Unit], standings: &[UnitStanding]) -> Collected {
    let known: BTreeSet<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    let of_register = || standings.iter().filter(|standing| known.contains(standing.unit.as_str()));
    let inspected = of_register().filter(|standing| standing.visit().is_some_and(|visit| visit.total.is_some()));
    let submitted = |standing: &&UnitStanding| standing.self_checks.values().any(has_submitted);
    Collected { units: units.len(), inspected: inspected.count(), submitted: of_register().filter(submitted).count() }
}
