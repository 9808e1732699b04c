//! What comes next for a person for whom nothing waits: the visits, due dates of rounds and of rectification that they
//! may know of.

use chrono::{Days, NaiveDate};

use super::{
    known::Known,
    model::{Coming, ComingKind},
    rules,
};
use crate::{
    inspection::{model::Visit, plan, visit::rules::is_announced_to},
    kernel::{
        actor::Actor,
        calendar::WorkCalendar,
        ids::UnitCode,
        permit::{Action, Subject, allows},
    },
    rectification::{
        self,
        model::LedgerFilter,
        store::{Bounds, Scope},
    },
    self_check::{
        self,
        model::{RoundState, SubmissionState},
    },
    store::{Failure, Store},
};

/// So many days are looked ahead for the visits of the whole district.
const AHEAD: Days = Days::new(31);

/// So many entries of the ledger are looked through, the first to be due first.
const MOST: usize = 50;

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
    } else {
        // Nobody is told of what they would be refused.
        let recusals = plan::store::recusals_of(store, actor, today).await?;
        let is_kept = |unit: &UnitCode| actor.inspector.as_ref().is_some_and(|one| recusals.holds(one, unit));
        let theirs = known.visits.iter().filter(|visit| !is_kept(&visit.unit));
        coming.extend(theirs.filter_map(|visit| next.visit(actor, visit)));
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
            if !matches!(line.state, SubmissionState::Submitted | SubmissionState::Accepted) {
                let href = format!("/self-check/{}/{}", line.round, line.unit);
                coming.extend(self.on(ComingKind::RoundDue, line.round.to_string(), line.due, href));
            }
        }
        let bounds = Bounds::of(self.calendar, self.today);
        let scope = Scope::Unit(unit.clone());
        for entry in rectification::store::page(store, &scope, &LedgerFilter::default(), bounds, MOST).await? {
            if let (Some(due), None) = (entry.due, entry.closed_on) {
                let href = format!("/ledger/{}", entry.entry);
                coming.extend(self.on(ComingKind::EntryDue, entry.title.to_string(), due, href));
            }
        }
        Ok(coming)
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
