//! A new indicator of the score standard: where it stands, what it says, how it is scored, and which indicator gives it
//! its points.

use leptos::prelude::*;

use super::{
    super::{areas, code_field, page_of_new},
    KIND, edition, figure_inputs, may_edit, method_name, word_fields,
};
use crate::{
    error::AppError,
    i18n::tr,
    inspection::{
        model::ScoreStandard,
        standard::rules::{Method, Scored, TAKEN_FROM, WrittenIndicator, scored},
    },
    kernel::table::NO,
    page::{Act, ActForm, FormGuard, Outcome, Title, error_view, field_error, form_errors, loaded_page},
    register::{api::AddIndicator, model::StandardEdition},
    ui::{ButtonTone, Choice, SelectField, Sheet, Submit},
};

/// The form of a new indicator.
#[component]
pub fn NewIndicatorPage() -> impl IntoView {
    if !may_edit() {
        return error_view(AppError::NotPermitted);
    }
    let edition = edition();
    let action = Act::<AddIndicator>::new();
    view! {
        <Title text=tr!(templates.add_indicator) />
        {loaded_page(edition.as_form(), move |found| new_view(found, action))}
    }
    .into_any()
}

fn new_view(found: StandardEdition, action: Act<AddIndicator>) -> AnyView {
    let words = (tr!(templates.add_indicator), tr!(templates.add_indicator_turn));
    page_of_new(KIND, (found.standard.edition, found.latest), words, || new_form(&found, action))
}

fn new_form(found: &StandardEdition, action: Act<AddIndicator>) -> AnyView {
    let seen = Signal::stored(found.standard.edition);
    let blank = WrittenIndicator { may_be_not_applicable: NO.to_owned(), ..WrittenIndicator::default() };
    let place = view! {
        <SelectField
            label=tr!(templates.area)
            name="area"
            options=areas()
            required=true
            error=field_error(action, "area")
        />
        {code_field(&found.next_codes, action.into())}
    };
    let words = word_fields(&blank, action.into());
    let points = point_fields(&found.standard, &blank, action.into());
    view! {
        <Sheet>
            <ActForm action class="stack" says_kept=true>
                <FormGuard action seen />
                {form_errors(action, labels())}
                {place}
                {words}
                {points}
                <Submit text=tr!(templates.save_edition) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}

fn labels() -> Vec<(&'static str, String)> {
    vec![
        ("area", tr!(templates.area)),
        ("code", tr!(templates.code)),
        ("text", tr!(templates.indicator)),
        ("rule", tr!(templates.rule)),
        ("basis", tr!(templates.basis)),
        ("materials", tr!(templates.materials)),
        ("may_be_not_applicable", tr!(templates.may_be_not_applicable)),
        ("method", tr!(templates.method)),
        ("max", tr!(templates.max)),
        ("per_event", tr!(templates.per_event)),
        ("cap", tr!(templates.cap)),
        ("values", tr!(templates.values)),
        (TAKEN_FROM, tr!(templates.taken_from)),
    ]
}

/// How it is scored, its figures, and who gives it its points.
fn point_fields(standard: &ScoreStandard, blank: &WrittenIndicator, action: Outcome) -> AnyView {
    let choose = Choice::new("", tr!(templates.choose));
    let of = |method: Method| Choice::new(method.word(), method_name(method));
    let methods: Vec<Choice> = std::iter::once(choose).chain(Method::ALL.into_iter().map(of)).collect();
    let [max, events, values] = figure_inputs(blank, tr!(templates.new_max_help), action);
    view! {
        <SelectField
            label=tr!(templates.method)
            name="method"
            options=methods
            required=true
            help=tr!(templates.method_help)
            error=field_error(action, "method")
        />
        <div class="cols third">{max} {events}</div>
        {values}
        <SelectField
            label=tr!(templates.taken_from)
            name=TAKEN_FROM
            options=givers(standard)
            help=tr!(templates.taken_from_help)
            error=field_error(action, TAKEN_FROM)
        />
    }
    .into_any()
}

/// The indicators that can give any points.
fn givers(standard: &ScoreStandard) -> Vec<Choice> {
    let giver = |Scored { code, text, max, spare }: Scored| {
        let words = tr!(templates.can_give, code = code.clone(), text = text, max = max, most = spare);
        Choice::new(code, words)
    };
    let able = scored(standard).into_iter().filter(|line| line.spare.0 > 0).map(giver);
    std::iter::once(Choice::new("", tr!(templates.taken_from_none))).chain(able).collect()
}
