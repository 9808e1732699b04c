//! The one act that the page is for, and whose turn it is.

use leptos::prelude::*;

use super::{feedback::contested, labels, record::Acts};
use crate::{
    i18n::tr,
    inspection::{
        model::{Visit, VisitState},
        plan::{
            label::{person, recused_notice},
            model::RecusalLine,
        },
        visit::{
            model::{Scorer, VisitPage},
            rules::{self, VisitStep},
        },
    },
    kernel::{actor::Actor, text::Note},
    page::{ActForm, FormGuard, ReasonDialog, field_error, form_errors, form_errors_at},
    ui::{
        ButtonTone, Choice, Clock, Dialog, HiddenField, Icon, LinkButton, Notice, SelectField, Sheet, Submit, TextArea,
        Tone, in_sight,
    },
    words,
};

/// A form that needs nothing but the press of its button. A macro, for the bounds of a function over every server
/// function would be longer than all forms together.
macro_rules! plain {
    ($page:expr, $action:expr, $step:expr) => {{
        let (action, id) = ($action, $page.visit.visit.to_string());
        let seen = Signal::stored($page.visit.version);
        let button = view! { <Submit text=labels::act($step) tone=ButtonTone::Primary pending=action.pending() /> };
        view! {
            <ActForm action class="stack">
                <FormGuard action seen />
                {form_errors(action, vec![("date", tr!(visit.fact_date))])}
                <HiddenField name="visit" value=id />
                {in_sight(button.into_any())}
            </ActForm>
        }
        .into_any()
    }};
}

/// Whose turn it is, in one sentence.
pub(super) fn turn(page: &VisitPage, actor: &Actor) -> String {
    let visit = &page.visit;
    if let Some(withdrawn) = &visit.withdrawn {
        return tr!(visit.turn_withdrawn, reason = withdrawn.text.to_string());
    }
    if page.leader_is_recused {
        return tr!(visit.turn_appoint, name = page.name_of(&visit.leader));
    }
    let (date, group, days) = (visit.date, visit.group, words::working_days(page.days_left));
    match visit.state {
        VisitState::Scheduled => tr!(visit.turn_scheduled, date = date),
        VisitState::Notified if page.days_left == 0 => {
            tr!(visit.turn_notified_due, unit = visit.unit_name.to_string(), date = date)
        }
        VisitState::Notified => {
            tr!(visit.turn_notified, unit = visit.unit_name.to_string(), date = date, days = days)
        }
        VisitState::Received if page.days_left == 0 => tr!(visit.turn_received_due, group = group, date = date),
        VisitState::Received => tr!(visit.turn_received, group = group, date = date, days = days),
        VisitState::OnSite if actor.role.is_of_unit() => tr!(visit.turn_on_site_unit, group = group),
        VisitState::OnSite => match rules::missing_steps(visit).len() {
            0 => tr!(visit.turn_on_site_ready, group = group),
            missing => tr!(visit.turn_on_site, group = group, missing = missing),
        },
        VisitState::FedBack if rules::is_open(visit, VisitStep::Reconcile) => tr!(visit.turn_reconcile),
        VisitState::FedBack => tr!(visit.turn_fed_back, group = group),
        VisitState::Scored => tr!(visit.turn_scored),
        VisitState::Locked => tr!(visit.turn_locked),
        VisitState::Answered => tr!(visit.turn_answered),
    }
}

/// The next step as the one primary act, and what is needed for it.
pub(super) fn sheet(page: &VisitPage, actor: &Actor, acts: Acts) -> AnyView {
    let visit = &page.visit;
    let foremost = rules::foremost(actor, visit, page.today);
    let first = foremost.or(page.leader_is_recused.then_some(VisitStep::Appoint));
    let title = first.map_or_else(|| tr!(visit.next_none), |step| tr!(visit.next_step, act = labels::act(step)));
    let act = foremost.map(|step| primary(page, step, acts));
    let score = (foremost != Some(VisitStep::Score)).then(|| score_link(page, actor, foremost));
    let close = rules::may(actor, visit, VisitStep::CloseEntry).then(|| close_entry(page, acts));
    let appoint = rules::may(actor, visit, VisitStep::Appoint).then(|| appoint(page, acts));
    let needed = vec![
        recused(visit, page.recused.as_ref()),
        leader_recused(page),
        clock(page),
        needs(page, actor),
        needs_for_lock(page, actor),
        scorers(page),
    ];
    let turn = turn(page, actor);
    view! {
        <Sheet title class="next" id="next">
            {needed}
            <p class="sm soft">{turn}</p>
            <div class="acts">{act} {score} {close} {appoint}</div>
        </Sheet>
    }
    .into_any()
}

/// Why somebody of the group takes no part in it any more; nothing where they do.
pub(super) fn recused(visit: &Visit, line: Option<&RecusalLine>) -> AnyView {
    let Some(line) = line else { return ().into_any() };
    let unit = visit.unit_name.to_string();
    // Nobody of the group stands in for its leader, unless the office appoints them.
    let is_leader = line.inspector == visit.leader;
    let named = unit.clone();
    let text = if is_leader { tr!(visit.recused_leader, unit = named) } else { tr!(visit.recused_text, unit = named) };
    recused_notice(line, &unit, text)
}

