use super::*;
use std::collections::BTreeMap;

use chrono::DateTime;

use crate::{
    inspection::{
        model::{
            Finding, IndicatorWords, MaterialKind, OralFeedback, RosterInspector, ScoreStandard, ScorerSheet, Severity,
            StepKind, StepRecord,
        },
        rules::scoring::{Entries, Entry, Indicator, IndicatorKind, Sheet, SheetArea},
        visit::model::{Draft, Line},
    },
    kernel::{
        actor::{Role, Signature},
        fault::{Fault, FieldFault},
        ids::{AccountId, EvidenceId, InspectorId, PlanId, SeasonId, TemplateId, UnitCode, VisitId},
        text::{LongText, Note, Title},
        unit_kind::{Area, UnitKind},
    },
};

pub(super) fn signature() -> Signature {
    let at = DateTime::from_timestamp(1_795_572_000, 0).unwrap();
    Signature { by: AccountId::parse("a").unwrap(), name: "甲".to_owned(), at }
}

pub(super) fn inspector(number: &str) -> InspectorId {
    InspectorId::parse(number).unwrap()
}

pub(super) fn actor(role: Role, number: Option<&str>) -> Actor {
    Actor {
        account: AccountId::parse("a").unwrap(),
        name: "甲".to_owned(),
        role,
        unit: role.is_of_unit().then(|| UnitCode::parse("A01").unwrap()),
        inspector: number.map(inspector),
    }
}

