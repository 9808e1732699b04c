//! The figures of whoever looks after several units: how far the self-check is, their visits, and the ledger; and those of
//! each of the three administrators.

use chrono::{DateTime, NaiveDate};

use super::{
    known::Known,
    model::{CountedRecord, FigureKind, OwnFigure},
};
use crate::{
    account::{self, model::AccountState},
    inspection::model::{Visit, VisitState},
    journal::{self, chain::chain_day},
    kernel::{
        actor::{Actor, Role},
        calendar::WorkCalendar,
    },
    policy,
    rectification::{
        self,
        model::{LedgerFilter, Light},
        store::{Bounds, Scope},
    },
    self_check::rules::Signed,
    server::clock,
    store::{Failure, Store},
};

/// The figures of the person whom this concerns; none for a unit's people, who read how their unit stands.
pub(super) async fn figures(
    store: &Store,
    actor: &Actor,
    calendar: &WorkCalendar,
    today: NaiveDate,
    known: &Known,
) -> Result<Vec<OwnFigure>, Failure> {
    let (first, scope) = match (actor.role, &actor.inspector) {
        (Role::ReformLeader | Role::EstablishmentOfficer | Role::LegalOfficer, _) => {
            (submitted(known), Scope::District)
        }
        (Role::Inspector, Some(inspector)) => (locked(&known.visits), Scope::Group(inspector.clone())),
        (Role::SystemAdmin, _) => return of_accounts(store).await,
        (Role::SecurityAdmin, _) => return of_policy(store).await,
        (Role::AuditAdmin, _) => return of_journal(store, today).await,
        (Role::Inspector | Role::UnitClerk | Role::UnitHead, _) => return Ok(Vec::new()),
    };
    let bounds = Bounds::of(calendar, today);
    let all = LedgerFilter::default();
    let done = LedgerFilter { closed: true, ..LedgerFilter::default() };
    let late = LedgerFilter { light: Some(Light::Red), ..LedgerFilter::default() };
    let open = rectification::store::count(store, &scope, &all, bounds).await?;
    let closed = rectification::store::count(store, &scope, &done, bounds).await?;
    let overdue = rectification::store::count(store, &scope, &late, bounds).await?;
    let figure = |kind, value, of, href: &str| OwnFigure { of, ..figure(kind, value, href.to_owned()) };
    let ledger = [
        figure(FigureKind::EntriesOpen, open, Some(open.saturating_add(closed)), "/ledger"),
        figure(FigureKind::EntriesOverdue, overdue, Some(open), "/ledger?light=red"),
    ];
    Ok(first.into_iter().chain(ledger).collect())
}

/// Of the newest round that was opened: how many units have handed in.
fn submitted(known: &Known) -> Option<OwnFigure> {
    let round = known.opened().next()?;
    let tally = known.tallies.get(&round.round)?;
    let href = format!("/self-check/{}?state={}", round.round, Signed::Once.code());
    let submitted = figure(FigureKind::Submitted, tally.units - tally.missing, href);
    Some(OwnFigure { of: Some(tally.units), ..submitted })
}

/// Of the visits of somebody's groups in their newest season: how many have a final score, and which.
fn locked(visits: &[Visit]) -> Option<OwnFigure> {
    let visits: Vec<&Visit> = visits.iter().filter(|visit| visit.withdrawn.is_none()).collect();
    let season = visits.iter().map(|visit| &visit.season).max()?;
    let is_of_season = |visit: &&Visit| visit.season == *season;
    let held = || visits.iter().copied().filter(is_of_season);
    let all = count(held().count());
    let record = |visit: &Visit| CountedRecord {
        name: visit.unit_name.to_string(),
        day: visit.date,
        href: format!("/visits/{}", visit.visit),
    };
    let records: Vec<CountedRecord> = held().filter(|visit| visit.state >= VisitState::Locked).map(record).collect();
    let value = count(records.len());
    let day = None;
    Some(OwnFigure { kind: FigureKind::VisitsLocked, value, of: Some(all), day, href: None, records })
}

/// The accounts that the system administrator looks after.
async fn of_accounts(store: &Store) -> Result<Vec<OwnFigure>, Failure> {
    let unused = account::store::how_many_unused(store).await?;
    let locked = account::store::how_many_locked(store, clock::now()).await?;
    let people = |state: AccountState| format!("/admin/people?state={}", state.code());
    Ok(vec![
        figure(FigureKind::AccountsUnused, count(unused), people(AccountState::Unused)),
        figure(FigureKind::AccountsLocked, count(locked), people(AccountState::Locked)),
    ])
}

/// Since when the settings hold that the security administrator made; their version counts how often they were set.
async fn of_policy(store: &Store) -> Result<Vec<OwnFigure>, Failure> {
    let set = policy::store::load(store).await?.version;
    let last = journal::store::last_of(store, &policy::store::record()).await?;
    let at = last.and_then(|last| DateTime::parse_from_rfc3339(&last.at).ok());
    let day = at.map(|at| chain_day(at.to_utc()));
    Ok(vec![OwnFigure { day, ..figure(FigureKind::PolicySet, set, "/admin/policy".to_owned()) }])
}

/// How much was written into the journal today, and how far it is sealed.
async fn of_journal(store: &Store, today: NaiveDate) -> Result<Vec<OwnFigure>, Failure> {
    let entries = journal::store::entries_since(store, today).await?;
    let sealing = journal::store::sealing(store, today).await?;
    let days = u32::try_from(sealing.days).unwrap_or(u32::MAX);
    let day = sealing.last.map(|last| last.day);
    Ok(vec![
        figure(FigureKind::JournalToday, entries, format!("/admin/journal?day={today}")),
        OwnFigure { day, ..figure(FigureKind::DaysSealed, days, "/admin/journal".to_owned()) },
    ])
}

/// A number and the list of what it counts.
fn figure(kind: FigureKind, value: u32, href: String) -> OwnFigure {
    OwnFigure { kind, value, of: None, day: None, href: Some(href), records: Vec::new() }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
