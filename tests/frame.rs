//! The frame around the pages, as browsers without a script get it.

mod common;

use axum_test::TestServer;
use chrono::TimeDelta;
use common::{PASSWORD, TestApp};
use serde_json::json;
use zeqing::{
    account::store::{self as accounts, SignInKind},
    demo,
    home::{
        model::{Glance, Home},
        places::DESTINATIONS,
    },
    kernel::{
        actor::Role,
        district_time,
        ids::{AccountId, SeasonId, UnitCode},
    },
    server::{AppState, clock, router},
    unit::store as units,
};

/// The address that an answer leads to.
fn leads_to(answer: &axum_test::TestResponse) -> String {
    answer.header("location").to_str().expect("an address").to_owned()
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_sign_in_and_back() {
    let app = TestApp::start().await;
    let answer = app.get("/me").await;
    assert_eq!(answer.status_code(), 302);
    assert_eq!(leads_to(&answer), "/sign-in?next=%2Fme");
}

#[tokio::test]
async fn every_page_keeps_a_hidden_notice_for_when_its_half_in_the_browser_fails() {
    let app = TestApp::start().await;
    let page = app.get("/sign-in").await.text();
    let at = page.find("id=\"crash\"").expect("the notice is there");
    let start = page[..at].rfind('<').expect("it is an element");
    let end = at + page[at..].find('>').expect("it is an element");
    let notice = &page[start..end];
    assert!(notice.contains(" hidden") && notice.contains("role=\"alert\""), "{notice}");
}

#[tokio::test]
async fn the_rail_shows_what_the_role_may_open() {
    let app = TestApp::start().await;
    app.create_account("root", Role::SystemAdmin).await;
    app.sign_in("root", PASSWORD).await;
    let page = app.get("/").await.text();
    assert!(page.contains("href=\"/admin/people\""));
    assert!(!page.contains("href=\"/ledger\""));
}

#[tokio::test]
async fn a_refusal_heads_the_page_that_it_stands_for_and_no_page_that_has_a_head() {
    let app = TestApp::start().await;
    app.create_account("clerk", Role::UnitClerk).await;
    app.sign_in("clerk", PASSWORD).await;
    let nowhere = app.get("/ledger/NOWHERE").await.text();
    assert!(nowhere.contains("<h1>没有找到"), "{nowhere}");
    let journal = app.get("/admin/journal").await.text();
    assert!(journal.contains("<h2>没有权限"), "{journal}");
    for page in [nowhere, journal] {
        assert_eq!(page.matches("<h1").count(), 1, "{page}");
    }
}

#[tokio::test]
async fn a_page_is_saved_by_a_plain_form_whose_open_fold_tells_of_a_refusal() {
    let app = TestApp::start().await;
    app.create_account("officer", Role::LegalOfficer).await;
    app.sign_in("officer", PASSWORD).await;
    let save = async |name: &str, key: &str| {
        let fields = [("name", name), ("address", "/me"), ("seen", "0"), ("key", key)];
        app.post_form_from("/me", "/api/account/save_view", &fields).await
    };
    let refused = save(" ", "k1").await;
    let page = app.get(&refused).await.text();
    assert!(page.contains("class=\"error-summary\"") && page.contains("href=\"#f-view-name\""), "{refused}: {page}");
    let at = page.find("rail-save").expect("the fold is there");
    let start = page[..at].rfind('<').expect("it is an element");
    let fold = &page[start..at + page[at..].find('>').expect("it is an element")];
    assert!(fold.contains(" open"), "{fold}");
    assert_eq!(save("我的账号页", "k2").await.trim_end_matches('?'), "/me");
    let page = app.get("/me").await.text();
    assert!(!page.contains("error-summary"), "{page}");
    // In the rail, and in the list of what was saved.
    assert!(page.matches("我的账号页").count() >= 2, "{page}");
}

#[tokio::test]
async fn the_way_to_every_page_begins_at_home() {
    let app = TestApp::start().await;
    for role in [Role::EstablishmentOfficer, Role::SystemAdmin, Role::SecurityAdmin] {
        let person = app.another_browser();
        app.create_account(role.code(), role).await;
        person.sign_in(role.code(), PASSWORD).await;
        // The wall stands alone, and home is where one is.
        let below = DESTINATIONS.iter().filter(|place| place.opens_to(role) && !["/", "/wall"].contains(&place.href));
        for place in below {
            let page = person.get(place.href).await.text();
            let way = page.split_once("class=\"crumbs\"").unwrap_or_else(|| panic!("no way to {}", place.href)).1;
            let first = way.split_once("</li>").expect("a first step").0;
            assert!(first.contains("href=\"/\""), "{}", place.href);
        }
    }
}

#[tokio::test]
async fn the_guide_of_a_role_leads_to_pages_that_it_may_open() {
    let app = TestApp::start().await;
    for role in Role::ALL {
        let person = app.another_browser();
        app.create_account(role.code(), role).await;
        person.sign_in(role.code(), PASSWORD).await;
        let home: Home = person.get("/api/home/home").await.json();
        assert!(!home.guide.is_empty(), "{role:?}");
        for step in home.guide {
            assert_eq!(person.get(&step.href).await.status_code(), 200, "{role:?}: {}", step.href);
        }
    }
}

#[tokio::test]
async fn the_tour_opens_at_the_first_sign_in_until_it_is_closed_and_again_when_it_is_asked_for() {
    const TOUR: &str = "id=\"tour\"";
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    app.sign_in("officer", PASSWORD).await;
    let first = app.get("/").await.text();
    assert!(first.contains(TOUR) && first.contains("value=\"officer\""), "its button names who closes it");
    app.post_form("/preferences", &[("tour", "officer"), ("return_to", "/")]).await;
    assert!(!app.get("/").await.text().contains(TOUR));
    assert!(app.get("/?tour=0").await.text().contains(TOUR));
    let later = app.another_browser();
    later.sign_in("officer", PASSWORD).await;
    assert!(!later.get("/").await.text().contains(TOUR), "it is not the first time any more");
}

#[tokio::test]
async fn whoever_closes_the_tour_on_a_shared_computer_closes_it_to_nobody_else() {
    const TOUR: &str = "id=\"tour\"";
    let app = TestApp::start().await;
    for account in ["officer", "newcomer"] {
        app.create_account(account, Role::EstablishmentOfficer).await;
        app.sign_in(account, PASSWORD).await;
        assert!(app.get("/").await.text().contains(TOUR), "{account}");
        app.post_form("/preferences", &[("tour", account), ("return_to", "/")]).await;
        assert!(!app.get("/").await.text().contains(TOUR), "{account}");
        app.post_form("/sign-out", &[]).await;
    }
}

#[tokio::test]
async fn each_step_of_the_tour_is_an_address_that_marks_its_place_on_the_rail() {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    app.sign_in("officer", PASSWORD).await;
    let home: Home = app.fetch("/api/home/home").await.json();
    for (at, step) in home.guide.iter().enumerate() {
        let before = app.get(&format!("/?tour={at}")).await.text();
        let address = format!("/?tour={}&amp;place={}", at + 1, step.href.replace('/', "%2F"));
        assert!(before.contains(&address), "{address}");
        let page = app.get(&address.replace("&amp;", "&")).await.text();
        assert!(page.contains(&format!("{} / {}", at + 1, home.guide.len())), "{address}");
        let marked =
            page.split("<a ").filter(|link| link.split('>').next().is_some_and(|tag| tag.contains("\"shown\"")));
        let marked: Vec<bool> =
            marked.map(|link| link.split('>').next().unwrap().contains(&format!("href=\"{}\"", step.href))).collect();
        assert_eq!(marked, [true], "{address}");
    }
}

#[tokio::test]
async fn the_first_page_tells_what_changed_since_the_visit_before() {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    let store = &app.state.store;
    let officer = accounts::load(store, &AccountId::parse("officer").unwrap()).await.unwrap().unwrap();
    let days_ago = |days| clock::now() - TimeDelta::days(days);
    for days in [12, 9] {
        accounts::note_sign_in(store, &officer, SignInKind::In, days_ago(days)).await.unwrap();
    }
    accounts::note_sign_in(store, &officer, SignInKind::Out, days_ago(8)).await.unwrap();
    app.sign_in("officer", PASSWORD).await;
    let home: Home = app.get("/api/home/home").await.json();
    assert_eq!(home.since, district_time::shown(days_ago(9)).date());
}

#[tokio::test]
async fn the_frame_is_not_refused_when_a_session_ended() {
    let app = TestApp::start().await;
    let answer = app.fetch("/api/home/glance").await;
    answer.assert_status_ok();
    assert_eq!(answer.json::<Glance>(), Glance::default());
}

/// A unit has signed its self-check, is to be visited, and has nothing in the ledger yet.
async fn begin_season(app: &TestApp) {
    let standing = json!({
        "season": "2026",
        "unit": "JSJD01",
        "self_checks": { "2026-01": { "round": "2026-01", "due": "2026-03-31", "submitted_on": "2026-03-30" } },
        "visits": { "P-2026-01.JSJD01": { "visit": "P-2026-01.JSJD01", "date": "2026-05-11", "announced": true } },
        "entries": {},
    });
    let (season, unit) = (SeasonId::parse("2026").expect("a season"), UnitCode::parse("JSJD01").expect("a code"));
    units::replace_standing(&app.state.store, &season, &unit, Some(standing)).await.expect("it is written");
}

/// The page of this role that has nothing of the season in it but its frame.
async fn own_page(app: &TestApp, role: Role) -> String {
    let person = app.another_browser();
    app.create_account(role.code(), role).await;
    person.sign_in(role.code(), PASSWORD).await;
    person.get("/me").await.text()
}

#[tokio::test]
async fn without_a_script_the_frame_of_an_office_counts_what_waits_and_names_the_season() {
    let app = TestApp::start().await;
    begin_season(&app).await;
    let page = own_page(&app, Role::EstablishmentOfficer).await;
    assert!(page.contains("2026 年度流程"));
    assert!(page.contains("<span>2026 年度<"), "the menu says which season is under way");
    assert!(page.contains("待办 1 件") && page.contains("class=\"n\""), "it begins with what is imported");
    assert_eq!(page.matches(">未开始<").count(), 5);
    assert!(page.contains("href=\"/dashboard?season=2026\""));
}

#[tokio::test]
async fn without_a_script_the_rail_of_a_unit_shows_how_far_its_own_season_is() {
    let app = TestApp::start().await;
    begin_season(&app).await;
    let page = own_page(&app, Role::UnitClerk).await;
    assert!(page.contains("2026 年度流程"));
    assert_eq!((page.matches("<li class=\"done\"").count(), page.matches(">已完成<").count()), (1, 1));
    assert_eq!((page.matches("<li class=\"now\"").count(), page.matches(">进行中<").count()), (1, 1));
    assert_eq!(page.matches(">未开始<").count(), 2);
    // There is no ranking of the season for them, so it leads to their entries.
    assert!(page.contains("href=\"/ledger?season=2026\"") && !page.contains("href=\"/ranking/2026\""));
}

#[tokio::test]
async fn whoever_knows_of_no_season_is_offered_none() {
    let app = TestApp::start().await;
    begin_season(&app).await;
    for role in [Role::Inspector, Role::SystemAdmin] {
        let page = own_page(&app, role).await;
        assert!(!page.contains("2026 年度") && !page.contains("未开始"), "{role:?}");
        assert_eq!(page.contains("年度流程"), role == Role::Inspector, "{role:?}");
    }
}

#[tokio::test]
async fn whoever_must_change_their_password_first_is_refused_nothing_and_shown_nothing() {
    let app = TestApp::start().await;
    begin_season(&app).await;
    app.create_account("keeper", Role::SystemAdmin).await;
    app.create_account("clerk", Role::UnitClerk).await;
    app.sign_in("keeper", PASSWORD).await;
    let given = "once upon a time";
    let reset = [("account", "clerk"), ("password", given), ("seen", "1"), ("key", "k1")];
    app.call("/api/account/reset_password", &reset).await.assert_status_ok();
    let clerk = app.another_browser();
    clerk.sign_in("clerk", given).await;
    let answer = clerk.fetch("/api/home/glance").await;
    answer.assert_status_ok();
    assert_eq!(answer.json::<Glance>(), Glance::default());
    let page = clerk.get("/me").await;
    page.assert_status_ok();
    assert!(!page.text().contains("年度流程"));
}

#[tokio::test]
async fn the_rankings_of_all_seasons_are_offered_to_whoever_lists_them() {
    let app = TestApp::start().await;
    for role in Role::ALL {
        let offered = own_page(&app, role).await.contains("各年度综合排名");
        assert_eq!(offered, !role.is_administrator(), "{role:?}");
    }
}

#[tokio::test]
async fn a_page_in_the_frame_asks_each_of_its_questions_once() {
    let app = TestApp::start().await;
    app.create_account("root", Role::SystemAdmin).await;
    app.sign_in("root", PASSWORD).await;
    let page = app.get("/admin/people").await.text();
    let answers = page.matches("__RESOLVED_RESOURCES[").count();
    assert_eq!(answers, 4, "the session, what the frame shows, the list of people, and the units that its form offers");
}

#[tokio::test]
async fn a_page_leaves_one_line_to_paper_and_it_is_empty_until_it_is_printed() {
    let app = TestApp::start().await;
    app.create_account("root", Role::SystemAdmin).await;
    app.sign_in("root", PASSWORD).await;
    for path in ["/", "/me", "/admin/people"] {
        let page = app.get(path).await.text();
        assert_eq!(page.matches("class=\"print-only\"></p>").count(), 1, "{path}");
    }
}

/// What the demo says of itself in one line, and how its banner begins.
const DEMO_LINES: [(&str, &str, &str); 2] = [
    ("zh", "演示系统：单位名称取自公开资料，人员、记录和单位的其余情况均为编造。", "这里的单位名称取自公开资料，"),
    (
        "en",
        "Demonstration: the names of the units are real and public; the people, the records and all else about the units \
         are invented.",
        "The names of the units here are real and public;",
    ),
];

#[tokio::test]
async fn every_page_of_the_demo_says_so_on_the_screen_and_on_paper() {
    let app = TestApp::start_set(axum::Router::new(), &[("ZEQING_DEMO", "true")]).await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    let stranger = app.another_browser();
    app.sign_in("officer", PASSWORD).await;
    for (language, line, banner) in DEMO_LINES {
        for browser in [&app, &stranger] {
            browser.post_form("/preferences", &[("lang", language), ("return_to", "/")]).await;
        }
        for path in ["/", "/me", "/ledger"] {
            let page = app.get(path).await.text();
            assert!(page.contains(&format!("class=\"print-only\">{line}<!></p>")), "{path} on paper");
            assert!(page.contains(banner), "{path} on the screen");
        }
        let sign_in = stranger.get("/sign-in").await.text();
        let [wall, draw] = [app.get("/wall").await.text(), app.get("/plans/P-2026-01/draw").await.text()];
        for (path, page) in [("/sign-in", sign_in), ("/wall", wall), ("/plans/P-2026-01/draw", draw)] {
            let at = page.find("class=\"demo-line\"").unwrap_or_else(|| panic!("{path} says nothing"));
            let said = page[at..].split("</aside>").next().unwrap_or_default();
            assert!(said.contains(line), "{path}: {said}");
            assert!(!said.contains("no-print"), "{path} keeps it from paper");
        }
    }
}

#[tokio::test]
async fn a_districts_own_system_is_no_demo() {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    let sign_in = app.get("/sign-in").await.text();
    app.sign_in("officer", PASSWORD).await;
    for page in [sign_in, app.get("/").await.text(), app.get("/wall").await.text()] {
        assert!(!page.contains("演示系统") && !page.contains("demo-line") && !page.contains("data-demo"));
    }
}

/// The sign-in page where the demo's people are in the database.
async fn sign_in_page(app: &TestApp, language: &str) -> String {
    let people = demo::listed().expect("the demo has people").code();
    let state = AppState { demo_people: people.into(), ..app.state.clone() };
    let browser = TestServer::builder().build(router::router(state).expect("the public address is an origin"));
    let asked = browser.get("/sign-in").add_header("accept", "text/html");
    asked.add_header("cookie", format!("lang={language}")).await.text()
}

/// What a page shows, without what its head says to scripts.
fn content(page: &str) -> &str {
    let (_, main) = page.split_once("<main").expect("a page");
    main.split_once("</main>").expect("its end").0
}

#[tokio::test]
async fn the_sign_in_page_of_the_demo_lists_its_people_and_no_other_does() {
    let app = TestApp::start_set(axum::Router::new(), &[("ZEQING_DEMO", "true")]).await;
    for (language, title, role) in [("zh", "演示账号", "审计管理员"), ("en", "Demo accounts", "Audit administrator")]
    {
        let page = sign_in_page(&app, language).await;
        let page = content(&page);
        assert!(page.contains(title) && page.contains(demo::PASSWORD) && page.contains(role), "{page}");
        for person in demo::people().expect("the demo has people") {
            assert!(page.contains(&format!("<dt>{}", person.account)), "{language}: {}", person.account);
        }
    }
    // An empty system under the banner has none of these accounts.
    assert!(!app.get("/sign-in").await.text().contains("演示账号"));
    let own = TestApp::start().await;
    for language in ["zh", "en"] {
        let page = sign_in_page(&own, language).await;
        for said in [demo::PASSWORD, "clerk1", "data-demo"] {
            assert!(!page.contains(said), "{said}: {page}");
        }
    }
}

#[tokio::test]
async fn a_page_is_in_the_language_that_was_chosen() {
    let app = TestApp::start().await;
    app.create_account("root", Role::SystemAdmin).await;
    app.sign_in("root", PASSWORD).await;
    let chinese = app.get("/").await.text();
    assert!(chinese.contains("lang=\"zh-CN\"") && chinese.contains("人员"));
    app.post_form("/preferences", &[("lang", "en"), ("text", "large"), ("return_to", "/")]).await;
    let english = app.get("/").await.text();
    assert!(english.contains("lang=\"en\"") && english.contains("data-type=\"large\"") && english.contains("People"));
}
