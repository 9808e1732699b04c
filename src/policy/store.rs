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

/// Sets for how many years a former post recuses. It holds from now on wherever recusal is asked for: when groups are
/// formed, a draw is prepared, a visit is arranged and a notice is sent. What a commitment has published stands as it was.
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
    if before.version != seen {
        return Err(AppError::Stale.into());
    }
    let after = Policy { former_unit_years, ..before.clone() };
    let change = match before.version {
        0 => Change::create(TABLE, DISTRICT, &Policy { version: 1, ..after })?,
        version => Change::update(TABLE, DISTRICT, version, &before, &after)?,
    };
    match store::transact(store, commit.because(reason.as_str()).with(change)).await.map_err(Failure::from) {
        // Somebody else set it for the first time at the same moment.
        Err(Failure::Refused(AppError::Exists)) => Err(AppError::Stale.into()),
        done => done.map(drop),
    }
}
