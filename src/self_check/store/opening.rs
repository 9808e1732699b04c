//! How a round is opened: every unit of its kinds gets its draft, some at a time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::{
    super::{
        model::{Event, Round, Step, Submission, SubmissionState, submission_id},
        rules::{self, RoundStep},
    },
    ROUND, SUBMISSION, done_or_stale, due, standing,
};
use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        ids::UnitCode,
    },
    store::{self, Change, Commit, Failure, Merge, Outcome, Store},
    unit::{model::Unit, store as units},
    working_day::store::calendar,
};

/// The name under which it keeps that the opening of a round was begun.
const BEGIN: &str = "self_check.begin_opening";

/// The most submissions that one transaction creates, so that opening a large round holds nobody up.
const CHUNK: usize = 100;

const OF_ROUND: &str = "SELECT * OMIT id FROM submission WHERE round = $round ORDER BY unit LIMIT 5000";

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
pub(super) async fn begin_opening(
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
        Outcome::DoneBefore => Ok(super::round(store, &round.round).await?.ok_or(AppError::NotFound)?),
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

pub(super) fn first_draft(round: &Round, unit: &Unit, due: NaiveDate, signed: Signature) -> Submission {
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
