//! Days, groups and notices of the visits.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    DayBook, Register, booking, chain_day, draw::new_visit, ensure, load, paper::blamed, plan_change, transact_days,
    visit_change, visits_of_plan,
};
use crate::{
    error::AppError,
    inspection::{
        model::{Group, HandAssignment, Notice, Plan, PlanState, Remark, Replacement, Visit, VisitState},
        plan::rules::{self, Step, recused::Recusals},
    },
    kernel::{
        actor::{Actor, Signature},
        fault::{Fault, FieldFault},
        ids::{InspectorId, PlanId, UnitCode, VisitId},
        text::{Note, Title},
    },
    store::{self, Failure, Outcome, Progress, Several, Store},
};

/// What the office wants for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// The unit.
    pub unit: UnitCode,
    /// The number of the group.
    pub group: i64,
    /// The day.
    pub date: NaiveDate,
    /// Why, where the group changes.
    pub reason: Option<Note>,
}

/// Gives a chosen unit its group and day, or others than before. A notice that was sent is replaced by a new one.
/// `seen` is the visit's version, or the plan's where there is no visit yet.
///
/// # Errors
/// Faults of the fields `group`, `date` and `reason`; [`AppError::NotFound`] for a unit that was not chosen,
/// [`AppError::NotAllowedNow`] once the group is there, or where the visit has this group and this day already,
/// [`AppError::Stale`], or a failure of the database.
pub async fn arrange(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    wanted: Arrangement,
) -> Result<(), Failure> {
    let register = Register::read(store).await?;
    for _ in 0..super::ATTEMPTS {
        let visits = visits_of_plan(store, &plan.plan).await?;
        let mut book = DayBook::of(store, plan, &visits).await?;
        let Some(mut commit) = store::begin(store, actor, "plan.arrange_visit", key, at).await? else { return Ok(()) };
        ensure(plan, Step::Arrange)?;
        if !rules::chosen_units(plan).contains(&wanted.unit) {
            return Err(AppError::NotFound.into());
        }
        let unit = register.unit(&wanted.unit).ok_or(AppError::NotFound)?;
        let stored = visits.iter().find(|visit| visit.unit == wanted.unit);
        let before = stored.filter(|visit| visit.withdrawn.is_none());
        if before.is_some_and(|visit| !rules::may_move(visit)) {
            return Err(AppError::NotAllowedNow.into());
        }
        if before.map_or(plan.version, |visit| visit.version) != seen {
            return Err(AppError::Stale.into());
        }
        // A new notice would take the place of one that says the same, and with it of the unit's receipt.
        if before.is_some_and(|visit| (visit.group, visit.date) == (wanted.group, wanted.date)) {
            return Err(AppError::NotAllowedNow.into());
        }
        let faults = faults_of(plan, &register, &book, before, &wanted, chain_day(at));
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults).into());
        }
        let Some(group) = plan.groups.iter().find(|group| group.number == wanted.group) else {
            return Err(AppError::NotFound.into());
        };
        let fresh = keeping_notices(new_visit(plan, unit, group), stored);
        let after = arranged(before.unwrap_or(&fresh), group, wanted.date, &Signature::of(actor, at));
        if let Some(before) = before {
            book.release(before.date, &before.visit);
        }
        book.book(wanted.date, booking(&after)).map_err(|fault| blamed("date", fault))?;
        let (change, merge) = visit_change(stored, &after)?;
        commit = commit.with(change).merging(merge);
        if let Some(reason) = &wanted.reason {
            commit = commit.because(reason.as_str());
        }
        if changes_group(plan, before, &wanted) {
            commit = commit.with(with_hand_assignment(plan, &wanted, &Signature::of(actor, at))?);
        }
        commit.changes.extend(book.changes()?);
        if transact_days(store, commit).await?.is_some() {
            return Ok(());
        }
    }
    Err(AppError::Stale.into())
}

/// Whether another group comes than the draw, or the office before, said.
pub(super) fn changes_group(plan: &Plan, before: Option<&Visit>, wanted: &Arrangement) -> bool {
    let known = before.map(|visit| visit.group).or_else(|| rules::group_of(plan, &wanted.unit));
    known != Some(wanted.group)
}

