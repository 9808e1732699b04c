//! Reading a file of holidays: JSON in the form in which the calendar is exported, checked value by value, so that
//! each fault names its place.

use std::collections::BTreeMap;

use serde_json::{Map, Value, value::RawValue};

use super::model::Year;
use crate::kernel::{
    calendar::{ListedDay, TableFault, WorkCalendar, YearTable, parse_date},
    canonical::{parse_strict, repeated_key},
    fault::Fault,
    table::{CellFault, Faults},
    text::Text,
};

/// A holiday's name.
type DayName = Text<40>;

/// The form that is expected, shown where a file has another.
const FORM: &str = r#"[{"year":2026,"days":[{"date":"2026-01-01","name":"元旦","off":true}]}]"#;

/// The first and the last year that a table may be of.
const YEARS: (i64, i64) = (1949, 9999);

/// The line of a fault until that of its value is looked up.
const UNPLACED: usize = 1;

/// Reads a file of holidays. A fault names its place as the column, such as `[3].days[7].date`, and the line on which
/// that value begins; where it is absent, that of the object that lacks it.
///
/// # Errors
/// Everything that is wrong.
pub fn parse_holidays(text: &str) -> Result<Vec<Year>, Vec<CellFault>> {
    let file = parse_strict(text).map_err(|error| vec![unread(text, &error)])?;
    let Some(items) = file.as_array() else { return Err(vec![no_json(text, 1)]) };
    if items.is_empty() {
        return Err(vec![CellFault { line: 1, column: None, fault: Fault::Empty }]);
    }
    let tables = year_tables(items).map_err(|faults| placed(text, faults))?;
    Ok(tables.into_iter().map(Year::of).collect())
}

/// The years' tables, which do not contradict each other.
fn year_tables(items: &[Value]) -> Result<Vec<YearTable>, Vec<CellFault>> {
    let mut faults = Faults::default();
    let tables: Vec<Option<YearTable>> =
        items.iter().enumerate().map(|(at, item)| year_table(item, &format!("[{at}]"), &mut faults)).collect();
    // Days that contradict each other are looked for only where every value could be read, or places would shift.
    let tables: Vec<YearTable> = faults.finish(tables)?.into_iter().flatten().collect();
    WorkCalendar::new(tables.clone()).map_err(|violations| {
        let fault = |violation: crate::kernel::calendar::TableViolation| {
            CellFault::new(UNPLACED, violation.path, contradiction(violation.fault))
        };
        violations.into_iter().map(fault).collect::<Vec<_>>()
    })?;
    Ok(tables)
}

/// The faults, each with the line of its value.
fn placed(text: &str, faults: Vec<CellFault>) -> Vec<CellFault> {
    let lines = Lines::of(text);
    let line = |fault: &CellFault| fault.column.as_deref().map_or(fault.line, |path| lines.line(path));
    faults.into_iter().map(|fault| CellFault { line: line(&fault), ..fault }).collect()
}

/// The lines on which the values of a file begin, by their places: the values that were read do not know where they
/// stood.
struct Lines<'a> {
    text: &'a str,
    ends: Vec<usize>,
    found: BTreeMap<String, usize>,
}

impl<'a> Lines<'a> {
    /// How deep a file goes: years, what they say, days, and what those say. Deeper values are never blamed.
    const DEPTH: usize = 4;

    fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at).collect();
        let mut lines = Self { text, ends, found: BTreeMap::new() };
        if let Ok(file) = serde_json::from_str::<&'a RawValue>(text) {
            lines.note(file, String::new(), Self::DEPTH);
        }
        lines
    }

    /// Notes a value and what is in it, which is borrowed from the text: so its address tells where it stands.
    fn note(&mut self, value: &'a RawValue, path: String, depth: usize) {
        let written = value.get();
        if let Some(depth) = depth.checked_sub(1) {
            let items = serde_json::from_str::<Vec<&'a RawValue>>(written).unwrap_or_default();
            for (at, item) in items.into_iter().enumerate() {
                self.note(item, format!("{path}[{at}]"), depth);
            }
            let entries = serde_json::from_str::<BTreeMap<String, &'a RawValue>>(written).unwrap_or_default();
            for (key, entry) in entries {
                self.note(entry, format!("{path}.{key}"), depth);
            }
        }
        let at = written.as_ptr().addr() - self.text.as_ptr().addr();
        self.found.insert(path, self.ends.partition_point(|end| *end < at) + 1);
    }

    fn line(&self, path: &str) -> usize {
        let around = || path.rsplit_once('.').and_then(|(object, _)| self.found.get(object));
        self.found.get(path).or_else(around).copied().unwrap_or(UNPLACED)
    }
}

