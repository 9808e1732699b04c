//! Every server function, page and route, asked by everybody: nobody gets more than the permission table gives them.
//!
//! The outcomes are a snapshot for a person to review. What must hold whatever the snapshot says is asserted besides.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod district;
mod table;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use axum_test::{TestResponse, multipart::MultipartForm};
use common::TestApp;
use district::{District, Ids, OTHER, OWN, Person, TYPED};
use leptos::prelude::provide_context;
use serde_json::Value;
use table::{Of, Row, Way, table};
use zeqing::{
    preferences::Preferences,
    server::{AppState, router},
    store::backup,
};

/// What becomes of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It is answered, or done.
    Done,
    /// It is refused for what it holds or because of the record's state: whoever gets so far may try.
    Tried,
    SignIn,
    NotPermitted,
    NotFound,
    /// The program failed, or the request of the table is none.
    Lost,
}

impl Outcome {
    fn of(name: &str, answer: &TestResponse) -> Self {
        let status = answer.status_code();
        let signs_in = |place: &str| place.starts_with("/sign-in");
        match status.as_u16() {
            200..=299 => Self::Done,
            300..=399 => {
                let place = answer.header("location").to_str().unwrap_or_default().to_owned();
                assert!(!place.contains("refused="), "{name}: {place}");
                if signs_in(&place) { Self::SignIn } else { Self::Done }
            }
            401 => Self::SignIn,
            403 => Self::NotPermitted,
            404 => Self::NotFound,
            409 | 413 | 422 => Self::Tried,
            // Nothing of the walk may find the program at a loss; it shows as a breach, so that the rest is walked too.
            _ => Self::Lost,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Done => "yes",
            Self::Tried => "try",
            Self::SignIn => "sign-in",
            Self::NotPermitted => "-",
            Self::NotFound => "404",
            Self::Lost => "LOST",
        }
    }

    fn is_refusal(self) -> bool {
        match self {
            Self::SignIn | Self::NotPermitted | Self::NotFound => true,
            Self::Done | Self::Tried | Self::Lost => false,
        }
    }
}

async fn ask(browser: &TestApp, row: &Row) -> TestResponse {
    let fields: Vec<(&str, &str)> = row.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match row.way {
        Way::Read | Way::Page | Way::Download => browser.get(&row.path).await,
        Way::Write | Way::Form => browser.call(&row.path, &fields).await,
        Way::Upload => {
            let form = fields.iter().fold(MultipartForm::new(), |form, (name, value)| form.add_text(*name, *value));
            // An empty form has no boundary of its own, so there is always one field.
            let form = form.add_text("walk", "walk");
            browser.posting(&row.path).add_header("accept", "application/json").multipart(form).await
        }
    }
}

/// Every record but the sessions, the jobs, and the log of sign-ins and sign-outs, as lines.
async fn records(state: &AppState) -> Vec<String> {
    let mut out = Vec::new();
    backup::write(&state.store, &[], chrono::DateTime::UNIX_EPOCH, &mut out).await.unwrap();
    let lines = String::from_utf8(out).unwrap();
    let is_fact = |line: &&str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let is_of_the_log = line.to_string().contains("sign_in:") || line["row"]["action"] == "account.sign_out";
        let is_passing = ["session", "sign_in", "job"].iter().any(|table| line["table"] == *table);
        line["kind"] == "record" && !is_passing && !is_of_the_log
    };
    let facts: Vec<String> = lines.lines().filter(is_fact).map(str::to_owned).collect();
    assert!(facts.len() > 100, "the records were not found");
    facts
}

/// Says which records differ.
#[track_caller]
fn assert_untouched(before: &[String], after: &[String], by: &str) {
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (before.iter().collect(), after.iter().collect());
    let changed: Vec<_> = before.symmetric_difference(&after).take(6).collect();
    assert!(changed.is_empty(), "{by} changed {changed:#?}");
}

