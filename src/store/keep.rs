//! Keeping what no journal keeps: drafts, what was tried at a sign-in, credentials.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    Store, StoreError, select,
    transact::{ATTEMPTS, is_conflict, pause},
};

/// Carries out one statement and returns its rows.
///
/// Where it meets another writer's statement on the same record it changed nothing and is tried again. So where the last
/// writer may not simply win, the statement says itself on what it insists: `WHERE revision = $seen`. Facts are written
/// by [`super::transact`] alone.
///
/// # Errors
/// See [`StoreError`].
pub async fn keep<T: DeserializeOwned>(
    store: &Store,
    statement: &'static str,
    bindings: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<Vec<T>, StoreError> {
    let bindings: Vec<_> = bindings.into_iter().collect();
    let mut tried = 1;
    loop {
        match select(store, statement, bindings.clone()).await {
            Err(StoreError::Database(error)) if tried < ATTEMPTS && is_conflict(&error.to_string()) => {
                pause(tried).await;
                tried += 1;
            }
            outcome => return outcome,
        }
    }
}

/// As [`keep`], for a statement whose rows nobody wants.
///
/// # Errors
/// See [`StoreError`].
pub async fn put(
    store: &Store,
    statement: &'static str,
    bindings: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<(), StoreError> {
    keep::<Value>(store, statement, bindings).await?;
    Ok(())
}
