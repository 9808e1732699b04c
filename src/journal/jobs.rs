//! Sealing finished days: what the server does at its start and once an hour.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{chain::chain_day, store};
use crate::{
    server::clock,
    store::{Failure, Store},
};

/// So often it is looked whether a day is over.
const HOUR: Duration = Duration::from_secs(3600);

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

/// Seals finished days at once and every hour, until the task is dropped. A failure is logged and tried again.
pub async fn seal_again_and_again(store: Store) {
    let mut turns = tokio::time::interval(HOUR);
    loop {
        turns.tick().await;
        match seal_finished_days(&store, clock::now()).await {
            Ok(0) => {}
            Ok(days) => tracing::info!(days, "finished days were sealed"),
            Err(error) => tracing::error!(%error, "finished days could not be sealed"),
        }
    }
}
