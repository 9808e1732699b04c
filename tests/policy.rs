//! What the security administrator sets for the district, and what it decides of plans: by requests.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use axum::http::StatusCode;
use axum_test::TestResponse;
use chrono::NaiveDate;
use common::{
    PASSWORD, TestApp,
    planning::{District, after, field, left, weekday_from},
    subdistrict,
};
use futures::future::join_all;
use zeqing::{
    account::{
        model::PersonName,
        store::{self as accounts, NewAccount},
    },
    error::AppError,
    home::model::{FigureKind, Home},
    inspection::{
        model::{PlanState, RosterInspector, Visit, VisitState},
        plan::{model::PlanPage, store as plans},
        roster,
        rules::draw::Group as DrawnGroup,
    },
    kernel::{
        actor::{Actor, Role},
        fault::Fault,
        ids::{AccountId, InspectorId, UnitCode, VisitId},
        text::Title,
        unit_kind::UnitKind,
    },
    policy::model::{Policy, PolicyPage},
    register::model::{Ground, RosterPage},
    server::clock,
    unit::store as units,
};

/// The unit at which the inspector once worked.
const UNIT: &str = "JSJD01";

/// Somebody of this role, in a browser of their own.
async fn signed_in(app: &TestApp, account: &str, role: Role) -> TestApp {
    app.create_account(account, role).await;
    let browser = app.another_browser();
    browser.sign_in(account, PASSWORD).await;
    browser
}

/// An office and a security administrator, each in their browser, and an inspector who left a unit long ago.
async fn district() -> (TestApp, TestApp, UnitCode) {
    let app = TestApp::start().await;
    let security = signed_in(&app, "security", Role::SecurityAdmin).await;
    let office = signed_in(&app, "office", Role::EstablishmentOfficer).await;
    let unit = subdistrict(UNIT, "经八路街道办事处");
    let by = Actor {
        account: AccountId::parse("office").unwrap(),
        name: "编办".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    };
    let (code, name) = (unit.code.clone(), unit.name.to_string());
    units::import(&app.state.store, &by, clock::now(), "units", &[unit], &[]).await.unwrap();
    let person = RosterInspector {
        inspector: InspectorId::parse("JC1").unwrap(),
        name: Title::parse("检查员甲").unwrap(),
        current_unit: None,
        former_units: Some(format!("{name}（2001—2005）")),
        declared_units: None,
        speciality: None,
        may_lead: true,
        retired_on: None,
        version: 0,
    };
    roster::store::import(&app.state.store, &by, clock::now(), "roster", &[person]).await.unwrap();
    (security, office, code)
}

async fn recused(office: &TestApp) -> Vec<(UnitCode, Ground)> {
    let page: RosterPage = office.fetch("/api/register/roster").await.json();
    page.people[0].recused.iter().map(|unit| (unit.unit.clone(), unit.ground)).collect()
}

/// Sends the form of the years.
async fn set(security: &TestApp, years: &str, reason: &str, seen: &str, key: &str) -> TestResponse {
    let fields = [("years", years), ("reason", reason), ("seen", seen), ("key", key)];
    security.call("/api/policy/set_recusal", &fields).await
}

async fn policy(security: &TestApp) -> Policy {
    security.fetch("/api/policy/policy").await.json::<PolicyPage>().policy
}

/// Sets the years as they shall be from now on.
async fn set_years(security: &TestApp, years: u16) {
    let seen = policy(security).await.version.to_string();
    let answer = set(security, &years.to_string(), "区里的规定", &seen, &format!("years-{seen}")).await;
    answer.assert_status_ok();
}

#[tokio::test]
async fn a_former_post_recuses_for_ever_until_the_district_sets_years() {
    let (security, office, unit) = district().await;
    assert_eq!(recused(&office).await, [(unit.clone(), Ground::Former)]);
    let refused = set(&security, "0", " ", "0", "k1").await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("\"years\"") && refused.text().contains("\"reason\""), "{}", refused.text());
    for _ in 0..2 {
        set(&security, "3", "区里规定三年", "0", "k2").await.assert_status_ok();
    }
    assert!(recused(&office).await.is_empty());
    // Somebody who saw the older settings is told so.
    set(&security, "60", "看过旧页面", "0", "k3").await.assert_status(StatusCode::CONFLICT);
    set(&security, "60", "从严", "1", "k4").await.assert_status_ok();
    assert_eq!(recused(&office).await, [(unit, Ground::Former)]);
    assert_eq!(policy(&security).await, Policy { former_unit_years: Some(60), version: 2 });
}

