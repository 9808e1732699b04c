//! The whole database as lines of JSON, out and in again.
//!
//! A header, then every record of every table in order of table and key, then the names of the evidence files, then a
//! trailer with the counts and the hash of all lines before it. Sessions are left out: they are no facts. The tables
//! are read one after the other, so whoever backs up a database server has its writers stand still.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Write},
};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{Store, StoreError, Walk, transact::first_error};

/// How many records are read or written at a time; what bounds the memory.
const PAGE: usize = 500;

/// What the lines look like.
const FORMAT: u32 = 1;

/// Tables that belong to the running program and not to the facts.
const LEFT_OUT: [&str; 2] = ["migration", "session"];

/// What a start leaves in a database in which nobody did anything yet: it gives way to what the backup holds.
const GIVES_WAY: &str = "journal_hash";

const GIVE_WAY: &str = "DELETE journal_hash";

const TABLES: &str = "INFO FOR DB";

const MIGRATIONS: &str = "SELECT VALUE record::id(id) FROM migration ORDER BY id LIMIT 10000";

const RECORDS: &str = "SELECT *, record::id(id) AS record_key OMIT id FROM $records LIMIT $page";

const COUNT: &str = "SELECT VALUE count() FROM type::table($table) GROUP ALL";

const PUT: &str = "BEGIN;
FOR $record IN $records {
    CREATE type::record($table, $record.key) CONTENT $record.row;
};
COMMIT;";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Records by table; a table without records is named too.
    pub tables: BTreeMap<String, u64>,
    /// How many evidence files are named.
    pub files: u64,
    /// The hash of all lines before the trailer, in hexadecimal.
    pub sha256: String,
}

/// One line of a backup.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Line {
    Header { format: u32, at: String, migrations: Vec<i64> },
    Record { table: String, key: Value, row: Map<String, Value> },
    File { key: String, size: u64 },
    Trailer(Summary),
}

/// Why a backup could not be written or restored.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The database could not be read or written.
    #[error("the database answered: {0}")]
    Database(#[from] surrealdb::Error),
    /// The records could not be read.
    #[error(transparent)]
    Unread(#[from] StoreError),
    /// Some records were refused; those written before them are there.
    #[error("records of {table} were refused, and the database must be emptied before another try: {cause}")]
    Refused {
        /// The table.
        table: String,
        /// What the database said.
        cause: String,
    },
    /// The file could not be read or written.
    #[error("the file cannot be read or written: {0}")]
    File(#[from] io::Error),
    /// A line is not what a backup holds.
    #[error("line {number} is no line of a backup: {cause}")]
    Line {
        /// The number of the line, from 1.
        number: usize,
        /// What is wrong.
        cause: String,
    },
    /// The file ends without a trailer: it was cut off.
    #[error("the file has no trailer; it was cut off")]
    CutOff,
    /// The counts or the hash are not those of the lines.
    #[error("the file was changed or damaged: {0} is not what the trailer says")]
    Damaged(&'static str),
    /// The database has a schema of another version.
    #[error(
        "the backup has the schema of migration {found}, this program that of {known}; restore it with the program that wrote it, then start this one"
    )]
    OtherSchema {
        /// The last migration of the backup.
        found: i64,
        /// The last migration of the database.
        known: i64,
    },
    /// Something is in the database already.
    #[error("{table} is not empty; a backup is restored only into an empty database")]
    NotEmpty {
        /// A table with records.
        table: String,
    },
    /// After the restore a table holds another number of records than the backup.
    #[error("{table} holds {found} records instead of {expected}")]
    Miscounted {
        /// The table.
        table: String,
        /// What is there.
        found: u64,
        /// What should be.
        expected: u64,
    },
}

impl Summary {
    /// How many records there are in all tables together.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.tables.values().sum()
    }
}

/// Writes a backup. `files` are the keys and sizes (bytes) of the evidence files.
///
/// # Errors
/// See [`BackupError`]; a part that was written has no trailer and is refused by [`check`].
pub async fn write(
    store: &Store,
    files: &[(String, u64)],
    at: DateTime<Utc>,
    out: &mut impl Write,
) -> Result<Summary, BackupError> {
    let mut out = Hashing { out, hash: Sha256::new() };
    let at = at.to_rfc3339_opts(SecondsFormat::Millis, true);
    out.line(&Line::Header { format: FORMAT, at, migrations: migrations(store).await? })?;
    let mut tables = BTreeMap::new();
    for table in table_names(store).await? {
        let count = write_table(store, &table, &mut out).await?;
        tables.insert(table, count);
    }
    for (key, size) in files {
        out.line(&Line::File { key: key.clone(), size: *size })?;
    }
    let Hashing { out, hash } = out;
    let summary = Summary { tables, files: files.len() as u64, sha256: hex::encode(hash.finalize()) };
    writeln!(out, "{}", serde_json::to_string(&Line::Trailer(summary.clone())).map_err(io::Error::from)?)?;
    out.flush()?;
    Ok(summary)
}

