//! The draw against a naive oracle that sorts hexadecimal texts and scans lists, and verification against forgeries.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn rosters() -> impl Strategy<Value = Roster> {
    let units = proptest::collection::btree_map("[A-C责][0-9]{1,2}", 0usize..4, 0..30);
    let groups =
        proptest::collection::btree_map(0i64..20, proptest::collection::vec(any::<prop::sample::Index>(), 0..9), 0..5);
    let sizes = proptest::collection::vec((any::<bool>(), 0i64..=100, any::<bool>()), 4);
    (units, groups, sizes).prop_map(|(units, groups, sizes)| {
        let codes: Vec<String> = units.keys().cloned().collect();
        let names = ["subdistrict", "district", "街道", "empty"];
        let sizes = names.iter().zip(0..).zip(sizes).filter(|(_, (_, _, present))| *present).map(
            |((name, at), (percent, number, _))| {
                let in_stratum = units.values().filter(|stratum| **stratum == at).count() as i64;
                let size =
                    if percent { SampleSize::Percent(number) } else { SampleSize::Count(number % (in_stratum + 1)) };
                ((*name).to_owned(), size)
            },
        );
        let sizes = sizes.collect();
        let recused = |picks: Vec<prop::sample::Index>| {
            picks.into_iter().filter(|_| !codes.is_empty()).map(|pick| pick.get(&codes).clone()).collect()
        };
        let groups =
            groups.into_iter().rev().map(|(number, picks)| Group { number, recused_units: recused(picks) }).collect();
        let unit = |(code, stratum): (String, usize)| RosterUnit { code, stratum: names[stratum].to_owned() };
        Roster { plan: "P".to_owned(), units: units.clone().into_iter().rev().map(unit).collect(), sizes, groups }
    })
}

fn hex_of(parts: &[&[u8]]) -> String {
    sha256_hex(&parts.concat())
}

/// Everything that the draw decides, written from the definition.
fn oracle(roster: &Roster, secret: [u8; 32], witness: &str) -> Value {
    let seed = hex::decode(hex_of(&[&secret, &[0], witness.as_bytes()])).unwrap();
    let key = |unit: &RosterUnit| hex_of(&[&seed, b"unit|", unit.stratum.as_bytes(), b"|", unit.code.as_bytes()]);
    let (mut drawn, mut substitutes, mut sizes) = (json!({}), json!({}), json!({}));
    let mut all = vec![];
    for (stratum, size) in &roster.sizes {
        let mut units: Vec<&RosterUnit> = roster.units.iter().filter(|unit| unit.stratum == *stratum).collect();
        units.sort_by_key(|unit| key(unit));
        let n = match size {
            SampleSize::Count(count) => *count as usize,
            SampleSize::Percent(percent) => (units.len() * *percent as usize).div_ceil(100),
        };
        sizes[stratum] = json!(n);
        drawn[stratum] = units[..n].iter().map(|unit| unit.code.clone()).collect();
        substitutes[stratum] = units[n..].iter().map(|unit| unit.code.clone()).collect();
        all.extend(units[..n].iter().copied());
    }
    all.sort_by_key(|unit| key(unit));
    let (mut assignment, mut unassigned): (Vec<(String, i64)>, Vec<&str>) = (vec![], vec![]);
    for unit in all {
        let mut best: Option<(usize, String, i64)> = None;
        for group in roster.groups.iter().filter(|group| !group.recused_units.contains(&unit.code)) {
            let busy = assignment.iter().filter(|taken| taken.1 == group.number).count();
            let tie = hex_of(&[&seed, format!("group|{}|{}", unit.code, group.number).as_bytes()]);
            let candidate = (busy, tie, group.number);
            if best.as_ref().is_none_or(|best| candidate < *best) {
                best = Some(candidate);
            }
        }
        match best {
            Some(best) => assignment.push((unit.code.clone(), best.2)),
            None => unassigned.push(&unit.code),
        }
    }
    let assignment: Vec<Value> = assignment.iter().map(|(unit, group)| json!({"unit": unit, "group": group})).collect();
    json!({"seed": hex::encode(&seed), "sizes": sizes, "drawn": drawn, "substitutes": substitutes,
        "assignment": assignment, "unassigned": unassigned})
}

/// Every JSON pointer to a value that holds no other.
fn leaves(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            (0..).zip(items).for_each(|(i, item): (usize, _)| leaves(item, format!("{at}/{i}"), found))
        }
        Value::Object(map) => map.iter().for_each(|(key, item)| leaves(item, format!("{at}/{key}"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(at),
    }
}

proptest! {
    #[test]
    fn a_draw_agrees_with_the_definition_and_verifies(
        roster in rosters(), secret in any::<[u8; 32]>(), witness in ".{0,12}",
    ) {
        let record = run(&roster, secret, &witness).unwrap();
        let written = serde_json::to_value(&record).unwrap();
        for (key, expected) in oracle(&roster, secret, &witness).as_object().unwrap() {
            prop_assert_eq!(&written[key], expected, "{}", key);
        }
        prop_assert!(verify(&record).valid);
        prop_assert_eq!(serde_json::from_value::<DrawRecord>(written).unwrap(), record);
    }

    #[test]
    fn the_order_of_the_units_given_changes_nothing(roster in rosters(), secret in any::<[u8; 32]>()) {
        let mut turned = roster.clone();
        turned.units.reverse();
        prop_assert_eq!(run(&roster, secret, "w"), run(&turned, secret, "w"));
    }

    #[test]
    fn no_single_value_of_a_record_can_be_changed(roster in rosters(), which in any::<prop::sample::Index>()) {
        let mut written = serde_json::to_value(run(&roster, [9; 32], "w").unwrap()).unwrap();
        let mut found = vec![];
        leaves(&written, String::new(), &mut found);
        let pointer: &String = which.get(&found);
        let leaf = written.pointer_mut(pointer).unwrap();
        *leaf = match &*leaf {
            Value::String(text) => json!(format!("{text}0")),
            Value::Number(number) => json!(number.as_i64().unwrap() + 1),
            other => other.clone(),
        };
        prop_assert!(!verify(&serde_json::from_value(written).unwrap()).valid);
    }
}