/// That the leader cannot go on, for whoever appoints another.
fn leader_recused(page: &VisitPage) -> AnyView {
    if !page.leader_is_recused {
        return ().into_any();
    }
    let name = page.name_of(&page.visit.leader);
    view! {
        <Notice tone=Tone::Warn title=tr!(visit.leader_recused, name = name)>
            <p>{tr!(visit.leader_recused_text)}</p>
        </Notice>
    }
    .into_any()
}

/// Working days until the visit.
fn clock(page: &VisitPage) -> AnyView {
    let (left, total) = (page.days_left, page.days_of_notice);
    if left == 0 || total == 0 || page.visit.state >= VisitState::OnSite {
        return ().into_any();
    }
    view! { <Clock used=total - left total text=tr!(visit.days_left, days = words::working_days(left)) soon=left <= 3 /> }.into_any()
}

/// The form or the link of the act.
fn primary(page: &VisitPage, step: VisitStep, acts: Acts) -> AnyView {
    let id = page.visit.visit.to_string();
    let link = |href: String| {
        in_sight(view! { <LinkButton href text=labels::act(step) tone=ButtonTone::Primary /> }.into_any())
    };
    // A place of this page: the browser goes there, and takes the focus along.
    let place = |href: &'static str| {
        let link = view! { <LinkButton href text=labels::act(step) tone=ButtonTone::Primary external=true /> };
        in_sight(link.into_any())
    };
    match step {
        VisitStep::Receive => plain!(page, acts.receive, step),
        VisitStep::Start => plain!(page, acts.start, step),
        // What the findings lack stands above, and the server would refuse.
        VisitStep::Lock if rules::check_findings(&page.visit).is_err() => ().into_any(),
        VisitStep::Lock => in_sight(lock(page, acts)),
        VisitStep::Record => {
            let first = rules::missing_steps(&page.visit).first().map(|gap| gap.code()).unwrap_or_default();
            link(format!("?step={first}#record"))
        }
        VisitStep::GiveFeedback | VisitStep::Acknowledge => place("#oral"),
        VisitStep::Answer => place("#written"),
        VisitStep::Score | VisitStep::Reconcile | VisitStep::CloseEntry => link(format!("/visits/{id}/score")),
        VisitStep::Note => place("#findings"),
        VisitStep::Move | VisitStep::Notify => link(format!("/plans/{}", page.visit.plan)),
        VisitStep::Appoint => place("#next"),
    }
}

/// Locking cannot be undone, so a second step stands before it.
fn lock(page: &VisitPage, acts: Acts) -> AnyView {
    let (action, id, seen) = (acts.lock, page.visit.visit.to_string(), Signal::stored(page.visit.version));
    let unheard = page.visit.oral_feedback.as_ref().is_some_and(|given| given.acknowledged.is_none()).then(|| {
        view! {
            <Notice tone=Tone::Warn title=tr!(visit.not_acknowledged)>
                <p>{tr!(visit.lock_unacknowledged)}</p>
            </Notice>
        }
    });
    let contested = contested(page, tr!(visit.lock_contested));
    view! {
        <Dialog
            id="lock"
            title=tr!(visit.act_lock)
            open_text=tr!(visit.act_lock)
            tone=ButtonTone::Primary
            close_text=tr!(ui.close_dialog)
        >
            <p>{tr!(visit.lock_warning)}</p>
            {unheard}
            {contested}
            <ActForm action class="stack">
                <FormGuard action seen />
                {form_errors_at(action, |field| (finding_address(field), None))}
                <HiddenField name="visit" value=id />
                <Submit text=labels::act(VisitStep::Lock) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        </Dialog>
    }
    .into_any()
}

/// Where the finding is changed that a fault's field `findings[…]` names.
fn finding_address(field: &str) -> String {
    let number = field.trim_start_matches("findings[").trim_end_matches(']');
    format!("?finding={number}#finding-form")
}

/// The link to the sheet for whoever may see one.
fn score_link(page: &VisitPage, actor: &Actor, foremost: Option<VisitStep>) -> AnyView {
    let visit = &page.visit;
    let scores = rules::may(actor, visit, VisitStep::Score);
    let sees = !actor.role.is_of_unit() && visit.state >= VisitState::OnSite;
    if foremost == Some(VisitStep::Reconcile) || !(scores || sees) {
        return ().into_any();
    }
    let text = if scores { tr!(visit.act_score) } else { tr!(visit.see_score) };
    view! { <LinkButton href=format!("/visits/{}/score", visit.visit) text /> }.into_any()
}

