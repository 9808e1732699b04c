//! Visits in the database, and every command on them. Each merges the visit's part into the unit's standing.
//!
//! A command that only adds something (a record, a sheet, a finding) is applied to the visit as it is now, for several
//! people of a group write at the same time and take nothing away from each other. A command that decides or replaces
//! something names the version that the person saw.

/// Another leader, for the one there is cannot go on.
mod leader;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::json;

pub use leader::{Bench, appoint_leader, bench};

use super::{
    model::{Draft, Line, Saved},
    rules::{self, VisitStep},
};
use crate::{
    error::AppError,
    evidence::{
        model::Evidence,
        store::{self as files, Attachment},
    },
    inspection::{
        model::{Finding, GoodPractice, OralFeedback, Plan, ScoreStandard, StepRecord, Visit, WrittenFeedback},
        plan::store::{require_unrecused, visit_standing},
        rules::scoring::Sheet,
        standard,
    },
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        fault::Fault,
        ids::{EvidenceId, InspectorId, PlanId, VisitId},
        permit::{self, Action},
        text::{LongText, Note},
    },
    store::{self, Change, Commit, Failure, Outcome, Store, TransactError},
};

const TABLE: &str = "visit";

const DRAFT: &str = "score_draft";

/// How often something is added anew to a visit that others changed meanwhile.
const ATTEMPTS: usize = 5;

const CREATE_DRAFT: &str = "INSERT IGNORE INTO score_draft $draft RETURN VALUE revision";
const SAVE_DRAFT: &str =
    "UPDATE type::record('score_draft', $id) CONTENT $draft WHERE revision = $seen RETURN VALUE revision";
const DROP_DRAFT: &str = "DELETE type::record('score_draft', $id) RETURN NONE";

/// The visit with this id.
///
/// # Errors
/// [`AppError::NotFound`], or a failure of the database.
pub async fn load(store: &Store, visit: &VisitId) -> Result<Visit, Failure> {
    Ok(store::load(store, TABLE, visit.as_str()).await?.ok_or(AppError::NotFound)?)
}

/// The visit with this id, where the person may read it.
///
/// # Errors
/// [`AppError::NotFound`] where there is none or it is not theirs, [`AppError::NotPermitted`] for a role that never
/// reads visits, or a failure of the database.
pub async fn load_for(store: &Store, actor: &Actor, visit: &VisitId) -> Result<Visit, Failure> {
    let found = load(store, visit).await?;
    permit::check(actor, Action::ReadVisit, rules::subject(&found))?;
    if !rules::is_announced_to(actor, &found) {
        return Err(AppError::NotFound.into());
    }
    Ok(found)
}

/// The plan of a visit; `None` where it is gone.
///
/// # Errors
/// When the database cannot be read.
pub async fn plan_of(store: &Store, plan: &PlanId) -> Result<Option<Plan>, Failure> {
    Ok(store::load(store, "plan", plan.as_str()).await?)
}

/// The standard by which a visit is scored, and the sheet with the areas of its plan.
///
/// # Errors
/// [`AppError::NotAllowedNow`] where the plan's edition of the standard is not there, or a failure of the database.
pub async fn standard_of(store: &Store, visit: &Visit) -> Result<(ScoreStandard, Sheet), Failure> {
    let plan = plan_of(store, &visit.plan).await?.ok_or(AppError::NotAllowedNow)?;
    let standard = standard::store::load(store, &plan.standard, plan.edition).await?.ok_or(AppError::NotAllowedNow)?;
    let sheet = rules::applicable_sheet(&standard, &plan.areas);
    Ok((standard, sheet))
}

/// The unit signs for the notice.
///
/// # Errors
/// As every command here: a refusal of the permission table, [`AppError::NotAllowedNow`], [`AppError::Stale`], faults
/// by field ([`Fault::Recused`] of `group` for an inspector who may not check the unit by now), or a failure of the
/// database.
pub async fn receive(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Receive, action: "visit.receive" };
    command.replace(visit, seen, |after| after.receipt = Some(command.signature())).await
}

