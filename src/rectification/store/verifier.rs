//! Another verifier for an entry of whose group nobody is left who may verify (Art. 14).

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;

use super::{
    super::{
        model::{Entry, EntryState, Step, Verifier},
        rules::{self, Command},
    },
    bounds::FIRST,
    changing, record,
};
use crate::{
    error::AppError,
    evidence::{model::Evidence, store as files},
    inspection::{
        model::RosterInspector,
        plan::rules::recused::first_reason,
        roster::{self, rules::unit_names, store::Grounds},
        rules::recusal::{FormerUnitRule, UnitNames},
    },
    journal::chain::chain_day,
    kernel::{
        actor::Actor,
        fault::Fault,
        ids::{EntryId, InspectorId, UnitCode},
        text::{Note, Title},
    },
    store::{self, Failure, Store},
    working_day::store::calendar,
};

/// So many entries of which nobody is left are read at a time.
const AT_A_TIME: usize = 1000;

/// Who checks one unit in a season checks it in all its entries: of groups there are far fewer than of entries.
const GROUPS: &str = "SELECT unit, inspectors FROM ledger_entry WITH INDEX ledger_entry_state_due WHERE state = $state
    GROUP BY unit, inspectors ORDER BY unit, inspectors LIMIT 50000";

const OF_STATE: &str = "SELECT entry, title, unit, unit_name, inspectors, due, by_due FROM ledger_entry
    WITH INDEX ledger_entry_state_due WHERE state = $state AND by_due > $after AND unit INSIDE $units
    ORDER BY by_due LIMIT $limit";

/// The inspectors for whom entries of a unit wait.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Group {
    unit: UnitCode,
    inspectors: Vec<InspectorId>,
}

/// An entry that waits for its group, of which nobody is left who may verify.
#[derive(Debug, Clone, Deserialize)]
pub struct Unverified {
    /// The entry.
    pub entry: EntryId,
    /// The problem.
    pub title: Title,
    /// The unit's name.
    pub unit_name: Title,
    /// The last day in time.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    unit: UnitCode,
    inspectors: Vec<InspectorId>,
    by_due: String,
}

/// What it is worked out from on a day who may not check a unit.
struct Recusal {
    names: UnitNames,
    rule: FormerUnitRule,
    today: NaiveDate,
}

impl Recusal {
    async fn read(store: &Store, today: NaiveDate) -> Result<Self, Failure> {
        let Grounds { units, former, rule } = Grounds::read(store).await?;
        Ok(Self { names: unit_names(&units, &former), rule, today })
    }

    fn holds(&self, one: &RosterInspector, unit: &UnitCode) -> bool {
        first_reason(one, unit, &self.names, self.rule, self.today).is_some()
    }
}

/// That another verifier can be appointed.
#[derive(Debug, Clone)]
pub struct Vacancy {
    /// Who, by number.
    pub people: Vec<RosterInspector>,
    /// Whether nobody is left who may verify; else whoever was appointed before is replaced.
    pub is_open: bool,
}

/// Who may verify the entry in the place of its group, or of whoever was appointed before; `None` where it does not wait for
/// the group, or somebody of the group itself is left.
///
/// # Errors
/// When the database cannot be read.
pub async fn vacancy(store: &Store, entry: &Entry, today: NaiveDate) -> Result<Option<Vacancy>, Failure> {
    if rules::next(entry.state, Step::AppointVerifier).is_none() {
        return Ok(None);
    }
    let group = roster::store::several(store, entry.inspectors.iter().collect()).await?;
    let recusal = Recusal::read(store, today).await?;
    // Hardly ever is nobody left: the whole roster is read only then.
    if !rules::nobody_left(&entry.group(), &group, |one| recusal.holds(one, &entry.unit)) {
        return Ok(None);
    }
    let is_open = rules::nobody_left(&entry.inspectors, &group, |one| recusal.holds(one, &entry.unit));
    let roster = roster::store::all(store).await?;
    let found = rules::candidates(entry, &roster, |one| recusal.holds(one, &entry.unit));
    Ok(found.map(|found| Vacancy { people: found.into_iter().cloned().collect(), is_open }))
}

/// The entries that wait for their groups, of each of which nobody is left who may verify, by state and due date. All that
/// wait are looked at, read `at_a_time`: of one that is due last nobody else is told.
///
/// # Errors
/// When the database cannot be read.
pub async fn without_verifier(store: &Store, today: NaiveDate, at_a_time: usize) -> Result<Vec<Unverified>, Failure> {
    let mut waiting: Vec<Unverified> = Vec::new();
    // Hardly ever is nobody left of any group: entries are read only then.
    let groups = groups_without_verifier(store, today).await?;
    if groups.is_empty() {
        return Ok(waiting);
    }
    let units: BTreeSet<&UnitCode> = groups.iter().map(|group| &group.unit).collect();
    for state in waiting_states() {
        waiting.extend(of_state(store, state, &units, at_a_time).await?);
    }
    waiting.retain(|one| groups.contains(&Group { unit: one.unit.clone(), inspectors: one.inspectors.clone() }));
    Ok(waiting)
}

