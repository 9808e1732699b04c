//! No two accounts hold one number of the roster, or two people would sign as one inspector. A disabled account holds its
//! number still. Numbers that were held twice before there was such a record stay so until one of the two gets another role.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    account::model::Account,
    error::AppError,
    kernel::{
        fault::Fault,
        ids::{AccountId, InspectorId},
    },
    store::{self, Change, Commit, Failure, Store},
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
/// [`Fault::HeldBy`] at the field `inspector` where another account holds the number, or a failure of the database.
pub(super) async fn given(
    store: &Store,
    before: Option<&InspectorId>,
    account: &Account,
) -> Result<Option<Change>, Failure> {
    let new = account.inspector.as_ref().filter(|new| before != Some(*new));
    let Some(inspector) = new else { return Ok(None) };
    // Read before the accounts are: who is given the number after that is found here, and who was before it, there.
    let last: Option<Given> = store::load(store, INSPECTOR_ACCOUNT, inspector.as_str()).await?;
    if let Some(holder) = holder(store, inspector, account).await? {
        return Err(held(holder));
    }
    let now = Given { inspector: inspector.clone(), account: account.account.clone(), version: 1 };
    let change = match last {
        Some(last) => Change::update(INSPECTOR_ACCOUNT, inspector.as_str(), last.version, &last, &now)?,
        None => Change::create(INSPECTOR_ACCOUNT, inspector.as_str(), &now)?,
    };
    Ok(Some(change))
}

/// Carries out a command that may give this account a number.
///
/// # Errors
/// As [`given`], where another account was given the number meanwhile, or what [`store::transact`] refuses.
pub(super) async fn transact(store: &Store, commit: Commit, account: &Account) -> Result<(), Failure> {
    match (store::transact(store, commit).await, &account.inspector) {
        (Err(error), Some(inspector)) if error.is_about(INSPECTOR_ACCOUNT) => {
            Err(holder(store, inspector, account).await?.map_or(AppError::Stale.into(), held))
        }
        (done, _) => Ok(done.map(drop)?),
    }
}

/// The other account that holds this number.
async fn holder(store: &Store, inspector: &InspectorId, account: &Account) -> Result<Option<AccountId>, Failure> {
    let bindings = [("inspector", json!(inspector)), ("account", json!(account.account))];
    let others: Vec<AccountId> = store::select(store, OTHERS, bindings).await?;
    Ok(others.into_iter().next())
}

fn held(by: AccountId) -> Failure {
    AppError::field("inspector", Fault::HeldBy { account: by.to_string() }).into()
}
