//! The demo, filled by the very commands that people give: what it promises, and that it is the same each time.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, Cursor},
};

use calamine::{Reader, Xlsx};
use chrono::{DateTime, NaiveDate, Utc};
use common::TestApp;
use serde_json::{Value, json};
use zeqing::{
    account::store as accounts,
    command::rebuild::rebuild,
    dashboard::model::BoardPage,
    demo,
    evidence::store as evidence,
    home::{
        model::{FigureKind, Glance, Home, Stage, TaskKind},
        rules,
    },
    inspection::{
        model::{PlanState, Visit, VisitState},
        plan::store as plans,
        roster,
        rules::draw,
        visit::rules::{VisitStep, check_findings, missing_steps},
    },
    journal::{self, chain},
    kernel::{
        calendar::WorkCalendar,
        ids::{EvidenceId, PlanId, SeasonId, UnitCode},
    },
    ranking::{model::RankingState, store as rankings},
    rectification::{
        model::{Entry, EntryState, LedgerPage, Light, Step},
        rules::light,
        store as ledger,
    },
    self_check::{
        model::{RoundView, SubmissionState},
        store as checks,
    },
    server::{clock, config::FilesAddress, files::Files},
    store::{self, Store, StoreAddress},
    unit::store as units,
    working_day::store::calendar,
};

/// A filled demo, and what the tests ask it.
struct Demo {
    store: Store,
    today: NaiveDate,
    season: SeasonId,
    calendar: WorkCalendar,
}

impl Demo {
    async fn fill(store: Store, files: Files, now: DateTime<Utc>) -> Self {
        demo::fill_at(&store, &files, now).await.unwrap();
        let today = chain::chain_day(now);
        let calendar = calendar(&store).await.unwrap();
        // It began with the draft of the round, 47 working days ago.
        let begun = days_before(today).filter(|day| calendar.is_working(*day)).nth(46).unwrap();
        let season = SeasonId::parse(begun.format("%Y").to_string()).unwrap();
        Self { store, today, season, calendar }
    }

    fn plan(&self, number: u32) -> PlanId {
        PlanId::parse(format!("P-{}-{number:02}", self.season)).unwrap()
    }

    async fn visits(&self) -> Vec<Visit> {
        plans::visits_of_plan(&self.store, &self.plan(1)).await.unwrap()
    }

    async fn entries(&self) -> Vec<Entry> {
        let mut all = Vec::new();
        for unit in units::all(&self.store).await.unwrap() {
            all.extend(ledger::of_unit(&self.store, &unit.code).await.unwrap());
        }
        all
    }

    fn light(&self, entry: &Entry) -> Light {
        light(&self.calendar, entry.due, entry.state.is_closed(), self.today)
    }

    /// The files by what they prove.
    async fn files(&self) -> BTreeMap<&'static str, Vec<EvidenceId>> {
        let (mut answers, mut records) = (Vec::new(), Vec::new());
        let (mut findings, mut scores) = (Vec::new(), Vec::new());
        for unit in units::all(&self.store).await.unwrap() {
            for submission in checks::whole_of_unit(&self.store, &unit.code).await.unwrap() {
                answers.extend(submission.answers.into_values().flat_map(|answer| answer.evidence));
            }
        }
        for visit in self.visits().await {
            records.extend(visit.steps.into_iter().flat_map(|record| record.evidence));
            findings.extend(visit.findings.into_iter().flat_map(|finding| finding.evidence));
            scores.extend(visit.sheets.into_values().flat_map(|sheet| sheet.evidence.into_values().flatten()));
        }
        let events: Vec<_> = self.entries().await.into_iter().flat_map(|entry| entry.story).collect();
        let with = |step: Step| {
            let of_step = events.iter().filter(|event| event.step == step);
            of_step.flat_map(|event| event.evidence.clone()).collect::<Vec<_>>()
        };
        [
            ("answers", answers),
            ("records", records),
            ("findings", findings),
            ("scores", scores),
            ("progress", with(Step::Report)),
            ("closure", with(Step::PrepareClosure)),
        ]
        .into()
    }

    async fn entries_of(&self, unit: &str) -> Vec<Entry> {
        ledger::of_unit(&self.store, &UnitCode::parse(unit).unwrap()).await.unwrap()
    }
}

/// The days before this one, the nearest first.
fn days_before(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(day.pred_opt(), NaiveDate::pred_opt)
}

