//! The hash chain of the journal, and a verifier that needs nothing but an exported file.
//!
//! Each record has its own chain: `hash = SHA-256(prev ‖ utf8(JCS(entry)))`, `prev` being 32 zero bytes for the first
//! entry. Each day (+08:00) has a root over the heads that changed that day:
//! `root = SHA-256(previous root ‖ utf8(JCS([[record, seq, hash], …])))`, sorted by the bytes of the record, the first
//! previous root again being 32 zero bytes. Where the district is set up for it, SM3 stands in the place of SHA-256, from
//! the first entry on and throughout.
//!
//! What is detected: a changed, added, repeated, moved or missing entry; the end of a chain or a whole record cut
//! off, as soon as a root covers the day; a changed, moved or missing root before the last. What cannot be seen from
//! the file alone: the last roots cut off together with all entries of their days, or a file made anew from end to
//! end. Against those, [`Summary::last_root`] is compared with the root that was published or printed on its day.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    str::FromStr,
};

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::kernel::{
    calendar::{read_date, write_date},
    canonical::{EXACT_INTEGER, canonical, parse_hash, parse_strict, sha256, sm3},
    district_time,
};

/// What stands before the first entry of a record and before the first root: 32 zero bytes.
pub const GENESIS: [u8; 32] = [0; 32];

/// The keys that every entry holds at least.
pub const REQUIRED_KEYS: [&str; 5] = ["at", "actor", "action", "before", "after"];

/// The hash function of a district's journal, named in the header of an export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HashKind {
    /// SHA-256, the default.
    #[default]
    Sha256,
    /// SM3 (GB/T 32905).
    Sm3,
}

impl HashKind {
    /// The hash of the bytes.
    #[must_use]
    pub fn digest(self, bytes: &[u8]) -> [u8; 32] {
        match self {
            Self::Sha256 => sha256(bytes),
            Self::Sm3 => sm3(bytes),
        }
    }

    /// The name by which people know it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sm3 => "SM3",
        }
    }
}

/// As settings and headers write it.
impl fmt::Display for HashKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        })
    }
}

impl FromStr for HashKind {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "sha256" => Ok(Self::Sha256),
            "sm3" => Ok(Self::Sm3),
            _ => Err("write sha256 or sm3"),
        }
    }
}

/// The last entry of a record on a day: `[record, seq, hash]`, the hash in lower-case hexadecimal.
pub type Head = (String, u64, String);

/// One line of an exported journal. Hashes are 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ExportLine {
    /// The first line.
    Header {
        /// The hash function of all following lines.
        hash: HashKind,
        /// When the export was made (RFC 3339).
        exported_at: String,
    },
    /// A link of a record's chain, all before the first root.
    Entry {
        /// The record, such as `visit:…`.
        record: String,
        /// The number of the entry within its record, from 1 without gaps.
        seq: u64,
        /// The hash of the entry before, or [`GENESIS`].
        prev: String,
        /// The hash of this entry.
        hash: String,
        /// What happened: at least [`REQUIRED_KEYS`], and no float.
        entry: Value,
    },
    /// A day's root, days ascending.
    Root {
        /// The day in +08:00.
        #[serde(serialize_with = "write_date", deserialize_with = "read_date")]
        day: NaiveDate,
        /// The root before, or [`GENESIS`].
        previous: String,
        /// The last entry of each record that changed on the day, ascending by the bytes of the record.
        heads: Vec<Head>,
        /// The root.
        root: String,
    },
}

/// Why something cannot be an entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryFault {
    /// Not a JSON object.
    #[error("the entry is not an object")]
    NotAnObject,
    /// A required key is missing.
    #[error("the entry has no `{0}`")]
    MissingKey(&'static str),
    /// `at` is not an instant.
    #[error("`at` is not an instant of RFC 3339")]
    NotAnInstant,
    /// A float, at a JSON pointer: two floats can have one canonical text.
    #[error("{0} is a float")]
    Float(String),
    /// An integer beyond 2⁵³ − 1, at a JSON pointer: it would share its canonical text with its neighbours.
    #[error("{0} is an integer that JSON does not keep exactly")]
    InexactInteger(String),
    /// No canonical text; cannot happen to a JSON value.
    #[error("no canonical form: {0}")]
    NotCanonical(String),
}

