//! The worked examples, and each bound by name.

use serde_json::{Value, json};

use super::*;

/// One indicator of each kind, as in the exchange format's own example.
fn sheet_json() -> Value {
    json!({"areas": [
        {"id": 1, "indicators": [
            {"code": "1.1", "max": 600, "kind": "deduct", "per_event": 200, "cap": 600},
            {"code": "1.2", "max": 400, "kind": "range", "low": 0, "high": 400},
            {"code": "1.3", "max": 1000, "kind": "tier", "values": [1000, 600, 0]},
            {"code": "1.4", "max": 300, "kind": "yes_no"}]},
        {"id": 6, "indicators": [
            {"code": "6.1", "kind": "bonus", "per_event": 100, "cap": 300},
            {"code": "6.2", "kind": "penalty", "per_event": 200, "cap": 500}]}],
        "adjustment_cap": 500})
}

fn entries_json() -> Value {
    json!({"1.1": {"events": 2}, "1.2": {"taken": 150}, "1.3": {"value": 600}, "1.4": {"yes": true},
        "6.1": {"events": 2}, "6.2": {"events": 0}})
}

fn sheet() -> Sheet {
    serde_json::from_value(sheet_json()).unwrap()
}

fn entries() -> Entries {
    serde_json::from_value(entries_json()).unwrap()
}

fn with(entries: Entries, code: &str, entry: Entry) -> Entries {
    let mut entries = entries;
    entries.0.insert(code.to_owned(), entry);
    entries
}

/// The sheet with one value, at a JSON pointer, replaced.
fn sheet_with(pointer: &str, value: Value) -> Sheet {
    let mut sheet = sheet_json();
    *sheet.pointer_mut(pointer).unwrap() = value;
    serde_json::from_value(sheet).unwrap()
}

fn paths(result: Result<ScoreResult, Vec<Violation>>) -> Vec<String> {
    result.unwrap_err().into_iter().map(|violation| violation.path).collect()
}

#[test]
fn worked_examples_give_the_results_of_another_program() {
    let examples: Value = serde_json::from_str(include_str!("../../../../tests/data/score_examples.json")).unwrap();
    let sheet: Sheet = serde_json::from_value(examples["sheet"].clone()).unwrap();
    let cases = examples["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 13);
    for case in cases {
        let entries: Entries = serde_json::from_value(case["entries"].clone()).unwrap();
        let result = serde_json::to_value(compute(&sheet, &entries).unwrap()).unwrap();
        assert_eq!(result, case["expected"], "{}", case["name"]);
    }
}

#[test]
fn the_example_of_the_exchange_format_is_computed() {
    let result = compute(&sheet(), &entries()).unwrap();
    // 200 + 250 + 600 + 300 = 1350 of 2300; 1350 × 10000 / 2300 = 5869.57.
    let area = AreaScore { id: 1, earned: 1350, max: 2300, na_max: 0, score: Some(1350) };
    assert_eq!(result, ScoreResult { areas: vec![area], base: 5870, adjustment: 200, total: 6070 });
}

#[test]
fn reading_and_writing_keep_the_exchange_form() {
    assert_eq!(serde_json::to_value(sheet()).unwrap(), sheet_json());
    assert_eq!(serde_json::to_value(entries()).unwrap(), entries_json());
    let not_applicable = json!({"a": {"not_applicable": true}});
    let read: Entries = serde_json::from_value(not_applicable.clone()).unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), not_applicable);
}

#[test]
fn an_indicator_refuses_keys_of_other_kinds_and_unknown_or_missing_ones() {
    let refused = |value: Value| serde_json::from_value::<Indicator>(value).unwrap_err().to_string();
    assert!(refused(json!({"code": "a", "kind": "yes_no", "max": 1, "cap": 1})).contains("`cap`"));
    assert!(refused(json!({"code": "a", "kind": "bonus", "max": 1, "per_event": 1, "cap": 1})).contains("`max`"));
    assert!(refused(json!({"code": "a", "kind": "yes_no", "max": 1, "weight": 1})).contains("`weight`"));
    assert!(refused(json!({"code": "a", "kind": "deduct", "max": 1, "cap": 1})).contains("`per_event`"));
    assert!(refused(json!({"code": "a", "kind": "penalty", "max": null, "per_event": 1, "cap": 1})).contains("null"));
    assert!(refused(json!({"code": "a", "kind": "yes_no", "max": 1.0})).contains("floating point"));
    assert!(refused(json!({"code": "a", "kind": "yesno", "max": 1})).contains("yesno"));
    assert!(refused(json!({"kind": "yes_no", "max": 1})).contains("`code`"));
}

#[test]
fn an_entry_has_exactly_one_form() {
    let read = |value: Value| serde_json::from_value::<Entry>(value).ok();
    assert_eq!(read(json!({"not_applicable": true})), Some(Entry::NOT_APPLICABLE));
    assert_eq!(read(json!({"not_applicable": false})), None);
    assert_eq!(read(json!({})), None);
    assert_eq!(read(json!({"events": 1, "taken": 1})), None);
    assert_eq!(read(json!({"events": 1, "note": ""})), None);
    assert_eq!(read(json!({"events": null})), None);
    assert_eq!(read(json!({"events": 1.5})), None);
    assert_eq!(read(json!({"yes": 1})), None);
}

