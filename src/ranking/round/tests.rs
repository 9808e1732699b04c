//! The way of an edition, and the components behind it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::*;
use crate::{
    kernel::{
        actor::{Actor, Role, Signature},
        calendar::WorkCalendar,
        fault::{Fault, FieldFault},
        ids::{AccountId, SeasonId, UnitCode},
        permit::{Action, Reach, reach},
        text::{LongText, Note, Title},
        unit_kind::UnitKind,
    },
    ranking::{
        model::{
            Computation, Meeting, PlaceOrder, Publication, RankBand, RankRow, RankingRound, RankingState, Reasoned,
            Scope, SeasonLine, SeasonOrder, Step, UnitStanding,
        },
        rules::{Component, Inputs, RankingResult, Rule, UnitInput, compute},
    },
    unit::model::Unit,
};

pub(super) fn signature(second: i64) -> Signature {
    let at: DateTime<Utc> = DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap();
    Signature { by: AccountId::parse("somebody").unwrap(), name: "某人".to_owned(), at }
}

pub(super) fn actor(role: Role, unit: Option<&str>) -> Actor {
    Actor {
        account: AccountId::parse("somebody").unwrap(),
        name: "某人".to_owned(),
        role,
        unit: unit.filter(|_| role.is_of_unit()).map(|code| UnitCode::parse(code).unwrap()),
        inspector: None,
    }
}

fn note(text: &str) -> Note {
    Note::parse(text).unwrap()
}

pub(super) fn reason() -> Reasoned {
    Reasoned { because: note("录入有误"), signed: signature(1) }
}

pub(super) fn meeting() -> Meeting {
    Meeting {
        held_on: "2026-12-20".parse().unwrap(),
        attendees: note("改革办、编办"),
        minutes: LongText::parse("听取汇报").unwrap(),
        decision: note("同意"),
        recorded: signature(2),
    }
}

/// A computed edition over units `U00`, `U01`, … with these inspections.
pub(super) fn round_of(inspections: &[Option<i64>]) -> RankingRound {
    let unit = |(at, inspection): (usize, &Option<i64>)| UnitInput {
        code: format!("U{at:02}"),
        kind: "department".to_owned(),
        inspection: *inspection,
        self_check: Some(8000),
        rectification: None,
        public: None,
        falsified: false,
    };
    let inputs = Inputs { season: "2026".to_owned(), units: inspections.iter().enumerate().map(unit).collect() };
    let rule = Rule::default();
    let result = compute(&inputs, &rule).unwrap();
    let bands =
        result.results.iter().map(|ranked| RankBand { code: ranked.code.clone(), low: ranked.rank, high: ranked.rank });
    let computation = Computation {
        as_of: "2026-12-15".parse().unwrap(),
        bands: bands.collect(),
        rule,
        rule_because: None,
        names: BTreeMap::new(),
        inputs,
        result,
        compared_with: None,
    };
    opened(SeasonId::parse("2026").unwrap(), 1, computation, signature(0), None)
}

/// The edition after a step, if its state allows it.
pub(super) fn taken(round: &RankingRound, step: Step, at: i64, computation: Computation) -> Option<RankingRound> {
    match step {
        Step::Compute => computed_again(round, computation, signature(at)),
        Step::Table => tabled(round, signature(at)),
        Step::SendBack => sent_back(round, reason()),
        Step::RecordMeeting => met(round, meeting()),
        Step::Adopt => adopted(round, signature(at)),
        Step::Publish => published(round, Publication { scope: Scope::Government, signed: signature(at) }),
        Step::Correct => corrected(round, reason()),
    }
}

fn published_round(scope: Scope, inspections: &[Option<i64>]) -> RankingRound {
    let round = tabled(&round_of(inspections), signature(3)).unwrap();
    let round = adopted(&met(&round, meeting()).unwrap(), signature(4)).unwrap();
    published(&round, Publication { scope, signed: signature(5) }).unwrap()
}