/// The entries of [`without_verifier`] by their ids alone, for lists that say whose turn it is.
///
/// # Errors
/// When the database cannot be read.
pub async fn vacant(store: &Store, today: NaiveDate) -> Result<Vec<EntryId>, Failure> {
    let found = without_verifier(store, today, AT_A_TIME).await?;
    Ok(found.into_iter().map(|one| one.entry).collect())
}

/// The states in which an entry waits for its group.
fn waiting_states() -> impl Iterator<Item = EntryState> {
    EntryState::ALL.into_iter().filter(|state| rules::next(*state, Step::AppointVerifier).is_some())
}

/// The groups for which entries wait, and of which nobody is left who may verify.
async fn groups_without_verifier(store: &Store, today: NaiveDate) -> Result<BTreeSet<Group>, Failure> {
    let mut groups: BTreeSet<Group> = BTreeSet::new();
    for state in waiting_states() {
        let of_state: Vec<Group> = store::select(store, GROUPS, [("state", json!(state))]).await?;
        groups.extend(of_state);
    }
    if groups.is_empty() {
        return Ok(groups);
    }
    let asked: BTreeSet<&InspectorId> = groups.iter().flat_map(|group| &group.inspectors).collect();
    let known = roster::store::several(store, asked).await?;
    let recusal = Recusal::read(store, today).await?;
    groups.retain(|group| rules::nobody_left(&group.inspectors, &known, |one| recusal.holds(one, &group.unit)));
    Ok(groups)
}

/// All entries of a state and of these units by due date, read so many at a time.
async fn of_state(
    store: &Store,
    state: EntryState,
    units: &BTreeSet<&UnitCode>,
    at_a_time: usize,
) -> Result<Vec<Unverified>, Failure> {
    let (mut found, mut after): (Vec<Unverified>, _) = (Vec::new(), FIRST.to_owned());
    loop {
        let bindings =
            [("state", json!(state)), ("units", json!(units)), ("after", json!(after)), ("limit", json!(at_a_time))];
        let part: Vec<Unverified> = store::select(store, OF_STATE, bindings).await?;
        let Some(last) = part.last().filter(|_| part.len() == at_a_time) else {
            found.extend(part);
            return Ok(found);
        };
        after.clone_from(&last.by_due);
        found.extend(part);
    }
}

/// The establishment office appoints another verifier, for nobody of the group is left who may verify. Whoever it is reads
/// the entry, its files and those of the finding from then on; whoever was appointed before has no part in it any more, nor
/// in its files.
///
/// # Errors
/// As [`carry_out`](super::carry_out); [`AppError::NotAllowedNow`] where somebody of the group is left, and
/// [`Fault::Unknown`] on `verifier` for anybody who may not verify.
pub async fn appoint_verifier(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    entry: &Entry,
    seen: u32,
    inspector: &InspectorId,
    reason: Note,
) -> Result<(), Failure> {
    let (step, today) = (Step::AppointVerifier, chain_day(at));
    rules::permitted(actor, entry, step)?;
    let vacancy = vacancy(store, entry, today).await?;
    let calendar = calendar(store).await?;
    let changed = readers(store, entry, inspector).await?;
    let Some(commit) = store::begin(store, actor, step.action_name(), key, at).await? else { return Ok(()) };
    if entry.version != seen {
        return Err(AppError::Stale.into());
    }
    let Vacancy { people, .. } = vacancy.ok_or(AppError::NotAllowedNow)?;
    let Some(found) = people.iter().find(|one| one.inspector == *inspector) else {
        let allowed = people.iter().map(|one| one.name.to_string()).collect();
        return Err(AppError::field("verifier", Fault::Unknown { value: inspector.to_string(), allowed }).into());
    };
    let commit = commit.because(reason.as_str());
    let verifier = Verifier { inspector: found.inspector.clone(), name: found.name.clone() };
    let command = Command::AppointVerifier { verifier, reason };
    let mut commit = changing(commit, actor, at, entry, seen, &command, &calendar)?;
    for (file, readers) in changed {
        commit = commit.with(files::readers_change(&file, readers)?);
    }
    store::transact(store, commit).await?;
    Ok(())
}

/// The files that get other readers, each with the inspectors who read it from then on: those of the entry and of its
/// finding get this one, and those of the entry lose whoever was appointed before. A file of the finding may prove another
/// entry of the visit as well, for which they may be appointed still.
async fn readers(
    store: &Store,
    entry: &Entry,
    inspector: &InspectorId,
) -> Result<Vec<(Evidence, Vec<InspectorId>)>, Failure> {
    let before: Vec<&InspectorId> = entry.verifiers().map(|one| &one.inspector).collect();
    let mut changed = Vec::new();
    for file in files::of_record(store, &record(&entry.entry)).await? {
        let mut readers = file.inspectors.clone();
        readers.retain(|one| !before.contains(&one));
        changed.push((file, readers));
    }
    for id in &entry.evidence {
        if let Some(file) = files::load(store, id).await? {
            let readers = file.inspectors.clone();
            changed.push((file, readers));
        }
    }
    for (_, readers) in &mut changed {
        if !readers.contains(inspector) {
            readers.push(inspector.clone());
        }
    }
    changed.retain(|(file, readers)| file.inspectors != *readers);
    Ok(changed)
}
