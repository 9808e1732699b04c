//! The district's own roster, whose answer another program computed, and each slip.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::unit::rules::{self as register, parse_former_names, parse_units};

const UNITS: &str = include_str!("../../../demo/data/units.csv");
const NAMES: &str = include_str!("../../../demo/data/unit_aliases.csv");
const INSPECTORS: &str = include_str!("../../../demo/data/inspectors.csv");
const EXPECTED: &str = include_str!("../../../../tests/data/inspectors_expected.json");

fn table(header: &[&str], file: &str) -> Table {
    let line = |(at, text): (usize, &str)| Line { number: at + 2, cells: text.split(',').map(str::to_owned).collect() };
    Table {
        header: header.iter().map(|column| (*column).to_owned()).collect(),
        lines: file.lines().skip(1).enumerate().map(line).collect(),
    }
}

fn units() -> Vec<Unit> {
    parse_units(&table(&register::COLUMNS, UNITS)).unwrap()
}

/// The units from which somebody is recused where a former post recuses for ever: then the day makes no difference.
fn recused(inspector: &RosterInspector, names: &UnitNames) -> Vec<(UnitCode, RecusalReason)> {
    recused_units(inspector, names, FormerUnitRule::Ever, NaiveDate::MIN)
}

fn names() -> UnitNames {
    let units = units();
    let former = parse_former_names(&table(&register::NAME_COLUMNS, NAMES), &units).unwrap();
    unit_names(&units, &former)
}

fn roster() -> Table {
    table(&COLUMNS, INSPECTORS)
}

#[test]
fn the_districts_roster_gives_the_answer_of_another_program() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let names = names();
    let roster = parse_roster(&roster(), &names).unwrap();
    assert_eq!(roster.inspectors.len() as u64, expected["total"].as_u64().unwrap());
    for (unit, answer) in expected["units"].as_object().unwrap() {
        let is_recused =
            |inspector: &&RosterInspector| recused(inspector, &names).iter().any(|(code, _)| code.as_str() == unit);
        let recused: Vec<&str> =
            roster.inspectors.iter().filter(is_recused).map(|inspector| inspector.inspector.as_str()).collect();
        let free = |inspector: &&RosterInspector| !is_recused(inspector);
        let leaders = roster.inspectors.iter().filter(free).filter(|inspector| inspector.may_lead).count();
        assert_eq!(serde_json::to_value(&recused).unwrap(), answer["recused"], "{unit}");
        assert_eq!(leaders as u64, answer["eligible_leaders"].as_u64().unwrap(), "{unit}");
    }
}

#[test]
fn offices_that_are_not_inspected_are_warnings_and_no_faults() {
    let roster = parse_roster(&roster(), &names()).unwrap();
    let unknown: BTreeSet<&str> = roster.warnings.iter().map(|warning| warning.name.as_str()).collect();
    assert_eq!(unknown.len(), 2);
    assert_eq!(roster.warnings[0].line, 2);
}

#[test]
fn a_slip_in_a_workplace_is_a_warning_with_its_line() {
    let mut slip = roster();
    slip.lines[7].cells[2] = "郑州市金水区司法居".to_owned();
    let roster = parse_roster(&slip, &names()).unwrap();
    assert!(roster.warnings.contains(&UnknownWorkplace { line: 9, name: "郑州市金水区司法居".to_owned() }));
}

#[test]
fn every_slip_is_named_by_its_cell() {
    let mut wrong = roster();
    wrong.lines[0].cells[0] = "JC 1".to_owned();
    wrong.lines[1].cells[1] = String::new();
    wrong.lines[2].cells[6] = "可以".to_owned();
    wrong.lines[4].cells[0] = "JC2604".to_owned();
    let faults = parse_roster(&wrong, &names()).unwrap_err();
    let places: Vec<(usize, &str)> =
        faults.iter().map(|fault| (fault.line, fault.column.as_deref().unwrap_or_default())).collect();
    assert_eq!(places, [(2, COLUMNS[0]), (3, COLUMNS[1]), (4, COLUMNS[6]), (6, COLUMNS[0])]);
}

#[test]
fn a_workplace_that_a_later_roster_takes_away_recuses_by_whatever_name_the_unit_has() {
    let (names, roster) = (names(), parse_roster(&roster(), &names()).unwrap());
    let known = RosterInspector {
        current_unit: Some("郑州市金水区教育局".to_owned()),
        former_units: None,
        declared_units: None,
        ..roster.inspectors[0].clone()
    };
    let retired = RosterInspector { current_unit: None, ..known.clone() };
    let (after, left) = with_former(&known, retired.clone(), &names, 2026);
    assert_eq!(left.as_deref(), Some("郑州市金水区教育局"));
    let codes = |one: &RosterInspector| recused(one, &names).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    assert!(!codes(&known).is_empty());
    assert_eq!(codes(&after), codes(&known));
    let unit = units().into_iter().find(|unit| codes(&known).contains(&unit.code)).unwrap();
    for name in [unit.name, unit.short_name] {
        let now = RosterInspector { current_unit: Some(name.to_string()), ..known.clone() };
        assert_eq!(with_former(&known, now.clone(), &names, 2026), (now, None), "the unit is the same");
        let listed = RosterInspector { former_units: Some(format!("{name}（2010—2020）")), ..retired.clone() };
        assert_eq!(with_former(&known, listed.clone(), &names, 2026), (listed, None), "it is among the former ones");
    }
}

