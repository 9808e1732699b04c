//! A plan by requests alone: draft, approval, groups, draw, calendar, notices; and what is refused on the way.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use common::{
    TestApp,
    planning::{District, after, day_off, faults, field, import, page, weekday_from},
    sheets,
};
use serde_json::Value;
use zeqing::{
    home::model::{ComingKind, Home, MOST_COMING, TaskKind},
    inspection::{
        model::{Plan, PlanKind, PlanState, RosterInspector, Visit, VisitState},
        plan::{
            model::{PLANS_A_PAGE, PlanList, PlanOrder, PlanPage, PlanRow, VisitOrder},
            rules::{chosen_units, place, visit_place, withdrawn_units},
            store as plans,
        },
        roster,
        rules::draw::{self, DrawRecord},
        visit::rules::VisitStep,
    },
    kernel::{
        actor::{Actor, Role},
        ids::{AccountId, PlanId, SeasonId, UnitCode, VisitId},
        listing::ListOrder,
    },
    ranking::{model::RankingState, store as rankings},
    search::model::Found,
    server::clock,
    store::{Change, Commit, transact},
    unit::store as units,
};

impl District {
    /// Sends the form of an act twice at one moment and once more: it is done once, and all are answered alike.
    async fn twice(&self, app: &TestApp, endpoint: &str, more: &[(&str, &str)]) {
        let seen = self.load().await.version;
        self.twice_on(app, endpoint, seen, more).await;
        assert_eq!(self.load().await.version, seen + 1, "{endpoint}");
    }

    async fn twice_on(&self, app: &TestApp, endpoint: &str, seen: u32, more: &[(&str, &str)]) {
        let (seen, key) = (seen.to_string(), uuid::Uuid::new_v4().to_string());
        let fixed = [("plan", self.plan.as_str()), ("seen", seen.as_str()), ("key", key.as_str())];
        let fields = [&fixed, more].concat();
        let path = format!("/api/inspection/{endpoint}");
        let (first, other) = tokio::join!(app.call(&path, &fields), app.call(&path, &fields));
        assert!(first.status_code().as_u16() < 400, "{endpoint}: {} {}", first.status_code(), first.text());
        for again in [other, app.call(&path, &fields).await] {
            assert_eq!((again.status_code(), again.text()), (first.status_code(), first.text()), "{endpoint}");
        }
    }

    /// Locks every visit, without the weeks that it takes.
    async fn lock_visits(&self) {
        let mut commit = Commit::by(&officer(), "visit.lock", "lock", clock::now());
        for before in self.visits().await {
            let after = Visit { state: VisitState::Locked, ..before.clone() };
            let change = Change::update("visit", before.visit.as_str(), before.version, &before, &after);
            commit = commit.with(change.expect("a visit has a form in JSON"));
        }
        transact(&self.officer.state.store, commit).await.expect("nobody else writes");
    }

    /// Changes the record of the draw behind everybody's back, as no request can.
    async fn tamper(&self, with: impl FnOnce(&mut DrawRecord)) {
        let before = self.load().await;
        let mut after = before.clone();
        with(after.draw.as_mut().expect("it is drawn"));
        let change = Change::update("plan", before.plan.as_str(), before.version, &before, &after);
        let commit = Commit::by(&officer(), "plan.draw", "tamper", clock::now());
        let commit = commit.with(change.expect("a plan has a form in JSON"));
        transact(&self.officer.state.store, commit).await.expect("nobody else writes");
    }
}

/// What the drawing of a plan's course answers.
const COURSE: &str = "各步安排在哪几天，走到了哪里";

/// Whoever does what no request can.
fn officer() -> Actor {
    Actor {
        account: AccountId::parse("officer").expect("an id"),
        name: "某人".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    }
}

#[tokio::test]
async fn a_plan_goes_from_its_draft_to_the_notices() {
    let district = District::start().await;
    let answer = district.draft("spot_check", "20%").await;
    assert!(answer.status_code().as_u16() < 400, "{}", answer.text());
    let shown = page(&district.officer, &format!("/plans/{}", district.plan)).await;
    assert!(shown.contains("第四季度检查"));
    assert!(page(&district.officer, "/plans").await.contains(district.plan.as_str()));

    district.act(&district.officer, "approve_plan", &[]).await.assert_status(StatusCode::FORBIDDEN);
    assert!(page(&district.leader, &format!("/plans/{}", district.plan)).await.contains("approve_plan"));
    assert!(!shown.contains("approve_plan"));
    assert!(!shown.contains(COURSE), "the facts say the days of a draft");
    district.done(&district.leader, "approve_plan", &[]).await;
    assert_eq!(district.load().await.state, PlanState::Approved);
    let shown = page(&district.officer, &format!("/plans/{}", district.plan)).await;
    assert!(shown.contains(COURSE) && shown.contains("批准方案 已完成"), "{shown}");
}

#[tokio::test]
async fn a_draft_that_is_sent_again_after_another_one_leads_to_its_own_plan() {
    let district = District::start().await;
    let (first, second) = (district.plan.as_str(), format!("P-{}-02", after(1).year()));
    for (key, plan) in [("one", first), ("other", &second), ("one", first)] {
        let answer = district.draft_by(key, "spot_check", "20%").await;
        answer.assert_status_ok();
        answer.assert_header("location", format!("/plans/{plan}"));
    }
    let season = SeasonId::parse(after(1).year().to_string()).unwrap();
    let drafted = plans::rows(&district.officer.state.store, &season).await.unwrap();
    assert_eq!(drafted.len(), 2);
}

/// A district, a season, and days of the year behind it.
async fn at_the_turn_of_the_year() -> (District, SeasonId, (NaiveDate, NaiveDate)) {
    let mut district = District::start().await;
    let year = after(0).year();
    district.plan = PlanId::parse(format!("P-{year}-01")).unwrap();
    let from = weekday_from(NaiveDate::from_ymd_opt(year + 1, 1, 11).unwrap());
    (district, SeasonId::parse(year.to_string()).unwrap(), (from, from + Days::new(40)))
}

