//! Rounds and submissions in the database: tables `check_round` and `submission`, and the part `self_checks` of
//! `unit_standing`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;

use super::{
    form::{self, CheckForm},
    model::{
        AreaWeights, Beside, Event, Round, RoundState, Step, Submission, SubmissionLine, SubmissionOrder,
        SubmissionStanding, SubmissionState, Tally, UnitOfRound, submission_id,
    },
    rules::{self, Content, NewRound, RoundStep, RoundTerms, Signed},
};
use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        calendar::{Deadline, WorkCalendar},
        ids::{RoundId, SeasonId, UnitCode},
        listing::{self, ListOrder},
        text::Note,
        unit_kind::{Area, UnitKind},
    },
    store::{self, Change, Commit, Failure, Merge, Outcome, Store},
    unit::{model::Unit, store as units},
    working_day::store::calendar,
};

const ROUND: &str = "check_round";
pub(super) const SUBMISSION: &str = "submission";

/// The name under which the journal keeps that a round was prepared.
const DRAFT: &str = "self_check.draft_round";

/// The name under which it keeps that the opening of a round was begun.
const BEGIN: &str = "self_check.begin_opening";

/// The most rounds of a list.
const ROUNDS_SHOWN: usize = 50;

/// The most submissions of a page of a round.
pub const LINES_A_PAGE: usize = 200;

/// The most submissions of a round, as many as a district may have units.
const MOST_OF_ROUND: usize = 5000;

/// The most submissions that one transaction creates, so that opening a large round holds nobody up.
const CHUNK: usize = 100;

/// Within a season the longer id has the greater number.
const ROUNDS: &str = "SELECT *, string::len(round) AS digits OMIT id FROM check_round WHERE state != 'discarded'
    ORDER BY season DESC, digits DESC, round DESC LIMIT $limit";
const UNFINISHED_SEASONS: &str = "SELECT season FROM check_round WHERE state IN ['draft', 'open']
    GROUP BY season ORDER BY season DESC LIMIT 50";
const HOW_MANY: &str = "SELECT count() AS rounds FROM check_round WHERE season = $season GROUP ALL";
const WHOLE_OF_UNIT: &str = "SELECT * OMIT id FROM submission WHERE unit = $unit ORDER BY due, round LIMIT 1000";
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
const STANDARD: &str = "SELECT sheet, edition FROM score_standard ORDER BY edition DESC LIMIT 1";
const UNITS_OF_ROUND: &str = "SELECT unit, unit_name FROM submission WHERE round = $round ORDER BY unit LIMIT 5000";
const OF_ROUND: &str = "SELECT * OMIT id FROM submission WHERE round = $round ORDER BY unit LIMIT 5000";

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

/// The round with this id.
///
/// # Errors
/// When the database cannot be read.
pub async fn round(store: &Store, round: &RoundId) -> Result<Option<Round>, Failure> {
    Ok(store::load(store, ROUND, round.as_str()).await?)
}

/// The newest 50 rounds, newest first, without those that were given up.
///
/// # Errors
/// When the database cannot be read.
pub async fn rounds(store: &Store) -> Result<Vec<Round>, Failure> {
    Ok(store::select(store, ROUNDS, [("limit", json!(ROUNDS_SHOWN))]).await?)
}

/// The seasons with a round that is not closed yet, newest first, at most 50.
///
/// # Errors
/// When the database cannot be read.
pub async fn unfinished_seasons(store: &Store) -> Result<Vec<SeasonId>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        season: SeasonId,
    }
    let rows: Vec<Row> = store::select(store, UNFINISHED_SEASONS, []).await?;
    Ok(rows.into_iter().map(|row| row.season).collect())
}

/// The submission of a unit in a round.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, round: &RoundId, unit: &UnitCode) -> Result<Option<Submission>, Failure> {
    Ok(store::load(store, SUBMISSION, &submission_id(round, unit)).await?)
}

/// Every submission of a unit, the oldest first, at most 1,000.
///
/// # Errors
/// When the database cannot be read.
pub async fn whole_of_unit(store: &Store, unit: &UnitCode) -> Result<Vec<Submission>, Failure> {
    Ok(store::select(store, WHOLE_OF_UNIT, [("unit", json!(unit))]).await?)
}

/// The form that a round asks.
///
/// # Errors
/// When the database cannot be read, or the edition is gone, which must not happen.
pub async fn form_of(store: &Store, round: &Round) -> Result<CheckForm, Failure> {
    let form = form::store::load(store, &round.form, round.edition).await?;
    form.ok_or_else(|| Failure::internal(format!("edition {} of form {} is missing", round.edition, round.form)))
}

