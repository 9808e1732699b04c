//! A visit from the notice to the written feedback, as the people do it: by requests.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum_test::{
    TestResponse,
    multipart::{MultipartForm, Part},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};
use zeqing::{
    inspection::{
        model::{IndicatorWords, Notice, Plan, PlanKind, PlanState, RosterInspector, Severity, Visit, VisitState},
        plan::store as plans,
        roster,
        rules::scoring::{Indicator, IndicatorKind, Sheet, SheetArea},
        standard::{
            self,
            rules::{StandardContent, template},
        },
        visit,
    },
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Role, Signature},
        ids::{AccountId, InspectorId, PlanId, SeasonId, UnitCode, VisitId},
        text::{LongText, Title},
        unit_kind::{Area, UnitKind},
    },
    self_check::form::{self, AnswerKind, Question},
    server::clock,
    store::{self, Change, Commit},
    unit::store as units,
};

use common::{PASSWORD, TestApp, photograph, subdistrict};

const VISIT: &str = "P-1.JSJD01";

/// What the leader makes of the sheets.
const RECONCILED: [(&str, &str); 3] =
    [("lines[F1.1][entry]", "yes"), ("lines[F1.2][entry]", "1"), ("lines[F1.3][entry]", "0")];

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn inspector(number: &str) -> InspectorId {
    InspectorId::parse(number).unwrap()
}

fn officer() -> Actor {
    Actor {
        account: AccountId::parse("officer").unwrap(),
        name: "编制员".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    }
}

fn signature() -> Signature {
    Signature { by: AccountId::parse("officer").unwrap(), name: "编制员".to_owned(), at: at() }
}

fn content() -> StandardContent {
    let indicator = |code: &str, kind| Indicator { code: code.to_owned(), kind };
    let indicators = vec![
        indicator("F1.1", IndicatorKind::YesNo { max: 600 }),
        indicator("F1.2", IndicatorKind::Deduct { max: 500, per_event: 50, cap: 500 }),
        indicator("F1.3", IndicatorKind::Range { max: 400, low: 0, high: 300 }),
    ];
    let words = ["F1.1", "F1.2", "F1.3"].map(|code| {
        let text = || code.to_owned();
        let words = IndicatorWords {
            text: text(),
            rule: text(),
            basis: text(),
            materials: text(),
            may_be_not_applicable: false,
            grades: Vec::new(),
        };
        (text(), words)
    });
    let sheet = Sheet { areas: vec![SheetArea { id: 1, indicators }], adjustment_cap: 500 };
    StandardContent { sheet, words: BTreeMap::from(words) }
}

fn plan() -> Plan {
    let day = NaiveDate::from_ymd_opt(2026, 9, 22).unwrap();
    serde_json::from_value(json!({
        "plan": PlanId::parse("P-1").unwrap(),
        "season": "2026",
        "kind": PlanKind::SpotCheck,
        "title": "秋季抽查",
        "basis": LongText::parse("监督检查办法").unwrap(),
        "scope": "被抽取的单位",
        "procedure": "按第九条进行",
        "areas": [Area::Disclosure],
        "unit_kinds": [UnitKind::Subdistrict],
        "sizes": {},
        "from": day,
        "to": day,
        "standard": template(),
        "edition": 1,
        "state": PlanState::Running,
        "drafted": signature(),
    }))
    .unwrap()
}

/// A visit of long ago, so that its day has come, whose notice was sent.
fn notified() -> Visit {
    let group = ["JC1", "JC2", "JC3"].map(inspector).to_vec();
    let date = NaiveDate::from_ymd_opt(2025, 9, 22).unwrap();
    let notice = Notice { number: 1, date, group: 1, inspectors: group.clone(), sent: signature() };
    Visit {
        visit: VisitId::parse(VISIT).unwrap(),
        plan: PlanId::parse("P-1").unwrap(),
        season: SeasonId::parse("2026").unwrap(),
        unit: UnitCode::parse("JSJD01").unwrap(),
        unit_name: Title::parse("甲街道办事处").unwrap(),
        unit_kind: UnitKind::Subdistrict,
        group: 1,
        leader: inspector("JC1"),
        inspectors: group,
        leader_changes: Vec::new(),
        date,
        state: VisitState::Notified,
        notice: Some(notice),
        earlier_notices: Vec::new(),
        receipt: None,
        steps: Vec::new(),
        sheets: BTreeMap::new(),
        entry_closed: None,
        reconciled: None,
        findings: Vec::new(),
        last_finding: 0,
        good_practices: Vec::new(),
        oral_feedback: None,
        result: None,
        locked: None,
        written_feedback: None,
        withdrawn: None,
        version: 0,
    }
}

/// The program with a notified visit, and a browser for each person.
struct Scene {
    app: TestApp,
    clerk: TestApp,
    leader: TestApp,
    second: TestApp,
    third: TestApp,
    stranger: TestApp,
    officer: TestApp,
    keys: std::cell::Cell<u32>,
}

