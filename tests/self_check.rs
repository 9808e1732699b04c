//! A self-check from the opening of the round to its acceptance, by requests of everybody who takes part (Art. 7, 15).

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use axum_test::{
    TestResponse,
    multipart::{MultipartForm, Part},
};
use chrono::{DateTime, Utc};
use common::{PASSWORD, TestApp, sheets, subdistrict};
use serde_json::{Value, json};
use zeqing::{
    error::AppError,
    evidence::rules::MOST_BYTES,
    home::model::{ComingKind, FigureKind, Home, TaskKind},
    kernel::{
        actor::{Actor, Role},
        ids::{AccountId, RoundId, UnitCode},
        unit_kind::Area,
    },
    page::Taken,
    search::model::{Found, Kind},
    self_check::{
        form::{self, AnswerKind, Question},
        model::{RoundView, RoundsPage, Submission, SubmissionState, submission_id},
        reminder::store as reminders,
        store as checks,
    },
    store,
    unit::{model::Unit, store as units},
};

const ROUND: &str = "2026-01";
const UNIT: &str = "JSJD01";
const OTHER: &str = "JSJD02";

/// A file that looks like a PDF document.
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

/// Everybody who takes part, each in a browser of their own.
struct District {
    app: TestApp,
    officer: TestApp,
    clerk: TestApp,
    head: TestApp,
    stranger: TestApp,
}

impl District {
    async fn start() -> Self {
        let app = TestApp::start().await;
        register(&app).await;
        app.create_account("officer", Role::EstablishmentOfficer).await;
        app.create_account("clerk", Role::UnitClerk).await;
        app.create_account("head", Role::UnitHead).await;
        app.create_account_of("stranger", Role::UnitClerk, Some(OTHER), None).await;
        let officer = signed_in(&app, "officer").await;
        let clerk = signed_in(&app, "clerk").await;
        let head = signed_in(&app, "head").await;
        let stranger = signed_in(&app, "stranger").await;
        Self { app, officer, clerk, head, stranger }
    }

    /// With an open round.
    async fn with_round() -> Self {
        let district = Self::start().await;
        district.draft_round().await.assert_status_ok();
        district.open_round("open").await.assert_status_ok();
        district
    }

    /// With a submission that only lacks the head's signature.
    async fn with_handed_over() -> Self {
        let district = Self::with_round().await;
        district.fill_in().await;
        district.step(&district.clerk, "hand_over", "h1", &[]).await.assert_status_ok();
        district
    }

    /// With a submission that the head has signed.
    async fn with_submitted() -> Self {
        let district = Self::with_handed_over().await;
        district.step(&district.head, "sign", "s1", &[("declared", "true")]).await.assert_status_ok();
        district
    }

    async fn draft_round(&self) -> TestResponse {
        let fields = [
            ("season", "2026"),
            ("title", "第一轮自查"),
            ("unit_kinds[0]", "subdistrict"),
            ("working_days", "10"),
            ("key", "draft"),
        ];
        self.officer.call("/api/self_check/draft_round", &fields).await
    }

    async fn open_round(&self, key: &str) -> TestResponse {
        let fields = [("round", ROUND), ("seen", "1"), ("key", key)];
        self.officer.call("/api/self_check/open_round", &fields).await
    }

    async fn submission(&self) -> Submission {
        let (round, unit) = (RoundId::parse(ROUND).unwrap(), UnitCode::parse(UNIT).unwrap());
        checks::load(&self.app.state.store, &round, &unit).await.unwrap().expect("the submission is there")
    }

    /// A step of the submission at the version that stands.
    async fn step(&self, who: &TestApp, endpoint: &str, key: &str, more: &[(&str, &str)]) -> TestResponse {
        let seen = self.submission().await.version.to_string();
        self.step_at(who, endpoint, &seen, key, more).await
    }

    async fn step_at(
        &self,
        who: &TestApp,
        endpoint: &str,
        seen: &str,
        key: &str,
        more: &[(&str, &str)],
    ) -> TestResponse {
        let fixed = [("round", ROUND), ("unit", UNIT), ("seen", seen), ("key", key)];
        let fields: Vec<(&str, &str)> = fixed.into_iter().chain(more.iter().copied()).collect();
        who.call(&format!("/api/self_check/{endpoint}"), &fields).await
    }

    async fn save(&self, who: &TestApp, revision: &str, more: &[(&str, &str)]) -> TestResponse {
        let fields: Vec<(&str, &str)> = [("revision", revision)].into_iter().chain(more.iter().copied()).collect();
        self.step(who, "save_draft", "save", &fields).await
    }

    /// Answers everything; the proof of the first question is explained by its note.
    async fn fill_in(&self) {
        let answers =
            [("answers[Z1.1][value]", "yes"), ("answers[Z1.1][note]", "网站改版"), ("answers[Z2.1][value]", "4")];
        let scores = [("scores[1]", "19"), ("scores[2]", "28.5"), ("scores[3]", "15"), ("scores[4]", "18")];
        let rest = [("scores[5]", "14"), ("scores[6]", "0")];
        let fields: Vec<(&str, &str)> = answers.into_iter().chain(scores).chain(rest).collect();
        self.save(&self.clerk, "0", &fields).await.assert_status_ok();
    }

    fn page(&self) -> String {
        format!("/self-check/{ROUND}/{UNIT}")
    }
}

async fn signed_in(app: &TestApp, account: &str) -> TestApp {
    let browser = app.another_browser();
    browser.sign_in(account, PASSWORD).await;
    browser
}

/// Two units, and a form with two questions.
async fn register(app: &TestApp) {
    let by = by_the_system();
    let at: DateTime<Utc> = "2026-11-01T01:00:00Z".parse().unwrap();
    let registered = [subdistrict(UNIT, "经八路街道办事处"), subdistrict(OTHER, "花园路街道办事处")];
    units::import(&app.state.store, &by, at, "units", &registered, &[]).await.unwrap();
    let proof = Some("网页截图".to_owned());
    let questions = [
        Question { evidence: proof, ..question("Z1.1", Area::Disclosure, AnswerKind::YesNo) },
        question("Z2.1", Area::Fulfilment, AnswerKind::Count),
    ];
    form::store::import(&app.state.store, &by, at, "form", &questions).await.unwrap();
}

fn by_the_system() -> Actor {
    Actor {
        account: AccountId::parse("system").unwrap(),
        name: "系统".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    }
}

fn question(code: &str, area: Area, answer: AnswerKind) -> Question {
    Question {
        code: code.to_owned(),
        area,
        text: format!("问题{code}"),
        answer,
        required: true,
        evidence: None,
        hint: String::new(),
    }
}

/// What waits for somebody, by kind.
async fn waiting(who: &TestApp) -> Vec<TaskKind> {
    home(who).await.tasks.into_iter().map(|task| task.kind).collect()
}

