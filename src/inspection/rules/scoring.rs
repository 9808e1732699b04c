//! Quantitative scoring of one inspected unit (Art. 10): sheet and entries in, areas and total out.
//!
//! Every number is an integer of 1/100 point. Rounding is half up and happens twice, where the definition names it:
//! once for an area that lost indicators, once for the base. Nothing else rounds and nothing is a float, so anybody
//! can recompute a total from the exported sheet and entries (`zeqing score compute`).
//!
//! The types are the exchange format itself. Reading refuses unknown keys; bounds are not part of reading but of
//! [`compute`], which reports all of them at once, each with its path. It takes every sheet that the definition gives a
//! result: a cap above the full score and a value below 0 too, for an indicator never goes below 0. What would lift an
//! indicator above its `max` has no defined result and is refused. The standard that a district writes obeys
//! more than that, which `inspection::standard` checks.

/// Sheet, entries and result, as they are exchanged.
mod format;

use std::collections::BTreeSet;

pub use format::{AreaScore, Entries, Entry, EntryForm, Indicator, IndicatorKind, ScoreResult, Sheet, SheetArea};

use crate::kernel::canonical::EXACT_INTEGER;

/// The largest number that a sheet or an entry may hold, so that no sum or product can overflow: ten million points.
pub const LARGEST: i64 = 1_000_000_000;

/// The bound of the adjustment that bonuses and penalties make to a total, in either direction: 5 points.
pub const LARGEST_ADJUSTMENT: i64 = 500;

/// The highest total: 100 points and the largest adjustment.
pub const LARGEST_TOTAL: i64 = 10_500;

/// Two scorers' entries of one indicator that lie further apart than this (2 points) need a reason when reconciled.
pub const LARGEST_UNEXPLAINED_DIFFERENCE: i64 = 200;

/// One thing wrong with a sheet or its entries, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct Violation {
    /// The place, such as `areas[0].indicators[3].cap` in the sheet or `entries["1.2"].taken` in the entries.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a sheet or its entries.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A number outside its bounds; both bounds belong to the range.
    #[error("{value} lies outside {least} to {most}")]
    OutOfBounds {
        /// The number given.
        value: i64,
        /// The least allowed.
        least: i64,
        /// The most allowed.
        most: i64,
    },
    /// `low` above `high`.
    #[error("the lower bound {low} lies above the upper bound {high}")]
    BoundsCrossed {
        /// The lower bound.
        low: i64,
        /// The upper bound.
        high: i64,
    },
    /// The same area number twice.
    #[error("area {0} is listed twice")]
    DuplicateArea(i64),
    /// The same indicator code twice.
    #[error("the code {0:?} is listed twice")]
    DuplicateCode(String),
    /// A code without a visible character.
    #[error("the code is empty")]
    EmptyCode,
    /// An area without indicators.
    #[error("the area has no indicator")]
    EmptyArea,
    /// A tier without values.
    #[error("there is no value to choose")]
    NoValues,
    /// An indicator of the sheet that nobody scored.
    #[error("the entry is missing")]
    MissingEntry,
    /// An entry for a code that the sheet does not have.
    #[error("the sheet has no such indicator")]
    UnknownCode,
    /// An entry of a form that the indicator does not take.
    #[error("the indicator takes `{}`", expected.key())]
    WrongForm {
        /// The form that it takes.
        expected: EntryForm,
    },
    /// A value that the tier does not list.
    #[error("{0} is not one of the listed values")]
    ValueNotListed(i64),
    /// Indicators of an area apply, but together their full score is 0, by which nothing can be scaled.
    #[error("the indicators that apply have no points")]
    NothingToScale,
    /// Nothing on the sheet applies to the unit, so that no base exists.
    #[error("no area is applicable")]
    NothingApplicable,
}