fn count<T>(all: &[T], is: impl Fn(&T) -> bool) -> usize {
    all.iter().filter(|one| is(one)).count()
}

// One test, for a demo takes long to fill; the fills share nothing, so each has a core.
#[tokio::test(flavor = "multi_thread")]
async fn the_demo_is_a_season_half_way_done_and_the_same_on_each_engine() {
    let app = TestApp::start().await;
    let folder = tempfile::tempdir().unwrap();
    let address: StoreAddress = format!("surrealkv://{}", folder.path().join("db").display()).parse().unwrap();
    let (in_memory, in_folder) = (app.state.store.clone(), Store::open(&address).await.unwrap());
    let now = clock::now();
    let other = tokio::spawn(Demo::fill(in_folder, Files::open(&FilesAddress::Memory).unwrap(), now));
    let demo = Demo::fill(in_memory, app.state.files.clone(), now).await;
    same(&demo, &other.await.unwrap()).await;
    assert_eq!(units::all(&demo.store).await.unwrap().len(), 59);
    assert_eq!(roster::store::all(&demo.store).await.unwrap().len(), 40);
    assert_eq!(accounts::page(&demo.store, None, 100).await.unwrap().len(), demo::people().unwrap().len());
    assert!(demo::is_in(&demo.store).await.unwrap());
    the_self_check_has_every_state(&demo).await;
    the_draw_can_be_verified(&demo).await;
    visits_are_in_every_state(&demo).await;
    the_ledger_has_every_light(&demo).await;
    every_place_has_files_of_each_kind(&app, &demo).await;
    rankings_lie_before_the_meeting(&demo).await;
    the_own_units_have_something_to_do(&demo).await;
    a_unit_can_sign_for_a_notice_and_another_acknowledge_the_feedback(&demo).await;
    each_finds_that_on_their_first_page(&app).await;
    the_journal_holds(&demo).await;
    the_frame_counts_what_the_first_page_lists(&app).await;
    what_waits_is_found_where_the_first_page_leads(&app).await;
    every_season_leads_somewhere(&app, &demo).await;
    the_board_counts_what_its_lists_hold(&app).await;
    figures_count_what_their_lists_hold(&app).await;
    records_lead_to_each_other(&app, &demo).await;
    #[cfg(debug_assertions)]
    indexes_answer_as_the_tables_do(&app, &demo.season).await;
    summaries_say_what_the_records_say(&demo).await;
}

#[tokio::test]
#[ignore = "a third demo takes a minute and a half: with cargo xtask test --long"]
async fn a_demo_of_january_is_the_season_that_began_the_year_before() {
    let (store, files) =
        (Store::open(&StoreAddress::Memory).await.unwrap(), Files::open(&FilesAddress::Memory).unwrap());
    let now = "2027-01-10T01:30:00Z".parse().unwrap();
    let demo = Demo::fill(store, files, now).await;
    assert_eq!(demo.season.as_str(), "2026");
    assert_eq!(plans::views::season_under_way(&demo.store, demo.today).await.unwrap(), demo.season);
    let known = rankings::known_seasons(&demo.store).await.unwrap();
    assert_eq!(rankings::season_shown(&demo.store, &known, demo.today).await.unwrap(), demo.season);
    let round = checks::rounds(&demo.store).await.unwrap().remove(0);
    assert_eq!(round.season, demo.season);
    assert!(round.title.as_str().starts_with("2026 年度"), "{}", round.title);
    assert!(round.opened_on.unwrap().format("%Y").to_string() == "2026" && round.due.unwrap() < demo.today);
    visits_are_in_every_state(&demo).await;
    assert!(demo.visits().await.iter().all(|visit| visit.season == demo.season));
    rankings_lie_before_the_meeting(&demo).await;
    the_own_units_have_something_to_do(&demo).await;
    a_unit_can_sign_for_a_notice_and_another_acknowledge_the_feedback(&demo).await;
}

async fn the_self_check_has_every_state(demo: &Demo) {
    let round = checks::rounds(&demo.store).await.unwrap().remove(0);
    let tally = checks::tallies(&demo.store, std::slice::from_ref(&round.round)).await.unwrap()[&round.round];
    assert_eq!((tally.units, tally.filling, tally.returned), (59, 4, 3));
    assert_eq!((tally.awaiting_signature, tally.submitted, tally.accepted), (2, 2, 48));
    assert_eq!((tally.late, tally.missing), (6, 6));
    assert!(round.due.unwrap() < demo.today);
    // One less on a day on which nobody works.
    let opened = demo.calendar.working_days_between(round.opened_on.unwrap(), demo.today);
    assert!((44..=45).contains(&opened), "{opened}");
}

