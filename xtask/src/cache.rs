//! Results kept by the hash of what they were made from, so that a second build starts in seconds.
//!
//! An entry is complete or absent: it is made under another name first. There is no table of contents.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// How long an entry that no build asked for is kept.
const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A folder of results.
pub(crate) struct Cache {
    folder: PathBuf,
    used: RefCell<BTreeSet<String>>,
}

impl Cache {
    /// Opens the folder, and makes it where it is missing.
    pub(crate) fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self { folder, used: RefCell::default() })
    }

    /// The file or folder of this name; `make` writes it to the path that it is given where it is not there yet.
    pub(crate) fn get(&self, name: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        self.used.borrow_mut().insert(name.to_owned());
        let path = self.folder.join(name);
        if !path.exists() {
            let part = self.folder.join(format!("{name}.part"));
            remove(&part)?;
            make(&part)?;
            fs::rename(&part, &path).with_context(|| format!("{} cannot be written", path.display()))?;
        }
        Ok(path)
    }

    /// Removes what this build did not ask for and is older than a week.
    pub(crate) fn forget_old(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
            if age > KEPT && !self.used.borrow().contains(&name) {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }
}

/// Sixteen hexadecimal digits that stand for a content: enough for a file name.
pub(crate) fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // The length first, or the parts "ab", "c" would look like "a", "bc".
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex::encode(&hash.finalize()[..8])
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", path.display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path().join("cache")).unwrap();
        let path = cache.get("entry", |path| Ok(fs::write(path, "first")?)).unwrap();
        cache.get("entry", |_| panic!("it is there already")).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "first");
    }

    #[test]
    fn a_failed_entry_is_absent() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path().to_owned()).unwrap();
        let half = cache.get("entry", |path| {
            fs::write(path, "half")?;
            anyhow::bail!("the power went")
        });
        assert!(half.is_err());
        let path = cache.get("entry", |path| Ok(fs::write(path, "whole")?)).unwrap();
        assert_eq!(fs::read_to_string(path).unwrap(), "whole");
    }

    #[test]
    fn fingerprints_tell_apart_where_parts_end() {
        assert_ne!(fingerprint(&[b"ab", b"c"]), fingerprint(&[b"a", b"bc"]));
        assert_eq!(fingerprint(&[b"ab"]).len(), 16);
    }
}
