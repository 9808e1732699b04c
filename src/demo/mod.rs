//! The demo: a district in which something is already going on, so that a visitor can try every role.
//!
//! Its people are invented and share one password that everybody may know; so it is only ever filled into an empty
//! database, and only by `zeqing demo`, and every page says that it is the demo. The season is replayed by the very
//! commands that people give, at past instants; chance has no part in it.

mod cast;
mod papers;
mod people;
mod replay;
mod season;
mod texts;

pub use people::{PASSWORD, People, listed, people};

use chrono::{DateTime, Utc};

use serde_json::Value;

use crate::{
    account::{
        rules::SYSTEM,
        store::{self as accounts, NewAccount},
    },
    server::{AppState, clock, files::Files},
    store::{self, Failure, Store},
};

/// Fills an empty database.
///
/// # Errors
/// When the database refuses something; a later start then finds it half filled and must be given an empty one.
pub async fn fill(state: &AppState) -> Result<(), Failure> {
    fill_at(&state.store, &state.files, clock::now()).await
}

/// Fills an empty database and its files as if it were this instant.
///
/// # Errors
/// As [`fill`].
pub async fn fill_at(store: &Store, files: &Files, now: DateTime<Utc>) -> Result<(), Failure> {
    replay::play(store, files, now).await?;
    // The people come last: whoever can sign in finds a district that is whole.
    for person in people()? {
        let key = key_of(&person);
        accounts::create(store, person, SYSTEM, &key).await?;
    }
    Ok(())
}

/// The key under which somebody of the demo is created.
#[must_use]
pub fn key_of(person: &NewAccount) -> String {
    format!("demo.account.{}", person.account)
}

/// Whether the demo was filled into this database: then there are accounts with a password that everybody may know.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_in(store: &Store) -> Result<bool, Failure> {
    // Any of them: an earlier release may have begun with somebody else.
    for person in people()? {
        if store::load::<Value>(store, "outbox", &key_of(&person)).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
