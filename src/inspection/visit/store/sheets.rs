//! Sheets: what each scorer types and hands in, and the one score that the leader makes of them and locks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{ATTEMPTS, Command, standard_of};
use crate::{
    error::AppError,
    evidence::{model::Evidence, store as files},
    inspection::{
        model::Visit,
        plan::store::require_unrecused,
        visit::{
            model::{Draft, Line, Saved},
            rules::{self, VisitStep},
        },
    },
    journal::chain::chain_day,
    kernel::{
        actor::Actor,
        ids::{EvidenceId, InspectorId, VisitId},
        permit,
        text::Note,
    },
    store::{self, Failure, Store},
};

const DRAFT: &str = "score_draft";

const CREATE_DRAFT: &str = "INSERT IGNORE INTO score_draft $draft RETURN VALUE revision";
const SAVE_DRAFT: &str =
    "UPDATE type::record('score_draft', $id) CONTENT $draft WHERE revision = $seen RETURN VALUE revision";
const DROP_DRAFT: &str = "DELETE type::record('score_draft', $id) RETURN NONE";

/// What a scorer has typed so far; empty before the first saving.
///
/// # Errors
/// When the database cannot be read.
pub async fn draft(store: &Store, visit: &VisitId, inspector: &InspectorId) -> Result<Draft, Failure> {
    Ok(store::load(store, DRAFT, &draft_id(visit, inspector)).await?.unwrap_or_default())
}

/// Saves some lines of a draft; lines that are not named stay, and what the sheet does not have is left out, so that a
/// draft is never longer than its sheet. A draft is no fact, so no journal knows it. `seen` is the revision that the page
/// shows, `window` the page's own key.
///
/// # Errors
/// A refusal of the permission table, [`AppError::NotAllowedNow`], [`AppError::Stale`] where another page saved
/// meanwhile, or a failure of the database.
pub async fn save_sheet(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    visit: &Visit,
    seen: u32,
    window: &str,
    lines: BTreeMap<String, Line>,
) -> Result<Saved, Failure> {
    let number = require_scorer(store, actor, at, visit).await?;
    let (_, sheet) = standard_of(store, visit).await?;
    let codes: BTreeSet<&str> = rules::indicators(&sheet).map(|(_, indicator)| indicator.code.as_str()).collect();
    for _ in 0..ATTEMPTS {
        let mut draft = draft(store, &visit.visit, &number).await?;
        if draft.revision != seen && draft.window != window {
            return Err(AppError::Stale.into());
        }
        draft.lines.extend(lines.clone());
        draft.lines.retain(|code, _| codes.contains(code.as_str()));
        window.clone_into(&mut draft.window);
        if let Some(saved) = write_draft(store, actor, at, visit, &draft).await? {
            return Ok(saved);
        }
    }
    Err(AppError::Stale.into())
}

/// Adds received files to a line of a draft; those that it has already, for their form was sent twice, once.
///
/// # Errors
/// As [`save_sheet`].
pub async fn add_draft_evidence(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    visit: &Visit,
    code: &str,
    received: &[Evidence],
) -> Result<Saved, Failure> {
    let number = require_scorer(store, actor, at, visit).await?;
    for _ in 0..ATTEMPTS {
        let mut draft = draft(store, &visit.visit, &number).await?;
        let files = draft.evidence.entry(code.to_owned()).or_default();
        for file in received {
            if !files.contains(&file.evidence) {
                files.push(file.evidence.clone());
            }
        }
        if let Some(saved) = write_draft(store, actor, at, visit, &draft).await? {
            return Ok(saved);
        }
    }
    Err(AppError::Stale.into())
}

