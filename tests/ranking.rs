//! The ranking by requests: computed, decided, published, and seen by each reader exactly as far as the scope reaches.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use chrono::DateTime;
use common::{PASSWORD, TestApp, sheets};
use serde_json::json;
use zeqing::{
    home::model::Home,
    kernel::{actor::Role, ids::SeasonId},
    ranking::{
        model::{RankingPage, RankingState, SeasonLine, Step},
        rules::{Component, Inputs, Rule, compute},
        store as rankings,
    },
    store::{Change, Commit, Merge, transact},
    unit::model::Unit,
};

const SEASON: &str = "2026";

const CODES: [&str; 7] = ["JSJD01", "JSJD02", "JSJD03", "JSJD04", "JSJD05", "JSJD06", "JSJD07"];

/// A district of seven units, six of them inspected; `JSJD01` to `JSJD06` have 95 down to 70 points, `JSJD07` none.
async fn district() -> TestApp {
    let app = TestApp::start().await;
    for (account, role) in [
        ("officer", Role::EstablishmentOfficer),
        ("leader", Role::ReformLeader),
        ("legal", Role::LegalOfficer),
        ("head", Role::UnitHead),
        ("inspector", Role::Inspector),
    ] {
        app.create_account(account, role).await;
    }
    app.create_account_of("third", Role::UnitHead, Some("JSJD03"), None).await;
    app.create_account_of("last", Role::UnitHead, Some("JSJD07"), None).await;
    for (at, code) in CODES.iter().enumerate() {
        register(&app, code).await;
        if at < 6 {
            inspect(&app, code, 9500 - 500 * i64::try_from(at).unwrap()).await;
        }
    }
    app
}

/// The same district with four more units, of 60 down to 45 points: the first of its ten places does not see the last.
async fn long_district() -> TestApp {
    let app = district().await;
    for (at, code) in ["JSJD08", "JSJD09", "JSJD10", "JSJD11"].into_iter().enumerate() {
        register(&app, code).await;
        inspect(&app, code, 6000 - 500 * i64::try_from(at).unwrap()).await;
    }
    app
}

/// Puts a unit into the register.
async fn register(app: &TestApp, code: &str) {
    let unit = json!({"code": code, "name": code, "short_name": code, "kind": "department"});
    let unit: Unit = serde_json::from_value(unit).unwrap();
    let change = Change::create("unit", code, &unit).unwrap();
    transact(&app.state.store, commit(&format!("register-{code}")).with(change)).await.unwrap();
}

/// Lets a unit stand with a locked inspection, as the visit's own commands do.
async fn inspect(app: &TestApp, code: &str, total: i64) {
    inspect_in(app, SEASON, code, total).await;
}

async fn inspect_in(app: &TestApp, season: &str, code: &str, total: i64) {
    let id = format!("P-1.{code}");
    let visit = json!({"visit": id, "plan": "P-1", "group": 1, "state": "locked", "date": "2026-10-20",
        "total": total, "areas": {"1": [total / 5, 2000], "2": [2500, 3000]}, "findings": 0});
    let merge = Merge::into("unit_standing", format!("{season}.{code}"))
        .with(&["season"], json!(season))
        .with(&["unit"], json!(code))
        .with(&["visits", &id], visit);
    let before = json!({"text": "-"});
    let note =
        Change { table: "evidence_of_test", id: format!("{season}-{code}"), seen: 0, before: None, after: before };
    transact(&app.state.store, commit(&format!("inspect-{season}-{code}")).with(note).merging(merge)).await.unwrap();
}

fn commit(key: &str) -> Commit {
    Commit {
        key: key.to_owned(),
        at: DateTime::from_timestamp(1_792_000_000, 0).unwrap(),
        actor: "system".to_owned(),
        origin: None,
        action: "test.arrange",
        reason: None,
        changes: Vec::new(),
        merges: Vec::new(),
    }
}

