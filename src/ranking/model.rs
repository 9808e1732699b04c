//! How units stand in a season, and a ranking from its computation to its publication (Art. 12).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rules::{Component, Inputs, RankingResult, Rule};
use crate::{
    inspection::model::VisitStanding,
    kernel::{
        actor::Signature,
        ids::{EntryId, RoundId, SeasonId, UnitCode, VisitId},
        listing::ListOrder,
        text::{LongText, Note},
        unit_kind::UnitKind,
    },
    rectification::model::EntryStanding,
    self_check::model::SubmissionStanding,
    unit::rules::{heaviest, visit_weight},
};

/// A unit's row in the summary table `unit_standing`: what each process merged into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitStanding {
    /// The season.
    pub season: SeasonId,
    /// The unit.
    pub unit: UnitCode,
    /// Its self-checks by round, one for each that asks the unit.
    #[serde(default)]
    pub self_checks: BTreeMap<RoundId, SubmissionStanding>,
    /// Its visits, withdrawn ones too.
    #[serde(default)]
    pub visits: BTreeMap<VisitId, VisitStanding>,
    /// Its entries in the rectification ledger.
    #[serde(default)]
    pub entries: BTreeMap<EntryId, EntryStanding>,
}

impl UnitStanding {
    /// The visit that speaks for the season: the last locked one, or the last one while none is locked.
    #[must_use]
    pub fn visit(&self) -> Option<&VisitStanding> {
        heaviest(self.visits.values(), |visit| visit_weight(visit.withdrawn, visit.total.is_some(), visit.date))
    }

    /// Whether anything of the season is left of the unit: a visit that takes place, a self-check or an entry. What was only
    /// planned and withdrawn again is nothing.
    #[must_use]
    pub fn is_of_season(&self) -> bool {
        self.visit().is_some() || !self.self_checks.is_empty() || !self.entries.is_empty()
    }

    /// The self-check that speaks for the season: the last one that was submitted or whose time is over. One that the
    /// unit still has time for says nothing yet.
    #[must_use]
    pub fn self_check(&self, today: NaiveDate) -> Option<&SubmissionStanding> {
        let decided = |check: &&SubmissionStanding| has_submitted(check) || check.due < today;
        heaviest(self.self_checks.values().filter(decided), |check| Some(check.due))
    }
}

/// Whether a unit has submitted: signed by its head at least once, as its lateness is counted. One that was returned
/// counts, for the round's own page and the self-check's component count it too.
#[must_use]
pub const fn has_submitted(submission: &SubmissionStanding) -> bool {
    submission.submitted_on.is_some()
}

/// How far a ranking is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankingState {
    /// Scores still come in; there is no record yet.
    Collecting,
    /// Computed, and may be computed again.
    Computed,
    /// Before the special meeting: nothing in it moves any more.
    Tabled,
    /// The meeting adopted it.
    Adopted,
    /// Published to its scope.
    Published,
    /// A newer edition replaces it; it stays readable for those it was published to.
    Corrected,
}

impl RankingState {
    /// All states in their order.
    pub const ALL: [Self; 6] =
        [Self::Collecting, Self::Computed, Self::Tabled, Self::Adopted, Self::Published, Self::Corrected];
}

/// Who may read a published ranking. The regulation leaves the scope to the meeting; the default is the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The offices read all of it, a unit itself and its neighbours.
    #[default]
    UnitsOnly,
    /// The offices and every unit read all of it.
    Government,
    /// Everybody who is signed in reads all of it, but for the three administrators, who touch no business records. Citizens
    /// are not meant: a scope that reaches them will have a word of its own, lest what was published within the offices
    /// become public by an update.
    Public,
}

impl Scope {
    /// From the narrowest.
    pub const ALL: [Self; 3] = [Self::UnitsOnly, Self::Government, Self::Public];

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnitsOnly => "units_only",
            Self::Government => "government",
            Self::Public => "public",
        }
    }

    /// The scope with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

