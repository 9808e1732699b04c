//! The journal in the database: what an auditor reads, one entry with the check of its chain, and in rooms of their own
//! the roots of finished days, the export and the check of all of it.

/// The whole journal as lines.
mod export;
/// The roots of finished days.
mod seal;
/// The whole journal against everything that stands beside it.
mod verify;

use std::{
    collections::{BTreeMap, BTreeSet},
    convert::Infallible,
};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    chain::{self, HashKind, chain_day},
    difference::differences,
    labels,
    model::{ChainCheck, Entry, EntryLine, EntryPage, Filter, JournalPage, Matches, Who},
    name::name,
};
use crate::{
    error::AppError,
    kernel::district_time,
    store::{self, Failure, Store},
};

#[cfg(test)]
pub(super) use export::export_by;
pub use export::{ExportError, Exporter, export};
pub(super) use seal::seal_before;
pub use seal::{sealed_days, sealing};
#[cfg(test)]
pub(super) use verify::WORKED_OUT;
pub use verify::{VerifyError, verify};

/// How many rows are read at a time; what bounds the memory of an export.
const PAGE: usize = 1000;

const OF_RECORD: &str = "SELECT record, kind, seq, day, place, actor, action, prev, hash, entry FROM journal
    WHERE record = $record AND seq > $seq ORDER BY seq LIMIT $page";

const HEAD: &str = "SELECT seq FROM type::record('journal_head', $record) LIMIT 1";

const FIRST_ENTRY: &str = "SELECT entry FROM type::record('journal', [$record, 1]) LIMIT 1";

const NEWEST: &str = "SELECT record, seq, place, entry FROM journal
    WHERE place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

const NEWEST_OF_RECORD: &str = "SELECT record, seq, place, entry FROM journal
    WHERE record = $record AND place >= $from AND place < $upto
        AND ($actor = '' OR actor = $actor) AND ($action = '' OR action = $action)
        AND ($kind = '' OR kind = $kind)
    ORDER BY place DESC LIMIT $limit";

const NEWEST_BY_ACTOR: &str = "SELECT record, seq, place, entry FROM journal
    WHERE actor = $actor AND place >= $from AND place < $upto AND ($action = '' OR action = $action)
        AND ($kind = '' OR kind = $kind)
    ORDER BY place DESC LIMIT $limit";

const NEWEST_BY_ACTION: &str = "SELECT record, seq, place, entry FROM journal
    WHERE action = $action AND place >= $from AND place < $upto
        AND ($kind = '' OR kind = $kind)
    ORDER BY place DESC LIMIT $limit";

const NEWEST_OF_KIND: &str = "SELECT record, seq, place, entry FROM journal
    WHERE kind = $kind AND place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

// What is counted has one condition beside its days, for which an index has the places in their order.

const PLACES: &str = "SELECT VALUE place FROM journal
    WHERE place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

const PLACES_OF_RECORD: &str = "SELECT VALUE place FROM journal
    WHERE record = $record AND place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

const PLACES_BY_ACTOR: &str = "SELECT VALUE place FROM journal
    WHERE actor = $actor AND place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

const PLACES_BY_ACTION: &str = "SELECT VALUE place FROM journal
    WHERE action = $action AND place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

const PLACES_OF_KIND: &str = "SELECT VALUE place FROM journal
    WHERE kind = $kind AND place >= $from AND place < $upto
    ORDER BY place DESC LIMIT $limit";

const HOW_MANY_SINCE: &str = "SELECT count() AS entries FROM journal WHERE place >= $from GROUP ALL";

const PEOPLE: &str = "SELECT account, name, role FROM account WHERE account IN $accounts
    ORDER BY account LIMIT $limit";

const ACCOUNTS: &str = "SELECT account, name, role FROM account ORDER BY account LIMIT $limit";

/// The most accounts that a page of the journal names.
const MOST_ACCOUNTS: usize = 500;

/// How many entries a page of the journal shows.
const SHOWN: usize = 50;

/// So many entries are counted at most.
const COUNTED: usize = 1000;

/// Behind every instant that is written with digits.
const END: &str = "~";

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
        Ok(line(self.record, self.seq, entry))
    }
}

/// The line of an entry, without the person: people are read once for a whole page.
fn line(record: String, seq: u64, entry: Entry) -> EntryLine {
    EntryLine {
        name: name(&record, &entry.before, &entry.after),
        record,
        seq,
        at: entry.at,
        actor: entry.actor,
        who: None,
        action: entry.action,
        reason: entry.reason,
    }
}

/// A person of the register of accounts.
#[derive(Deserialize)]
struct Person {
    account: String,
    #[serde(flatten)]
    who: Who,
}

