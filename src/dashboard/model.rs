//! What the board shows. Scores are hundredths of a point, rates are basis points.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    inspection::model::VisitState,
    kernel::{
        ids::{RoundId, SeasonId, UnitCode, VisitId},
        unit_kind::{Area, UnitKind},
    },
    ranking::model::RankingState,
};

/// The board for one season, and one kind of units or all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardPage {
    /// The season.
    pub season: SeasonId,
    /// The seasons that can be chosen, newest first.
    pub seasons: Vec<SeasonId>,
    /// The kind of units, or all.
    pub kind: Option<UnitKind>,
    /// The name of the district.
    pub district: String,
    /// When it was counted.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub at: DateTime<Utc>,
    /// The day as of which it counts.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// Whether offices work on that day.
    pub is_working: bool,
    /// The holiday for which the table of holidays names that day, as one off or as one that makes up for it.
    pub holiday: Option<String>,
    /// The counts.
    pub board: Board,
    /// The season before, where it is known how units stood in it.
    pub before: Option<Before>,
    /// The ranking, where the reader may see the whole of one.
    pub ranking: Option<BoardRanking>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

/// The counts of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Units of the register.
    pub units: usize,
    /// The newest self-check round, and how many of the units that it asks have submitted.
    pub round: Option<RoundCount>,
    /// Units with a locked inspection, of all units.
    pub locked: Count,
    /// The mean of the locked totals.
    pub mean: Option<i64>,
    /// The median of the locked totals; of two in the middle, the lower.
    pub median: Option<i64>,
    /// Closed entries of the ledger, of all.
    pub closed: Count,
    /// Overdue entries, of the open ones.
    pub overdue: Count,
    /// Open entries by light.
    pub lights: Lights,
    /// The entries of each of the six areas, in the order of Art. 6.
    pub entries: Vec<EntriesLine>,
    /// What was closed in each of the last weeks, this one as the last.
    pub closings: Vec<WeekCount>,
    /// By kind of unit.
    pub kinds: Vec<KindLine>,
    /// The six areas in the order of Art. 6.
    pub areas: Vec<AreaLine>,
    /// Units with a locked inspection, by total from the lowest.
    pub heat: Vec<HeatLine>,
    /// Units with overdue entries, most first.
    pub must_act: Vec<MustAct>,
    /// This week's visits by day.
    pub week: Vec<WeekVisit>,
    /// The years of which no holidays are known, of those in which days of the round or of open entries are counted.
    #[serde(default)]
    pub unlisted_years: Vec<i32>,
}

/// An earlier season beside the board's: what had happened in it by the same day, and what its inspections came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The season: the newest one before the board's.
    pub season: SeasonId,
    /// What had happened by the same day; none where the seasons are no years, so that no day of one is one of the other.
    pub by_then: Option<ByThen>,
    /// Units with a locked inspection. On which day it was locked is not known, so only means are compared over them.
    pub inspected: usize,
    /// The mean of the locked totals of the whole season.
    pub mean: Option<i64>,
    /// The six areas in the order of Art. 6, over the whole season.
    pub areas: Vec<AreaLine>,
    /// The units whose locked total fell since, the greatest fall first, at most five.
    pub fell: Vec<Fell>,
}

/// What had happened in an earlier season by its day that is the same day of the year as the board's. Only what has its
/// day on record is counted: when a score was locked or an entry was written is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByThen {
    /// The day, which counts too.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub day: NaiveDate,
    /// So many years before the board's.
    pub years: u32,
    /// Of the round that was due at the same time of the year as the board's: how many of the units that it asked had
    /// submitted. None where there was no such round.
    pub submitted: Option<Count>,
    /// Entries of the ledger that were closed and are closed still.
    pub closed: usize,
    /// Entries that were due before that day and not closed on it.
    pub overdue: usize,
}

/// A unit whose locked total is lower than in the season before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fell {
    /// The unit.
    pub unit: UnitCode,
    /// Its short name.
    pub name: String,
    /// The total in the season before.
    pub was: i64,
    /// The total now.
    pub now: i64,
}

