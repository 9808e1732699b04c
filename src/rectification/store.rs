//! Entries in the database.

/// Which due dates have which light.
mod bounds;

/// Whose entries a person sees.
mod scope;

/// Lists and counts.
mod lists;

/// From findings to entries.
mod opening;

/// The files of an entry.
mod files;

/// Another verifier where nobody of an entry's group is left.
mod verifier;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

pub use bounds::Bounds;
pub use files::{attach, take_out};
pub use lists::{Listed, Told, count, lights, page, search, told};
pub use opening::{MOST_OPENED, open_all, open_from_visit, visit, waiting_visits};
pub use scope::{Scope, scope};
pub use verifier::{Unverified, Vacancy, appoint_verifier, vacancy, vacant, without_verifier};

use super::{
    model::{Entry, EntryStanding, EntryState, Step},
    rules::{self, Command},
};
use crate::{
    error::AppError,
    inspection::plan::store as plans,
    journal::chain::chain_day,
    kernel::{
        actor::Actor,
        calendar::WorkCalendar,
        ids::{EntryId, UnitCode, VisitId},
        permit::{self, Action},
        text::Note,
    },
    store::{self, Change, Commit, Failure, Merge, Store},
    unit,
    working_day::store::calendar,
};

const TABLE: &str = "ledger_entry";

/// So many entries are read at once by their ids.
const AT_ONCE: usize = 200;

const OF_VISIT: &str = "SELECT * OMIT id FROM ledger_entry WHERE visit = $visit ORDER BY entry LIMIT 200";
const OF_UNIT: &str = "SELECT * OMIT id FROM ledger_entry WHERE unit = $unit ORDER BY entry LIMIT 5000";
const WITH_STATE: &str = "SELECT * OMIT id FROM ledger_entry WHERE state = $state ORDER BY by_due LIMIT $limit";

/// The entry with this id.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, entry: &EntryId) -> Result<Option<Entry>, Failure> {
    Ok(store::load(store, TABLE, entry.as_str()).await?)
}

/// Those of these entries that there are, by their ids, read some at a time.
///
/// # Errors
/// When the database cannot be read.
pub async fn load_all(
    store: &Store,
    entries: impl IntoIterator<Item = &EntryId>,
) -> Result<BTreeMap<EntryId, Entry>, Failure> {
    let entries: Vec<&str> = entries.into_iter().map(EntryId::as_str).collect();
    let mut found = BTreeMap::new();
    for part in entries.chunks(AT_ONCE) {
        let of_part: Vec<Entry> = store::load_several(store, TABLE, part).await?;
        found.extend(of_part.into_iter().map(|entry| (entry.entry.clone(), entry)));
    }
    Ok(found)
}

/// The entry with this id, where the person may see it.
///
/// # Errors
/// [`AppError::NotFound`] where there is none or it is not theirs, [`AppError::NotPermitted`] for a role that reads
/// none.
pub async fn load_for(store: &Store, actor: &Actor, entry: &EntryId) -> Result<Entry, Failure> {
    let found = load(store, entry).await?.ok_or(AppError::NotFound)?;
    permit::check(actor, Action::ReadEntry, found.subject())?;
    Ok(found)
}

/// The entries of a visit in order of number, at most 200.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_visit(store: &Store, visit: &VisitId) -> Result<Vec<Entry>, Failure> {
    Ok(store::select(store, OF_VISIT, [("visit", json!(visit))]).await?)
}

/// Every entry of a unit by id, at most 5,000.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_unit(store: &Store, unit: &UnitCode) -> Result<Vec<Entry>, Failure> {
    Ok(store::select(store, OF_UNIT, [("unit", json!(unit))]).await?)
}

/// At most `limit` entries of this state, by due date.
///
/// # Errors
/// When the database cannot be read.
pub async fn with_state(store: &Store, state: EntryState, limit: usize) -> Result<Vec<Entry>, Failure> {
    Ok(store::select(store, WITH_STATE, [("state", json!(state)), ("limit", json!(limit))]).await?)
}

