//! Visits in the database, and every command on them. Each merges the visit's part into the unit's standing.
//!
//! A command that only adds something (a record, a sheet, a finding) is applied to the visit as it is now, for several
//! people of a group write at the same time and take nothing away from each other. A command that decides or replaces
//! something names the version that the person saw.

/// Another leader, for the one there is cannot go on.
mod leader;

/// Files of records and findings.
mod proof;

/// Problems and good practices.
mod findings;

/// Sheets and the score.
mod sheets;

/// Oral and written feedback.
mod feedback;

use chrono::{DateTime, Utc};

pub use feedback::{acknowledge, oral_feedback, written_feedback};
pub use findings::{add_finding, add_good_practice, edit_finding, remove_finding, remove_good_practice};
pub use leader::{Bench, appoint_leader, bench};
pub use proof::{Proved, add_evidence};
pub use sheets::{add_draft_evidence, close_entry, draft, lock, reconcile, save_sheet, submit_sheet};

use super::rules::{self, VisitStep};
use crate::{
    error::AppError,
    evidence::{
        model::Evidence,
        store::{self as files, Attachment},
    },
    inspection::{
        model::{Plan, ScoreStandard, StepRecord, Visit},
        plan::store::{require_unrecused, visit_standing},
        rules::scoring::Sheet,
        standard,
    },
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        fault::Fault,
        ids::{PlanId, UnitCode, VisitId},
        permit::{self, Action},
        text::Note,
    },
    store::{self, Change, Commit, Failure, Outcome, Store, TransactError},
};

const TABLE: &str = "visit";

/// How often something is added anew to a visit that others changed meanwhile.
const ATTEMPTS: usize = 5;

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
    command
        .replace(visit, seen, |after| {
            after.receipt = Some(command.signature());
            Ok(())
        })
        .await
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
    command.replace(visit, seen, |_| Ok(())).await
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

    /// Changes the visit as the person saw it. Whether the form was sent twice, whether the visit is still as they saw it
    /// and whether the step is theirs is asked here, once for all; what `change` finds wrong with the visit is told after.
    async fn replace(
        &self,
        visit: &Visit,
        seen: u32,
        change: impl Fn(&mut Visit) -> Result<(), Failure>,
    ) -> Result<Visit, Failure> {
        self.replace_because(visit, seen, None, change).await
    }

    async fn replace_because(
        &self,
        visit: &Visit,
        seen: u32,
        reason: Option<&Note>,
        change: impl Fn(&mut Visit) -> Result<(), Failure>,
    ) -> Result<Visit, Failure> {
        permit::check(self.actor, self.step.action(), rules::subject(visit))?;
        if let Some(done) = self.done_before(visit).await? {
            return Ok(done);
        }
        if visit.version != seen {
            return Err(AppError::Stale.into());
        }
        self.require_unrecused(visit).await?;
        let (commit, after) = self.commit(visit, &[], change)?;
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
fn shown_to_unit(step: VisitStep, visit: &Visit) -> Option<UnitCode> {
    (step == VisitStep::Note).then(|| visit.unit.clone())
}
