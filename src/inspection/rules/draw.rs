//! The draw of units and their assignment to inspection groups (Art. 7, 8): the algorithm `zeqing-draw-1`.
//!
//! The office commits to a secret, the roster and the groups before anybody draws; a witness then adds a text that the
//! office cannot know; both together fix the result. Neither side alone can steer it, and everybody can recompute it
//! from the record. No random generator is involved: order is the order of SHA-256 values, so that any language with
//! a hash function can check a draw.
//!
//! Text encodings, to the letter (UTF-8, no separators but those written): `seed = SHA-256(secret ‖ 0x00 ‖ witness)`;
//! key of a unit `SHA-256(seed ‖ "unit|" stratum "|" code)`; tie of a group
//! `SHA-256(seed ‖ "group|" unit "|" number)`, the number in decimal.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize, Serializer};

use crate::kernel::canonical::{EXACT_INTEGER, canonical, parse_hash, sha256, sha256_hex};

/// The name of the algorithm, part of every commitment.
pub const ALGORITHM: &str = "zeqing-draw-1";

/// What a draw starts from: eligible units, sample sizes and groups, before anything is fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The number of the inspection plan (Art. 8).
    pub plan: String,
    /// The eligible units, in any order.
    pub units: Vec<RosterUnit>,
    /// The sample size of each stratum; a stratum without one is not drawn.
    pub sizes: BTreeMap<String, SampleSize>,
    /// The inspection groups with the units that a member is recused from (Art. 14), in the order given.
    pub groups: Vec<Group>,
}

/// An eligible unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RosterUnit {
    /// The code of the unit, unique on the roster.
    pub code: String,
    /// The stratum that it is drawn in, by default its kind (Art. 5).
    pub stratum: String,
}

/// How many units of a stratum are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleSize {
    /// So many of a hundred, 0 to 100, rounded up to whole units.
    Percent(i64),
    /// So many units, at most all of the stratum.
    Count(i64),
}

/// An inspection group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The number of the group, unique in the draw.
    pub number: i64,
    /// The codes of the units that at least one member is recused from, in the order given. They need not be on the
    /// roster: a group's recusals do not depend on who is eligible.
    pub recused_units: Vec<String>,
}

/// What is published before the draw, through its hash: everything but the secret and the witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commitment {
    /// Always [`ALGORITHM`].
    pub algorithm: String,
    /// The number of the inspection plan.
    pub plan: String,
    /// `[code, stratum]` of every eligible unit, ascending by the bytes of the code.
    pub roster: Vec<(String, String)>,
    /// The number of units to draw in each stratum that has a size.
    pub sizes: BTreeMap<String, i64>,
    /// The groups, as given.
    pub groups: Vec<Group>,
    /// SHA-256 of the secret's 32 bytes, lower-case hexadecimal.
    pub secret_sha256: String,
}

impl Commitment {
    /// The published hash: SHA-256 over the canonical JSON of this value, lower-case hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        // Texts, integers and maps with text keys always have a JSON form; no input can take the other branch. A
        // hash of nothing would match no record, so even then no draw could pass for valid.
        sha256_hex(canonical(self).unwrap_or_default().as_bytes())
    }
}

/// The published record of a draw, from which everybody can recompute it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRecord {
    /// Always [`ALGORITHM`].
    pub algorithm: String,
    /// The number of the inspection plan.
    pub plan: String,
    /// `[code, stratum]` of every eligible unit, ascending by the bytes of the code.
    pub roster: Vec<(String, String)>,
    /// The number of units to draw in each stratum that has a size.
    pub sizes: BTreeMap<String, i64>,
    /// The groups, as given.
    pub groups: Vec<Group>,
    /// The secret's 32 bytes, lower-case hexadecimal.
    pub secret: String,
    /// SHA-256 of the secret's bytes, lower-case hexadecimal.
    pub secret_sha256: String,
    /// The hash published before the draw, lower-case hexadecimal.
    pub commitment: String,
    /// What the witness said, exactly as entered.
    pub witness: String,
    /// What secret and witness make together, lower-case hexadecimal.
    pub seed: String,
    /// The units drawn in each stratum that has a size, ascending by key.
    pub drawn: BTreeMap<String, Vec<String>>,
    /// The units not drawn in each such stratum, in the order in which they step in.
    pub substitutes: BTreeMap<String, Vec<String>>,
    /// Which group takes which unit, over all strata together, ascending by key.
    pub assignment: Vec<Assignment>,
    /// Drawn units that no group may check, ascending by key: the office forms another group or assigns by hand.
    pub unassigned: Vec<String>,
}

