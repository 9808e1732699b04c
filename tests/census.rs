//! A census by requests alone: of all units of its kinds, from the draft to the first visit; and what is refused on the
//! way. The draw of a census leaves no unit out: it only decides, before witnesses, which group goes where.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use axum_test::TestResponse;
use chrono::{Datelike, NaiveDate, Weekday};
use common::{
    PASSWORD, TestApp,
    planning::{District, after, faults, field, import, page, weekday_from},
};
use serde_json::{Value, json};
use zeqing::{
    inspection::{
        model::{PlanState, Visit, VisitState},
        plan::store as plans,
        rules::draw,
    },
    kernel::{
        actor::Role,
        ids::{PlanId, SeasonId, UnitCode, VisitId},
        unit_kind::UnitKind,
    },
    unit::store as units,
};

/// The units of both kinds: so many are registered.
const UNITS: usize = 17 + 28;

/// A district in which today is a working day, whatever day it is, so that a census can begin at once.
async fn at_work() -> District {
    let mut district = District::start().await;
    district.plan = PlanId::parse(format!("P-{}-01", after(0).year())).unwrap();
    let mut years: BTreeMap<i32, Vec<Value>> = BTreeMap::new();
    for (date, name, off) in [(after(0), "调休", false), (district.holiday, "校庆日", true)] {
        years.entry(date.year()).or_default().push(json!({"date": date, "name": name, "off": off}));
    }
    let tables = years.into_iter().map(|(year, days)| json!({"year": year, "days": days})).collect::<Vec<_>>();
    import(&district.officer, "holidays", &Value::from(tables).to_string()).await;
    district
}

/// A district whose census from today on is drawn, its groups trained.
async fn drawn() -> District {
    let district = at_work().await;
    assert!(district.draft_from(after(0), "draft", "census", "100%").await.status_code().as_u16() < 400);
    district.done(&district.leader, "approve_plan", &[]).await;
    for form in district.group_forms(5).await {
        district.done(&district.officer, "add_group", &form.each_ref().map(field)).await;
    }
    district.done(&district.officer, "prepare_draw", &[]).await;
    district.run().await;
    district.train().await;
    district
}

async fn stored(district: &District, visit: &VisitId) -> Visit {
    plans::visit(&district.officer.state.store, visit).await.unwrap().expect("the visit is there")
}

/// Takes a step of a visit as it is now.
async fn step(district: &District, who: &TestApp, what: &str, visit: &VisitId) -> TestResponse {
    let (seen, key) = (stored(district, visit).await.version.to_string(), uuid::Uuid::new_v4().to_string());
    let fields = [("visit", visit.as_str()), ("seen", &*seen), ("key", &*key)];
    who.call(&format!("/api/visit/{what}"), &fields).await
}

/// A browser in which somebody new is signed in.
async fn arrive(
    district: &District,
    account: &str,
    role: Role,
    unit: Option<&str>,
    inspector: Option<&str>,
) -> TestApp {
    district.officer.create_account_of(account, role, unit, inspector).await;
    let browser = district.officer.another_browser();
    browser.sign_in(account, PASSWORD).await;
    browser
}

/// The next visit of the same group.
fn next_of_group<'a>(visits: &'a [Visit], first: &Visit) -> &'a Visit {
    visits.iter().find(|other| other.group == first.group && other.visit != first.visit).unwrap()
}

/// A weekday on which the group of a visit goes nowhere.
fn free_day(visits: &[Visit], of: &Visit) -> NaiveDate {
    let taken: BTreeSet<NaiveDate> =
        visits.iter().filter(|visit| visit.group == of.group).map(|visit| visit.date).collect();
    (20..58).map(|days| weekday_from(after(days))).find(|date| !taken.contains(date)).unwrap()
}

#[tokio::test]
async fn a_census_is_of_every_unit_and_never_of_a_part() {
    let district = at_work().await;
    for part in ["99%", "3"] {
        let refused = faults(&district.draft_from(after(0), "part", "census", part).await);
        for kind in ["subdistrict", "department"] {
            assert!(refused.contains(&format!("form[sizes][{kind}]")), "{refused}");
        }
        assert!(refused.contains("must_be") && refused.contains("100%"), "{refused}");
    }
    let season = SeasonId::parse(after(0).year().to_string()).unwrap();
    let drafted = plans::rows(&district.officer.state.store, &season).await.unwrap();
    assert!(drafted.is_empty(), "{drafted:?}");
}