#[test]
fn a_unit_recuses_once_with_its_first_reason() {
    let roster = parse_roster(&roster(), &names()).unwrap();
    let both = roster.inspectors.iter().find(|inspector| inspector.inspector.as_str() == "JC2627").unwrap();
    let recused = recused(both, &names());
    assert_eq!(recused.len(), 2);
    assert!(recused.iter().any(|(_, reason)| matches!(reason, RecusalReason::CurrentUnit { .. })));
}

/// An inspector of whom nothing is known but the workplaces.
fn at_work(current: Option<&str>, former: Option<&str>) -> RosterInspector {
    RosterInspector {
        inspector: InspectorId::parse("JC1").unwrap(),
        name: Title::parse("甲").unwrap(),
        current_unit: current.map(str::to_owned),
        former_units: former.map(str::to_owned),
        declared_units: None,
        speciality: None,
        may_lead: false,
        retired_on: None,
        version: 1,
    }
}

#[test]
fn a_workplace_that_is_left_recuses_behind_an_open_bracket_and_by_a_name_with_a_separator() {
    let mut names = UnitNames::new();
    names.add("教育局", "A01");
    names.add("发展改革委、统计局", "A02");
    let codes =
        |one: &RosterInspector| recused(one, &names).into_iter().map(|(code, _)| code.to_string()).collect::<Vec<_>>();
    for (place, code) in [("教育局", "A01"), ("发展改革委、统计局", "A02")] {
        for cell in [None, Some("民政局（2010—2016"), Some("民政局（2010—2016）")] {
            let (once, left) = with_former(&at_work(Some(place), None), at_work(None, cell), &names, 2026);
            assert_eq!((left.as_deref(), codes(&once)), (Some(place), vec![code.to_owned()]), "{cell:?}");
            let (again, left) = with_former(&once, at_work(None, cell), &names, 2027);
            assert_eq!((again, left), (once, None), "{cell:?}");
        }
    }
}

proptest! {
    #[test]
    fn a_workplace_that_is_left_stays_one_behind_all_that_is_listed_however_it_is_written(
        place in "[甲乙丙（）();；、\n]{1,9}",
        cell in "[甲乙丙（）();；、—0-2\n]{0,12}",
    ) {
        let place = place.trim();
        prop_assume!(!place.is_empty());
        let read = at_work(None, Some(&cell));
        let names = UnitNames::new();
        let units = |one: &RosterInspector| one.former_units.as_deref().map(parse_former_units).unwrap_or_default();
        let (after, left) = with_former(&at_work(Some(place), None), read.clone(), &names, 2026);
        let (listed, kept) = (units(&read), units(&after));
        prop_assert_eq!(&kept[..listed.len()], &listed[..]);
        let (added, years) = (&kept[listed.len()..], Some(Years { from: None, to: Some(2026) }));
        prop_assert!(added.iter().all(|one| one.years == years));
        let mut open = 0;
        let closes_what_it_opened = place.chars().all(|character| {
            open += i32::from("（(".contains(character)) - i32::from("）)".contains(character));
            open >= 0 && character != '\n'
        });
        if left.is_some() && closes_what_it_opened {
            prop_assert_eq!(added.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), [place]);
        }
        let words = |text: &str| text.chars().filter(|one| "甲乙丙".contains(*one)).collect::<String>();
        if left.is_some() {
            prop_assert_eq!(added.iter().map(|one| words(&one.name)).collect::<String>(), words(place));
        }
        let (again, _) = with_former(&after, read, &names, 2027);
        let again = units(&again);
        prop_assert!(kept.iter().all(|one| again.iter().any(|other| other.name == one.name)));
    }

    #[test]
    fn no_table_makes_the_reader_panic(
        header in proptest::collection::vec("(工号|姓名|现单位|曾任职单位|回避单位|专业|可任组长)", 0..9),
        lines in proptest::collection::vec(proptest::collection::vec("(是|[A-Z0-9]{3}|[甲乙（）()；0-9—]{0,9}|\\PC{0,6})", 0..9), 0..6),
    ) {
        let lines = lines.into_iter().enumerate().map(|(number, cells)| Line { number, cells }).collect();
        if let Ok(roster) = parse_roster(&Table { header, lines }, &UnitNames::new()) {
            prop_assert!(roster.inspectors.iter().all(|inspector| recused(inspector, &UnitNames::new()).is_empty()));
        }
    }
}
