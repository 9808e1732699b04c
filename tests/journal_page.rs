//! The auditor's pages by requests, and the sealing of finished days.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use axum::{Router, http::StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use common::{ADDRESS, PASSWORD, TestApp, sheets};
use serde_json::json;
use zeqing::{
    journal::{
        chain::{self, HashKind},
        jobs::seal_finished_days,
        model::{ChainCheck, EntryPage, JournalPage, Matches},
        store as journal,
    },
    kernel::actor::Role,
    store::{Change, Commit, transact},
};

/// Three days of work on three records, a program around it, and an auditor signed in.
async fn app() -> TestApp {
    app_set(&[]).await
}

/// The same, with more variables than the tests set by themselves.
async fn app_set(variables: &[(&str, &str)]) -> TestApp {
    let app = TestApp::start_set(Router::new(), variables).await;
    for seen in 0..3_u32 {
        for id in ["a", "b", "c"] {
            let before = (seen > 0).then(|| json!({"text": seen - 1, "same": "x", "version": seen}));
            let after = json!({"text": seen, "same": "x"});
            let commit = Commit {
                key: format!("{id}-{seen}"),
                at: day(seen),
                actor: format!("clerk-{id}"),
                origin: Some("192.0.2.7".to_owned()),
                action: if seen == 0 { "note.create" } else { "note.write" },
                reason: (seen == 2).then(|| "更正".to_owned()),
                changes: vec![Change { table: "note", id: id.to_owned(), seen, before, after }],
                merges: Vec::new(),
            };
            transact(&app.state.store, commit).await.unwrap();
        }
    }
    app.create_account("auditor", Role::AuditAdmin).await;
    app.create_account("leader", Role::ReformLeader).await;
    app.sign_in("auditor", PASSWORD).await;
    app
}

/// Noon of 2026-09-28 in +08:00 and the days after.
fn day(number: u32) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_568_000, 0).unwrap() + TimeDelta::days(i64::from(number))
}

async fn page(app: &TestApp, query: &str) -> JournalPage {
    app.get(&format!("/api/journal/page?{query}")).await.json()
}

async fn exported(app: &TestApp) -> Vec<String> {
    app.get("/admin/journal/export").await.text().lines().map(str::to_owned).collect()
}

fn verify(lines: Vec<String>) -> Result<chain::Summary, chain::Broken> {
    chain::verify(lines.into_iter().map(Ok::<_, std::io::Error>))
}

fn names(page: &JournalPage) -> Vec<String> {
    page.entries.iter().map(|entry| format!("{} {}", entry.record, entry.seq)).collect()
}

#[tokio::test]
async fn only_the_auditor_reads_it() {
    let app = app().await;
    let other = app.another_browser();
    for path in ["/admin/journal", "/admin/journal/note:a/2", "/admin/journal/export"] {
        assert_eq!(app.get(path).await.status_code(), 200, "{path}");
    }
    other.sign_in("leader", PASSWORD).await;
    for path in ["/admin/journal", "/admin/journal/note:a/2"] {
        assert_eq!(other.get(path).await.status_code(), 403, "{path}");
    }
    assert_ne!(other.get("/admin/journal/export").await.status_code(), 200);
    // Nor is anything offered that would be refused.
    let way_out = "/admin/journal/export";
    assert!(!other.get("/admin/journal").await.text().contains(way_out));
    assert!(app.get("/admin/journal").await.text().contains(way_out));
}

#[tokio::test]
async fn the_newest_come_first_and_every_condition_narrows() {
    let app = app().await;
    let notes =
        |page: &JournalPage| names(page).into_iter().filter(|name| name.starts_with("note")).collect::<Vec<_>>();
    let all = notes(&page(&app, "").await);
    assert_eq!(all[..3], ["note:c 3", "note:b 3", "note:a 3"]);
    assert_eq!(all.len(), 9);
    assert_eq!(names(&page(&app, "record=note:b").await), ["note:b 3", "note:b 2", "note:b 1"]);
    assert_eq!(names(&page(&app, "actor=clerk-a&action=note.create").await), ["note:a 1"]);
    assert_eq!(names(&page(&app, "action=note.create").await), ["note:c 1", "note:b 1", "note:a 1"]);
    assert_eq!(names(&page(&app, "day=2026-09-29").await), ["note:c 2", "note:b 2", "note:a 2"]);
    assert_eq!(names(&page(&app, "day=2026-09-29&record=note:a").await), ["note:a 2"]);
    assert!(page(&app, "actor=nobody").await.entries.is_empty());
}

#[tokio::test]
async fn a_sign_in_goes_by_the_account_and_not_by_a_made_up_number() {
    let app = app().await;
    let signed_in = page(&app, "kind=sign_in").await;
    assert_eq!(signed_in.entries.first().and_then(|line| line.name.as_deref()), Some("auditor"));
}

