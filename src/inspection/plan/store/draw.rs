//! The draw: the secret and its commitment, the run, and what follows from it.
//!
//! The secret lies in a table of its own. No journal entry and no answer shows it before the draw; the run alone reads
//! it and publishes it in the record.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rand::{TryRngCore, rngs::OsRng};
use serde_json::json;

use super::{
    DRAW_SECRET, DayBook, Register, advance, booked_days, chain_day, ensure, paper::blamed, paper::withdraw_visits,
    plan_change, secret, transact_days, visit_change, visits_of_plan,
};
use crate::{
    error::AppError,
    inspection::{
        model::{DrawRun, Group, Plan, PlanState, PreparedDraw, Remark, ReplacedDraw, Visit, VisitState},
        plan::rules::{
            self, Step, check,
            schedule::{Wish, propose},
        },
        rules::draw::{self as algorithm, DrawRecord},
    },
    kernel::{
        actor::{Actor, Signature},
        canonical::{parse_hash, sha256_hex},
        fault::Fault,
        ids::{InspectorId, UnitCode, VisitId},
        text::{Note, Title},
    },
    store::{self, Commit, Failure, Merge, Store},
    unit::model::Unit,
};

/// Freezes units, sizes and groups, makes the secret, and publishes the commitment.
///
/// # Errors
/// A fault of the field `groups` where somebody of one has left the roster or the working days do not hold the visits, or
/// of `sizes` where there are too few units; [`AppError::NotAllowedNow`], [`AppError::Stale`], or a failure of the database.
pub async fn prepare(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
) -> Result<(), Failure> {
    let mut secret = [0_u8; 32];
    OsRng.try_fill_bytes(&mut secret).map_err(|error| Failure::internal(format!("no randomness: {error}")))?;
    prepare_with(store, actor, at, key, plan, seen, secret).await
}

/// Publishes the commitment to a secret that the caller knows. This is for the demo alone: a secret that anybody knows
/// is none, and a draw by it only looks like one.
///
/// # Errors
/// As [`prepare`].
pub(crate) async fn prepare_with(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    secret: [u8; 32],
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.prepare_draw", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Prepare)?;
    let register = Register::read(store).await?;
    // Somebody may have left the roster since the groups were formed, and the draw would send them to units.
    let has_left =
        |one: &InspectorId| register.roster.iter().any(|known| known.inspector == *one && !known.is_active());
    let left = |group: &Group| Some((group.number, group.everybody().into_iter().find(has_left)?));
    if let Some((group, one)) = plan.groups.iter().find_map(left) {
        return Err(blamed("groups", Fault::LeftRoster { inspector: register.name(&one), group }));
    }
    let today = chain_day(at);
    let recusals = register.recusals(today);
    let roster = check::draw_roster(&plan.plan, &plan.sizes, &plan.groups, &register.units, &recusals);
    // Units, sizes and groups were checked when they were written; since then only the register can have lost some.
    let too_many = |_| blamed("sizes", Fault::OutOfRange { low: "1".to_owned(), high: roster.units.len().to_string() });
    let frozen = algorithm::commit(&roster, &secret).map_err(too_many)?;
    ensure_room(store, plan, &register, frozen.sizes.values().sum(), at).await?;
    let commitment = frozen.hash();
    let after = Plan {
        commitment: Some(commitment.clone()),
        prepared: Some(PreparedDraw { roster, secret_sha256: sha256_hex(&secret), signed: Signature::of(actor, at) }),
        ..plan.clone()
    };
    let aside = Merge::into(DRAW_SECRET, plan.plan.as_str())
        .with(&["secret"], json!(hex::encode(secret)))
        .with(&["commitment"], json!(commitment));
    advance(store, commit.merging(aside), seen, plan, &after).await
}

/// Refuses a draw whose visits could not be held: after it, nothing could be mended without drawing again.
async fn ensure_room(
    store: &Store,
    plan: &Plan,
    register: &Register,
    wanted: i64,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let days = register.span(plan, chain_day(at)).days();
    let taken = booked_days(store, plan.from, plan.to).await?;
    let mut room = 0_usize;
    for group in &plan.groups {
        let everybody = group.everybody();
        let busy = |date| {
            let day = taken.iter().find(|day| day.date == date);
            day.is_some_and(|day| day.inspectors().iter().any(|one| everybody.contains(one)))
        };
        room += days.iter().filter(|date| !busy(**date)).count();
    }
    let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
    if room < wanted { Err(blamed("groups", Fault::NoRoom { days: room, wanted })) } else { Ok(()) }
}

/// Takes a commitment back before the draw. Its secret will never be used.
///
/// # Errors
/// [`AppError::NotAllowedNow`], [`AppError::Stale`], or a failure of the database.
pub async fn withdraw(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    reason: Note,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "plan.withdraw_commitment", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Withdraw)?;
    let after = Plan { commitment: None, prepared: None, ..plan.clone() };
    advance(store, commit.because(reason.as_str()), seen, plan, &after).await
}

/// Runs the draw with the witness' text, and gives every drawn unit that a group may check its visit.
///
/// # Errors
/// [`AppError::NotAllowedNow`], [`AppError::Stale`], or a failure of the database.
// Who, when and by which form is said to every command in the same order; what is wanted comes after it.
#[allow(clippy::too_many_arguments)]
pub async fn draw(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    witness: &Title,
    witnesses: Note,
) -> Result<(), Failure> {
    let Some(begun) = store::begin(store, actor, "plan.draw", key, at).await? else { return Ok(()) };
    ensure(plan, Step::Draw)?;
    let record = drawn(store, plan, witness).await?;
    let register = Register::read(store).await?;
    let run = Some(DrawRun { witnesses, signed: Signature::of(actor, at) });
    let after = Plan {
        state: PlanState::Drawn,
        commitment: None,
        draw: Some(record.clone()),
        run,
        replacements: Vec::new(),
        hand_assignments: Vec::new(),
        ..plan.clone()
    };
    for _ in 0..super::ATTEMPTS {
        let commit = begun.clone().with(plan_change(seen, plan, &after)?);
        let commit = with_visits(store, commit, plan, &record, &register, at).await?;
        if transact_days(store, commit).await?.is_some() {
            return Ok(());
        }
    }
    Err(AppError::Stale.into())
}

