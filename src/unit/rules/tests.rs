//! The district's own tables, each kind of slip, and tables that nobody would write.

use proptest::prelude::*;

use super::*;

const UNITS: &str = include_str!("../../demo/data/units.csv");
const NAMES: &str = include_str!("../../demo/data/unit_aliases.csv");

fn table(header: &[&str], file: &str) -> Table {
    let line = |(at, text): (usize, &str)| Line { number: at + 2, cells: text.split(',').map(str::to_owned).collect() };
    Table {
        header: header.iter().map(|column| (*column).to_owned()).collect(),
        lines: file.lines().skip(1).enumerate().map(line).collect(),
    }
}

fn district() -> Table {
    table(&COLUMNS, UNITS)
}

fn places(faults: Vec<CellFault>) -> Vec<(usize, String)> {
    faults.into_iter().map(|fault| (fault.line, fault.column.unwrap_or_default())).collect()
}

#[test]
fn the_districts_register_is_read_whole() {
    let units = parse_units(&district()).unwrap();
    let of = |kind: UnitKind| units.iter().filter(|unit| unit.kind == kind).count();
    assert_eq!(UnitKind::ALL.map(of), [17, 28, 8, 6]);
    assert_eq!(units.iter().filter(|unit| unit.website.is_none()).count(), 4);
    assert!(units.iter().all(|unit| unit.credit_code.is_some()));
}

#[test]
fn a_unit_that_is_not_inspected_any_more_counts_where_it_stands_and_nowhere_else() {
    let mut units = parse_units(&district()).unwrap();
    units.truncate(3);
    for unit in &mut units[1..] {
        unit.retired_on = NaiveDate::from_ymd_opt(2026, 11, 25);
    }
    let (inspected, stands) = (units[0].code.clone(), units[2].code.clone());
    let counted: Vec<UnitCode> = counting(units, std::iter::once(&stands)).into_iter().map(|unit| unit.code).collect();
    assert_eq!(counted, [inspected, stands]);
}

#[test]
fn the_districts_former_names_are_read_whole() {
    let names = parse_former_names(&table(&NAME_COLUMNS, NAMES), &parse_units(&district()).unwrap()).unwrap();
    assert_eq!(names.len(), 16);
    assert_eq!((names[1].from, names[1].to), (None, Some(2014)));
}

#[test]
fn every_slip_is_named_by_its_cell() {
    let mut wrong = district();
    wrong.lines[0].cells[0] = "街道1".to_owned();
    wrong.lines[1].cells[1] = String::new();
    wrong.lines[2].cells[3] = "街道".to_owned();
    wrong.lines[3].cells[4] = "11410105XN0010376A".to_owned();
    wrong.lines[4].cells[5] = "jinshui.example.com".to_owned();
    wrong.lines[5].cells[6] = "见网站".to_owned();
    wrong.lines[7].cells[0] = "JSJD07".to_owned();
    let faults = parse_units(&wrong).unwrap_err();
    let allowed = UnitKind::ALL.map(|kind| kind.article_word().to_owned()).to_vec();
    assert_eq!(faults[2].fault, Fault::Unknown { value: "街道".to_owned(), allowed });
    let expected = [
        (2, COLUMNS[0]),
        (3, COLUMNS[1]),
        (4, COLUMNS[3]),
        (5, COLUMNS[4]),
        (6, COLUMNS[5]),
        (7, COLUMNS[6]),
        (9, COLUMNS[0]),
    ];
    assert_eq!(places(faults), expected.map(|(line, column)| (line, column.to_owned())));
}

#[test]
fn a_former_name_needs_a_unit_of_the_register_and_years_in_order() {
    let units = parse_units(&district()).unwrap();
    let mut wrong = table(&NAME_COLUMNS, NAMES);
    wrong.lines[0].cells[1] = "JSQZ99".to_owned();
    wrong.lines[3].cells[3] = "2013".to_owned();
    wrong.lines[4].cells[2] = "二〇一五".to_owned();
    wrong.lines[2] = Line { number: 4, cells: wrong.lines[1].cells.clone() };
    let expected = [(2, NAME_COLUMNS[1]), (4, NAME_COLUMNS[0]), (5, NAME_COLUMNS[3]), (6, NAME_COLUMNS[2])];
    let faults = places(parse_former_names(&wrong, &units).unwrap_err());
    assert_eq!(faults, expected.map(|(line, column)| (line, column.to_owned())));
}

