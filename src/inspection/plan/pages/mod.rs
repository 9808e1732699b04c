//! The screens of planning: the plans, a plan, its draw, a unit's arrangement, the calendar, the notice.

/// A form that does something with a plan: its action, the plan's id and version, what is told above the fields, the
/// fields, and the button. It is a macro, for the bounds of `ActionForm` cannot be named by a function of ours.
macro_rules! plan_form {
    ($action:expr, $id:expr, $version:expr, $labels:expr, $fields:expr, $button:expr) => {{
        let (action, id, seen) = ($action, $id.to_string(), leptos::prelude::Signal::stored($version));
        let (labels, fields, button) = ($labels, $fields, $button);
        leptos::prelude::view! {
            <ActionForm action attr:class="stack">
                <FormGuard action seen />
                {form_errors(action, labels)}
                <HiddenField name="plan" value=id />
                {fields}
                <div class="acts">{button}</div>
            </ActionForm>
        }
        .into_any()
    }};
}

/// The page on which a unit gets its group and day.
mod arrange;
/// The month and the week of visits.
mod calendar;
/// The form of a draft.
mod draft;
/// The draw before the room.
mod draw;
/// The groups of a plan, with their recusals explained.
mod groups;
/// Names of states and kinds, and sentences that several pages say.
mod label;
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