async fn page_of(app: &TestApp, account: &str) -> Option<RankingPage> {
    let browser = app.another_browser();
    browser.sign_in(account, PASSWORD).await;
    let answer = browser.get("/api/ranking/page?season=2026").await;
    let status = answer.status_code();
    // To a browser that asks for a page the answer is led back as well; its body is the same.
    let answered = status.is_success() || status.is_redirection();
    assert!(answered || status == 404, "{account}: {status} {}", answer.text());
    answered.then(|| answer.json())
}

async fn act(app: &TestApp, account: &str, act: &str, more: &[(&str, &str)]) -> u16 {
    act_in(app, SEASON, account, act, more).await
}

async fn act_in(app: &TestApp, season: &str, account: &str, act: &str, more: &[(&str, &str)]) -> u16 {
    let latest = rankings::latest(&app.state.store, &SeasonId::parse(season).unwrap()).await.unwrap();
    let (edition, seen) = latest.map_or((0, 0), |round| (round.edition, round.version));
    let (seen, key) = (seen.to_string(), format!("{season}-{edition}-{account}-{act}-{seen}"));
    let browser = app.another_browser();
    browser.sign_in(account, PASSWORD).await;
    let fields = [&[("season", season), ("seen", seen.as_str()), ("key", key.as_str())], more].concat();
    browser.call(&format!("/api/ranking/{act}"), &fields).await.status_code().as_u16()
}

/// Sends the same form twice at one moment, as a double click does, and once more.
async fn twice(app: &TestApp, account: &str, act: &str, more: &[(&str, &str)]) -> [u16; 3] {
    let season = SeasonId::parse(SEASON).unwrap();
    let seen = rankings::latest(&app.state.store, &season).await.unwrap().map_or(0, |round| round.version).to_string();
    let browser = app.another_browser();
    browser.sign_in(account, PASSWORD).await;
    let fields = [&[("season", SEASON), ("seen", seen.as_str()), ("key", act)], more].concat();
    let path = format!("/api/ranking/{act}");
    let (first, other) = tokio::join!(browser.call(&path, &fields), browser.call(&path, &fields));
    let answers = [first, other, browser.call(&path, &fields).await];
    answers.map(|answer| answer.status_code().as_u16())
}

#[tokio::test]
async fn an_act_that_is_sent_twice_is_done_once_and_answered_alike() {
    let app = district().await;
    let nothing: &[(&str, &str)] = &[];
    let acts = [
        ("officer", "compute", nothing),
        ("officer", "table", nothing),
        ("leader", "record_meeting", &MEETING),
        ("leader", "adopt", nothing),
        ("leader", "publish", &[("scope", "units_only")]),
        ("leader", "correct", &[("because", "一个分数抄错了")]),
    ];
    for (account, act, more) in acts {
        assert_eq!(twice(&app, account, act, more).await, [200, 200, 200], "{act}");
    }
    let season = SeasonId::parse(SEASON).unwrap();
    assert_eq!(rankings::editions(&app.state.store, &season).await.unwrap().len(), 2);
}

const MEETING: [(&str, &str); 4] =
    [("held_on", "2026-11-01"), ("attendees", "改革办、编办"), ("minutes", "听取汇报"), ("decision", "同意")];

async fn publish(app: &TestApp, scope: &str) {
    assert_eq!(act(app, "officer", "compute", &[]).await, 200);
    publish_computed(app, SEASON, scope).await;
}

async fn publish_computed(app: &TestApp, season: &str, scope: &str) {
    assert_eq!(act_in(app, season, "officer", "table", &[]).await, 200);
    assert_eq!(act_in(app, season, "leader", "record_meeting", &MEETING).await, 200);
    assert_eq!(act_in(app, season, "leader", "adopt", &[]).await, 200);
    assert_eq!(act_in(app, season, "leader", "publish", &[("scope", scope)]).await, 200);
}

fn codes(page: &RankingPage) -> Vec<&str> {
    page.shown.iter().flat_map(|shown| &shown.rows).map(|row| row.code.as_str()).collect()
}

