//! Problems and good practices that a visit writes down.

use chrono::{DateTime, Utc};

use super::Command;
use crate::{
    error::AppError,
    inspection::{
        model::{Finding, GoodPractice, Visit},
        visit::rules::VisitStep,
    },
    kernel::{actor::Actor, text::Note},
    store::{Failure, Store},
};

/// Writes down a problem under the next number. Number and signature are given here.
///
/// # Errors
/// As [`receive`](super::receive).
pub async fn add_finding(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    finding: Finding,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Note, action: "visit.add_finding" };
    let add = |after: &mut Visit| {
        after.last_finding += 1;
        let (number, signed) = (after.last_finding, command.signature());
        after.findings.push(Finding { number, signed, ..finding.clone() });
        Ok(())
    };
    command.add(visit, &[], add).await
}

/// Changes a problem; its number and its files stay.
///
/// # Errors
/// As [`receive`](super::receive); [`AppError::NotFound`] where there is no such problem.
pub async fn edit_finding(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    finding: Finding,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Note, action: "visit.edit_finding" };
    let edit = |after: &mut Visit| {
        let known = after.findings.iter_mut().find(|known| known.number == finding.number);
        let known = known.ok_or(AppError::NotFound)?;
        let evidence = known.evidence.clone();
        *known = Finding { evidence, signed: command.signature(), ..finding.clone() };
        Ok(())
    };
    command.replace(visit, seen, edit).await
}

/// Removes a problem. Its number is not given again.
///
/// # Errors
/// As [`edit_finding`].
pub async fn remove_finding(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    number: u32,
    reason: Note,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Note, action: "visit.remove_finding" };
    let remove = |after: &mut Visit| {
        let place = after.findings.iter().position(|finding| finding.number == number);
        after.findings.remove(place.ok_or(AppError::NotFound)?);
        Ok(())
    };
    command.replace_because(visit, seen, Some(&reason), remove).await
}

/// Writes down a good practice.
///
/// # Errors
/// As [`receive`](super::receive).
pub async fn add_good_practice(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    practice: GoodPractice,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Note, action: "visit.add_good_practice" };
    let practice = GoodPractice { signed: command.signature(), ..practice };
    command
        .add(visit, &[], |after| {
            after.good_practices.push(practice.clone());
            Ok(())
        })
        .await
}

/// Removes the good practice at this place, from 0.
///
/// # Errors
/// As [`edit_finding`].
pub async fn remove_good_practice(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    place: usize,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Note, action: "visit.remove_good_practice" };
    let remove = |after: &mut Visit| {
        if place >= after.good_practices.len() {
            return Err(AppError::NotFound.into());
        }
        after.good_practices.remove(place);
        Ok(())
    };
    command.replace(visit, seen, remove).await
}
