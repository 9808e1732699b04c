//! The pure decisions of planning: which step a plan may take, and which unit is visited in the end.

/// What is asked of a plan's text and of its groups.
pub mod check;

/// What stands by now against a visit that was arranged.
pub mod conflict;

/// The course of a plan over the days.
pub mod course;

/// Who may not check which unit, and why.
pub mod recused;

/// On which day which group visits.
pub mod schedule;

use std::collections::BTreeSet;

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{
    super::{
        model::{Plan, PlanKind, PlanState, Replacement, Visit, VisitState},
        rules::draw::SampleSize,
    },
    model::{PlanOrder, PlanRow, VisitOrder, VisitRow},
};
use crate::kernel::{
    ids::UnitCode,
    listing::{falling, holds, in_turn, number_of},
};

/// The least number of members beside the leader.
pub const LEAST_MEMBERS: usize = 2;

/// What can be done with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Write the draft anew.
    Edit,
    /// The reform office's leader approves.
    Approve,
    /// The reform office's leader returns the draft with remarks.
    Return,
    /// Record the training of the groups (Art. 9 (1)).
    Train,
    /// Form a group, or dissolve one.
    Group,
    /// Freeze everything and publish the commitment.
    Prepare,
    /// Take the commitment back before the draw, with a reason.
    Withdraw,
    /// Run the draw.
    Draw,
    /// Set the draw aside with a reason, to draw again.
    Redraw,
    /// Move the last day later, with a reason: the reform office's leader, who approved the dates (Art. 8).
    Extend,
    /// Give a drawn unit its day and group.
    Arrange,
    /// Let the next substitute step in; where none is left, the unit is withdrawn.
    Substitute,
    /// Send notices.
    Notify,
    /// Report to the reform office.
    Report,
    /// Everything is done.
    Close,
    /// Give it up, with a reason.
    Cancel,
}

impl Step {
    /// All steps in the order in which they come.
    pub const ALL: [Self; 16] = [
        Self::Edit,
        Self::Approve,
        Self::Return,
        Self::Train,
        Self::Group,
        Self::Prepare,
        Self::Withdraw,
        Self::Draw,
        Self::Redraw,
        Self::Extend,
        Self::Arrange,
        Self::Substitute,
        Self::Notify,
        Self::Report,
        Self::Close,
        Self::Cancel,
    ];
}

/// Where a step leads; `None` where it cannot be taken.
#[must_use]
pub const fn next(state: PlanState, step: Step) -> Option<PlanState> {
    use {PlanState as P, Step as S};
    match (state, step) {
        (P::Draft, S::Edit | S::Return) => Some(P::Draft),
        (P::Draft, S::Approve) => Some(P::Approved),
        (P::Approved, S::Group | S::Prepare | S::Withdraw) => Some(P::Approved),
        (P::Approved, S::Draw) => Some(P::Drawn),
        // The earlier draw stands aside, and everything before a draw can be done again.
        (P::Drawn, S::Redraw) => Some(P::Approved),
        // A further group for units that no group may check.
        (P::Drawn, S::Group | S::Arrange | S::Substitute) => Some(P::Drawn),
        (P::Running, S::Group | S::Arrange | S::Substitute | S::Notify) => Some(P::Running),
        // With the first notice the inspection has begun.
        (P::Drawn, S::Notify) => Some(P::Running),
        (P::Running, S::Report) => Some(P::Reported),
        (P::Reported, S::Close) => Some(P::Closed),
        (P::Approved | P::Drawn | P::Running, S::Train | S::Extend) => Some(state),
        // What was reported is not given up any more: its scores count.
        (P::Draft | P::Approved | P::Drawn | P::Running, S::Cancel) => Some(P::Cancelled),
        // Spelled out so that a new state must be placed here on purpose.
        (
            P::Draft,
            S::Train
            | S::Group
            | S::Prepare
            | S::Withdraw
            | S::Draw
            | S::Redraw
            | S::Extend
            | S::Arrange
            | S::Substitute
            | S::Notify
            | S::Report
            | S::Close,
        )
        | (
            P::Approved,
            S::Edit
            | S::Approve
            | S::Return
            | S::Redraw
            | S::Arrange
            | S::Substitute
            | S::Notify
            | S::Report
            | S::Close,
        )
        | (P::Drawn, S::Edit | S::Approve | S::Return | S::Prepare | S::Withdraw | S::Draw | S::Report | S::Close)
        | (P::Running, S::Edit | S::Approve | S::Return | S::Prepare | S::Withdraw | S::Draw | S::Redraw | S::Close)
        | (
            P::Reported,
            S::Edit
            | S::Approve
            | S::Return
            | S::Train
            | S::Group
            | S::Prepare
            | S::Withdraw
            | S::Draw
            | S::Redraw
            | S::Extend
            | S::Arrange
            | S::Substitute
            | S::Notify
            | S::Report
            | S::Cancel,
        )
        | (P::Closed | P::Cancelled, _) => None,
    }
}

