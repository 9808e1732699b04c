//! Plans, visits and booked days in the database: tables `plan`, `visit`, `visit_day`, `draw_secret`.
//!
//! A command checks the rule by itself, so that whoever calls it (a form, the demo) is bound by it; who may call is the
//! caller's question. Every change of a visit merges its part into the unit's standing in the same transaction.

/// From the draft to the approval, groups, training, report and end.
mod paper;

/// The draw.
mod draw;

/// Days, groups and notices of the visits.
mod visits;

/// Who is recused by now from a unit to which they were sent.
mod recused;

/// What somebody of the roster does in plans.
mod of_inspector;

/// What the pages show.
pub mod views;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

pub(crate) use draw::prepare_with;
pub use draw::{draw, prepare, redraw, withdraw};
pub use of_inspector::of_inspector;
pub use paper::{add_group, approve, cancel, close, draft, edit, extend, remove_group, report, return_draft, train};
pub use recused::{led_by_recused, recusal, recusals_of, recused_among, require_unrecused};
pub use visits::{Arrangement, Which, arrange, send_chosen, send_notices, substitute};

use super::{
    model::PlanRow,
    rules::{
        Step, allowed,
        recused::Recusals,
        schedule::{Booking, Span, VisitDay},
    },
};
use crate::{
    error::AppError,
    inspection::{
        model::{Plan, PlanKind, PlanState, Replacement, RosterInspector, Visit, VisitStanding, VisitState},
        roster::{self, store::Grounds},
        rules::recusal::FormerUnitRule,
    },
    journal::chain::chain_day,
    kernel::{
        calendar::WorkCalendar,
        fault::Fault,
        ids::{InspectorId, PlanId, SeasonId, UnitCode, VisitId},
        text::Title,
    },
    store::{self, Change, Commit, Failure, Merge, Outcome, Store, TransactError},
    unit::{
        self,
        model::{FormerName, Unit},
    },
    working_day,
};

const PLAN: &str = "plan";
const VISIT: &str = "visit";
const VISIT_DAY: &str = "visit_day";
const DRAW_SECRET: &str = "draw_secret";

/// Of whatever season: which one a plan is of does not follow from its days.
const UNFINISHED: &str = "SELECT * OMIT id FROM plan
    WHERE state IN ['draft', 'approved', 'drawn', 'running', 'reported'] ORDER BY season DESC, plan DESC LIMIT 100";
const UNFINISHED_SEASONS: &str = "SELECT season FROM plan
    WHERE state IN ['draft', 'approved', 'drawn', 'running', 'reported']
    GROUP BY season ORDER BY season DESC LIMIT 50";
const SEASONS: &str = "SELECT season FROM plan GROUP BY season ORDER BY season DESC LIMIT 50";
/// A district has a few plans a season, and a row is short: so all of them are read to put them in order.
const ROWS_OF_SEASON: &str = "SELECT plan, title, kind, state, `from`, `to`, draw != NONE AS drawn,
    array::len(draw.assignment ?? []) + array::len(draw.unassigned ?? []) AS units, replacements
    FROM plan WHERE season = $season ORDER BY plan DESC LIMIT 5000";
const VISITS_BY_STATE: &str = "SELECT state, count() AS visits FROM visit WHERE plan IN $plans AND withdrawn = NONE
    GROUP BY state ORDER BY state";
const VISITS_OF_PLAN: &str = "SELECT * OMIT id FROM visit WHERE plan = $plan ORDER BY date, visit LIMIT 2000";
const VISITS_BETWEEN: &str =
    "SELECT * OMIT id FROM visit WHERE date >= $from AND date <= $to ORDER BY date, visit LIMIT 2000";
const VISITS_OF_UNIT: &str = "SELECT * OMIT id FROM visit WHERE unit = $unit ORDER BY date, visit LIMIT 200";
const VISITS_OF_INSPECTOR: &str =
    "SELECT * OMIT id FROM visit WHERE inspectors CONTAINS $inspector ORDER BY date, visit LIMIT 1000";
const DAYS: &str = "SELECT * OMIT id FROM visit_day WHERE date >= $from AND date <= $to ORDER BY date LIMIT 1000";
const SECRET: &str = "SELECT secret, commitment FROM ONLY type::record('draw_secret', $plan)";

/// How often a command that lost a day to another one looks again.
const ATTEMPTS: u32 = 5;

/// The plan with this id.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, plan: &PlanId) -> Result<Option<Plan>, Failure> {
    Ok(store::load(store, PLAN, plan.as_str()).await?)
}

