//! One entry: whose turn it is and the next step, the story, the facts.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{
    super::{
        api, label,
        model::{Entry, EntryPage as Model, EntryState, Light as LedgerLight, Step as Act, Turn},
        rules,
    },
    crumbs,
    forms::{Actions, form, removal_form},
    story::story,
};
use crate::{
    i18n::tr,
    inspection::plan::label::recused_notice,
    page::{Title, Uploads, load, loaded_page, moment_of_day, moment_text, unit_link, use_session},
    ui::{Badge, ButtonTone, Clock, Facts, Light, Moment, Notice, PageHeader, Sheet, Step, StepState, Stepper, Tone},
    words,
};

/// One entry of the ledger (Art. 11).
#[component]
pub fn EntryPage() -> impl IntoView {
    let params = use_params_map();
    let actions = Actions::new();
    let (done, uploads) = (actions.done(), Uploads::provide());
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    let entry = load(move || (id(), done.get(), uploads.done()), |(id, ..)| api::entry(id));
    loaded_page(entry, move |page| content(page, actions))
}

fn content(page: Model, actions: Actions) -> AnyView {
    let entry = &page.entry;
    let badge = view! {
        <Badge tone=label::state_tone(entry.state) text=label::state(entry.state) />
        <Light light=label::light_kind(page.standing.light) text=label::standing(page.standing, entry.state) />
    }
    .into_any();
    let (id, title, steps) = (entry.entry.to_string(), entry.title.to_string(), steps(entry.state));
    view! {
        <Title text=format!("{id} {title}") />
        <PageHeader title crumbs=crumbs(Some(id)) crumbs_label=tr!(ui.breadcrumbs) turn=turn(&page) badge />
        <Sheet class="steps-sheet">
            <Stepper steps label=tr!(rectification.steps) />
        </Sheet>
        <div class="cols side mt">
            <div class="stack">{story(&page)}</div>
            <div class="stack rec-side">{next(&page, actions)} {facts(entry)} {proof()} {removal_form(&page)}</div>
        </div>
    }
    .into_any()
}

/// One sentence: whose turn it is, for what, until when.
fn turn(page: &Model) -> String {
    let entry = &page.entry;
    let unit = entry.unit_name.as_str();
    if let (Turn::Nobody, Some(date)) = (page.turn, entry.closed_on) {
        return tr!(rectification.turn_closed, date = date);
    }
    if let Some(asked) = &entry.extension {
        return tr!(
            rectification.turn_extension,
            who = label::turn(page.turn, unit),
            until = asked.until,
            left = label::standing(page.standing, entry.state)
        );
    }
    let who = label::turn(page.turn, unit);
    let first = rules::steps(entry.state).first().map(|(step, _)| *step);
    let act = if page.vacant { Some(Act::AppointVerifier) } else { first };
    let act = act.map(label::act).unwrap_or_default();
    match entry.due {
        Some(due) => tr!(
            rectification.turn_until,
            who = who,
            act = act,
            due = due,
            left = label::standing(page.standing, entry.state)
        ),
        None => tr!(rectification.turn_now, who = who, act = act),
    }
}

/// The way from the order to the closure.
fn steps(state: EntryState) -> Vec<Step> {
    let words = [
        tr!(rectification.step_order),
        tr!(rectification.step_receive),
        tr!(rectification.step_plan),
        tr!(rectification.step_rectify),
        tr!(rectification.step_sign),
        tr!(rectification.step_materials),
        tr!(rectification.step_verify),
        tr!(rectification.step_close),
    ];
    let current = match state {
        EntryState::Opened | EntryState::Reopened => 0,
        EntryState::Ordered => 1,
        EntryState::Received | EntryState::PlanPrepared | EntryState::PlanSubmitted => 2,
        EntryState::PlanApproved | EntryState::InProgress => 3,
        EntryState::ClosurePrepared => 4,
        EntryState::ClosureRequested => 5,
        EntryState::MaterialsAccepted => 6,
        EntryState::Verified => 7,
        EntryState::Closed | EntryState::Archived => words.len(),
    };
    let step = |(at, text): (usize, String)| {
        let state = match at.cmp(&current) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Todo,
        };
        Step { text, state, href: None }
    };
    words.into_iter().enumerate().map(step).collect()
}

