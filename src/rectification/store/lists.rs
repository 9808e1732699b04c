//! What of the ledger is listed and counted: under which conditions, in which order.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    super::{
        model::{EntryState, LedgerFilter, LedgerOrder, Light, LightCounts, MOST_COUNTED, Turn},
        rules,
    },
    Bounds, Scope,
    bounds::FIRST,
};
use crate::{
    inspection::model::Severity,
    kernel::{
        ids::{EntryId, UnitCode},
        text::Title,
        unit_kind::Area,
    },
    store::{self, Failure, Store},
};

/// What the schema calls an entry whose unit asks for more time.
const ASKS: &str = "extension";

/// A search reads so many lines at a time.
const AT_A_TIME: usize = 1000;

/// A query over the ledger: what is asked, which index leads, and what else holds. All conditions are bound; an empty
/// one is not asked for.
macro_rules! ledger {
    ($what:literal, $index:literal, $lead:literal, $place:literal, $end:literal) => {
        concat!(
            $what,
            " FROM ledger_entry WITH INDEX ",
            $index,
            " WHERE ",
            $lead,
            " AND ",
            $place,
            " > $after AND by_due >= $from AND by_due < $to
              AND (!$state OR state = $state) AND (!$kind OR unit_kind = $kind) AND (!$area OR area = $area)
              AND (!$severity OR severity = $severity) AND (!$plan OR plan = $plan) AND (!$unit OR unit = $unit)
              AND (!$season OR season = $season) AND (!$asks OR asks = $asks)
              AND (!$turn OR (turn = $turn AND (turn != 'group' OR entry NOTINSIDE $vacant))
                  OR ($turn = 'office' AND turn = 'group' AND entry INSIDE $vacant))
              AND (!$signing OR state NOTINSIDE $signing)
              AND (!$reported_before OR (reported > '' AND reported < $reported_before))
              AND (!$recused OR unit NOTINSIDE $recused)
              AND (!$closed_from OR (closed_on >= $closed_from AND closed_on <= $closed_to))
              ORDER BY ",
            $place,
            " LIMIT $limit",
            $end
        )
    };
}

macro_rules! rows {
    ($index:literal, $lead:literal, $place:literal) => {
        ledger!(
            "SELECT entry, title, detail, unit, unit_name, area, severity, state, due, closed_on, version, by_due,
                by_unit, by_area, by_severity, by_state, asks",
            $index,
            $lead,
            $place,
            ""
        )
    };
}

/// What a condition leads to without its lines: how many they are, and what one line tells of all of them.
#[derive(Clone, Copy)]
struct Summed {
    count: &'static str,
    told: &'static str,
}

macro_rules! summed {
    ($index:literal, $lead:literal) => {
        Summed {
            count: ledger!("SELECT VALUE count() FROM (SELECT by_due", $index, $lead, "by_due", ") GROUP ALL"),
            told: ledger!("SELECT by_due, due, reported", $index, $lead, "by_due", ""),
        }
    };
}

/// The rows that a condition leads to, in each order of the list.
struct Sorted {
    due: &'static str,
    unit: &'static str,
    area: &'static str,
    severity: &'static str,
    state: &'static str,
}

impl Sorted {
    const fn by(&self, order: LedgerOrder) -> &'static str {
        match order {
            LedgerOrder::Due => self.due,
            LedgerOrder::Unit => self.unit,
            LedgerOrder::Area => self.area,
            LedgerOrder::Severity => self.severity,
            LedgerOrder::State => self.state,
        }
    }
}

/// In every order from one index, for what it leads to is little.
macro_rules! sorted {
    ($index:literal, $lead:literal) => {
        Sorted {
            due: rows!($index, $lead, "by_due"),
            unit: rows!($index, $lead, "by_unit"),
            area: rows!($index, $lead, "by_area"),
            severity: rows!($index, $lead, "by_severity"),
            state: rows!($index, $lead, "by_state"),
        }
    };
}

const OF_PHASE: Sorted = Sorted {
    due: rows!("ledger_entry_phase_due", "phase = $phase", "by_due"),
    unit: rows!("ledger_entry_phase_unit", "phase = $phase", "by_unit"),
    area: rows!("ledger_entry_phase_area", "phase = $phase", "by_area"),
    severity: rows!("ledger_entry_phase_severity", "phase = $phase", "by_severity"),
    state: rows!("ledger_entry_phase_state", "phase = $phase", "by_state"),
};
const OF_PLAN: Sorted = sorted!("ledger_entry_plan_due", "plan = $plan AND phase = $phase");
const OF_ONE_UNIT: Sorted = sorted!("ledger_entry_unit_due", "unit = $unit AND phase = $phase");
const OF_GROUP: Sorted = sorted!("ledger_entry_inspectors", "inspectors CONTAINS $inspector AND phase = $phase");

