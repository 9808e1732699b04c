//! Whether the database answers at all.

use super::{Failure, Store};

/// Answers one row where there is any entry of the journal.
pub(super) const ANY: &str = "SELECT VALUE seq FROM journal_head LIMIT 1";

/// Reads one row, or finds that there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn check(store: &Store) -> Result<(), Failure> {
    store.query(ANY).await?.check()?;
    Ok(())
}
