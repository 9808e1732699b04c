//! The rules of the self-check, one claim a test.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::{
    kernel::{
        ids::{AccountId, EvidenceId, RoundId, TemplateId, UnitCode},
        points::Points,
        unit_kind::Area,
    },
    self_check::{
        form::{AnswerKind, CheckForm, Question},
        model::{AreaScore, AreaWeights, Draft, Entered},
    },
};

pub(super) fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

pub(super) fn signature() -> Signature {
    let at: DateTime<Utc> = "2026-11-23T06:03:00Z".parse().unwrap();
    Signature { by: AccountId::parse("a01-clerk").unwrap(), name: "甲".to_owned(), at }
}

pub(super) fn submission(due: NaiveDate) -> Submission {
    Submission {
        round: RoundId::parse("2026-1").unwrap(),
        season: SeasonId::parse("2026").unwrap(),
        unit: UnitCode::parse("A01").unwrap(),
        unit_name: Title::parse("甲局").unwrap(),
        unit_kind: UnitKind::Department,
        due,
        state: SubmissionState::Draft,
        answers: BTreeMap::new(),
        self_score: None,
        handed_over: None,
        signed: None,
        returns: Vec::new(),
        accepted: None,
        submitted_on: None,
        days_late: 0,
        story: vec![Event { step: Step::Open, signed: signature(), note: None }],
        version: 1,
    }
}

pub(super) fn content() -> Content {
    let areas: Vec<AreaScore> =
        Area::ALL.map(|area| AreaScore { area, points: Points(AreaWeights::default().bounds(area).1) }).into();
    Content {
        answers: BTreeMap::new(),
        self_score: SelfScore { total: score::total(&areas, AreaWeights::default()), areas },
    }
}

fn actor(role: Role, unit: Option<&str>) -> Actor {
    Actor {
        account: AccountId::parse("a").unwrap(),
        name: "甲".to_owned(),
        role,
        unit: unit.map(|code| UnitCode::parse(code).unwrap()),
        inspector: None,
    }
}

fn question(answer: AnswerKind) -> Question {
    Question {
        code: "Z1.1".to_owned(),
        area: Area::Disclosure,
        text: "是否公开".to_owned(),
        answer,
        required: true,
        evidence: None,
        hint: String::new(),
    }
}

fn entered(value: &str, note: &str) -> Entered {
    Entered { value: value.to_owned(), note: note.to_owned() }
}

fn file() -> Vec<EvidenceId> {
    vec![EvidenceId::parse("f1").unwrap()]
}

const TODAY: &str = "2026-11-23";

fn value_fault(question: &Question, value: &str) -> Option<Fault> {
    answer::check_value(question, value, day(TODAY)).err()
}

