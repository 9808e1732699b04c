//! Whose turn it is, and the one act that comes next.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{foremost_form, plan_form, record::Acts, withdrawn};
use crate::{
    i18n::tr,
    inspection::{
        model::{PlanState, VisitState},
        plan::{
            model::PlanPage,
            rules::{Step, allowed, is_returned, lacks_training},
        },
    },
    kernel::{
        actor::Actor,
        permit::{Action, Subject, allows},
    },
    page::{ReasonDialog, field_error},
    ui::{ButtonTone, Dialog, HiddenField, LinkButton, Notice, Sheet, Submit, TextArea, TextField, Tone, in_sight},
    words,
};

/// Whether the establishment office looks at the page.
pub(super) fn manages(actor: &Actor) -> bool {
    allows(actor, Action::ManagePlan, Subject::DISTRICT)
}

fn decides(actor: &Actor) -> bool {
    allows(actor, Action::ApprovePlan, Subject::DISTRICT)
}

/// How many visits await their notice.
fn unsent(page: &PlanPage) -> usize {
    page.visits.iter().filter(|visit| visit.state == VisitState::Scheduled).count()
}

/// One sentence: whose turn it is, until when.
pub(super) fn turn(page: &PlanPage, actor: &Actor) -> String {
    let plan = &page.plan;
    match plan.state {
        PlanState::Draft if is_returned(plan) => tr!(inspection.turn_returned),
        PlanState::Draft if decides(actor) => tr!(inspection.turn_draft_leader),
        PlanState::Draft => tr!(inspection.turn_draft),
        PlanState::Approved if plan.commitment.is_some() => tr!(inspection.turn_sealed),
        PlanState::Approved if plan.groups.is_empty() => tr!(inspection.turn_groups),
        PlanState::Approved => tr!(inspection.turn_prepare),
        PlanState::Drawn | PlanState::Running if page.may_report => tr!(inspection.turn_report),
        PlanState::Drawn | PlanState::Running if page.is_overrun && page.later_ends.is_none() => {
            tr!(inspection.turn_overrun_spent, to = plan.to)
        }
        PlanState::Drawn | PlanState::Running if page.is_overrun && decides(actor) => {
            tr!(inspection.turn_overrun_leader, to = plan.to)
        }
        PlanState::Drawn | PlanState::Running if page.is_overrun => tr!(inspection.turn_overrun, to = plan.to),
        PlanState::Drawn | PlanState::Running if !page.waiting.is_empty() => {
            tr!(inspection.turn_waiting, count = words::units(page.waiting.len()))
        }
        PlanState::Drawn | PlanState::Running if unsent(page) > 0 && lacks_training(plan) => {
            tr!(inspection.turn_training)
        }
        PlanState::Drawn | PlanState::Running if unsent(page) == 1 => tr!(inspection.turn_notices_one),
        PlanState::Drawn | PlanState::Running if unsent(page) > 0 => {
            tr!(inspection.turn_notices, count = unsent(page))
        }
        PlanState::Drawn | PlanState::Running if page.working_days_left <= 0 => {
            tr!(inspection.turn_running_last, to = plan.to)
        }
        PlanState::Drawn | PlanState::Running => {
            tr!(inspection.turn_running, to = plan.to, days = words::working_days(page.working_days_left))
        }
        PlanState::Reported if page.unanswered > 0 => {
            tr!(inspection.turn_unanswered, count = words::units(page.unanswered))
        }
        PlanState::Reported => tr!(inspection.turn_reported),
        PlanState::Closed => tr!(inspection.turn_closed),
        PlanState::Cancelled => {
            let reason = plan.cancelled_because.as_ref().map(ToString::to_string).unwrap_or_default();
            tr!(inspection.turn_cancelled, reason = reason)
        }
    }
}

/// The sheet with the next step. What is offered is exactly what the server would accept.
pub(super) fn section(page: &PlanPage, actor: &Actor, acts: Acts) -> AnyView {
    let content = act(page, actor, acts);
    let returned = page.plan.returned.as_ref().filter(|_| page.plan.state == PlanState::Draft).map(|remark| {
        let text = remark.text.to_string();
        view! {
            <Notice tone=Tone::Warn title=tr!(inspection.returned_title)>
                <p>{text}</p>
            </Notice>
        }
    });
    view! {
        <Sheet title=tr!(inspection.next_step) class="next">
            <div class="stack">{returned} {content}</div>
        </Sheet>
    }
    .into_any()
}