const ASKS_BY_DUE: &str = rows!("ledger_entry_asks_due", "asks = $asks AND phase = $phase", "by_due");
const UNREPORTED_BY_DUE: &str =
    rows!("ledger_entry_reported", "reported > '' AND reported < $reported_before AND phase = $phase", "by_due");
const STATE_BY_DUE: &str = rows!("ledger_entry_state_due", "state = $state", "by_due");
const TURN_BY_DUE: &str = rows!("ledger_entry_turn_due", "turn = $turn AND phase = $phase", "by_due");
const SEASON_BY_DUE: &str = rows!("ledger_entry_season_due", "season = $season AND phase = $phase", "by_due");
const WEEK_BY_DUE: &str = rows!(
    "ledger_entry_closed_on",
    "closed_on >= $closed_from AND closed_on <= $closed_to AND phase = $phase",
    "by_due"
);
const KIND_BY_DUE: &str = rows!("ledger_entry_kind_due", "unit_kind = $kind AND phase = $phase", "by_due");
const AREA_BY_DUE: &str = rows!("ledger_entry_area_due", "area = $area AND phase = $phase", "by_due");
const SEVERITY_BY_DUE: &str = rows!("ledger_entry_severity_due", "severity = $severity AND phase = $phase", "by_due");

const COUNT_PHASE: Summed = summed!("ledger_entry_phase_due", "phase = $phase");
const COUNT_ASKS: Summed = summed!("ledger_entry_asks_due", "asks = $asks AND phase = $phase");
const COUNT_UNREPORTED: Summed =
    summed!("ledger_entry_reported", "reported > '' AND reported < $reported_before AND phase = $phase");
const COUNT_STATE: Summed = summed!("ledger_entry_state_due", "state = $state");
const COUNT_TURN: Summed = summed!("ledger_entry_turn_due", "turn = $turn AND phase = $phase");
const COUNT_PLAN: Summed = summed!("ledger_entry_plan_due", "plan = $plan AND phase = $phase");
const COUNT_SEASON: Summed = summed!("ledger_entry_season_due", "season = $season AND phase = $phase");
const COUNT_WEEK: Summed =
    summed!("ledger_entry_closed_on", "closed_on >= $closed_from AND closed_on <= $closed_to AND phase = $phase");
const COUNT_KIND: Summed = summed!("ledger_entry_kind_due", "unit_kind = $kind AND phase = $phase");
const COUNT_AREA: Summed = summed!("ledger_entry_area_due", "area = $area AND phase = $phase");
const COUNT_SEVERITY: Summed = summed!("ledger_entry_severity_due", "severity = $severity AND phase = $phase");
const COUNT_UNIT: Summed = summed!("ledger_entry_unit_due", "unit = $unit AND phase = $phase");
const COUNT_GROUP: Summed = summed!("ledger_entry_inspectors", "inspectors CONTAINS $inspector AND phase = $phase");

/// A line as it is listed, with its place in each order.
#[derive(Debug, Clone, Deserialize)]
pub struct Listed {
    /// The entry.
    pub entry: EntryId,
    /// The problem.
    pub title: Title,
    /// What was seen.
    pub detail: String,
    /// The unit.
    pub unit: UnitCode,
    /// Its name.
    pub unit_name: Title,
    /// The area.
    pub area: Area,
    /// How grave it is.
    pub severity: Severity,
    /// How far it is.
    pub state: EntryState,
    /// The last day in time.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// The day of closure.
    #[serde(default)]
    pub closed_on: Option<NaiveDate>,
    /// Its version.
    pub version: u32,
    by_due: String,
    by_unit: String,
    by_area: String,
    by_severity: String,
    by_state: String,
    asks: String,
}

impl Listed {
    /// Its place in an order of the list.
    #[must_use]
    pub fn place(&self, order: LedgerOrder) -> &str {
        match order {
            LedgerOrder::Due => &self.by_due,
            LedgerOrder::Unit => &self.by_unit,
            LedgerOrder::Area => &self.by_area,
            LedgerOrder::Severity => &self.by_severity,
            LedgerOrder::State => &self.by_state,
        }
    }

