//! Which step leads where, and who may take it.

use chrono::NaiveDate;

use super::super::model::{Entry, EntryState, Step, Turn};
use crate::{
    error::AppError,
    kernel::{
        actor::{Actor, Role},
        permit::{self, Action},
    },
};

/// So many files may wait to go with what the unit hands in, or the group records, next.
const MOST_PENDING: usize = 20;

/// What can be done in a state and where it leads, the step that the state is for first. What is not listed is refused.
#[must_use]
pub const fn steps(state: EntryState) -> &'static [(Step, EntryState)] {
    use EntryState as E;
    match state {
        E::Opened | E::Reopened => &[(Step::Order, E::Ordered)],
        E::Ordered => &[(Step::Receive, E::Received)],
        E::Received => &[
            (Step::PreparePlan, E::PlanPrepared),
            (Step::Attach, E::Received),
            (Step::AskExtension, E::Received),
            (Step::GrantExtension, E::Received),
            (Step::RefuseExtension, E::Received),
        ],
        E::PlanPrepared => &[
            (Step::SignPlan, E::PlanSubmitted),
            (Step::HandBack, E::Received),
            (Step::GrantExtension, E::PlanPrepared),
            (Step::RefuseExtension, E::PlanPrepared),
        ],
        E::PlanSubmitted => &[
            (Step::ApprovePlan, E::PlanApproved),
            (Step::ReturnPlan, E::Received),
            (Step::AskExtension, E::PlanSubmitted),
            (Step::GrantExtension, E::PlanSubmitted),
            (Step::RefuseExtension, E::PlanSubmitted),
        ],
        E::PlanApproved => &[
            (Step::Report, E::InProgress),
            (Step::Attach, E::PlanApproved),
            (Step::AskExtension, E::PlanApproved),
            (Step::GrantExtension, E::PlanApproved),
            (Step::RefuseExtension, E::PlanApproved),
        ],
        E::InProgress => &[
            (Step::PrepareClosure, E::ClosurePrepared),
            (Step::Report, E::InProgress),
            (Step::Attach, E::InProgress),
            (Step::AskExtension, E::InProgress),
            (Step::GrantExtension, E::InProgress),
            (Step::RefuseExtension, E::InProgress),
        ],
        E::ClosurePrepared => &[
            (Step::SignClosure, E::ClosureRequested),
            (Step::HandBack, E::InProgress),
            (Step::GrantExtension, E::ClosurePrepared),
            (Step::RefuseExtension, E::ClosurePrepared),
        ],
        E::ClosureRequested => &[
            (Step::AcceptMaterials, E::MaterialsAccepted),
            (Step::ReturnClosure, E::InProgress),
            (Step::GrantExtension, E::ClosureRequested),
            (Step::RefuseExtension, E::ClosureRequested),
        ],
        E::MaterialsAccepted => &[
            (Step::Verify, E::Verified),
            (Step::FailVerification, E::InProgress),
            (Step::AttachOnSite, E::MaterialsAccepted),
            (Step::AppointVerifier, E::MaterialsAccepted),
            (Step::GrantExtension, E::MaterialsAccepted),
            (Step::RefuseExtension, E::MaterialsAccepted),
        ],
        E::Verified => &[
            (Step::Close, E::Closed),
            (Step::FailVerification, E::InProgress),
            (Step::AttachOnSite, E::Verified),
            (Step::AppointVerifier, E::Verified),
            (Step::GrantExtension, E::Verified),
            (Step::RefuseExtension, E::Verified),
        ],
        E::Closed => &[(Step::Archive, E::Archived), (Step::Reopen, E::Reopened), (Step::AttachOnSite, E::Closed)],
        E::Archived => &[],
    }
}

/// Where a step leads, or that the state refuses it.
#[must_use]
pub fn next(state: EntryState, step: Step) -> Option<EntryState> {
    steps(state).iter().find(|(known, _)| *known == step).map(|(_, to)| *to)
}

/// The permission that a step needs.
#[must_use]
pub const fn action(step: Step) -> Action {
    match step {
        Step::Order
        | Step::ApprovePlan
        | Step::ReturnPlan
        | Step::GrantExtension
        | Step::RefuseExtension
        | Step::AcceptMaterials
        | Step::ReturnClosure
        | Step::AppointVerifier
        | Step::Archive => Action::OrderRectification,
        Step::Receive | Step::PreparePlan | Step::Report | Step::Attach | Step::AskExtension | Step::PrepareClosure => {
            Action::Rectify
        }
        Step::SignPlan | Step::HandBack | Step::SignClosure => Action::SignClosure,
        Step::AttachOnSite | Step::Verify | Step::FailVerification | Step::Close | Step::Reopen => {
            Action::VerifyClosure
        }
    }
}

/// Whether the step is the group's judgement of the unit, from which whoever is recused from it is kept (Art. 14).
#[must_use]
pub const fn is_check(step: Step) -> bool {
    matches!(action(step), Action::VerifyClosure)
}

/// By which step this person puts files beside an entry: the group with what it sees on site, anybody else as the unit
/// does. Whether they may is the step's own question.
#[must_use]
pub fn attaching(actor: &Actor, entry: &Entry) -> Step {
    let verifies = permit::allows(actor, action(Step::AttachOnSite), entry.subject());
    if verifies { Step::AttachOnSite } else { Step::Attach }
}

/// Whether this person may take a file that waits out of the entry again: whoever may put one there, however many wait.
#[must_use]
pub fn may_take_out(actor: &Actor, entry: &Entry) -> bool {
    let step = attaching(actor, entry);
    permitted(actor, entry, step).is_ok() && next(entry.state, step).is_some()
}

