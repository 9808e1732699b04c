//! What a plan may do in each state, and which units are visited in the end.

use std::collections::BTreeMap;

use super::{super::model::PlanForm, check::parse_plan, *};
use crate::{
    kernel::{fault::Fault, ids::PlanId, text::Title, unit_kind::UnitKind},
    unit::model::Unit,
};

/// The whole table, for a person to review.
#[test]
fn the_steps_of_a_plan_are_the_reviewed_ones() {
    let mut table = String::new();
    for state in PlanState::ALL {
        for step in Step::ALL {
            if let Some(to) = next(state, step) {
                table.push_str(&format!("{} + {step:?} -> {}\n", state.code(), to.code()));
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn nothing_leads_out_of_an_ended_plan() {
    for step in Step::ALL {
        assert_eq!(next(PlanState::Closed, step), None);
        assert_eq!(next(PlanState::Cancelled, step), None);
    }
}

#[test]
fn a_unit_that_is_not_inspected_any_more_is_not_drawn() {
    let unit = |code: &str, retired_on: Option<&str>| -> Unit {
        let unit = serde_json::json!({
            "code": code, "name": code, "short_name": code, "kind": "department", "retired_on": retired_on,
        });
        serde_json::from_value(unit).unwrap()
    };
    let all = crate::inspection::rules::draw::SampleSize::Percent(100);
    let sizes = BTreeMap::from([("department".to_owned(), all)]);
    let eligible = check::eligible(&sizes, &[unit("A01", None), unit("A02", Some("2026-11-25"))]);
    assert_eq!(eligible.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>(), ["A01"]);
}

#[test]
fn after_a_draw_the_units_that_it_was_made_from_take_part_whatever_the_register_says() {
    let unit = |code: &str| -> Unit {
        let unit = serde_json::json!({"code": code, "name": code, "short_name": code, "kind": "department"});
        serde_json::from_value(unit).unwrap()
    };
    // C is not inspected any more, and D is new.
    let units = [unit("A"), unit("B"), Unit { retired_on: Some(today()), ..unit("C") }, unit("D")];
    let codes = |plan: &Plan| check::taking_part(plan, &units).into_iter().map(|unit| unit.code).collect::<Vec<_>>();
    let mut plan = drawn();
    assert_eq!(codes(&plan), ["A", "B", "C"]);
    plan.sizes = BTreeMap::from([("department".to_owned(), SampleSize::Count(2))]);
    plan.draw = None;
    assert_eq!(codes(&plan), ["A", "B", "D"], "nothing is frozen");
    let frozen = serde_json::json!({
        "roster": {
            "plan": "P-2026-01", "sizes": {}, "groups": [],
            "units": [{"code": "B", "stratum": "department"}, {"code": "C", "stratum": "department"}],
        },
        "secret_sha256": "", "signed": {"by": "officer", "name": "某人", "at": "2026-11-26T01:00:00Z"},
    });
    plan.prepared = Some(serde_json::from_value(frozen).unwrap());
    assert_eq!(codes(&plan), ["B", "C"]);
}

fn form() -> PlanForm {
    PlanForm {
        kind: "spot_check".to_owned(),
        title: "抽查".to_owned(),
        basis: "第八条".to_owned(),
        scope: "全区".to_owned(),
        procedure: "六步".to_owned(),
        areas: vec!["2".to_owned(), "1".to_owned()],
        sizes: [("subdistrict", "30%"), ("department", " 4 ")]
            .map(|(kind, size)| (kind.to_owned(), size.to_owned()))
            .into(),
        from: "2026-11-26".to_owned(),
        to: "2026-12-11".to_owned(),
        season: String::new(),
    }
}

fn counts() -> BTreeMap<UnitKind, usize> {
    [(UnitKind::Subdistrict, 17), (UnitKind::Department, 28)].into()
}

fn today() -> chrono::NaiveDate {
    "2026-11-25".parse().unwrap()
}

/// A running plan from 26 November 2026 to a day.
fn running(to: &str) -> Plan {
    let plan = serde_json::json!({
        "plan": "P-2026-01", "season": "2026", "kind": "spot_check", "title": "抽查", "basis": "第八条", "scope": "全区",
        "procedure": "六步", "areas": [1], "unit_kinds": ["department"], "sizes": {}, "from": "2026-11-26", "to": to,
        "standard": "score", "edition": 1, "state": "running",
        "drafted": {"by": "officer", "name": "某人", "at": "2026-11-25T01:00:00Z"},
    });
    serde_json::from_value(plan).unwrap()
}

/// A running plan of which the units A and B were drawn, and C steps in.
fn drawn() -> Plan {
    let draw = serde_json::json!({
        "algorithm": "", "plan": "P-2026-01", "roster": [["A", "department"], ["B", "department"], ["C", "department"]],
        "sizes": {"department": 2}, "groups": [], "secret": "", "secret_sha256": "", "commitment": "", "witness": "",
        "seed": "", "drawn": {"department": ["A", "B"]}, "substitutes": {"department": ["C"]},
        "assignment": [{"unit": "A", "group": 1}], "unassigned": ["B"],
    });
    Plan { draw: Some(serde_json::from_value(draw).unwrap()), ..running("2026-12-11") }
}

/// The unit fell away, and this one is in its place.
fn fell_away(unit: &str, substitute: Option<&str>) -> Replacement {
    let fell_away = serde_json::json!({
        "unit": unit, "substitute": substitute, "reason": "单位撤并",
        "signed": {"by": "officer", "name": "某人", "at": "2026-11-26T01:00:00Z"},
    });
    serde_json::from_value(fell_away).unwrap()
}

#[test]
fn a_unit_for_which_no_substitute_is_left_leaves_the_plan_and_nothing_waits_for_it() {
    let code = |code: &str| UnitCode::parse(code).unwrap();
    let chosen = |plan: &Plan| chosen_units(plan).iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut plan = drawn();
    assert_eq!(next_substitute(&plan, &code("A"), |_| true), Some(code("C")));
    plan.replacements.push(fell_away("A", Some("C")));
    assert_eq!(chosen(&plan), ["C", "B"]);
    assert_eq!(withdrawn_units(&plan), Vec::<&UnitCode>::new(), "a substitute is in its place");
    assert_eq!(next_substitute(&plan, &code("B"), |_| true), None);
    plan.replacements.push(fell_away("B", None));
    assert_eq!(chosen(&plan), ["C"]);
    assert_eq!(withdrawn_units(&plan), [&code("B")]);
    assert!(!may_report(&plan, &[]), "the substitute was not visited");
    plan.replacements.push(fell_away("C", None));
    assert_eq!(chosen(&plan), Vec::<String>::new());
    assert!(may_report(&plan, &[]));
}

#[test]
fn a_substitute_that_is_not_inspected_any_more_is_passed_over() {
    let code = |code: &str| UnitCode::parse(code).unwrap();
    let mut plan = drawn();
    let draw = plan.draw.as_mut().unwrap();
    draw.substitutes.insert("department".to_owned(), ["C", "D", "E"].map(str::to_owned).into());
    let without = |gone: &'static [&'static str]| move |code: &UnitCode| !gone.contains(&code.as_str());
    assert_eq!(next_substitute(&plan, &code("A"), without(&[])), Some(code("C")));
    assert_eq!(next_substitute(&plan, &code("A"), without(&["C"])), Some(code("D")));
    assert_eq!(next_substitute(&plan, &code("A"), without(&["C", "D", "E"])), None);
    plan.replacements.push(fell_away("A", Some("D")));
    assert_eq!(next_substitute(&plan, &code("B"), without(&["C"])), Some(code("E")), "another was used");
}

#[test]
fn a_returned_draft_is_the_offices_until_it_is_written_anew() {
    let signed = |at: &str| serde_json::json!({"by": "leader", "name": "某人", "at": at});
    let draft = |returned: Option<&str>, again: Option<&str>| {
        let mut plan = serde_json::to_value(running("2026-12-11")).unwrap();
        plan["state"] = "draft".into();
        plan["returned"] = returned.map(|at| serde_json::json!({"text": "请补依据", "signed": signed(at)})).into();
        plan["redrafted"] = again.map(signed).into();
        serde_json::from_value::<Plan>(plan).unwrap()
    };
    let (first, second, third) = ("2026-11-25T02:00:00Z", "2026-11-25T03:00:00Z", "2026-11-25T04:00:00Z");
    assert!(!is_returned(&draft(None, None)));
    assert!(is_returned(&draft(Some(first), None)));
    assert!(!is_returned(&draft(Some(first), Some(second))));
    assert!(is_returned(&draft(Some(third), Some(second))), "returned once more");
    assert!(!is_returned(&Plan { state: PlanState::Approved, ..draft(Some(first), None) }));
}

#[test]
fn a_plan_is_extended_within_a_year_of_its_first_day_and_then_no_more() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let (today, last) = (day("2027-03-01"), day("2027-11-27"));
    let plan = running("2026-12-11");
    assert!(allowed(&plan, Step::Extend));
    assert_eq!(later_ends(&plan, day("2026-12-01")), Some((day("2026-12-12"), last)));
    assert_eq!(later_ends(&plan, today), Some((today, last)));
    assert_eq!(later_ends(&plan, last), Some((last, last)));
    assert_eq!(later_ends(&plan, day("2027-11-28")), None, "every day of the span is past");
    assert_eq!(later_ends(&running("2027-11-26"), today), Some((last, last)));
    let used_up = running("2027-11-27");
    assert!(!allowed(&used_up, Step::Extend));
    assert_eq!(later_ends(&used_up, today), None);
    let draft = Plan { state: PlanState::Draft, ..plan };
    assert_eq!(later_ends(&draft, today), None, "a draft is written anew");
}

fn faults(form: &PlanForm) -> Vec<(String, Fault)> {
    let faults = parse_plan(form, &counts(), today()).unwrap_err();
    faults.into_iter().map(|fault| (fault.field, fault.fault)).collect()
}

#[test]
fn a_form_is_read_as_it_is_meant() {
    let terms = parse_plan(&form(), &counts(), today()).unwrap();
    assert_eq!(terms.sizes["subdistrict"], SampleSize::Percent(30));
    assert_eq!(terms.sizes["department"], SampleSize::Count(4));
    assert_eq!(terms.unit_kinds(), [UnitKind::Subdistrict, UnitKind::Department]);
    assert_eq!(terms.areas.iter().map(|area| area.number()).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_census_takes_every_unit() {
    let census = PlanForm { kind: "census".to_owned(), ..form() };
    let all = Fault::MustBe { value: "100%".to_owned(), found: None };
    let blamed = ["form[sizes][subdistrict]", "form[sizes][department]"];
    assert_eq!(faults(&census), blamed.map(|field| (field.to_owned(), all.clone())));
    let sizes = [("department".to_owned(), "100%".to_owned())].into();
    assert!(parse_plan(&PlanForm { sizes, ..census }, &counts(), today()).is_ok());
}

#[test]
fn every_fault_of_an_empty_form_is_named_in_its_order() {
    let fields: Vec<String> = faults(&PlanForm::default()).into_iter().map(|(field, _)| field).collect();
    let expected = ["kind", "title", "basis", "scope", "areas", "sizes][subdistrict", "procedure", "from", "to"];
    assert_eq!(fields, expected.map(|field| format!("form[{field}]")));
}

#[test]
fn a_plan_lies_ahead_and_ends_after_it_begins() {
    let late = PlanForm { from: "2026-11-24".to_owned(), ..form() };
    assert_eq!(faults(&late), [("form[from]".to_owned(), Fault::TooEarly { earliest: today() })]);
    let turned = PlanForm { to: "2026-11-25".to_owned(), ..form() };
    let earliest = "2026-11-26".parse().unwrap();
    assert_eq!(faults(&turned), [("form[to]".to_owned(), Fault::TooEarly { earliest })]);
}

#[test]
fn a_plan_is_of_the_season_that_is_typed_or_of_the_year_of_its_first_day() {
    let of = |season: &str, from: &str, to: &str| PlanForm {
        season: season.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        ..form()
    };
    let read = |season: &str, from: &str, to: &str| {
        let terms = parse_plan(&of(season, from, to), &counts(), today()).unwrap();
        terms.season.to_string()
    };
    assert_eq!(read(" ", "2026-12-01", "2027-01-29"), "2026");
    assert_eq!(read("", "2027-01-11", "2027-01-29"), "2027");
    assert_eq!(read(" 2026 ", "2027-01-11", "2027-01-29"), "2026");
    assert_eq!(read("2026-B", "2027-01-11", "2027-01-29"), "2026-B");
    let refused = |season: &str| faults(&of(season, "2027-01-11", "2027-01-29"));
    assert_eq!(refused("2026/2027"), [("form[season]".to_owned(), Fault::NotAnId)]);
    let allowed = || ["2027", "2026"].map(str::to_owned).to_vec();
    for other in ["3026", "2025", "x", "20270", "2027-"] {
        let unknown = Fault::Unknown { value: other.to_owned(), allowed: allowed() };
        assert_eq!(refused(other), [("form[season]".to_owned(), unknown)], "{other}");
    }
    let long = Fault::TooLong { length: 33, most: 32 };
    assert_eq!(refused(&"2".repeat(33)), [("form[season]".to_owned(), long)]);
}

#[test]
fn more_units_than_there_are_cannot_be_drawn() {
    let sizes = [("department".to_owned(), "29".to_owned())].into();
    let fault = Fault::OutOfRange { low: "1".to_owned(), high: "28".to_owned() };
    assert_eq!(faults(&PlanForm { sizes, ..form() }), [("form[sizes][department]".to_owned(), fault)]);
}

#[test]
fn a_percentage_is_rounded_up() {
    assert_eq!(wanted(SampleSize::Percent(20), 17), 4);
    assert_eq!(wanted(SampleSize::Percent(100), 17), 17);
    assert_eq!(wanted(SampleSize::Count(3), 17), 3);
}

#[test]
fn of_equal_plans_the_newest_is_first_and_the_undrawn_are_below_the_drawn() {
    let row = |plan: &str, state: PlanState, units: Option<usize>| PlanRow {
        plan: PlanId::parse(plan).unwrap(),
        title: Title::parse("抽查").unwrap(),
        kind: PlanKind::SpotCheck,
        state,
        from: today(),
        to: today(),
        units,
    };
    let rows = [
        row("P-2026-99", PlanState::Draft, None),
        row("P-2026-100", PlanState::Closed, Some(0)),
        row("P-2026-02", PlanState::Draft, Some(12)),
    ];
    let by = |order: PlanOrder| {
        let mut rows: Vec<&PlanRow> = rows.iter().collect();
        rows.sort_by_key(|row| place(row, order));
        rows.into_iter().map(|row| number_of(row.plan.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(by(PlanOrder::Newest), [100, 99, 2]);
    assert_eq!(by(PlanOrder::Kind), [100, 99, 2]);
    assert_eq!(by(PlanOrder::From), [100, 99, 2]);
    assert_eq!(by(PlanOrder::State), [99, 2, 100]);
    assert_eq!(by(PlanOrder::Units), [2, 100, 99]);
    let found = |search: &str| {
        let found = rows.iter().filter(|row| is_found(row, search));
        found.map(|row| number_of(row.plan.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(found("抽查 2026-02"), [2]);
    assert_eq!(found(""), [99, 100, 2]);
    assert_eq!(found("普查"), Vec::<u32>::new());
}

#[test]
fn of_equal_visits_the_earliest_is_first_and_groups_follow_as_numbers() {
    let row = |unit: &str, group: i64, date: &str, state: &str| -> VisitRow {
        let row = serde_json::json!({
            "visit": format!("P-1.{unit}"), "version": 1, "plan": "P-1", "unit": unit, "unit_name": unit,
            "group": group, "leader": "某人", "date": date, "state": state, "movable": true, "noticed": false,
        });
        serde_json::from_value(row).unwrap()
    };
    let rows = [
        row("B", 2, "2026-12-01", "scheduled"),
        row("A", 10, "2026-12-02", "notified"),
        row("C", 2, "2026-11-30", "locked"),
    ];
    let by = |order: VisitOrder| {
        let mut rows: Vec<&VisitRow> = rows.iter().collect();
        rows.sort_by_key(|row| visit_place(row, order));
        rows.into_iter().map(|row| row.unit.as_str()).collect::<String>()
    };
    assert_eq!(by(VisitOrder::Date), "CBA");
    assert_eq!(by(VisitOrder::Unit), "ABC");
    assert_eq!(by(VisitOrder::Group), "CBA");
    assert_eq!(by(VisitOrder::State), "BAC");
}
