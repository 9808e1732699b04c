//! Finding a page or a record: everybody finds what they may open, and nothing else.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use axum_test::multipart::{MultipartForm, Part};
use common::{PASSWORD, TestApp};
use zeqing::{
    home::places::DESTINATIONS,
    inspection::{model::RosterInspector, roster},
    kernel::{
        actor::{Actor, Role},
        ids::{AccountId, InspectorId, SeasonId},
        text::Title,
    },
    search::{
        acts::acts,
        model::{Found, Hit, Kind},
    },
    server::clock,
};

/// A district with its units, a clerk of one of them, and people of other roles.
async fn district() -> TestApp {
    let app = TestApp::start().await;
    app.create_account("officer", Role::EstablishmentOfficer).await;
    app.create_account("admin", Role::SystemAdmin).await;
    app.create_account_of("clerk", Role::UnitClerk, Some("JSJD01"), None).await;
    app.sign_in("officer", PASSWORD).await;
    let units = include_str!("../src/demo/data/units.csv");
    let form = MultipartForm::new().add_part("file", Part::bytes(units.as_bytes()).file_name("表.csv"));
    let sent = app.posting("/register/preview/units").add_header("accept", "text/html").multipart(form).await;
    let location = sent.header("location").to_str().unwrap().to_owned();
    let preview = location.rsplit('/').next().unwrap();
    app.call("/api/register/confirm", &[("preview", preview), ("key", "k1")]).await.assert_status_ok();
    app
}

/// The titles of what somebody finds.
async fn found(app: &TestApp, who: &str, typed: &str) -> Vec<String> {
    hits(app, who, typed).await.into_iter().map(|hit| hit.title).collect()
}

/// What somebody finds.
async fn hits(app: &TestApp, who: &str, typed: &str) -> Vec<Hit> {
    let browser = app.another_browser();
    browser.sign_in(who, PASSWORD).await;
    let query = typed.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let answer = browser.fetch(&format!("/api/search/search?q={query}")).await;
    answer.assert_status_ok();
    answer.json::<Found>().hits
}

#[tokio::test]
async fn an_office_finds_a_unit_by_its_name_its_code_and_its_first_letters() {
    let app = district().await;
    for typed in ["花园路", "jsjd02", "hyljd"] {
        assert_eq!(found(&app, "officer", typed).await, ["郑州市金水区花园路街道办事处"], "{typed}");
    }
}

#[tokio::test]
async fn an_office_goes_from_a_unit_to_the_same_page_of_another() {
    let app = district().await;
    let page = app.get("/units/JSJD01").await.text();
    assert!(page.contains("value=\"JSJD02\""), "the other unit can be chosen");
    let asked = app.get("/units/JSJD01?unit=JSJD02").await;
    assert_eq!(asked.status_code(), 302);
    assert_eq!(asked.header("location").to_str().unwrap(), "/units/JSJD02");
    let clerk = app.another_browser();
    clerk.sign_in("clerk", PASSWORD).await;
    assert!(!clerk.get("/units/JSJD01").await.text().contains("JSJD02"), "a unit's people have no other unit");
}

#[tokio::test]
async fn a_unit_finds_itself_and_no_other() {
    let app = district().await;
    assert_eq!(found(&app, "clerk", "街道").await, ["郑州市金水区经八路街道办事处"]);
    assert!(found(&app, "clerk", "花园路").await.is_empty());
}

#[tokio::test]
async fn an_administrator_finds_people_and_no_record() {
    let app = district().await;
    assert!(found(&app, "admin", "花园路").await.is_empty());
    assert!(!found(&app, "admin", "clerk").await.is_empty());
    assert!(found(&app, "officer", "clerk").await.is_empty());
}

#[tokio::test]
async fn an_inspector_is_found_by_whoever_reads_the_roster() {
    let app = district().await;
    let by = Actor {
        account: AccountId::parse("officer").unwrap(),
        name: "编办".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    };
    let person = RosterInspector {
        inspector: InspectorId::parse("JC1").unwrap(),
        name: Title::parse("检查员甲").unwrap(),
        current_unit: None,
        former_units: None,
        declared_units: None,
        speciality: None,
        may_lead: true,
        retired_on: None,
        version: 0,
    };
    roster::store::import(&app.state.store, &by, clock::now(), "roster", &[person]).await.unwrap();
    app.create_account("leader", Role::ReformLeader).await;
    app.create_account("legal", Role::LegalOfficer).await;
    let place = "/inspectors/JC1";
    for who in ["officer", "leader", "legal"] {
        assert!(hits(&app, who, "检查员甲").await.iter().any(|hit| hit.href == place), "{who}");
        let browser = app.another_browser();
        browser.sign_in(who, PASSWORD).await;
        assert!(browser.get(place).await.text().contains("检查员甲"), "{who}");
    }
    for who in ["clerk", "admin"] {
        assert!(found(&app, who, "检查员甲").await.is_empty(), "{who}");
    }
}

