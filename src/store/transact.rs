//! One transaction holds the change, its journal entries, its summaries and its outbox row.
//!
//! The entry is stored as its canonical text, not as an object: the hash is over those very bytes, so that no
//! conversion of the database's (a number, an empty list) can ever make an honest entry look bent. Nor can a clock that
//! was set back: what it would put into a day that is sealed already goes to the first day behind it.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rand::Rng;
use serde::Serialize;
use serde_json::{Map, Value, json};
use surrealdb::types::{self as surreal, RecordId, SurrealValue};
use thiserror::Error;

use super::{Store, origin};
use crate::{
    journal::chain::{self, EntryFault, GENESIS, HashKind},
    kernel::{
        actor::Actor,
        canonical::{canonical, parse_hash},
        district_time,
    },
};

/// How often a lost race is tried again before the caller is told to try later.
pub(super) const ATTEMPTS: u32 = 8;

/// How long a key may be at most (bytes).
const MOST_KEY: usize = 256;

/// A record before and after a command.
#[derive(Debug, Clone)]
pub struct Change {
    /// The table, such as `visit`.
    pub table: &'static str,
    /// The deterministic id within the table, such as `P-2026-01-JSJD02`.
    pub id: String,
    /// The version that the actor saw; 0 where the record is to be created.
    pub seen: u32,
    /// The record as the actor saw it; `None` where it is to be created.
    pub before: Option<Value>,
    /// The record as it shall be. Its `version` is set by [`transact`] to `seen + 1`; keys that are null are left out.
    pub after: Value,
}

impl Change {
    /// A record that is new.
    ///
    /// # Errors
    /// [`TransactError::Malformed`] when the model has no JSON form.
    pub fn create<T: Serialize>(table: &'static str, id: impl Into<String>, after: &T) -> Result<Self, TransactError> {
        Ok(Self { table, id: id.into(), seen: 0, before: None, after: document(after)? })
    }

    /// A record as the actor saw it, at the version `seen`, and as it shall be.
    ///
    /// # Errors
    /// [`TransactError::Malformed`] when a model has no JSON form.
    pub fn update<T: Serialize>(
        table: &'static str,
        id: impl Into<String>,
        seen: u32,
        before: &T,
        after: &T,
    ) -> Result<Self, TransactError> {
        Ok(Self { table, id: id.into(), seen, before: Some(document(before)?), after: document(after)? })
    }
}

fn document<T: Serialize>(model: &T) -> Result<Value, TransactError> {
    serde_json::to_value(model).map_err(|error| TransactError::Malformed(error.to_string()))
}

/// The parts of a summary row that this command replaces, such as one finding's line in its unit's standing.
#[derive(Debug, Clone)]
pub struct Merge {
    /// The summary table.
    pub table: &'static str,
    /// The id of the row, created where it is missing.
    pub id: String,
    /// Each part with the keys that lead to it in the row, outermost first. What stood there goes whole, so that what a
    /// part says no more is said no more; the rest of the row stays.
    pub parts: Vec<(Vec<String>, Value)>,
    /// A key of the row and what the command read under it, where it insists that this stands there still.
    pub seen: Option<(&'static str, Value)>,
}

impl Merge {
    /// The row, as yet without parts.
    #[must_use]
    pub fn into(table: &'static str, id: impl Into<String>) -> Self {
        Self { table, id: id.into(), parts: Vec::new(), seen: None }
    }

    /// Merged only into a row in which this stands under this key; else, and where there is no such row, the command is
    /// [`Stale`](TransactError::Stale).
    #[must_use]
    pub fn onto(mut self, key: &'static str, seen: Value) -> Self {
        self.seen = Some((key, seen));
        self
    }

    /// With the part to which these keys lead, outermost first.
    #[must_use]
    pub fn with(mut self, keys: &[&str], part: Value) -> Self {
        self.parts.push((keys.iter().map(ToString::to_string).collect(), part));
        self
    }

