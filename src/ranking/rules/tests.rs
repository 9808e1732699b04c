//! The exchange format's own words, and each bound by name.

use serde_json::{Value, json};

use super::*;

fn rule_json() -> Value {
    json!({"version": 1, "weights": {"inspection": 6000, "self_check": 1500, "rectification": 1500, "public": 1000},
        "required": ["inspection"], "grades": [{"from": 9000, "grade": "excellent"}, {"from": 8000, "grade": "good"},
        {"from": 6000, "grade": "pass"}, {"from": 0, "grade": "fail"}]})
}

fn unit(code: &str, kind: &str, inspection: impl Into<Option<i64>>) -> UnitInput {
    UnitInput {
        code: code.to_owned(),
        kind: kind.to_owned(),
        inspection: inspection.into(),
        self_check: None,
        rectification: None,
        public: None,
        falsified: false,
    }
}

fn falsified(unit: UnitInput) -> UnitInput {
    UnitInput { falsified: true, ..unit }
}

fn rank(units: Vec<UnitInput>) -> RankingResult {
    compute(&Inputs { season: "2026".to_owned(), units }, &Rule::default()).unwrap()
}

fn shown(result: &RankingResult) -> Vec<(&str, i64, i64, &str)> {
    let show = |ranked: &'_ Ranked| (ranked.rank, ranked.rank_in_kind);
    result
        .results
        .iter()
        .map(|ranked| (ranked.code.as_str(), show(ranked).0, show(ranked).1, ranked.grade.as_str()))
        .collect()
}

fn faults(rule: &Rule) -> Vec<String> {
    check_rule(rule).iter().map(Violation::to_string).collect()
}

#[test]
fn the_default_rule_is_the_one_of_the_exchange_format() {
    assert_eq!(serde_json::to_value(Rule::default()).unwrap(), rule_json());
    assert_eq!(serde_json::from_value::<Rule>(rule_json()).unwrap(), Rule::default());
}

#[test]
fn absent_components_leave_the_weighted_mean() {
    let unit = UnitInput { self_check: Some(8800), ..unit("A01", "subdistrict", 9120) };
    // (6000 × 9120 + 1500 × 8800) / 7500 = 9056
    assert_eq!(rank(vec![unit]).results[0].total, 9056);
}

#[test]
fn a_total_is_rounded_half_up() {
    let rule = Rule {
        weights: Weights { inspection: 5000, self_check: 5000, rectification: 0, public: 0 },
        ..Rule::default()
    };
    let unit = UnitInput { self_check: Some(8999), ..unit("A", "d", 9000) };
    let inputs = Inputs { season: String::new(), units: vec![unit] };
    assert_eq!(compute(&inputs, &rule).unwrap().results[0].total, 9000);
    assert_eq!(compute(&inputs, &rule).unwrap().results[0].grade, "excellent");
}

#[test]
fn equal_totals_share_a_rank_and_are_listed_by_code() {
    let result = rank(vec![unit("D", "x", 5999), unit("C", "y", 8000), unit("B", "x", 8000), unit("A", "x", 9000)]);
    assert_eq!(
        shown(&result),
        [("A", 1, 1, "excellent"), ("B", 2, 2, "good"), ("C", 2, 1, "good"), ("D", 4, 3, "fail")]
    );
}

#[test]
fn falsified_units_follow_all_others_and_ranks_go_on_counting() {
    let units = vec![
        falsified(unit("A", "x", 10_000)),
        unit("B", "x", 100),
        falsified(unit("C", "y", 10_000)),
        falsified(unit("D", "x", 9000)),
        unit("E", "z", 7000),
    ];
    assert_eq!(
        shown(&rank(units)),
        [("E", 1, 1, "pass"), ("B", 2, 1, "fail"), ("A", 3, 2, "fail"), ("C", 3, 1, "fail"), ("D", 5, 3, "fail")]
    );
}

#[test]
fn units_that_cannot_be_ranked_are_listed_apart_by_code() {
    let only_public = UnitInput { public: Some(9000), ..unit("B", "x", None) };
    let result = rank(vec![only_public, falsified(unit("A", "x", None)), unit("C", "x", 0)]);
    assert_eq!(shown(&result), [("C", 1, 1, "fail")]);
    assert_eq!(
        serde_json::to_value(&result.not_ranked).unwrap(),
        json!([{"code": "A", "missing": ["inspection"]}, {"code": "B", "missing": ["inspection"]}])
    );
}