/// Everything that stands against an arrangement, in the order of the form. The page shows it before anything is saved.
fn faults_of(
    plan: &Plan,
    register: &Register,
    book: &DayBook,
    before: Option<&Visit>,
    wanted: &Arrangement,
    today: NaiveDate,
) -> Vec<FieldFault> {
    let mut faults = conflicts(plan, register, &book.days(), wanted, today);
    if changes_group(plan, before, wanted) && wanted.reason.is_none() {
        faults.push(FieldFault::new("reason", Fault::ReasonMissing));
    }
    faults
}

/// What stands against this group on this day: recusals, holidays, the plan's span, other visits.
pub(super) fn conflicts(
    plan: &Plan,
    register: &Register,
    taken: &[rules::schedule::VisitDay],
    wanted: &Arrangement,
    today: NaiveDate,
) -> Vec<FieldFault> {
    let Some(group) = plan.groups.iter().find(|group| group.number == wanted.group) else {
        let allowed = plan.groups.iter().map(|group| group.number.to_string()).collect();
        return vec![FieldFault::new("group", Fault::Unknown { value: wanted.group.to_string(), allowed })];
    };
    let Some(unit) = register.unit(&wanted.unit) else { return Vec::new() };
    let mut faults = recused(&register.recusals(today), &group.everybody(), &unit.code, &unit.name);
    if let Err(fault) = register.span(plan, today).check(wanted.date) {
        faults.push(FieldFault::new("date", fault));
    }
    let wish = booking(&new_visit(plan, unit, group));
    let day = taken.iter().find(|day| day.date == wanted.date);
    if let Some(other) = day.and_then(|day| day.conflict(&wish)) {
        let with = format!("{} {}", other.unit_name, wanted.date);
        faults.push(FieldFault::new("date", Fault::Conflict { with }));
    }
    faults
}

/// One sentence for each of these inspectors who is recused from the unit, whatever the number of reasons.
fn recused(recusals: &Recusals, inspectors: &[InspectorId], unit: &UnitCode, name: &Title) -> Vec<FieldFault> {
    let lines = recusals.one_each(inspectors, unit).into_iter();
    lines.map(|line| FieldFault::new("group", super::recused::fault(&line, name))).collect()
}

/// The visit with this group on this day; where a notice was sent, with a new one in its place.
fn arranged(visit: &Visit, group: &Group, date: NaiveDate, signed: &Signature) -> Visit {
    let mut after = visit.clone();
    after.group = group.number;
    after.leader = group.leader.clone();
    after.inspectors = group.everybody();
    after.date = date;
    after.withdrawn = None;
    if let Some(old) = after.notice.take() {
        after.notice = Some(Notice { number: old.number + 1, ..notice(&after, 1, signed) });
        after.earlier_notices.push(old);
        after.receipt = None;
        after.state = VisitState::Notified;
    }
    after
}

/// A visit that takes the place of a withdrawn one keeps its notices: the unit has them in its hands.
fn keeping_notices(mut visit: Visit, stored: Option<&Visit>) -> Visit {
    if let Some(stored) = stored {
        visit.earlier_notices.extend(stored.earlier_notices.iter().chain(&stored.notice).cloned());
    }
    visit
}

fn notice(visit: &Visit, number: u32, signed: &Signature) -> Notice {
    Notice { number, date: visit.date, group: visit.group, inspectors: visit.inspectors.clone(), sent: signed.clone() }
}

fn with_hand_assignment(plan: &Plan, wanted: &Arrangement, signed: &Signature) -> Result<store::Change, Failure> {
    let mut after = plan.clone();
    if let Some(reason) = wanted.reason.clone() {
        let (unit, group, signed) = (wanted.unit.clone(), wanted.group, signed.clone());
        after.hand_assignments.push(HandAssignment { unit, group, reason, signed });
    }
    plan_change(plan.version, plan, &after)
}

