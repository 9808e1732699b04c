//! The season that one looks at, and the way to the same page in another one.
//!
//! Which season a page shows stands in its address and nowhere else, so the switch is a list of links.

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_location;

use crate::{dashboard::api, i18n::tr, kernel::ids::SeasonId, ui::Menu};

/// The board: what a season shows to whoever comes from a page that has none.
const BOARD: &str = "/dashboard";

/// The rankings, one of each season.
const RANKINGS: &str = "/ranking";

/// The pages with a season in their query.
const BY_QUERY: [&str; 3] = [BOARD, "/ledger", "/plans"];

/// What such a query says of one season alone: the season, a plan, and how far a list was read.
const OF_ONE_SEASON: [&str; 3] = ["season", "plan", "after"];

/// The seasons to choose from, newest first; known once the menu was opened, for most pages are left without that.
#[derive(Clone, Copy)]
pub(super) struct Seasons(RwSignal<Vec<SeasonId>>);

impl Seasons {
    /// They are not known yet.
    pub(super) fn unknown() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    fn ask(self) {
        if self.0.with_untracked(|known| !known.is_empty()) {
            return;
        }
        spawn_local(async move {
            // Without an answer the menu still leads to the list of all seasons, as it does without a script.
            if let Ok(known) = api::seasons().await {
                self.0.try_set(known);
            }
        });
    }

    /// The menu. It closes the others of its group.
    pub(super) fn menu(self, group: &'static str) -> AnyView {
        let location = use_location();
        let (path, query) = (location.pathname, location.search);
        let text = Signal::derive(move || match path.with(|path| query.with(|query| named(path, query))) {
            Some(season) => tr!(dashboard.season, season = season.to_string()),
            None => tr!(dashboard.seasons),
        });
        let of_seasons = move || {
            let known = self.0.get();
            path.with(|path| query.with(|query| links(&known, path, query)))
        };
        // The list of rankings comes first, so that it does not move under a finger when the seasons come.
        view! {
            <div on:click=move |_| self.ask()>
                <Menu text icon="calendar" group>
                    <li>
                        <a href=RANKINGS>{tr!(ranking.seasons_caption)}</a>
                    </li>
                    {of_seasons}
                </Menu>
            </div>
        }
        .into_any()
    }
}

/// A link for each season, of which the one is marked that the address shows.
fn links(known: &[SeasonId], path: &str, query: &str) -> AnyView {
    // The board shows the newest where its address names none.
    let shown = named(path, query).or_else(|| known.first().filter(|_| path == BOARD).cloned());
    let link = |season: &SeasonId| {
        let current = (shown.as_ref() == Some(season)).then_some("true");
        let text = tr!(dashboard.season, season = season.to_string());
        view! {
            <li>
                <a href=address(path, query, season) aria-current=current>
                    {text}
                </a>
            </li>
        }
    };
    known.iter().map(link).collect_view().into_any()
}

/// The season that an address names.
fn named(path: &str, query: &str) -> Option<SeasonId> {
    let season = if BY_QUERY.contains(&path) {
        pairs(query).find_map(|pair| pair.strip_prefix("season="))?
    } else {
        of_ranking(path)?.0
    };
    SeasonId::parse(season).ok()
}

/// The same page in another season; the board of that season where the page has none.
fn address(path: &str, query: &str, season: &SeasonId) -> String {
    if BY_QUERY.contains(&path) {
        let kept = pairs(query).filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            !OF_ONE_SEASON.contains(&name)
        });
        return kept.fold(format!("{path}?season={season}"), |address, pair| format!("{address}&{pair}"));
    }
    match of_ranking(path) {
        Some((_, page)) => format!("{RANKINGS}/{season}{page}"),
        None if path == RANKINGS => format!("{RANKINGS}/{season}"),
        None => format!("{BOARD}?season={season}"),
    }
}

/// The season whose ranking a path leads to, and the page of it.
fn of_ranking(path: &str) -> Option<(&str, &str)> {
    let below = path.strip_prefix(RANKINGS)?.strip_prefix('/')?;
    Some(below.split_at(below.find('/').unwrap_or(below.len())))
}

/// The pairs of a query, as they are written.
fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_2025(path: &str, query: &str) -> String {
        address(path, query, &SeasonId::parse("2025").unwrap())
    }

    #[test]
    fn a_page_with_a_season_is_kept_with_what_else_was_chosen() {
        assert_eq!(in_2025("/dashboard", ""), "/dashboard?season=2025");
        assert_eq!(in_2025("/dashboard", "season=2026&kind=street"), "/dashboard?season=2025&kind=street");
        assert_eq!(in_2025("/ledger", "?light=red&season=2026"), "/ledger?season=2025&light=red");
        assert_eq!(in_2025("/plans", "state=draft"), "/plans?season=2025&state=draft");
        assert_eq!(in_2025("/ranking/2026", "edition=1"), "/ranking/2025");
        assert_eq!(in_2025("/ranking/2026/workbench", ""), "/ranking/2025/workbench");
    }

    #[test]
    fn what_belongs_to_one_season_alone_is_left_behind() {
        assert_eq!(in_2025("/ledger", "plan=P-2026-01&after=x&view=closed"), "/ledger?season=2025&view=closed");
    }

    #[test]
    fn a_page_without_a_season_leads_to_the_board_and_the_list_of_rankings_to_the_ranking() {
        for path in ["/", "/calendar", "/self-check/2026-1", "/plans/P-2026-01", "/ledger/P-2026-01.A.01"] {
            assert_eq!(in_2025(path, "month=2026-11"), "/dashboard?season=2025", "{path}");
        }
        assert_eq!(in_2025("/ranking", ""), "/ranking/2025");
    }

    #[test]
    fn the_season_is_read_where_the_page_has_one() {
        let read = |path, query| named(path, query).map(|season| season.to_string());
        assert_eq!(read("/ledger", "light=red&season=2026").as_deref(), Some("2026"));
        assert_eq!(read("/ranking/2026/workbench", "").as_deref(), Some("2026"));
        assert_eq!(read("/dashboard", "season=").as_deref(), None);
        assert_eq!(read("/calendar", "season=2026").as_deref(), None);
        assert_eq!(read("/ranking", "").as_deref(), None);
    }
}
