//! The system administrator's page on the system itself, by requests.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use axum::http::StatusCode;
use chrono::{Datelike, Days, TimeDelta};
use common::{PASSWORD, TestApp};
use serde_json::json;
use zeqing::{
    journal::jobs::seal_finished_days,
    kernel::{
        actor::{Actor, Role},
        district_time,
        ids::AccountId,
    },
    server::{clock, today},
    store::{Change, Commit, StoreAddress, transact},
    system::model::{DatabaseKind, FilesKind, SystemState, Yesterday},
    working_day::{rules::parse_holidays, store as calendar},
};

/// A program with a system administrator signed in.
async fn app() -> TestApp {
    let app = TestApp::start().await;
    app.create_account("root", Role::SystemAdmin).await;
    app.sign_in("root", PASSWORD).await;
    app
}

async fn state(app: &TestApp) -> SystemState {
    app.fetch("/api/system/page").await.json()
}

#[tokio::test]
async fn it_says_which_program_serves_on_what_and_since_when() {
    let before = clock::now();
    let app = app().await;
    let state = state(&app).await;
    assert_eq!(state.program.version, env!("CARGO_PKG_VERSION"));
    assert_eq!(state.program.public_url, app.state.config.public_url.origin());
    assert!(!state.program.demo);
    assert!((before..=clock::now()).contains(&state.program.since));
    let kind = match app.state.config.database {
        StoreAddress::Memory => DatabaseKind::Memory,
        StoreAddress::Embedded(_) => DatabaseKind::Folder,
        StoreAddress::Server { .. } => DatabaseKind::Server,
    };
    assert_eq!((state.database.kind, state.files), (kind, FilesKind::Memory));
    let schema = state.database.schema.unwrap();
    assert!((before..=clock::now()).contains(&schema.applied_at), "{schema:?}");
}

#[tokio::test]
async fn it_counts_whoever_is_signed_in() {
    let app = app().await;
    assert_eq!(state(&app).await.sessions.live, 1);
    app.create_account("auditor", Role::AuditAdmin).await;
    let other = app.another_browser();
    other.sign_in("auditor", PASSWORD).await;
    assert_eq!(state(&app).await.sessions.live, 2);
    other.post_form("/sign-out", &[]).await;
    assert_eq!(state(&app).await.sessions.live, 1);
}

#[tokio::test]
async fn it_says_how_far_the_journal_is_sealed() {
    let app = app().await;
    assert_eq!(state(&app).await.yesterday, Yesterday::Quiet);
    let days: Vec<_> = (1..=2).map(|ago| today().checked_sub_days(Days::new(ago)).unwrap()).collect();
    for day in &days {
        let commit = Commit {
            key: format!("note-{day}"),
            at: district_time::midnight(*day) + TimeDelta::hours(9),
            actor: "clerk".to_owned(),
            origin: None,
            action: "note.create",
            reason: None,
            changes: vec![Change {
                table: "note",
                id: day.to_string(),
                seen: 0,
                before: None,
                after: json!({"text": "x"}),
            }],
            merges: Vec::new(),
        };
        transact(&app.state.store, commit).await.unwrap();
    }
    let unsealed = state(&app).await;
    assert_eq!((unsealed.yesterday, unsealed.sealing.waiting.len()), (Yesterday::Late, 2));
    assert_eq!((unsealed.sealing.last, unsealed.sealing.days), (None, 0));
    let at = district_time::midnight(today()) + TimeDelta::hours(1);
    seal_finished_days(&app.state.store, at).await.unwrap();
    let sealed = state(&app).await;
    let last = sealed.sealing.last.unwrap();
    assert_eq!((last.day, last.sealed_at, sealed.sealing.days), (days[0], at, 2));
    assert_eq!((sealed.yesterday, sealed.sealing.waiting), (Yesterday::Sealed, Vec::new()));
}

#[tokio::test]
async fn it_says_until_when_holidays_are_known() {
    let app = app().await;
    let by = Actor {
        account: AccountId::parse("office").unwrap(),
        name: "编办".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    };
    let this_year = today().year();
    assert_eq!(state(&app).await.holidays.lacking, Some(this_year));
    for (year, lacking) in [(this_year, (today().month() >= 11).then_some(this_year + 1)), (this_year + 1, None)] {
        let file = format!(r#"[{{"year":{year},"days":[{{"date":"{year}-01-01","name":"元旦","off":true}}]}}]"#);
        let key = format!("holidays-{year}");
        calendar::import(&app.state.store, &by, clock::now(), &key, &parse_holidays(&file).unwrap()).await.unwrap();
        let holidays = state(&app).await.holidays;
        assert_eq!(holidays.years, (this_year..=year).collect::<Vec<_>>());
        assert_eq!(holidays.known_until.unwrap().to_string(), format!("{year}-12-31"));
        assert_eq!(holidays.lacking, lacking);
    }
}

#[tokio::test]
async fn the_page_shows_the_facts_and_no_secret_to_the_system_administrator_alone() {
    let app = app().await;
    let page = app.get("/admin/system").await;
    page.assert_status_ok();
    let text = page.text();
    for fact in [env!("CARGO_PKG_VERSION"), app.state.config.public_url.origin(), "zeqing backup --out", "SHA-256"] {
        assert!(text.contains(fact), "{fact}");
    }
    assert!(!text.contains("href=\"/admin/journal\""), "a link that its reader may not follow");
    match &app.state.config.database {
        StoreAddress::Memory => {}
        StoreAddress::Embedded(path) => assert!(!text.contains(path)),
        StoreAddress::Server { endpoint, password, .. } => {
            assert!(!text.contains(endpoint) && !text.contains(password));
        }
    }
    for (account, role) in [("security", Role::SecurityAdmin), ("auditor", Role::AuditAdmin)] {
        app.create_account(account, role).await;
        let other = app.another_browser();
        other.sign_in(account, PASSWORD).await;
        other.get("/admin/system").await.assert_status(StatusCode::FORBIDDEN);
    }
}
