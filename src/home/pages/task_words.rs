//! What a line of the list says: what is to be done, until when, and the words of its button.

use crate::{
    home::model::{Task, TaskKind},
    i18n::tr,
    inspection::visit::rules::VisitStep,
    ranking::model::RankingState,
    rectification::model::Light as LedgerLight,
    words,
};

/// How much time is left, in words.
pub(super) fn when_text(task: &Task) -> String {
    match task.days_left {
        None => tr!(home.no_clock),
        Some(days) => words::time_left(days, task.light == LedgerLight::Red),
    }
}

/// What is to be done.
pub(super) fn what_text(task: &Task) -> String {
    match task.kind {
        TaskKind::FillSubmission => tr!(home.fill_submission),
        TaskKind::MendSubmission => tr!(home.mend_submission),
        TaskKind::SignSubmission => tr!(home.sign_submission),
        TaskKind::ReviewSubmissions(count) => tr!(home.review_submissions, count = count),
        TaskKind::ApprovePlan => tr!(home.approve_plan),
        TaskKind::AdvancePlan => tr!(home.advance_plan),
        TaskKind::SendNotices(count) => tr!(home.send_notices, count = count),
        TaskKind::Visit(step) => visit_text(step),
        TaskKind::OrderFindings(1) => tr!(home.order_findings_one),
        TaskKind::OrderFindings(count) => tr!(home.order_findings, count = count),
        TaskKind::ReviewPlans(count) => tr!(home.review_plans, count = count),
        TaskKind::ReviewClosures(count) => tr!(home.review_closures, count = count),
        TaskKind::OrderAgain(count) => tr!(home.order_again, count = count),
        TaskKind::Rectify => tr!(home.rectify),
        TaskKind::SignPlan => tr!(home.sign_plan),
        TaskKind::SignClosure => tr!(home.sign_closure),
        TaskKind::VerifyClosure => tr!(home.verify_closure),
        TaskKind::Ranking(state) => ranking_text(state),
        TaskKind::CreatePeople => tr!(home.create_people),
        TaskKind::MendBelonging => tr!(home.mend_belonging),
        TaskKind::ImportRegister => tr!(home.import_register),
        TaskKind::PrepareRound => tr!(home.prepare_round),
        TaskKind::OpenRound => tr!(home.open_round),
        TaskKind::CloseRound => tr!(home.close_round),
        TaskKind::MendPlan => tr!(home.mend_plan),
        TaskKind::ReportPlan => tr!(home.report_plan),
        TaskKind::ClosePlan => tr!(home.close_plan),
        TaskKind::OrderEntries(count) => tr!(home.order_entries, count = count),
        TaskKind::AnswerExtensions(count) => tr!(home.answer_extensions, count = count),
        TaskKind::CloseEntry => tr!(home.close_entry),
        TaskKind::ExtendPlan => tr!(home.extend_plan),
        TaskKind::AppointVerifier => tr!(home.appoint_verifier),
        // On the days off behind the due date it is past, and still by no working day.
        TaskKind::MindDue if task.light == LedgerLight::Red => tr!(home.mind_past_due),
        TaskKind::MindDue => tr!(home.mind_due),
        TaskKind::PressOverdue(count) => tr!(home.press_overdue, count = count),
        TaskKind::PressLongOverdue(count) => tr!(home.press_long_overdue, count = count),
        TaskKind::ReportProgress(count) => tr!(home.report_progress, count = count),
    }
}

fn visit_text(step: VisitStep) -> String {
    match step {
        VisitStep::Move => tr!(home.visit_move),
        VisitStep::Notify => tr!(home.visit_notify),
        VisitStep::Receive => tr!(home.visit_receive),
        VisitStep::Start => tr!(home.visit_start),
        VisitStep::Appoint => tr!(home.visit_appoint),
        VisitStep::Record => tr!(home.visit_record),
        VisitStep::Score => tr!(home.visit_score),
        VisitStep::CloseEntry | VisitStep::Reconcile => tr!(home.visit_reconcile),
        VisitStep::Note => tr!(home.visit_note),
        VisitStep::GiveFeedback => tr!(home.visit_give_feedback),
        VisitStep::Acknowledge => tr!(home.visit_acknowledge),
        VisitStep::Lock => tr!(home.visit_lock),
        VisitStep::Answer => tr!(home.visit_answer),
    }
}