/// What a person must never be answered, in one sentence; `None` where nothing is wrong.
fn breach(row: &Row, person: Person, outcome: Outcome) -> Option<&'static str> {
    if outcome == Outcome::Lost {
        return Some("a failure");
    }
    let is_open = row.of == Of::Everybody;
    let is_theirs = match (person, row.of) {
        (_, Of::Everybody | Of::OneSelf) => true,
        (Person::SystemAdmin, Of::People | Of::Accounts) | (Person::AuditAdmin, Of::Journal) => true,
        (Person::SecurityAdmin, Of::Policy | Of::Accounts) => true,
        (_, Of::People | Of::Policy | Of::Accounts | Of::Journal) => false,
        (person, Of::District | Of::Unit) => !person.is_administrator(),
    };
    if person == Person::Anonymous {
        return (!is_open && outcome != Outcome::SignIn).then_some("an answer without a sign-in");
    }
    if !is_theirs && !outcome.is_refusal() {
        return Some("an answer to somebody whose office it is not");
    }
    if row.of == Of::Unit && person.is_foreign() && !outcome.is_refusal() {
        return Some("an answer about another unit");
    }
    (outcome == Outcome::SignIn && !is_open).then_some("a sign-in for somebody who has signed in")
}

/// What must not stand in an answer, whatever its status; `None` where nothing is wrong.
fn spilt(district: &District, row: &Row, person: Person, answer: &TestResponse) -> Option<String> {
    let text = answer.text();
    let is_page =
        answer.maybe_header("content-type").is_some_and(|kind| kind.to_str().unwrap().starts_with("text/html"));
    if is_page && (text.contains("<script>alert") || text.contains("</title><script")) {
        return Some("what somebody typed became markup".to_owned());
    }
    let reads_journal = person == Person::AuditAdmin && row.of == Of::Journal;
    let stranger = person == Person::Anonymous || person.is_foreign() || person.is_administrator();
    if stranger && !reads_journal && text.contains(OWN) {
        return Some(format!("{OWN}: another unit's affair"));
    }
    let unannounced = format!("{}.{OTHER}", district.ids.plan);
    (person.is_of_other_unit() && text.contains(&unannounced))
        .then(|| "a unit learns of its visit before the notice".to_owned())
}

/// Runs a test with more room than a test's thread has: unoptimised pages and queries lie deep on the stack.
fn with_room<F: Future<Output = ()>>(test: impl FnOnce() -> F + Send + 'static) {
    let run = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test());
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(run).unwrap();
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn everybody_gets_what_the_permission_table_gives_them_and_no_more() {
    with_room(walk);
}

#[test]
fn a_query_in_the_place_of_an_id_or_a_text_stays_a_text() {
    with_room(inject);
}

async fn walk() {
    let district = District::arrange().await;
    let rows = table(&district.ids);
    let mut lines: BTreeMap<usize, String> = BTreeMap::new();
    let mut breaches = Vec::new();
    for gets in [true, false] {
        let before = records(&district.app.state).await;
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.way.is_get() == gets) {
            let name = row.name();
            let mut line = format!("{name:<78}");
            for person in Person::ALL {
                let answer = ask(district.browser(person), row).await;
                let outcome = Outcome::of(&format!("{name} by {}", person.column()), &answer);
                let wrong = breach(row, person, outcome).map(str::to_owned);
                let wrong = wrong.or_else(|| spilt(&district, row, person, &answer));
                breaches
                    .extend(wrong.map(|wrong| format!("{name} by {}: {} ({wrong})", person.column(), outcome.word())));
                line.push_str(&format!(" {:<8}", outcome.word()));
            }
            lines.insert(at, line.trim_end().to_owned());
        }
        // What reads changes nothing; and neither does what is refused, or sent again.
        let by = if gets { "reading" } else { "what was refused" };
        assert_untouched(&before, &records(&district.app.state).await, by);
    }
    let columns = Person::ALL.map(|person| format!(" {:<8}", person.column())).concat();
    let head = format!("{:<78}{}", "", columns.trim_end());
    let lines: Vec<String> = lines.into_values().collect();
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true, description => LEGEND}, {
        insta::assert_snapshot!("permissions", format!("{head}\n{}", lines.join("\n")));
    });
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

const LEGEND: &str = "yes: answered or done; try: refused only because of the version, the state or the content; -: not \
                      permitted; 404: does not exist for them. Records are of the unit of clerk and head and of the group \
                      of leader and member; other-i, other-c and other-h are of another group and another unit.";

/// The paths of a kind of rows.
fn named(ways: &[Way]) -> BTreeSet<String> {
    let rows = table(&Ids::all("x"));
    rows.iter().filter(|row| ways.contains(&row.way)).map(|row| row.route.to_owned()).collect()
}

