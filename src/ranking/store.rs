//! Editions of the ranking in the database, and the summary rows that they are computed from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::{
    model::{
        Compared, Computation, EditionInputs, EditionLine, Meeting, Publication, RankingRound, RankingState, Reasoned,
        Scope, Step, UnitStanding,
    },
    round,
    rules::{Inputs, Rule, UnitInput, Violation, compute as rank},
    stability::stability,
};
use crate::{
    error::AppError,
    inspection::plan,
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        calendar::WorkCalendar,
        ids::SeasonId,
        season,
        text::Note,
    },
    store::{self, Change, Commit, Failure, Store, TransactError},
    unit::{model::Unit, store as units},
    working_day,
};

const TABLE: &str = "ranking";

const EDITIONS: &str = "SELECT * OMIT id FROM ranking WHERE season = $season ORDER BY edition DESC LIMIT 100";
const LATEST: &str = "SELECT * OMIT id FROM ranking WHERE season = $season ORDER BY edition DESC LIMIT 1";
const PUBLISHED_BEFORE: &str = "SELECT * OMIT id FROM ranking WHERE season < $season AND published != NONE
    ORDER BY season DESC, edition DESC LIMIT 1";
const NEWEST: &str = "SELECT * OMIT id FROM ranking ORDER BY season DESC, edition DESC LIMIT $limit";
const LINES: &str = "SELECT season, edition, state, published FROM ranking
    ORDER BY season DESC, edition DESC LIMIT 100";
const INPUTS: &str = "SELECT season, edition, computation.inputs AS inputs FROM ranking
    WHERE season = $season AND edition = $edition ORDER BY season, edition LIMIT 1";
const STANDINGS: &str = "SELECT * OMIT id FROM unit_standing WHERE season = $season ORDER BY unit LIMIT 5000";
const SEASONS: &str = "SELECT season FROM unit_standing GROUP BY season ORDER BY season DESC LIMIT 50";

/// An edition.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, season: &SeasonId, edition: u32) -> Result<Option<RankingRound>, Failure> {
    Ok(store::load(store, TABLE, &RankingRound::id(season, edition)).await?)
}

/// The newest edition of a season; none while scores are collected.
///
/// # Errors
/// When the database cannot be read.
pub async fn latest(store: &Store, season: &SeasonId) -> Result<Option<RankingRound>, Failure> {
    Ok(store::select(store, LATEST, [("season", json!(season))]).await?.pop())
}

/// The editions of a season, newest first, at most 100.
///
/// # Errors
/// When the database cannot be read.
pub async fn editions(store: &Store, season: &SeasonId) -> Result<Vec<RankingRound>, Failure> {
    Ok(store::select(store, EDITIONS, [("season", json!(season))]).await?)
}

/// The last edition that was published for an earlier season.
///
/// # Errors
/// When the database cannot be read.
pub async fn published_before(store: &Store, season: &SeasonId) -> Result<Option<RankingRound>, Failure> {
    Ok(store::select(store, PUBLISHED_BEFORE, [("season", json!(season))]).await?.pop())
}

/// The edition with which this one compares its places.
///
/// # Errors
/// When the database cannot be read.
pub async fn compared(store: &Store, round: &RankingRound) -> Result<Option<RankingRound>, Failure> {
    match &round.computation.compared_with {
        Some(Compared { season, edition }) => load(store, season, *edition).await,
        None => Ok(None),
    }
}

/// The newest editions of all seasons, newest season first, at most `limit`.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest(store: &Store, limit: usize) -> Result<Vec<RankingRound>, Failure> {
    Ok(store::select(store, NEWEST, [("limit", json!(limit))]).await?)
}

/// The newest editions of all seasons without what was computed, newest season first, at most 100.
///
/// # Errors
/// When the database cannot be read.
pub async fn lines(store: &Store) -> Result<Vec<EditionLine>, Failure> {
    Ok(store::select(store, LINES, []).await?)
}

/// The components of the units that an edition was computed from, without anything else of it; none where there is no
/// such edition.
///
/// # Errors
/// When the database cannot be read.
pub async fn units_of(store: &Store, season: &SeasonId, edition: u32) -> Result<Vec<UnitInput>, Failure> {
    let bindings = [("season", json!(season)), ("edition", json!(edition))];
    let found: Option<EditionInputs> = store::select(store, INPUTS, bindings).await?.pop();
    Ok(found.map(|found| found.inputs.units).unwrap_or_default())
}

/// How the units stand in a season, in order of their codes, at most 5,000.
///
/// # Errors
/// When the database cannot be read.
pub async fn standings(store: &Store, season: &SeasonId) -> Result<Vec<UnitStanding>, Failure> {
    Ok(store::select(store, STANDINGS, [("season", json!(season))]).await?)
}

