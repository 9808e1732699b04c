//! The hash function of the journal: chosen once, at the first start and before the first entry, for a journal is never of
//! two kinds.

use serde::Deserialize;
use serde_json::json;

use super::{OpenError, Store, StoreError, load, put, ready};
use crate::journal::chain::HashKind;

const TABLE: &str = "journal_hash";

/// The id of the only row.
const CHOSEN: &str = "chosen";

const CHOOSE: &str = "INSERT IGNORE INTO journal_hash $row";

impl Store {
    /// The hash function of the journal.
    #[must_use]
    pub const fn journal_hash(&self) -> HashKind {
        self.journal_hash
    }

    /// Lets the setting choose the hash function of the journal, where nothing is chosen yet; where it was chosen, and the
    /// setting is another, the database is not for use. Without a setting a new journal is chained by SHA-256.
    ///
    /// # Errors
    /// [`OpenError::OtherHash`], or when the database cannot be read or written.
    pub async fn chained_by(self, wanted: Option<HashKind>) -> Result<Self, OpenError> {
        let journal_hash = match chosen(&self).await.map_err(unread)? {
            Some(chosen) => chosen,
            None => choose(&self, wanted.unwrap_or_default()).await.map_err(unread)?,
        };
        match wanted {
            Some(wanted) if wanted != journal_hash => Err(OpenError::OtherHash { chosen: journal_hash, wanted }),
            Some(_) | None => Ok(Self { journal_hash, ..self }),
        }
    }
}

/// What was chosen; `None` before the first start, and in a database that was begun when there was nothing to choose.
pub(super) async fn chosen(store: &Store) -> Result<Option<HashKind>, StoreError> {
    #[derive(Deserialize)]
    struct Row {
        hash: HashKind,
    }
    let row: Option<Row> = load(store, TABLE, CHOSEN).await?;
    Ok(row.map(|row| row.hash))
}

/// Chooses. A journal that has entries already was begun with SHA-256, when there was nothing else.
async fn choose(store: &Store, wanted: HashKind) -> Result<HashKind, StoreError> {
    let entries: Vec<i64> = store.query(ready::ANY).await?.take(0)?;
    let hash = if entries.is_empty() { wanted } else { HashKind::Sha256 };
    put(store, CHOOSE, [("row", json!({"id": CHOSEN, "hash": hash}))]).await?;
    // Another machine may have chosen meanwhile; then its choice stays.
    Ok(chosen(store).await?.unwrap_or(hash))
}

pub(super) fn unread(error: StoreError) -> OpenError {
    OpenError::HashUnread(Box::new(error))
}