#[tokio::test]
async fn a_plan_of_a_season_belongs_to_it_on_every_page_though_its_days_are_in_the_year_behind_it() {
    let (district, season, days) = at_the_turn_of_the_year().await;
    let next = SeasonId::parse(days.0.year().to_string()).unwrap();
    let refused = faults(&district.draft_of("今年", days, "words", "spot_check", "10%").await);
    assert!(refused.contains("form[season]") && refused.contains("not_an_id"), "{refused}");
    let answer = district.draft_of(season.as_str(), days, "typed", "spot_check", "10%").await;
    answer.assert_header("location", format!("/plans/{}", district.plan));
    let edit = page(&district.officer, &format!("/plans/{}/edit", district.plan)).await;
    assert!(edit.contains(&format!("所属年度：{season}")) && !edit.contains(r#"name="form[season]""#), "{edit}");

    district.done(&district.leader, "approve_plan", &[]).await;
    for form in district.group_forms(5).await {
        district.done(&district.officer, "add_group", &form.each_ref().map(field)).await;
    }
    district.done(&district.officer, "prepare_draw", &[]).await;
    district.run().await;
    assert_eq!(district.load().await.season, season);
    let plans_of = async |season: &SeasonId| {
        let list: PlanList = district.officer.fetch(&format!("/api/inspection/plans?season={season}")).await.json();
        list.plans.into_iter().map(|row| row.plan).collect::<Vec<_>>()
    };
    assert_eq!(plans_of(&season).await, std::slice::from_ref(&district.plan));
    assert_eq!(plans_of(&next).await, []);

    let visits = district.visits().await;
    let visit = &visits[0];
    assert!(visits.iter().all(|visit| visit.season == season && visit.date >= days.0), "{visits:?}");
    let calendar = format!("/calendar?month={}&week={}", visit.date.format("%Y-%m"), visit.date);
    assert!(page(&district.officer, &calendar).await.contains(&format!("/visits/{}", visit.visit)));
    let ranked_in = async |season: &SeasonId| {
        let standings = rankings::standings(&district.officer.state.store, season).await.unwrap();
        standings.iter().filter_map(|standing| standing.visit()).count()
    };
    assert_eq!((ranked_in(&season).await, ranked_in(&next).await), (visits.len(), 0));
}

#[tokio::test]
async fn a_draft_waits_for_the_leader_whatever_its_season() {
    let (district, season, days) = at_the_turn_of_the_year().await;
    let second = format!("{season}-B");
    for (number, (season, plan)) in
        [("", format!("P-{}-01", days.0.year())), (second.as_str(), format!("P-{second}-01"))].into_iter().enumerate()
    {
        let answer = district.draft_of(season, days, &format!("draft-{number}"), "spot_check", "10%").await;
        answer.assert_header("location", format!("/plans/{plan}"));
        assert_eq!(told(&district.leader).await, vec![TaskKind::ApprovePlan; number + 1]);
    }
}

#[tokio::test]
async fn where_no_season_is_named_it_is_the_one_under_way_whatever_it_is_called() {
    let (district, season, days) = at_the_turn_of_the_year().await;
    let before = format!("{season}-B");
    let answer = district.draft_of(&before, days, "before", "spot_check", "10%").await;
    answer.assert_header("location", format!("/plans/P-{before}-01"));
    let list = async || district.officer.fetch("/api/inspection/plans?season=").await.json::<PlanList>();
    let under_way = list().await;
    assert_eq!((under_way.season.as_str(), under_way.plans.len()), (before.as_str(), 1));
    let shown = page(&district.officer, "/plans/new").await;
    assert!(shown.contains(&format!(r#"value="{before}""#)), "{shown}");
    let query = format!("/api/search/search?q=P-{before}");
    let found: Found = district.officer.fetch(&query).await.json();
    assert!(found.hits.iter().any(|hit| hit.href == format!("/plans/P-{before}-01")), "{found:?}");

    let next = SeasonId::of_year(days.0.year());
    district.draft_of(next.as_str(), days, "this", "spot_check", "10%").await.assert_status_ok();
    let under_way = list().await;
    assert_eq!(under_way.season, next);
    assert_eq!(under_way.seasons.iter().map(SeasonId::as_str).collect::<Vec<_>>(), [next.as_str(), &before]);
    let other = format!(r#"href="/plans?season={before}""#);
    assert!(page(&district.officer, "/plans").await.contains(&other), "the other one can be chosen");
}

/// Writes down as many plans as fill two pages of the list and begin a third, as a district has them after many years.
async fn draft_many(district: &District) {
    district.draft("spot_check", "20%").await.assert_status_ok();
    let first = district.load().await;
    let mut commit = Commit::by(&officer(), "plan.draft", "many", clock::now());
    for number in 2..=2 * PLANS_A_PAGE + 1 {
        let plan = PlanId::parse(format!("P-{}-{number:02}", first.season)).unwrap();
        let kind = if number % 3 == 0 { PlanKind::Census } else { PlanKind::SpotCheck };
        let state = PlanState::ALL[number % PlanState::ALL.len()];
        let from = first.from + Days::new((number % 5) as u64);
        let new = Plan { plan: plan.clone(), kind, state, from, version: 0, ..first.clone() };
        commit = commit.with(Change::create("plan", plan.as_str(), &new).unwrap());
    }
    transact(&district.officer.state.store, commit).await.expect("nobody else writes");
}

#[tokio::test]
async fn page_by_page_every_plan_is_passed_once_in_every_order() {
    let district = District::start().await;
    draft_many(&district).await;
    let season = after(1).year();
    let list = async |query: &str| {
        let path = format!("/api/inspection/plans?season={season}&{query}");
        district.officer.fetch(&path).await.json::<PlanList>()
    };
    for order in PlanOrder::all() {
        for (state, found) in [("", 2 * PLANS_A_PAGE + 1), ("draft", 15)] {
            let (mut seen, mut after, mut before): (Vec<PlanRow>, _, _) = (Vec::new(), String::new(), None);
            loop {
                let page = list(&format!("state={state}&sort={}&after={after}", order.code())).await;
                assert_eq!(page.prev, before, "{order:?} {state}");
                assert_eq!(page.found, found, "{order:?} {state}");
                assert!(page.plans.len() <= PLANS_A_PAGE);
                seen.extend(page.plans);
                match page.next {
                    Some(next) => before = Some(std::mem::replace(&mut after, next)),
                    None => break,
                }
            }
            let ids: BTreeSet<&PlanId> = seen.iter().map(|row| &row.plan).collect();
            assert_eq!((seen.len(), ids.len()), (found, found), "{order:?} {state}");
            assert!(seen.is_sorted_by_key(|row| place(row, order)), "{order:?} {state}");
            assert!(seen.iter().all(|row| state.is_empty() || row.state.code() == state));
        }
    }
    let newest = list("sort=").await;
    assert!(newest.plans[0].plan.as_str().ends_with("-101"), "the hundred and first is newer than the ninety-ninth");
    assert_eq!(list("sort=colour").await, newest);

    // The links keep what the address asks for, and another order begins at its first page.
    let address = format!("/plans?season={season}&state=draft&sort=kind");
    let escaped = |address: &str| format!(r#"href="{}""#, address.replace('&', "&amp;"));
    let shown = page(&district.officer, &format!("/plans?season={season}&sort=from")).await;
    assert!(shown.contains("共 101 个方案") && shown.contains(r#"aria-sort="ascending""#), "{shown}");
    let next = format!(r#"href="/plans?season={season}&amp;sort=from&amp;after="#);
    assert!(shown.contains(&next) && !shown.contains(r#"rel="prev""#), "{shown}");
    assert!(shown.contains(&escaped(&format!("/plans?season={season}&state=draft&sort=from"))), "{shown}");
    let later = page(&district.officer, &format!("{address}&after=0")).await;
    for link in [&address, &format!("/plans?season={season}&state=draft&sort=units")] {
        assert!(later.contains(&escaped(link)), "{link}: {later}");
    }
    assert!(later.contains("共 15 个方案"), "{later}");
    let second = list("sort=from").await.next.unwrap();
    let third = list(&format!("sort=from&after={second}")).await.next.unwrap();
    let last = page(&district.officer, &format!("/plans?season={season}&sort=from&after={third}")).await;
    let back = format!("/plans?season={season}&sort=from&after={second}");
    assert!(last.contains(r#"rel="prev""#) && last.contains(&escaped(&back)), "{last}");

    // The number of a new plan is that of no other.
    let answer = district.draft_by("later", "spot_check", "20%").await;
    answer.assert_header("location", format!("/plans/P-{season}-102"));
}

#[tokio::test]
async fn a_plan_is_listed_with_the_units_that_were_drawn_and_its_columns_can_be_left_out() {
    let district = District::drawn("spot_check", "20%").await;
    let chosen = chosen_units(&district.load().await).len();
    let season = after(1).year();
    let list: PlanList = district.officer.fetch(&format!("/api/inspection/plans?season={season}")).await.json();
    assert_eq!(list.plans.iter().map(|row| row.units).collect::<Vec<_>>(), [Some(chosen)]);
    let path = format!("/plans?season={season}");
    let kind = r#"data-label="方式""#;
    assert!(page(&district.officer, &path).await.contains(kind));
    let left_out = district.officer.asking(&path).add_header("cookie", "columns=plans.kind~plans.plan").await.text();
    assert!(!left_out.contains(kind) && left_out.contains(r#"data-label="方案""#), "{left_out}");
}

#[tokio::test]
async fn the_plans_that_a_search_finds_are_listed_and_taken_away() {
    let district = District::drawn("spot_check", "20%").await;
    let (season, plan) = (after(1).year(), district.plan.as_str());
    for (search, found) in [(plan, 1), ("no-such-plan", 0)] {
        let query = format!("season={season}&q={search}");
        let list: PlanList = district.officer.fetch(&format!("/api/inspection/plans?{query}")).await.json();
        assert_eq!((list.found, list.plans.len()), (found, found), "{search}");
        let shown = page(&district.officer, &format!("/plans?{query}")).await;
        assert_eq!(shown.contains("没有找到这样的方案"), found == 0, "{shown}");
        let file = format!("/downloads/plans.xlsx?{query}");
        assert!(shown.contains(&format!(r#"href="{}""#, file.replace('&', "&amp;"))), "{shown}");
        let [lines, about] = sheets(&district.officer.get(&file).await);
        let codes: Vec<&str> = lines.iter().skip(1).map(|line| line[0].as_str()).collect();
        assert_eq!(codes, list.plans.iter().map(|row| row.plan.as_str()).collect::<Vec<_>>());
        assert!(about.iter().any(|row| row[1] == search), "{about:?}");
    }
}

#[tokio::test]
async fn the_visits_of_a_plan_stand_in_the_order_of_the_address_and_so_does_their_workbook() {
    let district = District::drawn("spot_check", "20%").await;
    let plan = &district.plan;
    let visits = async |sort: &str| {
        let path = format!("/api/inspection/plan?plan={plan}&sort={sort}");
        district.officer.fetch(&path).await.json::<PlanPage>().visits
    };
    let usual = visits("").await;
    assert!(usual.len() > 2);
    for order in VisitOrder::all() {
        let sorted = visits(order.code()).await;
        assert_eq!(sorted.len(), usual.len(), "{order:?}");
        assert!(sorted.is_sorted_by_key(|row| visit_place(row, order)), "{order:?}");
    }
    assert_eq!(visits("colour").await, usual);
    let by_unit = visits("unit").await;
    assert!(by_unit.is_sorted_by_key(|row| row.unit.clone()));

    let shown = page(&district.officer, &format!("/plans/{plan}?sort=unit")).await;
    let file = format!("/downloads/plans/{plan}/visits.xlsx?sort=unit");
    for part in [file.as_str(), &format!(r#"href="/plans/{plan}?sort=group""#), r#"aria-sort="ascending""#] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let [lines, _] = sheets(&district.officer.get(&file).await);
    let codes: Vec<&str> = lines.iter().skip(1).map(|line| line[1].as_str()).collect();
    assert_eq!(codes, by_unit.iter().map(|row| row.unit.as_str()).collect::<Vec<_>>());
}

#[tokio::test]
async fn no_commitment_is_published_to_more_visits_than_the_groups_have_days_for() {
    let district = District::with_groups("census", "100%", 1).await;
    let is_free = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && *day != district.holiday;
    let (days, visits) = ((1..=60).map(after).filter(is_free).count(), 17 + 28);
    let before = district.load().await;
    let refused = faults(&district.act(&district.officer, "prepare_draw", &[]).await);
    let counted = format!("\"field\":\"groups\",\"fault\":{{\"no_room\":{{\"days\":{days},\"wanted\":{visits}}}}}");
    assert!(refused.contains(&counted), "{refused}");
    assert_eq!(district.load().await, before);

    // Without a script the page itself says it.
    let (path, seen) = (format!("/plans/{}/draw", district.plan), before.version.to_string());
    let fields = [("plan", district.plan.as_str()), ("seen", seen.as_str()), ("key", "page")];
    let location = district.officer.post_form_from(&path, "/api/inspection/prepare_draw", &fields).await;
    let (_, query) = location.split_once('?').unwrap();
    let shown = page(&district.officer, &format!("{path}?{query}")).await;
    assert!(shown.contains(&format!("合计 {days} 天，安排不下 {visits} 次检查")), "{shown}");
    assert!(shown.contains("请先增加检查组，或请改革办领导延长检查期"), "{shown}");
}

#[tokio::test]
async fn no_commitment_is_published_for_a_group_of_which_somebody_has_left_the_roster() {
    let district = District::with_groups("spot_check", "20%", 5).await;
    let leader = district.load().await.groups[1].leader.clone();
    let store = &district.officer.state.store;
    let known = roster::store::load(store, &leader).await.unwrap().unwrap();
    let left = RosterInspector { retired_on: Some(after(0)), ..known.clone() };
    roster::store::import(store, &officer(), clock::now(), "left", &[left]).await.unwrap();
    let refused = faults(&district.act(&district.officer, "prepare_draw", &[]).await);
    let told = format!("\"left_roster\":{{\"inspector\":\"{}\",\"group\":2}}", known.name);
    assert!(refused.contains("\"field\":\"groups\"") && refused.contains(&told), "{refused}");
    // What it says is what helps.
    district.done(&district.officer, "remove_group", &[("number", "2")]).await;
    district.done(&district.officer, "prepare_draw", &[]).await;
}

#[tokio::test]
async fn the_secret_is_in_no_answer_before_the_draw_and_the_record_holds() {
    let district = District::with_groups("spot_check", "20%", 5).await;
    district.done(&district.officer, "prepare_draw", &[]).await;
    let paths = [
        format!("/plans/{}", district.plan),
        format!("/plans/{}/draw", district.plan),
        format!("/api/inspection/plan?plan={}", district.plan),
        format!("/api/inspection/draw_page?plan={}", district.plan),
        "/plans".to_owned(),
        "/api/inspection/plans".to_owned(),
    ];
    let mut before = String::new();
    for path in &paths {
        let answer = district.officer.get(path).await;
        assert!(answer.status_code().as_u16() < 400, "{path}");
        before.push_str(&answer.text());
    }
    let record_path = format!("/plans/{}/draw/record.json", district.plan);
    district.officer.get(&record_path).await.assert_status(StatusCode::NOT_FOUND);

    district.run().await;
    let record: DrawRecord = serde_json::from_str(&page(&district.officer, &record_path).await).unwrap();
    assert!(draw::verify(&record).valid);
    assert!(before.contains(&record.commitment) && before.contains(&record.secret_sha256));
    assert!(!before.contains(&record.secret));
    let shown = page(&district.officer, &paths[1]).await;
    assert!(shown.contains(&record.secret) && shown.contains("一致"));
    district.clerk.get(&record_path).await.assert_status(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_result_that_was_tampered_with_is_named_in_the_language_of_the_page() {
    let district = District::drawn("spot_check", "20%").await;
    district.tamper(|record| record.assignment[0].group += 1).await;
    let draw = format!("/plans/{}/draw", district.plan);
    let shown = page(&district.officer, &draw).await;
    assert!(shown.contains("重算不一致，这份记录不能采信：单位分到的检查组与重算的不同"), "{shown}");
    assert!(!shown.contains("not the groups that the seed gives"), "the exchange format speaks English, no page does");
    district.officer.post_form("/preferences", &[("lang", "en"), ("return_to", "/")]).await;
    let shown = page(&district.officer, &draw).await;
    assert!(shown.contains("cannot be trusted: the groups that take the units are not the recomputed ones"), "{shown}");
}

#[tokio::test]
async fn nobody_is_booked_twice_and_no_visit_is_on_a_day_off() {
    let district = District::drawn("census", "100%").await;
    let visits = district.visits().await;
    assert_eq!(visits.len(), 17 + 28);
    let mut booked = BTreeSet::new();
    for visit in &visits {
        assert!(visit.date != district.holiday);
        assert!(!matches!(visit.date.weekday(), Weekday::Sat | Weekday::Sun), "{}", visit.date);
        for inspector in &visit.inspectors {
            assert!(booked.insert((visit.date, inspector.clone())), "{inspector} twice on {}", visit.date);
        }
    }
    let [lines, about] =
        sheets(&district.officer.get(&format!("/downloads/plans/{}/visits.xlsx", district.plan)).await);
    assert_eq!(lines.len(), visits.len() + 1);
    assert!(about.iter().any(|row| row[1] == "共 45 行"), "{about:?}");
    let month = visits[0].date.format("%Y-%m").to_string();
    let calendar = page(&district.officer, &format!("/calendar?month={month}&week={}", visits[0].date)).await;
    assert!(calendar.contains(&format!("/visits/{}", visits[0].visit)));
    // By its short name: the long ones begin alike and would be cut off where they differ.
    let unit = units::load(&district.officer.state.store, &visits[0].unit).await.unwrap().expect("it is registered");
    assert!(calendar.contains(unit.short_name.as_str()) && !calendar.contains(visits[0].unit_name.as_str()));
}

#[tokio::test]
async fn the_address_narrows_the_calendar_to_a_group_of_a_plan_and_keeps_to_it() {
    let district = District::drawn("census", "100%").await;
    let (visits, plan) = (district.visits().await, district.plan.as_str());
    let first = &visits[0];
    let other = visits.iter().find(|other| other.date == first.date && other.group != first.group).unwrap();
    let (own, foreign) = (format!("\"/visits/{}\"", first.visit), format!("\"/visits/{}\"", other.visit));
    let month = first.date.format("%Y-%m").to_string();
    let day = format!("month={month}&week={}", first.date);
    let shown = page(&district.officer, &format!("/calendar?{day}&plan={plan}&group={}", first.group)).await;
    assert!(shown.contains(&own) && !shown.contains(&foreign), "{shown}");
    assert_eq!(shown.matches("class=\"chip on\"").count(), 2, "each condition takes itself away");
    let kept = format!("plan={plan}&amp;group={}", first.group);
    assert!(shown.contains(&format!("\"/calendar?{kept}\"")), "this month");
    let links = shown.split("href=\"").filter_map(|rest| rest.split('"').next());
    let around = links.filter(|link| link.starts_with("/calendar?month=") && link.ends_with(&kept));
    assert_eq!(around.count(), 5, "the months before and after, and each view: {shown}");
    let of_week = page(&district.officer, &format!("/calendar?{day}&view=week&{}", kept.replace("&amp;", "&"))).await;
    assert!(of_week.contains(&own) && !of_week.contains(&foreign), "{of_week}");
    assert!(of_week.contains("class=\"lanes\"") && !of_week.contains("class=\"month\""), "{of_week}");
    assert!(of_week.contains(&format!("\"/calendar?view=week&amp;{kept}\"")), "this week");
    let of_group = page(&district.officer, &format!("/calendar?{day}&view=group&{}", kept.replace("&amp;", "&"))).await;
    assert!(of_group.contains("class=\"lanes many\"") && !of_group.contains("class=\"month\""), "{of_group}");
    assert!(!of_group.contains(&foreign), "{of_group}");
    let in_month = |visit: &&Visit| visit.group == first.group && visit.date.format("%Y-%m").to_string() == month;
    for visit in visits.iter().filter(in_month) {
        assert!(of_group.contains(&format!("\"/visits/{}\"", visit.visit)), "each of the month's: {}", visit.visit);
    }

    let unread = page(&district.officer, &format!("/calendar?{day}&plan=%E7%94%B2&group=x")).await;
    assert!(unread.contains(&own) && unread.contains(&foreign) && !unread.contains("class=\"chip on\""));
    let unknown = page(&district.officer, &format!("/calendar?{day}&plan=P-none")).await;
    assert!(unknown.contains("这个月没有符合条件的检查") && unknown.contains("清除全部条件"), "{unknown}");
    assert!(!unknown.contains(&own));
}

#[tokio::test]
async fn the_visits_that_the_calendar_shows_are_taken_away_as_the_view_and_the_address_have_them() {
    let district = District::drawn("census", "100%").await;
    let (visits, plan) = (district.visits().await, district.load().await);
    let first = &visits[0];
    let (monday, sunday) = (first.date.week(Weekday::Mon).first_day(), first.date.week(Weekday::Mon).last_day());
    let month = first.date.with_day(1).unwrap();
    let last = (month + Months::new(1)).pred_opt().unwrap();
    let weeks = (month.week(Weekday::Mon).first_day(), last.week(Weekday::Mon).last_day());
    let period = format!("month={}&week={monday}", month.format("%Y-%m"));
    for (view, (from, to)) in [("", weeks), ("&view=week", (monday, sunday)), ("&view=group", (month, last))] {
        for group in [None, Some(first.group)] {
            let of_group = group.map(|group| format!("&plan={}&group={group}", plan.plan)).unwrap_or_default();
            let query = format!("{period}{view}{of_group}");
            let shown = page(&district.officer, &format!("/calendar?{query}")).await;
            let file = format!("/downloads/calendar.xlsx?{query}");
            assert!(shown.contains(&format!("href=\"{}\"", file.replace('&', "&amp;"))), "{query}: {shown}");
            let [lines, about] = sheets(&district.officer.get(&file).await);
            let of_view = visits.iter().filter(|visit| (from..=to).contains(&visit.date));
            let taken = of_view.filter(|visit| group.is_none_or(|group| visit.group == group));
            let expected: BTreeSet<&str> = taken.map(|visit| visit.unit.as_str()).collect();
            let codes: Vec<&str> = lines.iter().skip(1).map(|line| line[2].as_str()).collect();
            assert_eq!(codes.len(), expected.len(), "{query}: {codes:?}");
            assert_eq!(codes.into_iter().collect::<BTreeSet<_>>(), expected, "{query}");
            let says = |text: &str| about.iter().any(|row| row[1] == text);
            assert!(says(&format!("{from} 至 {to}")), "{query}: {about:?}");
            assert!(says(&format!("共 {} 行", expected.len())), "{query}: {about:?}");
            assert_eq!(says(plan.plan.as_str()), group.is_some(), "{query}: {about:?}");
            assert!(about.iter().any(|row| row[1].ends_with(&format!("/calendar?{query}"))), "{query}: {about:?}");
        }
    }

    let [lines, _] = sheets(&district.officer.get(&format!("/downloads/calendar.xlsx?{period}&view=week")).await);
    let line = lines.iter().find(|line| line[2] == first.unit.as_str()).unwrap();
    let leader = roster::store::load(&district.officer.state.store, &first.leader).await.unwrap().unwrap();
    let weekday = ["周一", "周二", "周三", "周四", "周五"][first.date.weekday().num_days_from_monday() as usize];
    assert_eq!(line[1], weekday);
    assert_eq!((line[4].as_str(), line[5].as_str()), (plan.plan.as_str(), plan.title.as_str()));
    assert_eq!((line[6].clone(), line[7].as_str()), (format!("第 {} 组", first.group), leader.name.as_str()));
    let members: Vec<&str> = line[8].split('、').collect();
    assert_eq!(members.len(), first.inspectors.len() - 1);
    assert!(!members.contains(&leader.name.as_str()), "{members:?}");
    assert_eq!((line[9].as_str(), line[11].as_str()), ("待通知", ""));
}

#[tokio::test]
async fn a_unit_takes_its_own_visit_from_the_calendar_once_it_was_told_and_no_other() {
    let district = District::drawn("census", "100%").await;
    let own = VisitId::of(&district.plan, &UnitCode::parse("JSJD01").unwrap());
    let visit = plans::visit(&district.officer.state.store, &own).await.unwrap().unwrap();
    let query = format!("month={}&week={}", visit.date.format("%Y-%m"), visit.date);
    let (calendar, file) = (format!("/calendar?{query}"), format!("/downloads/calendar.xlsx?{query}"));
    assert!(!page(&district.clerk, &calendar).await.contains("/downloads/calendar.xlsx"), "there is nothing to take");
    let [lines, _] = sheets(&district.clerk.get(&file).await);
    assert_eq!(lines.len(), 1, "the heads alone: {lines:?}");
    district.done(&district.officer, "send_notices", &[]).await;
    assert!(page(&district.clerk, &calendar).await.contains("/downloads/calendar.xlsx"));
    let [lines, _] = sheets(&district.clerk.get(&file).await);
    let codes: Vec<&str> = lines.iter().skip(1).map(|line| line[2].as_str()).collect();
    assert_eq!(codes, ["JSJD01"]);
}

#[tokio::test]
async fn a_visit_that_cannot_take_place_as_arranged_is_marked_on_the_calendar_with_the_reason() {
    let district = District::drawn("census", "100%").await;
    district.done(&district.officer, "send_notices", &[]).await;
    let (store, plan) = (&district.officer.state.store, &district.plan);
    let own = VisitId::of(plan, &UnitCode::parse("JSJD01").unwrap());
    let visit = plans::visit(store, &own).await.unwrap().unwrap();
    let leader = roster::store::load(store, &visit.leader).await.unwrap().unwrap();
    let month = visit.date.format("%Y-%m");
    let calendar = format!("/calendar?month={month}&week={}&plan={plan}&group={}", visit.date, visit.group);
    let before = page(&district.officer, &calendar).await;
    assert!(before.contains(own.as_str()) && !before.contains("class=\"alert\"") && !before.contains("要改期或换组"));

    district.recuse_only(&visit.leader, "", visit.unit_name.as_str()).await;
    import(&district.officer, "holidays", &day_off(visit.date, "运动会")).await;
    let recused = format!("{}应当回避", leader.name);
    let marked = format!("<em class=\"alert\">非工作日：运动会；{recused}<!></em>");
    let moved_on = format!("\"/plans/{plan}/units/{}\"", visit.unit);
    for view in ["month", "week", "group"] {
        let shown = page(&district.officer, &format!("{calendar}&view={view}")).await;
        assert_eq!(shown.matches(&marked).count(), 1, "{view}: {shown}");
        assert!(shown.contains("1 项检查要改期或换组") && shown.contains(&moved_on), "{view}: {shown}");
    }
    let file = calendar.replace("/calendar?", "/downloads/calendar.xlsx?");
    let reasons = async |who: &TestApp| {
        let [lines, _] = sheets(&who.get(&file).await);
        lines.into_iter().find(|line| line[2] == visit.unit.as_str()).map(|line| line[11].clone())
    };
    assert_eq!(reasons(&district.officer).await, Some(format!("非工作日：运动会；{recused}")));
    assert_eq!(reasons(&district.clerk).await, Some(String::new()), "a unit learns of no recusal");
    let of_leader = page(&district.leader, &calendar).await;
    assert!(of_leader.contains(&marked) && !of_leader.contains(&moved_on), "whoever moves none is led to no moving");
    for path in [format!("/plans/{plan}"), format!("/plans/{plan}/units/{}", visit.unit)] {
        let shown = page(&district.officer, &path).await;
        assert!(shown.contains("非工作日：运动会") && shown.contains(&recused), "{path}");
    }
    let of_clerk = page(&district.clerk, &calendar).await;
    assert!(of_clerk.contains(own.as_str()), "{of_clerk}");
    assert!(!of_clerk.contains("class=\"alert\"") && !of_clerk.contains(&recused), "a unit learns of no recusal");
}

#[tokio::test]
async fn a_plan_and_a_visit_lead_to_the_calendar_of_their_own() {
    let district = District::drawn("spot_check", "20%").await;
    let visit = district.visits().await.remove(0);
    let day = format!("month={}&amp;week={}", visit.date.format("%Y-%m"), visit.date);
    let of_plan = format!("\"/calendar?{day}&amp;plan={}\"", district.plan);
    for order in ["", "?sort=unit", "?sort=group"] {
        let shown = page(&district.officer, &format!("/plans/{}{order}", district.plan)).await;
        assert!(shown.contains(&of_plan), "in whatever order its visits stand: {order}");
    }
    let arranging = format!("/plans/{}/units/{}", district.plan, visit.unit);
    assert!(page(&district.officer, &arranging).await.contains(&of_plan));
    let of_group = format!("\"/calendar?{day}&amp;view=week&amp;plan={}&amp;group={}\"", district.plan, visit.group);
    for path in [format!("/visits/{}", visit.visit), format!("/visits/{}/notice", visit.visit)] {
        assert!(page(&district.officer, &path).await.contains(&of_group), "{path}");
    }
    let shown = page(&district.officer, &format!("/plans/{}", district.plan)).await;
    assert!(shown.contains(&of_group), "the bar of the group begins with its first visit: {shown}");
}

#[tokio::test]
async fn double_booking_and_holidays_are_refused_with_their_names() {
    let district = District::drawn("spot_check", "50%").await;
    let visits = district.visits().await;
    let first = &visits[0];
    let second = visits.iter().find(|other| other.group == first.group && other.visit != first.visit).unwrap();
    let refused = faults(&district.arrange(second, second.group, first.date, "").await);
    assert!(refused.contains("conflict") && refused.contains(first.unit_name.as_str()), "{refused}");
    let refused = faults(&district.arrange(second, second.group, district.holiday, "").await);
    assert!(refused.contains("校庆日"), "{refused}");

    let (plan, unit) = (&district.plan, &second.unit);
    let asked = format!("/plans/{plan}/units/{unit}?group={}&date={}", second.group, first.date);
    let shown = page(&district.officer, &asked).await;
    assert!(shown.contains("这样安排有冲突") && shown.contains(first.unit_name.as_str()));
    let asked = format!("/plans/{plan}/units/{unit}?group={}&date={}", second.group, district.holiday);
    assert!(page(&district.officer, &asked).await.contains("校庆日放假"));
}

#[tokio::test]
async fn a_visit_that_is_moved_after_its_notice_gets_a_new_one() {
    let district = District::drawn("spot_check", "10%").await;
    let unseen = district.visits().await.remove(0);
    let notice = format!("/visits/{}/notice", unseen.visit);
    district.done(&district.officer, "send_notices", &[("visit", unseen.visit.as_str())]).await;
    assert_eq!(district.load().await.state, PlanState::Running);
    district.done(&district.officer, "send_notices", &[]).await;
    let visits = district.visits().await;
    assert!(visits.iter().all(|visit| visit.state == VisitState::Notified && visit.notice.is_some()));
    district.act(&district.officer, "send_notices", &[]).await.assert_status(StatusCode::CONFLICT);

    let visit = visits.iter().find(|visit| visit.visit == unseen.visit).unwrap();
    let taken: BTreeSet<NaiveDate> =
        visits.iter().filter(|other| other.group == visit.group).map(|other| other.date).collect();
    let free = (20..60).map(|days| weekday_from(after(days))).find(|date| !taken.contains(date)).unwrap();
    let answer = district.arrange(visit, visit.group, free, "").await;
    assert!(answer.status_code().as_u16() < 400, "{}", answer.text());
    let moved = plans::visit(&district.officer.state.store, &visit.visit).await.unwrap().unwrap();
    assert_eq!((moved.date, moved.notice.as_ref().map(|notice| notice.number)), (free, Some(2)));
    assert_eq!(moved.earlier_notices.len(), 1);
    district.arrange(&moved, moved.group, free, "").await.assert_status(StatusCode::CONFLICT);
    let stands = plans::visit(&district.officer.state.store, &visit.visit).await.unwrap().unwrap();
    assert_eq!(stands, moved, "where nothing is moved the notice holds");
    assert!(page(&district.officer, &notice).await.contains(&free.to_string()));
    assert!(page(&district.officer, &format!("{notice}?n=1")).await.contains("已被后来的通知替代"));
}

async fn home(who: &TestApp) -> Home {
    who.get("/api/home/home").await.json()
}

/// The visits that somebody reads of where nothing waits.
async fn coming(who: &TestApp) -> Vec<String> {
    let home = home(who).await;
    home.coming.into_iter().filter(|next| next.kind == ComingKind::Visit).map(|next| next.href).collect()
}

/// What waits for somebody of plans, by kind.
async fn told(who: &TestApp) -> Vec<TaskKind> {
    let tasks = home(who).await.tasks.into_iter();
    tasks.filter(|task| task.href.starts_with("/plans/")).map(|task| task.kind).collect()
}

#[tokio::test]
async fn a_draft_waits_for_the_leader_and_a_returned_one_for_the_office_until_it_is_written_anew() {
    let district = District::start().await;
    district.draft("spot_check", "20%").await.assert_status_ok();
    assert_eq!(told(&district.leader).await, [TaskKind::ApprovePlan]);
    assert_eq!(told(&district.officer).await, []);
    district.done(&district.leader, "return_plan", &[("text", "请补充依据")]).await;
    assert_eq!(told(&district.leader).await, []);
    let next = home(&district.leader).await.coming;
    let next: Vec<_> = next.iter().map(|next| (next.kind, next.day)).collect();
    assert_eq!(next, [(ComingKind::PlanBegins, after(1))], "nothing waits, and this comes next");
    assert_eq!(told(&district.officer).await, [TaskKind::MendPlan]);
    let (from, to) = (after(1).to_string(), after(60).to_string());
    let again = [
        ("form[kind]", "spot_check"),
        ("form[title]", "第四季度检查"),
        ("form[basis]", "《办法》第七条、第八条、第九条"),
        ("form[scope]", "责任清单运行情况"),
        ("form[areas][0]", "1"),
        ("form[sizes][subdistrict]", "20%"),
        ("form[procedure]", "听取汇报，查阅材料"),
        ("form[from]", &from),
        ("form[to]", &to),
    ];
    district.done(&district.officer, "edit_plan", &again).await;
    assert_eq!(told(&district.leader).await, [TaskKind::ApprovePlan]);
    assert_eq!(told(&district.officer).await, []);
    let shown = page(&district.leader, &format!("/plans/{}", district.plan)).await;
    assert!(shown.contains("请补充依据") && shown.contains("按意见修改方案"), "the leader reads what they asked for");
    district.done(&district.leader, "approve_plan", &[]).await;
    assert_eq!(told(&district.leader).await, []);
    assert_eq!(told(&district.officer).await, [TaskKind::AdvancePlan]);
}

#[tokio::test]
async fn whoever_sees_every_visit_reads_of_the_soonest_where_nothing_waits() {
    let district = District::drawn("census", "100%").await;
    let soonest: Vec<String> =
        district.visits().await.iter().take(MOST_COMING).map(|visit| format!("/visits/{}", visit.visit)).collect();
    assert_eq!(coming(&district.leader).await, soonest);
    assert!(coming(&district.officer).await.is_empty(), "the notices wait for the office");
}

#[tokio::test]
async fn a_unit_reads_of_its_visit_once_it_has_signed_for_the_notice_and_never_before_the_notice() {
    let district = District::drawn("census", "100%").await;
    let own = VisitId::of(&district.plan, &UnitCode::parse("JSJD01").unwrap());
    let before = home(&district.clerk).await;
    assert!(before.tasks.is_empty() && before.coming.is_empty(), "nobody has told the unit");
    district.done(&district.officer, "send_notices", &[]).await;
    assert!(coming(&district.clerk).await.is_empty(), "the notice itself waits");
    let visit = plans::visit(&district.officer.state.store, &own).await.unwrap().unwrap();
    let seen = visit.version.to_string();
    let receipt = [("visit", own.as_str()), ("seen", &seen), ("key", "receipt")];
    district.clerk.call("/api/visit/receive", &receipt).await.assert_status_ok();
    assert_eq!(coming(&district.clerk).await, [format!("/visits/{own}")]);
}

#[tokio::test]
async fn a_unit_sees_its_own_notice_and_no_other() {
    let district = District::drawn("census", "100%").await;
    let own = VisitId::of(&district.plan, &UnitCode::parse("JSJD01").unwrap());
    let other = VisitId::of(&district.plan, &UnitCode::parse("JSJD02").unwrap());
    let visit = plans::visit(&district.officer.state.store, &own).await.unwrap().unwrap();
    let calendar = format!("/calendar?month={}", visit.date.format("%Y-%m"));
    district.clerk.get(&format!("/visits/{own}/notice")).await.assert_status(StatusCode::NOT_FOUND);
    let before = page(&district.clerk, &calendar).await;
    assert!(!before.contains(own.as_str()) && !before.contains(district.plan.as_str()), "no plan is offered either");
    assert!(coming(&district.clerk).await.is_empty());
    district.done(&district.officer, "send_notices", &[]).await;
    let notice = page(&district.clerk, &format!("/visits/{own}/notice")).await;
    assert!(notice.contains("检查通知书") && notice.contains("第七条、第八条"));
    let visit = page(&district.clerk, &format!("/visits/{own}")).await;
    assert!(visit.contains(&format!("href=\"/visits/{own}/notice\"")), "whoever has signed for it finds it again");
    assert!(page(&district.clerk, &calendar).await.contains(own.as_str()));
    assert!(!page(&district.clerk, &calendar).await.contains(other.as_str()));
    district.clerk.get(&format!("/visits/{other}/notice")).await.assert_status(StatusCode::NOT_FOUND);
    district.clerk.get("/plans").await.assert_status(StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_redraw_leaves_the_earlier_draw_standing() {
    let district = District::drawn("spot_check", "20%").await;
    let first = district.load().await.draw.unwrap();
    let refused = district.act(&district.officer, "redraw", &[("reason", " ")]).await;
    assert!(faults(&refused).contains("reason"));
    district.done(&district.officer, "redraw", &[("reason", "名录有误")]).await;
    assert!(district.visits().await.iter().all(|visit| visit.withdrawn.is_some()));
    district.done(&district.officer, "prepare_draw", &[]).await;
    district.run().await;
    let plan = district.load().await;
    assert_eq!(plan.earlier_draws[0].record, first);
    assert_ne!(plan.draw.as_ref().unwrap().secret, first.secret);
    let earlier = page(&district.officer, &format!("/plans/{}/draw/record.json?earlier=1", district.plan)).await;
    assert_eq!(serde_json::from_str::<DrawRecord>(&earlier).unwrap(), first);
    assert!(page(&district.officer, &format!("/plans/{}/draw", district.plan)).await.contains("名录有误"));
    district.done(&district.officer, "send_notices", &[]).await;
    district.act(&district.officer, "redraw", &[("reason", "再来")]).await.assert_status(StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_recused_group_is_refused_by_hand_too() {
    let district = District::drawn("census", "100%").await;
    let plan = district.load().await;
    let groups = &plan.draw.as_ref().unwrap().groups;
    let visits = district.visits().await;
    let (visit, group) = visits
        .iter()
        .find_map(|visit| {
            let recused =
                groups.iter().find(|group| group.recused_units.iter().any(|code| code == visit.unit.as_str()));
            Some((visit, recused?.number))
        })
        .expect("somebody is recused from something");
    let refused = faults(&district.arrange(visit, group, visit.date, "人手").await);
    assert!(refused.contains("recused") && refused.contains(visit.unit_name.as_str()), "{refused}");
}

#[tokio::test]
async fn another_group_needs_a_reason_and_is_remembered() {
    let district = District::drawn("spot_check", "10%").await;
    let plan = district.load().await;
    let visits = district.visits().await;
    let may = |visit: &Visit, number: i64| {
        let group = plan.draw.as_ref().unwrap().groups.iter().find(|group| group.number == number).unwrap();
        number != visit.group && !group.recused_units.iter().any(|code| code == visit.unit.as_str())
    };
    let visit = &visits[0];
    let group = (1..=5).find(|number| may(visit, *number)).unwrap();
    let free = weekday_from(after(50));
    assert!(faults(&district.arrange(visit, group, free, "").await).contains("reason_missing"));
    let answer = district.arrange(visit, group, free, "原来的组人手不足").await;
    assert!(answer.status_code().as_u16() < 400, "{}", answer.text());
    assert_eq!(district.load().await.hand_assignments.len(), 1);
    let shown = page(&district.officer, &format!("/plans/{}", district.plan)).await;
    assert!(shown.contains("原来的组人手不足"));
}

#[tokio::test]
async fn the_next_substitute_steps_in() {
    let district = District::drawn("spot_check", "20%").await;
    let plan = district.load().await;
    let visit = district.visits().await.into_iter().find(|visit| visit.unit.as_str().starts_with("JSJD")).unwrap();
    let next = &plan.draw.as_ref().unwrap().substitutes["subdistrict"][0];
    let fields = [("unit", visit.unit.as_str()), ("reason", "单位撤并")];
    district.done(&district.officer, "substitute_unit", &fields).await;
    let visits = district.visits().await;
    let old = visits.iter().find(|other| other.unit == visit.unit).unwrap();
    assert!(old.withdrawn.is_some());
    let shown = page(&district.officer, &format!("/plans/{}", district.plan)).await;
    assert!(shown.contains("单位撤并") && shown.contains(&format!("units/{next}")));
}

#[tokio::test]
async fn a_census_is_reported_without_the_unit_that_was_withdrawn_and_the_ranking_has_no_inspection_of_it() {
    let district = District::drawn("census", "100%").await;
    let (plan, summary) = (format!("/plans/{}", district.plan), [("summary", "普查已经结束")]);
    district.done(&district.officer, "send_notices", &[]).await;
    let visits = district.visits().await;
    let gone = &visits[0];
    let shown = page(&district.officer, &format!("{plan}/units/{}", gone.unit)).await;
    assert!(shown.contains("没有单位替换它") && shown.contains("不排名次"), "{shown}");
    let fields = [("unit", gone.unit.as_str()), ("reason", "单位撤并")];
    let unsaid = district.act(&district.officer, "substitute_unit", &[("unit", gone.unit.as_str())]).await;
    assert!(faults(&unsaid).contains("reason"), "nobody leaves without a reason");
    district.twice(&district.officer, "substitute_unit", &fields).await;
    district.act(&district.officer, "substitute_unit", &fields).await.assert_status(StatusCode::NOT_FOUND);

    let changed = district.load().await;
    assert_eq!((withdrawn_units(&changed), chosen_units(&changed).len()), (vec![&gone.unit], visits.len() - 1));
    let left: Vec<Visit> = district.visits().await.into_iter().filter(|visit| visit.withdrawn.is_none()).collect();
    assert!(left.len() == visits.len() - 1 && left.iter().all(|visit| visit.visit != gone.visit));
    let store = &district.officer.state.store;
    let days = plans::booked_days(store, gone.date, gone.date).await.unwrap();
    assert!(days.iter().flat_map(|day| &day.bookings).all(|booking| booking.visit != gone.visit));
    let path = format!("/api/inspection/plans?season={}", changed.season);
    let list: PlanList = district.officer.fetch(&path).await.json();
    assert_eq!(list.plans.iter().map(|row| row.units).collect::<Vec<_>>(), [Some(visits.len() - 1)]);
    let shown = page(&district.officer, &plan).await;
    assert!(shown.contains("退出方案，没有单位替换") && shown.contains("单位撤并"), "{shown}");
    let standings = rankings::standings(store, &changed.season).await.unwrap();
    let visited: BTreeSet<&UnitCode> =
        standings.iter().filter(|standing| standing.visit().is_some()).map(|standing| &standing.unit).collect();
    assert_eq!((visited.len(), visited.contains(&gone.unit)), (visits.len() - 1, false));

    district.act(&district.officer, "report_plan", &summary).await.assert_status(StatusCode::CONFLICT);
    district.lock_visits().await;
    let shown = page(&district.officer, &plan).await;
    assert!(shown.contains("退出方案、没有检查的有 1 个单位"), "{shown}");
    district.done(&district.officer, "report_plan", &summary).await;
    assert_eq!(district.load().await.state, PlanState::Reported);
}

#[tokio::test]
async fn the_last_day_is_moved_later_by_whoever_approved_it_and_with_a_reason() {
    let district = District::drawn("census", "100%").await;
    let (last, later) = (district.load().await.to, weekday_from(after(70)));
    let extension = [("to", &*later.to_string()), ("reason", "汛期停检一周")];
    district.act(&district.officer, "extend_plan", &extension).await.assert_status(StatusCode::FORBIDDEN);
    let early = [("to", &*last.to_string()), ("reason", "汛期停检一周")];
    let refused = faults(&district.act(&district.leader, "extend_plan", &early).await);
    assert!(refused.contains("too_early"), "{refused}");
    for (to, fault) in [("2999-01-14", "too_late"), ("+2999-01-14", "not_a_date")] {
        let far = [("to", to), ("reason", "汛期停检一周")];
        let refused = faults(&district.act(&district.leader, "extend_plan", &far).await);
        assert!(refused.contains(fault), "{refused}");
    }
    district.twice(&district.leader, "extend_plan", &extension).await;
    let plan = district.load().await;
    assert_eq!((plan.to, plan.extensions.len(), plan.extensions[0].from), (later, 1, last));
    let shown = page(&district.officer, &format!("/plans/{}", district.plan)).await;
    assert!(shown.contains(&format!("检查期延长到 {later}")) && shown.contains("汛期停检一周"));
    let visit = district.visits().await.remove(0);
    district.arrange(&visit, visit.group, later, "延期").await.assert_status_ok();
}

#[tokio::test]
async fn a_plan_whose_longest_span_is_used_up_is_extended_no_more() {
    let district = District::drawn("spot_check", "20%").await;
    let address = format!("/plans/{}", district.plan);
    let is_offered = async || page(&district.leader, &address).await.contains("extend-plan");
    let last = (district.load().await.from + Days::new(366)).to_string();
    let extension = [("to", last.as_str()), ("reason", "汛期停检")];
    assert!(is_offered().await);
    district.done(&district.leader, "extend_plan", &extension).await;
    assert!(!is_offered().await);
    district.act(&district.leader, "extend_plan", &extension).await.assert_status(StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_plan_and_its_visits_say_of_which_years_no_holidays_are_known() {
    let district = District::drawn("spot_check", "20%").await;
    let from = district.load().await.from;
    let extension = [("to", &*(from + Days::new(366)).to_string()), ("reason", "汛期停检")];
    district.done(&district.leader, "extend_plan", &extension).await;
    let visit = district.visits().await.remove(0);
    let date = weekday_from(from + Days::new(364));
    district.arrange(&visit, visit.group, date, "").await.assert_status_ok();
    // One year has a table, and no plan of the longest span ends in the year in which it begins.
    let known = district.holiday.year();
    let lacking = |last: i32| (after(0).year()..=last).filter(|year| *year != known).collect::<Vec<_>>();
    assert!(!lacking((from + Days::new(366)).year()).is_empty());
    let said = |year: i32| format!("{year} 年的放假安排还没有导入");
    let pages = [
        (format!("/plans/{}", district.plan), (from + Days::new(366)).year()),
        (format!("/visits/{}", visit.visit), date.year()),
    ];
    for (address, last) in &pages {
        let shown = page(&district.officer, address).await;
        assert!(lacking(*last).into_iter().all(|year| shown.contains(&said(year))), "{address}: {shown}");
        assert!(!shown.contains(&said(known)), "{address}");
    }
    district.done(&district.officer, "cancel_plan", &[("reason", "年度任务调整")]).await;
    for (address, last) in &pages {
        let shown = page(&district.officer, address).await;
        assert!(!lacking(*last).into_iter().any(|year| shown.contains(&said(year))), "{address}: no day is counted");
    }
}

#[tokio::test]
async fn a_cancelled_plan_leaves_its_days_free() {
    let district = District::drawn("spot_check", "20%").await;
    district.done(&district.officer, "cancel_plan", &[("reason", "年度任务调整")]).await;
    let days = plans::booked_days(&district.officer.state.store, after(0), after(70)).await.unwrap();
    assert!(days.iter().all(|day| day.bookings.is_empty()));
    assert!(page(&district.officer, &format!("/plans/{}", district.plan)).await.contains("年度任务调整"));
    district.act(&district.officer, "cancel_plan", &[("reason", "又")]).await.assert_status(StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_stale_version_changes_nothing() {
    let district = District::start().await;
    district.draft("spot_check", "20%").await;
    let answer = district.act_on(&district.leader, "approve_plan", "7", &[]).await;
    answer.assert_status(StatusCode::CONFLICT);
    assert_eq!(answer.json::<Value>(), Value::from("stale"));
    assert_eq!(district.load().await.state, PlanState::Draft);
}

#[tokio::test]
async fn a_group_is_a_leader_and_two_others_and_nobody_is_in_two() {
    let district = District::with_groups("spot_check", "20%", 1).await;
    let group = district.load().await.groups.remove(0);
    let fields = [("leader", group.leader.as_str()), ("members[0]", group.members[0].as_str())];
    let refused = faults(&district.act(&district.officer, "add_group", &fields).await);
    assert!(refused.contains("too_few") && refused.contains("duplicate"), "{refused}");
    district.done(&district.officer, "remove_group", &[("number", "1")]).await;
    assert!(district.load().await.groups.is_empty());
    district.act(&district.officer, "prepare_draw", &[]).await.assert_status(StatusCode::CONFLICT);
}

#[tokio::test]
async fn two_who_want_the_same_day_at_once_do_not_both_get_it() {
    let district = District::drawn("spot_check", "50%").await;
    let visits = district.visits().await;
    let one = &visits[0];
    let other = visits.iter().find(|visit| visit.group == one.group && visit.visit != one.visit).unwrap();
    let free = weekday_from(after(55));
    let day = plans::booked_days(&district.officer.state.store, free, free).await.unwrap();
    assert!(day.iter().all(|day| day.bookings.is_empty()), "the day is free before");
    let both = tokio::join!(district.arrange(one, one.group, free, ""), district.arrange(other, other.group, free, ""));
    let taken = [both.0, both.1].into_iter().filter(|answer| answer.status_code().as_u16() < 400).count();
    assert_eq!(taken, 1);
    let there = district.visits().await.into_iter().filter(|visit| visit.group == one.group && visit.date == free);
    assert_eq!(there.count(), 1);
}

#[tokio::test]
async fn no_notice_goes_out_before_the_groups_were_trained() {
    let district = District::untrained("spot_check", "10%").await;
    let refused = faults(&district.act(&district.officer, "send_notices", &[]).await);
    assert!(refused.contains("training_missing"), "{refused}");
    let plan = format!("/plans/{}", district.plan);
    let shown = page(&district.officer, &plan).await;
    assert!(shown.contains("先记录检查组培训") && !shown.contains("/api/inspection/send_notices"));
    district.train().await;
    assert!(page(&district.officer, &plan).await.contains("/api/inspection/send_notices"));
    district.done(&district.officer, "send_notices", &[]).await;
}

#[tokio::test]
async fn no_notice_goes_out_for_a_day_that_became_a_holiday() {
    let district = District::drawn("spot_check", "10%").await;
    let visit = district.visits().await.remove(0);
    import(&district.officer, "holidays", &day_off(visit.date, "运动会")).await;
    let refused = faults(&district.act(&district.officer, "send_notices", &[]).await);
    let what = format!("{} {}", visit.unit_name, visit.date);
    assert!(refused.contains(&what) && refused.contains("运动会"), "{refused}");
    assert_eq!(district.load().await.state, PlanState::Drawn);
    assert!(page(&district.officer, &format!("/plans/{}", district.plan)).await.contains("非工作日：运动会"));
}

#[tokio::test]
async fn no_notice_goes_out_once_an_inspector_of_the_visit_has_declared_a_recusal() {
    let district = District::drawn("spot_check", "10%").await;
    let visit = district.visits().await.remove(0);
    let leader = roster::store::load(&district.officer.state.store, &visit.leader).await.unwrap().unwrap();
    district.recuse_only(&visit.leader, "", visit.unit_name.as_str()).await;
    let refused = faults(&district.act(&district.officer, "send_notices", &[]).await);
    assert!(refused.contains("recused") && refused.contains(leader.name.as_str()), "{refused}");
    assert!(refused.contains(visit.unit_name.as_str()), "{refused}");
}

#[tokio::test]
async fn of_the_chosen_notices_those_that_can_be_sent_are_and_the_others_are_named_with_the_reason() {
    let district = District::drawn("spot_check", "20%").await;
    let visits = district.visits().await;
    let [sent, moved, also] = [&visits[0], &visits[1], &visits[2]];
    let ticked = [sent, moved, also].map(|visit| format!("{}@{}", visit.visit, visit.version));
    let plan = format!("/plans/{}", district.plan);
    let shown = page(&district.officer, &plan).await;
    assert!(ticked.iter().all(|ticked| shown.contains(&format!(r#"name="visits[]" value="{ticked}""#))), "{shown}");
    assert!(!page(&district.leader, &plan).await.contains(r#"name="visits[]""#), "whoever cannot send chooses nothing");
    let moving = district.arrange(moved, moved.group, weekday_from(after(55)), "").await;
    assert!(moving.status_code().as_u16() < 400, "{}", moving.text());

    let path = "/api/inspection/send_chosen_notices";
    let of_plan = [("plan", district.plan.as_str()), ("key", "chosen")];
    let chosen = [("visits[0]", ticked[0].as_str()), ("visits[1]", &ticked[1]), ("visits[2]", &ticked[2])];
    let form = [&of_plan[..], &chosen].concat();
    assert!(faults(&district.officer.call(path, &of_plan).await).contains("too_few"));
    district.leader.call(path, &form).await.assert_status_forbidden();
    let answer = district.officer.call(path, &form).await;
    answer.assert_status_conflict();
    let told: Value = answer.json();
    let names = [sent, also].map(|visit| visit.unit_name.to_string());
    let left = serde_json::json!([{"what": moved.unit_name, "why": "stale"}]);
    assert_eq!(told["partly"], serde_json::json!({"done": names, "left": left}));
    let states = async || {
        let visits = district.visits().await;
        let state = |one: &Visit| visits.iter().find(|visit| visit.visit == one.visit).map(|visit| visit.state);
        [sent, moved, also].map(state)
    };
    let [notified, scheduled] = [VisitState::Notified, VisitState::Scheduled].map(Some);
    assert_eq!(states().await, [notified, scheduled, notified]);

    // Sent again it does nothing more, and says the same.
    let version = district.load().await.version;
    assert_eq!(district.officer.call(path, &form).await.text(), answer.text());
    assert_eq!(district.load().await.version, version);

    // Without a script the page itself tells of it.
    let back = district.officer.post_form_from(&plan, path, &form).await;
    let shown = page(&district.officer, &back).await;
    assert!(shown.contains("已办理 2 项，未办理 1 项") && shown.contains(moved.unit_name.as_str()), "{shown}");
    assert!(!shown.contains(&format!(r#"value="{}@"#, sent.visit)), "its notice is sent");

    let fresh = format!("{}@{}", moved.visit, moved.version + 1);
    assert!(shown.contains(&format!(r#"name="visits[]" value="{fresh}""#)), "{shown}");
    let rest = [("plan", district.plan.as_str()), ("key", "rest"), ("visits[0]", &fresh)];
    district.officer.call(path, &rest).await.assert_status_ok();
    assert_eq!(states().await, [notified; 3]);
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_done_once_and_answered_alike() {
    let district = District::start().await;
    district.draft("spot_check", "20%").await;
    district.twice(&district.leader, "approve_plan", &[]).await;
    for form in district.group_forms(5).await {
        district.twice(&district.officer, "add_group", &form.each_ref().map(field)).await;
    }
    let today = after(0).to_string();
    district.twice(&district.officer, "record_training", &[("on", &today), ("content", "检查办法")]).await;
    district.twice(&district.officer, "prepare_draw", &[]).await;
    district.twice(&district.officer, "run_draw", &[("witness", "6 3 5"), ("witnesses", "丙二掷骰子")]).await;
    let visit = district.visits().await.remove(0);
    let (group, free) = (visit.group.to_string(), weekday_from(after(50)).to_string());
    let arrangement = [("unit", visit.unit.as_str()), ("group", &group), ("date", &free)];
    district.twice_on(&district.officer, "arrange_visit", visit.version, &arrangement).await;
    let reason = [("unit", visit.unit.as_str()), ("reason", "单位撤并")];
    district.twice(&district.officer, "substitute_unit", &reason).await;
    assert_eq!(district.load().await.replacements.len(), 1);
    district.twice(&district.officer, "send_notices", &[]).await;
    district.twice(&district.officer, "cancel_plan", &[("reason", "年度任务调整")]).await;
}

#[tokio::test]
async fn a_plan_is_closed_once_every_unit_has_its_written_feedback() {
    let district = District::drawn("spot_check", "10%").await;
    let (plan, summary) = (format!("/plans/{}", district.plan), [("summary", "抽查已经结束")]);
    district.done(&district.officer, "send_notices", &[]).await;
    district.act(&district.officer, "report_plan", &summary).await.assert_status(StatusCode::CONFLICT);
    district.lock_visits().await;
    assert_eq!(told(&district.officer).await, [TaskKind::ReportPlan]);
    district.twice(&district.officer, "report_plan", &summary).await;
    assert_eq!(district.load().await.state, PlanState::Reported);
    let given_up = district.act(&district.officer, "cancel_plan", &[("reason", "年度任务调整")]).await;
    given_up.assert_status(StatusCode::CONFLICT);
    assert!(!page(&district.officer, &plan).await.contains("cancel_plan"), "its scores count");

    let visits = district.visits().await;
    assert_eq!(told(&district.officer).await, [], "first come the feedbacks");
    let owed = home(&district.officer).await.tasks.into_iter();
    let owed = owed.filter(|task| task.kind == TaskKind::Visit(VisitStep::Answer)).count();
    assert_eq!(owed, visits.len());
    let refused = faults(&district.act(&district.officer, "close_plan", &[]).await);
    assert!(refused.contains(&format!("\"visits\":{}", visits.len())), "{refused}");
    let shown = page(&district.officer, &plan).await;
    assert!(shown.contains(&format!("还有 {} 个单位没有书面反馈", visits.len())) && !shown.contains("close_plan"));
    for visit in &visits {
        let (seen, key) = (visit.version.to_string(), format!("answer.{}", visit.visit));
        let fields = [("visit", visit.visit.as_str()), ("seen", &seen), ("key", &key), ("text", "没有发现问题")];
        district.officer.call("/api/visit/written_feedback", &fields).await.assert_status_ok();
    }
    assert!(page(&district.officer, &plan).await.contains("/api/inspection/close_plan"));
    assert_eq!(told(&district.officer).await, [TaskKind::ClosePlan]);
    district.twice(&district.officer, "close_plan", &[]).await;
    assert_eq!(district.load().await.state, PlanState::Closed);
    assert_eq!(told(&district.officer).await, []);
    let ranking = home(&district.officer).await.tasks.into_iter().find(|task| task.href.starts_with("/ranking/"));
    assert_eq!(ranking.map(|task| task.kind), Some(TaskKind::Ranking(RankingState::Collecting)));
    assert!(district.leader.get("/api/home/home").await.json::<Home>().tasks.is_empty(), "nothing is to be decided");
}