async fn the_draw_can_be_verified(demo: &Demo) {
    let plan = plans::load(&demo.store, &demo.plan(1)).await.unwrap().unwrap();
    assert_eq!(plan.state, PlanState::Running);
    assert!(plan.groups.len() >= 4 && plan.groups.iter().all(|group| group.members.len() == 3));
    assert_eq!(plan.groups[0].leader.as_str(), "JC2601");
    let record = plan.draw.unwrap();
    assert!(draw::verify(&record).valid);
    assert!(record.unassigned.is_empty());
    let next = plans::load(&demo.store, &demo.plan(2)).await.unwrap().unwrap();
    assert_eq!(next.state, PlanState::Draft);
}

async fn visits_are_in_every_state(demo: &Demo) {
    let visits = demo.visits().await;
    let mut states: BTreeMap<VisitState, usize> = BTreeMap::new();
    for visit in &visits {
        *states.entry(visit.state).or_default() += 1;
        let to_come = visit.state < VisitState::OnSite;
        assert_eq!(visit.date > demo.today, to_come, "{} on {}", visit.visit, visit.date);
        assert!(to_come || (1..=4).contains(&visit.findings.len()), "{}", visit.visit);
        if let Some(feedback) = &visit.oral_feedback {
            assert_eq!(missing_steps(visit), [], "{}", visit.visit);
            assert!(feedback.left_out.is_empty(), "{}", visit.visit);
            assert_eq!(check_findings(visit), Ok(()), "{}", visit.visit);
        }
    }
    let of = |state: VisitState| states.get(&state).copied().unwrap_or_default();
    assert_eq!(visits.len(), 25);
    assert_eq!((of(VisitState::Scheduled), of(VisitState::Notified), of(VisitState::Received)), (2, 1, 2));
    assert_eq!((of(VisitState::OnSite), of(VisitState::FedBack), of(VisitState::Scored)), (1, 1, 0));
    assert_eq!(of(VisitState::Locked) + of(VisitState::Answered), 18);
    assert!(of(VisitState::Locked) >= 1 && of(VisitState::Answered) >= 10, "{states:?}");
    assert!(visits.iter().any(|visit| !visit.good_practices.is_empty()));
    assert!(visits.iter().any(Visit::is_contested), "some contest what was found");
}

async fn the_ledger_has_every_light(demo: &Demo) {
    let entries = demo.entries().await;
    for state in [
        EntryState::Ordered,
        EntryState::Received,
        EntryState::PlanSubmitted,
        EntryState::InProgress,
        EntryState::ClosurePrepared,
        EntryState::ClosureRequested,
        EntryState::MaterialsAccepted,
        EntryState::Verified,
        EntryState::Closed,
    ] {
        assert!(entries.iter().any(|entry| entry.state == state), "{state:?}");
    }
    for wanted in [Light::Red, Light::Yellow, Light::Green] {
        assert!(count(&entries, |entry| demo.light(entry) == wanted) >= 2, "{wanted:?}");
    }
    let closed = |late: bool| move |entry: &Entry| entry.closed_on.is_some_and(|on| (Some(on) > entry.due) == late);
    assert!(count(&entries, closed(false)) >= 3 && count(&entries, closed(true)) >= 2);
    assert_eq!(count(&entries, |entry| entry.extension.is_some()), 1);
}

const PDF: &str = "application/pdf";
const PNG: &str = "image/png";
const TXT: &str = "text/plain; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn every_place_has_files_of_each_kind(app: &TestApp, demo: &Demo) {
    let officer = app.another_browser();
    officer.sign_in("officer", demo::PASSWORD).await;
    let places = demo.files().await;
    for (place, files) in &places {
        let mut kinds = BTreeSet::new();
        for file in files {
            kinds.insert(kind_read(&officer, file).await);
        }
        let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
        assert_eq!(kinds, [PDF, XLSX, PNG, TXT], "{place}");
    }
    let count: usize = places.values().map(Vec::len).sum();
    assert!((40..=75).contains(&count), "{count} files");
}

