//! By what people call a record, as far as its entry in the journal says.

use serde_json::Value;

/// The field by which people call a record of each table. What is not here goes by its id.
const NAMED_BY: [(&str, &str); 16] = [
    ("account", "name"),
    ("inspector_account", "account"),
    ("sign_in", "account"),
    ("unit", "short_name"),
    ("former_name", "name"),
    ("inspector", "name"),
    ("score_standard", "title"),
    ("check_form", "title"),
    ("evidence", "name"),
    ("check_round", "title"),
    ("submission", "unit_name"),
    ("reminder", "unit"),
    ("plan", "title"),
    ("visit", "unit_name"),
    ("entry_reminder", "entry"),
    ("ledger_entry", "unit_name"),
];

/// The name of a record, such as `unit:JSJD02`, that an entry left so, or that stood so before.
#[must_use]
pub fn name(record: &str, before: &Value, after: &Value) -> Option<String> {
    let (table, _) = record.split_once(':')?;
    let (_, field) = NAMED_BY.iter().find(|(named, _)| *named == table)?;
    let of = |side: &Value| side.get(field).and_then(Value::as_str).map(str::to_owned);
    of(after).or_else(|| of(before))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_goes_by_the_name_that_it_has_now() {
        let (before, after) = (json!({"short_name": "旧"}), json!({"short_name": "新", "name": "全称"}));
        assert_eq!(name("unit:A01", &before, &after).as_deref(), Some("新"));
        assert_eq!(name("unit:A01", &before, &Value::Null).as_deref(), Some("旧"));
    }

    #[test]
    fn a_record_that_nobody_calls_by_its_id_goes_by_whom_it_is_about() {
        let of = |record: &str, after: &Value| name(record, &Value::Null, after);
        assert_eq!(of("sign_in:6f1c", &json!({"account": "clerk1", "kind": "in"})).as_deref(), Some("clerk1"));
        assert_eq!(of("reminder:2026-1.A01", &json!({"unit": "A01"})).as_deref(), Some("A01"));
        assert_eq!(of("entry_reminder:x", &json!({"entry": "P-1.A01.01"})).as_deref(), Some("P-1.A01.01"));
    }

    #[test]
    fn what_has_no_name_goes_by_its_id() {
        assert_eq!(name("ranking:2026", &Value::Null, &json!({"name": "x"})), None);
        assert_eq!(name("unit:A01", &Value::Null, &json!({"short_name": 7})), None);
        assert_eq!(name("unit", &Value::Null, &json!({"short_name": "x"})), None);
    }
}
