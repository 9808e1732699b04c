//! Forgetting old jobs: what the server does at its start and once an hour.

use std::time::Duration;

use super::store;
use crate::{server::clock, store::Store};

/// So often old jobs are forgotten.
const HOUR: Duration = Duration::from_secs(3600);

/// Forgets old jobs at once and every hour, until the task is dropped. A failure is logged and tried again.
pub async fn forget_again_and_again(store: Store) {
    let mut turns = tokio::time::interval(HOUR);
    loop {
        turns.tick().await;
        if let Err(error) = store::sweep(&store, clock::now()).await {
            tracing::warn!(%error, "old jobs could not be forgotten");
        }
    }
}