#[test]
fn a_unit_that_is_not_inspected_any_more_counts_by_what_took_place_alone() {
    let unit = |code: &str, retired: bool| {
        let unit = json!({"code": code, "name": "某局", "short_name": "某局", "kind": "department"});
        let unit: Unit = serde_json::from_value(unit).unwrap();
        Unit { retired_on: retired.then(|| "2026-11-25".parse().unwrap()), ..unit }
    };
    let visited = |withdrawn: bool| {
        json!({
            "visit": "P-1.A01", "plan": "P-1", "group": 1, "state": "scheduled", "date": "2026-11-23", "findings": 0,
            "withdrawn": withdrawn,
        })
    };
    let standing = |unit: &str, visits: serde_json::Value| -> UnitStanding {
        serde_json::from_value(json!({"season": "2026", "unit": unit, "visits": visits})).unwrap()
    };
    let units = vec![unit("A01", false), unit("A02", true), unit("A03", true), unit("A04", true)];
    let standings = [
        standing("A01", json!({})),
        standing("A02", json!({"P-1.A02": visited(false)})),
        standing("A03", json!({"P-1.A03": visited(true)})),
        standing("A04", json!({"P-1.A04": visited(true), "P-2.A04": visited(false)})),
    ];
    let counted = units_of_season(units, &standings);
    assert_eq!(counted.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>(), ["A01", "A02", "A04"]);
}

#[test]
fn a_unit_stands_beside_the_mean_of_the_inspected_ones_of_its_kind() {
    let mut round = published_round(Scope::Government, &[Some(9000), Some(8001), Some(8000), None, Some(2000)]);
    round.computation.inputs.units[4].kind = "subdistrict".to_owned();
    let beside = |unit| beside_its_kind(&round.season, &round.computation.inputs.units, unit);
    let own = beside("U00").unwrap();
    // 25001 / 3, half up.
    assert_eq!((own.own, own.mean, own.units), (9000, 8334, 3));
    assert_eq!(beside("U03"), None, "it was not inspected");
    assert_eq!(beside("U04"), None, "no other of its kind was");
    assert_eq!(beside("U99"), None);
}

#[test]
fn a_unit_sees_the_whole_of_what_is_published_beyond_the_units_own_places() {
    let (clerk, officer) = (actor(Role::UnitClerk, Some("U00")), actor(Role::EstablishmentOfficer, None));
    for (scope, whole) in [(Scope::UnitsOnly, false), (Scope::Government, true), (Scope::Public, true)] {
        let round = published_round(scope, &[Some(9000), Some(8000)]);
        assert_eq!(is_whole_to(&clerk, round.published.as_ref()), whole, "{scope:?}");
        assert_eq!(visible_to(&clerk, &round) == View::Whole, whole, "{scope:?}");
        assert!(is_whole_to(&officer, round.published.as_ref()));
    }
    assert!(!is_whole_to(&clerk, None), "it is not out yet");
}

#[test]
fn every_transition_is_on_this_list() {
    let mut table = String::new();
    for state in RankingState::ALL {
        for step in Step::ALL {
            if let Some(after) = next(state, step) {
                table.push_str(&format!("{state:?} --{step:?}--> {after:?}\n"));
            }
        }
    }
    assert_eq!(
        table,
        "Collecting --Compute--> Computed\nComputed --Compute--> Computed\nComputed --Table--> Tabled\n\
         Tabled --SendBack--> Computed\nTabled --RecordMeeting--> Tabled\nTabled --Adopt--> Adopted\n\
         Adopted --Publish--> Published\nPublished --Correct--> Corrected\n"
    );
}