/// One drawn unit and the group that takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The code of the unit.
    pub unit: String,
    /// The number of the group.
    pub group: i64,
}

/// One thing wrong with a roster, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct Violation {
    /// The place, such as `units[3].code` or `sizes["district"].count`.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a roster.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The same unit twice.
    #[error("the unit {0:?} is listed twice")]
    DuplicateUnit(String),
    /// The same group number twice.
    #[error("group {0} is listed twice")]
    DuplicateGroup(i64),
    /// A code without a visible character.
    #[error("the code is empty")]
    EmptyCode,
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
    /// More units wanted than the stratum has.
    #[error("{count} units cannot be drawn from {units}")]
    CountAboveStratum {
        /// The number wanted.
        count: i64,
        /// The number of units in the stratum.
        units: i64,
    },
}

/// Freezes the roster and hides the secret: what the office publishes, through [`Commitment::hash`], before the draw.
///
/// # Errors
///
/// Everything wrong with the roster: units, then sizes by stratum, then groups.
pub fn commit(roster: &Roster, secret: &[u8; 32]) -> Result<Commitment, Vec<Violation>> {
    let mut violations = check_units(&roster.units);
    let mut strata: BTreeMap<&str, i64> = BTreeMap::new();
    for unit in &roster.units {
        *strata.entry(&unit.stratum).or_default() += 1;
    }
    let mut sizes = BTreeMap::new();
    for (stratum, size) in &roster.sizes {
        let units = strata.get(stratum.as_str()).copied().unwrap_or(0);
        match resolve(stratum, *size, units) {
            Ok(count) => {
                sizes.insert(stratum.clone(), count);
            }
            Err(violation) => violations.push(violation),
        }
    }
    violations.extend(check_groups(&roster.groups));
    if !violations.is_empty() {
        return Err(violations);
    }
    let mut frozen: Vec<(String, String)> =
        roster.units.iter().map(|unit| (unit.code.clone(), unit.stratum.clone())).collect();
    frozen.sort();
    Ok(Commitment {
        algorithm: ALGORITHM.to_owned(),
        plan: roster.plan.clone(),
        roster: frozen,
        sizes,
        groups: roster.groups.clone(),
        secret_sha256: sha256_hex(secret),
    })
}

fn check_units(units: &[RosterUnit]) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut codes = BTreeSet::new();
    for (at, unit) in units.iter().enumerate() {
        let mut blame = |fault| violations.push(Violation { path: format!("units[{at}].code"), fault });
        if unit.code.trim().is_empty() {
            blame(Fault::EmptyCode);
        }
        if !codes.insert(unit.code.as_str()) {
            blame(Fault::DuplicateUnit(unit.code.clone()));
        }
    }
    violations
}

fn check_groups(groups: &[Group]) -> Vec<Violation> {
    let mut violations = Vec::new();
    let mut numbers = BTreeSet::new();
    for (at, group) in groups.iter().enumerate() {
        let value = group.number;
        let mut blame = |fault| violations.push(Violation { path: format!("groups[{at}].number"), fault });
        if !(0..=EXACT_INTEGER).contains(&value) {
            blame(Fault::OutOfBounds { value, least: 0, most: EXACT_INTEGER });
        }
        if !numbers.insert(value) {
            blame(Fault::DuplicateGroup(value));
        }
    }
    violations
}

/// The number of units to draw from a stratum of `units`.
fn resolve(stratum: &str, size: SampleSize, units: i64) -> Result<i64, Violation> {
    let blame = |key: &str, fault| Violation { path: format!("sizes[{stratum:?}].{key}"), fault };
    match size {
        SampleSize::Percent(value) if !(0..=100).contains(&value) => {
            Err(blame("percent", Fault::OutOfBounds { value, least: 0, most: 100 }))
        }
        SampleSize::Percent(percent) => {
            let hundredfold = units.saturating_mul(percent);
            Ok(hundredfold / 100 + i64::from(hundredfold % 100 > 0))
        }
        SampleSize::Count(value) if value < 0 => {
            Err(blame("count", Fault::OutOfBounds { value, least: 0, most: units }))
        }
        SampleSize::Count(count) if count > units => Err(blame("count", Fault::CountAboveStratum { count, units })),
        SampleSize::Count(count) => Ok(count),
    }
}

