//! People as they use the system: signing in, being locked out, changing passwords, and the administrator's list.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use std::{path::Path, process::Command};

use axum::http::StatusCode;
use axum_test::{TestResponse, TestServer};
use common::{PASSWORD, TestApp, sheets, subdistrict};
use futures::future::join_all;
use serde_json::json;
use zeqing::{
    account::{
        model::{People, PeopleOrder},
        rules::{PeopleAsked, place},
        store as accounts,
    },
    home::model::{FigureKind, Home},
    kernel::{actor::Role, address::percent_encoded, ids::AccountId, listing::ListOrder},
    server::{AppState, Config, clock, router},
    store,
    unit::store as units,
};

async fn with(role: Role) -> TestApp {
    let app = TestApp::start().await;
    app.create_account("person", role).await;
    app
}

#[tokio::test]
async fn a_person_signs_in_and_out() {
    let app = with(Role::UnitClerk).await;
    app.sign_in("person", PASSWORD).await;
    app.get("/").await.assert_status_ok();
    app.post_form("/sign-out", &[]).await;
    let answer = app.get("/api/account/session").await;
    answer.assert_text("null");
}

/// Lets minutes pass for whoever is signed in: a session is over when the time has come that its row names.
async fn let_pass(app: &TestApp, minutes: i64) {
    const EARLIER: &str = "UPDATE session SET expiry_date -= $seconds RETURN VALUE expiry_date";
    let moved: Vec<i64> = store::select(&app.state.store, EARLIER, [("seconds", json!(minutes * 60))]).await.unwrap();
    assert!(!moved.is_empty(), "nobody is signed in");
}

#[tokio::test]
async fn half_an_hour_without_a_request_ends_a_session() {
    let app = with(Role::UnitClerk).await;
    app.sign_in("person", PASSWORD).await;
    let_pass(&app, 29).await;
    app.get("/me").await.assert_status_ok();
    let_pass(&app, 1).await;
    app.get("/api/account/session").await.assert_text("null");
    let location = app.get("/me").await.header("location");
    assert!(location.to_str().unwrap().starts_with("/sign-in?next="), "{location:?}");
}

/// Sends a new person's form without a script, which this person types on; answers where that leads in the end.
async fn create_zhang(app: &TestApp) -> String {
    let fields =
        [("account", "zhang"), ("name", "张三丰"), ("role", "legal_officer"), ("password", PASSWORD), ("key", "k")];
    let back = app.post_form_from("/admin/people?role=legal_officer", "/api/account/create_person", &fields).await;
    app.get(&back).await.header("location").to_str().unwrap().to_owned()
}