#[test]
fn the_office_computes_and_the_leader_decides() {
    let officer = actor(Role::EstablishmentOfficer, None);
    let leader = actor(Role::ReformLeader, None);
    let round = round_of(&[Some(9000)]);
    assert_eq!(allowed_steps(&officer, None), [Step::Compute]);
    assert_eq!(allowed_steps(&officer, Some(&round)), [Step::Compute, Step::Table]);
    assert_eq!(allowed_steps(&leader, Some(&round)), []);
    let round = tabled(&round, signature(3)).unwrap();
    assert_eq!(allowed_steps(&officer, Some(&round)), []);
    assert_eq!(allowed_steps(&leader, Some(&round)), [Step::SendBack, Step::RecordMeeting]);
    let round = met(&round, meeting()).unwrap();
    assert_eq!(allowed_steps(&leader, Some(&round)), [Step::SendBack, Step::RecordMeeting, Step::Adopt]);
    for role in [Role::LegalOfficer, Role::UnitHead, Role::Inspector, Role::AuditAdmin] {
        assert_eq!(allowed_steps(&actor(role, Some("U00")), Some(&round)), []);
    }
}

#[test]
fn places_are_narrowed_to_a_kind_and_a_grade_and_put_in_order() {
    let row = |code: &str, kind: UnitKind, rank: i64, rank_in_kind: i64, change: Option<i64>| -> RankRow {
        let row = json!({
            "code": code, "name": code, "kind": kind.code(), "components": null, "total": 9000 - rank, "rank": rank,
            "rank_in_kind": rank_in_kind, "grade": if rank < 3 { "good" } else { "pass" }, "change": change, "before": null, "band": null,
            "own": false,
        });
        serde_json::from_value(row).unwrap()
    };
    let [first, second] = [UnitKind::ALL[0], UnitKind::ALL[1]];
    let rows = [
        row("a", second, 1, 1, None),
        row("b", first, 2, 1, Some(-1)),
        row("c", second, 3, 2, Some(2)),
        row("d", first, 4, 2, Some(0)),
    ];
    let of_grade = |kind, grade, order| {
        let rows = arranged(rows.to_vec(), kind, grade, order);
        rows.into_iter().map(|row| row.code).collect::<String>()
    };
    let codes = |kind, order| of_grade(kind, None, order);
    assert_eq!(codes(None, PlaceOrder::Rank), "abcd");
    assert_eq!(codes(None, PlaceOrder::Kind), "bdac");
    assert_eq!(codes(None, PlaceOrder::Change), "cdba", "who was not ranked before comes last");
    assert_eq!(codes(Some(second), PlaceOrder::Change), "ca");
    let rule = Rule::default();
    assert_eq!(of_grade(None, known_grade(&rule, "good"), PlaceOrder::Kind), "ba");
    assert_eq!(of_grade(Some(second), known_grade(&rule, "pass"), PlaceOrder::Rank), "c");
    assert_eq!(of_grade(None, known_grade(&rule, "fail"), PlaceOrder::Rank), "");
    assert_eq!(of_grade(None, known_grade(&rule, "unheard-of"), PlaceOrder::Rank), "abcd", "no grade of the rule");
}

#[test]
fn nothing_is_adopted_without_a_meeting() {
    assert!(adopted(&tabled(&round_of(&[Some(9000)]), signature(3)).unwrap(), signature(4)).is_none());
}

#[test]
fn a_unit_that_is_not_ranked_sees_that_and_nothing_else() {
    let round = published_round(Scope::UnitsOnly, &[Some(9000), None, Some(8000), None]);
    let shown = shown(&actor(Role::UnitHead, Some("U03")), &round, None).unwrap();
    assert!(shown.rows.is_empty());
    assert_eq!(shown.not_ranked.iter().map(|apart| apart.code.as_str()).collect::<Vec<_>>(), ["U03"]);
}

#[test]
fn the_offices_see_it_before_it_is_published_and_nobody_else() {
    let round = round_of(&[Some(9000), Some(8000)]);
    for role in Role::ALL {
        let seen = visible_to(&actor(role, Some("U00")), &round);
        assert_eq!(seen == View::Whole, role.is_office(), "{role:?}");
        assert_eq!(seen == View::Nothing, !role.is_office(), "{role:?}");
    }
}