/// The group is there.
///
/// # Errors
/// As [`receive`]; [`Fault::TooEarly`] on `date` before the visit's day.
pub async fn start(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Start, action: "visit.start" };
    if rules::may(actor, visit, VisitStep::Start) && !rules::has_come(visit, chain_day(at)) {
        return Err(AppError::field("date", Fault::TooEarly { earliest: visit.date }).into());
    }
    command.replace(visit, seen, |_| ()).await
}

/// Adds the record of a step of Art. 9. Its signature is the actor's.
///
/// # Errors
/// As [`receive`].
pub async fn record_step(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    record: StepRecord,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Record, action: "visit.record_step" };
    let record = StepRecord { signed: command.signature(), ..record };
    command
        .add(visit, &[], |after| {
            after.steps.push(record.clone());
            Ok(())
        })
        .await
}

/// What a file of a visit proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proved {
    /// The step record with this number, from 1.
    Step(usize),
    /// The finding with this number.
    Finding(u32),
}

impl Proved {
    /// The step that adding the file belongs to.
    const fn step(self) -> VisitStep {
        match self {
            Self::Step(_) => VisitStep::Record,
            Self::Finding(_) => VisitStep::Note,
        }
    }

    /// The files of what is proved.
    fn files(self, visit: &mut Visit) -> Option<&mut Vec<EvidenceId>> {
        match self {
            Self::Step(number) => visit.steps.get_mut(number.checked_sub(1)?).map(|record| &mut record.evidence),
            Self::Finding(number) => {
                let finding = visit.findings.iter_mut().find(|finding| finding.number == number);
                finding.map(|finding| &mut finding.evidence)
            }
        }
    }
}

/// Attaches received files to a step record or a finding.
///
/// # Errors
/// As [`receive`]; [`AppError::NotFound`] where there is no such record.
pub async fn add_evidence(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    proved: Proved,
    received: &[Evidence],
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: proved.step(), action: "visit.add_evidence" };
    // What the visit has already came in before, and is sent again beside others.
    let new: Vec<Evidence> = received.iter().filter(|file| !file.is_attached()).cloned().collect();
    let added = |after: &mut Visit| {
        let files = proved.files(after).ok_or(AppError::NotFound)?;
        files.extend(new.iter().map(|file| file.evidence.clone()));
        Ok(())
    };
    command.add(visit, &new, added).await
}

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
/// As [`receive`]; every fault of the sheet by field.
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
/// As [`receive`].
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
    let close = |after: &mut Visit| after.entry_closed = Some(command.signature());
    command.replace_because(visit, seen, Some(&reason), close).await
}

/// Writes down a problem under the next number. Number and signature are given here.
///
/// # Errors
/// As [`receive`].
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
/// As [`receive`]; [`AppError::NotFound`] where there is no such problem.
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
    if let Some(done) = command.done_before(visit).await? {
        return Ok(done);
    }
    if !visit.findings.iter().any(|known| known.number == finding.number) {
        return Err(AppError::NotFound.into());
    }
    let edit = |after: &mut Visit| {
        if let Some(known) = after.findings.iter_mut().find(|known| known.number == finding.number) {
            let evidence = known.evidence.clone();
            *known = Finding { evidence, signed: command.signature(), ..finding.clone() };
        }
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
    if let Some(done) = command.done_before(visit).await? {
        return Ok(done);
    }
    if !visit.findings.iter().any(|known| known.number == number) {
        return Err(AppError::NotFound.into());
    }
    let remove = |after: &mut Visit| after.findings.retain(|finding| finding.number != number);
    command.replace_because(visit, seen, Some(&reason), remove).await
}