#[test]
fn a_credit_code_is_held_by_both_check_digits() {
    assert!(parse_credit_code("11410105xn0010376h").is_ok());
    let wrong = |code: &str| parse_credit_code(code).unwrap_err();
    assert!(matches!(wrong("11410105XN0010376J"), Fault::WrongCheckDigit { .. }));
    assert!(matches!(wrong("11410105XN0010386H"), Fault::WrongCheckDigit { .. }));
    assert_eq!(wrong("11410105XN001037"), Fault::TooShort { least: 18 });
    assert_eq!(wrong("11410105XN0010376I"), Fault::BadCharacter);
    assert_eq!(wrong("一1410105XN0010376H"), Fault::BadCharacter);
}

#[test]
fn a_web_address_names_a_host() {
    for right in ["https://a.example.com", "http://a.example.com:8080/x?y#z", "https://金水.政务/"] {
        assert!(parse_website(right).is_ok(), "{right}");
    }
    for wrong in [
        "无",
        "ftp://a.b",
        "https://",
        "https://a",
        "https://a..b",
        "https://u@a.b/",
        "https://a.b:x/",
        "https://a.b/ c",
        "javascript:alert(1)",
        "https://a.b/\"x",
    ] {
        assert_eq!(parse_website(wrong), Err(Fault::NotAnAddress), "{wrong}");
    }
}

#[test]
fn a_telephone_number_is_taken_as_it_is_written() {
    for right in ["0371-00001007", "(0371) 0000 1007", "12345", "0371—00001007转8"] {
        assert!(parse_phone(right).is_ok(), "{right}");
    }
    for wrong in ["无", "1234", "0371-0000x007"] {
        assert_eq!(parse_phone(wrong), Err(Fault::NotAPhone), "{wrong}");
    }
}

#[test]
fn a_search_wants_every_word() {
    let units = parse_units(&district()).unwrap();
    let found = |search: &str| units.iter().filter(|unit| is_found(unit, search)).count();
    assert_eq!((found(""), found("jsjd"), found("街道 花园路"), found("花园路 法院")), (59, 17, 1, 0));
}

#[test]
fn a_page_of_the_register_counts_what_the_search_finds_and_goes_on_after_a_code() {
    let units = parse_units(&district()).unwrap();
    let all = list(&units, "", None, false, UnitOrder::Code, "");
    assert_eq!((all.units.len(), all.found, all.next), (59, 59, None));
    let some = list(&units, "街道", Some(UnitKind::Subdistrict), false, UnitOrder::Code, "JSJD15");
    assert_eq!((some.units.len(), some.found), (2, 17));
    assert_eq!(some.by_kind[0], (UnitKind::Subdistrict, 17));
    let many: Vec<Unit> = units.iter().cycle().take(UNITS_A_PAGE + 1).cloned().collect();
    assert!(list(&many, "", None, false, UnitOrder::Code, "").next.is_some());
}

#[test]
fn the_register_counts_apart_what_is_not_inspected_any_more() {
    let mut units = parse_units(&district()).unwrap();
    units[3].retired_on = NaiveDate::from_ymd_opt(2026, 11, 25);
    let (gone, kind) = (units[3].clone(), units[3].kind);
    let by_code = |search: &str, kind, retired| list(&units, search, kind, retired, UnitOrder::Code, "");
    let active = by_code("", None, false);
    assert_eq!((active.count, active.found, active.retired), (58, 58, 1));
    assert!(!active.units.contains(&gone));
    assert_eq!(active.by_kind.iter().map(|(_, count)| count).sum::<usize>(), 58);
    let of_kind = by_code("", Some(kind), false);
    assert_eq!((of_kind.count, of_kind.found), (active.by_kind.iter().find(|(one, _)| *one == kind).unwrap().1, 58));
    let retired = by_code("", None, true);
    assert_eq!((retired.count, &retired.units[..]), (1, std::slice::from_ref(&gone)));
    assert_eq!(by_code(gone.code.as_str(), None, false).retired, 1, "a search says that there is something else");
    // Whoever sees no other unit sees it all the same.
    let own = list(std::slice::from_ref(&gone), "", None, false, UnitOrder::Code, "");
    assert_eq!((own.count, own.found, own.retired), (1, 0, 1), "it is counted once");
    assert!(own.by_kind.iter().all(|(_, count)| *count == 0));
    assert_eq!(own.units, [gone]);
}