#[test]
fn inspectors_see_only_what_is_public() {
    for scope in Scope::ALL {
        let round = published_round(scope, &[Some(9000)]);
        let seen = shown(&actor(Role::Inspector, None), &round, None).is_some();
        assert_eq!(seen, scope == Scope::Public, "{scope:?}");
    }
}

#[test]
fn whoever_reads_no_rankings_by_office_sees_none_however_it_was_published() {
    for role in Role::ALL.into_iter().filter(|role| reach(*role, Action::ReadRanking) == Reach::Nothing) {
        assert!(role.is_administrator(), "{role:?}");
        for scope in Scope::ALL {
            let round = published_round(scope, &[Some(9000)]);
            assert_eq!(visible_to(&actor(role, None), &round), View::Nothing, "{role:?} {scope:?}");
        }
    }
}

#[test]
fn a_corrected_edition_stays_readable_as_it_was() {
    let round = published_round(Scope::Public, &[Some(9000), Some(8000)]);
    let after = corrected(&round, reason()).unwrap();
    let reader = actor(Role::UnitClerk, Some("U01"));
    let (was, is) = (shown(&reader, &round, None).unwrap(), shown(&reader, &after, None).unwrap());
    assert_eq!((&was.rows, &was.fingerprint), (&is.rows, &is.fingerprint));
    assert!(is.corrected.is_some());
}

/// The places before and now, in order of the codes.
fn moved(now: &RankingResult, before: &RankingResult) -> Vec<(&'static str, i64, i64)> {
    let codes = ["U00", "U01", "U02", "U03"];
    let moves = moves(now, before);
    let moved = |code: &'static str| moves.get(code).map(|(was, is)| (code, *was, *is));
    codes.into_iter().filter_map(moved).collect()
}

#[test]
fn newcomers_have_no_place_before() {
    let before = round_of(&[Some(9000), Some(8000), None]).computation.result;
    let now = round_of(&[Some(8000), Some(9000), Some(7000)]).computation.result;
    assert_eq!(moved(&now, &before), [("U00", 1, 2), ("U01", 2, 1)]);
}

#[test]
fn places_are_compared_among_the_units_of_both_seasons_only() {
    // U00 and U02 kept their order; that U01 and U03 are not ranked yet gains nobody a place.
    let before = round_of(&[Some(9000), Some(8800), Some(8000), Some(8500)]).computation.result;
    let now = round_of(&[Some(7000), None, Some(6000), None]).computation.result;
    assert_eq!(moved(&now, &before), [("U00", 1, 1), ("U02", 2, 2)]);
    // A newcomer above them costs nobody a place either.
    let before = round_of(&[Some(9000), None, Some(8000), Some(8500)]).computation.result;
    let now = round_of(&[Some(7000), Some(9900), Some(6000), None]).computation.result;
    assert_eq!(moved(&now, &before), [("U00", 1, 1), ("U02", 2, 2)]);
    // Equals share a place.
    let now = round_of(&[Some(7000), None, Some(7000), None]).computation.result;
    assert_eq!(moved(&now, &before), [("U00", 1, 1), ("U02", 2, 1)]);
}

#[test]
fn places_before_are_shown_to_whom_the_whole_of_both_is() {
    let (before, now) = ([Some(9000), Some(8000)], [Some(8000), Some(9000)]);
    let now = published_round(Scope::Government, &now);
    let reader = actor(Role::UnitClerk, Some("U01"));
    let seen = |before: &RankingRound| {
        let shown = shown(&reader, &now, Some(before)).unwrap();
        shown.rows.iter().map(|row| (row.code.clone(), row.change, row.before)).collect::<Vec<_>>()
    };
    let (own, other) = ("U01".to_owned(), "U00".to_owned());
    let whole = seen(&published_round(Scope::Government, &before));
    assert_eq!(whole, [(own.clone(), Some(1), Some(2)), (other.clone(), Some(-1), Some(1))]);
    let part = seen(&published_round(Scope::UnitsOnly, &before));
    assert_eq!(part, [(own, Some(1), None), (other, None, None)]);
}

