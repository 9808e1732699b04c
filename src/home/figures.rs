//! The figures of whoever looks after several units: how far the self-check is, their visits, and the ledger.

use chrono::{Datelike, NaiveDate};

use super::{
    known::Known,
    model::{CountedRecord, FigureKind, OwnFigure},
};
use crate::{
    inspection::model::{Visit, VisitState},
    kernel::{
        actor::{Actor, Role},
        calendar::WorkCalendar,
    },
    rectification::{
        self,
        model::{LedgerFilter, Light},
        store::{Bounds, Scope},
    },
    self_check::rules::Signed,
    store::{Failure, Store},
};

/// The figures of the person whom this concerns; none for a unit's people, who read how their unit stands, and none for an
/// administrator.
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
        (Role::Inspector, Some(inspector)) => (locked(&known.visits, today), Scope::Group(inspector.clone())),
        _ => return Ok(Vec::new()),
    };
    let bounds = Bounds::of(calendar, today);
    let all = LedgerFilter::default();
    let late = LedgerFilter { light: Some(Light::Red), ..LedgerFilter::default() };
    let open = rectification::store::count(store, &scope, &all, bounds).await?;
    let overdue = rectification::store::count(store, &scope, &late, bounds).await?;
    let figure = |kind, value, of, href: &str| {
        let href = Some(href.to_owned());
        OwnFigure { kind, value, of, href, records: Vec::new() }
    };
    let ledger = [
        figure(FigureKind::EntriesOpen, open, None, "/ledger"),
        figure(FigureKind::EntriesOverdue, overdue, Some(open), "/ledger?light=red"),
    ];
    Ok(first.into_iter().chain(ledger).collect())
}

/// Of the newest round that was opened: how many units have handed in.
fn submitted(known: &Known) -> Option<OwnFigure> {
    let round = known.opened().next()?;
    let tally = known.tallies.get(&round.round)?;
    Some(OwnFigure {
        kind: FigureKind::Submitted,
        value: tally.units - tally.missing,
        of: Some(tally.units),
        href: Some(format!("/self-check/{}?state={}", round.round, Signed::Once.code())),
        records: Vec::new(),
    })
}

/// Of this year's visits of somebody's groups: how many have a final score, and which.
fn locked(visits: &[Visit], today: NaiveDate) -> Option<OwnFigure> {
    let is_of_year = |visit: &&Visit| visit.withdrawn.is_none() && visit.date.year() == today.year();
    let held = || visits.iter().filter(is_of_year);
    let count = |visits: usize| u32::try_from(visits).unwrap_or(u32::MAX);
    let all = count(held().count());
    let record = |visit: &Visit| CountedRecord {
        name: visit.unit_name.to_string(),
        day: visit.date,
        href: format!("/visits/{}", visit.visit),
    };
    let records: Vec<CountedRecord> = held().filter(|visit| visit.state >= VisitState::Locked).map(record).collect();
    let value = count(records.len());
    (all > 0).then_some(OwnFigure { kind: FigureKind::VisitsLocked, value, of: Some(all), href: None, records })
}
