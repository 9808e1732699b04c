//! What somebody of the roster does in plans.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use super::super::model::{InspectorGroup, InspectorVisit, InspectorWork};
use crate::{
    inspection::model::{Group, PlanState, VisitState},
    kernel::{
        ids::{InspectorId, PlanId, SeasonId, UnitCode, VisitId},
        text::Title,
    },
    store::{self, Failure, Store},
};

/// So many visits of somebody are shown at most.
const MOST_VISITS: usize = 200;

/// A district has a few plans a season, and their groups are short: so those of all plans are read.
const GROUPS: &str = "SELECT plan, title, season, state, groups FROM plan ORDER BY season DESC, plan DESC LIMIT 1000";

/// Without the sheets and records, which a visit may hold many of.
const VISITS: &str = "SELECT visit, plan, season, unit, unit_name, `group`, leader, date, state FROM visit
    WHERE inspectors CONTAINS $inspector AND withdrawn = NONE ORDER BY date DESC, visit LIMIT $limit";

/// A plan with its groups.
#[derive(Deserialize)]
struct PlanRow {
    plan: PlanId,
    title: Title,
    season: SeasonId,
    state: PlanState,
    #[serde(default)]
    groups: Vec<Group>,
}

impl PlanRow {
    /// The groups of the plan that this inspector is in.
    fn groups_with(&self, inspector: &InspectorId) -> impl Iterator<Item = InspectorGroup> {
        let theirs = self.groups.iter().filter(move |group| group.everybody().contains(inspector));
        theirs.map(move |group| InspectorGroup {
            plan: self.plan.clone(),
            title: self.title.clone(),
            season: self.season.clone(),
            state: self.state,
            group: group.number,
            leads: group.leader == *inspector,
        })
    }
}

/// A visit without what is done at it.
#[derive(Deserialize)]
struct VisitRow {
    visit: VisitId,
    plan: PlanId,
    season: SeasonId,
    unit: UnitCode,
    unit_name: Title,
    group: i64,
    leader: InspectorId,
    date: NaiveDate,
    state: VisitState,
}

/// The groups that this inspector is in and the visits that they are assigned to, over all seasons, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_inspector(store: &Store, inspector: &InspectorId) -> Result<InspectorWork, Failure> {
    let plans: Vec<PlanRow> = store::select(store, GROUPS, []).await?;
    let bindings = [("inspector", json!(inspector)), ("limit", json!(MOST_VISITS + 1))];
    let mut rows: Vec<VisitRow> = store::select(store, VISITS, bindings).await?;
    let more = rows.len() > MOST_VISITS;
    rows.truncate(MOST_VISITS);
    let titles: BTreeMap<&PlanId, &Title> = plans.iter().map(|plan| (&plan.plan, &plan.title)).collect();
    let visit = |row: VisitRow| InspectorVisit {
        plan_title: titles.get(&row.plan).map_or_else(|| row.plan.to_string(), |title| (*title).to_string()),
        leads: row.leader == *inspector,
        visit: row.visit,
        plan: row.plan,
        season: row.season,
        unit: row.unit,
        unit_name: row.unit_name,
        group: row.group,
        date: row.date,
        state: row.state,
    };
    let visits = rows.into_iter().map(visit).collect();
    let groups = plans.iter().flat_map(|plan| plan.groups_with(inspector)).collect();
    Ok(InspectorWork { groups, visits, more })
}