impl Scene {
    async fn start() -> Self {
        let app = TestApp::start().await;
        arrange(&app).await;
        app.create_account_of("clerk", Role::UnitClerk, Some("JSJD01"), None).await;
        app.create_account_of("officer", Role::EstablishmentOfficer, None, None).await;
        for number in ["JC1", "JC2", "JC3", "JC9"] {
            app.create_account_of(&format!("in-{number}"), Role::Inspector, None, Some(number)).await;
        }
        let of = |account: &'static str| {
            let browser = app.another_browser();
            async move {
                browser.sign_in(account, PASSWORD).await;
                browser
            }
        };
        let (clerk, leader, second) = (of("clerk").await, of("in-JC1").await, of("in-JC2").await);
        let (third, stranger, officer) = (of("in-JC3").await, of("in-JC9").await, of("officer").await);
        let keys = std::cell::Cell::new(0);
        Self { app, clerk, leader, second, third, stranger, officer, keys }
    }

    async fn visit(&self) -> Visit {
        visit::store::load(&self.app.state.store, &VisitId::parse(VISIT).unwrap()).await.unwrap()
    }

    /// Sends a form with a new key and the version as it is.
    async fn act(&self, who: &TestApp, what: &str, fields: &[(&str, &str)]) -> TestResponse {
        self.keys.set(self.keys.get() + 1);
        let (key, seen) = (format!("key-{}", self.keys.get()), self.visit().await.version.to_string());
        self.act_with(who, what, fields, &key, &seen).await
    }

    async fn act_with(
        &self,
        who: &TestApp,
        what: &str,
        fields: &[(&str, &str)],
        key: &str,
        seen: &str,
    ) -> TestResponse {
        let mut all = vec![("visit", VISIT), ("key", key), ("seen", seen)];
        all.extend_from_slice(fields);
        who.call(&format!("/api/visit/{what}"), &all).await
    }

    async fn on_site(&self) {
        self.act(&self.clerk, "receive", &[]).await.assert_status_ok();
        self.act(&self.second, "start", &[]).await.assert_status_ok();
    }

    /// Writes down a symposium, as the first record of a step.
    async fn record_symposium(&self) {
        let record = [("what", "symposium"), ("record", "开了座谈会")];
        self.act(&self.second, "record_step", &record).await.assert_status_ok();
    }

    /// Sends a file that says this to prove a record, a finding or a line of the sheet.
    async fn prove(&self, who: &TestApp, of: &str, key: &str, says: &str) -> TestResponse {
        let file = Part::bytes(says.as_bytes().to_vec()).file_name("核对.txt").mime_type("text/plain");
        let form = MultipartForm::new().add_text("of", of).add_text("key", key).add_part("file", file);
        let request = who.posting(&format!("/visits/{VISIT}/evidence")).add_header("accept", "application/json");
        request.multipart(form).await
    }

    /// Saves a sheet without handing it in; the first record and a file prove its event at F1.2.
    async fn draft_with_proofs(&self) {
        let lines = [
            ("visit", VISIT),
            ("window", "w"),
            ("seen", "0"),
            ("lines[F1.1][entry]", "yes"),
            ("lines[F1.2][entry]", "1"),
            ("lines[F1.2][reason]", "少一项"),
            ("lines[F1.2][record]", "1"),
            ("lines[F1.3][entry]", "0"),
        ];
        self.second.call("/api/visit/save_sheet", &lines).await.assert_status_ok();
        self.prove(&self.second, "indicator:F1.2", "draft", "少一项").await.assert_status_ok();
    }

    /// Saves and hands in a sheet with so many events at F1.2.
    async fn score(&self, who: &TestApp, events: &str) {
        let mut fields = vec![("window", "w"), ("seen", "0"), ("lines[F1.1][entry]", "yes")];
        fields.extend([("lines[F1.2][entry]", events), ("lines[F1.3][entry]", "0")]);
        if events != "0" {
            fields.extend([("lines[F1.2][reason]", "清单不一致"), ("lines[F1.2][unproved]", "当场改正")]);
        }
        fields.insert(0, ("visit", VISIT));
        who.call("/api/visit/save_sheet", &fields).await.assert_status_ok();
        self.act(who, "submit_sheet", &[]).await.assert_status_ok();
    }

    async fn feed_back(&self) {
        self.act(&self.leader, "oral_feedback", &gaps(&[("text", "清单有一处不一致")])).await.assert_status_ok();
    }

    /// Everything up to a reconciled score.
    async fn scored(&self) {
        self.on_site().await;
        self.feed_back().await;
        for (who, events) in [(&self.leader, "0"), (&self.second, "1"), (&self.third, "2")] {
            self.score(who, events).await;
        }
        self.act(&self.leader, "reconcile", &RECONCILED).await.assert_status_ok();
    }
}

/// A finding that nothing proves yet.
fn finding(title: &str) -> [(&str, &str); 5] {
    [("area", "1"), ("title", title), ("detail", "查阅所见"), ("severity", "general"), ("advice", "改正")]
}

/// A reason for every step that has no record.
fn gaps<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let left_out = [
        "left_out[report_hearing]",
        "left_out[symposium]",
        "left_out[interview]",
        "left_out[citizen_interview]",
        "left_out[study_records]",
        "left_out[meeting_minutes]",
        "left_out[implementation_documents]",
        "left_out[publicity_materials]",
        "left_out[oversight_documents]",
        "left_out[citizen_feedback]",
    ];
    more.iter().copied().chain(left_out.map(|field| (field, "本次不涉及"))).collect()
}

async fn arrange(app: &TestApp) {
    let (database, by) = (&app.state.store, officer());
    let title = Title::parse("评分标准").unwrap();
    standard::store::issue(database, &by, at(), "standard", 0, title, content()).await.unwrap();
    let person = |number: &str| -> RosterInspector {
        let name = format!("检查员{number}");
        serde_json::from_value(json!({"inspector": number, "name": name, "may_lead": true})).unwrap()
    };
    let people = ["JC1", "JC2", "JC3"].map(person);
    roster::store::import(database, &by, at(), "roster", &people).await.unwrap();
    let (plan, visit) = (plan(), notified());
    let commit = Commit::by(&by, "test.arrange", "arrange", at())
        .with(Change::create("plan", plan.plan.as_str(), &plan).unwrap())
        .with(Change::create("visit", VISIT, &visit).unwrap());
    store::transact(database, commit).await.unwrap();
}

/// Imports this person of the roster anew, who works in the unit by now; it is registered with that.
async fn move_into_the_unit(scene: &Scene, number: &str) {
    let (database, by) = (&scene.app.state.store, officer());
    let unit = subdistrict("JSJD01", "甲街道办事处");
    units::import(database, &by, at(), "unit-of-the-visit", &[unit], &[]).await.unwrap();
    let id = inspector(number);
    let known = roster::store::load(database, &id).await.unwrap().unwrap();
    let moved = RosterInspector { current_unit: Some("甲街道办事处".to_owned()), ..known };
    roster::store::import(database, &by, at(), &format!("moved-{number}"), &[moved]).await.unwrap();
}

/// What a refusal says of its first fault: who is recused, and from what.
fn recused(refused: &TestResponse) -> (Value, Value) {
    refused.assert_status_unprocessable_entity();
    let fault = refused.json::<Value>()["invalid"][0]["fault"]["recused"].clone();
    (fault["inspector"].clone(), fault["unit"].clone())
}

#[tokio::test]
async fn whoever_works_in_the_unit_since_the_notice_does_not_start_the_visit_and_a_colleague_does() {
    let scene = Scene::start().await;
    scene.act(&scene.clerk, "receive", &[]).await.assert_status_ok();
    let (record, button) = (format!("/visits/{VISIT}"), "/api/visit/start");
    assert!(scene.second.get(&record).await.text().contains(button));
    assert!(home(&scene.second).await.contains(&record));
    move_into_the_unit(&scene, "JC2").await;
    let before = scene.visit().await;
    let refused = scene.act(&scene.second, "start", &[]).await;
    assert_eq!(recused(&refused), (json!("检查员JC2"), json!("甲街道办事处")));
    assert_eq!(scene.visit().await, before);
    let page = scene.second.get(&record).await.text();
    assert!(page.contains("您应当回避") && page.contains("现在在那里工作") && !page.contains(button), "{page}");
    assert!(!home(&scene.second).await.contains(&record), "nobody is urged to what is refused");
    assert!(home(&scene.third).await.contains(&record));
    let page = scene.third.get(&record).await.text();
    assert!(page.contains(button) && !page.contains("您应当回避"), "{page}");
    scene.act(&scene.third, "start", &[]).await.assert_status_ok();
    assert_eq!(scene.visit().await.state, VisitState::OnSite);
}

