//! Rounds: how one is prepared, edited, given up and closed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;

use super::{
    super::{
        form,
        model::{AreaWeights, Round, RoundState},
        rules::{self, NewRound, RoundStep, RoundTerms},
    },
    ROUND, done_or_stale, tallies,
};
use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        calendar::{Deadline, WorkCalendar},
        ids::{RoundId, SeasonId},
        text::Note,
        unit_kind::{Area, UnitKind},
    },
    store::{self, Change, Commit, Failure, Outcome, Store},
    unit::store as units,
};

/// The name under which the journal keeps that a round was prepared.
const DRAFT: &str = "self_check.draft_round";

const HOW_MANY: &str = "SELECT count() AS rounds FROM check_round WHERE season = $season GROUP ALL";
const STANDARD: &str = "SELECT sheet, edition FROM score_standard ORDER BY edition DESC LIMIT 1";

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
            super::round(store, &drafted).await?.ok_or_else(|| AppError::NotFound.into())
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
pub(in crate::self_check) async fn weights(store: &Store) -> Result<AreaWeights, Failure> {
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

/// The state of a round after a step that is allowed now, as its submissions stand.
async fn state_after(store: &Store, round: &Round, step: RoundStep, at: DateTime<Utc>) -> Result<RoundState, Failure> {
    let tally = tallies(store, std::slice::from_ref(&round.round)).await?;
    let missing = tally.get(&round.round).map_or(0, |tally| tally.missing);
    let allowed = rules::round_allows(round, step, missing, chain_day(at));
    let state = rules::next_round(round.state, step).filter(|_| allowed);
    state.ok_or_else(|| AppError::NotAllowedNow.into())
}
