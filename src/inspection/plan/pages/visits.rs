//! The visits of a plan: unit, group, day, state, notice.

use leptos::prelude::*;

use super::{super::label, next::manages, record::Acts};
use crate::{
    i18n::tr,
    inspection::{
        model::VisitState,
        plan::{
            model::{PlanPage, VisitRow},
            rules::{Step, allowed},
        },
    },
    kernel::actor::Actor,
    page::{ActForm, FormGuard, chosen_columns, form_errors, take_away},
    preferences::List,
    ui::{Badge, ButtonTone, Column, HiddenField, LinkButton, Notice, Row, Sheet, Submit, Table, Tone},
};

pub(super) fn section(page: &PlanPage, actor: &Actor, acts: Acts) -> AnyView {
    let manages = manages(actor);
    let waiting = waiting(page, manages);
    let (visits, columns) = table(page, manages, acts);
    let file = format!("plans/{}/visits", page.plan.plan);
    let actions = match page.visits.is_empty() {
        true => ().into_any(),
        false => view! { <div class="rowf">{columns} {take_away("", &file)}</div> }.into_any(),
    };
    view! {
        {waiting}
        {form_errors(acts.notify, Vec::new())}
        <Sheet title=tr!(inspection.visits) article=tr!(inspection.article_9_2) flush=true actions>
            {visits}
        </Sheet>
    }
    .into_any()
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
fn table(page: &PlanPage, manages: bool, acts: Acts) -> (AnyView, AnyView) {
    let mut head = vec![
        Column::new("unit", tr!(inspection.column_unit)),
        Column::new("date", tr!(inspection.column_date)),
        Column::new("group", tr!(inspection.column_group)),
        Column::new("state", tr!(inspection.column_state)),
    ];
    if manages {
        head.push(Column::new("acts", tr!(inspection.column_acts)));
    }
    let rows = page.visits.iter().map(|visit| {
        let group = format!("{} {}", label::group(visit.group), visit.leader);
        let badge = view! { <Badge tone=label::visit_tone(visit.state) text=label::visit_state(visit.state) /> };
        let off = visit.day_off.as_ref().map(|day| view! { <Badge tone=Tone::Stop text=label::day_off(day) /> });
        let mut cells = vec![
            visit.unit_name.to_string().into_any(),
            view! { {visit.date.to_string()} " " {off} }.into_any(),
            group.into_any(),
            badge.into_any(),
        ];
        if manages {
            cells.push(row_acts(page, visit, acts));
        }
        Row::new(cells).opens(format!("/visits/{}", visit.visit))
    });
    let (head, rows, columns) = chosen_columns(List::Visits, head, rows.collect());
    let table = view! { <Table caption=tr!(inspection.visits) head rows empty=tr!(inspection.visits_empty) /> };
    (table.into_any(), columns)
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
    let send =
        (visit.state == VisitState::Scheduled && allowed(&page.plan, Step::Notify)).then(|| send(page, visit, acts));
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
