//! Entries in the database.

/// Another verifier where nobody of an entry's group is left.
mod verifier;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    model::{
        Entry, EntryStanding, EntryState, LedgerFilter, LedgerOrder, Light, LightCounts, MOST_COUNTED, Slip, Step,
        WaitingVisit,
    },
    rules::{self, Command},
};
use crate::{
    error::AppError,
    evidence::{
        model::Evidence,
        store::{Attachment, attach_change, load as load_file, take_out_change},
    },
    inspection::{
        model::{Severity, Visit},
        plan::store as plans,
    },
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        calendar::WorkCalendar,
        ids::{EntryId, EvidenceId, InspectorId, UnitCode, VisitId},
        permit::{self, Action, Reach, Subject},
        text::{Note, Title},
        unit_kind::Area,
    },
    store::{self, Change, Commit, Failure, Merge, Progress, Several, Store},
    unit,
    working_day::store::calendar,
};

pub use verifier::{Unverified, Vacancy, appoint_verifier, vacancy, without_verifier};

const TABLE: &str = "ledger_entry";

/// The findings of so many visits enter the ledger by one act.
pub const MOST_OPENED: usize = 200;

/// So many entries are read at once by their ids.
const AT_ONCE: usize = 200;

/// Before and after every date and id.
const FIRST: &str = "";
const LAST: &str = "~";

/// Where entries without a due date begin; see the schema.
const WITHOUT_DUE: &str = "9999-12-31";

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
              AND (!$season OR season = $season) AND (!$asks OR asks = $asks) AND (!$turn OR turn = $turn)
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

macro_rules! count {
    ($index:literal, $lead:literal) => {
        ledger!("SELECT VALUE count() FROM (SELECT by_due", $index, $lead, "by_due", ") GROUP ALL")
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

const COUNT_PHASE: &str = count!("ledger_entry_phase_due", "phase = $phase");
const COUNT_ASKS: &str = count!("ledger_entry_asks_due", "asks = $asks AND phase = $phase");
const COUNT_STATE: &str = count!("ledger_entry_state_due", "state = $state");
const COUNT_TURN: &str = count!("ledger_entry_turn_due", "turn = $turn AND phase = $phase");
const COUNT_PLAN: &str = count!("ledger_entry_plan_due", "plan = $plan AND phase = $phase");
const COUNT_SEASON: &str = count!("ledger_entry_season_due", "season = $season AND phase = $phase");
const COUNT_WEEK: &str =
    count!("ledger_entry_closed_on", "closed_on >= $closed_from AND closed_on <= $closed_to AND phase = $phase");
const COUNT_KIND: &str = count!("ledger_entry_kind_due", "unit_kind = $kind AND phase = $phase");
const COUNT_AREA: &str = count!("ledger_entry_area_due", "area = $area AND phase = $phase");
const COUNT_SEVERITY: &str = count!("ledger_entry_severity_due", "severity = $severity AND phase = $phase");
const COUNT_UNIT: &str = count!("ledger_entry_unit_due", "unit = $unit AND phase = $phase");
const COUNT_GROUP: &str = count!("ledger_entry_inspectors", "inspectors CONTAINS $inspector AND phase = $phase");

const OF_VISIT: &str = "SELECT * OMIT id FROM ledger_entry WHERE visit = $visit ORDER BY entry LIMIT 200";
const OF_UNIT: &str = "SELECT * OMIT id FROM ledger_entry WHERE unit = $unit ORDER BY entry LIMIT 5000";
const WITH_STATE: &str = "SELECT * OMIT id FROM ledger_entry WHERE state = $state ORDER BY by_due LIMIT $limit";
const LOCKED_VISITS: &str = "SELECT visit, unit_name, date, array::len(findings) AS findings FROM visit
    WHERE state IN ['locked', 'answered'] AND array::len(findings) > 0
    AND array::len((SELECT VALUE entry FROM ledger_entry WHERE visit = $parent.visit LIMIT 200))
        < array::len(findings)
    ORDER BY date, visit LIMIT $limit";

/// Whose entries a person sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of the district.
    District,
    /// Their unit's.
    Unit(UnitCode),
    /// Those of visits that they were on.
    Group(InspectorId),
    /// As [`Scope::Group`], but for those of these units: by now they are recused from them, and go on with none.
    Unrecused(InspectorId, Vec<UnitCode>),
}

impl Scope {
    /// In which order a list goes: there is nothing to sort by unit where there is one.
    #[must_use]
    pub const fn order(&self, filter: &LedgerFilter) -> LedgerOrder {
        match (self, filter.order) {
            (Self::Unit(_), LedgerOrder::Unit) => LedgerOrder::Due,
            (Self::District | Self::Group(_) | Self::Unrecused(..) | Self::Unit(_), order) => order,
        }
    }
}

/// Which due dates have which light today, and call for which slip.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Today.
    pub today: NaiveDate,
    /// The first due date that is green.
    pub green: NaiveDate,
    /// The first due date that calls for no slip.
    pub blue: NaiveDate,
    /// The first due date that calls for no more than a blue slip.
    pub yellow: NaiveDate,
    /// The first due date that calls for no red slip.
    pub red: NaiveDate,
}