#[tokio::test]
async fn without_a_script_a_form_that_came_after_its_session_is_on_its_page_once_its_person_has_signed_in_again() {
    const PAGE: &str = "/admin/people?role=legal_officer";
    let app = with(Role::SystemAdmin).await;
    app.create_account("other", Role::SystemAdmin).await;
    app.sign_in("person", PASSWORD).await;
    app.get(PAGE).await.assert_status_ok();
    let_pass(&app, 31).await;
    assert_eq!(create_zhang(&app).await, format!("/sign-in?next={}", percent_encoded(PAGE)));
    // A wrong password loses nothing, and neither does another page.
    app.sign_in("person", "not the password").await;
    app.sign_in("person", PASSWORD).await;
    assert!(!app.get("/me").await.text().contains("张三丰"));
    let page = app.get(PAGE).await;
    page.assert_status_see_other();
    let address = page.header("location").to_str().unwrap().to_owned();
    assert_eq!(address, format!("{PAGE}&refused=%22sign_in%22"));
    let page = app.get(&address).await.text();
    assert!(page.contains(r#"value="张三丰""#) && page.contains("刚才的表单没有提交"), "{page}");
    assert!(!page.contains(PASSWORD));
    // Once it was seen, and another page since, it is gone.
    app.get("/me").await.assert_status_ok();
    app.get(PAGE).await.assert_status_ok();

    // The next person at the same computer does not see it, and nothing is left for the first.
    let_pass(&app, 31).await;
    create_zhang(&app).await;
    app.sign_in("other", PASSWORD).await;
    app.get(PAGE).await.assert_status_ok();
    app.sign_in("person", PASSWORD).await;
    app.get(PAGE).await.assert_status_ok();

    // Who has signed out leaves nobody's name in the browser.
    app.post_form("/sign-out", &[]).await;
    create_zhang(&app).await;
    app.sign_in("person", PASSWORD).await;
    app.get(PAGE).await.assert_status_ok();
}

#[tokio::test]
async fn ones_own_page_names_ones_unit() {
    let app = with(Role::UnitClerk).await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    app.sign_in("person", PASSWORD).await;
    let page = app.get("/me").await.text();
    assert!(page.contains("<dd>JSJD01"), "the register does not have it yet: {page}");
    let store = &app.state.store;
    let officer = AccountId::parse("officer").unwrap();
    let by = accounts::load(store, &officer).await.unwrap().unwrap().actor();
    let unit = subdistrict("JSJD01", "经八路街道办事处");
    units::import(store, &by, clock::now(), "units", &[unit], &[]).await.unwrap();
    let page = app.get("/me").await.text();
    assert!(page.contains("<dd>经八路街道办事处"), "{page}");
}

#[tokio::test]
async fn a_page_sends_whoever_is_not_signed_in_to_the_sign_in_and_back() {
    let app = TestApp::start().await;
    let answer = app.get("/me").await;
    let location = answer.header("location");
    let location = location.to_str().unwrap();
    assert!(location.starts_with("/sign-in?next="), "{location}");
}

#[tokio::test]
async fn a_sign_in_leads_to_no_other_site() {
    let app = with(Role::UnitClerk).await;
    let leads_to = async |next: &str| {
        let fields = [("account", "person"), ("password", PASSWORD), ("next", next)];
        let answer = app.another_browser().post_form("/api/account/sign_in", &fields).await;
        answer.header("location").to_str().unwrap().to_owned()
    };
    for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "evil", "/\t/evil.example"] {
        assert_eq!(leads_to(elsewhere).await, "/", "{elsewhere:?}");
    }
    assert_eq!(leads_to("/ledger?light=red").await, "/ledger?light=red");
}

#[tokio::test]
async fn an_unknown_name_is_answered_like_a_wrong_password() {
    let app = with(Role::UnitClerk).await;
    let sign_in = |name: &'static str| {
        let fields = [("account", name), ("password", "not the password"), ("next", "/")];
        let app = &app;
        async move { app.call("/api/account/sign_in", &fields).await }
    };
    let (known, unknown, no_id) = (sign_in("person").await, sign_in("nobody").await, sign_in("no id").await);
    assert_eq!(known.status_code(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(known.text(), unknown.text());
    assert_eq!(known.text(), no_id.text());
}

#[tokio::test]
async fn without_a_script_a_refusal_stands_on_the_page_that_asked() {
    let app = with(Role::UnitClerk).await;
    let fields = [("account", "person"), ("password", "not the password"), ("next", "/")];
    let location = app.post_form_from("/sign-in?next=%2F", "/api/account/sign_in", &fields).await;
    let (_, query) = location.split_once('?').unwrap();
    let is_refused = async |query: &str| app.get(&format!("/sign-in?{query}")).await.text().contains("error-summary");
    assert!(is_refused(query).await, "{location}");
    // The refusal of another form is not this one's.
    assert!(!is_refused(&query.replace("sign_in", "change_password")).await);
}

/// The page of people as it answers this form, sent from there without a script.
async fn people_after(app: &TestApp, path: &str, fields: &[(&str, &str)]) -> String {
    let location = app.post_form_from("/admin/people", path, fields).await;
    let (_, query) = location.split_once('?').unwrap_or_default();
    app.get(&format!("/admin/people?{query}")).await.text()
}

#[tokio::test]
async fn without_a_script_a_refusal_in_a_row_stands_once_above_the_list() {
    let app = with(Role::SystemAdmin).await;
    for account in ["one", "two"] {
        app.create_account(account, Role::LegalOfficer).await;
    }
    app.sign_in("person", PASSWORD).await;
    let reset = [("account", "two"), ("password", "short"), ("seen", "1"), ("key", "k1")];
    let page = people_after(&app, "/api/account/reset_password", &reset).await;
    assert_eq!(page.matches("class=\"error-summary\"").count(), 1, "{page}");
    assert!(page.contains("href=\"#f-people\"") && page.contains("id=\"f-people\""), "{page}");
    let stale = [("account", "two"), ("disabled", "true"), ("seen", "7"), ("key", "k2")];
    let page = people_after(&app, "/api/account/set_disabled", &stale).await;
    assert_eq!(page.matches("别人刚刚改过").count(), 1, "{page}");
}

#[tokio::test]
async fn the_sixth_try_is_refused_even_with_the_right_password() {
    let app = with(Role::UnitClerk).await;
    for _ in 0..5 {
        let fields = [("account", "person"), ("password", "not the password"), ("next", "/")];
        app.call("/api/account/sign_in", &fields).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let fields = [("account", "person"), ("password", PASSWORD), ("next", "/")];
    let refused = app.call("/api/account/sign_in", &fields).await;
    assert!(refused.text().contains("locked"), "{}", refused.text());
}

#[tokio::test]
async fn an_unknown_name_is_locked_like_a_known_one() {
    let app = with(Role::UnitClerk).await;
    let mut answers = Vec::new();
    for name in ["person", "nobody-at-all"] {
        for _ in 0..5 {
            let fields = [("account", name), ("password", "not the password"), ("next", "/")];
            app.call("/api/account/sign_in", &fields).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let fields = [("account", name), ("password", "not the password"), ("next", "/")];
        answers.push(app.call("/api/account/sign_in", &fields).await.text());
    }
    assert!(answers[0].contains("locked"), "{answers:?}");
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn another_password_ends_the_sessions_that_were_begun_with_the_old_one() {
    let app = with(Role::UnitClerk).await;
    app.create_account("admin", Role::SystemAdmin).await;
    let (here, there, admin) = (app.another_browser(), app.another_browser(), app.another_browser());
    here.sign_in("person", PASSWORD).await;
    there.sign_in("person", PASSWORD).await;
    admin.sign_in("admin", PASSWORD).await;
    let new = "another horse battery";
    let change = [("current_password", PASSWORD), ("password", new), ("password_again", new), ("key", "k1")];
    here.call("/api/account/change_password", &change).await.assert_status_ok();
    there.get("/api/account/session").await.assert_text("null");
    assert_ne!(here.get("/api/account/session").await.text(), "null");
    let reset = [("account", "person"), ("password", "once upon a time"), ("seen", "2"), ("key", "k2")];
    admin.call("/api/account/reset_password", &reset).await.assert_status_ok();
    here.get("/api/account/session").await.assert_text("null");
}

#[tokio::test]
async fn what_is_sent_twice_about_a_person_is_done_once_and_answered_alike() {
    let app = with(Role::SystemAdmin).await;
    app.create_account("other", Role::LegalOfficer).await;
    app.sign_in("person", PASSWORD).await;
    let reset = [("account", "other"), ("password", "once upon a time"), ("seen", "1"), ("key", "k1")];
    let disable = [("account", "other"), ("disabled", "true"), ("seen", "2"), ("key", "k2")];
    let new = "another horse battery";
    let change = [("current_password", PASSWORD), ("password", new), ("password_again", new), ("key", "k3")];
    for _ in 0..2 {
        app.call("/api/account/reset_password", &reset).await.assert_status_ok();
        app.call("/api/account/set_disabled", &disable).await.assert_status_ok();
        app.call("/api/account/change_password", &change).await.assert_status_ok();
    }
}

#[tokio::test]
async fn wrong_passwords_sent_at_once_count_each_and_lock_once() {
    let app = with(Role::UnitClerk).await;
    let wrong = [("account", "person"), ("password", "not the password"), ("next", "/")];
    let answers = join_all((0..8).map(|_| app.call("/api/account/sign_in", &wrong))).await;
    let looked_at = answers.iter().filter(|answer| !answer.text().contains("locked")).count();
    // The fifth locks; the one beside it may have had its turn already.
    assert!((5..=6).contains(&looked_at), "{looked_at} passwords were looked at");
    let right = [("account", "person"), ("password", PASSWORD), ("next", "/")];
    let refused = app.call("/api/account/sign_in", &right).await;
    assert!(refused.text().contains("locked"), "{}", refused.text());
    assert_eq!(journal(&app).await.matches("\"account.lock\"").count(), 1);
}

#[tokio::test]
async fn a_password_is_changed_only_with_the_present_one() {
    let app = with(Role::UnitClerk).await;
    app.sign_in("person", PASSWORD).await;
    let new = "another horse battery";
    let change = |current: &'static str, again: &'static str, key: &'static str| {
        let fields = [("current_password", current), ("password", new), ("password_again", again), ("key", key)];
        let app = &app;
        async move { app.call("/api/account/change_password", &fields).await }
    };
    let wrong = change("a wrong password", new, "k1").await;
    assert!(wrong.text().contains("\"current_password\""), "{}", wrong.text());
    assert!(change(PASSWORD, "a typing mistake", "k2").await.text().contains("\"password_again\""));
    change(PASSWORD, new, "k3").await.assert_status_ok();
    let other = app.another_browser();
    let fields = [("account", "person"), ("password", PASSWORD), ("next", "/")];
    other.call("/api/account/sign_in", &fields).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    other.sign_in("person", new).await;
    other.get("/").await.assert_status_ok();
}

fn new_person<'a>(account: &'a str, key: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("account", account),
        ("name", "新来的"),
        ("role", "legal_officer"),
        ("password", "once upon a time"),
        ("key", key),
    ]
}

#[tokio::test]
async fn who_keeps_the_accounts_takes_the_list_away_and_who_assigns_roles_does_not() {
    let app = with(Role::SystemAdmin).await;
    app.sign_in("person", PASSWORD).await;
    app.call("/api/account/create_person", &new_person("newcomer", "k1")).await.assert_status_ok();
    let file = "/downloads/people.xlsx?q=newcomer";
    assert!(app.get("/admin/people?q=newcomer").await.text().contains(&format!("href=\"{file}\"")));
    let [lines, _] = sheets(&app.get(file).await);
    assert_eq!((lines.len(), lines[1][0].as_str(), lines[1][1].as_str()), (2, "newcomer", "新来的"));
    app.create_account("security", Role::SecurityAdmin).await;
    let security = app.another_browser();
    security.sign_in("security", PASSWORD).await;
    assert!(!security.get("/admin/people").await.text().contains("/downloads/people.xlsx"));
    security.get(file).await.assert_status(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn whoever_was_given_a_password_must_change_it_before_anything_else() {
    let app = with(Role::SystemAdmin).await;
    app.sign_in("person", PASSWORD).await;
    app.call("/api/account/create_person", &new_person("newcomer", "k1")).await.assert_status_ok();
    let newcomer = app.another_browser();
    newcomer.sign_in("newcomer", "once upon a time").await;
    newcomer.get("/api/account/people").await.assert_status(StatusCode::FORBIDDEN);
    newcomer.get("/").await.assert_header("location", "/me");
    let fields = [
        ("current_password", "once upon a time"),
        ("password", "my very own words"),
        ("password_again", "my very own words"),
        ("key", "k"),
    ];
    newcomer.call("/api/account/change_password", &fields).await.assert_status_ok();
    newcomer.get("/").await.assert_status_ok();
}

/// What `zeqing admin …` says on this database.
fn on_the_machine(folder: &Path, database: &str, arguments: &[&str]) -> String {
    let made = Command::new(env!("CARGO_BIN_EXE_zeqing"))
        .arg("admin")
        .args(arguments)
        .current_dir(folder)
        .env_remove("ZEQING_CONFIG")
        .env("ZEQING_DATABASE", database)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap()
}

/// A browser at a program that works on this database.
async fn browser_on(database: &str) -> TestServer {
    let settings = |name: &str| match name {
        "ZEQING_DATABASE" => Some(database.to_owned()),
        "ZEQING_FILES" => Some("memory://".to_owned()),
        _ => None,
    };
    let state = AppState::open(Config::from_sources(None, settings).unwrap()).await.unwrap();
    TestServer::builder().save_cookies().build(router::router(state).unwrap())
}

#[tokio::test]
async fn the_first_account_is_made_on_the_machine_with_a_password_for_one_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("surrealkv://{}", folder.path().join("db").display());
    let said = on_the_machine(folder.path(), &database, &["create", "--account", "first", "--name", "管理员"]);
    let (_, once) = said.lines().next().unwrap().rsplit_once(' ').unwrap();
    let browser = browser_on(&database).await;
    let ask = |path: &str| browser.get(path).add_header("accept", "text/html");
    let send = |path: &str, fields: &[(&str, &str)]| {
        browser.post(path).add_header("sec-fetch-site", "same-origin").form(&fields)
    };

    send("/api/account/sign_in", &[("account", "first"), ("password", once), ("next", "/")]).await;
    ask("/admin/people").await.assert_header("location", "/me");
    ask("/api/account/people").await.assert_status(StatusCode::FORBIDDEN);
    let own = "my very own words";
    let change = [("current_password", once), ("password", own), ("password_again", own), ("key", "k1")];
    send("/api/account/change_password", &change).await;
    ask("/admin/people").await.assert_status_ok();

    let again = [("account", "first"), ("password", once), ("next", "/")];
    let refused = send("/api/account/sign_in", &again).add_header("accept", "application/json").await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_administrators_account_is_kept_on_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("surrealkv://{}", folder.path().join("db").display());
    let admin = |arguments: &[&str]| on_the_machine(folder.path(), &database, arguments);
    let auditor = ["create", "--account", "auditor", "--name", "审计", "--role", "audit_admin"];
    let first = admin(&auditor).lines().next().unwrap().rsplit_once(' ').unwrap().1.to_owned();
    let said = admin(&["reset", "--account", "auditor"]);
    let second = said.lines().next().unwrap().rsplit_once(' ').unwrap().1.to_owned();
    assert!(admin(&["disable", "--account", "auditor"]).contains("is disabled"));
    assert!(admin(&["enable", "--account", "auditor"]).contains("is enabled"));
    let browser = browser_on(&database).await;
    let sign_in = async |password: &str| {
        let fields = [("account", "auditor"), ("password", password), ("next", "/")];
        let request = browser.post("/api/account/sign_in").add_header("sec-fetch-site", "same-origin");
        request.add_header("accept", "application/json").form(&fields).await.status_code()
    };
    assert_eq!(sign_in(&first).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_ne!(sign_in(&second).await, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_taken_name_is_said_at_its_field_and_keeps_its_password() {
    let app = with(Role::SystemAdmin).await;
    app.sign_in("person", PASSWORD).await;
    let refused = app.call("/api/account/create_person", &new_person("person", "k1")).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("taken"), "{}", refused.text());
    app.another_browser().sign_in("person", PASSWORD).await.assert_header("location", "/");
}

fn new_inspector<'a>(account: &'a str, number: &'a str, key: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut fields = new_person(account, key);
    fields[2] = ("role", "inspector");
    fields.push(("inspector", number));
    fields
}

/// The form that makes a person an inspector with this number, sent by whoever is signed in.
async fn make_inspector(app: &TestApp, account: &str, number: &str, seen: &str, key: &str) -> TestResponse {
    let fields = [
        ("account", account),
        ("role", "inspector"),
        ("inspector", number),
        ("reason", "换岗"),
        ("seen", seen),
        ("key", key),
    ];
    app.call("/api/account/assign_role", &fields).await
}

#[track_caller]
fn assert_taken(answer: &TestResponse, field: &str) {
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    let fault = if field == "inspector" { "held_by" } else { "taken" };
    let text = answer.text();
    assert!(text.contains(fault) && text.contains(&format!("\"{field}\"")), "{text}");
}

#[tokio::test]
async fn an_inspectors_number_is_one_accounts_until_that_gets_another_role() {
    let app = with(Role::SystemAdmin).await;
    app.create_account("security", Role::SecurityAdmin).await;
    app.create_account("first", Role::Inspector).await;
    app.create_account("clerk", Role::UnitClerk).await;
    let security = app.another_browser();
    app.sign_in("person", PASSWORD).await;
    security.sign_in("security", PASSWORD).await;
    let create = async |account: &str, number: &str, key: &str| {
        app.call("/api/account/create_person", &new_inspector(account, number, key)).await
    };
    assert_taken(&create("second", "JC2601", "k1").await, "inspector");
    assert_taken(&make_inspector(&security, "clerk", "JC2601", "1", "k2").await, "inspector");
    assert_taken(&create("first", "JC2602", "k3").await, "account");

    let disable = [("account", "first"), ("disabled", "true"), ("seen", "1"), ("key", "k4")];
    app.call("/api/account/set_disabled", &disable).await.assert_status_ok();
    assert_taken(&create("second", "JC2601", "k5").await, "inspector");

    let assign = [("account", "first"), ("role", "legal_officer"), ("reason", "换岗"), ("seen", "2"), ("key", "k6")];
    security.call("/api/account/assign_role", &assign).await.assert_status_ok();
    create("second", "JC2601", "k7").await.assert_status_ok();
    assert_taken(&make_inspector(&security, "first", "JC2601", "3", "k8").await, "inspector");
}

#[tokio::test]
async fn of_those_who_are_given_a_number_at_once_one_has_it() {
    let app = with(Role::SystemAdmin).await;
    app.create_account("security", Role::SecurityAdmin).await;
    let security = app.another_browser();
    app.sign_in("person", PASSWORD).await;
    security.sign_in("security", PASSWORD).await;
    let done = |answers: &[TestResponse]| answers.iter().filter(|answer| answer.status_code().is_success()).count();
    let created = join_all(["one", "two", "three"].map(|name| {
        let app = &app;
        async move { app.call("/api/account/create_person", &new_inspector(name, "JC2601", name)).await }
    }));
    assert_eq!(done(&created.await), 1);

    // A number that somebody held before.
    for account in ["clerk", "head", "holder"] {
        app.create_account_of(account, Role::Inspector, None, Some(&format!("JC-{account}"))).await;
    }
    let assign = [("account", "holder"), ("role", "legal_officer"), ("reason", "换岗"), ("seen", "1"), ("key", "k1")];
    security.call("/api/account/assign_role", &assign).await.assert_status_ok();
    let given = [("clerk", "k2"), ("head", "k3")];
    let given = given.map(|(account, key)| make_inspector(&security, account, "JC-holder", "1", key));
    assert_eq!(done(&join_all(given).await), 1);
}

#[tokio::test]
async fn a_disabled_person_is_refused_at_once() {
    let app = with(Role::SystemAdmin).await;
    app.create_account_of("clerk", Role::UnitClerk, Some("JSJD01"), None).await;
    let clerk = app.another_browser();
    clerk.sign_in("clerk", PASSWORD).await;
    app.sign_in("person", PASSWORD).await;
    let fields = [("account", "clerk"), ("disabled", "true"), ("seen", "1"), ("key", "k1")];
    app.call("/api/account/set_disabled", &fields).await.assert_status_ok();
    clerk.get("/api/account/session").await.assert_text("null");
}

#[tokio::test]
async fn none_of_the_three_administrators_takes_the_place_of_another() {
    let app = with(Role::SystemAdmin).await;
    app.create_account("security", Role::SecurityAdmin).await;
    app.create_account("auditor", Role::AuditAdmin).await;
    let security = app.another_browser();
    app.sign_in("person", PASSWORD).await;
    security.sign_in("security", PASSWORD).await;
    for of_the_three in ["person", "security", "auditor"] {
        let disable = [("account", of_the_three), ("disabled", "true"), ("seen", "1"), ("key", "k1")];
        app.call("/api/account/set_disabled", &disable).await.assert_status(StatusCode::FORBIDDEN);
        let reset = [("account", of_the_three), ("password", "once upon a time"), ("seen", "1"), ("key", "k2")];
        app.call("/api/account/reset_password", &reset).await.assert_status(StatusCode::FORBIDDEN);
        let assign =
            [("account", of_the_three), ("role", "legal_officer"), ("reason", "换岗"), ("seen", "1"), ("key", "k3")];
        security.call("/api/account/assign_role", &assign).await.assert_status(StatusCode::FORBIDDEN);
    }
    let mut auditor = new_person("another", "k4");
    auditor[2] = ("role", "audit_admin");
    let refused = app.call("/api/account/create_person", &auditor).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("\"role\""), "{}", refused.text());
    // And neither does the work of the other.
    security
        .call("/api/account/create_person", &new_person("another", "k5"))
        .await
        .assert_status(StatusCode::FORBIDDEN);
    app.call("/api/account/create_person", &new_person("another", "k6")).await.assert_status_ok();
    let assign = [("account", "another"), ("role", "reform_leader"), ("reason", "换岗"), ("seen", "1"), ("key", "k7")];
    app.call("/api/account/assign_role", &assign).await.assert_status(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn another_role_holds_from_the_next_request_on_and_is_given_once() {
    let app = with(Role::SecurityAdmin).await;
    app.create_account_of("clerk", Role::UnitClerk, Some("JSJD01"), None).await;
    let clerk = app.another_browser();
    clerk.sign_in("clerk", PASSWORD).await;
    clerk.get("/dashboard").await.assert_status(StatusCode::FORBIDDEN);
    app.sign_in("person", PASSWORD).await;
    let assign = |role: &'static str,
                  unit: &'static str,
                  reason: &'static str,
                  seen: &'static str,
                  key: &'static str| {
        let fields =
            [("account", "clerk"), ("role", role), ("unit", unit), ("reason", reason), ("seen", seen), ("key", key)];
        let app = &app;
        async move { app.call("/api/account/assign_role", &fields).await }
    };
    let refused = assign("legal_officer", "JSJD01", "", "1", "k1").await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("\"unit\"") && refused.text().contains("\"reason\""), "{}", refused.text());
    assign("unit_clerk", "JSJD01", "没有变化", "1", "k2").await.assert_status(StatusCode::CONFLICT);
    for _ in 0..2 {
        assign("legal_officer", "", "调到法制部门", "1", "k3").await.assert_status_ok();
    }
    clerk.get("/dashboard").await.assert_status_ok();
    assign("reform_leader", "", "看过旧页面", "1", "k4").await.assert_status(StatusCode::CONFLICT);
    let journal = journal(&app).await;
    assert!(journal.contains("account.assign_role") && journal.contains("调到法制部门"), "{journal}");
}

/// The whole journal as lines.
async fn journal(app: &TestApp) -> String {
    let mut journal = Vec::new();
    zeqing::journal::store::export(&app.state.store, &mut journal, zeqing::server::clock::now()).await.unwrap();
    String::from_utf8(journal).unwrap()
}

#[tokio::test]
async fn each_sign_in_sign_out_and_lock_is_in_the_journal() {
    let app = with(Role::UnitClerk).await;
    let times = async |action: &str| journal(&app).await.matches(&format!("\"{action}\"")).count();
    app.sign_in("person", PASSWORD).await;
    assert_eq!((times("account.sign_in").await, times("account.sign_out").await), (1, 0));
    for _ in 0..2 {
        // The second one signs nobody out.
        app.post_form("/sign-out", &[]).await;
    }
    assert_eq!((times("account.sign_in").await, times("account.sign_out").await), (1, 1));
    for name in ["person", "nobody-at-all"] {
        for _ in 0..7 {
            let fields = [("account", name), ("password", "not the password"), ("next", "/")];
            app.call("/api/account/sign_in", &fields).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    assert_eq!((times("account.sign_in").await, times("account.lock").await), (1, 1));
}

#[tokio::test]
async fn who_signs_in_in_anothers_place_signs_them_out() {
    let app = with(Role::UnitClerk).await;
    app.create_account("other", Role::LegalOfficer).await;
    // The second sign-in is the person's own.
    for account in ["person", "person", "other"] {
        app.sign_in(account, PASSWORD).await;
    }
    let journal = journal(&app).await;
    let signed_out: Vec<&str> = journal.lines().filter(|line| line.contains("\"account.sign_out\"")).collect();
    assert!(signed_out.len() == 1 && signed_out[0].contains("\"person\""), "{signed_out:?}");
    // It was not the person who ended it.
    assert!(signed_out[0].contains("\"replaced\"") && signed_out[0].contains("\"system\""), "{signed_out:?}");
}

#[tokio::test]
async fn only_the_system_and_the_security_administrator_see_people() {
    let sees = [Role::SystemAdmin, Role::SecurityAdmin];
    for role in Role::ALL.into_iter().filter(|role| !sees.contains(role)) {
        let app = with(role).await;
        app.sign_in("person", PASSWORD).await;
        app.get("/api/account/people").await.assert_status(StatusCode::FORBIDDEN);
        app.get("/admin/people").await.assert_status(StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_later_page_of_the_people_leads_back_to_the_first() {
    let app = with(Role::SystemAdmin).await;
    app.sign_in("person", PASSWORD).await;
    let leads_back = async |path: &str| app.get(path).await.text().contains(r#"rel="prev""#);
    assert!(!leads_back("/admin/people").await);
    assert!(leads_back("/admin/people?after=a").await);
}

#[tokio::test]
async fn people_are_searched_and_put_in_order_page_by_page() {
    let app = with(Role::SystemAdmin).await;
    for (account, role) in
        [("b-legal", Role::LegalOfficer), ("a-head", Role::UnitHead), ("c-leader", Role::ReformLeader)]
    {
        app.create_account(account, role).await;
    }
    app.sign_in("person", PASSWORD).await;
    let people = async |query: &str| {
        let people: People = app.get(&format!("/api/account/people?{query}")).await.json();
        people.accounts.into_iter().map(|person| person.account.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(people("").await, ["a-head", "b-legal", "c-leader", "person"]);
    assert_eq!(people("sort=role").await, ["c-leader", "b-legal", "a-head", "person"]);
    assert_eq!(people("sort=unit").await, ["a-head", "b-legal", "c-leader", "person"]);
    assert_eq!(people("sort=colour").await, people("").await);
    assert_eq!(people("q=jsjd01").await, ["a-head"]);
    assert_eq!(people("sort=role&q=-").await, ["c-leader", "b-legal", "a-head"]);
    // Behind the place of the reform leader, which is the first role.
    assert_eq!(people("sort=role&after=0.c-leader").await, ["b-legal", "a-head", "person"]);
}

#[tokio::test]
async fn people_are_narrowed_by_state_and_role_and_the_figures_lead_to_as_many() {
    let app = with(Role::SystemAdmin).await;
    for (account, role) in [("b-legal", Role::LegalOfficer), ("a-head", Role::UnitHead)] {
        app.create_account(account, role).await;
    }
    app.sign_in("person", PASSWORD).await;
    app.call("/api/account/create_person", &new_person("newcomer", "k1")).await.assert_status_ok();
    app.call("/api/account/create_person", &new_person("leaver", "k2")).await.assert_status_ok();
    let off = [("account", "leaver"), ("disabled", "true"), ("seen", "1"), ("key", "k3")];
    app.call("/api/account/set_disabled", &off).await.assert_status_ok();
    let stranger = app.another_browser();
    for _ in 0..5 {
        let wrong = [("account", "a-head"), ("password", "a wrong password"), ("next", "/")];
        stranger.call("/api/account/sign_in", &wrong).await.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let people = async |query: &str| {
        let people: People = app.get(&format!("/api/account/people?{query}")).await.json();
        assert_eq!(people.found, people.accounts.len(), "{query}");
        people.accounts.into_iter().map(|person| person.account.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(people("state=unused").await, ["newcomer"]);
    assert_eq!(people("state=locked").await, ["a-head"]);
    assert_eq!(people("state=disabled").await, ["leaver"]);
    assert_eq!(people("role=legal_officer").await, ["b-legal", "leaver", "newcomer"]);
    assert_eq!(people("role=legal_officer&state=unused&q=new").await, ["newcomer"]);
    assert_eq!(people("role=legal_officer&state=locked").await, [""; 0]);
    assert_eq!(people("role=nobody&state=tired").await, people("").await);

    let figures = app.get("/api/home/home").await.json::<Home>().figures;
    assert_eq!(figures.len(), 2);
    for (kind, value, href) in figures.into_iter().map(|one| (one.kind, one.value, one.href.unwrap())) {
        assert!([FigureKind::AccountsUnused, FigureKind::AccountsLocked].contains(&kind), "{kind:?}");
        let (_, query) = href.split_once('?').unwrap();
        assert_eq!((people(query).await.len(), value), (1, 1), "{kind:?}");
    }
    let page = app.get("/admin/people?state=unused&role=legal_officer").await.text();
    let file = "/downloads/people.xlsx?state=unused&role=legal_officer";
    assert!(page.contains("/admin/people?role=legal_officer\""), "the active state takes itself away");
    assert!(page.replace("&amp;", "&").contains(&format!("href=\"{file}\"")), "{page}");
    let [lines, about] = sheets(&app.get(file).await);
    assert_eq!((lines.len(), lines[1][0].as_str()), (2, "newcomer"));
    assert!(about.iter().any(|row| row[1] == "待改密码"), "{about:?}");
}

#[tokio::test]
async fn page_by_page_everybody_is_passed_once_in_every_order() {
    let app = with(Role::SystemAdmin).await;
    for (account, role) in
        [("b-legal", Role::LegalOfficer), ("a-head", Role::UnitHead), ("c-leader", Role::ReformLeader)]
    {
        app.create_account(account, role).await;
    }
    for order in PeopleOrder::all() {
        for search in ["", "-"] {
            let asked = PeopleAsked { search, order, ..PeopleAsked::default() };
            let (all, found, next) = accounts::found(&app.state.store, &asked, "", 10).await.unwrap();
            assert_eq!((all.len(), next), (found, None), "{order:?} {search}");
            assert_eq!(found, if search.is_empty() { 4 } else { 3 });
            let mut naive = all.clone();
            naive.sort_by_key(|account| place(account, order));
            assert_eq!(all, naive, "{order:?} {search}");
            let (mut seen, mut after) = (Vec::new(), String::new());
            loop {
                let page = accounts::found(&app.state.store, &asked, &after, 2).await.unwrap();
                assert!(page.0.len() <= 2 && page.1 == found, "{order:?} {search}");
                seen.extend(page.0);
                match page.2 {
                    Some(next) => after = next,
                    None => break,
                }
            }
            assert_eq!(seen, all, "{order:?} {search}");
        }
    }
}

#[tokio::test]
async fn neither_a_password_nor_its_hash_is_in_the_journal() {
    let app = with(Role::SystemAdmin).await;
    let journal = journal(&app).await;
    assert!(journal.contains("account.create"), "{journal}");
    assert!(!journal.contains("argon2") && !journal.contains(PASSWORD), "{journal}");
}