/// The media type under which a file is given, whose content is of that kind.
async fn kind_read(person: &TestApp, file: &EvidenceId) -> String {
    let given = person.get(&format!("/files/{file}")).await;
    given.assert_status_ok();
    let kind = given.header("content-type").to_str().unwrap().to_owned();
    let content = given.as_bytes();
    let is_so = match kind.as_str() {
        PDF => content.starts_with(b"%PDF-1.") && content.ends_with(b"%%EOF\n"),
        PNG => content.starts_with(b"\x89PNG\r\n\x1a\n"),
        TXT => std::str::from_utf8(content).unwrap().contains("演示数据"),
        XLSX => Xlsx::new(Cursor::new(content.to_vec())).unwrap().sheet_names().len() == 1,
        other => panic!("{file} is given as {other}"),
    };
    assert!(is_so, "{file} is no {kind}");
    kind
}

async fn rankings_lie_before_the_meeting(demo: &Demo) {
    let now = rankings::latest(&demo.store, &demo.season).await.unwrap().unwrap();
    assert_eq!(now.state, RankingState::Tabled);
    assert_eq!(now.computation.result.results.len(), 18);
    let before = rankings::published_before(&demo.store, &demo.season).await.unwrap().unwrap();
    assert_eq!((before.state, before.computation.result.results.len()), (RankingState::Published, 59));
    let compared = rankings::compared(&demo.store, &now).await.unwrap().unwrap();
    assert_eq!((compared.season, compared.edition), (before.season, before.edition));
}

async fn the_own_units_have_something_to_do(demo: &Demo) {
    let round = checks::rounds(&demo.store).await.unwrap().remove(0).round;
    let submission = async |unit: &str| {
        let unit = UnitCode::parse(unit).unwrap();
        checks::load(&demo.store, &round, &unit).await.unwrap().unwrap().state
    };
    assert_eq!(submission("JSJD01").await, SubmissionState::Returned);
    assert_eq!(submission("JSJD02").await, SubmissionState::AwaitingSignature);
    let entries = demo.entries_of("JSJD01").await;
    for wanted in [Light::Red, Light::Yellow] {
        assert!(entries.iter().any(|entry| demo.light(entry) == wanted), "{wanted:?}");
    }
    assert!(entries.iter().any(|entry| entry.state == EntryState::ClosurePrepared));
    assert!(!demo.entries_of("JSJD02").await.is_empty());
    let visits = demo.visits().await;
    for number in ["JC2601", "JC2602", "JC2603"] {
        let at_work = |visit: &&Visit| {
            matches!(visit.state, VisitState::OnSite | VisitState::FedBack)
                && visit.inspectors.iter().any(|one| one.as_str() == number)
                && !visit.sheets.contains_key(number)
        };
        assert!(visits.iter().find(at_work).is_some(), "{number}");
    }
}

/// Of which unit the demo's own people are by this name.
fn unit_of(account: &str) -> UnitCode {
    let people = demo::people().unwrap();
    people.into_iter().find(|person| person.account.as_str() == account).unwrap().unit.unwrap()
}

async fn a_unit_can_sign_for_a_notice_and_another_acknowledge_the_feedback(demo: &Demo) {
    let visits = demo.visits().await;
    let of = |account: &str| visits.iter().find(|visit| visit.unit == unit_of(account)).unwrap();
    for account in ["clerk3", "head3"] {
        let told = of(account);
        assert_eq!(told.state, VisitState::Notified, "{account}");
        assert!(told.notice.is_some() && told.receipt.is_none() && told.date > demo.today, "{account}");
    }
    for account in ["clerk4", "head4"] {
        let heard = of(account);
        assert_eq!(heard.state, VisitState::FedBack, "{account}");
        let feedback = heard.oral_feedback.as_ref().unwrap();
        assert!(feedback.acknowledged.is_none() && feedback.answer.is_none(), "{account}");
    }
    let silent = |visit: &Visit| visit.oral_feedback.as_ref().is_some_and(|feedback| feedback.acknowledged.is_none());
    assert_eq!(count(&visits, silent), 1, "every other unit has said something to it");
}

async fn each_finds_that_on_their_first_page(app: &TestApp) {
    for (account, step) in [
        ("clerk3", VisitStep::Receive),
        ("head3", VisitStep::Receive),
        ("clerk4", VisitStep::Acknowledge),
        ("head4", VisitStep::Acknowledge),
    ] {
        let person = app.another_browser();
        person.sign_in(account, demo::PASSWORD).await;
        let home: Home = person.fetch("/api/home/home").await.json();
        assert!(home.tasks.iter().any(|task| task.kind == TaskKind::Visit(step)), "{account}: {:?}", home.tasks);
    }
}

