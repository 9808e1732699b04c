//! The frame's rail: the pages that the person may open, and how much waits at each.

use crate::{
    home::{
        model::WaitingAt,
        places::{DESTINATIONS, Destination, Part},
    },
    i18n::{locale, tr},
    kernel::actor::Role,
    ui::{RailGroup, RailItem, RailState},
};

/// The rail of a role, with the place marked that this path belongs to, and how much waits at each.
pub(super) fn rail(role: Role, path: &str, waiting: &[WaitingAt]) -> Vec<RailGroup> {
    let group = |title: String, part: Part| {
        let of_part = DESTINATIONS.iter().filter(|place| place.part == Some(part) && place.opens_to(role));
        let items = of_part.map(|place| item(place, path, waiting)).collect();
        RailGroup { title, season: part == Part::Season, items }
    };
    let groups = [
        group(String::new(), Part::Entrance),
        group(tr!(ui.season), Part::Season),
        group(tr!(ui.oversight), Part::Oversight),
        group(tr!(ui.administration), Part::Administration),
    ];
    groups.into_iter().filter(|group| !group.items.is_empty()).collect()
}

fn item(place: &Destination, path: &str, waiting: &[WaitingAt]) -> RailItem {
    let waits = waiting.iter().find(|waits| waits.place.href() == place.href);
    RailItem {
        text: place.name(locale()),
        href: place.href.to_owned(),
        article: place.article(),
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