fn unit(code: &str) -> Unit {
    Unit {
        code: UnitCode::parse(code).unwrap(),
        name: Title::parse("某局").unwrap(),
        short_name: Title::parse("某局").unwrap(),
        kind: UnitKind::Department,
        credit_code: None,
        website: None,
        phone: None,
        head: None,
        retired_on: None,
        version: 1,
    }
}

fn standing(parts: serde_json::Value) -> UnitStanding {
    let mut row = json!({"season": "2026", "unit": "A01"});
    for (key, part) in parts.as_object().unwrap() {
        row[key] = part.clone();
    }
    serde_json::from_value(row).unwrap()
}

#[test]
fn a_standing_with_everything_gives_the_components_of_the_contract() {
    let standing = standing(json!({
        "self_checks": {"2026-1": {"round": "2026-1", "state": "submitted", "due": "2026-06-30", "submitted_on": "2026-07-02",
            "days_late": 2, "returns": 1, "self_score": 9900}},
        "visits": {"P.A01": {"visit": "P.A01", "plan": "P", "group": 1, "state": "locked", "date": "2026-09-01",
            "total": 9120, "areas": {"1": [1800, 2000]}, "findings": 2}},
        "entries": {
            "P.A01.01": {"state": "closed", "severity": "minor", "title": "公示不全", "area": 1, "due": "2026-10-10", "closed_on": "2026-10-09"},
            "P.A01.02": {"state": "in_progress", "severity": "serious", "title": "公示不全", "area": 2, "due": "2026-10-10"},
            "P.A01.03": {"state": "in_progress", "severity": "serious", "title": "公示不全", "area": 2, "due": "2027-01-10"},
            "P.A01.04": {"state": "opened", "severity": "serious", "title": "公示不全", "area": 2},
        },
    }));
    let input = components(&unit("A01"), Some(&standing), "2026-12-15".parse().unwrap(), &WorkCalendar::default());
    assert_eq!(input.inspection, Some(9120));
    // 2 days late, 1 return, and 280 of the 780 by which the self score is above.
    assert_eq!(input.self_check, Some(10_000 - 400 - 500 - 280));
    // One minor in time and one serious overdue: 1 × 10000 of 5.
    assert_eq!(input.rectification, Some(2000));
    assert_eq!((input.public, input.falsified), (None, false));
}

#[test]
fn a_place_leads_to_the_visit_that_it_counts_and_to_no_other_score() {
    let round = published_round(Scope::Government, &[Some(9000), Some(8000), None]);
    let visit = |unit: &str, total: i64| {
        let id = format!("P.{unit}");
        let visit = json!({"visit": id, "plan": "P", "group": 1, "state": "locked", "date": "2026-09-01", "total": total,
            "findings": 0});
        standing(json!({"unit": unit, "visits": {id: visit}}))
    };
    // The score of the second was locked anew after the edition was computed.
    let standings = [visit("U00", 9000), visit("U01", 8100), visit("U02", 7000)];
    let visits = |reader: &Actor| -> Vec<Option<String>> {
        let shown = with_visits(shown(reader, &round, None).unwrap(), &standings);
        shown.rows.iter().map(|row| row.visit.as_ref().map(ToString::to_string)).collect()
    };
    assert_eq!(visits(&actor(Role::LegalOfficer, None)), [Some("P.U00".to_owned()), None]);
    let second = published_round(Scope::UnitsOnly, &[Some(9000), Some(8000)]);
    let own = shown(&actor(Role::UnitHead, Some("U01")), &second, None).unwrap();
    let own = with_visits(own, &standings);
    assert!(own.rows.iter().all(|row| row.visit.is_none()), "a neighbour's visit is not told");
}

