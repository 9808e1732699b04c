//! Files in the database and in the object store.

/// Whether the bytes are still those that came in.
mod check;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    model::{Evidence, EvidenceId},
    rules::{self, Kind},
};
use crate::{
    error::AppError,
    kernel::{
        actor::Actor,
        fault::Fault,
        ids::{InspectorId, UnitCode},
        text::Title,
    },
    server::{
        AppState, clock,
        files::{FileKey, FileStream, Files},
    },
    store::{self, Change, Commit, Failure, Outcome, Store},
};

pub use check::{BadFile, Checked, FileFault, check_all};

const TABLE: &str = "evidence";

const OF_RECORD: &str = "SELECT * OMIT id FROM evidence WHERE attached_to = $record ORDER BY evidence LIMIT 200";

const OF_PARTS: &str = "SELECT part, evidence FROM evidence
    WHERE attached_to = $record AND part != NONE AND taken_out != true ORDER BY evidence LIMIT 500";

/// What a file proves, and who may read it from then on.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The record, as `table:id`.
    pub record: String,
    /// The part of the record, where it is not the whole.
    pub part: Option<String>,
    /// The unit that it is about.
    pub unit: Option<UnitCode>,
    /// The inspectors who may read it.
    pub inspectors: Vec<InspectorId>,
}

/// The file with this id, without its bytes.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, evidence: &EvidenceId) -> Result<Option<Evidence>, Failure> {
    Ok(store::load(store, TABLE, evidence.as_str()).await?)
}

/// The file with this id, where the person may read it.
///
/// # Errors
/// [`AppError::NotFound`] where there is none or they may not; nobody learns which.
pub async fn load_for(store: &Store, actor: &Actor, evidence: &EvidenceId) -> Result<Evidence, Failure> {
    let found = load(store, evidence).await?.filter(|found| rules::may_read(actor, found));
    Ok(found.ok_or(AppError::NotFound)?)
}

/// The files with these ids, in their order, where the person may attach every one.
///
/// # Errors
/// [`AppError::NotFound`] for the first that is missing, somebody else's or attached already.
pub async fn load_to_attach(store: &Store, actor: &Actor, ids: &[EvidenceId]) -> Result<Vec<Evidence>, Failure> {
    let mut files = Vec::with_capacity(ids.len());
    for id in ids {
        let found = load(store, id).await?.filter(|found| rules::may_attach(actor, found));
        files.push(found.ok_or(AppError::NotFound)?);
    }
    Ok(files)
}

/// The files that a record (`table:id`) is proved by, in order of id, at most 200.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_record(store: &Store, record: &str) -> Result<Vec<Evidence>, Failure> {
    Ok(store::select(store, OF_RECORD, [("record", json!(record))]).await?)
}

/// A file that proves a part of a record.
#[derive(Debug, Clone, Deserialize)]
pub struct PartFile {
    /// The part.
    pub part: String,
    /// The file.
    pub evidence: EvidenceId,
}

/// The files that prove parts of a record (`table:id`) and were not taken out again, in order of id, at most 500.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_parts(store: &Store, record: &str) -> Result<Vec<PartFile>, Failure> {
    Ok(store::select(store, OF_PARTS, [("record", json!(record))]).await?)
}

/// The change that takes a file out of the record that it is bound to.
///
/// # Errors
/// When the model has no JSON form.
pub fn take_out_change(evidence: &Evidence) -> Result<Change, Failure> {
    let after = Evidence { taken_out: true, ..evidence.clone() };
    Ok(Change::update(TABLE, evidence.evidence.as_str(), evidence.version, evidence, &after)?)
}

/// The change that binds a file to a record; it belongs into the transaction of the command that uses the file.
///
/// # Errors
/// When the model has no JSON form.
pub fn attach_change(evidence: &Evidence, attachment: &Attachment) -> Result<Change, Failure> {
    let after = Evidence {
        attached_to: Some(attachment.record.clone()),
        part: attachment.part.clone(),
        unit: attachment.unit.clone().or_else(|| evidence.unit.clone()),
        inspectors: attachment.inspectors.clone(),
        taken_out: false,
        ..evidence.clone()
    };
    Ok(Change::update(TABLE, evidence.evidence.as_str(), evidence.version, evidence, &after)?)
}

/// The change that lets one more inspector read a file that is bound to a record: they joined the group.
///
/// # Errors
/// When the model has no JSON form.
pub fn show_change(evidence: &Evidence, inspector: &InspectorId) -> Result<Change, Failure> {
    let readers = evidence.inspectors.iter().chain(std::iter::once(inspector));
    readers_change(evidence, readers.cloned().collect())
}

/// The change that lets these inspectors read a file that is bound to a record, and no others beside whoever handed it in.
///
/// # Errors
/// When the model has no JSON form.
pub fn readers_change(evidence: &Evidence, inspectors: Vec<InspectorId>) -> Result<Change, Failure> {
    let after = Evidence { inspectors, ..evidence.clone() };
    Ok(Change::update(TABLE, evidence.evidence.as_str(), evidence.version, evidence, &after)?)
}