pub(super) fn visit(state: VisitState) -> Visit {
    Visit {
        visit: VisitId::parse("P-1.A01").unwrap(),
        plan: PlanId::parse("P-1").unwrap(),
        season: SeasonId::parse("2026").unwrap(),
        unit: UnitCode::parse("A01").unwrap(),
        unit_name: Title::parse("甲局").unwrap(),
        unit_kind: UnitKind::Department,
        group: 1,
        leader: inspector("JC1"),
        inspectors: vec![inspector("JC1"), inspector("JC2"), inspector("JC3")],
        leader_changes: Vec::new(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        state,
        notice: None,
        earlier_notices: Vec::new(),
        receipt: None,
        steps: Vec::new(),
        sheets: BTreeMap::new(),
        entry_closed: None,
        reconciled: None,
        findings: Vec::new(),
        last_finding: 0,
        good_practices: Vec::new(),
        oral_feedback: None,
        result: None,
        locked: None,
        written_feedback: None,
        withdrawn: None,
        version: 3,
    }
}

pub(super) fn sheet_of(entries: Entries, submitted: bool) -> ScorerSheet {
    ScorerSheet {
        entries,
        reasons: BTreeMap::new(),
        evidence: BTreeMap::new(),
        records: BTreeMap::new(),
        unproved: BTreeMap::new(),
        submitted,
        submitted_by: None,
    }
}

pub(super) fn standard() -> ScoreStandard {
    let indicator = |code: &str, kind| Indicator { code: code.to_owned(), kind };
    let first = vec![
        indicator("F1.1", IndicatorKind::YesNo { max: 600 }),
        indicator("F1.2", IndicatorKind::Deduct { max: 500, per_event: 50, cap: 500 }),
    ];
    let second = vec![
        indicator("F2.1", IndicatorKind::Range { max: 400, low: 0, high: 300 }),
        indicator("F2.2", IndicatorKind::Tier { max: 300, values: vec![300, 200, 0] }),
    ];
    let words = ["F1.1", "F1.2", "F2.1", "F2.2"].map(|code| {
        let text = || code.to_owned();
        let words = IndicatorWords {
            text: text(),
            rule: text(),
            basis: text(),
            materials: text(),
            may_be_not_applicable: code == "F2.1",
            grades: Vec::new(),
        };
        (text(), words)
    });
    ScoreStandard {
        template: TemplateId::parse("score-standard").unwrap(),
        edition: 1,
        title: Title::parse("标准").unwrap(),
        sheet: Sheet {
            areas: vec![SheetArea { id: 1, indicators: first }, SheetArea { id: 2, indicators: second }],
            adjustment_cap: 500,
        },
        words: BTreeMap::from(words),
        version: 1,
    }
}

fn lines(entries: &[(&str, &str)]) -> BTreeMap<String, Line> {
    let line = |entry: &str| Line { entry: entry.to_owned(), ..Line::default() };
    entries.iter().map(|(code, entry)| ((*code).to_owned(), line(entry))).collect()
}

const FULL: [(&str, &str); 4] = [("F1.1", "yes"), ("F1.2", "0"), ("F2.1", "0"), ("F2.2", "3")];

fn entries(second: i64) -> Entries {
    let entries = [
        ("F1.1", Entry::Yes(true)),
        ("F1.2", Entry::Events(second)),
        ("F2.1", Entry::Taken(0)),
        ("F2.2", Entry::Value(300)),
    ];
    Entries(entries.map(|(code, entry)| (code.to_owned(), entry)).into())
}

/// The whole table, for a person to review.
#[test]
fn the_steps_of_a_visit_are_the_reviewed_ones() {
    let mut table = String::new();
    for state in VisitState::ALL {
        for step in VisitStep::ALL {
            if let Some(to) = next(state, step) {
                table.push_str(&format!("{state:?} --{step:?}--> {to:?} ({:?})\n", step.action()));
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn each_step_is_taken_by_whom_the_regulation_names() {
    let may_in = |state, role, number| allowed(&actor(role, number), &visit(state));
    assert_eq!(may_in(VisitState::Notified, Role::UnitClerk, None), [VisitStep::Receive]);
    assert_eq!(may_in(VisitState::Received, Role::Inspector, Some("JC2")), [VisitStep::Start]);
    assert!(may_in(VisitState::Received, Role::Inspector, Some("JC9")).is_empty());
    assert!(may_in(VisitState::Scored, Role::Inspector, Some("JC1")).contains(&VisitStep::Lock));
    assert!(!may_in(VisitState::Scored, Role::Inspector, Some("JC2")).contains(&VisitStep::Lock));
    assert_eq!(may_in(VisitState::Locked, Role::EstablishmentOfficer, None), [VisitStep::Answer]);
    assert!(may_in(VisitState::Locked, Role::Inspector, Some("JC1")).is_empty());
}

#[test]
fn nobody_starts_before_the_day_and_nobody_who_is_recused_goes_on() {
    let received = visit(VisitState::Received);
    let (member, today) = (actor(Role::Inspector, Some("JC2")), received.date);
    let before = today.pred_opt().unwrap();
    assert!(!has_come(&received, before) && has_come(&received, today));
    assert_eq!(foremost(&member, &received, before), None);
    assert_eq!(foremost(&member, &received, today), Some(VisitStep::Start));
    assert_eq!(foremost(&member, &visit(VisitState::OnSite), before), Some(VisitStep::Record), "it has begun");
    for state in VisitState::ALL {
        let visit = visit(state);
        for number in ["JC1", "JC2"] {
            let person = actor(Role::Inspector, Some(number));
            assert!(allowed(&acting(&person, true), &visit).is_empty(), "{state:?}");
            assert_eq!(allowed(&acting(&person, false), &visit), allowed(&person, &visit), "{state:?}");
        }
    }
}

#[test]
fn each_kind_without_a_record_needs_a_reason() {
    let mut visit = visit(VisitState::OnSite);
    assert_eq!(missing_steps(&visit).len(), 10);
    let record = |kind, material| StepRecord {
        kind,
        material,
        record: LongText::parse("听取了汇报").unwrap(),
        people: None,
        evidence: Vec::new(),
        signed: signature(),
    };
    visit.steps.push(record(StepKind::Symposium, None));
    visit.steps.push(record(StepKind::DocumentReview, Some(MaterialKind::StudyRecords)));
    let missing = missing_steps(&visit);
    assert_eq!(missing.len(), 8);
    let reason = Note::parse("没有来办事的群众").unwrap();
    let one = BTreeMap::from([("citizen_interview".to_owned(), reason.clone())]);
    let faults = reasons_for_gaps(&visit, &one).unwrap_err();
    assert_eq!(faults.len(), 7);
    assert_eq!(faults[0].field, "left_out[report_hearing]");
    let all = missing.iter().map(|gap| (gap.code().to_owned(), reason.clone())).collect();
    assert_eq!(reasons_for_gaps(&visit, &all).unwrap().len(), 8);
}

#[test]
fn a_full_score_needs_neither_reason_nor_proof() {
    let standard = standard();
    let draft = Draft { lines: lines(&FULL), ..Draft::default() };
    let checked = check_draft(&standard, &standard.sheet, &draft, 0, signature()).unwrap();
    assert_eq!(checked.entries, entries(0));
    assert!(checked.submitted);
}

#[test]
fn a_deduction_needs_a_reason_and_a_proof_or_why_there_is_none() {
    let standard = standard();
    let mut draft = Draft { lines: lines(&FULL), ..Draft::default() };
    draft.lines.get_mut("F1.2").unwrap().entry = "2".to_owned();
    let faults = check_draft(&standard, &standard.sheet, &draft, 1, signature()).unwrap_err();
    let told: Vec<_> = faults.iter().map(|fault| (fault.field.as_str(), fault.fault.clone())).collect();
    assert_eq!(
        told,
        [("lines[F1.2][reason]", Fault::ReasonMissing), ("lines[F1.2][unproved]", Fault::EvidenceMissing)]
    );
    draft.lines.get_mut("F1.2").unwrap().reason = "两处不一致".to_owned();
    draft.lines.get_mut("F1.2").unwrap().record = "1".to_owned();
    let checked = check_draft(&standard, &standard.sheet, &draft, 1, signature()).unwrap();
    assert_eq!(checked.records.get("F1.2"), Some(&1));
    // A record that does not exist proves nothing.
    assert!(check_draft(&standard, &standard.sheet, &draft, 0, signature()).is_err());
}

#[test]
fn an_entry_outside_its_bounds_is_told_at_its_field() {
    let standard = standard();
    let mut draft = Draft { lines: lines(&FULL), ..Draft::default() };
    draft.lines.get_mut("F2.1").unwrap().entry = "3.01".to_owned();
    let faults = check_draft(&standard, &standard.sheet, &draft, 0, signature()).unwrap_err();
    assert_eq!(faults[0].field, "lines[F2.1][entry]");
    assert_eq!(faults[0].fault, Fault::OutOfRange { low: "0.00".to_owned(), high: "3.00".to_owned() });
}

#[test]
fn only_what_the_standard_lets_be_left_out_is_left_out_and_with_a_reason() {
    let standard = standard();
    let leave_out = |code: &str, reason: &str| {
        let mut draft = Draft { lines: lines(&FULL), ..Draft::default() };
        let line = draft.lines.get_mut(code).unwrap();
        (line.not_applicable, line.reason) = (true, reason.to_owned());
        check_draft(&standard, &standard.sheet, &draft, 0, signature()).map_err(|faults| faults[0].field.clone())
    };
    assert_eq!(leave_out("F1.1", "无"), Err("lines[F1.1][entry]".to_owned()));
    assert_eq!(leave_out("F2.1", ""), Err("lines[F2.1][reason]".to_owned()));
    assert_eq!(leave_out("F2.1", "没有此项").unwrap().entries.0["F2.1"], Entry::NOT_APPLICABLE);
}

#[test]
fn only_the_areas_of_the_plan_are_scored() {
    let sheet = applicable_sheet(&standard(), &[Area::Fulfilment]);
    assert_eq!(indicators(&sheet).map(|(area, _)| area).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn a_large_difference_needs_the_leaders_reason() {
    let standard = standard();
    let sheets = BTreeMap::from([
        ("JC1".to_owned(), sheet_of(entries(0), true)),
        ("JC2".to_owned(), sheet_of(entries(5), true)),
        ("JC3".to_owned(), sheet_of(entries(10), false)),
    ]);
    let mut chosen = lines(&FULL);
    chosen.get_mut("F1.2").unwrap().entry = "3".to_owned();
    let faults = reconcile(&standard, &standard.sheet, &sheets, &chosen, signature()).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].field.as_str(), &faults[0].fault), ("lines[F1.2][reason]", &Fault::ReasonMissing));
    chosen.get_mut("F1.2").unwrap().reason = "三处经复核属实".to_owned();
    let (made, result) = reconcile(&standard, &standard.sheet, &sheets, &chosen, signature()).unwrap();
    assert_eq!(made.entries, entries(3));
    assert_eq!(result.total, 9167);
}

#[test]
fn the_leader_leaves_out_only_what_the_standard_lets_be() {
    let standard = standard();
    let sheets = BTreeMap::from([("JC1".to_owned(), sheet_of(entries(0), true))]);
    let leave_out = |code: &str| {
        let mut chosen = lines(&FULL);
        let line = chosen.get_mut(code).unwrap();
        (line.entry, line.not_applicable, line.reason) = (String::new(), true, "没有此项".to_owned());
        reconcile(&standard, &standard.sheet, &sheets, &chosen, signature()).map_err(|faults| faults[0].field.clone())
    };
    assert_eq!(leave_out("F2.1").unwrap().0.entries.0["F2.1"], Entry::NOT_APPLICABLE);
    assert_eq!(leave_out("F1.2").unwrap_err(), "lines[F1.2][entry]");
}

#[test]
fn four_events_of_half_a_point_are_no_large_difference() {
    let standard = standard();
    let sheets = BTreeMap::from([
        ("JC1".to_owned(), sheet_of(entries(0), true)),
        ("JC2".to_owned(), sheet_of(entries(4), true)),
    ]);
    assert!(reconcile(&standard, &standard.sheet, &sheets, &lines(&FULL), signature()).is_ok());
}

#[test]
fn the_leader_reconciles_once_everybody_has_handed_in_or_the_entry_is_closed() {
    let leader = actor(Role::Inspector, Some("JC1"));
    let mut visit = visit(VisitState::FedBack);
    assert!(!may(&leader, &visit, VisitStep::Reconcile));
    for number in ["JC1", "JC2"] {
        visit.sheets.insert(number.to_owned(), sheet_of(entries(0), true));
    }
    assert!(!may(&leader, &visit, VisitStep::Reconcile) && may(&leader, &visit, VisitStep::CloseEntry));
    assert!(seen_by(&leader, &visit).sheets["JC2"].entries.0.is_empty());
    visit.entry_closed = Some(signature());
    assert!(may(&leader, &visit, VisitStep::Reconcile) && !may(&leader, &visit, VisitStep::CloseEntry));
    assert!(!seen_by(&leader, &visit).sheets["JC2"].entries.0.is_empty());
    let late = actor(Role::Inspector, Some("JC3"));
    assert!(!may(&late, &visit, VisitStep::Score));
}

fn on_roster(number: &str, may_lead: bool) -> RosterInspector {
    RosterInspector {
        inspector: inspector(number),
        name: Title::parse("检查员").unwrap(),
        current_unit: None,
        former_units: None,
        declared_units: None,
        speciality: None,
        may_lead,
        retired_on: None,
        version: 1,
    }
}

#[test]
fn another_leader_is_of_the_group_where_one_can_and_else_free_and_never_recused() {
    let visit = visit(VisitState::FedBack);
    let roster = [("JC1", true), ("JC2", true), ("JC3", false), ("JC8", true), ("JC9", true)];
    let roster = roster.map(|(number, may_lead)| on_roster(number, may_lead));
    let found = |recused: &[&str], busy: &[&str]| {
        let is_recused = |one: &InspectorId| recused.contains(&one.as_str());
        let is_free = |one: &InspectorId| !busy.contains(&one.as_str());
        let people = successors(&visit, &roster, is_recused, is_free);
        people.into_iter().map(|one| one.inspector.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[], &["JC2"]), ["JC2"], "a member is at the visit itself");
    assert_eq!(found(&["JC2"], &["JC9"]), ["JC8"]);
    assert!(found(&["JC2", "JC8"], &["JC9"]).is_empty());
}

#[test]
fn a_leader_who_is_ill_may_still_hand_in_and_one_who_is_recused_keeps_nobody_waiting() {
    let handed_in = |is_recused| {
        let mut visit = visit(VisitState::FedBack);
        for number in ["JC2", "JC3"] {
            visit.sheets.insert(number.to_owned(), sheet_of(entries(0), true));
        }
        appoint(&mut visit, &inspector("JC2"), Note::parse("组长不能继续").unwrap(), is_recused, signature());
        visit
    };
    let [former, new] = ["JC1", "JC2"].map(|number| actor(Role::Inspector, Some(number)));
    let ill = handed_in(false);
    assert_eq!(ill.inspectors, ["JC2", "JC1", "JC3"].map(inspector));
    assert!(!entry_is_over(&ill) && may(&former, &ill, VisitStep::Score) && !may(&former, &ill, VisitStep::CloseEntry));
    assert!(may(&new, &ill, VisitStep::CloseEntry) && !may(&new, &ill, VisitStep::Reconcile));
    let recused = handed_in(true);
    assert!(may(&new, &recused, VisitStep::Reconcile) && !may(&former, &recused, VisitStep::Score));
    let told = seen_by(&actor(Role::UnitClerk, None), &recused);
    assert_eq!(told.leader_changes[0].leader, inspector("JC2"));
    assert!(told.leader_changes[0].reason.is_none(), "why is no business of the unit");
}

#[test]
fn a_leader_from_outside_makes_one_score_of_the_sheets_and_hands_in_none() {
    let mut visit = visit(VisitState::FedBack);
    for number in ["JC1", "JC2", "JC3"] {
        visit.sheets.insert(number.to_owned(), sheet_of(entries(0), true));
    }
    appoint(&mut visit, &inspector("JC9"), Note::parse("组长因病").unwrap(), false, signature());
    let new = actor(Role::Inspector, Some("JC9"));
    assert!(may(&new, &visit, VisitStep::Reconcile) && !may(&new, &visit, VisitStep::Score));
    assert_eq!(seen_by(&new, &visit).sheets, visit.sheets);
}

#[test]
fn the_unit_sees_problems_when_told_and_scores_when_locked() {
    let clerk = actor(Role::UnitClerk, None);
    let mut visit = visit(VisitState::OnSite);
    visit.last_finding = 1;
    visit.good_practices.push(crate::inspection::model::GoodPractice {
        area: Area::Disclosure,
        text: Note::parse("公示醒目").unwrap(),
        signed: signature(),
    });
    visit.sheets.insert("JC1".to_owned(), sheet_of(entries(0), true));
    assert!(seen_by(&clerk, &visit).good_practices.is_empty() && seen_by(&clerk, &visit).sheets.is_empty());
    visit.state = VisitState::Scored;
    visit.oral_feedback = Some(OralFeedback {
        text: LongText::parse("问题一条").unwrap(),
        given: signature(),
        acknowledged: None,
        answer: None,
        contested: false,
        left_out: Vec::new(),
    });
    let standard = standard();
    let (made, result) = reconcile(&standard, &standard.sheet, &visit.sheets, &lines(&FULL), signature()).unwrap();
    (visit.reconciled, visit.result) = (Some(made), Some(result));
    let seen = seen_by(&clerk, &visit);
    assert!(seen.good_practices.len() == 1 && seen.result.is_none() && seen.reconciled.is_none());
    visit.state = VisitState::Locked;
    let seen = seen_by(&clerk, &visit);
    assert!(seen.result.is_some() && seen.sheets.is_empty());
}

#[test]
fn what_is_typed_and_what_is_shown_are_the_same() {
    let standard = standard();
    for (code, entry) in &entries(3).0 {
        let (_, indicator) = indicators(&standard.sheet).find(|(_, one)| one.code == *code).unwrap();
        assert_eq!(read_entry(indicator, &line_of(entry, None)), Ok(Some(*entry)));
    }
}

#[test]
fn a_stored_score_may_lack_the_area_to_which_nothing_applies() {
    let mut visit = visit(VisitState::Scored);
    let mut chosen = lines(&FULL);
    for code in ["F2.1", "F2.2"] {
        chosen.get_mut(code).unwrap().not_applicable = true;
    }
    let mut standard = standard();
    standard.words.get_mut("F2.2").unwrap().may_be_not_applicable = true;
    let (_, result) = reconcile(&standard, &standard.sheet, &BTreeMap::new(), &chosen, signature()).unwrap();
    assert_eq!(result.areas[1].score, None);
    visit.result = Some(result);
    let mut row = serde_json::to_value(&visit).unwrap();
    row["result"]["areas"][1].as_object_mut().unwrap().remove("score");
    assert_eq!(serde_json::from_value::<Visit>(row).unwrap(), visit);
}

fn finding(number: u32, record: Option<u32>, files: &[&str]) -> Finding {
    Finding {
        number,
        area: Area::Disclosure,
        indicator: None,
        title: Title::parse("公示不一致").unwrap(),
        detail: LongText::parse("比对所见").unwrap(),
        severity: Severity::Minor,
        advice: Note::parse("改正").unwrap(),
        record,
        evidence: files.iter().map(|id| EvidenceId::parse(id).unwrap()).collect(),
        signed: signature(),
    }
}

#[test]
fn a_finding_rests_on_a_file_or_on_a_record_that_was_made() {
    let record = StepRecord {
        kind: StepKind::Symposium,
        material: None,
        record: LongText::parse("开了座谈会").unwrap(),
        people: None,
        evidence: Vec::new(),
        signed: signature(),
    };
    let findings = vec![
        finding(1, None, &[]),
        finding(2, Some(1), &[]),
        finding(3, None, &["e1"]),
        finding(4, Some(2), &[]),
        finding(6, Some(0), &[]),
    ];
    let found = Visit { findings, steps: vec![record], ..visit(VisitState::Scored) };
    let fault = |number: u32| FieldFault::new(format!("findings[{number}]"), Fault::FindingUnproved { number });
    assert_eq!(check_findings(&found), Err(vec![fault(1), fault(4), fault(6)]));
    assert_eq!(check_findings(&visit(VisitState::Scored)), Ok(()));
}
