//! The list of seasons.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::crumbs;
use crate::{
    i18n::tr,
    kernel::listing::ListOrder,
    page::{SortHeads, Title, chosen_columns, load, loaded_page, moment, take_away, use_session, with_query},
    preferences::List,
    ranking::{
        api,
        model::{SeasonLine, SeasonOrder},
        words,
    },
    ui::{Badge, Column, EmptyState, Moment, PageHeader, Row, Sheet, Table},
};

/// Where the place of a unit's own stands among the columns.
const OWN: usize = 3;

/// Every season of which the reader may see a ranking.
#[component]
pub fn SeasonsPage() -> impl IntoView {
    let query = use_query_map();
    let sort = move || query.with(|query| query.get("sort").unwrap_or_default());
    let of_unit = use_session().actor.role.is_of_unit();
    let seasons = load(sort, |sort| async move { api::seasons(sort.clone()).await.map(|seasons| (seasons, sort)) });
    view! {
        <Title text=tr!(ranking.title) />
        <PageHeader
            title=tr!(ranking.title)
            turn=tr!(ranking.seasons_turn)
            crumbs=crumbs(vec![(tr!(ranking.title), None)])
            crumbs_label=tr!(ui.breadcrumbs)
        />
        {loaded_page(
            seasons.as_table().below_head(),
            move |(seasons, sort)| list(seasons, SeasonOrder::from_code(&sort), of_unit),
        )}
    }
}

/// Only a unit's people have a place of their own among the others.
fn list(seasons: Vec<SeasonLine>, order: SeasonOrder, of_unit: bool) -> AnyView {
    if seasons.is_empty() {
        return view! { <EmptyState title=tr!(ranking.seasons_empty) text=tr!(ranking.seasons_empty_text) /> }
            .into_any();
    }
    let sorts = SortHeads::new(order, |order: SeasonOrder| with_query("/ranking", [("sort", order.code())]));
    let mut head = vec![
        sorts.down(Column::new("season", tr!(ranking.season)), SeasonOrder::Newest),
        sorts.up(Column::new("state", tr!(ranking.state)), SeasonOrder::State),
        sorts.down(Column::numeric("ranked", tr!(ranking.ranked)), SeasonOrder::Ranked),
        sorts.up(Column::new("scope", tr!(ranking.scope)), SeasonOrder::Scope),
        sorts.up(Column::new("published", tr!(ranking.published_at)), SeasonOrder::Published),
    ];
    if of_unit {
        head.insert(OWN, sorts.up(Column::numeric("own", tr!(ranking.own_rank)), SeasonOrder::OwnRank));
    }
    let note = tr!(document.lines, count = seasons.len());
    let rows = seasons.into_iter().map(|line| row(line, of_unit)).collect();
    let (head, rows, columns) = chosen_columns(List::Rankings, head, rows);
    let take = take_away(&with_query("/ranking", [("sort", order.code())]), "rankings");
    let actions = view! { <div class="rowf">{columns} {take}</div> }.into_any();
    view! {
        <Sheet title=tr!(ranking.seasons_caption) note flush=true article=tr!(ui.article_12) actions>
            <Table caption=tr!(ranking.seasons_caption) head rows />
        </Sheet>
    }
    .into_any()
}

fn row(line: SeasonLine, of_unit: bool) -> Row {
    let none = || tr!(ranking.none);
    let (scope, at) = match &line.published {
        Some(published) => {
            let at = view! { <Moment when=moment(published.signed.at) dense=true /> };
            (words::scope(published.scope), at.into_any())
        }
        None => (none(), none().into_any()),
    };
    let ranked = match line.edition {
        0 => none(),
        _ => tr!(ranking.ranked_of, ranked = line.ranked, units = line.units),
    };
    let mut cells = vec![
        tr!(ranking.season_title, season = line.season.to_string()).into_any(),
        view! { <Badge tone=words::state_tone(line.state) text=words::state(line.state) /> }.into_any(),
        ranked.into_any(),
        scope.into_any(),
        at,
    ];
    if of_unit {
        cells.insert(OWN, line.own_rank.map_or_else(none, |rank| rank.to_string()).into_any());
    }
    Row::new(cells).opens(format!("/ranking/{}", line.season))
}
