//! The head's turn: sign for the truth of it (Art. 15), or hand it back.

use leptos::prelude::*;

use super::submission::Acts;
use crate::{
    i18n::tr,
    page::{ActForm, FormGuard, ReasonDialog, field_error},
    self_check::model::SubmissionView,
    ui::{ButtonTone, CheckField, HiddenField, Sheet, Submit},
};

/// The declaration with its signature, and the way back to the clerk.
pub(super) fn sign(view: &SubmissionView, acts: Acts) -> AnyView {
    let (round, unit) = (view.round.round.to_string(), view.submission.unit.to_string());
    let seen = Signal::stored(view.submission.version);
    let action = acts.sign;
    let back = hand_back(view, acts);
    view! {
        <Sheet title=tr!(self_check.sign_title) article=tr!(self_check.article_15) class="next">
            <ActForm action class="stack">
                <FormGuard action seen />
                <HiddenField name="round" value=round />
                <HiddenField name="unit" value=unit />
                <p>{tr!(self_check.sign_text)}</p>
                <CheckField
                    label=tr!(self_check.declaration)
                    name="declared"
                    required=true
                    error=field_error(action, "declared")
                />
                <div class="acts stick">
                    <Submit text=tr!(self_check.sign_act) tone=ButtonTone::Primary icon="sign" pending=action.pending() />
                </div>
            </ActForm>
            {back}
        </Sheet>
    }
    .into_any()
}

fn hand_back(view: &SubmissionView, acts: Acts) -> AnyView {
    let (round, unit) = (view.round.round.to_string(), view.submission.unit.to_string());
    view! {
        <ReasonDialog
            action=acts.hand_back
            seen=view.submission.version
            id="hand-back"
            title=tr!(self_check.hand_back_title)
            act=tr!(self_check.hand_back_act)
            tone=ButtonTone::Primary
            label=tr!(self_check.hand_back_reason)
        >
            <HiddenField name="round" value=round />
            <HiddenField name="unit" value=unit />
        </ReasonDialog>
    }
    .into_any()
}
