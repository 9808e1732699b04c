//! Drafts in the database, table `submission_draft`, and their files, which are evidence that proves a question.
//!
//! A draft is written past the journal, for half a sentence is no fact. That a file was attached or taken out again is
//! one, and goes through the write path.

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::{
    error::AppError,
    evidence::{
        model::Evidence,
        store::{Attachment, attach_change, load as load_file, of_parts, of_record, take_out_change},
    },
    kernel::{
        actor::Actor,
        ids::{EvidenceId, RoundId, UnitCode},
    },
    self_check::{
        model::{Draft, FileLine, Submission, submission_id},
        rules::answer::{Files, starting_draft},
        store::SUBMISSION,
    },
    store::{self, Commit, Failure, Store},
};

const TABLE: &str = "submission_draft";

const FIRST: &str = "INSERT IGNORE INTO submission_draft $row RETURN VALUE revision";
const NEXT: &str = "UPDATE type::record('submission_draft', $id) CONTENT $draft WHERE revision = $seen
    RETURN VALUE revision";

/// What is kept of a submission; where nothing is, what was handed over last.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, submission: &Submission) -> Result<Draft, Failure> {
    let id = submission_id(&submission.round, &submission.unit);
    let kept: Option<Draft> = store::load(store, TABLE, &id).await?;
    Ok(kept.unwrap_or_else(|| starting_draft(submission)))
}

/// Keeps a draft that started from the revision `seen`, and returns it as kept.
///
/// # Errors
/// [`AppError::Stale`] when somebody else saved since, or a failure of the database.
pub async fn save(store: &Store, actor: &Actor, at: DateTime<Utc>, draft: Draft, seen: u32) -> Result<Draft, Failure> {
    let draft = Draft { revision: seen + 1, saved_at: Some(at), by: Some(actor.account.clone()), ..draft };
    let id = submission_id(&draft.round, &draft.unit);
    let mut row = serde_json::to_value(&draft)?;
    let written: Vec<i64> = if seen == 0 {
        row["id"] = json!(id);
        store::keep(store, FIRST, [("row", row)]).await?
    } else {
        store::keep(store, NEXT, [("id", json!(id)), ("draft", row), ("seen", json!(seen))]).await?
    };
    if written.is_empty() { Err(AppError::Stale.into()) } else { Ok(draft) }
}

/// The record that a draft's files prove.
fn record(round: &RoundId, unit: &UnitCode) -> String {
    format!("{SUBMISSION}:{}", submission_id(round, unit))
}

/// The files of a draft by the code of their question, at most 500.
///
/// # Errors
/// When the database cannot be read.
pub async fn files(store: &Store, round: &RoundId, unit: &UnitCode) -> Result<Files, Failure> {
    let mut files = Files::new();
    for file in of_parts(store, &record(round, unit)).await? {
        files.entry(file.part).or_default().push(file.evidence);
    }
    Ok(files)
}

/// What there is to say of these files of a submission, by question. A file whose record is gone is passed over.
///
/// # Errors
/// When the database cannot be read.
pub async fn describe(store: &Store, submission: &Submission, files: &Files) -> Result<Vec<FileLine>, Failure> {
    let record = record(&submission.round, &submission.unit);
    let known = of_record(store, &record).await?;
    let mut lines = Vec::new();
    for (question, ids) in files {
        for id in ids {
            // More files than one query answers are asked for one by one.
            let found = match known.iter().find(|file| file.evidence == *id) {
                Some(file) => Some(file.clone()),
                None => load_file(store, id).await?,
            };
            lines.extend(found.map(|file| line(question.clone(), file)));
        }
    }
    Ok(lines)
}

fn line(question: String, file: Evidence) -> FileLine {
    FileLine { evidence: file.evidence, question, name: file.name, size: file.size, uploaded_at: file.uploaded_at }
}

/// Binds files that were just received to a question of a submission, but for those that it has already.
///
/// # Errors
/// A failure of the database.
pub async fn attach(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    submission: &Submission,
    question: &str,
    files: &[Evidence],
) -> Result<(), Failure> {
    let new: Vec<&Evidence> = files.iter().filter(|file| !file.is_attached()).collect();
    if new.is_empty() {
        return Ok(());
    }
    let attachment = Attachment {
        record: record(&submission.round, &submission.unit),
        part: Some(question.to_owned()),
        unit: Some(submission.unit.clone()),
        inspectors: Vec::new(),
    };
    let mut commit = Commit::by(actor, "self_check.attach", key, at);
    for file in new {
        commit = commit.with(attach_change(file, &attachment)?);
    }
    store::transact(store, commit).await?;
    Ok(())
}

/// A file of a draft, and the code of the question that it proves.
///
/// # Errors
/// [`AppError::NotFound`] where the draft has no such file, or a failure of the database.
pub async fn file(
    store: &Store,
    submission: &Submission,
    evidence: &EvidenceId,
) -> Result<(Evidence, String), Failure> {
    let record = record(&submission.round, &submission.unit);
    let is_of_draft = |file: &Evidence| file.attached_to.as_ref() == Some(&record) && !file.taken_out;
    let file = load_file(store, evidence).await?.filter(is_of_draft).ok_or(AppError::NotFound)?;
    let question = file.part.clone().ok_or(AppError::NotFound)?;
    Ok((file, question))
}

/// Takes a file out of its draft. The file itself stays: what was handed over before may rest on it.
///
/// # Errors
/// [`AppError::Stale`] where somebody else took it out at the same moment, or a failure of the database.
pub async fn detach(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    file: &Evidence,
) -> Result<(), Failure> {
    let commit = Commit::by(actor, "self_check.detach", key, at).with(take_out_change(file)?);
    store::transact(store, commit).await?;
    Ok(())
}
