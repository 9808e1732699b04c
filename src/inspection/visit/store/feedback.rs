//! What a unit is told of its visit, and what it says to it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::Command;
use crate::{
    error::AppError,
    inspection::{
        model::{OralFeedback, Visit, WrittenFeedback},
        visit::rules::{self, VisitStep},
    },
    kernel::{
        actor::Actor,
        permit,
        text::{LongText, Note},
    },
    store::{Failure, Store},
};

/// The oral feedback at the end. What Art. 9 asks for and has no record is given a reason in `left_out`, by the code of
/// the gap.
///
/// # Errors
/// As [`receive`](super::receive); [`Fault::ReasonMissing`](crate::kernel::fault::Fault::ReasonMissing) for each gap
/// without one.
pub async fn oral_feedback(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    text: LongText,
    left_out: &BTreeMap<String, Note>,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::GiveFeedback, action: "visit.oral_feedback" };
    let give = |after: &mut Visit| {
        let left_out = rules::reasons_for_gaps(visit, left_out).map_err(AppError::Invalid)?;
        let (text, given) = (text.clone(), command.signature());
        after.oral_feedback =
            Some(OralFeedback { text, given, acknowledged: None, answer: None, contested: false, left_out });
        Ok(())
    };
    command.replace(visit, seen, give).await
}

/// The unit acknowledges the oral feedback, with what it says to it and whether it contests it; that is open until the
/// written feedback.
///
/// # Errors
/// As [`receive`](super::receive); [`Fault::ReasonMissing`](crate::kernel::fault::Fault::ReasonMissing) where it contests
/// it and says nothing.
pub async fn acknowledge(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    answer: Option<Note>,
    contested: bool,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Acknowledge, action: "visit.acknowledge" };
    permit::check(actor, command.step.action(), rules::subject(visit))?;
    rules::check_answer(answer.as_ref(), contested).map_err(|fault| AppError::field("answer", fault))?;
    let sign = |after: &mut Visit| {
        if let Some(feedback) = &mut after.oral_feedback {
            feedback.acknowledged = Some(command.signature());
            feedback.answer.clone_from(&answer);
            feedback.contested = contested;
        }
        Ok(())
    };
    command.replace(visit, seen, sign).await
}

/// The establishment office sends the written feedback (Art. 12).
///
/// # Errors
/// As [`receive`](super::receive).
pub async fn written_feedback(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    text: LongText,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Answer, action: "visit.written_feedback" };
    let send = |after: &mut Visit| {
        after.written_feedback = Some(WrittenFeedback { text: text.clone(), sent: command.signature() });
        Ok(())
    };
    command.replace(visit, seen, send).await
}
