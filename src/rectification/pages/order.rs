//! Findings come into the ledger, and several entries are ordered at once.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    super::{
        api::{self, OpenVisit, OpenVisits, OrderEntries},
        label,
        model::{OrderPage as Model, OrderRow, WaitingVisit},
    },
    crumbs,
};
use crate::{
    i18n::tr,
    kernel::{text::Note, ticked},
    page::{
        Act, ActForm, BriefForm, FormGuard, Title, field_error, form_errors, load, loaded_page, moment_of_day,
        successes,
    },
    ui::{
        ButtonTone, ChosenRows, Column, EmptyState, HiddenField, Moment, Notice, PageHeader, Row, Sheet, Submit, Table,
        TextArea, TextField, Tick, Tone,
    },
    words,
};

/// The list of entries, to which a refusal of what was chosen leads.
const LIST: &str = "f-entries";

/// Everything that this page can change.
#[derive(Clone, Copy)]
struct Acts {
    open: Act<OpenVisit>,
    open_all: Act<OpenVisits>,
    order: Act<OrderEntries>,
}

/// The order for several entries (Art. 13).
#[component]
pub fn OrderPage() -> impl IntoView {
    let acts = Acts { open: Act::new(), open_all: Act::new(), order: Act::new() };
    let query = use_query_map();
    let visit = move || query.with(|query| query.get("visit").unwrap_or_default());
    let done = successes([acts.open.into(), acts.open_all.into(), acts.order.into()]);
    let page = load(move || (visit(), done.get()), |(visit, _)| api::orders(visit));
    view! {
        <Title text=tr!(rectification.order_title) />
        {loaded_page(page, move |page| content(page, acts))}
    }
}

fn content(page: Model, acts: Acts) -> AnyView {
    let Acts { open, open_all, order } = acts;
    let narrowed = page.visit.as_ref().map(ToString::to_string);
    let visits = (!page.visits.is_empty()).then(|| waiting(page.visits.clone(), page.waiting, acts));
    let nothing = page.rows.is_empty() && page.visits.is_empty();
    let orders = if nothing {
        let text =
            if narrowed.is_some() { tr!(rectification.visit_empty) } else { tr!(rectification.order_empty_text) };
        view! { <EmptyState title=tr!(rectification.order_empty_title) text>{open_this(narrowed, open)}</EmptyState> }
            .into_any()
    } else if page.rows.is_empty() {
        ().into_any()
    } else {
        order_form(page, order)
    };
    view! {
        <PageHeader
            title=tr!(rectification.order_title)
            crumbs=crumbs(Some(tr!(rectification.order_title)))
            crumbs_label=tr!(ui.breadcrumbs)
            turn=tr!(rectification.order_turn)
            badge=view! { <span class="art">{tr!(rectification.article_13)}</span> }.into_any()
        />
        <div class="stack">{form_errors(open, Vec::new())} {form_errors(open_all, Vec::new())} {visits} {orders}</div>
    }
    .into_any()
}

/// Opens the one visit that the address names.
fn open_this(visit: Option<String>, action: Act<OpenVisit>) -> AnyView {
    let Some(visit) = visit else { return ().into_any() };
    open_form(visit, action)
}

fn open_form(visit: String, action: Act<OpenVisit>) -> AnyView {
    view! {
        <ActForm action=action>
            <FormGuard action />
            <HiddenField name="visit" value=visit />
            <Submit
                text=tr!(rectification.act_open)
                tone=ButtonTone::Secondary
                small=true
                pending=action.pending()
            />
        </ActForm>
    }
    .into_any()
}

/// Enters the findings of all visits that wait, where there are several.
fn open_all_form(count: u32, action: Act<OpenVisits>) -> AnyView {
    if count < 2 {
        return ().into_any();
    }
    let text = tr!(rectification.act_open_all, count = count);
    view! {
        <BriefForm action>
            <FormGuard action />
            <Submit text tone=ButtonTone::Secondary small=true pending=action.pending() />
        </BriefForm>
    }
    .into_any()
}