#[tokio::test]
async fn the_draw_of_a_census_takes_every_unit_and_keeps_none_to_step_in() {
    let district = drawn().await;
    let plan = district.load().await;
    let record = plan.draw.as_ref().unwrap();
    assert!(draw::verify(record).valid);
    assert_eq!(record.drawn.values().map(Vec::len).sum::<usize>(), UNITS);
    assert!(record.substitutes.values().all(Vec::is_empty) && record.unassigned.is_empty());
    let shown = page(&district.officer, &format!("/plans/{}/draw", district.plan)).await;
    assert!(shown.contains(&format!("{UNITS} 个单位抽取 {UNITS} 个")), "{shown}");

    let of_kinds = |kind: UnitKind| matches!(kind, UnitKind::Subdistrict | UnitKind::Department);
    let registered = units::all(&district.officer.state.store).await.unwrap();
    let registered: BTreeSet<UnitCode> =
        registered.into_iter().filter(|unit| of_kinds(unit.kind)).map(|unit| unit.code).collect();
    let visits = district.visits().await;
    let visited: BTreeSet<UnitCode> = visits.iter().map(|visit| visit.unit.clone()).collect();
    assert_eq!((visits.len(), visited), (UNITS, registered));

    let unit = visits[0].unit.as_str();
    let shown = page(&district.officer, &format!("/plans/{}/units/{unit}", district.plan)).await;
    assert!(shown.contains("没有候补的单位了") && !shown.contains("由候补替换"), "{shown}");
}

#[tokio::test]
async fn no_visit_of_a_census_is_on_a_day_off_or_twice_on_a_day_or_by_a_recused_group() {
    let district = drawn().await;
    let (plan, visits) = (district.load().await, district.visits().await);
    let groups = &plan.draw.as_ref().unwrap().groups;
    let recused_from = |unit: &UnitCode| -> Vec<i64> {
        let recused = groups.iter().filter(|group| group.recused_units.iter().any(|code| code == unit.as_str()));
        recused.map(|group| group.number).collect()
    };
    let mut booked = BTreeSet::new();
    for visit in &visits {
        let weekend = matches!(visit.date.weekday(), Weekday::Sat | Weekday::Sun);
        assert!(visit.date == after(0) || (!weekend && visit.date != district.holiday), "{}", visit.date);
        assert!(!recused_from(&visit.unit).contains(&visit.group), "{}", visit.visit);
        for inspector in &visit.inspectors {
            assert!(booked.insert((visit.date, inspector.clone())), "{inspector} twice on {}", visit.date);
        }
    }

    let first = &visits[0];
    let other = next_of_group(&visits, first);
    let refused = faults(&district.arrange(other, other.group, first.date, "").await);
    assert!(refused.contains("conflict") && refused.contains(first.unit_name.as_str()), "{refused}");
    let refused = faults(&district.arrange(other, other.group, district.holiday, "").await);
    assert!(refused.contains("校庆日"), "{refused}");
    let (visit, group) = visits
        .iter()
        .find_map(|visit| Some((visit, *recused_from(&visit.unit).first()?)))
        .expect("somebody is recused from something");
    let refused = faults(&district.arrange(visit, group, free_day(&visits, visit), "人手").await);
    assert!(refused.contains("recused") && refused.contains(visit.unit_name.as_str()), "{refused}");
    assert_eq!(district.visits().await, visits, "what is refused changes nothing");

    let free = free_day(&visits, other);
    let moved = district.arrange(other, other.group, free, "").await;
    assert!(moved.status_code().as_u16() < 400, "{}", moved.text());
    assert_eq!(stored(&district, &other.visit).await.date, free);
    let calendar = format!("/calendar?month={}&week={free}", free.format("%Y-%m"));
    assert!(page(&district.officer, &calendar).await.contains(&format!("/visits/{}", other.visit)));
}