    /// What is merged into the row one after the other: nothing in the place of each part that is an object, for an
    /// object would be merged key by key into what stands there, and then the parts.
    fn layers(&self) -> (surreal::Object, surreal::Object) {
        let (mut cleared, mut parts) = (surreal::Object::new(), surreal::Object::new());
        for (keys, part) in &self.parts {
            if part.is_object() {
                put(&mut cleared, keys, surreal::Value::None);
            }
            put(&mut parts, keys, without_nulls(part.clone()).into_value());
        }
        (cleared, parts)
    }
}

/// Puts a value into an object, and the objects around it where they are missing.
fn put(object: &mut surreal::Object, keys: &[String], leaf: surreal::Value) {
    match keys {
        [] => {}
        [key] => {
            object.insert(key.clone(), leaf);
        }
        [key, further @ ..] => {
            let mut inner = match object.remove(key) {
                Some(surreal::Value::Object(inner)) => inner,
                Some(_) | None => surreal::Object::new(),
            };
            put(&mut inner, further, leaf);
            object.insert(key.clone(), inner);
        }
    }
}

/// One command: who does what, when, and everything that it changes.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The idempotency key that the form made; where this person sent it for this command before, nothing is changed.
    pub key: String,
    /// The instant of the command, from the clock. Where its day is sealed already, [`transact`] journals it at the
    /// beginning of the first day that is not.
    pub at: DateTime<Utc>,
    /// The account that acts, or `system` for a job.
    pub actor: String,
    /// The address of the network from which the request came, where it came by one.
    pub origin: Option<String>,
    /// The dotted name of the command, such as `rectification.submit`.
    pub action: &'static str,
    /// Why, where the rule asks for a reason.
    pub reason: Option<String>,
    /// The records that change, at least one, each at most once.
    pub changes: Vec<Change>,
    /// The summaries that these changes touch.
    pub merges: Vec<Merge>,
}

impl Commit {
    /// A command of a person, as yet without changes, with the address of the running request where there is one.
    #[must_use]
    pub fn by(actor: &Actor, action: &'static str, key: impl Into<String>, at: DateTime<Utc>) -> Self {
        Self {
            key: key.into(),
            at,
            actor: actor.account.to_string(),
            origin: origin::current(),
            action,
            reason: None,
            changes: Vec::new(),
            merges: Vec::new(),
        }
    }