/// The form that a submission answers.
///
/// # Errors
/// [`AppError::NotFound`] while its round is not open, or as of [`form_of`].
pub async fn form_of_submission(store: &Store, submission: &Submission) -> Result<CheckForm, Failure> {
    let round = round(store, &submission.round).await?.filter(|round| round.state.is_opened());
    form_of(store, &round.ok_or(AppError::NotFound)?).await
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

/// How many units of each kind are inspected, in the order of Art. 5.
///
/// # Errors
/// When the database cannot be read.
pub async fn unit_counts(store: &Store) -> Result<Vec<(UnitKind, u32)>, Failure> {
    let all = units::all(store).await?;
    let of_kind = |kind: UnitKind| all.iter().filter(|unit| unit.is_active() && unit.kind == kind).count();
    Ok(UnitKind::ALL.into_iter().map(|kind| (kind, u32::try_from(of_kind(kind)).unwrap_or(u32::MAX))).collect())
}

/// The due date of a round that is opened on this day.
///
/// # Errors
/// When the date cannot be represented.
pub fn due(calendar: &WorkCalendar, opened_on: NaiveDate, working_days: u32) -> Result<Deadline, Failure> {
    calendar.deadline(opened_on, working_days).map_err(|error| Failure::Internal(error.into()))
}

/// Prepares a round on the newest form. Its number is the next one of the season.
///
/// # Errors
/// [`AppError::NotAllowedNow`] where there is no form yet, [`AppError::Exists`] where somebody else took the number at
/// the same moment, or a failure of the database.
pub async fn draft_round(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    new: NewRound,
) -> Result<Round, Failure> {
    let form = form::store::latest(store).await?.ok_or(AppError::NotAllowedNow)?;
    let NewRound { season, terms } = new;
    let round = Round {
        round: next_id(store, &season).await?,
        season,
        title: terms.title,
        unit_kinds: terms.unit_kinds,
        form: form.template,
        edition: form.edition,
        weights: weights(store).await?,
        working_days: terms.working_days,
        opened_on: None,
        due: None,
        state: RoundState::Draft,
        drafted: Signature::of(actor, at),
        opening: None,
        opened: None,
        closed: None,
        discarded: None,
        discarded_because: None,
        version: 1,
    };
    let change = Change::create(ROUND, round.round.as_str(), &round)?;
    match store::transact(store, Commit::by(actor, DRAFT, key, at).with(change)).await? {
        Outcome::Done => Ok(round),
        // The form was sent twice, and this is already the next number.
        Outcome::DoneBefore => {
            let drafted = store::changed_before(store, actor, DRAFT, key, ROUND).await?.ok_or(AppError::Stale)?;
            let drafted = RoundId::parse(drafted).map_err(|bad| Failure::Internal(bad.into()))?;
            self::round(store, &drafted).await?.ok_or_else(|| AppError::NotFound.into())
        }
    }
}

/// A score standard, as far as a self-check is about it.
#[derive(Deserialize)]
struct StandardRow {
    sheet: SheetRow,
}

#[derive(Deserialize)]
struct SheetRow {
    areas: Vec<AreaRow>,
    adjustment_cap: i64,
}

#[derive(Deserialize)]
struct AreaRow {
    id: i64,
    indicators: Vec<IndicatorRow>,
}

#[derive(Deserialize)]
struct IndicatorRow {
    /// What only adds or takes has none.
    #[serde(default)]
    max: i64,
}

/// The weights of the newest score standard. Its table is read as it stands, for the standard belongs to a process that
/// builds on this one.
pub(super) async fn weights(store: &Store) -> Result<AreaWeights, Failure> {
    let found: Vec<StandardRow> = store::select(store, STANDARD, []).await?;
    let Some(StandardRow { sheet }) = found.into_iter().next() else { return Ok(AreaWeights::default()) };
    let of_area = |area: Area| {
        let rows = sheet.areas.iter().filter(|row| row.id == i64::from(area.number()));
        rows.flat_map(|row| &row.indicators).map(|indicator| indicator.max).sum()
    };
    let areas = [Area::Disclosure, Area::Fulfilment, Area::Adjustment, Area::OngoingOversight, Area::ServicePledges]
        .map(of_area);
    Ok(AreaWeights { areas, adjustment: sheet.adjustment_cap })
}

/// The id of the season's next round, with two digits, or more where those are used up. A round that was given up keeps its
/// number.
async fn next_id(store: &Store, season: &SeasonId) -> Result<RoundId, Failure> {
    #[derive(Deserialize)]
    struct Count {
        rounds: u32,
    }
    let counted: Vec<Count> = store::select(store, HOW_MANY, [("season", json!(season))]).await?;
    let number = counted.first().map_or(0, |count| count.rounds) + 1;
    RoundId::parse(format!("{season}-{number:02}")).map_err(|bad| Failure::Internal(bad.into()))
}

/// Prepares a draft of a round anew, on the newest form and with the weights that hold now.
///
/// # Errors
/// [`AppError::Stale`], [`AppError::NotAllowedNow`] unless it is a draft whose opening has not begun, or a failure of the
/// database.
pub async fn edit_round(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    round: &Round,
    seen: u32,
    terms: RoundTerms,
) -> Result<(), Failure> {
    if round.version != seen {
        return done_or_stale(store, actor, "self_check.edit_round", key).await;
    }
    let state = state_after(store, round, RoundStep::Edit, at).await?;
    let form = form::store::latest(store).await?.ok_or(AppError::NotAllowedNow)?;
    let after = Round {
        title: terms.title,
        unit_kinds: terms.unit_kinds,
        form: form.template,
        edition: form.edition,
        weights: weights(store).await?,
        working_days: terms.working_days,
        state,
        ..round.clone()
    };
    let change = Change::update(ROUND, round.round.as_str(), seen, round, &after)?;
    store::transact(store, Commit::by(actor, "self_check.edit_round", key, at).with(change)).await?;
    Ok(())
}

/// Gives a draft of a round up. Its record stays, and with it its number.
///
/// # Errors
/// [`AppError::Stale`], [`AppError::NotAllowedNow`] unless it is a draft whose opening has not begun, or a failure of the
/// database.
pub async fn discard_round(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    round: &Round,
    seen: u32,
    reason: Note,
) -> Result<(), Failure> {
    if round.version != seen {
        return done_or_stale(store, actor, "self_check.discard_round", key).await;
    }
    let state = state_after(store, round, RoundStep::Discard, at).await?;
    let commit = Commit::by(actor, "self_check.discard_round", key, at).because(reason.as_str());
    let discarded = Some(Signature::of(actor, at));
    let after = Round { state, discarded, discarded_because: Some(reason), ..round.clone() };
    let change = Change::update(ROUND, round.round.as_str(), seen, round, &after)?;
    store::transact(store, commit.with(change)).await?;
    Ok(())
}

/// The state of a round after a step that is allowed now, as its submissions stand.
async fn state_after(store: &Store, round: &Round, step: RoundStep, at: DateTime<Utc>) -> Result<RoundState, Failure> {
    let tally = tallies(store, std::slice::from_ref(&round.round)).await?;
    let missing = tally.get(&round.round).map_or(0, |tally| tally.missing);
    let allowed = rules::round_allows(round, step, missing, chain_day(at));
    let state = rules::next_round(round.state, step).filter(|_| allowed);
    state.ok_or_else(|| AppError::NotAllowedNow.into())
}

/// Opens a round: that it begins is written down, every unit of its kinds gets its draft, and then the round is open.
/// Should it be broken off between the chunks, opening it again makes what is missing. Until then no unit is shown its
/// task, so that the clock of all runs from the day on which the round is open.
///
/// # Errors
/// [`AppError::Stale`], [`AppError::NotAllowedNow`], or a failure of the database.
pub async fn open_round(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    round: &Round,
    seen: u32,
) -> Result<(), Failure> {
    let begun = format!("{key}.begin");
    // The same form once more, after it was broken off: its own beginning is all that changed the round.
    let goes_on = round.opening.is_some() && store::done_before(store, actor, &[BEGIN], &begun).await?;
    if round.version != seen && !goes_on {
        return done_or_stale(store, actor, "self_check.open_round", key).await;
    }
    let state = rules::next_round(round.state, RoundStep::Open).ok_or(AppError::NotAllowedNow)?;
    let opened_on = chain_day(at);
    let due = due(&calendar(store).await?, opened_on, round.working_days)?.date;
    let begun = begin_opening(store, actor, at, &begun, round).await?;
    give_tasks(store, actor, at, key, &begun, due).await?;
    let opened = Some(Signature::of(actor, at));
    let after = Round { state, opened_on: Some(opened_on), due: Some(due), opening: None, opened, ..begun.clone() };
    let change = Change::update(ROUND, round.round.as_str(), begun.version, &begun, &after)?;
    store::transact(store, Commit::by(actor, "self_check.open_round", key, at).with(change)).await?;
    Ok(())
}

/// The round as it is from the beginning of its opening on. Its version is another then, so whoever edits it or gives it
/// up by what they read before comes too late, and no chunk of tasks is given after they did.
async fn begin_opening(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    round: &Round,
) -> Result<Round, Failure> {
    if round.opening.is_some() {
        return Ok(round.clone());
    }
    let after = Round { opening: Some(Signature::of(actor, at)), ..round.clone() };
    let change = Change::update(ROUND, round.round.as_str(), round.version, round, &after)?;
    match store::transact(store, Commit::by(actor, BEGIN, key, at).with(change)).await? {
        Outcome::Done => Ok(Round { version: round.version + 1, ..after }),
        // The form was sent twice at one moment.
        Outcome::DoneBefore => Ok(self::round(store, &round.round).await?.ok_or(AppError::NotFound)?),
    }
}

/// Gives every unit of a round its draft with this due date, also where it had one with another.
async fn give_tasks(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    round: &Round,
    due: NaiveDate,
) -> Result<(), Failure> {
    let there: Vec<Submission> = store::select(store, OF_ROUND, [("round", json!(round.round))]).await?;
    let known: BTreeSet<&UnitCode> = there.iter().map(|submission| &submission.unit).collect();
    let asked = |unit: &Unit| unit.is_active() && round.unit_kinds.contains(&unit.kind);
    let wanted = |unit: &Unit| asked(unit) && !known.contains(&unit.code);
    let units: Vec<Unit> = units::all(store).await?.into_iter().filter(wanted).collect();
    let first = |unit: &Unit| (None, first_draft(round, unit, due, Signature::of(actor, at)));
    let dated = |before: &Submission| (Some(before.clone()), Submission { due, ..before.clone() });
    let late = there.iter().filter(|submission| submission.due != due);
    let tasks: Vec<(Option<Submission>, Submission)> = units.iter().map(first).chain(late.map(dated)).collect();
    for chunk in tasks.chunks(CHUNK) {
        let first = chunk.first().map(|(_, submission)| submission.unit.as_str()).unwrap_or_default();
        // Nobody gets a task of a round that was edited or given up meanwhile.
        let same = Merge::into(ROUND, round.round.as_str()).onto("version", json!(round.version));
        let mut commit = Commit::by(actor, "self_check.give_task", format!("{key}.{due}.{first}"), at).merging(same);
        for (before, after) in chunk {
            let id = submission_id(&round.round, &after.unit);
            let change = match before {
                None => Change::create(SUBMISSION, id, after)?,
                Some(before) => Change::update(SUBMISSION, id, before.version, before, after)?,
            };
            commit = commit.with(change).merging(standing(after)?);
        }
        store::transact(store, commit).await?;
    }
    Ok(())
}

fn first_draft(round: &Round, unit: &Unit, due: NaiveDate, signed: Signature) -> Submission {
    Submission {
        round: round.round.clone(),
        season: round.season.clone(),
        unit: unit.code.clone(),
        unit_name: unit.name.clone(),
        unit_kind: unit.kind,
        due,
        state: SubmissionState::Draft,
        answers: BTreeMap::new(),
        self_score: None,
        handed_over: None,
        signed: None,
        returns: Vec::new(),
        accepted: None,
        submitted_on: None,
        days_late: 0,
        story: vec![Event { step: Step::Open, signed, note: None }],
        version: 1,
    }
}

/// Closes a round: what still comes in is late.
///
/// # Errors
/// [`AppError::Stale`], [`AppError::NotAllowedNow`] while a unit is missing that still has time, or a failure of the
/// database.
pub async fn close_round(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    round: &Round,
    seen: u32,
) -> Result<(), Failure> {
    if round.version != seen {
        return done_or_stale(store, actor, "self_check.close_round", key).await;
    }
    let state = state_after(store, round, RoundStep::Close, at).await?;
    let after = Round { state, closed: Some(Signature::of(actor, at)), ..round.clone() };
    let change = Change::update(ROUND, round.round.as_str(), seen, round, &after)?;
    store::transact(store, Commit::by(actor, "self_check.close_round", key, at).with(change)).await?;
    Ok(())
}

/// One step of a submission: who takes it, when, under which key, and the version that they saw.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// When.
    pub at: DateTime<Utc>,
    /// The idempotency key of the form.
    pub key: &'a str,
    /// The version that the person saw.
    pub seen: u32,
}

