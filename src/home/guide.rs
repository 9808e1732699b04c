//! What a role does here, in the order of the season, each with the page on which it is done. The words are written on the
//! server alone, so that no browser carries those of the other roles.

use super::{model::GuideStep, places::DESTINATIONS};
use crate::{
    i18n::{locale, tr},
    kernel::actor::Role,
};

/// The steps of a role, in the order in which a season asks for them.
pub(super) fn guide(role: Role) -> Vec<GuideStep> {
    match role {
        Role::UnitClerk => vec![
            step(tr!(self_check.title), tr!(guide.clerk_self_check), "/self-check"),
            step(tr!(visit.title), tr!(guide.clerk_visit), "/calendar"),
            step(tr!(rectification.title), tr!(guide.clerk_ledger), "/ledger"),
            step(tr!(ranking.title), tr!(guide.unit_ranking), "/ranking"),
        ],
        Role::UnitHead => vec![
            step(tr!(self_check.title), tr!(guide.head_self_check), "/self-check"),
            step(tr!(visit.title), tr!(guide.head_visit), "/calendar"),
            step(tr!(rectification.title), tr!(guide.head_ledger), "/ledger"),
            step(tr!(ranking.title), tr!(guide.unit_ranking), "/ranking"),
        ],
        Role::Inspector => vec![
            step(tr!(visit.title), tr!(guide.inspector_calendar), "/calendar"),
            step(tr!(guide.on_site), tr!(guide.inspector_visit), "/calendar"),
            step(tr!(guide.score), tr!(guide.inspector_score), "/calendar"),
            step(tr!(rectification.title), tr!(guide.inspector_ledger), "/ledger"),
            step(tr!(ranking.title), tr!(guide.inspector_ranking), "/ranking"),
        ],
        Role::EstablishmentOfficer => vec![
            step(tr!(templates.title), tr!(guide.officer_templates), "/templates"),
            step(tr!(self_check.title), tr!(guide.officer_self_check), "/self-check"),
            step(tr!(inspection.title), tr!(guide.officer_plans), "/plans"),
            step(tr!(rectification.title), tr!(guide.officer_ledger), "/ledger"),
            step(tr!(ranking.title), tr!(guide.officer_ranking), "/ranking"),
        ],
        Role::ReformLeader => vec![
            step(tr!(dashboard.title), tr!(guide.leader_dashboard), "/dashboard"),
            step(tr!(inspection.title), tr!(guide.leader_plans), "/plans"),
            step(tr!(ranking.title), tr!(guide.leader_ranking), "/ranking"),
        ],
        Role::LegalOfficer => vec![
            step(tr!(dashboard.title), tr!(guide.leader_dashboard), "/dashboard"),
            step(tr!(rectification.title), tr!(guide.legal_ledger), "/ledger"),
            step(tr!(ranking.title), tr!(guide.legal_ranking), "/ranking"),
        ],
        Role::SystemAdmin => vec![
            step(tr!(account.title), tr!(guide.system_people), "/admin/people"),
            step(tr!(system.title), tr!(guide.system_state), "/admin/system"),
        ],
        Role::SecurityAdmin => vec![
            step(tr!(account.title), tr!(guide.security_people), "/admin/people"),
            step(tr!(policy.title), tr!(guide.security_policy), "/admin/policy"),
        ],
        Role::AuditAdmin => vec![step(tr!(journal.title), tr!(guide.audit_journal), "/admin/journal")],
    }
}

fn step(title: String, text: String, href: &str) -> GuideStep {
    let place = DESTINATIONS.iter().find(|place| place.href == href).map(|place| place.name(locale()));
    GuideStep { title, text, href: href.to_owned(), place: place.unwrap_or_default() }
}
