//! The course of a plan over the days: when each of its parts took place or is to take place, and how far it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::{
    super::model::{Plan, PlanState, Visit, VisitState},
    model::VisitRow,
};
use crate::kernel::{actor::Signature, date_axis::Stretch, district_time::shown};

/// A part of the course, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The leader's approval.
    Approval,
    /// The draw that holds.
    Draw,
    /// The written notices, from the first to the last that was sent.
    Notices,
    /// The days on which there may be visits.
    Period,
    /// The visits of a group, by its number.
    Group {
        /// The number, from 1.
        number: i64,
        /// How many of them have got as far as the oral feedback.
        held: usize,
        /// How many they are.
        of: usize,
    },
    /// The report to the reform office.
    Report,
}

/// How far a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is over.
    Done,
    /// It has begun.
    Running,
    /// It has not begun.
    Ahead,
}

/// A part of the course with its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leg {
    /// What it is.
    pub part: Part,
    /// From when to when.
    pub days: Stretch,
    /// How far it is.
    pub progress: Progress,
}

/// What of a plan has days by now, in the order of the way. A plan that was cancelled has no days ahead.
#[must_use]
pub fn course(plan: &Plan, visits: &[VisitRow], noticed: Option<Stretch>, today: NaiveDate) -> Vec<Leg> {
    let signed = |part: Part, signature: &Signature| {
        let day = shown(signature.at).date();
        Leg { part, days: (day, day), progress: Progress::Done }
    };
    let approval = plan.approved.as_ref().map(|signature| signed(Part::Approval, signature));
    let draw = plan.run.as_ref().map(|run| signed(Part::Draw, &run.signed));
    let notices = noticed.map(|days| {
        let progress = match visits.iter().any(|visit| visit.state == VisitState::Scheduled) {
            true => Progress::Running,
            false => Progress::Done,
        };
        Leg { part: Part::Notices, days, progress }
    });
    let report = plan.report.as_ref().map(|report| signed(Part::Report, &report.signed));
    let legs = [approval, draw, notices, period(plan, today)].into_iter().flatten();
    legs.chain(groups(visits, today)).chain(report).collect()
}

/// The days that the plan gives its visits.
fn period(plan: &Plan, today: NaiveDate) -> Option<Leg> {
    let progress = match plan.state {
        PlanState::Cancelled => return None,
        PlanState::Reported | PlanState::Closed => Progress::Done,
        PlanState::Draft | PlanState::Approved | PlanState::Drawn | PlanState::Running if today < plan.from => {
            Progress::Ahead
        }
        PlanState::Draft | PlanState::Approved | PlanState::Drawn | PlanState::Running => Progress::Running,
    };
    Some(Leg { part: Part::Period, days: (plan.from, plan.to), progress })
}

/// The visits of each group, from its first day to its last.
fn groups(visits: &[VisitRow], today: NaiveDate) -> Vec<Leg> {
    let mut groups: BTreeMap<i64, Vec<&VisitRow>> = BTreeMap::new();
    for visit in visits {
        groups.entry(visit.group).or_default().push(visit);
    }
    groups.into_iter().filter_map(|(number, visits)| group(number, &visits, today)).collect()
}

fn group(number: i64, visits: &[&VisitRow], today: NaiveDate) -> Option<Leg> {
    let days = over(visits.iter().map(|visit| visit.date))?;
    let held = visits.iter().filter(|visit| visit.state >= VisitState::FedBack).count();
    let has_begun = days.0 <= today || visits.iter().any(|visit| visit.state >= VisitState::OnSite);
    let progress = match (held == visits.len(), has_begun) {
        (true, _) => Progress::Done,
        (false, true) => Progress::Running,
        (false, false) => Progress::Ahead,
    };
    Some(Leg { part: Part::Group { number, held, of: visits.len() }, days, progress })
}

/// From the day of the first notice to that of the last; those that were replaced count as well. `None` before one was
/// sent.
#[must_use]
pub fn noticed(visits: &[Visit]) -> Option<Stretch> {
    let held = visits.iter().filter(|visit| visit.withdrawn.is_none());
    over(
        held.flat_map(|visit| visit.earlier_notices.iter().chain(&visit.notice)).map(|sent| shown(sent.sent.at).date()),
    )
}