/// The figures of somebody's first page, each with its number and whether a day stands in its place; every page that they
/// lead to opens.
async fn figures(who: &TestApp) -> Vec<(FigureKind, u32, bool)> {
    let figures = who.fetch("/api/home/home").await.json::<Home>().figures;
    for href in figures.iter().filter_map(|figure| figure.href.as_ref()) {
        who.get(href).await.assert_status_ok();
    }
    figures.into_iter().map(|figure| (figure.kind, figure.value, figure.day.is_some())).collect()
}

#[tokio::test]
async fn each_of_the_three_administrators_reads_figures_of_what_they_look_after() {
    let (security, _, _) = district().await;
    let system = signed_in(&security, "system1", Role::SystemAdmin).await;
    let audit = signed_in(&security, "audit1", Role::AuditAdmin).await;
    let accounts = [(FigureKind::AccountsUnused, 0, false), (FigureKind::AccountsLocked, 0, false)];
    assert_eq!(figures(&system).await, accounts);
    let given = NewAccount {
        account: AccountId::parse("newcomer").unwrap(),
        name: PersonName::parse("某人").unwrap(),
        role: Role::LegalOfficer,
        unit: None,
        inspector: None,
        password: PASSWORD.to_owned(),
        must_change_password: true,
    };
    accounts::create(&system.state.store, given, "system", "newcomer").await.unwrap();
    assert_eq!(figures(&system).await[0], (FigureKind::AccountsUnused, 1, false));
    assert_eq!(figures(&security).await, [(FigureKind::PolicySet, 0, false)]);
    set_years(&security, 3).await;
    assert_eq!(figures(&security).await, [(FigureKind::PolicySet, 1, true)]);
    let [(today, entries, _), sealed] = <[_; 2]>::try_from(figures(&audit).await).unwrap();
    assert_eq!(today, FigureKind::JournalToday);
    assert!(entries > 0, "what was done just now is counted");
    assert_eq!(sealed, (FigureKind::DaysSealed, 0, false));
}

#[tokio::test]
async fn of_all_who_set_the_years_first_at_once_one_does_and_the_others_are_told_of_it() {
    let (security, _, _) = district().await;
    let other = signed_in(&security, "security-2", Role::SecurityAdmin).await;
    let first = |years: u16| {
        let who = if years.is_multiple_of(2) { &security } else { &other };
        async move { (years, set(who, &years.to_string(), "区里的规定", "0", &format!("first-{years}")).await) }
    };
    let answers = join_all((1..=8).map(first)).await;
    let (done, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|(_, answer)| answer.status_code() == StatusCode::OK);
    let [(years, _)] = done.as_slice() else { panic!("{} were taken", done.len()) };
    for (_, answer) in &refused {
        answer.assert_status(StatusCode::CONFLICT);
        assert_eq!(answer.json::<AppError>(), AppError::Stale);
    }
    assert_eq!(policy(&security).await, Policy { former_unit_years: Some(*years), version: 1 });
}

#[tokio::test]
async fn the_permissions_are_shown_as_they_are_and_to_nobody_else() {
    let (security, office, _) = district().await;
    let page: PolicyPage = security.fetch("/api/policy/policy").await.json();
    assert_eq!(page.permissions.len(), zeqing::kernel::permit::Action::ALL.len());
    assert!(page.permissions.iter().all(|permission| !permission.roles.is_empty()));
    security.get("/admin/policy").await.assert_status_ok();
    office.get("/admin/policy").await.assert_status(StatusCode::FORBIDDEN);
}

/// A district that plans, and its security administrator.
async fn planning(district: District) -> (District, TestApp) {
    let security = signed_in(&district.officer, "security", Role::SecurityAdmin).await;
    (district, security)
}

/// The first visit of a subdistrict office: nobody of the groups works at one now.
async fn visit_of_a_subdistrict(district: &District) -> Visit {
    let visits = district.visits().await;
    visits.into_iter().find(|visit| visit.unit_kind == UnitKind::Subdistrict).expect("subdistrict offices are drawn")
}

/// A visit as it is now.
async fn reloaded(district: &District, visit: &Visit) -> Visit {
    plans::visit(&district.officer.state.store, &visit.visit).await.unwrap().unwrap()
}

