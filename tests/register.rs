//! The establishment office before a season: files come in, are looked at, count or do not; and who may see what.

mod common;

use axum::http::StatusCode;
use axum_test::{
    TestResponse,
    multipart::{MultipartForm, Part},
};
use common::{PASSWORD, TestApp, sheets};
use zeqing::{
    home::model::{Glance, Home, Place, TaskKind, WaitingAt},
    kernel::{actor::Role, unit_kind::Area},
    register::model::{FormEdition, Preview, RosterPage, StandardEdition},
    self_check::model::{AreaWeights, RoundView},
};

const UNITS: &str = include_str!("../src/demo/data/units.csv");

/// The district's six files in the order in which they must come, each with a word that its preview shows.
const FILES: [(&str, &str, &str); 6] = [
    ("units", UNITS, "经八路街道"),
    ("former-names", include_str!("../src/demo/data/unit_aliases.csv"), "郑州市金水区卫生局"),
    ("inspectors", include_str!("../src/demo/data/inspectors.csv"), "检查员甲一"),
    ("holidays", include_str!("../src/demo/data/holidays.json"), "国庆节"),
    ("score-standard", include_str!("../src/demo/data/score_standard.csv"), "F1.1"),
    ("self-check-form", include_str!("../src/demo/data/self_check_form.csv"), "Z1.1"),
];

async fn signed_in(role: Role) -> TestApp {
    let app = TestApp::start().await;
    app.create_account("person", role).await;
    app.sign_in("person", PASSWORD).await;
    app
}

async fn send(app: &TestApp, kind: &str, content: impl Into<Vec<u8>>) -> TestResponse {
    send_named(app, kind, "表.csv", content).await
}

async fn send_named(app: &TestApp, kind: &str, name: &str, content: impl Into<Vec<u8>>) -> TestResponse {
    let file = Part::bytes(content.into()).file_name(name).mime_type("text/csv");
    let form = MultipartForm::new().add_part("file", file);
    let request = app.posting(&format!("/register/preview/{kind}"));
    request.add_header("accept", "text/html").add_header("referer", "http://localhost/templates").multipart(form).await
}

fn location(answer: &TestResponse) -> String {
    answer.header("location").to_str().expect("an address is plain").to_owned()
}

/// Sends a file and answers its preview's id.
async fn waiting(app: &TestApp, kind: &str, content: impl Into<Vec<u8>>) -> String {
    let location = location(&send(app, kind, content).await);
    location.strip_prefix("/templates/preview/").unwrap_or_else(|| panic!("{location}")).to_owned()
}

async fn confirm(app: &TestApp, preview: &str) -> TestResponse {
    app.call("/api/register/confirm", &[("preview", preview), ("key", preview)]).await
}

async fn import(app: &TestApp, kind: &str, content: &str) {
    let preview = waiting(app, kind, content).await;
    confirm(app, &preview).await.assert_status_ok();
}

/// What waits for somebody, each with the page on which it is done.
async fn tasks(app: &TestApp) -> Vec<(TaskKind, String)> {
    let home: Home = app.get("/api/home/home").await.json();
    home.tasks.into_iter().map(|task| (task.kind, task.href)).collect()
}

async fn page(app: &TestApp, path: &str) -> String {
    let answer = app.get(path).await;
    answer.assert_status_ok();
    answer.text()
}

#[tokio::test]
async fn the_office_imports_its_six_files_and_looks_at_each() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    for (kind, file, word) in FILES {
        let preview = waiting(&app, kind, file).await;
        let shown = page(&app, &format!("/templates/preview/{preview}")).await;
        assert!(shown.contains(word), "{kind}");
        // A form that is sent twice is done once and answered alike.
        confirm(&app, &preview).await.assert_status_ok();
        confirm(&app, &preview).await.assert_status_ok();
    }
    for template in ["score-standard", "self-check-form"] {
        app.get(&format!("/templates/{template}/2")).await.assert_status_not_found();
    }
    for (path, word) in [
        ("/templates?done=units", "某人"),
        ("/units", "JSJD17"),
        ("/units/JSJD02", "花园路街道"),
        ("/inspectors", "JC2640"),
        ("/templates/holidays", "2026"),
        ("/templates/score-standard/1", "F6.7"),
        ("/templates/score-standard/1/weights", "rows[34][code]"),
        ("/templates/score-standard/1/F1.4", "优=2.00"),
        ("/templates/score-standard/1/F1.4", "name=\"given_to\""),
        ("/templates/score-standard/1/new", "F2.8"),
        ("/templates/self-check-form/1", "Z6.4"),
        ("/templates/self-check-form/1/Z1.2", "name=\"hint\""),
        ("/templates/self-check-form/1/Z1.2", "/api/register/withdraw_question"),
        ("/templates/self-check-form/1/new", "Z6.5"),
    ] {
        assert!(page(&app, path).await.contains(word), "{word} is not on {path}");
    }
}

