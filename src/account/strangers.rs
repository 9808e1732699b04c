//! Wrong passwords for names that nobody has. They are counted as those of an account are, or the lock would tell which
//! names there are; but in memory and not for ever, or anybody could fill a table.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};

use super::{
    model::Attempts,
    rules::{after_failure, locked_for},
};
use crate::kernel::ids::AccountId;

/// So many names are remembered at most, those that are locked before the others. Whoever tries more makes it forget, and
/// could tell an unknown name by that; each of those tries waits for its turn at the hashing of passwords.
const MOST: usize = 10_000;

static TRIED: Mutex<BTreeMap<AccountId, Attempts>> = Mutex::new(BTreeMap::new());

fn tried() -> MutexGuard<'static, BTreeMap<AccountId, Attempts>> {
    // Nothing is left half done where a thread ended.
    TRIED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What was tried with this name.
pub(super) fn attempts(account: &AccountId) -> Attempts {
    tried().get(account).cloned().unwrap_or_default()
}

/// Counts a wrong password for this name.
pub(super) fn count_failure(account: &AccountId, now: DateTime<Utc>) {
    let mut tried = tried();
    if tried.len() >= MOST {
        tried.retain(|_, attempts| locked_for(attempts, now).is_some());
    }
    if tried.len() >= MOST {
        tried.clear();
    }
    let before = tried.get(account).cloned().unwrap_or_default();
    if locked_for(&before, now).is_none() {
        tried.insert(account.clone(), after_failure(&before, now));
    }
}
