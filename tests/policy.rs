//! What the security administrator sets for the district: by requests.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use axum::http::StatusCode;
use common::{PASSWORD, TestApp};
use zeqing::{
    inspection::{model::RosterInspector, roster},
    kernel::{
        actor::{Actor, Role},
        ids::{AccountId, InspectorId, UnitCode},
        table::{Line, Table},
        text::Title,
    },
    policy::model::PolicyPage,
    register::model::{Ground, RosterPage},
    server::clock,
    unit::{model::Unit, rules as register, store as units},
};

/// The unit at which the inspector once worked.
const UNITS: &str = include_str!("../src/demo/data/units.csv");

/// An office and a security administrator, each in their browser, and an inspector who left a unit long ago.
async fn district() -> (TestApp, TestApp, UnitCode) {
    let security = TestApp::start().await;
    security.create_account("security", Role::SecurityAdmin).await;
    security.create_account("office", Role::EstablishmentOfficer).await;
    let office = security.another_browser();
    security.sign_in("security", PASSWORD).await;
    office.sign_in("office", PASSWORD).await;
    let unit = first_unit();
    let by = Actor {
        account: AccountId::parse("office").unwrap(),
        name: "编办".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    };
    let (code, name) = (unit.code.clone(), unit.name.to_string());
    units::import(&security.state.store, &by, clock::now(), "units", &[unit], &[]).await.unwrap();
    let person = RosterInspector {
        inspector: InspectorId::parse("JC1").unwrap(),
        name: Title::parse("检查员甲").unwrap(),
        current_unit: None,
        former_units: Some(format!("{name}（2001—2005）")),
        declared_units: None,
        speciality: None,
        may_lead: true,
        version: 0,
    };
    roster::store::import(&security.state.store, &by, clock::now(), "roster", &[person]).await.unwrap();
    (security, office, code)
}

fn first_unit() -> Unit {
    let cells = UNITS.lines().nth(1).unwrap().split(',').map(str::to_owned).collect();
    let header = register::COLUMNS.iter().map(|column| (*column).to_owned()).collect();
    let table = Table { header, lines: vec![Line { number: 2, cells }] };
    register::parse_units(&table).unwrap().remove(0)
}

async fn recused(office: &TestApp) -> Vec<(UnitCode, Ground)> {
    let page: RosterPage = office.fetch("/api/register/roster").await.json();
    page.people[0].recused.iter().map(|unit| (unit.unit.clone(), unit.ground)).collect()
}

#[tokio::test]
async fn a_former_post_recuses_for_ever_until_the_district_sets_years() {
    let (security, office, unit) = district().await;
    assert_eq!(recused(&office).await, [(unit.clone(), Ground::Former)]);
    let set = |years: &'static str, reason: &'static str, seen: &'static str, key: &'static str| {
        let fields = [("years", years), ("reason", reason), ("seen", seen), ("key", key)];
        let security = &security;
        async move { security.call("/api/policy/set_recusal", &fields).await }
    };
    let refused = set("0", " ", "0", "k1").await;
    refused.assert_status(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("\"years\"") && refused.text().contains("\"reason\""), "{}", refused.text());
    for _ in 0..2 {
        set("3", "区里规定三年", "0", "k2").await.assert_status_ok();
    }
    assert!(recused(&office).await.is_empty());
    // Somebody who saw the older settings is told so.
    set("60", "看过旧页面", "0", "k3").await.assert_status(StatusCode::CONFLICT);
    set("60", "从严", "1", "k4").await.assert_status_ok();
    assert_eq!(recused(&office).await, [(unit, Ground::Former)]);
    let page: PolicyPage = security.fetch("/api/policy/policy").await.json();
    assert_eq!((page.policy.former_unit_years, page.policy.version), (Some(60), 2));
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