/// The pages of what waits for somebody.
async fn home(who: &TestApp) -> Vec<String> {
    named_at_home(who, "tasks").await
}

/// The pages that a list of somebody's first page names.
async fn named_at_home(who: &TestApp, list: &str) -> Vec<String> {
    let home: Value = who.get("/api/home/home").await.json();
    let named = home[list].as_array().unwrap().iter();
    named.map(|one| one["href"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_comes_next_names_no_visit_from_which_somebody_is_recused() {
    let scene = Scene::start().await;
    let before = scene.visit().await;
    let tomorrow = chain_day(clock::now()).succ_opt().unwrap();
    let after = Visit { date: tomorrow, ..before.clone() };
    let change = Change::update("visit", VISIT, before.version, &before, &after).unwrap();
    let commit = Commit::by(&officer(), "test.move", "tomorrow", at()).with(change);
    store::transact(&scene.app.state.store, commit).await.unwrap();
    let record = format!("/visits/{VISIT}");
    assert!(named_at_home(&scene.second, "coming").await.contains(&record));
    move_into_the_unit(&scene, "JC2").await;
    assert!(!named_at_home(&scene.second, "coming").await.contains(&record));
    assert!(named_at_home(&scene.third, "coming").await.contains(&record));
}

#[tokio::test]
async fn whoever_works_in_the_unit_since_the_notice_neither_records_nor_scores_nor_locks() {
    let scene = Scene::start().await;
    scene.scored().await;
    move_into_the_unit(&scene, "JC1").await;
    let before = scene.visit().await;
    recused(&scene.act(&scene.leader, "add_good_practice", &[("area", "1"), ("text", "公示醒目")]).await);
    recused(&scene.act(&scene.leader, "lock", &[]).await);
    recused(&scene.prove(&scene.leader, "finding:1", "photo", "当场核对一处").await);
    assert_eq!(scene.visit().await, before);
    let page = scene.leader.get(&format!("/visits/{VISIT}")).await.text();
    assert!(page.contains("您应当回避") && page.contains("组长的事项"), "{page}");
    assert!(!page.contains("/api/visit/lock"), "{page}");
    assert!(!page.contains("/api/visit/add_good_practice"), "{page}");
    scene.act(&scene.second, "add_good_practice", &[("area", "1"), ("text", "公示醒目")]).await.assert_status_ok();
}

#[tokio::test]
async fn a_sheet_of_somebody_who_is_recused_since_is_marked_until_the_score_is_locked() {
    let scene = Scene::start().await;
    scene.scored().await;
    let page = format!("/visits/{VISIT}/score");
    let (title, name) = ("检查员JC2应当回避，打分在此之前已经提交", "检查员JC2（应当回避）");
    let before = scene.leader.get(&page).await.text();
    assert!(before.contains("检查员JC2") && !before.contains("应当回避"), "{before}");
    move_into_the_unit(&scene, "JC2").await;
    for who in [&scene.leader, &scene.third, &scene.officer] {
        let seen = who.get(&page).await.text();
        assert!(seen.contains(title) && seen.contains(name), "{seen}");
    }
    // It counts as the others do, so the leader can go on.
    scene.act(&scene.leader, "lock", &[]).await.assert_status_ok();
    let locked = scene.officer.get(&page).await.text();
    assert!(locked.contains("检查员JC2") && !locked.contains("应当回避"), "{locked}");
}

#[tokio::test]
async fn another_leader_locks_the_score_where_the_leader_works_in_the_unit_by_now() {
    let scene = Scene::start().await;
    let wanted = [("leader", "JC2"), ("reason", "组长调到该单位工作")];
    scene.act(&scene.officer, "appoint_leader", &wanted).await.assert_status_conflict();
    scene.scored().await;
    move_into_the_unit(&scene, "JC1").await;
    let (record, button) = (format!("/visits/{VISIT}"), "/api/visit/appoint_leader");
    let page = scene.officer.get(&record).await.text();
    assert!(page.contains("组长检查员JC1应当回避") && page.contains(button), "{page}");
    assert!(page.contains("轮到编办另行指定组长"), "whose turn it is, and not the group's: {page}");
    assert!(!home(&scene.second).await.contains(&record));
    assert!(home(&scene.officer).await.contains(&record), "the office is told without looking for it");
    for who in [&scene.second, &scene.clerk] {
        scene.act(who, "appoint_leader", &wanted).await.assert_status_forbidden();
        assert!(!who.get(&record).await.text().contains(button));
    }
    for (leader, reason, field) in [("JC1", "回避", "leader"), ("", "回避", "leader"), ("JC2", "", "reason")] {
        let refused = scene.act(&scene.officer, "appoint_leader", &[("leader", leader), ("reason", reason)]).await;
        refused.assert_status_unprocessable_entity();
        assert_eq!(refused.json::<Value>()["invalid"][0]["field"], field);
    }
    let before = scene.visit().await;
    let seen = before.version.to_string();
    for _ in 0..2 {
        let sent = scene.act_with(&scene.officer, "appoint_leader", &wanted, "appoint", &seen).await;
        sent.assert_status_ok();
    }
    let after = scene.visit().await;
    assert_eq!((after.version, after.state), (before.version + 1, VisitState::Scored));
    assert_eq!((&after.leader, &after.inspectors[..]), (&inspector("JC2"), &["JC2", "JC1", "JC3"].map(inspector)[..]));
    assert_eq!((&after.notice, &after.sheets), (&before.notice, &before.sheets));
    let page = scene.clerk.get(&record).await.text();
    assert!(page.contains("编办指定检查员JC2接替检查员JC1任组长"), "{page}");
    assert!(page.contains("通知载明检查员JC1，现为检查员JC2"), "{page}");
    assert!(!page.contains("组长调到该单位工作"), "why is no business of the unit: {page}");
    assert!(scene.third.get(&record).await.text().contains("组长调到该单位工作"));
    assert!(home(&scene.second).await.contains(&record));
    assert!(!home(&scene.officer).await.contains(&record));
    scene.act(&scene.leader, "lock", &[]).await.assert_status_not_found();
    scene.act(&scene.second, "lock", &[]).await.assert_status_ok();
}

#[tokio::test]
async fn a_leader_who_works_in_the_unit_before_the_visit_has_the_office_change_the_group() {
    let scene = Scene::start().await;
    let arranging = "/plans/P-1/units/JSJD01".to_owned();
    let database = &scene.app.state.store;
    let before = plans::load(database, &PlanId::parse("P-1").unwrap()).await.unwrap().unwrap();
    let after = Plan { to: chain_day(clock::now()).succ_opt().unwrap(), ..before.clone() };
    let change = Change::update("plan", "P-1", before.version, &before, &after).unwrap();
    store::transact(database, Commit::by(&officer(), "test.extend", "extend", at()).with(change)).await.unwrap();
    move_into_the_unit(&scene, "JC2").await;
    assert!(!home(&scene.officer).await.contains(&arranging), "the group goes on without a member");
    move_into_the_unit(&scene, "JC1").await;
    assert!(home(&scene.officer).await.contains(&arranging));
    for who in [&scene.leader, &scene.third, &scene.clerk] {
        assert!(!home(who).await.contains(&arranging));
    }
}

#[tokio::test]
async fn where_nobody_of_the_group_may_lead_somebody_of_the_roster_joins_it_and_reads_its_files() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.record_symposium().await;
    scene.prove(&scene.second, "step:1", "photo", "座谈会签到").await.assert_status_ok();
    let address = format!("/visits/{VISIT}");
    let file = format!("/files/{}", scene.visit().await.steps[0].evidence[0]);
    let person = |(number, may_lead): (&str, bool)| -> RosterInspector {
        let name = format!("检查员{number}");
        serde_json::from_value(json!({"inspector": number, "name": name, "may_lead": may_lead})).unwrap()
    };
    let people = [("JC2", false), ("JC3", false), ("JC9", true)].map(person);
    roster::store::import(&scene.app.state.store, &officer(), at(), "no-leaders", &people).await.unwrap();
    for path in [&address, &file] {
        scene.stranger.get(path).await.assert_status_not_found();
    }
    // What proves a line of a draft is nobody else's before the sheet is handed in, and the whole group's then.
    scene.draft_with_proofs().await;
    let ill = |leader| [("leader", leader), ("reason", "组长因病")];
    scene.act(&scene.officer, "appoint_leader", &ill("JC2")).await.assert_status_unprocessable_entity();
    scene.act(&scene.officer, "appoint_leader", &ill("JC9")).await.assert_status_ok();
    for path in [&address, &file] {
        scene.stranger.get(path).await.assert_status_ok();
    }
    scene.feed_back().await;
    for (who, events) in [(&scene.leader, "0"), (&scene.third, "2")] {
        scene.score(who, events).await;
    }
    scene.act(&scene.second, "submit_sheet", &[]).await.assert_status_ok();
    let file = format!("/files/{}", scene.visit().await.sheets["JC2"].evidence["F1.2"][0]);
    scene.stranger.get(&file).await.assert_status_ok();
    scene.act(&scene.stranger, "submit_sheet", &[]).await.assert_status_conflict();
    scene.act(&scene.stranger, "reconcile", &RECONCILED).await.assert_status_ok();
    scene.act(&scene.stranger, "lock", &[]).await.assert_status_ok();
}

#[tokio::test]
async fn a_sheet_of_whoever_works_in_the_unit_by_now_is_neither_saved_nor_handed_in() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.score(&scene.third, "0").await;
    move_into_the_unit(&scene, "JC2").await;
    let lines = [("visit", VISIT), ("window", "w"), ("seen", "0"), ("lines[F1.1][entry]", "yes")];
    recused(&scene.second.call("/api/visit/save_sheet", &lines).await);
    recused(&scene.act(&scene.second, "submit_sheet", &[]).await);
    assert_eq!(scene.visit().await.sheets.keys().collect::<Vec<_>>(), ["JC3"]);
    let page = scene.second.get(&format!("/visits/{VISIT}/score")).await.text();
    assert!(page.contains("您应当回避") && !page.contains("lines[F1.2][entry]"), "{page}");
    // The leader goes on without it.
    scene.score(&scene.leader, "0").await;
    scene.act(&scene.leader, "close_entry", &[("reason", "回避")]).await.assert_status_ok();
}

/// The page offers what the server takes: the group begins on the day of the visit, and not before.
#[tokio::test]
async fn the_page_offers_the_start_on_the_day_of_the_visit_and_not_before() {
    let scene = Scene::start().await;
    scene.act(&scene.clerk, "receive", &[]).await.assert_status_ok();
    let (record, button) = (format!("/visits/{VISIT}"), "/api/visit/start");
    let on = async |date: NaiveDate| {
        let before = scene.visit().await;
        let after = Visit { date, ..before.clone() };
        let change = Change::update("visit", VISIT, before.version, &before, &after).unwrap();
        let commit = Commit::by(&officer(), "test.move", format!("on-{date}"), at()).with(change);
        store::transact(&scene.app.state.store, commit).await.unwrap();
        scene.second.get(&record).await.text()
    };
    let today = chain_day(clock::now());
    let tomorrow = today.succ_opt().unwrap();
    let page = on(tomorrow).await;
    assert!(page.contains(&format!("第 1 组 {tomorrow} 到现场")) && !page.contains(button), "{page}");
    scene.act(&scene.second, "start", &[]).await.assert_status_unprocessable_entity();
    let page = on(today).await;
    assert!(page.contains(button), "{page}");
    scene.act(&scene.second, "start", &[]).await.assert_status_ok();
}

#[tokio::test]
async fn a_visit_goes_from_the_notice_to_the_written_feedback() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let record = [("what", "symposium"), ("record", "座谈会有 6 人参加"), ("people", "6")];
    scene.act(&scene.third, "record_step", &record).await.assert_status_ok();
    let finding = [
        ("area", "1"),
        ("indicator", "F1.2"),
        ("title", "公开内容与审定版本不一致"),
        ("detail", "比对 20 项，1 处不一致"),
        ("severity", "minor"),
        ("advice", "十日内改正"),
        ("proved_by", "1"),
    ];
    scene.act(&scene.second, "keep_finding", &finding).await.assert_status_ok();
    scene.act(&scene.second, "add_good_practice", &[("area", "1"), ("text", "公示醒目")]).await.assert_status_ok();
    scene.feed_back().await;
    scene.act(&scene.clerk, "acknowledge", &[("answer", "无异议")]).await.assert_status_ok();
    for (who, events) in [(&scene.leader, "0"), (&scene.second, "1"), (&scene.third, "6")] {
        scene.score(who, events).await;
    }
    let refused = scene.act(&scene.leader, "reconcile", &RECONCILED).await;
    refused.assert_status_unprocessable_entity();
    assert!(refused.text().contains("lines[F1.2][reason]"), "{}", refused.text());
    let explained = [&RECONCILED[..], &[("lines[F1.2][reason]", "复核只有一处属实")]].concat();
    scene.act(&scene.leader, "reconcile", &explained).await.assert_status_ok();
    scene.act(&scene.leader, "lock", &[]).await.assert_status_ok();
    scene.act(&scene.officer, "written_feedback", &[("text", "请按期整改")]).await.assert_status_ok();
    let visit = scene.visit().await;
    assert_eq!(visit.state, VisitState::Answered);
    // 14.50 of 15 points, scaled to 100.
    assert_eq!(visit.result.map(|result| result.total), Some(9667));
    assert_eq!(standing(&scene).await, json!({"state": "answered", "total": 9667, "findings": 1}));
}

