//! An inspector: who they are, from which units they are recused and why, and their groups and visits.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    crumbs, kind_name,
    roster::{LIST, rule},
};
use crate::{
    error::AppError,
    i18n::tr,
    inspection::plan::{
        label::{group, plan_state, plan_tone, visit_state, visit_tone},
        model::{Ground, InspectorGroup, InspectorVisit},
    },
    kernel::ids::InspectorId,
    page::{Title, load, loaded_page},
    register::{
        inspector::{
            api,
            model::{BoundAccount, InspectorRecord, RecusedFrom},
        },
        label,
        model::Kind,
    },
    ui::{Badge, Column, Facts, PageHeader, Row, Sheet, Table, Tone},
    words,
};

/// `/inspectors/{id}`
#[component]
pub fn InspectorPage() -> impl IntoView {
    let params = use_params_map();
    let number = move || params.with(|params| params.get("id").unwrap_or_default());
    let record = load(number, |number| async move {
        let number = InspectorId::parse(number).map_err(|_| AppError::NotFound)?;
        api::inspector(number).await
    });
    loaded_page(record, |record| inspector(&record))
}

fn inspector(record: &InspectorRecord) -> AnyView {
    let one = &record.inspector;
    let name = one.name.to_string();
    let way = crumbs(vec![(kind_name(Kind::Inspectors), Some(LIST.to_owned())), (name.clone(), None)]);
    let (text, tone) = in_use(one.is_active());
    let badge = view! { <Badge text tone /> }.into_any();
    // Drawn before the view: what stands in a component is kept as long as the page, and must not borrow.
    let (facts, recused, groups, visits) =
        (facts(record), recused(record), groups(&record.work.groups), visits(record));
    view! {
        <Title text=name.clone() />
        <PageHeader title=name crumbs=way crumbs_label=tr!(ui.breadcrumbs) badge />
        <div class="stack">
            <div class="cols half">{facts} {recused}</div>
            {groups}
            {visits}
        </div>
    }
    .into_any()
}

/// Whether they can be put into a group.
fn in_use(active: bool) -> (String, Tone) {
    if active { (tr!(templates.on_roster), Tone::Good) } else { (tr!(templates.left_roster), Tone::Neutral) }
}