/// Lets the next substitute step in for a unit that cannot be visited. It takes group and day over where nothing stands
/// against it; else it waits on the plan's page. Where no substitute is left, the unit is withdrawn and nobody takes its
/// place, so that a census does not wait for a unit that is there no more.
///
/// # Errors
/// [`AppError::NotFound`] for a unit that was not chosen, [`AppError::NotAllowedNow`] where the group is there already,
/// [`AppError::Stale`], or a failure of the database.
// Who, when and by which form is said to every command in the same order; what is wanted comes after it.
#[allow(clippy::too_many_arguments)]
pub async fn substitute(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    unit: &UnitCode,
    reason: Note,
) -> Result<(), Failure> {
    let register = Register::read(store).await?;
    let signed = Signature::of(actor, at);
    let remark = Remark { text: reason.clone(), signed: signed.clone() };
    for _ in 0..super::ATTEMPTS {
        let visits = visits_of_plan(store, &plan.plan).await?;
        let mut book = DayBook::of(store, plan, &visits).await?;
        let Some(begun) = store::begin(store, actor, "plan.substitute", key, at).await? else { return Ok(()) };
        ensure(plan, Step::Substitute)?;
        if !rules::chosen_units(plan).contains(unit) {
            return Err(AppError::NotFound.into());
        }
        let substitute = rules::next_substitute(plan, unit, |code| register.inspects(code));
        let old = visits.iter().find(|visit| visit.unit == *unit && visit.withdrawn.is_none());
        if old.is_some_and(|visit| !rules::may_move(visit)) {
            return Err(AppError::NotAllowedNow.into());
        }
        let mut after = plan.clone();
        let mut commit = begun.because(reason.as_str());
        after.replacements.push(Replacement {
            unit: unit.clone(),
            substitute: substitute.clone(),
            reason: reason.clone(),
            signed: signed.clone(),
        });
        if let Some(old) = old {
            let withdrawn = Visit { withdrawn: Some(remark.clone()), ..old.clone() };
            book.release(old.date, &old.visit);
            let (change, merge) = visit_change(Some(old), &withdrawn)?;
            commit = commit.with(change).merging(merge);
            let wanted = substitute.map(|unit| Arrangement {
                unit,
                group: old.group,
                date: old.date,
                reason: Some(reason.clone()),
            });
            let today = chain_day(at);
            let new = wanted.and_then(|wanted| stepping_in(plan, &register, &book, &wanted, today));
            if let Some(new) = new {
                let stored = visits.iter().find(|visit| visit.visit == new.visit);
                let new = keeping_notices(new, stored);
                book.book(new.date, booking(&new)).map_err(|fault| blamed("date", fault))?;
                let (change, merge) = visit_change(stored, &new)?;
                commit = commit.with(change).merging(merge);
                let (unit, group, signed) = (new.unit, new.group, signed.clone());
                after.hand_assignments.push(HandAssignment { unit, group, reason: reason.clone(), signed });
            }
        }
        commit = commit.with(plan_change(seen, plan, &after)?);
        commit.changes.extend(book.changes()?);
        if transact_days(store, commit).await?.is_some() {
            return Ok(());
        }
    }
    Err(AppError::Stale.into())
}

/// The substitute's visit, where the same group may go there on the same day.
fn stepping_in(
    plan: &Plan,
    register: &Register,
    book: &DayBook,
    wanted: &Arrangement,
    today: NaiveDate,
) -> Option<Visit> {
    let free = conflicts(plan, register, &book.days(), wanted, today).is_empty();
    let group = plan.groups.iter().find(|group| group.number == wanted.group).filter(|_| free)?;
    let unit = register.unit(&wanted.unit)?;
    Some(Visit { date: wanted.date, ..new_visit(plan, unit, group) })
}

/// For which visits notices are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    /// Every visit that awaits one.
    Waiting,
    /// This one.
    One(&'a VisitId),
    /// This one, as it stood at this version.
    Seen(&'a VisitId, u32),
}

impl Which<'_> {
    fn means(self, visit: &Visit) -> bool {
        match self {
            Self::Waiting => true,
            Self::One(one) | Self::Seen(one, _) => visit.visit == *one,
        }
    }

    fn is_stale(self, visit: &Visit) -> bool {
        match self {
            Self::Waiting | Self::One(_) => false,
            Self::Seen(_, seen) => self.means(visit) && visit.version != seen,
        }
    }
}

/// Sends the written notices (Art. 9 (2)) of these visits. With the first the inspection has begun.
///
/// # Errors
/// A fault of the field `training` before the groups were trained; faults of the fields `group` and `date` where a
/// visit could not be arranged like this any more; [`AppError::NotAllowedNow`] where there is nothing to send,
/// [`AppError::Stale`], also for a visit that changed since it was seen, or a failure of the database.
pub async fn send_notices(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    which: Which<'_>,
) -> Result<(), Failure> {
    let known = Known::read(store, &plan.plan).await?;
    send_of(store, actor, at, key, plan, seen, &known, which).await.map(drop)
}

