//! Another leader for a visit that is under way (Art. 9 (1), 14).

use chrono::{DateTime, NaiveDate, Utc};

use super::{Command, TABLE};
use crate::{
    error::AppError,
    evidence::store as files,
    inspection::{
        model::{RosterInspector, Visit},
        plan::store::{Register, booked_days, rebooked},
        visit::rules::{self, VisitStep},
    },
    journal::chain::chain_day,
    kernel::{actor::Actor, fault::Fault, ids::InspectorId, permit, text::Note},
    store::{self, Failure, Store},
};

/// Who can lead a visit in the place of its leader, as roster and calendar stand on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bench {
    /// They, by number.
    pub people: Vec<RosterInspector>,
    /// Whether the leader is recused from the unit by now.
    pub leader_is_recused: bool,
}

/// Who can lead the visit in the place of its leader.
///
/// # Errors
/// When the database cannot be read.
pub async fn bench(store: &Store, visit: &Visit, today: NaiveDate) -> Result<Bench, Failure> {
    let register = Register::read(store).await?;
    let recusals = register.recusals(today);
    let days = booked_days(store, visit.date, visit.date).await?;
    let is_recused = |one: &InspectorId| recusals.holds(one, &visit.unit);
    // Where the visit's day is past, nobody is away at another unit on it any more.
    let is_free = |one: &InspectorId| {
        let mut others = days.iter().flat_map(|day| &day.bookings).filter(|booking| booking.visit != visit.visit);
        visit.date < today || !others.any(|booking| booking.inspectors.contains(one))
    };
    let people = rules::successors(visit, &register.roster, is_recused, is_free);
    let leader_is_recused = recusals.holds(&visit.leader, &visit.unit);
    Ok(Bench { people: people.into_iter().cloned().collect(), leader_is_recused })
}

/// The establishment office appoints another leader, for the one there is cannot go on. The notices stay as they were
/// sent. Whoever was not of the group reads its files from then on, and is booked on the visit's day as long as it is not
/// over.
///
/// # Errors
/// As [`receive`](super::receive); [`Fault::Unknown`] on `leader` for anybody who cannot lead.
pub async fn appoint_leader(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    seen: u32,
    leader: &InspectorId,
    reason: Note,
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: VisitStep::Appoint, action: "visit.appoint_leader" };
    permit::check(actor, command.step.action(), rules::subject(visit))?;
    if let Some(done) = command.done_before(visit).await? {
        return Ok(done);
    }
    if visit.version != seen {
        return Err(AppError::Stale.into());
    }
    command.ensure(visit)?;
    let today = chain_day(at);
    let Bench { people, leader_is_recused } = bench(store, visit, today).await?;
    if !people.iter().any(|one| one.inspector == *leader) {
        let allowed = people.iter().map(|one| one.name.to_string()).collect();
        return Err(AppError::field("leader", Fault::Unknown { value: leader.to_string(), allowed }).into());
    }
    let appoint = |after: &mut Visit| {
        rules::appoint(after, leader, reason.clone(), leader_is_recused, command.signature());
        Ok(())
    };
    let (commit, after) = command.commit(visit, &[], appoint)?;
    let mut commit = commit.because(reason.as_str());
    if !visit.inspectors.contains(leader) {
        for file in files::of_record(store, &format!("{TABLE}:{}", visit.visit)).await? {
            commit = commit.with(files::show_change(&file, leader)?);
        }
        if visit.date >= today {
            commit.changes.extend(rebooked(store, &after, "leader").await?);
        }
    }
    match store::transact(store, commit).await.map_err(Failure::from) {
        // Somebody else was the first to book the day.
        Err(Failure::Refused(AppError::Exists)) => Err(AppError::Stale.into()),
        done => done.map(|_| after),
    }
}