async fn home(who: &TestApp) -> Home {
    who.get("/api/home/home").await.json()
}

#[tokio::test]
async fn an_office_is_led_from_the_imports_to_the_opening_of_a_round() {
    let district = District::start().await;
    // The roster, the holidays and the score standard are not there yet.
    assert_eq!(waiting(&district.officer).await, [TaskKind::ImportRegister]);
    district.draft_round().await.assert_status_ok();
    assert_eq!(waiting(&district.officer).await, [TaskKind::OpenRound]);
    district.open_round("open").await.assert_status_ok();
    assert!(waiting(&district.officer).await.is_empty());
}

#[tokio::test]
async fn the_list_of_rounds_has_one_primary_act() {
    let district = District::with_round().await;
    let list = district.officer.get("/self-check").await.text();
    assert_eq!(list.matches("btn primary\"").count(), 1, "{list}");
    assert!(list.contains("href=\"#new-round\"") && list.contains("id=\"new-round\""));
}

#[tokio::test]
async fn each_figure_of_a_round_names_of_how_many_units_it_is() {
    let district = District::with_submitted().await;
    let round = district.officer.get(&format!("/self-check/{ROUND}")).await.text();
    assert_eq!(round.matches("<small>/ 2 个单位").count(), 5, "{round}");
}

#[tokio::test]
async fn a_round_that_is_prepared_is_edited_on_the_newest_form_until_it_is_opened() {
    let district = District::start().await;
    district.draft_round().await.assert_status_ok();
    let page = format!("/self-check/{ROUND}");
    let before = district.officer.get(&page).await.text();
    assert!(before.contains("第 1 版") && !before.contains("自查表已有第 2 版"), "{before}");
    let questions = [question("Z1.1", Area::Disclosure, AnswerKind::YesNo)];
    let store = &district.app.state.store;
    let at: DateTime<Utc> = "2026-11-02T01:00:00Z".parse().unwrap();
    form::store::import(store, &by_the_system(), at, "newer", &questions).await.unwrap();
    district.officer.get(&page).await.assert_text_contains("自查表已有第 2 版");
    let edit = async |who: &TestApp, days: &str, seen: &str, key: &str| {
        let fields = [
            ("round", ROUND),
            ("title", "秋季自查"),
            ("unit_kinds[0]", "subdistrict"),
            ("working_days", days),
            ("seen", seen),
            ("key", key),
        ];
        who.call("/api/self_check/edit_round", &fields).await
    };
    edit(&district.clerk, "5", "1", "e0").await.assert_status_forbidden();
    edit(&district.officer, "0", "1", "e1").await.assert_status_unprocessable_entity();
    for _ in 0..2 {
        edit(&district.officer, "5", "1", "e2").await.assert_status_ok();
    }
    let stale = edit(&district.officer, "7", "1", "e3").await;
    stale.assert_status_conflict();
    assert_eq!(stale.json::<Value>(), "stale");
    let edited = checks::round(store, &RoundId::parse(ROUND).unwrap()).await.unwrap().unwrap();
    assert_eq!((edited.title.as_str(), edited.working_days, edited.edition, edited.version), ("秋季自查", 5, 2, 2));
    let after = district.officer.get(&page).await.text();
    assert!(after.contains("秋季自查") && !after.contains("自查表已有第 2 版"), "{after}");

    let fields = [("round", ROUND), ("seen", "2"), ("key", "open")];
    district.officer.call("/api/self_check/open_round", &fields).await.assert_status_ok();
    let opened = edit(&district.officer, "7", "4", "e4").await;
    opened.assert_status_conflict();
    assert_eq!(opened.json::<AppError>(), AppError::NotAllowedNow);
    assert!(!district.officer.get(&page).await.text().contains("/api/self_check/edit_round"));
}

#[tokio::test]
async fn a_round_that_is_given_up_before_its_opening_waits_for_nobody_and_says_why() {
    let district = District::start().await;
    district.draft_round().await.assert_status_ok();
    let discard = async |who: &TestApp, reason: &str, key: &str| {
        let fields = [("round", ROUND), ("reason", reason), ("seen", "1"), ("key", key)];
        who.call("/api/self_check/discard_round", &fields).await
    };
    discard(&district.clerk, "年度填错", "d0").await.assert_status_forbidden();
    discard(&district.officer, " ", "d1").await.assert_status_unprocessable_entity();
    for _ in 0..2 {
        discard(&district.officer, "年度填错", "d2").await.assert_status_ok();
    }
    discard(&district.officer, "年度填错", "d3").await.assert_status_conflict();
    assert_eq!(waiting(&district.officer).await, [TaskKind::ImportRegister], "as before there was a round");
    let list: RoundsPage = district.officer.fetch("/api/self_check/rounds").await.json();
    assert!(list.rounds.is_empty(), "{list:?}");
    let page = district.officer.get(&format!("/self-check/{ROUND}")).await.text();
    assert!(page.contains("已放弃") && page.contains("年度填错"), "{page}");
    for act in ["edit_round", "discard_round", "open_round"] {
        assert!(!page.contains(&format!("/api/self_check/{act}")), "{act}: {page}");
    }
    let fields = [("round", ROUND), ("seen", "2"), ("key", "open")];
    district.officer.call("/api/self_check/open_round", &fields).await.assert_status_conflict();
    let head: Option<Value> =
        store::load(&district.app.state.store, "journal_head", &format!("check_round:{ROUND}")).await.unwrap();
    assert_eq!(head.unwrap()["seq"], 2, "prepared, and given up");

    let next = [
        ("season", "2026"),
        ("title", "第一轮自查"),
        ("unit_kinds[0]", "subdistrict"),
        ("working_days", "10"),
        ("key", "next"),
    ];
    let prepared = district.officer.call("/api/self_check/draft_round", &next).await;
    prepared.assert_header("location", "/self-check/2026-02");
}

#[tokio::test]
async fn a_round_that_is_prepared_twice_by_the_same_form_is_one() {
    let district = District::start().await;
    for _ in 0..2 {
        let answer = district.draft_round().await;
        answer.assert_status_ok();
        answer.assert_header("location", format!("/self-check/{ROUND}"));
    }
    assert_eq!(checks::rounds(&district.app.state.store).await.unwrap().len(), 1);
}