async fn the_journal_holds(demo: &Demo) {
    journal::jobs::seal_finished_days(&demo.store, clock::now()).await.unwrap();
    let mut out = Vec::new();
    let entries = journal::store::export(&demo.store, &mut out, clock::now()).await.unwrap();
    let summary = chain::verify(out.lines()).unwrap();
    assert_eq!(summary.entries, entries);
    assert!(summary.roots > 20);
    assert_eq!(journal::store::verify(&demo.store, clock::now()).await.unwrap().entries, entries);
}

/// The list that a page belongs to.
fn list_of(page: &str) -> &'static str {
    let lists = ["/self-check", "/plans", "/visits", "/ledger", "/ranking", "/templates", "/admin/people"];
    match lists.into_iter().find(|list| page.starts_with(list)).expect("a list has the page") {
        "/visits" => "/calendar",
        list => list,
    }
}

async fn the_frame_counts_what_the_first_page_lists(app: &TestApp) {
    for account in ["officer", "leader", "clerk1", "inspector1"] {
        let person = app.another_browser();
        person.sign_in(account, demo::PASSWORD).await;
        let home: Home = person.fetch("/api/home/home").await.json();
        let glance: Glance = person.fetch("/api/home/glance").await.json();
        let waiting = glance.waiting.clone();
        assert!(!waiting.is_empty(), "{account}");
        assert_eq!(waiting, rules::waiting_at(&home.tasks), "{account}");
        assert_eq!(rules::total(&waiting), home.count, "{account}");
        let lists: BTreeSet<&str> = home.tasks.iter().map(|task| list_of(&task.href)).collect();
        let places: BTreeSet<&str> = waiting.iter().map(|at| at.place.href()).collect();
        assert_eq!(places, lists, "{account}");
        let page = person.get("/me").await.text();
        for place in places {
            assert!(page.contains(&format!("href=\"{place}\"")), "{account} has no {place} on the rail");
        }
        the_rail_shows_it_without_a_script(account, &page, &glance);
    }
}

/// The page as it comes from the server has the counts, the dots and the season.
fn the_rail_shows_it_without_a_script(account: &str, page: &str, glance: &Glance) {
    let (_, rail) = page.split_once("id=\"rail\"").expect("a rail");
    let (rail, _) = rail.split_once("</nav>").expect("its end");
    let counted = rail.matches("class=\"n\"").count() + rail.matches("class=\"n hot\"").count();
    assert_eq!(counted, glance.waiting.len(), "{account}");
    let dots = |stage| glance.stages.iter().filter(|at| at.stage == stage).count();
    assert_eq!(rail.matches("<li class=\"now\"").count(), dots(Stage::UnderWay), "{account}");
    assert_eq!(rail.matches("<li class=\"done\"").count(), dots(Stage::Done), "{account}");
    assert!(dots(Stage::UnderWay) > 0, "{account}: {:?}", glance.stages);
    let season = glance.season.as_ref().expect("a season");
    assert!(rail.contains(&format!("{season} 年度流程")), "{account}");
    assert!(page.contains(&format!("待办 {} 件", rules::total(&glance.waiting))), "{account}");
    let seasons = glance.seasons.iter().map(|known| format!("{} 年度", known.season));
    for season in seasons {
        assert!(page.contains(&season), "{account} cannot choose {season}");
    }
}

/// Of how many entries a line speaks whose page is a list of just those.
fn listed(kind: TaskKind) -> Option<u32> {
    match kind {
        TaskKind::ReviewPlans(count)
        | TaskKind::ReviewClosures(count)
        | TaskKind::OrderAgain(count)
        | TaskKind::AnswerExtensions(count)
        | TaskKind::PressOverdue(count)
        | TaskKind::PressLongOverdue(count)
        | TaskKind::ReportProgress(count) => Some(count),
        _ => None,
    }
}