/// The whole table, for a person to review: what each state allows, and where it leads.
#[test]
fn the_way_of_a_submission_is_the_reviewed_one() {
    let mut table = String::new();
    for state in SubmissionState::ALL {
        for step in Step::ALL {
            if let Some(to) = next(state, step) {
                table.push_str(&format!("{} --{step:?}--> {}\n", state.code(), to.code()));
            }
        }
    }
    insta::assert_snapshot!(table, @r"
    draft --Edit--> draft
    draft --HandOver--> awaiting_signature
    awaiting_signature --HandBack--> draft
    awaiting_signature --Sign--> submitted
    submitted --Accept--> accepted
    submitted --Return--> returned
    returned --Edit--> draft
    ");
}

#[test]
fn a_step_is_offered_to_whom_it_belongs_and_only_when_possible() {
    let mut record = submission(day(TODAY));
    let clerk = actor(Role::UnitClerk, Some("A01"));
    let head = actor(Role::UnitHead, Some("A01"));
    let officer = actor(Role::EstablishmentOfficer, None);
    assert!(allowed(&clerk, &record, Step::HandOver));
    assert!(!allowed(&actor(Role::UnitClerk, Some("B02")), &record, Step::HandOver));
    assert!(!allowed(&head, &record, Step::Sign));
    record.state = SubmissionState::AwaitingSignature;
    assert!(allowed(&head, &record, Step::Sign) && !allowed(&clerk, &record, Step::Sign));
    record.state = SubmissionState::Submitted;
    assert!(allowed(&officer, &record, Step::Return));
    assert!(!allowed(&actor(Role::LegalOfficer, None), &record, Step::Accept));
}

#[test]
fn whoever_checks_the_unit_reads_nothing_that_no_head_has_signed() {
    let mut record = submission(day(TODAY));
    let (officer, inspector) = (actor(Role::EstablishmentOfficer, None), actor(Role::Inspector, None));
    assert!(!readable(&officer, &record) && readable(&actor(Role::UnitClerk, Some("A01")), &record));
    assert!(!readable(&inspector, &record));
    record.signed = Some(signature());
    assert!(readable(&officer, &record) && readable(&inspector, &record));
    assert!(!readable(&actor(Role::UnitClerk, Some("B02")), &record));
}

#[test]
fn a_new_hand_over_takes_the_old_signature_away() {
    let record = Submission { signed: Some(signature()), ..submission(day(TODAY)) };
    let after = hand_over(&record, content(), &signature()).unwrap();
    assert_eq!((after.signed, after.state), (None, SubmissionState::AwaitingSignature));
}

#[test]
fn the_first_signing_is_the_day_of_submission() {
    let calendar = WorkCalendar::default();
    let record = submission(day("2026-11-20"));
    let first = hand_over(&record, content(), &signature()).unwrap();
    let first = sign(&first, &signature(), day("2026-11-24"), &calendar).unwrap();
    assert_eq!((first.submitted_on, first.days_late), (Some(day("2026-11-24")), 2));
    let again = send_back(&first, BTreeMap::new(), None, &signature()).unwrap();
    let again = hand_over(&edit(&again, &signature()).unwrap(), content(), &signature()).unwrap();
    let again = sign(&again, &signature(), day("2026-12-24"), &calendar).unwrap();
    assert_eq!((again.submitted_on, again.days_late), (Some(day("2026-11-24")), 2));
}

#[test]
fn a_saturday_behind_the_due_date_is_late_without_a_working_day() {
    let (due, saturday) = (day("2026-11-20"), day("2026-11-21"));
    assert_eq!(days_late(&WorkCalendar::default(), due, saturday), 0);
    assert!(is_late(due, Some(saturday)) && !is_late(due, Some(due)) && !is_late(due, None));
    assert_eq!(urgency(None, due, saturday, 0), Some(Urgency::Overdue));
    assert_eq!(urgency(None, due, due, 0), Some(Urgency::Soon));
    assert_eq!(urgency(Some(due), due, saturday, 0), None);
}

/// The whole table, for a person to review: what each state of a round allows, and where it leads.
#[test]
fn the_way_of_a_round_is_the_reviewed_one() {
    let mut table = String::new();
    for state in RoundState::ALL {
        for step in [RoundStep::Edit, RoundStep::Discard, RoundStep::Open, RoundStep::Close] {
            if let Some(to) = next_round(state, step) {
                table.push_str(&format!("{state:?} --{step:?}--> {to:?}\n"));
            }
        }
    }
    insta::assert_snapshot!(table, @r"
    Draft --Edit--> Draft
    Draft --Discard--> Discarded
    Draft --Open--> Open
    Open --Close--> Closed
    ");
}

fn round(state: RoundState) -> Round {
    Round {
        round: RoundId::parse("2026-1").unwrap(),
        season: SeasonId::parse("2026").unwrap(),
        title: Title::parse("第一轮").unwrap(),
        unit_kinds: vec![UnitKind::Department],
        form: TemplateId::parse("self-check-form").unwrap(),
        edition: 1,
        weights: AreaWeights::default(),
        working_days: 10,
        opened_on: Some(day("2026-11-09")),
        due: Some(day("2026-11-23")),
        state,
        drafted: signature(),
        opening: None,
        opened: Some(signature()),
        closed: None,
        discarded: None,
        discarded_because: None,
        version: 2,
    }
}

#[test]
fn a_round_is_closed_after_its_due_date_or_once_nobody_is_missing() {
    let round = round(RoundState::Open);
    assert!(!round_allows(&round, RoundStep::Close, 3, day("2026-11-23")));
    assert!(round_allows(&round, RoundStep::Close, 3, day("2026-11-24")));
    assert!(round_allows(&round, RoundStep::Close, 0, day("2026-11-10")));
    assert!(!round_allows(&round, RoundStep::Open, 0, day("2026-11-10")));
}

#[test]
fn a_draft_is_edited_and_given_up_only_until_its_opening_begins() {
    for step in [RoundStep::Edit, RoundStep::Discard] {
        let may = |state, given| round_allows(&round(state), step, given, day("2026-11-10"));
        assert!(may(RoundState::Draft, 0), "{step:?}");
        assert!(!may(RoundState::Draft, 1), "its opening was broken off: {step:?}");
        let begun = Round { opening: Some(signature()), ..round(RoundState::Draft) };
        assert!(!round_allows(&begun, step, 0, day("2026-11-10")), "no unit has its task yet: {step:?}");
        for state in [RoundState::Open, RoundState::Closed, RoundState::Discarded] {
            assert!(!may(state, 0), "{step:?} {state:?}");
        }
    }
    assert!(round_allows(&round(RoundState::Draft), RoundStep::Open, 1, day("2026-11-10")), "the opening goes on");
}

#[test]
fn the_units_have_their_tasks_from_the_opening_on() {
    let opened = RoundState::ALL.map(RoundState::is_opened);
    assert_eq!(opened, [false, true, true, false]);
}

#[test]
fn an_answer_has_the_form_of_its_kind() {
    let yes_no = question(AnswerKind::YesNo);
    assert_eq!(value_fault(&yes_no, "yes"), None);
    assert!(matches!(value_fault(&yes_no, "是"), Some(Fault::Unknown { .. })));
    let graded = question(AnswerKind::Graded);
    assert_eq!(value_fault(&graded, "fair"), None);
    let date = question(AnswerKind::Date);
    assert_eq!(value_fault(&date, "2026-11-23"), None);
    assert_eq!(value_fault(&date, "2026-11-24"), Some(Fault::TooLate { latest: day(TODAY) }));
    assert_eq!(value_fault(&date, "2026-9-8"), Some(Fault::NotADate));
}

#[test]
fn a_count_is_a_whole_number_that_is_not_negative() {
    let count = question(AnswerKind::Count);
    for right in ["0", "12", "999999999"] {
        assert_eq!(value_fault(&count, right), None, "{right}");
    }
    for wrong in ["1.5", "x", "1e3"] {
        assert_eq!(value_fault(&count, wrong), Some(Fault::NotANumber), "{wrong}");
    }
    assert!(matches!(value_fault(&count, "-1"), Some(Fault::OutOfRange { .. })));
    let rate = Question { hint: "填0至100，可保留一位小数".to_owned(), ..count };
    assert_eq!(value_fault(&rate, "96.5"), None);
    assert_eq!(value_fault(&rate, "96.55"), Some(Fault::NotANumber));
    assert!(matches!(value_fault(&rate, "100.1"), Some(Fault::OutOfRange { .. })));
}

#[test]
fn an_address_is_one_that_a_browser_opens() {
    let url = question(AnswerKind::Url);
    for right in ["https://www.jinshui.gov.cn/qzqd/", "http://a.b:8080/x?y=1#z"] {
        assert_eq!(value_fault(&url, right), None, "{right}");
    }
    for wrong in
        ["www.a.cn", "javascript:alert(1)", "https://", "https://a b.cn", "https://localhost", "https://u@a.cn", "无"]
    {
        assert!(value_fault(&url, wrong).is_some(), "{wrong} was taken");
    }
    let hinted = Question { hint: "没有网址的填“无”并在下一题说明".to_owned(), ..url };
    assert_eq!(value_fault(&hinted, "无"), None);
}

#[test]
fn proof_is_needed_where_the_form_asks_for_it_and_there_is_something_to_prove() {
    let asked = Question { evidence: Some("网页截图".to_owned()), ..question(AnswerKind::YesNo) };
    let faults = |question: &Question, entered: Entered, files: &[EvidenceId]| {
        answer::check(question, &entered, files, day(TODAY)).err().unwrap_or_default()
    };
    let missing = vec![FieldFault::new("evidence-Z1.1", Fault::EvidenceMissing)];
    assert_eq!(faults(&asked, entered("yes", ""), &[]), missing);
    assert_eq!(faults(&asked, entered("yes", ""), &file()), []);
    assert_eq!(faults(&asked, entered("yes", "网站改版，截图随后补交"), &[]), []);
    assert_eq!(faults(&asked, entered("no", ""), &[]), []);
    let count = Question { answer: AnswerKind::Count, ..asked };
    assert_eq!(faults(&count, entered("0", ""), &[]), []);
    assert_eq!(faults(&count, entered("3", ""), &[]), missing);
}

#[test]
fn a_required_question_needs_an_answer_and_an_optional_one_may_stay_open() {
    let required = question(AnswerKind::Text);
    let faults = answer::check(&required, &entered(" ", "说明"), &[], day(TODAY)).unwrap_err();
    assert_eq!(faults, [FieldFault::new("answers[Z1.1][value]", Fault::Missing)]);
    let optional = Question { required: false, ..required };
    assert!(answer::check(&optional, &entered("", ""), &[], day(TODAY)).is_ok());
}

#[test]
fn a_self_score_stays_within_the_weights_of_the_areas() {
    let full = [("1", "20"), ("2", "30"), ("3", "15"), ("4", "20"), ("5", "15"), ("6", "5")];
    let scores = |changed: (&str, &str)| -> BTreeMap<String, String> {
        full.iter().copied().chain([changed]).map(|(area, text)| (area.to_owned(), text.to_owned())).collect()
    };
    assert_eq!(score::parse(&scores(("1", "20")), AreaWeights::default()).unwrap().total, Points(10_500));
    assert_eq!(score::parse(&scores(("6", "-5")), AreaWeights::default()).unwrap().total, Points(9500));
    let faults = score::parse(&scores(("2", "30.01")), AreaWeights::default()).unwrap_err();
    assert_eq!(
        faults,
        [FieldFault::new("scores[2]", Fault::OutOfRange { low: "0.00".to_owned(), high: "30.00".to_owned() })]
    );
    assert_eq!(score::parse(&BTreeMap::new(), AreaWeights::default()).unwrap_err().len(), 6);
    // Another standard has other bounds.
    let other = AreaWeights { areas: [1500, 3500, 1500, 2000, 1500], adjustment: 300 };
    assert!(score::parse(&scores(("2", "35")), other).is_err(), "area ① has fewer points now, and area ⑥");
    let fits = [("1", "15"), ("2", "35"), ("3", "15"), ("4", "20"), ("5", "15"), ("6", "3")];
    let fits = fits.into_iter().map(|(area, text)| (area.to_owned(), text.to_owned())).collect();
    assert_eq!(score::parse(&fits, other).unwrap().total, Points(10_300));
}

fn form() -> CheckForm {
    let second = Question { code: "Z2.1".to_owned(), area: Area::Fulfilment, ..question(AnswerKind::Count) };
    CheckForm {
        template: TemplateId::parse("self-check-form").unwrap(),
        edition: 1,
        title: Title::parse("自查表").unwrap(),
        questions: vec![question(AnswerKind::YesNo), second],
        version: 1,
    }
}

#[test]
fn a_form_of_one_area_leaves_the_others_as_they_were() {
    let mut draft = answer::starting_draft(&submission(day(TODAY)));
    draft.answers.insert("Z1.1".to_owned(), entered("yes", ""));
    let sent = BTreeMap::from([("Z2.1".to_owned(), entered(" 3 ", "备注"))]);
    let after = answer::merge(&form(), &draft, sent, BTreeMap::new()).unwrap();
    assert_eq!(after.answers["Z1.1"], entered("yes", ""));
    assert_eq!(after.answers["Z2.1"], entered("3", "备注"));
    let foreign = BTreeMap::from([("Z9.9".to_owned(), entered("x", ""))]);
    assert!(answer::merge(&form(), &draft, foreign, BTreeMap::new()).is_err());
}

#[test]
fn what_is_missing_is_counted_by_area() {
    let draft = Draft { answers: BTreeMap::from([("Z1.1".to_owned(), entered("yes", ""))]), ..blank() };
    let gaps = answer::complete(&form(), AreaWeights::default(), &draft, &BTreeMap::new(), day(TODAY)).unwrap_err();
    let progress = answer::progress(&form(), &draft, &gaps);
    assert_eq!((progress[0].answered, progress[0].faults), (1, 1), "only the score is missing");
    assert_eq!((progress[1].answered, progress[1].faults), (0, 2), "the answer and the score are missing");
}

fn blank() -> Draft {
    answer::starting_draft(&submission(day(TODAY)))
}

#[test]
fn remarks_name_a_question_or_the_whole_and_at_least_one_is_needed() {
    let known = |code: &str| code == "Z1.1";
    let remarks = |code: &str, text: &str| BTreeMap::from([(code.to_owned(), text.to_owned())]);
    assert!(parse_remarks(&remarks("Z1.1", "补截图"), "", known).is_ok());
    assert!(parse_remarks(&remarks("Z1.1", ""), "总体不完整", known).is_ok());
    assert!(parse_remarks(&remarks("Z1.1", " "), "", known).is_err());
    assert!(parse_remarks(&remarks("Z9", "x"), "y", known).is_err());
}

#[test]
fn a_round_is_read_with_every_fault() {
    let kinds = ["department".to_owned(), "subdistrict".to_owned()];
    let parse_round = |season: &str, title: &str, kinds: &[String], days: &str| {
        parse_round(season, title, kinds, days, day("2026-11-25"))
    };
    let round = parse_round("2026", "第一轮自查", &kinds, "10").unwrap();
    assert_eq!(round.terms.unit_kinds, [UnitKind::Subdistrict, UnitKind::Department]);
    assert_eq!(parse_terms("第一轮自查", &kinds, "10").unwrap(), round.terms, "the season alone is not edited");
    let faults = parse_round("", "", &[], "0").unwrap_err();
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["season", "title", "unit_kinds[]", "working_days"]);
    assert_eq!(parse_round("", "第一轮自查", &kinds, "10").unwrap_err(), faults[..1]);
    assert_eq!(parse_round("2026", "", &[], "0").unwrap_err(), faults[1..]);
    assert_eq!(parse_terms("", &[], "0").unwrap_err(), faults[1..]);
    let far = parse_round("3026", "第一轮自查", &kinds, "10").unwrap_err();
    let allowed = vec!["2026".to_owned(), "2025".to_owned()];
    assert_eq!(far, [FieldFault::new("season", Fault::Unknown { value: "3026".to_owned(), allowed })]);
}

#[test]
fn of_equal_rounds_the_newest_is_first_and_one_that_is_not_opened_is_due_last() {
    let line = |id: &str, season: &str, due: Option<&str>, missing: u32| {
        let round = serde_json::json!({
            "round": id, "season": season, "title": id, "unit_kinds": ["department"], "form": "self-check", "edition": 1,
            "working_days": 10, "due": due, "state": if due.is_some() { "open" } else { "draft" },
            "drafted": {"by": "officer", "name": "某人", "at": "2026-01-05T01:00:00Z"},
        });
        let tally = Tally { units: 9, missing, ..Tally::default() };
        RoundLine { round: serde_json::from_value(round).unwrap(), tally, days_left: None }
    };
    let lines = [
        line("2025-2", "2025", Some("2025-06-01"), 1),
        line("2026-10", "2026", None, 0),
        line("2026-9", "2026", Some("2026-06-01"), 1),
    ];
    let by = |order: RoundOrder| {
        let mut lines: Vec<&RoundLine> = lines.iter().collect();
        lines.sort_by_key(|line| round_place(line, order));
        lines.into_iter().map(|line| line.round.round.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(by(RoundOrder::Newest), ["2026-10", "2026-9", "2025-2"]);
    assert_eq!(by(RoundOrder::State), ["2026-10", "2026-9", "2025-2"]);
    assert_eq!(by(RoundOrder::Due), ["2025-2", "2026-9", "2026-10"]);
    assert_eq!(by(RoundOrder::Submitted), ["2026-10", "2026-9", "2025-2"]);
    assert_eq!(by(RoundOrder::Missing), ["2026-9", "2025-2", "2026-10"]);
    assert_eq!(by(RoundOrder::Late), by(RoundOrder::Newest));
    assert_eq!(by(RoundOrder::ToReview), by(RoundOrder::Newest));
}
