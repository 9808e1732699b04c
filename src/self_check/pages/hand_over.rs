//! The last part of the form: what is missing, the self scores together, and handing it to the head.

use leptos::prelude::*;

use super::{
    super::{answers::score_table, label::fault_text},
    submission::part_address,
};
use crate::{
    i18n::tr,
    kernel::{fault::FieldFault, unit_kind::Area},
    page::{Act, ActForm, FormGuard, form_errors, use_session},
    self_check::{
        api::HandOver,
        model::{Step, SubmissionView},
        rules::{self, answer, score},
    },
    ui::{ButtonTone, HiddenField, Icon, Notice, Sheet, Submit, Tone, field_id},
    words,
};

/// Check and hand over.
#[component]
pub(super) fn CheckPart(view: SubmissionView, action: Act<HandOver>) -> impl IntoView {
    view! {
        {form_errors(action, Vec::new())}
        {gaps(&view)}
        {scores(&view)}
        {hand_over(&view, action)}
    }
}

/// Everything that is missing or wrong, each a link to its field.
fn gaps(view: &SubmissionView) -> AnyView {
    if view.gaps.is_empty() {
        return view! {
            <Notice tone=Tone::Good title=tr!(self_check.complete_title)>
                <p>{tr!(self_check.complete_text)}</p>
            </Notice>
        }
        .into_any();
    }
    let links = view.gaps.iter().map(|gap| gap_link(view, gap)).collect_view();
    view! {
        <section class="error-summary" aria-label=tr!(self_check.gaps, count = view.gaps.len())>
            <h2><Icon name="alert" />{tr!(self_check.gaps, count = view.gaps.len())}</h2>
            <ul>{links}</ul>
        </section>
    }
    .into_any()
}

fn gap_link(view: &SubmissionView, gap: &FieldFault) -> AnyView {
    let asked = view.form.questions.iter().find(|asked| answer::blames(&gap.field, &asked.code));
    let of_score = Area::ALL.into_iter().find(|area| gap.field == score::field(*area));
    let (area, label, sentence) = match (asked, of_score) {
        (Some(asked), _) => (asked.area, format!("{} {}", asked.code, asked.text), fault_text(asked, &gap.fault)),
        (None, Some(area)) => {
            (area, tr!(self_check.area_score, area = words::area(area)), words::fault_text(&gap.fault))
        }
        (None, None) => (Area::Disclosure, String::new(), words::fault_text(&gap.fault)),
    };
    let part = part_address(view, &area.number().to_string());
    let href = format!("{part}&check=1#{}", field_id(&gap.field));
    let text = tr!(ui.label_and_sentence, label = label, sentence = sentence);
    view! { <li><a href=href rel="external">{text}</a></li> }.into_any()
}

/// The self scores as entered so far.
fn scores(view: &SubmissionView) -> AnyView {
    let typed = view.draft.as_ref().map(|draft| draft.scores.clone()).unwrap_or_default();
    let weights = view.round.weights;
    let text = |area: Area| {
        let typed = typed.get(&area.number().to_string()).cloned().unwrap_or_default();
        score::parse_area(area, &typed, weights).map_or_else(|_| tr!(self_check.not_yet), |points| points.to_string())
    };
    let rows = Area::ALL.map(|area| (area, text(area)));
    let total = score::parse(&typed, weights).map_or_else(|_| tr!(self_check.not_yet), |score| score.total.to_string());
    score_table(weights, rows.into(), total)
}

fn hand_over(view: &SubmissionView, action: Act<HandOver>) -> AnyView {
    let actor = use_session().actor;
    if !rules::allowed(&actor, &view.submission, Step::HandOver) {
        return view! {
            <Notice tone=Tone::Info title=tr!(self_check.mend_first_title)>
                <p>{tr!(self_check.mend_first_text)}</p>
            </Notice>
        }
        .into_any();
    }
    if !view.gaps.is_empty() {
        return view! { <p class="soft">{tr!(self_check.hand_over_when_complete)}</p> }.into_any();
    }
    let seen = Signal::stored(view.submission.version);
    let (round, unit) = (view.round.round.to_string(), view.submission.unit.to_string());
    view! {
        <Sheet title=tr!(self_check.hand_over_title) class="next">
            <ActForm action class="stack">
                <FormGuard action seen />
                <HiddenField name="round" value=round />
                <HiddenField name="unit" value=unit />
                <p>{tr!(self_check.hand_over_text)}</p>
                <div class="acts stick">
                    <Submit text=tr!(self_check.hand_over_act) tone=ButtonTone::Primary pending=action.pending() />
                </div>
            </ActForm>
        </Sheet>
    }
    .into_any()
}