/// The seasons in which anything is known of a unit, newest first, at most 50.
///
/// # Errors
/// When the database cannot be read.
pub async fn seasons(store: &Store) -> Result<Vec<SeasonId>, Failure> {
    #[derive(serde::Deserialize)]
    struct Row {
        season: SeasonId,
    }
    let rows: Vec<Row> = store::select(store, SEASONS, []).await?;
    Ok(rows.into_iter().map(|row| row.season).collect())
}

/// The ranking by this rule as the records stand at this instant, without keeping it.
///
/// # Errors
/// When the database cannot be read, or when what it holds cannot be ranked.
pub async fn collect(
    store: &Store,
    season: &SeasonId,
    rule: Rule,
    rule_because: Option<Note>,
    at: DateTime<Utc>,
) -> Result<Computation, Failure> {
    let standings = standings(store, season).await?;
    let units = round::units_of_season(units::all(store).await?, &standings);
    let compared_with = last_published(store, season).await?;
    let calendar = working_day::store::calendar(store).await?;
    ranked(recorded(season, &units, &standings, at, &calendar), rule, rule_because, compared_with)
}

/// The edition with which a ranking that is computed now compares its places.
async fn last_published(store: &Store, season: &SeasonId) -> Result<Option<Compared>, Failure> {
    let before = published_before(store, season).await?;
    Ok(before.map(|before| Compared { season: before.season, edition: before.edition }))
}

/// The components as the records have them.
fn recorded(
    season: &SeasonId,
    units: &[Unit],
    standings: &[UnitStanding],
    at: DateTime<Utc>,
    calendar: &WorkCalendar,
) -> Components {
    let as_of = chain_day(at);
    let by_unit: BTreeMap<&str, &UnitStanding> =
        standings.iter().map(|standing| (standing.unit.as_str(), standing)).collect();
    let standing = |unit: &Unit| by_unit.get(unit.code.as_str()).copied();
    let inputs = units.iter().map(|unit| round::components(unit, standing(unit), as_of, calendar)).collect();
    let inputs = Inputs { season: season.to_string(), units: inputs };
    let names = units.iter().map(|unit| (unit.code.to_string(), unit.short_name.to_string())).collect();
    Components { inputs, names, as_of }
}

fn ranked(
    from: Components,
    rule: Rule,
    rule_because: Option<Note>,
    compared_with: Option<Compared>,
) -> Result<Computation, Failure> {
    let Components { inputs, names, as_of } = from;
    let result = rank(&inputs, &rule).map_err(|violations| unrankable(&violations))?;
    let bands = stability(&inputs, &rule).map_err(|violations| unrankable(&violations))?;
    Ok(Computation { as_of, rule, rule_because, inputs, names, result, bands, compared_with })
}

fn unrankable(violations: &[Violation]) -> Failure {
    let reasons: Vec<String> = violations.iter().map(ToString::to_string).collect();
    Failure::internal(format!("the season cannot be ranked: {}", reasons.join("; ")))
}

/// The components of a season's units, from the records or as somebody hands them over, on a day.
#[derive(Debug, Clone)]
pub(crate) struct Components {
    /// The components.
    pub(crate) inputs: Inputs,
    /// The short names of the units by code.
    pub(crate) names: BTreeMap<String, String>,
    /// The day for which they hold.
    pub(crate) as_of: NaiveDate,
}

/// Opens the first edition of a season whose scores were collected before there was this system: nothing of it stands in
/// the records, so its components are handed over. From here on it takes the way of every ranking.
///
/// # Errors
/// [`AppError::Exists`] where the season has a ranking, or as [`compute`].
pub(crate) async fn take_over(
    store: &Store,
    by: &Actor,
    at: DateTime<Utc>,
    key: &str,
    season: &SeasonId,
    handed_over: Components,
) -> Result<(), Failure> {
    require(by, None, Step::Compute)?;
    let compared_with = last_published(store, season).await?;
    let computation = ranked(handed_over, Rule::default(), None, compared_with)?;
    let first = round::opened(season.clone(), 1, computation, Signature::of(by, at), None);
    let change = Change::create(TABLE, RankingRound::id(season, 1), &first)?;
    store::transact(store, Commit::by(by, "ranking.take_over", key, at).with(change)).await?;
    Ok(())
}

/// The rule by which a season is ranked, and why it is that one: that of its newest edition, else that of the last season
/// that was published, else the default.
///
/// # Errors
/// When the database cannot be read.
pub async fn rule_in_force(store: &Store, season: &SeasonId) -> Result<(Rule, Option<Note>), Failure> {
    let newest = latest(store, season).await?;
    in_force(store, season, newest.as_ref()).await
}