async fn unit_name(district: &District, code: &UnitCode) -> Title {
    units::load(&district.officer.state.store, code).await.unwrap().unwrap().name
}

/// Two days behind all those that a draw gives to a group with few visits.
fn free_days() -> [NaiveDate; 2] {
    [50, 54].map(|days| weekday_from(after(days)))
}

/// The refusal says that this inspector once worked at the unit, and nothing else.
async fn assert_recused(answer: TestResponse, district: &District, inspector: &InspectorId, unit: &Title) {
    let person = roster::store::load(&district.officer.state.store, inspector).await.unwrap().unwrap();
    let (inspector, unit, ground) = (person.name.to_string(), unit.to_string(), "former_unit".to_owned());
    answer.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.json::<AppError>(), AppError::field("group", Fault::Recused { inspector, unit, ground }));
}

/// What the plan's page says: who of its first group is recused from which unit, and which units no group may check.
async fn said_of_the_group(district: &District) -> (Vec<(InspectorId, UnitCode)>, Vec<UnitCode>) {
    let page: PlanPage = district.officer.fetch(&format!("/api/inspection/plan?plan={}", district.plan)).await.json();
    let recusals = page.groups[0].recusals.iter().map(|line| (line.inspector.clone(), line.unit.clone()));
    (recusals.collect(), page.uncheckable.into_iter().map(|unit| unit.code).collect())
}

#[tokio::test]
async fn the_years_decide_what_is_said_of_a_group_and_hinder_nobody_from_forming_it() {
    let (district, security) = planning(District::with_groups("spot_check", "20%", 0).await).await;
    let form = district.group_forms(1).await.remove(0);
    let (member, unit) = (InspectorId::parse(&form[1].1).unwrap(), UnitCode::parse(UNIT).unwrap());
    district.recuse_only(&member, &left(&unit_name(&district, &unit).await, 3), "").await;
    set_years(&security, 3).await;
    district.done(&district.officer, "add_group", &form.each_ref().map(field)).await;
    let recused = (vec![(member, unit.clone())], vec![unit]);
    assert_eq!(said_of_the_group(&district).await, recused);
    set_years(&security, 2).await;
    assert_eq!(said_of_the_group(&district).await, (Vec::new(), Vec::new()));
    set_years(&security, 3).await;
    assert_eq!(said_of_the_group(&district).await, recused);
}

#[tokio::test]
async fn a_commitment_freezes_the_recusals_by_the_years_of_its_day() {
    let (district, security) = planning(District::with_groups("spot_check", "20%", 5).await).await;
    let member = district.load().await.groups[0].members[0].clone();
    district.recuse_only(&member, &left(&unit_name(&district, &UnitCode::parse(UNIT).unwrap()).await, 3), "").await;
    let first_is_recused = |groups: &[DrawnGroup]| groups[0].recused_units.iter().any(|unit| unit == UNIT);
    let frozen = async || first_is_recused(&district.load().await.prepared.unwrap().roster.groups);
    set_years(&security, 3).await;
    district.done(&district.officer, "prepare_draw", &[]).await;
    assert!(frozen().await);
    district.done(&district.officer, "withdraw_commitment", &[("reason", "年限已改")]).await;
    set_years(&security, 2).await;
    district.done(&district.officer, "prepare_draw", &[]).await;
    assert!(!frozen().await);
    // What was published stands, whatever is set afterwards.
    set_years(&security, 3).await;
    district.run().await;
    assert!(!first_is_recused(&district.load().await.draw.unwrap().groups));
}

#[tokio::test]
async fn a_group_takes_a_visit_once_the_years_after_a_members_former_post_are_over() {
    let (district, security) = planning(District::drawn("spot_check", "10%").await).await;
    let visit = visit_of_a_subdistrict(&district).await;
    let group = district.load().await.groups.into_iter().find(|group| group.number != visit.group).unwrap();
    let member = &group.members[0];
    district.recuse_only(member, &left(&visit.unit_name, 3), "").await;
    let [day, _] = free_days();
    let arrange = async || district.arrange(&visit, group.number, day, "原来的组人手不足").await;
    // As long as nothing is set, a former post recuses for ever.
    assert_recused(arrange().await, &district, member, &visit.unit_name).await;
    set_years(&security, 3).await;
    assert_recused(arrange().await, &district, member, &visit.unit_name).await;
    set_years(&security, 2).await;
    arrange().await.assert_status_ok();
    let arranged = reloaded(&district, &visit).await;
    assert_eq!((arranged.group, arranged.date), (group.number, day));
}

