//! Withdrawing an indicator, folded on its page so that nobody comes to it by the way.

use leptos::prelude::*;

use crate::{
    i18n::tr,
    inspection::{
        model::ScoreStandard,
        standard::rules::{GIVEN_TO, Scored, may_withdraw, scored},
    },
    page::{Act, ActForm, FormGuard, field_error, form_errors},
    register::api::WithdrawIndicator,
    ui::{ButtonTone, Choice, HiddenField, Icon, SelectField, Sheet, Submit},
};

/// The act, or why it cannot be done.
pub(super) fn folded(standard: &ScoreStandard, code: &str, action: Act<WithdrawIndicator>) -> AnyView {
    let content = match may_withdraw(standard, code) {
        true => withdraw_form(standard, code, action),
        false => view! { <p class="sm soft">{tr!(templates.last_indicator)}</p> }.into_any(),
    };
    view! {
        <Sheet>
            <details class="acc bare">
                <summary>
                    <Icon name="right" />
                    {tr!(templates.withdraw_indicator)}
                </summary>
                {content}
            </details>
        </Sheet>
    }
    .into_any()
}

fn withdraw_form(standard: &ScoreStandard, code: &str, action: Act<WithdrawIndicator>) -> AnyView {
    let seen = Signal::stored(standard.edition);
    let all = scored(standard);
    // A bonus or a penalty has no points to give.
    let has_points = all.iter().any(|line| line.code == code);
    let given_to = has_points.then(|| {
        let options = takers(all, code);
        view! {
            <SelectField
                label=tr!(templates.given_to)
                name=GIVEN_TO
                options
                required=true
                help=tr!(templates.given_to_help)
                error=field_error(action, GIVEN_TO)
            />
        }
    });
    let code = code.to_owned();
    view! {
        <ActForm action class="stack">
            <FormGuard action seen />
            <HiddenField name="code" value=code />
            {form_errors(action, vec![(GIVEN_TO, tr!(templates.given_to))])}
            <p class="sm soft">{tr!(templates.withdraw_indicator_text)}</p>
            {given_to}
            <Submit text=tr!(templates.withdraw_edition) tone=ButtonTone::Danger pending=action.pending() />
        </ActForm>
    }
    .into_any()
}

/// Every other indicator of areas ① to ⑤.
fn takers(all: Vec<Scored>, gone: &str) -> Vec<Choice> {
    let taker = |Scored { code, text, max, spare: _ }: Scored| {
        let words = tr!(templates.has_points, code = code.clone(), text = text, max = max);
        Choice::new(code, words)
    };
    let others = all.into_iter().filter(|line| line.code != gone).map(taker);
    std::iter::once(Choice::new("", tr!(templates.choose))).chain(others).collect()
}
