//! What somebody of the roster does in plans, as their page shows it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    inspection::model::{PlanState, VisitState},
    kernel::{
        ids::{PlanId, SeasonId, UnitCode, VisitId},
        text::Title,
    },
};

/// The groups that somebody is in, and the visits that they are assigned to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectorWork {
    /// The groups, those of the newest plan first.
    pub groups: Vec<InspectorGroup>,
    /// The visits that were not withdrawn, the newest first, at most 200.
    pub visits: Vec<InspectorVisit>,
    /// Whether there are older visits than these.
    pub more: bool,
}

/// A group that somebody is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectorGroup {
    /// The plan.
    pub plan: PlanId,
    /// Its title.
    pub title: Title,
    /// Its season.
    pub season: SeasonId,
    /// How far it is.
    pub state: PlanState,
    /// The group's number.
    pub group: i64,
    /// Whether they lead it.
    pub leads: bool,
}

/// A visit that somebody is assigned to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectorVisit {
    /// The visit.
    pub visit: VisitId,
    /// The plan.
    pub plan: PlanId,
    /// The plan's title.
    pub plan_title: String,
    /// The season.
    pub season: SeasonId,
    /// The unit.
    pub unit: UnitCode,
    /// The unit's name.
    pub unit_name: Title,
    /// The group's number.
    pub group: i64,
    /// Whether they lead the visit.
    pub leads: bool,
    /// The day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// How far it is.
    pub state: VisitState,
}