#[test]
fn every_violation_of_a_sheet_is_reported_with_its_path() {
    let mut broken = sheet_json();
    for (pointer, value) in [
        ("/areas/0/indicators/0/cap", json!(-1)),
        ("/areas/0/indicators/1/low", json!(401)),
        ("/areas/0/indicators/2/values", json!([1000, 1001, -LARGEST - 1])),
        ("/areas/0/indicators/3/max", json!(-1)),
        ("/areas/1/id", json!(1)),
        ("/areas/1/indicators/0/per_event", json!(-1)),
        ("/areas/1/indicators/1/code", json!("1.1")),
        ("/adjustment_cap", json!(501)),
    ] {
        *broken.pointer_mut(pointer).unwrap() = value;
    }
    let sheet: Sheet = serde_json::from_value(broken).unwrap();
    assert_eq!(
        paths(compute(&sheet, &entries())),
        [
            "areas[0].indicators[0].cap",
            "areas[0].indicators[1].low",
            "areas[0].indicators[1].low",
            "areas[0].indicators[2].values[1]",
            "areas[0].indicators[2].values[2]",
            "areas[0].indicators[3].max",
            "areas[1].id",
            "areas[1].indicators[0].per_event",
            "areas[1].indicators[1].code",
            "adjustment_cap",
            "entries[\"1.2\"].taken",
            "entries[\"1.3\"].value",
            "entries[\"6.2\"]",
        ]
    );
}

#[test]
fn crossed_bounds_of_a_range_are_a_violation() {
    let sheet =
        sheet_with("/areas/0/indicators/1", json!({"code":"1.2","kind":"range","max":400,"low":200,"high":100}));
    let violations = check_sheet(&sheet);
    assert_eq!(violations.len(), 1);
    assert_eq!(violations[0].fault, Fault::BoundsCrossed { low: 200, high: 100 });
}

#[test]
fn an_area_or_a_tier_with_nothing_in_it_is_a_violation() {
    assert_eq!(check_sheet(&sheet_with("/areas/0/indicators", json!([])))[0].fault, Fault::EmptyArea);
    assert_eq!(check_sheet(&sheet_with("/areas/0/indicators/2/values", json!([])))[0].fault, Fault::NoValues);
}

#[test]
fn every_violation_of_the_entries_is_reported_with_its_path() {
    let broken = json!({"1.1": {"events": -1}, "1.2": {"taken": 401}, "1.3": {"value": 599}, "1.4": {"events": 1},
        "6.1": {"events": LARGEST + 1}, "9.9": {"yes": true}});
    let violations = compute(&sheet(), &serde_json::from_value(broken).unwrap()).unwrap_err();
    let shown: Vec<String> = violations.iter().map(Violation::to_string).collect();
    assert_eq!(
        shown,
        [
            "entries[\"1.1\"].events: -1 lies outside 0 to 1000000000",
            "entries[\"1.2\"].taken: 401 lies outside 0 to 400",
            "entries[\"1.3\"].value: 599 is not one of the listed values",
            "entries[\"1.4\"].events: the indicator takes `yes`",
            "entries[\"6.1\"].events: 1000000001 lies outside 0 to 1000000000",
            "entries[\"6.2\"]: the entry is missing",
            "entries[\"9.9\"]: the sheet has no such indicator",
        ]
    );
}

#[test]
fn an_indicator_never_goes_below_nothing_however_the_sheet_is_made() {
    let earned = |indicator: Value, entry: Value| {
        let indicator: Indicator = serde_json::from_value(indicator).unwrap();
        indicator_score(&indicator, &serde_json::from_value(entry).unwrap())
    };
    let deduct = json!({"code": "a", "kind": "deduct", "max": 600, "per_event": 200, "cap": 900});
    assert_eq!(earned(deduct.clone(), json!({"events": 2})), Ok(Some(200)));
    assert_eq!(earned(deduct, json!({"events": 9})), Ok(Some(0)));
    let tier = json!({"code": "a", "kind": "tier", "max": 600, "values": [600, -300]});
    assert_eq!(earned(tier.clone(), json!({"value": -300})), Ok(Some(0)));
    assert!(earned(tier, json!({"value": 0})).is_err(), "what is not listed cannot be chosen");
    assert!(earned(json!({"code": "a", "kind": "tier", "max": 600, "values": [601]}), json!({"value": 601})).is_err());
}

#[test]
fn areas_are_numbered_as_the_sheet_likes_and_indicators_may_be_worth_nothing() {
    let mut sheet = sheet_with("/areas/0/id", json!(0));
    sheet.areas[1].id = -6;
    sheet.areas[0].indicators[3].kind = IndicatorKind::YesNo { max: 0 };
    let result = compute(&sheet, &entries()).unwrap();
    assert_eq!((result.areas[0].id, result.areas[0].earned, result.areas[0].max), (0, 1050, 2000));
    sheet.areas[1].id = EXACT_INTEGER + 1;
    assert_eq!(paths(compute(&sheet, &entries())), ["areas[1].id"]);
}