/// A writer that hashes what passes.
struct Hashing<'a, W> {
    out: &'a mut W,
    hash: Sha256,
}

impl<W: Write> Hashing<'_, W> {
    fn line(&mut self, line: &Line) -> io::Result<()> {
        let mut text = serde_json::to_string(line)?;
        text.push('\n');
        self.hash.update(&text);
        self.out.write_all(text.as_bytes())
    }
}

async fn write_table<W: Write>(store: &Store, table: &str, out: &mut Hashing<'_, W>) -> Result<u64, BackupError> {
    let mut count = 0;
    let mut walk = Walk::new(store, RECORDS, table, PAGE);
    loop {
        let rows: Vec<Map<String, Value>> = walk.next().await?;
        if rows.is_empty() {
            return Ok(count);
        }
        for mut row in rows {
            let key = row.remove("record_key").unwrap_or_default();
            out.line(&Line::Record { table: table.to_owned(), key, row })?;
            count += 1;
        }
    }
}

/// Reads a whole backup without touching a database: every line, the counts and the hash.
///
/// # Errors
/// See [`BackupError`].
pub fn check(lines: impl BufRead) -> Result<Summary, BackupError> {
    let mut hash = Sha256::new();
    let mut tables: BTreeMap<String, u64> = BTreeMap::new();
    let mut files = 0;
    let mut trailer: Option<Summary> = None;
    for (number, text) in (1..).zip(lines.lines()) {
        let text = text?;
        if trailer.is_some() {
            return Err(BackupError::Line { number, cause: "something stands behind the trailer".to_owned() });
        }
        match parse(number, &text)? {
            Line::Header { format, .. } if number == 1 && format == FORMAT => {}
            Line::Header { .. } => {
                return Err(BackupError::Line { number, cause: "a header of another form".to_owned() });
            }
            _ if number == 1 => return Err(BackupError::Line { number, cause: "the header is missing".to_owned() }),
            Line::Record { table, .. } => *tables.entry(table).or_default() += 1,
            Line::File { .. } => files += 1,
            Line::Trailer(summary) => {
                trailer = Some(summary);
                continue;
            }
        }
        hash.update(text.as_bytes());
        hash.update(b"\n");
    }
    let trailer = trailer.ok_or(BackupError::CutOff)?;
    let counted = trailer.tables.iter().all(|(table, count)| tables.get(table).copied().unwrap_or(0) == *count);
    if !counted || tables.keys().any(|table| !trailer.tables.contains_key(table)) || files != trailer.files {
        return Err(BackupError::Damaged("the number of records"));
    }
    if hex::encode(hash.finalize()) != trailer.sha256 {
        return Err(BackupError::Damaged("the hash"));
    }
    Ok(trailer)
}

fn parse(number: usize, text: &str) -> Result<Line, BackupError> {
    serde_json::from_str(text).map_err(|error| BackupError::Line { number, cause: error.to_string() })
}

/// Restores a backup that [`check`] found sound. Answers the keys and sizes of the evidence files that it names.
///
/// # Errors
/// See [`BackupError`]. After an error in the middle the database holds a part and is to be thrown away. Whoever writes to
/// it afterwards opens it anew, for the journal may be chained by another hash function than before.
pub async fn restore(
    store: &Store,
    lines: impl BufRead,
    expected: &Summary,
) -> Result<Vec<(String, u64)>, BackupError> {
    refuse_unless_empty(store).await?;
    store.query(GIVE_WAY).await?.check()?;
    let mut files = Vec::new();
    let mut batch = Batch::default();
    for (number, text) in (1..).zip(lines.lines()) {
        match parse(number, &text?)? {
            Line::Header { migrations, .. } => same_schema(store, &migrations).await?,
            Line::Record { table, key, row } => batch.add(store, table, key, row).await?,
            Line::File { key, size } => files.push((key, size)),
            Line::Trailer(_) => {}
        }
    }
    batch.put(store).await?;
    for (table, expected) in &expected.tables {
        let found = count(store, table).await?;
        if found != *expected {
            return Err(BackupError::Miscounted { table: table.clone(), found, expected: *expected });
        }
    }
    Ok(files)
}

/// Records of one table that are written together.
#[derive(Default)]
struct Batch {
    table: String,
    records: Vec<Value>,
}

impl Batch {
    async fn add(
        &mut self,
        store: &Store,
        table: String,
        key: Value,
        row: Map<String, Value>,
    ) -> Result<(), BackupError> {
        if self.table != table || self.records.len() == PAGE {
            self.put(store).await?;
            self.table = table;
        }
        self.records.push(json!({"key": key, "row": row}));
        Ok(())
    }

