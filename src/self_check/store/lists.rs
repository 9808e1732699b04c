//! Which submissions are listed and counted: those of a round, as a filter lets them through, and those of a unit.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use super::super::{
    model::{Beside, SubmissionLine, SubmissionOrder, SubmissionState, Tally, UnitOfRound},
    rules::{self, Signed},
};
use crate::{
    kernel::{
        ids::{RoundId, UnitCode},
        listing::{self, ListOrder},
        unit_kind::UnitKind,
    },
    store::{self, Failure, Store},
    working_day::store::calendar,
};

/// The most submissions of a page of a round.
pub const LINES_A_PAGE: usize = 200;

/// The most submissions of a round, as many as a district may have units.
const MOST_OF_ROUND: usize = 5000;

/// The lines of a round, as far as the conditions hold.
macro_rules! lines {
    ($($condition:literal),*) => {
        concat!(
            "SELECT round, unit, unit_name, unit_kind, state, due, submitted_on, days_late,
            array::len(returns) AS returns, array::last(returns).signed.at AS returned_at,
    self_score.total AS self_score FROM submission WHERE round = $round",
            $(" AND ", $condition,)*
            " AND unit > $after ORDER BY unit LIMIT $limit"
        )
    };
}

const TASKS: &str = "SELECT round, unit, unit_name, unit_kind, state, due, submitted_on, days_late,
    array::len(returns) AS returns, array::last(returns).signed.at AS returned_at,
    self_score.total AS self_score FROM submission
    WHERE unit = $unit AND type::record('check_round', round).state IN ['open', 'closed']
    ORDER BY due DESC, round DESC LIMIT 50";

/// How the submissions of rounds stand, as far as the conditions hold.
macro_rules! tally {
    ($($condition:literal),*) => {
        concat!(
            "SELECT round, state, submitted_on = NONE AS missing, (submitted_on ?? '') > due AS late,
            count() AS units FROM submission WHERE round IN $rounds",
            $(" AND ", $condition,)*
            " GROUP BY round, state, missing, late ORDER BY round, state, missing, late LIMIT 5000"
        )
    };
}

const TALLY: &str = tally!();
const TALLY_OF_KIND: &str = tally!("unit_kind = $kind");
const UNITS_OF_ROUND: &str = "SELECT unit, unit_name FROM submission WHERE round = $round ORDER BY unit LIMIT 5000";

/// Which submissions of a round are wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// How they stand.
    pub standing: WantedStanding,
    /// Of this kind of units.
    pub kind: Option<UnitKind>,
    /// Whose unit's code and name hold these words.
    pub search: String,
    /// In this order.
    pub order: SubmissionOrder,
    /// Behind this place of the order; empty for the first page.
    pub after: String,
}

/// How the wanted submissions stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WantedStanding {
    /// In any way.
    #[default]
    Any,
    /// In this state.
    In(SubmissionState),
    /// Signed, or not.
    Signed(Signed),
}

impl WantedStanding {
    /// How many of these submissions stand so.
    #[must_use]
    pub const fn of(self, tally: Tally) -> u32 {
        match self {
            Self::Any => tally.units,
            Self::In(state) => rules::in_state(tally, state),
            Self::Signed(signed) => rules::signed(tally, signed),
        }
    }
}

impl Filter {
    /// What an address asks for: the word of a state or of [`Signed`], and a kind's word. Any other word filters nothing.
    #[must_use]
    pub fn asked(state: &str, kind: &str) -> Self {
        let in_state = SubmissionState::from_code(state).map(WantedStanding::In);
        let standing = in_state.or_else(|| Signed::from_code(state).map(WantedStanding::Signed)).unwrap_or_default();
        Self { standing, kind: UnitKind::from_code(kind), ..Self::default() }
    }

    /// The same, as far as the words of a search are found, in the order that a word of the address names.
    #[must_use]
    pub fn searched(self, search: &str, sort: &str) -> Self {
        Self { search: search.trim().to_owned(), order: SubmissionOrder::from_code(sort), ..self }
    }

    /// Whether the database itself neither searches nor sorts so: then a round is read whole, for a district bounds it.
    fn needs_all(&self) -> bool {
        !self.search.is_empty() || self.order != SubmissionOrder::Unit
    }
}

/// The first `most` submissions of a round that the filter lets through, in its order. `days_left` is the caller's to fill.
///
/// # Errors
/// When the database cannot be read.
pub async fn lines(
    store: &Store,
    round: &RoundId,
    filter: &Filter,
    most: usize,
) -> Result<Vec<SubmissionLine>, Failure> {
    Ok(lines_and_found(store, round, filter, most).await?.0)
}

