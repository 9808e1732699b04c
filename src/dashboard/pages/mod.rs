//! The board's page. What is chosen stands in the address, so an address that is sent to somebody shows the same.

/// The headline and the figures.
mod figures;

/// Where points are lost: kinds, areas, the heat map.
mod losses;

/// How far the entries of the ledger are, by area and by week.
mod entries;

/// The season before beside this one.
mod before;

/// Who must act, this week, the places.
mod lists;

/// The board for a room.
mod wall;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    api,
    model::{BoardPage as Page, HeatOrder},
};
use crate::{
    i18n::tr,
    kernel::{
        ids::RoundId,
        permit::{Action, Subject},
        unit_kind::UnitKind,
    },
    page::{Title, load, loaded_page, may, unlisted_years, way_to},
    self_check::rules::Signed,
    ui::{ButtonTone, Chip, FilterChips, LinkButton, PageHeader},
    words::unit_kind,
};

pub use wall::WallPage;

/// The heat map's place in the page.
const HEAT: &str = "losses";

/// The place in the page of the units that must act.
const MUST_ACT: &str = "must-act";

/// The place in the page of this week's visits.
const WEEK: &str = "this-week";

/// The season and the kind of units, as an address names them.
type Asked = (Option<String>, Option<String>);

/// What the address chooses beside season and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Choice {
    order: HeatOrder,
    all_rows: bool,
}

/// The leadership's board.
#[component]
pub fn BoardPage() -> impl IntoView {
    let (query, asked) = (use_query_map(), asked());
    let choice = Memo::new(move |_| {
        query.with(|query| Choice {
            order: HeatOrder::from_code(&query.get("sort").unwrap_or_default()),
            all_rows: query.get("rows").is_some_and(|rows| rows == "all"),
        })
    });
    let board = load(move || asked.get(), |(season, kind)| api::board(season, kind, None));
    view! {
        <Title text=tr!(dashboard.title) />
        {loaded_page(board.as_board(), move |page| view! { <Shown page choice /> }.into_any())}
    }
}

/// What the address asks for.
fn asked() -> Memo<Asked> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| (query.get("season"), query.get("kind"))))
}

/// Where the figures stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On the board.
    Board,
    /// On the screen for a room, where each line less is one more for the lists.
    Wall,
}

#[component]
fn Shown(page: Page, choice: Memo<Choice>) -> impl IntoView {
    let way = way_to(tr!(dashboard.title));
    let overdue = page.board.overdue.count;
    let primary = (overdue > 0).then(|| {
        let text = tr!(dashboard.see_overdue, count = overdue);
        view! { <LinkButton href=ledger(&page, "light=red") text tone=ButtonTone::Primary /> }
    });
    let wall = format!("/wall?{}", chosen(page.season.as_str(), page.kind));
    let filters = filters(&page);
    let top = figures::figures(&page, Place::Board);
    let (sides, below) = (lists::beside(&page), losses::by_kind_and_area(&page));
    let (by_area, by_week) = (entries::by_area(&page), entries::by_week(&page));
    let places = lists::places(&page);
    let turn = figures::headline(&page);
    let heat = move || losses::heat(&page, choice.get());
    view! {
        <PageHeader title=tr!(dashboard.title) turn crumbs=way crumbs_label=tr!(ui.breadcrumbs)>
            <LinkButton href=wall text=tr!(dashboard.wall) />
            {primary}
        </PageHeader>
        {filters}
        {top}
        <div class="cols side mt">
            <div class="stack">{heat} {by_area}</div>
            <div class="stack">{sides}</div>
        </div>
        <div class="cols half mt">
            {below}
            <div class="stack">{by_week} {places}</div>
        </div>
    }
}

/// What can be chosen, and below it of which years no holidays are known.
fn filters(page: &Page) -> AnyView {
    let seasons = page.seasons.iter().map(|season| Chip {
        text: tr!(dashboard.season, season = season.to_string()),
        href: address(season.as_str(), page.kind, ""),
        active: *season == page.season,
        count: None,
    });
    let kinds = std::iter::once(None).chain(UnitKind::ALL.into_iter().map(Some)).map(|kind| Chip {
        text: kind.map_or_else(|| tr!(dashboard.all_kinds), unit_kind),
        href: address(page.season.as_str(), kind, ""),
        active: kind == page.kind,
        count: None,
    });
    let (seasons, kinds): (Vec<Chip>, Vec<Chip>) = (seasons.collect(), kinds.collect());
    let years = unlisted_years(&page.board.unlisted_years);
    view! {
        <div class="stack">
            <FilterChips chips=seasons label=tr!(dashboard.seasons) />
            <FilterChips chips=kinds label=tr!(dashboard.kinds) />
            {years}
        </div>
    }
    .into_any()
}

/// The address of the board with this choice; `more` is the rest of the query.
fn address(season: &str, kind: Option<UnitKind>, more: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!("&{more}") };
    format!("/dashboard?{}{more}", chosen(season, kind))
}

/// The season and the kind of units as a query.
fn chosen(season: &str, kind: Option<UnitKind>) -> String {
    let kind = kind.map(|kind| format!("&kind={}", kind.code())).unwrap_or_default();
    format!("season={season}{kind}")
}

/// The act that fills a part of the board, for whoever may do it.
fn act_link(action: Action, href: String, text: String) -> Option<AnyView> {
    may(action, Subject::DISTRICT).then(|| view! { <a href=href>{text}</a> }.into_any())
}

/// The address of the ledger with these conditions, if any, and the board's season and kind of units.
fn ledger(page: &Page, conditions: &str) -> String {
    let joint = if conditions.is_empty() { "" } else { "&" };
    format!("/ledger?{conditions}{joint}{}", chosen(page.season.as_str(), page.kind))
}

/// The address of the locked inspections of these units, line by line: the whole of the heat map.
fn inspections(page: &Page, kind: Option<UnitKind>) -> String {
    inspections_in(page.season.as_str(), kind)
}

/// The same of a season.
fn inspections_in(season: &str, kind: Option<UnitKind>) -> String {
    format!("{}#{HEAT}", address(season, kind, "rows=all"))
}

/// The address of the heat map of a season in this order.
fn heat_address_in(season: &str, kind: Option<UnitKind>, Choice { order, all_rows }: Choice) -> String {
    let rows = if all_rows { "&rows=all" } else { "" };
    format!("{}#{HEAT}", address(season, kind, &format!("sort={}{rows}", order.code())))
}

/// The address of the submissions of a round that were signed, or were not, of this kind of units.
fn submissions(round: &RoundId, signed: Signed, kind: Option<UnitKind>) -> String {
    let kind = kind.map(|kind| format!("&kind={}", kind.code())).unwrap_or_default();
    format!("/self-check/{round}?state={}{kind}", signed.code())
}
