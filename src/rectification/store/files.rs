//! The files beside what is handed in next with an entry.

use chrono::{DateTime, Utc};

use super::{
    super::{
        model::{Entry, Step},
        rules::{self, Command},
    },
    TABLE, begin, changing, merge, record, require_unrecused,
};
use crate::{
    error::AppError,
    evidence::{
        model::Evidence,
        store::{Attachment, attach_change, load as load_file, take_out_change},
    },
    journal::chain::chain_day,
    kernel::{actor::Actor, ids::EvidenceId},
    store::{self, Change, Failure, Store},
    working_day::store::calendar,
};

/// Puts received files beside what the unit hands in next, and binds them to the entry, but for those that it has
/// already.
///
/// # Errors
/// As [`carry_out`](super::carry_out).
pub async fn attach(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    entry: &Entry,
    files: &[Evidence],
) -> Result<(), Failure> {
    let new: Vec<&Evidence> = files.iter().filter(|file| !file.is_attached()).collect();
    let ids = new.iter().map(|file| file.evidence.clone()).collect();
    let is_of_group = rules::attaching(actor, entry) == Step::AttachOnSite;
    let command = if is_of_group { Command::AttachOnSite { files: ids } } else { Command::Attach { files: ids } };
    require_unrecused(store, actor, entry, command.step(), chain_day(at)).await?;
    let Some(commit) = begin(store, actor, at, key, &command).await? else { return Ok(()) };
    let calendar = calendar(store).await?;
    let mut commit = changing(commit, actor, at, entry, entry.version, &command, &calendar)?;
    let attachment = Attachment {
        record: record(&entry.entry),
        part: None,
        unit: Some(entry.unit.clone()),
        inspectors: entry.inspectors.clone(),
    };
    for file in new {
        commit = commit.with(attach_change(file, &attachment)?);
    }
    store::transact(store, commit).await?;
    Ok(())
}

/// Takes a file that waits out of the entry again. The file itself stays: what was handed in before may rest on it. Once
/// the file has gone with something it waits no more, and stays in what it went with.
///
/// # Errors
/// As [`carry_out`](super::carry_out).
pub async fn take_out(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    entry: &Entry,
    file: &EvidenceId,
) -> Result<(), Failure> {
    let step = rules::attaching(actor, entry);
    rules::permitted(actor, entry, step)?;
    require_unrecused(store, actor, entry, step, chain_day(at)).await?;
    let found = load_file(store, file).await?;
    let is_out = |file: &Evidence| file.taken_out && file.attached_to.as_ref() == Some(&record(&entry.entry));
    if found.as_ref().is_some_and(is_out) {
        return Ok(());
    }
    let waits = rules::may_take_out(actor, entry) && entry.pending.contains(file);
    let found = found.filter(|_| waits).ok_or(AppError::NotAllowedNow)?;
    // It may come back under its id, and be taken out once more.
    let key = format!("rectification.take_out.{file}.{}", found.version);
    let Some(commit) = store::begin(store, actor, "rectification.take_out", &key, at).await? else { return Ok(()) };
    let mut after = entry.clone();
    after.pending.retain(|one| one != file);
    let change = Change::update(TABLE, entry.entry.as_str(), entry.version, entry, &after)?;
    store::transact(store, commit.with(change).with(take_out_change(&found)?).merging(merge(&after)?)).await?;
    Ok(())
}
