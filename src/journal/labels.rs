//! The words for what the journal keeps by its stored names: what was done, and what kind of record it was done to.

use crate::i18n::tr;

/// What can be done to a record: the name under which the journal keeps it, and its words.
pub type Deed = (&'static str, fn() -> String);

macro_rules! deeds {
    ($($action:literal => $key:ident),+ $(,)?) => {
        [$(($action, (|| tr!(journal.$key)) as fn() -> String)),+]
    };
}

/// Every action, in the order of the season.
pub const DEEDS: [Deed; 96] = deeds![
    "account.create" => did_account_create,
    "account.set_password" => did_account_set_password,
    "account.disable" => did_account_disable,
    "account.enable" => did_account_enable,
    "account.assign_role" => did_account_assign_role,
    "account.sign_in" => did_account_sign_in,
    "account.sign_out" => did_account_sign_out,
    "account.lock" => did_account_lock,
    "account.save_view" => did_account_save_view,
    "account.remove_view" => did_account_remove_view,
    "policy.set" => did_policy_set,
    "unit.import" => did_unit_import,
    "former_name.import" => did_former_name_import,
    "roster.import" => did_roster_import,
    "working_day.import" => did_working_day_import,
    "score_standard.issue" => did_score_standard_issue,
    "self_check_form.issue" => did_self_check_form_issue,
    "evidence.receive" => did_evidence_receive,
    "self_check.draft_round" => did_self_check_draft_round,
    "self_check.open_round" => did_self_check_open_round,
    "self_check.give_task" => did_self_check_give_task,
    "self_check.close_round" => did_self_check_close_round,
    "self_check.remind" => did_self_check_remind,
    "self_check.attach" => did_self_check_attach,
    "self_check.edit" => did_self_check_edit,
    "self_check.hand_over" => did_self_check_hand_over,
    "self_check.hand_back" => did_self_check_hand_back,
    "self_check.sign" => did_self_check_sign,
    "self_check.accept" => did_self_check_accept,
    "self_check.return" => did_self_check_return,
    "plan.draft" => did_plan_draft,
    "plan.edit" => did_plan_edit,
    "plan.approve" => did_plan_approve,
    "plan.return" => did_plan_return,
    "plan.train" => did_plan_train,
    "plan.add_group" => did_plan_add_group,
    "plan.remove_group" => did_plan_remove_group,
    "plan.prepare_draw" => did_plan_prepare_draw,
    "plan.withdraw_commitment" => did_plan_withdraw_commitment,
    "plan.draw" => did_plan_draw,
    "plan.redraw" => did_plan_redraw,
    "plan.arrange_visit" => did_plan_arrange_visit,
    "plan.substitute" => did_plan_substitute,
    "plan.send_notices" => did_plan_send_notices,
    "plan.report" => did_plan_report,
    "plan.close" => did_plan_close,
    "plan.extend" => did_plan_extend,
    "plan.cancel" => did_plan_cancel,
    "visit.receive" => did_visit_receive,
    "visit.start" => did_visit_start,
    "visit.record_step" => did_visit_record_step,
    "visit.add_evidence" => did_visit_add_evidence,
    "visit.submit_sheet" => did_visit_submit_sheet,
    "visit.close_entry" => did_visit_close_entry,
    "visit.reconcile" => did_visit_reconcile,
    "visit.lock" => did_visit_lock,
    "visit.add_finding" => did_visit_add_finding,
    "visit.edit_finding" => did_visit_edit_finding,
    "visit.remove_finding" => did_visit_remove_finding,
    "visit.add_good_practice" => did_visit_add_good_practice,
    "visit.remove_good_practice" => did_visit_remove_good_practice,
    "visit.oral_feedback" => did_visit_oral_feedback,
    "visit.acknowledge" => did_visit_acknowledge,
    "visit.written_feedback" => did_visit_written_feedback,
    "rectification.open" => did_rectification_open,
    "rectification.order" => did_rectification_order,
    "rectification.remind" => did_rectification_remind,
    "rectification.receive" => did_rectification_receive,
    "rectification.prepare_plan" => did_rectification_prepare_plan,
    // What the clerk handed in before the head's signature was asked for.
    "rectification.submit_plan" => did_rectification_submit_plan,
    "rectification.sign_plan" => did_rectification_sign_plan,
    "rectification.approve_plan" => did_rectification_approve_plan,
    "rectification.return_plan" => did_rectification_return_plan,
    "rectification.report" => did_rectification_report,
    "rectification.attach" => did_rectification_attach,
    "rectification.ask_extension" => did_rectification_ask_extension,
    "rectification.grant_extension" => did_rectification_grant_extension,
    "rectification.refuse_extension" => did_rectification_refuse_extension,
    "rectification.prepare_closure" => did_rectification_prepare_closure,
    "rectification.hand_back" => did_rectification_hand_back,
    "rectification.sign_closure" => did_rectification_sign_closure,
    "rectification.accept_materials" => did_rectification_accept_materials,
    "rectification.return_closure" => did_rectification_return_closure,
    "rectification.verify" => did_rectification_verify,
    "rectification.fail_verification" => did_rectification_fail_verification,
    "rectification.close" => did_rectification_close,
    "rectification.archive" => did_rectification_archive,
    "rectification.reopen" => did_rectification_reopen,
    "ranking.take_over" => did_ranking_take_over,
    "ranking.compute" => did_ranking_compute,
    "ranking.table" => did_ranking_table,
    "ranking.send_back" => did_ranking_send_back,
    "ranking.record_meeting" => did_ranking_record_meeting,
    "ranking.adopt" => did_ranking_adopt,
    "ranking.publish" => did_ranking_publish,
    "ranking.correct" => did_ranking_correct,
];

/// What was done, in words; the stored name itself where it has none.
#[must_use]
pub fn deed(action: &str) -> String {
    DEEDS.iter().find(|(name, _)| *name == action).map_or_else(|| action.to_owned(), |(_, words)| words())
}

/// A record in words: its kind, and its id within its kind. The kind is none where the stored name has no words.
#[must_use]
pub fn record(record: &str) -> (Option<String>, &str) {
    let (table, id) = record.split_once(':').unwrap_or(("", record));
    match kind(table) {
        Some(kind) => (Some(kind), id),
        None => (None, record),
    }
}

fn kind(table: &str) -> Option<String> {
    match table {
        "account" => Some(tr!(journal.kind_account)),
        "inspector_account" => Some(tr!(journal.kind_inspector_account)),
        "saved_view" => Some(tr!(journal.kind_saved_view)),
        "policy" => Some(tr!(journal.kind_policy)),
        "sign_in" => Some(tr!(journal.kind_sign_in)),
        "unit" => Some(tr!(journal.kind_unit)),
        "former_name" => Some(tr!(journal.kind_former_name)),
        "inspector" => Some(tr!(journal.kind_inspector)),
        "year_table" => Some(tr!(journal.kind_year_table)),
        "score_standard" => Some(tr!(journal.kind_score_standard)),
        "check_form" => Some(tr!(journal.kind_check_form)),
        "evidence" => Some(tr!(journal.kind_evidence)),
        "check_round" => Some(tr!(journal.kind_check_round)),
        "submission" => Some(tr!(journal.kind_submission)),
        "reminder" => Some(tr!(journal.kind_reminder)),
        "submission_draft" => Some(tr!(journal.kind_submission_draft)),
        "plan" => Some(tr!(journal.kind_plan)),
        "visit" => Some(tr!(journal.kind_visit)),
        "visit_day" => Some(tr!(journal.kind_visit_day)),
        "entry_reminder" => Some(tr!(journal.kind_entry_reminder)),
        "ledger_entry" => Some(tr!(journal.kind_ledger_entry)),
        "ranking" => Some(tr!(journal.kind_ranking)),
        _ => None,
    }
}
