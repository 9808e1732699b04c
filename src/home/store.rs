//! Reading what was done lately.

use chrono::{NaiveDate, SecondsFormat};
use serde_json::json;

use super::rules::Done;
use crate::{
    kernel::district_time,
    store::{self, Failure, Store},
};

/// Of what is told, a district does less than this in two working days.
const SINCE: &str = "SELECT at, actor, action, records FROM outbox WHERE action IN $told AND at >= $since
    ORDER BY at DESC, action LIMIT 2000";

/// The commands of these names since the beginning of a day (+08:00), the newest first.
pub(super) async fn done_since(store: &Store, told: &[&str], day: NaiveDate) -> Result<Vec<Done>, Failure> {
    let since = district_time::midnight(day).to_rfc3339_opts(SecondsFormat::Millis, true);
    Ok(store::select(store, SINCE, [("told", json!(told)), ("since", json!(since))]).await?)
}
