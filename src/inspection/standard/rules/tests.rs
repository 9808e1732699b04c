//! The district's own standard, each slip, and what is written anew.

use std::collections::BTreeSet;

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
        (3, VALUES, "优=2;良=-1"),
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
fn a_standard_is_held_to_more_than_the_arithmetic_needs() {
    let first = |kind: IndicatorKind| {
        let indicator = Indicator { code: "F1.1".to_owned(), kind };
        let alone = SheetArea { id: 1, indicators: vec![indicator.clone()] };
        assert_eq!(check_sheet(&Sheet { areas: vec![alone], adjustment_cap: 0 }), []);
        bounds(Area::Disclosure, &indicator)
    };
    let range = |low: &str, high: &str| Fault::OutOfRange { low: low.to_owned(), high: high.to_owned() };
    let (no_points, of_six) = (range("0.01", "10000000.00"), range("0.00", "6.00"));
    assert_eq!(first(IndicatorKind::YesNo { max: 0 }), [(MAX, no_points)]);
    assert_eq!(first(IndicatorKind::Deduct { max: 600, per_event: 100, cap: 601 }), [(CAP, of_six.clone())]);
    assert_eq!(first(IndicatorKind::Tier { max: 600, values: vec![600, -1] }), [(VALUES, of_six)]);
    assert_eq!(first(IndicatorKind::Tier { max: 600, values: vec![500] }), [(VALUES, exactly(600))]);
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

/// The standard that a content makes.
fn edition_of(content: StandardContent) -> ScoreStandard {
    ScoreStandard { sheet: content.sheet, words: content.words, ..standard() }
}

fn used() -> BTreeSet<String> {
    standard().words.into_keys().collect()
}

/// An indicator of an area, as a form sends it: yes or no of so many points, or in area ⑥ a bonus.
fn new(area: Area, points: &str) -> WrittenIndicator {
    let of = |(method, max, figure): (Method, &str, &str)| WrittenIndicator {
        area: area.heading().to_owned(),
        text: "新指标".to_owned(),
        max: max.to_owned(),
        method: method.word().to_owned(),
        per_event: figure.to_owned(),
        cap: figure.to_owned(),
        may_be_not_applicable: "否".to_owned(),
        rule: "规则".to_owned(),
        ..WrittenIndicator::default()
    };
    of(if area == Area::Other { (Method::Bonus, "", points) } else { (Method::YesNo, points, "") })
}

fn fields(refused: Result<StandardContent, Vec<FieldFault>>) -> Vec<String> {
    refused.unwrap_err().into_iter().map(|fault| fault.field).collect()
}

fn kind(standard: &ScoreStandard, code: &str) -> IndicatorKind {
    let found = standard.sheet.areas.iter().flat_map(|area| &area.indicators).find(|indicator| indicator.code == code);
    found.unwrap().kind.clone()
}

#[test]
fn a_new_indicator_stands_last_in_its_area_and_takes_its_points_from_another() {
    let after = edition_of(with_new(&standard(), &new(Area::Disclosure, "1"), "F1.2", &used()).unwrap());
    let codes: Vec<&str> = after.sheet.areas[0].indicators.iter().map(|indicator| indicator.code.as_str()).collect();
    assert_eq!(codes, ["F1.1", "F1.2", "F1.3", "F1.4", "F1.5", "F1.6", "F1.7"]);
    assert_eq!(kind(&after, "F1.7"), IndicatorKind::YesNo { max: 100 });
    assert_eq!(kind(&after, "F1.2"), IndicatorKind::Deduct { max: 400, per_event: 50, cap: 400 });
    assert_eq!(after.words["F1.7"].text, "新指标");
    assert_eq!(check_sheet(&after.sheet), []);
}

#[test]
fn an_indicator_of_area_six_moves_no_points() {
    let after = edition_of(with_new(&standard(), &new(Area::Other, "1"), "", &used()).unwrap());
    assert_eq!(kind(&after, "F6.8"), IndicatorKind::Bonus { per_event: 100, cap: 100 });
    assert_eq!(fields(with_new(&standard(), &new(Area::Other, "1"), "F1.1", &used())), ["taken_from"]);
    assert_eq!(fields(without(&after, "F6.8", "F1.1")), ["given_to"]);
    assert!(without(&after, "F6.8", "").unwrap().is_that_of(&standard()));
}

#[test]
fn an_indicator_gives_no_more_than_leaves_its_own_figures() {
    let most = |code: &str| scored(&standard()).into_iter().find(|line| line.code == code).unwrap().spare;
    // Yes or no; a deduction that keeps one event; grades whose best one stays the best.
    assert_eq!([most("F1.1"), most("F1.2"), most("F1.4")], [Points(599), Points(450), Points(49)]);
    for (points, from) in [("6", "F1.1"), ("4.51", "F1.2"), ("0.5", "F1.4")] {
        let refused = with_new(&standard(), &new(Area::Fulfilment, points), from, &used()).unwrap_err();
        let most = most(from).to_string();
        assert_eq!(refused, [FieldFault::new(TAKEN_FROM, Fault::PointsTied { most })], "{points} from {from}");
    }
    assert!(with_new(&standard(), &new(Area::Fulfilment, "4.5"), "F1.2", &used()).is_ok());
}

#[test]
fn what_a_new_indicator_lacks_is_named_by_its_field() {
    let refused = |change: fn(&mut WrittenIndicator), from: &str| {
        let mut indicator = new(Area::Disclosure, "1");
        change(&mut indicator);
        fields(with_new(&standard(), &indicator, from, &used()))
    };
    assert_eq!(refused(|_| (), ""), ["taken_from"]);
    assert_eq!(refused(|_| (), "F6.1"), ["taken_from"]);
    assert_eq!(refused(|new| new.code = "F1.1".to_owned(), "F1.1"), ["code"]);
    assert_eq!(refused(|new| new.code = "new".to_owned(), "F1.1"), ["code"]);
    assert_eq!(refused(|new| new.area = String::new(), "F1.1"), ["code", "area"]);
    assert_eq!(refused(|new| new.method = "加分".to_owned(), "F1.1"), ["method"]);
    assert_eq!(refused(|new| new.cap = "1".to_owned(), "F1.1"), ["cap"]);
    assert_eq!(refused(|new| new.max = "0".to_owned(), "F1.1"), ["max"]);
}

#[test]
fn the_code_of_a_withdrawn_indicator_means_nothing_else() {
    let after = edition_of(without(&standard(), "F1.6", "F1.1").unwrap());
    assert_eq!(kind(&after, "F1.1"), IndicatorKind::YesNo { max: 800 });
    assert!(!after.words.contains_key("F1.6"));
    let again = WrittenIndicator { code: "F1.6".to_owned(), ..new(Area::Disclosure, "1") };
    let refused = with_new(&after, &again, "F1.1", &used()).unwrap_err();
    assert_eq!(refused, [FieldFault::new("code", Fault::CodeUsed { code: "F1.6".to_owned() })]);
    assert_eq!(next_codes(&after, &used())[0], (Area::Disclosure, "F1.7".to_owned()));
}

#[test]
fn the_last_indicator_of_an_area_stays_and_points_go_somewhere() {
    let mut left = standard();
    for code in ["F3.1", "F3.2", "F3.3", "F3.4"] {
        assert!(may_withdraw(&left, code));
        left = edition_of(without(&left, code, "F3.5").unwrap());
    }
    assert!(!may_withdraw(&left, "F3.5") && may_withdraw(&left, "F1.1") && !may_withdraw(&left, "F9"));
    assert_eq!(fields(without(&left, "F3.5", "F1.1")), ["code"]);
    assert_eq!(fields(without(&left, "F9", "F1.1")), ["code"]);
    for nobody in ["", "F1.1", "F6.1", "F9"] {
        assert_eq!(fields(without(&left, "F1.1", nobody)), ["given_to"], "{nobody:?}");
    }
}

proptest! {
    #[test]
    fn what_is_added_and_withdrawn_again_leaves_the_standard_as_it_was(
        area in 0..6usize,
        points in 1..700i64,
        from in 0..28usize,
    ) {
        let before = standard();
        let giver = scored(&before).swap_remove(from);
        let area = Area::ALL[area];
        let named = if area == Area::Other { "" } else { giver.code.as_str() };
        let indicator = WrittenIndicator { code: "N1".to_owned(), ..new(area, &Points(points).to_string()) };
        match with_new(&before, &indicator, named, &used()) {
            Ok(content) => {
                let after = edition_of(content);
                prop_assert_eq!(check_sheet(&after.sheet), Vec::new());
                let all = scored(&after);
                prop_assert_eq!(all.iter().map(|line| line.max.0).sum::<i64>(), WHOLE);
                prop_assert!(all.iter().all(|line| line.max.0 > 0));
                prop_assert!(without(&after, "N1", named).unwrap().is_that_of(&before));
            }
            Err(faults) => {
                prop_assert!(area != Area::Other && points > giver.spare.0, "{:?}", faults);
            }
        }
    }

    #[test]
    fn whatever_is_withdrawn_the_areas_keep_their_hundred_points(gone in 0..28usize, to in 0..28usize) {
        let before = standard();
        let all = scored(&before);
        match without(&before, &all[gone].code, &all[to].code) {
            Ok(content) => {
                let after = edition_of(content);
                prop_assert_eq!(check_sheet(&after.sheet), Vec::new());
                prop_assert_eq!(scored(&after).iter().map(|line| line.max.0).sum::<i64>(), WHOLE);
                prop_assert_eq!(scored(&after).len(), all.len() - 1);
            }
            Err(_) => {
                prop_assert_eq!(gone, to);
            }
        }
    }
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
