//! Whether the bytes of the files are still those that came in.

use serde_json::Value;
use thiserror::Error;

use super::TABLE;
use crate::{
    evidence::model::Evidence,
    journal::{model::Entry, store as journal},
    server::files::{Content, FileKey, Files},
    store::{Failure, Store, Walk},
};

const ALL: &str = "SELECT *, record::id(id) AS record_key OMIT id FROM $records LIMIT $page";

/// How many records are read at a time.
const PAGE: usize = 200;

/// Why a file is not what came in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FileFault {
    /// Somebody changed the record by hand so that it is none any more.
    #[error("the record is malformed: {0}")]
    Record(String),
    /// The store of files has lost it.
    #[error("the file is missing")]
    Missing,
    /// The store of files does not give it.
    #[error("the file cannot be read: {0}")]
    Unread(String),
    /// It is longer or shorter than its record says.
    #[error("the file has {found} bytes, and its record says {recorded}")]
    Size {
        /// Bytes of the file.
        found: u64,
        /// Bytes by its record.
        recorded: u64,
    },
    /// It is as long, and another.
    #[error("the file has the SHA-256 {found}, and its record says {recorded}")]
    Content {
        /// The hash of the file.
        found: String,
        /// The hash by its record.
        recorded: String,
    },
    /// Its record was changed after it came in.
    #[error("by the journal {size} bytes with the SHA-256 {sha256} came in, and the record says otherwise")]
    Journal {
        /// Bytes by the journal.
        size: u64,
        /// The hash by the journal.
        sha256: String,
    },
}

/// A file that is not what came in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{evidence}: {fault}")]
pub struct BadFile {
    /// Its id.
    pub evidence: String,
    /// What is wrong with it.
    pub fault: FileFault,
}

/// What a check of all files found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many files have a record.
    pub files: u64,
    /// What is wrong, in order of id. A file whose bytes and record are both wrong is named twice.
    pub bad: Vec<BadFile>,
}

/// Reads every file that has a record, and compares its size and its hash with the record, and the record with what the
/// journal says came in. Where the journal has no entry of it, that is for the check of the journal to say.
///
/// # Errors
/// When the database cannot be read. A file that cannot be read is a finding like others, so that the rest is read too.
pub async fn check_all(store: &Store, files: &Files) -> Result<Checked, Failure> {
    let mut checked = Checked::default();
    let mut walk = Walk::new(store, ALL, TABLE, PAGE);
    loop {
        let rows: Vec<Value> = walk.next().await?;
        if rows.is_empty() {
            return Ok(checked);
        }
        for row in rows {
            let id = row["record_key"].as_str().unwrap_or_default().to_owned();
            let faults = faults(store, files, &id, row).await?;
            checked.files += 1;
            checked.bad.extend(faults.into_iter().map(|fault| BadFile { evidence: id.clone(), fault }));
        }
    }
}

async fn faults(store: &Store, files: &Files, id: &str, row: Value) -> Result<Vec<FileFault>, Failure> {
    let evidence: Evidence = match serde_json::from_value(row) {
        Ok(evidence) => evidence,
        Err(cause) => return Ok(vec![FileFault::Record(cause.to_string())]),
    };
    let of_content = match FileKey::parse(id) {
        None => Some(FileFault::Missing),
        Some(key) => match files.measure(key).await {
            Ok(found) => content_fault(&evidence, found),
            Err(error) => Some(FileFault::Unread(error.to_string())),
        },
    };
    let came_in = journal::first_entry(store, &format!("{TABLE}:{id}")).await?;
    let of_record = came_in.and_then(|entry| record_fault(&evidence, &entry));
    Ok(of_content.into_iter().chain(of_record).collect())
}

/// What is wrong with the bytes that lie under a file's key.
pub(super) fn content_fault(evidence: &Evidence, found: Option<Content>) -> Option<FileFault> {
    let Some(found) = found else { return Some(FileFault::Missing) };
    if found.size != evidence.size {
        return Some(FileFault::Size { found: found.size, recorded: evidence.size });
    }
    if found.sha256 != evidence.sha256 {
        return Some(FileFault::Content { found: found.sha256, recorded: evidence.sha256.clone() });
    }
    None
}

/// A file is never replaced, so what its first entry says of its bytes holds for good.
fn record_fault(evidence: &Evidence, entry: &Entry) -> Option<FileFault> {
    let size = entry.after["size"].as_u64().unwrap_or_default();
    let sha256 = entry.after["sha256"].as_str().unwrap_or_default();
    let is_same = size == evidence.size && sha256 == evidence.sha256;
    (!is_same).then(|| FileFault::Journal { size, sha256: sha256.to_owned() })
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::{
        evidence::store::{Arrival, receive_at},
        server::config::FilesAddress,
        store::testing::{instant, memory, officer},
    };

    /// A database and its files, and the keys of three of them in their order.
    async fn handed_in() -> (Store, Files, [FileKey; 3]) {
        let (store, files) = (memory().await, Files::open(&FilesAddress::Memory).unwrap());
        let mut keys = ["甲", "乙", "丙"].map(FileKey::of);
        keys.sort_unstable();
        for key in keys {
            let arrival = Arrival { key, at: instant(), comes_again: false };
            let bytes = Bytes::from_static("说明".as_bytes());
            receive_at(&store, &files, &officer(), arrival, "file", "说明.txt", bytes).await.unwrap();
        }
        (store, files, keys)
    }

    async fn record(store: &Store, key: FileKey) -> Evidence {
        crate::store::load(store, TABLE, &key.to_string()).await.unwrap().unwrap()
    }

    fn bad(key: FileKey, fault: FileFault) -> BadFile {
        BadFile { evidence: key.to_string(), fault }
    }

    #[tokio::test]
    async fn files_that_are_what_came_in_are_all_counted_and_none_is_blamed() {
        let (store, files, _) = handed_in().await;
        assert_eq!(check_all(&store, &files).await.unwrap(), Checked { files: 3, bad: Vec::new() });
    }

    #[tokio::test]
    async fn every_file_that_was_lost_cut_or_replaced_is_named_in_order() {
        let (store, files, [first, second, third]) = handed_in().await;
        let recorded = record(&store, first).await.sha256;
        files.delete(second).await.unwrap();
        files.put(first, Bytes::from_static("说谎".as_bytes())).await.unwrap();
        files.put(third, Bytes::from_static("说".as_bytes())).await.unwrap();
        let found = files.measure(first).await.unwrap().unwrap().sha256;
        let expected = [
            bad(first, FileFault::Content { found, recorded }),
            bad(second, FileFault::Missing),
            bad(third, FileFault::Size { found: 3, recorded: 6 }),
        ];
        assert_eq!(check_all(&store, &files).await.unwrap(), Checked { files: 3, bad: expected.to_vec() });
    }

    #[tokio::test]
    async fn a_record_that_was_changed_to_fit_another_file_is_told_by_the_journal() {
        let (store, files, [first, ..]) = handed_in().await;
        let before = record(&store, first).await;
        files.put(first, Bytes::from_static("说谎".as_bytes())).await.unwrap();
        let sha256 = files.measure(first).await.unwrap().unwrap().sha256;
        let bend = "UPDATE type::record('evidence', $id) SET sha256 = $sha256";
        let bent = store.query(bend).bind(("id", first.to_string())).bind(("sha256", sha256)).await.unwrap();
        bent.check().unwrap();
        let expected = bad(first, FileFault::Journal { size: before.size, sha256: before.sha256 });
        assert_eq!(check_all(&store, &files).await.unwrap().bad, [expected]);
    }
}
