//! The roots of finished days: made once, and compared with the entries as they stand now.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Deserialize;
use serde_json::json;

use super::PAGE;
use crate::{
    journal::{
        chain::{GENESIS, Head, day_root},
        model::{DayRoot, Seal, SealedDay, Sealing},
    },
    kernel::canonical::{canonical, parse_hash},
    store::{self, Failure, Store, Walk},
};

const UNSEALED_DAYS: &str = "SELECT day FROM journal WHERE day > $after AND day < $before
    GROUP BY day ORDER BY day LIMIT 400";

const OF_DAY: &str = "SELECT record, seq, hash FROM journal WHERE day = $day ORDER BY record, seq LIMIT $page";

const NEXT_OF_DAY: &str = "SELECT record, seq, hash FROM journal
    WHERE day = $day AND (record > $record OR (record = $record AND seq > $seq)) ORDER BY record, seq LIMIT $page";

const NEWEST_ROOTS: &str = "SELECT * OMIT id FROM journal_root ORDER BY day DESC LIMIT $limit";

const LAST: &str = "SELECT day, sealed_at FROM journal_root ORDER BY day DESC LIMIT 1";

const HOW_MANY: &str = "SELECT count() AS days FROM journal_root GROUP ALL";

const ENDS: &str = "SELECT record::id(id) AS record_key, seq,
    record::exists(type::record('journal', [record::id(id), seq])) AS there FROM $records LIMIT $page";

const SEAL: &str = "INSERT IGNORE INTO journal_root $row";

/// How many sealed days are shown and checked.
const DAYS: usize = 7;

/// Seals every day before this one that has entries and is not sealed yet, in order. Answers how many.
///
/// # Errors
/// When the database cannot be read or written, or when a chain ends before the entry that its head names: a root over
/// what is left would vouch for the cut.
pub(in crate::journal) async fn seal_before(
    store: &Store,
    before: NaiveDate,
    at: DateTime<Utc>,
) -> Result<usize, Failure> {
    let mut sealed = 0;
    loop {
        let last = newest_roots(store, 1).await?.pop();
        let days = unsealed_days(store, last.as_ref().map(|root| root.day), before).await?;
        let Some(day) = days.into_iter().next() else { return Ok(sealed) };
        let previous = last.as_ref().map_or(Ok(GENESIS), |root| {
            parse_hash(&root.root).ok_or_else(|| Failure::internal(format!("the root of {} is no hash", root.day)))
        })?;
        if sealed == 0 {
            refuse_if_cut(store).await?;
        }
        seal(store, day, previous, at).await?;
        sealed += 1;
    }
}

/// The days between these two that have entries, ascending, at most 400.
async fn unsealed_days(store: &Store, after: Option<NaiveDate>, before: NaiveDate) -> Result<Vec<NaiveDate>, Failure> {
    #[derive(Deserialize)]
    struct Day {
        day: NaiveDate,
    }
    let after = after.map(|day| day.to_string()).unwrap_or_default();
    let bindings = [("after", json!(after)), ("before", json!(before))];
    let days: Vec<Day> = store::select(store, UNSEALED_DAYS, bindings).await?;
    Ok(days.into_iter().map(|Day { day }| day).collect())
}

/// Refuses where a chain ends before the entry that its head names.
async fn refuse_if_cut(store: &Store) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct End {
        record_key: String,
        seq: u64,
        there: bool,
    }
    let mut walk = Walk::new(store, ENDS, "journal_head", PAGE);
    loop {
        let ends: Vec<End> = walk.next().await?;
        if ends.is_empty() {
            return Ok(());
        }
        if let Some(End { record_key: record, seq, .. }) = ends.iter().find(|end| !end.there) {
            return Err(Failure::internal(format!(
                "entry {seq} of {record} is missing, so no day is sealed; see `zeqing journal verify` and the last backup"
            )));
        }
    }
}

/// Another machine may have sealed the day meanwhile; then its root stays.
async fn seal(store: &Store, day: NaiveDate, previous: [u8; 32], at: DateTime<Utc>) -> Result<(), Failure> {
    let heads = heads_of(store, day).await?;
    let root = day_root(store.journal_hash(), &previous, &heads)?;
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

/// How far the journal is sealed, of the days before this one.
///
/// # Errors
/// When the database cannot be read.
pub async fn sealing(store: &Store, before: NaiveDate) -> Result<Sealing, Failure> {
    #[derive(Deserialize)]
    struct Count {
        days: u64,
    }
    let last: Option<Seal> = store::select(store, LAST, []).await?.pop();
    let counted: Vec<Count> = store::select(store, HOW_MANY, []).await?;
    Ok(Sealing {
        last,
        days: counted.first().map_or(0, |count| count.days),
        waiting: unsealed_days(store, last.map(|seal| seal.day), before).await?,
    })
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
    let computed = hex::encode(day_root(store.journal_hash(), &previous_hash, &heads)?);
    Ok(previous == root.previous && canonical(&heads)? == root.heads && computed == root.root)
}