fn act(page: &PlanPage, actor: &Actor, acts: Acts) -> AnyView {
    let plan = &page.plan;
    let draw = format!("/plans/{}/draw", plan.plan);
    match plan.state {
        PlanState::Draft if decides(actor) => decide(page, acts),
        PlanState::Draft if manages(actor) => {
            let href = format!("/plans/{}/edit", plan.plan);
            let link = view! { <LinkButton href text=tr!(inspection.edit) icon="edit" tone=ButtonTone::Primary /> };
            in_sight(link.into_any())
        }
        PlanState::Approved if manages(actor) && plan.groups.is_empty() => {
            let text = tr!(inspection.go_group);
            in_sight(view! { <LinkButton href="#groups" text tone=ButtonTone::Primary external=true /> }.into_any())
        }
        PlanState::Approved if manages(actor) => {
            let text = tr!(inspection.go_draw);
            in_sight(view! { <LinkButton href=draw text icon="dice" tone=ButtonTone::Primary /> }.into_any())
        }
        PlanState::Drawn | PlanState::Running if manages(actor) => {
            let content = after_draw(page, acts);
            view! {
                {content}
                <LinkButton href=draw text=tr!(inspection.see_draw) />
            }
            .into_any()
        }
        PlanState::Reported if manages(actor) && page.unanswered > 0 => {
            let text = tr!(errors.feedback_missing, visits = words::units(page.unanswered));
            view! { <p class="soft">{text}</p> }.into_any()
        }
        PlanState::Reported if manages(actor) => {
            let button = view! { <Submit text=tr!(inspection.close) pending=acts.close.pending() /> };
            foremost_form(acts.close.into(), &plan.plan, plan.version, Vec::new(), ().into_any(), button.into_any())
        }
        PlanState::Draft | PlanState::Approved | PlanState::Closed | PlanState::Cancelled => idle(page, &draw),
        PlanState::Drawn | PlanState::Running | PlanState::Reported => idle(page, &draw),
    }
}

fn idle(page: &PlanPage, draw: &str) -> AnyView {
    let drawn = page.plan.draw.is_some() || page.plan.commitment.is_some();
    let link = drawn.then(|| view! { <LinkButton href=draw text=tr!(inspection.see_draw) /> });
    view! {
        <p class="soft">{tr!(inspection.nothing_for_you)}</p>
        {link}
    }
    .into_any()
}

fn decide(page: &PlanPage, acts: Acts) -> AnyView {
    let plan = &page.plan;
    let approve = view! { <Submit text=tr!(inspection.approve) icon="check" pending=acts.approve.pending() /> };
    let approve =
        foremost_form(acts.approve.into(), &plan.plan, plan.version, Vec::new(), ().into_any(), approve.into_any());
    let error = field_error(acts.return_draft, "text");
    let fields = view! { <TextArea label=tr!(inspection.return_text) name="text" error required=true /> };
    let send = view! {
        <Submit text=tr!(inspection.return_draft) tone=ButtonTone::Secondary pending=acts.return_draft.pending() />
    };
    let labels = vec![("text", tr!(inspection.return_text))];
    let back =
        plan_form(acts.return_draft.into(), &plan.plan, plan.version, labels, fields.into_any(), send.into_any());
    view! {
        {approve}
        <details class="acc">
            <summary>{tr!(inspection.return_draft)}</summary>
            {back}
        </details>
    }
    .into_any()
}