/// The hash of an entry behind the one before it in its record.
///
/// # Errors
///
/// What keeps the value from being an entry: the writer finds it before the verifier must.
pub fn entry_hash(kind: HashKind, prev: &[u8; 32], entry: &Value) -> Result<[u8; 32], EntryFault> {
    entry_day(entry)?;
    check_numbers(entry, &mut String::new())?;
    let text = canonical(entry).map_err(|error| EntryFault::NotCanonical(error.to_string()))?;
    Ok(linked(kind, prev, &text))
}

/// The root of a day behind the one before it. `heads` are ascending by the bytes of the record.
///
/// # Errors
///
/// Never for these types; the canonical writer's own otherwise.
pub fn day_root(kind: HashKind, previous: &[u8; 32], heads: &[Head]) -> Result<[u8; 32], serde_json::Error> {
    canonical(heads).map(|text| linked(kind, previous, &text))
}

fn linked(kind: HashKind, before: &[u8; 32], text: &str) -> [u8; 32] {
    let mut bytes = before.to_vec();
    bytes.extend_from_slice(text.as_bytes());
    kind.digest(&bytes)
}

/// The civil day in +08:00 to which an instant belongs, and so the root that covers its entry.
#[must_use]
pub fn chain_day(at: DateTime<Utc>) -> NaiveDate {
    district_time::shown(at).date()
}

/// Where an entry stands among all: instant, record and number in one text, whose order by bytes is the order in time.
#[must_use]
pub fn place(at: DateTime<Utc>, record: &str, seq: i64) -> String {
    format!("{} {record} {seq:08}", at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

fn entry_day(entry: &Value) -> Result<NaiveDate, EntryFault> {
    let object = entry.as_object().ok_or(EntryFault::NotAnObject)?;
    if let Some(missing) = REQUIRED_KEYS.into_iter().find(|key| !object.contains_key(*key)) {
        return Err(EntryFault::MissingKey(missing));
    }
    let at = object.get("at").and_then(Value::as_str).ok_or(EntryFault::NotAnInstant)?;
    let at = DateTime::parse_from_rfc3339(at).map_err(|_| EntryFault::NotAnInstant)?;
    Ok(chain_day(at.to_utc()))
}

fn check_numbers(value: &Value, pointer: &mut String) -> Result<(), EntryFault> {
    let mut inside = |key: &str, value: &Value| {
        let length = pointer.len();
        pointer.push('/');
        pointer.push_str(key);
        let checked = check_numbers(value, pointer);
        pointer.truncate(length);
        checked
    };
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Array(items) => (0usize..).zip(items).try_for_each(|(at, item)| inside(&at.to_string(), item)),
        Value::Object(map) => map.iter().try_for_each(|(key, item)| inside(key, item)),
        Value::Number(number) if number.is_f64() => Err(EntryFault::Float(pointer.clone())),
        Value::Number(number) => match number.as_i64() {
            Some(integer) if (-EXACT_INTEGER..=EXACT_INTEGER).contains(&integer) => Ok(()),
            Some(_) | None => Err(EntryFault::InexactInteger(pointer.clone())),
        },
    }
}

/// What a journal that holds contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The hash function that the header names.
    pub hash: HashKind,
    /// When the export was made, as the header says.
    pub exported_at: String,
    /// How many records have a chain.
    pub records: usize,
    /// How many entries they have together.
    pub entries: u64,
    /// How many daily roots there are.
    pub roots: u64,
    /// The last day that has a root, and its root in hexadecimal: what is compared with the published one.
    pub last_root: Option<(NaiveDate, String)>,
    /// How many entries are younger than the last root, so that a cut among them would not be seen yet.
    pub not_yet_covered: u64,
}