    async fn put(&mut self, store: &Store) -> Result<(), BackupError> {
        if self.records.is_empty() {
            return Ok(());
        }
        let records = Value::Array(std::mem::take(&mut self.records));
        let mut response = store.query(PUT).bind(("table", self.table.clone())).bind(("records", records)).await?;
        match first_error(response.take_errors()) {
            Some(cause) => Err(BackupError::Refused { table: self.table.clone(), cause }),
            None => Ok(()),
        }
    }
}

async fn refuse_unless_empty(store: &Store) -> Result<(), BackupError> {
    for table in table_names(store).await? {
        if table != GIVES_WAY && count(store, &table).await? > 0 {
            return Err(BackupError::NotEmpty { table });
        }
    }
    Ok(())
}

async fn same_schema(store: &Store, found: &[i64]) -> Result<(), BackupError> {
    let last = |migrations: &[i64]| migrations.iter().copied().max().unwrap_or(0);
    let (found, known) = (last(found), last(&migrations(store).await?));
    if found == known { Ok(()) } else { Err(BackupError::OtherSchema { found, known }) }
}

/// The tables of facts, in order of name.
async fn table_names(store: &Store) -> Result<Vec<String>, BackupError> {
    let info: Option<Value> = store.query(TABLES).await?.take(0)?;
    let tables = info.as_ref().and_then(|info| info["tables"].as_object());
    let mut names: Vec<String> = tables.into_iter().flat_map(|tables| tables.keys().cloned()).collect();
    names.retain(|name| !LEFT_OUT.contains(&name.as_str()));
    names.sort();
    Ok(names)
}

async fn migrations(store: &Store) -> Result<Vec<i64>, BackupError> {
    Ok(store.query(MIGRATIONS).await?.take(0)?)
}

async fn count(store: &Store, table: &str) -> Result<u64, BackupError> {
    let counts: Vec<i64> = store.query(COUNT).bind(("table", table.to_owned())).await?.take(0)?;
    Ok(counts.first().copied().unwrap_or(0).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::canonical::parse_hash,
        store::{Change, Commit, StoreAddress, transact},
    };

    async fn memory() -> Store {
        Store::open(&StoreAddress::Memory).await.unwrap()
    }

    fn noon() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_568_000, 0).unwrap()
    }

    fn account(name: &str) -> Change {
        let after = json!({
            "account": name, "name": "某人", "role": "unit_clerk", "unit": "A01", "disabled": false,
            "must_change_password": true, "created_at": "2026-09-28T04:00:00Z",
        });
        Change { table: "account", id: name.to_owned(), seen: 0, before: None, after }
    }

    async fn filled(accounts: usize) -> Store {
        let store = memory().await;
        for start in (0..accounts).step_by(100) {
            let end = accounts.min(start + 100);
            let commit = Commit {
                key: format!("k{start}"),
                at: noon(),
                actor: "system".to_owned(),
                origin: None,
                action: "account.create",
                reason: None,
                changes: (start..end).map(|number| account(&format!("a{number}"))).collect(),
                merges: Vec::new(),
            };
            transact(&store, commit).await.unwrap();
        }
        store
    }

    async fn written(store: &Store) -> (Summary, Vec<u8>) {
        let mut out = Vec::new();
        let files = [("f".repeat(32), 7)];
        let summary = write(store, &files, noon(), &mut out).await.unwrap();
        (summary, out)
    }

    #[tokio::test]
    async fn what_is_restored_is_what_was_backed_up() {
        let (summary, backup) = written(&filled(PAGE + 30).await).await;
        assert_eq!(summary.tables["account"], PAGE as u64 + 30);
        assert_eq!(summary.tables["journal"], PAGE as u64 + 30);
        assert!(parse_hash(&summary.sha256).is_some());
        assert_eq!(check(backup.as_slice()).unwrap(), summary);
        let other = memory().await;
        let files = restore(&other, backup.as_slice(), &summary).await.unwrap();
        assert_eq!(files, [("f".repeat(32), 7)]);
        let (_, again) = written(&other).await;
        assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(backup).unwrap());
    }

    #[tokio::test]
    async fn a_backup_is_restored_only_into_an_empty_database() {
        let store = filled(1).await;
        let (summary, backup) = written(&store).await;
        let refused = restore(&store, backup.as_slice(), &summary).await;
        assert!(matches!(refused, Err(BackupError::NotEmpty { .. })), "{refused:?}");
    }

    #[tokio::test]
    async fn a_backup_that_was_cut_or_bent_is_refused() {
        let (_, backup) = written(&filled(2).await).await;
        let text = String::from_utf8(backup).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let cut = lines[..lines.len() - 1].join("\n");
        assert!(matches!(check(cut.as_bytes()), Err(BackupError::CutOff)));
        let without_one = [&lines[..2], &lines[3..]].concat().join("\n");
        assert!(matches!(check(without_one.as_bytes()), Err(BackupError::Damaged(_))));
        let bent = text.replace("某人", "他人");
        assert!(matches!(check(bent.as_bytes()), Err(BackupError::Damaged("the hash"))));
        assert!(check("".as_bytes()).is_err());
    }
}
