//! What the frame shows around every page: what waits, the seasons that a person may know of, and how far each process of
//! the one under way is, as far as they see it. It comes with every page, so beside what waits it reads only summaries and
//! counts.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    gathered::Gathered,
    model::{Glance, KnownSeason, Place},
    rules::{self, Progress},
};
use crate::{
    inspection::{model::Visit, plan},
    kernel::{
        actor::{Actor, Role},
        ids::{PlanId, SeasonId},
    },
    ranking::{model::EditionLine, round, store as rankings},
    rectification::{
        self,
        model::LedgerFilter,
        store::{Bounds, Scope},
    },
    self_check::model::Round,
    store::{Failure, Store},
    unit::{self, model::Standing},
};

/// What the frame shows to this person on this day.
pub(super) async fn glance(
    store: &Store,
    actor: &Actor,
    today: NaiveDate,
    gathered: &Gathered,
) -> Result<Glance, Failure> {
    let waiting = rules::waiting_at(&gathered.tasks);
    let reader = Reader { store, actor, today, bounds: Bounds::of(&gathered.calendar, today) };
    let Course { season, seasons, progress } = match actor.role {
        Role::UnitClerk | Role::UnitHead => reader.of_unit().await?,
        Role::Inspector => reader.of_inspector(&gathered.known.visits).await?,
        Role::EstablishmentOfficer | Role::ReformLeader | Role::LegalOfficer => {
            reader.of_office(&gathered.known.rounds).await?
        }
        Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin => Course::default(),
    };
    Ok(Glance { season, seasons, waiting, stages: rules::stages(&progress) })
}

/// The seasons that somebody may know of, newest first, and how far the processes of the one under way are.
#[derive(Default)]
struct Course {
    /// The one under way. To whoever does not see the whole district it is the newest of theirs: they are told of none
    /// that has not begun for them.
    season: Option<SeasonId>,
    seasons: Vec<KnownSeason>,
    progress: Vec<(Place, Progress)>,
}

/// Who asks.
struct Reader<'a> {
    store: &'a Store,
    actor: &'a Actor,
    today: NaiveDate,
    bounds: Bounds<'static>,
}

impl Reader<'_> {
    /// The whole district. Its offices open the ranking of every season.
    async fn of_office(&self, rounds: &[Round]) -> Result<Course, Failure> {
        let editions = rankings::lines(self.store).await?;
        let known = rankings::known_beside(self.store, &editions).await?;
        if known.is_empty() {
            return Ok(Course::default());
        }
        let season = rankings::season_shown(self.store, &known, self.today).await?;
        let of_season = rounds.iter().filter(|round| round.season == season);
        let rounds = rules::of_rounds(of_season.map(|round| round.state));
        let plans = plan::store::rows(self.store, &season).await?;
        let ids: Vec<PlanId> = plans.iter().map(|line| line.plan.clone()).collect();
        let visits = plan::store::visits_by_state(self.store, &ids).await?;
        let entries = self.entries(&Scope::District, &season).await?;
        let progress = vec![
            (Place::SelfCheck, rounds),
            (Place::Plans, rules::of_plans(plans.iter().map(|line| line.state))),
            (Place::Calendar, rules::of_visits(visits.iter().map(|count| (count.state, count.visits)))),
            (Place::Ledger, entries),
            (Place::Ranking, self.ranking(&editions, &season)),
        ];
        let seasons = known.into_iter().map(|season| KnownSeason { season, ranked: true }).collect();
        Ok(Course { season: Some(season), seasons, progress })
    }

    /// The visits of their groups, and what came of them.
    async fn of_inspector(&self, visits: &[Visit]) -> Result<Course, Failure> {
        let Some(inspector) = &self.actor.inspector else { return Ok(Course::default()) };
        let editions = rankings::lines(self.store).await?;
        let visits: Vec<&Visit> = visits.iter().filter(|visit| visit.withdrawn.is_none()).collect();
        let seasons = self.seasons(&editions, visits.iter().map(|visit| visit.season.clone()));
        let Some(season) = seasons.first().map(|known| known.season.clone()) else { return Ok(Course::default()) };
        let of_season = visits.iter().filter(|visit| visit.season == season);
        let visits = rules::of_visits(of_season.map(|visit| (visit.state, 1)));
        let entries = self.entries(&Scope::Group(inspector.clone()), &season).await?;
        let ranking = self.ranking(&editions, &season);
        let progress = vec![(Place::Calendar, visits), (Place::Ledger, entries), (Place::Ranking, ranking)];
        Ok(Course { season: Some(season), seasons, progress })
    }

    /// What their unit has, as far as they may know it.
    async fn of_unit(&self) -> Result<Course, Failure> {
        let Some(own) = &self.actor.unit else { return Ok(Course::default()) };
        let editions = rankings::lines(self.store).await?;
        let standings: Vec<Standing> = unit::store::standings(self.store, own).await?;
        let seen = standings.into_iter().map(|standing| unit::rules::standing_seen_by(self.actor, standing));
        let seen: Vec<Standing> = seen.filter(rules::has_anything).collect();
        let seasons = self.seasons(&editions, seen.iter().map(|standing| standing.season.clone()));
        let Some(season) = seasons.first().map(|known| known.season.clone()) else { return Ok(Course::default()) };
        let standing = seen.iter().find(|standing| standing.season == season);
        let mut progress: Vec<(Place, Progress)> = standing.map(rules::of_unit).into_iter().flatten().collect();
        if progress.is_empty() {
            let nothing = [Place::SelfCheck, Place::Calendar, Place::Ledger].map(|place| (place, Progress::default()));
            progress.extend(nothing);
        }
        progress.push((Place::Ranking, self.ranking(&editions, &season)));
        Ok(Course { season: Some(season), seasons, progress })
    }

    /// These seasons, and those with a ranking that the person may see.
    fn seasons(&self, editions: &[EditionLine], own: impl Iterator<Item = SeasonId>) -> Vec<KnownSeason> {
        let visible = editions.iter().filter(|edition| self.sees(edition));
        let ranked: BTreeSet<SeasonId> = visible.map(|edition| edition.season.clone()).collect();
        let known: BTreeSet<SeasonId> = own.chain(ranked.iter().cloned()).collect();
        let known = known.into_iter().rev();
        known.map(|season| KnownSeason { ranked: ranked.contains(&season), season }).collect()
    }

    fn sees(&self, edition: &EditionLine) -> bool {
        round::is_visible_to(self.actor, edition.published.as_ref())
    }

    fn ranking(&self, editions: &[EditionLine], season: &SeasonId) -> Progress {
        let visible = editions.iter().find(|edition| edition.season == *season && self.sees(edition));
        rules::of_ranking(visible.map(|edition| edition.state))
    }

    async fn entries(&self, scope: &Scope, season: &SeasonId) -> Result<Progress, Failure> {
        let open = LedgerFilter { season: Some(season.clone()), ..LedgerFilter::default() };
        let closed = LedgerFilter { closed: true, ..open.clone() };
        let open = rectification::store::count(self.store, scope, &open, self.bounds).await?;
        let done = rectification::store::count(self.store, scope, &closed, self.bounds).await?;
        Ok(Progress { all: open.saturating_add(done), done })
    }
}