/// What went into a computation and what came out of it. Once it is tabled, nothing in it changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computation {
    /// The day as of which findings count.
    pub as_of: NaiveDate,
    /// The rule.
    pub rule: Rule,
    /// Why its weights are not the default ones.
    #[serde(default)]
    pub rule_because: Option<Note>,
    /// The components of every unit. Kept as its canonical text, for a store that leaves out what is null would change
    /// what the fingerprint covers.
    #[serde(with = "as_text")]
    pub inputs: Inputs,
    /// The short names that the units had, by code.
    pub names: BTreeMap<String, String>,
    /// The ranking, with its fingerprint.
    pub result: RankingResult,
    /// Each ranked unit's band of ranks, in the order of the ranking.
    pub bands: Vec<RankBand>,
    /// The edition with which places are compared, as it was the last one of an earlier season when this was computed: a
    /// correction of that season does not change what was adopted here.
    #[serde(default)]
    pub compared_with: Option<Compared>,
}

/// What an edition was computed from, read without anything else of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionInputs {
    /// The components of every unit; see [`Computation::inputs`].
    #[serde(with = "as_text")]
    pub inputs: Inputs,
}

/// An edition of an earlier season.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The season.
    pub season: SeasonId,
    /// The number of the edition, from 1.
    pub edition: u32,
}

/// A unit's band of ranks over many weightings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankBand {
    /// The code of the unit.
    pub code: String,
    /// The 5th percentile of its ranks: only in one weighting of twenty it stands further ahead.
    pub low: i64,
    /// The 95th percentile: only in one weighting of twenty it stands further behind.
    pub high: i64,
}

/// The special meeting (专题会议, Art. 12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub held_on: NaiveDate,
    /// Who took part.
    pub attendees: Note,
    /// Its minutes.
    pub minutes: LongText,
    /// What it decided.
    pub decision: Note,
    /// Who recorded it.
    pub recorded: Signature,
}

/// A reason and who gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasoned {
    /// Why.
    pub because: Note,
    /// Who says so.
    pub signed: Signature,
}

/// To whom a ranking was published, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// To whom.
    pub scope: Scope,
    /// By whom.
    pub signed: Signature,
}

/// One edition of a season's ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankingRound {
    /// The season.
    pub season: SeasonId,
    /// The number of the edition, from 1; each correction makes the next.
    pub edition: u32,
    /// How far it is.
    pub state: RankingState,
    /// What was computed.
    pub computation: Computation,
    /// How often it was computed, from 1.
    pub times_computed: u32,
    /// Who computed it last.
    pub computed: Signature,
    /// Who put it before the meeting.
    #[serde(default)]
    pub tabled: Option<Signature>,
    /// Why the meeting sent it back the last time.
    #[serde(default)]
    pub sent_back: Option<Reasoned>,
    /// The meeting that dealt with it.
    #[serde(default)]
    pub meeting: Option<Meeting>,
    /// Who adopted it on the meeting's decision.
    #[serde(default)]
    pub adopted: Option<Signature>,
    /// To whom it was published.
    #[serde(default)]
    pub published: Option<Publication>,
    /// For an edition after the first: why the one before had to be corrected.
    #[serde(default)]
    pub corrects: Option<Reasoned>,
    /// Why this edition was replaced.
    #[serde(default)]
    pub corrected: Option<Reasoned>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl RankingRound {
    /// The record's id in its table.
    #[must_use]
    pub fn id(season: &SeasonId, edition: u32) -> String {
        format!("{season}.{edition}")
    }
}

/// An edition without what was computed: how far it is, and to whom it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionLine {
    /// The season.
    pub season: SeasonId,
    /// The number of the edition.
    pub edition: u32,
    /// How far it is.
    pub state: RankingState,
    /// To whom it was published.
    #[serde(default)]
    pub published: Option<Publication>,
}

