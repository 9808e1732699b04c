//! The words for states, steps, lights and turns.

use super::model::{EntryState, LedgerOrder, Light, Slip, Standing, Step, Turn};
use crate::{
    i18n::tr,
    inspection::model::Severity,
    kernel::actor::Role,
    ui::{LightKind, Tone},
    words,
};

/// How far an entry is.
#[must_use]
pub fn state(state: EntryState) -> String {
    match state {
        EntryState::Opened => tr!(rectification.state_opened),
        EntryState::Ordered => tr!(rectification.state_ordered),
        EntryState::Received => tr!(rectification.state_received),
        EntryState::PlanPrepared => tr!(rectification.state_plan_prepared),
        EntryState::PlanSubmitted => tr!(rectification.state_plan_submitted),
        EntryState::PlanApproved => tr!(rectification.state_plan_approved),
        EntryState::InProgress => tr!(rectification.state_in_progress),
        EntryState::ClosurePrepared => tr!(rectification.state_closure_prepared),
        EntryState::ClosureRequested => tr!(rectification.state_closure_requested),
        EntryState::MaterialsAccepted => tr!(rectification.state_materials_accepted),
        EntryState::Verified => tr!(rectification.state_verified),
        EntryState::Closed => tr!(rectification.state_closed),
        EntryState::Archived => tr!(rectification.state_archived),
        EntryState::Reopened => tr!(rectification.state_reopened),
    }
}

/// The tone of a state's badge.
#[must_use]
pub const fn state_tone(state: EntryState) -> Tone {
    match state {
        EntryState::Opened => Tone::Neutral,
        EntryState::Ordered
        | EntryState::Received
        | EntryState::PlanPrepared
        | EntryState::PlanSubmitted
        | EntryState::PlanApproved
        | EntryState::InProgress
        | EntryState::ClosurePrepared
        | EntryState::ClosureRequested
        | EntryState::MaterialsAccepted
        | EntryState::Verified => Tone::Info,
        EntryState::Closed | EntryState::Archived => Tone::Good,
        EntryState::Reopened => Tone::Warn,
    }
}

/// What was done, as the story tells it.
#[must_use]
pub fn done(step: Step) -> String {
    match step {
        Step::Order => tr!(rectification.done_order),
        Step::Receive => tr!(rectification.done_receive),
        Step::PreparePlan => tr!(rectification.done_prepare_plan),
        Step::SignPlan => tr!(rectification.done_sign_plan),
        Step::ApprovePlan => tr!(rectification.done_approve_plan),
        Step::ReturnPlan => tr!(rectification.done_return_plan),
        Step::Report => tr!(rectification.done_report),
        Step::Attach => tr!(rectification.done_attach),
        Step::AskExtension => tr!(rectification.done_ask_extension),
        Step::GrantExtension => tr!(rectification.done_grant_extension),
        Step::RefuseExtension => tr!(rectification.done_refuse_extension),
        Step::PrepareClosure => tr!(rectification.done_prepare_closure),
        Step::HandBack => tr!(rectification.done_hand_back),
        Step::SignClosure => tr!(rectification.done_sign_closure),
        Step::AcceptMaterials => tr!(rectification.done_accept_materials),
        Step::ReturnClosure => tr!(rectification.done_return_closure),
        Step::AppointVerifier => tr!(rectification.done_appoint_verifier),
        Step::AttachOnSite => tr!(rectification.done_attach_on_site),
        Step::Verify => tr!(rectification.done_verify),
        Step::FailVerification => tr!(rectification.done_fail_verification),
        Step::Close => tr!(rectification.done_close),
        Step::Archive => tr!(rectification.done_archive),
        Step::Reopen => tr!(rectification.done_reopen),
    }
}