/// Runs the draw.
///
/// # Errors
///
/// As [`commit`].
pub fn run(roster: &Roster, secret: [u8; 32], witness: &str) -> Result<DrawRecord, Vec<Violation>> {
    let commitment = commit(roster, &secret)?;
    let hash = commitment.hash();
    let seed = seed(&secret, witness);
    let outcome = outcome(&commitment.roster, &commitment.sizes, &commitment.groups, &seed);
    let Commitment { algorithm, plan, roster, sizes, groups, secret_sha256 } = commitment;
    let Outcome { drawn, substitutes, assignment, unassigned } = outcome;
    Ok(DrawRecord {
        algorithm,
        plan,
        roster,
        sizes,
        groups,
        secret: hex::encode(secret),
        secret_sha256,
        commitment: hash,
        witness: witness.to_owned(),
        seed: hex::encode(seed),
        drawn,
        substitutes,
        assignment,
        unassigned,
    })
}

/// What secret and witness make together.
fn seed(secret: &[u8; 32], witness: &str) -> [u8; 32] {
    let mut bytes = secret.to_vec();
    bytes.push(0);
    bytes.extend_from_slice(witness.as_bytes());
    sha256(&bytes)
}

fn keyed(seed: &[u8; 32], text: &str) -> [u8; 32] {
    let mut bytes = seed.to_vec();
    bytes.extend_from_slice(text.as_bytes());
    sha256(&bytes)
}

/// What follows from the frozen roster and the seed.
#[derive(PartialEq, Eq)]
struct Outcome {
    drawn: BTreeMap<String, Vec<String>>,
    substitutes: BTreeMap<String, Vec<String>>,
    assignment: Vec<Assignment>,
    unassigned: Vec<String>,
}

fn outcome(roster: &[(String, String)], sizes: &BTreeMap<String, i64>, groups: &[Group], seed: &[u8; 32]) -> Outcome {
    // Ascending by key; the code decides between equal keys, which only two units of one text could have.
    let mut keys: Vec<([u8; 32], &str, &str)> = roster
        .iter()
        .filter(|(_, stratum)| sizes.contains_key(stratum))
        .map(|(code, stratum)| (keyed(seed, &format!("unit|{stratum}|{code}")), code.as_str(), stratum.as_str()))
        .collect();
    keys.sort_unstable();
    // Strata of size 0, or without units, are listed with nothing drawn.
    let mut drawn: BTreeMap<String, Vec<String>> = sizes.keys().map(|name| (name.clone(), Vec::new())).collect();
    let mut substitutes = drawn.clone();
    let mut order = Vec::new();
    for (_, code, stratum) in keys {
        let wanted = sizes.get(stratum).map_or(0, |size| usize::try_from(*size).unwrap_or(0));
        let taken = drawn.entry(stratum.to_owned()).or_default();
        if taken.len() < wanted {
            taken.push(code.to_owned());
            order.push(code);
        } else {
            substitutes.entry(stratum.to_owned()).or_default().push(code.to_owned());
        }
    }
    let (assignment, unassigned) = assign(&order, groups, seed);
    Outcome { drawn, substitutes, assignment, unassigned }
}

/// Gives each drawn unit, in order of key, to the least busy of the groups that may check it.
fn assign(order: &[&str], groups: &[Group], seed: &[u8; 32]) -> (Vec<Assignment>, Vec<String>) {
    let recused: Vec<BTreeSet<&str>> =
        groups.iter().map(|group| group.recused_units.iter().map(String::as_str).collect()).collect();
    let mut busy = vec![0u64; groups.len()];
    let mut assignment = Vec::new();
    let mut unassigned = Vec::new();
    for unit in order {
        let eligible = groups.iter().zip(&recused).zip(&mut busy).filter(|((_, recused), _)| !recused.contains(unit));
        let chosen = eligible.min_by_key(|((group, _), busy)| {
            (**busy, keyed(seed, &format!("group|{unit}|{}", group.number)), group.number)
        });
        match chosen {
            Some(((group, _), busy)) => {
                *busy += 1;
                assignment.push(Assignment { unit: (*unit).to_owned(), group: group.number });
            }
            None => unassigned.push((*unit).to_owned()),
        }
    }
    (assignment, unassigned)
}

/// Whether a record holds, and if not, everything that does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Whether the record is what the algorithm gives.
    pub valid: bool,
    /// What does not hold, in the order of the record; empty exactly when valid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
}