/// The clerk takes a returned submission up again; a draft stays as it is, for filling in is no fact. Returns the
/// version from now on.
///
/// # Errors
/// As of every step: [`AppError::Stale`], [`AppError::NotAllowedNow`], or a failure of the database.
pub async fn take_up(store: &Store, act: Act<'_>, before: &Submission) -> Result<u32, Failure> {
    if before.state == SubmissionState::Draft {
        return Ok(before.version);
    }
    advance(store, act, before, Step::Edit, None, rules::edit).await?;
    Ok(act.seen + 1)
}

/// The clerk hands a complete submission to the head.
///
/// # Errors
/// As of every step.
pub async fn hand_over(store: &Store, act: Act<'_>, before: &Submission, content: Content) -> Result<(), Failure> {
    advance(store, act, before, Step::HandOver, None, |before, signed| rules::hand_over(before, content, signed)).await
}

/// The head hands it back to the clerk.
///
/// # Errors
/// As of every step.
pub async fn hand_back(store: &Store, act: Act<'_>, before: &Submission, reason: Note) -> Result<(), Failure> {
    let why = Some(reason.to_string());
    advance(store, act, before, Step::HandBack, why, |before, signed| rules::hand_back(before, reason, signed)).await
}

/// The head signs (Art. 15). How late it is follows from the day of `act.at`.
///
/// # Errors
/// As of every step.
pub async fn sign(store: &Store, act: Act<'_>, before: &Submission) -> Result<(), Failure> {
    let calendar = calendar(store).await?;
    let day = chain_day(act.at);
    advance(store, act, before, Step::Sign, None, |before, signed| rules::sign(before, signed, day, &calendar)).await
}