/// A text that is no JSON, or in which a key stands twice.
fn unread(text: &str, error: &serde_json::Error) -> CellFault {
    match repeated_key(error) {
        Some(key) => CellFault { line: error.line().max(1), column: None, fault: Fault::KeyTwice { key } },
        None => no_json(text, error.line()),
    }
}

fn no_json(text: &str, line: usize) -> CellFault {
    let shown: String = text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim().chars().take(40).collect();
    CellFault {
        line: line.max(1),
        column: None,
        fault: Fault::Unknown { value: shown, allowed: vec![FORM.to_owned()] },
    }
}

fn contradiction(fault: TableFault) -> Fault {
    let twice = |value: String| Fault::Duplicate { other: value.clone(), value };
    match fault {
        TableFault::DuplicateYear(year) => twice(year.to_string()),
        TableFault::DuplicateDate(date) => twice(date.to_string()),
        TableFault::OutsideYear { date: _, year } => {
            Fault::OutOfRange { low: format!("{year}-01-01"), high: format!("{year}-12-31") }
        }
    }
}

fn year_table(item: &Value, path: &str, faults: &mut Faults) -> Option<YearTable> {
    let table = object(item, path, &["year", "days"], faults)?;
    let year = table.get("year").and_then(Value::as_i64).filter(|year| (YEARS.0..=YEARS.1).contains(year));
    let year = year
        .and_then(|year| i32::try_from(year).ok())
        .ok_or(Fault::OutOfRange { low: YEARS.0.to_string(), high: YEARS.1.to_string() });
    let year = faults.take(UNPLACED, &format!("{path}.year"), year);
    let days = table.get("days").and_then(Value::as_array).ok_or(Fault::Missing);
    let days = faults.take(UNPLACED, &format!("{path}.days"), days)?;
    let read = |(at, day): (usize, &Value)| listed_day(day, &format!("{path}.days[{at}]"), faults);
    let days: Vec<Option<ListedDay>> = days.iter().enumerate().map(read).collect();
    Some(YearTable { year: year?, days: days.into_iter().collect::<Option<_>>()? })
}

fn listed_day(item: &Value, path: &str, faults: &mut Faults) -> Option<ListedDay> {
    let day = object(item, path, &["date", "name", "off"], faults)?;
    let date = day.get("date").and_then(Value::as_str).and_then(parse_date).ok_or(Fault::NotADate);
    let date = faults.take(UNPLACED, &format!("{path}.date"), date);
    let name = DayName::parse(day.get("name").and_then(Value::as_str).unwrap_or_default());
    let name = faults.take(UNPLACED, &format!("{path}.name"), name);
    let off = day.get("off").and_then(Value::as_bool).ok_or_else(|| Fault::Unknown {
        value: day.get("off").map(ToString::to_string).unwrap_or_default(),
        allowed: vec!["true".to_owned(), "false".to_owned()],
    });
    let off = faults.take(UNPLACED, &format!("{path}.off"), off);
    Some(ListedDay { date: date?, name: name?.to_string(), off: off? })
}

