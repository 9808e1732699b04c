//! The ledger in the database: one transaction for each command, and lists that agree with a look at every entry.

use serde_json::{Value, json};

use super::{
    model::{Entry, EntryState, Event, Extension, LedgerFilter, LedgerOrder, Light, Slip, Step, Turn},
    rules::{self, Command},
    store::{self, Bounds, Scope},
    testing::{accepted, actor, at, calendar, command, day, entry, visit},
};
use crate::{
    error::AppError,
    inspection::{
        model::{RosterInspector, Severity},
        roster,
    },
    kernel::{
        actor::Signature,
        ids::{EntryId, InspectorId, PlanId, SeasonId, UnitCode},
        unit_kind::{Area, UnitKind},
    },
    store::{Change, Commit, Failure, Store, testing::memory},
};

async fn standing(store: &Store) -> Value {
    let rows: Vec<Value> =
        crate::store::select(store, "SELECT entries FROM unit_standing ORDER BY unit LIMIT 9", []).await.unwrap();
    rows.into_iter().next().unwrap_or_default()
}

async fn opened() -> Store {
    let store = memory().await;
    store::open_from_visit(&store, &actor("officer"), at("2026-10-26"), "open", &visit()).await.unwrap();
    store
}

async fn first(store: &Store) -> Entry {
    store::load(store, &entry().entry).await.unwrap().unwrap()
}

async fn take(store: &Store, who: &str, step: Step, key: &str, seen: u32) -> Result<(), Failure> {
    let entry = first(store).await;
    store::carry_out(store, &actor(who), at("2026-11-20"), key, &entry, seen, &command(step)).await
}

#[tokio::test]
async fn each_finding_becomes_one_entry_however_often_it_is_opened() {
    let store = opened().await;
    for key in ["open", "again"] {
        let entries = store::open_from_visit(&store, &actor("officer"), at("2026-10-27"), key, &visit()).await.unwrap();
        let ids: Vec<&str> = entries.iter().map(|entry| entry.entry.as_str()).collect();
        assert_eq!(ids, ["P-1.A01.01", "P-1.A01.02"]);
        assert!(entries.iter().all(|entry| entry.version == 1));
    }
    let expected = json!({"state": "opened", "severity": "general", "area": 5, "title": visit().findings[0].title});
    assert_eq!(standing(&store).await["entries"]["P-1.A01.01"], expected);
}

#[tokio::test]
async fn only_the_office_opens() {
    let store = memory().await;
    let refused = store::open_from_visit(&store, &actor("leader"), at("2026-10-26"), "k", &visit()).await;
    assert!(matches!(refused, Err(Failure::Refused(AppError::NotPermitted))), "{refused:?}");
}