#[tokio::test]
async fn the_pages_lead_a_census_from_its_draft_to_the_first_visit() {
    let district = at_work().await;
    assert!(district.draft_from(after(0), "draft", "census", "100%").await.status_code().as_u16() < 400);
    let plan = format!("/plans/{}", district.plan);
    let shown = page(&district.officer, &plan).await;
    assert!(shown.contains("普查") && shown.contains(&format!("{plan}/edit")), "{shown}");
    assert!(page(&district.leader, &plan).await.contains("/api/inspection/approve_plan"));
    district.done(&district.leader, "approve_plan", &[]).await;
    district.act(&district.officer, "send_notices", &[]).await.assert_status(StatusCode::CONFLICT);

    assert!(page(&district.officer, &plan).await.contains("/api/inspection/add_group"));
    for form in district.group_forms(5).await {
        district.done(&district.officer, "add_group", &form.each_ref().map(field)).await;
    }
    let draw = format!("{plan}/draw");
    assert!(page(&district.officer, &plan).await.contains(&draw));
    assert!(page(&district.officer, &draw).await.contains("/api/inspection/prepare_draw"));
    district.done(&district.officer, "prepare_draw", &[]).await;
    assert!(page(&district.officer, &draw).await.contains("/api/inspection/run_draw"));
    district.run().await;
    assert!(page(&district.officer, &plan).await.contains("/api/inspection/record_training"));
    district.train().await;
    assert_eq!(district.load().await.state, PlanState::Drawn);

    notices(&district, &plan).await;
    first_visit(&district).await;
}

/// One notice, then two at once, then all that are left.
async fn notices(district: &District, plan: &str) {
    let visits = district.visits().await;
    let sent = async || district.visits().await.iter().filter(|visit| visit.notice.is_some()).count();
    assert!(page(&district.officer, plan).await.contains("/api/inspection/send_notices"));
    district.done(&district.officer, "send_notices", &[("visit", visits[0].visit.as_str())]).await;
    assert_eq!((sent().await, district.load().await.state), (1, PlanState::Running));

    let ticked = [&visits[1], &visits[2]].map(|visit| format!("{}@{}", visit.visit, visit.version));
    let shown = page(&district.officer, plan).await;
    assert!(ticked.iter().all(|ticked| shown.contains(&format!(r#"name="visits[]" value="{ticked}""#))), "{shown}");
    let chosen = [("visits[0]", ticked[0].as_str()), ("visits[1]", &ticked[1])];
    let form = [&[("plan", district.plan.as_str()), ("key", "chosen")], &chosen[..]].concat();
    district.officer.call("/api/inspection/send_chosen_notices", &form).await.assert_status_ok();
    assert_eq!(sent().await, 3);

    district.done(&district.officer, "send_notices", &[]).await;
    assert_eq!(sent().await, UNITS);
}

/// A unit signs for its own notice, and its group begins on its day, not before.
async fn first_visit(district: &District) {
    let visits = district.visits().await;
    let (first, later) = (&visits[0], next_of_group(&visits, &visits[0]));
    assert!(first.date == after(0) && later.date > after(0), "{} {}", first.date, later.date);
    let clerk = arrive(district, "clerk-first", Role::UnitClerk, Some(first.unit.as_str()), None).await;
    let other = arrive(district, "clerk-later", Role::UnitClerk, Some(later.unit.as_str()), None).await;
    let inspector = arrive(district, "member", Role::Inspector, None, Some(first.inspectors[1].as_str())).await;

    step(district, &inspector, "start", &first.visit).await.assert_status(StatusCode::CONFLICT);
    step(district, &other, "receive", &first.visit).await.assert_status(StatusCode::NOT_FOUND);
    assert!(page(&clerk, &format!("/visits/{}", first.visit)).await.contains("/api/visit/receive"));
    for (clerk, visit) in [(&clerk, first), (&other, later)] {
        step(district, clerk, "receive", &visit.visit).await.assert_status_ok();
        assert_eq!(stored(district, &visit.visit).await.state, VisitState::Received);
    }

    let refused = faults(&step(district, &inspector, "start", &later.visit).await);
    assert!(refused.contains("too_early") && refused.contains(&later.date.to_string()), "{refused}");
    // The page offers what the server takes: before the day it says the day, and has no button.
    let early = page(&inspector, &format!("/visits/{}", later.visit)).await;
    assert!(early.contains(&later.date.to_string()) && !early.contains("/api/visit/start"), "{early}");
    assert!(page(&inspector, &format!("/visits/{}", first.visit)).await.contains("/api/visit/start"));
    step(district, &inspector, "start", &first.visit).await.assert_status_ok();
    assert_eq!(stored(district, &first.visit).await.state, VisitState::OnSite);
    assert_eq!(stored(district, &later.visit).await.state, VisitState::Received);
    let begun = stored(district, &first.visit).await;
    let refused = district.arrange(&begun, begun.group, free_day(&visits, first), "").await;
    refused.assert_status_conflict();
    assert_eq!(refused.json::<Value>(), Value::from("not_allowed_now"), "a visit that has begun is not moved");
}