/// Sixty entries more, by one account: more than a page shows.
async fn many(app: &TestApp) {
    for number in 0..60 {
        let after = json!({"text": number});
        let commit = Commit {
            key: format!("many-{number}"),
            at: day(5) + TimeDelta::milliseconds(i64::from(number) / 2),
            actor: "clerk-many".to_owned(),
            origin: None,
            action: "note.create",
            reason: None,
            changes: vec![Change { table: "note", id: format!("m{number:02}"), seen: 0, before: None, after }],
            merges: Vec::new(),
        };
        transact(&app.state.store, commit).await.unwrap();
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_overlap() {
    let app = app().await;
    many(&app).await;
    let first = page(&app, "actor=clerk-many").await;
    let next = first.next.clone().expect("there is more").replace(' ', "%20");
    let second = page(&app, &format!("actor=clerk-many&before={next}")).await;
    let seen = [names(&first), names(&second)].concat();
    let expected: Vec<String> = (0..60).rev().map(|number| format!("note:m{number:02} 1")).collect();
    assert_eq!((first.entries.len(), seen), (50, expected));
    assert!(second.next.is_none());
    assert_eq!((first.matches, second.matches), (Some(Matches::Exactly(60)), Some(Matches::Exactly(60))));
}

#[tokio::test]
async fn the_journal_says_how_many_entries_it_finds_as_far_as_an_index_knows() {
    let app = app().await;
    many(&app).await;
    for (query, matches, said) in [
        ("record=note:b", Matches::Exactly(3), "共 3 条"),
        ("actor=clerk-many", Matches::Exactly(60), "共 60 条"),
        ("actor=clerk-many&action=note.create", Matches::MoreThan(50), "多于 50 条"),
        ("actor=clerk-a&action=note.create", Matches::Exactly(1), "共 1 条"),
    ] {
        let found = page(&app, query).await;
        assert_eq!(found.matches, Some(matches), "{query}");
        assert!(app.get(&format!("/admin/journal?{query}")).await.text().contains(said), "{query}");
    }
}

#[tokio::test]
async fn an_entry_tells_what_it_changed_and_that_its_chain_holds() {
    let app = app().await;
    let entry: EntryPage = app.get("/api/journal/entry?record=note:a&seq=3").await.json();
    let fields: Vec<_> = entry.differences.iter().map(|field| field.path.as_str()).collect();
    assert_eq!(fields, ["text", "version"]);
    assert_eq!((entry.entries, entry.chain), (3, ChainCheck::Holds));
    assert_eq!(entry.line.reason.as_deref(), Some("更正"));
    let shown = app.get("/admin/journal/note:a/3").await.text();
    assert!(shown.contains(&entry.hash));
    assert_eq!(app.get("/admin/journal/note:a/4").await.status_code(), 404);
}

#[tokio::test]
async fn days_and_kinds_of_records_narrow_too() {
    let app = app().await;
    let until = names(&page(&app, "day=2026-09-28&until=2026-09-29&record=note:a").await);
    assert_eq!(until, ["note:a 2", "note:a 1"]);
    assert_eq!(names(&page(&app, "until=2026-09-28&kind=note").await), ["note:c 1", "note:b 1", "note:a 1"]);
    assert!(page(&app, "day=2026-09-29&until=2026-09-28").await.entries.is_empty());
    assert_eq!(names(&page(&app, "kind=note").await).len(), 9);
    assert_eq!(names(&page(&app, "kind=note&actor=clerk-b&day=2026-09-30").await), ["note:b 3"]);
    // The beginning of a kind's name is no kind.
    assert!(page(&app, "kind=not").await.entries.is_empty());
    let accounts = names(&page(&app, "kind=account").await);
    assert_eq!(accounts, ["account:leader 1", "account:auditor 1"]);
}

#[tokio::test]
async fn a_record_is_found_by_its_own_id_and_an_account_is_offered() {
    let app = app().await;
    assert_eq!(names(&page(&app, "record=leader").await), ["account:leader 1"]);
    assert!(page(&app, "record=leader&kind=unit").await.entries.is_empty());
    assert!(page(&app, "record=nothing").await.entries.is_empty());
    let accounts = page(&app, "").await.accounts;
    assert_eq!(accounts, [("auditor".to_owned(), "某人".to_owned()), ("leader".to_owned(), "某人".to_owned())]);
    let shown = app.get("/admin/journal").await.text();
    assert!(shown.contains("list=\"accounts\"") && shown.contains("<datalist id=\"accounts\""), "{shown}");
}

#[tokio::test]
async fn what_the_conditions_hold_for_is_taken_away_as_a_workbook() {
    let app = app().await;
    let shown = app.get("/admin/journal?record=note:b").await.text();
    assert!(shown.contains("href=\"/downloads/journal.xlsx?record=note%3Ab\""), "{shown}");
    let [lines, about] = sheets(&app.get("/downloads/journal.xlsx?record=note%3Ab").await);
    let seen: Vec<(&str, &str)> = lines.iter().skip(1).map(|row| (row[4].as_str(), row[5].as_str())).collect();
    assert_eq!(seen, [("note:b", "3"), ("note:b", "2"), ("note:b", "1")]);
    assert_eq!((lines[1][7].as_str(), lines[1][9].as_str()), ("clerk-b", "更正"));
    assert!(about.iter().any(|row| row[1] == "note:b"), "{about:?}");
    let [all, _] = sheets(&app.get("/downloads/journal.xlsx?kind=note").await);
    assert_eq!(all.len(), 10, "the heads, then all entries of the kind");
    let short = |path: &str| app.asking(path).add_header("cookie", "columns=journal.actor~journal.reason");
    let page = short("/admin/journal?record=note:b").await.text();
    assert_eq!(page.matches("<th scope=\"col\"").count() + 2, shown.matches("<th scope=\"col\"").count(), "{page}");
    let [lines, _] = sheets(&short("/downloads/journal.xlsx?record=note%3Ab").await);
    assert_eq!(lines[0].len(), 6, "who acted are three columns: {:?}", lines[0]);
}

#[tokio::test]
async fn a_kind_is_paged_without_gap_or_overlap_however_much_stands_between() {
    let app = app().await;
    for number in 0..130 {
        let table = if number % 2 == 0 { "note" } else { "other" };
        let commit = Commit {
            key: format!("mixed-{number}"),
            at: day(5) + TimeDelta::milliseconds(number),
            actor: "clerk-many".to_owned(),
            origin: None,
            action: "note.create",
            reason: None,
            changes: vec![Change {
                table,
                id: format!("m{number:03}"),
                seen: 0,
                before: None,
                after: json!({"text": number}),
            }],
            merges: Vec::new(),
        };
        transact(&app.state.store, commit).await.unwrap();
    }
    let (mut seen, mut before) = (Vec::new(), None::<String>);
    loop {
        let behind = before.map_or_else(String::new, |before| format!("&before={}", before.replace(' ', "%20")));
        let shown = page(&app, &format!("kind=note{behind}")).await;
        seen.extend(names(&shown));
        before = shown.next;
        if before.is_none() {
            break;
        }
    }
    let many = (0..130).rev().filter(|number| number % 2 == 0).map(|number| format!("note:m{number:03} 1"));
    let first = (1..=3).rev().flat_map(|seq| ["c", "b", "a"].map(|id| format!("note:{id} {seq}")));
    assert_eq!(seen, many.chain(first).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_person_of_the_page_narrows_it_and_every_condition_can_be_taken_away() {
    const OF_B: &str = "/admin/journal?actor=clerk-b";
    let app = app().await;
    let shown = async |address: &str| app.get(address).await.text().replace("&amp;", "&");
    let all = shown("/admin/journal?kind=note").await;
    assert!(all.contains(&format!("href=\"{OF_B}&kind=note\"")), "the name keeps the kind");
    assert!(!all.contains("操作人："), "what is not asked for is no condition");
    let narrowed = shown(&format!("{OF_B}&kind=note")).await;
    assert!(narrowed.contains("/admin/journal/note%3Ab/1") && !narrowed.contains("/admin/journal/note%3Aa/"));
    for (chip, without) in [("操作人：clerk-b", "/admin/journal?kind=note"), ("记录类别：note", OF_B)] {
        let (before, _) = narrowed.split_once(chip).expect("the condition is said");
        let link = before.rsplit("<a ").next().unwrap();
        assert!(link.contains(&format!("href=\"{without}\"")), "{chip}: {link}");
    }
}

#[tokio::test]
async fn the_chip_of_a_person_says_the_name() {
    let app = app().await;
    let page = app.get("/admin/journal?actor=auditor").await.text();
    // Whoever signs in leaves a line of their own.
    assert!(page.contains("操作人：某人"), "{page}");
}

#[tokio::test]
async fn an_entry_says_in_words_who_did_what_to_which_record() {
    let app = app().await;
    let fields = [
        ("current_password", PASSWORD),
        ("password", "another horse battery"),
        ("password_again", "another horse battery"),
        ("key", "k1"),
    ];
    app.call("/api/account/change_password", &fields).await.assert_status_ok();
    app.sign_in("auditor", "another horse battery").await;
    let entry: EntryPage = app.get("/api/journal/entry?record=account:auditor&seq=2").await.json();
    let who = entry.line.who.expect("the auditor has an account");
    assert_eq!((who.role, entry.line.name.as_ref()), (Role::AuditAdmin, Some(&who.name)));
    assert!(entry.raw.contains("\"account.set_password\""));
    let listed = page(&app, "record=account:auditor").await.entries;
    assert_eq!(listed[0].who.as_ref(), Some(&who));
    // Whoever has no account goes by what the entry says.
    assert!(page(&app, "record=note:a").await.entries.iter().all(|line| line.who.is_none() && line.name.is_none()));
}

#[tokio::test]
async fn finished_days_are_sealed_once_and_in_order() {
    let app = app().await;
    let store = &app.state.store;
    assert_eq!(seal_finished_days(store, day(1)).await.unwrap(), 1);
    assert_eq!(seal_finished_days(store, day(1)).await.unwrap(), 0);
    assert_eq!(seal_finished_days(store, day(3)).await.unwrap(), 2);
    let sealed = page(&app, "check=true").await.sealed;
    let days: Vec<_> = sealed.iter().map(|day| (day.day.to_string(), day.records, day.holds)).collect();
    let expected = ["2026-09-30", "2026-09-29", "2026-09-28"].map(|day| (day.to_owned(), 3, Some(true)));
    assert_eq!(days, expected);
}

#[tokio::test]
async fn a_day_is_sealed_only_some_minutes_after_it_is_over() {
    let app = app().await;
    let midnight = "2026-09-28T16:00:00Z".parse::<DateTime<Utc>>().unwrap();
    assert_eq!(seal_finished_days(&app.state.store, midnight + TimeDelta::minutes(5)).await.unwrap(), 0);
    assert_eq!(seal_finished_days(&app.state.store, midnight + TimeDelta::minutes(11)).await.unwrap(), 1);
}

#[tokio::test]
async fn an_export_is_the_same_before_and_after_sealing() {
    let app = app().await;
    let roots = |lines: Vec<String>| lines.into_iter().filter(|line| line.contains("\"root\"")).collect::<Vec<_>>();
    let before = exported(&app).await;
    assert!(verify(before.clone()).is_ok());
    seal_finished_days(&app.state.store, day(9)).await.unwrap();
    let after = exported(&app).await;
    verify(after.clone()).expect("it holds");
    let parsed = |lines: Vec<String>| {
        roots(lines).iter().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(parsed(before), parsed(after));
    let sealed = journal::sealed_days(&app.state.store, true).await.unwrap();
    assert!(sealed.iter().all(|day| day.holds == Some(true)));
}

#[tokio::test]
async fn a_district_may_chain_its_journal_by_sm3() {
    let app = app_set(&[("ZEQING_JOURNAL_HASH", "sm3")]).await;
    assert_eq!(seal_finished_days(&app.state.store, day(3)).await.unwrap(), 3);
    let shown = page(&app, "check=true").await;
    assert_eq!(shown.function, HashKind::Sm3);
    assert!(shown.sealed.iter().all(|day| day.holds == Some(true)));
    let entry: EntryPage = app.get("/api/journal/entry?record=note:a&seq=3").await.json();
    assert_eq!((entry.chain, entry.function), (ChainCheck::Holds, HashKind::Sm3));
    for address in ["/admin/journal", "/admin/journal/note%3Aa/3"] {
        let text = app.get(address).await.text();
        assert!(text.contains("SM3") && !text.contains("SHA-256"), "{address}");
    }

    let lines = exported(&app).await;
    assert_eq!(verify(lines.clone()).unwrap().hash, HashKind::Sm3);
    let bent = lines.iter().map(|line| line.replace("更正", "改正")).collect();
    let broken = verify(bent).unwrap_err();
    assert_eq!((broken.record.as_deref(), broken.seq), (Some("note:a"), Some(3)), "{broken}");
    let by_another = lines.iter().map(|line| line.replace("\"sm3\"", "\"sha256\"")).collect();
    assert_eq!(verify(by_another).unwrap_err().line, Some(2));
}

#[tokio::test]
async fn what_a_form_does_is_journalled_with_the_address_that_sent_it() {
    let app = app().await;
    let new = "another horse battery";
    let fields = [("current_password", PASSWORD), ("password", new), ("password_again", new), ("key", "k1")];
    app.call("/api/account/change_password", &fields).await.assert_status_ok();
    app.sign_in("auditor", new).await;
    let entry: EntryPage = app.get("/api/journal/entry?record=account:auditor&seq=2").await.json();
    assert_eq!((entry.line.action.as_str(), entry.origin), ("account.set_password", Some(ADDRESS.ip().to_string())));
    let fields = [("current_password", new), ("password", PASSWORD), ("password_again", PASSWORD), ("key", "")];
    let refused = app.call("/api/account/change_password", &fields).await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
}