#[tokio::test]
async fn an_empty_file_is_refused_with_a_sentence() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    for content in ["", "\u{feff}\r\n", "单位编码,单位名称\n"] {
        let refused = send(&app, "units", content).await;
        let said = app.get(&location(&refused)).await.text();
        assert!(said.contains("文件是空的"), "{content:?}: {}", location(&refused));
    }
}

#[tokio::test]
async fn a_later_page_of_a_list_leads_back_to_the_page_before() {
    // The words stand in the overview of keys too.
    const BACK: &str = r#"rel="prev""#;
    let app = signed_in(Role::EstablishmentOfficer).await;
    for (kind, file, _) in &FILES[..3] {
        import(&app, kind, file).await;
    }
    for (first, later) in [
        ("/units", "/units?after=JSJD02"),
        ("/units?kind=subdistrict", "/units?kind=subdistrict&after=JSJD02"),
        ("/inspectors", "/inspectors?after=JC2602"),
    ] {
        assert!(!page(&app, first).await.contains(BACK), "{first}");
        let later = page(&app, later).await;
        let (before, _) = later.split_once(BACK).unwrap_or_else(|| panic!("no way back to {first}"));
        let (_, link) = before.rsplit_once("<a ").expect("it is a link's");
        assert!(link.contains(&format!("href=\"{first}\"")), "{link}");
    }
}

#[tokio::test]
async fn the_inspectors_that_a_search_finds_are_listed_and_taken_away() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    for (kind, file, _) in &FILES[..3] {
        import(&app, kind, file).await;
    }
    let shown = page(&app, "/inspectors?q=JC2640").await;
    assert!(shown.contains("JC2640") && !shown.contains("JC2602"), "{shown}");
    assert!(shown.contains("href=\"/downloads/inspectors.xlsx?q=JC2640\""), "{shown}");
    assert!(page(&app, "/inspectors?q=nobody").await.contains("没有找到这样的检查员"));
    let [one, about] = sheets(&app.get("/downloads/inspectors.xlsx?q=JC2640").await);
    assert_eq!((one.len(), one[1][0].as_str()), (2, "JC2640"));
    assert!(about.iter().any(|row| row[1] == "JC2640"), "{about:?}");
    let asked = app.asking("/downloads/inspectors.xlsx?sort=leads").add_header("cookie", "columns=roster.recused");
    let [all, _] = sheets(&asked.await);
    assert_eq!(all.len(), 41, "the heads, then all pages");
    assert!(!all[0].iter().any(|head| head == "应当回避的单位"), "{:?}", all[0]);
}

#[tokio::test]
async fn the_office_is_told_to_prepare_the_first_round_once_everything_is_imported_and_not_before() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    for (kind, file, _) in FILES {
        assert_eq!(tasks(&app).await, [(TaskKind::ImportRegister, "/templates".to_owned())], "without {kind}");
        import(&app, kind, file).await;
    }
    assert_eq!(tasks(&app).await, [(TaskKind::PrepareRound, "/self-check".to_owned())]);
    assert!(page(&app, "/").await.contains("准备第一轮自查"));
    assert!(page(&app, "/self-check").await.contains("/api/self_check/draft_round"), "there it can be done");
}

