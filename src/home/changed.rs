//! What changed for a person since they were here before, and how their unit stands now.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use leptos::prelude::use_context;

use super::{
    model::{News, OwnUnit},
    rules, store as log,
};
use crate::{
    account,
    inspection::model::Visit,
    kernel::{
        actor::Actor,
        calendar::WorkCalendar,
        district_time,
        ids::{UnitCode, VisitId},
    },
    preferences::ClosedTours,
    ranking::{
        model::{EditionLine, KindMean, RankingState},
        round, store as rankings,
    },
    store::{Failure, Store},
    unit,
};

/// The day since which a person is told what changed.
pub(super) async fn since(
    store: &Store,
    actor: &Actor,
    calendar: &WorkCalendar,
    today: NaiveDate,
) -> Result<NaiveDate, Failure> {
    let before = account::store::visit_before(store, &actor.account).await?;
    Ok(rules::news_since(calendar, today, before.map(|at| district_time::shown(at).date())))
}

/// Whether a person is here for the first time, and has not closed the tour that tells them of it.
pub(super) async fn is_first(store: &Store, actor: &Actor) -> Result<bool, Failure> {
    if use_context::<ClosedTours>().is_some_and(|closed| closed.has(actor.account.as_str())) {
        return Ok(false);
    }
    Ok(account::store::visit_before(store, &actor.account).await?.is_none())
}

/// The news since a day for a person whose own visits these are, none for an administrator.
pub(super) async fn news(
    store: &Store,
    actor: &Actor,
    visits: &[Visit],
    since: NaiveDate,
) -> Result<Option<Vec<News>>, Failure> {
    let told = rules::told(actor);
    if told.is_empty() {
        return Ok(None);
    }
    let visits: BTreeSet<VisitId> = visits.iter().map(|visit| visit.visit.clone()).collect();
    Ok(rules::news(actor, &visits, &log::done_since(store, &told, since).await?))
}

/// The short names of the units that the news names.
pub(super) async fn names(store: &Store, news: Option<&[News]>) -> Result<BTreeMap<UnitCode, String>, Failure> {
    let mut names = BTreeMap::new();
    let named: Vec<&UnitCode> = news.unwrap_or_default().iter().flat_map(|line| &line.units).collect();
    for code in named {
        if !names.contains_key(code)
            && let Some(unit) = unit::store::load(store, code).await?
        {
            names.insert(code.clone(), unit.short_name.to_string());
        }
    }
    Ok(names)
}

/// How the unit of a unit's people stands.
pub(super) async fn own_unit(store: &Store, actor: &Actor, today: NaiveDate) -> Result<Option<OwnUnit>, Failure> {
    let Some(code) = actor.unit.as_ref().filter(|_| actor.role.is_of_unit()) else { return Ok(None) };
    let (standing, entries) = unit::store::standing_seen_by(store, actor, code, today).await?;
    let compared = compared(store, actor, code).await?;
    Ok(Some(OwnUnit { unit: code.clone(), standing, entries, compared }))
}

/// The unit's inspection beside the mean of its kind, in the newest edition that holds and of which its people see the
/// whole. One that was corrected was found wrong, so its figures are shown no more, though the next edition is not out yet.
async fn compared(store: &Store, actor: &Actor, unit: &UnitCode) -> Result<Option<KindMean>, Failure> {
    let tells = |edition: &&EditionLine| {
        edition.state == RankingState::Published && round::is_whole_to(actor, edition.published.as_ref())
    };
    let editions = rankings::lines(store).await?;
    let Some(newest) = editions.iter().find(tells) else { return Ok(None) };
    let units = rankings::units_of(store, &newest.season, newest.edition).await?;
    Ok(round::beside_its_kind(&newest.season, &units, unit.as_str()))
}
