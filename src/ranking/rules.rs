//! The comprehensive ranking (Art. 12): components, weights, ranks and grades.
//!
//! Scores are integers of 1/100 point, weights are basis points. Rounding is half up and happens once for each
//! component and once for each total. A unit that lacks a required component is listed apart, never counted as zero,
//! and a unit with a proven falsification (Art. 15) stands behind all others whatever its total.
//!
//! [`Inputs`], [`Rule`] and [`RankingResult`] are the exchange format itself; together they make the fingerprint by
//! which anybody can check a published ranking (`zeqing ranking compute`). Every rule that gives each total one grade is
//! computed; the rule that a district edits obeys more than that, which `ranking::round` checks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
pub use given::{GivenInputs, compute_given};
use serde::{Deserialize, Serialize};

use crate::kernel::canonical::{EXACT_INTEGER, fingerprint};

/// Inputs as another program writes them.
mod given;

/// The highest score of a component and of a total: 100 points.
pub const FULL: i64 = 10_000;

/// The grade of a unit with a proven falsification (Art. 15), whatever the rule calls its other grades: 不合格.
pub const FALSIFIED_GRADE: &str = "fail";

/// A public rating counts only when at least so many people gave one.
pub const FEWEST_RATINGS: u64 = 10;

/// What is ranked: the units of one season with their components.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// The season, such as `2026`.
    pub season: String,
    /// The units, in any order.
    pub units: Vec<UnitInput>,
}

/// One unit's components, each 0 to [`FULL`] in 1/100 point, or absent (`null`; only [`GivenInputs`] may leave a key out).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitInput {
    /// The code of the unit, unique among the inputs.
    pub code: String,
    /// The kind of the unit (Art. 5), within which it is ranked too.
    pub kind: String,
    /// The locked total of the inspection, at most [`FULL`].
    #[serde(deserialize_with = "Option::deserialize")]
    pub inspection: Option<i64>,
    /// Punctuality and honesty of the self-check.
    #[serde(deserialize_with = "Option::deserialize")]
    pub self_check: Option<i64>,
    /// How findings were put right in time.
    #[serde(deserialize_with = "Option::deserialize")]
    pub rectification: Option<i64>,
    /// What the public thinks.
    #[serde(deserialize_with = "Option::deserialize")]
    pub public: Option<i64>,
    /// Whether a falsification is proven (Art. 15).
    pub falsified: bool,
}

impl UnitInput {
    /// The score of one component.
    #[must_use]
    pub fn component(&self, component: Component) -> Option<i64> {
        match component {
            Component::Inspection => self.inspection,
            Component::SelfCheck => self.self_check,
            Component::Rectification => self.rectification,
            Component::Public => self.public,
        }
    }
}

/// A component of the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// The inspection.
    Inspection,
    /// The self-check.
    SelfCheck,
    /// The rectification.
    Rectification,
    /// The public ratings.
    Public,
}

impl Component {
    /// All components, in the order in which weights are given.
    pub const ALL: [Self; 4] = [Self::Inspection, Self::SelfCheck, Self::Rectification, Self::Public];

    /// The key that the component has in the exchange format.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Inspection => "inspection",
            Self::SelfCheck => "self_check",
            Self::Rectification => "rectification",
            Self::Public => "public",
        }
    }
}

/// How the units are ranked: a version of the district's own rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The version of the rule.
    pub version: i64,
    /// What each component weighs.
    pub weights: Weights,
    /// The components without which a unit is not ranked.
    pub required: Vec<Component>,
    /// The grades in any order, no two beginning at the same total. A total has the highest one that it reaches.
    pub grades: Vec<GradeBound>,
}

impl Default for Rule {
    /// The default that a district may edit, since the regulation sets no weights: 60, 15, 15 and 10 percent.
    fn default() -> Self {
        let grade = |from, grade: &str| GradeBound { from, grade: grade.to_owned() };
        Self {
            version: 1,
            weights: Weights { inspection: 6000, self_check: 1500, rectification: 1500, public: 1000 },
            required: vec![Component::Inspection],
            grades: vec![grade(9000, "excellent"), grade(8000, "good"), grade(6000, "pass"), grade(0, "fail")],
        }
    }
}

