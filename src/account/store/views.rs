//! What a person has saved: table `saved_view`, one row for each person.

use chrono::{DateTime, Utc};

use crate::{
    account::views::SavedViews,
    error::AppError,
    kernel::{actor::Actor, ids::AccountId},
    store::{self, Change, Failure, Store},
};

const TABLE: &str = "saved_view";

/// What a person has saved; nothing where nothing ever was.
///
/// # Errors
/// When the database cannot be read.
pub async fn load_views(store: &Store, account: &AccountId) -> Result<SavedViews, Failure> {
    Ok(store::load(store, TABLE, account.as_str()).await?.unwrap_or_default())
}

/// Saves what `change` makes of what the person has saved.
///
/// # Errors
/// What `change` refuses; [`AppError::Stale`] when it was changed since `seen`, or a failure of the database.
pub async fn save_views(
    store: &Store,
    actor: &Actor,
    action: &'static str,
    at: DateTime<Utc>,
    key: &str,
    seen: u32,
    change: impl FnOnce(SavedViews) -> Result<SavedViews, AppError>,
) -> Result<(), Failure> {
    let Some(commit) = store::begin(store, actor, action, key, at).await? else { return Ok(()) };
    let before = load_views(store, &actor.account).await?;
    let after = change(before.clone())?;
    let change = match seen {
        0 => Change::create(TABLE, actor.account.as_str(), &SavedViews { version: 1, ..after })?,
        seen => Change::update(TABLE, actor.account.as_str(), seen, &before, &after)?,
    };
    match store::transact(store, commit.with(change)).await.map_err(Failure::from) {
        // Another window of theirs has saved the first.
        Err(Failure::Refused(AppError::Exists)) => Err(AppError::Stale.into()),
        done => done.map(drop),
    }
}
