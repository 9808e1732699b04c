//! The permission table in words. They are written on the server alone, for only one role ever reads them.

use super::model::Permission;
use crate::{
    i18n::tr,
    kernel::{
        actor::Role,
        permit::{Action, Reach, reach},
    },
    words,
};

/// Every act with everybody who may do it, in the order of the regulation.
pub(super) fn permissions() -> Vec<Permission> {
    let roles = |action| {
        let reaching = Role::ALL.into_iter().filter_map(move |role| Some((role, how_far(reach(role, action))?)));
        reaching.map(|(role, how_far)| (words::role(role), how_far)).collect()
    };
    Action::ALL.into_iter().map(|action| Permission { act: act(action), roles: roles(action) }).collect()
}

fn how_far(reach: Reach) -> Option<String> {
    match reach {
        Reach::Nothing => None,
        Reach::OwnUnit => Some(tr!(policy.reach_own_unit)),
        Reach::AssignedVisits => Some(tr!(policy.reach_assigned)),
        Reach::LedVisits => Some(tr!(policy.reach_led)),
        Reach::District => Some(tr!(policy.reach_district)),
    }
}

fn act(action: Action) -> String {
    match action {
        Action::ManagePeople => tr!(policy.manage_people),
        Action::AssignRoles => tr!(policy.assign_roles),
        Action::ManagePolicy => tr!(policy.manage_policy),
        Action::ReadJournal => tr!(policy.read_journal),
        Action::ReadSystem => tr!(policy.read_system),
        Action::ReadUnits => tr!(policy.read_units),
        Action::ManageRegister => tr!(policy.manage_register),
        Action::ReadTemplates => tr!(policy.read_templates),
        Action::ManageRound => tr!(policy.manage_round),
        Action::ReadSubmission => tr!(policy.read_submission),
        Action::FillSubmission => tr!(policy.fill_submission),
        Action::SignSubmission => tr!(policy.sign_submission),
        Action::ReviewSubmission => tr!(policy.review_submission),
        Action::ReadPlan => tr!(policy.read_plan),
        Action::ManagePlan => tr!(policy.manage_plan),
        Action::ApprovePlan => tr!(policy.approve_plan),
        Action::ReadVisit => tr!(policy.read_visit),
        Action::AcknowledgeVisit => tr!(policy.acknowledge_visit),
        Action::RecordVisit => tr!(policy.record_visit),
        Action::LockVisit => tr!(policy.lock_visit),
        Action::SendFeedback => tr!(policy.send_feedback),
        Action::ReadEntry => tr!(policy.read_entry),
        Action::OrderRectification => tr!(policy.order_rectification),
        Action::Rectify => tr!(policy.rectify),
        Action::SignClosure => tr!(policy.sign_closure),
        Action::VerifyClosure => tr!(policy.verify_closure),
        Action::ReadRanking => tr!(policy.read_ranking),
        Action::ManageRanking => tr!(policy.manage_ranking),
        Action::AdoptRanking => tr!(policy.adopt_ranking),
        Action::ReadDashboard => tr!(policy.read_dashboard),
    }
}