/// What a button says.
#[must_use]
pub fn act(step: Step) -> String {
    match step {
        Step::Order => tr!(rectification.act_order),
        Step::Receive => tr!(rectification.act_receive),
        Step::PreparePlan => tr!(rectification.act_prepare_plan),
        Step::SignPlan => tr!(rectification.act_sign_plan),
        Step::ApprovePlan => tr!(rectification.act_approve_plan),
        Step::ReturnPlan => tr!(rectification.act_return_plan),
        Step::Report => tr!(rectification.act_report),
        Step::Attach => tr!(rectification.act_attach),
        Step::AskExtension => tr!(rectification.act_ask_extension),
        Step::GrantExtension => tr!(rectification.act_grant_extension),
        Step::RefuseExtension => tr!(rectification.act_refuse_extension),
        Step::PrepareClosure => tr!(rectification.act_prepare_closure),
        Step::HandBack => tr!(rectification.act_hand_back),
        Step::SignClosure => tr!(rectification.act_sign_closure),
        Step::AcceptMaterials => tr!(rectification.act_accept_materials),
        Step::ReturnClosure => tr!(rectification.act_return_closure),
        Step::AppointVerifier => tr!(rectification.act_appoint_verifier),
        Step::AttachOnSite => tr!(rectification.act_attach_on_site),
        Step::Verify => tr!(rectification.act_verify),
        Step::FailVerification => tr!(rectification.act_fail_verification),
        Step::Close => tr!(rectification.act_close),
        Step::Archive => tr!(rectification.act_archive),
        Step::Reopen => tr!(rectification.act_reopen),
    }
}

/// How grave a finding is.
#[must_use]
pub fn severity(severity: Severity) -> String {
    match severity {
        Severity::Minor => tr!(rectification.severity_minor),
        Severity::General => tr!(rectification.severity_general),
        Severity::Serious => tr!(rectification.severity_serious),
    }
}

/// The name of a light.
#[must_use]
pub fn light(light: Light) -> String {
    match light {
        Light::Red => tr!(rectification.light_red),
        Light::Yellow => tr!(rectification.light_yellow),
        Light::Green => tr!(rectification.light_green),
        Light::Grey => tr!(rectification.light_grey),
    }
}

/// The mark of a light.
#[must_use]
pub const fn light_kind(light: Light) -> LightKind {
    match light {
        Light::Red => LightKind::Red,
        Light::Yellow => LightKind::Yellow,
        Light::Green => LightKind::Green,
        Light::Grey => LightKind::Grey,
    }
}

/// Where an entry stands in time, in working days.
#[must_use]
pub fn standing(standing: Standing, state: EntryState) -> String {
    match (standing.light, standing.left) {
        (Light::Red, left) => words::time_left(left.unwrap_or(0), true),
        (Light::Yellow | Light::Green, Some(left)) => words::time_left(left, false),
        (Light::Grey, _) if state.is_closed() => self::state(state),
        (Light::Yellow | Light::Green | Light::Grey, _) => tr!(rectification.clock_not_started),
    }
}

/// The slip that a date calls for, and whom it goes to.
#[must_use]
pub fn slip(slip: Slip) -> String {
    match slip {
        Slip::Blue => tr!(rectification.slip_blue),
        Slip::Yellow => tr!(rectification.slip_yellow),
        Slip::Red => tr!(rectification.slip_red),
    }
}

/// Whose turn it is.
#[must_use]
pub fn turn(turn: Turn, unit: &str) -> String {
    match turn {
        Turn::Office => tr!(rectification.turn_office),
        Turn::Clerk => tr!(rectification.turn_clerk, unit = unit.to_owned()),
        Turn::Head => tr!(rectification.turn_head, unit = unit.to_owned()),
        Turn::Group => tr!(rectification.turn_group),
        Turn::Nobody => tr!(rectification.turn_nobody),
    }
}

/// Whose turn it is, of whichever unit.
#[must_use]
pub fn turn_of_any(turn: Turn) -> String {
    match turn {
        Turn::Office => tr!(rectification.turn_office),
        Turn::Clerk => words::role(Role::UnitClerk),
        Turn::Head => words::role(Role::UnitHead),
        Turn::Group => tr!(rectification.turn_group),
        Turn::Nobody => tr!(rectification.turn_nobody),
    }
}

/// What a list is put in order by.
#[must_use]
pub fn order(order: LedgerOrder) -> String {
    match order {
        LedgerOrder::Due => tr!(rectification.due),
        LedgerOrder::Unit => tr!(rectification.unit),
        LedgerOrder::Area => tr!(rectification.area),
        LedgerOrder::Severity => tr!(rectification.severity),
        LedgerOrder::State => tr!(rectification.state),
    }
}