/// Whatever waits is on a page that opens, and a line that counts entries leads to a list of just so many. What the ledger
/// has waiting for the office is on the first page, state by state.
async fn what_waits_is_found_where_the_first_page_leads(app: &TestApp) {
    for account in ["officer", "leader", "clerk1", "head1", "inspector1"] {
        let person = app.another_browser();
        person.sign_in(account, demo::PASSWORD).await;
        let home: Home = person.fetch("/api/home/home").await.json();
        let mut opened = Vec::new();
        for task in &home.tasks {
            // The pages of other records of the same kind open in the same way.
            if !opened.contains(&task.kind) {
                opened.push(task.kind);
                assert_eq!(person.get(&task.href).await.status_code(), 200, "{account}: {task:?}");
            }
            if let Some(count) = listed(task.kind) {
                let (_, conditions) = task.href.split_once('?').expect("a list with a condition");
                assert_eq!(ledger_page(&person, conditions).await.count, count, "{account}: {task:?}");
            }
        }
    }
    let officer = app.another_browser();
    officer.sign_in("officer", demo::PASSWORD).await;
    let home: Home = officer.fetch("/api/home/home").await.json();
    let waiting = |kind: TaskKind| home.tasks.iter().any(|task| task.kind == kind);
    for state in EntryState::ALL {
        let count = ledger_page(&officer, &format!("state={}", state.code())).await.count;
        if let Some(kind) = rules::turns::of_entries(state, count).filter(|_| count > 0) {
            assert!(waiting(kind), "{kind:?}");
        }
    }
    let asked = ledger_page(&officer, "asks=extension").await.count;
    assert_eq!(waiting(TaskKind::AnswerExtensions(asked)), asked > 0);
}

/// Nobody is led to a season in which they are refused.
async fn every_season_leads_somewhere(app: &TestApp, demo: &Demo) {
    for account in ["officer", "clerk1", "inspector1"] {
        let person = app.another_browser();
        person.sign_in(account, demo::PASSWORD).await;
        let glance: Glance = person.fetch("/api/home/glance").await.json();
        assert!(!glance.seasons.is_empty(), "{account}");
        assert_eq!(glance.season.as_ref(), Some(&demo.season), "{account}");
        for known in glance.seasons {
            let page = if known.ranked { "/ranking/" } else { "/ledger?season=" };
            let answer = person.get(&format!("{page}{}", known.season)).await;
            assert_eq!(answer.status_code(), 200, "{account}: {}", known.season);
        }
    }
}

async fn ledger_page(person: &TestApp, conditions: &str) -> LedgerPage {
    let conditions = conditions.replace('&', "%26");
    person.fetch(&format!("/api/rectification/ledger?conditions={conditions}")).await.json()
}

async fn the_board_counts_what_its_lists_hold(app: &TestApp) {
    let leader = app.another_browser();
    leader.sign_in("leader", demo::PASSWORD).await;
    for kind in ["", "subdistrict", "department"] {
        let page: BoardPage = leader.fetch(&format!("/api/dashboard/board?season=&kind={kind}")).await.json();
        let of_kind = if kind.is_empty() { String::new() } else { format!("&kind={kind}") };
        let of_board = format!("season={}{of_kind}", page.season);
        let (board, today) = (&page.board, page.today);
        let closed = ledger_page(&leader, &format!("view=closed&{of_board}")).await;
        assert_eq!(closed.count as usize, board.closed.count, "{kind}");
        let this_week = ledger_page(&leader, &format!("view=closed&week={today}&{of_board}")).await;
        assert_eq!(Some(this_week.count as usize), board.closings.last().map(|week| week.count), "{kind}");
        let overdue = ledger_page(&leader, &format!("light=red&{of_board}")).await;
        assert_eq!(overdue.count as usize, board.overdue.count, "{kind}");
        let units: BTreeSet<&UnitCode> = overdue.rows.iter().map(|row| &row.unit).collect();
        let named: BTreeSet<&UnitCode> = board.must_act.iter().map(|unit| &unit.unit).collect();
        assert!(overdue.next.is_none() && units == named, "{kind}: {named:?}");
        let shown = leader.get(&format!("/dashboard?{of_board}")).await.text();
        let (_, named) = shown.split_once("class=\"who-acts\"").unwrap_or_default();
        let (named, _) = named.split_once("</ul>").unwrap_or_default();
        assert_eq!(named.matches("<li>").count(), units.len(), "{kind}");
        assert_eq!(shown.contains("#must-act\""), !units.is_empty(), "{kind}");
        assert_eq!(shown.contains("#this-week\""), !board.week.is_empty(), "{kind}");
    }
}

