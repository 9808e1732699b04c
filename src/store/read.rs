//! Reading records as the models that they are stored as.

use serde::de::DeserializeOwned;
use serde_json::Value;
use surrealdb::types::RecordId;
use thiserror::Error;

use super::Store;
#[cfg(debug_assertions)]
use super::compared;

/// Why a read, or the keeping of a draft, did not come about.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database could not be reached, or refused the query.
    #[error("the database answered: {0}")]
    Database(#[from] surrealdb::Error),
    /// A row is not what the program writes: somebody changed the table by hand, or a migration is missing.
    #[error("a row of {query} is malformed: {cause}")]
    Malformed {
        /// The query.
        query: &'static str,
        /// What does not fit.
        cause: serde_json::Error,
    },
}

const ONE: &str = "SELECT * OMIT id FROM ONLY type::record($table, $id)";

/// By the ids themselves, which no index needs to know; the condition leaves out those that are not there.
const SEVERAL: &str = "SELECT * OMIT id FROM $records WHERE version >= 1 LIMIT $limit";

/// The record with this id, or `None`.
///
/// # Errors
/// See [`StoreError`].
pub async fn load<T: DeserializeOwned>(store: &Store, table: &'static str, id: &str) -> Result<Option<T>, StoreError> {
    let mut response = store.query(ONE).bind(("table", table)).bind(("id", id.to_owned())).await?;
    let row: Option<Value> = response.take(0)?;
    row.filter(|row| !row.is_null()).map(|row| model(ONE, row)).transpose()
}

/// Those of the records with these ids that there are, in whatever order.
///
/// # Errors
/// See [`StoreError`].
pub async fn load_several<T: DeserializeOwned>(
    store: &Store,
    table: &'static str,
    ids: &[&str],
) -> Result<Vec<T>, StoreError> {
    let records: Vec<RecordId> = ids.iter().map(|id| RecordId::new(table, *id)).collect();
    let query = store.query(SEVERAL).bind(("records", records)).bind(("limit", ids.len()));
    let rows: Vec<Value> = query.await?.take(0)?;
    rows.into_iter().map(|row| model(SEVERAL, row)).collect()
}

/// The rows of a query, in its order. The query must have a LIMIT and a stable ORDER BY, and omit `id`.
///
/// # Errors
/// See [`StoreError`].
pub async fn select<T: DeserializeOwned>(
    store: &Store,
    query: &'static str,
    bindings: impl IntoIterator<Item = (&'static str, Value)>,
) -> Result<Vec<T>, StoreError> {
    let bindings: Vec<(&'static str, Value)> = bindings.into_iter().collect();
    let mut request = store.query(query);
    #[cfg(debug_assertions)]
    let asked = bindings.clone();
    for (name, value) in bindings {
        request = request.bind((name, value));
    }
    let rows: Vec<Value> = request.await?.take(0)?;
    #[cfg(debug_assertions)]
    compared::compare(store, query, &asked, &rows).await?;
    rows.into_iter().map(|row| model(query, row)).collect()
}

pub(super) fn model<T: DeserializeOwned>(query: &'static str, row: Value) -> Result<T, StoreError> {
    serde_json::from_value(row).map_err(|cause| StoreError::Malformed { query, cause })
}