impl Rule {
    /// The grade in which a score lies by its height alone: the highest that it reaches.
    #[must_use]
    pub fn grade_at(&self, score: i64) -> Option<&GradeBound> {
        self.grades.iter().filter(|bound| score >= bound.from).max_by_key(|bound| bound.from)
    }
}

/// The weights in basis points, each 0 to 10000, together exactly 10000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of the inspection.
    pub inspection: i64,
    /// Of the self-check.
    pub self_check: i64,
    /// Of the rectification.
    pub rectification: i64,
    /// Of the public ratings.
    pub public: i64,
}

impl Weights {
    /// The weight of one component.
    #[must_use]
    pub fn of(&self, component: Component) -> i64 {
        match component {
            Component::Inspection => self.inspection,
            Component::SelfCheck => self.self_check,
            Component::Rectification => self.rectification,
            Component::Public => self.public,
        }
    }
}

/// Where a grade begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeBound {
    /// The lowest total that has the grade, in 1/100 point.
    pub from: i64,
    /// The code of the grade, such as `excellent`.
    pub grade: String,
}

/// A ranking, with the fingerprint over what went in and what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankingResult {
    /// The ranked units by rank, then by the bytes of the code.
    pub results: Vec<Ranked>,
    /// The units not ranked, by the bytes of the code.
    pub not_ranked: Vec<NotRanked>,
    /// SHA-256 over the canonical JSON of `{inputs, rule, results, not_ranked}`, lower-case hexadecimal.
    pub fingerprint: String,
}

/// A unit's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranked {
    /// The code of the unit.
    pub code: String,
    /// Its kind.
    pub kind: String,
    /// Its total, 0 to [`FULL`], in 1/100 point.
    pub total: i64,
    /// Its place among all, from 1; equal totals share a place (1, 2, 2, 4).
    pub rank: i64,
    /// Its place within its kind, counted alike.
    pub rank_in_kind: i64,
    /// The code of its grade.
    pub grade: String,
}

/// A unit that is listed apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotRanked {
    /// The code of the unit.
    pub code: String,
    /// The required components that it lacks, in the order of the rule; none when all it has weighs nothing.
    pub missing: Vec<Component>,
}

/// One thing wrong with inputs or rule, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct Violation {
    /// The place, such as `units[3].inspection` in the inputs or `grades[1].from` in the rule.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with inputs or rule.
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
    /// A code without a visible character.
    #[error("the code is empty")]
    EmptyCode,
    /// The same unit twice.
    #[error("the unit {0:?} is listed twice")]
    DuplicateUnit(String),
    /// Weights that do not sum to 10000.
    #[error("the weights sum to {0}, not to 10000")]
    WeightSum(i64),
    /// The same required component twice.
    #[error("`{}` is listed twice", .0.key())]
    DuplicateRequired(Component),
    /// A second grade that begins at the same total, so that nobody knows which of them it has.
    #[error("another grade begins at {0} too")]
    DuplicateGrade(i64),
    /// A total that has no grade: the rule says nothing of it.
    #[error("no grade begins at or below the total {total} of the unit {code:?}")]
    NoGrade {
        /// The lowest total without a grade.
        total: i64,
        /// The unit that has it.
        code: String,
    },
    /// The value has no canonical JSON; cannot happen to what was read from JSON.
    #[error("no canonical form: {0}")]
    NotCanonical(String),
}

/// Ranks the units.
///
/// # Errors
///
/// Everything wrong with the inputs, in their order, then everything wrong with the rule; and where nothing is, the
/// lowest total if the rule has no grade for it.
pub fn compute(inputs: &Inputs, rule: &Rule) -> Result<RankingResult, Vec<Violation>> {
    ranked_as(inputs, inputs, rule)
}

