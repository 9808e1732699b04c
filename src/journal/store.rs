//! The journal in the database: what an auditor reads, the roots of finished days, and the whole of it in the exchange
//! format of its verifier.

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
    io::{self, Write},
};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Deserialize;
use serde_json::{Value, json};
use thiserror::Error;

use super::{
    chain::{self, GENESIS, HashKind, Head, day_root},
    difference::differences,
    model::{ChainCheck, DayRoot, Entry, EntryLine, EntryPage, Filter, JournalPage, SealedDay},
};
use crate::{
    error::AppError,
    kernel::{
        canonical::{canonical, parse_hash},
        district_time,
    },
    store::{self, Failure, Store},
};

/// How many entries are read at a time; what bounds the memory of an export.
const PAGE: usize = 1000;

const FIRST: &str = "SELECT record, seq, day, prev, hash, entry FROM journal ORDER BY record, seq LIMIT $page";

const NEXT: &str = "SELECT record, seq, day, prev, hash, entry FROM journal
    WHERE record > $record OR (record = $record AND seq > $seq) ORDER BY record, seq LIMIT $page";

const OF_RECORD: &str = "SELECT record, seq, place, actor, action, prev, hash, entry FROM journal
    WHERE record = $record AND seq > $seq ORDER BY seq LIMIT $page";

const HEAD: &str = "SELECT seq FROM type::record('journal_head', $record) LIMIT 1";

const NEWEST: &str = "SELECT record, seq, place, entry FROM journal
    WHERE place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

const NEWEST_OF_RECORD: &str = "SELECT record, seq, place, entry FROM journal
    WHERE record = $record AND place >= $from AND place < $upto
        AND ($actor = '' OR actor = $actor) AND ($action = '' OR action = $action)
    ORDER BY place DESC LIMIT $limit";

const NEWEST_BY_ACTOR: &str = "SELECT record, seq, place, entry FROM journal
    WHERE actor = $actor AND place >= $from AND place < $upto AND ($action = '' OR action = $action)
    ORDER BY place DESC LIMIT $limit";

const NEWEST_BY_ACTION: &str = "SELECT record, seq, place, entry FROM journal
    WHERE action = $action AND place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

const UNSEALED_DAYS: &str = "SELECT day FROM journal WHERE day > $after AND day < $before
    GROUP BY day ORDER BY day LIMIT 400";

const OF_DAY: &str = "SELECT record, seq, hash FROM journal WHERE day = $day ORDER BY record, seq LIMIT $page";

const NEXT_OF_DAY: &str = "SELECT record, seq, hash FROM journal
    WHERE day = $day AND (record > $record OR (record = $record AND seq > $seq)) ORDER BY record, seq LIMIT $page";

const ROOTS: &str = "SELECT * OMIT id FROM journal_root WHERE day > $after ORDER BY day LIMIT 200";

const NEWEST_ROOTS: &str = "SELECT * OMIT id FROM journal_root ORDER BY day DESC LIMIT $limit";

const SEAL: &str = "INSERT IGNORE INTO journal_root $row";

/// How many entries a page of the journal shows.
const SHOWN: usize = 50;

/// How many sealed days are shown and checked.
const DAYS: usize = 7;

/// Behind every instant that is written with digits.
const END: &str = "~";

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
/// The entries are written as they stand, right or wrong: it is [`super::chain::verify`] that judges them. So are the
/// roots of sealed days, for against them the entries are judged; a day without one gets the root that its entries
/// have now.
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
    days: BTreeMap<NaiveDate, BTreeMap<String, (u64, String)>>,
    entries: u64,
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
                let exported_at = self.at.to_rfc3339_opts(SecondsFormat::Millis, true);
                line(&mut out, &json!({"kind": "header", "hash": "sha256", "exported_at": exported_at}))?;
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
                write_roots(&mut out, std::mem::take(&mut self.days), &sealed)?;
            }
            Stage::Done => return Ok(None),
        }
        Ok(Some(out))
    }
}

