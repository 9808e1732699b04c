//! Every state of every process: whoever may take the step that it is for is told, and nobody else.

use serde_json::json;

use super::*;
use crate::{
    inspection::{
        model::VisitState,
        visit::rules::{VisitStep, foremost},
    },
    kernel::{
        ids::{AccountId, InspectorId, UnitCode},
        permit::{Reach, reach},
    },
    rectification::rules as ledger,
    self_check::model::RoundState,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn person(role: Role, inspector: Option<&str>) -> Actor {
    Actor {
        account: AccountId::parse("me").unwrap(),
        name: "某人".to_owned(),
        role,
        unit: role.is_of_unit().then(|| UnitCode::parse("A01").unwrap()),
        inspector: inspector.map(|number| InspectorId::parse(number).unwrap()),
    }
}

/// Somebody of every role; of the inspectors the leader of the group and a member.
fn everybody() -> Vec<Actor> {
    let one = |role: Role| person(role, (role == Role::Inspector).then_some("JC1"));
    Role::ALL.into_iter().map(one).chain([person(Role::Inspector, Some("JC2"))]).collect()
}

fn signed(at: &str) -> serde_json::Value {
    json!({"by": "officer", "name": "某人", "at": at})
}

fn plan(state: PlanState) -> Plan {
    serde_json::from_value(json!({
        "plan": "P-1", "season": "2026", "kind": "spot_check", "title": "抽查", "basis": "第八条", "scope": "全区",
        "procedure": "六步", "areas": [1], "unit_kinds": ["department"], "sizes": {}, "from": "2026-11-16",
        "to": "2026-12-11", "standard": "score", "edition": 1, "state": state,
        "drafted": signed("2026-11-02T01:00:00Z"),
    }))
    .unwrap()
}

fn visit(state: VisitState) -> Visit {
    serde_json::from_value(json!({
        "visit": "P-1.A01", "plan": "P-1", "season": "2026", "unit": "A01", "unit_name": "甲局",
        "unit_kind": "department", "group": 1, "leader": "JC1", "inspectors": ["JC1", "JC2"], "date": "2026-11-23",
        "state": state,
    }))
    .unwrap()
}

/// Whoever of everybody has a line of the plan on a day, and which.
fn told_of(plan: &Plan, visits: &[Visit], today: &str) -> Vec<(Role, TaskKind)> {
    let today = day(today);
    let mut told = Vec::new();
    for actor in everybody() {
        told.extend(of_plan(&actor, plan, visits, today).into_iter().map(|kind| (actor.role, kind)));
    }
    told
}

#[test]
fn every_state_of_an_entry_waits_for_whoever_takes_its_first_step_and_for_nobody_else() {
    for state in EntryState::ALL {
        let whose = match turn(state) {
            Turn::Office => Some(Role::EstablishmentOfficer),
            Turn::Clerk => Some(Role::UnitClerk),
            Turn::Head => Some(Role::UnitHead),
            Turn::Group => Some(Role::Inspector),
            Turn::Nobody => None,
        };
        let office = |role: &Role| *role == Role::EstablishmentOfficer && of_entries(state, 1).is_some();
        let told: Vec<Role> =
            Role::ALL.into_iter().filter(|role| of_entry(*role, state, None).is_some() || office(role)).collect();
        assert_eq!(told, Vec::from_iter(whose), "{state:?}");
        if let Some(role) = whose {
            let (first, _) = ledger::steps(state)[0];
            assert_ne!(reach(role, ledger::action(first)), Reach::Nothing, "{state:?}");
        }
    }
}

#[test]
fn a_blue_slip_is_told_to_the_clerk_also_where_it_is_anothers_turn_and_to_nobody_else() {
    for state in EntryState::ALL.into_iter().filter(|state| !state.is_closed()) {
        for role in Role::ALL {
            let without = of_entry(role, state, None);
            let clerk = (role == Role::UnitClerk).then_some(TaskKind::MindDue);
            assert_eq!(of_entry(role, state, Some(Slip::Blue)), without.or(clerk), "{role:?} {state:?}");
            for higher in [Slip::Yellow, Slip::Red] {
                assert_eq!(of_entry(role, state, Some(higher)), without, "{role:?} {state:?}");
            }
        }
    }
}

#[test]
fn the_head_and_the_leader_are_told_of_their_slips_in_one_line_and_nobody_else_is() {
    let told: Vec<(Role, TaskKind)> =
        Role::ALL.into_iter().filter_map(|role| Some((role, of_slips(slip_to(role)?, 3)?))).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&(Role::UnitHead, TaskKind::PressOverdue(3))), "{told:?}");
    assert!(told.contains(&(Role::ReformLeader, TaskKind::PressLongOverdue(3))), "{told:?}");
}