/// As [`compute`], with a fingerprint over the inputs as they were given.
fn ranked_as<I: Serialize>(given: &I, inputs: &Inputs, rule: &Rule) -> Result<RankingResult, Vec<Violation>> {
    let violations = check(inputs, rule);
    if !violations.is_empty() {
        return Err(violations);
    }
    let (standings, not_ranked) = standings(inputs, rule);
    if let Some(lowest) = standings.iter().rfind(|standing| !standing.unit.falsified)
        && rule.grade_at(lowest.total).is_none()
    {
        let fault = Fault::NoGrade { total: lowest.total, code: lowest.unit.code.clone() };
        return Err(vec![Violation { path: "grades".to_owned(), fault }]);
    }
    let ranks = places(standings.iter().copied());
    let mut by_kind: BTreeMap<&str, Vec<Standing<'_>>> = BTreeMap::new();
    for standing in &standings {
        by_kind.entry(&standing.unit.kind).or_default().push(*standing);
    }
    let in_kind: BTreeMap<&str, i64> = by_kind
        .into_values()
        .flat_map(|of_kind| {
            let ranks = places(of_kind.iter().copied());
            of_kind.into_iter().map(|standing| standing.unit.code.as_str()).zip(ranks).collect::<Vec<_>>()
        })
        .collect();
    let results = standings.iter().zip(ranks).map(|(standing, rank)| Ranked {
        code: standing.unit.code.clone(),
        kind: standing.unit.kind.clone(),
        total: standing.total,
        rank,
        rank_in_kind: in_kind.get(standing.unit.code.as_str()).copied().unwrap_or(rank),
        grade: grade_of(standing, rule),
    });
    let results: Vec<Ranked> = results.collect();
    let fingerprint =
        fingerprint(&Fingerprinted { inputs: given, rule, results: &results, not_ranked: &not_ranked })
            .map_err(|error| vec![Violation { path: String::new(), fault: Fault::NotCanonical(error.to_string()) }])?;
    Ok(RankingResult { results, not_ranked, fingerprint })
}

/// Exactly what the fingerprint covers.
#[derive(Serialize)]
struct Fingerprinted<'a, I> {
    inputs: &'a I,
    rule: &'a Rule,
    results: &'a [Ranked],
    not_ranked: &'a [NotRanked],
}

/// A unit that is ranked, with its total.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'a> {
    pub(super) unit: &'a UnitInput,
    pub(super) total: i64,
}

impl Standing<'_> {
    /// Units of the same group share a place; groups are ascending from the first place.
    fn group(&self) -> (bool, std::cmp::Reverse<i64>) {
        (self.unit.falsified, std::cmp::Reverse(self.total))
    }
}

/// The ranked units from the first place to the last, equal ones by code, and the units not ranked, by code.
pub(super) fn standings<'a>(inputs: &'a Inputs, rule: &Rule) -> (Vec<Standing<'a>>, Vec<NotRanked>) {
    let mut ranked = Vec::new();
    let mut not_ranked = Vec::new();
    for unit in &inputs.units {
        let lacks = |component: &Component| unit.component(*component).is_none();
        let missing: Vec<Component> = rule.required.iter().copied().filter(lacks).collect();
        match weighted_total(unit, &rule.weights) {
            Some(total) if missing.is_empty() => ranked.push(Standing { unit, total }),
            Some(_) | None => not_ranked.push(NotRanked { code: unit.code.clone(), missing }),
        }
    }
    sort(&mut ranked);
    not_ranked.sort_by(|one, other| one.code.cmp(&other.code));
    (ranked, not_ranked)
}

/// From the first place to the last, equal ones by the bytes of the code.
pub(super) fn sort(standings: &mut [Standing<'_>]) {
    standings.sort_by(|one, other| one.group().cmp(&other.group()).then_with(|| one.unit.code.cmp(&other.unit.code)));
}

/// The places of standings that are already sorted: standard competition ranking. Falsified units come after all
/// others and their places go on counting.
pub(super) fn places<'a>(sorted: impl Iterator<Item = Standing<'a>>) -> Vec<i64> {
    let mut places = Vec::new();
    let mut before = None;
    let mut place = 0;
    for (standing, position) in sorted.zip(1i64..) {
        if before != Some(standing.group()) {
            place = position;
        }
        before = Some(standing.group());
        places.push(place);
    }
    places
}