#[test]
fn an_area_that_applies_but_has_no_points_has_no_result() {
    let nothing = json!({"id": 2, "indicators": [{"code": "2.1", "kind": "yes_no", "max": 0}]});
    let mut sheet = sheet();
    sheet.areas.push(serde_json::from_value(nothing).unwrap());
    let applies = with(entries(), "2.1", Entry::Yes(true));
    let expected = Violation { path: "areas[2]".to_owned(), fault: Fault::NothingToScale };
    assert_eq!(compute(&sheet, &applies), Err(vec![expected]));
    let result = compute(&sheet, &with(entries(), "2.1", Entry::NOT_APPLICABLE)).unwrap();
    assert_eq!(result.areas[1], AreaScore { id: 2, earned: 0, max: 0, na_max: 0, score: None });
}

#[test]
fn a_bonus_that_does_not_apply_changes_nothing() {
    let without = with(entries(), "6.1", Entry::NOT_APPLICABLE);
    let result = compute(&sheet(), &without).unwrap();
    assert_eq!((result.areas.len(), result.areas[0].na_max, result.adjustment), (1, 0, 0));
}

#[test]
fn an_area_that_mixes_scores_and_bonuses_lists_only_its_scores() {
    let mut sheet = sheet();
    let bonus = sheet.areas[1].indicators.remove(0);
    sheet.areas[0].indicators.push(bonus);
    let result = compute(&sheet, &entries()).unwrap();
    assert_eq!((result.areas[0].max, result.adjustment), (2300, 200));
}

#[test]
fn a_sheet_of_which_nothing_applies_is_an_error() {
    let nothing =
        ["1.1", "1.2", "1.3", "1.4"].iter().fold(entries(), |all, code| with(all, code, Entry::NOT_APPLICABLE));
    let violations = compute(&sheet(), &nothing).unwrap_err();
    assert_eq!(violations[0].fault, Fault::NothingApplicable);
    let mut only_bonuses = sheet();
    only_bonuses.areas.remove(0);
    let bonuses = Entries(entries().0.into_iter().filter(|(code, _)| code.starts_with('6')).collect());
    assert_eq!(compute(&only_bonuses, &bonuses).unwrap_err()[0].fault, Fault::NothingApplicable);
}

#[test]
fn the_largest_numbers_do_not_overflow() {
    let deduct = |code: String| Indicator {
        code,
        kind: IndicatorKind::Deduct { max: LARGEST, per_event: LARGEST, cap: LARGEST },
    };
    let codes: Vec<String> = (0..100).map(|at| at.to_string()).collect();
    let area = SheetArea { id: 1, indicators: codes.iter().cloned().map(deduct).collect() };
    let sheet = Sheet { areas: vec![area], adjustment_cap: 0 };
    let mut entries = Entries(codes.into_iter().map(|code| (code, Entry::Events(0))).collect());
    entries.0.insert("0".to_owned(), Entry::Events(LARGEST));
    entries.0.insert("1".to_owned(), Entry::NOT_APPLICABLE);
    // 98 of 99 applicable: 9898.99, the area's own rounding lost in the billions.
    assert_eq!(compute(&sheet, &entries).unwrap().base, 9899);
}

#[test]
fn running_scores_show_what_one_entry_earns() {
    let sheet = sheet();
    let score = |at: (usize, usize), entry| indicator_score(&sheet.areas[at.0].indicators[at.1], &entry);
    assert_eq!(score((0, 0), Entry::Events(99)), Ok(Some(0)));
    assert_eq!(score((0, 1), Entry::Taken(150)), Ok(Some(250)));
    assert_eq!(score((0, 3), Entry::Yes(false)), Ok(Some(0)));
    assert_eq!(score((1, 0), Entry::Events(9)), Ok(Some(300)));
    assert_eq!(score((1, 1), Entry::Events(1)), Ok(Some(-200)));
    assert_eq!(score((1, 1), Entry::NOT_APPLICABLE), Ok(None));
    assert!(score((0, 3), Entry::Events(0)).is_err());
}

#[test]
fn only_differences_above_two_points_need_a_reason() {
    let one = entries();
    let differ = |code: &str, entry| entries_differ(&one, &with(entries(), code, entry), &sheet());
    assert!(differ("1.2", Entry::Taken(350)).is_empty());
    assert_eq!(differ("1.2", Entry::Taken(351)), ["1.2"]);
    assert_eq!(differ("1.4", Entry::Yes(false)), ["1.4"]);
    assert_eq!(differ("1.4", Entry::NOT_APPLICABLE), ["1.4"]);
    assert_eq!(differ("6.2", Entry::Events(2)), ["6.2"]);
    assert!(differ("1.4", Entry::Events(1)).is_empty());
}