    /// With one more change.
    #[must_use]
    pub fn with(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// With one more part of a summary.
    #[must_use]
    pub fn merging(mut self, merge: Merge) -> Self {
        self.merges.push(merge);
        self
    }

    /// With the reason that the rule asks for.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

/// What became of a command that was not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out now.
    Done,
    /// Its key had been carried out before; nothing was changed a second time.
    DoneBefore,
}

/// Why a command was not carried out; nothing of it was kept.
#[derive(Debug, Error)]
pub enum TransactError {
    /// Somebody changed the record, or the row that is merged into, since the actor read it.
    #[error("{record} was changed by somebody else")]
    Stale {
        /// The record, as `table:id`.
        record: String,
    },
    /// The record that was to be created is there already.
    #[error("{record} exists already")]
    Exists {
        /// The record, as `table:id`.
        record: String,
    },
    /// The key is none that a form of ours makes: empty, too long, of other characters, or used before by somebody else
    /// or for another command.
    #[error("the key of the form cannot be taken")]
    BadKey,
    /// The race was lost again and again.
    #[error("the records are busy; nothing was changed")]
    Busy,
    /// The command itself is malformed: a mistake in the program.
    #[error("malformed command: {0}")]
    Malformed(String),
    /// The database refused or could not be reached.
    #[error("the database answered: {0}")]
    Database(String),
}

impl TransactError {
    /// Whether a record of this table stood in the way: somebody else's change, or that it is there already.
    #[must_use]
    pub fn is_about(&self, table: &str) -> bool {
        match self {
            Self::Stale { record } | Self::Exists { record } => {
                record.split_once(':').is_some_and(|(of, _)| of == table)
            }
            Self::BadKey | Self::Busy | Self::Malformed(_) | Self::Database(_) => false,
        }
    }
}

/// By the ids themselves: a condition on them would read every head there is, at every command.
const HEADS: &str = "SELECT record::id(id) AS record, seq, hash FROM $heads WHERE seq >= 1 LIMIT $limit";

const WRITE: &str = "BEGIN;
IF record::exists(type::record('outbox', $key)) {
    LET $own = (SELECT VALUE at FROM type::record('outbox', $key) WHERE actor = $actor AND action = $action);
    IF array::len($own) = 0 { THROW 'zeqing:key-taken' };
    THROW 'zeqing:done-before';
};
LET $sealed = (SELECT VALUE day FROM journal_root WHERE day >= $day ORDER BY day DESC LIMIT 1);
IF array::len($sealed) > 0 { THROW 'zeqing:sealed ' + $sealed[0] };
FOR $change IN $changes {
    LET $record = type::record($change.table, $change.id);
    IF $change.seen = 0 {
        IF record::exists($record) { THROW 'zeqing:exists ' + $change.record };
        CREATE $record CONTENT $change.after;
    } ELSE {
        LET $written = (UPDATE $record CONTENT $change.after WHERE version = $change.seen);
        IF array::len($written) = 0 { THROW 'zeqing:stale ' + $change.record };
    };
    LET $head = type::record('journal_head', $change.record);
    IF $change.seq = 1 {
        IF record::exists($head) { THROW 'zeqing:moved' };
        CREATE $head SET seq = 1, hash = $change.hash;
    } ELSE {
        LET $moved = (UPDATE $head SET seq = $change.seq, hash = $change.hash WHERE seq = $change.seq - 1);
        IF array::len($moved) = 0 { THROW 'zeqing:moved' };
    };
    CREATE type::record('journal', [$change.record, $change.seq]) SET
        record = $change.record, kind = $change.table, seq = $change.seq, day = $day, place = $change.place,
        actor = $actor, action = $action, prev = $change.prev, hash = $change.hash, entry = $change.entry;
};
FOR $merge IN $merges {
    LET $summary = type::record($merge.table, $merge.id);
    IF $merge.key != NONE AND (SELECT * FROM ONLY $summary)[$merge.key] != $merge.seen {
        THROW 'zeqing:stale ' + $merge.table + ':' + $merge.id;
    };
    UPDATE $summary MERGE $merge.cleared;
    UPSERT $summary MERGE $merge.parts;
};
CREATE type::record('outbox', $key) SET
    at = $at, actor = $actor, action = $action, records = $records;
COMMIT;";

/// Carries a command out whole, or not at all.
///
/// # Errors
/// See [`TransactError`]. `Stale` and `Exists` name the record; the caller shows what is there now.
pub async fn transact(store: &Store, mut commit: Commit) -> Result<Outcome, TransactError> {
    if !is_key(&commit.key) {
        return Err(TransactError::BadKey);
    }
    let records = record_names(&commit)?;
    for attempt in 0..ATTEMPTS {
        let heads = heads(store, &records).await?;
        let changes = links(store.journal_hash(), &commit, &records, &heads)?;
        match write(store, &commit, &records, changes).await? {
            Written::Done => return Ok(Outcome::Done),
            Written::DoneBefore => return Ok(Outcome::DoneBefore),
            Written::Sealed(day) => commit.at = behind(day, &commit)?,
            Written::LostRace => pause(attempt).await,
        }
    }
    Err(TransactError::Busy)
}

/// The beginning of the day behind the last one that is sealed. A root vouches for the whole of its day, and roots come in
/// order of day: an entry that came to an earlier one would look like a bent journal for ever. So it was that the clock
/// went ahead until a day was sealed too early, or that it stands behind now.
fn behind(sealed: NaiveDate, commit: &Commit) -> Result<DateTime<Utc>, TransactError> {
    let open = sealed.succ_opt().ok_or_else(|| TransactError::Malformed(format!("no day follows {sealed}")))?;
    tracing::warn!(action = commit.action, at = %commit.at, %sealed, "the clock stands in a day that is sealed");
    Ok(district_time::midnight(open))
}

/// Whether a key is one that a form of ours makes: 1 to [`MOST_KEY`] letters, digits, hyphens, underscores and stops.
pub(super) fn is_key(key: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=MOST_KEY).contains(&key.len()) && key.bytes().all(fits)
}