/// The object, where it is one and has no other keys.
fn object<'a>(item: &'a Value, path: &str, keys: &[&str], faults: &mut Faults) -> Option<&'a Map<String, Value>> {
    let allowed = || keys.iter().map(|key| (*key).to_owned()).collect();
    let Some(object) = item.as_object() else {
        let shown = item.to_string().chars().take(40).collect();
        faults.blame(UNPLACED, path, Fault::Unknown { value: shown, allowed: allowed() });
        return None;
    };
    for key in object.keys().filter(|key| !keys.contains(&key.as_str())) {
        faults.blame(UNPLACED, path, Fault::Unknown { value: key.clone(), allowed: allowed() });
    }
    Some(object)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn places(text: &str) -> Vec<String> {
        parse_holidays(text).unwrap_err().into_iter().filter_map(|fault| fault.column).collect()
    }

    #[test]
    fn the_districts_file_is_read_whole() {
        let years = parse_holidays(include_str!("../demo/data/holidays.json")).unwrap();
        assert_eq!((years.len(), years.iter().map(|year| year.days.len()).sum::<usize>()), (11, 379));
    }

    #[test]
    fn every_wrong_value_is_named_by_its_place() {
        let text =
            r#"[{"year":26,"days":[{"date":"2026-1-1","name":"","off":1}]},{"days":[]},{"year":2026,"day":[]},7]"#;
        let expected = [
            "[0].year",
            "[0].days[0].date",
            "[0].days[0].name",
            "[0].days[0].off",
            "[1].year",
            "[2]",
            "[2].days",
            "[3]",
        ];
        assert_eq!(places(text), expected);
    }

    #[test]
    fn days_that_contradict_each_other_are_named() {
        let day = r#"{"date":"2026-01-01","name":"元旦","off":true}"#;
        assert_eq!(places(&format!(r#"[{{"year":2026,"days":[{day},{day}]}}]"#)), ["[0].days[1].date"]);
        assert_eq!(places(&format!(r#"[{{"year":2025,"days":[{day}]}}]"#)), ["[0].days[0].date"]);
    }

    #[test]
    fn a_fault_names_the_line_of_its_value_or_of_the_object_that_lacks_it() {
        let lines = |text: &str| -> Vec<(usize, String)> {
            let faults = parse_holidays(text).unwrap_err().into_iter();
            faults.map(|fault| (fault.line, fault.column.unwrap_or_default())).collect()
        };
        let wrong = "\n[\n{\"year\":2026,\"days\":[\r\n{\"date\":\"2026-01-01\",\n\"off\":1,\"name\":\n\"\"},\n\n\
            {\"name\":\"元旦\",\"off\":true}]},\n7]";
        let expected = [(6, "[0].days[0].name"), (5, "[0].days[0].off"), (8, "[0].days[1].date"), (9, "[1]")];
        assert_eq!(lines(wrong), expected.map(|(line, path)| (line, path.to_owned())));
        let day = r#"{"date":"2026-01-01","name":"元旦","off":true}"#;
        let twice = format!("[{{\"year\":2026,\"days\":[\n{day},\n{day}]}},\n{{\"year\":2026,\"days\":[]}}]");
        let expected = [(3, "[0].days[1].date"), (4, "[1].year")];
        assert_eq!(lines(&twice), expected.map(|(line, path)| (line, path.to_owned())));
    }

    #[test]
    fn a_file_that_is_no_json_is_blamed_by_line() {
        assert_eq!(parse_holidays("[\n{").unwrap_err()[0].line, 2);
        assert_eq!(parse_holidays("[]").unwrap_err()[0].fault, Fault::Empty);
        assert!(parse_holidays("{}").is_err());
    }

    #[test]
    fn a_key_that_stands_twice_is_refused_and_named_with_its_line() {
        let twice = "[{\"year\":2026,\n\"year\":2027,\"days\":[]}]";
        let fault = Fault::KeyTwice { key: "year".to_owned() };
        assert_eq!(parse_holidays(twice).unwrap_err(), [CellFault { line: 2, column: None, fault }]);
        let day = r#"{"date":"2026-01-01","name":"元旦","off":true,"off":false}"#;
        let fault = Fault::KeyTwice { key: "off".to_owned() };
        let found = parse_holidays(&format!(r#"[{{"year":2026,"days":[{day}]}}]"#)).unwrap_err();
        assert_eq!(found, [CellFault { line: 1, column: None, fault }]);
    }

    #[test]
    fn the_order_of_days_is_no_difference() {
        let one = r#"{"date":"2026-01-01","name":"元旦","off":true}"#;
        let other = r#"{"date":"2026-01-02","name":"元旦","off":true}"#;
        let read = |first: &str, second: &str| {
            parse_holidays(&format!(r#"[{{"year":2026,"days":[{first},{second}]}}]"#)).unwrap().remove(0)
        };
        assert!(read(one, other).says_the_same(&read(other, one)));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in "[\\[\\]{}\",:a-z0-9年 \n-]{0,80}") {
            let _ = parse_holidays(&text);
        }
    }
}
