//! The ranking against a naive oracle that counts, for each unit, how many are better.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// Few different scores, so that ties are common.
fn score() -> impl Strategy<Value = Option<i64>> {
    proptest::option::weighted(0.7, prop_oneof![(0i64..=20).prop_map(|step| step * 500), 0i64..=10_000])
}

fn all_inputs() -> impl Strategy<Value = Inputs> {
    let unit = (0usize..3, score(), score(), score(), score(), prop::bool::weighted(0.2));
    proptest::collection::btree_map("[A-C责]{1,2}", unit, 0..25).prop_map(|units| {
        let unit = |(code, parts): (String, (usize, _, _, _, _, bool))| {
            let (kind, inspection, self_check, rectification, public, falsified) = parts;
            let kind = ["subdistrict", "district", "街道"][kind].to_owned();
            UnitInput { code, kind, inspection, self_check, rectification, public, falsified }
        };
        Inputs { season: "2026".to_owned(), units: units.into_iter().rev().map(unit).collect() }
    })
}

fn rules() -> impl Strategy<Value = Rule> {
    let weights = proptest::collection::vec(prop_oneof![Just(0i64), Just(10_000), 0i64..=10_000], 3);
    // In any order, and now and then none that everybody reaches.
    let bounds = proptest::collection::btree_set(prop_oneof![Just(0i64), -50i64..=10_050], 0..5);
    let bounds = bounds.prop_map(|bounds| bounds.into_iter().collect::<Vec<_>>()).prop_shuffle();
    let required = proptest::sample::subsequence(Component::ALL.to_vec(), 0..=4).prop_shuffle();
    (weights, bounds, required).prop_map(|(mut cuts, bounds, required)| {
        cuts.sort_unstable();
        let weights = Weights {
            inspection: cuts[0],
            self_check: cuts[1] - cuts[0],
            rectification: cuts[2] - cuts[1],
            public: 10_000 - cuts[2],
        };
        let grades = bounds.into_iter().map(|from| GradeBound { from, grade: format!("from {from}") }).collect();
        Rule { version: 1, weights, required, grades }
    })
}

/// `floor(n/d + 1/2)` by the remainder.
fn half_up(n: i128, d: i128) -> i128 {
    let (whole, rest) = (n / d, n % d);
    if rest >= d - rest { whole + 1 } else { whole }
}

/// Results and not ranked, from the definition and from the JSON; none where a unit has no grade.
fn oracle(inputs: &Value, rule: &Value) -> Option<(Vec<Value>, Vec<Value>)> {
    let names = ["inspection", "self_check", "rectification", "public"];
    let (mut ranked, mut not_ranked): (Vec<(&Value, i128)>, Vec<Value>) = (vec![], vec![]);
    for unit in inputs["units"].as_array().unwrap() {
        let required = rule["required"].as_array().unwrap();
        let missing: Vec<&Value> = required.iter().filter(|name| unit[name.as_str().unwrap()].is_null()).collect();
        let (mut sum, mut weights) = (0i128, 0i128);
        for name in names.iter().filter(|name| !unit[**name].is_null()) {
            let weight = i128::from(rule["weights"][*name].as_i64().unwrap());
            sum += weight * i128::from(unit[*name].as_i64().unwrap());
            weights += weight;
        }
        if !missing.is_empty() || weights == 0 {
            not_ranked.push(json!({"code": unit["code"], "missing": missing}));
        } else {
            ranked.push((unit, half_up(sum, weights)));
        }
    }
    let better = |one: &(&Value, i128), other: &(&Value, i128)| {
        let (one_false, other_false) = (one.0["falsified"] == true, other.0["falsified"] == true);
        if one_false == other_false { one.1 > other.1 } else { other_false }
    };
    let results: Option<Vec<Value>> = ranked
        .iter()
        .map(|unit| {
            let ahead: Vec<_> = ranked.iter().filter(|other| better(other, unit)).collect();
            let in_kind = ahead.iter().filter(|other| other.0["kind"] == unit.0["kind"]).count();
            let grades = rule["grades"].as_array().unwrap();
            let mut reached: Vec<&Value> =
                grades.iter().filter(|grade| i128::from(grade["from"].as_i64().unwrap()) <= unit.1).collect();
            reached.sort_by_key(|grade| grade["from"].as_i64());
            let grade = if unit.0["falsified"] == true { json!("fail") } else { reached.last()?["grade"].clone() };
            Some(json!({"code": unit.0["code"], "kind": unit.0["kind"], "total": unit.1 as i64,
                "rank": ahead.len() + 1, "rank_in_kind": in_kind + 1, "grade": grade}))
        })
        .collect();
    let mut results = results?;
    let code = |value: &Value| value["code"].as_str().unwrap().as_bytes().to_vec();
    results.sort_by_key(|result| (result["rank"].as_u64(), code(result)));
    not_ranked.sort_by_key(code);
    Some((results, not_ranked))
}