/// The plans that are neither closed nor cancelled, newest first, at most 100.
///
/// # Errors
/// When the database cannot be read.
pub async fn unfinished(store: &Store) -> Result<Vec<Plan>, Failure> {
    Ok(store::select(store, UNFINISHED, []).await?)
}

/// A season with plans.
#[derive(Deserialize)]
struct SeasonRow {
    season: SeasonId,
}

/// The seasons with a plan that is neither closed nor cancelled, newest first, at most 50.
///
/// # Errors
/// When the database cannot be read.
pub async fn unfinished_seasons(store: &Store) -> Result<Vec<SeasonId>, Failure> {
    let rows: Vec<SeasonRow> = store::select(store, UNFINISHED_SEASONS, []).await?;
    Ok(rows.into_iter().map(|row| row.season).collect())
}

/// The seasons with a plan, newest first, at most 50.
///
/// # Errors
/// When the database cannot be read.
pub async fn seasons(store: &Store) -> Result<Vec<SeasonId>, Failure> {
    let rows: Vec<SeasonRow> = store::select(store, SEASONS, []).await?;
    Ok(rows.into_iter().map(|row| row.season).collect())
}

/// A plan without what it holds of its draw.
#[derive(Deserialize)]
struct ShortRow {
    plan: PlanId,
    title: Title,
    kind: PlanKind,
    state: PlanState,
    from: NaiveDate,
    to: NaiveDate,
    drawn: bool,
    units: usize,
    #[serde(default)]
    replacements: Vec<Replacement>,
}

impl From<ShortRow> for PlanRow {
    fn from(row: ShortRow) -> Self {
        let ShortRow { plan, title, kind, state, from, to, drawn, units, replacements } = row;
        // Whoever steps in for a unit takes its place, so that their number is less by those alone for which nobody did.
        let withdrawn = replacements.iter().filter(|one| one.substitute.is_none()).count();
        let units = units.saturating_sub(withdrawn);
        Self { plan, title, kind, state, from, to, units: drawn.then_some(units) }
    }
}

/// Every plan of a season as it stands in a list, newest first, at most 5000.
///
/// # Errors
/// When the database cannot be read.
pub async fn rows(store: &Store, season: &SeasonId) -> Result<Vec<PlanRow>, Failure> {
    let rows: Vec<ShortRow> = store::select(store, ROWS_OF_SEASON, [("season", json!(season))]).await?;
    Ok(rows.into_iter().map(PlanRow::from).collect())
}

/// So many visits are in a state.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct VisitCount {
    /// The state.
    pub state: VisitState,
    /// How many.
    pub visits: u32,
}

/// How many visits of these plans are in each state; withdrawn ones in none.
///
/// # Errors
/// When the database cannot be read.
pub async fn visits_by_state(store: &Store, plans: &[PlanId]) -> Result<Vec<VisitCount>, Failure> {
    Ok(store::select(store, VISITS_BY_STATE, [("plans", json!(plans))]).await?)
}

/// The visit with this id, withdrawn or not.
///
/// # Errors
/// When the database cannot be read.
pub async fn visit(store: &Store, visit: &VisitId) -> Result<Option<Visit>, Failure> {
    Ok(store::load(store, VISIT, visit.as_str()).await?)
}

/// The visits of a plan by day, withdrawn ones too, at most 2000.
///
/// # Errors
/// When the database cannot be read.
pub async fn visits_of_plan(store: &Store, plan: &PlanId) -> Result<Vec<Visit>, Failure> {
    Ok(store::select(store, VISITS_OF_PLAN, [("plan", json!(plan))]).await?)
}

/// The visits of these days by day, withdrawn ones too, at most 2000.
///
/// # Errors
/// When the database cannot be read.
pub async fn visits_between(store: &Store, from: NaiveDate, to: NaiveDate) -> Result<Vec<Visit>, Failure> {
    Ok(store::select(store, VISITS_BETWEEN, [("from", json!(from)), ("to", json!(to))]).await?)
}

/// The visits of a unit by day, withdrawn ones too, at most 200.
///
/// # Errors
/// When the database cannot be read.
pub async fn visits_of_unit(store: &Store, unit: &UnitCode) -> Result<Vec<Visit>, Failure> {
    Ok(store::select(store, VISITS_OF_UNIT, [("unit", json!(unit))]).await?)
}

/// The visits to which an inspector is assigned by day, withdrawn ones too, at most 1000.
///
/// # Errors
/// When the database cannot be read.
pub async fn visits_of_inspector(store: &Store, inspector: &InspectorId) -> Result<Vec<Visit>, Failure> {
    Ok(store::select(store, VISITS_OF_INSPECTOR, [("inspector", json!(inspector))]).await?)
}