/// What the oral feedback still needs, with a link to where it is given.
fn needs(page: &VisitPage, actor: &Actor) -> AnyView {
    if page.visit.state != VisitState::OnSite || !rules::may(actor, &page.visit, VisitStep::Record) {
        return ().into_any();
    }
    let missing = rules::missing_steps(&page.visit);
    if missing.is_empty() {
        return ().into_any();
    }
    let lines = missing.into_iter().map(|gap| {
        let href = format!("?step={}#record", gap.code());
        view! {
            <li class="no">
                <Icon name="plus" />
                <span>{labels::gap(gap)} <a href=href>{tr!(visit.act_record)}</a></span>
            </li>
        }
    });
    view! {
        <h3>{tr!(visit.needs)}</h3>
        <ul class="need">{lines.collect_view()}</ul>
    }
    .into_any()
}

/// The findings that nothing proves, before the leader can lock the score.
fn needs_for_lock(page: &VisitPage, actor: &Actor) -> AnyView {
    let unproved = rules::unproved_findings(&page.visit);
    if unproved.is_empty() || !rules::may(actor, &page.visit, VisitStep::Lock) {
        return ().into_any();
    }
    let lines = unproved.into_iter().map(|finding| {
        let number = finding.number;
        view! {
            <li class="no">
                <Icon name="plus" />
                <span>
                    {tr!(visit.finding_numbered, number = number, title = finding.title.to_string())} " "
                    <a href=format!("?finding={number}#finding-form")>{tr!(visit.change_finding)}</a>
                </span>
            </li>
        }
    });
    view! {
        <h3>{tr!(visit.needs_before_lock)}</h3>
        <p class="sm soft">{tr!(visit.needs_before_lock_note)}</p>
        <ul class="need">{lines.collect_view()}</ul>
    }
    .into_any()
}

/// Who of the group has handed in.
fn scorers(page: &VisitPage) -> AnyView {
    let shown = page.visit.state >= VisitState::OnSite && page.visit.state < VisitState::Locked;
    if !shown || page.scorers.is_empty() {
        return ().into_any();
    }
    let awaited = |scorer: &&Scorer| scorer.submitted || rules::hands_in(&page.visit, &scorer.inspector);
    let lines = page.scorers.iter().filter(awaited).map(|scorer| {
        let (class, icon, text) = if scorer.submitted {
            ("ok", "check", tr!(visit.handed_in, name = scorer.name.clone()))
        } else {
            ("no", "clock", tr!(visit.not_handed_in, name = scorer.name.clone()))
        };
        view! { <li class=class><Icon name=icon />{text}</li> }
    });
    view! {
        <h3 class="mt-s">{tr!(visit.sheets_of_group)}</h3>
        <ul class="need">{lines.collect_view()}</ul>
    }
    .into_any()
}

/// The leader ends the entry before everybody has handed in, with a reason.
fn close_entry(page: &VisitPage, acts: Acts) -> AnyView {
    let visit = page.visit.visit.to_string();
    view! {
        <ReasonDialog
            action=acts.close_entry
            seen=page.visit.version
            id="close-entry"
            title=tr!(visit.act_close_entry)
            act=tr!(visit.act_close_entry)
            label=tr!(visit.reason)
        >
            <HiddenField name="visit" value=visit />
            <Notice tone=Tone::Warn>
                <p>{tr!(visit.close_entry_warning)}</p>
            </Notice>
        </ReasonDialog>
    }
    .into_any()
}

/// The office appoints another leader, with a reason; where nobody can lead, it is told what helps.
fn appoint(page: &VisitPage, acts: Acts) -> AnyView {
    let (action, visit) = (acts.appoint, &page.visit);
    let Some(first) = page.successors.first() else {
        return view! { <p class="sm soft">{tr!(visit.no_successor)}</p> }.into_any();
    };
    let of_group = visit.inspectors.contains(&first.inspector);
    let from = if of_group { tr!(visit.successors_of_group) } else { tr!(visit.successors_from_outside) };
    let choices = page.successors.iter().map(|one| Choice::new(one.inspector.as_str(), person(one)));
    let options = std::iter::once(Choice::new("", tr!(visit.choose))).chain(choices).collect::<Vec<_>>();
    let labelled = vec![("leader", tr!(visit.new_leader)), ("reason", tr!(visit.reason))];
    let (id, seen) = (visit.visit.to_string(), Signal::stored(visit.version));
    view! {
        <Dialog
            id="appoint-leader"
            title=tr!(visit.act_appoint)
            open_text=tr!(visit.act_appoint)
            close_text=tr!(ui.close_dialog)
        >
            <p>{tr!(visit.appoint_text)}</p>
            <ActForm action class="stack">
                <FormGuard action seen />
                {form_errors(action, labelled)}
                <HiddenField name="visit" value=id />
                <SelectField
                    label=tr!(visit.new_leader)
                    name="leader"
                    options
                    help=from
                    error=field_error(action, "leader")
                    required=true
                />
                <TextArea
                    label=tr!(visit.reason)
                    name="reason"
                    help=tr!(visit.appoint_reason_help)
                    maxlength=Note::MOST
                    error=field_error(action, "reason")
                    required=true
                />
                <Submit text=tr!(visit.act_appoint) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        </Dialog>
    }
    .into_any()
}
