//! Entries at every stage, for the tests of this process.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    model::{Entry, Step, Verifier},
    rules::{Command, decide, open},
};
use crate::{
    error::AppError,
    inspection::model::{Finding, Severity, Visit, VisitState},
    kernel::{
        actor::{Actor, Role, Signature},
        calendar::{WorkCalendar, parse_date},
        ids::{AccountId, InspectorId, PlanId, SeasonId, UnitCode, VisitId},
        text::{LongText, Note, Title},
        unit_kind::{Area, UnitKind},
    },
};

/// Everybody who tries.
pub(crate) const PEOPLE: [&str; 7] =
    ["officer", "clerk", "head", "inspector", "leader", "other_clerk", "other_inspector"];

pub(crate) fn day(text: &str) -> NaiveDate {
    parse_date(text).expect("a date")
}

/// Ten in the morning of that day, in +08:00.
pub(crate) fn at(text: &str) -> DateTime<Utc> {
    day(text).and_hms_opt(2, 0, 0).expect("a time").and_utc()
}

pub(crate) fn note(text: &str) -> Note {
    Note::parse(text).expect("a note")
}

/// Reading the table takes longer than any rule.
static CALENDAR: LazyLock<WorkCalendar> =
    LazyLock::new(|| serde_json::from_str(include_str!("../demo/data/holidays.json")).expect("the district's table"));

pub(crate) fn calendar() -> &'static WorkCalendar {
    &CALENDAR
}

pub(crate) fn actor(who: &str) -> Actor {
    let (role, unit, inspector) = match who {
        "officer" => (Role::EstablishmentOfficer, None, None),
        "clerk" => (Role::UnitClerk, Some("A01"), None),
        "head" => (Role::UnitHead, Some("A01"), None),
        "inspector" => (Role::Inspector, None, Some("JC002")),
        "other_clerk" => (Role::UnitClerk, Some("B02"), None),
        "other_inspector" => (Role::Inspector, None, Some("JC009")),
        _ => (Role::Inspector, None, Some("JC001")),
    };
    Actor {
        account: AccountId::parse(who).expect("an account"),
        name: who.to_owned(),
        role,
        unit: unit.map(|code| UnitCode::parse(code).expect("a code")),
        inspector: inspector.map(|number| InspectorId::parse(number).expect("a number")),
    }
}

pub(crate) fn finding(number: u32, severity: Severity) -> Finding {
    Finding {
        number,
        area: Area::ServicePledges,
        indicator: None,
        title: Title::parse("食品经营许可超承诺时限 3 件").expect("a title"),
        detail: LongText::parse("抽查 20 件，3 件超过承诺时限。").expect("a text"),
        severity,
        advice: note("逐件核对，设置提醒。"),
        record: None,
        evidence: Vec::new(),
        signed: signature("leader", "2026-10-14"),
    }
}

fn signature(who: &str, on: &str) -> Signature {
    Signature { by: actor(who).account, name: who.to_owned(), at: at(on) }
}

/// A locked visit with two findings.
pub(crate) fn visit() -> Visit {
    let (plan, unit) = (PlanId::parse("P-1").expect("a plan"), UnitCode::parse("A01").expect("a code"));
    let inspectors = ["JC001", "JC002", "JC003"].map(|number| InspectorId::parse(number).expect("a number")).to_vec();
    Visit {
        visit: VisitId::of(&plan, &unit),
        plan,
        season: SeasonId::parse("2026").expect("a season"),
        unit,
        unit_name: Title::parse("区市场监管局").expect("a name"),
        unit_kind: UnitKind::Department,
        group: 5,
        leader: inspectors[0].clone(),
        inspectors,
        leader_changes: Vec::new(),
        date: day("2026-10-14"),
        state: VisitState::Locked,
        notice: None,
        earlier_notices: Vec::new(),
        receipt: None,
        steps: Vec::new(),
        sheets: std::collections::BTreeMap::new(),
        reconciled: None,
        findings: vec![finding(1, Severity::General), finding(2, Severity::Serious)],
        good_practices: Vec::new(),
        oral_feedback: None,
        result: None,
        locked: Some(signature("leader", "2026-10-20")),
        entry_closed: None,
        last_finding: 2,
        withdrawn: None,
        written_feedback: None,
        version: 1,
    }
}

