//! The replay of a season, process by process. Each record's own commands come in the order of their instants; nothing
//! else depends on the order.

use chrono::{DateTime, Utc};

use crate::{
    server::files::Files,
    store::{Failure, Store},
};

/// What the office imports before a season.
mod register;

/// The ranking of the season before, and the one that is under way.
mod ranking;

/// The self-check round.
mod self_check;

/// What a unit answers in its self-check.
mod answers;

/// The plan, its groups and its draw.
mod plan;

/// The visits.
mod visits;

/// What the group enters into the score sheets.
mod score;

/// The rectification ledger.
mod ledger;

/// The files that people hand in.
mod files;

/// Replays everything.
pub(super) async fn play(store: &Store, files: &Files, now: DateTime<Utc>) -> Result<(), Failure> {
    let season = register::import(store, files, now).await?;
    ranking::last_season(&season).await?;
    self_check::play(&season).await?;
    let visits = plan::play(&season).await?;
    let answered = visits::play(&season, visits).await?;
    ledger::play(&season, answered).await?;
    plan::draft_next(&season).await?;
    ranking::this_season(&season).await
}
