//! Beginning a command, or finding that it was carried out before.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{Commit, Failure, Store, load, transact::is_key};
use crate::kernel::actor::Actor;

/// Begins a command of this person; `None` where this very form was carried out before. It was sent twice then, and the
/// record has moved on since, so that the rules would refuse it.
///
/// What the rules look at is read before this is asked. Where the form is sent twice at one moment, the second then
/// either finds the first here, or decides on what the first had seen and is told by
/// [`transact`](super::transact()) that it is done.
///
/// # Errors
/// When the database cannot be read.
pub async fn begin(
    store: &Store,
    actor: &Actor,
    action: &'static str,
    key: &str,
    at: DateTime<Utc>,
) -> Result<Option<Commit>, Failure> {
    Ok((!done_before(store, actor, &[action], key).await?).then(|| Commit::by(actor, action, key, at)))
}

/// Whether one of these commands of this person was carried out before under this key. Only the person's own: a key is no
/// way to ask what somebody else has done.
///
/// # Errors
/// When the database cannot be read.
pub async fn done_before(store: &Store, actor: &Actor, actions: &[&str], key: &str) -> Result<bool, Failure> {
    Ok(row(store, actor, actions, key).await?.is_some())
}

/// The key in this table of the record that this command of this person changed, where it was carried out before under
/// this key: what a form that was sent twice is answered with.
///
/// # Errors
/// When the database cannot be read.
pub async fn changed_before(
    store: &Store,
    actor: &Actor,
    action: &str,
    key: &str,
    table: &str,
) -> Result<Option<String>, Failure> {
    let row = row(store, actor, &[action], key).await?;
    let records = row.as_ref().and_then(|row| row["records"].as_array()).into_iter().flatten();
    let mut of_table = records.filter_map(|record| record.as_str()?.strip_prefix(table)?.strip_prefix(':'));
    Ok(of_table.next().map(str::to_owned))
}

async fn row(store: &Store, actor: &Actor, actions: &[&str], key: &str) -> Result<Option<Value>, Failure> {
    // No record has such an id; what is sent with it is refused where it would be written.
    if !is_key(key) {
        return Ok(None);
    }
    let row: Option<Value> = load(store, "outbox", key).await?;
    Ok(row.filter(|row| {
        row["actor"] == json!(actor.account) && actions.iter().any(|action| row["action"] == json!(action))
    }))
}
