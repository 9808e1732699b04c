//! The ledger by requests: from a locked visit to the closure, and who may not.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use axum_test::{
    TestResponse,
    multipart::{MultipartForm, Part},
};
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use common::{PASSWORD, TestApp, photograph, sheets, subdistrict};
use serde_json::{Value, json};
use zeqing::{
    home::model::{ComingKind, FigureKind, Home, TaskKind},
    inspection::{
        model::{Remark, RosterInspector, Severity, Visit, VisitState},
        roster,
    },
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Role, Signature},
        address::percent_encoded,
        calendar::WorkCalendar,
        ids::{AccountId, EntryId, InspectorId, SeasonId, UnitCode, VisitId},
        text::{Note, Title},
        unit_kind::Area,
    },
    rectification::{
        model::Entry,
        reminder::store as reminders,
        rules::{Command, form, report_due},
        store,
    },
    store::{Change, Commit, transact},
    unit::{model::FormerName, store as units},
};

const ENTRY: &str = "P-1.A01.01";
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

/// Another unit's entry, where there is one.
const ELSEWHERE: &str = "P-1.A00.01";

/// Both findings of the visit, ordered by the default terms.
const BOTH_ORDERED: [(&str, &str); 5] = [
    ("entries[0]", "P-1.A01.01@1"),
    ("entries[1]", "P-1.A01.02@1"),
    ("due", ""),
    ("text", "限期整改"),
    ("key", "order"),
];

/// What the unit means to do.
const PLAN: [(&str, &str); 3] = [("measures", "设提醒"), ("responsible", "许可科"), ("milestones", "")];

/// A district with a locked visit of the unit `A01`, and everybody who has to do with it, signed in.
struct District {
    officer: TestApp,
    clerk: TestApp,
    head: TestApp,
    leader: TestApp,
    inspector: TestApp,
    other_clerk: TestApp,
    other_inspector: TestApp,
    keys: std::cell::Cell<u32>,
}

impl District {
    async fn with_a_locked_visit() -> Self {
        // Boxed here and below: what waits within a test would else be laid out on its small stack.
        let app = Box::pin(TestApp::start()).await;
        let people = [
            ("officer", Role::EstablishmentOfficer, None, None),
            ("clerk", Role::UnitClerk, Some("A01"), None),
            ("head", Role::UnitHead, Some("A01"), None),
            ("leader", Role::Inspector, None, Some("JC001")),
            ("inspector", Role::Inspector, None, Some("JC002")),
            ("other-clerk", Role::UnitClerk, Some("B02"), None),
            ("other-inspector", Role::Inspector, None, Some("JC009")),
        ];
        for (account, role, unit, inspector) in people {
            Box::pin(app.create_account_of(account, role, unit, inspector)).await;
        }
        lock(&app, "visit", &[visit()]).await;
        Self {
            officer: Box::pin(signed_in(&app, "officer")).await,
            clerk: Box::pin(signed_in(&app, "clerk")).await,
            head: Box::pin(signed_in(&app, "head")).await,
            leader: Box::pin(signed_in(&app, "leader")).await,
            inspector: Box::pin(signed_in(&app, "inspector")).await,
            other_clerk: Box::pin(signed_in(&app, "other-clerk")).await,
            other_inspector: Box::pin(signed_in(&app, "other-inspector")).await,
            keys: std::cell::Cell::new(0),
        }
    }

    /// With the first finding ordered, due in some three weeks.
    async fn with_an_order() -> Self {
        let district = Box::pin(Self::with_a_locked_visit()).await;
        district.open().await.assert_status_ok();
        let order = [("due", &*due(20).to_string()), ("text", "限期整改")];
        district.send(&district.officer, "order_entry", &order, 1).await.assert_status_ok();
        district
    }

    /// With the unit's plan for the first finding approved.
    async fn with_an_approved_plan() -> Self {
        let district = Box::pin(Self::with_an_order()).await;
        district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
        district.send(&district.clerk, "prepare_plan", &PLAN, 3).await.assert_status_ok();
        district.step(&district.head, "sign_plan", "", 4).await.assert_status_ok();
        district.step(&district.officer, "approve_plan", "", 5).await.assert_status_ok();
        district
    }

    /// With the unit's request for closure signed: what it reported has a file, and the request says why it has none.
    async fn with_a_signed_closure() -> Self {
        let district = Box::pin(Self::with_an_approved_plan()).await;
        let upload = district.clerk.posting("/ledger/P-1.A01.01/evidence").multipart(file("file-1")).await;
        upload.assert_status_see_other();
        let report = [("text", "已改 3 件"), ("percent", "100")];
        district.send(&district.clerk, "report", &report, 7).await.assert_status_ok();
        let closure = [("step", "prepare_closure"), ("text", "全部改完"), ("unproved", "原件在窗口")];
        district.send(&district.clerk, "take_step", &closure, 8).await.assert_status_ok();
        district.step(&district.head, "sign_closure", "", 9).await.assert_status_ok();
        district
    }

    /// With both findings ordered by the default terms.
    async fn with_both_ordered() -> Self {
        let district = Box::pin(Self::with_a_locked_visit()).await;
        district.open().await.assert_status_ok();
        Box::pin(district.officer.call("/api/rectification/order_entries", &BOTH_ORDERED)).await.assert_status_ok();
        district
    }

    /// The first file that the unit reported with.
    async fn proof(&self) -> String {
        let story = self.entry().await.story;
        let file = story.iter().find_map(|event| event.evidence.first()).unwrap();
        format!("/files/{file}")
    }

    /// Puts one finding of another unit's locked visit into the ledger, as [`ELSEWHERE`].
    async fn open_elsewhere(&self, area: Area, severity: Severity) {
        let mut other = Visit {
            visit: VisitId::parse("P-1.A00").unwrap(),
            unit: UnitCode::parse("A00").unwrap(),
            unit_name: Title::parse("区财政局").unwrap(),
            ..visit()
        };
        other.findings.truncate(1);
        (other.findings[0].area, other.findings[0].severity) = (area, severity);
        lock(&self.officer, "other", &[other]).await;
        let fields = [("visit", "P-1.A00"), ("key", "open-other")];
        Box::pin(self.officer.call("/api/rectification/open_visit", &fields)).await.assert_status_ok();
    }

    /// Puts the findings of the visit into the ledger.
    async fn open(&self) -> TestResponse {
        let fields = [("visit", "P-1.A01"), ("key", "open")];
        Box::pin(self.officer.call("/api/rectification/open_visit", &fields)).await
    }

    /// Orders the first finding as if it had been done long ago: an instant that no request can have. It is overdue.
    async fn order_long_ago(&self) {
        self.order_before(ENTRY, due(0) - Days::new(28)).await;
    }

    /// Orders an entry as if it had been done long ago, with this last day in time.
    async fn order_before(&self, entry: &str, due: NaiveDate) {
        let then = now() - chrono::Duration::days(60);
        let order = Command::Order { due, text: form::text("text", "限期整改").unwrap() };
        let (store, id) = (&self.officer.state.store, EntryId::parse(entry).unwrap());
        let entry = store::load(store, &id).await.unwrap().unwrap();
        let key = format!("past-{id}");
        Box::pin(store::carry_out(store, &officer(), then, &key, &entry, 1, &order)).await.unwrap();
    }

    fn key(&self) -> String {
        self.keys.set(self.keys.get() + 1);
        format!("key-{}", self.keys.get())
    }

    async fn send(&self, by: &TestApp, endpoint: &str, fields: &[(&str, &str)], seen: u32) -> TestResponse {
        let (seen, key) = (seen.to_string(), self.key());
        let mut all = vec![("entry", ENTRY), ("seen", seen.as_str()), ("key", key.as_str())];
        all.extend_from_slice(fields);
        Box::pin(by.call(&format!("/api/rectification/{endpoint}"), &all)).await
    }

    async fn step(&self, by: &TestApp, step: &str, text: &str, seen: u32) -> TestResponse {
        Box::pin(self.send(by, "take_step", &[("step", step), ("text", text)], seen)).await
    }

    async fn entry(&self) -> Entry {
        let entry = EntryId::parse(ENTRY).unwrap();
        store::load(&self.officer.state.store, &entry).await.unwrap().unwrap()
    }
}

async fn signed_in(app: &TestApp, account: &str) -> TestApp {
    let browser = app.another_browser();
    browser.sign_in(account, PASSWORD).await;
    browser
}

/// Puts visits into the database as they are, under this key.
async fn lock(app: &TestApp, key: &str, visits: &[Visit]) {
    let mut commit = Commit::by(&officer(), "visit.lock", key, now());
    for visit in visits {
        commit = commit.with(Change::create("visit", visit.visit.as_str(), visit).unwrap());
    }
    Box::pin(transact(&app.state.store, commit)).await.unwrap();
}