#[tokio::test]
async fn the_security_administrator_is_told_whose_unit_or_number_nobody_has() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    app.create_account_of("a.clerk", Role::UnitClerk, Some("JSJD01"), None).await;
    app.create_account_of("b.clerk", Role::UnitClerk, Some("JSJD99"), None).await;
    app.create_account_of("c.inspector", Role::Inspector, None, Some("JC9999")).await;
    app.create_account("root", Role::SecurityAdmin).await;
    let security = app.another_browser();
    security.sign_in("root", PASSWORD).await;
    // Where there is nothing to compare with yet, nobody is wrong.
    assert_eq!(tasks(&security).await, []);
    let wrong = |after: &str| (TaskKind::MendBelonging, format!("/admin/people?after={after}"));
    for (known, (kind, file, _)) in [1, 1, 2].into_iter().zip(&FILES) {
        import(&app, kind, file).await;
        assert_eq!(tasks(&security).await, [wrong("a.clerk"), wrong("b.clerk")][..known], "{kind}");
    }
    let people = page(&security, "/admin/people?after=a.clerk").await;
    assert!(people.contains("JSJD99") && !people.contains("JSJD01"));
    let glance: Glance = security.fetch("/api/home/glance").await.json();
    assert_eq!(glance.waiting, [WaitingAt { place: Place::People, count: 2, overdue: false }]);
    // Nobody signs in by an account that is disabled.
    app.create_account("keeper", Role::SystemAdmin).await;
    let keeper = app.another_browser();
    keeper.sign_in("keeper", PASSWORD).await;
    let disable = [("account", "b.clerk"), ("disabled", "true"), ("seen", "1"), ("key", "k1")];
    keeper.call("/api/account/set_disabled", &disable).await.assert_status_ok();
    assert_eq!(tasks(&security).await, [wrong("b.clerk")]);
}

#[tokio::test]
async fn a_file_with_a_fault_shows_it_and_imports_nothing() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    let preview = waiting(&app, "units", UNITS.replacen("街道办事处,114", "街道,114", 1)).await;
    let shown = page(&app, &format!("/templates/preview/{preview}")).await;
    assert!(shown.contains("单位类别") && !shown.contains("/api/register/confirm"));
    confirm(&app, &preview).await.assert_status(StatusCode::CONFLICT);
    assert!(!page(&app, "/units").await.contains("JSJD02"));
    // A value of holidays is named by its line too, as in a table.
    let preview = waiting(&app, "holidays", FILES[3].1.replacen("2016-02-06", "2016-2-6", 1)).await;
    let shown: Preview = app.fetch(&format!("/api/register/preview?preview={preview}")).await.json();
    let places: Vec<_> = shown.faults.iter().map(|fault| (fault.line, fault.column.as_deref())).collect();
    assert_eq!(places, [(4, Some("[0].days[1].date"))]);
}

#[tokio::test]
async fn the_office_takes_out_of_use_what_a_later_file_leaves_out() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    import(&app, "units", UNITS).await;
    assert!(!page(&app, "/units").await.contains("已停用"));
    let less: String = UNITS.split_inclusive('\n').filter(|line| !line.starts_with("JSJD02,")).collect();
    let preview = waiting(&app, "units", less).await;
    let shown = page(&app, &format!("/templates/preview/{preview}")).await;
    assert!(shown.contains("name=\"retire\"") && shown.contains("花园路街道"));
    let chosen = [("preview", preview.as_str()), ("retire", "true"), ("key", "k")];
    app.call("/api/register/confirm", &chosen).await.assert_status_ok();
    // What is out of use is counted apart and listed by its own chip.
    let (used, retired) = (page(&app, "/units").await, page(&app, "/units?retired=yes").await);
    assert!(used.contains("href=\"/units?retired=yes\"") && used.contains("经八路街道"), "{used}");
    assert!(!used.contains("花园路街道"), "{used}");
    assert!(retired.contains("花园路街道") && !retired.contains("经八路街道"), "{retired}");
    let [lines, about] = sheets(&app.get("/downloads/units.xlsx?retired=yes").await);
    assert_eq!(lines.len(), 2, "the heads and one unit");
    assert!(about.iter().any(|row| row[0] == "范围" && row[1] == "已停用"), "{about:?}");
    assert!(page(&app, "/units/JSJD02").await.contains("停用日期"));
}

