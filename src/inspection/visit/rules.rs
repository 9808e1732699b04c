//! Which step of a visit comes next and who takes it. Pure; pages and server ask the same questions.

/// What a person sees of a visit: scorers are blind to each other.
mod sight;

/// What the steps of Art. 9 and the findings still lack.
mod proof;

/// From what is typed to a sheet, and what a sheet still lacks.
mod sheet;

/// Who may lead in the place of a leader who cannot go on.
mod leader;

pub use leader::{appoint, hands_in, successors};
pub use proof::{Gap, check_answer, check_findings, missing_steps, reasons_for_gaps, unproved_findings};
pub use sheet::{
    AreaRunning, Running, Shortfall, applicable_sheet, check_draft, entries_of, field, indicators, largest_unexplained,
    line_of, read_entry, read_record, reconcile, running, shortfalls, unexplained,
};
pub use sight::{is_announced_to, seen_by, sees_all_sheets};

use crate::{
    inspection::model::{Visit, VisitState},
    kernel::{
        actor::Actor,
        permit::{self, Action, Subject},
    },
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What can be done with a visit.
#[derive(Serialize, Deserialize, Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VisitStep {
    /// Give it another day or another group. After the notice went out this issues a new notice.
    Move,
    /// Send the written notice (Art. 9 (2)).
    Notify,
    /// The unit signs for the notice.
    Receive,
    /// The group is there.
    Start,
    /// The establishment office appoints another leader, for the one there is cannot go on.
    Appoint,
    /// Record a step of Art. 9 (3)–(5).
    Record,
    /// Enter one's own scores, and hand them in (Art. 10).
    Score,
    /// The leader ends the entry, though somebody has not handed in.
    CloseEntry,
    /// Write down a problem or a good practice, change or remove it.
    Note,
    /// Give the oral feedback (Art. 9 (6)).
    GiveFeedback,
    /// The unit acknowledges the oral feedback.
    Acknowledge,
    /// The leader makes one score of all sheets.
    Reconcile,
    /// The leader locks the score.
    Lock,
    /// The establishment office sends the written feedback (Art. 12).
    Answer,
}

impl VisitStep {
    /// All steps in the order in which they come.
    pub const ALL: [Self; 14] = [
        Self::Move,
        Self::Notify,
        Self::Receive,
        Self::Start,
        Self::Appoint,
        Self::Record,
        Self::Score,
        Self::CloseEntry,
        Self::Note,
        Self::GiveFeedback,
        Self::Acknowledge,
        Self::Reconcile,
        Self::Lock,
        Self::Answer,
    ];

    /// The action that the permission table knows for it.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Move | Self::Notify | Self::Appoint => Action::ManagePlan,
            Self::Receive | Self::Acknowledge => Action::AcknowledgeVisit,
            Self::Start | Self::Record | Self::Score | Self::Note | Self::GiveFeedback => Action::RecordVisit,
            Self::CloseEntry | Self::Reconcile | Self::Lock => Action::LockVisit,
            Self::Answer => Action::SendFeedback,
        }
    }
}

/// The state after a step; `None` where the step cannot be taken now.
#[must_use]
pub const fn next(state: VisitState, step: VisitStep) -> Option<VisitState> {
    use VisitState as S;
    use VisitStep as T;
    match (state, step) {
        (S::Scheduled, T::Move) => Some(S::Scheduled),
        // The day that the notice named holds no more, so a new notice goes out and is signed for anew.
        (S::Scheduled, T::Notify) | (S::Notified | S::Received, T::Move) => Some(S::Notified),
        (S::Notified, T::Receive) => Some(S::Received),
        (S::Received, T::Start) => Some(S::OnSite),
        (S::OnSite, T::Appoint | T::Record | T::Score | T::CloseEntry | T::Note) => Some(S::OnSite),
        (S::OnSite, T::GiveFeedback) => Some(S::FedBack),
        (S::FedBack, T::Appoint | T::Score | T::CloseEntry | T::Note | T::Acknowledge) => Some(S::FedBack),
        (S::FedBack | S::Scored, T::Reconcile) | (S::Scored, T::Appoint | T::Note | T::Acknowledge) => Some(S::Scored),
        // The unit may take its time: what it says to the oral feedback changes nothing of the score.
        (S::Scored, T::Lock) | (S::Locked, T::Acknowledge) => Some(S::Locked),
        (S::Locked, T::Answer) => Some(S::Answered),
        // Spelled out, so that a new state or step must be placed here on purpose.
        (
            S::Scheduled,
            T::Receive
            | T::Start
            | T::Appoint
            | T::Record
            | T::Score
            | T::CloseEntry
            | T::Note
            | T::GiveFeedback
            | T::Acknowledge
            | T::Reconcile
            | T::Lock
            | T::Answer,
        )
        | (
            S::Notified,
            T::Notify
            | T::Start
            | T::Appoint
            | T::Record
            | T::Score
            | T::CloseEntry
            | T::Note
            | T::GiveFeedback
            | T::Acknowledge
            | T::Reconcile
            | T::Lock
            | T::Answer,
        )
        | (
            S::Received,
            T::Notify
            | T::Receive
            | T::Appoint
            | T::Record
            | T::Score
            | T::CloseEntry
            | T::Note
            | T::GiveFeedback
            | T::Acknowledge
            | T::Reconcile
            | T::Lock
            | T::Answer,
        )
        | (
            S::OnSite,
            T::Move | T::Notify | T::Receive | T::Start | T::Acknowledge | T::Reconcile | T::Lock | T::Answer,
        )
        | (
            S::FedBack,
            T::Move | T::Notify | T::Receive | T::Start | T::Record | T::GiveFeedback | T::Lock | T::Answer,
        )
        | (
            S::Scored,
            T::Move
            | T::Notify
            | T::Receive
            | T::Start
            | T::Record
            | T::Score
            | T::CloseEntry
            | T::GiveFeedback
            | T::Answer,
        )
        | (
            S::Locked,
            T::Move
            | T::Notify
            | T::Receive
            | T::Start
            | T::Appoint
            | T::Record
            | T::Score
            | T::CloseEntry
            | T::Note
            | T::GiveFeedback
            | T::Reconcile
            | T::Lock,
        )
        | (
            S::Answered,
            T::Move
            | T::Notify
            | T::Receive
            | T::Start
            | T::Appoint
            | T::Record
            | T::Score
            | T::CloseEntry
            | T::Note
            | T::GiveFeedback
            | T::Acknowledge
            | T::Reconcile
            | T::Lock
            | T::Answer,
        ) => None,
    }
}