#[tokio::test]
async fn an_entry_is_read_as_it_was_decided_at_every_step() {
    let store = opened().await;
    let way = [
        ("officer", Step::Order),
        ("clerk", Step::Receive),
        ("clerk", Step::AskExtension),
        ("officer", Step::GrantExtension),
        ("clerk", Step::PreparePlan),
        ("head", Step::SignPlan),
        ("officer", Step::ApprovePlan),
        ("clerk", Step::Report),
        ("clerk", Step::PrepareClosure),
        ("head", Step::SignClosure),
        ("officer", Step::AcceptMaterials),
        ("inspector", Step::Verify),
        ("leader", Step::Close),
    ];
    let mut expected = first(&store).await;
    for (who, step) in way {
        let seen = expected.version;
        take(&store, who, step, step.code(), seen).await.unwrap();
        let calendar = crate::kernel::calendar::WorkCalendar::default();
        expected = rules::decide(&actor(who), &expected, &command(step), at("2026-11-20"), &calendar).unwrap();
        expected.version = seen + 1;
        assert_eq!(first(&store).await, expected);
    }
    let row = &standing(&store).await["entries"]["P-1.A01.01"];
    assert_eq!((&row["state"], &row["closed_on"]), (&json!("closed"), &json!("2026-11-20")));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_changes_something_once() {
    let store = opened().await;
    take(&store, "officer", Step::Order, "k", 1).await.unwrap();
    take(&store, "officer", Step::Order, "k", 1).await.unwrap();
    let entry = first(&store).await;
    assert_eq!((entry.version, entry.story.len()), (2, 1));
}

#[tokio::test]
async fn who_saw_an_older_version_hears_that_it_is_stale() {
    let store = opened().await;
    take(&store, "officer", Step::Order, "k1", 1).await.unwrap();
    let refused = take(&store, "clerk", Step::Receive, "k2", 1).await;
    assert!(matches!(refused, Err(Failure::Refused(AppError::Stale))), "{refused:?}");
    let stranger = take(&store, "other_clerk", Step::Receive, "k3", 1).await;
    assert!(matches!(stranger, Err(Failure::Refused(AppError::NotFound))), "{stranger:?}");
}

#[tokio::test]
async fn several_orders_are_given_together_or_not_at_all() {
    let store = opened().await;
    let entries = store::of_visit(&store, &visit().visit).await.unwrap();
    let text = super::testing::note("限期整改");
    let orders = |seen: u32| -> Vec<_> {
        entries
            .iter()
            .map(|entry| (entry.clone(), if entry.number == 2 { seen } else { 1 }, day("2026-12-04")))
            .collect()
    };
    let officer = actor("officer");
    let refused = store::order_all(&store, &officer, at("2026-11-20"), "k1", &orders(7), &text).await;
    assert!(matches!(refused, Err(Failure::Refused(AppError::Stale))), "{refused:?}");
    assert_eq!(first(&store).await.state, EntryState::Opened);
    store::order_all(&store, &officer, at("2026-11-20"), "k2", &orders(1), &text).await.unwrap();
    let entries = store::of_visit(&store, &visit().visit).await.unwrap();
    assert!(entries.iter().all(|entry| entry.due == Some(day("2026-12-04"))));
}

/// A step that was taken so many days after the first of October, at an hour of its own.
fn event(step: Step, days: usize) -> Event {
    let after = chrono::TimeDelta::hours((days * 24 + days % 24) as i64);
    let signed = Signature { at: at("2026-10-01") + after, ..entry().opened };
    let (text, on, percent, unproved, verifier) = (None, None, None, None, None);
    Event { step, text, on, percent, evidence: Vec::new(), unproved, verifier, signed }
}

/// What was done with one of many entries: some have not reported since the plan was approved, and none reported last.
fn story(at: usize) -> Vec<Event> {
    let report = (!at.is_multiple_of(3)).then(|| event(Step::Report, 12 + at % 30));
    let approved = event(Step::ApprovePlan, 8 + at % 4);
    std::iter::once(approved).chain(report).chain([event(Step::AskExtension, 49)]).collect()
}

/// Entries of every kind, some of them closed, with due dates around today and some with none.
fn many() -> Vec<Entry> {
    let units = ["A01", "B02", "C03"].map(|code| UnitCode::parse(code).unwrap());
    let kinds = [UnitKind::Subdistrict, UnitKind::Department];
    let plans = ["P-1", "P-2"].map(|plan| PlanId::parse(plan).unwrap());
    let seasons = ["2026", "2027"].map(|season| SeasonId::parse(season).unwrap());
    let inspectors = ["JC001", "JC002", "JC003", "JC004"].map(|number| InspectorId::parse(number).unwrap());
    (0usize..90)
        .map(|at| {
            let state = EntryState::ALL[(at * 11) % EntryState::ALL.len()];
            let due = (at % 7 != 0).then(|| day("2026-11-02") + chrono::Days::new((at as u64 * 5) % 47));
            Entry {
                entry: EntryId::parse(format!("E-{:03}", (at * 37) % 90)).unwrap(),
                unit: units[at % 3].clone(),
                unit_kind: kinds[at % 2],
                plan: plans[(at / 3) % 2].clone(),
                season: seasons[at % 2].clone(),
                area: Area::ALL[at % 6],
                severity: Severity::ALL[(at / 2) % 3],
                inspectors: inspectors[at % 3..at % 3 + 2].to_vec(),
                state,
                due,
                extension: (at % 4 == 1 && !state.is_closed()).then(|| Extension {
                    until: day("2026-12-31"),
                    reason: super::testing::note("来不及"),
                    asked: entry().opened,
                }),
                story: if at % 8 == 7 { Vec::new() } else { story(at) },
                closed_on: state.is_closed().then(|| day("2026-11-05") + chrono::Days::new(at as u64 % 15)),
                ..entry()
            }
        })
        .collect()
}

async fn with_many() -> Store {
    let store = memory().await;
    let mut commit = Commit::by(&actor("officer"), "rectification.open", "many", at("2026-11-20"));
    for entry in many() {
        commit = commit.with(Change::create("ledger_entry", entry.entry.as_str(), &entry).unwrap());
    }
    crate::store::transact(&store, commit).await.unwrap();
    store
}

/// The place of an entry in an order of the list.
fn place(entry: &Entry, order: LedgerOrder) -> String {
    let due = entry.due.map_or_else(|| "9999-12-31".to_owned(), |due| due.to_string());
    let id = &entry.entry;
    match order {
        LedgerOrder::Due => format!("{due}.{id}"),
        LedgerOrder::Unit => format!("{}.{id}", entry.unit),
        LedgerOrder::Area => format!("{}.{due}.{id}", entry.area.number()),
        LedgerOrder::Severity => {
            let above = Severity::ALL.iter().rev().position(|severity| *severity == entry.severity).unwrap();
            format!("{above}.{due}.{id}")
        }
        LedgerOrder::State => {
            let before = EntryState::ALL.iter().position(|state| *state == entry.state).unwrap();
            format!("{}.{due}.{id}", 10 + before)
        }
    }
}

/// Whether a list of a slip has what calls for this one now: a list of the yellow ones has the red ones too.
fn has_come_to(slip: Slip, now: Option<Slip>) -> bool {
    match slip {
        Slip::Blue => now == Some(Slip::Blue),
        Slip::Yellow => matches!(now, Some(Slip::Yellow | Slip::Red)),
        Slip::Red => now == Some(Slip::Red),
    }
}

/// What the list must show, by a look at every entry; of these nobody is left who may verify.
fn naive(scope: &Scope, filter: &LedgerFilter, vacant: &[EntryId]) -> Vec<String> {
    let today = day("2026-11-20");
    let closed = filter.state.map_or(filter.closed, EntryState::is_closed);
    let mut kept: Vec<Entry> = many();
    kept.retain(|entry| {
        let standing = rules::standing(calendar(), entry.due, entry.state, today);
        let theirs = match scope {
            Scope::District => true,
            Scope::Unit(unit) => entry.unit == *unit,
            Scope::Group(inspector) => entry.inspectors.contains(inspector),
            Scope::Unrecused(inspector, units) => entry.inspectors.contains(inspector) && !units.contains(&entry.unit),
        };
        theirs
            && entry.state.is_closed() == closed
            && filter.state.is_none_or(|state| entry.state == state)
            && filter.turn.is_none_or(|turn| {
                rules::turn_now(entry.state, entry.extension.is_some(), vacant.contains(&entry.entry)) == turn
            })
            && filter.light.is_none_or(|light| closed || standing.light == light)
            && filter.slip.is_none_or(|slip| closed || has_come_to(slip, standing.slip))
            && (!filter.unreported || rules::unreported_since(entry, today).is_some())
            && (!filter.without_signing || rules::turn(entry.state) != Turn::Head)
            && filter.unit.as_ref().is_none_or(|unit| entry.unit == *unit)
            && filter.kind.is_none_or(|kind| entry.unit_kind == kind)
            && filter.area.is_none_or(|area| entry.area == area)
            && filter.severity.is_none_or(|severity| entry.severity == severity)
            && filter.plan.as_ref().is_none_or(|plan| entry.plan == *plan)
            && (!filter.asks || entry.extension.is_some())
            && filter.season.as_ref().is_none_or(|season| entry.season == *season)
            && filter.closed_week.is_none_or(|monday| {
                !closed || entry.closed_on.is_some_and(|day| day >= monday && day < monday + chrono::Days::new(7))
            })
    });
    kept.sort_by_key(|entry| place(entry, filter.order));
    kept.into_iter().map(|entry| entry.entry.to_string()).collect()
}

fn filters() -> Vec<LedgerFilter> {
    let none = LedgerFilter::default;
    let unit = UnitCode::parse("B02").ok();
    let plan = PlanId::parse("P-2").ok();
    let mut filters = vec![
        none(),
        LedgerFilter { closed: true, ..none() },
        LedgerFilter { unit: unit.clone(), ..none() },
        LedgerFilter { plan: plan.clone(), ..none() },
        LedgerFilter { plan: plan.clone(), unit: unit.clone(), ..none() },
        LedgerFilter { season: SeasonId::parse("2026").ok(), ..none() },
        LedgerFilter { asks: true, ..none() },
        LedgerFilter { asks: true, light: Some(Light::Yellow), ..none() },
        LedgerFilter { asks: true, state: Some(EntryState::Received), ..none() },
        LedgerFilter { asks: true, plan: plan.clone(), ..none() },
        LedgerFilter { closed_week: Some(day("2026-11-09")), closed: true, ..none() },
        LedgerFilter { closed_week: Some(day("2026-11-09")), ..none() },
        LedgerFilter { closed_week: Some(day("2026-11-16")), state: Some(EntryState::Verified), ..none() },
        LedgerFilter { kind: Some(UnitKind::Department), ..none() },
        LedgerFilter { area: Some(Area::Fulfilment), closed: true, ..none() },
        LedgerFilter { severity: Some(Severity::Serious), ..none() },
        LedgerFilter { season: SeasonId::parse("2026").ok(), light: Some(Light::Yellow), ..none() },
        LedgerFilter { kind: Some(UnitKind::Department), area: Some(Area::Fulfilment), ..none() },
        LedgerFilter { severity: Some(Severity::Serious), light: Some(Light::Red), plan, ..none() },
    ];
    filters.extend(Turn::ALL.map(|turn| LedgerFilter { turn: Some(turn), ..none() }));
    filters.push(LedgerFilter { turn: Some(Turn::Clerk), light: Some(Light::Yellow), ..none() });
    filters.push(LedgerFilter { turn: Some(Turn::Nobody), closed: true, ..none() });
    filters.extend(Slip::ALL.map(|slip| LedgerFilter { slip: Some(slip), ..none() }));
    filters.extend(Slip::ALL.map(|slip| LedgerFilter { slip: Some(slip), light: Some(Light::Red), ..none() }));
    filters.push(LedgerFilter { slip: Some(Slip::Blue), light: Some(Light::Yellow), ..none() });
    filters.push(LedgerFilter { slip: Some(Slip::Yellow), without_signing: true, ..none() });
    filters.push(LedgerFilter { turn: Some(Turn::Office), without_signing: true, ..none() });
    filters.push(LedgerFilter { unreported: true, ..none() });
    filters.push(LedgerFilter { unreported: true, light: Some(Light::Red), ..none() });
    filters.push(LedgerFilter { unreported: true, state: Some(EntryState::PlanApproved), ..none() });
    filters.push(LedgerFilter { unreported: true, closed: true, ..none() });
    filters.push(LedgerFilter { slip: Some(Slip::Red), closed: true, ..none() });
    filters.extend(Light::ALL.map(|light| LedgerFilter { light: Some(light), ..none() }));
    filters.extend(EntryState::ALL.map(|state| LedgerFilter { state: Some(state), ..none() }));
    let by_unit = filters.iter().map(|filter| LedgerFilter { order: LedgerOrder::Unit, ..filter.clone() });
    let orders = [LedgerOrder::Area, LedgerOrder::Severity, LedgerOrder::State];
    // Every index and every condition has its turn in one of them.
    let others = filters.iter().zip(orders.iter().cycle());
    let others = others.map(|(filter, order)| LedgerFilter { order: *order, ..filter.clone() });
    let of_all = orders.map(|order| LedgerFilter { order, ..none() });
    filters.iter().cloned().chain(by_unit).chain(others).chain(of_all).collect()
}

#[tokio::test]
async fn every_list_agrees_with_a_look_at_every_entry_page_by_page() {
    let store = with_many().await;
    let bounds = Bounds::of(calendar(), day("2026-11-20"));
    let scopes = [
        Scope::District,
        Scope::Unit(UnitCode::parse("A01").unwrap()),
        Scope::Group(InspectorId::parse("JC002").unwrap()),
        Scope::Unrecused(InspectorId::parse("JC002").unwrap(), vec![UnitCode::parse("B02").unwrap()]),
        Scope::Unrecused(InspectorId::parse("JC002").unwrap(), Vec::new()),
    ];
    for scope in &scopes {
        for filter in filters() {
            // A unit's people see one unit, so there is nothing to choose or to sort.
            if matches!(scope, Scope::Unit(_)) && (filter.unit.is_some() || filter.order == LedgerOrder::Unit) {
                continue;
            }
            agrees(&store, scope, &filter, bounds).await;
        }
    }
}

/// The list page by page, and its count, against a look at every entry.
async fn agrees(store: &Store, scope: &Scope, filter: &LedgerFilter, bounds: Bounds<'_>) {
    let expected = naive(scope, filter, bounds.vacant);
    let (mut found, mut now) = (Vec::new(), filter.clone());
    loop {
        let page = store::page(store, scope, &now, bounds, 7).await.unwrap();
        let Some(last) = page.last() else { break };
        now.after = Some(last.place(scope.order(filter)).to_owned());
        found.extend(page.into_iter().map(|row| row.entry.to_string()));
    }
    assert_eq!(found, expected, "{scope:?} {filter:?}");
    let count = store::count(store, scope, filter, bounds).await.unwrap();
    assert_eq!(count as usize, expected.len(), "{scope:?} {filter:?}");
    let told = store::told(store, scope, filter, bounds).await.unwrap();
    let listed = || many().into_iter().filter(|entry| expected.contains(&entry.entry.to_string()));
    let (due, reported) =
        (listed().filter_map(|one| one.due).min(), listed().filter_map(|one| rules::reported_at(&one)).min());
    assert_eq!((told.count, told.due, told.reported), (count, due, reported), "{scope:?} {filter:?}");
}

#[tokio::test]
async fn a_list_of_a_turn_gives_the_office_what_no_group_goes_on_with() {
    let store = with_many().await;
    let for_group = many().into_iter().filter(|entry| rules::next(entry.state, Step::AppointVerifier).is_some());
    // Some of them ask for more time as well, and wait for the office anyway.
    let vacant: Vec<EntryId> = for_group.step_by(2).map(|entry| entry.entry).collect();
    assert!(!vacant.is_empty());
    let bounds = Bounds::of(calendar(), day("2026-11-20")).with_vacant(&vacant);
    let of = |turn| LedgerFilter { turn: Some(turn), ..LedgerFilter::default() };
    let office = naive(&Scope::District, &of(Turn::Office), &vacant);
    assert!(vacant.iter().all(|entry| office.contains(&entry.to_string())), "{office:?}");
    let scopes = [Scope::District, Scope::Group(InspectorId::parse("JC002").unwrap())];
    for scope in &scopes {
        for turn in Turn::ALL {
            for order in [LedgerOrder::Due, LedgerOrder::Unit, LedgerOrder::State] {
                agrees(&store, scope, &LedgerFilter { order, ..of(turn) }, bounds).await;
            }
            agrees(&store, scope, &LedgerFilter { light: Some(Light::Yellow), ..of(turn) }, bounds).await;
        }
    }
}

#[tokio::test]
async fn a_search_goes_through_a_list_piece_by_piece_without_gap_or_overlap() {
    let store = with_many().await;
    let bounds = Bounds::of(calendar(), day("2026-11-20"));
    let unit = UnitCode::parse("B02").ok();
    for (scope, filter) in [
        (Scope::District, LedgerFilter::default()),
        (Scope::District, LedgerFilter { order: LedgerOrder::Unit, ..LedgerFilter::default() }),
        (Scope::District, LedgerFilter { order: LedgerOrder::Severity, ..LedgerFilter::default() }),
        (Scope::District, LedgerFilter { unit, closed: true, ..LedgerFilter::default() }),
        // There is nothing to sort by unit where there is one.
        (
            Scope::Unit(UnitCode::parse("A01").unwrap()),
            LedgerFilter { order: LedgerOrder::Unit, ..LedgerFilter::default() },
        ),
    ] {
        let mut expected = naive(&scope, &LedgerFilter { order: scope.order(&filter), ..filter.clone() }, &[]);
        expected.retain(|entry| entry.ends_with('7'));
        let (mut found, mut now) = (Vec::new(), filter.clone());
        loop {
            let wanted = |line: &store::Listed| line.entry.as_str().ends_with('7');
            let (lines, behind) = store::search(&store, &scope, &now, bounds, 2, 7, wanted).await.unwrap();
            assert!(lines.len() <= 2);
            found.extend(lines.into_iter().map(|line| line.entry.to_string()));
            now.after = behind;
            if now.after.is_none() {
                break;
            }
        }
        assert!(!expected.is_empty());
        assert_eq!(found, expected, "{scope:?} {filter:?}");
    }
}

#[tokio::test]
async fn what_the_database_derives_is_what_the_rules_say() {
    let store = with_many().await;
    let rows: Vec<Value> = crate::store::select(
        &store,
        "SELECT entry, phase, by_due, by_unit, by_area, by_severity, by_state, asks, turn, reported FROM ledger_entry
            ORDER BY entry LIMIT 100",
        [],
    )
    .await
    .unwrap();
    let mut all = many();
    all.sort_by_key(|entry| entry.entry.clone());
    assert_eq!(rows.len(), all.len());
    assert!(all.iter().any(|entry| rules::unreported_since(entry, day("2026-11-20")).is_some()));
    for (row, entry) in rows.iter().zip(all) {
        let phase = if entry.state.is_closed() { "closed" } else { "open" };
        let expected = json!({
            "entry": entry.entry,
            "phase": phase,
            "by_due": place(&entry, LedgerOrder::Due),
            "by_unit": place(&entry, LedgerOrder::Unit),
            "by_area": place(&entry, LedgerOrder::Area),
            "by_severity": place(&entry, LedgerOrder::Severity),
            "by_state": place(&entry, LedgerOrder::State),
            "asks": if entry.extension.is_some() { "extension" } else { "" },
            "turn": rules::turn_now(entry.state, entry.extension.is_some(), false),
            "reported": rules::reported_at(&entry).map_or_else(|| json!(""), |at| json!(at)),
        });
        assert_eq!(*row, expected);
    }
}

#[tokio::test]
async fn a_locked_visit_waits_until_all_its_findings_are_in_the_ledger() {
    let store = memory().await;
    let visit = visit();
    let commit = Commit::by(&actor("leader"), "visit.lock", "v", at("2026-10-20"));
    let change = Change::create("visit", visit.visit.as_str(), &visit).unwrap();
    crate::store::transact(&store, commit.with(change)).await.unwrap();
    let waiting = store::waiting_visits(&store, 20).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].findings), (1, 2));
    let found = store::visit(&store, &visit.visit).await.unwrap().unwrap();
    store::open_from_visit(&store, &actor("officer"), at("2026-10-26"), "open", &found).await.unwrap();
    assert_eq!(store::waiting_visits(&store, 20).await.unwrap(), []);
}