#[tokio::test]
async fn a_workplace_that_a_later_roster_takes_away_is_told_and_recuses_still() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    import(&app, "units", UNITS).await;
    let roster = |workplace: &str, former: &str| {
        format!("工号,姓名,现单位,曾任职单位,回避单位,专业,可任组长\nJC1,检查员甲,{workplace},{former},,,是\n")
    };
    let recused = async || {
        let page = app.fetch("/api/register/roster").await.json::<RosterPage>();
        page.people[0].recused.iter().map(|unit| unit.unit.to_string()).collect::<Vec<_>>()
    };
    import(&app, "inspectors", &roster("花园路街道", "")).await;
    assert_eq!(recused().await, ["JSJD02"]);
    let told = "转为曾任职单位的原单位";
    let moved = waiting(&app, "inspectors", roster("经八路街道", "")).await;
    let shown = page(&app, &format!("/templates/preview/{moved}")).await;
    assert!(shown.contains(told) && shown.contains("花园路街道（至"), "{shown}");
    confirm(&app, &moved).await.assert_status_ok();
    assert_eq!(recused().await, ["JSJD01", "JSJD02"]);
    // The same file once more says nothing new, and takes nothing away.
    let again = waiting(&app, "inspectors", roster("经八路街道", "")).await;
    assert!(!page(&app, &format!("/templates/preview/{again}")).await.contains(told));
    confirm(&app, &again).await.assert_status(StatusCode::CONFLICT);
    let listed = waiting(&app, "inspectors", roster("", "花园路街道（2010—2020）；经八路街道（2020—2026）")).await;
    assert!(!page(&app, &format!("/templates/preview/{listed}")).await.contains(told));
    confirm(&app, &listed).await.assert_status_ok();
    assert_eq!(recused().await, ["JSJD01", "JSJD02"]);
}

#[tokio::test]
async fn the_office_takes_a_former_name_back_that_was_imported_with_a_slip() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    app.create_account_of("clerk", Role::UnitClerk, Some("JSJD02"), None).await;
    let clerk = app.another_browser();
    clerk.sign_in("clerk", PASSWORD).await;
    import(&app, "units", UNITS).await;
    import(&app, "former-names", "曾用名,单位编码,起始年,终止年\n写错单位的旧名,JSJD02,,2016\n").await;
    let roster = "工号,姓名,现单位,曾任职单位,回避单位,专业,可任组长\nJC1,检查员甲,,写错单位的旧名,,,是\n";
    import(&app, "inspectors", roster).await;
    let recused = async || {
        let page = app.fetch("/api/register/roster").await.json::<RosterPage>();
        page.people[0].recused.iter().map(|unit| unit.unit.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(recused().await, ["JSJD02"]);
    let (path, button) = ("/units/JSJD02", "/api/unit/take_back_name");
    let shown = page(&app, path).await;
    assert!(shown.contains("写错单位的旧名") && shown.contains(button), "{shown}");
    let read = page(&clerk, path).await;
    assert!(read.contains("写错单位的旧名") && !read.contains(button), "{read}");
    let take_back = async |by: &TestApp, reason: &str| {
        let name = [("code", "JSJD02"), ("name", "写错单位的旧名")];
        by.call(button, &[&name[..], &[("reason", reason), ("seen", "1"), ("key", "slip")]].concat()).await
    };
    take_back(&clerk, "写错").await.assert_status(StatusCode::FORBIDDEN);
    take_back(&app, " ").await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        take_back(&app, "应为另一单位").await.assert_status_ok();
    }
    assert!(!page(&app, path).await.contains("写错单位的旧名"));
    assert!(recused().await.is_empty());
    app.create_account("auditor", Role::AuditAdmin).await;
    let auditor = app.another_browser();
    auditor.sign_in("auditor", PASSWORD).await;
    let journal = page(&auditor, "/admin/journal?action=former_name.take_back").await;
    assert!(journal.contains("应为另一单位"), "{journal}");
}

