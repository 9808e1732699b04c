//! What a file would change: the records of each kind as tables show them, and their comparison.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::model::{
    ChangedCell, ChangedRecord, Comparison, RecusedUnit, RosterOrder, RosterPage, RosterPerson, Written, WrittenWeight,
};
use crate::{
    inspection::{model::RosterInspector, roster, rules::recusal::FormerUnitRule, standard::rules as standard},
    kernel::{fault::FieldFault, ids::UnitCode, listing, points::Points, table::yes_no},
    self_check::form::{self, Question, rules::WrittenQuestion},
    unit::{
        self,
        model::{FormerName, Unit},
    },
    working_day::model::Year,
};

/// The most faults that a page shows; the count says how many there are.
pub const MOST_FAULTS_SHOWN: usize = 200;

/// The most inspectors of a page.
pub const PEOPLE_A_PAGE: usize = 100;

/// So many hours a file waits to be confirmed.
pub const WAITING_HOURS: i64 = 24;

/// The column in which a record that is out of use says since when. No file has it: what a file names is in use.
const RETIRED: &str = "停用日期";

/// Whether a file may be confirmed: nothing is wrong with it, and it changes something. What it leaves out changes where it
/// goes: from the next edition of a template, or out of use.
#[must_use]
pub fn may_confirm(faults: usize, is_stale: bool, comparison: &Comparison, absent_goes: bool) -> bool {
    let drops = absent_goes && !comparison.absent.is_empty();
    faults == 0 && !is_stale && (drops || !comparison.created.is_empty() || !comparison.changed.is_empty())
}

/// Compares what is there with what a file says, by id. Lists keep the order of the file; what is absent keeps that of
/// the records.
#[must_use]
pub fn compare(before: &[Written], after: &[Written]) -> Comparison {
    let known: BTreeMap<&str, &Written> = before.iter().map(|record| (record.id.as_str(), record)).collect();
    let mut comparison = Comparison::default();
    for record in after {
        match known.get(record.id.as_str()) {
            None => comparison.created.push(record.clone()),
            Some(old) => match changed_cells(old, record) {
                cells if cells.is_empty() => comparison.unchanged += 1,
                cells => {
                    let (id, name) = (record.id.clone(), record.name.clone());
                    comparison.changed.push(ChangedRecord { id, name, cells });
                }
            },
        }
    }
    let named: BTreeMap<&str, ()> = after.iter().map(|record| (record.id.as_str(), ())).collect();
    let is_absent = |record: &&Written| !named.contains_key(record.id.as_str()) && !is_retired(record);
    comparison.absent = before.iter().filter(is_absent).cloned().collect();
    comparison
}

fn is_retired(record: &Written) -> bool {
    record.cells.iter().any(|(column, _)| column == RETIRED)
}

/// The record with the day since which it is out of use, where it is.
fn retired(mut record: Written, since: Option<NaiveDate>) -> Written {
    record.cells.extend(since.map(|day| (RETIRED.to_owned(), day.to_string())));
    record
}

/// The cells that differ: in the order of the new record, then those that only the old one has.
fn changed_cells(before: &Written, after: &Written) -> Vec<ChangedCell> {
    let cell = |record: &Written, column: &str| {
        record.cells.iter().find(|(known, _)| known == column).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let only_old = before.cells.iter().filter(|(column, _)| !after.cells.iter().any(|(known, _)| known == column));
    let columns = after.cells.iter().chain(only_old).map(|(column, _)| column);
    let both = columns.map(|column| ChangedCell {
        column: column.clone(),
        before: cell(before, column),
        after: cell(after, column),
    });
    both.filter(|cell| cell.before != cell.after).collect()
}

/// The place of an inspector in an order of the roster: no two have the same.
#[must_use]
pub fn roster_place(inspector: &RosterInspector, order: RosterOrder) -> String {
    let number = &inspector.inspector;
    match order {
        RosterOrder::Number => number.to_string(),
        RosterOrder::Workplace => match &inspector.current_unit {
            Some(workplace) => format!("0.{workplace} {number}"),
            None => format!("1.{number}"),
        },
        RosterOrder::Leads => format!("{}.{number}", u8::from(!inspector.may_lead)),
    }
}

/// What of the roster is asked for.
#[derive(Debug, Clone, Copy)]
pub struct RosterAsked<'a> {
    /// Words of a number, a name, a workplace or a speciality; empty for everybody.
    pub search: &'a str,
    /// Whether those are asked for who have left the roster, instead of those who can be in a group.
    pub retired: bool,
    /// The order.
    pub order: RosterOrder,
    /// The place behind which the page begins.
    pub after: &'a str,
    /// The most inspectors.
    pub most: usize,
}