#[test]
fn what_was_not_asked_is_absent_and_what_was_not_handed_in_is_zero() {
    let (day, weekends_only) = ("2026-12-15".parse().unwrap(), WorkCalendar::default());
    let components = |standing: Option<&UnitStanding>, day| components(&unit("A01"), standing, day, &weekends_only);
    assert_eq!(components(None, day).self_check, None);
    let asked = standing(
        json!({"self_checks": {"2026-1": {"round": "2026-1", "state": "draft", "due": "2026-06-30", "days_late": 0, "returns": 0}}}),
    );
    let input = components(Some(&asked), day);
    assert_eq!((input.inspection, input.self_check, input.rectification), (None, Some(0), None));
    let still_time = components(Some(&asked), "2026-06-30".parse().unwrap());
    assert_eq!(still_time.self_check, None, "on its last day a unit still has time");
}

#[test]
fn a_newer_round_counts_once_its_time_is_over_or_the_unit_has_submitted() {
    let first = json!({"round": "2026-1", "state": "accepted", "due": "2026-06-30", "submitted_on": "2026-06-20",
        "days_late": 0, "returns": 1});
    let with_second = |submitted_on: Option<&str>| {
        let mut second =
            json!({"round": "2026-2", "state": "draft", "due": "2026-12-20", "days_late": 0, "returns": 0});
        if let Some(day) = submitted_on {
            second["submitted_on"] = json!(day);
        }
        standing(json!({"self_checks": {"2026-1": first, "2026-2": second}}))
    };
    let score = |standing: &UnitStanding, day: &str| {
        components(&unit("A01"), Some(standing), day.parse().unwrap(), &WorkCalendar::default()).self_check
    };
    assert_eq!(score(&with_second(None), "2026-12-15"), Some(9500), "the first one speaks");
    assert_eq!(score(&with_second(None), "2026-12-21"), Some(0));
    assert_eq!(score(&with_second(Some("2026-12-10")), "2026-12-15"), Some(10_000));
}

#[test]
fn how_late_a_self_check_was_is_counted_by_the_table_that_came_after_it() {
    // Due on a Thursday and signed on the Monday after: the head signed before anybody knew of the holiday between.
    let standing = standing(json!({"self_checks": {"2026-1": {"round": "2026-1", "state": "submitted",
        "due": "2026-12-31", "submitted_on": "2027-01-04", "days_late": 2, "returns": 0}}}));
    let score = |calendar: &WorkCalendar| {
        components(&unit("A01"), Some(&standing), "2027-01-11".parse().unwrap(), calendar).self_check
    };
    assert_eq!(score(&WorkCalendar::default()), Some(10_000 - 400));
    let table = json!([{"year": 2027, "days": [{"date": "2027-01-01", "name": "元旦", "off": true}]}]);
    assert_eq!(score(&serde_json::from_value(table).unwrap()), Some(10_000 - 200));
}

/// The default rule in a form, with other weights.
fn weighted(percents: [&str; 4]) -> RuleFields {
    RuleFields { percents: percents.map(str::to_owned), ..fields_of(&Rule::default()) }
}

/// The default rule in a form, with other grades.
fn graded(grades: [&str; 3]) -> RuleFields {
    RuleFields { grades: grades.map(str::to_owned), ..fields_of(&Rule::default()) }
}

fn faulty(fields: &RuleFields) -> Vec<String> {
    let faults: Vec<FieldFault> = edited(&Rule::default(), fields).unwrap_err();
    faults.into_iter().map(|fault| fault.field).collect()
}

#[test]
fn a_form_makes_the_next_rule_and_an_unchanged_one_the_same() {
    let rule = Rule::default();
    assert_eq!(edited(&rule, &fields_of(&rule)).unwrap(), rule);
    let other = edited(&rule, &weighted(["50", "20", "20", "10.00"])).unwrap();
    assert_eq!((other.version, other.weights.inspection, other.weights.public), (2, 5000, 1000));
    let other = edited(&rule, &graded(["95", "80", "60.5"])).unwrap();
    assert_eq!(other.version, 2);
    assert_eq!(other.grades.iter().map(|bound| bound.from).collect::<Vec<_>>(), [9500, 8000, 6050, 0]);
    let required = vec![Component::Public, Component::Inspection];
    let other = edited(&rule, &RuleFields { required, ..fields_of(&rule) }).unwrap();
    assert_eq!((other.version, other.required), (2, vec![Component::Inspection, Component::Public]));
}