#[expect(clippy::disallowed_methods, reason = "the program under test goes by the real clock too")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

fn today() -> NaiveDate {
    chain_day(now())
}

/// The first weekday that lies at least so many days ahead; the database knows no holidays.
fn due(days: u64) -> NaiveDate {
    let from = today() + Days::new(days);
    from.iter_days().find(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)).unwrap()
}

fn officer() -> Actor {
    Actor {
        account: AccountId::parse("officer").unwrap(),
        name: "甲".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    }
}

fn visit() -> Visit {
    let signed = json!({"by": "leader", "name": "丙", "at": "2026-01-12T02:00:00Z"});
    let finding = |number: u32, area: u8, severity: &str| {
        json!({
            "number": number, "area": area, "title": "承诺时限超时 3 件", "detail": "抽查 20 件，3 件超时。",
            "severity": severity, "advice": "逐件核对。", "signed": signed,
        })
    };
    serde_json::from_value(json!({
        "visit": "P-1.A01", "plan": "P-1", "season": "2026", "unit": "A01", "unit_name": "区市场监管局",
        "unit_kind": "department", "group": 1, "leader": "JC001", "inspectors": ["JC001", "JC002"],
        "date": "2026-01-12", "state": "locked", "locked": signed,
        "findings": [finding(1, 5, "general"), finding(2, 3, "serious")], "version": 0,
    }))
    .unwrap()
}

async fn home(who: &TestApp) -> Home {
    who.get("/api/home/home").await.json()
}

/// What comes next for somebody: the kind, the page and the day.
async fn coming(who: &TestApp) -> Vec<(ComingKind, String, NaiveDate)> {
    home(who).await.coming.into_iter().map(|next| (next.kind, next.href, next.day)).collect()
}

fn file(key: &str) -> MultipartForm {
    let part = Part::bytes(PDF).file_name("办件抽查表.pdf").mime_type("application/pdf");
    MultipartForm::new().add_text("key", key).add_part("files", part)
}

fn seen_on_site(key: &str) -> MultipartForm {
    MultipartForm::new().add_text("key", key).add_part("files", photograph("窗口.jpg"))
}

#[tokio::test]
async fn a_finding_is_led_from_a_locked_visit_to_the_closure() {
    let district = Box::pin(District::with_an_approved_plan()).await;
    let upload = district.clerk.posting("/ledger/P-1.A01.01/evidence").multipart(file("file-1")).await;
    upload.assert_status_see_other();
    let report = [("text", "已改 3 件"), ("percent", "60")];
    district.send(&district.clerk, "report", &report, 7).await.assert_status_ok();
    assert_eq!(district.entry().await.story.last().unwrap().evidence.len(), 1);
    let bare = district.step(&district.clerk, "prepare_closure", "全部改完", 8).await;
    bare.assert_status_unprocessable_entity();
    assert_eq!(bare.json::<Value>()["invalid"][0]["field"], "unproved");
    let page = district.clerk.get("/ledger/P-1.A01.01").await;
    page.assert_text_contains("name=\"unproved\"");
    let closure = [("step", "prepare_closure"), ("text", "全部改完"), ("unproved", "原件在窗口")];
    district.send(&district.clerk, "take_step", &closure, 8).await.assert_status_ok();
    let page = district.head.get("/ledger/P-1.A01.01").await;
    page.assert_text_contains("没有证明材料的原因：原件在窗口");
    district.step(&district.head, "sign_closure", "", 9).await.assert_status_ok();
    district.step(&district.officer, "accept_materials", "", 10).await.assert_status_ok();
    let address = "/ledger/P-1.A01.01/evidence";
    let send = async |by: &TestApp| {
        let request = by.posting(address).add_header("accept", "application/json");
        Box::pin(async { request.multipart(seen_on_site("photo-1")).await }).await
    };
    send(&district.other_inspector).await.assert_status_not_found();
    send(&district.head).await.assert_status_forbidden();
    send(&district.clerk).await.assert_status_conflict();
    assert!(!district.clerk.get("/ledger/P-1.A01.01").await.text().contains("capture="));
    district.inspector.get("/ledger/P-1.A01.01").await.assert_text_contains("capture=\"environment\"");
    send(&district.inspector).await.assert_status_ok();
    let seen = [("step", "verify"), ("on", &*today().to_string()), ("text", "窗口已改")];
    district.send(&district.inspector, "record_on_site", &seen, 12).await.assert_status_ok();
    assert_eq!(district.entry().await.story.last().unwrap().evidence.len(), 1);
    district.step(&district.leader, "close", "", 13).await.assert_status_ok();
    assert_eq!(district.entry().await.closed_on, Some(today()));
    let figures = home(&district.officer).await.figures;
    let open = figures.iter().find(|figure| figure.kind == FigureKind::EntriesOpen).unwrap();
    assert_eq!(open.of, Some(open.value + 1), "the closed one is of all");
    let page = district.clerk.get("/ledger/P-1.A01.01").await;
    page.assert_status_ok();
    page.assert_text_contains("已销号");
    page.assert_text_contains("办件抽查表.pdf");
    page.assert_text_contains("窗口.jpg");
}

/// Imports an inspector of the visit anew, who works in its unit by now; both are registered with that.
async fn move_into_the_unit(district: &District, number: &str) {
    let store = &district.officer.state.store;
    let unit = subdistrict("A01", "区市场监管局");
    Box::pin(units::import(store, &officer(), now(), "unit-of-the-visit", &[unit], &[])).await.unwrap();
    let moved = json!({"inspector": number, "name": "乙", "may_lead": true, "current_unit": "区市场监管局"});
    let moved: RosterInspector = serde_json::from_value(moved).unwrap();
    Box::pin(roster::store::import(store, &officer(), now(), "moved", &[moved])).await.unwrap();
}

#[tokio::test]
async fn whoever_works_in_the_unit_by_now_neither_verifies_nor_closes_and_a_colleague_does() {
    let district = Box::pin(District::with_a_signed_closure()).await;
    district.step(&district.officer, "accept_materials", "", 10).await.assert_status_ok();
    let waits = [(TaskKind::VerifyClosure, format!("/ledger/{ENTRY}"))];
    assert_eq!(told(&district.inspector).await, waits);

    let ledger = async |by: &TestApp, conditions: &str| {
        let address = format!("/api/rectification/ledger?conditions={}", percent_encoded(conditions));
        let page = Box::pin(by.get(&address)).await.json::<Value>();
        (page["mine"].clone(), page["count"].clone())
    };
    assert_eq!(ledger(&district.inspector, "turn=group").await, (json!(["group", 1]), json!(1)));
    move_into_the_unit(&district, "JC002").await;
    assert_eq!(ledger(&district.inspector, "turn=group").await, (json!(["group", 0]), json!(0)));
    assert_eq!(ledger(&district.inspector, "").await, (json!(["group", 0]), json!(2)), "they read it all the same");
    assert_eq!(ledger(&district.leader, "turn=group").await, (json!(["group", 1]), json!(1)));
    let today = today().to_string();
    let on_site = async |by: &TestApp, step: &str, seen: u32| {
        let fields = [("step", step), ("on", today.as_str()), ("text", "窗口已改")];
        Box::pin(district.send(by, "record_on_site", &fields, seen)).await
    };
    let is_recused = |refused: &TestResponse| {
        refused.assert_status_unprocessable_entity();
        let told = refused.json::<Value>()["invalid"][0]["fault"]["recused"].clone();
        assert_eq!((&told["inspector"], &told["unit"]), (&json!("乙"), &json!("区市场监管局")));
    };
    let before = district.entry().await;
    for step in ["verify", "fail_verification"] {
        is_recused(&on_site(&district.inspector, step, 11).await);
    }
    let request = district.inspector.posting("/ledger/P-1.A01.01/evidence").add_header("accept", "application/json");
    is_recused(&Box::pin(async { request.multipart(seen_on_site("photo-1")).await }).await);
    assert_eq!(district.entry().await, before);
    let page = district.inspector.get("/ledger/P-1.A01.01").await.text();
    assert!(page.contains("您应当回避") && page.contains("现在在那里工作"), "{page}");
    assert!(!page.contains("/api/rectification/record_on_site") && !page.contains("capture="), "{page}");
    assert!(told(&district.inspector).await.is_empty(), "nobody is urged to what is refused");
    assert_eq!(told(&district.leader).await, waits);
    let page = district.leader.get("/ledger/P-1.A01.01").await.text();
    assert!(page.contains("/api/rectification/record_on_site") && !page.contains("您应当回避"), "{page}");

    on_site(&district.leader, "verify", 11).await.assert_status_ok();
    is_recused(&district.step(&district.inspector, "close", "", 12).await);
    district.step(&district.leader, "close", "", 12).await.assert_status_ok();
    is_recused(&on_site(&district.inspector, "reopen", 13).await);
    on_site(&district.leader, "reopen", 13).await.assert_status_ok();
}

