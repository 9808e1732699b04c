//! Wrong passwords, counted by account until one of them locks it. How many there were is no fact and in no journal; that
//! an account was locked is one, so the lock and its line in the log of sign-ins are one transaction.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{SignInKind, line};
use crate::{
    account::{
        model::{Account, Attempts},
        rules,
    },
    kernel::ids::AccountId,
    store::{self, Failure, Merge, Store},
};

const SIGN_IN_ATTEMPTS: &str = "sign_in_attempts";

const ATTEMPTS: &str = "SELECT failures, locked_until FROM ONLY type::record('sign_in_attempts', $account)";
const FIRST_ATTEMPTS: &str = "INSERT IGNORE INTO sign_in_attempts { id: $account, failures: 0 } RETURN NONE";
const COUNT_FAILURE: &str = "UPDATE type::record('sign_in_attempts', $account) CONTENT $attempts
    WHERE failures = $seen RETURN VALUE failures";
const FORGET_ATTEMPTS: &str = "DELETE type::record('sign_in_attempts', $account) RETURN NONE";

/// What was tried with this name since the last success.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn attempts(store: &Store, account: &AccountId) -> Result<Attempts, Failure> {
    let mut response = store.query(ATTEMPTS).bind(("account", account.to_string())).await?;
    let row: Option<Value> = response.take(0)?;
    Ok(row.filter(|row| !row.is_null()).map(serde_json::from_value).transpose()?.unwrap_or_default())
}

/// Counts a wrong password, and locks the account where it was one too many. Where another was counted meanwhile, what it
/// left is read again, so that none is lost; this ends at the latest when the account is locked.
///
/// # Errors
/// When the database cannot be written.
pub(super) async fn count_failure(store: &Store, account: &Account, now: DateTime<Utc>) -> Result<(), Failure> {
    let name = &account.account;
    loop {
        store::put(store, FIRST_ATTEMPTS, [("account", json!(name))]).await?;
        let seen = attempts(store, name).await?;
        if rules::locked_for(&seen, now).is_some() {
            return Ok(());
        }
        let after = rules::after_failure(&seen, now);
        let counted = match after.locked_until {
            Some(_) => lock(store, account, &seen, &after, now).await?,
            None => count(store, name, &seen, &after).await?,
        };
        if counted {
            return Ok(());
        }
    }
}

/// Forgets what was tried, for the password was right, or is another one now.
///
/// # Errors
/// When the database cannot be written.
pub(super) async fn forget_attempts(store: &Store, account: &AccountId) -> Result<(), Failure> {
    Ok(store::put(store, FORGET_ATTEMPTS, [("account", json!(account))]).await?)
}

/// Whether it was counted: not where the number is no longer the one that was seen.
async fn count(store: &Store, account: &AccountId, seen: &Attempts, after: &Attempts) -> Result<bool, Failure> {
    let after = store::without_nulls(serde_json::to_value(after)?);
    let bindings = [("account", json!(account)), ("attempts", after), ("seen", json!(seen.failures))];
    let counted: Vec<u32> = store::keep(store, COUNT_FAILURE, bindings).await?;
    Ok(!counted.is_empty())
}

/// As [`count`], for the failure that locks the account.
async fn lock(
    store: &Store,
    account: &Account,
    seen: &Attempts,
    after: &Attempts,
    now: DateTime<Utc>,
) -> Result<bool, Failure> {
    let locked = Merge::into(SIGN_IN_ATTEMPTS, account.account.as_str())
        .onto("failures", json!(seen.failures))
        .with(&["failures"], json!(after.failures))
        .with(&["locked_until"], json!(after.locked_until));
    match store::transact(store, line(account, SignInKind::Locked, now)?.merging(locked)).await {
        Err(error) if error.is_about(SIGN_IN_ATTEMPTS) => Ok(false),
        done => {
            done?;
            Ok(true)
        }
    }
}
