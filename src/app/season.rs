//! The season that one looks at, and the way to the same page in another one.
//!
//! Which season a page shows stands in its address and nowhere else, so the switch is a list of links.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    account::model::Session,
    home::{
        model::{Glance, KnownSeason},
        places::{DESTINATIONS, Part},
    },
    i18n::tr,
    kernel::{
        ids::SeasonId,
        permit::{Action, Reach, Subject, allows, reach},
    },
    ui::Menu,
};

/// The board: what a season shows to whoever reads it and comes from a page that has none.
const BOARD: &str = "/dashboard";

/// The rankings, one of each season.
const RANKINGS: &str = "/ranking";

/// The ledger, which everybody reads who has a season at all: what a season shows to whoever reads neither the board nor
/// its ranking.
const LEDGER: &str = "/ledger";

/// The visits of a month.
const CALENDAR: &str = "/calendar";

/// The pages with a season in their query.
const BY_QUERY: [&str; 3] = [BOARD, LEDGER, "/plans"];

/// What such a query says of one season alone: the season, a plan, and how far a list was read.
const OF_ONE_SEASON: [&str; 3] = ["season", "plan", "after"];

/// The seasons to choose from, newest first: those that the person may know of, each of which leads to something.
#[derive(Clone, Copy)]
pub(super) struct Seasons {
    glance: RwSignal<Glance>,
    reader: Reader,
}

/// Who chooses, as far as it decides where a season leads to.
#[derive(Clone, Copy)]
struct Reader {
    reads_board: bool,
    lists_rankings: bool,
    today: NaiveDate,
}

impl Seasons {
    /// For whoever has a process of the season on their rail.
    pub(super) fn of(session: &Session, glance: RwSignal<Glance>) -> Option<Self> {
        let role = session.actor.role;
        let has_season = DESTINATIONS.iter().any(|place| place.part == Some(Part::Season) && place.opens_to(role));
        let reader = Reader {
            reads_board: allows(&session.actor, Action::ReadDashboard, Subject::DISTRICT),
            lists_rankings: reach(role, Action::ReadRanking) != Reach::Nothing,
            today: session.today,
        };
        has_season.then_some(Self { glance, reader })
    }

    /// The menu, where there is anything to choose. It closes the others of its group.
    pub(super) fn menu(self, group: &'static str) -> AnyView {
        let Self { glance, reader } = self;
        let location = use_location();
        let (path, query) = (location.pathname, location.search);
        let has_any = Memo::new(move |_| reader.lists_rankings || glance.with(|glance| !glance.seasons.is_empty()));
        let text = Signal::derive(move || {
            let season = glance.with(|glance| told(glance, &path.get(), &query.get()));
            match season {
                Some(season) => tr!(dashboard.season, season = season.to_string()),
                None => tr!(dashboard.seasons),
            }
        });
        let of_seasons = move || glance.with(|glance| links(glance, &path.get(), &query.get(), reader));
        let drawn = move || {
            has_any.get().then(|| {
                let rankings = reader.lists_rankings.then(|| {
                    view! {
                        <li>
                            <a href=RANKINGS>{tr!(ranking.seasons_caption)}</a>
                        </li>
                    }
                });
                view! {
                    <Menu text icon="calendar" group>
                        {rankings}
                        {of_seasons}
                    </Menu>
                }
            })
        };
        view! { {drawn} }.into_any()
    }
}

/// A link for each season, of which the one is marked that the address shows.
fn links(glance: &Glance, path: &str, query: &str, reader: Reader) -> AnyView {
    // The board shows the one under way where its address names none.
    let under_way = || glance.season.clone().filter(|_| path == BOARD);
    let shown = named(&glance.seasons, path, query).or_else(under_way);
    let link = |known: &KnownSeason| {
        let current = (shown.as_ref() == Some(&known.season)).then_some("true");
        let text = tr!(dashboard.season, season = known.season.to_string());
        view! {
            <li>
                <a href=address(path, query, known, reader) aria-current=current>
                    {text}
                </a>
            </li>
        }
    };
    glance.seasons.iter().map(link).collect_view().into_any()
}

/// The season that the menu says: the one that the address names, else the one under way. None where the page goes
/// through all seasons, and in a month of which nothing is known.
fn told(glance: &Glance, path: &str, query: &str) -> Option<SeasonId> {
    let is_of_several = matches!(path, LEDGER | RANKINGS) || path == CALENDAR && month(query).is_some();
    let under_way = || glance.season.clone().filter(|_| !is_of_several);
    named(&glance.seasons, path, query).or_else(under_way)
}

/// The season that an address names; a month of the calendar names the one that is its year.
fn named(known: &[KnownSeason], path: &str, query: &str) -> Option<SeasonId> {
    if path == CALENDAR {
        let (year, _) = month(query)?;
        return known.iter().map(|known| &known.season).find(|season| season.as_str() == year).cloned();
    }
    let season = if BY_QUERY.contains(&path) { value(query, "season")? } else { of_ranking(path)?.0 };
    SeasonId::parse(season).ok()
}