/// Imports these inspectors, who work in the unit of the visit or nowhere, under this key.
async fn on_roster(district: &District, key: &str, people: &[(&str, bool)]) {
    let store = &district.officer.state.store;
    let unit = subdistrict("A01", "区市场监管局");
    Box::pin(units::import(store, &officer(), now(), "unit-of-the-visit", &[unit], &[])).await.unwrap();
    let person = |(number, moved): &(&str, bool)| -> RosterInspector {
        let (name, unit) = (format!("检查员{number}"), moved.then_some("区市场监管局"));
        serde_json::from_value(json!({"inspector": number, "name": name, "may_lead": true, "current_unit": unit}))
            .unwrap()
    };
    let people: Vec<RosterInspector> = people.iter().map(person).collect();
    Box::pin(roster::store::import(store, &officer(), now(), key, &people)).await.unwrap();
}

#[tokio::test]
async fn where_all_of_the_group_work_in_the_unit_by_now_the_office_appoints_who_verifies_and_closes() {
    let district = Box::pin(District::with_a_signed_closure()).await;
    let (address, proof) = (format!("/ledger/{ENTRY}"), district.proof().await);
    on_roster(&district, "one-moved", &[("JC001", false), ("JC002", true), ("JC009", false)]).await;
    let button = "/api/rectification/appoint_verifier";
    let wanted = [("verifier", "JC009"), ("text", "两人都调到该单位")];
    let appoint = async |by: &TestApp, fields: &[(&str, &str)], seen: u32| {
        Box::pin(district.send(by, "appoint_verifier", fields, seen)).await
    };
    appoint(&district.officer, &wanted, 10).await.assert_status_conflict();
    district.step(&district.officer, "accept_materials", "", 10).await.assert_status_ok();
    appoint(&district.officer, &wanted, 11).await.assert_status_conflict();
    assert!(!district.officer.get(&address).await.text().contains(button), "one of the group is left");

    on_roster(&district, "both-moved", &[("JC001", true)]).await;
    let waits = (TaskKind::AppointVerifier, address.clone());
    assert!(told(&district.officer).await.contains(&waits), "the office is told without looking for it");
    let page = district.officer.get(&address).await.text();
    assert!(page.contains(button) && page.contains("现在轮到编办：另行指定验收人"), "{page}");
    listed_in_the_turn(&district, ENTRY, ("office", "编办"), [1, 0]).await;
    assert!(told(&district.leader).await.is_empty(), "nobody of the group is urged to it");
    for who in [&district.clerk, &district.leader] {
        appoint(who, &wanted, 11).await.assert_status_forbidden();
        let page = who.get(&address).await.text();
        assert!(!page.contains(button) && page.contains("现在轮到编办"), "{page}");
    }
    for (verifier, text, field) in [("JC001", "回避", "verifier"), ("", "回避", "verifier"), ("JC009", "", "text")]
    {
        let refused = appoint(&district.officer, &[("verifier", verifier), ("text", text)], 11).await;
        refused.assert_status_unprocessable_entity();
        assert_eq!(refused.json::<Value>()["invalid"][0]["field"], field);
    }
    for path in [&address, &proof] {
        district.other_inspector.get(path).await.assert_status_not_found();
    }

    for _ in 0..2 {
        let fields = [&wanted[..], &[("entry", ENTRY), ("seen", "11"), ("key", "appoint")]].concat();
        Box::pin(district.officer.call(button, &fields)).await.assert_status_ok();
    }
    assert_eq!(district.entry().await.version, 12);
    assert!(!told(&district.officer).await.contains(&waits));
    listed_in_the_turn(&district, ENTRY, ("group", "检查组"), [0, 1]).await;
    for path in [&address, &proof] {
        district.other_inspector.get(path).await.assert_status_ok();
    }
    assert_eq!(told(&district.other_inspector).await, [(TaskKind::VerifyClosure, address.clone())]);
    let mine = format!("/api/rectification/ledger?conditions={}", percent_encoded("turn=group"));
    let mine = district.other_inspector.get(&mine).await.json::<Value>();
    assert_eq!((&mine["mine"], &mine["rows"][0]["entry"]), (&json!(["group", 1]), &json!(ENTRY)));
    let page = district.other_inspector.get(&address).await.text();
    assert!(page.contains("/api/rectification/record_on_site") && !page.contains("href=\"/visits/"), "{page}");
    let (of_unit, of_group) = (district.clerk.get(&address).await.text(), district.leader.get(&address).await.text());
    for page in [&of_unit, &of_group] {
        assert!(page.contains("验收人：检查员JC009（JC009）"), "{page}");
    }
    assert!(!of_unit.contains("两人都调到该单位"), "why is no business of the unit: {of_unit}");
    assert!(of_group.contains("两人都调到该单位"), "{of_group}");

    let seen = [("step", "verify"), ("on", &*today().to_string()), ("text", "窗口已改")];
    district.send(&district.other_inspector, "record_on_site", &seen, 12).await.assert_status_ok();
    district.step(&district.other_inspector, "close", "", 13).await.assert_status_ok();
    assert_eq!(district.entry().await.closed_on, Some(today()));
}

/// The list says of an entry whose turn it is, as its page does; and so do the lists of the office's turn and of the group's
/// with their files, in which it stands so many times.
async fn listed_in_the_turn(district: &District, entry: &str, (turn, name): (&str, &str), counts: [usize; 2]) {
    let listed = async |by: &TestApp, conditions: &str| {
        let address = format!("/api/rectification/ledger?conditions={}", percent_encoded(conditions));
        let page = Box::pin(by.get(&address)).await.json::<Value>();
        let rows = page["rows"].as_array().cloned().unwrap_or_default();
        let row = rows.iter().find(|row| row["entry"] == json!(entry)).cloned();
        assert_eq!(page["count"], json!(rows.len()), "{conditions}");
        row.map(|row| row["turn"].clone())
    };
    for who in [&district.officer, &district.clerk, &district.head, &district.leader] {
        assert_eq!(listed(who, "").await, Some(json!(turn)));
    }
    for (of, count) in ["office", "group"].into_iter().zip(counts) {
        for conditions in [format!("turn={of}"), format!("turn={of}&sort=unit"), format!("turn={of}&unit=A01")] {
            let found = listed(&district.officer, &conditions).await;
            assert_eq!(found, (count == 1).then(|| json!(turn)), "{conditions}");
        }
        let [lines, _] = sheets(&district.officer.get(&format!("/downloads/ledger.xlsx?turn={of}")).await);
        let lines: Vec<_> = lines.iter().filter(|line| line[0] == entry).collect();
        assert_eq!(lines.len(), count, "{of}");
        assert!(lines.iter().all(|line| line.iter().any(|cell| cell == name)), "{lines:?}");
    }
    let shown = district.officer.get(&format!("/ledger?turn={turn}")).await.text();
    assert!(shown.contains(&format!("/ledger/{entry}\"")), "{shown}");
}

#[tokio::test]
async fn the_office_replaces_a_verifier_who_cannot_come_and_says_why() {
    let district = Box::pin(District::with_a_signed_closure()).await;
    let (address, proof) = (format!("/ledger/{ENTRY}"), district.proof().await);
    district.step(&district.officer, "accept_materials", "", 10).await.assert_status_ok();
    on_roster(&district, "roster", &[("JC001", true), ("JC002", true), ("JC007", false), ("JC009", false)]).await;
    let appoint = async |number: &str, why: &str, seen: u32| {
        let fields = [("verifier", number), ("text", why)];
        Box::pin(district.send(&district.officer, "appoint_verifier", &fields, seen)).await
    };
    appoint("JC009", "两人都调到该单位", 11).await.assert_status_ok();
    district.other_inspector.get(&proof).await.assert_status_ok();
    let page = district.officer.get(&address).await.text();
    assert!(page.contains("/api/rectification/appoint_verifier") && page.contains("现在的验收人不再办理"), "{page}");
    assert!(page.contains("现在轮到检查组") && !page.contains("检查组已没有可以验收的人"), "{page}");
    appoint("JC009", "再来一次", 12).await.assert_status_unprocessable_entity();
    appoint("JC007", "", 12).await.assert_status_unprocessable_entity();
    appoint("JC007", "JC009 长期请假", 12).await.assert_status_ok();
    for path in [&address, &proof] {
        district.other_inspector.get(path).await.assert_status_not_found();
        district.leader.get(path).await.assert_status_ok();
    }
    assert!(told(&district.other_inspector).await.is_empty());
    let (of_unit, of_group) = (district.clerk.get(&address).await.text(), district.leader.get(&address).await.text());
    for page in [&of_unit, &of_group] {
        assert!(page.contains("验收人：检查员JC007（JC007）"), "{page}");
    }
    assert!(!of_unit.contains("长期请假") && of_group.contains("长期请假"), "{of_group}");
}