#[tokio::test]
async fn a_visit_is_moved_no_further_once_more_years_recuse_one_of_its_group() {
    let (district, security) = planning(District::drawn("spot_check", "10%").await).await;
    let visit = visit_of_a_subdistrict(&district).await;
    let member = visit.inspectors.last().unwrap();
    district.recuse_only(member, &left(&visit.unit_name, 3), "").await;
    let [day, later] = free_days();
    set_years(&security, 2).await;
    district.arrange(&visit, visit.group, day, "").await.assert_status_ok();
    let moved = reloaded(&district, &visit).await;
    let further = async || district.arrange(&moved, moved.group, later, "").await;
    set_years(&security, 3).await;
    assert_recused(further().await, &district, member, &visit.unit_name).await;
    assert_eq!(reloaded(&district, &visit).await, moved);
    set_years(&security, 2).await;
    further().await.assert_status_ok();
    assert_eq!(reloaded(&district, &visit).await.date, later);
}

#[tokio::test]
async fn a_substitute_steps_in_only_where_the_years_let_the_group_go_there() {
    let (district, security) = planning(District::drawn("spot_check", "20%").await).await;
    let visits = district.visits().await;
    let mut visits = visits.iter().filter(|visit| visit.unit_kind == UnitKind::Subdistrict);
    let substitutes = district.load().await.draw.unwrap().substitutes["subdistrict"].clone();
    for (years, code) in [3, 2].into_iter().zip(substitutes) {
        let (visit, code) = (visits.next().unwrap(), UnitCode::parse(code).unwrap());
        district.recuse_only(&visit.leader, &left(&unit_name(&district, &code).await, 3), "").await;
        set_years(&security, years).await;
        let fields = [("unit", visit.unit.as_str()), ("reason", "单位撤并")];
        district.done(&district.officer, "substitute_unit", &fields).await;
        let id = VisitId::of(&district.plan, &code);
        let taken = plans::visit(&district.officer.state.store, &id).await.unwrap();
        let taken = taken.map(|taken| (taken.group, taken.date));
        assert_eq!(taken, (years == 2).then_some((visit.group, visit.date)), "with {years} years");
    }
}

#[tokio::test]
async fn the_notices_go_out_once_the_years_after_a_former_post_are_over() {
    let (district, security) = planning(District::drawn("spot_check", "10%").await).await;
    let visit = visit_of_a_subdistrict(&district).await;
    district.recuse_only(&visit.leader, &left(&visit.unit_name, 3), "").await;
    let send = async || district.act(&district.officer, "send_notices", &[]).await;
    // As long as nothing is set, a former post recuses for ever.
    assert_recused(send().await, &district, &visit.leader, &visit.unit_name).await;
    set_years(&security, 3).await;
    assert_recused(send().await, &district, &visit.leader, &visit.unit_name).await;
    assert_eq!(district.load().await.state, PlanState::Drawn);
    set_years(&security, 2).await;
    send().await.assert_status_ok();
    assert_eq!(district.load().await.state, PlanState::Running);
    assert_eq!(reloaded(&district, &visit).await.state, VisitState::Notified);
}

#[tokio::test]
async fn more_years_hold_a_notice_back_and_leave_the_one_that_was_sent() {
    let (district, security) = planning(District::drawn("spot_check", "20%").await).await;
    let visits = district.visits().await;
    let mut pairs = visits.iter().enumerate().flat_map(|(at, one)| visits[..at].iter().map(move |other| (one, other)));
    let (sent, held) = pairs.find(|(one, other)| one.group == other.group).expect("five groups have ten visits");
    let posts = format!("{}；{}", left(&sent.unit_name, 3), left(&held.unit_name, 3));
    district.recuse_only(&sent.leader, &posts, "").await;
    let send =
        async |visit: &Visit| district.act(&district.officer, "send_notices", &[("visit", visit.visit.as_str())]).await;
    set_years(&security, 2).await;
    send(sent).await.assert_status_ok();
    let notified = reloaded(&district, sent).await;
    assert_eq!(notified.state, VisitState::Notified);
    set_years(&security, 3).await;
    assert_recused(send(held).await, &district, &held.leader, &held.unit_name).await;
    assert_eq!(reloaded(&district, held).await.state, VisitState::Scheduled);
    assert_eq!(reloaded(&district, sent).await, notified);
}
