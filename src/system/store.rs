//! What the program knows of itself, and what the database says of itself.

use std::time::Instant;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{
    model::{Database, DatabaseKind, FilesKind, Migration, Program, Sessions, SystemState},
    rules,
};
use crate::{
    journal::store as journal,
    kernel::district_time,
    server::{AppState, config::FilesAddress, session},
    store::{self, Failure, Store, StoreAddress},
    working_day::store as calendar,
};

const LAST_MIGRATION: &str = "SELECT record::id(id) AS number, applied_at FROM migration ORDER BY number DESC LIMIT 1";

// The sessions' own store tells the time in this way.
const LIVE_SESSIONS: &str = "SELECT count() AS live FROM session WHERE expiry_date > time::unix(time::now()) GROUP ALL";

/// How everything is at this instant.
///
/// # Errors
/// When the database cannot be read.
pub async fn state(state: &AppState, now: DateTime<Utc>) -> Result<SystemState, Failure> {
    let shown = district_time::shown(now);
    let store = &state.store;
    let sealing = journal::sealing(store, shown.date()).await?;
    let years = calendar::years(store).await?.into_iter().map(|year| year.year).collect();
    Ok(SystemState {
        program: program(state),
        database: database(store, &state.config.database).await?,
        files: files_kind(&state.config.files),
        sessions: Sessions { idle_minutes: session::IDLE_MINUTES, live: live_sessions(store).await? },
        yesterday: rules::yesterday(&sealing, shown),
        sealing,
        journal_hash: store.journal_hash(),
        holidays: rules::holidays(years, shown.date()),
    })
}

fn program(state: &AppState) -> Program {
    Program {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: rules::commit(env!("ZEQING_VERSION")).map(str::to_owned),
        since: state.started,
        public_url: state.config.public_url.to_string(),
        demo: state.config.demo,
    }
}

async fn database(store: &Store, address: &StoreAddress) -> Result<Database, Failure> {
    let asked = Instant::now();
    store::check(store).await?;
    let micros = u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX);
    let schema: Option<Migration> = store::select(store, LAST_MIGRATION, []).await?.pop();
    Ok(Database { kind: database_kind(address), schema, micros })
}

/// The kind of a database, which is all that is said of its address.
fn database_kind(address: &StoreAddress) -> DatabaseKind {
    match address {
        StoreAddress::Memory => DatabaseKind::Memory,
        StoreAddress::Embedded(_) => DatabaseKind::Folder,
        StoreAddress::Server { .. } => DatabaseKind::Server,
    }
}

/// The kind of an object store, which is all that is said of its address.
fn files_kind(address: &FilesAddress) -> FilesKind {
    match address {
        FilesAddress::Memory => FilesKind::Memory,
        FilesAddress::Folder(_) => FilesKind::Folder,
        FilesAddress::Bucket { .. } => FilesKind::Bucket,
    }
}

async fn live_sessions(store: &Store) -> Result<u64, Failure> {
    #[derive(Deserialize)]
    struct Count {
        live: u64,
    }
    let counted: Vec<Count> = store::select(store, LIVE_SESSIONS, []).await?;
    Ok(counted.first().map_or(0, |count| count.live))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::memory;

    #[test]
    fn of_an_address_nothing_is_said_but_its_kind() {
        let databases = [
            ("mem://", DatabaseKind::Memory),
            ("surrealkv:///srv/secret", DatabaseKind::Folder),
            ("ws://user:secret@127.0.0.1:8000", DatabaseKind::Server),
            ("wss://user:secret@database.example:443", DatabaseKind::Server),
        ];
        for (address, kind) in databases {
            assert_eq!(database_kind(&address.parse().unwrap()), kind, "{address}");
        }
        let files = [
            ("memory://", FilesKind::Memory),
            ("file:///srv/secret", FilesKind::Folder),
            ("s3://secret/district", FilesKind::Bucket),
        ];
        for (address, kind) in files {
            assert_eq!(files_kind(&address.parse().unwrap()), kind, "{address}");
        }
    }

    #[tokio::test]
    async fn the_last_change_of_the_schema_is_the_one_with_the_highest_number() {
        let store = memory().await;
        let database = database(&store, &StoreAddress::Memory).await.unwrap();
        let known = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/schema")).unwrap().count();
        assert_eq!(database.schema.map(|migration| migration.number as usize), Some(known));
    }
}