#[test]
fn the_register_by_kind_follows_art_5_and_within_a_kind_the_codes() {
    let units = parse_units(&district()).unwrap();
    let mut naive: Vec<&Unit> = Vec::new();
    for kind in UnitKind::ALL {
        let mut of_kind: Vec<&Unit> = units.iter().filter(|unit| unit.kind == kind).collect();
        of_kind.sort_by(|one, other| one.code.cmp(&other.code));
        naive.extend(of_kind);
    }
    let by_kind = list(&units, "", None, false, UnitOrder::Kind, "");
    assert_eq!(by_kind.units.iter().collect::<Vec<_>>(), naive);
    // The page goes on where the order says, not where the code would.
    let after = place(naive[20], UnitOrder::Kind);
    let rest = list(&units, "", None, false, UnitOrder::Kind, &after);
    assert_eq!(rest.units.iter().collect::<Vec<_>>(), naive[21..]);
}

#[test]
fn how_late_a_self_check_was_is_counted_by_the_table_that_came_after_it() {
    let standing: Standing = serde_json::from_value(serde_json::json!({"season": "2026", "self_checks": {
        "2026-01": {"round": "2026-01", "due": "2026-12-31", "submitted_on": "2027-01-04", "days_late": 2},
        "2026-02": {"round": "2026-02", "due": "2026-12-31", "submitted_on": "2026-12-30"},
        "2026-03": {"round": "2026-03", "due": "2026-12-31"}}}))
    .unwrap();
    let late = |calendar: &WorkCalendar| -> Vec<i64> {
        counted_by(calendar, standing.clone()).self_checks.values().map(|part| part.days_late).collect()
    };
    assert_eq!(late(&WorkCalendar::default()), [2, 0, 0]);
    let table = serde_json::json!([{"year": 2027, "days": [{"date": "2027-01-01", "name": "元旦", "off": true}]}]);
    assert_eq!(late(&serde_json::from_value(table).unwrap()), [1, 0, 0]);
}

#[test]
fn each_entry_of_a_standing_is_counted_once() {
    let standing: Standing = serde_json::from_value(serde_json::json!({"season": "2026", "entries": {
        "a": {"state": "ordered", "due": "2026-11-24"}, "b": {"due": "2026-11-25"}, "c": {},
        "d": {"due": "2026-11-01", "closed_on": "2026-11-20"}}}))
    .unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
    assert_eq!(count_entries(&standing, today), EntryCounts { open: 2, overdue: 1, closed: 1 });
}

proptest! {
    #[test]
    fn no_table_makes_the_reader_panic(
        header in proptest::collection::vec("(单位编码|单位名称|简称|单位类别|统一社会信用代码|门户网址|联系电话|负责人|曾用名|起始年|终止年)", 0..14),
        lines in proptest::collection::vec(proptest::collection::vec("(区直单位|http://|[0-9A-Z]{18}|\\PC{0,8})", 0..14), 0..6),
    ) {
        let lines = lines.into_iter().enumerate().map(|(number, cells)| Line { number, cells }).collect();
        let table = Table { header, lines };
        let _ = parse_units(&table);
        let _ = parse_former_names(&table, &[]);
    }

    #[test]
    fn one_wrong_digit_of_a_credit_code_is_always_seen(at in 0..17usize, digit in 0..10u32) {
        let code = "11410105XN0010376H";
        let old = code.chars().nth(at).unwrap();
        let new = char::from_digit(digit, 10).unwrap();
        let changed: String = code.chars().enumerate().map(|(place, c)| if place == at { new } else { c }).collect();
        prop_assert_eq!(parse_credit_code(&changed).is_ok(), old == new);
    }
}
