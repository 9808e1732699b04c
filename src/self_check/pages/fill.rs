//! One part of the form: the questions of an area, the unit's own score of it, and the buttons that save.

use leptos::{prelude::*, server_fn::ServerFn};

use super::{
    autosave::{Autosave, SavedLine},
    question::{file_forms, question},
    submission::{part_address, part_after},
};
use crate::{
    i18n::tr,
    kernel::{points::Points, unit_kind::Area},
    page::{FormGuard, Saving, form_errors, save_submitted, saving},
    self_check::{
        api::SaveDraft,
        model::{Draft, Saved, SubmissionView},
        rules::{self, LAST_PART, score},
    },
    ui::{ButtonTone, HiddenField, LinkButton, Step, StepState, Stepper, Submit, TextField},
    words,
};

/// The six areas and the check, each with how far it is.
pub(super) fn parts(view: &SubmissionView, at: &str) -> AnyView {
    let mut notes: Vec<String> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    for progress in &view.progress {
        let number = progress.area.number().to_string();
        let state = match (number == at, progress.faults == 0, progress.answered > 0) {
            (true, _, _) => StepState::Current,
            (false, true, _) => StepState::Done,
            (false, false, _) => StepState::Todo,
        };
        steps.push(Step { text: words::area(progress.area), state, href: Some(part_address(view, &number)) });
        notes.push(tr!(self_check.answered, count = progress.answered, questions = progress.questions));
    }
    let state = if at == LAST_PART { StepState::Current } else { StepState::Todo };
    steps.push(Step { text: tr!(self_check.check_part), state, href: Some(part_address(view, LAST_PART)) });
    notes.push(tr!(self_check.gaps_left, count = view.gaps.len()));
    view! { <div class="sheet steps-sheet"><Stepper steps notes label=tr!(self_check.parts) /></div> }.into_any()
}

/// The questions of an area.
#[component]
pub(super) fn AreaForm(view: SubmissionView, area: Area, draft: Draft, shows_all: bool) -> impl IntoView {
    let save = saving::<Saved>(SaveDraft::PATH);
    let auto = saving::<Saved>(SaveDraft::PATH);
    let kept = Autosave::new(save, auto, &view, &draft, area);
    let questions = view.form.of_area(area).map(|each| question(&view, &draft, each, shows_all)).collect_view();
    let score = score_field(&view, &draft, area, shows_all);
    let (revision, version) = (kept.revision(), kept.version());
    let buttons = buttons(&view, area, save, kept);
    let hidden = view! {
        <HiddenField name="round" value=view.round.round.to_string() />
        <HiddenField name="unit" value=view.submission.unit.to_string() />
        <input type="hidden" name="revision" value=move || revision.get().to_string() />
    };
    let heading = tr!(self_check.area_heading, number = area.number(), area = words::area(area));
    let label = heading.clone();
    view! {
        {kept.offer()}
        {form_errors(save, Vec::new())}
        <section class="sheet" aria-label=label on:input=move |_| kept.typed()>
            <form
                class="form"
                method="post"
                action=SaveDraft::PATH
                novalidate=true
                node_ref=kept.form()
                on:submit=move |event| save_submitted(&event, save)
            >
                <FormGuard action=save seen=version />
                {hidden}
                <h2>{heading}</h2>
                {questions}
                {score}
                <div class="form-end">
                    <SavedLine kept />
                    {buttons}
                </div>
            </form>
        </section>
        {file_forms(&view, area)}
    }
}

fn score_field(view: &SubmissionView, draft: &Draft, area: Area, shows_all: bool) -> AnyView {
    let (low, high) = view.round.weights.bounds(area);
    let name = score::field(area);
    let value = draft.scores.get(&area.number().to_string()).cloned().unwrap_or_default();
    let gap = view.gaps.iter().find(|gap| gap.field == name).map(|gap| words::fault_text(&gap.fault));
    let error: Option<String> = gap.filter(|_| shows_all || !value.is_empty());
    view! {
        <TextField
            label=tr!(self_check.area_score, area = words::area(area))
            name
            value
            kind="number"
            step="0.01"
            min=Points(low).to_string()
            max=Points(high).to_string()
            unit=tr!(self_check.points)
            help=tr!(self_check.area_score_help, low = Points(low), high = Points(high))
            error
        />
    }
    .into_any()
}

/// Back, save and stay, save and go on. Which one was pressed stands in `next`.
fn buttons(view: &SubmissionView, area: Area, save: Saving<Saved>, kept: Autosave) -> AnyView {
    let before = Area::ALL.into_iter().find(|before| before.number() + 1 == area.number());
    let back = before.map(|before| {
        let href = part_address(view, &before.number().to_string());
        view! { <LinkButton href text=tr!(self_check.part_before) icon="left" /> }
    });
    let next = part_after(area);
    let on = if rules::part(&next) == Some(LAST_PART) {
        tr!(self_check.save_and_check)
    } else {
        tr!(self_check.save_and_next)
    };
    view! {
        <div class="acts stick" on:click=move |press| kept.hold(&press)>
            {back}
            <Submit
                text=tr!(self_check.save)
                tone=ButtonTone::Secondary
                name="next"
                value=area.number().to_string()
                pending=save.pending()
            />
            <Submit text=on tone=ButtonTone::Primary name="next" value=next pending=save.pending() />
        </div>
    }
    .into_any()
}