/// Whether a search finds an inspector, by what a line of the roster says of them.
#[must_use]
pub fn is_found(inspector: &RosterInspector, search: &str) -> bool {
    let texts = [inspector.inspector.as_str(), inspector.name.as_str()];
    let more = [inspector.current_unit.as_deref(), inspector.speciality.as_deref()];
    listing::holds(texts.into_iter().chain(more.into_iter().flatten()), search)
}

/// A page of the roster, each inspector with the units from which they are recused.
#[must_use]
pub fn roster_page(
    mut roster: Vec<RosterInspector>,
    units: &[Unit],
    former: &[FormerName],
    asked: &RosterAsked<'_>,
    rule: FormerUnitRule,
    today: NaiveDate,
) -> RosterPage {
    let names = roster::rules::unit_names(units, former);
    let short: BTreeMap<&UnitCode, &Unit> = units.iter().map(|unit| (&unit.code, unit)).collect();
    roster.retain(|inspector| is_found(inspector, asked.search));
    let all = roster.len();
    let found = roster.iter().filter(|inspector| inspector.is_active()).count();
    roster.retain(|inspector| inspector.is_active() != asked.retired);
    let (count, retired) = (roster.len(), all - found);
    let place = |inspector: &RosterInspector| roster_place(inspector, asked.order);
    let listing::Page { rows, prev, next } = listing::page(roster, place, asked.after, asked.most);
    let person = |inspector: RosterInspector| {
        let recused =
            roster::rules::recused_units(&inspector, &names, rule, today).into_iter().map(|(unit, reason)| {
                let name = short.get(&unit).map_or_else(|| unit.to_string(), |unit| unit.short_name.to_string());
                RecusedUnit::of(unit, name, reason)
            });
        RosterPerson { recused: recused.collect(), inspector }
    };
    let people = rows.into_iter().map(person).collect();
    RosterPage { people, count, found, retired, prev, next, former_unit_years: rule.years() }
}

/// A fingerprint of what is there: the same exactly as long as nothing that a file could change has changed.
#[must_use]
pub fn fingerprint(records: &[Written]) -> String {
    let mut hash = Sha256::new();
    for record in records {
        let cells = record.cells.iter().flat_map(|(column, value)| [column, value]);
        for text in [&record.id, &record.name].into_iter().chain(cells) {
            // The length keeps two texts apart from one that is both in a row.
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        }
        hash.update([0xff]);
    }
    hex::encode(hash.finalize())
}

fn written<const N: usize>(id: String, name: String, columns: [&str; N], cells: [String; N]) -> Written {
    let cells = columns.into_iter().map(str::to_owned).zip(cells).collect();
    Written { id, name, cells }
}

/// The register as a table shows it.
#[must_use]
pub fn units(units: &[Unit]) -> Vec<Written> {
    let write = |unit: &Unit| {
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            unit.code.to_string(),
            unit.name.to_string(),
            unit.short_name.to_string(),
            unit.kind.article_word().to_owned(),
            given(&unit.credit_code),
            given(&unit.website),
            given(&unit.phone),
            given(&unit.head),
        ];
        let (id, name) = (unit.code.to_string(), unit.name.to_string());
        retired(written(id, name, unit::rules::COLUMNS, cells), unit.retired_on)
    };
    units.iter().map(write).collect()
}

/// The former names as a table shows them.
#[must_use]
pub fn former_names(names: &[FormerName]) -> Vec<Written> {
    let write = |name: &FormerName| {
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        let cells = [name.name.to_string(), name.unit.to_string(), year(name.from), year(name.to)];
        written(name.id(), name.name.to_string(), unit::rules::NAME_COLUMNS, cells)
    };
    names.iter().map(write).collect()
}

/// The roster as a table shows it.
#[must_use]
pub fn inspectors(inspectors: &[RosterInspector]) -> Vec<Written> {
    let write = |inspector: &RosterInspector| {
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            inspector.inspector.to_string(),
            inspector.name.to_string(),
            given(&inspector.current_unit),
            given(&inspector.former_units),
            given(&inspector.declared_units),
            given(&inspector.speciality),
            yes_no(inspector.may_lead).to_owned(),
        ];
        let (id, name) = (inspector.inspector.to_string(), inspector.name.to_string());
        retired(written(id, name, roster::rules::COLUMNS, cells), inspector.retired_on)
    };
    inspectors.iter().map(write).collect()
}

/// The years, each day a column with the marks of a Chinese calendar: 休 for a day off, 班 for a make-up workday.
#[must_use]
pub fn holidays(years: &[Year]) -> Vec<Written> {
    let write = |year: &Year| {
        let day = |day: &crate::kernel::calendar::ListedDay| {
            (day.date.to_string(), format!("{} {}", if day.off { "休" } else { "班" }, day.name))
        };
        let cells = year.days.iter().map(day).collect();
        Written { id: year.year.to_string(), name: year.year.to_string(), cells }
    };
    years.iter().map(write).collect()
}

