//! The visits of a plan: unit, group, day, state, notice.

use leptos::prelude::*;

use super::{super::label, conflict_badges, next::manages, record::Acts};
use crate::{
    i18n::tr,
    inspection::{
        model::VisitState,
        plan::{
            model::{PlanPage, VisitOrder, VisitRow},
            rules::{Step, allowed},
        },
    },
    kernel::{actor::Actor, listing::ListOrder, ticked},
    page::{
        ActForm, BriefForm, FormGuard, SortHeads, chosen_columns, form_errors, form_errors_at, take_away, with_query,
    },
    preferences::List,
    ui::{
        Badge, ButtonTone, ChosenRows, Column, HiddenField, LinkButton, Notice, Row, Sheet, Submit, Table, Tick, Tone,
    },
};

/// The list of visits, to which a refusal of what was chosen leads.
const LIST: &str = "f-visits";

/// The form that carries the chosen visits.
const CHOSEN: &str = "chosen-visits";

/// The visits in the order that this word of the address asks for.
pub(super) fn section(page: &PlanPage, sort: &str, actor: &Actor, acts: Acts) -> AnyView {
    let manages = manages(actor);
    let waiting = waiting(page, manages);
    let order = VisitOrder::from_code(sort);
    let (visits, columns) = table(page, order, manages, acts);
    let file = format!("plans/{}/visits", page.plan.plan);
    let actions = match page.visits.is_empty() {
        true => ().into_any(),
        false => view! { <div class="rowf">{columns} {take_away(&sorted_by(page, order), &file)}</div> }.into_any(),
    };
    let note = tr!(document.lines, count = page.visits.len());
    view! {
        {waiting}
        {form_errors(acts.notify, Vec::new())}
        {form_errors_at(acts.notify_chosen, |_| (LIST.to_owned(), Some(tr!(inspection.visits))))}
        <Sheet title=tr!(inspection.visits) note article=tr!(inspection.article_9_2) flush=true actions>
            {visits}
        </Sheet>
    }
    .into_any()
}

/// The plan's page with its visits in this order.
fn sorted_by(page: &PlanPage, order: VisitOrder) -> String {
    with_query(&format!("/plans/{}", page.plan.plan), [("sort", order.code())])
}

fn waiting(page: &PlanPage, manages: bool) -> Option<AnyView> {
    if page.waiting.is_empty() {
        return None;
    }
    let may = manages && allowed(&page.plan, Step::Arrange);
    let units = page.waiting.iter().map(|unit| {
        let href = format!("/plans/{}/units/{}", page.plan.plan, unit.code);
        let arrange = may.then(|| {
            view! { <LinkButton href text=tr!(inspection.arrange) tone=ButtonTone::Secondary small=true /> }
        });
        view! { <li class="rowf">{unit.name.to_string()} " " {arrange}</li> }
    });
    let units = units.collect_view();
    Some(
        view! {
            <Notice tone=Tone::Warn title=tr!(inspection.waiting)>
                <p>{tr!(inspection.waiting_text)}</p>
                <ul>{units}</ul>
            </Notice>
        }
        .into_any(),
    )
}