/// Computes a unit's score.
///
/// # Errors
///
/// Everything wrong with the sheet, in its order, then everything wrong with the entries, in the order of the sheet
/// and then of their codes. A missing entry is wrong: a unit is never scored by an omission.
pub fn compute(sheet: &Sheet, entries: &Entries) -> Result<ScoreResult, Vec<Violation>> {
    let mut violations = check_sheet(sheet);
    violations.extend(check_entries(sheet, entries));
    if !violations.is_empty() {
        return Err(violations);
    }
    let mut areas: Vec<AreaScore> = Vec::new();
    for (at, area) in sheet.areas.iter().enumerate() {
        match area_score(area, entries) {
            Ok(score) => areas.extend(score),
            Err(fault) => violations.push(Violation { path: format!("areas[{at}]"), fault }),
        }
    }
    if !violations.is_empty() {
        return Err(violations);
    }
    let applicable = areas.iter().filter_map(|area| area.score.map(|score| (score, area.max)));
    let Some(base) = base(applicable) else {
        return Err(vec![Violation { path: "areas".to_owned(), fault: Fault::NothingApplicable }]);
    };
    let adjustments = indicators(sheet).filter_map(|indicator| Some((indicator, entries.0.get(&indicator.code)?)));
    let adjustment: i64 = adjustments.map(|(indicator, entry)| adjustment_of(indicator, entry)).sum();
    let adjustment = adjustment.clamp(-sheet.adjustment_cap, sheet.adjustment_cap);
    Ok(ScoreResult { areas, base, adjustment, total: (base + adjustment).clamp(0, LARGEST_TOTAL) })
}

/// The score out of 10000 that the applicable areas make, of each its score and its maximum; none where they have
/// nothing to score. All in 1/100 point.
#[must_use]
pub fn base(applicable: impl Iterator<Item = (i64, i64)>) -> Option<i64> {
    let (score, max) = applicable.fold((0, 0), |sum, area| (sum.0 + area.0, sum.1 + area.1));
    (max > 0).then(|| scaled(score, 10_000, max))
}

/// Everything wrong with the sheet by itself, in its order; empty for a sheet that can be computed.
#[must_use]
pub fn check_sheet(sheet: &Sheet) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut ids = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for (at, area) in sheet.areas.iter().enumerate() {
        let path = format!("areas[{at}]");
        check_bounds(&mut violations, format!("{path}.id"), area.id, -EXACT_INTEGER, EXACT_INTEGER);
        if !ids.insert(area.id) {
            violations.push(Violation { path: format!("{path}.id"), fault: Fault::DuplicateArea(area.id) });
        }
        if area.indicators.is_empty() {
            violations.push(Violation { path: format!("{path}.indicators"), fault: Fault::EmptyArea });
        }
        for (indicator_at, indicator) in area.indicators.iter().enumerate() {
            let path = format!("{path}.indicators[{indicator_at}]");
            if indicator.code.trim().is_empty() {
                violations.push(Violation { path: format!("{path}.code"), fault: Fault::EmptyCode });
            }
            if !codes.insert(indicator.code.as_str()) {
                let fault = Fault::DuplicateCode(indicator.code.clone());
                violations.push(Violation { path: format!("{path}.code"), fault });
            }
            check_kind(&mut violations, &path, &indicator.kind);
        }
    }
    check_bounds(&mut violations, "adjustment_cap".to_owned(), sheet.adjustment_cap, 0, LARGEST_ADJUSTMENT);
    violations
}

fn check_kind(violations: &mut Vec<Violation>, path: &str, kind: &IndicatorKind) {
    let mut bounds = |field: &str, value, least, most| {
        check_bounds(violations, format!("{path}.{field}"), value, least, most);
    };
    match kind {
        IndicatorKind::Deduct { max, per_event, cap } => {
            bounds("max", *max, 0, LARGEST);
            bounds("per_event", *per_event, 0, LARGEST);
            bounds("cap", *cap, 0, LARGEST);
        }
        IndicatorKind::Range { max, low, high } => {
            bounds("max", *max, 0, LARGEST);
            bounds("low", *low, 0, *max);
            bounds("high", *high, 0, *max);
            if low > high {
                let fault = Fault::BoundsCrossed { low: *low, high: *high };
                violations.push(Violation { path: format!("{path}.low"), fault });
            }
        }
        IndicatorKind::Tier { max, values } => {
            bounds("max", *max, 0, LARGEST);
            for (at, value) in values.iter().enumerate() {
                bounds(&format!("values[{at}]"), *value, -LARGEST, *max);
            }
            if values.is_empty() {
                violations.push(Violation { path: format!("{path}.values"), fault: Fault::NoValues });
            }
        }
        IndicatorKind::YesNo { max } => bounds("max", *max, 0, LARGEST),
        IndicatorKind::Bonus { per_event, cap } | IndicatorKind::Penalty { per_event, cap } => {
            bounds("per_event", *per_event, 0, LARGEST);
            bounds("cap", *cap, 0, LARGEST);
        }
    }
}

fn check_bounds(violations: &mut Vec<Violation>, path: String, value: i64, least: i64, most: i64) {
    if value < least || value > most {
        violations.push(Violation { path, fault: Fault::OutOfBounds { value, least, most } });
    }
}

