//! Reading a whole table without holding it.

use std::ops::Bound;

use serde::de::DeserializeOwned;
use serde_json::Value;
use surrealdb::types::{RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue as _};

use super::{Store, StoreError, read::model};

/// A table in the order of its keys, some rows at a time.
///
/// Its query reads `FROM $records LIMIT $page` and selects `record::id(id) AS record_key` beside what is wanted. Records
/// come in the order of their keys by themselves; sorting them again would read the rest of the table for every page.
pub struct Walk<'a> {
    store: &'a Store,
    query: &'static str,
    table: String,
    page: usize,
    after: Option<RecordIdKey>,
    is_over: bool,
}

impl<'a> Walk<'a> {
    /// A walk from the first record on, `page` rows at a time.
    pub fn new(store: &'a Store, query: &'static str, table: impl Into<String>, page: usize) -> Self {
        Self { store, query, table: table.into(), page, after: None, is_over: false }
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn next<T: DeserializeOwned>(&mut self) -> Result<Vec<T>, StoreError> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let start = self.after.take().map_or(Bound::Unbounded, Bound::Excluded);
        let records = RecordId::new(self.table.as_str(), RecordIdKeyRange { start, end: Bound::Unbounded });
        let query = self.store.query(self.query).bind(("records", records)).bind(("page", self.page));
        let rows: Vec<Value> = query.await?.take(0)?;
        self.is_over = rows.is_empty();
        if let Some(last) = rows.last() {
            let key = last["record_key"].clone().into_value();
            self.after = Some(RecordIdKey::from_value(key)?);
        }
        rows.into_iter().map(|row| model(self.query, row)).collect()
    }
}