#[tokio::test]
async fn where_nothing_waits_one_reads_until_when_the_round_runs() {
    let district = District::with_round().await;
    let coming = |home: Home| -> Vec<(ComingKind, String, i64)> {
        home.coming.into_iter().map(|next| (next.kind, next.href, next.days_left)).collect()
    };
    let round = format!("/self-check/{ROUND}");
    assert_eq!(coming(home(&district.officer).await), [(ComingKind::RoundDue, round, 10)]);
    assert_eq!(coming(home(&district.head).await), [(ComingKind::RoundDue, district.page(), 10)]);
    assert!(home(&district.clerk).await.coming.is_empty(), "the task itself waits for the clerk");
    district.fill_in().await;
    district.step(&district.clerk, "hand_over", "h1", &[]).await.assert_status_ok();
    district.step(&district.head, "sign", "s1", &[("declared", "true")]).await.assert_status_ok();
    assert!(home(&district.head).await.coming.is_empty(), "the office has it now");
}

#[tokio::test]
async fn a_unit_reads_that_no_holidays_are_known_as_long_as_its_days_are_counted() {
    const SAID: &str = "剩余工作日只扣除了周末";
    let district = District::with_handed_over().await;
    assert!(district.clerk.get(&district.page()).await.text().contains(SAID));
    district.step(&district.head, "sign", "s1", &[("declared", "true")]).await.assert_status_ok();
    assert!(!district.clerk.get(&district.page()).await.text().contains(SAID));
}

#[tokio::test]
async fn the_list_says_that_no_holidays_are_known_as_long_as_days_of_it_are_counted() {
    const SAID: &str = "剩余工作日只扣除了周末";
    let district = District::start().await;
    let says_it = async |who: &TestApp| {
        let shown = who.get("/self-check").await;
        shown.assert_status_ok();
        shown.text().contains(SAID)
    };
    district.draft_round().await.assert_status_ok();
    assert!(!says_it(&district.officer).await, "no day is counted before the opening");
    district.open_round("open").await.assert_status_ok();
    assert!(says_it(&district.officer).await && says_it(&district.clerk).await);
    district.fill_in().await;
    district.step(&district.clerk, "hand_over", "h1", &[]).await.assert_status_ok();
    district.step(&district.head, "sign", "s1", &[("declared", "true")]).await.assert_status_ok();
    assert!(!says_it(&district.clerk).await, "their own is handed in");
    assert!(says_it(&district.officer).await, "another unit's is not");
}

#[tokio::test]
async fn a_self_check_goes_from_the_opening_to_its_acceptance() {
    let district = District::with_submitted().await;
    let submitted = district.submission().await;
    assert_eq!((submitted.state, submitted.days_late), (SubmissionState::Submitted, 0));
    assert_eq!(submitted.self_score.unwrap().total.0, 9450);

    let remark = [("remarks[Z1.1]", "请补网页截图"), ("general", "")];
    district.step(&district.officer, "return", "r1", &remark).await.assert_status_ok();
    let page = district.clerk.get(&format!("{}?part=1", district.page())).await.text();
    assert!(page.contains("请补网页截图"), "the clerk reads the remark");
    let place = "f-answers-Z1.1--value-";
    let link = format!("href=\"{}?part=1#{place}\" rel=\"external\"", district.page());
    assert!(page.contains(&link) && page.contains(&format!("id=\"{place}\"")), "the story leads to it: {page}");
    assert!(home(&district.head).await.coming.is_empty(), "it came in, and is not due once more");
    let home = home(&district.clerk).await;
    let tasks: Vec<_> = home.tasks.iter().map(|task| (task.kind, task.due, task.days_left)).collect();
    assert_eq!(tasks, [(TaskKind::MendSubmission, None, None)], "it came in when it was signed first");
    let told =
        home.news.iter().flatten().find(|news| news.action == "self_check.return").expect("the clerk is told of it");
    assert_eq!((told.count, told.href.as_str()), (1, district.page().as_str()));
    assert!(
        home.news.iter().flatten().all(|news| news.action != "self_check.hand_over"),
        "what one did oneself is no news"
    );

    district.save(&district.clerk, "1", &[("answers[Z2.1][value]", "5")]).await.assert_status_ok();
    district.step(&district.clerk, "hand_over", "h2", &[]).await.assert_status_ok();
    district.step(&district.head, "sign", "s2", &[("declared", "true")]).await.assert_status_ok();
    district.step(&district.officer, "accept", "a1", &[]).await.assert_status_ok();

    let accepted = district.submission().await;
    assert_eq!(accepted.state, SubmissionState::Accepted);
    assert_eq!(accepted.returns.len(), 1);
    assert_eq!(accepted.answers["Z2.1"].value.as_ref().unwrap().as_str(), "5");
    assert_eq!(accepted.submitted_on, submitted.submitted_on, "a return does not move the day");
}

#[tokio::test]
async fn who_has_and_who_has_not_submitted_is_one_click_away() {
    let district = District::with_submitted().await;
    let all = district.officer.get(&format!("/self-check/{ROUND}")).await;
    all.assert_status_ok();
    all.assert_text_contains("经八路街道办事处");
    all.assert_text_contains("花园路街道办事处");
    let missing = district.officer.get(&format!("/self-check/{ROUND}?state=missing")).await.text();
    assert!(missing.contains("花园路街道办事处") && !missing.contains("经八路街道办事处"), "only who has not");
    let file = format!("/downloads/self-check/{ROUND}/submissions.xlsx");
    let [all, _] = sheets(&district.officer.get(&file).await);
    let [missing, about] = sheets(&district.officer.get(&format!("{file}?state=missing")).await);
    assert_eq!((all.len(), missing.len()), (3, 2), "the heads, then the units");
    assert_eq!(missing[1][0], OTHER);
    assert!(about.iter().any(|row| row[1] == "未提交"), "{about:?}");
    district.stranger.get(&file).await.assert_status_not_found();
    let [rounds, _] = sheets(&district.officer.get("/downloads/rounds.xlsx").await);
    assert_eq!((rounds.len(), rounds[1][0].as_str(), rounds[1][6].as_str()), (2, ROUND, "2"), "{rounds:?}");
    assert_eq!(rounds[1][7], "1", "one of two units has submitted");
    let list = district.officer.get("/self-check").await.text();
    assert!(list.contains("第一轮自查") && list.contains("1 / 2"), "{list}");
}

