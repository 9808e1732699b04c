//! Whose turn it is, process by process, as lines of the first page. Each asks the rules of its process, the same that
//! offer the button on the page it leads to; and each names every state, so that a new one must be placed here on purpose.

use chrono::NaiveDate;

use super::super::model::TaskKind;
use crate::{
    inspection::{
        model::{Plan, PlanState, Visit},
        plan::rules as plans,
    },
    kernel::{
        actor::{Actor, Role},
        permit::{Action, Subject, allows},
    },
    ranking::{
        model::{RankingState, Step as RankingStep},
        round,
    },
    rectification::{
        model::{EntryState, Slip, Turn},
        rules::{addressee, own_turn, turn},
    },
    self_check::{
        self,
        model::{Round, SubmissionState, Tally},
        rules::{RoundStep, round_allows},
    },
};

/// What a self-check has waiting for somebody of its unit. The office has its own in one line for each round; see
/// [`of_round`].
#[must_use]
pub fn of_submission(role: Role, state: SubmissionState) -> Option<TaskKind> {
    if self_check::rules::turn(state) != Some(role) {
        return None;
    }
    match state {
        SubmissionState::Draft => Some(TaskKind::FillSubmission),
        SubmissionState::Returned => Some(TaskKind::MendSubmission),
        SubmissionState::AwaitingSignature => Some(TaskKind::SignSubmission),
        SubmissionState::Submitted | SubmissionState::Accepted => None,
    }
}

/// What a round has waiting for the office; how its submissions stand is known once it was opened.
#[must_use]
pub fn of_round(round: &Round, tally: Option<&Tally>, today: NaiveDate) -> Vec<TaskKind> {
    let opens = round_allows(round, RoundStep::Open, 0, today).then_some(TaskKind::OpenRound);
    let review = tally.filter(|tally| tally.submitted > 0).map(|tally| TaskKind::ReviewSubmissions(tally.submitted));
    let closes = tally.is_some_and(|tally| round_allows(round, RoundStep::Close, tally.missing, today));
    opens.into_iter().chain(review).chain(closes.then_some(TaskKind::CloseRound)).collect()
}

/// What a plan has waiting for this person. Its visits have lines of their own, each with the step for which the page of
/// the visit is.
#[must_use]
pub fn of_plan(actor: &Actor, plan: &Plan, visits: &[Visit], today: NaiveDate) -> Vec<TaskKind> {
    let may = |action| allows(actor, action, Subject::DISTRICT);
    // Where only a later last day helps, the leader decides first.
    let extends = plans::is_overrun(plan, visits, today) && plans::later_ends(plan, today).is_some();
    if may(Action::ManagePlan) {
        of_plan_for_office(plan, visits, extends)
    } else if may(Action::ApprovePlan) {
        Vec::from_iter(of_plan_for_leader(plan, extends))
    } else {
        Vec::new()
    }
}

fn of_plan_for_office(plan: &Plan, visits: &[Visit], extends: bool) -> Vec<TaskKind> {
    match plan.state {
        PlanState::Draft if plans::is_returned(plan) => vec![TaskKind::MendPlan],
        PlanState::Approved => vec![TaskKind::AdvancePlan],
        PlanState::Drawn if !extends => vec![TaskKind::AdvancePlan],
        PlanState::Running if plans::may_report(plan, visits) => vec![TaskKind::ReportPlan],
        PlanState::Running => {
            let arranges = !extends && !plans::waiting_units(plan, visits).is_empty();
            let unsent = visits.iter().filter(|visit| plans::awaits_notice(visit)).count();
            let unsent = u32::try_from(unsent).unwrap_or(u32::MAX);
            let sends = (unsent > 0).then_some(TaskKind::SendNotices(unsent));
            arranges.then_some(TaskKind::AdvancePlan).into_iter().chain(sends).collect()
        }
        PlanState::Reported if plans::unanswered(visits) == 0 => vec![TaskKind::ClosePlan],
        PlanState::Draft | PlanState::Drawn | PlanState::Reported | PlanState::Closed | PlanState::Cancelled => {
            Vec::new()
        }
    }
}

fn of_plan_for_leader(plan: &Plan, extends: bool) -> Option<TaskKind> {
    match plan.state {
        PlanState::Draft => (!plans::is_returned(plan)).then_some(TaskKind::ApprovePlan),
        PlanState::Drawn | PlanState::Running => extends.then_some(TaskKind::ExtendPlan),
        PlanState::Approved | PlanState::Reported | PlanState::Closed | PlanState::Cancelled => None,
    }
}

