//! The whole journal of a database, and everything that stands beside it: the columns by which entries are found, the
//! heads of the chains, and the records themselves, each of which must be what its last entry left.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;
use surrealdb::types::RecordId;
use thiserror::Error;

use super::{
    Link, PAGE,
    export::{Days, ExportError, header, page, sealed_roots, write_entry, write_roots},
    says_the_same,
};
use crate::{
    journal::{
        chain::{Broken, Checker, Summary},
        difference::differences,
        model::Entry,
    },
    store::{Store, StoreError, Walk, without_nulls},
};

const HEADS: &str = "SELECT record::id(id) AS record_key, seq, hash FROM $records LIMIT $page";

/// By the ids themselves; the condition leaves out those that are not there.
const RECORDS: &str = "SELECT *, record::tb(id) AS journal_table, record::id(id) AS journal_id OMIT id FROM $records
    WHERE version >= 1 LIMIT $page";

/// What the schema works out from the other columns whenever a record is written, for lists to be sorted by: table and
/// column.
pub(in crate::journal) const WORKED_OUT: [(&str, &str); 9] = [
    ("ledger_entry", "asks"),
    ("ledger_entry", "by_area"),
    ("ledger_entry", "by_due"),
    ("ledger_entry", "by_severity"),
    ("ledger_entry", "by_state"),
    ("ledger_entry", "by_unit"),
    ("ledger_entry", "phase"),
    ("ledger_entry", "reported"),
    ("ledger_entry", "turn"),
];

const TABLES: &str = "INFO FOR DB";

/// The tables of which no journal is kept: the journal's own, what belongs to the running program, drafts, secrets, and
/// summaries, which `zeqing rebuild-summaries` checks.
const UNJOURNALLED: [&str; 15] = [
    "credential",
    "draw_secret",
    "import_preview",
    "job",
    "journal",
    "journal_hash",
    "journal_head",
    "journal_root",
    "migration",
    "outbox",
    "score_draft",
    "session",
    "sign_in_attempts",
    "submission_draft",
    "unit_standing",
];

const KEYS: &str = "SELECT record::id(id) AS record_key FROM $records LIMIT $page";

/// Why the journal of a database does not hold, or could not be read to its end.
#[derive(Debug, Error)]
pub enum VerifyError {
    /// The first thing that does not hold.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// The database could not be read.
    #[error(transparent)]
    Unread(ExportError),
}

/// A row that is none of ours was bent; it was read.
impl From<ExportError> for VerifyError {
    fn from(error: ExportError) -> Self {
        let why = error.to_string();
        match error {
            ExportError::Database(_) | ExportError::Write(_) => Self::Unread(error),
            ExportError::Malformed { record, seq } => broken(&record, u64::try_from(seq).ok(), why).into(),
            ExportError::NotCanonical(_) => somewhere(why).into(),
        }
    }
}

impl From<surrealdb::Error> for VerifyError {
    fn from(error: surrealdb::Error) -> Self {
        Self::Unread(error.into())
    }
}

impl From<StoreError> for VerifyError {
    fn from(error: StoreError) -> Self {
        let why = error.to_string();
        match error {
            StoreError::Database(cause) => Self::Unread(cause.into()),
            StoreError::Malformed { .. } => somewhere(why).into(),
        }
    }
}

/// Checks what an export of this instant would hold, and beyond it what a file cannot show: that the columns beside an
/// entry say the same as the entry, that every chain ends at its head, that every record is what its last entry left,
/// and that none stands there without an entry. Nobody may write meanwhile.
///
/// # Errors
/// See [`VerifyError`].
pub async fn verify(store: &Store, at: DateTime<Utc>) -> Result<Summary, VerifyError> {
    let mut checker = Checker::default();
    take(&mut checker, header(store.journal_hash(), at).to_string().as_bytes())?;
    let (days, bent) = check_entries(store, &mut checker).await?;
    let mut roots = Vec::new();
    write_roots(&mut roots, store.journal_hash(), days, &sealed_roots(store).await?)?;
    take(&mut checker, &roots)?;
    check_heads(store, &checker).await?;
    bent.map_or(Ok(()), Err)?;
    check_tables(store, &checker).await?;
    Ok(checker.summary()?)
}

/// Hands lines to the checker. Its complaints name no line, for there is no file.
fn take(checker: &mut Checker, lines: &[u8]) -> Result<(), Broken> {
    let lines = String::from_utf8_lossy(lines);
    lines.lines().try_for_each(|line| checker.line(line)).map_err(|broken| Broken { line: None, ..broken })
}

fn broken(record: &str, seq: Option<u64>, why: impl Into<String>) -> Broken {
    Broken { record: Some(record.to_owned()), seq, ..somewhere(why) }
}

/// A bend whose record cannot be told.
fn somewhere(why: impl Into<String>) -> Broken {
    Broken { record: None, seq: None, day: None, line: None, why: why.into() }
}