#[tokio::test]
async fn a_workbook_holds_the_lines_of_the_page_and_says_what_it_is() {
    let district = Box::pin(District::with_an_order()).await;
    let of_all = sheets(&district.officer.get("/downloads/ledger.xlsx").await);
    assert_eq!(of_all[0].len(), 3, "the heads and two entries");
    let of_one = sheets(&district.officer.get("/downloads/ledger.xlsx?state=ordered&severity=general").await);
    let [lines, about] = of_one;
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[0][0].as_str(), lines[1][0].as_str()), ("编号", ENTRY));
    let line = &lines[1];
    for cell in ["承诺时限超时 3 件", "A01", "一般", "已责令"] {
        assert!(line.iter().any(|text| text == cell), "{cell} is not in {line:?}");
    }
    let said = |name: &str| about.iter().find(|row| row[0] == name).map(|row| row[1].clone());
    assert_eq!(said("状态").as_deref(), Some("已责令"));
    assert_eq!(said("程度").as_deref(), Some("一般"));
    assert_eq!(said("行数").as_deref(), Some("共 1 行"));
    assert!(said("导出人").is_some_and(|who| who.starts_with("某人")));
    assert!(said("网址").is_some_and(|page| page.ends_with("/ledger?state=ordered&severity=general")));
    let [none, about] = sheets(&district.other_clerk.get("/downloads/ledger.xlsx?unit=A01&sort=unit").await);
    assert_eq!(none.len(), 1, "another unit gets the heads alone");
    assert!(!about.iter().any(|row| row[1] == "A01"), "and no condition that does not hold: {about:?}");
}

#[tokio::test]
async fn words_are_looked_for_in_the_number_in_the_finding_and_in_the_names_of_the_unit() {
    let district = Box::pin(District::with_an_order()).await;
    let unit = subdistrict("A01", "区市场监督管理局");
    let former = FormerName {
        name: Title::parse("区工商局").unwrap(),
        unit: unit.code.clone(),
        from: None,
        to: Some(2019),
        retired_on: None,
        version: 0,
    };
    let store = &district.officer.state.store;
    Box::pin(units::import(store, &officer(), now(), "units", &[unit], &[former])).await.unwrap();
    let count = async |who: &TestApp, typed: &str| {
        let conditions = percent_encoded(&format!("q={}", percent_encoded(typed)));
        who.get(&format!("/api/rectification/ledger?conditions={conditions}")).await.json::<Value>()["count"].clone()
    };
    let cases = [
        ("P-1.A01.02", 1),
        ("p-1.a01", 2),
        ("承诺时限", 2),
        ("抽查 3 件超时", 2),
        ("市场监管 超时", 2),
        ("工商局", 2),
        ("监督管理局 A01.01", 1),
        ("工商局 消防", 0),
        ("100% &", 0),
    ];
    for (typed, found) in cases {
        assert_eq!(count(&district.officer, typed).await, json!(found), "{typed}");
    }
    assert_eq!(count(&district.clerk, "工商局").await, json!(2));
    assert_eq!(count(&district.other_clerk, "工商局").await, json!(0), "another unit's entries stay unseen");
}

#[tokio::test]
async fn a_search_stands_in_the_address_on_the_page_and_in_the_workbook() {
    let district = Box::pin(District::with_an_order()).await;
    let page = district.officer.get("/ledger?q=A01.02&severity=serious").await.text().replace("&amp;", "&");
    assert!(page.contains("含“A01.02”"));
    assert!(page.contains("/ledger?severity=serious\""), "the chip takes the search away");
    assert!(page.contains("/ledger?q=A01.02\""), "the chip of another condition keeps the search");
    assert!(page.contains("/downloads/ledger.xlsx?severity=serious&q=A01.02\""));
    assert!(page.contains("/ledger/P-1.A01.02\"") && !page.contains("/ledger/P-1.A01.01\""));
    let [lines, about] = sheets(&district.officer.get("/downloads/ledger.xlsx?q=A01.02").await);
    assert_eq!((lines.len(), lines[1][0].as_str()), (2, "P-1.A01.02"));
    let said = about.iter().find(|row| row[0] == "搜索").map(|row| row[1].as_str());
    assert_eq!(said, Some("A01.02"));
    let none = district.officer.get("/ledger?q=%E6%B6%88%E9%98%B2").await;
    none.assert_text_contains("没有符合条件的条目");
}

#[tokio::test]
async fn a_workbook_speaks_the_language_of_whoever_asks() {
    let district = Box::pin(District::with_an_order()).await;
    let asked = district.officer.asking("/downloads/ledger.xlsx").add_header("cookie", "lang=en");
    let [lines, about] = sheets(&asked.await);
    assert_eq!(lines[0][0], "Number");
    assert!(about.iter().any(|row| row[0] == "Exported by"), "{about:?}");
}