/// The visit's part of the unit's standing, as far as this test speaks of it.
async fn standing(scene: &Scene) -> Value {
    let row: Option<Value> = store::load(&scene.app.state.store, "unit_standing", "2026.JSJD01").await.unwrap();
    let visit = row.unwrap()["visits"][scene.visit().await.visit.as_str()].clone();
    json!({"state": visit["state"], "total": visit["total"], "findings": visit["findings"]})
}

#[tokio::test]
async fn a_finding_that_nothing_proves_keeps_the_score_from_being_locked() {
    let scene = Scene::start().await;
    scene.scored().await;
    let finding = finding("一");
    let unknown = scene.act(&scene.second, "keep_finding", &[&finding[..], &[("proved_by", "1")]].concat()).await;
    unknown.assert_status_unprocessable_entity();
    assert_eq!(unknown.json::<Value>()["invalid"][0]["field"], "proved_by");
    scene.act(&scene.second, "keep_finding", &finding).await.assert_status_ok();
    let refused = scene.act(&scene.leader, "lock", &[]).await;
    refused.assert_status_unprocessable_entity();
    assert_eq!(refused.json::<Value>()["invalid"][0]["field"], "findings[1]");
    let record = format!("/visits/{VISIT}");
    let page = scene.leader.get(&record).await.text();
    assert!(page.contains("锁定前还缺依据的问题") && !page.contains("/api/visit/lock"));
    scene.prove(&scene.second, "finding:1", "photo", "当场核对一处").await.assert_status_ok();
    let page = scene.leader.get(&record).await.text();
    assert!(!page.contains("锁定前还缺依据的问题") && page.contains("/api/visit/lock"));
    scene.act(&scene.leader, "lock", &[]).await.assert_status_ok();
}

