//! Sealing finished days: what the server does at its start and once an hour.

use chrono::{DateTime, TimeDelta, Utc};

use super::{chain::chain_day, store};
use crate::store::{Failure, Store};

/// A command takes its instant before it is written, so a day is sealed only when even a slow one has arrived.
const GRACE_MINUTES: i64 = 10;

/// Seals every day that is over and has entries, in order; a day that is sealed already is left as it is, so the job
/// may run at any time and on several machines. Answers how many days it sealed.
///
/// # Errors
/// When the database cannot be read or written; what was sealed until then stays, and the next run goes on.
pub async fn seal_finished_days(store: &Store, now: DateTime<Utc>) -> Result<usize, Failure> {
    let unfinished = chain_day(now - TimeDelta::minutes(GRACE_MINUTES));
    store::seal_before(store, unfinished, now).await
}