/// The clock, the one act that the page is for, and the others.
fn next(page: &Model, actions: Actions) -> AnyView {
    // Nobody waits for another verifier as long as there is one.
    let foremost = page.allowed.first().filter(|step| page.vacant || **step != Act::AppointVerifier);
    let (title, first) = match foremost {
        Some(step) => {
            let title = tr!(rectification.next_step, act = label::act(*step));
            (title, form(actions, page, *step, ButtonTone::Primary))
        }
        None => (tr!(rectification.next_none), nothing_to_do(page)),
    };
    let others = page.allowed.iter().skip(usize::from(foremost.is_some()));
    let others: Vec<AnyView> = others.map(|step| other(page, actions, *step)).collect();
    let (recused, clock, plan, closure) = (recused(page), clock(page), plan(page), closure(page));
    let vacant = vacant(page);
    view! {
        <Sheet title class="next" article=tr!(rectification.article)>
            <div class="stack">{recused} {vacant} {clock} {plan} {closure} {first}</div>
            {others}
        </Sheet>
    }
    .into_any()
}

fn other(page: &Model, actions: Actions, step: Act) -> AnyView {
    view! {
        <details class="acc">
            <summary>{label::act(step)}</summary>
            {form(actions, page, step, ButtonTone::Secondary)}
        </details>
    }
    .into_any()
}

fn nothing_to_do(page: &Model) -> AnyView {
    // A request for more time holds nobody up but the office.
    let turn = rules::turn_now(page.entry.state, false, page.vacant);
    let sentence = match turn {
        Turn::Nobody => tr!(rectification.nothing_left),
        Turn::Office | Turn::Clerk | Turn::Head | Turn::Group => {
            tr!(rectification.wait_for, who = label::turn(turn, page.entry.unit_name.as_str()))
        }
    };
    view! { <p>{sentence}</p> }.into_any()
}

/// Why somebody of the group takes no part in it any more; nothing where they do.
fn recused(page: &Model) -> AnyView {
    let Some(line) = &page.recused else { return ().into_any() };
    let unit = page.entry.unit_name.to_string();
    let who_goes_on = if page.vacant {
        tr!(rectification.recused_vacant, unit = unit.clone())
    } else {
        tr!(rectification.recused_text, unit = unit.clone())
    };
    recused_notice(line, &unit, who_goes_on)
}

/// That nobody of the group is left who may verify, for whoever appoints another.
fn vacant(page: &Model) -> AnyView {
    if !page.vacant || !page.allowed.contains(&Act::AppointVerifier) {
        return ().into_any();
    }
    view! {
        <Notice tone=Tone::Warn title=tr!(rectification.vacant_title)>
            <p>{tr!(rectification.vacant_text)}</p>
        </Notice>
    }
    .into_any()
}

fn clock(page: &Model) -> AnyView {
    let Some((used, total)) = page.term.filter(|_| !page.entry.state.is_closed()) else { return ().into_any() };
    let late = (used - total).max(0);
    let text = tr!(
        rectification.clock,
        left = label::standing(page.standing, page.entry.state),
        used = used.min(total),
        total = words::working_days(total)
    );
    let slip = page.standing.slip.map(|slip| view! { <p class="sm">{label::slip(slip)}</p> });
    let unreported = rules::unreported_since(&page.entry, page.today)
        .map(|since| view! { <p class="sm">{tr!(rectification.unreported, since = since)}</p> });
    let years = words::unlisted_years_of_due(&page.unlisted_years).map(|text| view! { <p class="sm dim">{text}</p> });
    let soon = page.standing.light == LedgerLight::Yellow;
    view! {
        <div>
            <Clock used total late text soon />
            {slip}
            {unreported}
            {years}
            <p class="sm dim">{tr!(rectification.clock_check)}</p>
        </div>
    }
    .into_any()
}

/// What is signed or approved: the plan as it stands.
fn plan(page: &Model) -> Option<AnyView> {
    let in_question = matches!(page.entry.state, EntryState::PlanPrepared | EntryState::PlanSubmitted);
    let plan = page.entry.measures.as_ref().filter(|_| in_question)?;
    let line = |label: String, text: String| {
        view! { <p class="sm pre">{tr!(ui.label_and_sentence, label = label, sentence = text)}</p> }
    };
    let milestones = plan.milestones.as_ref().map(|text| line(tr!(rectification.milestones), text.to_string()));
    let signed = match &plan.head {
        Some(head) => tr!(rectification.plan_signed, name = head.name.clone(), at = moment_text(head.at)),
        None if page.entry.state == EntryState::PlanPrepared => {
            tr!(rectification.plan_prepared_by, name = plan.signed.name.clone())
        }
        // Handed in before the head's signature was asked for.
        None => tr!(rectification.plan_submitted_by, name = plan.signed.name.clone()),
    };
    Some(
        view! {
            <div>
                <h3>{tr!(rectification.measures)}</h3>
                <p class="quote">{plan.measures.to_string()}</p>
                {line(tr!(rectification.responsible), plan.responsible.to_string())}
                {milestones}
                {super::story::listed(&plan.evidence, &page.files)}
                <p class="sm soft">{signed}</p>
            </div>
        }
        .into_any(),
    )
}