#[tokio::test]
async fn a_finding_leads_to_the_record_that_proves_it() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.record_symposium().await;
    let finding = finding("一");
    let finding = [&finding[..], &[("proved_by", "1")]].concat();
    scene.act(&scene.second, "keep_finding", &finding).await.assert_status_ok();
    assert_eq!(scene.visit().await.findings[0].record, Some(1));
    let page = scene.leader.get(&format!("/visits/{VISIT}")).await.text();
    assert_eq!(page.matches("href=\"#step-1\"").count(), 2, "from the finding and from the story: {page}");
    assert!(page.contains("href=\"#finding-1\""), "{page}");
    assert!(page.contains("href=\"#story\"") && page.contains("id=\"story\""), "{page}");
    scene.feed_back().await;
    let told = scene.clerk.get(&format!("/visits/{VISIT}")).await.text();
    assert!(told.contains("id=\"finding-1\"") && !told.contains("#step-1"));
}

#[tokio::test]
async fn the_form_of_a_finding_says_what_follows_from_its_severity() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let page = scene.second.get(&format!("/visits/{VISIT}")).await.text();
    for severity in Severity::ALL {
        assert!(page.contains(&format!("默认 {} 个工作日", severity.default_term())), "{severity:?}: {page}");
    }
}

#[tokio::test]
async fn the_next_step_is_a_link_to_its_place_that_the_browser_follows() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.feed_back().await;
    let page = scene.clerk.get(&format!("/visits/{VISIT}")).await.text();
    let (_, link) = page.split_once("href=\"#oral\"").expect("the unit acknowledges the feedback");
    assert!(link.starts_with(" rel=\"external\""), "{}", link.chars().take(40).collect::<String>());
}

#[tokio::test]
async fn a_member_of_the_group_cannot_lock() {
    let scene = Scene::start().await;
    scene.scored().await;
    let refused = scene.act(&scene.second, "lock", &[]).await;
    assert_eq!(refused.status_code(), StatusCode::NOT_FOUND);
    scene.act(&scene.officer, "lock", &[]).await.assert_status_forbidden();
    assert_eq!(scene.visit().await.state, VisitState::Scored);
}

#[tokio::test]
async fn a_locked_visit_takes_no_further_finding() {
    let scene = Scene::start().await;
    scene.scored().await;
    scene.act(&scene.leader, "lock", &[]).await.assert_status_ok();
    let practice = scene.act(&scene.leader, "add_good_practice", &[("area", "1"), ("text", "公示醒目")]).await;
    practice.assert_status_conflict();
    let again = [("lines[F1.1][entry]", "no"), ("lines[F1.2][entry]", "1"), ("lines[F1.3][entry]", "0")];
    scene.act(&scene.leader, "reconcile", &again).await.assert_status_conflict();
}

#[tokio::test]
async fn an_inspector_of_another_group_finds_nothing() {
    let scene = Scene::start().await;
    for path in [format!("/visits/{VISIT}"), format!("/visits/{VISIT}/score"), format!("/visits/{VISIT}/sheet.json")] {
        scene.stranger.get(&path).await.assert_status_not_found();
    }
    let refused = scene.act(&scene.stranger, "start", &[]).await;
    refused.assert_status_not_found();
}

#[tokio::test]
async fn a_score_above_its_maximum_is_told_at_its_field() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let lines = [
        ("visit", VISIT),
        ("window", "w"),
        ("seen", "0"),
        ("lines[F1.1][entry]", "yes"),
        ("lines[F1.2][entry]", "0"),
        ("lines[F1.3][entry]", "3.01"),
    ];
    scene.second.call("/api/visit/save_sheet", &lines).await.assert_status_ok();
    let refused = scene.act(&scene.second, "submit_sheet", &[]).await;
    refused.assert_status_unprocessable_entity();
    let faults: Value = refused.json();
    assert_eq!(faults["invalid"][0]["field"], "lines[F1.3][entry]");
    assert!(scene.visit().await.sheets.is_empty());
}

#[tokio::test]
async fn the_feedback_waits_for_every_step_or_its_reason() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let refused = scene.act(&scene.leader, "oral_feedback", &[("text", "没有问题")]).await;
    refused.assert_status_unprocessable_entity();
    let faults: Value = refused.json();
    assert_eq!(faults["invalid"].as_array().map(Vec::len), Some(10));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_records_once() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let record = [("what", "report_hearing"), ("record", "听取了汇报")];
    let send = || scene.act_with(&scene.second, "record_step", &record, "same", "0");
    let (first, other) = tokio::join!(send(), send());
    for answer in [first, other, send().await] {
        answer.assert_status_ok();
    }
    let visit = scene.visit().await;
    assert_eq!(visit.steps.len(), 1);
    let seen = visit.version.to_string();
    let fields = gaps(&[("text", "没有问题")]);
    let send = || scene.act_with(&scene.leader, "oral_feedback", &fields, "once", &seen);
    let (first, other) = tokio::join!(send(), send());
    for answer in [first, other, send().await] {
        answer.assert_status_ok();
    }
    assert_eq!(scene.visit().await.version, visit.version + 1);
}