fn ranking_text(state: RankingState) -> String {
    match state {
        RankingState::Collecting => tr!(home.ranking_compute),
        RankingState::Computed => tr!(home.ranking_table),
        RankingState::Tabled => tr!(home.ranking_meeting),
        RankingState::Adopted => tr!(home.ranking_publish),
        RankingState::Published | RankingState::Corrected => tr!(home.ranking_read),
    }
}

/// The words of the button.
pub(super) fn act_text(kind: TaskKind) -> String {
    match kind {
        TaskKind::FillSubmission | TaskKind::MendSubmission => tr!(home.act_fill),
        TaskKind::SignSubmission | TaskKind::SignPlan | TaskKind::SignClosure => tr!(home.act_sign),
        TaskKind::ReviewSubmissions(_) | TaskKind::ReviewPlans(_) | TaskKind::ReviewClosures(_) => tr!(home.act_review),
        TaskKind::ApprovePlan | TaskKind::ExtendPlan => tr!(home.act_decide),
        TaskKind::OrderFindings(_) | TaskKind::OrderAgain(_) | TaskKind::OrderEntries(_) => tr!(home.act_order),
        TaskKind::AnswerExtensions(_) => tr!(home.act_answer),
        TaskKind::SendNotices(_) => tr!(home.act_send),
        TaskKind::Rectify => tr!(home.act_rectify),
        TaskKind::VerifyClosure => tr!(home.act_verify),
        TaskKind::ReportProgress(_) => tr!(home.act_report),
        TaskKind::CreatePeople => tr!(home.act_create),
        TaskKind::ImportRegister => tr!(home.act_import),
        TaskKind::MindDue | TaskKind::PressOverdue(_) | TaskKind::PressLongOverdue(_) => tr!(home.act_press),
        TaskKind::AdvancePlan
        | TaskKind::Visit(_)
        | TaskKind::Ranking(_)
        | TaskKind::MendBelonging
        | TaskKind::PrepareRound
        | TaskKind::OpenRound
        | TaskKind::CloseRound
        | TaskKind::MendPlan
        | TaskKind::ReportPlan
        | TaskKind::ClosePlan
        | TaskKind::CloseEntry
        | TaskKind::AppointVerifier => tr!(home.act_open),
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::*;
    use crate::{
        i18n::Locale,
        kernel::calendar::{WorkCalendar, parse_date},
        preferences::Preferences,
        rectification::rules::light,
    };

    /// What the clerk is told on this day of an entry that is due on Friday, 2026-11-27.
    fn told(locale: Locale, today: &str) -> String {
        let (calendar, due, today) = (WorkCalendar::default(), day("2026-11-27"), day(today));
        let task = Task {
            kind: TaskKind::MindDue,
            subject: "a".to_owned(),
            unit: None,
            due: Some(due),
            days_left: Some(calendar.working_days_between(today, due)),
            light: light(&calendar, Some(due), false, today),
            reminded: None,
            href: "/ledger".to_owned(),
        };
        Owner::new().with(|| {
            provide_context(Preferences { locale, ..Preferences::default() });
            format!("{} | {}", what_text(&task), when_text(&task))
        })
    }

    fn day(text: &str) -> chrono::NaiveDate {
        parse_date(text).unwrap()
    }

    #[test]
    fn what_is_past_its_due_date_on_a_day_off_is_not_said_to_be_due_soon() {
        let friday = "2026-11-27";
        assert_eq!(told(Locale::zh, friday), "跟进快到期的整改（蓝色督办单） | 今天到期");
        assert_eq!(told(Locale::en, friday), "Follow up a rectification that is due soon (blue slip) | Due today");
        for weekend in ["2026-11-28", "2026-11-29"] {
            assert_eq!(told(Locale::zh, weekend), "跟进刚过期限的整改（蓝色督办单） | 已逾期");
            let english = "Follow up a rectification that is just past its due date (blue slip) | Overdue";
            assert_eq!(told(Locale::en, weekend), english);
        }
    }
}
