//! The list of plans, by season and state.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::super::label;
use crate::{
    i18n::tr,
    inspection::{
        model::PlanState,
        plan::{
            api,
            model::{PlanList, PlanRow},
        },
    },
    kernel::permit::{Action, Subject},
    page::{load, loaded_page, may},
    ui::{Badge, ButtonTone, Chip, Column, EmptyState, FilterChips, LinkButton, PageHeader, Row, Sheet, Table},
};

/// The plans of a season.
#[component]
pub fn PlansPage() -> impl IntoView {
    let manages = may(Action::ManagePlan, Subject::DISTRICT);
    let query = use_query_map();
    let asked =
        move || query.with(|query| (query.get("season").unwrap_or_default(), query.get("state").unwrap_or_default()));
    let plans = load(asked, |(season, state)| api::plans(season, state));
    view! {
        <Title text=tr!(inspection.plans) />
        <PageHeader title=tr!(inspection.plans) turn=tr!(inspection.plans_turn)>
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
        {loaded_page(plans, plan_list)}
    }
}

fn plan_list(list: PlanList) -> AnyView {
    let season = list.season.to_string();
    let chips = chips(&season, list.state);
    let seasons = seasons(&season);
    let title = tr!(inspection.season, season = season);
    let content = if list.plans.is_empty() {
        view! { <EmptyState title=tr!(inspection.no_plans) text=tr!(inspection.no_plans_text) /> }.into_any()
    } else {
        table(list.plans)
    };
    view! {
        <Sheet title article=tr!(inspection.article_8) flush=true>
            <div class="tools">
                <FilterChips chips label=tr!(inspection.filter_state) />
                <FilterChips chips=seasons label=tr!(inspection.filter_season) />
            </div>
            {content}
        </Sheet>
    }
    .into_any()
}

fn chips(season: &str, chosen: Option<PlanState>) -> Vec<Chip> {
    let all = Chip {
        text: tr!(inspection.all_states),
        href: format!("/plans?season={season}"),
        active: chosen.is_none(),
        count: None,
    };
    let states = PlanState::ALL.map(|state| Chip {
        text: label::plan_state(state),
        href: format!("/plans?season={season}&state={}", state.code()),
        active: chosen == Some(state),
        count: None,
    });
    std::iter::once(all).chain(states).collect()
}

/// The season and its neighbours, where it is a year.
fn seasons(season: &str) -> Vec<Chip> {
    let Ok(year) = season.parse::<i32>() else { return Vec::new() };
    let chip = |year: i32| Chip {
        text: tr!(inspection.season, season = year),
        href: format!("/plans?season={year}"),
        active: year.to_string() == season,
        count: None,
    };
    vec![chip(year - 1), chip(year), chip(year + 1)]
}

fn table(plans: Vec<PlanRow>) -> AnyView {
    let head = vec![
        Column::new("plan", tr!(inspection.column_plan)),
        Column::new("kind", tr!(inspection.column_kind)),
        Column::new("state", tr!(inspection.column_state)),
        Column::new("span", tr!(inspection.column_span)),
        Column::numeric("units", tr!(inspection.column_units)),
    ];
    let rows = plans.into_iter().map(row).collect::<Vec<_>>();
    view! { <Table caption=tr!(inspection.plans) head rows /> }.into_any()
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
