//! Rounds and submissions in the database: tables `check_round` and `submission`, and the part `self_checks` of
//! `unit_standing`.

/// Lists and counts of submissions.
mod lists;

/// From the draft of a round to its end.
mod rounds;

/// A round gives every unit its task.
mod opening;

/// The steps of a submission.
mod submissions;

use serde::Deserialize;
use serde_json::json;

pub use lists::{
    Filter, LINES_A_PAGE, WantedStanding, beside, lines, lines_and_found, of_unit, tallies, tally_of_kind,
};
pub use opening::open_round;
pub(super) use rounds::weights;
pub use rounds::{close_round, discard_round, draft_round, due, edit_round, unit_counts};
pub use submissions::{Act, accept, hand_back, hand_over, send_back, sign, take_up};

use super::{
    form::{self, CheckForm},
    model::{Round, Submission, SubmissionStanding, submission_id},
};
use crate::{
    error::AppError,
    kernel::{
        actor::Actor,
        ids::{RoundId, SeasonId, UnitCode},
    },
    store::{self, Failure, Merge, Store},
    unit::store as units,
};

const ROUND: &str = "check_round";
pub(super) const SUBMISSION: &str = "submission";

/// The most rounds of a list.
const ROUNDS_SHOWN: usize = 50;

/// Within a season the longer id has the greater number.
const ROUNDS: &str = "SELECT *, string::len(round) AS digits OMIT id FROM check_round WHERE state != 'discarded'
    ORDER BY season DESC, digits DESC, round DESC LIMIT $limit";
const UNFINISHED_SEASONS: &str = "SELECT season FROM check_round WHERE state IN ['draft', 'open']
    GROUP BY season ORDER BY season DESC LIMIT 50";
const WHOLE_OF_UNIT: &str = "SELECT * OMIT id FROM submission WHERE unit = $unit ORDER BY due, round LIMIT 1000";

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