#[tokio::test]
async fn a_page_is_found_in_both_languages_by_whoever_may_open_it() {
    let app = district().await;
    for typed in ["整改台账", "zgtz", "ledger", "Rectification"] {
        assert_eq!(found(&app, "officer", typed).await.first().map(String::as_str), Some("整改台账"), "{typed}");
        assert!(found(&app, "admin", typed).await.is_empty(), "{typed}");
    }
    assert!(found(&app, "officer", "操作日志").await.is_empty());
}

#[tokio::test]
async fn an_act_is_found_by_whoever_does_it() {
    let app = district().await;
    assert_eq!(found(&app, "officer", "拟定方案").await, ["拟定方案"]);
    assert!(found(&app, "clerk", "拟定方案").await.is_empty());
    assert_eq!(found(&app, "admin", "wdzh").await.first().map(String::as_str), Some("我的账号"));
}

#[tokio::test]
async fn an_act_leads_to_the_place_at_which_it_is_done() {
    let app = district().await;
    for (who, typed, place) in [
        ("officer", "准备一轮自查", "/self-check#new-round"),
        ("officer", "被检查单位名单", "/templates#upload-units"),
        ("admin", "建立账号", "/admin/people#new-person"),
        ("clerk", "修改密码", "/me#change-password"),
    ] {
        let found = hits(&app, who, typed).await;
        let first = found.first().unwrap_or_else(|| panic!("nothing for {typed}"));
        assert_eq!(first.href, place, "{typed}");
        let (page, id) = place.split_once('#').unwrap();
        let browser = app.another_browser();
        browser.sign_in(who, PASSWORD).await;
        assert!(browser.get(page).await.text().contains(&format!("id=\"{id}\"")), "{place}");
    }
    assert!(found(&app, "clerk", "准备一轮自查").await.is_empty());
}

#[tokio::test]
async fn a_units_people_find_what_their_role_does_and_where_it_waits() {
    let app = district().await;
    app.create_account_of("head", Role::UnitHead, Some("JSJD01"), None).await;
    for (who, typed, place) in [
        ("clerk", "填报自查", "/self-check"),
        ("clerk", "签收检查通知", "/calendar"),
        ("head", "签署自查", "/self-check"),
        ("head", "签署销号申请", "/ledger"),
    ] {
        let found = hits(&app, who, typed).await;
        assert_eq!(found.iter().map(|hit| hit.href.as_str()).collect::<Vec<_>>(), [place], "{who}: {typed}");
    }
    assert!(found(&app, "head", "填报自查").await.is_empty());
    assert!(found(&app, "clerk", "签署自查").await.is_empty());
    assert!(found(&app, "officer", "签署自查").await.is_empty());
}

#[tokio::test]
async fn a_person_is_found_in_the_list_searched_for_them() {
    let app = district().await;
    let people: Vec<Hit> =
        hits(&app, "admin", "clerk").await.into_iter().filter(|hit| hit.kind == Kind::Person).collect();
    assert_eq!(people.iter().map(|hit| hit.href.as_str()).collect::<Vec<_>>(), ["/admin/people?q=clerk"]);
}

#[tokio::test]
async fn whatever_act_is_found_opens() {
    let app = district().await;
    app.create_account("leader", Role::ReformLeader).await;
    app.create_account_of("head", Role::UnitHead, Some("JSJD01"), None).await;
    for (account, role) in [
        ("officer", Role::EstablishmentOfficer),
        ("leader", Role::ReformLeader),
        ("admin", Role::SystemAdmin),
        ("clerk", Role::UnitClerk),
        ("head", Role::UnitHead),
    ] {
        let browser = app.another_browser();
        browser.sign_in(account, PASSWORD).await;
        let season = SeasonId::parse("2026").unwrap();
        for act in acts(role, &season) {
            let page = act.href.split('#').next().unwrap();
            assert_eq!(browser.get(page).await.status_code(), 200, "{account}: {}", act.href);
        }
    }
}

#[tokio::test]
async fn whatever_page_is_found_opens() {
    let app = district().await;
    for (account, role) in
        [("officer", Role::EstablishmentOfficer), ("admin", Role::SystemAdmin), ("clerk", Role::UnitClerk)]
    {
        let browser = app.another_browser();
        browser.sign_in(account, PASSWORD).await;
        for page in DESTINATIONS.iter().filter(|page| page.opens_to(role)) {
            assert_eq!(browser.get(page.href).await.status_code(), 200, "{account}: {}", page.href);
        }
    }
}

#[tokio::test]
async fn what_is_no_search_finds_nothing_and_harms_nothing() {
    let app = district().await;
    for typed in ["", "   ", "\"; DELETE unit; --", "%", &"长".repeat(5000)] {
        assert!(found(&app, "officer", typed).await.is_empty(), "{typed}");
    }
    assert_eq!(found(&app, "officer", "jsjd02").await.len(), 1);
}