/// The office accepts it.
///
/// # Errors
/// As of every step.
pub async fn accept(store: &Store, act: Act<'_>, before: &Submission) -> Result<(), Failure> {
    advance(store, act, before, Step::Accept, None, rules::accept).await
}

/// The office returns it with remarks by question.
///
/// # Errors
/// As of every step.
pub async fn send_back(
    store: &Store,
    act: Act<'_>,
    before: &Submission,
    remarks: BTreeMap<String, Note>,
    general: Option<Note>,
) -> Result<(), Failure> {
    let why = general.as_ref().map(Note::to_string);
    let back = |before: &Submission, signed: &Signature| rules::send_back(before, remarks, general, signed);
    advance(store, act, before, Step::Return, why, back).await
}

async fn advance(
    store: &Store,
    act: Act<'_>,
    before: &Submission,
    step: Step,
    reason: Option<String>,
    apply: impl FnOnce(&Submission, &Signature) -> Option<Submission>,
) -> Result<(), Failure> {
    if before.version != act.seen {
        return done_or_stale(store, act.actor, action(step), act.key).await;
    }
    let after = apply(before, &Signature::of(act.actor, act.at)).ok_or(AppError::NotAllowedNow)?;
    let id = submission_id(&before.round, &before.unit);
    let mut commit = Commit::by(act.actor, action(step), act.key, act.at);
    commit.reason = reason;
    commit = commit.with(Change::update(SUBMISSION, id, act.seen, before, &after)?).merging(standing(&after)?);
    store::transact(store, commit).await?;
    Ok(())
}

/// The dotted name of a step in the journal.
const fn action(step: Step) -> &'static str {
    match step {
        Step::Open => "self_check.give_task",
        Step::Edit => "self_check.edit",
        Step::HandOver => "self_check.hand_over",
        Step::HandBack => "self_check.hand_back",
        Step::Sign => "self_check.sign",
        Step::Accept => "self_check.accept",
        Step::Return => "self_check.return",
    }
}

/// A version that has passed: either this very form was carried out before, or somebody else was faster.
async fn done_or_stale(store: &Store, actor: &Actor, action: &'static str, key: &str) -> Result<(), Failure> {
    if store::done_before(store, actor, &[action], key).await? { Ok(()) } else { Err(AppError::Stale.into()) }
}

/// The submission's part of how its unit stands in the season.
fn standing(submission: &Submission) -> Result<Merge, Failure> {
    let place = ["self_checks", submission.round.as_str()];
    units::standing_part(&submission.season, &submission.unit, &place, &SubmissionStanding::of(submission))
}

#[cfg(test)]
mod tests;