/// What permission asks about a visit.
#[must_use]
pub fn subject(visit: &Visit) -> Subject<'_> {
    Subject { unit: Some(&visit.unit), inspectors: &visit.inspectors, leader: Some(&visit.leader) }
}

/// Whether the visit itself, apart from who asks, allows the step now.
#[must_use]
pub fn is_open(visit: &Visit, step: VisitStep) -> bool {
    if visit.withdrawn.is_some() || next(visit.state, step).is_none() {
        return false;
    }
    let submitted = |number: &str| visit.sheets.get(number).is_some_and(|sheet| sheet.submitted);
    match step {
        VisitStep::Score => visit.entry_closed.is_none(),
        VisitStep::CloseEntry => {
            // With nothing handed in there would be nothing to reconcile.
            visit.entry_closed.is_none() && !entry_is_over(visit) && visit.sheets.keys().any(|one| submitted(one))
        }
        VisitStep::Reconcile => entry_is_over(visit),
        VisitStep::Acknowledge => visit.oral_feedback.as_ref().is_some_and(|given| given.acknowledged.is_none()),
        VisitStep::Move
        | VisitStep::Notify
        | VisitStep::Receive
        | VisitStep::Start
        | VisitStep::Appoint
        | VisitStep::Record
        | VisitStep::Note
        | VisitStep::GiveFeedback
        | VisitStep::Lock
        | VisitStep::Answer => true,
    }
}

/// Whether no sheet comes in any more: everybody of the group who hands one in has, or the leader closed the entry.
#[must_use]
pub fn entry_is_over(visit: &Visit) -> bool {
    let submitted = |number: &str| visit.sheets.get(number).is_some_and(|sheet| sheet.submitted);
    let mut awaited = visit.inspectors.iter().filter(|one| hands_in(visit, one)).peekable();
    let all = awaited.peek().is_some() && awaited.all(|one| submitted(one.as_str()));
    all || visit.entry_closed.is_some()
}

/// Whether this person may take this step now.
#[must_use]
pub fn may(actor: &Actor, visit: &Visit, step: VisitStep) -> bool {
    let is_kept = step == VisitStep::Score && !may_still_score(actor, visit);
    permit::allows(actor, step.action(), subject(visit)) && is_open(visit, step) && !is_kept
}

/// Whoever has handed in a sheet enters no second one, and whoever hands in none enters none.
fn may_still_score(actor: &Actor, visit: &Visit) -> bool {
    let Some(number) = &actor.inspector else { return false };
    let own = visit.sheets.get(number.as_str());
    hands_in(visit, number) && own.is_none_or(|sheet| !sheet.submitted)
}

/// The steps that this person may take now, in their order.
#[must_use]
pub fn allowed(actor: &Actor, visit: &Visit) -> Vec<VisitStep> {
    VisitStep::ALL.into_iter().filter(|step| may(actor, visit, *step)).collect()
}

/// Whether the visit's day is there: its group begins on it, and not before.
#[must_use]
pub fn has_come(visit: &Visit, today: NaiveDate) -> bool {
    visit.date <= today
}

/// The person as far as they act on a visit: whoever is recused from its unit by now is of its group no more (Art. 14).
/// What they may read is not asked here.
#[must_use]
pub fn acting(actor: &Actor, is_recused: bool) -> Actor {
    let inspector = actor.inspector.clone().filter(|_| !is_recused);
    Actor { inspector, ..actor.clone() }
}

/// The one step that waits for this person first today; `None` where nothing of the visit waits for them.
#[must_use]
pub fn foremost(actor: &Actor, visit: &Visit, today: NaiveDate) -> Option<VisitStep> {
    const FIRST: [VisitStep; 6] = [
        VisitStep::Receive,
        VisitStep::Start,
        VisitStep::Acknowledge,
        VisitStep::Lock,
        VisitStep::Reconcile,
        VisitStep::Answer,
    ];
    let is_due = |step: VisitStep| step != VisitStep::Start || has_come(visit, today);
    let first = FIRST.into_iter().find(|step| may(actor, visit, *step) && is_due(*step));
    let record =
        || (may(actor, visit, VisitStep::Record) && !missing_steps(visit).is_empty()).then_some(VisitStep::Record);
    let others = [VisitStep::GiveFeedback, VisitStep::Score];
    first.or_else(record).or_else(|| others.into_iter().find(|step| may(actor, visit, *step)))
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;