/// Whether this plan can take the step now: its state allows it, and what must come before is there. Page and server
/// both ask this.
#[must_use]
pub fn allowed(plan: &Plan, step: Step) -> bool {
    if next(plan.state, step).is_none() {
        return false;
    }
    let sealed = plan.commitment.is_some();
    match step {
        // What the commitment vouches for does not move any more.
        Step::Group => !sealed,
        Step::Prepare => !sealed && !plan.groups.is_empty(),
        Step::Withdraw | Step::Draw => sealed,
        Step::Notify => plan.training.is_some(),
        Step::Extend => plan.to < latest_end(plan),
        Step::Edit
        | Step::Approve
        | Step::Return
        | Step::Train
        | Step::Redraw
        | Step::Arrange
        | Step::Substitute
        | Step::Report
        | Step::Close
        | Step::Cancel => true,
    }
}

/// The first and the last day to which the end of a plan can be moved: behind its last day, not past, and within the
/// span of one plan; `None` where there is no such day, or the plan cannot be extended in its state.
#[must_use]
pub fn later_ends(plan: &Plan, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let (earliest, latest) = (plan.to.succ_opt()?.max(today), latest_end(plan));
    (allowed(plan, Step::Extend) && earliest <= latest).then_some((earliest, latest))
}

/// The last day of the longest span that a plan can have from its first day on.
fn latest_end(plan: &Plan) -> NaiveDate {
    plan.from + Days::new(check::LONGEST_SPAN.unsigned_abs())
}

/// Whether a plan has run past its last day before it could be reported: only the reform office's leader helps then, and
/// only while there are [`later_ends`].
#[must_use]
pub fn is_overrun(plan: &Plan, visits: &[Visit], today: NaiveDate) -> bool {
    matches!(plan.state, PlanState::Drawn | PlanState::Running) && plan.to < today && {
        let open = |visit: &Visit| may_move(visit);
        visits.iter().any(open) || !waiting_units(plan, visits).is_empty()
    }
}

/// Whether a draft waits for the office, and not for the leader: it was returned and not written anew since.
#[must_use]
pub fn is_returned(plan: &Plan) -> bool {
    let answered = |returned: DateTime<Utc>| plan.redrafted.as_ref().is_some_and(|again| again.at >= returned);
    let returned = plan.returned.as_ref().map(|remark| remark.signed.at);
    plan.state == PlanState::Draft && returned.is_some_and(|returned| !answered(returned))
}

/// Whether notices wait for nothing but the training of the groups, which comes before them (Art. 9 (1)).
#[must_use]
pub fn lacks_training(plan: &Plan) -> bool {
    next(plan.state, Step::Notify).is_some() && plan.training.is_none()
}

/// Whether a draw can be set aside: only before a unit has been told.
#[must_use]
pub fn may_redraw(plan: &Plan, visits: &[Visit]) -> bool {
    allowed(plan, Step::Redraw) && visits.iter().all(|visit| visit.notice.is_none())
}

/// Whether the report can be made: every visit that takes place is locked, and no unit waits for one.
#[must_use]
pub fn may_report(plan: &Plan, visits: &[Visit]) -> bool {
    let mut held = visits.iter().filter(|visit| visit.withdrawn.is_none());
    allowed(plan, Step::Report)
        && held.all(|visit| visit.state >= VisitState::Locked)
        && waiting_units(plan, visits).is_empty()
}

/// How many visits that take place still lack the written feedback (Art. 12). A plan is closed once none does.
#[must_use]
pub fn unanswered(visits: &[Visit]) -> usize {
    let lacks = |visit: &&Visit| visit.withdrawn.is_none() && visit.state != VisitState::Answered;
    visits.iter().filter(lacks).count()
}

/// Whether day and group of a visit can still be changed: until the group is there.
#[must_use]
pub fn may_move(visit: &Visit) -> bool {
    match visit.state {
        VisitState::Scheduled | VisitState::Notified | VisitState::Received => visit.withdrawn.is_none(),
        VisitState::OnSite | VisitState::FedBack | VisitState::Scored | VisitState::Locked | VisitState::Answered => {
            false
        }
    }
}

/// Whether a notice is to be sent for this visit.
#[must_use]
pub fn awaits_notice(visit: &Visit) -> bool {
    visit.state == VisitState::Scheduled && visit.withdrawn.is_none()
}

/// The units that are visited in the end: the drawn ones, with substitutes in the place of those that fell away, and
/// without those for which none was left. In the order of assignment, then those that no group could take.
#[must_use]
pub fn chosen_units(plan: &Plan) -> Vec<UnitCode> {
    let Some(draw) = &plan.draw else { return Vec::new() };
    let assigned = draw.assignment.iter().map(|assignment| assignment.unit.as_str());
    let drawn = assigned.chain(draw.unassigned.iter().map(String::as_str));
    let mut chosen: Vec<UnitCode> = drawn.filter_map(|code| UnitCode::parse(code).ok()).collect();
    for Replacement { unit: gone, substitute, .. } in &plan.replacements {
        match substitute {
            Some(substitute) => {
                for unit in chosen.iter_mut().filter(|unit| **unit == *gone) {
                    *unit = substitute.clone();
                }
            }
            None => chosen.retain(|unit| unit != gone),
        }
    }
    chosen
}

