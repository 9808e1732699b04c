//! The frame around the pages, as browsers without a script get it.

mod common;

use chrono::TimeDelta;
use common::{PASSWORD, TestApp};
use zeqing::{
    account::store::{self as accounts, SignInKind},
    home::model::{Home, WaitingAt},
    kernel::{actor::Role, district_time, ids::AccountId},
    server::clock,
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
async fn the_rail_shows_what_the_role_may_open() {
    let app = TestApp::start().await;
    app.create_account("root", Role::SystemAdmin).await;
    app.sign_in("root", PASSWORD).await;
    let page = app.get("/").await.text();
    assert!(page.contains("href=\"/admin/people\""));
    assert!(!page.contains("href=\"/ledger\""));
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
    let answer = app.fetch("/api/home/waiting_counts").await;
    answer.assert_status_ok();
    assert!(answer.json::<Vec<WaitingAt>>().is_empty());
}

#[tokio::test]
async fn the_season_is_switched_by_whoever_sees_the_board() {
    let app = TestApp::start().await;
    for role in Role::ALL {
        let person = app.another_browser();
        app.create_account(role.code(), role).await;
        person.sign_in(role.code(), PASSWORD).await;
        // Without a script the menu leads to the list of rankings alone.
        let offered = person.get("/me").await.text().contains("各年度综合排名");
        let answered = person.fetch("/api/dashboard/seasons").await.status_code() == 200;
        assert_eq!((offered, answered), (role.is_office(), role.is_office()), "{role:?}");
    }
}

#[tokio::test]
async fn a_page_in_the_frame_asks_each_of_its_questions_once() {
    let app = TestApp::start().await;
    app.create_account("root", Role::SystemAdmin).await;
    app.sign_in("root", PASSWORD).await;
    let page = app.get("/admin/people").await.text();
    let answers = page.matches("__RESOLVED_RESOURCES[").count();
    assert_eq!(answers, 2, "the session and the list of people");
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