/// What is signed, verified or closed: the request as it stands.
fn closure(page: &Model) -> AnyView {
    let in_question = match page.entry.state {
        EntryState::ClosurePrepared
        | EntryState::ClosureRequested
        | EntryState::MaterialsAccepted
        | EntryState::Verified => true,
        EntryState::Opened
        | EntryState::Ordered
        | EntryState::Received
        | EntryState::PlanPrepared
        | EntryState::PlanSubmitted
        | EntryState::PlanApproved
        | EntryState::InProgress
        | EntryState::Closed
        | EntryState::Archived
        | EntryState::Reopened => false,
    };
    let Some(closure) = page.entry.closure.as_ref().filter(|_| in_question) else { return ().into_any() };
    let signed = match &closure.signed {
        Some(signed) => {
            tr!(rectification.closure_signed, name = signed.name.clone(), at = moment_text(signed.at))
        }
        None => tr!(rectification.closure_unsigned, name = closure.prepared.name.clone()),
    };
    view! {
        <div>
            <h3>{tr!(rectification.closure_text)}</h3>
            <p class="quote">{closure.text.to_string()}</p>
            {super::story::listed(&closure.evidence, &page.files)}
            {super::story::without_proof(closure.unproved.as_ref())}
            <p class="sm soft">{signed}</p>
        </div>
    }
    .into_any()
}

fn facts(entry: &Entry) -> AnyView {
    let due = match entry.due {
        Some(due) => view! { <Moment when=moment_of_day(due) /> }.into_any(),
        None => tr!(rectification.no_due).into_any(),
    };
    let opens_visit = entry.opens_visit(&use_session().actor);
    let verifiers: Vec<String> = entry.verifiers().map(|one| one.name.to_string()).collect();
    let members = entry.inspectors.len().saturating_sub(verifiers.len());
    let group = tr!(rectification.group_of, leader = entry.leader.to_string(), count = members);
    let visit = entry.visit.to_string();
    let source =
        if opens_visit { link(format!("/visits/{visit}#finding-{}", entry.number), visit) } else { visit.into_any() };
    let mut rows = vec![
        (tr!(rectification.unit), unit_link(entry.unit.as_str(), &entry.unit_name)),
        (tr!(rectification.area), words::area(entry.area).into_any()),
        (tr!(rectification.severity), label::severity(entry.severity).into_any()),
        (tr!(rectification.source), source),
        (tr!(rectification.number), entry.number.into_any()),
        (tr!(rectification.group), group.into_any()),
        (tr!(rectification.due), due),
        (tr!(rectification.basis), tr!(rectification.basis_text).into_any()),
    ];
    if let Some(indicator) = entry.indicator.clone() {
        rows.insert(2, (tr!(rectification.indicator), indicator_link(entry, indicator)));
    }
    if !verifiers.is_empty() {
        rows.push((tr!(rectification.verifier), verifiers.join(&tr!(words.list_comma)).into_any()));
    }
    if let Some(order) = &entry.order {
        let (due, days, name) = (order.due, words::working_days(order.days), order.signed.name.clone());
        let text = tr!(rectification.order_fact, due = due, days = days, name = name);
        rows.push((tr!(rectification.order), text.into_any()));
    }
    if let Some(plan) = &entry.measures {
        rows.push((tr!(rectification.responsible), plan.responsible.to_string().into_any()));
        if let Some(milestones) = &plan.milestones {
            rows.push((tr!(rectification.milestones), milestones.to_string().into_any()));
        }
    }
    view! {
        <Sheet title=tr!(rectification.facts)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

/// The indicator from which points were taken: its line of the sheets for whoever may open them, which a unit may not, nor
/// whoever verifies in the place of the group.
fn indicator_link(entry: &Entry, code: String) -> AnyView {
    let actor = use_session().actor;
    if actor.role.is_of_unit() || !entry.opens_visit(&actor) {
        return code.into_any();
    }
    link(format!("/visits/{}/score?area={}#i-{code}", entry.visit, entry.area.number()), code)
}

fn link(href: String, text: String) -> AnyView {
    view! { <a href=href>{text}</a> }.into_any()
}

/// Where the facts of this page come from (Art. 4).
fn proof() -> AnyView {
    view! {
        <Sheet title=tr!(rectification.proof) article=tr!(rectification.article_4)>
            <p class="sm soft">{tr!(rectification.proof_text)}</p>
        </Sheet>
    }
    .into_any()
}