/// Makes a draft the scorer's sheet. Nobody changes it any more, and nobody else sees it until the entry is over.
///
/// # Errors
/// As [`receive`](super::receive); every fault of the sheet by field.
pub async fn submit_sheet(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Score, action: "visit.submit_sheet" };
    if let Some(done) = command.done_before(visit).await? {
        return Ok(done);
    }
    let number = require_scorer(store, actor, at, visit).await?;
    let draft = draft(store, &visit.visit, &number).await?;
    let (standard, sheet) = standard_of(store, visit).await?;
    let checked = rules::check_draft(&standard, &sheet, &draft, visit.steps.len(), command.signature());
    let checked = checked.map_err(AppError::Invalid)?;
    let ids: Vec<EvidenceId> = checked.evidence.values().flatten().cloned().collect();
    let proofs = files::load_to_attach(store, actor, &ids).await?;
    let add = |after: &mut Visit| {
        after.sheets.insert(number.to_string(), checked.clone());
        Ok(())
    };
    let after = command.append(visit, &proofs, add).await?;
    store::put(store, DROP_DRAFT, [("id", json!(draft_id(&visit.visit, &number)))]).await?;
    Ok(after)
}

/// The leader ends the entry before everybody has handed in.
///
/// # Errors
/// As [`receive`](super::receive).
pub async fn close_entry(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    reason: Note,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::CloseEntry, action: "visit.close_entry" };
    let close = |after: &mut Visit| {
        after.entry_closed = Some(command.signature());
        Ok(())
    };
    command.replace_because(visit, seen, Some(&reason), close).await
}

/// The leader makes one score of all sheets; until it is locked this can be done again.
///
/// # Errors
/// As [`receive`](super::receive); every fault of the entries by field.
pub async fn reconcile(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    lines: &BTreeMap<String, Line>,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Reconcile, action: "visit.reconcile" };
    let (standard, sheet) = standard_of(store, visit).await?;
    // Nothing is said about the entries before this: whoever may not reconcile must not learn from faults what others
    // gave.
    let keep = |after: &mut Visit| {
        let made = rules::reconcile(&standard, &sheet, &visit.sheets, lines, command.signature());
        let (reconciled, result) = made.map_err(AppError::Invalid)?;
        after.reconciled = Some(reconciled);
        after.result = Some(result);
        Ok(())
    };
    command.replace(visit, seen, keep).await
}

/// The leader locks the score. From now on nothing changes but what still belongs to the feedback.
///
/// # Errors
/// As [`receive`](super::receive); [`Fault::FindingUnproved`](crate::kernel::fault::Fault::FindingUnproved) for each
/// problem that neither a file nor a record proves.
pub async fn lock(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Lock, action: "visit.lock" };
    // Nothing is said about the problems before this: whoever may not lock learns nothing of them.
    let lock = |after: &mut Visit| {
        rules::check_findings(visit).map_err(AppError::Invalid)?;
        after.locked = Some(command.signature());
        Ok(())
    };
    command.replace(visit, seen, lock).await
}

fn scorer(actor: &Actor) -> Result<InspectorId, Failure> {
    Ok(actor.inspector.clone().ok_or(AppError::NotPermitted)?)
}

/// The number under which this person scores the visit, where they may.
async fn require_scorer(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    visit: &Visit,
) -> Result<InspectorId, Failure> {
    permit::check(actor, VisitStep::Score.action(), rules::subject(visit))?;
    if !rules::may(actor, visit, VisitStep::Score) {
        return Err(AppError::NotAllowedNow.into());
    }
    require_unrecused(store, actor, &visit.unit, &visit.unit_name, chain_day(at)).await?;
    scorer(actor)
}

/// Writes a draft over the revision that it was read at; `None` where another saving came between.
async fn write_draft(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    visit: &Visit,
    draft: &Draft,
) -> Result<Option<Saved>, Failure> {
    let (number, revision) = (scorer(actor)?, draft.revision + 1);
    let id = draft_id(&visit.visit, &number);
    let mut row = json!({
        "visit": visit.visit,
        "inspector": number,
        "revision": revision,
        "window": draft.window,
        "lines": draft.lines,
        "evidence": draft.evidence,
        "saved_at": at,
    });
    let written: Vec<u32> = if draft.revision == 0 {
        row["id"] = json!(id);
        store::keep(store, CREATE_DRAFT, [("draft", row)]).await?
    } else {
        store::keep(store, SAVE_DRAFT, [("id", json!(id)), ("draft", row), ("seen", json!(draft.revision))]).await?
    };
    Ok((!written.is_empty()).then_some(Saved { revision, at }))
}

/// A visit and a person of the roster joined by a colon, which stands in no id.
fn draft_id(visit: &VisitId, inspector: &InspectorId) -> String {
    format!("{visit}:{inspector}")
}