/// The same page in another season. Where the page has none, the board of that season for whoever reads it, and for others
/// its ranking, or its entries while there is none for them.
fn address(path: &str, query: &str, known: &KnownSeason, reader: Reader) -> String {
    let KnownSeason { season, ranked } = known;
    if BY_QUERY.contains(&path) {
        let kept = pairs(query).filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            !OF_ONE_SEASON.contains(&name)
        });
        return kept.fold(format!("{path}?season={season}"), |address, pair| format!("{address}&{pair}"));
    }
    if path == CALENDAR && is_year(season.as_str()) {
        let month = month(query).map_or_else(|| format!("{:02}", reader.today.month()), |(_, month)| month.to_owned());
        return format!("{CALENDAR}?month={season}-{month}");
    }
    match of_ranking(path) {
        Some((_, page)) if *ranked => format!("{RANKINGS}/{season}{page}"),
        Some(_) | None if *ranked && (path == RANKINGS || !reader.reads_board) => format!("{RANKINGS}/{season}"),
        Some(_) | None if reader.reads_board => format!("{BOARD}?season={season}"),
        Some(_) | None => format!("{LEDGER}?season={season}"),
    }
}

/// The year and the month that the query of the calendar names.
fn month(query: &str) -> Option<(&str, &str)> {
    let (year, month) = value(query, "month")?.split_once('-')?;
    let is_month = month.len() == 2 && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
    (is_year(year) && is_month).then_some((year, month))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
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

/// What a query says under a name, as it is written.
fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    pairs(query).find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: Reader =
        Reader { reads_board: true, lists_rankings: true, today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() };
    const UNIT: Reader = Reader { reads_board: false, ..OFFICE };

    fn known(season: &str, ranked: bool) -> KnownSeason {
        KnownSeason { season: SeasonId::parse(season).unwrap(), ranked }
    }

    fn in_2025(path: &str, query: &str) -> String {
        address(path, query, &known("2025", true), OFFICE)
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
        for path in ["/", "/units/A01", "/self-check/2026-1", "/plans/P-2026-01", "/ledger/P-2026-01.A.01"] {
            assert_eq!(in_2025(path, "month=2026-11"), "/dashboard?season=2025", "{path}");
        }
        assert_eq!(in_2025("/ranking", ""), "/ranking/2025");
    }

    #[test]
    fn the_calendar_keeps_its_month_and_loses_what_belongs_to_another_year() {
        assert_eq!(in_2025("/calendar", "?month=2026-03&week=2026-03-02"), "/calendar?month=2025-03");
        assert_eq!(in_2025("/calendar", ""), "/calendar?month=2025-11");
        assert_eq!(in_2025("/calendar", "month=2026-3x"), "/calendar?month=2025-11");
        let half_a_year = address("/calendar", "", &known("2025-1", true), OFFICE);
        assert_eq!(half_a_year, "/dashboard?season=2025-1");
    }

    #[test]
    fn whoever_reads_no_board_is_led_to_the_ranking_or_to_the_entries_while_there_is_none() {
        let leads = |path, ranked| address(path, "", &known("2025", ranked), UNIT);
        for path in ["/", "/units/A01", "/ranking", "/ranking/2026"] {
            assert_eq!(leads(path, true), "/ranking/2025", "{path}");
            assert_eq!(leads(path, false), "/ledger?season=2025", "{path}");
        }
        assert_eq!(leads("/calendar", false), "/calendar?month=2025-11");
        assert_eq!(leads("/ledger", false), "/ledger?season=2025");
    }

    #[test]
    fn the_menu_says_the_season_under_way_where_the_page_is_of_none() {
        let glance = Glance {
            season: SeasonId::parse("2026").ok(),
            seasons: vec![known("2026", true), known("2025", true)],
            ..Glance::default()
        };
        let says = |path, query| told(&glance, path, query).map(|season| season.to_string());
        for path in ["/", "/units/A01", "/self-check", "/plans", "/dashboard", "/calendar"] {
            assert_eq!(says(path, "").as_deref(), Some("2026"), "{path}");
        }
        assert_eq!(says("/plans", "season=2025").as_deref(), Some("2025"));
        assert_eq!(says("/ranking/2025", "").as_deref(), Some("2025"));
        for (path, query) in [("/ledger", "light=red"), ("/ranking", ""), ("/calendar", "month=2024-02")] {
            assert_eq!(says(path, query), None, "{path}");
        }
        assert_eq!(told(&Glance::default(), "/", ""), None);
    }

    #[test]
    fn the_season_is_read_where_the_page_has_one() {
        let seasons = [known("2026", true)];
        let read = |path, query| named(&seasons, path, query).map(|season| season.to_string());
        assert_eq!(read("/ledger", "light=red&season=2026").as_deref(), Some("2026"));
        assert_eq!(read("/ranking/2026/workbench", "").as_deref(), Some("2026"));
        assert_eq!(read("/calendar", "month=2026-02").as_deref(), Some("2026"));
        assert_eq!(read("/calendar", "month=2024-02").as_deref(), None);
        assert_eq!(read("/dashboard", "season=").as_deref(), None);
        assert_eq!(read("/calendar", "season=2026").as_deref(), None);
        assert_eq!(read("/ranking", "").as_deref(), None);
    }
}