/// What this person may do with the entry today, the step that the state is for first. Whoever is recused from the unit
/// by now judges nothing of it. That another verifier is to be appointed the roster says; see [`appoints`].
#[must_use]
pub fn allowed(actor: &Actor, entry: &Entry, today: NaiveDate, is_recused: bool) -> Vec<Step> {
    let known = steps(entry.state).iter().map(|(step, _)| *step).filter(|step| *step != Step::AppointVerifier);
    let open = known.filter(|step| !(is_recused && is_check(*step)));
    open.filter(|step| require(actor, entry, *step, today).is_ok()).collect()
}

/// Whether this person appoints another verifier today, once nobody of the group is left who may verify; see
/// [`nobody_left`](super::nobody_left).
#[must_use]
pub fn appoints(actor: &Actor, entry: &Entry, today: NaiveDate) -> bool {
    require(actor, entry, Step::AppointVerifier, today).is_ok()
}

/// Whether this person may take the step today.
///
/// # Errors
/// [`AppError::NotFound`] where the entry is not theirs to see, [`AppError::NotPermitted`] where the step is not for
/// their role, [`AppError::NotAllowedNow`] where the entry refuses it.
pub fn require(actor: &Actor, entry: &Entry, step: Step, today: NaiveDate) -> Result<(), AppError> {
    permitted(actor, entry, step)?;
    let possible = next(entry.state, step).is_some() && holds(actor, entry, step, today);
    if possible { Ok(()) } else { Err(AppError::NotAllowedNow) }
}

/// Whether the step is this person's at all, whatever the entry's state and version.
///
/// # Errors
/// [`AppError::NotFound`] or [`AppError::NotPermitted`].
pub fn permitted(actor: &Actor, entry: &Entry, step: Step) -> Result<(), AppError> {
    permit::check(actor, Action::ReadEntry, entry.subject())?;
    permit::check(actor, action(step), entry.subject())?;
    Ok(())
}

/// What a step asks for beyond the state.
fn holds(actor: &Actor, entry: &Entry, step: Step, today: NaiveDate) -> bool {
    match step {
        // The due date itself is still before the end of the term (民法典 1259: 以前 includes the day).
        Step::AskExtension => entry.extension.is_none() && entry.due.is_some_and(|due| today <= due),
        Step::GrantExtension | Step::RefuseExtension => entry.extension.is_some(),
        Step::Attach | Step::AttachOnSite => entry.pending.len() < MOST_PENDING,
        Step::Close => may_close(actor, entry),
        Step::Order
        | Step::Receive
        | Step::PreparePlan
        | Step::SignPlan
        | Step::ApprovePlan
        | Step::ReturnPlan
        | Step::Report
        | Step::PrepareClosure
        | Step::HandBack
        | Step::SignClosure
        | Step::AcceptMaterials
        | Step::ReturnClosure
        | Step::AppointVerifier
        | Step::Verify
        | Step::FailVerification
        | Step::Archive
        | Step::Reopen => true,
    }
}

/// Whether this person had no hand in putting it right (domain.md, States). That they are not of the unit either is
/// asked of the roster; see [`is_check`].
#[must_use]
pub fn may_close(actor: &Actor, entry: &Entry) -> bool {
    let had_a_hand = entry.story.iter().any(|event| {
        let rectifies = matches!(action(event.step), Action::Rectify | Action::SignClosure);
        rectifies && event.signed.by == actor.account
    });
    !had_a_hand
}

/// Whose turn it is: the office's as long as a request for more time waits for its answer, whoever goes on with the entry
/// meanwhile, and where it waits for a group of which nobody is left who may verify (see
/// [`nobody_left`](super::nobody_left)); else that of the state.
#[must_use]
pub const fn turn_now(state: EntryState, asks_for_time: bool, is_vacant: bool) -> Turn {
    let waits_in_vain = is_vacant && matches!(turn(state), Turn::Group);
    if asks_for_time || waits_in_vain { Turn::Office } else { turn(state) }
}

/// The turn at which a person of this role goes on with an entry; none where they never do.
#[must_use]
pub const fn own_turn(role: Role) -> Option<Turn> {
    match role {
        Role::EstablishmentOfficer => Some(Turn::Office),
        Role::UnitClerk => Some(Turn::Clerk),
        Role::UnitHead => Some(Turn::Head),
        Role::Inspector => Some(Turn::Group),
        Role::ReformLeader | Role::LegalOfficer | Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin => None,
    }
}

/// The states in which it is this turn, in the order of an entry's life.
#[must_use]
pub fn states_of(turn: Turn) -> Vec<EntryState> {
    EntryState::ALL.into_iter().filter(|state| self::turn(*state) == turn).collect()
}

/// Who goes on with an entry in this state. A request for more time waits for the office beside it; see [`turn_now`].
#[must_use]
pub const fn turn(state: EntryState) -> Turn {
    match state {
        EntryState::Opened | EntryState::Reopened | EntryState::PlanSubmitted | EntryState::ClosureRequested => {
            Turn::Office
        }
        EntryState::Ordered | EntryState::Received | EntryState::PlanApproved | EntryState::InProgress => Turn::Clerk,
        EntryState::PlanPrepared | EntryState::ClosurePrepared => Turn::Head,
        EntryState::MaterialsAccepted | EntryState::Verified => Turn::Group,
        EntryState::Closed | EntryState::Archived => Turn::Nobody,
    }
}