/// What one attempt came to.
enum Written {
    Done,
    DoneBefore,
    /// The last day that is sealed; the command's is this one or an earlier one.
    Sealed(NaiveDate),
    LostRace,
}

/// The end of a record's chain: how many entries it has, and the hash of the last one.
struct Head {
    seq: i64,
    hash: [u8; 32],
}

fn record_names(commit: &Commit) -> Result<Vec<String>, TransactError> {
    if commit.changes.is_empty() {
        return Err(TransactError::Malformed(format!("{} changes nothing", commit.action)));
    }
    let mut records = Vec::with_capacity(commit.changes.len());
    let mut seen = HashSet::with_capacity(commit.changes.len());
    for change in &commit.changes {
        let record = format!("{}:{}", change.table, change.id);
        if (change.seen == 0) != change.before.is_none() {
            return Err(TransactError::Malformed(format!("{record}: a version was seen, or it is new, never both")));
        }
        if !seen.insert(record.clone()) {
            return Err(TransactError::Malformed(format!("{record} changes twice in {}", commit.action)));
        }
        records.push(record);
    }
    Ok(records)
}

async fn heads(store: &Store, records: &[String]) -> Result<HashMap<String, Head>, TransactError> {
    let heads: Vec<RecordId> = records.iter().map(|record| RecordId::new("journal_head", record.clone())).collect();
    let query = store.query(HEADS).bind(("heads", heads)).bind(("limit", records.len()));
    let mut response = query.await.map_err(database)?;
    let rows: Vec<Value> = response.take(0).map_err(database)?;
    rows.iter()
        .map(|row| {
            let bad = || TransactError::Database(format!("journal head {row} is malformed"));
            let record = row["record"].as_str().ok_or_else(bad)?;
            let seq = row["seq"].as_i64().ok_or_else(bad)?;
            let hash = row["hash"].as_str().and_then(parse_hash).ok_or_else(bad)?;
            Ok((record.to_owned(), Head { seq, hash }))
        })
        .collect()
}

/// The changes with the links that they add to their chains, in the form in which the query takes them.
fn links(
    kind: HashKind,
    commit: &Commit,
    records: &[String],
    heads: &HashMap<String, Head>,
) -> Result<Vec<Value>, TransactError> {
    let malformed = |error: serde_json::Error| TransactError::Malformed(error.to_string());
    let bad_entry = |fault: EntryFault| TransactError::Malformed(fault.to_string());
    commit
        .changes
        .iter()
        .zip(records)
        .map(|(change, record)| {
            let mut after = without_nulls(change.after.clone());
            after["version"] = json!(change.seen + 1);
            let entry = entry(commit, change, &after);
            let (seq, prev) = heads.get(record).map_or((1, GENESIS), |head| (head.seq + 1, head.hash));
            let hash = chain::entry_hash(kind, &prev, &entry).map_err(bad_entry)?;
            Ok(json!({
                "table": change.table,
                "id": change.id,
                "record": record,
                "seen": change.seen,
                "after": after,
                "seq": seq,
                "place": chain::place(commit.at, record, seq),
                "prev": hex::encode(prev),
                "hash": hex::encode(hash),
                "entry": canonical(&entry).map_err(malformed)?,
            }))
        })
        .collect()
}

/// Who, when, from where, what changed and why (the journal's entry as `domain.md` exports it).
fn entry(commit: &Commit, change: &Change, after: &Value) -> Value {
    let mut entry = json!({
        "at": commit.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "actor": commit.actor,
        "action": commit.action,
        "before": change.before.clone().map(without_nulls),
        "after": after,
    });
    if let Some(reason) = &commit.reason {
        entry["reason"] = json!(reason);
    }
    if let Some(origin) = &commit.origin {
        entry["origin"] = json!(origin);
    }
    entry
}