async fn figures_count_what_their_lists_hold(app: &TestApp) {
    let officer = app.another_browser();
    officer.sign_in("officer", demo::PASSWORD).await;
    let home: Home = officer.fetch("/api/home/home").await.json();
    let submitted = home.figures.iter().find(|figure| figure.kind == FigureKind::Submitted).unwrap();
    let (page, _) = submitted.href.as_ref().unwrap().split_once('?').unwrap();
    let round = page.rsplit('/').next().unwrap();
    let listed = async |state: &str| -> RoundView {
        officer.fetch(&format!("/api/self_check/round?round={round}&state={state}&kind=&after=")).await.json()
    };
    assert_eq!(listed("signed").await.lines.len(), submitted.value as usize);
    let late = listed("late").await;
    assert_eq!(late.lines.len(), late.tally.late as usize);
    let person = app.another_browser();
    person.sign_in("inspector1", demo::PASSWORD).await;
    let home: Home = person.fetch("/api/home/home").await.json();
    let locked = home.figures.iter().find(|figure| figure.kind == FigureKind::VisitsLocked).unwrap();
    assert!(locked.value > 0 && locked.records.len() == locked.value as usize, "{locked:?}");
}

async fn records_lead_to_each_other(app: &TestApp, demo: &Demo) {
    let officer = app.another_browser();
    officer.sign_in("officer", demo::PASSWORD).await;
    let leads = |page: &str, href: &str| page.contains(&format!("href=\"{href}\""));
    let entry = demo.entries_of("JSJD01").await.remove(0);
    let record = officer.get(&format!("/ledger/{}", entry.entry)).await.text();
    assert!(leads(&record, &format!("/visits/{}#finding-{}", entry.visit, entry.number)));
    let found = demo.visits().await.into_iter().find(|visit| visit.visit == entry.visit).unwrap();
    let finding = found.findings.iter().find(|finding| finding.number == entry.number).unwrap();
    assert!(leads(&record, &format!("/visits/{}#step-{}", entry.visit, finding.record.unwrap())));
    let visit = officer.get(&format!("/visits/{}", entry.visit)).await.text();
    assert!(leads(&visit, &format!("/ledger/{}", entry.entry)));
    assert!(visit.contains(&format!("id=\"finding-{}\"", entry.number)));
    let ranking = officer.get(&format!("/ranking/{}", demo.season)).await.text();
    assert_eq!(ranking.matches("/score\"").count(), 18, "a score of each ranked unit");
    let round = format!("/self-check/{}-01", demo.season);
    let submission = officer.get(&format!("{round}/JSJD02")).await.text();
    assert!(leads(&submission, &format!("{round}/JSJD01")) && leads(&submission, &format!("{round}/JSJD03")));
    let clerk = app.another_browser();
    clerk.sign_in("clerk1", demo::PASSWORD).await;
    let record = clerk.get(&format!("/ledger/{}", entry.entry)).await.text();
    assert!(record.contains(entry.title.as_str()) && !record.contains("#step-"), "the records stay with the group");
    let unit = clerk.get("/units/JSJD01").await.text();
    assert!(unit.contains("href=\"/ledger?unit=JSJD01"));
    let own = clerk.get(&format!("{round}/JSJD01")).await.text();
    assert!(!leads(&own, &format!("{round}/JSJD02")) && !own.contains("/score\"") && !unit.contains("/score\""));
}

/// Pages with their conditions, by whom they are opened: together they ask most queries that have an index.
#[cfg(debug_assertions)]
const ASKED: [(&str, &[&str]); 6] = [
    (
        "officer",
        &[
            "/self-check/2026-01?state=missing",
            "/self-check/2026-01?state=late&kind=department",
            "/self-check/2026-01?state=returned&kind=subdistrict",
            "/self-check/2026-01/JSJD03",
            "/self-check/2026-01?q=JSJD&sort=self_score",
            "/units?q=JSJD&sort=kind",
            "/plans",
            "/plans?season=2026&state=running",
            "/calendar",
            "/ledger?light=red",
            "/ledger?slip=red",
            "/ledger?slip=yellow&signing=none",
            "/ledger?report=due",
            "/ledger?report=due&sort=unit",
            "/ledger?asks=extension",
            "/ledger?light=yellow&sort=unit",
            "/ledger?state=ordered&severity=general",
            "/ledger?kind=subdistrict&area=2",
            "/ledger?area=2",
            "/ledger?severity=serious",
            "/ledger?turn=clerk",
            "/ledger?sort=area",
            "/ledger?sort=severity&turn=office",
            "/ledger?sort=state",
            "/ledger?plan=P-2026-01",
            "/ledger?plan=P-2026-01&sort=unit",
            "/ledger?season=2026",
            "/ledger?q=JSJD&season=2026",
            "/ledger?view=closed",
            "/ledger?view=closed&week=2026-11-16",
            "/ledger/order",
            "/units/JSJD01",
            "/search?q=jbl",
        ],
    ),
    ("leader", &["/", "/dashboard", "/dashboard?kind=department", "/ranking", "/ranking/2026"]),
    ("inspector1", &["/", "/calendar", "/ledger", "/ledger?sort=severity"]),
    ("clerk1", &["/", "/self-check", "/ledger", "/ledger?sort=state", "/units/JSJD01"]),
    (
        "auditor",
        &[
            "/admin/journal",
            "/admin/journal?record=unit:JSJD01",
            "/admin/journal?actor=officer",
            "/admin/journal?kind=plan",
            "/admin/journal?kind=visit&actor=officer",
            "/admin/journal?kind=ledger_entry&until=2026-12-31",
            "/admin/journal?action=plan.approve&kind=plan",
        ],
    ),
    ("sysadmin", &["/", "/admin/system", "/admin/people?state=locked"]),
];

