//! No two accounts hold one number of the roster, or two people would sign as one inspector. A disabled account holds its
//! number still.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    account::model::Account,
    error::AppError,
    kernel::{
        fault::Fault,
        ids::{AccountId, InspectorId},
    },
    store::{self, Change, Commit, Failure, Store, TransactError},
};

const INSPECTOR_ACCOUNT: &str = "inspector_account";

const OTHERS: &str = "SELECT VALUE account FROM account WHERE inspector = $inspector AND account != $account
    ORDER BY account LIMIT 1";

/// To whom a number was given last; whether they hold it still, their account says.
#[derive(Serialize, Deserialize)]
struct Given {
    inspector: InspectorId,
    account: AccountId,
    version: u32,
}

/// The change that goes with an account which is given a number that it did not hold `before`; `None` where it is given
/// none. It stands in the transaction of the account, so that two who are given a number at once write the same record.
///
/// # Errors
/// [`Fault::Taken`] at the field `inspector` where another account holds the number, or a failure of the database.
pub(super) async fn given(
    store: &Store,
    before: Option<&InspectorId>,
    account: &Account,
) -> Result<Option<Change>, Failure> {
    let new = account.inspector.as_ref().filter(|new| before != Some(*new));
    let Some(inspector) = new else { return Ok(None) };
    // Read before the accounts are: who is given the number after that is found here, and who was before it, there.
    let last: Option<Given> = store::load(store, INSPECTOR_ACCOUNT, inspector.as_str()).await?;
    let bindings = [("inspector", json!(inspector)), ("account", json!(account.account))];
    let others: Vec<AccountId> = store::select(store, OTHERS, bindings).await?;
    if !others.is_empty() {
        return Err(taken());
    }
    let now = Given { inspector: inspector.clone(), account: account.account.clone(), version: 1 };
    let change = match last {
        Some(last) => Change::update(INSPECTOR_ACCOUNT, inspector.as_str(), last.version, &last, &now)?,
        None => Change::create(INSPECTOR_ACCOUNT, inspector.as_str(), &now)?,
    };
    Ok(Some(change))
}

/// Carries out a command that may give a number.
///
/// # Errors
/// As [`given`], where another account was given the number meanwhile, or what [`store::transact`] refuses.
pub(super) async fn transact(store: &Store, commit: Commit) -> Result<(), Failure> {
    let is_number = |record: &str| record.split_once(':').is_some_and(|(table, _)| table == INSPECTOR_ACCOUNT);
    match store::transact(store, commit).await {
        Err(TransactError::Stale { record } | TransactError::Exists { record }) if is_number(&record) => Err(taken()),
        done => {
            done?;
            Ok(())
        }
    }
}

fn taken() -> Failure {
    AppError::field("inspector", Fault::Taken).into()
}
