//! How the findings of locked visits come into the ledger.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{
    super::{
        model::{Entry, WaitingVisit},
        rules,
    },
    TABLE, merge, of_visit,
};
use crate::{
    error::AppError,
    inspection::model::Visit,
    kernel::{
        actor::{Actor, Signature},
        ids::VisitId,
        permit::{self, Action, Subject},
    },
    store::{self, Change, Commit, Failure, Progress, Several, Store},
};

/// The findings of so many visits enter the ledger by one act.
pub const MOST_OPENED: usize = 200;

const LOCKED_VISITS: &str = "SELECT visit, unit_name, date, array::len(findings) AS findings FROM visit
    WHERE state IN ['locked', 'answered'] AND array::len(findings) > 0
    AND array::len((SELECT VALUE entry FROM ledger_entry WHERE visit = $parent.visit LIMIT 200))
        < array::len(findings)
    ORDER BY date, visit LIMIT $limit";

/// Visits whose score is locked and whose findings are not all in the ledger, the oldest first, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting_visits(store: &Store, limit: usize) -> Result<Vec<WaitingVisit>, Failure> {
    Ok(store::select(store, LOCKED_VISITS, [("limit", json!(limit))]).await?)
}

/// The visit with this id.
///
/// # Errors
/// When the database cannot be read.
pub async fn visit(store: &Store, visit: &VisitId) -> Result<Option<Visit>, Failure> {
    Ok(store::load(store, "visit", visit.as_str()).await?)
}

/// Puts every finding of a locked visit into the ledger that is not there yet, in one transaction; answers all entries
/// of the visit in order of number. The office calls it with the written feedback, or afterwards.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotAllowedNow`] for a visit that is not locked, or a failure of the database.
pub async fn open_from_visit(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
) -> Result<Vec<Entry>, Failure> {
    permit::check(actor, Action::OrderRectification, Subject::DISTRICT)?;
    let known = of_visit(store, &visit.visit).await?;
    let by = Signature::of(actor, at);
    let mut commit = Commit::by(actor, "rectification.open", key, at);
    for finding in &visit.findings {
        if known.iter().any(|entry| entry.number == finding.number) {
            continue;
        }
        let entry = rules::open(visit, finding, &by)?;
        let change = Change::create(TABLE, entry.entry.as_str(), &entry)?;
        commit = commit.with(change).merging(merge(&entry)?);
    }
    if commit.changes.is_empty() {
        return Ok(known);
    }
    store::transact(store, commit).await?;
    of_visit(store, &visit.visit).await
}

/// Puts the findings of these visits into the ledger one visit after the other, each as [`open_from_visit`] does and by a
/// key of its own: what stands against one holds no other back.
///
/// # Errors
/// [`AppError::Partly`] where a visit was left, or a failure of the database.
pub async fn open_all(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visits: &[WaitingVisit],
    progress: &Progress,
) -> Result<(), Failure> {
    let mut several = Several::counted(progress);
    for waiting in visits {
        let key = format!("{key}-{}", waiting.visit);
        let opened = open_waiting(store, actor, at, &key, &waiting.visit).await;
        several.note(format!("{} {}", waiting.unit_name, waiting.date), opened)?;
    }
    several.answer()
}

async fn open_waiting(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    waiting: &VisitId,
) -> Result<(), Failure> {
    let visit = visit(store, waiting).await?.ok_or(AppError::NotFound)?;
    open_from_visit(store, actor, at, key, &visit).await.map(drop)
}
