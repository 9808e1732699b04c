//! The table of steps, who may take them, and what they make of an entry.

use super::*;
use crate::{
    error::AppError,
    inspection::model::RosterInspector,
    kernel::{
        actor::{Actor, Role, Signature},
        fault::Fault,
        ids::{EvidenceId, InspectorId},
        text::Title,
    },
    rectification::{
        model::{Entry, EntryState, Light, Slip, Step, Verifier},
        testing::{
            actor, at, calendar, closed, command, day, entry, note, ordered, planned, played, prepared, verifier,
        },
    },
};

/// The whole table, for a person to review.
#[test]
fn the_table_of_steps_is_the_reviewed_one() {
    let mut table = String::new();
    for state in EntryState::ALL {
        let known =
            steps(state).iter().map(|(step, to)| format!("  {} → {} ({:?})", step.code(), to.code(), action(*step)));
        table.push_str(&format!(
            "{}, turn {:?}\n{}\n",
            state.code(),
            turn(state),
            known.collect::<Vec<_>>().join("\n")
        ));
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_request_for_more_time_is_the_offices_turn_and_holds_nobody_up() {
    use crate::rectification::model::Turn;
    for state in EntryState::ALL {
        assert_eq!(turn_now(state, false, false), turn(state));
        assert_eq!(turn_now(state, true, false), Turn::Office);
    }
    let asked = played(ordered(), "clerk", command(Step::Receive), "2026-10-27").unwrap();
    let asked = played(asked, "clerk", command(Step::AskExtension), "2026-10-28").unwrap();
    let today = day("2026-10-29");
    assert_eq!(allowed(&actor("officer"), &asked, today, false), [Step::GrantExtension, Step::RefuseExtension]);
    assert!(allowed(&actor("clerk"), &asked, today, false).contains(&Step::PreparePlan));
}

#[test]
fn what_waits_for_a_group_of_which_nobody_is_left_is_the_offices_turn_and_nothing_else_is() {
    use crate::rectification::model::Turn;
    for state in EntryState::ALL {
        let is_vacant = next(state, Step::AppointVerifier).is_some();
        assert_eq!(is_vacant, turn(state) == Turn::Group, "{state:?}");
        let whose = if is_vacant { Turn::Office } else { turn(state) };
        assert_eq!(turn_now(state, false, true), whose, "{state:?}");
        assert_eq!(turn_now(state, true, true), Turn::Office, "{state:?}");
    }
}

#[test]
fn every_state_is_in_the_list_of_one_turn() {
    use crate::rectification::model::Turn;
    let mut of_all: Vec<EntryState> = Turn::ALL.into_iter().flat_map(states_of).collect();
    of_all.sort_unstable();
    let mut all = EntryState::ALL.to_vec();
    all.sort_unstable();
    assert_eq!(of_all, all);
    assert_eq!(states_of(Turn::Head), [EntryState::PlanPrepared, EntryState::ClosurePrepared]);
}

#[test]
fn no_step_is_listed_twice_in_a_state_and_every_step_somewhere() {
    for state in EntryState::ALL {
        let mut known: Vec<Step> = steps(state).iter().map(|(step, _)| *step).collect();
        known.sort_unstable();
        known.dedup();
        assert_eq!(known.len(), steps(state).len(), "{state:?}");
    }
    for step in Step::ALL {
        assert!(EntryState::ALL.into_iter().any(|state| next(state, step).is_some()), "{step:?}");
    }
}

#[test]
fn an_entry_can_be_led_from_the_order_to_the_file() {
    let closed = closed();
    assert_eq!(closed.state, EntryState::Closed);
    assert_eq!(closed.closed_on, Some(day("2026-11-20")));
    let signed = closed.closure.as_ref().unwrap().signed.as_ref().unwrap();
    assert_eq!(signed.by.as_str(), "head");
    let archived = played(closed, "officer", Command::Archive, "2026-11-24").unwrap();
    assert_eq!(allowed(&actor("officer"), &archived, day("2026-11-25"), false), []);
}

#[test]
fn another_unit_and_another_group_do_not_find_the_entry() {
    let entry = ordered();
    for stranger in ["other_clerk", "other_inspector"] {
        assert_eq!(require(&actor(stranger), &entry, Step::Receive, day("2026-10-27")), Err(AppError::NotFound));
    }
    let admin = crate::kernel::actor::Actor { role: Role::SystemAdmin, ..actor("officer") };
    assert_eq!(require(&admin, &entry, Step::Order, day("2026-10-27")), Err(AppError::NotPermitted));
}

#[test]
fn a_closure_is_proved_by_a_file_or_says_why_by_none() {
    let bare = || Command::PrepareClosure { text: note("全部改完"), unproved: None };
    let reported = || played(planned(), "clerk", command(Step::Report), "2026-11-17").unwrap();
    let missing = Err(AppError::field("unproved", Fault::EvidenceMissing));
    assert_eq!(played(reported(), "clerk", bare(), "2026-11-18"), missing);
    let told = played(reported(), "clerk", command(Step::PrepareClosure), "2026-11-18").unwrap();
    assert_eq!(told.closure.unwrap().unproved, Some(note("只有纸质原件")));

    let file = EvidenceId::parse("f1").unwrap();
    let with_file = || Entry { pending: vec![file.clone()], ..reported() };
    // A reason beside a file has no point.
    for command in [bare(), command(Step::PrepareClosure)] {
        let proved = played(with_file(), "clerk", command, "2026-11-18").unwrap();
        let event = proved.story.last().unwrap();
        assert_eq!((&event.evidence, &event.unproved), (&vec![file.clone()], &None));
        assert_eq!(proved.closure.unwrap().unproved, None);
    }
}

#[test]
fn the_files_of_a_request_that_is_sent_back_prove_the_next_one() {
    let file = EvidenceId::parse("f1").unwrap();
    let bare = || Command::PrepareClosure { text: note("全部改完"), unproved: None };
    let reported = played(planned(), "clerk", command(Step::Report), "2026-11-17").unwrap();
    let with_file = Entry { pending: vec![file.clone()], ..reported };
    let prepared = played(with_file, "clerk", bare(), "2026-11-18").unwrap();
    let signed = played(prepared.clone(), "head", Command::SignClosure, "2026-11-18").unwrap();
    for (entry, who, step) in [(prepared, "head", Step::HandBack), (signed, "officer", Step::ReturnClosure)] {
        let back = played(entry, who, command(step), "2026-11-19").unwrap();
        assert_eq!(back.pending, std::slice::from_ref(&file), "{step:?}");
        let shown = back.story.iter().rfind(|event| event.step == Step::PrepareClosure).unwrap();
        assert_eq!(shown.evidence, std::slice::from_ref(&file), "the story of what was sent back keeps its files");
        let again = played(back, "clerk", bare(), "2026-11-19").unwrap();
        assert!(again.pending.is_empty());
        assert_eq!(again.closure.unwrap().evidence, std::slice::from_ref(&file), "{step:?}");
    }
}

#[test]
fn the_files_of_a_plan_that_is_sent_back_go_with_the_next_one() {
    let file = EvidenceId::parse("f1").unwrap();
    let received = played(ordered(), "clerk", Command::Receive, "2026-10-27").unwrap();
    let with_file = Entry { pending: vec![file.clone()], ..received };
    let prepared = played(with_file, "clerk", command(Step::PreparePlan), "2026-11-05").unwrap();
    assert!(prepared.pending.is_empty());
    let signed = played(prepared.clone(), "head", Command::SignPlan, "2026-11-05").unwrap();
    for (entry, who, step) in [(prepared, "head", Step::HandBack), (signed, "officer", Step::ReturnPlan)] {
        let back = played(entry, who, command(step), "2026-11-06").unwrap();
        assert_eq!(back.pending, std::slice::from_ref(&file), "{step:?}");
        let shown = back.story.iter().rfind(|event| event.step == Step::PreparePlan).unwrap();
        assert_eq!(shown.evidence, std::slice::from_ref(&file), "the story of what was sent back keeps its files");
        let again = played(back, "clerk", command(Step::PreparePlan), "2026-11-06").unwrap();
        assert!(again.pending.is_empty());
        assert_eq!(again.measures.unwrap().evidence, std::slice::from_ref(&file), "{step:?}");
    }
}

#[test]
fn a_request_that_is_sent_back_leaves_the_files_of_its_plan_where_they_are() {
    let file = EvidenceId::parse("f1").unwrap();
    let mut reported = played(planned(), "clerk", command(Step::Report), "2026-11-17").unwrap();
    reported.measures.as_mut().unwrap().evidence = vec![file.clone()];
    let prepared = played(reported, "clerk", command(Step::PrepareClosure), "2026-11-18").unwrap();
    let back = played(prepared, "head", command(Step::HandBack), "2026-11-19").unwrap();
    assert!(back.pending.is_empty());
    assert_eq!(back.measures.unwrap().evidence, [file]);
}

#[test]
fn a_clerk_prepares_and_only_the_head_signs() {
    let prepared = crate::rectification::testing::prepared();
    let today = day("2026-11-18");
    assert_eq!(require(&actor("clerk"), &prepared, Step::SignClosure, today), Err(AppError::NotPermitted));
    assert_eq!(allowed(&actor("clerk"), &prepared, today, false), []);
    assert_eq!(allowed(&actor("head"), &prepared, today, false), [Step::SignClosure, Step::HandBack]);
}

#[test]
fn a_plan_is_drawn_up_by_the_clerk_and_goes_to_the_office_with_the_heads_signature() {
    let received = played(ordered(), "clerk", Command::Receive, "2026-10-27").unwrap();
    let drawn_up = played(received, "clerk", command(Step::PreparePlan), "2026-11-05").unwrap();
    let today = day("2026-11-05");
    assert_eq!(allowed(&actor("clerk"), &drawn_up, today, false), []);
    assert_eq!(allowed(&actor("officer"), &drawn_up, today, false), []);
    assert_eq!(allowed(&actor("head"), &drawn_up, today, false), [Step::SignPlan, Step::HandBack]);
    let back = played(drawn_up.clone(), "head", command(Step::HandBack), "2026-11-05").unwrap();
    assert_eq!(back.state, EntryState::Received);
    let handed_in = played(drawn_up, "head", Command::SignPlan, "2026-11-05").unwrap();
    assert_eq!(handed_in.state, EntryState::PlanSubmitted);
    assert_eq!(handed_in.measures.unwrap().head.unwrap().by.as_str(), "head");
}

#[test]
fn more_time_is_asked_for_until_the_due_date_and_not_after() {
    let entry = played(ordered(), "clerk", Command::Receive, "2026-10-27").unwrap();
    let ask = |today| require(&actor("clerk"), &entry, Step::AskExtension, day(today));
    assert_eq!(ask("2026-11-30"), Ok(()));
    assert_eq!(ask("2026-12-01"), Err(AppError::NotAllowedNow));
}

#[test]
fn one_request_for_more_time_waits_and_its_answer_moves_the_due_date() {
    let received = played(ordered(), "clerk", Command::Receive, "2026-10-27").unwrap();
    let ask = Command::AskExtension { until: day("2026-12-11"), reason: note("要等系统改造") };
    let asked = played(received, "clerk", ask.clone(), "2026-11-20").unwrap();
    assert_eq!(asked.state, EntryState::Received);
    assert_eq!(played(asked.clone(), "clerk", ask, "2026-11-20"), Err(AppError::NotAllowedNow));
    let refuse = Command::RefuseExtension { reason: note("理由不足") };
    let refused = played(asked.clone(), "officer", refuse, "2026-11-23").unwrap();
    assert_eq!((refused.due, refused.extension), (Some(day("2026-11-30")), None));
    let grant = Command::GrantExtension { until: day("2026-12-11"), note: None };
    let granted = played(asked, "officer", grant, "2026-11-23").unwrap();
    assert_eq!(granted.due, Some(day("2026-12-11")));
    assert_eq!(granted.order.unwrap().due, day("2026-11-30"));
}

#[test]
fn an_extension_ends_after_the_due_date() {
    let received = played(ordered(), "clerk", Command::Receive, "2026-10-27").unwrap();
    let ask = Command::AskExtension { until: day("2026-11-30"), reason: note("再等等") };
    let earliest = Fault::TooEarly { earliest: day("2026-12-01") };
    assert_eq!(played(received, "clerk", ask, "2026-11-20"), Err(AppError::field("until", earliest)));
}

#[test]
fn a_due_date_is_a_working_day_that_lies_ahead() {
    let today = day("2026-09-28");
    let check = |due| check_due(calendar(), today, day(due));
    assert_eq!(check("2026-09-28"), Ok(()));
    assert_eq!(check("2026-09-27"), Err(Fault::TooEarly { earliest: today }));
    let holiday = Fault::NotAWorkingDay { date: day("2026-10-01"), name: Some("国庆节".to_owned()) };
    assert_eq!(check("2026-10-01"), Err(holiday));
    assert_eq!(check("2026-10-10"), Ok(()));
    assert_eq!(check("2226-10-10"), Err(Fault::TooLate { latest: day("2028-09-27") }));
}

#[test]
fn nobody_closes_what_they_had_a_hand_in() {
    let mut verified = crate::rectification::testing::verified();
    let today = day("2026-11-20");
    assert!(allowed(&actor("inspector"), &verified, today, false).contains(&Step::Close));
    verified.story[1].signed.by = actor("inspector").account;
    assert!(!allowed(&actor("inspector"), &verified, today, false).contains(&Step::Close));
    assert!(!may_close(&actor("inspector"), &verified));
}

#[test]
fn whoever_is_recused_from_the_unit_judges_nothing_of_it_and_others_go_on() {
    let (accepted, verified) = (crate::rectification::testing::accepted(), crate::rectification::testing::verified());
    let today = day("2026-12-01");
    for entry in [&accepted, &verified, &closed()] {
        for who in ["inspector", "leader"] {
            assert_ne!(allowed(&actor(who), entry, today, false), [], "{:?}", entry.state);
            assert_eq!(allowed(&actor(who), entry, today, true), [], "{:?}", entry.state);
        }
    }
    let checks: Vec<Step> = Step::ALL.into_iter().filter(|step| is_check(*step)).collect();
    for step in [Step::Verify, Step::FailVerification, Step::Close, Step::Reopen, Step::AttachOnSite] {
        assert!(checks.contains(&step), "{step:?}");
    }
    assert_eq!(checks.len(), 5);
}

/// Somebody of the roster, who has left it where a day is given.
fn on_roster(number: &str, retired_on: Option<&str>) -> RosterInspector {
    RosterInspector {
        inspector: InspectorId::parse(number).unwrap(),
        name: Title::parse(number).unwrap(),
        current_unit: None,
        former_units: None,
        declared_units: None,
        speciality: None,
        may_lead: false,
        retired_on: retired_on.map(day),
        version: 1,
    }
}

#[test]
fn another_verifier_comes_from_the_roster_once_all_of_the_group_are_recused_or_have_left() {
    let accepted = crate::rectification::testing::accepted();
    let roster = [
        ("JC001", None),
        ("JC002", Some("2026-11-01")),
        ("JC003", None),
        ("JC007", None),
        ("JC008", Some("2026-01-05")),
    ];
    let roster = roster.map(|(number, left)| on_roster(number, left));
    let found = |recused: &[&str]| {
        let is_recused = |one: &RosterInspector| recused.contains(&one.inspector.as_str());
        let found = candidates(&accepted, &roster, is_recused)?;
        Some(found.into_iter().map(|one| one.inspector.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(found(&[]), None);
    assert_eq!(found(&["JC001"]), None, "one of them is left");
    assert_eq!(found(&["JC001", "JC003"]), Some(vec!["JC007".to_owned()]));
    assert_eq!(found(&["JC001", "JC003", "JC007"]), Some(Vec::new()));
    assert!(!nobody_left(&accepted.inspectors, &roster[..2], |_| true), "nothing keeps whom the roster does not know");
}

#[test]
fn whoever_was_appointed_to_verify_is_replaced_and_has_no_part_in_it_any_more() {
    let today = day("2026-11-20");
    let appointed = crate::rectification::testing::accepted();
    let appointed = played(appointed, "officer", command(Step::AppointVerifier), "2026-11-20").unwrap();
    let roster = ["JC001", "JC002", "JC003", "JC007", "JC009"].map(|number| on_roster(number, None));
    let found = |recused: &[&str]| {
        let is_recused = |one: &RosterInspector| recused.contains(&one.inspector.as_str());
        let found = candidates(&appointed, &roster, is_recused)?;
        Some(found.into_iter().map(|one| one.inspector.to_string()).collect::<Vec<_>>())
    };
    assert_eq!(found(&["JC001", "JC002"]), None, "one of the group is left");
    let group = ["JC001", "JC002", "JC003"];
    assert_eq!(found(&group), Some(vec!["JC009".to_owned()]), "whoever is there takes nobody's place");
    let other = Verifier { inspector: roster[4].inspector.clone(), name: roster[4].name.clone() };
    let command = Command::AppointVerifier { verifier: other.clone(), reason: note("长期请假") };
    let replaced = played(appointed.clone(), "officer", command, "2026-11-20").unwrap();
    assert_eq!(replaced.verifiers().collect::<Vec<_>>(), [&other]);
    assert_eq!(replaced.group(), appointed.group());
    let first = Actor { inspector: Some(verifier().inspector), ..actor("other_inspector") };
    assert_eq!(require(&first, &appointed, Step::Verify, today), Ok(()));
    assert_eq!(require(&first, &replaced, Step::Verify, today), Err(AppError::NotFound));
    assert_eq!(require(&actor("other_inspector"), &replaced, Step::Verify, today), Ok(()));
}

#[test]
fn the_office_appoints_who_verifies_and_closes_in_the_place_of_the_group() {
    let today = day("2026-11-20");
    let stranger = Actor { inspector: Some(verifier().inspector), ..actor("other_inspector") };
    for before in [crate::rectification::testing::accepted(), crate::rectification::testing::verified()] {
        assert_eq!(require(&stranger, &before, Step::Verify, today), Err(AppError::NotFound));
        for who in ["clerk", "head", "inspector", "leader"] {
            assert!(!appoints(&actor(who), &before, today), "{who}");
        }
        assert!(appoints(&actor("officer"), &before, today));
        let after = played(before.clone(), "officer", command(Step::AppointVerifier), "2026-11-20").unwrap();
        assert_eq!(after.state, before.state);
        assert_eq!(allowed(&stranger, &after, today, false), allowed(&actor("inspector"), &before, today, false));
        assert_eq!(after.verifiers().collect::<Vec<_>>(), [&verifier()]);
        assert!(actor("inspector").inspector.is_some_and(|one| after.inspectors.contains(&one)));
        assert!(after.opens_visit(&actor("inspector")) && after.opens_visit(&actor("officer")));
        assert!(!after.opens_visit(&stranger), "the visit stays its group's");
    }
    let planned = planned();
    assert!(!appoints(&actor("officer"), &planned, today), "the group has nothing to do with it yet");
    assert!(!appoints(&actor("officer"), &closed(), today));
}

#[test]
fn the_unit_reads_who_was_appointed_and_not_why() {
    let accepted = crate::rectification::testing::accepted();
    let appointed = played(accepted, "officer", command(Step::AppointVerifier), "2026-11-20").unwrap();
    for (who, why) in [("clerk", None), ("head", None), ("officer", Some(note("说明"))), ("leader", Some(note("说明")))]
    {
        let seen = seen_by(&actor(who), appointed.clone());
        let last = seen.story.last().unwrap();
        assert_eq!((&last.text, last.verifier.as_ref()), (&why, Some(&verifier())), "{who}");
        assert_eq!(seen.story[0].text, appointed.story[0].text, "what was ordered is read by all");
    }
}

#[test]
fn a_failed_revisit_opens_it_again_and_the_office_orders_anew() {
    let again = Command::Reopen { on: day("2026-12-01"), text: note("又超时 2 件") };
    let reopened = played(closed(), "inspector", again, "2026-12-01").unwrap();
    assert_eq!((reopened.state, reopened.closed_on), (EntryState::Reopened, None));
    let order = Command::Order { due: day("2026-12-15"), text: note("再次整改") };
    let ordered = played(reopened, "officer", order, "2026-12-02").unwrap();
    assert_eq!((ordered.due, ordered.closure), (Some(day("2026-12-15")), None));
}

#[test]
fn what_was_seen_on_site_was_not_seen_tomorrow() {
    let accepted = crate::rectification::testing::accepted();
    let verify = Command::Verify { on: day("2026-11-20"), text: note("已改") };
    let latest = Fault::TooLate { latest: day("2026-11-19") };
    assert_eq!(played(accepted, "inspector", verify, "2026-11-19"), Err(AppError::field("on", latest)));
}

#[test]
fn what_was_seen_before_closure_was_asked_for_verifies_nothing() {
    let accepted = crate::rectification::testing::accepted();
    let earliest: Result<Entry, AppError> = Err(AppError::field("on", Fault::TooEarly { earliest: day("2026-11-18") }));
    let seen = |on: &str| Command::Verify { on: day(on), text: note("已改") };
    let failed = |on: &str| Command::FailVerification { on: day(on), text: note("未改") };
    let taken = |command| played(accepted.clone(), "inspector", command, "2026-11-20");
    assert_eq!((taken(seen("2026-11-17")), taken(failed("2026-11-17"))), (earliest.clone(), earliest));
    assert_eq!(taken(seen("2026-11-18")).unwrap().state, EntryState::Verified);
}

#[test]
fn a_revisit_comes_after_the_closure() {
    let again = |on: &str| Command::Reopen { on: day(on), text: note("又超时 2 件") };
    let taken = |on: &str| played(closed(), "inspector", again(on), "2026-12-01");
    assert_eq!(taken("2026-11-19"), Err(AppError::field("on", Fault::TooEarly { earliest: day("2026-11-20") })));
    assert_eq!(taken("2026-11-20").unwrap().state, EntryState::Reopened);
}

#[test]
fn files_that_wait_go_with_the_next_report() {
    let planned = crate::rectification::testing::planned();
    let file = crate::kernel::ids::EvidenceId::parse("f1").unwrap();
    let attached = played(planned, "clerk", Command::Attach { files: vec![file.clone()] }, "2026-11-10").unwrap();
    assert_eq!(attached.state, EntryState::PlanApproved);
    let report = Command::Report { text: note("已改"), percent: Some(80) };
    let reported = played(attached, "clerk", report, "2026-11-11").unwrap();
    assert_eq!((reported.pending.len(), &reported.story.last().unwrap().evidence[..]), (0, &[file][..]));
}

#[test]
fn a_file_is_taken_out_by_whom_and_while_one_may_be_put_there_however_many_wait() {
    let files = (0..20).map(|number| crate::kernel::ids::EvidenceId::parse(format!("f{number}")).unwrap()).collect();
    let planned = Entry { pending: files, ..crate::rectification::testing::planned() };
    assert!(require(&actor("clerk"), &planned, Step::Attach, day("2026-11-10")).is_err(), "no more can wait");
    assert!(may_take_out(&actor("clerk"), &planned));
    for who in ["head", "officer", "inspector", "leader", "other_inspector"] {
        assert!(!may_take_out(&actor(who), &planned), "{who}");
    }
    let accepted = crate::rectification::testing::accepted();
    assert!(may_take_out(&actor("inspector"), &accepted) && !may_take_out(&actor("clerk"), &accepted));
}

#[test]
fn what_the_group_brings_from_the_site_goes_with_what_it_records() {
    let accepted = crate::rectification::testing::accepted();
    let file = crate::kernel::ids::EvidenceId::parse("f1").unwrap();
    let attach = || Command::AttachOnSite { files: vec![file.clone()] };
    let refused = |who| played(accepted.clone(), who, attach(), "2026-11-20").unwrap_err();
    for who in ["clerk", "head", "officer"] {
        assert_eq!(refused(who), AppError::NotPermitted, "{who}");
    }
    assert_eq!(refused("other_inspector"), AppError::NotFound);
    assert_eq!(attaching(&actor("inspector"), &accepted), Step::AttachOnSite);
    assert_eq!(attaching(&actor("clerk"), &accepted), Step::Attach);
    let attached = played(accepted.clone(), "inspector", attach(), "2026-11-20").unwrap();
    assert_eq!((attached.state, attached.story.len()), (EntryState::MaterialsAccepted, accepted.story.len()));
    for step in [Step::Verify, Step::FailVerification] {
        let recorded = played(attached.clone(), "leader", command(step), "2026-11-20").unwrap();
        assert!(recorded.pending.is_empty());
        assert_eq!(recorded.story.last().unwrap().evidence, std::slice::from_ref(&file), "{step:?}");
    }
}

#[test]
fn what_was_brought_and_recorded_with_nothing_stays_in_the_story_at_the_end() {
    let file = crate::kernel::ids::EvidenceId::parse("f1").unwrap();
    let attach = Command::AttachOnSite { files: vec![file.clone()] };
    let verified = played(crate::rectification::testing::verified(), "inspector", attach, "2026-11-20").unwrap();
    let closed = played(verified, "leader", command(Step::Close), "2026-11-20").unwrap();
    assert_eq!((closed.pending.len(), &closed.story.last().unwrap().evidence[..]), (0, &[file][..]));
}

#[test]
fn slips_rise_with_the_days() {
    let slip = |today| slip(calendar(), day("2026-11-27"), day(today));
    assert_eq!(slip("2026-11-23"), None);
    assert_eq!(slip("2026-11-24"), Some(Slip::Blue));
    assert_eq!(slip("2026-11-29"), Some(Slip::Blue));
    assert_eq!(slip("2026-11-30"), Some(Slip::Yellow));
    assert_eq!(slip("2026-12-04"), Some(Slip::Yellow));
    assert_eq!(slip("2026-12-07"), Some(Slip::Red));
}

#[test]
fn neither_a_holiday_nor_a_weekend_raises_a_slip_and_a_make_up_workday_does() {
    // The Monday before the National Day holidays, which end with a make-up workday on Saturday, 10 October.
    let slip = |today| slip(calendar(), day("2026-09-28"), day(today)).unwrap();
    assert_eq!(slip("2026-09-28"), Slip::Blue, "the last day in time");
    assert_eq!(slip("2026-09-29"), Slip::Yellow, "one working day");
    assert_eq!(slip("2026-10-07"), Slip::Yellow, "the holidays are over with two working days");
    assert_eq!([slip("2026-10-10"), slip("2026-10-11")], [Slip::Yellow; 2], "five working days, and the Sunday after");
    assert_eq!(slip("2026-10-12"), Slip::Red, "six working days");
}

#[test]
fn each_slip_goes_to_a_higher_addressee_and_its_word_is_its_own() {
    assert_eq!(Slip::ALL.map(addressee), [Role::UnitClerk, Role::UnitHead, Role::ReformLeader]);
    for slip in Slip::ALL {
        assert_eq!(Slip::from_code(slip.code()), Some(slip));
    }
}

#[test]
fn what_is_closed_or_not_ordered_calls_for_no_slip() {
    let standing = |due, state| standing(calendar(), due, state, day("2026-12-07")).slip;
    let due = Some(day("2026-11-27"));
    assert_eq!(standing(due, EntryState::Verified), Some(Slip::Red));
    assert_eq!([standing(due, EntryState::Closed), standing(due, EntryState::Archived)], [None; 2]);
    assert_eq!(standing(None, EntryState::Opened), None);
}

#[test]
fn the_weekend_after_the_due_date_is_late_already() {
    let standing = standing(calendar(), Some(day("2026-11-27")), EntryState::Received, day("2026-11-28"));
    assert_eq!((standing.light, standing.left), (Light::Red, Some(0)));
}

#[test]
fn a_month_without_a_report_counts_from_the_approval_of_the_plan_and_then_from_the_last_report() {
    // The plan was approved on 9 November.
    let approved = planned();
    assert_eq!(unreported_since(&approved, day("2026-12-08")), None);
    assert_eq!(unreported_since(&approved, day("2026-12-09")), Some(day("2026-11-09")));
    let reported = |on: &str| played(planned(), "clerk", command(Step::Report), on).unwrap();
    assert_eq!(unreported_since(&reported("2026-11-17"), day("2026-12-16")), None);
    assert_eq!(unreported_since(&reported("2026-11-17"), day("2026-12-17")), Some(day("2026-11-17")));
    // February has no 31st.
    assert_eq!(unreported_since(&reported("2027-01-31"), day("2027-02-27")), None);
    assert_eq!(unreported_since(&reported("2027-01-31"), day("2027-02-28")), Some(day("2027-01-31")));
}

#[test]
fn the_first_day_that_is_no_month_past_is_told_at_the_end_of_a_short_month_too() {
    let first = |today: &str| ends_of_unreported(day(today)).to_string();
    assert_eq!(first("2026-12-09"), "2026-11-10");
    assert_eq!(first("2027-02-27"), "2027-01-28");
    assert_eq!(first("2027-02-28"), "2027-02-01", "the last of February ends the month of four days of January");
    assert_eq!(first("2027-03-30"), "2027-03-01");
}

#[test]
fn nothing_is_to_be_reported_before_the_plan_is_approved_nor_once_the_closure_is_prepared() {
    for entry in [entry(), ordered(), prepared(), closed()] {
        assert_eq!(unreported_since(&entry, day("2027-06-01")), None, "{:?}", entry.state);
    }
}

#[test]
fn default_terms_grow_with_the_severity() {
    use crate::inspection::model::Severity;
    assert_eq!(Severity::ALL.map(Severity::default_term), [10, 20, 30]);
    let due = default_due(calendar(), day("2026-09-28"), Severity::Minor);
    assert_eq!(due.date, day("2026-10-16"));
}

#[test]
fn only_a_locked_visits_findings_come_into_the_ledger() {
    use crate::inspection::model::VisitState;
    let mut visit = crate::rectification::testing::visit();
    let by = Signature { by: actor("officer").account, name: "甲".to_owned(), at: at("2026-10-26") };
    visit.state = VisitState::Scored;
    assert_eq!(open(&visit, &visit.findings[0], &by), Err(AppError::NotAllowedNow));
    assert_eq!(entry().state, EntryState::Opened);
}
