//! What an entry changed, field by field.
//!
//! Both records are taken apart into their leaves; a leaf that is the same on both sides is left out. Lists are compared
//! place by place: the journal says what stands where, not what somebody may have meant by it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::model::Difference;

/// The leaves that differ, by their paths.
#[must_use]
pub fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let (before, after) = (leaves(before), leaves(after));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    paths
        .into_iter()
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| Difference {
            path: path.clone(),
            before: before.get(path).cloned(),
            after: after.get(path).cloned(),
        })
        .collect()
}

fn leaves(value: &Value) -> BTreeMap<String, String> {
    let mut leaves = BTreeMap::new();
    collect(value, String::new(), &mut leaves);
    leaves
}

fn collect(value: &Value, path: String, leaves: &mut BTreeMap<String, String>) {
    match value {
        // An absent record, or an absent fact of it.
        Value::Null => {}
        Value::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect(value, path, leaves);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for (at, item) in items.iter().enumerate() {
                collect(item, format!("{path}[{at}]"), leaves);
            }
        }
        Value::String(text) => {
            leaves.insert(path, text.clone());
        }
        Value::Bool(_) | Value::Number(_) | Value::Object(_) | Value::Array(_) => {
            leaves.insert(path, value.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn told(before: Value, after: Value) -> Vec<String> {
        let told = |it: Difference| {
            let side = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
            format!("{}: {} > {}", it.path, side(it.before), side(it.after))
        };
        differences(&before, &after).into_iter().map(told).collect()
    }

    #[test]
    fn only_what_differs_is_told_with_its_place() {
        let before = json!({"state": "draft", "meeting": {"day": 1}, "groups": [{"leader": "A"}], "same": true});
        let after = json!({"state": "tabled", "groups": [{"leader": "B"}, {"leader": "C"}], "same": true});
        assert_eq!(
            told(before, after),
            ["groups[0].leader: A > B", "groups[1].leader: - > C", "meeting.day: 1 > -", "state: draft > tabled"]
        );
    }

    #[test]
    fn a_new_record_tells_every_field() {
        assert_eq!(told(Value::Null, json!({"a": 1, "b": []})), ["a: - > 1", "b: - > []"]);
    }

    proptest! {
        #[test]
        fn a_record_does_not_differ_from_itself(keys in proptest::collection::btree_map("[a-c]{1,2}", 0..9i64, 0..6)) {
            let value = json!({"list": [keys.clone()], "map": keys});
            prop_assert!(differences(&value, &value).is_empty());
        }
    }
}