async fn in_force(
    store: &Store,
    season: &SeasonId,
    newest: Option<&RankingRound>,
) -> Result<(Rule, Option<Note>), Failure> {
    let before = if newest.is_none() { published_before(store, season).await? } else { None };
    let computation = newest.or(before.as_ref()).map(|round| &round.computation);
    let rule = |computation: &Computation| (computation.rule.clone(), computation.rule_because.clone());
    Ok(computation.map_or_else(|| (Rule::default(), None), rule))
}

/// Computes a season's ranking, for the first time or again. `seen` is the version of the newest edition that the
/// person saw, 0 where there was none; `rule` replaces the rule in force, with the reason.
///
/// # Errors
/// [`AppError::NotAllowedNow`] once it is tabled, or where nothing of the season is known; [`AppError::Stale`] or
/// [`AppError::Exists`] where somebody else was faster, or a failure of the database.
pub async fn compute(
    store: &Store,
    by: &Actor,
    at: DateTime<Utc>,
    key: &str,
    season: &SeasonId,
    seen: u32,
    rule: Option<(Rule, Note)>,
) -> Result<(), Failure> {
    let before = latest(store, season).await?;
    let known = if before.is_none() { standings(store, season).await? } else { Vec::new() };
    let Some(commit) = store::begin(store, by, "ranking.compute", key, at).await? else { return Ok(()) };
    require(by, before.as_ref(), Step::Compute)?;
    if !round::has_begun(before.as_ref(), &known) {
        return Err(AppError::NotAllowedNow.into());
    }
    let (rule, because) = match rule {
        Some((rule, because)) => (rule, Some(because)),
        None => in_force(store, season, before.as_ref()).await?,
    };
    let computation = collect(store, season, rule, because, at).await?;
    let signed = Signature::of(by, at);
    let change = match &before {
        // A form that saw nothing creates; anybody else's finds the record.
        _ if seen == 0 => {
            let first = round::opened(season.clone(), 1, computation, signed, None);
            Change::create(TABLE, RankingRound::id(season, 1), &first)?
        }
        None => return Err(AppError::Stale.into()),
        Some(before) => {
            let after = round::computed_again(before, computation, signed).ok_or(AppError::NotAllowedNow)?;
            update(before, seen, &after)?
        }
    };
    store::transact(store, commit.with(change)).await?;
    Ok(())
}

/// Puts the newest edition before the special meeting; from now on nothing in it moves.
///
/// # Errors
/// As [`compute`].
pub async fn table(
    store: &Store,
    by: &Actor,
    at: DateTime<Utc>,
    key: &str,
    season: &SeasonId,
    seen: u32,
) -> Result<(), Failure> {
    let before = newest_of(store, season).await?;
    let Some(commit) = store::begin(store, by, "ranking.table", key, at).await? else { return Ok(()) };
    require(by, Some(&before), Step::Table)?;
    let after = round::tabled(&before, Signature::of(by, at));
    advance(store, commit, &before, seen, after).await
}

/// Sends the edition back from the meeting, to be computed again.
///
/// # Errors
/// As [`compute`].
pub async fn send_back(
    store: &Store,
    by: &Actor,
    at: DateTime<Utc>,
    key: &str,
    season: &SeasonId,
    seen: u32,
    because: Note,
) -> Result<(), Failure> {
    let before = newest_of(store, season).await?;
    let Some(commit) = store::begin(store, by, "ranking.send_back", key, at).await? else { return Ok(()) };
    require(by, Some(&before), Step::SendBack)?;
    let after = round::sent_back(&before, Reasoned { because: because.clone(), signed: Signature::of(by, at) });
    advance(store, commit.because(because.to_string()), &before, seen, after).await
}

/// Records the special meeting (Art. 12).
///
/// # Errors
/// As [`compute`].
pub async fn record_meeting(
    store: &Store,
    by: &Actor,
    at: DateTime<Utc>,
    key: &str,
    season: &SeasonId,
    seen: u32,
    meeting: Meeting,
) -> Result<(), Failure> {
    let before = newest_of(store, season).await?;
    let Some(commit) = store::begin(store, by, "ranking.record_meeting", key, at).await? else { return Ok(()) };
    require(by, Some(&before), Step::RecordMeeting)?;
    let after = round::met(&before, meeting);
    advance(store, commit, &before, seen, after).await
}

/// Adopts the edition on the recorded meeting's decision.
///
/// # Errors
/// As [`compute`].
pub async fn adopt(
    store: &Store,
    by: &Actor,
    at: DateTime<Utc>,
    key: &str,
    season: &SeasonId,
    seen: u32,
) -> Result<(), Failure> {
    let before = newest_of(store, season).await?;
    let Some(commit) = store::begin(store, by, "ranking.adopt", key, at).await? else { return Ok(()) };
    require(by, Some(&before), Step::Adopt)?;
    let after = round::adopted(&before, Signature::of(by, at));
    advance(store, commit, &before, seen, after).await
}