/// The visits, and the choice of their columns.
fn table(page: &PlanPage, order: VisitOrder, manages: bool, acts: Acts) -> (AnyView, AnyView) {
    let sorts = SortHeads::new(order, |order| sorted_by(page, order));
    let mut head = vec![
        sorts.up(Column::new("unit", tr!(inspection.column_unit)), VisitOrder::Unit),
        sorts.up(Column::new("date", tr!(inspection.column_date)), VisitOrder::Date),
        sorts.up(Column::new("group", tr!(inspection.column_group)), VisitOrder::Group),
        sorts.up(Column::new("state", tr!(inspection.column_state)), VisitOrder::State),
    ];
    if manages {
        head.push(Column::new("acts", tr!(inspection.column_acts)));
    }
    let rows = page.visits.iter().map(|visit| {
        let group = format!("{} {}", label::group(visit.group), visit.leader);
        let badge = view! { <Badge tone=label::visit_tone(visit.state) text=label::visit_state(visit.state) /> };
        let contested =
            visit.contested.then(|| view! { " " <Badge tone=Tone::Warn text=tr!(inspection.visit_contested) /> });
        let conflicts = conflict_badges(visit);
        let mut cells = vec![
            visit.unit_name.to_string().into_any(),
            view! { <span class="nw">{visit.date.to_string()}</span> " " {conflicts} }.into_any(),
            group.into_any(),
            view! { {badge} {contested} }.into_any(),
        ];
        if manages {
            cells.push(row_acts(page, visit, acts));
        }
        Row::new(cells).opens(format!("/visits/{}", visit.visit)).chosen_by(tick(page, visit, manages))
    });
    let rows: Vec<Row> = rows.collect();
    let sends = rows.iter().any(|row| row.tick.is_some());
    let (head, rows, columns) = chosen_columns(List::Visits, head, rows);
    let ticks = if sends { tr!(inspection.choose) } else { String::new() };
    let table = view! { <Table caption=tr!(inspection.visits) head rows empty=tr!(inspection.visits_empty) ticks /> };
    let table = if sends { choosing(page, table.into_any(), acts) } else { table.into_any() };
    (table, columns)
}

/// By what a visit is chosen whose notice can be sent.
fn tick(page: &PlanPage, visit: &VisitRow, manages: bool) -> Option<Tick> {
    (manages && can_be_sent(page, visit)).then(|| Tick {
        form: CHOSEN,
        name: "visits[]",
        value: ticked::written(&visit.visit, visit.version),
        text: tr!(inspection.choose_visit, unit = visit.unit_name.to_string()),
    })
}

/// The visits with the form by which the notices of the chosen ones are sent. It stands under them, for a row has forms of
/// its own.
fn choosing(page: &PlanPage, table: AnyView, acts: Acts) -> AnyView {
    let (action, plan) = (acts.notify_chosen, page.plan.plan.to_string());
    view! {
        <ChosenRows
            id=LIST
            said=|count| tr!(inspection.chosen_count, count = count)
            all=tr!(inspection.choose_all)
            none=tr!(inspection.choose_none)
            table
        >
            <BriefForm action id=CHOSEN>
                <FormGuard action />
                <HiddenField name="plan" value=plan />
                <Submit text=tr!(inspection.send_chosen) tone=ButtonTone::Secondary pending=action.pending() />
            </BriefForm>
        </ChosenRows>
    }
    .into_any()
}

fn can_be_sent(page: &PlanPage, visit: &VisitRow) -> bool {
    visit.state == VisitState::Scheduled && allowed(&page.plan, Step::Notify)
}

fn row_acts(page: &PlanPage, visit: &VisitRow, acts: Acts) -> AnyView {
    let arrange = (visit.movable && allowed(&page.plan, Step::Arrange)).then(|| {
        let href = format!("/plans/{}/units/{}", visit.plan, visit.unit);
        view! { <LinkButton href text=tr!(inspection.change) tone=ButtonTone::Quiet small=true /> }
    });
    let notice = visit.noticed.then(|| {
        let href = format!("/visits/{}/notice", visit.visit);
        view! { <LinkButton href text=tr!(inspection.see_notice) tone=ButtonTone::Quiet small=true /> }
    });
    let send = can_be_sent(page, visit).then(|| send(page, visit, acts));
    view! { <div class="rowf">{send} {arrange} {notice}</div> }.into_any()
}

/// Refusals are told once above the table.
fn send(page: &PlanPage, visit: &VisitRow, acts: Acts) -> AnyView {
    let (action, id, seen) = (acts.notify, page.plan.plan.to_string(), Signal::stored(page.plan.version));
    let visit = visit.visit.to_string();
    view! {
        <ActForm action>
            <FormGuard action seen />
            <HiddenField name="plan" value=id />
            <HiddenField name="visit" value=visit />
            <Submit text=tr!(inspection.send_one) tone=ButtonTone::Quiet small=true pending=action.pending() />
        </ActForm>
    }
    .into_any()
}