/// Everything wrong with the entries for this sheet: in the order of the sheet, then entries for unknown codes by
/// code. Empty for entries that are complete and within bounds.
#[must_use]
pub fn check_entries(sheet: &Sheet, entries: &Entries) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut codes = BTreeSet::new();
    for indicator in indicators(sheet) {
        // The second indicator of a duplicate code is the sheet's fault, reported once, not its entry's.
        if !codes.insert(indicator.code.as_str()) {
            continue;
        }
        match entries.0.get(&indicator.code) {
            None => {
                violations.push(Violation { path: entry_path(&indicator.code), fault: Fault::MissingEntry });
            }
            Some(entry) => violations.extend(check_entry(indicator, entry)),
        }
    }
    let unknown = entries.0.keys().filter(|code| !codes.contains(code.as_str()));
    violations.extend(unknown.map(|code| Violation { path: entry_path(code), fault: Fault::UnknownCode }));
    violations
}

fn check_entry(indicator: &Indicator, entry: &Entry) -> Option<Violation> {
    let expected = indicator.form();
    let found = |key: &str, fault| {
        let path = format!("{}.{key}", entry_path(&indicator.code));
        Some(Violation { path, fault })
    };
    let outside = |value: i64, least: i64, most: i64| {
        if value < least || value > most {
            found(expected.key(), Fault::OutOfBounds { value, least, most })
        } else {
            None
        }
    };
    match (&indicator.kind, *entry) {
        (_, Entry::NotApplicable(_)) | (IndicatorKind::YesNo { .. }, Entry::Yes(_)) => None,
        (
            IndicatorKind::Deduct { .. } | IndicatorKind::Bonus { .. } | IndicatorKind::Penalty { .. },
            Entry::Events(events),
        ) => outside(events, 0, LARGEST),
        (IndicatorKind::Range { low, high, .. }, Entry::Taken(taken)) => outside(taken, *low, *high),
        (IndicatorKind::Tier { values, .. }, Entry::Value(value)) => {
            if values.contains(&value) {
                None
            } else {
                found(expected.key(), Fault::ValueNotListed(value))
            }
        }
        (
            IndicatorKind::Deduct { .. }
            | IndicatorKind::Range { .. }
            | IndicatorKind::Tier { .. }
            | IndicatorKind::YesNo { .. }
            | IndicatorKind::Bonus { .. }
            | IndicatorKind::Penalty { .. },
            Entry::Events(_) | Entry::Taken(_) | Entry::Value(_) | Entry::Yes(_),
        ) => found(entry.form().map_or("", EntryForm::key), Fault::WrongForm { expected }),
    }
}

fn entry_path(code: &str) -> String {
    format!("entries[{code:?}]")
}

fn indicators(sheet: &Sheet) -> impl Iterator<Item = &Indicator> {
    sheet.areas.iter().flat_map(|area| &area.indicators)
}

/// The area's score, or none for an area made only of bonuses and penalties. The entries are complete and checked.
fn area_score(area: &SheetArea, entries: &Entries) -> Result<Option<AreaScore>, Fault> {
    let mut score = AreaScore { id: area.id, earned: 0, max: 0, na_max: 0, score: None };
    let (mut is_scored, mut applies) = (false, false);
    for indicator in &area.indicators {
        let Some(max) = indicator.max() else { continue };
        is_scored = true;
        score.max += max;
        match entries.0.get(&indicator.code).and_then(|entry| earned(indicator, entry)) {
            Some(earned) => {
                applies = true;
                score.earned += earned;
            }
            None => score.na_max += max,
        }
    }
    if applies {
        let applicable = score.max - score.na_max;
        if applicable == 0 {
            return Err(Fault::NothingToScale);
        }
        score.score = Some(scaled(score.earned, score.max, applicable));
    }
    Ok(is_scored.then_some(score))
}

/// What a checked entry earns its indicator; none when it does not apply, or only adjusts the total.
fn earned(indicator: &Indicator, entry: &Entry) -> Option<i64> {
    match (&indicator.kind, *entry) {
        (IndicatorKind::Deduct { max, per_event, cap }, Entry::Events(events)) => {
            Some((max - taken_by(events, *per_event, *cap)).max(0))
        }
        (IndicatorKind::Range { max, .. }, Entry::Taken(taken)) => Some((max - taken).max(0)),
        (IndicatorKind::Tier { .. }, Entry::Value(value)) => Some(value.max(0)),
        (IndicatorKind::YesNo { max }, Entry::Yes(yes)) => Some(if yes { *max } else { 0 }),
        (
            IndicatorKind::Deduct { .. }
            | IndicatorKind::Range { .. }
            | IndicatorKind::Tier { .. }
            | IndicatorKind::YesNo { .. }
            | IndicatorKind::Bonus { .. }
            | IndicatorKind::Penalty { .. },
            Entry::Events(_) | Entry::Taken(_) | Entry::Value(_) | Entry::Yes(_) | Entry::NotApplicable(_),
        ) => None,
    }
}