/// A round and how many units have submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundCount {
    /// The round.
    pub round: RoundId,
    /// Its due day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub due: NaiveDate,
    /// Working days left until then; negative after it.
    pub days_left: i64,
    /// Units that submitted, of those asked.
    pub submitted: Count,
}

/// Open ledger entries by light.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lights {
    /// Overdue.
    pub red: usize,
    /// At most five working days left.
    pub yellow: usize,
    /// More time left.
    pub green: usize,
    /// Not ordered yet, so no clock runs.
    pub grey: usize,
}

/// How far the entries of an area are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntriesLine {
    /// The area.
    pub area: Area,
    /// Its open entries by light.
    pub lights: Lights,
    /// Its closed entries.
    pub closed: usize,
}

/// What happened in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekCount {
    /// Its Monday.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub monday: NaiveDate,
    /// How many.
    pub count: usize,
}

/// How far one kind of units is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindLine {
    /// The kind.
    pub kind: UnitKind,
    /// Its units.
    pub units: usize,
    /// The newest round that asks units of the kind.
    pub round: Option<RoundId>,
    /// Units that submitted that round's self-check, of those asked.
    pub submitted: Count,
    /// Units with a locked inspection, of all of the kind.
    pub locked: Count,
    /// The mean of the locked totals.
    pub mean: Option<i64>,
}

/// How an area does over all locked inspections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaLine {
    /// The area.
    pub area: Area,
    /// What was reached of what could be, in basis points; none where the area was nowhere scored.
    pub rate: Option<i64>,
    /// The mean score; of area ⑥, where no sheet scores it, the mean of what bonuses and penalties did to the totals.
    pub mean: Option<i64>,
    /// Over how many units.
    pub units: usize,
}

/// A row of the heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeatLine {
    /// The unit.
    pub unit: UnitCode,
    /// Its short name.
    pub name: String,
    /// The visit whose record is the evidence.
    pub visit: VisitId,
    /// What each area reached and could have reached, in the order of Art. 6; none where it does not apply.
    pub areas: Vec<Option<(i64, i64)>>,
    /// What bonuses and penalties (area ⑥) did to the total.
    pub adjustment: Option<i64>,
    /// The locked total.
    pub total: i64,
}

/// A unit with overdue entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MustAct {
    /// The unit.
    pub unit: UnitCode,
    /// Its short name.
    pub name: String,
    /// How many entries are overdue.
    pub overdue: usize,
    /// By how many working days the oldest is.
    pub longest: i64,
}

/// A visit of this week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeekVisit {
    /// Its day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// The visit.
    pub visit: VisitId,
    /// The unit's short name.
    pub name: String,
    /// The group's number.
    pub group: i64,
    /// How far it is.
    pub state: VisitState,
}

/// The ranking as the board shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRanking {
    /// How far it is.
    pub state: RankingState,
    /// How many units it ranks.
    pub ranked: usize,
    /// The season with which places are compared.
    pub compared_with: Option<SeasonId>,
    /// The places, first to last.
    pub rows: Vec<BoardRank>,
}

/// A place on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRank {
    /// The unit's code.
    pub code: String,
    /// Its short name at the time.
    pub name: String,
    /// The total.
    pub total: i64,
    /// The place among all.
    pub rank: i64,
    /// Places gained since the season before, counted among the units that both rank.
    pub change: Option<i64>,
}

/// By what the heat map is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeatOrder {
    /// By total, the lowest first.
    #[default]
    Total,
    /// By the rate of an area, the lowest first, without the units to which it does not apply; area ⑥, where no sheet
    /// scores it, by what bonuses and penalties did to the total.
    Area(Area),
    /// By unit code.
    Unit,
}

impl HeatOrder {
    /// The order that an address names; by total where it names none.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "unit" => Self::Unit,
            number => match number.parse().ok().and_then(|number: u8| Area::try_from(number).ok()) {
                Some(area) => Self::Area(area),
                None => Self::Total,
            },
        }
    }

    /// The word for the address.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Total => "total".to_owned(),
            Self::Area(area) => area.number().to_string(),
            Self::Unit => "unit".to_owned(),
        }
    }
}