#[tokio::test]
async fn an_entry_that_nobody_may_verify_is_found_behind_however_many_others() {
    let store = memory().await;
    let number = |text: &str| InspectorId::parse(text).unwrap();
    let waiting = |id: &str, due: &str, group: &[&str]| Entry {
        entry: EntryId::parse(id).unwrap(),
        due: Some(day(due)),
        inspectors: group.iter().map(|one| number(one)).collect(),
        ..accepted()
    };
    let entries = [
        waiting("E-1", "2026-11-20", &["JC001", "JC002"]),
        waiting("E-2", "2026-11-21", &["JC001"]),
        waiting("E-3", "2026-11-22", &["JC002"]),
        waiting("E-4", "2026-11-23", &["JC001", "JC002"]),
        waiting("E-5", "2026-11-24", &["JC002"]),
    ];
    let mut commit = Commit::by(&actor("officer"), "rectification.open", "waiting", at("2026-11-20"));
    for entry in &entries {
        commit = commit.with(Change::create("ledger_entry", entry.entry.as_str(), entry).unwrap());
    }
    crate::store::transact(&store, commit).await.unwrap();
    let person = |text: &str, left: Option<&str>| -> RosterInspector {
        serde_json::from_value(json!({"inspector": text, "name": text, "may_lead": true, "retired_on": left})).unwrap()
    };
    let people = [person("JC001", None), person("JC002", Some("2026-11-01"))];
    roster::store::import(&store, &actor("officer"), at("2026-11-20"), "roster", &people).await.unwrap();
    for at_a_time in [1, 2, 3, 500] {
        let found = store::without_verifier(&store, day("2026-11-20"), at_a_time).await.unwrap();
        let found: Vec<&str> = found.iter().map(|one| one.entry.as_str()).collect();
        assert_eq!(found, ["E-3", "E-5"], "{at_a_time} at a time");
    }
}

#[tokio::test]
async fn an_order_needs_a_working_day() {
    let store = opened().await;
    let order = Command::Order { due: day("2026-11-29"), text: super::testing::note("限期整改") };
    let entry = first(&store).await;
    let refused = store::carry_out(&store, &actor("officer"), at("2026-11-20"), "k", &entry, 1, &order).await;
    assert!(matches!(refused, Err(Failure::Refused(AppError::Invalid(_)))), "{refused:?}");
}