/// The first thing in a journal that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// The record, where one can be named.
    pub record: Option<String>,
    /// The number of its first entry that does not hold; for missing entries, that of the first one missing.
    pub seq: Option<u64>,
    /// The day of the root by which it was found.
    pub day: Option<NaiveDate>,
    /// The line of the file, from 1; one past the last when the file ended too early. None in a database.
    pub line: Option<u64>,
    /// What does not hold, as an English sentence.
    pub why: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = [
            self.line.map(|line| format!("line {line}")),
            self.record.as_ref().map(|record| format!("record {record}")),
            self.seq.map(|seq| format!("seq {seq}")),
            self.day.map(|day| format!("root of {day}")),
        ];
        let places: Vec<String> = places.into_iter().flatten().collect();
        if places.is_empty() {
            return formatter.write_str(&self.why);
        }
        write!(formatter, "{}: {}", places.join(", "), self.why)
    }
}

impl std::error::Error for Broken {}

/// Checks an exported journal line by line, holding only the head of each record and of each day in memory.
///
/// # Errors
///
/// The first thing that does not hold, or that cannot be read.
pub fn verify<E: fmt::Display>(lines: impl Iterator<Item = Result<String, E>>) -> Result<Summary, Broken> {
    let mut checker = Checker::default();
    for text in lines {
        match text {
            Ok(text) => checker.line(&text)?,
            Err(error) => return Err(Fault::why(error.to_string()).at(checker.lines + 1)),
        }
    }
    checker.summary()
}

/// A journal that is checked as its lines come.
#[derive(Default)]
pub struct Checker {
    lines: u64,
    verifier: Option<Verifier>,
}

impl Checker {
    /// Takes the next line.
    ///
    /// # Errors
    ///
    /// What does not hold; nothing that comes behind it is worth checking.
    pub fn line(&mut self, text: &str) -> Result<(), Broken> {
        self.lines += 1;
        self.take(text).map_err(|fault| fault.at(self.lines))
    }

    fn take(&mut self, text: &str) -> Result<(), Fault> {
        match (&mut self.verifier, read(text)?) {
            (None, ExportLine::Header { hash, exported_at }) => {
                self.verifier = Some(Verifier::new(hash, exported_at));
                Ok(())
            }
            (None, ExportLine::Entry { .. } | ExportLine::Root { .. }) => {
                Err(Fault::why("the first line is not a header"))
            }
            (Some(_), ExportLine::Header { .. }) => Err(Fault::why("a second header")),
            (Some(verifier), ExportLine::Entry { record, seq, prev, hash, entry }) => {
                verifier.entry(record, seq, &prev, &hash, &entry)
            }
            (Some(verifier), ExportLine::Root { day, previous, heads, root }) => {
                verifier.root(day, &previous, &heads, &root).map_err(|fault| fault.on(day))
            }
        }
    }

    /// The end of each record's chain so far: the number of its last entry, and that entry's hash.
    pub fn heads(&self) -> impl Iterator<Item = (&str, (u64, [u8; 32]))> {
        let heads = self.verifier.iter().flat_map(|verifier| &verifier.heads);
        heads.map(|(record, head)| (record.as_str(), *head))
    }

    /// The end of this record's chain so far, as [`Self::heads`].
    #[must_use]
    pub fn head(&self, record: &str) -> Option<(u64, [u8; 32])> {
        self.verifier.as_ref()?.heads.get(record).copied()
    }

    /// What the whole journal contains, once its last line was taken.
    ///
    /// # Errors
    ///
    /// When there was not even a header.
    pub fn summary(self) -> Result<Summary, Broken> {
        self.verifier.map(Verifier::summary).ok_or_else(|| Fault::why("the file is empty").at(self.lines + 1))
    }
}