#[tokio::test]
async fn a_file_as_excel_writes_it_is_read_and_to_be_looked_at() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    let (gb18030, _, _) = encoding_rs::GB18030.encode(UNITS);
    let preview = waiting(&app, "units", gb18030.into_owned()).await;
    let shown = page(&app, &format!("/templates/preview/{preview}")).await;
    assert!(shown.contains("经八路街道") && shown.contains("按 GB 18030 读入"));
    confirm(&app, &preview).await.assert_status_ok();
    assert!(page(&app, "/units").await.contains("JSJD17"));
    let again = waiting(&app, "units", UNITS).await;
    assert!(!page(&app, &format!("/templates/preview/{again}")).await.contains("GB 18030"));
}

#[tokio::test]
async fn another_encoding_is_refused_with_advice() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    let (table, json) = ("另存为“CSV UTF-8”", "请把节假日的 JSON 文件另存为 UTF-8 编码");
    for (kind, file, said, unsaid) in [("units", UNITS, table, json), ("holidays", FILES[3].1, json, table)] {
        let utf_16: Vec<u8> = file.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let back = location(&send(&app, kind, utf_16).await);
        assert!(back.starts_with("/templates?refused="), "{back}");
        let shown = page(&app, &back).await;
        assert!(shown.contains(said) && !shown.contains(unsaid), "{kind}: {shown}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_text_is_called_what_it_is_with_what_is_taken() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    let workbook = b"PK\x03\x04\x14\0\x06\0";
    for (kind, name, sentence) in [
        ("units", "名单.xlsx", "这是 xlsx 文件，这里只接收 CSV 文件。"),
        ("units", "名单.csv", "这是 zip 文件，这里只接收 CSV 文件。"),
        ("holidays", "日历.xlsx", "这是 xlsx 文件，这里只接收节假日的 JSON 文件，"),
    ] {
        let back = location(&send_named(&app, kind, name, workbook).await);
        assert!(back.starts_with("/templates?refused="), "{back}");
        let shown = page(&app, &back).await;
        assert!(shown.contains(sentence), "{name}: {shown}");
    }
    // The content decides, not the name.
    let taken = location(&send_named(&app, "units", "名单.xlsx", UNITS).await);
    assert!(taken.starts_with("/templates/preview/"), "{taken}");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_once_on_its_page() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    for bytes in [(2 << 20) + 1, 26 << 20] {
        let back = location(&send(&app, "units", vec![b'a'; bytes]).await);
        assert!(back.starts_with("/templates?refused="), "{back}");
        let sentence = "文件不能超过 2 MiB";
        assert_eq!(page(&app, &back).await.matches(sentence).count(), 1, "{bytes}");
    }
}

#[tokio::test]
async fn weights_are_changed_together_or_not_at_all() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    import(&app, "score-standard", FILES[4].1).await;
    let one = [("seen", "1"), ("rows[0][code]", "F1.1"), ("rows[0][max]", "5"), ("key", "k1")];
    let refused = app.call("/api/register/revise_weights", &one).await;
    assert!(refused.text().contains("\"sum\""), "{}", refused.text());
    let two = [one[0], one[1], one[2], ("rows[1][code]", "F1.5"), ("rows[1][max]", "3"), ("key", "k2")];
    app.call("/api/register/revise_weights", &two).await.assert_status_ok();
    assert!(page(&app, "/templates/score-standard/2").await.contains("5.00"));
    assert!(page(&app, "/templates/score-standard/1").await.contains("/templates/score-standard/2"));
    let again = app.call("/api/register/revise_weights", &two).await;
    again.assert_status_ok();
    again.assert_header("location", "/templates/score-standard/2");
    let stale = [two[0], two[1], two[2], two[3], two[4], ("key", "k3")];
    app.call("/api/register/revise_weights", &stale).await.assert_status(StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_round_asks_by_the_weights_that_the_standard_had_when_it_was_prepared() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    for at in [0, 4, 5] {
        import(&app, FILES[at].0, FILES[at].1).await;
    }
    let draft = async |key: &str| {
        let fields = [
            ("season", "2026"),
            ("title", "自查"),
            ("unit_kinds[0]", "subdistrict"),
            ("working_days", "5"),
            ("key", key),
        ];
        app.call("/api/self_check/draft_round", &fields).await.assert_status_ok();
    };
    let weights = async |round: &str| {
        let view: RoundView = app.fetch(&format!("/api/self_check/round?round={round}")).await.json();
        view.round.weights
    };
    draft("d1").await;
    // A point of area ① goes to area ②.
    let moved = [
        ("seen", "1"),
        ("rows[0][code]", "F1.1"),
        ("rows[0][max]", "5"),
        ("rows[1][code]", "F2.3"),
        ("rows[1][max]", "5"),
        ("key", "k1"),
    ];
    app.call("/api/register/revise_weights", &moved).await.assert_status_ok();
    draft("d2").await;
    assert_eq!(weights("2026-01").await, AreaWeights { areas: [2000, 3000, 1500, 2000, 1500], adjustment: 500 });
    assert_eq!(weights("2026-02").await, AreaWeights { areas: [1900, 3100, 1500, 2000, 1500], adjustment: 500 });
}

#[tokio::test]
async fn an_indicator_is_written_anew_in_the_next_edition_and_the_others_stay() {
    const TEXT: &str = "清单已在门户网站首页公开";
    let app = signed_in(Role::EstablishmentOfficer).await;
    import(&app, "score-standard", FILES[4].1).await;
    let with = |max: &'static str| {
        [
            ("seen", "1"),
            ("code", "F1.1"),
            ("text", TEXT),
            ("max", max),
            ("may_be_not_applicable", "否"),
            ("rule", "已公开得分，未公开不得分"),
            ("key", "k1"),
        ]
    };
    // Areas ① to ⑤ make 100 points.
    let refused = app.call("/api/register/revise_indicator", &with("5")).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("\"sum\""), "{}", refused.text());
    for _ in 0..2 {
        let done = app.call("/api/register/revise_indicator", &with("6")).await;
        done.assert_status_ok();
        done.assert_header("location", "/templates/score-standard/2");
    }
    let first = app.fetch("/api/register/standard?edition=1").await.text();
    let second = app.fetch("/api/register/standard?edition=2").await.text();
    assert_eq!((first.matches(TEXT).count(), second.matches(TEXT).count()), (0, 1));
    assert!(second.contains("公开内容与审定版本一致"), "another indicator keeps its words");
    assert!(page(&app, "/templates/score-standard/2").await.contains(TEXT));
}