/// The indicators of a standard as a table shows them.
#[must_use]
pub fn indicators(indicators: &[standard::WrittenIndicator]) -> Vec<Written> {
    let write = |indicator: &standard::WrittenIndicator| {
        let cells = indicator.cells().map(str::to_owned);
        written(indicator.code.clone(), indicator.text.clone(), standard::COLUMNS, cells)
    };
    indicators.iter().map(write).collect()
}

/// The questions of a form as a table shows them.
#[must_use]
pub fn questions(questions: &[Question]) -> Vec<Written> {
    let write = |question: &Question| {
        let asked = WrittenQuestion::of(question);
        let cells = asked.cells().map(str::to_owned);
        written(asked.code.clone(), asked.text.clone(), form::rules::COLUMNS, cells)
    };
    questions.iter().map(write).collect()
}

/// The indicators with new figures; a code that is not there stays for the standard's own check to refuse.
#[must_use]
pub fn with_weights(
    indicators: &[standard::WrittenIndicator],
    weights: Vec<WrittenWeight>,
) -> Vec<standard::WrittenIndicator> {
    let write = |weight: WrittenWeight| {
        let known = indicators.iter().find(|known| known.code == weight.code).cloned().unwrap_or_default();
        let WrittenWeight { code, max, per_event, cap, values } = weight;
        // What a bonus or a penalty is worth at most is its cap: the form asks for it once.
        let max = if max.trim().is_empty() { cap.clone() } else { max };
        standard::WrittenIndicator { code, max, per_event, cap, values, ..known }
    };
    weights.into_iter().map(write).collect()
}

/// The faults of a standard as the form of one indicator names its fields: without the indicator's code before them.
#[must_use]
pub fn in_one_form(code: &str, faults: Vec<FieldFault>) -> Vec<FieldFault> {
    let bare = |fault: FieldFault| {
        let field = fault.field.strip_prefix(code).and_then(|rest| rest.strip_prefix('.')).map(str::to_owned);
        FieldFault { field: field.unwrap_or(fault.field), fault: fault.fault }
    };
    faults.into_iter().map(bare).collect()
}