#[tokio::test]
async fn a_unit_counts_its_own_self_checks_chooses_their_columns_and_takes_them_away() {
    let district = District::with_submitted().await;
    let (file, title) = ("/downloads/rounds.xlsx", r#"data-label="自评分""#);
    let shown = district.clerk.get("/self-check").await.text();
    for part in ["共 1 行", &format!("href=\"{file}\""), title] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let [lines, _] = sheets(&district.clerk.get(file).await);
    assert_eq!((lines.len(), lines[1][0].as_str(), lines[1][2].as_str()), (2, ROUND, "已提交"), "{lines:?}");
    let [other, _] = sheets(&district.stranger.get(file).await);
    assert_eq!((other.len(), other[1][0].as_str(), other[1][7].as_str()), (2, ROUND, ""), "their own: {other:?}");
    assert_ne!(other[1][2], lines[1][2]);

    let asking = |path: &str| district.clerk.asking(path).add_header("cookie", "columns=tasks.self_score~tasks.round");
    let left_out = asking("/self-check").await.text();
    assert!(!left_out.contains(title) && left_out.contains(r#"data-label="轮次""#), "{left_out}");
    let [fewer, about] = sheets(&asking(file).await);
    assert_eq!((fewer[0].len(), fewer[1][0].as_str()), (lines[0].len() - 1, ROUND));
    assert!(about.iter().any(|row| row[1] == "自评分"), "it says what is left out: {about:?}");
}

#[tokio::test]
async fn a_round_says_how_many_units_match_and_how_many_each_state_has() {
    let district = District::with_submitted().await;
    let found = async |query: &str| {
        let view: RoundView =
            district.officer.fetch(&format!("/api/self_check/round?round={ROUND}&{query}")).await.json();
        assert_eq!(view.found as usize, view.lines.len(), "{query}");
        view.found
    };
    for (query, count) in [
        ("", 2),
        ("state=missing", 1),
        ("state=signed", 1),
        ("state=submitted", 1),
        ("state=late", 0),
        ("kind=subdistrict", 2),
        ("kind=department", 0),
        ("kind=subdistrict&state=missing", 1),
        ("sort=state", 2),
        (format!("q={OTHER}").as_str(), 1),
        (format!("q={OTHER}&state=submitted").as_str(), 0),
    ] {
        assert_eq!(found(query).await, count, "{query}");
    }
    let page = async |query: &str| {
        let page = district.officer.get(&format!("/self-check/{ROUND}?{query}")).await.text();
        page.replace("<!>", "")
    };
    let counts = |page: &str| page.matches("<b>1</b></a>").count();
    let all = page("").await;
    assert!(all.contains("共 2 个单位") && counts(&all) > 2, "{all}");
    let searched = page(&format!("q={OTHER}")).await;
    assert!(searched.contains("共 1 个单位") && counts(&searched) == 0, "{searched}");
}

#[tokio::test]
async fn the_rounds_stand_in_the_order_of_the_address() {
    let district = District::with_submitted().await;
    let second = [
        ("season", "2026"),
        ("title", "第二轮自查"),
        ("unit_kinds[0]", "subdistrict"),
        ("working_days", "10"),
        ("key", "second"),
    ];
    district.officer.call("/api/self_check/draft_round", &second).await.assert_status_ok();
    let rounds = async |sort: &str| {
        let page: RoundsPage = district.officer.fetch(&format!("/api/self_check/rounds?sort={sort}")).await.json();
        page.rounds.into_iter().map(|line| line.round.round.to_string()).collect::<Vec<_>>()
    };
    for sort in ["", "state", "late", "colour"] {
        assert_eq!(rounds(sort).await, ["2026-02", ROUND], "{sort}");
    }
    for sort in ["due", "submitted", "missing", "review"] {
        assert_eq!(rounds(sort).await, [ROUND, "2026-02"], "{sort}");
    }
    let shown = district.officer.get("/self-check?sort=due").await.text();
    for part in [r#"href="/self-check?sort=missing""#, r#"href="/self-check""#, r#"aria-sort="ascending""#] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let left_out = district.officer.asking("/self-check").add_header("cookie", "columns=rounds.kinds").await.text();
    let kinds = r#"data-label="参加自查的单位类别""#;
    assert!(shown.contains(kinds) && !left_out.contains(kinds), "{left_out}");
    assert!(shown.contains(r#"href="/downloads/rounds.xlsx?sort=due""#), "{shown}");
    let asked = district.officer.asking("/downloads/rounds.xlsx?sort=due").add_header("cookie", "columns=rounds.kinds");
    let [lines, about] = sheets(&asked.await);
    assert_eq!(lines.iter().skip(1).map(|line| line[0].as_str()).collect::<Vec<_>>(), [ROUND, "2026-02"]);
    assert!(!lines[0].iter().any(|head| head == "参加自查的单位类别"), "{lines:?}");
    assert!(about.iter().any(|row| row[1] == "参加自查的单位类别"), "it says what is left out: {about:?}");
}

#[tokio::test]
async fn the_first_page_counts_the_units_that_its_list_names_also_after_a_return() {
    let district = District::with_submitted().await;
    for returned in [false, true] {
        if returned {
            let remark = [("remarks[Z1.1]", "请补网页截图"), ("general", "")];
            district.step(&district.officer, "return", "r1", &remark).await.assert_status_ok();
        }
        let figures = home(&district.officer).await.figures;
        let handed_in = figures.iter().find(|figure| figure.kind == FigureKind::Submitted).unwrap();
        assert_eq!((handed_in.value, handed_in.of), (1, Some(2)), "returned: {returned}");
        let (list, state) = handed_in.href.as_deref().and_then(|href| href.split_once('?')).unwrap();
        assert_eq!(list, format!("/self-check/{ROUND}"));
        let asked = format!("/api/self_check/round?round={ROUND}&{state}");
        let named: RoundView = district.officer.fetch(&asked).await.json();
        assert_eq!(named.lines.iter().map(|line| line.unit.as_str()).collect::<Vec<_>>(), [UNIT], "{state}");
    }
}

#[tokio::test]
async fn nobody_has_a_task_of_a_round_whose_opening_was_broken_off() {
    // The submissions are there, and the round itself is not open yet.
    const BROKEN_OFF: &str = "UPDATE check_round SET state = 'draft' RETURN VALUE round";
    let district = District::with_round().await;
    assert_eq!(home(&district.clerk).await.tasks.len(), 1);
    let rounds: Vec<String> = store::select(&district.officer.state.store, BROKEN_OFF, []).await.unwrap();
    assert_eq!(rounds, [ROUND]);
    let home = home(&district.clerk).await;
    assert!(home.tasks.is_empty() && home.coming.is_empty(), "{home:?}");
    let tasks = district.clerk.get("/self-check").await.text();
    assert!(!tasks.contains(&format!("/self-check/{ROUND}/")), "the list says the same");

    // The only way on is to open it again.
    let discard = [("round", ROUND), ("reason", "年度填错"), ("seen", "3"), ("key", "discard")];
    district.officer.call("/api/self_check/discard_round", &discard).await.assert_status_conflict();
    let page = district.officer.get(&format!("/self-check/{ROUND}")).await.text();
    assert!(page.contains("上次开始时中断") && page.contains("/api/self_check/open_round"), "{page}");
    assert!(!page.contains("/api/self_check/discard_round"), "{page}");

    // And it is still there where no unit of its kinds is inspected any more.
    let (store, at) = (&district.app.state.store, "2026-11-01T01:00:00Z".parse().unwrap());
    let gone = |unit: Unit| Unit { retired_on: "2026-11-01".parse().ok(), ..unit };
    let gone: Vec<Unit> = units::all(store).await.unwrap().into_iter().map(gone).collect();
    units::import(store, &by_the_system(), at, "gone", &gone, &[]).await.unwrap();
    let page = district.officer.get(&format!("/self-check/{ROUND}")).await.text();
    assert!(page.contains("/api/self_check/open_round"), "{page}");
    let open = [("round", ROUND), ("seen", "3"), ("key", "again")];
    district.officer.call("/api/self_check/open_round", &open).await.assert_status_ok();
}

#[tokio::test]
async fn an_office_goes_from_a_submission_to_that_of_another_unit() {
    let district = District::with_round().await;
    let page = district.officer.get(&district.page()).await.text();
    assert!(page.contains(&format!("value=\"{OTHER}\"")), "the other unit can be chosen");
    let asked = district.officer.get(&format!("{}?unit={OTHER}", district.page())).await;
    assert_eq!(asked.status_code(), 302);
    asked.assert_header("location", format!("/self-check/{ROUND}/{OTHER}"));
    let own = district.clerk.get(&district.page()).await.text();
    assert!(!own.contains(OTHER), "a unit's people have no other unit");
}

#[tokio::test]
async fn another_units_clerk_finds_nothing() {
    let district = District::with_handed_over().await;
    district.stranger.get(&district.page()).await.assert_status_not_found();
    district.stranger.get(&format!("/self-check/{ROUND}")).await.assert_status_not_found();
    district.step(&district.stranger, "hand_over", "x", &[]).await.assert_status_not_found();
    district.save(&district.stranger, "1", &[]).await.assert_status_not_found();
    let tasks = district.stranger.get("/self-check").await.text();
    assert!(tasks.contains(&format!("/self-check/{ROUND}/{OTHER}")) && !tasks.contains(UNIT), "only their own task");
}

#[tokio::test]
async fn the_office_reads_nothing_before_the_head_has_signed() {
    let district = District::with_handed_over().await;
    let before = district.officer.get(&district.page()).await;
    before.assert_status_ok();
    assert!(!before.text().contains("网站改版"), "unsigned answers are the unit's own affair");
    district.step(&district.head, "sign", "s1", &[("declared", "true")]).await.assert_status_ok();
    district.officer.get(&district.page()).await.assert_text_contains("网站改版");
}

#[tokio::test]
async fn why_a_head_handed_it_back_stays_within_the_unit() {
    const REASON: &str = "第二题的数要核对";
    let district = District::with_handed_over().await;
    district.step(&district.head, "hand_back", "b1", &[("reason", REASON)]).await.assert_status_ok();
    district.clerk.get(&format!("{}?part=1", district.page())).await.assert_text_contains(REASON);
    let reads_it = async |who: &TestApp| {
        let shown = who.get(&district.page()).await;
        shown.assert_status_ok();
        shown.text().contains(REASON)
    };
    assert!(!reads_it(&district.officer).await, "nothing was signed yet");
    district.step(&district.clerk, "hand_over", "h2", &[]).await.assert_status_ok();
    district.step(&district.head, "sign", "s1", &[("declared", "true")]).await.assert_status_ok();
    assert!(!reads_it(&district.officer).await, "it tells of what was never signed");
    assert!(reads_it(&district.clerk).await && reads_it(&district.head).await);
}

#[tokio::test]
async fn every_role_takes_only_its_own_steps() {
    let district = District::with_handed_over().await;
    district.step(&district.clerk, "sign", "k1", &[("declared", "true")]).await.assert_status_forbidden();
    district.step(&district.head, "accept", "k2", &[]).await.assert_status_forbidden();
    district.step(&district.officer, "sign", "k3", &[("declared", "true")]).await.assert_status_forbidden();
    district.step(&district.head, "sign", "k4", &[]).await.assert_status_unprocessable_entity();
    let fields = [("round", ROUND), ("seen", "2"), ("key", "k5")];
    district.clerk.call("/api/self_check/close_round", &fields).await.assert_status_forbidden();
}

#[tokio::test]
async fn a_version_that_has_passed_is_stale() {
    let district = District::with_handed_over().await;
    let stale = district.step_at(&district.head, "sign", "1", "late", &[("declared", "true")]).await;
    stale.assert_status_conflict();
    assert_eq!(stale.json::<Value>(), "stale");
    assert_eq!(district.submission().await.state, SubmissionState::AwaitingSignature);
}

#[tokio::test]
async fn the_same_form_sent_twice_changes_once() {
    let district = District::with_handed_over().await;
    let seen = district.submission().await.version.to_string();
    let declared = [("declared", "true")];
    let send = || district.step_at(&district.head, "sign", &seen, "once", &declared);
    let (first, other) = tokio::join!(send(), send());
    for answer in [first, other, send().await] {
        answer.assert_status_ok();
    }
    assert_eq!(district.submission().await.version.to_string(), (seen.parse::<u32>().unwrap() + 1).to_string());
    district.open_round("open").await.assert_status_ok();
}

#[tokio::test]
async fn two_browsers_do_not_silently_overwrite_each_other() {
    let district = District::with_round().await;
    let first = district.save(&district.clerk, "0", &[("answers[Z2.1][value]", "4")]).await;
    first.assert_status_ok();
    assert_eq!(first.json::<Value>()["revision"], 1);
    let other = district.save(&district.clerk, "0", &[("answers[Z2.1][value]", "9")]).await;
    other.assert_status_conflict();
    // The first browser's lost answer, asked for again, overwrites nothing and so is no conflict.
    district.save(&district.clerk, "0", &[("answers[Z2.1][value]", "4")]).await.assert_status_ok();
    district.clerk.get(&format!("{}?part=2", district.page())).await.assert_text_contains("value=\"4\"");
}

#[tokio::test]
async fn what_is_not_complete_is_not_handed_over() {
    let district = District::with_round().await;
    district.save(&district.clerk, "0", &[("answers[Z1.1][value]", "yes")]).await.assert_status_ok();
    let refused = district.step(&district.clerk, "hand_over", "h", &[]).await;
    refused.assert_status_unprocessable_entity();
    let text = refused.text();
    for field in ["evidence-Z1.1", "answers[Z2.1][value]", "scores[6]"] {
        assert!(text.contains(field), "{field} is not blamed: {text}");
    }
    let check = district.clerk.get(&format!("{}?part=check", district.page())).await;
    check.assert_status_ok();
    check.assert_text_contains("part=2&amp;check=1#f-answers-Z2.1--value-");
}

#[tokio::test]
async fn a_self_score_above_its_maximum_is_refused_at_its_field_and_stays_in_the_draft() {
    let district = District::with_round().await;
    district.fill_in().await;
    district.save(&district.clerk, "1", &[("scores[2]", "30.01")]).await.assert_status_ok();
    let refused = district.step(&district.clerk, "hand_over", "h", &[]).await;
    refused.assert_status_unprocessable_entity();
    let fault = json!([{"field": "scores[2]", "fault": {"out_of_range": {"low": "0.00", "high": "30.00"}}}]);
    assert_eq!(refused.json::<Value>()["invalid"], fault);
    assert_eq!(district.submission().await.state.code(), "draft");
    district.clerk.get(&format!("{}?part=2", district.page())).await.assert_text_contains("value=\"30.01\"");
}

/// Prepares a round by the form of a page without a script, and gives the address at which that ends.
async fn prepare_at(officer: &TestApp, page: &str, season: &str, days: &str) -> String {
    let fields = [
        ("season", season),
        ("title", "“夏季” & <补>"),
        ("unit_kinds[]", "subdistrict"),
        ("working_days", days),
        ("key", "drawn-before"),
    ];
    officer.post_form_from(page, "/api/self_check/draft_round", &fields).await
}

#[tokio::test]
async fn without_a_script_a_refused_form_stands_as_it_was_sent_until_its_page_is_left() {
    const TYPED: &str = "value=\"“夏季” &amp; &lt;补&gt;\"";
    let district = District::start().await;
    let officer = &district.officer;
    let refused = prepare_at(officer, "/self-check?unit=no", "2026 年", "15").await;
    assert!(refused.starts_with("/self-check?unit=no&"), "{refused}");
    let page = officer.get(&refused).await;
    for typed in [TYPED, "value=\"2026 年\"", "value=\"15\"", "value=\"drawn-before\"", "只能用字母"] {
        page.assert_text_contains(typed);
    }
    // A reload of that page loses nothing either; and the way to sign in or to load anew does not lead to a refusal.
    let again = officer.get(&refused).await.text();
    assert!(again.contains(TYPED), "{again}");
    assert!(!district.head.get(&refused).await.text().contains(TYPED));

    // Refused for something else, it says that and no longer the first.
    let other = prepare_at(officer, &refused, "2026", "999").await;
    let page = officer.get(&other).await.text();
    assert!(page.contains(TYPED) && page.contains("value=\"999\""), "{page}");
    assert!(!page.contains("只能用字母"), "{other}: {page}");

    // Whoever goes elsewhere leaves it.
    let elsewhere = officer.get("/self-check").await.text();
    assert!(!elsewhere.contains(TYPED), "{elsewhere}");
    assert!(!officer.get(&refused).await.text().contains(TYPED));
    let done = prepare_at(officer, &other, "2026", "15").await;
    assert_eq!(done, "/self-check/2026-01");
}

#[tokio::test]
async fn without_a_script_the_dialog_of_a_refused_form_is_open_and_keeps_no_declaration() {
    let district = District::with_handed_over().await;
    let seen = district.submission().await.version.to_string();
    let at = async |endpoint: &str, more: &[(&str, &str)]| {
        let fixed = [("round", ROUND), ("unit", UNIT), ("seen", seen.as_str()), ("key", "k")];
        let fields: Vec<(&str, &str)> = fixed.into_iter().chain(more.iter().copied()).collect();
        let path = format!("/api/self_check/{endpoint}");
        let address = district.head.post_form_from(&district.page(), &path, &fields).await;
        district.head.get(&address).await.text()
    };
    let dialog = |page: &str| {
        let (_, rest) = page.split_once("<dialog").unwrap();
        rest.split_once("</dialog>").unwrap().0.to_owned()
    };
    let blank = dialog(&at("hand_back", &[("reason", "  ")]).await);
    assert!(
        blank.contains("open=\"\"") && blank.contains("error-summary") && blank.contains(">  </textarea>"),
        "{blank}"
    );

    // Somebody else was faster: the head is told so again until the page is loaded anew.
    district.step(&district.head, "hand_back", "faster", &[("reason", "请核对")]).await.assert_status_ok();
    district.step(&district.clerk, "hand_over", "once-more", &[]).await.assert_status_ok();
    let stale = dialog(&at("hand_back", &[("reason", "事项数不对")]).await);
    assert!(stale.contains(">事项数不对</textarea>"), "{stale}");
    assert!(stale.contains(&format!("name=\"seen\" value=\"{seen}\"")), "{stale}");
    assert!(stale.contains(&format!("href=\"{}\"", district.page())), "{stale}");
    let signed = at("sign", &[("declared", "true")]).await;
    let (_, tick) = signed.split_once("name=\"declared\"").unwrap();
    assert!(!tick.split_once('>').unwrap().0.contains("checked"), "{signed}");
}

#[tokio::test]
async fn without_a_script_what_is_done_after_a_refusal_does_not_stand_as_refused() {
    let district = District::with_handed_over().await;
    let seen = district.submission().await.version.to_string();
    let fields = [("round", ROUND), ("unit", UNIT), ("seen", seen.as_str()), ("key", "k"), ("reason", "请核对")];
    let refused = format!("{}?part=1&refused=%22too_large%22", district.page());
    let address = district.head.post_form_from(&refused, "/api/self_check/hand_back", &fields).await;
    assert_eq!(address, format!("{}?part=1", district.page()));
    assert_ne!(district.submission().await.version.to_string(), seen);
}

#[tokio::test]
async fn a_file_proves_a_question_until_it_is_taken_out() {
    let district = District::with_round().await;
    let file = Part::bytes(PDF).file_name("网页截图.pdf").mime_type("application/pdf");
    let form = MultipartForm::new().add_text("question", "Z1.1").add_text("key", "proof").add_part("files", file);
    let upload = format!("{}/evidence", district.page());
    let sent = district.clerk.posting(&upload).add_header("accept", "text/html").multipart(form).await;
    sent.assert_status_see_other();
    let page = district.clerk.get(&format!("{}?part=1", district.page())).await;
    page.assert_text_contains("网页截图.pdf");
    district.save(&district.clerk, "0", &[("answers[Z1.1][value]", "yes")]).await.assert_status_ok();
    let refused = district.step(&district.clerk, "hand_over", "h", &[]).await.text();
    assert!(!refused.contains("evidence-Z1.1"), "{refused}");

    let id = page.text().split("/files/").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let remove = format!("{upload}/{id}/remove");
    district.clerk.post_form(&remove, &[]).await.assert_status_see_other();
    let refused = district.step(&district.clerk, "hand_over", "h", &[]).await.text();
    assert!(refused.contains("evidence-Z1.1"), "{refused}");
    district.clerk.post_form(&remove, &[]).await.assert_status_not_found();

    // That it was there and is not any more stays in the journal, with who did it.
    let auditor = district.clerk.another_browser();
    auditor.create_account("auditor", Role::AuditAdmin).await;
    auditor.sign_in("auditor", PASSWORD).await;
    let journal = auditor.get(&format!("/admin/journal?record=evidence:{id}")).await;
    journal.assert_text_contains("添加自查证明材料");
    journal.assert_text_contains("撤下自查证明材料");

    let file = Part::bytes(PDF).file_name("a.pdf").mime_type("application/pdf");
    let foreign = MultipartForm::new().add_text("question", "Z1.1").add_part("files", file);
    district.stranger.posting(&upload).multipart(foreign).await.assert_status_not_found();
}

/// Sends a file to a question as a script does, under a key of its name.
async fn send_file(who: &TestApp, upload: &str, name: &str, content: Vec<u8>) -> TestResponse {
    let file = Part::bytes(content).file_name(name);
    let key = format!("key-{}", hex::encode(name));
    let form = MultipartForm::new().add_text("question", "Z1.1").add_text("key", key).add_part("files", file);
    who.posting(upload).add_header("accept", "application/json").multipart(form).await
}

/// The records of all files, attached or not.
async fn evidence_records(app: &TestApp) -> Vec<String> {
    const ALL: &str = "SELECT VALUE evidence FROM evidence ORDER BY evidence";
    store::select(&app.state.store, ALL, []).await.unwrap()
}

#[tokio::test]
async fn a_form_that_is_sent_twice_attaches_its_file_once() {
    let district = District::with_round().await;
    let upload = format!("{}/evidence", district.page());
    let send = || send_file(&district.clerk, &upload, "a.pdf", PDF.to_vec());
    // At one moment, as by a double click without a script, and again after an answer that was lost.
    let (first, second) = tokio::join!(send(), send());
    for sent in [first, second, send().await] {
        sent.assert_status_ok();
    }
    let page = district.clerk.get(&format!("{}?part=1", district.page())).await.text();
    let known = evidence_records(&district.app).await;
    assert_eq!(known.len(), 1, "a record is left over: {known:?}");
    let named = page.matches(&format!("/evidence/{}/remove", known[0])).count();
    assert_eq!(named, 1, "{page}");
    // Another form with the same file is another file.
    send_file(&district.clerk, &upload, "b.pdf", PDF.to_vec()).await.assert_status_ok();
    assert_eq!(evidence_records(&district.app).await.len(), 2);
}

#[tokio::test]
async fn a_file_that_was_taken_out_is_there_again_where_its_form_is_sent_again() {
    let district = District::with_round().await;
    let upload = format!("{}/evidence", district.page());
    let shown = async || district.clerk.get(&format!("{}?part=1", district.page())).await.text();
    for _ in 0..2 {
        // From the page to which the browser went back, so under its key.
        for _ in 0..2 {
            send_file(&district.clerk, &upload, "a.pdf", PDF.to_vec()).await.assert_status_ok();
        }
        let known = evidence_records(&district.app).await;
        assert_eq!(known.len(), 1, "it is the same file");
        let remove = format!("{upload}/{}/remove", known[0]);
        assert_eq!(shown().await.matches(&remove).count(), 1);
        district.clerk.post_form(&remove, &[]).await.assert_status_see_other();
        assert!(!shown().await.contains(&remove));
    }
}

#[tokio::test]
async fn another_file_under_the_key_of_the_same_page_is_attached_too() {
    let district = District::with_round().await;
    let upload = format!("{}/evidence", district.page());
    let times = |page: &str, id: &str| page.matches(&format!("/evidence/{id}/remove")).count();
    // The sending was stopped when the file had come in, so the page stands as it was, and another file is chosen in it.
    send_file(&district.clerk, &upload, "a.pdf", PDF.to_vec()).await.assert_status_ok();
    send_file(&district.clerk, &upload, "a.pdf", [PDF, b"\n".as_slice()].concat()).await.assert_status_ok();
    let page = district.clerk.get(&format!("{}?part=1", district.page())).await.text();
    let known = evidence_records(&district.app).await;
    assert_eq!(known.iter().map(|id| times(&page, id)).collect::<Vec<_>>(), [1, 1], "{known:?}: {page}");

    // What is there already and comes again beside another is there once.
    let part = |name: &'static str| Part::bytes(PDF.to_vec()).file_name(name);
    let form =
        MultipartForm::new().add_text("question", "Z1.1").add_text("key", format!("key-{}", hex::encode("a.pdf")));
    let form = form.add_part("files", part("a.pdf")).add_part("files", part("b.pdf"));
    let sent = district.clerk.posting(&upload).add_header("accept", "application/json").multipart(form).await;
    sent.assert_status_ok();
    let page = district.clerk.get(&format!("{}?part=1", district.page())).await.text();
    let known = evidence_records(&district.app).await;
    assert_eq!(known.iter().map(|id| times(&page, id)).collect::<Vec<_>>(), [1, 1, 1], "{known:?}: {page}");
}

#[tokio::test]
async fn a_form_with_files_has_a_key_before_them() {
    let district = District::with_round().await;
    let page = district.clerk.get(&format!("{}?part=1", district.page())).await.text();
    let (key, file) = (page.find("name=\"key\" form=\"upload-Z1.1\""), page.find("type=\"file\""));
    assert!(key.is_some() && key < file, "{page}");
    let file = Part::bytes(PDF).file_name("a.pdf").mime_type("application/pdf");
    let without = MultipartForm::new().add_text("question", "Z1.1").add_part("files", file);
    let sent = district.clerk.posting(&format!("{}/evidence", district.page()));
    sent.add_header("accept", "application/json").multipart(without).await.assert_status_unprocessable_entity();
}

#[tokio::test]
async fn a_script_that_sends_files_is_answered_in_json() {
    let district = District::with_round().await;
    let upload = format!("{}/evidence", district.page());
    let clerk = &district.clerk;

    let kind = send_file(clerk, &upload, "程序.exe", PDF.to_vec()).await;
    kind.assert_status_unprocessable_entity();
    kind.assert_text_contains("file_kind");
    let large = send_file(clerk, &upload, "扫描件.pdf", vec![b' '; MOST_BYTES + 1]).await;
    large.assert_status_unprocessable_entity();
    large.assert_text_contains("file_too_large");
    let form = (0..3).fold(MultipartForm::new(), |form, _| {
        let mut content = PDF.to_vec();
        content.resize(18 << 20, b' ');
        form.add_part("files", Part::bytes(content).file_name("扫描件.pdf"))
    });
    let together = clerk.posting(&upload).add_header("accept", "application/json").multipart(form).await;
    together.assert_status_payload_too_large();
    assert_eq!(together.json::<AppError>(), AppError::TooLarge);
    let nobody = send_file(&clerk.another_browser(), &upload, "a.pdf", PDF.to_vec()).await;
    nobody.assert_status_unauthorized();
    assert_eq!(nobody.json::<AppError>(), AppError::SignIn);
    let head = send_file(&district.head, &upload, "a.pdf", PDF.to_vec()).await;
    head.assert_status_forbidden();
    assert_eq!(head.json::<AppError>(), AppError::NotPermitted);
    let page = format!("{}?part=1", district.page());
    assert!(!clerk.get(&page).await.text().contains("/files/"), "a refused file was attached");

    let taken = send_file(clerk, &upload, "网页截图.pdf", PDF.to_vec()).await;
    taken.assert_status_ok();
    let Taken { to } = taken.json();
    assert!(to.starts_with(&format!("{page}#")), "{to}");
    clerk.get(&page).await.assert_text_contains("网页截图.pdf");
}

#[tokio::test]
async fn the_summary_says_how_the_unit_stands() {
    let district = District::with_submitted().await;
    let row: Option<Value> =
        store::load(&district.app.state.store, "unit_standing", &format!("2026.{UNIT}")).await.unwrap();
    let standing = row.unwrap()["self_checks"][ROUND].clone();
    assert_eq!(standing["state"], "submitted");
    assert_eq!(standing["self_score"], 9450);
    assert_eq!(standing["round"], ROUND);
    district.officer.get(&format!("/units/{UNIT}")).await.assert_status_ok();
}

#[tokio::test]
async fn every_step_stands_in_the_journal() {
    let district = District::with_submitted().await;
    let record = submission_id(&RoundId::parse(ROUND).unwrap(), &UnitCode::parse(UNIT).unwrap());
    let head: Option<Value> =
        store::load(&district.app.state.store, "journal_head", &format!("submission:{record}")).await.unwrap();
    assert_eq!(head.unwrap()["seq"], 3, "given, handed over, signed; saving a draft is no fact");
}

#[tokio::test]
async fn a_round_is_not_closed_while_a_unit_has_time() {
    let district = District::with_submitted().await;
    let fields = [("round", ROUND), ("seen", "3"), ("key", "close")];
    district.officer.call("/api/self_check/close_round", &fields).await.assert_status_conflict();
}

#[tokio::test]
async fn a_unit_is_reminded_once_a_day_as_long_as_it_is_its_turn() {
    let district = District::with_handed_over().await;
    let remind = async |key: &str, more: &[(&str, &str)]| {
        let fields: Vec<(&str, &str)> =
            [("round", ROUND), ("key", key)].into_iter().chain(more.iter().copied()).collect();
        district.officer.call("/api/self_check/remind", &fields).await
    };
    remind("r0", &[]).await.assert_status_unprocessable_entity();
    remind("r1", &[("units[0]", "Z99")]).await.assert_status_not_found();
    for _ in 0..2 {
        remind("r2", &[("units[0]", UNIT)]).await.assert_status_ok();
    }
    remind("r3", &[("units[0]", UNIT)]).await.assert_status_conflict();
    let own = [("round", ROUND), ("key", "r4"), ("all", "true")];
    district.clerk.call("/api/self_check/remind", &own).await.assert_status_forbidden();

    let today = zeqing::server::today();
    let home: Value = district.head.fetch("/api/home/home").await.json();
    assert_eq!(home["tasks"][0]["reminded"], json!(today), "{home}");
    assert!(home["news"].to_string().contains("self_check.remind"), "{home}");
    district.head.get(&district.page()).await.assert_text_contains("编办已催报 1 次");
    let page = district.officer.get(&format!("/self-check/{ROUND}")).await.text();
    assert!(page.contains(&format!("最近 {today}")), "{page}");
    assert!(!page.contains(&format!(r#"name="units[]" value="{UNIT}""#)), "it was reminded today");

    // What is left is the other unit; then nobody.
    remind("r5", &[("all", "true"), ("kind", "department")]).await.assert_status_conflict();
    remind("r6", &[("all", "true")]).await.assert_status_ok();
    remind("r7", &[("all", "true")]).await.assert_status_conflict();
    let page = district.officer.get(&format!("/self-check/{ROUND}")).await.text();
    assert!(!page.contains(r#"name="units[]""#), "nobody is left to remind");
}

#[tokio::test]
async fn who_has_handed_in_is_not_reminded() {
    let district = District::with_submitted().await;
    let remind = async |key: &str, more: (&str, &str)| {
        district.officer.call("/api/self_check/remind", &[("round", ROUND), ("key", key), more]).await
    };
    let page = district.officer.get(&format!("/self-check/{ROUND}")).await.text();
    assert!(page.contains(r#"name="units[]""#) && !page.contains(&format!(r#"name="units[]" value="{UNIT}""#)));
    remind("r1", ("units[0]", UNIT)).await.assert_status_conflict();
    remind("r2", ("all", "true")).await.assert_status_ok();
    let of_unit = reminders::of_unit(&district.app.state.store, &UnitCode::parse(UNIT).unwrap()).await.unwrap();
    assert!(of_unit.is_empty(), "{of_unit:?}");
}

#[tokio::test]
async fn a_units_people_find_their_own_self_check_and_the_office_the_round() {
    let district = District::with_round().await;
    let found = async |who: &TestApp| {
        let answer: Found = who.fetch(&format!("/api/search/search?q={ROUND}")).await.json();
        let rounds = answer.hits.into_iter().filter(|hit| hit.kind == Kind::Round);
        rounds.map(|hit| (hit.title, hit.href)).collect::<Vec<_>>()
    };
    let called = |href: String| vec![("第一轮自查".to_owned(), href)];
    assert_eq!(found(&district.officer).await, called(format!("/self-check/{ROUND}")));
    for who in [&district.clerk, &district.head] {
        assert_eq!(found(who).await, called(format!("/self-check/{ROUND}/{UNIT}")));
    }
    assert_eq!(found(&district.stranger).await, called(format!("/self-check/{ROUND}/{OTHER}")));
}

#[tokio::test]
async fn every_page_of_a_submission_is_drawn_for_everybody_who_may_read_it() {
    let district = District::with_submitted().await;
    for (who, name) in [(&district.clerk, "clerk"), (&district.head, "head"), (&district.officer, "officer")] {
        let answer = who.get(&district.page()).await;
        answer.assert_status_ok();
        assert!(answer.text().contains("网站改版"), "{name} reads the answers");
    }
    district.officer.get(&district.page()).await.assert_text_contains("remarks[Z1.1]");
    let draft = district.stranger.get(&format!("/self-check/{ROUND}/{OTHER}?part=1")).await;
    draft.assert_status_ok();
    draft.assert_text_contains("answers[Z1.1][value]");
}