/// `round(Σ w·s / Σ w)` over the components present, half up; none when what is present weighs nothing.
pub(super) fn weighted_total(unit: &UnitInput, weights: &Weights) -> Option<i64> {
    let present =
        Component::ALL.into_iter().filter_map(|component| Some((weights.of(component), unit.component(component)?)));
    // Checked inputs keep both sums below 4 × 10000 × 10500.
    let (weight, sum) = present.fold((0, 0), |sums, (weight, score)| (sums.0 + weight, sums.1 + weight * score));
    rounded(sum, weight)
}

/// `numerator / denominator`, half up, for numbers that are not negative; none for a denominator of 0.
pub(super) fn rounded(numerator: i64, denominator: i64) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
    i64::try_from((2 * numerator + denominator) / (2 * denominator)).ok()
}

fn grade_of(standing: &Standing<'_>, rule: &Rule) -> String {
    if standing.unit.falsified {
        return FALSIFIED_GRADE.to_owned();
    }
    // The lowest total has a grade, so every other has one too.
    rule.grade_at(standing.total).map_or_else(String::new, |grade| grade.grade.clone())
}

/// Everything wrong with inputs and rule; empty when they can be computed.
pub(super) fn check(inputs: &Inputs, rule: &Rule) -> Vec<Violation> {
    let mut violations = check_inputs(inputs);
    violations.extend(check_rule(rule));
    violations
}

/// Everything wrong with the inputs by themselves, in their order; empty for inputs that can be ranked.
#[must_use]
pub fn check_inputs(inputs: &Inputs) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut codes = BTreeSet::new();
    for (at, unit) in inputs.units.iter().enumerate() {
        let mut blame = |field: &str, fault| violations.push(Violation { path: format!("units[{at}].{field}"), fault });
        if unit.code.trim().is_empty() {
            blame("code", Fault::EmptyCode);
        }
        if !codes.insert(unit.code.as_str()) {
            blame("code", Fault::DuplicateUnit(unit.code.clone()));
        }
        for component in Component::ALL {
            let outside = unit.component(component).filter(|score| !(0..=FULL).contains(score));
            if let Some(value) = outside {
                blame(component.key(), Fault::OutOfBounds { value, least: 0, most: FULL });
            }
        }
    }
    violations
}

/// Everything wrong with a rule by itself, in its order; empty for a rule that can be used.
#[must_use]
pub fn check_rule(rule: &Rule) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut blame = |path: String, fault| violations.push(Violation { path, fault });
    if !(0..=EXACT_INTEGER).contains(&rule.version) {
        blame("version".to_owned(), Fault::OutOfBounds { value: rule.version, least: 0, most: EXACT_INTEGER });
    }
    let mut sum = 0i64;
    for component in Component::ALL {
        let value = rule.weights.of(component);
        sum = sum.saturating_add(value);
        if !(0..=10_000).contains(&value) {
            blame(format!("weights.{}", component.key()), Fault::OutOfBounds { value, least: 0, most: 10_000 });
        }
    }
    if sum != 10_000 {
        blame("weights".to_owned(), Fault::WeightSum(sum));
    }
    for (at, component) in rule.required.iter().enumerate() {
        if rule.required[..at].contains(component) {
            blame(format!("required[{at}]"), Fault::DuplicateRequired(*component));
        }
    }
    for (at, GradeBound { from, .. }) in rule.grades.iter().enumerate() {
        let path = format!("grades[{at}].from");
        let (least, most) = (-EXACT_INTEGER, EXACT_INTEGER);
        if !(least..=most).contains(from) {
            blame(path.clone(), Fault::OutOfBounds { value: *from, least, most });
        }
        if rule.grades[..at].iter().any(|other| other.from == *from) {
            blame(path, Fault::DuplicateGrade(*from));
        }
    }
    violations
}

/// The inspection's component: the locked total, at most [`FULL`], for a bonus may lift a total above it.
#[must_use]
pub fn inspection_component(locked_total: i64) -> i64 {
    locked_total.clamp(0, FULL)
}