/// What the indicators of areas ① to ⑤ make together, as far as their figures can be read.
#[must_use]
pub fn sum(indicators: &[standard::WrittenIndicator]) -> Points {
    let counts =
        |indicator: &&standard::WrittenIndicator| indicator.parse().is_ok_and(|(_, read, _)| read.max().is_some());
    let values = indicators.iter().filter(counts).filter_map(|indicator| Points::parse(&indicator.max));
    Points(values.map(|points| points.0).sum())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(id: &str, cells: &[(&str, &str)]) -> Written {
        let cells = cells.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect();
        Written { id: id.to_owned(), name: id.to_owned(), cells }
    }

    #[test]
    fn new_changed_unchanged_and_absent_are_told_apart() {
        let before = [record("a", &[("x", "1")]), record("b", &[("x", "1"), ("y", "2")]), record("c", &[])];
        let after = [record("b", &[("x", "3"), ("y", "2")]), record("a", &[("x", "1")]), record("d", &[])];
        let comparison = compare(&before, &after);
        assert_eq!(comparison.created, [record("d", &[])]);
        assert_eq!(comparison.absent, [record("c", &[])]);
        assert_eq!(comparison.unchanged, 1);
        let cell = ChangedCell { column: "x".to_owned(), before: "1".to_owned(), after: "3".to_owned() };
        assert_eq!((comparison.changed[0].id.as_str(), &comparison.changed[0].cells[..]), ("b", &[cell][..]));
    }

    #[test]
    fn of_equal_inspectors_the_number_decides_and_the_retired_are_last() {
        let one = |number: &str, workplace: Option<&str>, may_lead: bool| -> RosterInspector {
            let one = serde_json::json!({
                "inspector": number, "name": number, "current_unit": workplace, "may_lead": may_lead,
            });
            serde_json::from_value(one).unwrap()
        };
        let roster = [
            one("JC3", Some("甲局"), true),
            one("JC1", None, false),
            one("JC2", Some("甲局"), false),
            one("JC4", Some("a"), true),
        ];
        let by = |order: RosterOrder| {
            let mut roster: Vec<&RosterInspector> = roster.iter().collect();
            roster.sort_by_key(|one| roster_place(one, order));
            roster.into_iter().map(|one| one.inspector.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(by(RosterOrder::Number), ["JC1", "JC2", "JC3", "JC4"]);
        assert_eq!(by(RosterOrder::Workplace), ["JC4", "JC2", "JC3", "JC1"]);
        assert_eq!(by(RosterOrder::Leads), ["JC3", "JC4", "JC1", "JC2"]);
    }

    #[test]
    fn an_inspector_is_found_by_what_the_line_says_and_by_nothing_else() {
        let one = serde_json::json!({
            "inspector": "JC1", "name": "赵一", "current_unit": "甲局", "former_units": "乙局", "speciality": "档案",
            "may_lead": true,
        });
        let one: RosterInspector = serde_json::from_value(one).unwrap();
        for (search, found) in [("", true), ("jc1 赵", true), ("甲局 档案", true), ("乙局", false)] {
            assert_eq!(is_found(&one, search), found, "{search}");
        }
        let page = |search| {
            let asked = RosterAsked { search, retired: false, order: RosterOrder::Number, after: "", most: 1 };
            roster_page(vec![one.clone()], &[], &[], &asked, FormerUnitRule::Ever, NaiveDate::default()).count
        };
        assert_eq!((page("赵一"), page("钱二")), (1, 0));
    }

    #[test]
    fn whoever_has_left_the_roster_is_counted_and_listed_apart() {
        let one = |number: &str, retired_on: Option<NaiveDate>| -> RosterInspector {
            let one = serde_json::json!({"inspector": number, "name": "某人", "may_lead": true});
            RosterInspector { retired_on, ..serde_json::from_value(one).unwrap() }
        };
        let roster = [one("JC1", None), one("JC2", NaiveDate::from_ymd_opt(2026, 11, 25)), one("JC3", None)];
        let page = |search, retired| {
            let asked = RosterAsked { search, retired, order: RosterOrder::Number, after: "", most: 9 };
            let page = roster_page(roster.to_vec(), &[], &[], &asked, FormerUnitRule::Ever, NaiveDate::default());
            let numbers: Vec<String> = page.people.iter().map(|one| one.inspector.inspector.to_string()).collect();
            (numbers.join(" "), page.count, page.found, page.retired)
        };
        assert_eq!(page("", false), ("JC1 JC3".to_owned(), 2, 2, 1));
        assert_eq!(page("", true), ("JC2".to_owned(), 1, 2, 1));
        assert_eq!(page("JC2", false), (String::new(), 0, 0, 1), "a search says that there is something else");
    }

    #[test]
    fn a_cell_that_only_one_side_has_differs() {
        let comparison = compare(&[record("a", &[("x", "1")])], &[record("a", &[("y", "2")])]);
        let columns: Vec<&str> = comparison.changed[0].cells.iter().map(|cell| cell.column.as_str()).collect();
        assert_eq!(columns, ["y", "x"]);
    }

    #[test]
    fn what_is_out_of_use_is_left_out_no_second_time_and_comes_back_as_a_change() {
        let unit: Unit = serde_json::from_value(serde_json::json!({
            "code": "A01", "name": "甲局", "short_name": "甲局", "kind": "department", "retired_on": "2026-11-25",
        }))
        .unwrap();
        let before = units(std::slice::from_ref(&unit));
        assert_eq!(compare(&before, &[]).absent, []);
        let back = compare(&before, &units(&[Unit { retired_on: None, ..unit }]));
        let cell = ChangedCell { column: RETIRED.to_owned(), before: "2026-11-25".to_owned(), after: String::new() };
        assert_eq!(back.changed[0].cells, [cell]);
    }

    #[test]
    fn a_file_that_changes_nothing_is_not_confirmed_and_a_dropped_question_is_a_change() {
        let same = compare(&[record("a", &[])], &[record("a", &[])]);
        let less = compare(&[record("a", &[]), record("b", &[])], &[record("a", &[])]);
        let more = compare(&[], &[record("a", &[])]);
        assert!(!may_confirm(0, false, &same, true));
        assert!(may_confirm(0, false, &less, true) && !may_confirm(0, false, &less, false));
        assert!(may_confirm(0, false, &more, false));
        assert!(!may_confirm(1, false, &more, false) && !may_confirm(0, true, &more, false));
    }

    proptest! {
        #[test]
        fn every_record_of_a_file_is_counted_once(
            before in proptest::collection::btree_map("[a-d]", "[0-2]", 0..4),
            after in proptest::collection::btree_map("[a-d]", "[0-2]", 0..4),
        ) {
            let records = |map: &std::collections::BTreeMap<String, String>| {
                map.iter().map(|(id, value)| record(id, &[("x", value)])).collect::<Vec<_>>()
            };
            let (before, after) = (records(&before), records(&after));
            let comparison = compare(&before, &after);
            let counted = comparison.created.len() + comparison.changed.len() + comparison.unchanged;
            prop_assert_eq!(counted, after.len());
            prop_assert_eq!(counted - comparison.created.len() + comparison.absent.len(), before.len());
            prop_assert_eq!(fingerprint(&before) == fingerprint(&after), before == after);
        }
    }
}