impl Bounds {
    /// The bounds of this day.
    #[must_use]
    pub fn of(calendar: &WorkCalendar, today: NaiveDate) -> Self {
        let ends = |slip: Slip| rules::ends_of_slip(calendar, slip, today);
        Self {
            today,
            green: rules::ends_of_yellow(calendar, today),
            blue: ends(Slip::Blue),
            yellow: ends(Slip::Yellow),
            red: ends(Slip::Red),
        }
    }

    /// The range of places by due date that have the light and have come to the slip.
    fn range(self, light: Option<Light>, slip: Option<Slip>) -> (String, String) {
        let (lit, called) = (self.of_light(light), self.of_slip(slip));
        (lit.0.max(called.0), lit.1.min(called.1))
    }

    fn of_slip(self, slip: Option<Slip>) -> (String, String) {
        match slip {
            None => (FIRST.to_owned(), LAST.to_owned()),
            Some(Slip::Blue) => (self.yellow.to_string(), self.blue.to_string()),
            Some(Slip::Yellow) => (FIRST.to_owned(), self.yellow.to_string()),
            Some(Slip::Red) => (FIRST.to_owned(), self.red.to_string()),
        }
    }

    fn of_light(self, light: Option<Light>) -> (String, String) {
        let (today, green) = (self.today.to_string(), self.green.to_string());
        match light {
            None => (FIRST.to_owned(), LAST.to_owned()),
            Some(Light::Red) => (FIRST.to_owned(), today),
            Some(Light::Yellow) => (today, green),
            Some(Light::Green) => (green, WITHOUT_DUE.to_owned()),
            Some(Light::Grey) => (WITHOUT_DUE.to_owned(), LAST.to_owned()),
        }
    }
}

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

/// Whose entries this person sees.
///
/// # Errors
/// [`AppError::NotPermitted`] for a role that reads none.
pub fn scope(actor: &Actor) -> Result<Scope, AppError> {
    let reached = match permit::reach(actor.role, Action::ReadEntry) {
        Reach::District => Some(Scope::District),
        Reach::OwnUnit => actor.unit.clone().map(Scope::Unit),
        Reach::AssignedVisits | Reach::LedVisits => actor.inspector.clone().map(Scope::Group),
        Reach::Nothing => None,
    };
    reached.ok_or(AppError::NotPermitted)
}

/// The entry with this id.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, entry: &EntryId) -> Result<Option<Entry>, Failure> {
    Ok(store::load(store, TABLE, entry.as_str()).await?)
}

/// Those of these entries that there are, by their ids, read some at a time.
///
/// # Errors
/// When the database cannot be read.
pub async fn load_all(
    store: &Store,
    entries: impl IntoIterator<Item = &EntryId>,
) -> Result<BTreeMap<EntryId, Entry>, Failure> {
    let entries: Vec<&str> = entries.into_iter().map(EntryId::as_str).collect();
    let mut found = BTreeMap::new();
    for part in entries.chunks(AT_ONCE) {
        let of_part: Vec<Entry> = store::load_several(store, TABLE, part).await?;
        found.extend(of_part.into_iter().map(|entry| (entry.entry.clone(), entry)));
    }
    Ok(found)
}

/// The entry with this id, where the person may see it.
///
/// # Errors
/// [`AppError::NotFound`] where there is none or it is not theirs, [`AppError::NotPermitted`] for a role that reads
/// none.
pub async fn load_for(store: &Store, actor: &Actor, entry: &EntryId) -> Result<Entry, Failure> {
    let found = load(store, entry).await?.ok_or(AppError::NotFound)?;
    permit::check(actor, Action::ReadEntry, found.subject())?;
    Ok(found)
}