    /// Whether a request for more time waits for the office's answer.
    #[must_use]
    pub fn asks_for_time(&self) -> bool {
        self.asks == ASKS
    }
}

/// Whether the index of the turns leads to all that a list of one turn holds. That of the office lacks what waits for a
/// group of which nobody is left; as long as there is any, which is hardly ever, the office's list is read past it.
const fn leads_by_turn(filter: &LedgerFilter, bounds: Bounds<'_>) -> bool {
    match filter.turn {
        None => false,
        Some(Turn::Office) => bounds.vacant.is_empty(),
        Some(Turn::Clerk | Turn::Head | Turn::Group | Turn::Nobody) => true,
    }
}

/// At most `limit` lines for which the conditions hold, in the order that they ask for.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    store: &Store,
    scope: &Scope,
    filter: &LedgerFilter,
    bounds: Bounds<'_>,
    limit: usize,
) -> Result<Vec<Listed>, Failure> {
    let query = match (scope, scope.order(filter)) {
        (Scope::Unit(_), order) => OF_ONE_UNIT.by(order),
        (Scope::Group(_) | Scope::Unrecused(..), order) => OF_GROUP.by(order),
        (Scope::District, order) if filter.unit.is_some() => OF_ONE_UNIT.by(order),
        (Scope::District, order) if filter.plan.is_some() => OF_PLAN.by(order),
        (Scope::District, LedgerOrder::Due) if filter.asks => ASKS_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.unreported => UNREPORTED_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.state.is_some() => STATE_BY_DUE,
        (Scope::District, LedgerOrder::Due) if leads_by_turn(filter, bounds) => TURN_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.closing_week().is_some() => WEEK_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.kind.is_some() => KIND_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.area.is_some() => AREA_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.severity.is_some() => SEVERITY_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.season.is_some() => SEASON_BY_DUE,
        (Scope::District, order) => OF_PHASE.by(order),
    };
    let after = filter.after.clone().unwrap_or_default();
    Ok(store::select(store, query, bindings(scope, filter, bounds, &after, limit)).await?)
}

/// The lines for which the conditions hold and that `is_found` takes, in the order that they ask for: at most `limit`, of
/// the first `most` for which they hold. Beside them the place behind which the search goes on; none at the list's end.
///
/// The text is compared here and not in the database, which has no index for parts of Chinese words: `most` bounds what
/// it costs.
///
/// # Errors
/// When the database cannot be read.
pub async fn search(
    store: &Store,
    scope: &Scope,
    filter: &LedgerFilter,
    bounds: Bounds<'_>,
    limit: usize,
    most: usize,
    is_found: impl Fn(&Listed) -> bool,
) -> Result<(Vec<Listed>, Option<String>), Failure> {
    let order = scope.order(filter);
    let (mut found, mut left, mut filter) = (Vec::new(), most, filter.clone());
    while left > 0 {
        let size = left.min(AT_A_TIME);
        let lines = page(store, scope, &filter, bounds, size).await?;
        let is_end = lines.len() < size;
        left -= size;
        for line in lines {
            filter.after = Some(line.place(order).to_owned());
            if is_found(&line) {
                found.push(line);
            }
            if found.len() == limit {
                return Ok((found, filter.after));
            }
        }
        if is_end {
            return Ok((found, None));
        }
    }
    Ok((found, filter.after))
}

/// For how many entries the conditions hold, up to [`MOST_COUNTED`].
///
/// # Errors
/// When the database cannot be read.
pub async fn count(store: &Store, scope: &Scope, filter: &LedgerFilter, bounds: Bounds<'_>) -> Result<u32, Failure> {
    let bindings = bindings(scope, filter, bounds, FIRST, MOST_COUNTED as usize);
    let counts: Vec<u32> = store::select(store, summed(scope, filter, bounds).count, bindings).await?;
    Ok(counts.first().copied().unwrap_or_default())
}

/// What one line tells of all entries of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// How many they are, up to [`MOST_COUNTED`].
    pub count: u32,
    /// When the first of them is due.
    pub due: Option<NaiveDate>,
    /// When the one was reported that was reported first, of those under way; see
    /// [`reported_at`](super::super::rules::reported_at).
    pub reported: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
struct ToldLine {
    #[serde(default)]
    due: Option<NaiveDate>,
    reported: String,
}

