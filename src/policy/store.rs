//! The settings in the database: table `policy`, one row for the district.

use chrono::{DateTime, Utc};

use super::model::Policy;
use crate::{
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

/// Sets for how many years a former post recuses. It holds for groups that are formed and draws that are prepared from
/// now on: what a commitment has published stands as it was.
///
/// # Errors
/// [`AppError::Stale`](crate::error::AppError::Stale) when the settings changed since `seen`, or a failure of the
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
        return Err(crate::error::AppError::Stale.into());
    }
    let after = Policy { former_unit_years, ..before.clone() };
    let change = match before.version {
        0 => Change::create(TABLE, DISTRICT, &Policy { version: 1, ..after })?,
        version => Change::update(TABLE, DISTRICT, version, &before, &after)?,
    };
    store::transact(store, commit.because(reason.as_str()).with(change)).await?;
    Ok(())
}