proptest! {
    #[test]
    fn compute_agrees_with_counting_the_better_ones(inputs in all_inputs(), rule in rules()) {
        let (inputs_json, rule_json) = (serde_json::to_value(&inputs).unwrap(), serde_json::to_value(&rule).unwrap());
        prop_assert_eq!(serde_json::from_value::<Inputs>(inputs_json.clone()).unwrap(), inputs.clone());
        prop_assert_eq!(serde_json::from_value::<Rule>(rule_json.clone()).unwrap(), rule.clone());
        let Some((results, not_ranked)) = oracle(&inputs_json, &rule_json) else {
            let violations = compute(&inputs, &rule).unwrap_err();
            let lacks_a_grade = matches!(&violations[..], [Violation { fault: Fault::NoGrade { .. }, .. }]);
            prop_assert!(lacks_a_grade, "{:?}", violations);
            return Ok(());
        };
        let hashed = json!({"inputs": inputs_json, "rule": rule_json, "results": results, "not_ranked": not_ranked});
        let expected = json!({"results": results, "not_ranked": not_ranked,
            "fingerprint": crate::kernel::canonical::fingerprint(&hashed).unwrap()});
        prop_assert_eq!(serde_json::to_value(compute(&inputs, &rule).unwrap()).unwrap(), expected);
    }

    #[test]
    fn a_missing_component_is_an_absent_one_and_the_fingerprint_is_over_what_was_given(
        inputs in all_inputs(),
        left_out in proptest::collection::vec(any::<bool>(), 25 * Component::ALL.len()),
    ) {
        let mut given = serde_json::to_value(&inputs).unwrap();
        let mut left_out = left_out.into_iter();
        for unit in given["units"].as_array_mut().unwrap() {
            for component in Component::ALL {
                if left_out.next().unwrap() && unit[component.key()].is_null() {
                    unit.as_object_mut().unwrap().remove(component.key());
                }
            }
        }
        let read: GivenInputs = serde_json::from_value(given.clone()).unwrap();
        prop_assert_eq!(serde_json::to_value(&read).unwrap(), given.clone());
        let result = compute_given(&read, &Rule::default()).unwrap();
        let whole = compute(&inputs, &Rule::default()).unwrap();
        let hashed = json!({"inputs": given, "rule": Rule::default(), "results": whole.results,
            "not_ranked": whole.not_ranked});
        let fingerprint = crate::kernel::canonical::fingerprint(&hashed).unwrap();
        prop_assert_eq!(result, RankingResult { fingerprint, ..whole });
    }

    #[test]
    fn the_order_of_the_units_changes_only_the_fingerprint(inputs in all_inputs()) {
        let mut turned = inputs.clone();
        turned.units.reverse();
        let (one, other) = (compute(&inputs, &Rule::default()).unwrap(), compute(&turned, &Rule::default()).unwrap());
        prop_assert_eq!((one.results, one.not_ranked), (other.results, other.not_ranked));
    }
}