#[test]
fn a_unit_whose_components_weigh_nothing_lacks_nothing_and_is_not_ranked() {
    let rule = Rule {
        weights: Weights { inspection: 10_000, self_check: 0, rectification: 0, public: 0 },
        required: vec![],
        ..Rule::default()
    };
    let units = vec![UnitInput { public: Some(9000), ..unit("A", "x", None) }, unit("B", "x", None)];
    let result = compute(&Inputs { season: String::new(), units }, &rule).unwrap();
    assert_eq!(
        serde_json::to_value(&result.not_ranked).unwrap(),
        json!([{"code": "A", "missing": []}, {"code": "B", "missing": []}])
    );
}

#[test]
fn missing_components_are_named_in_the_order_of_the_rule() {
    let rule = Rule { required: vec![Component::Public, Component::Inspection], ..Rule::default() };
    let inputs = Inputs { season: String::new(), units: vec![unit("A", "x", None)] };
    let result = compute(&inputs, &rule).unwrap();
    assert_eq!(result.not_ranked[0].missing, [Component::Public, Component::Inspection]);
}

#[test]
fn the_fingerprint_covers_inputs_rule_and_results_as_another_program_finds() {
    let inputs = json!({"season": "2026", "units": [
        {"code": "A01", "kind": "subdistrict", "inspection": 9120, "self_check": 8800, "rectification": null,
            "public": null, "falsified": false},
        {"code": "B01", "kind": "district", "inspection": null, "self_check": null, "rectification": 1, "public": 2,
            "falsified": true}]});
    let result = compute(&serde_json::from_value(inputs).unwrap(), &Rule::default()).unwrap();
    // Python: hashlib.sha256(json.dumps(..., sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    assert_eq!(result.fingerprint, "d2d596edba1b5b51c960ed0389b9fef4b02d5f81c5c230582d632b44d5d08699");
}

#[test]
fn every_violation_is_reported_with_its_path() {
    let units = vec![
        unit("A", "x", 10_001),
        UnitInput { self_check: Some(-1), public: Some(10_500), ..unit("A", "x", None) },
        unit("", "x", 0),
    ];
    let weights = Weights { inspection: -1, self_check: 10_001, rectification: 1500, public: 1000 };
    let grade = |from| GradeBound { from, grade: "g".to_owned() };
    let rule = Rule {
        version: -1,
        weights,
        required: vec![Component::Public, Component::Public],
        grades: vec![grade(EXACT_INTEGER + 1), grade(5000), grade(1), grade(5000)],
    };
    let violations = compute(&Inputs { season: String::new(), units }, &rule).unwrap_err();
    let shown: Vec<String> = violations.iter().map(Violation::to_string).collect();
    assert_eq!(
        shown,
        [
            "units[0].inspection: 10001 lies outside 0 to 10000",
            "units[1].code: the unit \"A\" is listed twice",
            "units[1].self_check: -1 lies outside 0 to 10000",
            "units[1].public: 10500 lies outside 0 to 10000",
            "units[2].code: the code is empty",
            "version: -1 lies outside 0 to 9007199254740991",
            "weights.inspection: -1 lies outside 0 to 10000",
            "weights.self_check: 10001 lies outside 0 to 10000",
            "weights: the weights sum to 12500, not to 10000",
            "required[1]: `public` is listed twice",
            "grades[0].from: 9007199254740992 lies outside -9007199254740991 to 9007199254740991",
            "grades[3].from: another grade begins at 5000 too",
        ]
    );
}

#[test]
fn grades_stand_in_any_order_and_a_total_has_the_highest_that_it_reaches() {
    let mut rule = Rule::default();
    let usual = compute(&four(), &rule).unwrap();
    rule.grades.reverse();
    assert_eq!(compute(&four(), &rule).unwrap().results, usual.results);
    rule.grades.swap(0, 2);
    assert_eq!(compute(&four(), &rule).unwrap().results, usual.results);
    rule.grades.push(GradeBound { from: 20_000, grade: "beyond".to_owned() });
    assert_eq!(compute(&four(), &rule).unwrap().results, usual.results);
}

/// A unit in each grade of the default rule.
fn four() -> Inputs {
    let units = vec![unit("A", "x", 9000), unit("B", "x", 8999), unit("C", "x", 7999), unit("D", "x", 5999)];
    Inputs { season: "2026".to_owned(), units }
}

#[test]
fn a_total_that_reaches_no_grade_has_no_result() {
    let refused = |grades: Vec<GradeBound>| {
        let violations = compute(&four(), &Rule { grades, ..Rule::default() }).unwrap_err();
        violations.iter().map(Violation::to_string).collect::<Vec<_>>()
    };
    let expected = ["grades: no grade begins at or below the total 5999 of the unit \"D\""];
    assert_eq!(refused(vec![]), expected);
    assert_eq!(refused(vec![GradeBound { from: 6000, grade: "pass".to_owned() }]), expected);
    // Falsified units have their grade by Art. 15, units without a place have none: no total needs the rule's.
    let units = vec![falsified(unit("A", "x", 100)), unit("B", "x", None)];
    let inputs = Inputs { season: "2026".to_owned(), units };
    let result = compute(&inputs, &Rule { grades: vec![], ..Rule::default() }).unwrap();
    assert_eq!(shown(&result), [("A", 1, 1, "fail")]);
}