/// What a unit handed in for its self-check round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SelfCheckFacts {
    /// Working days between the round's due date and the submission; an early one counts as 0.
    pub working_days_late: i64,
    /// How often the submission was returned for correction.
    pub returns: i64,
    /// The score that the unit gave itself, in 1/100 point.
    pub self_score: i64,
}

/// The self-check's component, 0 to [`FULL`]: full marks less at most 20 points for lateness (2 a working day), 20 for
/// returns (5 each), and 30 for a self score more than 5 points above the inspected one (`inspected`, the locked total
/// as it stands; Art. 15). Without an inspection nothing is taken for the score; without a submission it is 0.
#[must_use]
pub fn self_check_component(submission: Option<SelfCheckFacts>, inspected: Option<i64>) -> i64 {
    let Some(facts) = submission else { return 0 };
    let late = facts.working_days_late.max(0).saturating_mul(200).min(2000);
    let returned = facts.returns.max(0).saturating_mul(500).min(2000);
    let inflated =
        inspected.map_or(0, |inspected| facts.self_score.saturating_sub(inspected).saturating_sub(500).clamp(0, 3000));
    FULL - late - returned - inflated
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// 轻微, weighs 1.
    Minor,
    /// 一般, weighs 2.
    General,
    /// 严重, weighs 4.
    Serious,
}

impl Severity {
    /// What a finding of this severity weighs in the mean.
    #[must_use]
    pub fn weight(self) -> i64 {
        match self {
            Self::Minor => 1,
            Self::General => 2,
            Self::Serious => 4,
        }
    }
}

/// What became of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RectificationOutcome {
    /// Closed on or before its due date: 10000.
    ClosedOnTime,
    /// Closed after it: 6000.
    ClosedLate,
    /// Open and overdue: 0.
    OpenOverdue,
}

impl RectificationOutcome {
    /// What the outcome scores, in 1/100 point.
    #[must_use]
    pub fn score(self) -> i64 {
        match self {
            Self::ClosedOnTime => FULL,
            Self::ClosedLate => 6000,
            Self::OpenOverdue => 0,
        }
    }
}

/// What became of a finding as of today, or none when it does not count: neither due nor closed in the period (both
/// ends belong to it), or still open with its due date not yet past.
#[must_use]
pub fn rectification_outcome(
    due: NaiveDate,
    closed: Option<NaiveDate>,
    period: (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Option<RectificationOutcome> {
    let in_period = |date: NaiveDate| period.0 <= date && date <= period.1;
    if !in_period(due) && !closed.is_some_and(in_period) {
        return None;
    }
    match closed {
        Some(closed) if closed <= due => Some(RectificationOutcome::ClosedOnTime),
        Some(_) => Some(RectificationOutcome::ClosedLate),
        None if due < today => Some(RectificationOutcome::OpenOverdue),
        None => None,
    }
}

/// The rectification's component, 0 to [`FULL`]: the mean of what became of the findings, weighted by severity; none
/// without findings.
#[must_use]
pub fn rectification_component(findings: &[(Severity, RectificationOutcome)]) -> Option<i64> {
    let (sum, weight) = findings.iter().fold((0i64, 0i64), |(sum, weight), (severity, outcome)| {
        (sum + severity.weight() * outcome.score(), weight + severity.weight())
    });
    rounded(sum, weight)
}

/// The public's component, 0 to [`FULL`]: the mean of ratings 1 to 5, mapped to 0, 2500, 5000, 7500 and 10000. `counts`
/// holds how many people gave 1, 2, 3, 4 and 5. None under [`FEWEST_RATINGS`] ratings, which would say more about the
/// raters than about the unit.
#[must_use]
pub fn public_component(counts: [u64; 5]) -> Option<i64> {
    let ratings: i128 = counts.iter().map(|count| i128::from(*count)).sum();
    if ratings < i128::from(FEWEST_RATINGS) {
        return None;
    }
    let sum: i128 = counts.iter().zip(0..).map(|(count, step)| i128::from(*count) * 2500 * step).sum();
    i64::try_from((2 * sum + ratings) / (2 * ratings)).ok()
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;