/// The entries of a visit in order of number, at most 200.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_visit(store: &Store, visit: &VisitId) -> Result<Vec<Entry>, Failure> {
    Ok(store::select(store, OF_VISIT, [("visit", json!(visit))]).await?)
}

/// Every entry of a unit by id, at most 5,000.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_unit(store: &Store, unit: &UnitCode) -> Result<Vec<Entry>, Failure> {
    Ok(store::select(store, OF_UNIT, [("unit", json!(unit))]).await?)
}

/// At most `limit` entries of this state, by due date.
///
/// # Errors
/// When the database cannot be read.
pub async fn with_state(store: &Store, state: EntryState, limit: usize) -> Result<Vec<Entry>, Failure> {
    Ok(store::select(store, WITH_STATE, [("state", json!(state)), ("limit", json!(limit))]).await?)
}

/// Visits whose score is locked and whose findings are not all in the ledger, the oldest first, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting_visits(store: &Store, limit: usize) -> Result<Vec<WaitingVisit>, Failure> {
    Ok(store::select(store, LOCKED_VISITS, [("limit", json!(limit))]).await?)
}

/// At most `limit` lines for which the conditions hold, in the order that they ask for.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(
    store: &Store,
    scope: &Scope,
    filter: &LedgerFilter,
    bounds: Bounds,
    limit: usize,
) -> Result<Vec<Listed>, Failure> {
    let query = match (scope, scope.order(filter)) {
        (Scope::Unit(_), order) => OF_ONE_UNIT.by(order),
        (Scope::Group(_) | Scope::Unrecused(..), order) => OF_GROUP.by(order),
        (Scope::District, order) if filter.unit.is_some() => OF_ONE_UNIT.by(order),
        (Scope::District, order) if filter.plan.is_some() => OF_PLAN.by(order),
        (Scope::District, LedgerOrder::Due) if filter.asks => ASKS_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.state.is_some() => STATE_BY_DUE,
        (Scope::District, LedgerOrder::Due) if filter.turn.is_some() => TURN_BY_DUE,
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
    bounds: Bounds,
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
pub async fn count(store: &Store, scope: &Scope, filter: &LedgerFilter, bounds: Bounds) -> Result<u32, Failure> {
    let query = match scope {
        Scope::Unit(_) => COUNT_UNIT,
        Scope::Group(_) | Scope::Unrecused(..) => COUNT_GROUP,
        Scope::District if filter.unit.is_some() => COUNT_UNIT,
        Scope::District if filter.plan.is_some() => COUNT_PLAN,
        Scope::District if filter.asks => COUNT_ASKS,
        Scope::District if filter.state.is_some() => COUNT_STATE,
        Scope::District if filter.turn.is_some() => COUNT_TURN,
        Scope::District if filter.closing_week().is_some() => COUNT_WEEK,
        Scope::District if filter.kind.is_some() => COUNT_KIND,
        Scope::District if filter.area.is_some() => COUNT_AREA,
        Scope::District if filter.severity.is_some() => COUNT_SEVERITY,
        Scope::District if filter.season.is_some() => COUNT_SEASON,
        Scope::District => COUNT_PHASE,
    };
    let bindings = bindings(scope, filter, bounds, FIRST, MOST_COUNTED as usize);
    let counts: Vec<u32> = store::select(store, query, bindings).await?;
    Ok(counts.first().copied().unwrap_or_default())
}

/// How many entries a person sees under each light, each up to [`MOST_COUNTED`].
///
/// # Errors
/// When the database cannot be read.
pub async fn lights(store: &Store, scope: &Scope, bounds: Bounds) -> Result<LightCounts, Failure> {
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
    bounds: Bounds,
    after: &str,
    limit: usize,
) -> [(&'static str, Value); 18] {
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

/// The visit with this id.
///
/// # Errors
/// When the database cannot be read.
pub async fn visit(store: &Store, visit: &VisitId) -> Result<Option<Visit>, Failure> {
    Ok(store::load(store, "visit", visit.as_str()).await?)
}

/// Puts every finding of a locked visit into the ledger that is not there yet, in one transaction; answers all entries
/// of the visit in order of number. The office calls it with the written feedback, or afterwards.
///
/// # Errors
/// [`AppError::NotPermitted`], [`AppError::NotAllowedNow`] for a visit that is not locked, or a failure of the database.
pub async fn open_from_visit(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
) -> Result<Vec<Entry>, Failure> {
    permit::check(actor, Action::OrderRectification, Subject::DISTRICT)?;
    let known = of_visit(store, &visit.visit).await?;
    let by = Signature::of(actor, at);
    let mut commit = Commit::by(actor, "rectification.open", key, at);
    for finding in &visit.findings {
        if known.iter().any(|entry| entry.number == finding.number) {
            continue;
        }
        let entry = rules::open(visit, finding, &by)?;
        let change = Change::create(TABLE, entry.entry.as_str(), &entry)?;
        commit = commit.with(change).merging(merge(&entry)?);
    }
    if commit.changes.is_empty() {
        return Ok(known);
    }
    store::transact(store, commit).await?;
    of_visit(store, &visit.visit).await
}

/// Puts the findings of these visits into the ledger one visit after the other, each as [`open_from_visit`] does and by a
/// key of its own: what stands against one holds no other back.
///
/// # Errors
/// [`AppError::Partly`] where a visit was left, or a failure of the database.
pub async fn open_all(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visits: &[WaitingVisit],
    progress: &Progress,
) -> Result<(), Failure> {
    let mut several = Several::counted(progress);
    for waiting in visits {
        let key = format!("{key}-{}", waiting.visit);
        let opened = open_waiting(store, actor, at, &key, &waiting.visit).await;
        several.note(format!("{} {}", waiting.unit_name, waiting.date), opened)?;
    }
    several.answer()
}

async fn open_waiting(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    waiting: &VisitId,
) -> Result<(), Failure> {
    let visit = visit(store, waiting).await?.ok_or(AppError::NotFound)?;
    open_from_visit(store, actor, at, key, &visit).await.map(drop)
}

/// Carries out a command on the entry with this id; the form was shown it at the version `seen`.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or none that this person may see; else as [`carry_out`].
pub async fn act(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    entry: &EntryId,
    seen: u32,
    command: &Command,
) -> Result<(), Failure> {
    let found = load_for(store, actor, entry).await?;
    carry_out(store, actor, at, key, &found, seen, command).await
}

/// Carries out a command at this instant, for the version that the person saw.
///
/// # Errors
/// As [`rules::decide`] and [`require_unrecused`], [`AppError::Stale`] when the entry changed meanwhile, or a failure of
/// the database.
pub async fn carry_out(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    entry: &Entry,
    seen: u32,
    command: &Command,
) -> Result<(), Failure> {
    rules::permitted(actor, entry, command.step())?;
    require_unrecused(store, actor, entry, command.step(), chain_day(at)).await?;
    let Some(commit) = begin(store, actor, at, key, command).await? else { return Ok(()) };
    let calendar = calendar(store).await?;
    let commit = changing(commit, actor, at, entry, seen, command, &calendar)?;
    store::transact(store, commit).await?;
    Ok(())
}

/// Refuses an inspector the group's steps on an entry of a unit that they may not check by now (Art. 14).
///
/// # Errors
/// [`Fault::Recused`](crate::kernel::fault::Fault::Recused) of the field `group`, or a failure of the database.
pub async fn require_unrecused(
    store: &Store,
    actor: &Actor,
    entry: &Entry,
    step: Step,
    today: NaiveDate,
) -> Result<(), Failure> {
    if !rules::is_check(step) {
        return Ok(());
    }
    plans::require_unrecused(store, actor, &entry.unit, &entry.unit_name, today).await
}

/// Orders several entries at once, each with its own date, in one transaction: all of them or none.
///
/// # Errors
/// As [`carry_out`], for the first entry that is refused.
pub async fn order_all(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    orders: &[(Entry, u32, NaiveDate)],
    text: &Note,
) -> Result<(), Failure> {
    let begun = store::begin(store, actor, Step::Order.action_name(), key, at).await?;
    let Some(mut commit) = begun else { return Ok(()) };
    let calendar = calendar(store).await?;
    for (entry, seen, due) in orders {
        let command = Command::Order { due: *due, text: text.clone() };
        commit = changing(commit, actor, at, entry, *seen, &command, &calendar)?;
    }
    store::transact(store, commit).await?;
    Ok(())
}

/// Puts received files beside what the unit hands in next, and binds them to the entry, but for those that it has
/// already.
///
/// # Errors
/// As [`carry_out`].
pub async fn attach(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    entry: &Entry,
    files: &[Evidence],
) -> Result<(), Failure> {
    let new: Vec<&Evidence> = files.iter().filter(|file| !file.is_attached()).collect();
    let ids = new.iter().map(|file| file.evidence.clone()).collect();
    let is_of_group = rules::attaching(actor, entry) == Step::AttachOnSite;
    let command = if is_of_group { Command::AttachOnSite { files: ids } } else { Command::Attach { files: ids } };
    require_unrecused(store, actor, entry, command.step(), chain_day(at)).await?;
    let Some(commit) = begin(store, actor, at, key, &command).await? else { return Ok(()) };
    let calendar = calendar(store).await?;
    let mut commit = changing(commit, actor, at, entry, entry.version, &command, &calendar)?;
    let attachment = Attachment {
        record: record(&entry.entry),
        part: None,
        unit: Some(entry.unit.clone()),
        inspectors: entry.inspectors.clone(),
    };
    for file in new {
        commit = commit.with(attach_change(file, &attachment)?);
    }
    store::transact(store, commit).await?;
    Ok(())
}

/// Takes a file that waits out of the entry again. The file itself stays: what was handed in before may rest on it. Once
/// the file has gone with something it waits no more, and stays in what it went with.
///
/// # Errors
/// As [`carry_out`].
pub async fn take_out(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    entry: &Entry,
    file: &EvidenceId,
) -> Result<(), Failure> {
    let step = rules::attaching(actor, entry);
    rules::permitted(actor, entry, step)?;
    require_unrecused(store, actor, entry, step, chain_day(at)).await?;
    let found = load_file(store, file).await?;
    let is_out = |file: &Evidence| file.taken_out && file.attached_to.as_ref() == Some(&record(&entry.entry));
    if found.as_ref().is_some_and(is_out) {
        return Ok(());
    }
    let waits = rules::may_take_out(actor, entry) && entry.pending.contains(file);
    let found = found.filter(|_| waits).ok_or(AppError::NotAllowedNow)?;
    // It may come back under its id, and be taken out once more.
    let key = format!("rectification.take_out.{file}.{}", found.version);
    let Some(commit) = store::begin(store, actor, "rectification.take_out", &key, at).await? else { return Ok(()) };
    let mut after = entry.clone();
    after.pending.retain(|one| one != file);
    let change = Change::update(TABLE, entry.entry.as_str(), entry.version, entry, &after)?;
    store::transact(store, commit.with(change).with(take_out_change(&found)?).merging(merge(&after)?)).await?;
    Ok(())
}

/// The name of an entry among all records, as the journal and the evidence use it.
#[must_use]
pub fn record(entry: &EntryId) -> String {
    format!("{TABLE}:{entry}")
}

/// Begins a command with its reason; `None` where this very form was carried out before.
async fn begin(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    command: &Command,
) -> Result<Option<Commit>, Failure> {
    let begun = store::begin(store, actor, command.step().action_name(), key, at).await?;
    Ok(begun.map(|commit| match command.reason() {
        Some(reason) => commit.because(reason.as_str()),
        None => commit,
    }))
}

/// The commit with what the command makes of one entry.
fn changing(
    commit: Commit,
    actor: &Actor,
    at: DateTime<Utc>,
    entry: &Entry,
    seen: u32,
    command: &Command,
    calendar: &WorkCalendar,
) -> Result<Commit, Failure> {
    // Permission first: whoever may not see the entry must not learn its version.
    permit::check(actor, Action::ReadEntry, entry.subject())?;
    if entry.version != seen {
        return Err(AppError::Stale.into());
    }
    let after = rules::decide(actor, entry, command, at, calendar)?;
    let change = Change::update(TABLE, entry.entry.as_str(), seen, entry, &after)?;
    Ok(commit.with(change).merging(merge(&after)?))
}

/// The entry's part of its unit's standing.
fn merge(entry: &Entry) -> Result<Merge, Failure> {
    let place = ["entries", entry.entry.as_str()];
    unit::store::standing_part(&entry.season, &entry.unit, &place, &EntryStanding::of(entry))
}