/// Publishes the adopted edition to a scope.
///
/// # Errors
/// As [`compute`].
pub async fn publish(
    store: &Store,
    by: &Actor,
    at: DateTime<Utc>,
    key: &str,
    season: &SeasonId,
    seen: u32,
    scope: Scope,
) -> Result<(), Failure> {
    let before = newest_of(store, season).await?;
    let Some(commit) = store::begin(store, by, "ranking.publish", key, at).await? else { return Ok(()) };
    require(by, Some(&before), Step::Publish)?;
    let after = round::published(&before, Publication { scope, signed: Signature::of(by, at) });
    advance(store, commit, &before, seen, after).await
}

/// Marks the published edition as corrected and opens the next one, computed from the records of this instant. Both
/// happen together or not at all.
///
/// # Errors
/// As [`compute`].
pub async fn correct(
    store: &Store,
    by: &Actor,
    at: DateTime<Utc>,
    key: &str,
    season: &SeasonId,
    seen: u32,
    because: Note,
) -> Result<(), Failure> {
    let before = newest_of(store, season).await?;
    let Some(commit) = store::begin(store, by, "ranking.correct", key, at).await? else { return Ok(()) };
    require(by, Some(&before), Step::Correct)?;
    let reason = Reasoned { because: because.clone(), signed: Signature::of(by, at) };
    let after = round::corrected(&before, reason.clone()).ok_or(AppError::NotAllowedNow)?;
    let rule = before.computation.rule.clone();
    let computation = collect(store, season, rule, before.computation.rule_because.clone(), at).await?;
    let edition = before.edition.saturating_add(1);
    let next = round::opened(season.clone(), edition, computation, Signature::of(by, at), Some(reason));
    let commit = commit.because(because.to_string()).with(update(&before, seen, &after)?).with(Change::create(
        TABLE,
        RankingRound::id(season, edition),
        &next,
    )?);
    store::transact(store, commit).await?;
    Ok(())
}

/// Every season of which anything is known, newest first: those with standings and those with a ranking.
///
/// # Errors
/// When the database cannot be read.
pub async fn known_seasons(store: &Store) -> Result<Vec<SeasonId>, Failure> {
    known_beside(store, &lines(store).await?).await
}

/// As [`known_seasons`], for whoever has read the editions.
///
/// # Errors
/// When the database cannot be read.
pub async fn known_beside(store: &Store, editions: &[EditionLine]) -> Result<Vec<SeasonId>, Failure> {
    let mut known: BTreeSet<SeasonId> = seasons(store).await?.into_iter().collect();
    known.extend(editions.iter().map(|edition| edition.season.clone()));
    Ok(known.into_iter().rev().collect())
}

/// The season that is shown where none is named, of those that are known: the one under way, or the newest while nothing
/// is known of that.
///
/// # Errors
/// When the database cannot be read.
pub async fn season_shown(store: &Store, known: &[SeasonId], today: NaiveDate) -> Result<SeasonId, Failure> {
    let under_way = plan::store::views::season_under_way(store, today).await?;
    Ok(season::shown(known, &under_way).cloned().unwrap_or(under_way))
}

/// The state of a season: that of its newest edition.
#[must_use]
pub fn state_of(round: Option<&RankingRound>) -> RankingState {
    round.map_or(RankingState::Collecting, |round| round.state)
}

async fn newest_of(store: &Store, season: &SeasonId) -> Result<RankingRound, Failure> {
    latest(store, season).await?.ok_or_else(|| AppError::NotFound.into())
}

/// The same question that the page asks for its buttons.
fn require(by: &Actor, round: Option<&RankingRound>, step: Step) -> Result<(), Failure> {
    crate::kernel::permit::check(by, round::right(step), crate::kernel::permit::Subject::DISTRICT)?;
    if round::allowed(by, round, step) { Ok(()) } else { Err(AppError::NotAllowedNow.into()) }
}

async fn advance(
    store: &Store,
    commit: Commit,
    before: &RankingRound,
    seen: u32,
    after: Option<RankingRound>,
) -> Result<(), Failure> {
    let after = after.ok_or(AppError::NotAllowedNow)?;
    store::transact(store, commit.with(update(before, seen, &after)?)).await?;
    Ok(())
}

fn update(before: &RankingRound, seen: u32, after: &RankingRound) -> Result<Change, TransactError> {
    Change::update(TABLE, RankingRound::id(&before.season, before.edition), seen, before, after)
}