async fn page(store: &Store, after: Option<&Value>, size: usize) -> Result<Vec<Value>, ExportError> {
    let query = match after {
        None => store.query(FIRST),
        Some(row) => store.query(NEXT).bind(("record", row["record"].clone())).bind(("seq", row["seq"].clone())),
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

/// All sealed days.
async fn sealed_roots(store: &Store) -> Result<BTreeMap<NaiveDate, DayRoot>, ExportError> {
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

/// Seals every day before this one that has entries and is not sealed yet, in order. Answers how many.
///
/// # Errors
/// When the database cannot be read or written.
pub(super) async fn seal_before(store: &Store, before: NaiveDate, at: DateTime<Utc>) -> Result<usize, Failure> {
    #[derive(Deserialize)]
    struct Day {
        day: NaiveDate,
    }
    let mut sealed = 0;
    loop {
        let last = newest_roots(store, 1).await?.pop();
        let after = last.as_ref().map(|root| root.day.to_string()).unwrap_or_default();
        let bindings = [("after", json!(after)), ("before", json!(before))];
        let days: Vec<Day> = store::select(store, UNSEALED_DAYS, bindings).await?;
        let Some(Day { day }) = days.into_iter().next() else { return Ok(sealed) };
        let previous = last.as_ref().map_or(Ok(GENESIS), |root| {
            parse_hash(&root.root).ok_or_else(|| Failure::internal(format!("the root of {} is no hash", root.day)))
        })?;
        seal(store, day, previous, at).await?;
        sealed += 1;
    }
}

/// Another machine may have sealed the day meanwhile; then its root stays.
async fn seal(store: &Store, day: NaiveDate, previous: [u8; 32], at: DateTime<Utc>) -> Result<(), Failure> {
    let heads = heads_of(store, day).await?;
    let root = day_root(HashKind::Sha256, &previous, &heads)?;
    let row = json!({
        "id": day.to_string(),
        "day": day,
        "previous": hex::encode(previous),
        "heads": canonical(&heads)?,
        "root": hex::encode(root),
        "sealed_at": at.to_rfc3339_opts(SecondsFormat::Millis, true),
    });
    store::put(store, SEAL, [("row", row)]).await?;
    Ok(())
}

/// The last entry of each record on a day, ascending by record, as the entries stand now.
async fn heads_of(store: &Store, day: NaiveDate) -> Result<Vec<Head>, Failure> {
    #[derive(Deserialize)]
    struct Link {
        record: String,
        seq: u64,
        hash: String,
    }
    let mut heads: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let first = [("day", json!(day)), ("page", json!(PAGE))];
    let mut links: Vec<Link> = store::select(store, OF_DAY, first).await?;
    loop {
        let full = links.len() == PAGE;
        let Some(last) = links.last().map(|link| (link.record.clone(), link.seq)) else { break };
        for link in links {
            heads.insert(link.record, (link.seq, link.hash));
        }
        if !full {
            break;
        }
        let after = [("day", json!(day)), ("page", json!(PAGE)), ("record", json!(last.0)), ("seq", json!(last.1))];
        links = store::select(store, NEXT_OF_DAY, after).await?;
    }
    Ok(heads.into_iter().map(|(record, (seq, hash))| (record, seq, hash)).collect())
}

async fn newest_roots(store: &Store, limit: usize) -> Result<Vec<DayRoot>, Failure> {
    Ok(store::select(store, NEWEST_ROOTS, [("limit", json!(limit))]).await?)
}

/// The last sealed days, newest first; with `check` each compared with the entries as they stand now.
///
/// # Errors
/// When the database cannot be read.
pub async fn sealed_days(store: &Store, check: bool) -> Result<Vec<SealedDay>, Failure> {
    let roots = newest_roots(store, DAYS + 1).await?;
    let mut days = Vec::with_capacity(roots.len());
    for (at, root) in roots.iter().enumerate().take(DAYS) {
        let heads: Vec<Head> = serde_json::from_str(&root.heads)?;
        let holds = if check { Some(day_holds(store, root, roots.get(at + 1)).await?) } else { None };
        days.push(SealedDay {
            day: root.day,
            root: root.root.clone(),
            records: heads.len(),
            sealed_at: root.sealed_at.clone(),
            holds,
        });
    }
    Ok(days)
}

/// Whether a sealed day still has the heads that were sealed, and follows the root before.
async fn day_holds(store: &Store, root: &DayRoot, before: Option<&DayRoot>) -> Result<bool, Failure> {
    let previous = before.map_or_else(|| hex::encode(GENESIS), |before| before.root.clone());
    let Some(previous_hash) = parse_hash(&previous) else { return Ok(false) };
    let heads = heads_of(store, root.day).await?;
    let computed = hex::encode(day_root(HashKind::Sha256, &previous_hash, &heads)?);
    Ok(previous == root.previous && canonical(&heads)? == root.heads && computed == root.root)
}

/// A row of the list.
#[derive(Deserialize)]
struct Row {
    record: String,
    seq: u64,
    place: String,
    entry: String,
}

impl Row {
    fn line(self) -> Result<EntryLine, Failure> {
        let entry: Entry = serde_json::from_str(&self.entry)?;
        Ok(EntryLine {
            record: self.record,
            seq: self.seq,
            at: entry.at,
            actor: entry.actor,
            action: entry.action,
            reason: entry.reason,
        })
    }
}

/// A page of the journal, newest first, going on behind `before`, a place that an earlier page named.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest(store: &Store, filter: &Filter, before: Option<&str>, check: bool) -> Result<JournalPage, Failure> {
    let (from, end) = filter.day.map_or_else(|| (String::new(), END.to_owned()), places_of);
    let upto = before.filter(|before| *before < end.as_str()).unwrap_or(&end);
    let bindings = [
        ("record", json!(filter.record)),
        ("actor", json!(filter.actor)),
        ("action", json!(filter.action)),
        ("from", json!(from)),
        ("upto", json!(upto)),
        ("limit", json!(SHOWN + 1)),
    ];
    // The most telling condition leads, for each has its own index.
    let query = match (filter.record.is_empty(), filter.actor.is_empty(), filter.action.is_empty()) {
        (false, _, _) => NEWEST_OF_RECORD,
        (true, false, _) => NEWEST_BY_ACTOR,
        (true, true, false) => NEWEST_BY_ACTION,
        (true, true, true) => NEWEST,
    };
    let mut rows: Vec<Row> = store::select(store, query, bindings).await?;
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let next = rows.last().filter(|_| more).map(|row| row.place.clone());
    let entries = rows.into_iter().map(Row::line).collect::<Result<_, _>>()?;
    Ok(JournalPage { entries, next, sealed: sealed_days(store, check).await? })
}

/// The places of a day in +08:00: from its first instant up to the first of the next.
fn places_of(day: NaiveDate) -> (String, String) {
    let midnight = |day: NaiveDate| district_time::midnight(day).to_rfc3339_opts(SecondsFormat::Millis, true);
    (midnight(day), day.succ_opt().map_or_else(|| END.to_owned(), midnight))
}

/// A link of a record's chain with what stands beside its entry.
#[derive(Deserialize)]
struct Link {
    record: String,
    seq: u64,
    place: String,
    actor: String,
    action: String,
    prev: String,
    hash: String,
    entry: String,
}

/// One entry, and whether its record's chain holds.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such entry, or a failure of the database.
pub async fn entry(store: &Store, record: &str, seq: u64) -> Result<EntryPage, Failure> {
    let links = links(store, record).await?;
    let link = links.iter().find(|link| link.seq == seq).ok_or(AppError::NotFound)?;
    let entry: Entry = serde_json::from_str(&link.entry)?;
    let head = head(store, record).await?;
    Ok(EntryPage {
        differences: differences(&entry.before, &entry.after),
        creates: entry.before.is_null(),
        origin: entry.origin,
        prev: link.prev.clone(),
        hash: link.hash.clone(),
        entries: u64::try_from(links.len()).unwrap_or(u64::MAX),
        chain: check(&links, head),
        line: EntryLine {
            record: link.record.clone(),
            seq,
            at: entry.at,
            actor: entry.actor,
            action: entry.action,
            reason: entry.reason,
        },
    })
}

async fn links(store: &Store, record: &str) -> Result<Vec<Link>, Failure> {
    let mut links: Vec<Link> = Vec::new();
    loop {
        let last = links.last().map_or(0, |link| link.seq);
        let bindings = [("record", json!(record)), ("seq", json!(last)), ("page", json!(PAGE))];
        let page: Vec<Link> = store::select(store, OF_RECORD, bindings).await?;
        let full = page.len() == PAGE;
        links.extend(page);
        if !full {
            return Ok(links);
        }
    }
}

/// How many entries the record's head counts.
async fn head(store: &Store, record: &str) -> Result<u64, Failure> {
    #[derive(Deserialize)]
    struct Head {
        seq: u64,
    }
    let heads: Vec<Head> = store::select(store, HEAD, [("record", json!(record))]).await?;
    Ok(heads.first().map_or(0, |head| head.seq))
}

/// Whether every link holds, the last one is the head, and what stands beside an entry says the same as the entry.
fn check(links: &[Link], head: u64) -> ChainCheck {
    let header = json!({"kind": "header", "hash": "sha256", "exported_at": ""}).to_string();
    let lines = links.iter().map(|link| {
        let entry: Value = serde_json::from_str(&link.entry).unwrap_or_default();
        json!({"kind": "entry", "record": link.record, "seq": link.seq, "prev": link.prev, "hash": link.hash,
            "entry": entry})
        .to_string()
    });
    let lines = std::iter::once(header).chain(lines).map(Ok::<_, Infallible>);
    if let Err(broken) = chain::verify(lines) {
        return ChainCheck::Broken { seq: broken.seq.unwrap_or_default() };
    }
    if let Some(bent) = links.iter().find(|link| !says_the_same(link)) {
        return ChainCheck::Broken { seq: bent.seq };
    }
    let last = links.last().map_or(0, |link| link.seq);
    if last == head { ChainCheck::Holds } else { ChainCheck::Broken { seq: last.min(head) + 1 } }
}

fn says_the_same(link: &Link) -> bool {
    let Ok(entry) = serde_json::from_str::<Entry>(&link.entry) else { return false };
    let Ok(at) = entry.at.parse::<DateTime<Utc>>() else { return false };
    let place = i64::try_from(link.seq).map(|seq| chain::place(at, &link.record, seq));
    entry.actor == link.actor && entry.action == link.action && place.as_ref() == Ok(&link.place)
}
