//! Withdrawing a question, folded on its page so that nobody comes to it by the way.

use leptos::prelude::*;

use crate::{
    i18n::tr,
    page::{Act, ActForm, FormGuard, form_errors},
    register::api::WithdrawQuestion,
    self_check::form::{CheckForm, rules::may_withdraw},
    ui::{ButtonTone, HiddenField, Icon, Sheet, Submit},
};

/// The act, or why it cannot be done.
pub(super) fn folded(form: &CheckForm, code: &str, action: Act<WithdrawQuestion>) -> AnyView {
    let content = match may_withdraw(&form.questions, code) {
        true => withdraw_form(form.edition, code, action),
        false => view! { <p class="sm soft">{tr!(templates.last_question)}</p> }.into_any(),
    };
    view! {
        <Sheet>
            <details class="acc bare">
                <summary>
                    <Icon name="right" />
                    {tr!(templates.withdraw_question)}
                </summary>
                {content}
            </details>
        </Sheet>
    }
    .into_any()
}

fn withdraw_form(edition: u32, code: &str, action: Act<WithdrawQuestion>) -> AnyView {
    let (seen, code) = (Signal::stored(edition), code.to_owned());
    view! {
        <ActForm action class="stack">
            <FormGuard action seen />
            <HiddenField name="code" value=code />
            {form_errors(action, Vec::new())}
            <p class="sm soft">{tr!(templates.withdraw_question_text)}</p>
            <Submit text=tr!(templates.withdraw_edition) tone=ButtonTone::Danger pending=action.pending() />
        </ActForm>
    }
    .into_any()
}