/// A line of the list of seasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeasonLine {
    /// The season.
    pub season: SeasonId,
    /// How far the newest edition is that the reader may see.
    pub state: RankingState,
    /// Its number; 0 while scores are collected.
    pub edition: u32,
    /// How many units it ranks, of how many.
    pub ranked: usize,
    /// Of how many.
    pub units: usize,
    /// The reader's own place, where they belong to a unit that is ranked.
    pub own_rank: Option<i64>,
    /// When and to whom it was published.
    pub published: Option<Publication>,
}

/// By what the list of seasons is put in order. Of equals the newest is first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SeasonOrder {
    /// The newest first.
    #[default]
    Newest,
    /// In the order of the way.
    State,
    /// The one that ranks the most units first.
    Ranked,
    /// The reader's own best place first; seasons without one last.
    OwnRank,
    /// From the narrowest scope; the unpublished last.
    Scope,
    /// By the instant of publication; the unpublished last.
    Published,
}

impl ListOrder for SeasonOrder {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Newest, ""),
        (Self::State, "state"),
        (Self::Ranked, "ranked"),
        (Self::OwnRank, "own"),
        (Self::Scope, "scope"),
        (Self::Published, "published"),
    ];
}

/// What a reader sees of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankingPage {
    /// The season.
    pub season: SeasonId,
    /// The editions that the reader may see, newest first, with their states.
    pub editions: Vec<(u32, RankingState)>,
    /// How far the shown one is.
    pub state: RankingState,
    /// What of it the reader sees; none while scores are collected.
    pub shown: Option<Shown>,
    /// How far the scores are collected, until the ranking is tabled; for the offices.
    pub collected: Option<Collected>,
    /// What the reader may do now.
    pub may: Vec<Step>,
    /// Counts the changes of the shown edition; 0 before there is one.
    pub seen: u32,
}

/// How many units have what a ranking needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collected {
    /// Units in the register.
    pub units: usize,
    /// With a locked inspection.
    pub inspected: usize,
    /// With a submitted self-check.
    pub submitted: usize,
}

/// The part of an edition that one reader may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The number of the edition.
    pub edition: u32,
    /// Whether it is all of it, or a unit and its neighbours.
    pub whole: bool,
    /// How many units are ranked.
    pub ranked: usize,
    /// How many units there are.
    pub units: usize,
    /// How many units have each grade, in the order of the rule; only with the whole.
    pub grades: Vec<(String, i64, usize)>,
    /// The ranked units, by rank and code.
    pub rows: Vec<RankRow>,
    /// The units listed apart, by code.
    pub not_ranked: Vec<ApartRow>,
    /// The rule.
    pub rule: Rule,
    /// Why its weights are not the default ones.
    pub rule_because: Option<Note>,
    /// The day as of which findings count.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub as_of: NaiveDate,
    /// The fingerprint over inputs, rule and results.
    pub fingerprint: String,
    /// The season with which places are compared.
    pub compared_with: Option<SeasonId>,
    /// What happened to it, in the order in which it happened.
    pub story: Vec<StoryLine>,
    /// The meeting's record; for the offices.
    pub meeting: Option<Meeting>,
    /// To whom it was published.
    pub published: Option<Publication>,
    /// Why a newer edition replaces it.
    pub corrected: Option<Reasoned>,
}

/// A unit's inspection beside the mean of its kind, as an edition of a ranking has them; in hundredths of a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindMean {
    /// The season of the ranking.
    pub season: SeasonId,
    /// The unit's own.
    pub own: i64,
    /// The mean of the inspected units of its kind, itself among them, rounded half up.
    pub mean: i64,
    /// How many units those are.
    pub units: usize,
}

/// By what the places of an edition are put in order. Equal ones stand by place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceOrder {
    /// By place.
    #[default]
    Rank,
    /// By kind in the order of Art. 5, and within a kind by the place in it.
    Kind,
    /// By places gained since the season before, the most first; units that only one season ranks last.
    Change,
}

