//! The page of an inspector: who they are, from what they are recused, and where they go from there.

// What arranges a test may give up as the test itself does.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use axum::http::StatusCode;
use common::{
    PASSWORD,
    planning::{District, FILES, page, preview},
};
use serde_json::Value;
use zeqing::{
    inspection::model::PlanState,
    kernel::{actor::Role, ids::InspectorId},
    register::inspector::model::InspectorRecord,
};

/// What another program made of the district's roster.
const EXPECTED: &str = include_str!("data/inspectors_expected.json");

/// Somebody who is recused from two units, for different reasons.
const RECUSED: &str = "JC2627";

async fn record(district: &District, inspector: &str) -> InspectorRecord {
    let answer = district.officer.fetch(&format!("/api/register/inspector?inspector={inspector}")).await;
    answer.assert_status_ok();
    answer.json()
}

#[tokio::test]
async fn an_inspectors_page_leads_to_their_group_and_their_visits_and_is_led_to_from_them() {
    let district = District::drawn("spot_check", "30%").await;
    let visits = district.visits().await;
    let one: InspectorId = visits[0].leader.clone();
    let path = format!("/inspectors/{one}");
    district.officer.create_account_of("one", Role::Inspector, None, Some(one.as_str())).await;

    let record = record(&district, one.as_str()).await;
    let own = visits.iter().filter(|visit| visit.inspectors.contains(&one));
    let own: BTreeSet<_> = own.map(|visit| (visit.visit.clone(), visit.leader == one)).collect();
    let shown: BTreeSet<_> = record.work.visits.iter().map(|visit| (visit.visit.clone(), visit.leads)).collect();
    assert_eq!(shown, own);
    let groups: Vec<_> = record.work.groups.iter().map(|group| (&group.plan, group.group, group.leads)).collect();
    assert_eq!(groups, [(&district.plan, visits[0].group, true)]);
    assert_ne!(record.work.groups[0].state, PlanState::Draft);
    assert_eq!(record.accounts.iter().map(|bound| bound.account.as_str()).collect::<Vec<_>>(), ["one"]);

    let shown = page(&district.officer, &path).await;
    for visit in &record.work.visits {
        assert!(shown.contains(&format!("href=\"/visits/{}\"", visit.visit)), "{}", visit.visit);
    }
    assert!(shown.contains(&format!("href=\"/plans/{}\"", district.plan)));
    let here = format!("href=\"{path}\"");
    for from in [format!("/inspectors?q={one}"), format!("/visits/{}", visits[0].visit)] {
        assert!(page(&district.officer, &from).await.contains(&here), "{from} leads to {path}");
    }
}

#[tokio::test]
async fn the_page_names_every_unit_that_recuses_and_what_the_roster_says() {
    let district = District::start().await;
    let record = record(&district, RECUSED).await;
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let expected = expected["units"].as_object().unwrap().iter();
    let expected = expected.filter(|(_, answer)| answer["recused"].as_array().unwrap().contains(&Value::from(RECUSED)));
    let expected: BTreeSet<&str> = expected.map(|(unit, _)| unit.as_str()).collect();
    let shown: BTreeSet<&str> = record.recused.iter().map(|one| one.line.unit.as_str()).collect();
    assert_eq!(shown, expected);
    assert!(record.work.groups.is_empty() && record.work.visits.is_empty() && record.accounts.is_empty());

    let text = page(&district.officer, &format!("/inspectors/{RECUSED}")).await;
    for one in &record.recused {
        assert!(text.contains(&format!("href=\"/units/{}\"", one.line.unit)), "{:?}", one.line);
        assert!(text.contains(&one.line.written), "{:?}", one.line);
    }
    assert!(text.contains("没有账号") && text.contains("还没有编入检查组"), "{text}");
}

#[tokio::test]
async fn whoever_has_left_the_roster_still_has_a_page_that_says_so() {
    let district = District::start().await;
    let path = format!("/inspectors/{RECUSED}");
    assert!(!page(&district.officer, &path).await.contains("停用日期"));
    let (kind, file) = FILES[2];
    let less: String = file.split_inclusive('\n').filter(|line| !line.starts_with(RECUSED)).collect();
    let preview = preview(&district.officer, kind, &less).await;
    let chosen = [("preview", preview.as_str()), ("retire", "true"), ("key", "k")];
    district.officer.call("/api/register/confirm", &chosen).await.assert_status_ok();
    let text = page(&district.officer, &path).await;
    assert!(text.contains("停用日期") && text.contains("已停用"), "{text}");
}

#[tokio::test]
async fn only_readers_of_the_roster_open_the_page_and_only_of_somebody_in_it() {
    let district = District::start().await;
    let (path, asked) = (format!("/inspectors/{RECUSED}"), format!("/api/register/inspector?inspector={RECUSED}"));
    district.officer.create_account_of("one", Role::Inspector, None, Some(RECUSED)).await;
    let one = district.officer.another_browser();
    one.sign_in("one", PASSWORD).await;
    for (browser, status) in [
        (&district.leader, StatusCode::OK),
        (&district.clerk, StatusCode::NOT_FOUND),
        // Not even their own.
        (&one, StatusCode::FORBIDDEN),
    ] {
        browser.get(&path).await.assert_status(status);
        browser.fetch(&asked).await.assert_status(status);
    }
    for nobody in ["/inspectors/JC0000", "/inspectors/%3Cb%3E"] {
        district.officer.get(nobody).await.assert_status(StatusCode::NOT_FOUND);
    }
}
