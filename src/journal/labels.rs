//! The words for what the journal keeps by its stored names: what was done, and what kind of record it was done to.

use chrono::Timelike;

use crate::{i18n::tr, kernel::dated::parse_instant, words};

/// What can be done to a record, a kind of record or a field of one: the name under which the journal keeps it, and its
/// words.
pub type Deed = (&'static str, fn() -> String);

macro_rules! deeds {
    ($($action:literal => $key:ident),+ $(,)?) => {
        [$(($action, (|| tr!(journal.$key)) as fn() -> String)),+]
    };
}

/// Every action, in the order of the season.
pub const DEEDS: [Deed; 105] = deeds![
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
    "former_name.take_back" => did_former_name_take_back,
    "roster.import" => did_roster_import,
    "working_day.import" => did_working_day_import,
    "score_standard.issue" => did_score_standard_issue,
    "self_check_form.issue" => did_self_check_form_issue,
    "evidence.receive" => did_evidence_receive,
    "self_check.draft_round" => did_self_check_draft_round,
    "self_check.edit_round" => did_self_check_edit_round,
    "self_check.discard_round" => did_self_check_discard_round,
    "self_check.begin_opening" => did_self_check_begin_opening,
    "self_check.open_round" => did_self_check_open_round,
    "self_check.give_task" => did_self_check_give_task,
    "self_check.close_round" => did_self_check_close_round,
    "self_check.remind" => did_self_check_remind,
    "self_check.attach" => did_self_check_attach,
    "self_check.detach" => did_self_check_detach,
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
    "visit.appoint_leader" => did_visit_appoint_leader,
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
    "rectification.take_out" => did_rectification_take_out,
    "rectification.ask_extension" => did_rectification_ask_extension,
    "rectification.grant_extension" => did_rectification_grant_extension,
    "rectification.refuse_extension" => did_rectification_refuse_extension,
    "rectification.prepare_closure" => did_rectification_prepare_closure,
    "rectification.hand_back" => did_rectification_hand_back,
    "rectification.sign_closure" => did_rectification_sign_closure,
    "rectification.accept_materials" => did_rectification_accept_materials,
    "rectification.return_closure" => did_rectification_return_closure,
    "rectification.appoint_verifier" => did_rectification_appoint_verifier,
    "rectification.attach_on_site" => did_rectification_attach_on_site,
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

/// Every kind of record, in the order of the season.
pub const KINDS: [Deed; 22] = deeds![
    "account" => kind_account,
    "inspector_account" => kind_inspector_account,
    "saved_view" => kind_saved_view,
    "policy" => kind_policy,
    "sign_in" => kind_sign_in,
    "unit" => kind_unit,
    "former_name" => kind_former_name,
    "inspector" => kind_inspector,
    "year_table" => kind_year_table,
    "score_standard" => kind_score_standard,
    "check_form" => kind_check_form,
    "evidence" => kind_evidence,
    "check_round" => kind_check_round,
    "submission" => kind_submission,
    "reminder" => kind_reminder,
    "submission_draft" => kind_submission_draft,
    "plan" => kind_plan,
    "visit" => kind_visit,
    "visit_day" => kind_visit_day,
    "entry_reminder" => kind_entry_reminder,
    "ledger_entry" => kind_ledger_entry,
    "ranking" => kind_ranking,
];

/// The fields of records that have words, about in the order of the season.
const FIELDS: [Deed; 116] = deeds![
    "account" => field_account,
    "name" => field_name,
    "role" => field_role,
    "unit" => field_unit,
    "inspector" => field_inspector,
    "disabled" => field_disabled,
    "must_change_password" => field_must_change_password,
    "created_at" => field_created_at,
    "version" => field_version,
    "code" => field_code,
    "short_name" => field_short_name,
    "kind" => field_kind,
    "credit_code" => field_credit_code,
    "website" => field_website,
    "phone" => field_phone,
    "head" => field_head,
    "retired_on" => field_retired_on,
    "from" => field_from,
    "to" => field_to,
    "title" => field_title,
    "edition" => field_edition,
    "state" => field_state,
    "season" => field_season,
    "round" => field_round,
    "plan" => field_plan,
    "visit" => field_visit,
    "entry" => field_entry,
    "unit_name" => field_unit_name,
    "unit_kind" => field_unit_kind,
    "unit_kinds" => field_unit_kinds,
    "due" => field_due,
    "date" => field_date,
    "day" => field_day,
    "opened_on" => field_opened_on,
    "closed_on" => field_closed_on,
    "submitted_on" => field_submitted_on,
    "days_late" => field_days_late,
    "working_days" => field_working_days,
    "form" => field_form,
    "standard" => field_standard,
    "weights" => field_weights,
    "drafted" => field_drafted,
    "opening" => field_opening,
    "opened" => field_opened,
    "closed" => field_closed,
    "discarded" => field_discarded,
    "discarded_because" => field_discarded_because,
    "handed_over" => field_handed_over,
    "signed" => field_signed,
    "accepted" => field_accepted,
    "approved" => field_approved,
    "received" => field_received,
    "returned" => field_returned,
    "redrafted" => field_redrafted,
    "returns" => field_returns,
    "by" => field_by,
    "at" => field_at,
    "story" => field_story,
    "step" => field_step,
    "steps" => field_steps,
    "note" => field_note,
    "reason" => field_reason,
    "text" => field_text,
    "remarks" => field_remarks,
    "basis" => field_basis,
    "scope" => field_scope,
    "procedure" => field_procedure,
    "areas" => field_areas,
    "area" => field_area,
    "groups" => field_groups,
    "group" => field_group,
    "number" => field_number,
    "leader" => field_leader,
    "leader_changes" => field_leader_changes,
    "former" => field_former,
    "recused" => field_recused,
    "joined" => field_joined,
    "inspectors" => field_inspectors,
    "verifier" => field_verifier,
    "members" => field_members,
    "training" => field_training,
    "commitment" => field_commitment,
    "draw" => field_draw,
    "notice" => field_notice,
    "receipt" => field_receipt,
    "findings" => field_findings,
    "good_practices" => field_good_practices,
    "oral_feedback" => field_oral_feedback,
    "contested" => field_contested,
    "result" => field_result,
    "total" => field_total,
    "severity" => field_severity,
    "detail" => field_detail,
    "advice" => field_advice,
    "evidence" => field_evidence,
    "indicator" => field_indicator,
    "order" => field_order,
    "measures" => field_measures,
    "extension" => field_extension,
    "closure" => field_closure,
    "pending" => field_pending,
    "self_score" => field_self_score,
    "media_type" => field_media_type,
    "size" => field_size,
    "uploaded_by" => field_uploaded_by,
    "uploaded_at" => field_uploaded_at,
    "attached_to" => field_attached_to,
    "part" => field_part,
    "taken_out" => field_taken_out,
    "meeting" => field_meeting,
    "held_on" => field_held_on,
    "minutes" => field_minutes,
    "attendees" => field_attendees,
    "decision" => field_decision,
    "published" => field_published,
    "rule" => field_rule,
];

/// What was done, in words; the stored name itself where it has none.
#[must_use]
pub fn deed(action: &str) -> String {
    words_of(&DEEDS, action).unwrap_or_else(|| action.to_owned())
}

/// The instant in +08:00 as an office reads it; as it is written where it is none.
#[must_use]
pub fn instant(at: &str) -> String {
    parse_instant(at).map_or_else(|| at.to_owned(), |at| format!("{}:{:02}", words::instant(at), at.second()))
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

/// A kind of record in words; none where the stored name has no words.
#[must_use]
pub fn kind(table: &str) -> Option<String> {
    words_of(&KINDS, table)
}

/// A field of a record in words, as far as every part of its place has some: `groups[0].leader` is the leader of the first
/// group. What is kept under a code, such as the answers of a self-check, has none.
#[must_use]
pub fn field(path: &str) -> Option<String> {
    let part = |part: &str| {
        let (name, places) = part.split_once('[').unwrap_or((part, ""));
        let words = words_of(&FIELDS, name)?;
        // Lists count from 0, people from 1.
        let numbers = places.split(|sign: char| !sign.is_ascii_digit()).filter_map(|place| place.parse::<u32>().ok());
        Some(numbers.fold(words, |words, number| format!("{words} {}", number.saturating_add(1))))
    };
    path.split('.').map(part).collect::<Option<Vec<_>>>().map(|parts| parts.join(&tr!(words.clause_comma)))
}

fn words_of(known: &[Deed], name: &str) -> Option<String> {
    known.iter().find(|(known, _)| *known == name).map(|(_, words)| words())
}

/// The words for a state by the record's table and the state's stored word; none where the table knows no such state. The
/// application provides it as a context, for the journal knows no process.
#[derive(Clone, Copy)]
pub struct StateWords(pub fn(&str, &str) -> Option<String>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_words_where_every_part_of_its_place_has() {
        let [group, leader] = [tr!(journal.field_groups), tr!(journal.field_leader)];
        assert_eq!(field("groups[0].leader"), Some(format!("{group} 1，{leader}")));
        assert_eq!(field("leader"), Some(leader));
        assert_eq!(field("answers.Z1.1.value"), None);
        assert_eq!(field(""), None);
    }
}