#[tokio::test]
async fn a_correction_of_last_season_changes_nothing_that_was_computed_before_it() {
    let app = district().await;
    inspect_in(&app, "2025", "JSJD01", 9000).await;
    assert_eq!(act_in(&app, "2025", "officer", "compute", &[]).await, 200);
    publish_computed(&app, "2025", "units_only").await;
    assert_eq!(act(&app, "officer", "compute", &[]).await, 200);
    assert_eq!(act_in(&app, "2025", "leader", "correct", &[("because", "一个分数抄错了")]).await, 200);
    publish_computed(&app, "2025", "units_only").await;
    let compared = async || {
        let store = &app.state.store;
        let round = rankings::latest(store, &SeasonId::parse(SEASON).unwrap()).await.unwrap().unwrap();
        rankings::compared(store, &round).await.unwrap().map(|before| (before.season.to_string(), before.edition))
    };
    assert_eq!(compared().await, Some(("2025".to_owned(), 1)));
    assert_eq!(act(&app, "officer", "compute", &[]).await, 200);
    assert_eq!(compared().await, Some(("2025".to_owned(), 2)));
}

#[tokio::test]
async fn each_reader_sees_exactly_what_the_scope_allows() {
    let app = long_district().await;
    assert!(page_of(&app, "head").await.is_none(), "a unit learns of a ranking before it is published");
    publish(&app, "units_only").await;
    let near = ["JSJD01", "JSJD02", "JSJD03", "JSJD04", "JSJD05", "JSJD06", "JSJD08", "JSJD09"];
    assert_eq!(codes(&page_of(&app, "head").await.unwrap()), near[..6]);
    assert_eq!(codes(&page_of(&app, "third").await.unwrap()), near);
    let last = page_of(&app, "last").await.unwrap();
    assert!(codes(&last).is_empty());
    assert_eq!(last.shown.unwrap().not_ranked.len(), 1);
    assert_eq!(codes(&page_of(&app, "legal").await.unwrap()).len(), 10);
    assert!(page_of(&app, "inspector").await.is_none());
}

#[tokio::test]
async fn a_wider_scope_shows_the_whole_list() {
    let app = district().await;
    publish(&app, "government").await;
    assert_eq!(codes(&page_of(&app, "third").await.unwrap()).len(), 6);
    assert!(page_of(&app, "inspector").await.is_none());
}

#[tokio::test]
async fn the_page_of_a_unit_never_names_a_unit_beyond_its_neighbours() {
    let app = long_district().await;
    publish(&app, "units_only").await;
    let browser = app.another_browser();
    browser.sign_in("head", PASSWORD).await;
    let page = browser.get("/ranking/2026").await;
    assert_eq!(page.status_code(), 200);
    let text = page.text();
    assert!(text.contains("JSJD02") && !text.contains("JSJD08") && !text.contains("JSJD07"), "{text}");
    let files = browser.get("/downloads/ranking/2026/1/inputs.json").await;
    assert_ne!(files.status_code(), 200);
}

#[tokio::test]
async fn a_ranked_unit_sees_its_own_scores_against_the_grades_and_nobody_else_does() {
    let app = district().await;
    publish(&app, "government").await;
    for (account, sees) in [("head", true), ("third", true), ("last", false), ("legal", false)] {
        let browser = app.another_browser();
        browser.sign_in(account, PASSWORD).await;
        let text = browser.get("/ranking/2026").await.text();
        assert_eq!(text.contains("fig min-xs bullet"), sees, "{account}: {text}");
        assert_eq!(text.contains("不合格：不足 60.00"), sees, "{account}: {text}");
    }
}

#[tokio::test]
async fn a_workbook_of_places_goes_as_far_as_the_page() {
    let app = long_district().await;
    publish(&app, "units_only").await;
    for (account, expected) in [("legal", 10), ("head", 6), ("last", 0)] {
        let browser = app.another_browser();
        browser.sign_in(account, PASSWORD).await;
        let [lines, _] = sheets(&browser.get("/downloads/ranking/2026/1/places.xlsx").await);
        let shown = page_of(&app, account).await.unwrap().shown.unwrap();
        let ranked: Vec<&str> =
            lines.iter().skip(1).filter(|line| !line[0].is_empty()).map(|line| line[1].as_str()).collect();
        assert_eq!(ranked, shown.rows.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), "{account}");
        assert_eq!(ranked.len(), expected, "{account}");
        assert_eq!(lines.len(), 1 + expected + shown.not_ranked.len(), "{account}");
        for (line, row) in lines.iter().skip(1).zip(&shown.rows) {
            let total = line[9].parse::<f64>().unwrap();
            assert_eq!((total * 100.0).round() as i64, row.total, "{account}");
        }
    }
    let browser = app.another_browser();
    browser.sign_in("inspector", PASSWORD).await;
    assert_ne!(browser.get("/downloads/ranking/2026/1/places.xlsx").await.status_code(), 200);
}