#[test]
fn a_rule_with_absurd_weights_is_refused() {
    let weights = Weights { inspection: i64::MAX, self_check: i64::MAX, rectification: 0, public: 0 };
    assert_eq!(faults(&Rule { weights, ..Rule::default() }).len(), 3);
}

#[test]
fn every_key_must_be_there_and_no_other() {
    let read = |value: Value| serde_json::from_value::<UnitInput>(value).is_ok();
    let full = json!({"code": "A", "kind": "x", "inspection": null, "self_check": null, "rectification": null,
        "public": null, "falsified": false});
    assert!(read(full.clone()));
    for key in ["inspection", "falsified", "kind"] {
        let mut without = full.clone();
        without.as_object_mut().unwrap().remove(key);
        assert!(!read(without), "{key}");
    }
    let mut with = full;
    with["note"] = json!("");
    assert!(!read(with));
    let mut rule = rule_json();
    rule["required"] = json!(["audit"]);
    assert!(serde_json::from_value::<Rule>(rule).is_err());
}

#[test]
fn a_self_check_loses_points_for_lateness_returns_and_inflation_up_to_each_bound() {
    let component = |working_days_late, returns, self_score, inspected| {
        self_check_component(Some(SelfCheckFacts { working_days_late, returns, self_score }), inspected)
    };
    assert_eq!(component(0, 0, 9000, Some(9000)), 10_000);
    assert_eq!(component(3, 1, 9000, Some(8500)), 10_000 - 600 - 500);
    assert_eq!(component(0, 0, 9000, Some(8499)), 9999);
    assert_eq!(component(11, 5, 10_500, Some(0)), 3000);
    assert_eq!(component(0, 0, 10_500, None), 10_000);
    assert_eq!(component(-4, -1, 0, Some(9000)), 10_000);
    assert_eq!(component(i64::MAX, i64::MAX, i64::MAX, Some(i64::MIN)), 3000);
    assert_eq!(self_check_component(None, Some(9000)), 0);
}

#[test]
fn rectification_is_a_mean_weighted_by_severity_and_absent_without_findings() {
    use RectificationOutcome::{ClosedLate, ClosedOnTime, OpenOverdue};
    assert_eq!(rectification_component(&[]), None);
    assert_eq!(rectification_component(&[(Severity::Serious, OpenOverdue)]), Some(0));
    // (1 × 10000 + 2 × 6000 + 4 × 0) / 7 = 3142.86
    let findings = [(Severity::Minor, ClosedOnTime), (Severity::General, ClosedLate), (Severity::Serious, OpenOverdue)];
    assert_eq!(rectification_component(&findings), Some(3143));
}

#[test]
fn a_finding_counts_when_it_was_due_or_closed_in_the_period() {
    use RectificationOutcome::{ClosedLate, ClosedOnTime, OpenOverdue};
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let outcome = |due, closed| rectification_outcome(due, closed, (day(3, 1), day(6, 30)), day(6, 30));
    assert_eq!(outcome(day(3, 1), Some(day(3, 1))), Some(ClosedOnTime));
    assert_eq!(outcome(day(8, 1), Some(day(6, 30))), Some(ClosedOnTime));
    assert_eq!(outcome(day(2, 1), Some(day(3, 1))), Some(ClosedLate));
    assert_eq!(outcome(day(6, 29), None), Some(OpenOverdue));
    assert_eq!(outcome(day(6, 30), None), None);
    assert_eq!(outcome(day(2, 28), Some(day(2, 28))), None);
    assert_eq!(outcome(day(2, 28), None), None);
}

#[test]
fn public_ratings_count_from_ten_on() {
    assert_eq!(public_component([0, 0, 0, 0, 9]), None);
    assert_eq!(public_component([10, 0, 0, 0, 0]), Some(0));
    assert_eq!(public_component([0, 0, 0, 0, 10]), Some(10_000));
    // (2500 + 2 × 5000 + 8 × 7500) / 11 = 6590.91
    assert_eq!(public_component([0, 1, 2, 8, 0]), Some(6591));
    assert_eq!(public_component([u64::MAX; 5]), Some(5000));
}

#[test]
fn an_inspection_with_a_bonus_counts_at_most_full() {
    assert_eq!(inspection_component(10_450), 10_000);
    assert_eq!(inspection_component(9120), 9120);
}