#[tokio::test]
async fn a_decision_on_an_older_version_is_stale() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let seen = scene.visit().await.version;
    scene.record_symposium().await;
    // Nor is it told what is missing by a visit that is not as it was seen.
    let said = [("text", "没有问题")];
    for fields in [gaps(&said), said.to_vec()] {
        let stale = scene.act_with(&scene.leader, "oral_feedback", &fields, "k", &seen.to_string()).await;
        stale.assert_status_conflict();
        assert_eq!(stale.json::<Value>(), json!("stale"));
    }
    assert_eq!(scene.visit().await.state, VisitState::OnSite);
}

#[tokio::test]
async fn scorers_do_not_see_each_others_sheets_before_the_reconciliation() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.score(&scene.second, "2").await;
    for who in [&scene.leader, &scene.third, &scene.officer] {
        let asked = who.fetch(&format!("/api/visit/score?visit={VISIT}")).await;
        asked.assert_status_ok();
        assert!(!asked.text().contains("清单不一致"), "{}", asked.text());
        let record = who.fetch(&format!("/api/visit/visit?visit={VISIT}")).await;
        assert!(!record.text().contains("清单不一致"), "{}", record.text());
    }
    let own = scene.second.fetch(&format!("/api/visit/score?visit={VISIT}")).await;
    assert!(own.text().contains("清单不一致"));
    scene.clerk.fetch(&format!("/api/visit/score?visit={VISIT}")).await.assert_status_forbidden();
}

#[tokio::test]
async fn an_entry_leads_to_its_proofs_and_its_finding_for_those_who_may_see_its_sheet() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.record_symposium().await;
    let more = [("indicator", "F1.2"), ("proved_by", "1")];
    scene.act(&scene.second, "keep_finding", &[&finding("清单不一致")[..], &more].concat()).await.assert_status_ok();
    scene.draft_with_proofs().await;
    scene.act(&scene.second, "submit_sheet", &[]).await.assert_status_ok();
    let file = format!("href=\"/files/{}\"", scene.visit().await.sheets["JC2"].evidence["F1.2"][0]);
    let record = format!("href=\"/visits/{VISIT}#step-1\"");
    let finding = format!("href=\"/visits/{VISIT}#finding-1\"");
    let score = format!("/visits/{VISIT}/score");
    let own = scene.second.get(&score).await.text();
    assert!(own.contains(&file) && own.contains(&record) && own.contains(&finding), "{own}");
    // Within the group findings are no secret, and what another entered is.
    let proved = format!("href=\"{score}?area=1#i-F1.2\">评分 F1.2");
    for who in [&scene.leader, &scene.third, &scene.officer] {
        let page = who.get(&score).await.text();
        assert!(!page.contains(&file) && !page.contains(&record), "{page}");
        assert!(!who.get(&format!("/visits/{VISIT}")).await.text().contains(&proved));
    }
    scene.feed_back().await;
    for (who, events) in [(&scene.leader, "0"), (&scene.third, "2")] {
        scene.score(who, events).await;
    }
    let compared = scene.leader.get(&score).await.text();
    assert!(compared.contains("/api/visit/reconcile"));
    assert!(compared.contains(&file) && compared.contains(&record) && compared.contains(&finding), "{compared}");
    assert!(compared.contains("没有证据：当场改正"));
    assert!(!scene.third.get(&score).await.text().contains(&file));
    scene.act(&scene.leader, "reconcile", &RECONCILED).await.assert_status_ok();
    scene.act(&scene.leader, "lock", &[]).await.assert_status_ok();
    for who in [&scene.leader, &scene.third, &scene.officer] {
        let page = who.get(&score).await.text();
        assert!(page.contains(&file) && page.contains(&record) && page.contains(&finding), "{page}");
        assert!(page.contains("id=\"area-1\""));
        assert!(page.contains("少一项") && page.contains("没有证据：当场改正"));
        assert!(who.get(&format!("/visits/{VISIT}")).await.text().contains(&proved));
    }
    for who in [&scene.clerk, &scene.stranger] {
        for address in [&score, &format!("/visits/{VISIT}")] {
            let page = who.get(address).await.text();
            assert!(!page.contains(&file) && !page.contains(&record) && !page.contains("少一项"), "{page}");
        }
    }
}

#[tokio::test]
async fn another_window_does_not_overwrite_a_draft() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let save = async |window: &'static str, seen: &'static str, entry: &'static str| {
        let fields = [("visit", VISIT), ("window", window), ("seen", seen), ("lines[F1.2][entry]", entry)];
        scene.second.call("/api/visit/save_sheet", &fields).await.status_code()
    };
    assert_eq!(save("one", "0", "1").await, StatusCode::OK);
    // The same page again before it heard of its first saving.
    assert_eq!(save("one", "0", "2").await, StatusCode::OK);
    assert_eq!(save("two", "0", "9").await, StatusCode::CONFLICT);
    assert_eq!(save("two", "2", "3").await, StatusCode::OK);
    let page = scene.second.fetch(&format!("/api/visit/score?visit={VISIT}")).await.json::<Value>();
    assert_eq!(page["draft"]["lines"]["F1.2"]["entry"], "3");
}

#[tokio::test]
async fn a_draft_keeps_no_line_that_its_sheet_does_not_have() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let lines = [("lines[F1.2][entry]", "1"), ("lines[F9.9][entry]", "1"), ("lines[x][reason]", "多出来的一行")];
    let fields = [&[("visit", VISIT), ("window", "w"), ("seen", "0")][..], &lines].concat();
    scene.second.call("/api/visit/save_sheet", &fields).await.assert_status_ok();
    let page = scene.second.fetch(&format!("/api/visit/score?visit={VISIT}")).await.json::<Value>();
    let kept: Vec<&String> = page["draft"]["lines"].as_object().unwrap().keys().collect();
    assert_eq!(kept, ["F1.2"], "what an old page says beside it is saved");
}

#[tokio::test]
async fn a_removed_findings_number_is_never_given_again() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.act(&scene.second, "keep_finding", &finding("一")).await.assert_status_ok();
    scene.act(&scene.second, "keep_finding", &finding("二")).await.assert_status_ok();
    scene.act(&scene.second, "remove_finding", &[("number", "2"), ("reason", "重复")]).await.assert_status_ok();
    scene.act(&scene.second, "keep_finding", &finding("三")).await.assert_status_ok();
    let numbers: Vec<u32> = scene.visit().await.findings.iter().map(|finding| finding.number).collect();
    assert_eq!(numbers, [1, 3]);
}

