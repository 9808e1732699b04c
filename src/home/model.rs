//! What can wait for a person, what comes next, what others did, and how a unit stands.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    inspection::visit::rules::VisitStep,
    kernel::ids::{SeasonId, UnitCode},
    ranking::model::{KindMean, RankingState},
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
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub due: Option<NaiveDate>,
    /// Working days until then, negative when it is past.
    pub days_left: Option<i64>,
    /// The light of the ledger's rule, so that red means the same everywhere.
    pub light: Light,
    /// The day on which the office last reminded the unit of it.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub reminded: Option<NaiveDate>,
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
    /// The head signs a rectification plan.
    SignPlan,
    /// The head signs a request for closure.
    SignClosure,
    /// The group looks on site.
    VerifyClosure,
    /// The ranking goes on from this state.
    Ranking(RankingState),
    /// A new system: the first administrator creates the people who work with it.
    CreatePeople,
    /// The security administrator gives somebody a unit or a number that the register has.
    MendBelonging,
    /// A new system: the office imports what a season starts from.
    ImportRegister,
    /// The office prepares the first round of self-checks.
    PrepareRound,
    /// The office opens a round that it prepared.
    OpenRound,
    /// The office closes a round: it is over, or nobody is missing.
    CloseRound,
    /// The office edits a draft of a plan that the leader returned.
    MendPlan,
    /// The office reports on a plan whose scores are all locked.
    ReportPlan,
    /// The office closes a reported plan, of which every unit has its feedback.
    ClosePlan,
    /// The office orders so many entries that were put into the ledger.
    OrderEntries(u32),
    /// The office answers so many requests for more time.
    AnswerExtensions(u32),
    /// The group closes an entry that held on site.
    CloseEntry,
    /// The leader decides whether a plan goes on past its last day.
    ExtendPlan,
    /// The office appoints another verifier for an entry of whose group nobody is left who may verify.
    AppointVerifier,
    /// The clerk is told of an entry that is due soon and waits for somebody else: a blue slip.
    MindDue,
    /// The head sees to so many of the unit's entries that are overdue and wait for others: yellow slips.
    PressOverdue(u32),
    /// The reform office's leader sees to so many of the district's entries that are long overdue: red slips.
    PressLongOverdue(u32),
    /// The clerk reports the progress of so many of the unit's entries, of which nothing was reported for a month. Each has
    /// a line of its own beside it, with its own date.
    ReportProgress(u32),
}

/// Where the records are found with which something is to be done: a place of the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The rounds of self-checks.
    SelfCheck,
    /// The inspection plans.
    Plans,
    /// The calendar, which is the list of visits.
    Calendar,
    /// The rectification ledger.
    Ledger,
    /// The rankings.
    Ranking,
    /// What a season starts from.
    Templates,
    /// The people.
    People,
}

impl Place {
    /// All places, in the order of the rail.
    pub const ALL: [Self; 7] =
        [Self::SelfCheck, Self::Plans, Self::Calendar, Self::Ledger, Self::Ranking, Self::Templates, Self::People];

    /// Its page.
    #[must_use]
    pub const fn href(self) -> &'static str {
        match self {
            Self::SelfCheck => "/self-check",
            Self::Plans => "/plans",
            Self::Calendar => "/calendar",
            Self::Ledger => "/ledger",
            Self::Ranking => "/ranking",
            Self::Templates => "/templates",
            Self::People => "/admin/people",
        }
    }
}

/// How much waits for a person at a place. Where nothing does, there is none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingAt {
    /// The place.
    pub place: Place,
    /// How many records.
    pub count: u32,
    /// Whether some of them are overdue.
    pub overdue: bool,
}

/// How far a process of the season is, as far as the person sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// There is nothing of it.
    NotBegun,
    /// Some of it is not done.
    UnderWay,
    /// All that there is is done.
    Done,
}

/// How far the process of a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageAt {
    /// The place.
    pub place: Place,
    /// How far its process is.
    pub stage: Stage,
}

/// A season that a person may know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSeason {
    /// The season.
    pub season: SeasonId,
    /// Whether the page of its ranking is open to them.
    pub ranked: bool,
}

/// What the frame shows around every page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    /// The season under way, as far as the person may know of it: one of `seasons`, where there is any.
    pub season: Option<SeasonId>,
    /// The seasons that the person may know of, newest first. The offices know all of which anything is known; others
    /// those in which something of theirs is, and those with a ranking that was published to them.
    pub seasons: Vec<KnownSeason>,
    /// How much waits for them, place by place.
    pub waiting: Vec<WaitingAt>,
    /// How far each process of the season under way is, place by place.
    pub stages: Vec<StageAt>,
}

