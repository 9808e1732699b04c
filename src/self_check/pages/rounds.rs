//! All rounds for the offices, one's own tasks for a unit's people, and the form of a new round.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    super::label::{kinds, left, light, round_badge, state_badge, term, unlisted_years, whose_turn},
    preparing::{Prefilled, fields, labels},
};
use crate::{
    i18n::tr,
    kernel::{listing::ListOrder, unit_kind::UnitKind},
    page::{
        Act, ActForm, FormGuard, SortHeads, Title, chosen_columns, field_error, form_errors, load, loaded_page,
        moment_of_day, take_away, use_session, way_to, with_query,
    },
    preferences::List,
    self_check::{
        api::{self, DraftRound},
        model::{self, Forms, RoundLine, RoundOrder, TaskLine},
        rules::USUAL_WORKING_DAYS,
    },
    ui::{ButtonTone, Column, EmptyState, LinkButton, Moment, PageHeader, Row, Sheet, Submit, Table, TextField, Tone},
};

/// `/self-check`.
#[component]
pub fn RoundsPage() -> impl IntoView {
    let create = Act::<DraftRound>::new();
    let query = use_query_map();
    // Not asked anew after an act: a success leads to the new round's page, and a refusal must keep what was typed.
    let sort = move || query.with(|query| query.get("sort").unwrap_or_default());
    let page = load(sort, |sort| async move { api::rounds(sort.clone()).await.map(|page| (sort, page)) });
    let of_unit = use_session().actor.role.is_of_unit();
    let turn = if of_unit { tr!(self_check.tasks_turn) } else { tr!(self_check.rounds_turn) };
    view! {
        <Title text=tr!(self_check.title) />
        {loaded_page(
            page.as_table(),
            move |(sort, mut page)| {
                let forms = page.forms.take();
                let acts = forms.is_some().then(to_form);
                let years = unlisted_years(&page.unlisted_years, true);
                view! {
                    <PageHeader
                        title=tr!(self_check.title)
                        turn=turn.clone()
                        crumbs=way_to(tr!(self_check.title))
                        crumbs_label=tr!(ui.breadcrumbs)
                    >
                        {acts}
                    </PageHeader>
                    <div class="stack">{years} {body(page, RoundOrder::from_code(&sort), of_unit)} {forms.map(|forms| new_round(create, forms))}</div>
                }
                    .into_any()
            },
        )}
    }
}

/// The way to the form at the foot. The one primary act of the page is the form's own.
fn to_form() -> AnyView {
    view! { <LinkButton href="#new-round" text=tr!(self_check.prepare) external=true /> }.into_any()
}

fn body(page: model::RoundsPage, order: RoundOrder, of_unit: bool) -> AnyView {
    let today = page.today;
    match (of_unit, page.tasks.is_empty(), page.rounds.is_empty()) {
        (true, true, _) => {
            view! { <EmptyState title=tr!(self_check.no_tasks) text=tr!(self_check.no_tasks_text) /> }.into_any()
        }
        (true, false, _) => tasks(page.tasks, today),
        (false, _, true) => {
            view! { <EmptyState title=tr!(self_check.no_rounds) text=tr!(self_check.no_rounds_text) /> }.into_any()
        }
        (false, _, false) => rounds(page.rounds, order, today),
    }
}

fn rounds(lines: Vec<RoundLine>, order: RoundOrder, today: chrono::NaiveDate) -> AnyView {
    let sorts = SortHeads::new(order, |order: RoundOrder| with_query("/self-check", [("sort", order.code())]));
    let head = vec![
        sorts.down(Column::new("round", tr!(self_check.round)), RoundOrder::Newest),
        sorts.up(Column::new("state", tr!(self_check.state)), RoundOrder::State),
        Column::new("kinds", tr!(self_check.unit_kinds)).wide(),
        sorts.up(Column::new("due", tr!(self_check.due)), RoundOrder::Due),
        sorts.down(Column::numeric("submitted", tr!(self_check.has_submitted)), RoundOrder::Submitted),
        sorts.down(Column::numeric("late", tr!(self_check.late_units)), RoundOrder::Late),
        sorts.down(Column::numeric("missing", tr!(self_check.missing_units)), RoundOrder::Missing),
        sorts.down(Column::numeric("review", tr!(self_check.to_review)), RoundOrder::ToReview),
    ];
    let note = tr!(document.lines, count = lines.len());
    let rows: Vec<Row> = lines.into_iter().map(|line| round_row(line, today)).collect();
    let (head, rows, columns) = chosen_columns(List::Rounds, head, rows);
    let take = take_away(&with_query("/self-check", [("sort", order.code())]), "rounds");
    let actions = view! { <div class="rowf">{columns} {take}</div> }.into_any();
    view! {
        <Sheet title=tr!(self_check.rounds) note article=tr!(ui.article_7) flush=true actions>
            <Table caption=tr!(self_check.rounds) head rows />
        </Sheet>
    }
    .into_any()
}