/// Until when what a plan has waiting is to be done: before its first day, or before its last; the report has no date.
#[must_use]
pub fn due_of_plan(kind: TaskKind, plan: &Plan, visits: &[Visit]) -> Option<NaiveDate> {
    match kind {
        TaskKind::AdvancePlan if plan.state == PlanState::Running => Some(plan.to),
        TaskKind::ApprovePlan | TaskKind::MendPlan | TaskKind::AdvancePlan => Some(plan.from),
        TaskKind::ExtendPlan => Some(plan.to),
        TaskKind::SendNotices(_) => {
            visits.iter().filter(|visit| plans::awaits_notice(visit)).map(|visit| visit.date).min()
        }
        TaskKind::ReportPlan
        | TaskKind::ClosePlan
        // What follows is no step of a plan.
        | TaskKind::FillSubmission
        | TaskKind::MendSubmission
        | TaskKind::SignSubmission
        | TaskKind::ReviewSubmissions(_)
        | TaskKind::Visit(_)
        | TaskKind::OrderFindings(_)
        | TaskKind::ReviewPlans(_)
        | TaskKind::ReviewClosures(_)
        | TaskKind::OrderAgain(_)
        | TaskKind::Rectify
        | TaskKind::SignPlan
        | TaskKind::SignClosure
        | TaskKind::VerifyClosure
        | TaskKind::Ranking(_)
        | TaskKind::CreatePeople
        | TaskKind::MendBelonging
        | TaskKind::ImportRegister
        | TaskKind::PrepareRound
        | TaskKind::OpenRound
        | TaskKind::CloseRound
        | TaskKind::OrderEntries(_)
        | TaskKind::AnswerExtensions(_)
        | TaskKind::CloseEntry
        | TaskKind::AppointVerifier
        | TaskKind::MindDue
        | TaskKind::PressOverdue(_)
        | TaskKind::PressLongOverdue(_)
        | TaskKind::ReportProgress(_) => None,
    }
}

/// What an entry of the ledger has waiting for somebody of its unit, or of its group. The office has its own in one line
/// for each state; see [`of_entries`]. A slip that goes to somebody who has a line for each entry is told by that line, and
/// where there is none because another's turn it is, by a line that says so; the others have [`of_slips`].
#[must_use]
pub fn of_entry(role: Role, state: EntryState, slip: Option<Slip>) -> Option<TaskKind> {
    match (turn(state), role) {
        (Turn::Clerk, Role::UnitClerk) => Some(TaskKind::Rectify),
        (Turn::Head, Role::UnitHead) if state == EntryState::PlanPrepared => Some(TaskKind::SignPlan),
        (Turn::Head, Role::UnitHead) => Some(TaskKind::SignClosure),
        (Turn::Group, Role::Inspector) if state == EntryState::Verified => Some(TaskKind::CloseEntry),
        (Turn::Group, Role::Inspector) => Some(TaskKind::VerifyClosure),
        (Turn::Office | Turn::Head | Turn::Group, Role::UnitClerk) if slip == Some(Slip::Blue) => {
            Some(TaskKind::MindDue)
        }
        (Turn::Office | Turn::Clerk | Turn::Head | Turn::Group | Turn::Nobody, _) => None,
    }
}

/// What so many entries that have come to a slip have waiting for its addressee, in one line for all of them. The clerk has
/// the blue ones entry by entry; see [`of_entry`].
#[must_use]
pub const fn of_slips(slip: Slip, count: u32) -> Option<TaskKind> {
    match slip {
        Slip::Blue => None,
        Slip::Yellow => Some(TaskKind::PressOverdue(count)),
        Slip::Red => Some(TaskKind::PressLongOverdue(count)),
    }
}

/// What so many entries under way of which nothing was reported for a month have waiting for whoever reports: one line for
/// all of them, beside those by which each goes on.
#[must_use]
pub fn of_reports(role: Role, count: u32) -> Option<TaskKind> {
    let reports = own_turn(role) == Some(turn(EntryState::InProgress));
    reports.then_some(TaskKind::ReportProgress(count))
}

/// The slip that goes to this role.
#[must_use]
pub fn slip_to(role: Role) -> Option<Slip> {
    Slip::ALL.into_iter().find(|slip| addressee(*slip) == role)
}

/// What so many entries in this state have waiting for the office. Requests for more time wait beside it, in any state.
#[must_use]
pub const fn of_entries(state: EntryState, count: u32) -> Option<TaskKind> {
    match state {
        EntryState::Opened => Some(TaskKind::OrderEntries(count)),
        EntryState::PlanSubmitted => Some(TaskKind::ReviewPlans(count)),
        EntryState::ClosureRequested => Some(TaskKind::ReviewClosures(count)),
        EntryState::Reopened => Some(TaskKind::OrderAgain(count)),
        EntryState::Ordered
        | EntryState::Received
        | EntryState::PlanPrepared
        | EntryState::PlanApproved
        | EntryState::InProgress
        | EntryState::ClosurePrepared
        | EntryState::MaterialsAccepted
        | EntryState::Verified
        | EntryState::Closed
        | EntryState::Archived => None,
    }
}

/// What the newest edition of a season's ranking has waiting for this person.
#[must_use]
pub fn of_ranking(actor: &Actor, state: RankingState) -> Option<TaskKind> {
    let is_under_way = match state {
        RankingState::Computed | RankingState::Tabled | RankingState::Adopted => true,
        // A published one may be corrected, but nobody waits for that.
        RankingState::Collecting | RankingState::Published | RankingState::Corrected => false,
    };
    let may = |step: &RankingStep| round::next(state, *step).is_some() && may_rank(actor, *step);
    (is_under_way && RankingStep::ALL.iter().any(may)).then_some(TaskKind::Ranking(state))
}

/// Whether a season that has no ranking waits for this person to compute it: its plans were carried out, each of them.
#[must_use]
pub fn ranking_is_due(actor: &Actor, plans: impl IntoIterator<Item = PlanState>) -> bool {
    let mut kept = plans.into_iter().filter(|state| *state != PlanState::Cancelled).peekable();
    kept.peek().is_some() && kept.all(|state| state == PlanState::Closed) && may_rank(actor, RankingStep::Compute)
}

fn may_rank(actor: &Actor, step: RankingStep) -> bool {
    allows(actor, round::right(step), Subject::DISTRICT)
}

#[cfg(test)]
mod tests;