/// What the roster says of them, and who signs in with their number.
fn facts(record: &InspectorRecord) -> AnyView {
    let one = &record.inspector;
    let written = |text: &Option<String>| text.clone().unwrap_or_else(|| tr!(templates.not_recused)).into_any();
    let workplace = one.current_unit.clone().unwrap_or_else(|| tr!(templates.retired));
    let speciality = one.speciality.clone().unwrap_or_else(|| tr!(unit.not_given));
    let (in_use, _) = in_use(one.is_active());
    let mut rows = vec![
        (tr!(account.inspector_number), one.inspector.to_string().into_any()),
        (tr!(templates.workplace), workplace.into_any()),
        (tr!(templates.former_workplaces), written(&one.former_units)),
        (tr!(templates.declared_units), written(&one.declared_units)),
        (tr!(templates.speciality), speciality.into_any()),
        (tr!(templates.may_lead), label::duty(one.may_lead).into_any()),
        (tr!(templates.roster_use), in_use.into_any()),
        (tr!(account.account), accounts(&record.accounts)),
    ];
    rows.extend(one.retired_on.map(|day| (tr!(templates.left_roster_on), day.to_string().into_any())));
    if !record.unmatched.is_empty() {
        let unmatched = record.unmatched.join(&tr!(words.list_semicolon));
        rows.push((tr!(templates.warnings), unmatched.into_any()));
    }
    view! {
        <Sheet title=tr!(templates.in_roster) article=tr!(templates.article_14)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

fn accounts(accounts: &[BoundAccount]) -> AnyView {
    if accounts.is_empty() {
        return tr!(templates.no_account).into_any();
    }
    let one = |one: &BoundAccount| {
        let (name, state) = (one.account.to_string(), words::account_state(one.disabled, false));
        view! {
            <code>{name}</code>
            " "
            <span class="sm dim">{state}</span>
            " "
        }
    };
    accounts.iter().map(one).collect_view().into_any()
}

/// The units that they must not check, each with every reason and with what the roster says.
fn recused(record: &InspectorRecord) -> AnyView {
    let head = vec![
        Column::new("unit", tr!(inspection.column_unit)),
        Column::new("ground", tr!(templates.ground)),
        Column::new("written", tr!(templates.written)).wide(),
    ];
    let rows: Vec<Row> = record.recused.iter().map(recused_row).collect();
    let title = tr!(templates.recused_from);
    view! {
        <Sheet title=title.clone() note=rule(record.former_unit_years) article=tr!(templates.article_14) flush=true>
            <Table caption=title head rows empty=tr!(templates.recused_none) />
        </Sheet>
    }
    .into_any()
}

fn recused_row(one: &RecusedFrom) -> Row {
    let line = &one.line;
    let ground = match line.ground {
        Ground::CurrentUnit => tr!(templates.ground_current),
        Ground::FormerUnit => tr!(templates.ground_former),
        Ground::Declared => tr!(templates.ground_declared),
    };
    let more = match (line.from, line.to) {
        (Some(from), Some(to)) => Some(tr!(unit.from_to, from = from, to = to)),
        (Some(from), None) => Some(tr!(unit.from_year, from = from)),
        (None, Some(to)) => Some(tr!(unit.to_year, to = to)),
        (None, None) => line.words.clone(),
    };
    let more = more.map(|more| view! { <span class="sub">{more}</span> });
    // In one piece, for on a phone each piece of a cell has a line of its own.
    let ground = view! { <span>{ground} {more}</span> };
    Row::new(vec![one.name.clone().into_any(), ground.into_any(), line.written.clone().into_any()])
        .opens(format!("/units/{}", line.unit))
}

fn groups(groups: &[InspectorGroup]) -> AnyView {
    let head = vec![
        Column::new("plan", tr!(inspection.column_plan)),
        Column::new("season", tr!(unit.season)),
        Column::new("group", tr!(inspection.column_group)),
        Column::new("duty", tr!(templates.may_lead)),
        Column::new("state", tr!(inspection.column_state)),
    ];
    let row = |one: &InspectorGroup| {
        let state = view! { <Badge tone=plan_tone(one.state) text=plan_state(one.state) /> };
        Row::new(vec![
            one.title.to_string().into_any(),
            one.season.to_string().into_any(),
            group(one.group).into_any(),
            duty(one.leads).into_any(),
            state.into_any(),
        ])
        .opens(format!("/plans/{}", one.plan))
    };
    let rows: Vec<Row> = groups.iter().map(row).collect();
    let title = tr!(inspection.groups);
    view! {
        <Sheet title=title.clone() flush=true>
            <Table caption=title head rows empty=tr!(templates.groups_none) />
        </Sheet>
    }
    .into_any()
}

/// The visits of the season that is under way, and those of others where there are any.
fn visits(record: &InspectorRecord) -> AnyView {
    let (now, others): (Vec<&InspectorVisit>, Vec<&InspectorVisit>) =
        record.work.visits.iter().partition(|visit| visit.season == record.season);
    let now = visits_sheet(tr!(templates.visits_of_season, season = record.season.to_string()), &now, false);
    let others = (!others.is_empty()).then(|| visits_sheet(tr!(templates.other_visits), &others, true));
    let newest = record.work.more.then(|| {
        view! { <p class="dim sm">{tr!(templates.newest_visits, count = record.work.visits.len())}</p> }
    });
    view! { {now} {others} {newest} }.into_any()
}

/// Visits under a title, each with its season where they are not of one.
fn visits_sheet(title: String, visits: &[&InspectorVisit], seasons: bool) -> AnyView {
    let mut head = vec![
        Column::new("unit", tr!(inspection.column_unit)),
        Column::new("date", tr!(inspection.column_date)),
        Column::new("plan", tr!(inspection.column_plan)),
        Column::new("group", tr!(inspection.column_group)),
        Column::new("duty", tr!(templates.may_lead)),
        Column::new("state", tr!(inspection.column_state)),
    ];
    if seasons {
        head.insert(1, Column::new("season", tr!(unit.season)));
    }
    let rows: Vec<Row> = visits.iter().map(|visit| visit_row(visit, seasons)).collect();
    let note = if visits.is_empty() { String::new() } else { tr!(document.lines, count = visits.len()) };
    view! {
        <Sheet title=title.clone() note article=tr!(inspection.article_9_2) flush=true>
            <Table caption=title head rows empty=tr!(templates.visits_none) />
        </Sheet>
    }
    .into_any()
}

fn visit_row(visit: &InspectorVisit, seasons: bool) -> Row {
    let (plan, title) = (format!("/plans/{}", visit.plan), visit.plan_title.clone());
    let mut cells = vec![
        visit.unit_name.to_string().into_any(),
        view! { <span class="nw">{visit.date.to_string()}</span> }.into_any(),
        view! { <a href=plan>{title}</a> }.into_any(),
        group(visit.group).into_any(),
        duty(visit.leads).into_any(),
        view! { <Badge tone=visit_tone(visit.state) text=visit_state(visit.state) /> }.into_any(),
    ];
    if seasons {
        cells.insert(1, visit.season.to_string().into_any());
    }
    Row::new(cells).opens(format!("/visits/{}", visit.visit))
}

/// What they are in a group.
fn duty(leads: bool) -> String {
    if leads { tr!(inspection.leader) } else { tr!(templates.member) }
}
