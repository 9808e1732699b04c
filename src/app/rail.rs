//! The frame's rail: the pages that the person may open, how much waits at each, and how far its process is.

use crate::{
    home::{
        model::{Glance, Stage},
        places::{DESTINATIONS, Destination, Part},
    },
    i18n::{locale, tr},
    kernel::actor::Role,
    ui::{RailGroup, RailItem, RailState},
};

/// The rail of a role, with the place marked that this path belongs to, the one that a tour shows (empty for none), and what
/// is known of each at a glance.
pub(super) fn rail(role: Role, path: &str, shown: &str, glance: &Glance) -> Vec<RailGroup> {
    let group = |title: String, part: Part| {
        let of_part = DESTINATIONS.iter().filter(|place| place.part == Some(part) && place.opens_to(role));
        let items = of_part.map(|place| item(place, path, shown, glance)).collect();
        RailGroup { title, season: part == Part::Season, items }
    };
    let season = match &glance.season {
        Some(season) => tr!(ui.season_of, season = season.to_string()),
        None => tr!(ui.season),
    };
    let groups = [
        group(String::new(), Part::Entrance),
        group(season, Part::Season),
        group(tr!(ui.oversight), Part::Oversight),
        group(tr!(ui.administration), Part::Administration),
    ];
    groups.into_iter().filter(|group| !group.items.is_empty()).collect()
}

fn item(place: &Destination, path: &str, shown: &str, glance: &Glance) -> RailItem {
    let waits = glance.waiting.iter().find(|waits| waits.place.href() == place.href);
    let stage = glance.stages.iter().find(|at| at.place.href() == place.href).map(|at| at.stage);
    RailItem {
        text: place.name(locale()),
        href: place.href.to_owned(),
        article: place.article(),
        count: waits.map(|waits| i64::from(waits.count)),
        state: match stage {
            None | Some(Stage::NotBegun) => RailState::Empty,
            Some(Stage::UnderWay) => RailState::Half,
            Some(Stage::Done) => RailState::Full,
        },
        state_text: stage.map(stage_text).unwrap_or_default(),
        active: is_within(place.href, path),
        shown: place.href == shown,
        icon: place.icon,
        hot: waits.is_some_and(|waits| waits.overdue),
    }
}

fn stage_text(stage: Stage) -> String {
    match stage {
        Stage::NotBegun => tr!(ui.stage_not_begun),
        Stage::UnderWay => tr!(ui.stage_under_way),
        Stage::Done => tr!(ui.stage_done),
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
    use crate::{
        home::model::{KnownSeason, Place, StageAt, WaitingAt},
        kernel::ids::SeasonId,
    };

    fn items(role: Role, glance: &Glance) -> Vec<RailItem> {
        rail(role, "/", "", glance).into_iter().flat_map(|group| group.items).collect()
    }

    fn addresses(role: Role) -> Vec<String> {
        items(role, &Glance::default()).into_iter().map(|item| item.href).collect()
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
    fn an_inspector_sees_visits_what_came_of_them_and_the_rankings() {
        assert_eq!(addresses(Role::Inspector), ["/", "/calendar", "/ledger", "/ranking"]);
    }

    #[test]
    fn a_clerk_sees_what_concerns_their_unit() {
        assert_eq!(addresses(Role::UnitClerk), ["/", "/units", "/self-check", "/calendar", "/ledger", "/ranking"]);
    }

    #[test]
    fn what_waits_is_counted_at_its_place_and_nowhere_else() {
        let waits = |place, count, overdue| WaitingAt { place, count, overdue };
        let waiting = vec![waits(Place::Calendar, 2, false), waits(Place::Ledger, 9, true)];
        let glance = Glance { waiting, ..Glance::default() };
        let counted: Vec<_> = items(Role::EstablishmentOfficer, &glance)
            .into_iter()
            .filter_map(|item| Some((item.href, item.count?, item.hot)))
            .collect();
        assert_eq!(counted, [("/calendar".to_owned(), 2, false), ("/ledger".to_owned(), 9, true)]);
        let none = items(Role::EstablishmentOfficer, &Glance::default());
        assert!(none.iter().all(|item| item.count.is_none() && !item.hot));
    }

    #[test]
    fn a_process_has_a_dot_and_a_word_where_its_stage_is_known() {
        let at = |place, stage| StageAt { place, stage };
        let stages = vec![
            at(Place::SelfCheck, Stage::Done),
            at(Place::Calendar, Stage::UnderWay),
            at(Place::Ranking, Stage::NotBegun),
        ];
        let items = items(Role::UnitClerk, &Glance { stages, ..Glance::default() });
        let of = |href: &str| {
            let item = items.iter().find(|item| item.href == href).unwrap();
            (item.state, item.state_text.is_empty())
        };
        assert_eq!(of("/self-check"), (RailState::Full, false));
        assert_eq!(of("/calendar"), (RailState::Half, false));
        assert_eq!(of("/ranking"), (RailState::Empty, false));
        assert_eq!(of("/units"), (RailState::Empty, true));
        assert_eq!(of("/ledger"), (RailState::Empty, true));
    }

    #[test]
    fn the_head_names_the_season_under_way() {
        let known = |season: &str| KnownSeason { season: SeasonId::parse(season).unwrap(), ranked: false };
        let head = |glance: &Glance| {
            let groups = rail(Role::Inspector, "/", "", glance);
            groups.into_iter().find(|group| group.season).unwrap().title
        };
        let season = SeasonId::parse("2026").ok();
        let glance = Glance { season, seasons: vec![known("2027"), known("2026")], ..Glance::default() };
        assert_eq!(head(&glance), "2026 年度流程");
        assert_eq!(head(&Glance::default()), "年度流程");
    }

    #[test]
    fn every_place_where_something_waits_is_on_a_rail() {
        for place in Place::ALL {
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
