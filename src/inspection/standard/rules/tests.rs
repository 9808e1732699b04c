//! The district's own standard, each slip, and what is written anew.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::kernel::text::Title;

const FILE: &str = include_str!("../../../demo/data/score_standard.csv");
const EXAMPLES: &str = include_str!("../../../../tests/data/score_examples.json");

fn district() -> Table {
    let line = |(at, text): (usize, &str)| Line { number: at + 2, cells: text.split(',').map(str::to_owned).collect() };
    Table { header: COLUMNS.map(str::to_owned).to_vec(), lines: FILE.lines().skip(1).enumerate().map(line).collect() }
}

fn standard() -> ScoreStandard {
    let content = parse_standard(&district()).unwrap();
    ScoreStandard {
        template: template(),
        edition: 1,
        title: Title::parse(FIRST_TITLE).unwrap(),
        sheet: content.sheet,
        words: content.words,
        version: 1,
    }
}

fn faults(change: impl Fn(&mut Table)) -> Vec<(usize, String)> {
    let mut table = district();
    change(&mut table);
    let faults = parse_standard(&table).unwrap_err();
    faults.into_iter().map(|fault| (fault.line, fault.column.unwrap_or_default())).collect()
}

#[test]
fn the_districts_standard_is_the_sheet_of_the_worked_examples() {
    let examples: Value = serde_json::from_str(EXAMPLES).unwrap();
    assert_eq!(serde_json::to_value(&standard().sheet).unwrap(), examples["sheet"]);
}

#[test]
fn words_and_grades_are_kept_by_code() {
    let standard = standard();
    assert_eq!(standard.words.len(), 35);
    assert_eq!(standard.words["F1.4"].grades, ["优", "良", "中", "差"]);
    assert_eq!(standard.words["F1.1"].grades, Vec::<String>::new());
    assert!(standard.words["F1.5"].may_be_not_applicable);
}

#[test]
fn what_is_read_is_written_and_read_again() {
    let content = StandardContent { sheet: standard().sheet, words: standard().words };
    assert_eq!(with_indicators(&standard(), &[]).unwrap(), content);
    assert!(content.is_that_of(&standard()));
}

#[test]
fn every_slip_is_named_by_its_cell() {
    let set = |line: usize, column: usize, text: &'static str| {
        faults(move |table| table.lines[line].cells[column] = text.to_owned())
    };
    for (line, column, text) in [
        (0, CODE, ""),
        (0, AREA, "公示"),
        (0, TEXT, ""),
        (0, MAX, "六"),
        (0, METHOD, "加分"),
        (0, PER_EVENT, "1"),
        (1, PER_EVENT, ""),
        (1, CAP, "5.5"),
        (3, VALUES, "优=2;良"),
        (3, VALUES, "优=1;良=0"),
        (3, VALUES, "优=3;良=0"),
        (0, NOT_APPLICABLE, "可"),
        (0, RULE, ""),
        (28, MAX, "1"),
    ] {
        assert_eq!(
            set(line, column, text),
            [(line + 2, COLUMNS[column].to_owned())],
            "{text:?} in {}",
            COLUMNS[column]
        );
    }
}

#[test]
fn a_code_that_stands_twice_is_named_with_the_other_line() {
    assert_eq!(faults(|table| table.lines[1].cells[CODE] = "F1.1".to_owned()), [(3, "编码".to_owned())]);
}

#[test]
fn the_five_areas_must_make_a_hundred_points() {
    let short = faults(|table| table.lines[0].cells[MAX] = "5".to_owned());
    assert_eq!(short, [(1, "分值 Σ 99.00".to_owned())]);
}

#[test]
fn a_range_is_read_by_its_two_bounds() {
    let mut table = district();
    table.lines[0].cells[METHOD] = "区间".to_owned();
    table.lines[0].cells[VALUES] = "低=0；高=4".to_owned();
    let content = parse_standard(&table).unwrap();
    assert_eq!(content.sheet.areas[0].indicators[0].kind, IndicatorKind::Range { max: 600, low: 0, high: 400 });
    table.lines[0].cells[VALUES] = "高=4".to_owned();
    assert!(parse_standard(&table).is_err());
}

#[test]
fn indicators_are_written_anew_by_the_same_checks() {
    let standard = standard();
    let all = written(&standard);
    let anew = |at: usize, max: &str| WrittenIndicator { max: max.to_owned(), ..all[at].clone() };
    let content = with_indicators(&standard, &[anew(0, "5"), anew(4, "3")]).unwrap();
    assert_eq!(content.sheet.areas[0].indicators[0].kind, IndicatorKind::YesNo { max: 500 });
    let fields = |anew: &[WrittenIndicator]| {
        with_indicators(&standard, anew).unwrap_err().into_iter().map(|fault| fault.field).collect::<Vec<_>>()
    };
    assert_eq!(fields(&[anew(0, "5")]), ["sum"]);
    assert_eq!(fields(&[anew(0, "x")]), ["F1.1.max"]);
    assert_eq!(fields(&[WrittenIndicator { code: "F9".to_owned(), ..all[0].clone() }]), ["code"]);
}

proptest! {
    #[test]
    fn no_table_makes_the_reader_panic(
        cells in proptest::collection::vec((0..35usize, 0..12usize, "(是|否|分档|区间|（六）|-?[0-9]{0,12}\\.?[0-9]{0,3}|[=;优低高0-9]{0,12}|\\PC{0,6})"), 0..40),
    ) {
        let mut table = district();
        for (line, column, text) in cells {
            table.lines[line].cells[column] = text;
        }
        if let Ok(content) = parse_standard(&table) {
            prop_assert_eq!(check_sheet(&content.sheet), Vec::new());
        }
    }
}
