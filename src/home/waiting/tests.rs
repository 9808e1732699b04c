//! More entries of the ledger than are told of at once.

use serde_json::{Value, json};

use super::*;
use crate::{
    inspection::model::RosterInspector,
    kernel::ids::EntryId,
    rectification::testing::{accepted, actor, at, calendar, day},
    store::{self, testing::memory},
    unit::model::Unit,
};

const INSERT: &str = "INSERT INTO ledger_entry $entries RETURN NONE";

/// A row of an entry that waits for its group to see the rectification on site.
fn waiting(number: usize, unit: &str, due: &str) -> Value {
    let mut entry = accepted();
    entry.entry = EntryId::parse(format!("P-1.{unit}.{number:03}")).unwrap();
    entry.unit = UnitCode::parse(unit).unwrap();
    entry.due = Some(day(due));
    let mut row = serde_json::to_value(&entry).unwrap();
    row["id"] = json!(entry.entry);
    row
}

#[tokio::test]
async fn entries_of_a_unit_from_which_somebody_is_recused_take_no_place_of_their_own() {
    let (store, now) = (memory().await, at("2026-11-20"));
    let unit = json!({"code": "A01", "name": "区市场监管局", "short_name": "市场监管局", "kind": "department"});
    let unit: Unit = serde_json::from_value(unit).unwrap();
    unit::store::import(&store, &actor("officer"), now, "unit", &[unit], &[]).await.unwrap();
    let moved = json!({"inspector": "JC002", "name": "乙", "may_lead": true, "current_unit": "区市场监管局"});
    let moved: RosterInspector = serde_json::from_value(moved).unwrap();
    roster::store::import(&store, &actor("officer"), now, "moved", &[moved]).await.unwrap();
    // As many as are told of at most are due before the one that is theirs.
    let mut rows: Vec<Value> = (1..=MOST).map(|number| waiting(number, "A01", "2026-11-30")).collect();
    rows.push(waiting(1, "B02", "2026-12-01"));
    store::put(&store, INSERT, [("entries", store::without_nulls(json!(rows)))]).await.unwrap();

    let inspector = actor("inspector");
    let known = Known::of(&store, &inspector).await.unwrap();
    let (calendar, today) = (calendar(), day("2026-11-20"));
    let desk = Desk { store: &store, actor: &inspector, calendar, today, known: &known };
    let told = desk.of_inspector().await.unwrap();
    assert_eq!(told.iter().map(|task| task.href.as_str()).collect::<Vec<_>>(), ["/ledger/P-1.B02.001"]);
}