#[test]
fn weights_are_numbers_that_sum_to_a_hundred() {
    assert_eq!(faulty(&weighted(["50", "20", "20", "20"])), ["weights"]);
    assert_eq!(faulty(&weighted(["x", "101", "-1", "0"])), ["inspection", "self_check", "rectification"]);
}

#[test]
fn a_grade_begins_below_the_better_one_and_above_nought() {
    assert_eq!(faulty(&graded(["80", "80", "60"])), ["good"]);
    assert_eq!(faulty(&graded(["101", "80", "0"])), ["excellent", "pass"]);
    let range = Fault::OutOfRange { low: "0.01".to_owned(), high: "79.99".to_owned() };
    let faults = edited(&Rule::default(), &graded(["90", "80", "80"])).unwrap_err();
    assert_eq!(faults, [FieldFault::new("pass", range)]);
}

#[test]
fn a_difference_names_who_moves_furthest() {
    let in_force = round_of(&[Some(9000), Some(8000), Some(7000)]).computation.result;
    let tried = round_of(&[Some(6500), Some(8000), Some(7000)]).computation.result;
    let difference = difference(&in_force, &tried);
    assert_eq!(difference.furthest, Some(("U00".to_owned(), 1, 3)));
    assert_eq!((difference.moved, difference.into_ten.len()), (3, 0));
}

#[test]
fn a_round_survives_the_store_that_drops_what_is_null() {
    let round = published_round(Scope::Government, &[Some(9000), None]);
    let mut stored = serde_json::to_value(&round).unwrap();
    fn drop_nulls(value: &mut serde_json::Value) {
        if let Some(object) = value.as_object_mut() {
            object.retain(|_, value| !value.is_null());
            object.values_mut().for_each(drop_nulls);
        }
    }
    drop_nulls(&mut stored);
    assert_eq!(serde_json::from_value::<RankingRound>(stored).unwrap(), round);
}

#[test]
fn of_equal_seasons_the_newest_is_first_and_what_is_not_there_is_last() {
    let line = |season: &str, state: RankingState, ranked: usize, own_rank: Option<i64>, published: Option<Scope>| {
        let published = published.map(|scope| Publication { scope, signed: signature(i64::try_from(ranked).unwrap()) });
        SeasonLine {
            season: SeasonId::parse(season).unwrap(),
            state,
            edition: 1,
            ranked,
            units: 9,
            own_rank,
            published,
        }
    };
    let lines = [
        line("2025", RankingState::Published, 7, Some(2), Some(Scope::Public)),
        line("2024", RankingState::Published, 6, Some(10), Some(Scope::UnitsOnly)),
        line("2026", RankingState::Collecting, 0, None, None),
    ];
    let by = |order: SeasonOrder| {
        let mut lines: Vec<&SeasonLine> = lines.iter().collect();
        lines.sort_by_key(|line| season_place(line, order));
        lines.into_iter().map(|line| line.season.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(by(SeasonOrder::Newest), ["2026", "2025", "2024"]);
    assert_eq!(by(SeasonOrder::State), ["2026", "2025", "2024"]);
    assert_eq!(by(SeasonOrder::Ranked), ["2025", "2024", "2026"]);
    assert_eq!(by(SeasonOrder::OwnRank), ["2025", "2024", "2026"]);
    assert_eq!(by(SeasonOrder::Scope), ["2024", "2025", "2026"]);
    assert_eq!(by(SeasonOrder::Published), ["2024", "2025", "2026"]);
}