#[tokio::test]
async fn a_question_is_written_anew_in_the_next_edition() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    import(&app, "self-check-form", FILES[5].1).await;
    let fields = [
        ("seen", "1"),
        ("code", "Z1.1"),
        ("text", "清单公开了吗"),
        ("answer", "是否"),
        ("required", "是"),
        ("evidence", "截图"),
        ("hint", ""),
        ("key", "k1"),
    ];
    for _ in 0..2 {
        app.call("/api/register/revise_question", &fields).await.assert_status_ok();
    }
    assert!(page(&app, "/templates/self-check-form/2").await.contains("清单公开了吗"));
    assert!(!page(&app, "/templates/self-check-form/1").await.contains("清单公开了吗"));
}

async fn standard(app: &TestApp, edition: u32) -> StandardEdition {
    app.fetch(&format!("/api/register/standard?edition={edition}")).await.json()
}

async fn check_form(app: &TestApp, edition: u32) -> FormEdition {
    app.fetch(&format!("/api/register/form?edition={edition}")).await.json()
}

/// Somebody who reads the templates and changes none.
async fn reader(app: &TestApp) -> TestApp {
    app.create_account("legal", Role::LegalOfficer).await;
    let reader = app.another_browser();
    reader.sign_in("legal", PASSWORD).await;
    reader
}

/// The form of a new indicator of area ①, which is met or not.
fn new_indicator<'a>(max: &'a str, taken_from: &'a str, [seen, key]: [&'a str; 2]) -> [(&'a str, &'a str); 9] {
    [
        ("seen", seen),
        ("area", "（一）责任清单公示"),
        ("text", "清单附有办事指南"),
        ("method", "是否"),
        ("max", max),
        ("taken_from", taken_from),
        ("may_be_not_applicable", "否"),
        ("rule", "附有的得分，没有的不得分"),
        ("key", key),
    ]
}