/// What a sending of notices rests on beside the plan.
struct Known {
    visits: Vec<Visit>,
    register: Register,
}

impl Known {
    async fn read(store: &Store, plan: &PlanId) -> Result<Self, Failure> {
        Ok(Self { visits: visits_of_plan(store, plan).await?, register: Register::read(store).await? })
    }
}

/// Sends the notices of these visits as they are known. The plan as it is then; `None` where this very form was carried
/// out before.
async fn send_of(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    known: &Known,
    which: Which<'_>,
) -> Result<Option<Plan>, Failure> {
    let Some(mut commit) = store::begin(store, actor, "plan.send_notices", key, at).await? else { return Ok(None) };
    if rules::lacks_training(plan) {
        return Err(blamed("training", Fault::TrainingMissing));
    }
    ensure(plan, Step::Notify)?;
    if known.visits.iter().any(|visit| which.is_stale(visit)) {
        return Err(AppError::Stale.into());
    }
    let meant = |visit: &&Visit| rules::awaits_notice(visit) && which.means(visit);
    let waiting: Vec<&Visit> = known.visits.iter().filter(meant).collect();
    if waiting.is_empty() {
        return Err(AppError::NotAllowedNow.into());
    }
    let faults = faults_of_notices(plan, &known.register, &waiting, chain_day(at));
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults).into());
    }
    let after = Plan { state: PlanState::Running, ..plan.clone() };
    commit = commit.with(plan_change(seen, plan, &after)?);
    for before in waiting {
        let number = u32::try_from(before.earlier_notices.len()).unwrap_or(u32::MAX).saturating_add(1);
        let mut visit = before.clone();
        visit.notice = Some(notice(before, number, &Signature::of(actor, at)));
        visit.state = VisitState::Notified;
        let (change, merge) = visit_change(Some(before), &visit)?;
        commit = commit.with(change).merging(merge);
    }
    let sent = match store::transact(store, commit).await? {
        Outcome::Done => Some(Plan { version: seen.saturating_add(1), ..after }),
        Outcome::DoneBefore => None,
    };
    Ok(sent)
}

/// Sends the notices of these visits of a plan one after the other, each as [`send_notices`] sends it and by a key of its
/// own: what stands against one holds no other back.
///
/// # Errors
/// [`AppError::Partly`] where one was left, [`AppError::NotFound`] where there is no such plan, or a failure of the
/// database.
pub async fn send_chosen(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &PlanId,
    chosen: &[(VisitId, u32)],
    progress: &Progress,
) -> Result<(), Failure> {
    let mut several = Several::counted(progress);
    let known = Known::read(store, plan).await?;
    let mut now: Option<Plan> = None;
    for (id, seen) in chosen {
        // What is sent changes the plan. How it stands is known then; else it may be another's doing, and is read again.
        let plan = match now.take() {
            Some(now) => now,
            None => load(store, plan).await?.ok_or(AppError::NotFound)?,
        };
        let known_visit = known.visits.iter().find(|visit| visit.visit == *id);
        let name = known_visit.map_or_else(|| id.to_string(), |visit| visit.unit_name.to_string());
        let (key, which) = (format!("{key}-{id}"), Which::Seen(id, *seen));
        let sent = send_of(store, actor, at, &key, &plan, plan.version, &known, which).await.map(|sent| now = sent);
        several.note(name, sent)?;
    }
    several.answer()
}

/// Everything that stands against these visits by now: since they were arranged a holiday or a declaration may have
/// been imported, and days go by.
fn faults_of_notices(plan: &Plan, register: &Register, visits: &[&Visit], today: NaiveDate) -> Vec<FieldFault> {
    let (span, recusals) = (register.span(plan, today), register.recusals(today));
    let mut faults = Vec::new();
    for visit in visits {
        faults.extend(recused(&recusals, &visit.inspectors, &visit.unit, &visit.unit_name));
        if let Err(fault) = span.check(visit.date) {
            let what = format!("{} {}", visit.unit_name, visit.date);
            faults.push(FieldFault::new("date", Fault::About { what, fault: Box::new(fault) }));
        }
    }
    faults
}