/// The booked days between these two, over all plans, ascending.
///
/// # Errors
/// When the database cannot be read.
pub async fn booked_days(store: &Store, from: NaiveDate, to: NaiveDate) -> Result<Vec<VisitDay>, Failure> {
    Ok(store::select(store, DAYS, [("from", json!(from)), ("to", json!(to))]).await?)
}

/// The change of a visit, and the unit's standing after it.
///
/// # Errors
/// When a model has no JSON form.
pub(crate) fn visit_change(before: Option<&Visit>, after: &Visit) -> Result<(Change, Merge), Failure> {
    let id = after.visit.as_str();
    let change = match before {
        Some(before) => Change::update(VISIT, id, before.version, before, after)?,
        None => Change::create(VISIT, id, after)?,
    };
    Ok((change, visit_standing(after)?))
}

/// The visit's part of how its unit stands in the season.
///
/// # Errors
/// When the model has no JSON form.
pub(crate) fn visit_standing(visit: &Visit) -> Result<Merge, Failure> {
    unit::store::standing_part(&visit.season, &visit.unit, &["visits", visit.visit.as_str()], &VisitStanding::of(visit))
}

/// Units, names, roster and working days: what a decision of planning rests on.
pub struct Register {
    /// All units by code.
    pub units: Vec<Unit>,
    /// All former names.
    pub former: Vec<FormerName>,
    /// The roster by number.
    pub roster: Vec<RosterInspector>,
    /// The working days.
    pub calendar: WorkCalendar,
    /// How long a former post recuses.
    pub former_units: FormerUnitRule,
}

impl Register {
    /// Reads it whole.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(store: &Store) -> Result<Self, Failure> {
        let Grounds { units, former, rule } = Grounds::read(store).await?;
        Ok(Self {
            units,
            former,
            roster: roster::store::all(store).await?,
            calendar: working_day::store::calendar(store).await?,
            former_units: rule,
        })
    }

    /// Who is recused from what.
    #[must_use]
    pub fn recusals(&self, today: NaiveDate) -> Recusals {
        Recusals::of(&self.roster, &self.units, &self.former, self.former_units, today)
    }

    /// The unit with this code.
    #[must_use]
    pub fn unit(&self, code: &UnitCode) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.code == *code)
    }

    /// Whether the unit with this code is still inspected.
    #[must_use]
    pub fn inspects(&self, code: &UnitCode) -> bool {
        self.unit(code).is_some_and(Unit::is_active)
    }

    /// The name of an inspector; the number where the roster does not know it any more.
    #[must_use]
    pub fn name(&self, inspector: &InspectorId) -> String {
        let known = self.roster.iter().find(|one| one.inspector == *inspector);
        known.map_or_else(|| inspector.to_string(), |one| one.name.to_string())
    }

    /// The days of a plan as of this day.
    #[must_use]
    pub fn span(&self, plan: &Plan, today: NaiveDate) -> Span<'_> {
        Span { from: plan.from, to: plan.to, calendar: &self.calendar, today }
    }
}

/// The booked days as they are and as they shall be.
struct DayBook {
    before: BTreeMap<NaiveDate, VisitDay>,
    after: BTreeMap<NaiveDate, VisitDay>,
}

impl DayBook {
    /// The days between these two.
    async fn read(store: &Store, from: NaiveDate, to: NaiveDate) -> Result<Self, Failure> {
        let days = booked_days(store, from, to).await?;
        let before: BTreeMap<_, _> = days.into_iter().map(|day| (day.date, day)).collect();
        Ok(Self { after: before.clone(), before })
    }

    /// The days that a plan and its visits may touch.
    async fn of(store: &Store, plan: &Plan, visits: &[Visit]) -> Result<Self, Failure> {
        let dates = visits.iter().map(|visit| visit.date);
        let from = dates.clone().min().map_or(plan.from, |first| first.min(plan.from));
        let to = dates.max().map_or(plan.to, |last| last.max(plan.to));
        Self::read(store, from, to).await
    }

    fn days(&self) -> Vec<VisitDay> {
        self.after.values().cloned().collect()
    }

    fn book(&mut self, date: NaiveDate, booking: Booking) -> Result<(), Fault> {
        self.after.entry(date).or_insert_with(|| VisitDay::empty(date)).book(booking)
    }

    fn release(&mut self, date: NaiveDate, visit: &VisitId) {
        if let Some(day) = self.after.get_mut(&date) {
            day.release(visit);
        }
    }

