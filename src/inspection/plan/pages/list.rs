//! The list of plans, by season and state.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::super::label;
use crate::{
    i18n::tr,
    inspection::{
        model::PlanState,
        plan::{
            api,
            model::{PlanList, PlanOrder, PlanRow},
        },
    },
    kernel::{
        ids::SeasonId,
        listing::ListOrder,
        permit::{Action, Subject},
    },
    page::{SortHeads, Title, chosen_columns, load, loaded_page, may, take_away, way_to, with_query},
    preferences::List,
    ui::{
        Badge, ButtonTone, Chip, Column, EmptyState, FilterChips, HiddenField, LinkButton, PageHeader, Pager, Row,
        SearchBox, Sheet, Table,
    },
};

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    season: String,
    state: String,
    q: String,
    sort: String,
    after: String,
}

impl Asked {
    /// The address that asks for it.
    fn href(&self) -> String {
        let words = [
            ("season", self.season.as_str()),
            ("state", self.state.as_str()),
            ("q", self.q.as_str()),
            ("sort", self.sort.as_str()),
            ("after", self.after.as_str()),
        ];
        with_query("/plans", words)
    }

    /// The same list from its beginning.
    fn first(&self) -> Self {
        Self { after: String::new(), ..self.clone() }
    }
}

/// The plans of a season.
#[component]
pub fn PlansPage() -> impl IntoView {
    let manages = may(Action::ManagePlan, Subject::DISTRICT);
    let query = use_query_map();
    let asked = move || {
        let word = |name: &str| query.with(|query| query.get(name)).unwrap_or_default();
        Asked { season: word("season"), state: word("state"), q: word("q"), sort: word("sort"), after: word("after") }
    };
    let plans = load(asked, |asked| async move {
        let Asked { season, state, q, sort, after } = asked.clone();
        api::plans(season, state, q, sort, after).await.map(|list| (asked, list))
    });
    view! {
        <Title text=tr!(inspection.plans) />
        <PageHeader
            title=tr!(inspection.plans)
            turn=tr!(inspection.plans_turn)
            crumbs=way_to(tr!(inspection.plans))
            crumbs_label=tr!(ui.breadcrumbs)
        >
            {manages
                .then(|| {
                    view! {
                        <LinkButton
                            href="/plans/new"
                            text=tr!(inspection.new_plan)
                            tone=ButtonTone::Primary
                            icon="plus"
                        />
                    }
                })}
        </PageHeader>
        {loaded_page(plans.as_table().below_head(), |(asked, list)| plan_list(asked, list))}
    }
}

fn plan_list(asked: Asked, list: PlanList) -> AnyView {
    // Where the address names no season, its links do.
    let asked = Asked { season: list.season.to_string(), ..asked };
    let (chips, seasons) = (chips(&asked, list.state), seasons(&asked, &list));
    let title = tr!(inspection.season, season = asked.season.clone());
    let note = match list.found {
        1 => tr!(inspection.plans_count_one),
        count => tr!(inspection.plans_count, count = count),
    };
    let prev = list.prev.map(|after| Asked { after, ..asked.clone() }.href());
    let next = list.next.map(|after| Asked { after, ..asked.clone() }.href());
    let search = search_box(&asked);
    let is_whole = asked.q.is_empty() && list.state.is_none();
    let (content, actions) = if list.plans.is_empty() && is_whole {
        let none = view! { <EmptyState title=tr!(inspection.no_plans) text=tr!(inspection.no_plans_text) /> };
        (none.into_any(), ().into_any())
    } else {
        let take = take_away(&asked.first().href(), "plans");
        let (table, columns) = table(&asked, list.plans);
        (table, view! { <div class="rowf">{columns} {take}</div> }.into_any())
    };
    view! {
        <div class="stack">
            <Sheet title note article=tr!(inspection.article_8) flush=true actions>
                <div class="tools">
                    {search}
                    <FilterChips chips label=tr!(inspection.filter_state) />
                    <FilterChips chips=seasons label=tr!(inspection.filter_season) />
                </div>
                {content}
            </Sheet>
            <Pager prev next prev_text=tr!(ui.prev_page) next_text=tr!(ui.next_page) label=tr!(inspection.plans) />
        </div>
    }
    .into_any()
}

fn search_box(asked: &Asked) -> AnyView {
    let kept = [("season", &asked.season), ("state", &asked.state), ("sort", &asked.sort)];
    let kept = kept.into_iter().filter(|(_, word)| !word.is_empty());
    let kept = kept.map(|(name, word)| view! { <HiddenField name value=word.clone() /> }).collect_view();
    let value = asked.q.clone();
    view! {
        <SearchBox name="q" label=tr!(inspection.search_plans) value action="/plans" submit=tr!(ui.search)>
            {kept}
        </SearchBox>
    }
    .into_any()
}

fn chips(asked: &Asked, chosen: Option<PlanState>) -> Vec<Chip> {
    let chip = |state: Option<PlanState>, text: String| Chip {
        text,
        href: Asked { state: state.map_or("", PlanState::code).to_owned(), ..asked.first() }.href(),
        active: chosen == state,
        count: None,
    };
    let states = PlanState::ALL.map(|state| chip(Some(state), label::plan_state(state)));
    std::iter::once(chip(None, tr!(inspection.all_states))).chain(states).collect()
}

/// The seasons with plans, and the one shown.
fn seasons(asked: &Asked, list: &PlanList) -> Vec<Chip> {
    let chip = |season: &SeasonId| Chip {
        text: tr!(inspection.season, season = season.to_string()),
        href: Asked { season: season.to_string(), ..asked.first() }.href(),
        active: *season == list.season,
        count: None,
    };
    list.seasons.iter().map(chip).collect()
}

/// The plans, and the choice of their columns.
fn table(asked: &Asked, plans: Vec<PlanRow>) -> (AnyView, AnyView) {
    let sorts = SortHeads::new(PlanOrder::from_code(&asked.sort), |order: PlanOrder| {
        Asked { sort: order.code().to_owned(), ..asked.first() }.href()
    });
    let head = vec![
        sorts.down(Column::new("plan", tr!(inspection.column_plan)), PlanOrder::Newest),
        sorts.up(Column::new("kind", tr!(inspection.column_kind)), PlanOrder::Kind),
        sorts.up(Column::new("state", tr!(inspection.column_state)), PlanOrder::State),
        sorts.up(Column::new("span", tr!(inspection.column_span)), PlanOrder::From),
        sorts.down(Column::numeric("units", tr!(inspection.column_units)), PlanOrder::Units),
    ];
    let rows: Vec<Row> = plans.into_iter().map(row).collect();
    let (head, rows, columns) = chosen_columns(List::Plans, head, rows);
    (
        view! { <Table caption=tr!(inspection.plans) head rows empty=tr!(inspection.plans_not_found) /> }.into_any(),
        columns,
    )
}

fn row(plan: PlanRow) -> Row {
    let units =
        plan.units.map_or_else(|| tr!(inspection.not_drawn_yet), |count| tr!(inspection.units_count, count = count));
    let name = view! {
        {plan.title.to_string()}
        " "
        <span class="dim sm">{plan.plan.to_string()}</span>
    };
    let badge = view! { <Badge tone=label::plan_tone(plan.state) text=label::plan_state(plan.state) /> };
    Row::new(vec![
        name.into_any(),
        label::plan_kind(plan.kind).into_any(),
        badge.into_any(),
        tr!(inspection.span, from = plan.from, to = plan.to).into_any(),
        units.into_any(),
    ])
    .opens(format!("/plans/{}", plan.plan))
}
