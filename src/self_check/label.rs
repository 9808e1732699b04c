//! Words and marks of the self-check.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    i18n::tr,
    kernel::{
        fault::Fault,
        unit_kind::{Area, UnitKind},
    },
    self_check::{
        form::{AnswerKind, Question},
        model::{RoundState, Step, SubmissionLine, SubmissionState},
        reminder::model::Reminded,
        rules::{self, Signed, Urgency},
    },
    ui::{Badge, Light, LightKind, Notice, Tone},
    words,
};

pub(crate) fn round_text(state: RoundState) -> String {
    match state {
        RoundState::Draft => tr!(self_check.round_draft),
        RoundState::Open => tr!(self_check.round_open),
        RoundState::Closed => tr!(self_check.round_closed),
        RoundState::Discarded => tr!(self_check.round_discarded),
    }
}

pub(super) fn round_badge(state: RoundState) -> AnyView {
    let tone = match state {
        RoundState::Draft => Tone::Neutral,
        RoundState::Open => Tone::Info,
        RoundState::Closed => Tone::Good,
        RoundState::Discarded => Tone::Warn,
    };
    view! { <Badge tone text=round_text(state) /> }.into_any()
}

pub(crate) fn state_text(state: SubmissionState) -> String {
    match state {
        SubmissionState::Draft => tr!(self_check.state_draft),
        SubmissionState::AwaitingSignature => tr!(self_check.state_awaiting_signature),
        SubmissionState::Submitted => tr!(self_check.state_submitted),
        SubmissionState::Returned => tr!(self_check.state_returned),
        SubmissionState::Accepted => tr!(self_check.state_accepted),
    }
}

/// Whose turn it is while a submission is in this state.
pub(crate) fn whose_turn(state: SubmissionState) -> String {
    rules::turn(state).map_or_else(|| tr!(self_check.nobodys_turn), words::role)
}

/// So many units.
pub(super) fn so_many_units(count: u32) -> String {
    words::units(usize::try_from(count).unwrap_or(usize::MAX))
}

/// How often a unit was reminded.
pub(super) fn reminded_times(reminded: Reminded) -> String {
    match reminded.times {
        1 => tr!(self_check.times_one),
        times => tr!(self_check.times, times = times),
    }
}

/// How often a unit was reminded, and when last.
pub(super) fn reminded_text(reminded: Reminded) -> String {
    tr!(self_check.reminded_text, times = reminded_times(reminded), last = reminded.last)
}

pub(crate) fn signed_text(signed: Signed) -> String {
    match signed {
        Signed::Never => tr!(self_check.missing_units),
        Signed::Once => tr!(self_check.signed_once),
        Signed::Late => tr!(self_check.late_units),
    }
}

pub(super) fn state_badge(state: SubmissionState) -> AnyView {
    let tone = match state {
        SubmissionState::Draft => Tone::Neutral,
        SubmissionState::AwaitingSignature | SubmissionState::Submitted => Tone::Info,
        SubmissionState::Returned => Tone::Warn,
        SubmissionState::Accepted => Tone::Good,
    };
    view! { <Badge tone text=state_text(state) /> }.into_any()
}

/// The act of a step, in the past, as a story tells it.
pub(super) fn step_text(step: Step) -> String {
    match step {
        Step::Open => tr!(self_check.did_open),
        Step::Edit => tr!(self_check.did_edit),
        Step::HandOver => tr!(self_check.did_hand_over),
        Step::HandBack => tr!(self_check.did_hand_back),
        Step::Sign => tr!(self_check.did_sign),
        Step::Accept => tr!(self_check.did_accept),
        Step::Return => tr!(self_check.did_return),
    }
}

/// How long a unit has after the opening of a round that is not open yet.
pub(crate) fn term(working_days: u32) -> String {
    tr!(self_check.due_after_opening, days = words::working_days(i64::from(working_days)))
}

/// How much time is left, in words: for a submission that was never signed.
pub(crate) fn left(due: NaiveDate, today: NaiveDate, days_left: i64) -> String {
    words::time_left(days_left, today > due)
}