/// Something in a record that does not hold. The exchange format writes it as the English sentence below; the words of
/// the pages are in the translations.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Another algorithm, which this program cannot check.
    #[error("algorithm: {0:?} is not {ALGORITHM}")]
    Algorithm(String),
    /// The roster is not ascending by code.
    #[error("roster[{0}]: the roster is not sorted by code")]
    RosterOrder(usize),
    /// A unit stands on the roster twice.
    #[error("roster[{0}]: the unit is listed twice")]
    DuplicateUnit(usize),
    /// More units to draw than the stratum has, or fewer than none.
    #[error("sizes[{stratum:?}]: {size} units cannot be drawn from {units}")]
    Size {
        /// The stratum.
        stratum: String,
        /// The number recorded.
        size: i64,
        /// The number of units in the stratum.
        units: usize,
    },
    /// A group number that is negative, too large, or stands twice.
    #[error("groups[{0}].number: the number is out of bounds or listed twice")]
    GroupNumber(usize),
    /// The secret is not 64 lower-case hexadecimal digits.
    #[error("secret: not 64 lower-case hexadecimal digits")]
    SecretForm,
    /// The hash of the secret is another.
    #[error("secret_sha256: not the hash of the secret")]
    SecretHash,
    /// The commitment is another: roster, sizes, groups or secret were changed after it was published.
    #[error("commitment: not the hash of what the record shows")]
    Commitment,
    /// The seed does not follow from secret and witness.
    #[error("seed: does not follow from secret and witness")]
    Seed,
    /// Other units were drawn.
    #[error("drawn: not the units that the seed gives")]
    Drawn,
    /// Other substitutes, or in another order.
    #[error("substitutes: not the units that the seed gives, in order")]
    Substitutes,
    /// Other groups took the units.
    #[error("assignment: not the groups that the seed gives")]
    Assignment,
    /// Other units were left without a group.
    #[error("unassigned: not the units that no group may check")]
    Unassigned,
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Recomputes a draw from its record.
///
/// It cannot see whether a percentage was resolved to the recorded size, for the record holds only the size; that size
/// is part of the published commitment.
#[must_use]
pub fn verify(record: &DrawRecord) -> Verdict {
    let mut reasons = Vec::new();
    if record.algorithm != ALGORITHM {
        reasons.push(Reason::Algorithm(record.algorithm.clone()));
    }
    reasons.extend(verify_roster(&record.roster));
    let mut strata: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, stratum) in &record.roster {
        *strata.entry(stratum).or_default() += 1;
    }
    for (stratum, size) in &record.sizes {
        let units = strata.get(stratum.as_str()).copied().unwrap_or(0);
        if !usize::try_from(*size).is_ok_and(|size| size <= units) {
            reasons.push(Reason::Size { stratum: stratum.clone(), size: *size, units });
        }
    }
    let mut numbers = BTreeSet::new();
    for (at, group) in record.groups.iter().enumerate() {
        if !numbers.insert(group.number) || !(0..=EXACT_INTEGER).contains(&group.number) {
            reasons.push(Reason::GroupNumber(at));
        }
    }
    reasons.extend(verify_hashes(record));
    Verdict { valid: reasons.is_empty(), reasons }
}

fn verify_roster(roster: &[(String, String)]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut codes = BTreeSet::new();
    let mut sorted = true;
    let mut before: Option<&str> = None;
    for (at, (code, _)) in roster.iter().enumerate() {
        if !codes.insert(code.as_str()) {
            reasons.push(Reason::DuplicateUnit(at));
        }
        // Only the first place is named: after it, every order is as good as another.
        if sorted && before.is_some_and(|before| before > code.as_str()) {
            reasons.push(Reason::RosterOrder(at));
            sorted = false;
        }
        before = Some(code);
    }
    reasons
}

fn verify_hashes(record: &DrawRecord) -> Vec<Reason> {
    let Some(secret) = parse_hash(&record.secret) else {
        // Without the secret nothing further can be recomputed.
        return vec![Reason::SecretForm];
    };
    let commitment = Commitment {
        algorithm: record.algorithm.clone(),
        plan: record.plan.clone(),
        roster: record.roster.clone(),
        sizes: record.sizes.clone(),
        groups: record.groups.clone(),
        secret_sha256: record.secret_sha256.clone(),
    };
    let seed = seed(&secret, &record.witness);
    let expected = outcome(&record.roster, &record.sizes, &record.groups, &seed);
    let checks = [
        (record.secret_sha256 == sha256_hex(&secret), Reason::SecretHash),
        (record.commitment == commitment.hash(), Reason::Commitment),
        (record.seed == hex::encode(seed), Reason::Seed),
        (record.drawn == expected.drawn, Reason::Drawn),
        (record.substitutes == expected.substitutes, Reason::Substitutes),
        (record.assignment == expected.assignment, Reason::Assignment),
        (record.unassigned == expected.unassigned, Reason::Unassigned),
    ];
    checks.into_iter().filter(|(holds, _)| !holds).map(|(_, reason)| reason).collect()
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;