fn waiting(visits: Vec<WaitingVisit>, count: u32, acts: Acts) -> AnyView {
    let head = vec![
        Column::new("unit", tr!(rectification.unit)),
        Column::new("date", tr!(rectification.visited_on)),
        Column::numeric("findings", tr!(rectification.findings)),
        Column::new("acts", tr!(rectification.acts)),
    ];
    let row = |visit: WaitingVisit| {
        let id = visit.visit.to_string();
        let address = format!("/visits/{id}");
        Row::new(vec![
            visit.unit_name.to_string().into_any(),
            view! { <Moment when=moment_of_day(visit.date) dense=true /> }.into_any(),
            visit.findings.into_any(),
            open_form(id, acts.open),
        ])
        .opens(address)
    };
    let rows: Vec<Row> = visits.into_iter().map(row).collect();
    let actions = open_all_form(count, acts.open_all);
    view! {
        <Sheet title=tr!(rectification.waiting_visits) note=tr!(rectification.waiting_note) flush=true actions>
            <Table caption=tr!(rectification.waiting_visits) head rows />
        </Sheet>
    }
    .into_any()
}

fn order_form(page: Model, action: Act<OrderEntries>) -> AnyView {
    let labels = vec![
        ("entries", tr!(rectification.entries)),
        ("due", tr!(rectification.due)),
        ("text", tr!(rectification.order_text)),
    ];
    let rows: Vec<Row> = page.rows.iter().map(row).collect();
    let head = vec![
        Column::new("entry", tr!(rectification.finding)),
        Column::new("unit", tr!(rectification.unit)),
        Column::new("area", tr!(rectification.area)),
        Column::new("severity", tr!(rectification.severity)),
        Column::new("term", tr!(rectification.default_term)),
    ];
    let table = view! { <Table caption=tr!(rectification.entries) head rows ticks=tr!(rectification.choose) /> };
    let table = table.into_any();
    let years = words::unlisted_years_of_due(&page.unlisted_years).map(|text| {
        view! {
            <Notice tone=Tone::Warn>
                <p>{text}</p>
            </Notice>
        }
    });
    view! {
        <Sheet title=tr!(rectification.order_several) article=tr!(rectification.article_13)>
            <ActForm action=action class="stack" says_kept=true>
                <FormGuard action />
                {form_errors(action, labels)}
                <ChosenRows
                    id=LIST
                    said=|count| tr!(rectification.chosen_count, count = count)
                    all=tr!(rectification.choose_all_orders)
                    none=tr!(rectification.choose_none)
                    table
                >
                    <span class="sm dim">{tr!(rectification.entries_help)}</span>
                </ChosenRows>
                <TextField
                    label=tr!(rectification.due)
                    name="due"
                    kind="date"
                    min=page.today.to_string()
                    mark=tr!(ui.optional)
                    help=tr!(rectification.due_defaults)
                    error=field_error(action, "due")
                />
                {years}
                <TextArea
                    label=tr!(rectification.order_text)
                    name="text"
                    value=tr!(rectification.order_text_default)
                    help=tr!(rectification.order_text_help)
                    maxlength=Note::MOST
                    required=true
                    error=field_error(action, "text")
                />
                <div class="acts">
                    <Submit text=tr!(rectification.act_order) pending=action.pending() />
                </div>
            </ActForm>
        </Sheet>
    }
    .into_any()
}

fn row(row: &OrderRow) -> Row {
    let (entry, title, unit) = (row.entry.to_string(), row.title.to_string(), row.unit_name.to_string());
    let tick = Tick {
        form: "",
        name: "entries[]",
        value: ticked::written(&row.entry, row.seen),
        text: tr!(rectification.choose_entry, title = title.clone(), unit = unit.clone()),
    };
    let address = format!("/ledger/{entry}");
    let finding = view! {
        {title}
        <span class="sub code">{entry}</span>
    };
    Row::new(vec![
        finding.into_any(),
        unit.into_any(),
        words::area(row.area).into_any(),
        label::severity(row.severity).into_any(),
        tr!(rectification.default_term_until, days = row.default_days, due = row.default_due).into_any(),
    ])
    .opens(address)
    .chosen_by(Some(tick))
}
