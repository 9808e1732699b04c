//! The district's own data, whose answer another program computed, and each spelling of a cell.

use serde_json::Value;

use super::*;

const UNITS: &str = include_str!("../../../demo/data/units.csv");
const ALIASES: &str = include_str!("../../../demo/data/unit_aliases.csv");
const INSPECTORS: &str = include_str!("../../../demo/data/inspectors.csv");
const EXPECTED: &str = include_str!("../../../../tests/data/inspectors_expected.json");

/// The rows below the header; none of the files quotes a cell.
fn rows(csv: &str) -> impl Iterator<Item = Vec<&str>> {
    assert!(!csv.contains('"'));
    csv.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split(',').collect())
}

fn names() -> UnitNames {
    let mut names = UnitNames::new();
    for row in rows(UNITS) {
        names.add(row[1], row[0]);
        names.add(row[2], row[0]);
    }
    for row in rows(ALIASES) {
        names.add(row[0], row[1]);
    }
    names
}

/// The inspectors, each with whether they can lead.
fn inspectors() -> Vec<(Inspector, bool)> {
    let read = |row: Vec<&str>| {
        let inspector = Inspector {
            staff_no: row[0].to_owned(),
            current_unit: Some(row[2].to_owned()).filter(|name| !name.is_empty()),
            former_units: parse_former_units(row[3]),
            declared_units: parse_declared_units(row[4]),
        };
        (inspector, row[6] == "是")
    };
    rows(INSPECTORS).map(read).collect()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn former(cell: &str) -> FormerUnit {
    let mut units = parse_former_units(cell);
    assert_eq!(units.len(), 1, "{cell}");
    units.remove(0)
}

fn years(from: i32, to: impl Into<Option<i32>>) -> Option<Years> {
    Some(Years { from: Some(from), to: to.into() })
}

#[test]
fn the_districts_data_gives_the_answer_of_another_program() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let (names, inspectors) = (names(), inspectors());
    assert_eq!(inspectors.len() as u64, expected["total"].as_u64().unwrap());
    assert_eq!(expected["units"].as_object().unwrap().len(), rows(UNITS).count());
    for (unit, answer) in expected["units"].as_object().unwrap() {
        let free = |inspector: &Inspector| reasons(inspector, unit, &names, FormerUnitRule::Ever, today()).is_empty();
        let recused: Vec<&str> =
            inspectors.iter().filter(|(inspector, _)| !free(inspector)).map(|(who, _)| who.staff_no.as_str()).collect();
        let eligible = inspectors.iter().filter(|(inspector, _)| free(inspector)).count();
        let leaders = inspectors.iter().filter(|(inspector, leads)| *leads && free(inspector)).count();
        assert_eq!(serde_json::to_value(recused).unwrap(), answer["recused"], "{unit}");
        assert_eq!(eligible as u64, answer["eligible"].as_u64().unwrap(), "{unit}");
        assert_eq!(leaders as u64, answer["eligible_leaders"].as_u64().unwrap(), "{unit}");
    }
}

#[test]
fn only_offices_that_are_not_inspected_stay_unresolved() {
    let (names, inspectors) = (names(), inspectors());
    let unknown: BTreeSet<&str> = inspectors.iter().flat_map(|(who, _)| unresolved(who, &names)).collect();
    let expected = ["中共郑州市金水区委机构编制委员会办公室", "中共郑州市金水区纪律检查委员会（金水区监察委员会）"];
    assert_eq!(unknown, BTreeSet::from(expected));
}

#[test]
fn each_reason_names_its_source() {
    let inspector = Inspector {
        staff_no: "JC1".to_owned(),
        current_unit: Some("区教育局".to_owned()),
        former_units: parse_former_units("郑州市金水区教育体育局（2010—2016）；郑州市金水区司法局（2016—2019）"),
        declared_units: parse_declared_units("郑州市金水区教育局（配偶任职）"),
    };
    assert_eq!(
        reasons(&inspector, "JSQZ03", &names(), FormerUnitRule::Ever, today()),
        [
            RecusalReason::CurrentUnit { name: "区教育局".to_owned() },
            RecusalReason::FormerUnit {
                name: "郑州市金水区教育体育局".to_owned(), years: years(2010, 2016)
            },
            RecusalReason::Declared {
                name: "郑州市金水区教育局".to_owned(), words: Some("配偶任职".to_owned())
            },
        ]
    );
    assert!(reasons(&inspector, "JSQZ04", &names(), FormerUnitRule::Ever, today()).is_empty());
}