/// The record that follows from what was frozen, the secret, and the witness' text.
async fn drawn(store: &Store, plan: &Plan, witness: &Title) -> Result<DrawRecord, Failure> {
    let lost = || Failure::internal(format!("the secret of {} does not belong to its commitment", plan.plan));
    let prepared = plan.prepared.as_ref().ok_or_else(lost)?;
    let (secret, commitment) = secret(store, &plan.plan).await?.ok_or_else(lost)?;
    let secret = parse_hash(&secret).ok_or_else(lost)?;
    let record = algorithm::run(&prepared.roster, secret, witness.as_str()).map_err(|_| lost())?;
    let holds = plan.commitment.as_deref() == Some(record.commitment.as_str()) && record.commitment == commitment;
    if holds { Ok(record) } else { Err(lost()) }
}

/// Adds the visits of a draw to its command.
async fn with_visits(
    store: &Store,
    mut commit: Commit,
    plan: &Plan,
    record: &DrawRecord,
    register: &Register,
    at: DateTime<Utc>,
) -> Result<Commit, Failure> {
    let earlier: BTreeMap<VisitId, Visit> =
        visits_of_plan(store, &plan.plan).await?.into_iter().map(|visit| (visit.visit.clone(), visit)).collect();
    let mut book = DayBook::read(store, plan.from, plan.to).await?;
    let mut visits: Vec<Visit> = record
        .assignment
        .iter()
        .filter_map(|one| {
            let unit = register.unit(&UnitCode::parse(&one.unit).ok()?)?;
            let group = plan.groups.iter().find(|group| group.number == one.group)?;
            Some(new_visit(plan, unit, group))
        })
        .collect();
    let wish = |visit: &Visit| Wish { group: visit.group, booking: super::booking(visit) };
    let wishes: Vec<Wish> = visits.iter().map(wish).collect();
    let proposal = propose(&wishes, register.span(plan, chain_day(at)), &book.days());
    for (visit, date) in visits.iter_mut().zip(proposal) {
        // Without a free day the unit waits on the plan's page until the office finds one.
        let Some(date) = date else { continue };
        visit.date = date;
        book.book(date, super::booking(visit)).map_err(|fault| blamed("date", fault))?;
        let before = earlier.get(&visit.visit);
        let (change, merge) = visit_change(before, visit)?;
        commit = commit.with(change).merging(merge);
    }
    commit.changes.extend(book.changes()?);
    Ok(commit)
}

/// A visit that has its group and as yet the plan's first day.
pub(super) fn new_visit(plan: &Plan, unit: &Unit, group: &Group) -> Visit {
    Visit {
        visit: VisitId::of(&plan.plan, &unit.code),
        plan: plan.plan.clone(),
        season: plan.season.clone(),
        unit: unit.code.clone(),
        unit_name: unit.name.clone(),
        unit_kind: unit.kind,
        group: group.number,
        leader: group.leader.clone(),
        inspectors: group.everybody(),
        leader_changes: Vec::new(),
        date: plan.from,
        state: VisitState::Scheduled,
        notice: None,
        earlier_notices: Vec::new(),
        receipt: None,
        steps: Vec::new(),
        sheets: BTreeMap::new(),
        entry_closed: None,
        reconciled: None,
        findings: Vec::new(),
        last_finding: 0,
        good_practices: Vec::new(),
        oral_feedback: None,
        result: None,
        locked: None,
        written_feedback: None,
        withdrawn: None,
        version: 0,
    }
}

/// Sets a draw aside, to draw again. It stays readable with the reason; its visits are withdrawn.
///
/// # Errors
/// [`AppError::NotAllowedNow`] once a notice was sent, [`AppError::Stale`], or a failure of the database.
pub async fn redraw(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    plan: &Plan,
    seen: u32,
    reason: Note,
) -> Result<(), Failure> {
    let visits = visits_of_plan(store, &plan.plan).await?;
    let Some(begun) = store::begin(store, actor, "plan.redraw", key, at).await? else { return Ok(()) };
    let Some(record) = plan.draw.clone().filter(|_| rules::may_redraw(plan, &visits)) else {
        return Err(AppError::NotAllowedNow.into());
    };
    let signed = Signature::of(actor, at);
    let mut after = Plan { state: PlanState::Approved, draw: None, run: None, prepared: None, ..plan.clone() };
    after.replacements = Vec::new();
    after.hand_assignments = Vec::new();
    let (run, replaced) = (plan.run.clone(), signed.clone());
    after.earlier_draws.push(ReplacedDraw { record, run, reason: reason.clone(), replaced });
    let remark = Remark { text: reason, signed };
    let begun = begun.because(remark.text.as_str());
    for _ in 0..super::ATTEMPTS {
        let commit = begun.clone().with(plan_change(seen, plan, &after)?);
        let commit = withdraw_visits(store, commit, plan, &remark).await?;
        if transact_days(store, commit).await?.is_some() {
            return Ok(());
        }
    }
    Err(AppError::Stale.into())
}