#[tokio::test]
async fn an_indicator_is_added_with_points_of_another_and_withdrawn_again() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    import(&app, "score-standard", FILES[4].1).await;
    let first = standard(&app, 1).await;
    assert_eq!(first.next_codes[0], (Area::Disclosure, "F1.7".to_owned()));
    for (max, from, wrong) in [("1", "", "taken_from"), ("6", "F1.1", "points_tied"), ("1", "F6.1", "taken_from")] {
        let refused = app.call("/api/register/add_indicator", &new_indicator(max, from, ["1", "k1"])).await;
        refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains(wrong), "{max} from {from:?}: {}", refused.text());
    }
    for _ in 0..2 {
        let done = app.call("/api/register/add_indicator", &new_indicator("1.5", "F1.1", ["1", "k1"])).await;
        done.assert_status_ok();
        done.assert_header("location", "/templates/score-standard/2");
    }
    let second = standard(&app, 2).await;
    assert_eq!((second.latest, second.standard.words["F1.7"].text.as_str()), (2, "清单附有办事指南"));
    let points: Vec<i64> = second.standard.sheet.areas[0].indicators.iter().filter_map(|line| line.max()).collect();
    assert_eq!(points, [450, 500, 300, 200, 200, 200, 150]);
    assert_eq!(standard(&app, 1).await.standard, first.standard, "an edition is never edited");
    assert!(page(&app, "/templates/score-standard/2").await.contains("F1.7"));
    let stale = app.call("/api/register/add_indicator", &new_indicator("1", "F1.1", ["1", "k2"])).await;
    stale.assert_status(StatusCode::CONFLICT);

    let withdrawn = |given_to: &'static str, seen: &'static str| {
        [("seen", seen), ("code", "F1.7"), ("given_to", given_to), ("key", "k3")]
    };
    app.call("/api/register/withdraw_indicator", &withdrawn("F1.1", "1")).await.assert_status(StatusCode::CONFLICT);
    let refused = app.call("/api/register/withdraw_indicator", &withdrawn("", "2")).await;
    assert!(refused.text().contains("given_to"), "{}", refused.text());
    for _ in 0..2 {
        let done = app.call("/api/register/withdraw_indicator", &withdrawn("F1.1", "2")).await;
        done.assert_status_ok();
        done.assert_header("location", "/templates/score-standard/3");
    }
    let third = standard(&app, 3).await;
    assert_eq!((&third.standard.sheet, &third.standard.words), (&first.standard.sheet, &first.standard.words));
    assert_eq!(third.next_codes[0].1, "F1.8", "a withdrawn code is not given away again");
    let again = [&new_indicator("1", "F1.1", ["3", "k4"])[..], &[("code", "F1.7")]].concat();
    let refused = app.call("/api/register/add_indicator", &again).await;
    assert!(refused.text().contains("code_used"), "{}", refused.text());

    let reader = reader(&app).await;
    assert_eq!(standard(&reader, 3).await.next_codes, []);
    let foreign = new_indicator("1", "F1.1", ["3", "k5"]);
    reader.call("/api/register/add_indicator", &foreign).await.assert_status(StatusCode::FORBIDDEN);
    let foreign = [("seen", "3"), ("code", "F1.6"), ("given_to", "F1.1"), ("key", "k6")];
    reader.call("/api/register/withdraw_indicator", &foreign).await.assert_status(StatusCode::FORBIDDEN);
    assert!(!page(&reader, "/templates/score-standard/3").await.contains("/templates/score-standard/3/new"));
    assert!(page(&app, "/templates/score-standard/3").await.contains("/templates/score-standard/3/new"));
}

