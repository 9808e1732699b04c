//! Scoring against an independent re-implementation that works on exact fractions of 128-bit integers and on the
//! JSON itself, not on our types.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// An indicator with an entry that suits it, both as JSON. Nothing is left out for being odd: caps above the full score,
/// values below 0, indicators worth nothing.
fn indicator() -> impl Strategy<Value = (Value, Value)> {
    let max = prop_oneof![1 => Just(0i64), 9 => 1i64..2000];
    let scored = max.prop_flat_map(|max| {
        let deduct = (0..=2 * max, 0i64..300, 0i64..12).prop_map(move |(cap, per_event, events)| {
            (json!({"kind": "deduct", "max": max, "per_event": per_event, "cap": cap}), json!({"events": events}))
        });
        let range = (0..=max, 0..=max, 0..=max).prop_map(move |(a, b, c)| {
            let mut bounds = [a, b, c];
            bounds.sort_unstable();
            (json!({"kind": "range", "max": max, "low": bounds[0], "high": bounds[2]}), json!({"taken": bounds[1]}))
        });
        let tier = (proptest::collection::vec(-500..=max, 1..5), any::<prop::sample::Index>()).prop_map(
            move |(values, chosen)| {
                let value = *chosen.get(&values);
                (json!({"kind": "tier", "max": max, "values": values}), json!({"value": value}))
            },
        );
        let yes_no = any::<bool>().prop_map(move |yes| (json!({"kind": "yes_no", "max": max}), json!({"yes": yes})));
        prop_oneof![deduct, range, tier, yes_no]
    });
    let adjusting = (prop_oneof![Just("bonus"), Just("penalty")], 0i64..300, 0i64..700, 0i64..6).prop_map(
        |(kind, per_event, cap, events)| {
            (json!({"kind": kind, "per_event": per_event, "cap": cap}), json!({"events": events}))
        },
    );
    (prop_oneof![3 => scored, 1 => adjusting], prop::bool::weighted(0.3)).prop_map(|((indicator, entry), absent)| {
        (indicator, if absent { json!({"not_applicable": true}) } else { entry })
    })
}

fn cases() -> impl Strategy<Value = (Value, Value)> {
    let areas = proptest::collection::vec(proptest::collection::vec(indicator(), 1..6), 1..7);
    (areas, 0i64..=500, -8i64..3).prop_map(|(areas, cap, first)| {
        let mut entries = serde_json::Map::new();
        let mut listed = Vec::new();
        for (id, indicators) in (first..).zip(areas) {
            let mut list = Vec::new();
            for (at, (mut indicator, entry)) in indicators.into_iter().enumerate() {
                let code = format!("{id}.{at}");
                indicator["code"] = json!(code);
                list.push(indicator);
                entries.insert(code, entry);
            }
            listed.push(json!({"id": id, "indicators": list}));
        }
        (json!({"areas": listed, "adjustment_cap": cap}), Value::Object(entries))
    })
}

/// `floor(n/d + 1/2)` by long division and comparison of the remainder.
fn half_up(n: i128, d: i128) -> i128 {
    let (whole, rest) = (n / d, n % d);
    if rest >= d - rest { whole + 1 } else { whole }
}

fn number(value: &Value, key: &str) -> i128 {
    i128::from(value[key].as_i64().unwrap())
}

/// The definition, read line by line from the domain's own page.
fn oracle(sheet: &Value, entries: &Value) -> Option<Value> {
    let (mut areas, mut sum, mut sum_max, mut adjustment) = (vec![], 0i128, 0i128, 0i128);
    for area in sheet["areas"].as_array().unwrap() {
        let (mut earned, mut max, mut na_max, mut scored, mut applicable) = (0i128, 0i128, 0i128, 0, 0);
        for indicator in area["indicators"].as_array().unwrap() {
            let entry = &entries[indicator["code"].as_str().unwrap()];
            let absent = entry.get("not_applicable").is_some();
            let events = || number(indicator, "cap").min(number(indicator, "per_event") * number(entry, "events"));
            let kind = indicator["kind"].as_str().unwrap();
            if kind == "bonus" || kind == "penalty" {
                if !absent {
                    adjustment += if kind == "bonus" { events() } else { -events() };
                }
                continue;
            }
            scored += 1;
            max += number(indicator, "max");
            if absent {
                na_max += number(indicator, "max");
                continue;
            }
            applicable += 1;
            let own = match kind {
                "deduct" => number(indicator, "max") - events(),
                "range" => number(indicator, "max") - number(entry, "taken"),
                "tier" => number(entry, "value"),
                "yes_no" => {
                    if entry["yes"].as_bool().unwrap() {
                        number(indicator, "max")
                    } else {
                        0
                    }
                }
                other => panic!("{other}"),
            };
            earned += own.max(0);
        }
        if scored == 0 {
            continue;
        }
        if applicable > 0 && max == na_max {
            return None;
        }
        let score = (applicable > 0).then(|| half_up(earned * max, max - na_max));
        if let Some(score) = score {
            sum += score;
            sum_max += max;
        }
        let score = score.map(|score| i64::try_from(score).unwrap());
        areas.push(json!({"id": area["id"], "earned": earned as i64, "max": max as i64, "na_max": na_max as i64,
            "score": score}));
    }
    if sum_max == 0 {
        return None;
    }
    let base = half_up(sum * 10_000, sum_max);
    let cap = number(sheet, "adjustment_cap");
    let adjustment = adjustment.max(-cap).min(cap);
    let total = (base + adjustment).clamp(0, 10_500);
    Some(json!({"areas": areas, "base": base as i64, "adjustment": adjustment as i64, "total": total as i64}))
}

proptest! {
    #[test]
    fn compute_agrees_with_the_definition((sheet, entries) in cases()) {
        let read_sheet: Sheet = serde_json::from_value(sheet.clone()).unwrap();
        let read_entries: Entries = serde_json::from_value(entries.clone()).unwrap();
        let result = compute(&read_sheet, &read_entries).ok().map(|result| serde_json::to_value(result).unwrap());
        prop_assert_eq!(result, oracle(&sheet, &entries));
        prop_assert_eq!(serde_json::to_value(&read_sheet).unwrap(), sheet);
        prop_assert_eq!(serde_json::to_value(&read_entries).unwrap(), entries);
    }

    #[test]
    fn a_missing_entry_never_scores((sheet, mut entries) in cases(), which in any::<prop::sample::Index>()) {
        let map = entries.as_object_mut().unwrap();
        let code = which.get(&map.keys().cloned().collect::<Vec<_>>()).clone();
        map.remove(&code);
        let result = compute(&serde_json::from_value(sheet).unwrap(), &serde_json::from_value(entries).unwrap());
        let expected = Violation { path: format!("entries[{code:?}]"), fault: Fault::MissingEntry };
        prop_assert_eq!(result, Err(vec![expected]));
    }
}