/// What a checked entry does to the adjustment: positive for a bonus, negative for a penalty, 0 for all others and
/// for a bonus or penalty that does not apply.
fn adjustment_of(indicator: &Indicator, entry: &Entry) -> i64 {
    match (&indicator.kind, *entry) {
        (IndicatorKind::Bonus { per_event, cap }, Entry::Events(events)) => taken_by(events, *per_event, *cap),
        (IndicatorKind::Penalty { per_event, cap }, Entry::Events(events)) => -taken_by(events, *per_event, *cap),
        (
            IndicatorKind::Deduct { .. }
            | IndicatorKind::Range { .. }
            | IndicatorKind::Tier { .. }
            | IndicatorKind::YesNo { .. }
            | IndicatorKind::Bonus { .. }
            | IndicatorKind::Penalty { .. },
            Entry::Events(_) | Entry::Taken(_) | Entry::Value(_) | Entry::Yes(_) | Entry::NotApplicable(_),
        ) => 0,
    }
}

fn taken_by(events: i64, per_event: i64, cap: i64) -> i64 {
    events.saturating_mul(per_event).min(cap)
}

/// `round(value × numerator / denominator)`, half up, for numbers that are not negative and a denominator above 0.
fn scaled(value: i64, numerator: i64, denominator: i64) -> i64 {
    // In 128 bits, because an area's sums may reach the billions and their product does not fit 64.
    let (value, numerator, denominator) = (i128::from(value), i128::from(numerator), i128::from(denominator));
    let rounded = (2 * value * numerator + denominator) / (2 * denominator);
    i64::try_from(rounded).unwrap_or(i64::MAX)
}

/// What one entry earns its indicator, in 1/100 point, for a running total while the scorer still works: 0 to `max`
/// for an indicator that scores, what is added or taken for a bonus (positive) or a penalty (negative), and none for
/// an indicator that does not apply.
///
/// # Errors
///
/// What is wrong with the entry, or with the indicator itself.
pub fn indicator_score(indicator: &Indicator, entry: &Entry) -> Result<Option<i64>, Vec<Violation>> {
    let mut violations = Vec::new();
    check_kind(&mut violations, &indicator.code, &indicator.kind);
    violations.extend(check_entry(indicator, entry));
    if !violations.is_empty() {
        return Err(violations);
    }
    Ok(match (indicator.max(), entry) {
        (_, Entry::NotApplicable(_)) => None,
        (Some(_), Entry::Events(_) | Entry::Taken(_) | Entry::Value(_) | Entry::Yes(_)) => earned(indicator, entry),
        (None, Entry::Events(_) | Entry::Taken(_) | Entry::Value(_) | Entry::Yes(_)) => {
            Some(adjustment_of(indicator, entry))
        }
    })
}

/// The codes, in the order of the sheet, at which two scorers of one unit lie more than
/// [`LARGEST_UNEXPLAINED_DIFFERENCE`] apart, so that the leader must give a reason when reconciling them. What is
/// compared is what each entry earns. Where only one of them says "not applicable" a reason is always needed, for no
/// number measures that difference; an indicator that one of them has not scored, or scored wrongly, is not compared.
#[must_use]
pub fn entries_differ(one: &Entries, other: &Entries, sheet: &Sheet) -> Vec<String> {
    let score = |entries: &Entries, indicator: &Indicator| {
        entries.0.get(&indicator.code).and_then(|entry| indicator_score(indicator, entry).ok())
    };
    let far_apart = |indicator: &&Indicator| match (score(one, indicator), score(other, indicator)) {
        (Some(Some(one)), Some(Some(other))) => one.abs_diff(other) > LARGEST_UNEXPLAINED_DIFFERENCE.unsigned_abs(),
        (Some(one), Some(other)) => one != other,
        (None, _) | (_, None) => false,
    };
    indicators(sheet).filter(far_apart).map(|indicator| indicator.code.clone()).collect()
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;