/// For how many entries the conditions hold, and the first of their dates, by one read.
///
/// # Errors
/// When the database cannot be read.
pub async fn told(store: &Store, scope: &Scope, filter: &LedgerFilter, bounds: Bounds<'_>) -> Result<Told, Failure> {
    let bindings = bindings(scope, filter, bounds, FIRST, MOST_COUNTED as usize);
    let lines: Vec<ToldLine> = store::select(store, summed(scope, filter, bounds).told, bindings).await?;
    let count = u32::try_from(lines.len()).unwrap_or(MOST_COUNTED);
    let due = lines.first().and_then(|first| first.due);
    // What is not under way has an empty text, which is no instant.
    let reported = lines.iter().filter_map(|line| line.reported.parse::<DateTime<Utc>>().ok()).min();
    Ok(Told { count, due, reported })
}

/// By what a list is counted.
fn summed(scope: &Scope, filter: &LedgerFilter, bounds: Bounds<'_>) -> Summed {
    match scope {
        Scope::Unit(_) => COUNT_UNIT,
        Scope::Group(_) | Scope::Unrecused(..) => COUNT_GROUP,
        Scope::District if filter.unit.is_some() => COUNT_UNIT,
        Scope::District if filter.plan.is_some() => COUNT_PLAN,
        Scope::District if filter.asks => COUNT_ASKS,
        Scope::District if filter.unreported => COUNT_UNREPORTED,
        Scope::District if filter.state.is_some() => COUNT_STATE,
        Scope::District if leads_by_turn(filter, bounds) => COUNT_TURN,
        Scope::District if filter.closing_week().is_some() => COUNT_WEEK,
        Scope::District if filter.kind.is_some() => COUNT_KIND,
        Scope::District if filter.area.is_some() => COUNT_AREA,
        Scope::District if filter.severity.is_some() => COUNT_SEVERITY,
        Scope::District if filter.season.is_some() => COUNT_SEASON,
        Scope::District => COUNT_PHASE,
    }
}

/// How many entries a person sees under each light, each up to [`MOST_COUNTED`].
///
/// # Errors
/// When the database cannot be read.
pub async fn lights(store: &Store, scope: &Scope, bounds: Bounds<'_>) -> Result<LightCounts, Failure> {
    let with = |light| LedgerFilter { light: Some(light), ..LedgerFilter::default() };
    let closed = LedgerFilter { closed: true, ..LedgerFilter::default() };
    Ok(LightCounts {
        red: count(store, scope, &with(Light::Red), bounds).await?,
        yellow: count(store, scope, &with(Light::Yellow), bounds).await?,
        green: count(store, scope, &with(Light::Green), bounds).await?,
        grey: count(store, scope, &with(Light::Grey), bounds).await?,
        closed: count(store, scope, &closed, bounds).await?,
    })
}

fn bindings(
    scope: &Scope,
    filter: &LedgerFilter,
    bounds: Bounds<'_>,
    after: &str,
    limit: usize,
) -> [(&'static str, Value); 21] {
    let closed = filter.asks_for_closed();
    // No clock runs for what is closed.
    let (from, to) = bounds.range(filter.light.filter(|_| !closed), filter.slip.filter(|_| !closed));
    let unit = if let Scope::Unit(own) = scope { Some(own) } else { filter.unit.as_ref() };
    let (inspector, recused) = match scope {
        Scope::Group(own) => (Some(own), None),
        Scope::Unrecused(own, recused) => (Some(own), Some(recused)),
        Scope::District | Scope::Unit(_) => (None, None),
    };
    [
        ("phase", json!(if closed { "closed" } else { "open" })),
        ("after", json!(after)),
        ("from", json!(from)),
        ("to", json!(to)),
        ("state", json!(filter.state)),
        ("turn", json!(filter.turn)),
        ("vacant", json!(bounds.vacant)),
        ("reported_before", json!(filter.unreported.then(|| bounds.reported_before()))),
        ("signing", json!(filter.without_signing.then(|| rules::states_of(Turn::Head)))),
        ("kind", json!(filter.kind)),
        ("area", json!(filter.area)),
        ("severity", json!(filter.severity)),
        ("plan", json!(filter.plan)),
        ("season", json!(filter.season)),
        ("asks", json!(filter.asks.then_some(ASKS))),
        ("closed_from", json!(filter.closing_week().map(|(monday, _)| monday))),
        ("closed_to", json!(filter.closing_week().map(|(_, sunday)| sunday))),
        ("unit", json!(unit)),
        ("inspector", json!(inspector)),
        ("recused", json!(recused)),
        ("limit", json!(limit)),
    ]
}