async fn write(
    store: &Store,
    commit: &Commit,
    records: &[String],
    changes: Vec<Value>,
) -> Result<Written, TransactError> {
    let merges = commit.merges.iter().map(|merge| {
        let (cleared, parts) = merge.layers();
        let mut row = surreal::Object::new();
        row.insert("table", merge.table.to_owned());
        row.insert("id", merge.id.clone());
        row.insert("cleared", cleared);
        row.insert("parts", parts);
        if let Some((key, seen)) = &merge.seen {
            row.insert("key", (*key).to_owned());
            row.insert("seen", seen.clone().into_value());
        }
        row
    });
    let merges: Vec<surreal::Object> = merges.collect();
    let mut response = store
        .query(WRITE)
        .bind(("key", commit.key.clone()))
        .bind(("changes", Value::Array(changes)))
        .bind(("merges", merges))
        .bind(("day", chain::chain_day(commit.at).to_string()))
        .bind(("at", commit.at.to_rfc3339_opts(SecondsFormat::Millis, true)))
        .bind(("actor", commit.actor.clone()))
        .bind(("action", commit.action))
        .bind(("records", records.to_vec()))
        .await
        .map_err(database)?;
    let errors = response.take_errors();
    if errors.is_empty() {
        return Ok(Written::Done);
    }
    // All of them are read: the conflict sits on the COMMIT, behind every statement's «not executed».
    let texts: Vec<String> = errors.into_values().map(|error| error.to_string()).collect();
    refusal(&texts)
}

/// Reads what the database said. This is the only place that knows its texts.
fn refusal(texts: &[String]) -> Result<Written, TransactError> {
    let named = |mark: &str| {
        texts.iter().find_map(|text| {
            let (_, record) = text.split_once(mark)?;
            Some(record.trim().to_owned())
        })
    };
    if named("zeqing:done-before").is_some() {
        return Ok(Written::DoneBefore);
    }
    if named("zeqing:key-taken").is_some() {
        return Err(TransactError::BadKey);
    }
    if let Some(day) = named("zeqing:sealed ") {
        let sealed = day.parse().map(Written::Sealed);
        return sealed.map_err(|_| TransactError::Database(format!("the sealed day {day} is no date")));
    }
    if let Some(record) = named("zeqing:exists ") {
        return Err(TransactError::Exists { record });
    }
    if let Some(record) = named("zeqing:stale ") {
        return Err(TransactError::Stale { record });
    }
    if texts.iter().any(|text| is_conflict(text) || text.contains("zeqing:moved")) {
        return Ok(Written::LostRace);
    }
    Err(TransactError::Database(first_text(texts)))
}

/// Whether the database says that two writers met: then it took nothing of what this one sent.
pub(super) fn is_conflict(text: &str) -> bool {
    text.contains("onflict")
}

/// The first error that says something, passing over those that only say that another statement failed.
pub(super) fn first_error(errors: HashMap<usize, surrealdb::Error>) -> Option<String> {
    if errors.is_empty() {
        return None;
    }
    let mut ordered: Vec<(usize, surrealdb::Error)> = errors.into_iter().collect();
    ordered.sort_by_key(|(statement, _)| *statement);
    let texts: Vec<String> = ordered.into_iter().map(|(_, error)| error.to_string()).collect();
    Some(first_text(&texts))
}

fn first_text(texts: &[String]) -> String {
    let telling = texts.iter().find(|text| !text.contains("not executed"));
    telling.or(texts.first()).cloned().unwrap_or_default()
}

/// Leaves out every key whose value is null: an absent fact is absent in the table, in the entry and in the model.
pub(crate) fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let kept: Map<String, Value> = object
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, without_nulls(value)))
                .collect();
            Value::Object(kept)
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// Waits a little longer after each lost race, by a random amount, so that the same writers do not meet again.
pub(super) async fn pause(attempt: u32) {
    let most = 5_u64 << attempt.min(6);
    let millis = rand::rng().random_range(1..=most);
    tokio::time::sleep(Duration::from_millis(millis)).await;
}

fn database(error: surrealdb::Error) -> TransactError {
    TransactError::Database(error.to_string())
}
