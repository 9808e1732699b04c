//! Many accounts in one transaction: all of them are there, or none.

use chrono::{DateTime, Utc};

use super::{NewAccount, credential_of, hash, number};
use crate::{
    error::AppError,
    kernel::actor::Actor,
    store::{self, Change, Commit, Failure, Progress, Store},
};

/// Creates these accounts, at least one, each with its entry in the journal. Hashing takes its time with each password,
/// one after the other, so that whoever signs in meanwhile need not wait; `progress` counts them.
///
/// # Errors
/// [`AppError::Stale`] where one of the names or numbers was given to somebody else meanwhile, or a failure of the
/// database.
pub async fn create_all(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    people: Vec<NewAccount>,
    progress: &Progress,
) -> Result<(), Failure> {
    let mut commit = Commit::by(actor, "account.create", key, at);
    for new in people {
        let (account, password) = new.begun(at)?;
        let number = number::given(store, None, &account).await?;
        let hash = hash(password).await?;
        let change = Change::create("account", account.account.as_str(), &account)?;
        commit = number.into_iter().fold(commit.with(change), Commit::with);
        commit = commit.merging(credential_of(&account.account, &hash));
        progress.advance();
    }
    match store::transact(store, commit).await.map_err(Failure::from) {
        Err(Failure::Refused(AppError::Exists)) => Err(AppError::Stale.into()),
        created => created.map(drop),
    }
}
