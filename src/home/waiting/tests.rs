//! More entries of the ledger than are told of at once, and whom their slips reach.

use serde_json::{Value, json};

use super::*;
use crate::{
    home::rules::page,
    inspection::model::RosterInspector,
    kernel::ids::EntryId,
    rectification::{
        model::{Entry, Extension, Step},
        testing::{accepted, actor, at, calendar, closed, command, day, note, planned, played, prepared},
    },
    store::{self, testing::memory},
    unit::model::Unit,
};

const INSERT: &str = "INSERT INTO ledger_entry $entries RETURN NONE";

/// A row of an entry that waits for its group to see the rectification on site.
fn waiting(number: usize, unit: &str, due: &str) -> Value {
    row(accepted(), number, unit, Some(due))
}

fn row(mut entry: Entry, number: usize, unit: &str, due: Option<&str>) -> Value {
    entry.entry = EntryId::parse(format!("P-1.{unit}.{number:03}")).unwrap();
    entry.unit = UnitCode::parse(unit).unwrap();
    entry.due = due.map(day);
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

/// What somebody is told of slips on a day: the line, until when, and the list that it leads to.
async fn slips_of(store: &Store, person: &Actor, today: &str) -> Vec<(TaskKind, Option<NaiveDate>, String)> {
    let known = Known::of(store, person).await.unwrap();
    let desk = Desk { store, actor: person, calendar: calendar(), today: day(today), known: &known };
    let told = desk.tasks().await.unwrap().into_iter();
    told.filter(|task| task.href.contains("slip=")).map(|task| (task.kind, task.due, task.href)).collect()
}

#[tokio::test]
async fn a_slip_reaches_the_head_at_one_working_day_overdue_and_the_leader_at_six() {
    let store = memory().await;
    // The National Day holidays and a weekend with one make-up workday lie between: of the first date the sixth working day
    // is 12 October, of the other one 16 October.
    let (first, second) = ("2026-09-28", "2026-10-09");
    let rows = [
        waiting(1, "A01", first),
        waiting(2, "A01", second),
        waiting(1, "B02", first),
        row(closed(), 3, "A01", Some("2026-09-01")),
        row(accepted(), 4, "A01", None),
    ];
    store::put(&store, INSERT, [("entries", store::without_nulls(json!(rows)))]).await.unwrap();
    let (head, leader) = (actor("head"), Actor { role: Role::ReformLeader, ..actor("officer") });

    let list = "/ledger?slip=yellow&signing=none";
    let pressed = |count, due| vec![(TaskKind::PressOverdue(count), Some(day(due)), list.to_owned())];
    assert_eq!(slips_of(&store, &head, first).await, [], "the last day in time");
    assert_eq!(slips_of(&store, &head, "2026-09-29").await, pressed(1, first));
    assert_eq!(slips_of(&store, &head, second).await, pressed(1, first));
    assert_eq!(slips_of(&store, &head, "2026-10-10").await, pressed(2, first));
    assert_eq!(slips_of(&store, &head, "2026-10-16").await, pressed(2, first), "those with a red slip are overdue too");

    let told = |count| vec![(TaskKind::PressLongOverdue(count), Some(day(first)), "/ledger?slip=red".to_owned())];
    for early in ["2026-09-29", "2026-10-10", "2026-10-11"] {
        assert_eq!(slips_of(&store, &leader, early).await, [], "{early}");
    }
    assert_eq!(slips_of(&store, &leader, "2026-10-12").await, told(2), "of both units");
    assert_eq!(slips_of(&store, &leader, "2026-10-15").await, told(2));
    assert_eq!(slips_of(&store, &leader, "2026-10-16").await, told(3));
    for other in ["clerk", "officer", "inspector"] {
        assert_eq!(slips_of(&store, &actor(other), "2026-10-16").await, [], "{other}");
    }
}

#[tokio::test]
async fn what_is_overdue_and_waits_for_the_heads_signature_is_told_once() {
    let (store, today) = (memory().await, "2026-10-16");
    let mut asks = prepared();
    // The office has a request to answer meanwhile, and the head signs all the same.
    asks.extension =
        Some(Extension { until: day("2026-12-31"), reason: note("来不及"), asked: asks.opened.clone() });
    let rows = [
        row(prepared(), 1, "A01", Some("2026-09-28")),
        row(asks, 2, "A01", Some("2026-09-29")),
        row(prepared(), 3, "A01", Some("2026-11-30")),
        waiting(4, "A01", "2026-10-09"),
    ];
    store::put(&store, INSERT, [("entries", store::without_nulls(json!(rows)))]).await.unwrap();
    let head = actor("head");
    let known = Known::of(&store, &head).await.unwrap();
    let desk = Desk { store: &store, actor: &head, calendar: calendar(), today: day(today), known: &known };
    let told = desk.tasks().await.unwrap();
    let told: Vec<_> = told.iter().map(|task| (task.kind, task.href.as_str())).collect();
    let expected = [
        (TaskKind::SignClosure, "/ledger/P-1.A01.001"),
        (TaskKind::SignClosure, "/ledger/P-1.A01.002"),
        (TaskKind::SignClosure, "/ledger/P-1.A01.003"),
        (TaskKind::PressOverdue(1), "/ledger?slip=yellow&signing=none"),
    ];
    assert_eq!(told, expected);
    assert_eq!(
        slips_of(&store, &head, today).await[0].1,
        Some(day("2026-10-09")),
        "due when the one that it counts is"
    );
}

#[tokio::test]
async fn the_clerk_is_told_in_one_line_of_reports_that_are_due_from_the_first_of_them_on() {
    let store = memory().await;
    // The plans were approved on 9 November, and of one progress was reported on the 17th.
    let reported = played(planned(), "clerk", command(Step::Report), "2026-11-17").unwrap();
    let rows = [
        row(reported, 1, "A01", Some("2027-03-01")),
        row(planned(), 2, "A01", Some("2027-03-02")),
        row(prepared(), 3, "A01", Some("2027-03-03")),
        row(planned(), 1, "B02", Some("2027-03-01")),
    ];
    store::put(&store, INSERT, [("entries", store::without_nulls(json!(rows)))]).await.unwrap();
    let told = async |who: &str, today: &str| {
        let person = actor(who);
        let known = Known::of(&store, &person).await.unwrap();
        let desk = Desk { store: &store, actor: &person, calendar: calendar(), today: day(today), known: &known };
        let tasks = desk.tasks().await.unwrap();
        let reports: Vec<_> = tasks
            .iter()
            .filter(|task| matches!(task.kind, TaskKind::ReportProgress(_)))
            .map(|task| (task.kind, task.due, task.href.clone()))
            .collect();
        (reports, page(tasks, day(today)).count)
    };
    let line = |count| {
        let kind = TaskKind::ReportProgress(count);
        vec![(kind, Some(day("2026-12-09")), "/ledger?report=due".to_owned())]
    };
    assert_eq!(told("clerk", "2026-12-08").await, (Vec::new(), 2));
    assert_eq!(told("clerk", "2026-12-09").await, (line(1), 2), "it counts nothing that has a line already");
    assert_eq!(told("clerk", "2026-12-16").await, (line(1), 2));
    assert_eq!(told("clerk", "2026-12-17").await, (line(2), 2));
    for other in ["head", "officer", "inspector"] {
        assert!(told(other, "2026-12-17").await.0.is_empty(), "{other}");
    }
}

#[tokio::test]
async fn the_clerk_is_told_of_what_is_due_soon_also_while_it_waits_for_another() {
    let store = memory().await;
    let rows = json!([waiting(1, "A01", "2026-11-25"), waiting(2, "A01", "2026-11-26")]);
    store::put(&store, INSERT, [("entries", store::without_nulls(rows))]).await.unwrap();
    let clerk = actor("clerk");
    let known = Known::of(&store, &clerk).await.unwrap();
    let desk = Desk { store: &store, actor: &clerk, calendar: calendar(), today: day("2026-11-20"), known: &known };
    let told = desk.tasks().await.unwrap();
    let told: Vec<_> = told.iter().map(|task| (task.kind, task.href.as_str())).collect();
    assert_eq!(told, [(TaskKind::MindDue, "/ledger/P-1.A01.001")], "of the other four working days are left");
}
