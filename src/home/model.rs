//! What can wait for a person, what others did, and how a unit stands.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    inspection::visit::rules::VisitStep,
    kernel::ids::UnitCode,
    ranking::model::RankingState,
    rectification::model::Light,
    unit::model::{EntryCounts, Standing},
};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// What is to be done.
    pub kind: TaskKind,
    /// With what: a round, a visit, a finding; as written in its record. Empty where a number of records waits.
    pub subject: String,
    /// Whose it is, where the person looks after more than one unit.
    pub unit: Option<String>,
    /// Until when; `None` where no clock runs.
    pub due: Option<NaiveDate>,
    /// Working days until then, negative when it is past.
    pub days_left: Option<i64>,
    /// The light of the ledger's rule, so that red means the same everywhere.
    pub light: Light,
    /// The page on which it is done.
    pub href: String,
}

/// What is to be done. A number says of how many records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// The clerk fills in a self-check.
    FillSubmission,
    /// The clerk mends a self-check that was sent back.
    MendSubmission,
    /// The head signs a self-check.
    SignSubmission,
    /// The office looks at so many self-checks.
    ReviewSubmissions(u32),
    /// The leader decides on a plan.
    ApprovePlan,
    /// The office goes on with a plan: groups, draw, visits.
    AdvancePlan,
    /// The office sends so many notices of a plan.
    SendNotices(u32),
    /// A step of a visit.
    Visit(VisitStep),
    /// The office puts the findings of so many visits into the ledger.
    OrderFindings(u32),
    /// The office looks at so many rectification plans.
    ReviewPlans(u32),
    /// The office looks at the materials of so many requests for closure.
    ReviewClosures(u32),
    /// The office orders so many entries anew.
    OrderAgain(u32),
    /// The unit goes on with an entry of the ledger.
    Rectify,
    /// The head signs a request for closure.
    SignClosure,
    /// The group looks on site.
    VerifyClosure,
    /// The ranking goes on from this state.
    Ranking(RankingState),
}

/// What others did to a person's records lately. For an office that sees every unit, the same done to several records
/// is one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The name under which the journal keeps it.
    pub action: String,
    /// When, the last time.
    pub at: DateTime<Utc>,
    /// How often.
    pub count: usize,
    /// Whose record it is, where it is one record of one unit and the reader is not of that unit.
    pub unit: Option<UnitCode>,
    /// The record, or the list that the records are in.
    pub href: String,
}

/// How the unit of a unit's people stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnUnit {
    /// The unit.
    pub unit: UnitCode,
    /// The latest season that it has a standing in.
    pub standing: Option<Standing>,
    /// The rectification entries of that season.
    pub entries: EntryCounts,
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// What waits, the most urgent first; at most [`MOST_TASKS`].
    pub tasks: Vec<Task>,
    /// How many wait in all.
    pub count: usize,
    /// What changed since [`Self::since`], the newest first, at most [`MOST_NEWS`]; none for an administrator.
    pub news: Option<Vec<News>>,
    /// The short names of the units in the news.
    pub names: BTreeMap<UnitCode, String>,
    /// The working day before today.
    pub since: NaiveDate,
    /// The unit of a unit's people.
    pub own: Option<OwnUnit>,
}

/// So many lines stand on the page; the lists of the processes have them all.
pub const MOST_TASKS: usize = 50;

/// So many lines say what changed.
pub const MOST_NEWS: usize = 8;