/// From the earliest of these days to the latest.
fn over(days: impl Iterator<Item = NaiveDate>) -> Option<Stretch> {
    days.map(|day| (day, day)).reduce(|(first, last), (day, _)| (first.min(day), last.max(day)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn signed(at: &str) -> Value {
        json!({"by": "officer", "name": "某人", "at": at})
    }

    /// A plan from 26 November to 11 December 2026 in this state, with what was signed.
    fn plan(state: &str, more: Value) -> Plan {
        let mut plan = json!({
            "plan": "P-2026-01", "season": "2026", "kind": "spot_check", "title": "抽查", "basis": "第八条",
            "scope": "全区", "procedure": "六步", "areas": [1], "unit_kinds": ["department"], "sizes": {},
            "from": "2026-11-26", "to": "2026-12-11", "standard": "score", "edition": 1, "state": state,
            "drafted": signed("2026-11-02T01:00:00Z"),
        });
        for (key, value) in more.as_object().unwrap() {
            plan[key] = value.clone();
        }
        serde_json::from_value(plan).unwrap()
    }

    fn visit(unit: &str, group: i64, date: &str, state: &str) -> VisitRow {
        let visit = json!({
            "visit": format!("P-2026-01.{unit}"), "version": 1, "plan": "P-2026-01", "unit": unit, "unit_name": unit,
            "group": group, "leader": "王一", "date": date, "state": state, "movable": false, "noticed": true,
        });
        serde_json::from_value(visit).unwrap()
    }

    fn parts(legs: &[Leg]) -> Vec<Part> {
        legs.iter().map(|leg| leg.part).collect()
    }

    #[test]
    fn a_draft_has_the_days_of_its_visits_alone() {
        let legs = course(&plan("draft", json!({})), &[], None, day("2026-11-03"));
        let days = (day("2026-11-26"), day("2026-12-11"));
        assert_eq!(legs, [Leg { part: Part::Period, days, progress: Progress::Ahead }]);
    }

    #[test]
    fn the_parts_stand_in_the_order_of_the_way_on_the_days_of_the_district() {
        // An evening in UTC is the next morning in the district.
        let approved = signed("2026-11-03T20:00:00Z");
        let run = json!({"witnesses": "某人见证", "signed": signed("2026-11-09T02:00:00Z")});
        let report = json!({"summary": "检查完了", "signed": signed("2026-12-14T02:00:00Z")});
        let plan = plan("reported", json!({"approved": approved, "run": run, "report": report}));
        let visits = [visit("A02", 2, "2026-12-01", "locked"), visit("A01", 1, "2026-11-27", "locked")];
        let noticed = Some((day("2026-11-16"), day("2026-11-18")));
        let legs = course(&plan, &visits, noticed, day("2026-12-15"));
        let group = |number| Part::Group { number, held: 1, of: 1 };
        let order = [Part::Approval, Part::Draw, Part::Notices, Part::Period, group(1), group(2), Part::Report];
        assert_eq!(parts(&legs), order);
        assert!(legs.iter().all(|leg| leg.progress == Progress::Done), "{legs:?}");
        assert_eq!(legs[0].days, (day("2026-11-04"), day("2026-11-04")));
    }

    #[test]
    fn a_group_is_under_way_from_its_first_day_until_all_have_had_their_feedback() {
        let plan = plan("running", json!({}));
        let progress = |states: [&str; 2], today: &str| {
            let visits = [visit("A01", 1, "2026-12-03", states[0]), visit("A02", 1, "2026-11-30", states[1])];
            let legs = course(&plan, &visits, None, day(today));
            let leg = legs.into_iter().find(|leg| matches!(leg.part, Part::Group { .. })).unwrap();
            assert_eq!(leg.days, (day("2026-11-30"), day("2026-12-03")));
            leg.progress
        };
        assert_eq!(progress(["received", "received"], "2026-11-29"), Progress::Ahead);
        assert_eq!(progress(["received", "received"], "2026-11-30"), Progress::Running);
        assert_eq!(progress(["received", "on_site"], "2026-11-29"), Progress::Running, "earlier than was arranged");
        assert_eq!(progress(["on_site", "fed_back"], "2026-12-03"), Progress::Running);
        assert_eq!(progress(["locked", "fed_back"], "2026-12-03"), Progress::Done);
    }

    #[test]
    fn the_notices_are_under_way_while_one_is_missing() {
        let days = Some((day("2026-11-16"), day("2026-11-18")));
        let progress = |state: &str| {
            let visits = [visit("A01", 1, "2026-11-27", "received"), visit("A02", 1, "2026-11-30", state)];
            let legs = course(&plan("drawn", json!({})), &visits, days, day("2026-11-19"));
            legs.into_iter().find(|leg| leg.part == Part::Notices).map(|leg| leg.progress)
        };
        assert_eq!(progress("scheduled"), Some(Progress::Running));
        assert_eq!(progress("notified"), Some(Progress::Done));
    }

    #[test]
    fn what_is_late_is_under_way_and_what_was_cancelled_is_not_ahead() {
        let late = course(&plan("running", json!({})), &[], None, day("2026-12-20"));
        assert_eq!(late.iter().map(|leg| leg.progress).collect::<Vec<_>>(), [Progress::Running]);
        assert!(course(&plan("cancelled", json!({})), &[], None, day("2026-11-03")).is_empty());
    }

    fn notice(number: u32, at: &str) -> Value {
        json!({
            "number": number, "date": "2026-11-27", "group": 1, "inspectors": ["I01"], "sent": signed(at),
        })
    }

    #[test]
    fn the_notices_reach_from_the_first_that_was_sent_to_the_last() {
        let visit = |unit: &str, more: Value| -> Visit {
            let mut visit = json!({
                "visit": format!("P-2026-01.{unit}"), "plan": "P-2026-01", "season": "2026", "unit": unit,
                "unit_name": unit, "unit_kind": "department", "group": 1, "leader": "I01", "inspectors": ["I01"],
                "date": "2026-11-27", "state": "notified",
            });
            for (key, value) in more.as_object().unwrap() {
                visit[key] = value.clone();
            }
            serde_json::from_value(visit).unwrap()
        };
        let replaced = visit(
            "A01",
            json!({
                "notice": notice(2, "2026-11-18T02:00:00Z"), "earlier_notices": [notice(1, "2026-11-16T02:00:00Z")],
            }),
        );
        let remark = json!({"text": "撤销", "signed": signed("2026-11-20T02:00:00Z")});
        let withdrawn = visit("A02", json!({"notice": notice(1, "2026-11-12T02:00:00Z"), "withdrawn": remark}));
        assert_eq!(noticed(&[replaced, withdrawn]), Some((day("2026-11-16"), day("2026-11-18"))));
        assert_eq!(noticed(&[visit("A03", json!({}))]), None);
    }
}