impl ListOrder for PlaceOrder {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Rank, ""), (Self::Kind, "kind"), (Self::Change, "change")];
}

/// A place in the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankRow {
    /// The unit's code.
    pub code: String,
    /// Its short name at the time.
    pub name: String,
    /// Its kind.
    pub kind: Option<UnitKind>,
    /// The four components; for a neighbour only places and totals are shown.
    pub components: Option<Vec<Option<i64>>>,
    /// The visit whose locked score the inspection counts, where the reader may open it.
    #[serde(default)]
    pub visit: Option<VisitId>,
    /// The total in hundredths of a point.
    pub total: i64,
    /// The place among all.
    pub rank: i64,
    /// The place within the kind.
    pub rank_in_kind: i64,
    /// The code of the grade.
    pub grade: String,
    /// Places gained since the season before, counted among the units that both rank; negative for places lost.
    pub change: Option<i64>,
    /// The place in the season before, counted among the units that both rank; only where the reader sees the whole of
    /// both.
    pub before: Option<i64>,
    /// The band of ranks, with the whole only.
    pub band: Option<(i64, i64)>,
    /// Whether it is the reader's own unit.
    pub own: bool,
}

/// The place of a unit in the page of its season's ranking.
#[must_use]
pub fn place_id(code: &str) -> String {
    format!("place-{code}")
}

/// The address of that place.
#[must_use]
pub fn place_address(season: &SeasonId, code: &str) -> String {
    format!("/ranking/{season}#{}", place_id(code))
}

/// A unit that is listed apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApartRow {
    /// The unit's code.
    pub code: String,
    /// Its short name at the time.
    pub name: String,
    /// What it lacks.
    pub missing: Vec<Component>,
    /// Whether it is the reader's own unit.
    pub own: bool,
}

/// Something that happened to an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryLine {
    /// What.
    pub event: RankingEvent,
    /// Who and when.
    pub signed: Signature,
    /// In which words.
    pub note: Option<String>,
}

/// What can happen to an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankingEvent {
    /// It was computed.
    Computed,
    /// It was put before the meeting.
    Tabled,
    /// The meeting sent it back.
    SentBack,
    /// The meeting was recorded.
    Met,
    /// It was adopted.
    Adopted,
    /// It was published.
    Published,
    /// A newer edition replaced it.
    Corrected,
}

/// What can be done with a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Compute it from what is collected now.
    Compute,
    /// Put it before the special meeting.
    Table,
    /// Send it back with a reason, to be computed again.
    SendBack,
    /// Record the meeting.
    RecordMeeting,
    /// Adopt it on the meeting's decision.
    Adopt,
    /// Publish it to a scope.
    Publish,
    /// Replace it by the next edition, with a reason.
    Correct,
}

impl Step {
    /// All steps in the order in which they come.
    pub const ALL: [Self; 7] =
        [Self::Compute, Self::Table, Self::SendBack, Self::RecordMeeting, Self::Adopt, Self::Publish, Self::Correct];
}

/// What the workbench needs to try other weights; the trying itself is done where the page is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbench {
    /// The season.
    pub season: SeasonId,
    /// The edition whose inputs are used; 0 where none is computed yet and the inputs are those of today.
    pub edition: u32,
    /// Its version, for computing it again.
    pub seen: u32,
    /// The inputs. As text for the same reason as in [`Computation`].
    #[serde(with = "as_text")]
    pub inputs: Inputs,
    /// The short names by code.
    pub names: BTreeMap<String, String>,
    /// The rule in force.
    pub rule: Rule,
    /// Its result.
    pub result: RankingResult,
    /// Whether the reader may have it computed with other weights.
    pub may_compute: bool,
}

/// A value as its canonical JSON text.
mod as_text {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};

    use crate::kernel::{canonical::canonical, json};

    pub(super) fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        let text = canonical(value).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&text)
    }

    pub(super) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        json::read(text.as_bytes()).map_err(serde::de::Error::custom)
    }
}