#[tokio::test]
async fn the_places_and_their_workbook_are_arranged_by_the_address() {
    let app = district().await;
    publish(&app, "government").await;
    let browser = app.another_browser();
    browser.sign_in("legal", PASSWORD).await;
    let page = browser.get("/ranking/2026?kind=subdistrict&sort=kind").await.text().replace("&amp;", "&");
    assert!(page.contains("这一类单位没有参加排名的"), "all units of the test are departments: {page}");
    let file = "/downloads/ranking/2026/1/places.xlsx?kind=subdistrict&sort=kind";
    assert!(page.contains(&format!("href=\"{file}\"")), "{page}");
    let [lines, about] = sheets(&browser.get(file).await);
    assert!(lines.iter().skip(1).all(|line| line[0].is_empty()), "only who is not ranked: {lines:?}");
    assert!(about.iter().any(|row| row[1] == "街道办事处") && about.iter().any(|row| row[1] == "按类别"), "{about:?}");
    let [lines, _] = sheets(&browser.get("/downloads/ranking/2026/1/places.xlsx?kind=department").await);
    assert_eq!(lines.iter().skip(1).filter(|line| !line[0].is_empty()).count(), 6);
    let [seasons, _] = sheets(&browser.get("/downloads/rankings.xlsx").await);
    assert_eq!((seasons.len(), seasons[1][0].as_str(), seasons[1][2].as_str()), (2, "2026", "6"));
    let short = |path: &str| browser.asking(path).add_header("cookie", "columns=rankings.scope");
    let page = short("/ranking").await.text();
    assert!(page.contains("<th scope=\"col\"") && !page.contains("<td data-label=\"公布范围\""), "{page}");
    let [fewer, _] = sheets(&short("/downloads/rankings.xlsx").await);
    assert_eq!(fewer[0].len() + 1, seasons[0].len(), "{:?}", fewer[0]);
}

#[tokio::test]
async fn each_grades_figure_opens_the_places_that_it_counts_and_shows_nobody_more() {
    let app = long_district().await;
    publish(&app, "units_only").await;
    let office = app.another_browser();
    office.sign_in("legal", PASSWORD).await;
    let shown = page_of(&app, "legal").await.unwrap().shown.unwrap();
    let page = office.get("/ranking/2026").await.text();
    let (_, figures) = page.split_once("class=\"kpis\"").unwrap();
    let (figures, _) = figures.split_once("class=\"chips\"").unwrap();
    let ranked = |lines: &[Vec<String>]| -> Vec<String> {
        lines.iter().skip(1).filter(|line| !line[0].is_empty()).map(|line| line[1].clone()).collect()
    };
    assert_eq!(shown.grades.iter().map(|(.., count)| count).sum::<usize>(), 10);
    assert!(shown.grades.iter().filter(|(.., count)| *count > 0).count() > 1, "{:?}", shown.grades);
    for (grade, _, count) in &shown.grades {
        let address = format!("/ranking/2026?grade={grade}");
        assert!(figures.contains(&format!("href=\"{address}\"")), "{grade}: {figures}");
        let (of_grade, others): (Vec<_>, Vec<_>) = shown.rows.iter().partition(|row| row.grade == *grade);
        let narrowed = office.get(&address).await.text();
        let (_, table) = narrowed.split_once("tbl tight ranks").unwrap_or_default();
        let table = table.split_once("</table>").map(|(table, _)| table).unwrap_or_default();
        assert!(of_grade.iter().all(|row| table.contains(&row.code)), "{grade}: {table}");
        assert!(!others.iter().any(|row| table.contains(&row.code)), "{grade}: {table}");
        let file = format!("/downloads/ranking/2026/1/places.xlsx?grade={grade}");
        assert!(narrowed.contains(&format!("href=\"{file}\"")), "{narrowed}");
        let [lines, about] = sheets(&office.get(&file).await);
        assert_eq!(ranked(&lines), of_grade.iter().map(|row| row.code.clone()).collect::<Vec<_>>(), "{grade}");
        assert_eq!(ranked(&lines).len(), *count, "{grade}");
        assert!(about.iter().any(|row| row[0] == "等次"), "{about:?}");
    }
    let head = app.another_browser();
    head.sign_in("head", PASSWORD).await;
    let seen = page_of(&app, "head").await.unwrap().shown.unwrap();
    assert!(seen.grades.is_empty(), "how many have each grade is told with the whole only");
    let sees = |code: &str| seen.rows.iter().any(|row| row.code == code);
    assert!(shown.rows.iter().any(|row| row.grade == "fail" && !sees(&row.code)));
    for (grade, ..) in &shown.grades {
        let page = head.get(&format!("/ranking/2026?grade={grade}")).await.text();
        assert!(shown.rows.iter().all(|row| sees(&row.code) || !page.contains(&row.code)), "{grade}: {page}");
        let [lines, _] = sheets(&head.get(&format!("/downloads/ranking/2026/1/places.xlsx?grade={grade}")).await);
        assert!(ranked(&lines).iter().all(|code| sees(code)), "{grade}: {lines:?}");
    }
}