/// Says of each line whose account acted.
async fn name_people(store: &Store, lines: &mut [EntryLine]) -> Result<(), Failure> {
    let accounts: BTreeSet<&str> = lines.iter().map(|line| line.actor.as_str()).collect();
    let bindings = [("accounts", json!(accounts)), ("limit", json!(accounts.len()))];
    if accounts.is_empty() {
        return Ok(());
    }
    let people: Vec<Person> = store::select(store, PEOPLE, bindings).await?;
    let people: BTreeMap<String, Who> = people.into_iter().map(|person| (person.account, person.who)).collect();
    for line in lines {
        line.who = people.get(&line.actor).cloned();
    }
    Ok(())
}

/// A page of the journal, newest first, going on behind `before`, a place that an earlier page named.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest(store: &Store, filter: &Filter, before: Option<&str>, check: bool) -> Result<JournalPage, Failure> {
    let filter = record_in_full(store, filter).await?;
    let mut rows = narrowed(store, &filter, before, SHOWN + 1).await?;
    let more = rows.len() > SHOWN;
    rows.truncate(SHOWN);
    let next = rows.last().filter(|_| more).map(|row| row.place.clone());
    let matches = match (before, more) {
        (None, false) => Some(Matches::Exactly(rows.len())),
        (_, more) => counted(store, &filter, COUNTED).await?.or(more.then_some(Matches::MoreThan(SHOWN))),
    };
    let mut entries = rows.into_iter().map(Row::line).collect::<Result<Vec<_>, _>>()?;
    name_people(store, &mut entries).await?;
    let people: Vec<Person> = store::select(store, ACCOUNTS, [("limit", json!(MOST_ACCOUNTS))]).await?;
    let accounts = people.into_iter().map(|person| (person.account, person.who.name)).collect();
    let sealed = sealed_days(store, check).await?;
    Ok(JournalPage { entries, next, matches, sealed, function: store.journal_hash(), accounts })
}

/// The newest entries that the conditions hold for, at most so many. They are read in parts, which bounds what one
/// answer of the database holds.
///
/// # Errors
/// When the database cannot be read.
pub async fn newest_lines(store: &Store, filter: &Filter, most: usize) -> Result<Vec<EntryLine>, Failure> {
    let filter = record_in_full(store, filter).await?;
    let mut lines: Vec<EntryLine> = Vec::new();
    let mut before: Option<String> = None;
    while lines.len() < most {
        let page = PAGE.min(most - lines.len());
        let rows = narrowed(store, &filter, before.as_deref(), page).await?;
        let full = rows.len() == page;
        before = rows.last().map(|row| row.place.clone());
        for row in rows {
            lines.push(row.line()?);
        }
        if !full {
            break;
        }
    }
    name_people(store, &mut lines).await?;
    Ok(lines)
}

/// The conditions with the record in full, where they say only its own id: that of the first kind that has such a
/// record. Where none has, they stay as they are, and hold for nothing.
async fn record_in_full(store: &Store, filter: &Filter) -> Result<Filter, Failure> {
    let mut filter = filter.clone();
    if filter.record.is_empty() || filter.record.contains(':') {
        return Ok(filter);
    }
    for (kind, _) in labels::KINDS {
        let record = format!("{kind}:{}", filter.record);
        let may_be = filter.kind.is_empty() || filter.kind == kind;
        if may_be && head(store, &record).await? > 0 {
            filter.record = record;
            break;
        }
    }
    Ok(filter)
}

/// The newest entries that the conditions hold for, before a place.
async fn narrowed(store: &Store, filter: &Filter, before: Option<&str>, most: usize) -> Result<Vec<Row>, Failure> {
    let (from, end) = places_of(filter);
    let upto = before.filter(|before| *before < end.as_str()).unwrap_or(&end);
    // The most telling condition leads, for each has its own index.
    let (record, actor, action) = (filter.record.is_empty(), filter.actor.is_empty(), filter.action.is_empty());
    let query = match (record, actor, action) {
        (false, _, _) => NEWEST_OF_RECORD,
        (true, false, _) => NEWEST_BY_ACTOR,
        (true, true, false) => NEWEST_BY_ACTION,
        (true, true, true) if filter.kind.is_empty() => NEWEST,
        (true, true, true) => NEWEST_OF_KIND,
    };
    let bindings = [
        ("record", json!(filter.record)),
        ("actor", json!(filter.actor)),
        ("action", json!(filter.action)),
        ("kind", json!(filter.kind)),
        ("from", json!(from)),
        ("upto", json!(upto)),
        ("limit", json!(most)),
    ];
    Ok(store::select(store, query, bindings).await?)
}