fn round_row(line: RoundLine, today: chrono::NaiveDate) -> Row {
    let (round, tally) = (line.round, line.tally);
    let due = match (round.due, line.days_left) {
        (Some(due), Some(days)) if tally.missing > 0 => {
            format!("{due}{}{}", tr!(words.clause_comma), left(due, today, days))
        }
        (Some(due), _) => due.to_string(),
        (None, _) => term(round.working_days),
    };
    let submitted = tally.units - tally.missing.min(tally.units);
    let tone = if tally.missing > 0 && round.due.is_some_and(|due| today > due) { Tone::Stop } else { Tone::Neutral };
    Row::new(vec![
        round.title.to_string().into_any(),
        round_badge(round.state),
        kinds(&round.unit_kinds).into_any(),
        due.into_any(),
        tr!(self_check.of_units, count = submitted, units = tally.units).into_any(),
        tally.late.to_string().into_any(),
        tally.missing.to_string().into_any(),
        tally.submitted.to_string().into_any(),
    ])
    .opens(format!("/self-check/{}", round.round))
    .tone(tone)
}

fn tasks(tasks: Vec<TaskLine>, today: chrono::NaiveDate) -> AnyView {
    let head = vec![
        Column::new("round", tr!(self_check.round)),
        Column::new("state", tr!(self_check.state)),
        Column::new("turn", tr!(self_check.whose_turn)),
        Column::new("due", tr!(self_check.due)),
        Column::new("light", tr!(self_check.time)),
        Column::numeric("returns", tr!(self_check.returns)),
        Column::numeric("self_score", tr!(self_check.self_score)),
    ];
    let note = tr!(document.lines, count = tasks.len());
    let rows: Vec<Row> = tasks.into_iter().map(|task| task_row(task, today)).collect();
    let (head, rows, columns) = chosen_columns(List::Tasks, head, rows);
    let take = take_away("/self-check", "rounds");
    let actions = view! { <div class="rowf">{columns} {take}</div> }.into_any();
    view! {
        <Sheet title=tr!(self_check.tasks) note article=tr!(ui.article_7) flush=true actions>
            <Table caption=tr!(self_check.tasks) head rows />
        </Sheet>
    }
    .into_any()
}

fn task_row(task: TaskLine, today: chrono::NaiveDate) -> Row {
    let line = task.submission;
    let address = format!("/self-check/{}/{}", line.round, line.unit);
    Row::new(vec![
        task.title.to_string().into_any(),
        state_badge(line.state),
        whose_turn(line.state).into_any(),
        view! { <Moment when=moment_of_day(line.due) dense=true /> }.into_any(),
        light(&line, today),
        line.returns.to_string().into_any(),
        line.self_score.map(|score| score.to_string()).unwrap_or_default().into_any(),
    ])
    .opens(address)
}

fn new_round(create: Act<DraftRound>, forms: Forms) -> AnyView {
    let Some((title, edition)) = forms.newest else {
        return view! {
            <Sheet title=tr!(self_check.prepare) id="new-round">
                <p>{tr!(self_check.no_form)}</p>
                <LinkButton href="/templates" text=tr!(self_check.to_templates) tone=ButtonTone::Primary />
            </Sheet>
        }
        .into_any();
    };
    let note = tr!(self_check.uses_form, title = title, edition = edition);
    view! {
        <Sheet title=tr!(self_check.prepare) note article=tr!(ui.article_7) id="new-round">
            <ActForm action=create class="stack">
                <FormGuard action=create />
                {form_errors(create, labels())}
                {new_round_fields(create, forms.season, forms.units)}
                <Submit text=tr!(self_check.prepare_act) tone=ButtonTone::Primary pending=create.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}

fn new_round_fields(create: Act<DraftRound>, season: String, units: Vec<(UnitKind, u32)>) -> AnyView {
    let prefilled = Prefilled {
        title: tr!(self_check.suggested_title, season = season.clone()),
        unit_kinds: units.iter().map(|(kind, _)| *kind).collect(),
        working_days: USUAL_WORKING_DAYS,
    };
    let season = view! {
        <TextField label=tr!(self_check.season) name="season" value=season required=true error=field_error(create, "season") />
    };
    fields(create.into(), prefilled, units, Some(season.into_any()))
}