#[tokio::test]
async fn only_a_units_people_read_a_place_of_their_own_in_the_list_of_seasons() {
    let app = district().await;
    publish(&app, "units_only").await;
    for (account, has_own) in [("officer", false), ("legal", false), ("head", true)] {
        let browser = app.another_browser();
        browser.sign_in(account, PASSWORD).await;
        let page = browser.get("/ranking").await.text();
        assert!(page.contains("2026 年度"), "{account}: {page}");
        assert_eq!(page.contains("本单位名次"), has_own, "{account}");
        let [lines, _] = sheets(&browser.get("/downloads/rankings.xlsx").await);
        assert_eq!(lines[0].iter().any(|head| head == "本单位名次"), has_own, "{account}: {lines:?}");
    }
}

#[tokio::test]
async fn the_downloads_recompute_to_the_published_fingerprint() {
    let app = district().await;
    publish(&app, "units_only").await;
    let browser = app.another_browser();
    browser.sign_in("legal", PASSWORD).await;
    let inputs: Inputs =
        serde_json::from_str(&browser.get("/downloads/ranking/2026/1/inputs.json").await.text()).unwrap();
    let rule: Rule = serde_json::from_str(&browser.get("/downloads/ranking/2026/1/rule.json").await.text()).unwrap();
    let shown = page_of(&app, "legal").await.unwrap().shown.unwrap();
    assert_eq!(compute(&inputs, &rule).unwrap().fingerprint, shown.fingerprint);
    let page = browser.get("/ranking/2026").await.text();
    assert!(page.contains(&shown.fingerprint[..32]));
}

#[tokio::test]
async fn of_a_season_in_which_no_unit_stands_there_is_nothing_to_compute() {
    let app = district().await;
    let browser = app.another_browser();
    browser.sign_in("officer", PASSWORD).await;
    let may = async |season: &str| {
        let page: RankingPage = browser.fetch(&format!("/api/ranking/page?season={season}")).await.json();
        page.may
    };
    assert_eq!(may(SEASON).await, [Step::Compute]);
    // An address names any season; an edition of this one would be the newest for ever.
    assert_eq!(may("3026").await, []);
    assert_eq!(act_in(&app, "3026", "officer", "compute", &[]).await, 409);
    assert!(!browser.get("/ranking/3026").await.text().contains("/api/ranking/compute"));
    assert!(!browser.get("/ranking/3026/workbench").await.text().contains("/api/ranking/reweigh"));
    let lines: Vec<SeasonLine> = browser.fetch("/api/ranking/seasons").await.json();
    assert_eq!(lines.iter().map(|line| line.season.as_str()).collect::<Vec<_>>(), [SEASON]);
}

