//! Submissions: their steps, from taking up to acceptance.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{
    super::{
        model::{Step, Submission, SubmissionState, submission_id},
        rules::{self, Content},
    },
    SUBMISSION, done_or_stale, standing,
};
use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        text::Note,
    },
    store::{self, Change, Commit, Failure, Store},
    working_day::store::calendar,
};

/// One step of a submission: who takes it, when, under which key, and the version that they saw.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// The idempotency key of the form.
    pub key: &'a str,
    /// The version that the person saw.
    pub seen: u32,
}

/// The clerk takes a returned submission up again; a draft stays as it is, for filling in is no fact. Returns the
/// version from now on.
///
/// # Errors
/// As of every step: [`AppError::Stale`], [`AppError::NotAllowedNow`], or a failure of the database.
pub async fn take_up(store: &Store, act: Act<'_>, before: &Submission) -> Result<u32, Failure> {
    if before.state == SubmissionState::Draft {
        return Ok(before.version);
    }
    advance(store, act, before, Step::Edit, None, rules::edit).await?;
    Ok(act.seen + 1)
}

/// The clerk hands a complete submission to the head.
///
/// # Errors
/// As of every step.
pub async fn hand_over(store: &Store, act: Act<'_>, before: &Submission, content: Content) -> Result<(), Failure> {
    advance(store, act, before, Step::HandOver, None, |before, signed| rules::hand_over(before, content, signed)).await
}

/// The head hands it back to the clerk.
///
/// # Errors
/// As of every step.
pub async fn hand_back(store: &Store, act: Act<'_>, before: &Submission, reason: Note) -> Result<(), Failure> {
    let why = Some(reason.to_string());
    advance(store, act, before, Step::HandBack, why, |before, signed| rules::hand_back(before, reason, signed)).await
}

/// The head signs (Art. 15). How late it is follows from the day of `act.at`.
///
/// # Errors
/// As of every step.
pub async fn sign(store: &Store, act: Act<'_>, before: &Submission) -> Result<(), Failure> {
    let calendar = calendar(store).await?;
    let day = chain_day(act.at);
    advance(store, act, before, Step::Sign, None, |before, signed| rules::sign(before, signed, day, &calendar)).await
}

/// The office accepts it.
///
/// # Errors
/// As of every step.
pub async fn accept(store: &Store, act: Act<'_>, before: &Submission) -> Result<(), Failure> {
    advance(store, act, before, Step::Accept, None, rules::accept).await
}

/// The office returns it with remarks by question.
///
/// # Errors
/// As of every step.
pub async fn send_back(
    store: &Store,
    act: Act<'_>,
    before: &Submission,
    remarks: BTreeMap<String, Note>,
    general: Option<Note>,
) -> Result<(), Failure> {
    let why = general.as_ref().map(Note::to_string);
    let back = |before: &Submission, signed: &Signature| rules::send_back(before, remarks, general, signed);
    advance(store, act, before, Step::Return, why, back).await
}

async fn advance(
    store: &Store,
    act: Act<'_>,
    before: &Submission,
    step: Step,
    reason: Option<String>,
    apply: impl FnOnce(&Submission, &Signature) -> Option<Submission>,
) -> Result<(), Failure> {
    if before.version != act.seen {
        return done_or_stale(store, act.actor, action(step), act.key).await;
    }
    let after = apply(before, &Signature::of(act.actor, act.at)).ok_or(AppError::NotAllowedNow)?;
    let id = submission_id(&before.round, &before.unit);
    let mut commit = Commit::by(act.actor, action(step), act.key, act.at);
    commit.reason = reason;
    commit = commit.with(Change::update(SUBMISSION, id, act.seen, before, &after)?).merging(standing(&after)?);
    store::transact(store, commit).await?;
    Ok(())
}

/// The dotted name of a step in the journal.
const fn action(step: Step) -> &'static str {
    match step {
        Step::Open => "self_check.give_task",
        Step::Edit => "self_check.edit",
        Step::HandOver => "self_check.hand_over",
        Step::HandBack => "self_check.hand_back",
        Step::Sign => "self_check.sign",
        Step::Accept => "self_check.accept",
        Step::Return => "self_check.return",
    }
}