#[cfg(debug_assertions)]
async fn indexes_answer_as_the_tables_do(app: &TestApp, season: &SeasonId) {
    store::compare_without_indexes();
    for (account, pages) in ASKED {
        let person = app.another_browser();
        person.sign_in(account, demo::PASSWORD).await;
        for page in pages {
            // The season is that of the day on which the test runs.
            let page = page.replace("2026", season.as_str());
            assert_eq!(person.get(&page).await.status_code(), 200, "{account}: {page}");
        }
    }
    assert!(store::compared() >= 34, "only {} queries were asked both ways", store::compared());
}

async fn summaries_say_what_the_records_say(demo: &Demo) {
    assert_eq!(rebuild(&demo.store, false).await.unwrap(), []);
    // Whoever bends a row is found out, and the row can be summed anew.
    let unit = UnitCode::parse("JSJD03").unwrap();
    units::replace_standing(&demo.store, &demo.season, &unit, None).await.unwrap();
    let bent = json!({"season": demo.season, "unit": "JSJD04"});
    let other = UnitCode::parse("JSJD04").unwrap();
    units::replace_standing(&demo.store, &demo.season, &other, Some(bent)).await.unwrap();
    // So is whoever adds a row of a unit that nobody registered, though no unit leads to it.
    let stranger = UnitCode::parse("JSJD99").unwrap();
    let row = json!({"season": demo.season, "unit": stranger, "visits": {}});
    units::replace_standing(&demo.store, &demo.season, &stranger, Some(row)).await.unwrap();
    let found = rebuild(&demo.store, false).await.unwrap();
    let named: Vec<(&str, bool)> = found.iter().map(|found| (found.unit.as_str(), found.is_registered)).collect();
    assert_eq!(named, [("JSJD03", true), ("JSJD04", true), ("JSJD99", false)]);
    assert_eq!(rebuild(&demo.store, true).await.unwrap(), found);
    assert_eq!(rebuild(&demo.store, false).await.unwrap(), []);
}

async fn same(one: &Demo, other: &Demo) {
    let (one, other) = (everything(one).await, everything(other).await);
    for (name, records) in &one {
        assert_eq!(Some(records), other.get(name), "{name}");
    }
}

/// Every record but the people, whose accounts are as old as the clock says.
async fn everything(demo: &Demo) -> BTreeMap<&'static str, Value> {
    let store = &demo.store;
    let mut submissions = Vec::new();
    let mut standings: Vec<Value> = Vec::new();
    for unit in units::all(store).await.unwrap() {
        submissions.extend(checks::whole_of_unit(store, &unit.code).await.unwrap());
        standings.extend(units::standings::<Value>(store, &unit.code).await.unwrap());
    }
    let mut files = Vec::new();
    for file in demo.files().await.into_values().flatten() {
        files.push(evidence::load(store, &file).await.unwrap().expect("the file has a record"));
    }
    let plan = plans::load(store, &demo.plan(1)).await.unwrap();
    let ranking = rankings::newest(store, 10).await.unwrap();
    [
        ("submissions", json!(submissions)),
        ("standings", json!(standings)),
        ("plan", json!(plan)),
        ("visits", json!(demo.visits().await)),
        ("entries", json!(demo.entries().await)),
        ("ranking", json!(ranking)),
        ("files", json!(files)),
    ]
    .into()
}