#[tokio::test]
async fn nobody_takes_a_step_that_is_not_theirs_or_not_next() {
    let app = district().await;
    assert_eq!(act(&app, "leader", "compute", &[]).await, 403);
    assert_eq!(act(&app, "officer", "table", &[]).await, 404);
    assert_eq!(act(&app, "officer", "compute", &[]).await, 200);
    assert_eq!(act(&app, "leader", "adopt", &[]).await, 409);
    assert_eq!(act(&app, "officer", "table", &[]).await, 200);
    assert_eq!(act(&app, "officer", "compute", &[]).await, 409);
    assert_eq!(act(&app, "leader", "adopt", &[]).await, 409, "adopted without a meeting");
    assert_eq!(
        act(
            &app,
            "leader",
            "record_meeting",
            &[("held_on", "x"), ("attendees", ""), ("minutes", "记"), ("decision", "定")]
        )
        .await,
        422
    );
    assert_eq!(act(&app, "leader", "send_back", &[("because", "核对一个单位")]).await, 200);
    let page = page_of(&app, "officer").await.unwrap();
    assert_eq!((page.state, page.may), (RankingState::Computed, vec![Step::Compute, Step::Table]));
}

#[tokio::test]
async fn a_correction_keeps_the_old_edition_as_it_was() {
    let app = district().await;
    publish(&app, "government").await;
    let before = page_of(&app, "third").await.unwrap().shown.unwrap();
    inspect(&app, "JSJD07", 9900).await;
    assert_eq!(act(&app, "leader", "correct", &[("because", "漏了一个单位")]).await, 200);
    let old = page_of(&app, "third").await.unwrap();
    assert_eq!(old.state, RankingState::Corrected);
    let old = old.shown.unwrap();
    assert_eq!((&old.rows, &old.fingerprint), (&before.rows, &before.fingerprint));
    let new = page_of(&app, "officer").await.unwrap();
    assert_eq!((new.state, new.editions.len()), (RankingState::Computed, 2));
    assert_eq!(codes(&new)[0], "JSJD07");
}

#[tokio::test]
async fn a_unit_is_not_told_the_figures_of_an_edition_that_was_corrected() {
    let app = district().await;
    let own = async || {
        let browser = app.another_browser();
        browser.sign_in("third", PASSWORD).await;
        let home: Home = browser.fetch("/api/home/home").await.json();
        home.own.unwrap().compared.map(|compared| (compared.own, compared.mean, compared.units))
    };
    publish(&app, "government").await;
    assert_eq!(own().await, Some((8500, 8250, 6)));
    inspect(&app, "JSJD07", 9900).await;
    assert_eq!(act(&app, "leader", "correct", &[("because", "漏了一个单位")]).await, 200);
    assert_eq!(own().await, None, "the next edition is under way");
    publish_computed(&app, SEASON, "units_only").await;
    assert_eq!(own().await, None, "of the next edition a unit sees its own places alone");
}

#[tokio::test]
async fn another_rule_needs_a_reason_and_holds_for_the_next_season_too() {
    let app = district().await;
    let weights = [("inspection", "50"), ("self_check", "20"), ("rectification", "20"), ("public", "10")];
    let grades = [("excellent", "95"), ("good", "85"), ("pass", "60"), ("required[]", "inspection")];
    let rule = [&weights[..], &grades[..], &[("required[]", "self_check")]].concat();
    let with = |because: &'static str| [&rule[..], &[("because", because)]].concat();
    assert_eq!(act(&app, "officer", "reweigh", &with(" ")).await, 422);
    let disordered =
        [&weights[..], &[("excellent", "60"), ("good", "85"), ("pass", "60"), ("because", "会议要求")]].concat();
    assert_eq!(act(&app, "officer", "reweigh", &disordered).await, 422);
    assert_eq!(act(&app, "officer", "reweigh", &with("会议要求")).await, 200);
    let rule = page_of(&app, "officer").await.unwrap().shown.unwrap().rule;
    assert_eq!((rule.version, rule.weights.inspection), (2, 5000));
    assert_eq!(rule.required, [Component::Inspection, Component::SelfCheck]);
    assert_eq!(rule.grades.iter().map(|bound| bound.from).collect::<Vec<_>>(), [9500, 8500, 6000, 0]);
    publish_computed(&app, SEASON, "units_only").await;
    let next = SeasonId::parse("2027").unwrap();
    let (in_force, because) = rankings::rule_in_force(&app.state.store, &next).await.unwrap();
    assert_eq!((in_force, because.map(|note| note.to_string())), (rule, Some("会议要求".to_owned())));
}