/// Something on a day that is not past, for a person for whom nothing waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    /// What it is.
    pub kind: ComingKind,
    /// Of what: a round, a unit, a finding; as written in its record.
    pub subject: String,
    /// The day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub day: NaiveDate,
    /// Working days until then.
    pub days_left: i64,
    /// The page of the record.
    pub href: String,
}

/// What is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComingKind {
    /// The last day of a self-check round.
    RoundDue,
    /// A visit that has not begun.
    Visit,
    /// The last day of a rectification.
    EntryDue,
    /// The first day of a plan that has no visits yet.
    PlanBegins,
    /// The last day of a plan that has.
    PlanEnds,
}

/// What others did to a person's records lately. For an office that sees every unit, the same done to several records
/// is one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// The name under which the journal keeps it.
    pub action: String,
    /// When, the last time.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub at: DateTime<Utc>,
    /// How often.
    pub count: usize,
    /// Whose records they are, those of the newest first and at most [`MOST_NAMED`]; none where the records are no
    /// units' or the reader's own.
    pub units: Vec<UnitCode>,
    /// Of how many more units there are records among them.
    pub further: usize,
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
    /// Its inspection beside the mean of its kind, in the newest ranking of which its people may see the whole.
    #[serde(default)]
    pub compared: Option<KindMean>,
}

/// A figure of whoever looks after several units, or after the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFigure {
    /// What is counted.
    pub kind: FigureKind,
    /// How many. Of entries at most [`MOST_COUNTED`](crate::rectification::model::MOST_COUNTED) are counted.
    pub value: u32,
    /// Of how many, where the label does not say it.
    pub of: Option<u32>,
    /// The day that is told in the place of a number.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub day: Option<NaiveDate>,
    /// The list of what is counted, where there is one.
    pub href: Option<String>,
    /// What is counted, one by one, where no list has just these.
    #[serde(default)]
    pub records: Vec<CountedRecord>,
}

/// One of the records that a figure counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedRecord {
    /// What it is called.
    pub name: String,
    /// Its day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub day: NaiveDate,
    /// Its page.
    pub href: String,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// Units that handed in the newest self-check.
    Submitted,
    /// The visits of the person's groups in their newest season whose score is locked.
    VisitsLocked,
    /// Entries of the ledger that are not closed, of all there are.
    EntriesOpen,
    /// Those of them that are overdue.
    EntriesOverdue,
    /// Accounts that still have the password that they were given.
    AccountsUnused,
    /// Accounts that are locked now, after too many wrong passwords.
    AccountsLocked,
    /// How often the district's settings were set, and the day of the last time.
    PolicySet,
    /// What was written into the journal today.
    JournalToday,
    /// How many days of the journal are sealed, and the last of them.
    DaysSealed,
}

/// One thing that a role does in a season.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideStep {
    /// What it is called.
    pub title: String,
    /// How it goes.
    pub text: String,
    /// The page on which it is done.
    pub href: String,
    /// What that page is called on the rail.
    pub place: String,
}

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// What waits, the most urgent first; at most [`MOST_TASKS`].
    pub tasks: Vec<Task>,
    /// How many records wait in all; a line may speak of several.
    pub count: u32,
    /// What comes next, where nothing waits: the soonest first, at most [`MOST_COMING`].
    pub coming: Vec<Coming>,
    /// What changed since [`Self::since`], the newest first, at most [`MOST_NEWS`]; none for an administrator.
    pub news: Option<Vec<News>>,
    /// The short names of the units that the news names.
    pub names: BTreeMap<UnitCode, String>,
    /// The working day before today.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub since: NaiveDate,
    /// The unit of a unit's people.
    pub own: Option<OwnUnit>,
    /// The figures of whoever looks after several units.
    pub figures: Vec<OwnFigure>,
    /// What the person's role does here, in the order of the season and in the person's language.
    pub guide: Vec<GuideStep>,
    /// Whether they are told of it unasked: at their first sign-in, until they close it.
    pub is_first: bool,
    /// The years of which no holidays are known, of those in which days of what waits or comes next are counted.
    #[serde(default)]
    pub unlisted_years: Vec<i32>,
}

/// So many lines stand on the page; the lists of the processes have them all.
pub const MOST_TASKS: usize = 50;

/// So many lines say what comes next.
pub const MOST_COMING: usize = 5;

/// So many lines say what changed.
pub const MOST_NEWS: usize = 8;

/// So many units are named in a line that says what changed; of the others it says how many they are.
pub const MOST_NAMED: usize = 2;