/// Writes down a good practice.
///
/// # Errors
/// As [`receive`].
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
    if let Some(done) = command.done_before(visit).await? {
        return Ok(done);
    }
    if place >= visit.good_practices.len() {
        return Err(AppError::NotFound.into());
    }
    let remove = |after: &mut Visit| {
        if place < after.good_practices.len() {
            after.good_practices.remove(place);
        }
    };
    command.replace(visit, seen, remove).await
}

/// The oral feedback at the end. What Art. 9 asks for and has no record is given a reason in `left_out`, by the code of
/// the gap.
///
/// # Errors
/// As [`receive`]; [`Fault::ReasonMissing`] for each gap without one.
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
    permit::check(actor, command.step.action(), rules::subject(visit))?;
    if let Some(done) = command.done_before(visit).await? {
        return Ok(done);
    }
    let left_out = rules::reasons_for_gaps(visit, left_out).map_err(AppError::Invalid)?;
    let give = |after: &mut Visit| {
        let (text, given) = (text.clone(), command.signature());
        let left_out = left_out.clone();
        after.oral_feedback =
            Some(OralFeedback { text, given, acknowledged: None, answer: None, contested: false, left_out });
    };
    command.replace(visit, seen, give).await
}

/// The unit acknowledges the oral feedback, with what it says to it and whether it contests it; that is open until the
/// written feedback.
///
/// # Errors
/// As [`receive`]; [`Fault::ReasonMissing`] where it contests it and says nothing.
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
    };
    command.replace(visit, seen, sign).await
}

/// The leader makes one score of all sheets; until it is locked this can be done again.
///
/// # Errors
/// As [`receive`]; every fault of the entries by field.
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
    if let Some(done) = command.done_before(visit).await? {
        return Ok(done);
    }
    // Before anything is said about the entries: whoever may not reconcile must not learn from faults what others gave.
    command.ensure(visit)?;
    let (standard, sheet) = standard_of(store, visit).await?;
    let made =
        rules::reconcile(&standard, &sheet, &visit.sheets, lines, command.signature()).map_err(AppError::Invalid)?;
    let keep = |after: &mut Visit| {
        let (reconciled, result) = made.clone();
        after.reconciled = Some(reconciled);
        after.result = Some(result);
    };
    command.replace(visit, seen, keep).await
}

/// The leader locks the score. From now on nothing changes but what still belongs to the feedback.
///
/// # Errors
/// As [`receive`]; [`Fault::FindingUnproved`] for each problem that neither a file nor a record proves.
pub async fn lock(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Lock, action: "visit.lock" };
    if let Some(done) = command.done_before(visit).await? {
        return Ok(done);
    }
    // Before anything is said about the problems: whoever may not lock learns nothing of them.
    command.ensure(visit)?;
    rules::check_findings(visit).map_err(AppError::Invalid)?;
    command.replace(visit, seen, |after| after.locked = Some(command.signature())).await
}

/// The establishment office sends the written feedback (Art. 12).
///
/// # Errors
/// As [`receive`].
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
    };
    command.replace(visit, seen, send).await
}

/// One command on a visit: who takes which step, when, under which key.
#[derive(Clone, Copy)]
struct Command<'a> {
    store: &'a Store,
    actor: &'a Actor,
    at: DateTime<Utc>,
    key: &'a str,
    step: VisitStep,
    action: &'static str,
}