/// Reads one line. A line that is not one of the three kinds still names its record and seq where it can.
fn read(text: &str) -> Result<ExportLine, Fault> {
    let value = parse_strict(text).map_err(|error| Fault::why(format!("not a JSON line: {error}")))?;
    let record = value.get("record").and_then(Value::as_str).map(str::to_owned);
    let seq = value.get("seq").and_then(Value::as_u64);
    let blame = |why: String| Fault { record: record.clone(), seq, ..Fault::why(why) };
    // Serde would also take an array with the fields in order.
    if !value.is_object() {
        return Err(blame("not an object".to_owned()));
    }
    serde_json::from_value(value).map_err(|error| blame(format!("not a line of a journal: {error}")))
}

/// A [`Broken`] that does not know its line yet.
struct Fault {
    record: Option<String>,
    seq: Option<u64>,
    day: Option<NaiveDate>,
    why: String,
}

impl Fault {
    fn why(why: impl Into<String>) -> Self {
        Self { record: None, seq: None, day: None, why: why.into() }
    }

    fn of(record: &str, seq: u64, why: impl Into<String>) -> Self {
        Self { record: Some(record.to_owned()), seq: Some(seq), day: None, why: why.into() }
    }

    fn on(self, day: NaiveDate) -> Self {
        Self { day: Some(day), ..self }
    }

    fn at(self, line: u64) -> Broken {
        let Self { record, seq, day, why } = self;
        Broken { record, seq, day, line: Some(line), why }
    }
}

/// The part of one record's chain that one day holds.
struct DayOfRecord {
    first: u64,
    last: u64,
    hash: [u8; 32],
    entries: u64,
}

struct Verifier {
    kind: HashKind,
    exported_at: String,
    /// Last seq and hash of each record.
    heads: HashMap<String, (u64, [u8; 32])>,
    /// The days that no root has covered yet.
    days: BTreeMap<NaiveDate, BTreeMap<String, DayOfRecord>>,
    last_root: Option<(NaiveDate, [u8; 32])>,
    entries: u64,
    roots: u64,
}

impl Verifier {
    fn new(kind: HashKind, exported_at: String) -> Self {
        Self { kind, exported_at, heads: HashMap::new(), days: BTreeMap::new(), last_root: None, entries: 0, roots: 0 }
    }

    fn entry(&mut self, record: String, seq: u64, prev: &str, hash: &str, entry: &Value) -> Result<(), Fault> {
        let blame = |why: String| Fault::of(&record, seq, why);
        if self.roots > 0 {
            return Err(blame("the entry stands behind a root".to_owned()));
        }
        let (last, head) = self.heads.get(&record).copied().unwrap_or((0, GENESIS));
        if seq != last + 1 {
            let why = format!("entry {seq} stands where entry {} belongs", last + 1);
            return Err(Fault::of(&record, seq.min(last + 1), why));
        }
        if parse_hash(prev) != Some(head) {
            return Err(blame("`prev` is not the hash of the entry before".to_owned()));
        }
        let expected = entry_hash(self.kind, &head, entry).map_err(|fault| blame(fault.to_string()))?;
        if parse_hash(hash) != Some(expected) {
            return Err(blame("`hash` is not the hash of `prev` and the entry".to_owned()));
        }
        let day = entry_day(entry).map_err(|fault| blame(fault.to_string()))?;
        let of_day = self.days.entry(day).or_default();
        let part =
            of_day.entry(record.clone()).or_insert(DayOfRecord { first: seq, last: seq, hash: expected, entries: 0 });
        (part.last, part.hash, part.entries) = (seq, expected, part.entries + 1);
        self.heads.insert(record, (seq, expected));
        self.entries += 1;
        Ok(())
    }

