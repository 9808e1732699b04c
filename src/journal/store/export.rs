//! The whole journal in the exchange format of its verifier.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};
use thiserror::Error;

use super::PAGE;
use crate::{
    journal::{
        chain::{GENESIS, HashKind, Head, day_root},
        model::DayRoot,
    },
    kernel::canonical::parse_hash,
    store::Store,
};

const FIRST: &str = "SELECT record, kind, seq, day, place, actor, action, prev, hash, entry FROM journal
    ORDER BY record, seq LIMIT $page";

const NEXT: &str = "SELECT record, kind, seq, day, place, actor, action, prev, hash, entry FROM journal
    WHERE record > $record OR (record = $record AND seq > $seq) ORDER BY record, seq LIMIT $page";

const ROOTS: &str = "SELECT * OMIT id FROM journal_root WHERE day > $after ORDER BY day LIMIT 200";

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
/// The entries are written as they stand, right or wrong: it is [`chain::verify`] that judges them. So are the
/// roots of sealed days, for against them the entries are judged; a day without one gets the root that its entries
/// have now.
///
/// # Errors
/// See [`ExportError`]; the file may then hold a part and must not be used.
pub async fn export(store: &Store, out: &mut impl Write, at: DateTime<Utc>) -> Result<u64, ExportError> {
    export_by(store, out, at, PAGE).await
}

/// As [`export`], reading `size` entries at a time.
pub(in crate::journal) async fn export_by(
    store: &Store,
    out: &mut impl Write,
    at: DateTime<Utc>,
    size: usize,
) -> Result<u64, ExportError> {
    let mut exporter = Exporter { size, ..Exporter::new(store.clone(), at) };
    while let Some(chunk) = exporter.next().await? {
        out.write_all(&chunk)?;
    }
    out.flush()?;
    Ok(exporter.entries)
}

/// An export that is made piece by piece, so that its size is nobody's memory.
pub struct Exporter {
    store: Store,
    at: DateTime<Utc>,
    size: usize,
    stage: Stage,
    days: Days,
    entries: u64,
}

/// The last entry of each record on each day: its number and hash.
pub(super) type Days = BTreeMap<NaiveDate, BTreeMap<String, (u64, String)>>;

/// The first line.
pub(super) fn header(kind: HashKind, at: DateTime<Utc>) -> Value {
    let exported_at = at.to_rfc3339_opts(SecondsFormat::Millis, true);
    json!({"kind": "header", "hash": kind, "exported_at": exported_at})
}

/// What comes next.
enum Stage {
    Header,
    Entries(Option<Value>),
    Roots,
    Done,
}

impl Exporter {
    /// An export of everything that is there when its pieces are asked for.
    #[must_use]
    pub const fn new(store: Store, at: DateTime<Utc>) -> Self {
        Self { store, at, size: PAGE, stage: Stage::Header, days: BTreeMap::new(), entries: 0 }
    }

    /// The next lines; none at the end.
    ///
    /// # Errors
    /// See [`ExportError`].
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ExportError> {
        let mut out = Vec::new();
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Header => {
                line(&mut out, &header(self.store.journal_hash(), self.at))?;
                self.stage = Stage::Entries(None);
            }
            Stage::Entries(after) => {
                let mut rows = page(&self.store, after.as_ref(), self.size).await?;
                for row in &rows {
                    write_entry(&mut out, row, &mut self.days)?;
                    self.entries += 1;
                }
                self.stage = match rows.pop() {
                    Some(last) if rows.len() + 1 == self.size => Stage::Entries(Some(last)),
                    Some(_) | None => Stage::Roots,
                };
            }
            Stage::Roots => {
                let sealed = sealed_roots(&self.store).await?;
                write_roots(&mut out, self.store.journal_hash(), std::mem::take(&mut self.days), &sealed)?;
            }
            Stage::Done => return Ok(None),
        }
        Ok(Some(out))
    }
}

pub(super) async fn page(store: &Store, after: Option<&Value>, size: usize) -> Result<Vec<Value>, ExportError> {
    let query = match after {
        None => store.query(FIRST),
        Some(row) => store.query(NEXT).bind(("record", row["record"].clone())).bind(("seq", row["seq"].clone())),
    };
    Ok(query.bind(("page", size)).await?.take(0)?)
}

pub(super) fn write_entry(out: &mut impl Write, row: &Value, days: &mut Days) -> Result<(), ExportError> {
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

pub(super) fn write_roots(
    out: &mut impl Write,
    kind: HashKind,
    days: Days,
    sealed: &BTreeMap<NaiveDate, DayRoot>,
) -> Result<(), ExportError> {
    let mut previous = GENESIS;
    let all: BTreeSet<NaiveDate> = days.keys().chain(sealed.keys()).copied().collect();
    for day in all {
        if let Some(root) = sealed.get(&day) {
            let heads: Value = serde_json::from_str(&root.heads)?;
            line(
                out,
                &json!({"kind": "root", "day": day, "previous": root.previous, "heads": heads, "root": root.root}),
            )?;
            previous = parse_hash(&root.root).unwrap_or(previous);
            continue;
        }
        let heads: Vec<Head> = days
            .get(&day)
            .into_iter()
            .flatten()
            .map(|(record, (seq, hash))| (record.clone(), *seq, hash.clone()))
            .collect();
        let root = day_root(kind, &previous, &heads)?;
        let (previous_hex, root_hex) = (hex::encode(previous), hex::encode(root));
        line(out, &json!({"kind": "root", "day": day, "previous": previous_hex, "heads": heads, "root": root_hex}))?;
        previous = root;
    }
    Ok(())
}

fn line(out: &mut impl Write, value: &Value) -> io::Result<()> {
    writeln!(out, "{value}")
}

/// All sealed days.
pub(super) async fn sealed_roots(store: &Store) -> Result<BTreeMap<NaiveDate, DayRoot>, ExportError> {
    let mut sealed = BTreeMap::new();
    let mut after = String::new();
    loop {
        let rows: Vec<Value> = store.query(ROOTS).bind(("after", after.clone())).await?.take(0)?;
        let Some(last) = rows.last().and_then(|row| row["day"].as_str()) else { return Ok(sealed) };
        last.clone_into(&mut after);
        for row in rows {
            let root: DayRoot = serde_json::from_value(row)?;
            sealed.insert(root.day, root);
        }
    }
}