#[tokio::test]
async fn a_column_that_is_left_out_is_neither_on_the_page_nor_in_the_workbook() {
    const HEAD: &str = r#"<th scope="col""#;
    const TICKS: &str = r#"<th scope="col" class="tick""#;
    // The column of ticks is none that can be left out.
    let count = |page: &str| page.matches(HEAD).count() - page.matches(TICKS).count();
    let district = Box::pin(District::with_an_order()).await;
    let heads = async |cookie: &str| {
        let asked = |path| district.officer.asking(path).add_header("cookie", cookie);
        let page = asked("/ledger").await.text();
        let [lines, about] = sheets(&asked("/downloads/ledger.xlsx").await);
        assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{lines:?}");
        let said = about.iter().find(|row| row[0] == "未列出的列").map(|row| row[1].clone());
        (count(&page), lines[0].clone(), said, page)
    };
    let (on_page, all, none, page) = heads("lang=zh").await;
    assert_eq!(none, None);
    let offered: Vec<&str> =
        page.split(r#"name="column" value=""#).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(offered.len(), on_page - 1, "all but the first can be left out");
    for column in &offered {
        let (left_on_page, left, said, _) = heads(&format!("columns=ledger.{column}")).await;
        assert_eq!(left_on_page, on_page - 1, "{column}");
        assert!(left.len() < all.len() && left[..2] == all[..2], "{column}: {left:?}");
        let missing: Vec<&str> =
            all.iter().map(String::as_str).filter(|head| !left.iter().any(|kept| kept == head)).collect();
        assert_eq!(said, Some(missing.join("、")), "{column}");
    }
    let fields =
        [("list", "ledger"), ("column", "area"), ("column", "turn"), ("shown", "turn"), ("return_to", "/ledger")];
    let answer = district.officer.post_form("/preferences", &fields).await;
    answer.assert_header("location", "/ledger");
    let page = district.officer.get("/ledger").await.text();
    assert_eq!(count(&page), on_page - 1);
    assert!(page.contains(r#"data-columns="ledger.area""#));
}

#[tokio::test]
async fn another_unit_and_another_group_do_not_find_it() {
    let district = Box::pin(District::with_an_order()).await;
    for stranger in [&district.other_clerk, &district.other_inspector] {
        stranger.get("/ledger/P-1.A01.01").await.assert_status_not_found();
        stranger.get("/api/rectification/entry?entry=P-1.A01.01").await.assert_status_not_found();
        district.step(stranger, "receive", "", 2).await.assert_status_not_found();
        let upload = stranger.posting("/ledger/P-1.A01.01/evidence").multipart(file("file-1")).await;
        upload.assert_status_not_found();
        let ledger = stranger.get("/api/rectification/ledger?conditions=").await.json::<Value>();
        assert_eq!((&ledger["rows"], &ledger["count"]), (&json!([]), &json!(0)));
    }
    for own in [&district.clerk, &district.head, &district.inspector, &district.officer] {
        own.get("/ledger/P-1.A01.01").await.assert_status_ok();
        let ledger = own.get("/api/rectification/ledger?conditions=light=green").await.json::<Value>();
        assert_eq!(ledger["rows"][0]["entry"], json!(ENTRY));
    }
}

#[tokio::test]
async fn a_clerk_cannot_sign_the_closure_and_a_head_cannot_report() {
    let district = Box::pin(District::with_an_order()).await;
    district.step(&district.clerk, "sign_closure", "", 2).await.assert_status_forbidden();
    district.step(&district.head, "receive", "", 2).await.assert_status_forbidden();
    let report = [("text", "已改"), ("percent", "")];
    district.send(&district.head, "report", &report, 2).await.assert_status_forbidden();
}

#[tokio::test]
async fn a_step_out_of_turn_and_an_older_version_are_refused() {
    let district = Box::pin(District::with_an_order()).await;
    let early = district.step(&district.officer, "approve_plan", "", 2).await;
    assert_eq!(early.json::<Value>(), json!("not_allowed_now"));
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    let stale = district.step(&district.officer, "approve_plan", "", 2).await;
    assert_eq!(stale.json::<Value>(), json!("stale"));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_changes_something_once() {
    let district = Box::pin(District::with_an_order()).await;
    let fields = [("entry", ENTRY), ("seen", "2"), ("key", "twice"), ("step", "receive"), ("text", "")];
    let send = || district.clerk.call("/api/rectification/take_step", &fields);
    let (first, other) = tokio::join!(send(), send());
    for answer in [first, other, send().await] {
        answer.assert_status_ok();
    }
    assert_eq!(district.entry().await.version, 3);
    for _ in 0..2 {
        let upload = district.clerk.posting("/ledger/P-1.A01.01/evidence").multipart(file("file-1")).await;
        upload.assert_status_see_other();
    }
    assert_eq!(district.entry().await.pending.len(), 1);
}

#[tokio::test]
async fn a_file_that_waits_is_taken_out_again_and_one_that_was_handed_in_is_not() {
    let district = Box::pin(District::with_an_order()).await;
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    let page = "/ledger/P-1.A01.01";
    let upload = district.clerk.posting(&format!("{page}/evidence")).multipart(file("file-1")).await;
    upload.assert_status_see_other();
    let waiting = district.entry().await.pending[0].clone();
    let remove = format!("{page}/evidence/{waiting}/remove");
    district.clerk.get(page).await.assert_text_contains(&remove);
    assert!(!district.officer.get(page).await.text().contains(&remove));
    district.head.call(&remove, &[]).await.assert_status_forbidden();
    district.other_inspector.call(&remove, &[]).await.assert_status_not_found();
    for _ in 0..2 {
        district.clerk.post_form(&remove, &[]).await.assert_status_see_other();
    }
    let entry = district.entry().await;
    assert!(entry.pending.is_empty() && entry.version == 5, "sent twice, and taken out once");
    district.clerk.get(&format!("/files/{waiting}")).await.assert_status_ok();
    let upload = district.clerk.posting(&format!("{page}/evidence")).multipart(file("file-2")).await;
    upload.assert_status_see_other();
    let waiting = district.entry().await.pending[0].clone();
    district.send(&district.clerk, "prepare_plan", &PLAN, 6).await.assert_status_ok();
    let remove = format!("{page}/evidence/{waiting}/remove");
    district.clerk.call(&remove, &[]).await.assert_status_conflict();
    assert_eq!(district.entry().await.measures.unwrap().evidence, [waiting]);
}

#[tokio::test]
async fn a_file_that_was_taken_out_waits_again_where_its_form_is_sent_again() {
    let district = Box::pin(District::with_an_order()).await;
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    let page = "/ledger/P-1.A01.01";
    let mut taken_out = Vec::new();
    for _ in 0..2 {
        // From the page to which the browser went back, so under its key.
        for _ in 0..2 {
            let upload = district.clerk.posting(&format!("{page}/evidence")).multipart(file("file-1")).await;
            upload.assert_status_see_other();
        }
        let pending = district.entry().await.pending;
        assert_eq!(pending.len(), 1);
        let remove = format!("{page}/evidence/{}/remove", pending[0]);
        district.clerk.post_form(&remove, &[]).await.assert_status_see_other();
        assert!(district.entry().await.pending.is_empty());
        taken_out.extend(pending);
    }
    assert_eq!(taken_out[0], taken_out[1], "it is the same file");
}

#[tokio::test]
async fn the_list_says_that_no_holidays_are_known_as_long_as_days_of_it_are_counted() {
    const SAID: &str = "的放假安排还没有导入";
    let says_it = async |who: &TestApp| {
        let shown = who.get("/ledger").await.text();
        assert!(shown.contains(ENTRY), "{shown}");
        shown.contains(SAID)
    };
    let district = Box::pin(District::with_a_locked_visit()).await;
    district.open().await.assert_status_ok();
    assert!(!says_it(&district.officer).await, "nothing is ordered yet");
    let order = [("due", &*due(20).to_string()), ("text", "限期整改")];
    district.send(&district.officer, "order_entry", &order, 1).await.assert_status_ok();
    assert!(says_it(&district.officer).await && says_it(&district.clerk).await);
}

#[tokio::test]
async fn home_says_that_no_holidays_are_known_where_it_counts_days() {
    let district = Box::pin(District::with_an_order()).await;
    // What waits for the clerk, what comes next for the head, and nothing at all.
    for (who, counts) in [(&district.clerk, true), (&district.head, true), (&district.other_clerk, false)] {
        let years = home(who).await.unlisted_years;
        assert_eq!(!years.is_empty(), counts, "{years:?}");
        let shown = who.get("/").await.text();
        let years = years.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
        assert_eq!(shown.contains(&format!("<p>{years} 年的放假安排还没有导入")), counts, "{shown}");
    }
}

#[tokio::test]
async fn a_day_off_is_refused_as_the_due_date_of_an_order_and_of_more_time() {
    let district = Box::pin(District::with_a_locked_visit()).await;
    district.open().await.assert_status_ok();
    let saturday = due(20).iter_days().find(|date| date.weekday() == Weekday::Sat).unwrap();
    let day_off = |field: &str, date: NaiveDate| json!({"invalid": [{"field": field, "fault": {"not_a_working_day": {"date": date, "name": null}}}]});
    let order = [("due", &*saturday.to_string()), ("text", "限期整改")];
    let refused = district.send(&district.officer, "order_entry", &order, 1).await;
    assert_eq!(refused.json::<Value>(), day_off("due", saturday));
    let order = [("due", &*due(20).to_string()), ("text", "限期整改")];
    district.send(&district.officer, "order_entry", &order, 1).await.assert_status_ok();
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    let sunday = due(21).iter_days().find(|date| date.weekday() == Weekday::Sun).unwrap();
    let ask = [("until", &*sunday.to_string()), ("text", "来不及")];
    let refused = district.send(&district.clerk, "ask_extension", &ask, 3).await;
    assert_eq!(refused.json::<Value>(), day_off("until", sunday));
}

#[tokio::test]
async fn more_time_can_be_chosen_from_the_day_behind_the_due_date() {
    let district = Box::pin(District::with_an_order()).await;
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    let first = format!(r#"min="{}""#, due(20) + Days::new(1));
    district.clerk.get("/ledger/P-1.A01.01").await.assert_text_contains(&first);
    let ask = [("until", &*due(30).to_string()), ("text", "来不及")];
    district.send(&district.clerk, "ask_extension", &ask, 3).await.assert_status_ok();
    district.officer.get("/ledger/P-1.A01.01").await.assert_text_contains(&first);
}

#[tokio::test]
async fn more_time_is_refused_after_the_due_date() {
    let district = Box::pin(District::with_a_locked_visit()).await;
    district.open().await;
    district.order_long_ago().await;
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    let ask = [("until", &*due(30).to_string()), ("text", "来不及")];
    let refused = district.send(&district.clerk, "ask_extension", &ask, 3).await;
    assert_eq!(refused.json::<Value>(), json!("not_allowed_now"));
    let page = district.clerk.get("/ledger/P-1.A01.01").await;
    assert!(!page.text().contains("ask_extension"));
    page.assert_text_contains("逾期");
}

#[tokio::test]
async fn whoever_of_the_unit_has_nothing_to_do_reads_until_when_an_entry_runs() {
    let district = Box::pin(District::with_an_order()).await;
    // The second finding is not ordered: no clock runs for it.
    let expected = [(ComingKind::EntryDue, format!("/ledger/{ENTRY}"), due(20))];
    assert_eq!(coming(&district.head).await, expected);
    assert!(coming(&district.clerk).await.is_empty(), "the order itself waits for the clerk");
    assert!(coming(&district.other_clerk).await.is_empty(), "it is another unit's");
    assert_eq!(coming(&district.inspector).await, expected, "their group looks at it on site");
    assert!(coming(&district.other_inspector).await.is_empty(), "it is another group's");
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    district.send(&district.clerk, "prepare_plan", &PLAN, 3).await.assert_status_ok();
    assert_eq!(coming(&district.clerk).await, expected, "the head has the plan now");
    let tasks = home(&district.head).await.tasks;
    assert_eq!(tasks[0].kind, TaskKind::SignPlan);
    district.step(&district.head, "sign_plan", "", 4).await.assert_status_ok();
    assert!(home(&district.head).await.tasks.is_empty());
}

#[tokio::test]
async fn an_entry_of_which_nothing_was_reported_for_a_month_says_so_until_something_is() {
    let district = Box::pin(District::with_a_locked_visit()).await;
    district.open().await.assert_status_ok();
    district.order_long_ago().await;
    let of_unit = |account: &str, role: Role| Actor {
        account: AccountId::parse(account).unwrap(),
        role,
        unit: UnitCode::parse("A01").ok(),
        ..officer()
    };
    let (clerk, head) = (of_unit("clerk", Role::UnitClerk), of_unit("head", Role::UnitHead));
    let office = officer();
    let measures = Note::parse("设提醒").unwrap();
    let plan = Command::PreparePlan { measures, responsible: Title::parse("许可科").unwrap(), milestones: None };
    let (store, then) = (&district.officer.state.store, now() - chrono::Duration::days(40));
    let way = [
        (&clerk, Command::Receive),
        (&clerk, plan),
        (&head, Command::SignPlan),
        (&office, Command::ApprovePlan { note: None }),
    ];
    for (seen, (by, command)) in (2u32..).zip(way) {
        let (entry, key) = (district.entry().await, format!("past-{seen}"));
        Box::pin(store::carry_out(store, by, then, &key, &entry, seen, &command)).await.unwrap();
    }
    let unreported = "已满一个月没有报告整改进展";
    let address = format!("/ledger/{ENTRY}");
    let list = "/ledger?report=due";
    let count = async |who: &TestApp| {
        let found = Box::pin(who.get("/api/rectification/ledger?conditions=report%3Ddue")).await.json::<Value>();
        (found["count"].clone(), found["rows"][0]["entry"].clone())
    };
    for who in [&district.clerk, &district.head, &district.officer] {
        who.get(&address).await.assert_text_contains(unreported);
        assert_eq!(count(who).await, (json!(1), json!(ENTRY)));
    }
    // The clerk is told of it at home, by the day on which it was due.
    let rectify = (TaskKind::Rectify, address.clone());
    let reports = (TaskKind::ReportProgress(1), list.to_owned());
    assert_eq!(told(&district.clerk).await, [rectify.clone(), reports]);
    let at_home = home(&district.clerk).await;
    let line = at_home.tasks.iter().find(|task| task.href == list).unwrap();
    assert_eq!((line.due, at_home.count), (report_due(chain_day(then)), 1), "the entry is counted once");
    district.clerk.get("/").await.assert_text_contains("报告 1 项整改的进展（满一个月没有报告）");
    let in_english = district.clerk.asking("/").add_header("cookie", "lang=en").await.text();
    assert!(in_english.contains("Report progress of rectifications (nothing reported for a month: 1)"), "{in_english}");
    assert!(told(&district.head).await.iter().all(|(_, href)| href != list), "the head reports nothing");
    let page = district.clerk.get(list).await.text();
    assert!(page.contains("满一个月没有报告进展") && page.contains(&format!("{address}\"")), "{page}");
    let [lines, about] = sheets(&district.clerk.get("/downloads/ledger.xlsx?report=due").await);
    assert_eq!((lines.len(), lines[1][0].as_str()), (2, ENTRY));
    assert!(about.iter().any(|row| row[0] == "报告进展" && row[1] == "满一个月没有报告进展"), "{about:?}");

    district.send(&district.clerk, "report", &[("text", "已改 3 件"), ("percent", "30")], 6).await.assert_status_ok();
    let page = district.clerk.get(&address).await.text();
    assert!(!page.contains(unreported), "{page}");
    assert_eq!(told(&district.clerk).await, [rectify]);
    assert_eq!(count(&district.clerk).await.0, json!(0));
}

/// The weekday that is so many working days overdue today; the database knows no holidays.
fn overdue(days: i64) -> NaiveDate {
    let calendar = WorkCalendar::default();
    let mut due = today();
    while !calendar.is_working(due) || calendar.working_days_between(due, today()) < days {
        due = due.pred_opt().unwrap();
    }
    due
}

#[tokio::test]
async fn the_head_and_the_reform_leader_read_of_their_slips_at_home_and_find_just_those_in_the_ledger() {
    let district = Box::pin(District::with_a_locked_visit()).await;
    district.open().await.assert_status_ok();
    let (one, two, elsewhere) = (ENTRY, "P-1.A01.02", ELSEWHERE);
    district.open_elsewhere(Area::ServicePledges, Severity::General).await;
    Box::pin(district.officer.create_account_of("reform", Role::ReformLeader, None, None)).await;
    let reform = Box::pin(signed_in(&district.officer, "reform")).await;
    assert!(told(&reform).await.is_empty() && told(&district.head).await.is_empty(), "no clock runs yet");

    for (entry, days) in [(one, 5), (two, 6), (elsewhere, 6)] {
        district.order_before(entry, overdue(days)).await;
    }
    let of_head = (TaskKind::PressOverdue(2), "/ledger?slip=yellow&signing=none", "督办 2 项逾期整改（黄色督办单）");
    let of_leader =
        (TaskKind::PressLongOverdue(2), "/ledger?slip=red", "督办 2 项逾期满 6 个工作日的整改（红色督办单）");
    let lists = [[two, one], [elsewhere, two]];
    for ((who, (kind, href, text)), entries) in [(&district.head, of_head), (&reform, of_leader)].into_iter().zip(lists)
    {
        let home = home(who).await;
        let lines: Vec<_> = home.tasks.iter().map(|task| (task.kind, task.href.as_str(), task.due)).collect();
        assert_eq!(lines, [(kind, href, Some(overdue(6)))], "due by the first of them");
        let glance = who.get("/api/home/glance").await.json::<Value>();
        assert_eq!(glance["waiting"], json!([{"place": "ledger", "count": 2, "overdue": true}]));
        assert_eq!(home.count, 2);
        who.get("/").await.assert_text_contains(text);
        let conditions = href.trim_start_matches("/ledger?");
        let address = format!("/api/rectification/ledger?conditions={}", percent_encoded(conditions));
        let list = Box::pin(who.get(&address)).await.json::<Value>();
        let rows = list["rows"].as_array().cloned().unwrap_or_default();
        let found: Vec<&str> = rows.iter().map(|row| row["entry"].as_str().unwrap()).collect();
        assert_eq!((found, &list["count"]), (entries.to_vec(), &json!(2)));
        let [lines, about] = sheets(&who.get(&format!("/downloads/ledger.xlsx?{conditions}")).await);
        let numbers: Vec<&str> = lines.iter().skip(1).map(|line| line[0].as_str()).collect();
        assert_eq!(numbers, entries);
        let said = about.iter().find(|row| row[0] == "督办单").map(|row| row[1].clone()).unwrap();
        who.get(href).await.assert_text_contains(&said);
    }
    let clerk = [(TaskKind::Rectify, format!("/ledger/{two}")), (TaskKind::Rectify, format!("/ledger/{one}"))];
    assert_eq!(told(&district.clerk).await, clerk, "the clerk goes on with each, and is told no more");

    // Once one of them waits for the head's signature, its own line tells of it, and the slips' line of the other alone.
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    district.send(&district.clerk, "prepare_plan", &PLAN, 3).await.assert_status_ok();
    let list = "/ledger?slip=yellow&signing=none";
    let expected = [(TaskKind::PressOverdue(1), list.to_owned()), (TaskKind::SignPlan, format!("/ledger/{one}"))];
    assert_eq!(told(&district.head).await, expected);
    assert_eq!(home(&district.head).await.count, 2, "each is counted once");
    let page = district.head.get(list).await.text();
    assert!(page.contains("不含等待单位负责人签字的") && page.contains("href=\"/ledger?slip=yellow\""), "{page}");
    assert!(page.contains(&format!("/ledger/{two}\"")) && !page.contains(&format!("/ledger/{one}\"")), "{page}");
    let [lines, about] = sheets(&district.head.get("/downloads/ledger.xlsx?slip=yellow&signing=none").await);
    let numbers: Vec<&str> = lines.iter().skip(1).map(|line| line[0].as_str()).collect();
    assert_eq!(numbers, [two]);
    assert!(about.iter().any(|row| row[1] == "不含等待单位负责人签字的"), "{about:?}");
    assert_eq!(told(&reform).await, [(TaskKind::PressLongOverdue(2), "/ledger?slip=red".to_owned())]);
}

/// What waits for somebody in the ledger, each with the page on which it is done.
async fn told(who: &TestApp) -> Vec<(TaskKind, String)> {
    let tasks = home(who).await.tasks.into_iter();
    tasks.filter(|task| task.href.starts_with("/ledger")).map(|task| (task.kind, task.href)).collect()
}

#[tokio::test]
async fn the_office_is_told_of_what_is_to_be_ordered_and_of_requests_for_more_time_until_they_are_answered() {
    let district = Box::pin(District::with_an_order()).await;
    // The second finding is in the ledger and not ordered.
    let orders = (TaskKind::OrderEntries(1), "/ledger/order".to_owned());
    assert_eq!(told(&district.officer).await, std::slice::from_ref(&orders));
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    let ask = [("until", &*due(30).to_string()), ("text", "来不及")];
    district.send(&district.clerk, "ask_extension", &ask, 3).await.assert_status_ok();
    let answers = (TaskKind::AnswerExtensions(1), "/ledger?asks=extension".to_owned());
    assert_eq!(told(&district.officer).await, [answers, orders.clone()], "the clock of the entry runs");
    let asked = home(&district.officer).await.tasks.into_iter().find(|task| task.href.contains("asks")).unwrap();
    assert_eq!(asked.due, district.entry().await.due);
    let entry = (TaskKind::Rectify, format!("/ledger/{ENTRY}"));
    assert_eq!(told(&district.clerk).await, std::slice::from_ref(&entry), "the unit goes on");
    let listed = district.officer.get("/api/rectification/ledger?conditions=asks=extension").await.json::<Value>();
    assert_eq!((&listed["count"], &listed["rows"][0]["entry"]), (&json!(1), &json!(ENTRY)));
    assert_eq!(listed["rows"][0]["turn"], json!("office"));
    let page = district.officer.get("/ledger/P-1.A01.01").await;
    page.assert_text_contains("答复延期申请");
    let refuse = [("step", "refuse_extension"), ("text", "按期完成")];
    district.send(&district.officer, "take_step", &refuse, 4).await.assert_status_ok();
    assert_eq!(told(&district.officer).await, [orders]);
    assert_eq!(told(&district.clerk).await, [entry]);
    let listed = district.officer.get("/api/rectification/ledger?conditions=asks=extension").await.json::<Value>();
    assert_eq!(listed["count"], json!(0));
}

#[tokio::test]
async fn the_ledger_shows_what_waits_for_ones_own_turn_and_goes_in_every_order() {
    let district = Box::pin(District::with_an_order()).await;
    let (ordered, opened, elsewhere) = (ENTRY, "P-1.A01.02", ELSEWHERE);
    district.open_elsewhere(Area::OngoingOversight, Severity::Minor).await;
    let listed = async |by: &TestApp, conditions: &str| {
        let address = format!("/api/rectification/ledger?conditions={}", percent_encoded(conditions));
        let page = Box::pin(by.get(&address)).await.json::<Value>();
        let rows = page["rows"].as_array().cloned().unwrap_or_default();
        let entries: Vec<String> = rows.iter().map(|row| row["entry"].as_str().unwrap().to_owned()).collect();
        (page["mine"].clone(), entries)
    };
    let turns: [(&TestApp, &str, &[&str]); 4] = [
        (&district.officer, "office", &[elsewhere, opened]),
        (&district.clerk, "clerk", &[ordered]),
        (&district.head, "head", &[]),
        (&district.inspector, "group", &[]),
    ];
    for (by, turn, entries) in turns {
        let (mine, found) = listed(by, &format!("turn={turn}")).await;
        assert_eq!(mine, json!([turn, entries.len()]));
        assert_eq!(found, entries, "{turn}");
        by.get("/ledger").await.assert_text_contains("轮到我");
    }
    // No two are alike. A unit has only its own, of which none stands before the other by unit.
    for (sort, entries) in [
        ("", [ordered, elsewhere, opened]),
        ("sort=unit", [elsewhere, ordered, opened]),
        ("sort=area", [opened, elsewhere, ordered]),
        ("sort=severity", [opened, ordered, elsewhere]),
        ("sort=state", [elsewhere, opened, ordered]),
    ] {
        for by in [&district.officer, &district.inspector] {
            assert_eq!(listed(by, sort).await.1, entries, "{sort}");
        }
        let own: Vec<&str> = entries.into_iter().filter(|entry| *entry != elsewhere).collect();
        assert_eq!(listed(&district.clerk, sort).await.1, own, "{sort}");
    }
    let file = district.officer.get("/downloads/ledger.xlsx?turn=office&sort=severity").await;
    let [lines, about] = sheets(&file);
    let numbers: Vec<&str> = lines.iter().skip(1).map(|line| line[0].as_str()).collect();
    assert_eq!(numbers, [opened, elsewhere]);
    let says = |name: &str, value: &str| about.iter().any(|row| row[0] == name && row[1] == value);
    assert!(says("轮到谁", "编办") && says("排序", "程度"), "{about:?}");
}

#[tokio::test]
async fn the_figures_of_entries_are_those_of_the_lists_that_they_lead_to() {
    let district = Box::pin(District::with_a_locked_visit()).await;
    district.open().await.assert_status_ok();
    district.order_long_ago().await;
    let (of_group, of_others) = (&district.inspector, &district.other_inspector);
    for (who, open, overdue) in [(&district.officer, 2, 1), (of_group, 2, 1), (of_others, 0, 0)] {
        let figures = home(who).await.figures.into_iter();
        let led: Vec<_> = figures.filter_map(|one| Some((one.kind, one.value, one.of, one.href?))).collect();
        let expected = [
            (FigureKind::EntriesOpen, open, Some(open), "/ledger".to_owned()),
            (FigureKind::EntriesOverdue, overdue, Some(open), "/ledger?light=red".to_owned()),
        ];
        assert_eq!(led, expected);
        for (kind, value, _, href) in led {
            let conditions = href.trim_start_matches("/ledger").trim_start_matches('?');
            let list = who.get(&format!("/api/rectification/ledger?conditions={conditions}")).await.json::<Value>();
            let rows = list["rows"].as_array().map(Vec::len);
            assert_eq!((&list["count"], rows), (&json!(value), usize::try_from(value).ok()), "{kind:?}");
        }
    }
}

#[tokio::test]
async fn an_inspector_reads_how_many_visits_of_the_newest_season_are_locked() {
    let district = Box::pin(District::with_a_locked_visit()).await;
    let own = InspectorId::parse("JC009").unwrap();
    let visit_of = |id: &str, year: i32, state: VisitState| Visit {
        visit: VisitId::parse(id).unwrap(),
        leader: own.clone(),
        inspectors: vec![own.clone()],
        season: SeasonId::of_year(year),
        // In the January behind the season, for the days of a visit do not say of which it is.
        date: NaiveDate::from_ymd_opt(year + 1, 1, 8).unwrap(),
        state,
        ..visit()
    };
    let year = today().year();
    let remark = Remark { text: Note::parse("单位撤并").unwrap(), signed: Signature::of(&officer(), now()) };
    let withdrawn = Visit { withdrawn: Some(remark), ..visit_of("P-1.B03", year, VisitState::Scheduled) };
    let visits = [
        visit_of("P-1.B01", year, VisitState::Locked),
        visit_of("P-1.B02", year, VisitState::Notified),
        withdrawn,
        visit_of("P-0.B01", year - 1, VisitState::Answered),
    ];
    lock(&district.officer, "visits", &visits).await;
    let figures = home(&district.other_inspector).await.figures;
    let locked = figures.iter().find(|figure| figure.kind == FigureKind::VisitsLocked).unwrap();
    assert_eq!((locked.value, locked.of), (1, Some(2)));
}

#[tokio::test]
async fn the_findings_of_all_visits_that_wait_enter_the_ledger_by_one_act() {
    let district = Box::pin(District::with_a_locked_visit()).await;
    let open_all =
        async |by: &TestApp, key: &str| Box::pin(by.call("/api/rectification/open_visits", &[("key", key)])).await;
    let orders = async || district.officer.get("/api/rectification/orders?visit=").await.json::<Value>();
    let page = district.officer.get("/ledger/order").await.text();
    assert!(!page.contains("全部列入台账（"), "one visit is opened by its row");
    let other = Visit {
        visit: VisitId::parse("P-1.B02").unwrap(),
        unit: UnitCode::parse("B02").unwrap(),
        unit_name: Title::parse("区财政局").unwrap(),
        ..visit()
    };
    lock(&district.officer, "other", &[other]).await;
    let page = district.officer.get("/ledger/order").await.text();
    assert!(page.contains("全部列入台账（2 次检查）"), "{page}");
    open_all(&district.clerk, "of-clerk").await.assert_status_forbidden();
    assert_eq!(orders().await["waiting"], json!(2));

    open_all(&district.officer, "all").await.assert_status_ok();
    let opened = orders().await;
    assert_eq!((&opened["waiting"], opened["rows"].as_array().map(Vec::len)), (&json!(0), Some(4)), "{opened}");
    open_all(&district.officer, "all").await.assert_status_ok();
    assert_eq!(orders().await["rows"], opened["rows"], "the form that is sent again changes nothing");
}

#[tokio::test]
async fn several_entries_are_ordered_with_the_default_terms() {
    let district = Box::pin(District::with_a_locked_visit()).await;
    let page = district.officer.get("/ledger/order").await;
    page.assert_text_contains("区市场监管局");
    district.open().await.assert_status_ok();
    let page = district.officer.get("/ledger/order").await.text();
    for entry in ["P-1.A01.01", "P-1.A01.02"] {
        let tick = format!(r#"name="entries[]" value="{entry}@1""#);
        assert!(page.contains(&tick) && page.contains(&format!(r#"href="/ledger/{entry}""#)), "{entry}: {page}");
    }
    district.officer.call("/api/rectification/order_entries", &BOTH_ORDERED).await.assert_status_ok();
    let store = &district.officer.state.store;
    let second = store::load(store, &EntryId::parse("P-1.A01.02").unwrap()).await.unwrap().unwrap();
    let days = (district.entry().await.order.unwrap().days, second.order.unwrap().days);
    assert_eq!(days, (20, 30));
    let none = [("due", ""), ("text", "限期整改"), ("key", "none")];
    district.officer.call("/api/rectification/order_entries", &none).await.assert_status_unprocessable_entity();
    district.clerk.call("/api/rectification/order_entries", &BOTH_ORDERED).await.assert_status_forbidden();
}

#[tokio::test]
async fn a_unit_is_reminded_of_the_chosen_entries_by_one_notice_once_a_working_day() {
    let district = Box::pin(District::with_both_ordered()).await;
    district.step(&district.clerk, "receive", "", 2).await.assert_status_ok();
    let remind = async |by: &TestApp, key: &str, entries: &[&str]| {
        let named = entries.iter().zip(["entries[0]", "entries[1]"]).map(|(entry, name)| (name, *entry));
        let fields: Vec<(&str, &str)> = named.chain([("key", key)]).collect();
        Box::pin(by.call("/api/rectification/remind_units", &fields)).await
    };
    remind(&district.officer, "none", &[]).await.assert_status_unprocessable_entity();
    let seen_before = ["P-1.A01.01@2", "P-1.A01.02@2"];
    remind(&district.clerk, "of-clerk", &seen_before).await.assert_status_forbidden();

    // One of them has changed since it was seen: it is left, and named with the reason.
    let answer = remind(&district.officer, "first", &seen_before).await;
    answer.assert_status_conflict();
    let told: Value = answer.json();
    assert_eq!(told["partly"]["left"][0]["why"], "stale", "{told}");
    assert!(told["partly"]["left"][0]["what"].as_str().unwrap().starts_with("P-1.A01.01 "), "{told}");
    assert!(told["partly"]["done"][0].as_str().unwrap().starts_with("P-1.A01.02 "), "{told}");
    assert_eq!(remind(&district.officer, "first", &seen_before).await.text(), answer.text());
    let store = &district.officer.state.store;
    let unit = UnitCode::parse("A01").unwrap();
    assert_eq!(reminders::of_unit(store, &unit).await.unwrap().len(), 1);

    let ledger = district.officer.get("/ledger").await.text();
    assert!(ledger.contains(&format!("{} 催办", today())), "{ledger}");
    assert!(ledger.contains(r#"name="entries[]" value="P-1.A01.01@3""#) && !ledger.contains(r#"value="P-1.A01.02@"#));
    remind(&district.officer, "second", &["P-1.A01.01@3"]).await.assert_status_ok();
    let again: Value = remind(&district.officer, "third", &["P-1.A01.02@2"]).await.json();
    assert!(again["partly"]["left"][0]["why"].to_string().contains("reminded"), "{again}");
    let missing: Value = remind(&district.officer, "missing", &["P-1.A01.09@1"]).await.json();
    assert_eq!(missing["partly"]["left"][0], json!({"what": "P-1.A01.09", "why": "not_found"}), "{missing}");
    assert_eq!(reminders::of_unit(store, &unit).await.unwrap().len(), 2);

    // The unit reads of it at home and in the story, until it has done something.
    let reminded = async || {
        let tasks = home(&district.clerk).await.tasks.into_iter().filter(|task| task.href.starts_with("/ledger/"));
        tasks.map(|task| task.reminded).collect::<Vec<_>>()
    };
    assert_eq!(reminded().await, [Some(today()); 2]);
    let [lines, _] = sheets(&district.officer.get("/downloads/ledger.xlsx").await);
    let says_when = |line: &Vec<String>| line.last().is_some_and(|cell| !cell.is_empty());
    assert!(lines.iter().all(says_when), "the workbook says it as the list does: {lines:?}");
    let news = home(&district.clerk).await.news.unwrap();
    let told: Vec<_> = news.iter().filter(|line| line.action == "rectification.remind").collect();
    assert_eq!(told.iter().map(|line| (line.count, line.href.as_str())).collect::<Vec<_>>(), [(2, "/ledger")]);
    district.clerk.get("/ledger/P-1.A01.02").await.assert_text_contains("<h3>催办");
    let plan = [("measures", "逐件核对"), ("responsible", "科长"), ("milestones", "")];
    district.send(&district.clerk, "prepare_plan", &plan, 3).await.assert_status_ok();
    assert_eq!(reminded().await, [Some(today())]);
}

#[tokio::test]
async fn units_are_reminded_of_all_that_match_and_a_form_that_is_sent_again_is_answered_alike() {
    let district = Box::pin(District::with_both_ordered()).await;
    let remind_all = async |by: &TestApp, key: &str, conditions: &str| {
        let fields = [("all", "true"), ("conditions", conditions), ("key", key)];
        Box::pin(by.call("/api/rectification/remind_units", &fields)).await
    };
    let unit = UnitCode::parse("A01").unwrap();
    let reminded = async || {
        let reminders = reminders::of_unit(&district.officer.state.store, &unit).await.unwrap();
        reminders.into_iter().map(|one| one.entry.to_string()).collect::<Vec<_>>()
    };
    let page = district.officer.get("/ledger?q=A01.02").await.text();
    assert!(page.contains(r#"name="conditions" value="q=A01.02""#) && page.contains("全部催办（共 1 项）"), "{page}");
    remind_all(&district.clerk, "of-clerk", "").await.assert_status_forbidden();
    for _ in 0..2 {
        remind_all(&district.officer, "one", "q=A01.02").await.assert_status_ok();
        assert_eq!(reminded().await, ["P-1.A01.02"]);
    }
    // Who was reminded today is passed over.
    remind_all(&district.officer, "rest", "").await.assert_status_ok();
    assert_eq!(reminded().await, ["P-1.A01.01", "P-1.A01.02"]);
    remind_all(&district.officer, "nobody", "").await.assert_status_conflict();
}

#[tokio::test]
async fn a_page_offers_what_the_server_accepts_and_works_without_scripts() {
    let district = Box::pin(District::with_an_order()).await;
    let page = district.clerk.get("/ledger/P-1.A01.01").await;
    page.assert_text_contains("签收责令");
    assert!(!district.head.get("/ledger/P-1.A01.01").await.text().contains("/api/rectification/take_step"));
    let fields = [("entry", ENTRY), ("seen", "2"), ("key", "plain"), ("step", "receive")];
    let answer = district.clerk.post_form("/api/rectification/take_step", &fields).await;
    assert!(answer.status_code().is_redirection(), "{}", answer.status_code());
    assert_eq!(district.entry().await.version, 3);
    let ledger = district.clerk.get("/ledger?light=green&sort=unit").await;
    ledger.assert_status_ok();
    ledger.assert_text_contains("承诺时限超时 3 件");
}

#[tokio::test]
async fn what_people_typed_is_shown_as_text() {
    let district = Box::pin(District::with_an_order()).await;
    district.step(&district.clerk, "receive", "", 2).await;
    let plan = [("measures", "</textarea><script>alert(1)</script>"), ("responsible", "<b>科</b>"), ("milestones", "")];
    district.send(&district.clerk, "prepare_plan", &plan, 3).await.assert_status_ok();
    district.step(&district.head, "sign_plan", "", 4).await.assert_status_ok();
    district.step(&district.officer, "return_plan", "<script>alert(2)</script>", 5).await.assert_status_ok();
    let page = district.clerk.get("/ledger/P-1.A01.01").await.text();
    assert!(!page.contains("<script>alert") && !page.contains("<b>科"), "{page}");
}

#[tokio::test]
async fn an_administrator_reads_no_entry() {
    let district = Box::pin(District::with_an_order()).await;
    let app = &district.officer;
    app.create_account_of("sysadmin", Role::SystemAdmin, None, None).await;
    let admin = signed_in(app, "sysadmin").await;
    admin.get("/ledger/P-1.A01.01").await.assert_status_forbidden();
    admin.get("/ledger").await.assert_status_forbidden();
    app.another_browser().get("/api/rectification/entry?entry=P-1.A01.01").await.assert_status_unauthorized();
}