#[tokio::test]
async fn the_walk_leaves_out_no_server_function() {
    // Building the program registers them.
    let _app = TestApp::start().await;
    let registered: BTreeSet<String> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, method)| format!("{method} {path}")).collect();
    let rows = table(&Ids::all("x"));
    let functions = rows.iter().filter(|row| matches!(row.way, Way::Read | Way::Write));
    let walked: BTreeSet<String> =
        functions.map(|row| format!("{} {}", if row.way.is_get() { "GET" } else { "POST" }, row.route)).collect();
    assert!(registered.len() > 50, "the functions were not found");
    assert_eq!(walked, registered);
}

#[tokio::test]
async fn the_walk_leaves_out_no_page() {
    let state = TestApp::start().await.state;
    let context = move || {
        provide_context(state.clone());
        provide_context(Preferences::from_cookies(""));
    };
    let routes = router::pages(context);
    let registered: BTreeSet<String> = routes.iter().map(|route| route.path().to_owned()).collect();
    assert_eq!(named(&[Way::Page]), registered);
}

/// The plain routes cannot be asked of the router, so they are read from the sources.
#[test]
fn the_walk_leaves_out_no_plain_route() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut registered = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let found = text.split(".route(").skip(1).map(|rest| rest.trim_start());
                registered.extend(found.filter_map(|rest| Some(rest.strip_prefix('"')?.split('"').next()?.to_owned())));
            }
        }
    }
    assert_eq!(named(&[Way::Download, Way::Form, Way::Upload]), registered);
}

/// What stands in the place of ids.
const PAYLOADS: [&str; 5] =
    ["x'; DELETE visit; --", "⟩; REMOVE TABLE visit; SELECT * FROM ⟨x", "x' OR true OR '", "../../etc", "\0"];

#[test]
fn a_unit_learns_of_its_visit_by_the_notice_and_not_before() {
    with_room(unannounced);
}

async fn unannounced() {
    let district = District::arrange().await;
    let visit = format!("{}.{OTHER}", district.ids.plan);
    for person in [Person::OtherClerk, Person::OtherHead] {
        let browser = district.browser(person);
        browser.get(&format!("/api/visit/visit?visit={visit}")).await.assert_status_not_found();
        browser.get(&format!("/visits/{visit}/notice")).await.assert_status_not_found();
        browser.get(&format!("/visits/{visit}/sheet.json")).await.assert_status_not_found();
        let fields = [("visit", visit.as_str()), ("seen", "1"), ("key", "early")];
        browser.call("/api/visit/receive", &fields).await.assert_status_not_found();
        for path in ["/", "/calendar", &format!("/units/{OTHER}"), &format!("/api/unit/unit?code={OTHER}")] {
            let answer = browser.get(path).await;
            // A server function that is asked as a page leads back to one, with its answer all the same.
            assert!(answer.status_code().as_u16() < 400, "{path}: {}", answer.status_code());
            assert!(!answer.text().contains(&visit), "{path}");
        }
    }
}

async fn inject() {
    let district = District::arrange().await;
    let answers = district.submission().await.answers;
    assert_eq!(answers["Z1.1"].note.as_ref().unwrap().as_str(), format!("{OWN}{TYPED}"));
    assert_eq!(district.load_visit(district::UNIT).await.findings.len(), 2);
    let before = records(&district.app.state).await;
    let asking = [Person::EstablishmentOfficer, Person::GroupLeader, Person::Clerk, Person::AuditAdmin];
    let tables = PAYLOADS.map(|payload| (payload, table(&Ids::all(payload))));
    for at in 0..tables[0].1.len() {
        let (payload, rows) = &tables[at % PAYLOADS.len()];
        let row = &rows[at];
        if row.route == "/sign-out" {
            continue;
        }
        for person in asking {
            let status = ask(district.browser(person), row).await.status_code();
            let name = format!("{} with {payload:?} by {}: {status}", row.name(), person.column());
            assert!(status.as_u16() < 500, "{name}");
            assert!(row.of != Of::Unit || !status.is_success(), "{name}");
        }
    }
    assert_untouched(&before, &records(&district.app.state).await, "a query in the place of an id");
}