#[tokio::test]
async fn every_page_is_whole_without_a_script() {
    let app = district().await;
    publish(&app, "units_only").await;
    for (account, path, status) in [
        ("officer", "/ranking", 200),
        ("officer", "/ranking/2026", 200),
        ("officer", "/ranking/2026/workbench?inspection=50&self_check=20&rectification=20&public=10", 200),
        ("leader", "/dashboard", 200),
        ("leader", "/dashboard?season=2026&kind=department&sort=2&rows=all", 200),
        ("leader", "/wall", 200),
        ("leader", "/wall?season=2026&kind=department", 200),
        ("head", "/ranking", 200),
        ("head", "/ranking/2026/workbench", 404),
        ("head", "/dashboard", 403),
        ("head", "/wall", 403),
        ("head", "/ranking/2025", 404),
        ("inspector", "/ranking/2026", 404),
    ] {
        let browser = app.another_browser();
        browser.sign_in(account, PASSWORD).await;
        let page = browser.get(path).await;
        assert_eq!(page.status_code().as_u16(), status, "{account} {path}");
    }
}

#[tokio::test]
async fn the_seasons_stand_in_the_order_of_the_address() {
    let app = district().await;
    inspect_in(&app, "2025", "JSJD01", 9000).await;
    assert_eq!(act_in(&app, "2025", "officer", "compute", &[]).await, 200);
    publish_computed(&app, "2025", "government").await;
    assert_eq!(act(&app, "officer", "compute", &[]).await, 200);
    let browser = app.another_browser();
    browser.sign_in("officer", PASSWORD).await;
    let seasons = async |sort: &str| {
        let lines: Vec<SeasonLine> = browser.fetch(&format!("/api/ranking/seasons?sort={sort}")).await.json();
        lines.into_iter().map(|line| line.season.to_string()).collect::<Vec<_>>()
    };
    for sort in ["", "state", "ranked", "colour"] {
        assert_eq!(seasons(sort).await, ["2026", "2025"], "{sort}");
    }
    for sort in ["scope", "published"] {
        assert_eq!(seasons(sort).await, ["2025", "2026"], "{sort}");
    }
    let page = browser.get("/ranking?sort=scope").await.text();
    for link in [r#"href="/ranking?sort=ranked""#, r#"href="/ranking""#, r#"aria-sort="ascending""#] {
        assert!(page.contains(link), "{link}: {page}");
    }
    assert!(!page.contains(r#"aria-sort="descending""#), "one order holds at a time");
    assert!(browser.get("/ranking").await.text().contains(r#"aria-sort="descending""#));
}

#[tokio::test]
async fn the_list_of_seasons_counts_the_units_as_the_page_of_the_season_does() {
    let app = district().await;
    let retire = |code: &str| {
        let unit = json!({"code": code, "name": code, "short_name": code, "kind": "department", "version": 1});
        let before: Unit = serde_json::from_value(unit).unwrap();
        let after = Unit { retired_on: "2026-11-25".parse().ok(), ..before.clone() };
        commit(&format!("retire-{code}")).with(Change::update("unit", code, 1, &before, &after).unwrap())
    };
    // One of them was inspected in the season, the other was not.
    for code in ["JSJD06", "JSJD07"] {
        transact(&app.state.store, retire(code)).await.unwrap();
    }
    let collected = page_of(&app, "officer").await.unwrap().collected.unwrap();
    let browser = app.another_browser();
    browser.sign_in("officer", PASSWORD).await;
    let lines: Vec<SeasonLine> = browser.fetch("/api/ranking/seasons?sort=").await.json();
    let line = lines.iter().find(|line| line.season.as_str() == SEASON).unwrap();
    assert_eq!((collected.units, line.units), (6, 6));
}

#[tokio::test]
async fn the_board_draws_where_points_are_lost_in_the_order_of_the_address() {
    let app = district().await;
    let browser = app.another_browser();
    browser.sign_in("leader", PASSWORD).await;
    for (order, first) in [("total", "JSJD06"), ("1", "JSJD06"), ("unit", "JSJD01")] {
        let page = browser.get(&format!("/dashboard?season={SEASON}&sort={order}")).await.text();
        let (_, losses) = page.split_once(r#"class="fig heat""#).expect("the losses are drawn");
        let (drawn, table) = losses.split_once("<details").expect("the table is folded");
        let (column, _) = losses.split_once(r#"id="must-act""#).expect("who must act is named beside it");
        assert!(column.contains("六个部分的整改"), "no hole is left under the losses: {column}");
        for part in [drawn, table] {
            let unit = part.split(r#"href="/units/"#).nth(1).expect("a row leads to its unit");
            assert!(unit.starts_with(first), "{order}: {part}");
            assert!(part.contains(&format!(r#"href="/visits/P-1.{first}""#)), "{order}: {part}");
            assert!(part.contains(&format!(r#"href="/visits/P-1.{first}/score#area-1""#)), "{order}: {part}");
            assert!(part.contains(&format!(r#"href="/visits/P-1.{first}/score#area-6""#)), "{order}: {part}");
            assert!(part.contains("个单位平均"), "{order}: {part}");
        }
    }
}

#[tokio::test]
async fn the_board_stands_beside_the_season_before_and_leads_to_both() {
    let app = district().await;
    let browser = app.another_browser();
    browser.sign_in("leader", PASSWORD).await;
    let shown = async |address: &str| browser.get(address).await.text().replace("&amp;", "&");
    let alone = shown("/dashboard").await;
    assert!(!alone.contains("得分下降最多") && !alone.contains("2025 年度"), "there is no season before");
    inspect_in(&app, "2025", "JSJD01", 9900).await;
    inspect_in(&app, "2025", "JSJD06", 6000).await;
    let board = shown("/dashboard").await;
    let (_, fell) = board.split_once("得分下降最多").expect("who fell is named");
    let (fell, _) = fell.split_once("</section>").expect("the sheet ends");
    assert!(fell.contains("href=\"/units/JSJD01\"") && !fell.contains("JSJD06"), "{fell}");
    assert!(fell.contains("99.00 → 95.00") && fell.contains("▼ 低 4.00"), "{fell}");
    for line in ["2025 年度 2 个单位", "2025 年度 79.50（2 个单位）", "▲ 高 3.00", "去年同日（", "持平"]
    {
        assert!(board.contains(line), "{line}");
    }
    assert!(!board.contains("▲ 多"), "on which day a score was locked is not known, so their number is not compared");
    assert!(board.contains("href=\"/dashboard?season=2025&rows=all#losses\""));
    let wall = shown("/wall").await;
    assert!(wall.contains("2025 年度 79.50") && !wall.contains("得分下降最多"), "a room is told no names");
    assert!(!shown("/dashboard?season=2025").await.contains("2024 年度"));
}

#[tokio::test]
async fn a_form_without_a_script_acts_too() {
    let app = district().await;
    let browser = app.another_browser();
    browser.sign_in("officer", PASSWORD).await;
    let answer = browser.post_form("/api/ranking/compute", &[("season", SEASON), ("seen", "0"), ("key", "k1")]).await;
    assert!(answer.status_code().is_redirection(), "{}", answer.status_code());
    let again = browser.post_form("/api/ranking/compute", &[("season", SEASON), ("seen", "0"), ("key", "k1")]).await;
    assert!(again.status_code().is_redirection());
    assert_eq!(page_of(&app, "officer").await.unwrap().state, RankingState::Computed);
}
