//! The places that the frame's rail leads to, in the order of the season (Art. 7 → 12).
//!
//! A place is shown exactly to the roles that the permission table lets in; there is no second list of roles.

use crate::{
    home::model::WaitingAt,
    i18n::tr,
    kernel::{
        actor::Role,
        permit::{Action, Reach, reach},
    },
    ui::{RailGroup, RailItem, RailState},
};

/// A place of the rail.
struct Place {
    text: String,
    href: &'static str,
    article: String,
    icon: &'static str,
    opens: bool,
}

/// The rail of a role, with the place marked that this path belongs to, and how much waits at each.
pub(super) fn rail(role: Role, path: &str, waiting: &[WaitingAt]) -> Vec<RailGroup> {
    let group = |title: String, season: bool, places: Vec<Place>| RailGroup {
        title,
        season,
        items: places.into_iter().filter(|place| place.opens).map(|place| item(place, path, waiting)).collect(),
    };
    let groups = [
        group(String::new(), false, entrance(role)),
        group(tr!(ui.season), true, season(role)),
        group(tr!(ui.oversight), false, overview(role)),
        group(tr!(ui.administration), false, administration(role)),
    ];
    groups.into_iter().filter(|group| !group.items.is_empty()).collect()
}

fn entrance(role: Role) -> Vec<Place> {
    vec![
        Place { opens: true, ..place(tr!(ui.home), "/", "home") },
        Place { opens: may(role, Action::ReadUnits), ..place(tr!(unit.title), "/units", "list") },
    ]
}

fn season(role: Role) -> Vec<Place> {
    let step = |text, href, article, action| Place { article, opens: may(role, action), ..place(text, href, "") };
    // An inspector reads a submission from the visit it prepares; the list is not theirs.
    let lists_submissions = match reach(role, Action::ReadSubmission) {
        Reach::OwnUnit | Reach::District => true,
        Reach::Nothing | Reach::AssignedVisits | Reach::LedVisits => false,
    };
    vec![
        Place {
            opens: lists_submissions,
            ..step(tr!(self_check.title), "/self-check", tr!(ui.article_7), Action::ReadSubmission)
        },
        step(tr!(inspection.title), "/plans", tr!(ui.article_8), Action::ReadPlan),
        step(tr!(visit.title), "/calendar", tr!(ui.article_9_10), Action::ReadVisit),
        step(tr!(rectification.title), "/ledger", tr!(ui.article_11), Action::ReadEntry),
        step(tr!(ranking.title), "/ranking", tr!(ui.article_12), Action::ReadRanking),
    ]
}

fn overview(role: Role) -> Vec<Place> {
    vec![Place { opens: may(role, Action::ReadDashboard), ..place(tr!(dashboard.title), "/dashboard", "board") }]
}

fn administration(role: Role) -> Vec<Place> {
    vec![
        Place { opens: may(role, Action::ManageRegister), ..place(tr!(templates.title), "/templates", "upload") },
        Place {
            opens: may(role, Action::ManagePeople) || may(role, Action::AssignRoles),
            ..place(tr!(account.title), "/admin/people", "users")
        },
        Place { opens: may(role, Action::ManagePolicy), ..place(tr!(policy.title), "/admin/policy", "shield") },
        Place { opens: may(role, Action::ReadJournal), ..place(tr!(journal.title), "/admin/journal", "history") },
        Place { opens: may(role, Action::ReadSystem), ..place(tr!(system.title), "/admin/system", "gear") },
    ]
}

fn place(text: String, href: &'static str, icon: &'static str) -> Place {
    Place { text, href, article: String::new(), icon, opens: false }
}

fn may(role: Role, action: Action) -> bool {
    reach(role, action) != Reach::Nothing
}

fn item(place: Place, path: &str, waiting: &[WaitingAt]) -> RailItem {
    let waits = waiting.iter().find(|waits| waits.place.href() == place.href);
    RailItem {
        text: place.text,
        href: place.href.to_owned(),
        article: place.article,
        count: waits.map(|waits| i64::from(waits.count)),
        state: RailState::Empty,
        active: is_within(place.href, path),
        icon: place.icon,
        hot: waits.is_some_and(|waits| waits.overdue),
    }
}

/// Whether a path belongs to a place: the place itself or something below it. A visit belongs to the calendar, which
/// is the list of visits.
fn is_within(place: &str, path: &str) -> bool {
    let path = if path == "/visits" || path.starts_with("/visits/") { "/calendar" } else { path };
    path == place || (place != "/" && path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::model;

    fn items(role: Role, waiting: &[WaitingAt]) -> Vec<RailItem> {
        rail(role, "/", waiting).into_iter().flat_map(|group| group.items).collect()
    }

    fn addresses(role: Role) -> Vec<String> {
        items(role, &[]).into_iter().map(|item| item.href).collect()
    }

    #[test]
    fn an_administrator_sees_no_business() {
        assert_eq!(addresses(Role::SystemAdmin), ["/", "/admin/people", "/admin/system"]);
        assert_eq!(addresses(Role::SecurityAdmin), ["/", "/admin/people", "/admin/policy"]);
        assert_eq!(addresses(Role::AuditAdmin), ["/", "/admin/journal"]);
    }

    #[test]
    fn the_season_follows_the_articles() {
        let officer = addresses(Role::EstablishmentOfficer);
        let season = ["/", "/units", "/self-check", "/plans", "/calendar", "/ledger", "/ranking"];
        assert_eq!(officer[..7], season);
        assert_eq!(officer[7..], ["/dashboard", "/templates"]);
    }

    #[test]
    fn an_inspector_sees_visits_and_what_came_of_them() {
        assert_eq!(addresses(Role::Inspector), ["/", "/calendar", "/ledger"]);
    }

    #[test]
    fn a_clerk_sees_what_concerns_their_unit() {
        assert_eq!(addresses(Role::UnitClerk), ["/", "/units", "/self-check", "/calendar", "/ledger", "/ranking"]);
    }

    #[test]
    fn what_waits_is_counted_at_its_place_and_nowhere_else() {
        let waits = |place, count, overdue| WaitingAt { place, count, overdue };
        let waiting = [waits(model::Place::Calendar, 2, false), waits(model::Place::Ledger, 9, true)];
        let counted: Vec<_> = items(Role::EstablishmentOfficer, &waiting)
            .into_iter()
            .filter_map(|item| Some((item.href, item.count?, item.hot)))
            .collect();
        assert_eq!(counted, [("/calendar".to_owned(), 2, false), ("/ledger".to_owned(), 9, true)]);
        assert!(items(Role::EstablishmentOfficer, &[]).iter().all(|item| item.count.is_none() && !item.hot));
    }

    #[test]
    fn every_place_where_something_waits_is_on_a_rail() {
        for place in model::Place::ALL {
            let shown = |role: &Role| addresses(*role).iter().any(|href| href == place.href());
            assert!(Role::ALL.iter().any(shown), "{place:?}");
        }
    }

    #[test]
    fn a_place_is_marked_for_all_that_lies_below_it() {
        assert!(is_within("/plans", "/plans/P-1/draw"));
        assert!(is_within("/calendar", "/visits/P-1.A01"));
        assert!(!is_within("/plans", "/plans-of-old"));
        assert!(!is_within("/", "/plans"));
    }
}