#[test]
fn whoever_reports_progress_is_told_of_missing_reports_and_nobody_else_is() {
    use crate::rectification::model::Step;
    for role in Role::ALL {
        let reports = reach(role, ledger::action(Step::Report)) != Reach::Nothing;
        assert_eq!(of_reports(role, 2), reports.then_some(TaskKind::ReportProgress(2)), "{role:?}");
    }
    assert!(of_reports(Role::UnitClerk, 1).is_some());
}

#[test]
fn every_state_of_a_self_check_waits_for_whose_turn_it_is() {
    for state in SubmissionState::ALL {
        let told: Vec<Role> = Role::ALL.into_iter().filter(|role| of_submission(*role, state).is_some()).collect();
        let whose = self_check::rules::turn(state).filter(|role| role.is_of_unit());
        assert_eq!(told, Vec::from_iter(whose), "{state:?}");
    }
}

#[test]
fn a_round_waits_to_be_opened_to_be_looked_at_and_to_be_closed() {
    let round = |state: RoundState| -> Round {
        serde_json::from_value(json!({
            "round": "2026-01", "season": "2026", "title": "自查", "unit_kinds": ["department"], "form": "form",
            "edition": 1, "working_days": 10, "due": "2026-11-20", "state": state,
            "drafted": signed("2026-11-02T01:00:00Z"),
        }))
        .unwrap()
    };
    let tally = |submitted: u32, missing: u32| Tally { units: 4, submitted, missing, ..Tally::default() };
    let (in_time, later) = (day("2026-11-20"), day("2026-11-23"));
    assert_eq!(of_round(&round(RoundState::Draft), None, in_time), [TaskKind::OpenRound]);
    let open = round(RoundState::Open);
    assert_eq!(of_round(&open, Some(&tally(0, 2)), in_time), []);
    assert_eq!(of_round(&open, Some(&tally(2, 2)), in_time), [TaskKind::ReviewSubmissions(2)]);
    assert_eq!(of_round(&open, Some(&tally(1, 2)), later), [TaskKind::ReviewSubmissions(1), TaskKind::CloseRound]);
    assert_eq!(of_round(&open, Some(&tally(0, 0)), in_time), [TaskKind::CloseRound]);
    let closed = round(RoundState::Closed);
    assert_eq!(of_round(&closed, Some(&tally(1, 2)), later), [TaskKind::ReviewSubmissions(1)], "it came in late");
    assert_eq!(of_round(&closed, Some(&tally(0, 2)), later), []);
    assert_eq!(of_round(&round(RoundState::Discarded), None, later), []);
}

/// The table of the whole way, for plans without a hitch.
#[test]
fn every_state_of_a_plan_waits_for_one_office_until_it_ends() {
    use {Role::EstablishmentOfficer as Office, Role::ReformLeader as Leader};
    for state in PlanState::ALL {
        let expected = match state {
            PlanState::Draft => vec![(Leader, TaskKind::ApprovePlan)],
            PlanState::Approved | PlanState::Drawn => vec![(Office, TaskKind::AdvancePlan)],
            PlanState::Running => vec![(Office, TaskKind::ReportPlan)],
            PlanState::Reported => vec![(Office, TaskKind::ClosePlan)],
            PlanState::Closed | PlanState::Cancelled => Vec::new(),
        };
        assert_eq!(told_of(&plan(state), &[], "2026-11-23"), expected, "{state:?}");
    }
}

#[test]
fn a_returned_draft_waits_for_the_office_and_written_anew_for_the_leader() {
    let returned = json!({"text": "请补依据", "signed": signed("2026-11-03T01:00:00Z")});
    let returned = Plan { returned: serde_json::from_value(returned).unwrap(), ..plan(PlanState::Draft) };
    let today = "2026-11-04";
    assert_eq!(told_of(&returned, &[], today), [(Role::EstablishmentOfficer, TaskKind::MendPlan)]);
    let again = serde_json::from_value(signed("2026-11-04T01:00:00Z")).unwrap();
    let again = Plan { redrafted: Some(again), ..returned };
    assert_eq!(told_of(&again, &[], today), [(Role::ReformLeader, TaskKind::ApprovePlan)]);
}

#[test]
fn a_running_plan_waits_for_its_notices_and_past_its_last_day_for_the_leader() {
    let running = plan(PlanState::Running);
    let told = |state: VisitState, today: &str| told_of(&running, &[visit(state)], today);
    let notices = (Role::EstablishmentOfficer, TaskKind::SendNotices(1));
    assert_eq!(told(VisitState::Scheduled, "2026-11-20"), [notices]);
    assert_eq!(told(VisitState::Notified, "2026-11-20"), []);
    let extend = (Role::ReformLeader, TaskKind::ExtendPlan);
    assert_eq!(told(VisitState::Notified, "2026-12-14"), [extend]);
    assert_eq!(told(VisitState::OnSite, "2026-12-14"), [], "the group goes on");
    assert_eq!(told(VisitState::Locked, "2026-12-14"), [(Role::EstablishmentOfficer, TaskKind::ReportPlan)]);
}