#[tokio::test]
async fn a_question_is_added_and_withdrawn_again() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    import(&app, "self-check-form", FILES[5].1).await;
    let first = check_form(&app, 1).await;
    let added = |text: &'static str, seen: &'static str, key: &'static str| {
        [
            ("seen", seen),
            ("area", "（六）其他情况"),
            ("text", text),
            ("answer", "文本"),
            ("required", "否"),
            ("evidence", "无"),
            ("key", key),
        ]
    };
    let refused = app.call("/api/register/add_question", &added("", "1", "k1")).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("\"text\""), "{}", refused.text());
    for _ in 0..2 {
        let done = app.call("/api/register/add_question", &added("对检查工作的意见", "1", "k1")).await;
        done.assert_status_ok();
        done.assert_header("location", "/templates/self-check-form/2");
    }
    let second = check_form(&app, 2).await;
    let last = second.form.questions.last().expect("there are questions");
    assert_eq!((last.code.as_str(), last.text.as_str()), ("Z6.5", "对检查工作的意见"));
    assert_eq!(check_form(&app, 1).await.form, first.form, "an edition is never edited");
    let stale = app.call("/api/register/add_question", &added("又一个", "1", "k2")).await;
    stale.assert_status(StatusCode::CONFLICT);

    let withdrawn = |code: &'static str, seen: &'static str| [("seen", seen), ("code", code), ("key", "k3")];
    app.call("/api/register/withdraw_question", &withdrawn("Z6.5", "1")).await.assert_status(StatusCode::CONFLICT);
    let unknown = app.call("/api/register/withdraw_question", &withdrawn("Z9", "2")).await;
    unknown.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let done = app.call("/api/register/withdraw_question", &withdrawn("Z6.5", "2")).await;
        done.assert_status_ok();
        done.assert_header("location", "/templates/self-check-form/3");
    }
    let third = check_form(&app, 3).await;
    assert_eq!(third.form.questions, first.form.questions);
    assert_eq!(third.next_codes[5], (Area::Other, "Z6.6".to_owned()));
    let again = [&added("又一个", "3", "k4")[..], &[("code", "Z6.5")]].concat();
    let refused = app.call("/api/register/add_question", &again).await;
    assert!(refused.text().contains("code_used"), "{}", refused.text());

    let reader = reader(&app).await;
    reader.call("/api/register/add_question", &added("又一个", "3", "k5")).await.assert_status(StatusCode::FORBIDDEN);
    let foreign = [("seen", "3"), ("code", "Z6.4"), ("key", "k6")];
    reader.call("/api/register/withdraw_question", &foreign).await.assert_status(StatusCode::FORBIDDEN);
    assert!(!page(&reader, "/templates/self-check-form/3").await.contains("/templates/self-check-form/3/new"));
}

#[tokio::test]
async fn a_unit_sees_itself_and_no_other() {
    let app = signed_in(Role::EstablishmentOfficer).await;
    import(&app, "units", UNITS).await;
    let clerk = app.another_browser();
    app.create_account("clerk", Role::UnitClerk).await;
    clerk.sign_in("clerk", PASSWORD).await;
    let list = page(&clerk, "/units").await;
    assert!(list.contains("JSJD01") && !list.contains("JSJD02"));
    assert!(page(&clerk, "/units/JSJD01").await.contains("经八路街道"));
    clerk.get("/units/JSJD02").await.assert_status(StatusCode::NOT_FOUND);
    let [own, _] = sheets(&clerk.get("/downloads/units.xlsx").await);
    assert_eq!((own.len(), own[1][0].as_str()), (2, "JSJD01"));
    let [streets, about] = sheets(&app.get("/downloads/units.xlsx?kind=subdistrict&q=路").await);
    let is_asked = |line: &&str| line.contains(",街道办事处,") && line.contains('路');
    let expected: Vec<&str> = UNITS.lines().filter(is_asked).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(streets.iter().skip(1).map(|line| line[0].as_str()).collect::<Vec<_>>(), expected);
    assert!(about.iter().any(|row| row[1] == "路"), "{about:?}");
    clerk.get("/inspectors").await.assert_status(StatusCode::NOT_FOUND);
    assert!(!page(&clerk, "/templates").await.contains("/register/preview/"));
}

#[tokio::test]
async fn only_the_establishment_office_imports() {
    for role in Role::ALL.into_iter().filter(|role| *role != Role::EstablishmentOfficer) {
        let app = signed_in(role).await;
        let file = Part::bytes(UNITS.as_bytes().to_vec()).file_name("a.csv");
        let request = app.posting("/register/preview/units").add_header("accept", "application/json");
        let answer = request.multipart(MultipartForm::new().add_part("file", file)).await;
        answer.assert_status(StatusCode::FORBIDDEN);
        app.call("/api/register/confirm", &[("preview", "p"), ("key", "k")]).await.assert_status(StatusCode::FORBIDDEN);
    }
}
