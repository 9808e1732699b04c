//! Reading the journal out of the database, in the exchange format of its verifier.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};
use thiserror::Error;

use super::chain::{GENESIS, HashKind, Head, day_root};
use crate::store::Store;

/// How many entries are read at a time; what bounds the memory of an export.
const PAGE: usize = 1000;

const FIRST: &str = "SELECT record, seq, day, prev, hash, entry FROM journal ORDER BY record, seq LIMIT $page";

const NEXT: &str = "SELECT record, seq, day, prev, hash, entry FROM journal
    WHERE record > $record OR (record = $record AND seq > $seq) ORDER BY record, seq LIMIT $page";

/// Why a journal could not be exported.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The database could not be read.
    #[error("the journal cannot be read: {0}")]
    Database(#[from] surrealdb::Error),
    /// A row is not what the journal writes: somebody changed the table by hand.
    #[error("journal row {record} {seq} is malformed")]
    Malformed {
        /// The record, as far as it can be told.
        record: String,
        /// The number of the entry.
        seq: i64,
    },
    /// The file could not be written.
    #[error("the export cannot be written: {0}")]
    Write(#[from] io::Error),
    /// A value had no canonical form.
    #[error("no canonical form: {0}")]
    NotCanonical(#[from] serde_json::Error),
}

/// Writes the whole journal, one JSON object a line: the header, each record's entries in order of seq, then a root
/// per day (+08:00) on which anything changed, ascending. Answers how many entries there are.
///
/// The entries are written as they stand, right or wrong: it is [`super::chain::verify`] that judges them.
///
/// # Errors
/// See [`ExportError`]; the file may then hold a part and must not be used.
pub async fn export(store: &Store, out: &mut impl Write, at: DateTime<Utc>) -> Result<u64, ExportError> {
    export_by(store, out, at, PAGE).await
}

/// As [`export`], reading `size` entries at a time.
pub(super) async fn export_by(
    store: &Store,
    out: &mut impl Write,
    at: DateTime<Utc>,
    size: usize,
) -> Result<u64, ExportError> {
    let exported_at = at.to_rfc3339_opts(SecondsFormat::Millis, true);
    line(out, &json!({"kind": "header", "hash": "sha256", "exported_at": exported_at}))?;
    let mut days: BTreeMap<NaiveDate, BTreeMap<String, (u64, String)>> = BTreeMap::new();
    let mut entries = 0;
    let mut rows = page(store, None, size).await?;
    while let Some(last) = rows.last().cloned() {
        for row in &rows {
            write_entry(out, row, &mut days)?;
            entries += 1;
        }
        rows = if rows.len() < size { Vec::new() } else { page(store, Some(&last), size).await? };
    }
    write_roots(out, days)?;
    out.flush()?;
    Ok(entries)
}

async fn page(store: &Store, after: Option<&Value>, size: usize) -> Result<Vec<Value>, ExportError> {
    let query = match after {
        None => store.db.query(FIRST),
        Some(row) => store.db.query(NEXT).bind(("record", row["record"].clone())).bind(("seq", row["seq"].clone())),
    };
    Ok(query.bind(("page", size)).await?.take(0)?)
}

fn write_entry(
    out: &mut impl Write,
    row: &Value,
    days: &mut BTreeMap<NaiveDate, BTreeMap<String, (u64, String)>>,
) -> Result<(), ExportError> {
    let malformed = || ExportError::Malformed {
        record: row["record"].as_str().unwrap_or_default().to_owned(),
        seq: row["seq"].as_i64().unwrap_or_default(),
    };
    let record = row["record"].as_str().ok_or_else(malformed)?;
    let seq = row["seq"].as_u64().ok_or_else(malformed)?;
    let hash = row["hash"].as_str().ok_or_else(malformed)?;
    let day: NaiveDate = row["day"].as_str().and_then(|day| day.parse().ok()).ok_or_else(malformed)?;
    let entry =
        row["entry"].as_str().and_then(|text| serde_json::from_str::<Value>(text).ok()).ok_or_else(malformed)?;
    days.entry(day).or_default().insert(record.to_owned(), (seq, hash.to_owned()));
    let prev = &row["prev"];
    line(out, &json!({"kind": "entry", "record": record, "seq": seq, "prev": prev, "hash": hash, "entry": entry}))?;
    Ok(())
}

fn write_roots(
    out: &mut impl Write,
    days: BTreeMap<NaiveDate, BTreeMap<String, (u64, String)>>,
) -> Result<(), ExportError> {
    let mut previous = GENESIS;
    for (day, heads) in days {
        let heads: Vec<Head> = heads.into_iter().map(|(record, (seq, hash))| (record, seq, hash)).collect();
        let root = day_root(HashKind::Sha256, &previous, &heads)?;
        let (previous_hex, root_hex) = (hex::encode(previous), hex::encode(root));
        line(out, &json!({"kind": "root", "day": day, "previous": previous_hex, "heads": heads, "root": root_hex}))?;
        previous = root;
    }
    Ok(())
}

fn line(out: &mut impl Write, value: &Value) -> io::Result<()> {
    writeln!(out, "{value}")
}