#[test]
fn what_a_plan_has_waiting_is_due_before_its_first_day_or_its_last_and_notices_before_their_visits() {
    let (from, to) = (Some(day("2026-11-16")), Some(day("2026-12-11")));
    let due = |kind: TaskKind, state: PlanState| due_of_plan(kind, &plan(state), &[visit(VisitState::Scheduled)]);
    assert_eq!(due(TaskKind::ApprovePlan, PlanState::Draft), from);
    assert_eq!(due(TaskKind::MendPlan, PlanState::Draft), from);
    assert_eq!(due(TaskKind::AdvancePlan, PlanState::Drawn), from);
    assert_eq!(due(TaskKind::AdvancePlan, PlanState::Running), to);
    assert_eq!(due(TaskKind::ExtendPlan, PlanState::Drawn), to);
    assert_eq!(due(TaskKind::SendNotices(1), PlanState::Running), Some(day("2026-11-23")));
    assert_eq!(due(TaskKind::ReportPlan, PlanState::Running), None);
    let sent = [visit(VisitState::Notified)];
    assert_eq!(due_of_plan(TaskKind::SendNotices(1), &plan(PlanState::Running), &sent), None);
}

#[test]
fn a_reported_plan_is_closed_once_no_feedback_is_owed() {
    let told = |state: VisitState| told_of(&plan(PlanState::Reported), &[visit(state)], "2026-12-14");
    assert_eq!(told(VisitState::Locked), [], "the feedback itself waits");
    assert_eq!(told(VisitState::Answered), [(Role::EstablishmentOfficer, TaskKind::ClosePlan)]);
}

/// The table of the whole way, for a visit of which nothing is written down yet.
#[test]
fn every_state_of_a_visit_waits_for_whoever_takes_its_step() {
    use Role::{EstablishmentOfficer, Inspector, UnitClerk, UnitHead};
    for state in VisitState::ALL {
        let expected = match state {
            // Its notice is in the line of the plan.
            VisitState::Scheduled => vec![],
            VisitState::Notified => vec![(UnitClerk, VisitStep::Receive), (UnitHead, VisitStep::Receive)],
            VisitState::Received => vec![(Inspector, VisitStep::Start); 2],
            VisitState::OnSite => vec![(Inspector, VisitStep::Record); 2],
            VisitState::FedBack => vec![(Inspector, VisitStep::Score); 2],
            VisitState::Scored => vec![(Inspector, VisitStep::Lock)],
            VisitState::Locked => vec![(EstablishmentOfficer, VisitStep::Answer)],
            VisitState::Answered => vec![],
        };
        let visit = visit(state);
        let people = everybody();
        let line = |actor: &Actor| foremost(actor, &visit, day("2026-11-23")).map(|step| (actor.role, step));
        let mut told: Vec<_> = people.iter().filter_map(line).collect();
        told.sort();
        assert_eq!(told, expected, "{state:?}");
        let early = |actor: &Actor| foremost(actor, &visit, day("2026-11-20"));
        assert!(people.iter().filter_map(early).all(|step| step != VisitStep::Start), "nobody starts before the day");
    }
}

#[test]
fn every_state_of_a_ranking_waits_for_one_office_until_it_is_published() {
    for state in RankingState::ALL {
        let whose = match state {
            RankingState::Computed => Some(Role::EstablishmentOfficer),
            RankingState::Tabled | RankingState::Adopted => Some(Role::ReformLeader),
            RankingState::Collecting | RankingState::Published | RankingState::Corrected => None,
        };
        let told = everybody().into_iter().filter(|actor| of_ranking(actor, state).is_some());
        assert_eq!(told.map(|actor| actor.role).collect::<Vec<_>>(), Vec::from_iter(whose), "{state:?}");
    }
}

#[test]
fn a_ranking_is_computed_when_every_plan_of_the_season_is_closed() {
    use PlanState::{Cancelled, Closed, Reported};
    let office = person(Role::EstablishmentOfficer, None);
    assert!(ranking_is_due(&office, [Closed, Cancelled]));
    assert!(!ranking_is_due(&office, [Closed, Reported]));
    assert!(!ranking_is_due(&office, [Cancelled]) && !ranking_is_due(&office, []));
    assert!(!ranking_is_due(&person(Role::ReformLeader, None), [Closed]));
}