/// The same as [`lines`], and how many the filter lets through in all, where the round is read whole for it.
///
/// # Errors
/// When the database cannot be read.
pub async fn lines_and_found(
    store: &Store,
    round: &RoundId,
    filter: &Filter,
    most: usize,
) -> Result<(Vec<SubmissionLine>, Option<u32>), Failure> {
    let (after, limit) = match filter.needs_all() {
        true => ("", MOST_OF_ROUND),
        false => (filter.after.as_str(), most),
    };
    let mut bindings = vec![("round", json!(round)), ("after", json!(after)), ("limit", json!(limit))];
    bindings.extend(filter.kind.map(|kind| ("kind", json!(kind))));
    if let WantedStanding::In(state) = filter.standing {
        bindings.push(("state", json!(state)));
    }
    let [of_all, of_kind] = match filter.standing {
        WantedStanding::Any => [lines!(), lines!("unit_kind = $kind")],
        WantedStanding::In(_) => [lines!("state = $state"), lines!("state = $state", "unit_kind = $kind")],
        WantedStanding::Signed(Signed::Never) => {
            [lines!("submitted_on = NONE"), lines!("submitted_on = NONE", "unit_kind = $kind")]
        }
        WantedStanding::Signed(Signed::Once) => {
            [lines!("submitted_on != NONE"), lines!("submitted_on != NONE", "unit_kind = $kind")]
        }
        WantedStanding::Signed(Signed::Late) => {
            [lines!("submitted_on > due"), lines!("submitted_on > due", "unit_kind = $kind")]
        }
    };
    let query = if filter.kind.is_some() { of_kind } else { of_all };
    let mut lines: Vec<SubmissionLine> = store::select(store, query, bindings).await?;
    if !filter.needs_all() {
        return Ok((lines, None));
    }
    if filter.order == SubmissionOrder::DaysLate {
        let calendar = calendar(store).await?;
        for line in &mut lines {
            line.days_late = rules::counted_late(&calendar, line.due, line.submitted_on);
        }
    }
    let is_found =
        |line: &SubmissionLine| listing::holds([line.unit.as_str(), line.unit_name.as_str()], &filter.search);
    let found: Vec<SubmissionLine> = lines.into_iter().filter(is_found).collect();
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let page = listing::page(found, |line| rules::place(line, filter.order), &filter.after, most);
    Ok((page.rows, Some(count)))
}

/// The units of the round, and those before and behind this one, by code.
///
/// # Errors
/// When the database cannot be read.
pub async fn beside(store: &Store, round: &RoundId, unit: &UnitCode) -> Result<Beside, Failure> {
    let all: Vec<UnitOfRound> = store::select(store, UNITS_OF_ROUND, [("round", json!(round))]).await?;
    let before = all.iter().rfind(|other| other.unit < *unit).cloned();
    let after = all.iter().find(|other| other.unit > *unit).cloned();
    Ok(Beside { before, after, all })
}

/// The newest 50 submissions of a unit, newest first. `days_left` is the caller's to fill. While a round is being opened
/// its submissions are there already, and not yet given to anybody.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_unit(store: &Store, unit: &UnitCode) -> Result<Vec<SubmissionLine>, Failure> {
    Ok(store::select(store, TASKS, [("unit", json!(unit))]).await?)
}

#[derive(Deserialize)]
struct TallyRow {
    round: RoundId,
    state: SubmissionState,
    missing: bool,
    late: bool,
    units: u32,
}

/// How the submissions of these rounds stand.
///
/// # Errors
/// When the database cannot be read.
pub async fn tallies(store: &Store, rounds: &[RoundId]) -> Result<BTreeMap<RoundId, Tally>, Failure> {
    Ok(tallied(store::select(store, TALLY, [("rounds", json!(rounds))]).await?))
}

/// How the submissions of a round stand whose units are of this kind.
///
/// # Errors
/// When the database cannot be read.
pub async fn tally_of_kind(store: &Store, round: &RoundId, kind: UnitKind) -> Result<Tally, Failure> {
    let bindings = [("rounds", json!([round])), ("kind", json!(kind))];
    let tallies = tallied(store::select(store, TALLY_OF_KIND, bindings).await?);
    Ok(tallies.get(round).copied().unwrap_or_default())
}

fn tallied(rows: Vec<TallyRow>) -> BTreeMap<RoundId, Tally> {
    let mut tallies: BTreeMap<RoundId, Tally> = BTreeMap::new();
    for row in rows {
        rules::count(tallies.entry(row.round).or_default(), row.state, row.units, row.late, row.missing);
    }
    tallies
}