fn after_draw(page: &PlanPage, acts: Acts) -> AnyView {
    let plan = &page.plan;
    let count = unsent(page);
    if page.may_report {
        let error = field_error(acts.report, "summary");
        let withdrawn = withdrawn(page).map(|(count, units)| {
            let text = tr!(inspection.report_withdrawn, count = words::units(count), units = units);
            view! { <p class="sm">{text}</p> }
        });
        let fields = view! {
            {withdrawn}
            <TextArea label=tr!(inspection.report_summary) name="summary" rows=8 error required=true />
        };
        let button = view! { <Submit text=tr!(inspection.report) pending=acts.report.pending() /> };
        let labels = vec![("summary", tr!(inspection.report_summary))];
        return foremost_form(
            acts.report.into(),
            &plan.plan,
            plan.version,
            labels,
            fields.into_any(),
            button.into_any(),
        );
    }
    if count > 0 && lacks_training(plan) {
        let text = tr!(inspection.training);
        let link = view! { <LinkButton href="#f-training" text tone=ButtonTone::Primary external=true /> };
        return view! {
            <p class="soft">{tr!(errors.training_missing)}</p>
            {in_sight(link.into_any())}
        }
        .into_any();
    }
    if count > 0 && allowed(plan, Step::Notify) {
        let text = tr!(inspection.send_all, count = count);
        let button = view! { <Submit text icon="bell" pending=acts.notify.pending() /> };
        return foremost_form(
            acts.notify.into(),
            &plan.plan,
            plan.version,
            Vec::new(),
            ().into_any(),
            button.into_any(),
        );
    }
    view! { <p class="soft">{tr!(inspection.nothing_for_you)}</p> }.into_any()
}

/// Acts that cannot be undone, each behind a second step.
pub(super) fn grave(page: &PlanPage, actor: &Actor, acts: Acts) -> AnyView {
    if let Some(ends) = page.later_ends.filter(|_| decides(actor)) {
        return view! { <div class="rowf no-print">{extend(page, acts, ends)}</div> }.into_any();
    }
    if !manages(actor) {
        return ().into_any();
    }
    let redraw = page.may_redraw.then(|| redraw(page, acts));
    let cancel = allowed(&page.plan, Step::Cancel).then(|| cancel(page, acts));
    view! { <div class="rowf no-print">{redraw} {cancel}</div> }.into_any()
}

fn redraw(page: &PlanPage, acts: Acts) -> AnyView {
    let plan = page.plan.plan.to_string();
    view! {
        <ReasonDialog
            action=acts.redraw
            seen=page.plan.version
            id="redraw"
            title=tr!(inspection.redraw_title)
            open_text=tr!(inspection.redraw_title)
            act=tr!(inspection.redraw)
            label=tr!(inspection.reason)
        >
            <HiddenField name="plan" value=plan />
            <p class="sm">{tr!(inspection.redraw_text)}</p>
        </ReasonDialog>
    }
    .into_any()
}

fn extend(page: &PlanPage, acts: Acts, (earliest, latest): (NaiveDate, NaiveDate)) -> AnyView {
    let (action, plan) = (acts.extend, &page.plan);
    let fields = view! {
        <p class="sm">{tr!(inspection.extend_text, to = plan.to)}</p>
        <TextField
            label=tr!(inspection.extend_to)
            name="to"
            id="f-to-extend"
            kind="date"
            min=earliest.to_string()
            max=latest.to_string()
            error=field_error(action, "to")
            required=true
        />
        <TextArea
            label=tr!(inspection.reason)
            name="reason"
            id="f-reason-extend"
            error=field_error(action, "reason")
            required=true
        />
    };
    let button = view! { <Submit text=tr!(inspection.extend) pending=action.pending() /> };
    let labels = [vec![("to", tr!(inspection.extend_to))], labels_of_reason()].concat();
    let form = plan_form(action.into(), &plan.plan, plan.version, labels, fields.into_any(), button.into_any());
    view! {
        <Dialog
            id="extend-plan"
            title=tr!(inspection.extend)
            open_text=tr!(inspection.extend)
            close_text=tr!(ui.close_dialog)
        >
            {form}
        </Dialog>
    }
    .into_any()
}

fn cancel(page: &PlanPage, acts: Acts) -> AnyView {
    let plan = page.plan.plan.to_string();
    view! {
        <ReasonDialog
            action=acts.cancel
            seen=page.plan.version
            id="cancel-plan"
            title=tr!(inspection.cancel_title)
            open_text=tr!(inspection.cancel_title)
            act=tr!(inspection.cancel)
            label=tr!(inspection.reason)
        >
            <HiddenField name="plan" value=plan />
            <p class="sm">{tr!(inspection.cancel_text)}</p>
        </ReasonDialog>
    }
    .into_any()
}

pub(super) fn labels_of_reason() -> Vec<(&'static str, String)> {
    vec![("reason", tr!(inspection.reason))]
}
