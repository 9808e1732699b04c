//! The groups of a plan: leader and members, recusals with rule and source, and the training.

use leptos::prelude::*;

use super::{super::label, next::manages, plan_form, record::Acts};
use crate::{
    i18n::tr,
    inspection::plan::{
        model::{GroupView, PlanPage},
        rules::{Step, allowed},
    },
    kernel::actor::Actor,
    page::{ActForm, FormGuard, field_error, form_errors},
    ui::{ButtonTone, CheckGroup, Choice, HiddenField, Notice, SelectField, Sheet, Submit, TextArea, TextField, Tone},
};

pub(super) fn section(page: &PlanPage, actor: &Actor, acts: Acts) -> AnyView {
    let may_change = manages(actor) && allowed(&page.plan, Step::Group);
    // After the draw a group can only be added.
    let may_remove = may_change && page.plan.draw.is_none();
    let groups = page.groups.iter().map(|group| one(group, page, acts, may_remove)).collect::<Vec<_>>();
    let none = page.groups.is_empty().then(|| view! { <p class="soft">{tr!(inspection.no_groups)}</p> });
    let form = may_change.then(|| add_form(page, acts));
    let warning = warning(page);
    let training = training(page, actor, acts);
    view! {
        <Sheet
            title=tr!(inspection.groups)
            note=tr!(inspection.groups_note)
            article=tr!(inspection.article_14)
            id="groups"
        >
            <div class="stack">
                {warning} {none} {form_errors(acts.remove_group, Vec::new())} <div class="fgrid">{groups}</div> {form}
                <p class="dim sm">{tr!(inspection.recusal_source)}</p>
            </div>
        </Sheet>
        {training}
    }
    .into_any()
}

fn one(group: &GroupView, page: &PlanPage, acts: Acts, may_remove: bool) -> AnyView {
    let leader = label::person(&group.leader);
    let members = label::listed(group.members.iter().map(label::person));
    let recusals = if group.recusals.is_empty() {
        view! { <p class="sm dim">{tr!(inspection.no_recusals)}</p> }.into_any()
    } else {
        let lines = group.recusals.iter().map(|line| view! { <li>{label::recusal(line, &page.names)}</li> });
        let lines = lines.collect_view();
        let count = match group.recusals.len() {
            1 => tr!(inspection.recusals_one),
            count => tr!(inspection.recusals, count = count),
        };
        view! {
            <details class="acc on-paper">
                <summary>{count}</summary>
                <ul class="sm">{lines}</ul>
            </details>
        }
        .into_any()
    };
    let remove = may_remove.then(|| {
        let fields = view! { <HiddenField name="number" value=group.number.to_string() /> };
        let button = view! {
            <Submit
                text=tr!(inspection.remove_group)
                tone=ButtonTone::Quiet
                small=true
                pending=acts.remove_group.pending()
            />
        };
        remove_form(page, acts, fields.into_any(), button.into_any())
    });
    view! {
        <section>
            <h3>{label::group(group.number)}</h3>
            <p>{tr!(inspection.leader)} " " <b>{leader}</b></p>
            <p>{tr!(inspection.members)} " " {members}</p>
            {recusals}
            {remove}
        </section>
    }
    .into_any()
}

/// Refusals are told once above the groups, so this form has no place of its own for them.
fn remove_form(page: &PlanPage, acts: Acts, fields: AnyView, button: AnyView) -> AnyView {
    let (action, id, seen) = (acts.remove_group, page.plan.plan.to_string(), Signal::stored(page.plan.version));
    view! {
        <ActForm action>
            <FormGuard action seen />
            <HiddenField name="plan" value=id />
            {fields}
            {button}
        </ActForm>
    }
    .into_any()
}

fn add_form(page: &PlanPage, acts: Acts) -> AnyView {
    let action = acts.add_group;
    let choice = |person: &_| {
        let person: &crate::inspection::plan::model::Person = person;
        Choice::new(person.inspector.as_str(), label::person(person))
    };
    let leaders = page.free_people.iter().filter(|person| person.may_lead).map(choice);
    let leaders = std::iter::once(Choice::new("", tr!(inspection.choose_leader))).chain(leaders).collect::<Vec<_>>();
    let members = page.free_people.iter().map(choice).collect::<Vec<_>>();
    let (leader_error, members_error) = (field_error(action, "leader"), field_error(action, "members"));
    let fields = view! {
        <SelectField label=tr!(inspection.leader) name="leader" options=leaders error=leader_error required=true />
        <CheckGroup
            legend=tr!(inspection.members)
            name="members[]"
            id="f-members"
            options=members
            help=tr!(inspection.members_help)
            error=members_error
        />
    };
    let labels = vec![("leader", tr!(inspection.leader)), ("members", tr!(inspection.members))];
    let button = view! {
        <Submit text=tr!(inspection.add_group) tone=ButtonTone::Secondary icon="users" pending=action.pending() />
    };
    let form =
        plan_form(action.into(), &page.plan.plan, page.plan.version, labels, fields.into_any(), button.into_any());
    let open = page.groups.is_empty();
    view! {
        <details class="acc no-print" open=open>
            <summary>{tr!(inspection.add_group)}</summary>
            {form}
        </details>
    }
    .into_any()
}

fn warning(page: &PlanPage) -> Option<AnyView> {
    (!page.uncheckable.is_empty()).then(|| {
        let units = label::listed(page.uncheckable.iter().map(|unit| unit.name.to_string()));
        view! {
            <Notice tone=Tone::Warn title=tr!(inspection.uncheckable_title)>
                <p>{tr!(inspection.uncheckable_text, units = units)}</p>
            </Notice>
        }
        .into_any()
    })
}

fn training(page: &PlanPage, actor: &Actor, acts: Acts) -> AnyView {
    let action = acts.train;
    let held = match &page.plan.training {
        Some(training) => {
            let (on, content) = (training.on.to_string(), training.content.to_string());
            view! { <p class="pre"><b>{on}</b> " " {content}</p> }.into_any()
        }
        None => view! { <p class="soft">{tr!(inspection.training_none)}</p> }.into_any(),
    };
    let form = (manages(actor) && allowed(&page.plan, Step::Train)).then(|| {
        let (on, content) = (field_error(action, "on"), field_error(action, "content"));
        let fields = view! {
            <TextField label=tr!(inspection.training_on) name="on" kind="date" error=on required=true />
            <TextArea label=tr!(inspection.training_content) name="content" error=content required=true />
        };
        let labels = vec![("on", tr!(inspection.training_on)), ("content", tr!(inspection.training_content))];
        let button = view! {
            <Submit text=tr!(inspection.record_training) tone=ButtonTone::Secondary pending=action.pending() />
        };
        let form =
            plan_form(action.into(), &page.plan.plan, page.plan.version, labels, fields.into_any(), button.into_any());
        view! {
            <details class="acc no-print">
                <summary>{tr!(inspection.record_training)}</summary>
                {form}
            </details>
        }
    });
    view! {
        <Sheet title=tr!(inspection.training) article=tr!(inspection.article_9_1) id="f-training">
            {held} {form}
        </Sheet>
    }
    .into_any()
}