impl Command<'_> {
    fn signature(&self) -> Signature {
        Signature::of(self.actor, self.at)
    }

    /// The visit as it is, where this very command was carried out before: the form was sent twice.
    async fn done_before(&self, visit: &Visit) -> Result<Option<Visit>, Failure> {
        match store::done_before(self.store, self.actor, &[self.action], self.key).await? {
            true => Ok(Some(load(self.store, &visit.visit).await?)),
            false => Ok(None),
        }
    }

    fn ensure(&self, visit: &Visit) -> Result<(), Failure> {
        permit::check(self.actor, self.step.action(), rules::subject(visit))?;
        if rules::may(self.actor, visit, self.step) { Ok(()) } else { Err(AppError::NotAllowedNow.into()) }
    }

    /// Refuses whoever is recused from the unit by now, though their group was sent there (Art. 14).
    async fn require_unrecused(&self, visit: &Visit) -> Result<(), Failure> {
        require_unrecused(self.store, self.actor, &visit.unit, &visit.unit_name, chain_day(self.at)).await
    }

    /// Changes the visit as the person saw it.
    async fn replace(&self, visit: &Visit, seen: u32, change: impl Fn(&mut Visit)) -> Result<Visit, Failure> {
        self.replace_because(visit, seen, None, change).await
    }

    async fn replace_because(
        &self,
        visit: &Visit,
        seen: u32,
        reason: Option<&Note>,
        change: impl Fn(&mut Visit),
    ) -> Result<Visit, Failure> {
        permit::check(self.actor, self.step.action(), rules::subject(visit))?;
        if let Some(done) = self.done_before(visit).await? {
            return Ok(done);
        }
        if visit.version != seen {
            return Err(AppError::Stale.into());
        }
        self.require_unrecused(visit).await?;
        let changed = |after: &mut Visit| {
            change(after);
            Ok(())
        };
        let (commit, after) = self.commit(visit, &[], changed)?;
        let commit = match reason {
            Some(reason) => commit.because(reason.as_str()),
            None => commit,
        };
        store::transact(self.store, commit).await?;
        Ok(after)
    }

    /// Adds something to the visit as it is now, whatever others added meanwhile.
    async fn add(
        &self,
        visit: &Visit,
        proofs: &[Evidence],
        change: impl Fn(&mut Visit) -> Result<(), Failure>,
    ) -> Result<Visit, Failure> {
        permit::check(self.actor, self.step.action(), rules::subject(visit))?;
        if let Some(done) = self.done_before(visit).await? {
            return Ok(done);
        }
        self.require_unrecused(visit).await?;
        self.append(visit, proofs, change).await
    }

    /// Adds something for a person who is not recused from the unit, as is known already.
    async fn append(
        &self,
        visit: &Visit,
        proofs: &[Evidence],
        change: impl Fn(&mut Visit) -> Result<(), Failure>,
    ) -> Result<Visit, Failure> {
        let mut now = visit.clone();
        for _ in 0..ATTEMPTS {
            let (commit, after) = self.commit(&now, proofs, &change)?;
            match store::transact(self.store, commit).await {
                Ok(Outcome::Done) => return Ok(after),
                Ok(Outcome::DoneBefore) => return load(self.store, &visit.visit).await,
                Err(TransactError::Stale { .. }) => now = load(self.store, &visit.visit).await?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::Stale.into())
    }

    fn commit(
        &self,
        before: &Visit,
        proofs: &[Evidence],
        change: impl Fn(&mut Visit) -> Result<(), Failure>,
    ) -> Result<(Commit, Visit), Failure> {
        self.ensure(before)?;
        let mut after = before.clone();
        after.state = rules::next(before.state, self.step).ok_or(AppError::NotAllowedNow)?;
        change(&mut after)?;
        let written = Change::update(TABLE, before.visit.as_str(), before.version, before, &after)?;
        after.version = before.version + 1;
        let mut commit =
            Commit::by(self.actor, self.action, self.key, self.at).with(written).merging(visit_standing(&after)?);
        let attachment = Attachment {
            record: format!("{TABLE}:{}", before.visit),
            part: None,
            unit: shown_to_unit(self.step, before),
            inspectors: before.inspectors.clone(),
        };
        for proof in proofs {
            commit = commit.with(files::attach_change(proof, &attachment)?);
        }
        Ok((commit, after))
    }
}

/// The unit may open what proves a finding, for it is told the finding. What proves an entry or a talk stays with the
/// group and the offices.
fn shown_to_unit(step: VisitStep, visit: &Visit) -> Option<crate::kernel::ids::UnitCode> {
    (step == VisitStep::Note).then(|| visit.unit.clone())
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
