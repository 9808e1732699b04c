//! A draw computed by another program, and each bound and each forgery by name.

use serde_json::{Value, json};

use super::*;

fn example() -> (Roster, Value) {
    let example: Value = serde_json::from_str(include_str!("example.json")).unwrap();
    (serde_json::from_value(example["roster"].clone()).unwrap(), example["record"].clone())
}

fn record() -> DrawRecord {
    serde_json::from_value(example().1).unwrap()
}

fn secret() -> [u8; 32] {
    parse_hash(&record().secret).unwrap()
}

fn roster(value: Value) -> Roster {
    serde_json::from_value(value).unwrap()
}

fn shown(roster: &Roster) -> Vec<String> {
    run(roster, [0; 32], "").unwrap_err().iter().map(Violation::to_string).collect()
}

#[test]
fn a_draw_gives_the_record_of_another_program() {
    let (roster, expected) = example();
    let record = run(&roster, secret(), "骰子 3 5 6").unwrap();
    assert_eq!(serde_json::to_value(&record).unwrap(), expected);
    assert_eq!(commit(&roster, &secret()).unwrap().hash(), record.commitment);
    assert_eq!(verify(&record), Verdict { valid: true, reasons: vec![] });
}

#[test]
fn the_verdict_has_reasons_only_when_invalid() {
    assert_eq!(serde_json::to_string(&verify(&record())).unwrap(), r#"{"valid":true}"#);
    let forged = DrawRecord { unassigned: vec!["A01".to_owned()], ..record() };
    assert_eq!(
        serde_json::to_string(&verify(&forged)).unwrap(),
        r#"{"valid":false,"reasons":["unassigned: not the units that no group may check"]}"#
    );
}

#[test]
fn percentages_are_rounded_up_to_whole_units() {
    assert_eq!(resolve("s", SampleSize::Percent(30), 10), Ok(3));
    assert_eq!(resolve("s", SampleSize::Percent(30), 11), Ok(4));
    assert_eq!(resolve("s", SampleSize::Percent(1), 1), Ok(1));
    assert_eq!(resolve("s", SampleSize::Percent(0), 9), Ok(0));
    assert_eq!(resolve("s", SampleSize::Percent(100), 9), Ok(9));
    assert_eq!(resolve("s", SampleSize::Percent(50), 0), Ok(0));
}

#[test]
fn every_violation_of_a_roster_is_reported_with_its_path() {
    let broken = roster(json!({"plan": "P", "units": [{"code": "A", "stratum": "s"}, {"code": "A", "stratum": "t"},
        {"code": " ", "stratum": "s"}], "sizes": {"n": {"count": 1}, "p": {"percent": 101}, "s": {"count": -1},
        "t": {"count": 2}}, "groups": [{"number": 1, "recused_units": []}, {"number": 1, "recused_units": []},
        {"number": -1, "recused_units": []}]}));
    assert_eq!(
        shown(&broken),
        [
            "units[1].code: the unit \"A\" is listed twice",
            "units[2].code: the code is empty",
            "sizes[\"n\"].count: 1 units cannot be drawn from 0",
            "sizes[\"p\"].percent: 101 lies outside 0 to 100",
            "sizes[\"s\"].count: -1 lies outside 0 to 2",
            "sizes[\"t\"].count: 2 units cannot be drawn from 1",
            "groups[1].number: group 1 is listed twice",
            "groups[2].number: -1 lies outside 0 to 9007199254740991",
        ]
    );
}

#[test]
fn a_stratum_without_a_size_is_on_the_roster_but_not_drawn() {
    let roster = roster(json!({"plan": "P", "units": [{"code": "A", "stratum": "s"}, {"code": "B", "stratum": "t"}],
        "sizes": {"s": {"percent": 100}}, "groups": []}));
    let record = run(&roster, [7; 32], "").unwrap();
    assert_eq!(record.roster.len(), 2);
    assert_eq!(serde_json::to_value(&record.drawn).unwrap(), json!({"s": ["A"]}));
    assert_eq!(serde_json::to_value(&record.substitutes).unwrap(), json!({"s": []}));
    assert_eq!(record.unassigned, ["A"]);
    assert!(verify(&record).valid);
}

#[test]
fn a_unit_that_every_group_is_recused_from_stays_unassigned() {
    let roster = roster(json!({"plan": "P", "units": [{"code": "A", "stratum": "s"}, {"code": "B", "stratum": "s"}],
        "sizes": {"s": {"count": 2}}, "groups": [{"number": 1, "recused_units": ["A", "Z"]}]}));
    let record = run(&roster, [7; 32], "x").unwrap();
    assert_eq!(record.unassigned, ["A"]);
    assert_eq!(record.assignment, [Assignment { unit: "B".to_owned(), group: 1 }]);
}

#[test]
fn a_draw_of_nothing_is_a_draw() {
    let record = run(&roster(json!({"plan": "", "units": [], "sizes": {}, "groups": []})), [0; 32], "").unwrap();
    assert!(verify(&record).valid);
}

#[test]
fn another_witness_or_secret_does_not_fit_the_record() {
    let forged = DrawRecord { witness: "骰子 3 5 5".to_owned(), ..record() };
    assert!(verify(&forged).reasons.contains(&Reason::Seed));
    let forged = DrawRecord { secret: hex::encode([1; 32]), ..record() };
    assert_eq!(verify(&forged).reasons[..2], [Reason::SecretHash, Reason::Seed]);
    let forged = DrawRecord { secret: record().secret.to_uppercase(), ..record() };
    assert_eq!(verify(&forged).reasons, [Reason::SecretForm]);
}

#[test]
fn each_part_of_a_result_that_was_tampered_with_is_named_alone() {
    let tampered = |change: fn(&mut DrawRecord)| {
        let mut record = record();
        change(&mut record);
        verify(&record).reasons
    };
    assert_eq!(tampered(|record| record.drawn.get_mut("district").unwrap().swap(0, 1)), [Reason::Drawn]);
    assert_eq!(tampered(|record| record.substitutes.get_mut("district").unwrap().swap(0, 1)), [Reason::Substitutes]);
    assert_eq!(tampered(|record| record.assignment[0].group = 2), [Reason::Assignment]);
    assert_eq!(tampered(|record| record.unassigned.push("A03".to_owned())), [Reason::Unassigned]);
}

#[test]
fn a_record_made_anew_for_a_wished_result_breaks_the_commitment() {
    let mut roster = example().0;
    roster.groups[0].recused_units.clear();
    let forged = DrawRecord { commitment: record().commitment, ..run(&roster, secret(), "骰子 3 5 6").unwrap() };
    assert_eq!(verify(&forged).reasons, [Reason::Commitment]);
}

#[test]
fn a_record_that_commits_to_impossible_lists_is_invalid() {
    let sealed = |change: fn(&mut DrawRecord)| {
        let mut record = record();
        change(&mut record);
        // The forger also makes every hash and result fit.
        let commitment = Commitment {
            algorithm: record.algorithm.clone(),
            plan: record.plan.clone(),
            roster: record.roster.clone(),
            sizes: record.sizes.clone(),
            groups: record.groups.clone(),
            secret_sha256: record.secret_sha256.clone(),
        };
        record.commitment = commitment.hash();
        let outcome = outcome(&record.roster, &record.sizes, &record.groups, &parse_hash(&record.seed).unwrap());
        (record.drawn, record.substitutes) = (outcome.drawn, outcome.substitutes);
        (record.assignment, record.unassigned) = (outcome.assignment, outcome.unassigned);
        verify(&record).reasons
    };
    assert_eq!(sealed(|_| ()), []);
    assert_eq!(sealed(|record| record.roster.swap(0, 5)), [Reason::RosterOrder(1)]);
    assert_eq!(sealed(|record| record.roster[1] = record.roster[0].clone()), [Reason::DuplicateUnit(1)]);
    assert_eq!(sealed(|record| record.groups[1].number = 2), [Reason::GroupNumber(1)]);
    assert_eq!(sealed(|record| record.algorithm = "x".to_owned()), [Reason::Algorithm("x".to_owned())]);
    let size = Reason::Size { stratum: "district".to_owned(), size: 8, units: 7 };
    assert_eq!(sealed(|record| *record.sizes.get_mut("district").unwrap() = 8), [size]);
}

#[test]
fn unknown_keys_and_other_sizes_are_refused() {
    let read = |value: Value| serde_json::from_value::<Roster>(value).is_ok();
    let with = |sizes: Value| json!({"plan": "P", "units": [], "sizes": sizes, "groups": []});
    assert!(read(with(json!({"s": {"count": 0}}))));
    assert!(!read(with(json!({"s": {"count": 0, "percent": 0}}))));
    assert!(!read(with(json!({"s": {"count": 1.0}}))));
    assert!(!read(with(json!({"s": {}}))));
    assert!(!read(with(json!({"s": 3}))));
    assert!(!read(json!({"plan": "P", "units": [], "sizes": {}, "groups": [], "seed": ""})));
    assert!(!read(json!({"plan": "P", "units": [], "sizes": {}})));
}
