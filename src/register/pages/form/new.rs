//! A new question of the self-check form.

use leptos::prelude::*;

use super::{
    super::{areas, code_field, page_of_new},
    KIND, edition, may_edit, question_fields,
};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::unit_kind::Area,
    page::{Act, ActForm, FormGuard, Title, error_view, field_error, form_errors, loaded_page},
    register::{api::AddQuestion, model::FormEdition},
    self_check::form::{AnswerKind, Question},
    ui::{ButtonTone, SelectField, Sheet, Submit},
};

/// The form of a new question.
#[component]
pub fn NewQuestionPage() -> impl IntoView {
    if !may_edit() {
        return error_view(AppError::NotPermitted);
    }
    let edition = edition();
    let action = Act::<AddQuestion>::new();
    view! {
        <Title text=tr!(templates.add_question) />
        {loaded_page(edition.as_form(), move |found| new_view(found, action))}
    }
    .into_any()
}

fn new_view(found: FormEdition, action: Act<AddQuestion>) -> AnyView {
    let words = (tr!(templates.add_question), tr!(templates.add_question_turn));
    page_of_new(KIND, (found.form.edition, found.latest), words, || new_form(&found, action))
}

fn new_form(found: &FormEdition, action: Act<AddQuestion>) -> AnyView {
    let seen = Signal::stored(found.form.edition);
    let labels = vec![
        ("area", tr!(templates.area)),
        ("code", tr!(templates.code)),
        ("text", tr!(templates.question)),
        ("answer", tr!(templates.answer)),
        ("required", tr!(templates.required)),
        ("evidence", tr!(templates.evidence)),
        ("hint", tr!(templates.hint)),
    ];
    let code = code_field(&found.next_codes, action.into());
    let fields = question_fields(blank(), action.into());
    view! {
        <Sheet>
            <ActForm action class="stack" says_kept=true>
                <FormGuard action seen />
                {form_errors(action, labels)}
                <SelectField
                    label=tr!(templates.area)
                    name="area"
                    options=areas()
                    required=true
                    error=field_error(action, "area")
                />
                {code}
                {fields}
                <Submit text=tr!(templates.save_edition) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}

/// What stands in the form before anybody writes; its code and its area are asked beside.
fn blank() -> Question {
    Question {
        code: String::new(),
        area: Area::Disclosure,
        text: String::new(),
        answer: AnswerKind::YesNo,
        required: true,
        evidence: None,
        hint: String::new(),
    }
}