/// The first finding, in the ledger since 2026-10-26.
pub(crate) fn entry() -> Entry {
    let visit = visit();
    open(&visit, &visit.findings[0], &signature("officer", "2026-10-26")).expect("the visit is locked")
}

pub(crate) fn played(entry: Entry, who: &str, command: Command, on: &str) -> Result<Entry, AppError> {
    decide(&actor(who), &entry, &command, at(on), calendar())
}

/// A command for the step that can be given on 2026-11-20.
pub(crate) fn command(step: Step) -> Command {
    let (text, day) = (note("说明"), day("2026-11-20"));
    match step {
        Step::Order => Command::Order { due: self::day("2026-11-30"), text },
        Step::Receive => Command::Receive,
        Step::PreparePlan => {
            let responsible = Title::parse("许可科").expect("a title");
            Command::PreparePlan { measures: text, responsible, milestones: None }
        }
        Step::SignPlan => Command::SignPlan,
        Step::ApprovePlan => Command::ApprovePlan { note: None },
        Step::ReturnPlan => Command::ReturnPlan { reason: text },
        Step::Report => Command::Report { text, percent: None },
        Step::Attach => Command::Attach { files: Vec::new() },
        Step::AskExtension => Command::AskExtension { until: far(), reason: text },
        Step::GrantExtension => Command::GrantExtension { until: far(), note: None },
        Step::RefuseExtension => Command::RefuseExtension { reason: text },
        Step::PrepareClosure => Command::PrepareClosure { text, unproved: Some(note("只有纸质原件")) },
        Step::HandBack => Command::HandBack { reason: text },
        Step::SignClosure => Command::SignClosure,
        Step::AcceptMaterials => Command::AcceptMaterials { note: None },
        Step::ReturnClosure => Command::ReturnClosure { reason: text },
        Step::AppointVerifier => Command::AppointVerifier { verifier: verifier(), reason: text },
        Step::AttachOnSite => Command::AttachOnSite { files: Vec::new() },
        Step::Verify => Command::Verify { on: day, text },
        Step::FailVerification => Command::FailVerification { on: day, text },
        Step::Close => Command::Close { note: None },
        Step::Archive => Command::Archive,
        Step::Reopen => Command::Reopen { on: day, text },
    }
}

/// Somebody of the roster who was not on the visit.
pub(crate) fn verifier() -> Verifier {
    Verifier {
        inspector: InspectorId::parse("JC007").expect("a number"),
        name: Title::parse("检查员庚").expect("a name"),
    }
}

/// A working day after every due date of these tests but itself.
fn far() -> NaiveDate {
    day("2027-06-01")
}

fn led(mut entry: Entry, way: &[(&str, Step, &str)]) -> Entry {
    for (who, step, on) in way {
        entry = played(entry, who, command(*step), on).expect("the step is allowed");
    }
    entry
}

pub(crate) fn ordered() -> Entry {
    led(entry(), &[("officer", Step::Order, "2026-10-26")])
}

pub(crate) fn planned() -> Entry {
    let way = [
        ("clerk", Step::Receive, "2026-10-27"),
        ("clerk", Step::PreparePlan, "2026-11-05"),
        ("head", Step::SignPlan, "2026-11-06"),
        ("officer", Step::ApprovePlan, "2026-11-09"),
    ];
    led(ordered(), &way)
}

pub(crate) fn prepared() -> Entry {
    led(planned(), &[("clerk", Step::Report, "2026-11-17"), ("clerk", Step::PrepareClosure, "2026-11-18")])
}

pub(crate) fn accepted() -> Entry {
    led(prepared(), &[("head", Step::SignClosure, "2026-11-18"), ("officer", Step::AcceptMaterials, "2026-11-19")])
}

pub(crate) fn verified() -> Entry {
    led(accepted(), &[("inspector", Step::Verify, "2026-11-20")])
}

/// Closed on 2026-11-20, in time.
pub(crate) fn closed() -> Entry {
    led(verified(), &[("leader", Step::Close, "2026-11-20")])
}
