//! Reading what was done lately, and which accounts belong nowhere.

use chrono::{NaiveDate, SecondsFormat};
use serde::Deserialize;
use serde_json::json;

use super::rules::Done;
use crate::{
    kernel::{district_time, ids::AccountId},
    store::{self, Failure, Store},
};

/// Of what is told, a district does less than this in a fortnight.
const SINCE: &str = "SELECT at, actor, action, records FROM outbox WHERE action IN $told AND at >= $since
    ORDER BY at DESC, action, records LIMIT 5000";

/// A register without anybody in it is none to compare with.
const HAS_UNITS: &str = "SELECT VALUE code FROM unit LIMIT 1";
const HAS_INSPECTORS: &str = "SELECT VALUE inspector FROM inspector LIMIT 1";

/// Each with the account that the list of people has before it.
const STRAYS: &str = "SELECT account,
        (SELECT VALUE account FROM account WHERE account < $parent.account ORDER BY account DESC LIMIT 1)[0] AS before
    FROM account
    WHERE !disabled AND (($units AND unit != NONE AND !record::exists(type::record('unit', unit)))
        OR ($inspectors AND inspector != NONE AND !record::exists(type::record('inspector', inspector))))
    ORDER BY account LIMIT $limit";

/// An account whose unit is not in the register, or its number not in the roster.
#[derive(Debug, Deserialize)]
pub(super) struct Stray {
    /// The account.
    pub(super) account: AccountId,
    /// The account before it, in the order of the list of people.
    #[serde(default)]
    pub(super) before: Option<AccountId>,
}

/// The accounts that may sign in and whose unit or number nobody has, at most `limit`, in order of their names for sign-in.
/// Nothing is compared with a register that has not been imported.
pub(super) async fn strays(store: &Store, limit: usize) -> Result<Vec<Stray>, Failure> {
    let units: Vec<String> = store::select(store, HAS_UNITS, []).await?;
    let inspectors: Vec<String> = store::select(store, HAS_INSPECTORS, []).await?;
    let bindings =
        [("units", json!(!units.is_empty())), ("inspectors", json!(!inspectors.is_empty())), ("limit", json!(limit))];
    Ok(store::select(store, STRAYS, bindings).await?)
}

/// The commands of these names since the beginning of a day (+08:00), the newest first.
pub(super) async fn done_since(store: &Store, told: &[&str], day: NaiveDate) -> Result<Vec<Done>, Failure> {
    let since = district_time::midnight(day).to_rfc3339_opts(SecondsFormat::Millis, true);
    Ok(store::select(store, SINCE, [("told", json!(told)), ("since", json!(since))]).await?)
}
