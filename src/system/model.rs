//! What the page on the system shows.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::journal::{chain::HashKind, model::Sealing};

/// Writes the whole database to a file.
pub const BACK_UP: &str = "zeqing backup --out zeqing-backup.jsonl";

/// Fills an empty database from that file.
pub const RESTORE: &str = "zeqing restore zeqing-backup.jsonl";

/// Checks the journal of the database, and every record against it.
pub const VERIFY: &str = "zeqing journal verify";

/// The setting by which a database server is used.
pub const TO_SERVER: &str = "ZEQING_DATABASE=ws://user:password@host:port";

/// How everything is at the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemState {
    /// The program that serves.
    pub program: Program,
    /// Where the facts live.
    pub database: Database,
    /// Where the evidence files live.
    pub files: FilesKind,
    /// Who is signed in.
    pub sessions: Sessions,
    /// How far the journal is sealed.
    pub sealing: Sealing,
    /// What became of yesterday.
    pub yesterday: Yesterday,
    /// The hash function of the journal.
    pub journal_hash: HashKind,
    /// Until when working days can be counted.
    pub holidays: Holidays,
}

/// The program that serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its version.
    pub version: String,
    /// The commit that it was built from, where that is known.
    pub commit: Option<String>,
    /// Since when this process has its database open.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub since: DateTime<Utc>,
    /// The address that browsers use.
    pub public_url: String,
    /// Whether this is the demo.
    pub demo: bool,
}

/// Where the facts live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Database {
    /// Of what kind it is.
    pub kind: DatabaseKind,
    /// The last change of its schema.
    pub schema: Option<Migration>,
    /// How long a small question took, in microseconds.
    pub micros: u64,
}

/// Of what kind a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatabaseKind {
    /// Gone when the process ends.
    Memory,
    /// A folder of this machine, open in this process alone.
    Folder,
    /// A database server or cluster.
    Server,
}

/// A change of the schema that the database has had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// Its number, from 1.
    pub number: u32,
    /// When this database had it.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub applied_at: DateTime<Utc>,
}

/// Of what kind the store of the evidence files is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilesKind {
    /// Gone when the process ends.
    Memory,
    /// A folder of this machine.
    Folder,
    /// A bucket.
    Bucket,
}

/// Who is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sessions {
    /// After so many minutes without a request a session ends.
    pub idle_minutes: u32,
    /// How many have not ended.
    pub live: u64,
}

/// What became of yesterday in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Yesterday {
    /// It is sealed.
    Sealed,
    /// Nobody did anything, so there is nothing to seal.
    Quiet,
    /// It is to be sealed within the hour.
    Waiting,
    /// It, or a day before it, should have been sealed long since.
    Late,
}

/// Until when working days can be counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holidays {
    /// The years whose holidays are known, ascending.
    pub years: Vec<i32>,
    /// The last day up to which every holiday is known; none where this year's are not.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub known_until: Option<NaiveDate>,
    /// The year whose holidays should be known by now and are not.
    pub lacking: Option<i32>,
}