/// The chosen units that fell away when no substitute was left, oldest first: nobody is visited in their place.
#[must_use]
pub fn withdrawn_units(plan: &Plan) -> Vec<&UnitCode> {
    let withdrawn = plan.replacements.iter().filter(|one| one.substitute.is_none());
    withdrawn.map(|one| &one.unit).collect()
}

/// The chosen units that have no visit yet.
#[must_use]
pub fn waiting_units(plan: &Plan, visits: &[Visit]) -> Vec<UnitCode> {
    let held: BTreeSet<&UnitCode> =
        visits.iter().filter(|visit| visit.withdrawn.is_none()).map(|visit| &visit.unit).collect();
    chosen_units(plan).into_iter().filter(|unit| !held.contains(unit)).collect()
}

/// The substitute that steps in for a unit: always the next of its stratum that was not used, so that nobody can choose.
/// One that is not inspected any more since the draw is passed over. `None` where none is left, as in a census from the
/// start: then the unit is withdrawn.
#[must_use]
pub fn next_substitute(plan: &Plan, unit: &UnitCode, is_inspected: impl Fn(&UnitCode) -> bool) -> Option<UnitCode> {
    let draw = plan.draw.as_ref()?;
    let (_, stratum) = draw.roster.iter().find(|(code, _)| code == unit.as_str())?;
    let used: BTreeSet<&str> =
        plan.replacements.iter().filter_map(|one| Some(one.substitute.as_ref()?.as_str())).collect();
    let left = draw.substitutes.get(stratum)?.iter().filter(|code| !used.contains(code.as_str()));
    left.filter_map(|code| UnitCode::parse(code).ok()).find(|code| is_inspected(code))
}

/// The group that the draw, or later the office by hand, gave to a unit.
#[must_use]
pub fn group_of(plan: &Plan, unit: &UnitCode) -> Option<i64> {
    let by_hand = plan.hand_assignments.iter().rev().find(|one| one.unit == *unit).map(|one| one.group);
    let drawn = || {
        let assignment = &plan.draw.as_ref()?.assignment;
        assignment.iter().find(|one| one.unit == unit.as_str()).map(|one| one.group)
    };
    by_hand.or_else(drawn)
}

/// How a sample size is written in the form: `30%` or `4`.
#[must_use]
pub fn size_text(size: SampleSize) -> String {
    match size {
        SampleSize::Percent(percent) => format!("{percent}%"),
        SampleSize::Count(count) => count.to_string(),
    }
}

/// How many of so many units a size means; a percentage is rounded up.
#[must_use]
pub fn wanted(size: SampleSize, units: usize) -> usize {
    match size {
        SampleSize::Percent(percent) => (units * usize::try_from(percent).unwrap_or_default()).div_ceil(100),
        SampleSize::Count(count) => usize::try_from(count).unwrap_or_default(),
    }
}

/// The stored word of a plan's kind.
#[must_use]
pub const fn kind_code(kind: PlanKind) -> &'static str {
    match kind {
        PlanKind::SpotCheck => "spot_check",
        PlanKind::Census => "census",
    }
}

/// Whether a search finds a plan, by its number or its title.
#[must_use]
pub fn is_found(row: &PlanRow, search: &str) -> bool {
    holds([row.plan.as_str(), row.title.as_str()], search)
}

/// The place of a plan in an order of its season's list: no two plans have the same.
#[must_use]
pub fn place(row: &PlanRow, order: PlanOrder) -> String {
    let key = match order {
        PlanOrder::Newest => String::new(),
        PlanOrder::Kind => kind_place(row.kind).to_string(),
        PlanOrder::State => in_turn(&PlanState::ALL, &row.state),
        PlanOrder::From => row.from.to_string(),
        // Below those that were drawn, be it without a unit.
        PlanOrder::Units => falling(row.units.map_or(0, |units| u32::try_from(units).unwrap_or(u32::MAX).max(1))),
    };
    format!("{key}.{}.{}", falling(number_of(row.plan.as_str())), row.plan)
}

const fn kind_place(kind: PlanKind) -> u8 {
    match kind {
        PlanKind::SpotCheck => 0,
        PlanKind::Census => 1,
    }
}

/// The place of a visit in an order of its plan's list: no two visits have the same.
#[must_use]
pub fn visit_place(row: &VisitRow, order: VisitOrder) -> String {
    let key = match order {
        VisitOrder::Date => String::new(),
        VisitOrder::Unit => row.unit.to_string(),
        VisitOrder::Group => format!("{:010}", row.group),
        VisitOrder::State => in_turn(&VisitState::ALL, &row.state),
    };
    // A space is before whatever a code is made of, so the shorter of two codes comes first.
    format!("{key} {} {}", row.date, row.visit)
}

#[cfg(test)]
mod tests;