/// Every entry with its columns. Beside the days it answers the first record that is not what its last entry left: it is
/// told only where no entry is missing, for behind a cut no record is.
async fn check_entries(store: &Store, checker: &mut Checker) -> Result<(Days, Option<Broken>), VerifyError> {
    let (mut days, mut bent) = (Days::new(), None);
    let mut last: Option<Value> = None;
    loop {
        let rows = page(store, last.as_ref(), PAGE).await?;
        let full = rows.len() == PAGE;
        let mut ends = Vec::new();
        for row in rows {
            let mut line = Vec::new();
            write_entry(&mut line, &row, &mut days)?;
            take(checker, &line)?;
            check_columns(&row)?;
            let before = last.replace(row);
            ends.extend(before.filter(|before| last.as_ref().map(record_of) != Some(record_of(before))));
        }
        if !full {
            ends.extend(last.take());
        }
        if bent.is_none() {
            bent = bent_record(store, &ends).await?;
        }
        if !full {
            return Ok((days, bent));
        }
    }
}

/// The record of which a row of the journal tells; empty where the row was bent so that it names none.
fn record_of(row: &Value) -> &str {
    row["record"].as_str().unwrap_or_default()
}

fn check_columns(row: &Value) -> Result<(), VerifyError> {
    match Link::deserialize(row) {
        Ok(link) if says_the_same(&link) => Ok(()),
        Ok(_) | Err(_) => {
            let why = "a column beside the entry does not say what the entry says";
            Err(broken(record_of(row), row["seq"].as_u64(), why).into())
        }
    }
}

/// The first record that is not what its entry among these, the last ones of their chains, left of it.
async fn bent_record(store: &Store, ends: &[Value]) -> Result<Option<Broken>, VerifyError> {
    let named: Vec<(&str, &str)> = ends.iter().filter_map(|row| record_of(row).split_once(':')).collect();
    let records: Vec<RecordId> = named.iter().map(|(table, id)| RecordId::new(*table, *id)).collect();
    let query = store.query(RECORDS).bind(("records", records)).bind(("page", PAGE));
    let rows: Vec<Value> = query.await?.take(0)?;
    let mut there = HashMap::new();
    for mut row in rows {
        let Some(fields) = row.as_object_mut() else { continue };
        let (table, id) = (fields.remove("journal_table"), fields.remove("journal_id"));
        let (Some(Value::String(table)), Some(Value::String(id))) = (table, id) else { continue };
        for (_, column) in WORKED_OUT.iter().filter(|(of, _)| *of == table) {
            fields.remove(*column);
        }
        there.insert(format!("{table}:{id}"), without_nulls(row));
    }
    for end in ends {
        let record = record_of(end);
        let entry: Entry =
            serde_json::from_str(end["entry"].as_str().unwrap_or_default()).map_err(ExportError::from)?;
        let left = without_nulls(entry.after);
        let why = match there.get(record) {
            Some(stands) if *stands == left => continue,
            Some(stands) => {
                let differing = differences(&left, stands).into_iter().next();
                let what = differing.map_or_else(|| "the record".to_owned(), |field| format!("`{}`", field.path));
                format!("{what} is not what this entry, the last one, left")
            }
            None => "the record that this entry left is gone".to_owned(),
        };
        return Ok(Some(broken(record, end["seq"].as_u64(), why)));
    }
    Ok(None)
}

/// Every chain ends at its head, and every head has a chain.
async fn check_heads(store: &Store, checker: &Checker) -> Result<(), VerifyError> {
    #[derive(Deserialize)]
    struct Head {
        record_key: String,
        seq: u64,
        hash: String,
    }
    let mut without: HashSet<&str> = checker.heads().map(|(record, _)| record).collect();
    let mut walk = Walk::new(store, HEADS, "journal_head", PAGE);
    loop {
        let heads: Vec<Head> = walk.next().await?;
        if heads.is_empty() {
            break;
        }
        for Head { record_key: record, seq, hash } in &heads {
            without.remove(record.as_str());
            let Some((last, end)) = checker.head(record) else {
                let why = format!("the head names entry {seq}, and there is no chain");
                return Err(broken(record, Some(1), why).into());
            };
            if last != *seq {
                let why = format!("the chain ends at entry {last}, and its head names entry {seq}");
                return Err(broken(record, Some(last.min(*seq) + 1), why).into());
            }
            if hex::encode(end) != *hash {
                return Err(broken(record, Some(last), "the head holds another hash of this entry").into());
            }
        }
    }
    match without.into_iter().min() {
        Some(record) => Err(broken(record, None, "the chain has no head").into()),
        None => Ok(()),
    }
}

/// No record stands without a chain in a table that the journal is kept of.
async fn check_tables(store: &Store, checker: &Checker) -> Result<(), VerifyError> {
    #[derive(Deserialize)]
    struct Row {
        record_key: String,
    }
    let info: Option<Value> = store.query(TABLES).await?.take(0)?;
    let tables = info.as_ref().and_then(|info| info["tables"].as_object());
    let tables = tables.into_iter().flat_map(|tables| tables.keys());
    for table in tables.filter(|table| !UNJOURNALLED.contains(&table.as_str())) {
        let mut walk = Walk::new(store, KEYS, table, PAGE);
        loop {
            let rows: Vec<Row> = walk.next().await?;
            if rows.is_empty() {
                break;
            }
            let mut records = rows.iter().map(|row| format!("{table}:{}", row.record_key));
            if let Some(record) = records.find(|record| checker.head(record).is_none()) {
                return Err(broken(&record, None, "the record has no entry in the journal").into());
            }
        }
    }
    Ok(())
}
