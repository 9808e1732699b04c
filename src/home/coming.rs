//! What comes next for a person for whom nothing waits: the visits, and the days of rounds, plans and rectification that
//! they may know of.

use chrono::{Days, NaiveDate};

use super::{
    known::Known,
    model::{Coming, ComingKind, MOST_COMING},
    rules,
};
use crate::{
    inspection::{
        model::{Plan, PlanState, Visit},
        plan,
        visit::rules::is_announced_to,
    },
    kernel::{
        actor::Actor,
        calendar::WorkCalendar,
        ids::UnitCode,
        permit::{Action, Subject, allows},
    },
    rectification::{
        self,
        model::LedgerFilter,
        store::{Bounds, Listed, Scope},
    },
    self_check::{self, model::RoundState},
    store::{Failure, Store},
};

/// So many days are looked ahead for the visits of the whole district.
const AHEAD: Days = Days::new(31);

/// What comes next for the person whom this concerns, the soonest first.
pub(super) async fn coming(
    store: &Store,
    actor: &Actor,
    calendar: &WorkCalendar,
    today: NaiveDate,
    known: &Known,
) -> Result<Vec<Coming>, Failure> {
    let next = Next { calendar, today };
    let mut coming = Vec::new();
    if allows(actor, Action::ReadVisit, Subject::DISTRICT) {
        let until = today.checked_add_days(AHEAD).unwrap_or(today);
        let visits = plan::store::visits_between(store, today, until).await?;
        coming.extend(visits.iter().filter_map(|visit| next.visit(actor, visit)));
        let plans = plan::store::unfinished(store).await?;
        coming.extend(plans.iter().filter_map(|plan| next.plan(plan)));
        let entries = next.entries(store, Scope::District).await?;
        coming.extend(entries.iter().filter_map(|entry| next.entry(entry)));
    } else {
        let entries = match &actor.inspector {
            Some(inspector) => next.entries(store, Scope::Group(inspector.clone())).await?,
            None => Vec::new(),
        };
        // Nobody is told of what they would be refused.
        let recusals = plan::store::recusals_of(store, actor, today).await?;
        let is_kept = |unit: &UnitCode| actor.inspector.as_ref().is_some_and(|one| recusals.holds(one, unit));
        let visits = known.visits.iter().filter(|visit| !is_kept(&visit.unit));
        coming.extend(visits.filter_map(|visit| next.visit(actor, visit)));
        let entries = entries.iter().filter(|entry| !is_kept(&entry.unit));
        coming.extend(entries.filter_map(|entry| next.entry(entry)));
    }
    let open = known.rounds.iter().filter(|round| round.state == RoundState::Open);
    coming.extend(open.filter_map(|round| {
        next.on(ComingKind::RoundDue, round.title.to_string(), round.due?, format!("/self-check/{}", round.round))
    }));
    if let Some(unit) = actor.unit.as_ref().filter(|_| actor.role.is_of_unit()) {
        coming.extend(next.of_unit(store, unit).await?);
    }
    Ok(rules::soonest(coming))
}

/// A day, and how far off the days behind it are.
struct Next<'a> {
    calendar: &'a WorkCalendar,
    today: NaiveDate,
}

impl Next<'_> {
    /// The unit's own due dates, whoever of it they wait for.
    async fn of_unit(&self, store: &Store, unit: &UnitCode) -> Result<Vec<Coming>, Failure> {
        let mut coming = Vec::new();
        for line in self_check::store::of_unit(store, unit).await? {
            if line.submitted_on.is_none() {
                let href = format!("/self-check/{}/{}", line.round, line.unit);
                coming.extend(self.on(ComingKind::RoundDue, line.round.to_string(), line.due, href));
            }
        }
        let entries = self.entries(store, Scope::Unit(unit.clone())).await?;
        coming.extend(entries.iter().filter_map(|entry| self.entry(entry)));
        Ok(coming)
    }

    /// The entries of the ledger that are due today or next, and none that is overdue.
    async fn entries(&self, store: &Store, scope: Scope) -> Result<Vec<Listed>, Failure> {
        // A place by due date begins with the date.
        let filter = LedgerFilter { after: Some(self.today.to_string()), ..LedgerFilter::default() };
        rectification::store::page(store, &scope, &filter, Bounds::of(self.calendar, self.today), MOST_COMING).await
    }

    fn entry(&self, entry: &Listed) -> Option<Coming> {
        let due = entry.due.filter(|_| entry.closed_on.is_none())?;
        self.on(ComingKind::EntryDue, entry.title.to_string(), due, format!("/ledger/{}", entry.entry))
    }

    /// The first day of a plan that has no visits yet, or the last of one that has.
    fn plan(&self, plan: &Plan) -> Option<Coming> {
        let (kind, day) = match plan.state {
            PlanState::Draft | PlanState::Approved => (ComingKind::PlanBegins, plan.from),
            PlanState::Drawn | PlanState::Running => (ComingKind::PlanEnds, plan.to),
            PlanState::Reported | PlanState::Closed | PlanState::Cancelled => return None,
        };
        self.on(kind, plan.title.to_string(), day, format!("/plans/{}", plan.plan))
    }

    fn visit(&self, actor: &Actor, visit: &Visit) -> Option<Coming> {
        if !plan::rules::may_move(visit) || !is_announced_to(actor, visit) {
            return None;
        }
        self.on(ComingKind::Visit, visit.unit_name.to_string(), visit.date, format!("/visits/{}", visit.visit))
    }

    /// What is on a day that is not past.
    fn on(&self, kind: ComingKind, subject: String, day: NaiveDate, href: String) -> Option<Coming> {
        let days_left = self.calendar.working_days_between(self.today, day);
        (day >= self.today).then_some(Coming { kind, subject, day, days_left, href })
    }
}
