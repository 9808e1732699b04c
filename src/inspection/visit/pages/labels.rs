//! Words for the closed sets of a visit.

use crate::{
    i18n::tr,
    inspection::{
        model::{MaterialKind, Severity, StepKind, VisitState},
        rules::scoring::Entry,
        visit::rules::{Gap, VisitStep},
    },
    kernel::{points::Points, unit_kind::Area},
    ui::Tone,
    words,
};

pub(super) fn state(state: VisitState) -> (String, Tone) {
    match state {
        VisitState::Scheduled => (tr!(visit.state_scheduled), Tone::Neutral),
        VisitState::Notified => (tr!(visit.state_notified), Tone::Info),
        VisitState::Received => (tr!(visit.state_received), Tone::Info),
        VisitState::OnSite => (tr!(visit.state_on_site), Tone::Info),
        VisitState::FedBack => (tr!(visit.state_fed_back), Tone::Info),
        VisitState::Scored => (tr!(visit.state_scored), Tone::Info),
        VisitState::Locked => (tr!(visit.state_locked), Tone::Good),
        VisitState::Answered => (tr!(visit.state_answered), Tone::Good),
    }
}

/// The act in words, as on its button.
pub(super) fn act(step: VisitStep) -> String {
    match step {
        VisitStep::Move => tr!(visit.act_move),
        VisitStep::Notify => tr!(visit.act_notify),
        VisitStep::Receive => tr!(visit.act_receive),
        VisitStep::Start => tr!(visit.act_start),
        VisitStep::Appoint => tr!(visit.act_appoint),
        VisitStep::Record => tr!(visit.act_record),
        VisitStep::Score => tr!(visit.act_score),
        VisitStep::CloseEntry => tr!(visit.act_close_entry),
        VisitStep::Note => tr!(visit.act_note),
        VisitStep::GiveFeedback => tr!(visit.act_give_feedback),
        VisitStep::Acknowledge => tr!(visit.act_acknowledge),
        VisitStep::Reconcile => tr!(visit.act_reconcile),
        VisitStep::Lock => tr!(visit.act_lock),
        VisitStep::Answer => tr!(visit.act_answer),
    }
}

pub(super) fn step_kind(kind: StepKind) -> String {
    match kind {
        StepKind::ReportHearing => tr!(visit.step_report_hearing),
        StepKind::Symposium => tr!(visit.step_symposium),
        StepKind::Interview => tr!(visit.step_interview),
        StepKind::CitizenInterview => tr!(visit.step_citizen_interview),
        StepKind::DocumentReview => tr!(visit.step_document_review),
    }
}

pub(super) fn material(kind: MaterialKind) -> String {
    match kind {
        MaterialKind::StudyRecords => tr!(visit.material_study_records),
        MaterialKind::MeetingMinutes => tr!(visit.material_meeting_minutes),
        MaterialKind::ImplementationDocuments => tr!(visit.material_implementation_documents),
        MaterialKind::PublicityMaterials => tr!(visit.material_publicity_materials),
        MaterialKind::OversightDocuments => tr!(visit.material_oversight_documents),
        MaterialKind::CitizenFeedback => tr!(visit.material_citizen_feedback),
    }
}

pub(super) fn gap(gap: Gap) -> String {
    match gap.material {
        Some(kind) => material(kind),
        None => step_kind(gap.kind),
    }
}

pub(super) fn severity(severity: Severity) -> (String, Tone) {
    match severity {
        Severity::Minor => (tr!(visit.severity_minor), Tone::Neutral),
        Severity::General => (tr!(visit.severity_general), Tone::Warn),
        Severity::Serious => (tr!(visit.severity_serious), Tone::Stop),
    }
}

/// The name of an area by its number; the number alone where the sheet has one that Art. 6 does not know.
pub(super) fn area(number: i64) -> String {
    let known = u8::try_from(number).ok().and_then(|number| Area::try_from(number).ok());
    known.map_or_else(|| number.to_string(), area_with_number)
}

pub(super) fn area_with_number(area: Area) -> String {
    tr!(visit.area_numbered, number = area.number(), name = words::area(area))
}

/// So many indicators.
pub(super) fn indicators(count: usize) -> String {
    match count {
        1 => tr!(visit.indicators_count_one),
        count => tr!(visit.indicators_count, count = count),
    }
}

/// What an entry says, such as a number of events or a value.
pub(super) fn entry(entry: &Entry) -> String {
    match entry {
        Entry::Events(events) => tr!(visit.entry_events, count = *events),
        Entry::Taken(points) => tr!(visit.entry_taken, points = Points(*points)),
        Entry::Value(points) => Points(*points).to_string(),
        Entry::Yes(true) => tr!(visit.entry_yes),
        Entry::Yes(false) => tr!(visit.entry_no),
        Entry::NotApplicable(_) => tr!(visit.entry_not_applicable),
    }
}