/// That the holidays of these years are not known yet; nothing where there are none. Once a round is opened its due date
/// stands, and only the days until then are still counted.
pub(super) fn unlisted_years(years: &[i32], is_opened: bool) -> Option<AnyView> {
    let text = match is_opened {
        true => words::listed_years(years).map(|years| tr!(self_check.unlisted_years, years = years)),
        false => words::unlisted_years_of_due(years),
    };
    let title = tr!(self_check.unlisted_years_title);
    text.map(|text| view! { <Notice tone=Tone::Warn title><p>{text}</p></Notice> }.into_any())
}

/// The light of a submission: how urgent it is, or how it came in.
pub(super) fn light(line: &SubmissionLine, today: NaiveDate) -> AnyView {
    let (light, text) = standing(line, today);
    view! { <Light light text /> }.into_any()
}

/// The mark and the words of [`light`].
pub(crate) fn standing(line: &SubmissionLine, today: NaiveDate) -> (LightKind, String) {
    match rules::urgency(line.submitted_on, line.due, today, line.days_left) {
        Some(Urgency::Overdue) => (LightKind::Red, left(line.due, today, line.days_left)),
        Some(Urgency::Soon) => (LightKind::Yellow, left(line.due, today, line.days_left)),
        Some(Urgency::Calm) => (LightKind::Green, left(line.due, today, line.days_left)),
        None => (LightKind::Grey, arrived(line)),
    }
}

fn arrived(line: &SubmissionLine) -> String {
    match (rules::is_late(line.due, line.submitted_on), line.days_late) {
        (false, _) => tr!(self_check.in_time),
        (true, 0) => tr!(self_check.late_weekend),
        (true, days) => tr!(self_check.late, days = words::working_days(i64::from(days))),
    }
}

/// The kinds of a round, side by side.
pub(crate) fn kinds(kinds: &[UnitKind]) -> String {
    kinds.iter().map(|kind| words::unit_kind(*kind)).collect::<Vec<_>>().join(&tr!(words.list_comma))
}

/// An answer in words.
pub(super) fn answer_text(kind: AnswerKind, value: &str) -> String {
    match kind {
        AnswerKind::YesNo if value == "yes" => tr!(self_check.yes),
        AnswerKind::YesNo if value == "no" => tr!(self_check.no),
        AnswerKind::Graded => grade_text(value),
        AnswerKind::YesNo | AnswerKind::Count | AnswerKind::Text | AnswerKind::Date | AnswerKind::Url => {
            value.to_owned()
        }
    }
}

/// A grade in words.
pub(super) fn grade_text(value: &str) -> String {
    match value {
        "excellent" => tr!(self_check.grade_excellent),
        "good" => tr!(self_check.grade_good),
        "fair" => tr!(self_check.grade_fair),
        "poor" => tr!(self_check.grade_poor),
        other => other.to_owned(),
    }
}

/// The sentence for a fault of a question. A count has a sentence of its own: it takes no two decimals.
pub(super) fn fault_text(question: &Question, fault: &Fault) -> String {
    let is_count = question.answer == AnswerKind::Count && *fault == Fault::NotANumber;
    match (is_count, rules::hint::takes_decimal(&question.hint)) {
        (true, true) => tr!(self_check.one_decimal),
        (true, false) => tr!(self_check.whole_number),
        (false, _) => words::fault_text(fault),
    }
}

/// What the regulation has checked in an area (Art. 6).
pub(super) fn about(area: Area) -> String {
    match area {
        Area::Disclosure => tr!(self_check.about_disclosure),
        Area::Fulfilment => tr!(self_check.about_fulfilment),
        Area::Adjustment => tr!(self_check.about_adjustment),
        Area::OngoingOversight => tr!(self_check.about_ongoing_oversight),
        Area::ServicePledges => tr!(self_check.about_service_pledges),
        Area::Other => tr!(self_check.about_other),
    }
}
