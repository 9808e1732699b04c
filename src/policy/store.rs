//! The settings in the database: table `policy`, one row for the district.

use chrono::{DateTime, Utc};

use super::model::Policy;
use crate::{
    error::AppError,
    kernel::{actor::Actor, text::Note},
    store::{self, Change, Failure, Store},
};

const TABLE: &str = "policy";
const DISTRICT: &str = "district";

/// What is set; the defaults where nothing ever was.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store) -> Result<Policy, Failure> {
    Ok(store::load(store, TABLE, DISTRICT).await?.unwrap_or_default())
}

/// The name of the settings among all records, as the journal uses it.
#[must_use]
pub fn record() -> String {
    format!("{TABLE}:{DISTRICT}")
}

/// Sets for how many years a former post recuses. It holds from now on wherever recusal is asked for: where a plan's
/// page speaks of its groups, and when a draw is prepared, a visit arranged, a notice sent, a unit checked. What a
/// commitment has published stands as it was.
///
/// # Errors
/// [`AppError::Stale`] when the settings changed since `seen`, or a failure of the
/// database.
pub async fn set(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    seen: u32,
    former_unit_years: Option<u16>,
    reason: &Note,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, "policy.set", key, at).await? else { return Ok(()) };
    let before = load(store).await?;
    let after = Policy { former_unit_years, ..before.clone() };
    // What was seen is compared as it is written: a form that is sent twice is not told that it overtook itself.
    let change = match seen {
        0 => Change::create(TABLE, DISTRICT, &Policy { version: 1, ..after })?,
        seen => Change::update(TABLE, DISTRICT, seen, &before, &after)?,
    };
    match store::transact(store, commit.because(reason.as_str()).with(change)).await.map_err(Failure::from) {
        // Somebody else has set it for the first time.
        Err(Failure::Refused(AppError::Exists)) => Err(AppError::Stale.into()),
        done => done.map(drop),
    }
}