#[tokio::test]
async fn a_photo_proves_a_record_and_stays_within_the_group() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.record_symposium().await;
    let photo = || {
        let form = MultipartForm::new().add_text("of", "step:1").add_text("key", "photo");
        form.add_part("file", photograph("现场.jpg"))
    };
    let path = format!("/visits/{VISIT}/evidence");
    let sent = scene.second.posting(&path).add_header("accept", "application/json").multipart(photo()).await;
    sent.assert_status_ok();
    assert_eq!(sent.json::<Value>(), json!({ "to": format!("/visits/{VISIT}#step-1") }));
    let evidence = scene.visit().await.steps[0].evidence.clone();
    assert_eq!(evidence.len(), 1);
    let file = format!("/files/{}", evidence[0]);
    scene.third.get(&file).await.assert_status_ok();
    scene.clerk.get(&file).await.assert_status_not_found();
    scene.stranger.posting(&path).multipart(photo()).await.assert_status_not_found();
}

#[tokio::test]
async fn a_form_that_is_sent_twice_attaches_its_file_once() {
    const ALL: &str = "SELECT VALUE evidence FROM evidence ORDER BY evidence";
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.record_symposium().await;
    let before: Vec<String> = store::select(&scene.app.state.store, ALL, []).await.unwrap();
    for (of, key) in [("step:1", "record"), ("indicator:F1.2", "score")] {
        for _ in 0..2 {
            scene.prove(&scene.second, of, key, "当场核对一处").await.assert_status_ok();
        }
    }
    assert_eq!(scene.visit().await.steps[0].evidence.len(), 1);
    let page = scene.second.fetch(&format!("/api/visit/score?visit={VISIT}")).await.json::<Value>();
    assert_eq!(page["draft"]["evidence"]["F1.2"].as_array().map(Vec::len), Some(1));
    let after: Vec<String> = store::select(&scene.app.state.store, ALL, []).await.unwrap();
    assert_eq!(after.len(), before.len() + 2, "a record is left over");
    // The score form gives its key before its files.
    let page = scene.second.get(&format!("/visits/{VISIT}/score?area=1")).await.text();
    let (key, file) = (page.find("name=\"key\" form=\"up-F1.2\""), page.find("id=\"f-file-F1.2\""));
    assert!(key.is_some() && key < file, "{page}");
}

#[tokio::test]
async fn every_person_gets_a_page_without_scripts() {
    let scene = Scene::start().await;
    scene.scored().await;
    let (record, score) = (format!("/visits/{VISIT}"), format!("/visits/{VISIT}/score"));
    for who in [&scene.clerk, &scene.leader, &scene.second, &scene.officer] {
        let page = who.get(&record).await;
        page.assert_status_ok();
        assert!(page.text().contains("甲街道办事处"));
    }
    assert!(scene.leader.get(&record).await.text().contains("锁定分数"));
    assert!(!scene.second.get(&record).await.text().contains("锁定分数</button>"));
    scene.second.get(&score).await.assert_status_ok();
    let sheet = scene.second.fetch(&format!("/visits/{VISIT}/entries.json")).await.json::<Value>();
    assert_eq!(sheet["F1.2"], json!({"events": 1}));
}

#[tokio::test]
async fn the_score_form_works_without_scripts() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let page = scene.second.get(&format!("/visits/{VISIT}/score")).await;
    page.assert_status_ok();
    assert!(page.text().contains("lines[F1.2][entry]"));
}

#[tokio::test]
async fn a_photograph_has_a_form_of_its_own_beside_every_choice_of_files() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.record_symposium().await;
    let finding = finding("一");
    scene.act(&scene.second, "keep_finding", &finding).await.assert_status_ok();
    for (address, forms) in [(format!("/visits/{VISIT}"), 2), (format!("/visits/{VISIT}/score"), 3)] {
        let page = scene.second.get(&address).await.text();
        assert_eq!(page.matches("capture=\"environment\"").count(), forms, "{page}");
        assert_eq!(page.matches("type=\"file\"").count(), 2 * forms, "{page}");
        for camera in page.split("<input").filter(|input| input.contains("capture=\"environment\"")) {
            let (_, form) = camera.split_once("form=\"").expect("it names its form");
            let (form, _) = form.split_once('"').expect("the name ends");
            assert!(page.contains(&format!(" id=\"{form}\"")), "{form}");
        }
        // Without a script a button sends it.
        assert_eq!(page.matches("上传照片").count(), forms);
    }
    assert!(!scene.clerk.get(&format!("/visits/{VISIT}")).await.text().contains("capture="));
}

#[tokio::test]
async fn the_unit_acknowledges_the_oral_feedback_after_the_lock_too() {
    let scene = Scene::start().await;
    scene.scored().await;
    let record = format!("/visits/{VISIT}");
    assert!(scene.leader.get(&record).await.text().contains("可以先等单位确认"));
    scene.act(&scene.leader, "lock", &[]).await.assert_status_ok();
    assert!(scene.clerk.get(&record).await.text().contains("/api/visit/acknowledge"));
    scene.act(&scene.clerk, "acknowledge", &[("answer", "无异议")]).await.assert_status_ok();
    let visit = scene.visit().await;
    assert_eq!(visit.state, VisitState::Locked);
    let feedback = visit.oral_feedback.expect("it was given");
    assert!(feedback.acknowledged.is_some());
    assert_eq!(feedback.answer.as_ref().map(|answer| answer.as_str()), Some("无异议"));
}

#[tokio::test]
async fn whoever_contests_the_oral_feedback_says_why_and_the_leader_is_shown_it() {
    let scene = Scene::start().await;
    scene.scored().await;
    let record = format!("/visits/{VISIT}");
    assert!(scene.clerk.get(&record).await.text().contains("name=\"contested\""));
    let refused = scene.act(&scene.clerk, "acknowledge", &[("contested", "true")]).await;
    refused.assert_status_unprocessable_entity();
    assert_eq!(refused.json::<Value>()["invalid"], json!([{"field": "answer", "fault": "reason_missing"}]));
    assert!(scene.visit().await.oral_feedback.is_some_and(|feedback| feedback.acknowledged.is_none()));
    assert!(!scene.leader.get(&record).await.text().contains("有异议"));

    let contested = [("contested", "true"), ("answer", "记录已经归档，请复核")];
    scene.act(&scene.clerk, "acknowledge", &contested).await.assert_status_ok();
    assert!(scene.visit().await.is_contested());
    let page = scene.leader.get(&record).await.text();
    for said in ["单位对反馈的问题有异议", "锁定以前请核实单位的意见", "记录已经归档，请复核"]
    {
        assert!(page.contains(said), "{said}");
    }
    assert!(scene.officer.get("/plans/P-1").await.text().contains("有异议"));
}