/// How many entries the conditions hold for, counted up to `most`; `None` where no index knows, so that any number of
/// others would be read between them.
pub(super) async fn counted(store: &Store, filter: &Filter, most: usize) -> Result<Option<Matches>, Failure> {
    let conditions =
        [&filter.record, &filter.actor, &filter.action, &filter.kind].map(|condition| condition.is_empty());
    let query = match conditions {
        [true, true, true, true] => PLACES,
        [false, true, true, true] => PLACES_OF_RECORD,
        [true, false, true, true] => PLACES_BY_ACTOR,
        [true, true, false, true] => PLACES_BY_ACTION,
        [true, true, true, false] => PLACES_OF_KIND,
        // More than one.
        [_, _, _, _] => return Ok(None),
    };
    let (from, upto) = places_of(filter);
    let bindings = [
        ("record", json!(filter.record)),
        ("actor", json!(filter.actor)),
        ("action", json!(filter.action)),
        ("kind", json!(filter.kind)),
        ("from", json!(from)),
        ("upto", json!(upto)),
        ("limit", json!(most)),
    ];
    let places: Vec<String> = store::select(store, query, bindings).await?;
    let count = places.len();
    Ok(Some(if count < most { Matches::Exactly(count) } else { Matches::AtLeast(count) }))
}

/// The last entry of a record; none where nothing was ever done to it.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_of(store: &Store, record: &str) -> Result<Option<EntryLine>, Failure> {
    let bindings = [
        ("record", json!(record)),
        ("actor", json!("")),
        ("action", json!("")),
        ("kind", json!("")),
        ("from", json!("")),
        ("upto", json!(END)),
        ("limit", json!(1)),
    ];
    let rows: Vec<Row> = store::select(store, NEWEST_OF_RECORD, bindings).await?;
    rows.into_iter().next().map(Row::line).transpose()
}

/// How many entries there are since the beginning of a day (+08:00).
///
/// # Errors
/// When the database cannot be read.
pub async fn entries_since(store: &Store, day: NaiveDate) -> Result<u32, Failure> {
    #[derive(Deserialize)]
    struct Count {
        entries: u32,
    }
    let (from, _) = places_of(&Filter { day: Some(day), ..Filter::default() });
    let counted: Vec<Count> = store::select(store, HOW_MANY_SINCE, [("from", json!(from))]).await?;
    Ok(counted.first().map_or(0, |count| count.entries))
}

/// The places of the days in +08:00: from the first instant of the first up to the first behind the last.
fn places_of(filter: &Filter) -> (String, String) {
    let midnight = |day: NaiveDate| district_time::midnight(day).to_rfc3339_opts(SecondsFormat::Millis, true);
    let behind = filter.until.or(filter.day).and_then(|last| last.succ_opt());
    (filter.day.map_or_else(String::new, midnight), behind.map_or_else(|| END.to_owned(), midnight))
}

/// A link of a record's chain with what stands beside its entry.
#[derive(Deserialize)]
struct Link {
    record: String,
    kind: String,
    seq: u64,
    day: NaiveDate,
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
    let (differences, creates) = (differences(&entry.before, &entry.after), entry.before.is_null());
    let origin = entry.origin.clone();
    let mut lines = [line(link.record.clone(), seq, entry)];
    name_people(store, &mut lines).await?;
    let [line] = lines;
    Ok(EntryPage {
        differences,
        creates,
        origin,
        raw: link.entry.clone(),
        prev: link.prev.clone(),
        hash: link.hash.clone(),
        entries: u64::try_from(links.len()).unwrap_or(u64::MAX),
        chain: check(&links, head, store.journal_hash()),
        function: store.journal_hash(),
        line,
    })
}

/// What the first entry of a record (`table:id`) says; `None` where the journal has none.
///
/// # Errors
/// When the database cannot be read, or the entry is none that the program writes.
pub async fn first_entry(store: &Store, record: &str) -> Result<Option<Entry>, Failure> {
    #[derive(Deserialize)]
    struct First {
        entry: String,
    }
    let found: Vec<First> = store::select(store, FIRST_ENTRY, [("record", json!(record))]).await?;
    Ok(found.first().map(|first| serde_json::from_str(&first.entry)).transpose()?)
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
fn check(links: &[Link], head: u64, kind: HashKind) -> ChainCheck {
    let header = json!({"kind": "header", "hash": kind, "exported_at": ""}).to_string();
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

/// Whether the columns by which an entry is found say the same as the entry.
fn says_the_same(link: &Link) -> bool {
    let Ok(entry) = serde_json::from_str::<Entry>(&link.entry) else { return false };
    let Ok(at) = entry.at.parse::<DateTime<Utc>>() else { return false };
    let place = i64::try_from(link.seq).map(|seq| chain::place(at, &link.record, seq));
    let kind = link.record.split_once(':').map(|(kind, _)| kind);
    kind == Some(link.kind.as_str())
        && entry.actor == link.actor
        && entry.action == link.action
        && chain_day(at) == link.day
        && place.as_ref() == Ok(&link.place)
}