#[test]
fn a_number_of_years_frees_from_old_posts_only() {
    let inspector =
        |cell: &str| Inspector { current_unit: None, former_units: parse_former_units(cell), ..Inspector::default() };
    let recused = |cell: &str, length| {
        !reasons(&inspector(cell), "JSQZ03", &names(), FormerUnitRule::Years(length), today()).is_empty()
    };
    assert!(recused("区教育局（2010—2023）", 3));
    assert!(!recused("区教育局（2010—2022）", 3));
    assert!(recused("区教育局（2010—2022）", u16::MAX));
    assert!(recused("区教育局（2010—2026）", 0));
    assert!(recused("区教育局（2010至今）", 0));
    assert!(recused("区教育局", 0));
}

#[test]
fn a_former_cell_is_read_in_every_width_and_dash() {
    for cell in [
        "教育局（2010—2016）",
        "教育局(2010-2016)",
        " 教育局 （ 2010 – 2016 ） ",
        "教育局（２０１０～２０１６）",
        "教育局（2010年3月——2016年5月）",
        "教育局（2010.03至2016.05）",
        "教育局（2010年至2016年）",
    ] {
        assert_eq!(former(cell), FormerUnit { name: "教育局".to_owned(), years: years(2010, 2016) }, "{cell}");
    }
    assert_eq!(former("教育局（2016至今）").years, years(2016, None));
    assert_eq!(former("教育局（2016—）").years, years(2016, None));
    assert_eq!(former("教育局（2016）").years, years(2016, 2016));
    assert_eq!(former("教育局（至2016年）").years, Some(Years { from: None, to: Some(2016) }));
    assert_eq!(former("教育局（至今）").years, None);
    assert_eq!(former("教育局").years, None);
}

#[test]
fn brackets_without_years_belong_to_the_former_name() {
    assert_eq!(former("纪委（监委）").name, "纪委（监委）");
    let with_years = former("纪委（监委）（2010—2016）");
    assert_eq!((with_years.name.as_str(), with_years.years), ("纪委（监委）", years(2010, 2016)));
    assert_eq!(former("教育局（20100—2016）").years, None);
    assert_eq!(former("（2010—2016）").name, "（2010—2016）");
}

#[test]
fn items_are_separated_outside_brackets_only() {
    let names = |cell: &str| parse_declared_units(cell).into_iter().map(|unit| unit.name).collect::<Vec<_>>();
    assert_eq!(names("甲局（配偶、子女任职）；乙局;丙局、丁局\n戊局"), ["甲局", "乙局", "丙局", "丁局", "戊局"]);
    assert_eq!(names("；；、 \n"), Vec::<String>::new());
    assert_eq!(names(""), Vec::<String>::new());
    assert_eq!(names("甲局（未闭合；乙局\n丙局"), ["甲局（未闭合；乙局", "丙局"]);
}

#[test]
fn a_declared_name_that_itself_ends_in_brackets_is_found() {
    let mut names = UnitNames::new();
    names.add("纪委（监委）", "J1");
    names.add("纪委", "J2");
    let inspector = Inspector { declared_units: parse_declared_units("纪委(监委)"), ..Inspector::default() };
    let found = |unit| reasons(&inspector, unit, &names, FormerUnitRule::Ever, today()).len();
    assert_eq!((found("J1"), found("J2")), (1, 0));
    assert!(unresolved(&inspector, &names).is_empty());
}

#[test]
fn a_remark_behind_a_name_hides_no_unit() {
    let inspector = Inspector {
        current_unit: Some("区教育局（挂职）".to_owned()),
        former_units: parse_former_units("区司法局（借调）"),
        ..Inspector::default()
    };
    let found = |unit| reasons(&inspector, unit, &names(), FormerUnitRule::Ever, today()).len();
    assert_eq!((found("JSQZ03"), found("JSQZ07"), found("JSQZ04")), (1, 1, 0));
}

#[test]
fn a_name_of_several_units_recuses_from_all_of_them() {
    let mut names = UnitNames::new();
    names.add("文化旅游局", "A");
    names.add("文化旅游局", "B");
    names.add("", "C");
    assert_eq!(names.resolve(" 文化旅游局 ").collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(names.resolve("").count(), 0);
    let inspector = Inspector { former_units: parse_former_units("文化旅游局"), ..Inspector::default() };
    for unit in ["A", "B"] {
        assert_eq!(reasons(&inspector, unit, &names, FormerUnitRule::Ever, today()).len(), 1);
    }
}