/// Carries out a command on the entry with this id; the form was shown it at the version `seen`.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or none that this person may see; else as [`carry_out`].
pub async fn act(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    entry: &EntryId,
    seen: u32,
    command: &Command,
) -> Result<(), Failure> {
    let found = load_for(store, actor, entry).await?;
    carry_out(store, actor, at, key, &found, seen, command).await
}

/// Carries out a command at this instant, for the version that the person saw.
///
/// # Errors
/// As [`rules::decide`] and [`require_unrecused`], [`AppError::Stale`] when the entry changed meanwhile, or a failure of
/// the database.
pub async fn carry_out(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    entry: &Entry,
    seen: u32,
    command: &Command,
) -> Result<(), Failure> {
    rules::permitted(actor, entry, command.step())?;
    require_unrecused(store, actor, entry, command.step(), chain_day(at)).await?;
    let Some(commit) = begin(store, actor, at, key, command).await? else { return Ok(()) };
    let calendar = calendar(store).await?;
    let commit = changing(commit, actor, at, entry, seen, command, &calendar)?;
    store::transact(store, commit).await?;
    Ok(())
}

/// Refuses an inspector the group's steps on an entry of a unit that they may not check by now (Art. 14).
///
/// # Errors
/// [`Fault::Recused`](crate::kernel::fault::Fault::Recused) of the field `group`, or a failure of the database.
pub async fn require_unrecused(
    store: &Store,
    actor: &Actor,
    entry: &Entry,
    step: Step,
    today: NaiveDate,
) -> Result<(), Failure> {
    if !rules::is_check(step) {
        return Ok(());
    }
    plans::require_unrecused(store, actor, &entry.unit, &entry.unit_name, today).await
}

/// Orders several entries at once, each with its own date, in one transaction: all of them or none.
///
/// # Errors
/// As [`carry_out`], for the first entry that is refused.
pub async fn order_all(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    orders: &[(Entry, u32, NaiveDate)],
    text: &Note,
) -> Result<(), Failure> {
    let begun = store::begin(store, actor, Step::Order.action_name(), key, at).await?;
    let Some(mut commit) = begun else { return Ok(()) };
    let calendar = calendar(store).await?;
    for (entry, seen, due) in orders {
        let command = Command::Order { due: *due, text: text.clone() };
        commit = changing(commit, actor, at, entry, *seen, &command, &calendar)?;
    }
    store::transact(store, commit).await?;
    Ok(())
}

/// The name of an entry among all records, as the journal and the evidence use it.
#[must_use]
pub fn record(entry: &EntryId) -> String {
    format!("{TABLE}:{entry}")
}

/// Begins a command with its reason; `None` where this very form was carried out before.
async fn begin(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    command: &Command,
) -> Result<Option<Commit>, Failure> {
    let begun = store::begin(store, actor, command.step().action_name(), key, at).await?;
    Ok(begun.map(|commit| match command.reason() {
        Some(reason) => commit.because(reason.as_str()),
        None => commit,
    }))
}

/// The commit with what the command makes of one entry.
fn changing(
    commit: Commit,
    actor: &Actor,
    at: DateTime<Utc>,
    entry: &Entry,
    seen: u32,
    command: &Command,
    calendar: &WorkCalendar,
) -> Result<Commit, Failure> {
    // Permission first: whoever may not see the entry must not learn its version.
    permit::check(actor, Action::ReadEntry, entry.subject())?;
    if entry.version != seen {
        return Err(AppError::Stale.into());
    }
    let after = rules::decide(actor, entry, command, at, calendar)?;
    let change = Change::update(TABLE, entry.entry.as_str(), seen, entry, &after)?;
    Ok(commit.with(change).merging(merge(&after)?))
}

/// The entry's part of its unit's standing.
fn merge(entry: &Entry) -> Result<Merge, Failure> {
    let place = ["entries", entry.entry.as_str()];
    unit::store::standing_part(&entry.season, &entry.unit, &place, &EntryStanding::of(entry))
}
