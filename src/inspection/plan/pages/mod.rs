//! The screens of planning: the plans, a plan, its draw, a unit's arrangement, the calendar, the notice.

/// The page on which a unit gets its group and day.
mod arrange;
/// The month and the week of visits.
mod calendar;
/// When each part of a plan takes place, as a drawing.
mod course;
/// The form of a draft.
mod draft;
/// The draw before the room.
mod draw;
/// The groups of a plan, with their recusals explained.
mod groups;
/// The list of plans.
mod list;
/// The one act that comes next.
mod next;
/// The written notice as a document.
mod notice;
/// The record page of a plan.
mod record;
/// What was done with a plan, and by whom.
mod story;
/// The visits of a plan.
mod visits;

pub use arrange::ArrangeVisitPage;
pub use calendar::VisitCalendarPage;
pub use draft::{EditPlanPage, NewPlanPage};
pub use draw::DrawCeremonyPage;
pub use list::PlansPage;
pub use notice::NoticeDocumentPage;
pub use record::PlanRecordPage;

use leptos::prelude::*;

use super::label;
use crate::{
    inspection::plan::{
        model::{Conflict, PlanPage, VisitRow},
        rules::withdrawn_units,
    },
    kernel::ids::PlanId,
    page::{ActForm, FormGuard, Sent, form_errors},
    ui::{Badge, HiddenField, Tone, in_sight},
};

/// What stands by now against a visit, a badge for each.
fn conflict_badges(visit: &VisitRow) -> AnyView {
    let badge = |conflict: &Conflict| view! { <Badge tone=Tone::Stop text=label::conflict(conflict) /> " " };
    visit.conflicts.iter().map(badge).collect_view().into_any()
}

/// How many units were withdrawn from a plan without a substitute, and their names; `None` where none was.
fn withdrawn(page: &PlanPage) -> Option<(usize, String)> {
    let units = withdrawn_units(&page.plan);
    let names = units.iter().map(|code| page.names.get(code.as_str()).cloned().unwrap_or_else(|| code.to_string()));
    (!units.is_empty()).then(|| (units.len(), label::listed(names)))
}

/// A form that does something with a plan as it was shown: what is told above the fields, the fields, and the button.
fn plan_form(
    action: Sent,
    plan: &PlanId,
    version: u32,
    labels: Vec<(&'static str, String)>,
    fields: AnyView,
    button: AnyView,
) -> AnyView {
    form_with(action, plan, version, labels, fields, view! { <div class="acts">{button}</div> }.into_any())
}

/// As [`plan_form`], for the one act that the page is for: on a narrow screen its button stays in sight.
fn foremost_form(
    action: Sent,
    plan: &PlanId,
    version: u32,
    labels: Vec<(&'static str, String)>,
    fields: AnyView,
    button: AnyView,
) -> AnyView {
    form_with(action, plan, version, labels, fields, in_sight(button))
}

fn form_with(
    action: Sent,
    plan: &PlanId,
    version: u32,
    labels: Vec<(&'static str, String)>,
    fields: AnyView,
    acts: AnyView,
) -> AnyView {
    let (plan, seen) = (plan.to_string(), Signal::stored(version));
    view! {
        <ActForm action class="stack">
            <FormGuard action seen />
            {form_errors(action, labels)}
            <HiddenField name="plan" value=plan />
            {fields}
            {acts}
        </ActForm>
    }
    .into_any()
}