    fn root(&mut self, day: NaiveDate, previous: &str, heads: &[Head], root: &str) -> Result<(), Fault> {
        let (last_day, before) = match self.last_root {
            Some((day, root)) => (Some(day), root),
            None => (None, GENESIS),
        };
        if let Some(last) = last_day.filter(|last| *last >= day) {
            return Err(Fault::why(format!("the day does not follow {last}, the day of the root before")));
        }
        self.check_no_day_without_root(day)?;
        let covered = self.days.remove(&day).unwrap_or_default();
        self.check_heads(heads, &covered)?;
        if parse_hash(previous) != Some(before) {
            return Err(Fault::why("`previous` is not the root before"));
        }
        let expected = day_root(self.kind, &before, heads).map_err(|error| Fault::why(error.to_string()))?;
        if parse_hash(root) != Some(expected) {
            return Err(Fault::why("`root` is not the hash of `previous` and the heads"));
        }
        self.last_root = Some((day, expected));
        self.roots += 1;
        Ok(())
    }

    /// Roots come in order of day, so a day before this one that still waits will never be covered.
    fn check_no_day_without_root(&self, day: NaiveDate) -> Result<(), Fault> {
        let Some((waiting, records)) = self.days.range(..day).next() else {
            return Ok(());
        };
        let why = format!("the entry of {waiting} is covered by no root");
        match records.iter().next() {
            Some((record, part)) => Err(Fault::of(record, part.first, why)),
            None => Err(Fault::why(why)),
        }
    }

    /// Compares the heads of a root with the last entries of its day, record by record in ascending order.
    fn check_heads(&self, heads: &[Head], covered: &BTreeMap<String, DayOfRecord>) -> Result<(), Fault> {
        let mut waiting = covered.iter().peekable();
        let mut before: Option<&str> = None;
        for (record, seq, hash) in heads {
            if before.is_some_and(|before| before >= record.as_str()) {
                return Err(Fault::of(record, *seq, "the heads are not sorted by record"));
            }
            before = Some(record);
            if let Some((left_out, part)) = waiting.next_if(|(waiting, _)| waiting.as_str() < record.as_str()) {
                return Err(Fault::of(left_out, part.first, "the root of its day leaves the record out"));
            }
            match waiting.next_if(|(waiting, _)| *waiting == record) {
                Some((_, part)) => self.check_head(record, *seq, hash, part)?,
                None => return Err(self.absent(record, *seq)),
            }
        }
        match waiting.next() {
            Some((left_out, part)) => Err(Fault::of(left_out, part.first, "the root of its day leaves the record out")),
            None => Ok(()),
        }
    }

    fn check_head(&self, record: &str, seq: u64, hash: &str, part: &DayOfRecord) -> Result<(), Fault> {
        if seq < part.last {
            let why = format!("the root of its day ends this record at entry {seq}");
            return Err(Fault::of(record, seq.saturating_add(1).max(part.first), why));
        }
        if seq > part.last {
            return Err(self.absent(record, seq));
        }
        if parse_hash(hash) != Some(part.hash) {
            return Err(Fault::of(record, seq, "the root of its day holds another hash of this entry"));
        }
        Ok(())
    }

    /// The fault of a head whose entry is not among those of its day: cut off, or not of that day.
    fn absent(&self, record: &str, seq: u64) -> Fault {
        let last = self.heads.get(record).map_or(0, |(last, _)| *last);
        if last < seq {
            let why = format!("the entry is missing: a root names entry {seq}, and the chain ends at {last}");
            Fault::of(record, last + 1, why)
        } else {
            Fault::of(record, seq, "the root names an entry that is not the last of this day")
        }
    }

    fn summary(self) -> Summary {
        Summary {
            hash: self.kind,
            exported_at: self.exported_at,
            records: self.heads.len(),
            entries: self.entries,
            roots: self.roots,
            last_root: self.last_root.map(|(day, root)| (day, hex::encode(root))),
            not_yet_covered: self.days.values().flat_map(BTreeMap::values).map(|part| part.entries).sum(),
        }
    }
}

#[cfg(test)]
mod tests;