#[tokio::test]
async fn what_the_unit_contests_after_the_lock_is_shown_to_whoever_writes_the_feedback() {
    let scene = Scene::start().await;
    scene.scored().await;
    scene.act(&scene.leader, "lock", &[]).await.assert_status_ok();
    let record = format!("/visits/{VISIT}");
    let asked = "请在书面反馈中写明单位的意见是怎样核实和处理的";
    assert!(!scene.officer.get(&record).await.text().contains(asked));
    let contested = [("contested", "true"), ("answer", "记录已经归档，请复核")];
    scene.act(&scene.clerk, "acknowledge", &contested).await.assert_status_ok();
    let page = scene.officer.get(&record).await.text();
    let (_, written) = page.split_once("id=\"written\"").unwrap();
    assert!(written.contains(asked) && written.contains("记录已经归档，请复核"), "{written}");
}

#[tokio::test]
async fn with_the_written_feedback_it_is_too_late_to_acknowledge_the_oral_one() {
    let scene = Scene::start().await;
    scene.scored().await;
    scene.act(&scene.leader, "lock", &[]).await.assert_status_ok();
    scene.act(&scene.officer, "written_feedback", &[("text", "请按期整改")]).await.assert_status_ok();
    scene.act(&scene.clerk, "acknowledge", &[("answer", "无异议")]).await.assert_status_conflict();
}

#[tokio::test]
async fn a_change_that_is_sent_again_after_the_removal_brings_no_finding_back() {
    let scene = Scene::start().await;
    scene.on_site().await;
    let finding = finding("一");
    scene.act(&scene.second, "keep_finding", &finding).await.assert_status_ok();
    let (seen, change) = (scene.visit().await.version.to_string(), [&finding[..], &[("number", "1")]].concat());
    scene.act_with(&scene.second, "keep_finding", &change, "change", &seen).await.assert_status_ok();
    scene.act(&scene.second, "remove_finding", &[("number", "1"), ("reason", "重复")]).await.assert_status_ok();
    scene.act_with(&scene.second, "keep_finding", &change, "change", &seen).await.assert_status_ok();
    assert!(scene.visit().await.findings.is_empty());
}

#[tokio::test]
async fn a_removal_that_is_sent_again_is_answered_alike_and_one_of_what_is_not_there_is_not() {
    let scene = Scene::start().await;
    scene.on_site().await;
    scene.act(&scene.second, "keep_finding", &finding("一")).await.assert_status_ok();
    scene.act(&scene.second, "add_good_practice", &[("area", "1"), ("text", "公示醒目")]).await.assert_status_ok();
    let removals: [(&str, &[(&str, &str)]); 2] =
        [("remove_finding", &[("number", "1"), ("reason", "重复")]), ("remove_good_practice", &[("place", "0")])];
    for (removal, fields) in removals {
        let seen = scene.visit().await.version.to_string();
        for _ in 0..2 {
            scene.act_with(&scene.second, removal, fields, removal, &seen).await.assert_status_ok();
        }
        let stale = scene.act_with(&scene.second, removal, fields, "from-an-older-page", &seen).await;
        assert_eq!(stale.json::<Value>(), json!("stale"), "{removal}");
        scene.act(&scene.second, removal, fields).await.assert_status_not_found();
    }
    let change = [&finding("二")[..], &[("number", "1")]].concat();
    scene.act(&scene.second, "keep_finding", &change).await.assert_status_not_found();
    let visit = scene.visit().await;
    assert!(visit.findings.is_empty() && visit.good_practices.is_empty());
}

const ROUND: &str = "2026-01";

/// Opens a round of self-checks. The unit answers it and hands it to its head; answers the head's browser.
async fn hand_over_self_check(scene: &Scene) -> TestApp {
    let (database, by) = (&scene.app.state.store, officer());
    let unit = subdistrict("JSJD01", "甲街道办事处");
    units::import(database, &by, at(), "units", &[unit], &[]).await.unwrap();
    let question = Question {
        code: "Z1.1".to_owned(),
        area: Area::Disclosure,
        text: "是否公示".to_owned(),
        answer: AnswerKind::YesNo,
        required: true,
        evidence: None,
        hint: String::new(),
    };
    form::store::import(database, &by, at(), "form", &[question]).await.unwrap();
    let draft = [("season", "2026"), ("title", "第一轮自查"), ("unit_kinds[0]", "subdistrict")];
    let draft = [&draft[..], &[("working_days", "10"), ("key", "round")]].concat();
    scene.officer.call("/api/self_check/draft_round", &draft).await.assert_status_ok();
    let open = [("round", ROUND), ("seen", "1"), ("key", "open")];
    scene.officer.call("/api/self_check/open_round", &open).await.assert_status_ok();
    let own = [("round", ROUND), ("unit", "JSJD01"), ("seen", "1")];
    let answers = [("revision", "0"), ("answers[Z1.1][value]", "yes"), ("answers[Z1.1][note]", "网站改版")];
    let scores = ["scores[1]", "scores[2]", "scores[3]", "scores[4]", "scores[5]", "scores[6]"].map(|area| (area, "0"));
    let save = [&own[..], &[("key", "save")], &answers, &scores].concat();
    scene.clerk.call("/api/self_check/save_draft", &save).await.assert_status_ok();
    let hand_over = [&own[..], &[("key", "hand_over")]].concat();
    scene.clerk.call("/api/self_check/hand_over", &hand_over).await.assert_status_ok();
    scene.app.create_account_of("head", Role::UnitHead, Some("JSJD01"), None).await;
    let head = scene.app.another_browser();
    head.sign_in("head", PASSWORD).await;
    head
}

#[tokio::test]
async fn the_group_reads_the_units_self_check_once_its_head_has_signed() {
    let scene = Scene::start().await;
    let head = hand_over_self_check(&scene).await;
    let (record, check) = (format!("/visits/{VISIT}"), format!("/visits/{VISIT}/self-check"));
    scene.leader.get(&check).await.assert_status_not_found();
    assert!(scene.leader.get(&record).await.text().contains("本年度还没有签字的自查"));
    let sign = [("round", ROUND), ("unit", "JSJD01"), ("seen", "2"), ("key", "sign"), ("declared", "true")];
    head.call("/api/self_check/sign", &sign).await.assert_status_ok();
    for who in [&scene.leader, &scene.third, &scene.officer, &scene.clerk] {
        assert!(who.get(&record).await.text().contains(&check));
        let page = who.get(&check).await;
        page.assert_status_ok();
        assert!(page.text().contains("网站改版"));
    }
    scene.stranger.get(&check).await.assert_status_not_found();
}
