//! From the draft to the approval, groups, training, report and end.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    DayBook, PLAN, Register, advance, chain_day, ensure, plan_change, rows, transact_days, visit_change, visits_of_plan,
};
use crate::{
    error::AppError,
    inspection::{
        model::{Group, Plan, PlanExtension, PlanReport, PlanState, Remark, RosterInspector, Training},
        plan::{
            model::PlanTerms,
            rules::{self, Step, check},
        },
        standard,
    },
    kernel::{
        actor::{Actor, Signature},
        fault::{Fault, FieldFault},
        ids::{InspectorId, PlanId, SeasonId},
        text::{LongText, Note},
    },
    store::{self, Change, Commit, Failure, Outcome, Store, TransactError},
};

/// How many numbers are tried when several people draft at once.
const NUMBERS: usize = 20;

/// Writes a new plan down and gives it the next number of its season. The number says the season for good.
///
/// # Errors
/// A fault of the field `standard` where there is no score standard yet, or a failure of the database.
pub async fn draft(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    terms: PlanTerms,
) -> Result<PlanId, Failure> {
    let standard = standard::store::latest(store).await?;
    let standard = standard.ok_or_else(|| AppError::field("standard", Fault::Missing))?;
    let there = rows(store, &terms.season).await?.len();
    for number in there + 1..=there + NUMBERS {
        let plan = plan_id(&terms.season, number)?;
        let new = Plan {
            plan: plan.clone(),
            season: terms.season.clone(),
            kind: terms.kind,
            title: terms.title.clone(),
            basis: terms.basis.clone(),
            scope: terms.scope.clone(),
            procedure: terms.procedure.clone(),
            areas: terms.areas.clone(),
            unit_kinds: terms.unit_kinds(),
            sizes: terms.sizes.clone(),
            from: terms.from,
            to: terms.to,
            standard: standard.template.clone(),
            edition: standard.edition,
            groups: Vec::new(),
            state: PlanState::Draft,
            training: None,
            approved: None,
            returned: None,
            redrafted: None,
            commitment: None,
            prepared: None,
            draw: None,
            run: None,
            earlier_draws: Vec::new(),
            replacements: Vec::new(),
            hand_assignments: Vec::new(),
            extensions: Vec::new(),
            cancelled_because: None,
            cancelled: None,
            report: None,
            closed: None,
            drafted: Signature::of(actor, at),
            version: 0,
        };
        let change = Change::create(PLAN, plan.as_str(), &new)?;
        match store::transact(store, Commit::by(actor, "plan.draft", key, at).with(change)).await {
            Ok(Outcome::Done) => return Ok(plan),
            // The form was sent twice, and this is already the next number.
            Ok(Outcome::DoneBefore) => {
                let drafted = store::changed_before(store, actor, "plan.draft", key, PLAN).await?;
                return PlanId::parse(drafted.unwrap_or_default()).map_err(|_| AppError::NotFound.into());
            }
            Err(TransactError::Exists { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(AppError::Exists.into())
}

fn plan_id(season: &SeasonId, number: usize) -> Result<PlanId, Failure> {
    PlanId::parse(format!("P-{season}-{number:02}")).map_err(|_| AppError::NotFound.into())
}

/// Writes a draft anew. It stays in its season, which its number names.
///
/// # Errors
/// [`AppError::NotAllowedNow`] after the approval, [`AppError::Stale`], or a failure of the database.
pub async fn edit(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    terms: PlanTerms,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.edit", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Edit)?;
    let after = Plan {
        unit_kinds: terms.unit_kinds(),
        kind: terms.kind,
        title: terms.title,
        basis: terms.basis,
        scope: terms.scope,
        procedure: terms.procedure,
        areas: terms.areas,
        sizes: terms.sizes,
        from: terms.from,
        to: terms.to,
        redrafted: plan.returned.as_ref().map(|_| Signature::of(actor, at)),
        ..plan.clone()
    };
    advance(store, commit, seen, plan, &after).await
}

/// Approves a draft (Art. 8).
///
/// # Errors
/// [`AppError::NotAllowedNow`], [`AppError::Stale`], or a failure of the database.
pub async fn approve(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.approve", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Approve)?;
    let after = Plan { state: PlanState::Approved, approved: Some(Signature::of(actor, at)), ..plan.clone() };
    advance(store, commit, seen, plan, &after).await
}

/// Returns a draft with remarks.
///
/// # Errors
/// [`AppError::NotAllowedNow`], [`AppError::Stale`], or a failure of the database.
pub async fn return_draft(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    text: Note,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.return", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Return)?;
    let commit = commit.because(text.as_str());
    let after = Plan { returned: Some(Remark { text, signed: Signature::of(actor, at) }), ..plan.clone() };
    advance(store, commit, seen, plan, &after).await
}

/// Records the training of the groups (Art. 9 (1)).
///
/// # Errors
/// [`AppError::NotAllowedNow`], [`AppError::Stale`], a fault of the field `on`, or a failure of the database.
pub async fn train(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    training: Training,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.train", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Train)?;
    if training.on > chain_day(at) {
        return Err(AppError::field("on", Fault::TooLate { latest: chain_day(at) }).into());
    }
    let after = Plan { training: Some(training), ..plan.clone() };
    advance(store, commit, seen, plan, &after).await
}

/// Forms a further group.
///
/// # Errors
/// Faults of the fields `leader` and `members`, [`AppError::NotAllowedNow`] once a commitment is published,
/// [`AppError::Stale`], or a failure of the database.
// Who, when and by which form is said to every command in the same order; what is wanted comes after it.
#[allow(clippy::too_many_arguments)]
pub async fn add_group(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    leader: InspectorId,
    members: Vec<InspectorId>,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.add_group", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Group)?;
    let mut roster = Register::read(store).await?.roster;
    roster.retain(RosterInspector::is_active);
    check::check_group(&leader, &members, &plan.groups, &roster).map_err(AppError::Invalid)?;
    let number = plan.groups.iter().map(|group| group.number).max().unwrap_or_default() + 1;
    let mut after = plan.clone();
    after.groups.push(Group { number, leader, members });
    advance(store, commit, seen, plan, &after).await
}

/// Dissolves a group before the draw; the others are numbered anew.
///
/// # Errors
/// [`AppError::NotAllowedNow`] once there is a commitment or a draw, [`AppError::NotFound`], [`AppError::Stale`], or a
/// failure of the database.
pub async fn remove_group(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    number: i64,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.remove_group", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Group)?;
    if plan.draw.is_some() {
        return Err(AppError::NotAllowedNow.into());
    }
    let mut after = plan.clone();
    after.groups.retain(|group| group.number != number);
    if after.groups.len() == plan.groups.len() {
        return Err(AppError::NotFound.into());
    }
    for (group, number) in after.groups.iter_mut().zip(1..) {
        group.number = number;
    }
    advance(store, commit, seen, plan, &after).await
}

/// Reports to the reform office (Art. 12).
///
/// # Errors
/// [`AppError::NotAllowedNow`] while a visit is not locked, [`AppError::Stale`], or a failure of the database.
pub async fn report(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    summary: LongText,
) -> Result<(), Failure> {
    let visits = visits_of_plan(store, &plan.plan).await?;
    let Some(commit) = store::begin(store, actor, "plan.report", key, at).await? else { return Ok(()) };
    if !rules::may_report(plan, &visits) {
        return Err(AppError::NotAllowedNow.into());
    }
    let report = Some(PlanReport { summary, signed: Signature::of(actor, at) });
    let after = Plan { state: PlanState::Reported, report, ..plan.clone() };
    advance(store, commit, seen, plan, &after).await
}

/// Closes a reported plan.
///
/// # Errors
/// A fault of the field `visits` while a unit lacks its written feedback, [`AppError::NotAllowedNow`],
/// [`AppError::Stale`], or a failure of the database.
pub async fn close(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
) -> Result<(), Failure> {
    let visits = rules::unanswered(&visits_of_plan(store, &plan.plan).await?);
    let Some(commit) = store::begin(store, actor, "plan.close", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Close)?;
    if visits > 0 {
        return Err(blamed("visits", Fault::FeedbackMissing { visits }));
    }
    let after = Plan { state: PlanState::Closed, closed: Some(Signature::of(actor, at)), ..plan.clone() };
    advance(store, commit, seen, plan, &after).await
}

/// Moves the last day of a plan later, with the reason: where visits could not be held in time, this is the way on.
///
/// # Errors
/// [`Fault::TooEarly`] of the field `to` for a day that is not behind the last one or is past, [`Fault::TooLate`] for
/// one beyond the span of a plan, [`AppError::NotAllowedNow`], [`AppError::Stale`], or a failure of the database.
pub async fn extend(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    to: NaiveDate,
    reason: Note,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.extend", key, at).await? else { return Ok(()) };
    let (earliest, latest) = rules::later_ends(plan, chain_day(at)).ok_or(AppError::NotAllowedNow)?;
    if to < earliest {
        return Err(blamed("to", Fault::TooEarly { earliest }));
    }
    if to > latest {
        return Err(blamed("to", Fault::TooLate { latest }));
    }
    let commit = commit.because(reason.as_str());
    let extension = PlanExtension { from: plan.to, to, reason, signed: Signature::of(actor, at) };
    let after = Plan { to, extensions: [plan.extensions.as_slice(), &[extension]].concat(), ..plan.clone() };
    advance(store, commit, seen, plan, &after).await
}

/// Gives a plan up. Visits that have not begun are withdrawn and their days become free.
///
/// # Errors
/// [`AppError::NotAllowedNow`] once it is reported, [`AppError::Stale`], or a failure of the database.
pub async fn cancel(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    reason: Note,
) -> Result<(), Failure> {
    let Some(begun) = store::begin(store, actor, "plan.cancel", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Cancel)?;
    let begun = begun.because(reason.as_str());
    let after = Plan {
        state: PlanState::Cancelled,
        commitment: None,
        cancelled: Some(Signature::of(actor, at)),
        cancelled_because: Some(reason.clone()),
        ..plan.clone()
    };
    for _ in 0..super::ATTEMPTS {
        let commit = begun.clone().with(plan_change(seen, plan, &after)?);
        let remark = Remark { text: reason.clone(), signed: Signature::of(actor, at) };
        let commit = withdraw_visits(store, commit, plan, &remark).await?;
        if transact_days(store, commit).await?.is_some() {
            return Ok(());
        }
    }
    Err(AppError::Stale.into())
}

/// Adds to a command that every visit which has not begun is withdrawn and its day is free.
pub(super) async fn withdraw_visits(
    store: &Store,
    mut commit: Commit,
    plan: &Plan,
    remark: &Remark,
) -> Result<Commit, Failure> {
    let visits = visits_of_plan(store, &plan.plan).await?;
    let mut book = DayBook::of(store, plan, &visits).await?;
    for before in visits.iter().filter(|visit| rules::may_move(visit)) {
        let mut after = before.clone();
        after.withdrawn = Some(remark.clone());
        book.release(before.date, &before.visit);
        let (change, merge) = visit_change(Some(before), &after)?;
        commit = commit.with(change).merging(merge);
    }
    commit.changes.extend(book.changes()?);
    Ok(commit)
}

/// A fault of a field that is asked for once the rest is right.
pub(super) fn blamed(field: &str, fault: Fault) -> Failure {
    FieldFault::new(field, fault).into()
}