    fn changes(&self) -> Result<Vec<Change>, Failure> {
        let mut changes = Vec::new();
        for (date, after) in &self.after {
            let id = date.to_string();
            match self.before.get(date) {
                Some(before) if before == after => {}
                Some(before) => changes.push(Change::update(VISIT_DAY, id, before.version, before, after)?),
                None if after.bookings.is_empty() => {}
                None => changes.push(Change::create(VISIT_DAY, id, after)?),
            }
        }
        Ok(changes)
    }
}

/// What a visit books.
fn booking(visit: &Visit) -> Booking {
    Booking {
        visit: visit.visit.clone(),
        unit: visit.unit.clone(),
        unit_name: visit.unit_name.clone(),
        inspectors: visit.inspectors.clone(),
    }
}

/// The changes by which somebody who joins the group of a visit is booked on its day too, so that they join no other one
/// of it.
///
/// # Errors
/// A fault of this field where somebody of the group is booked for another visit, or a failure of the database.
pub(crate) async fn rebooked(store: &Store, visit: &Visit, field: &str) -> Result<Vec<Change>, Failure> {
    let mut book = DayBook::read(store, visit.date, visit.date).await?;
    book.book(visit.date, booking(visit)).map_err(|fault| AppError::field(field, fault))?;
    book.changes()
}

/// Carries a command out that books days. `None`: another command took one of the days first, so look again.
async fn transact_days(store: &Store, commit: Commit) -> Result<Option<Outcome>, Failure> {
    let is_day = |record: &str| record.starts_with("visit_day:");
    match store::transact(store, commit).await {
        Err(TransactError::Stale { record } | TransactError::Exists { record }) if is_day(&record) => Ok(None),
        done => Ok(Some(done?)),
    }
}

/// The plan's change from what was seen to what shall be.
fn plan_change(seen: u32, before: &Plan, after: &Plan) -> Result<Change, Failure> {
    Ok(Change::update(PLAN, before.plan.as_str(), seen, before, after)?)
}

/// Changes nothing but the plan.
async fn advance(store: &Store, commit: Commit, seen: u32, before: &Plan, after: &Plan) -> Result<(), Failure> {
    store::transact(store, commit.with(plan_change(seen, before, after)?)).await?;
    Ok(())
}

/// Refuses a step that the plan cannot take now.
fn ensure(plan: &Plan, step: Step) -> Result<(), Failure> {
    if allowed(plan, step) { Ok(()) } else { Err(AppError::NotAllowedNow.into()) }
}

/// The secret of the prepared draw, with the commitment that it belongs to. Only [`draw`] asks for it.
async fn secret(store: &Store, plan: &PlanId) -> Result<Option<(String, String)>, Failure> {
    let mut response = store.query(SECRET).bind(("plan", plan.to_string())).await?;
    let row: Option<Value> = response.take(0)?;
    let text = |row: &Value, key: &str| row[key].as_str().map(ToOwned::to_owned);
    Ok(row.and_then(|row| Some((text(&row, "secret")?, text(&row, "commitment")?))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{instant, memory, officer};

    #[tokio::test]
    async fn whoever_joins_a_visit_is_booked_on_its_day_and_joins_no_other_of_it() {
        let store = memory().await;
        let visit = |unit: &str| -> Visit {
            let visit = json!({
                "visit": format!("P-1.{unit}"), "plan": "P-1", "season": "2026", "unit": unit, "unit_name": unit,
                "unit_kind": "department", "group": 1, "leader": "JC9", "inspectors": ["JC9"], "date": "2026-11-27",
                "state": "on_site",
            });
            serde_json::from_value(visit).unwrap()
        };
        let changes = rebooked(&store, &visit("A01"), "leader").await.unwrap();
        let commit = Commit { changes, ..Commit::by(&officer(), "visit.appoint_leader", "k", instant()) };
        store::transact(&store, commit).await.unwrap();
        assert!(rebooked(&store, &visit("A01"), "leader").await.unwrap().is_empty(), "it is booked already");
        let refused = rebooked(&store, &visit("A02"), "leader").await.unwrap_err();
        assert!(matches!(refused, Failure::Refused(AppError::Invalid(_))), "{refused:?}");
    }

    #[test]
    fn every_state_but_those_of_an_ended_plan_is_unfinished() {
        for state in PlanState::ALL {
            let has_ended = matches!(state, PlanState::Closed | PlanState::Cancelled);
            for query in [UNFINISHED, UNFINISHED_SEASONS] {
                assert_eq!(query.contains(&format!("'{}'", state.code())), !has_ended, "{state:?}: {query}");
            }
        }
    }
}