/// Under which key a file comes in, and when.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    /// The key of its bytes, which no other file has.
    pub key: FileKey,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the same file may come under this key once more: as its form is sent twice.
    pub comes_again: bool,
}

/// Receives a file that somebody sends now; as [`receive_at`]. `place` says where it stands in which form of theirs: the
/// same file that is sent again there is the one that is known already, so that no second record of it is left over.
///
/// # Errors
/// As [`receive_at`].
pub async fn receive(
    state: &AppState,
    actor: &Actor,
    place: Option<&str>,
    field: &str,
    sent_name: &str,
    bytes: Bytes,
) -> Result<Evidence, Failure> {
    let sent_there = |place: &str| {
        let content = hex::encode(Sha256::digest(&bytes));
        FileKey::of(&format!("zeqing form {place} {content} {sent_name}"))
    };
    let key = place.map_or_else(FileKey::fresh, sent_there);
    let arrival = Arrival { key, at: clock::now(), comes_again: place.is_some() };
    receive_at(&state.store, &state.files, actor, arrival, field, sent_name, bytes).await
}

/// Keeps the bytes of a file and then its record, so that a record never names bytes that are not there. `field` is
/// what faults are reported under.
///
/// # Errors
/// [`AppError::Invalid`] for a name, a kind or a content that is not taken, with the file's name, for it may be one of
/// many; or a failure of the stores.
pub async fn receive_at(
    store: &Store,
    files: &Files,
    actor: &Actor,
    arrival: Arrival,
    field: &str,
    sent_name: &str,
    bytes: Bytes,
) -> Result<Evidence, Failure> {
    let fault = |fault: Fault| AppError::field(field, rules::of_file(sent_name, fault));
    let (name, kind) = rules::check_name(sent_name).map_err(fault)?;
    let sniffed = infer::get(&bytes).map(|found| found.mime_type());
    rules::check_content(kind, sniffed, &bytes).map_err(fault)?;
    if bytes.len() > rules::MOST_BYTES {
        return Err(fault(Fault::FileTooLarge { most_mib: rules::MOST_MIB }).into());
    }
    if arrival.comes_again
        && let Some(known) = load(store, &evidence_id(arrival.key)?).await?
    {
        return Ok(known);
    }
    let (size, sha256) = (bytes.len() as u64, hex::encode(Sha256::digest(&bytes)));
    files.put(arrival.key, bytes).await?;
    let kept = record(store, actor, arrival, name, kind, size, sha256).await;
    if kept.is_err() && !arrival.comes_again {
        // The bytes of a record that was not written are nobody's. If this fails too, they only take up room. Those that
        // come again may be another sending's, which has written its record.
        files.delete(arrival.key).await.ok();
    }
    kept
}

async fn record(
    store: &Store,
    actor: &Actor,
    arrival: Arrival,
    name: Title,
    kind: Kind,
    size: u64,
    sha256: String,
) -> Result<Evidence, Failure> {
    let Arrival { key, at, .. } = arrival;
    let evidence = Evidence {
        evidence: evidence_id(key)?,
        name,
        media_type: kind.media_type().to_owned(),
        size,
        sha256,
        uploaded_by: actor.account.clone(),
        uploaded_at: at,
        unit: actor.unit.clone(),
        inspectors: actor.inspector.iter().cloned().collect(),
        attached_to: None,
        part: None,
        taken_out: false,
        version: 1,
    };
    let change = Change::create(TABLE, evidence.evidence.as_str(), &evidence)?;
    // The file's own key: where the form is sent twice at one moment, the first of the two writes the record.
    let commit = Commit::by(actor, "evidence.receive", format!("evidence.{key}"), at).with(change);
    match store::transact(store, commit).await? {
        Outcome::Done => Ok(evidence),
        Outcome::DoneBefore => Ok(load(store, &evidence.evidence).await?.ok_or(AppError::NotFound)?),
    }
}

fn evidence_id(key: FileKey) -> Result<EvidenceId, Failure> {
    EvidenceId::parse(key.to_string()).map_err(|bad| Failure::internal(bad.to_string()))
}

/// The bytes of a file, after they were read once to see that they are those that came in: so whoever asks for a file that
/// was replaced gets an error, and not the half of another file. They are not kept meanwhile, for many large files may be
/// asked for at a time, and slowly taken.
///
/// # Errors
/// When the object store cannot be read, has lost the file, or holds another.
pub async fn open(state: &AppState, evidence: &Evidence) -> Result<FileStream, Failure> {
    let wrong = |fault: FileFault| Failure::internal(format!("evidence {}: {fault}", evidence.evidence));
    let lost = || wrong(FileFault::Missing);
    let key = FileKey::parse(evidence.evidence.as_str()).ok_or_else(lost)?;
    match check::content_fault(evidence, state.files.measure(key).await?) {
        Some(fault) => Err(wrong(fault)),
        None => state.files.get(key).await?.ok_or_else(lost),
    }
}
