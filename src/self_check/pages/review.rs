//! The office's turn: accept, or return with remarks per question.

use leptos::prelude::*;

use super::{
    super::answers::{area_answers, remark, scores},
    submission::Acts,
};
use crate::{
    i18n::tr,
    kernel::{text::Note, unit_kind::Area},
    page::{ActForm, FormGuard, field_error},
    self_check::{form::Question, model::SubmissionView},
    ui::{ButtonTone, HiddenField, Icon, Sheet, Submit, TextArea},
};

/// Accepting stands first; the answers with a box for a remark each are one form, which returns.
pub(super) fn review(view: &SubmissionView, acts: Acts) -> AnyView {
    let (round, unit) = (view.round.round.to_string(), view.submission.unit.to_string());
    let seen = Signal::stored(view.submission.version);
    let action = acts.send_back;
    let areas = Area::ALL.into_iter().map(|area| area_answers(view, area, &|asked| Some(remark_box(view, asked))));
    let areas = areas.collect_view();
    view! {
        {accept(view, acts)}
        {scores(view)}
        <ActForm action class="stack">
            <FormGuard action seen />
            <HiddenField name="round" value=round />
            <HiddenField name="unit" value=unit />
            {areas}
            <Sheet title=tr!(self_check.return_title) id="return">
                <div class="stack">
                    <TextArea
                        label=tr!(self_check.general_remark)
                        name="general"
                        help=tr!(self_check.general_help)
                        maxlength=Note::MOST
                        error=field_error(action, "general")
                    />
                    <div>
                        <Submit text=tr!(self_check.return_act) tone=ButtonTone::Secondary pending=action.pending() />
                    </div>
                </div>
            </Sheet>
        </ActForm>
    }
    .into_any()
}

fn accept(view: &SubmissionView, acts: Acts) -> AnyView {
    let action = acts.accept;
    let (round, unit) = (view.round.round.to_string(), view.submission.unit.to_string());
    let seen = Signal::stored(view.submission.version);
    view! {
        <Sheet title=tr!(self_check.review_title) article=tr!(ui.article_7) class="next">
            <p>{tr!(self_check.review_text)}</p>
            <ActForm action>
                <FormGuard action seen />
                <HiddenField name="round" value=round />
                <HiddenField name="unit" value=unit />
                <div class="acts stick">
                    <Submit text=tr!(self_check.accept_act) tone=ButtonTone::Primary pending=action.pending() />
                    <a class="btn" href="#return" rel="external">{tr!(self_check.to_return)}</a>
                </div>
            </ActForm>
        </Sheet>
    }
    .into_any()
}

/// A box for a remark, folded until it is wanted; what was said the last time stands above it.
fn remark_box(view: &SubmissionView, asked: &Question) -> AnyView {
    let before = remark(view, &asked.code);
    view! {
        {before}
        <details class="acc bare">
            <summary><Icon name="right" />{tr!(self_check.write_remark)}</summary>
            <TextArea
                label=tr!(self_check.remark_on, code = asked.code.clone())
                name=format!("remarks[{}]", asked.code)
                maxlength=Note::MOST
                rows=2
            />
        </details>
    }
    .into_any()
}
