//! An edition of the self-check form, and one question of it.

/// A new question.
mod new;
/// Withdrawing a question.
mod withdraw;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

pub use new::NewQuestionPage;

use super::{crumbs, edition_href, kind_name, superseded, yes_no_choices};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::{
        permit::{Action, Subject},
        table::yes_no,
        unit_kind::Area,
    },
    page::{
        Act, ActForm, FormGuard, Load, Outcome, Title, error_view, field_error, form_errors, load, loaded_page, may,
    },
    register::{
        api::{self, ReviseQuestion, WithdrawQuestion},
        model::{FormEdition, Kind},
    },
    self_check::form::{AnswerKind, Question},
    ui::{
        Badge, ButtonTone, Choice, Column, HiddenField, LinkButton, PageHeader, RadioField, Row, SelectField, Sheet,
        Submit, Table, TextArea, TextField, Tone,
    },
    words,
};

const KIND: Kind = Kind::SelfCheckForm;

fn edition() -> Load<FormEdition> {
    let params = use_params_map();
    let number = move || params.with(|params| params.get("edition").unwrap_or_default());
    load(number, |number| async move {
        let number: u32 = number.parse().map_err(|_| AppError::NotFound)?;
        api::check_form(number).await
    })
}

fn may_edit() -> bool {
    may(Action::ManageRegister, Subject::DISTRICT)
}

fn answer_name(answer: AnswerKind) -> String {
    match answer {
        AnswerKind::YesNo => tr!(templates.answer_yes_no),
        AnswerKind::Graded => tr!(templates.answer_graded),
        AnswerKind::Count => tr!(templates.answer_count),
        AnswerKind::Text => tr!(templates.answer_text),
        AnswerKind::Date => tr!(templates.answer_date),
        AnswerKind::Url => tr!(templates.answer_url),
    }
}

/// An edition of the self-check form (Art. 7).
#[component]
pub fn CheckFormPage() -> impl IntoView {
    let edition = edition();
    view! {
        <Title text=kind_name(KIND) />
        {loaded_page(edition, form_view)}
    }
}

fn form_view(found: FormEdition) -> AnyView {
    let FormEdition { form, latest, next_codes: _ } = found;
    let number = form.edition;
    let holds = number == latest;
    let edits = holds && may_edit();
    let way = crumbs(vec![(tr!(templates.edition_number, edition = number), None)]);
    let badge = match holds {
        true => view! { <Badge tone=Tone::Good text=tr!(templates.holds) /> }.into_any(),
        false => view! { <Badge text=tr!(templates.earlier) /> }.into_any(),
    };
    let add = edits.then(|| {
        let href = format!("{}/new", edition_href(KIND, number));
        view! { <LinkButton href text=tr!(templates.add_question) icon="plus" /> }
    });
    let sheets: Vec<AnyView> = Area::ALL
        .into_iter()
        .map(|area| area_sheet(area, form.of_area(area).cloned().collect(), edits, number))
        .collect();
    view! {
        <PageHeader title=form.title.to_string() crumbs=way crumbs_label=tr!(ui.breadcrumbs) badge turn=tr!(templates.form_turn)>
            {add}
        </PageHeader>
        <div class="stack">{(!holds).then(|| superseded(KIND, latest))} {sheets}</div>
    }
    .into_any()
}

fn area_sheet(area: Area, questions: Vec<Question>, edits: bool, edition: u32) -> AnyView {
    let head = vec![
        Column::new("text", tr!(templates.question)),
        Column::new("answer", tr!(templates.answer)),
        Column::new("required", tr!(templates.required)),
        Column::new("evidence", tr!(templates.evidence)).wide(),
        Column::new("hint", tr!(templates.hint)).wide(),
    ];
    let note = tr!(templates.count_self_check_form, count = questions.len());
    let row = |question: Question| {
        let href = format!("{}/{}", edition_href(KIND, edition), question.code);
        let row = question_row(question);
        if edits { row.opens(href) } else { row }
    };
    let rows: Vec<Row> = questions.into_iter().map(row).collect();
    let title = words::area(area);
    let caption = title.clone();
    view! {
        <Sheet title note flush=true>
            <Table caption head rows />
        </Sheet>
    }
    .into_any()
}

fn question_row(question: Question) -> Row {
    let required = if question.required { tr!(templates.yes) } else { tr!(templates.no) };
    let Question { code, area: _, text, answer, required: _, evidence, hint } = question;
    Row::new(vec![
        view! {
            {text}
            <span class="sub">{code}</span>
        }
        .into_any(),
        answer_name(answer).into_any(),
        required.into_any(),
        evidence.unwrap_or_else(|| tr!(templates.no_evidence)).into_any(),
        hint.into_any(),
    ])
}

/// One question of the form.
#[component]
pub fn QuestionPage() -> impl IntoView {
    if !may_edit() {
        return error_view(AppError::NotPermitted);
    }
    let edition = edition();
    let params = use_params_map();
    let action = Act::<ReviseQuestion>::new();
    let withdraw = Act::<WithdrawQuestion>::new();
    let code = move || params.with(|params| params.get("code").unwrap_or_default());
    view! {
        <Title text=tr!(templates.edit_question) />
        {loaded_page(edition.as_form(), move |found| question_view(found, &code(), action, withdraw))}
    }
    .into_any()
}

fn question_view(
    found: FormEdition,
    code: &str,
    action: Act<ReviseQuestion>,
    withdraw: Act<WithdrawQuestion>,
) -> AnyView {
    let FormEdition { form, latest, next_codes: _ } = found;
    let number = form.edition;
    let Some(question) = form.question(code).cloned() else { return error_view(AppError::NotFound) };
    let way = crumbs(vec![
        (tr!(templates.edition_number, edition = number), Some(edition_href(KIND, number))),
        (code.to_owned(), None),
    ]);
    let badge = view! { <Badge text=words::area(question.area) /> }.into_any();
    let title = tr!(templates.question_title, code = code.to_owned());
    let content = if number == latest { question_form(question, number, action) } else { superseded(KIND, latest) };
    let withdraw = (number == latest).then(|| withdraw::folded(&form, code, withdraw));
    view! {
        <PageHeader title crumbs=way crumbs_label=tr!(ui.breadcrumbs) badge turn=tr!(templates.question_turn) />
        <div class="stack">{content} {withdraw}</div>
    }
    .into_any()
}

fn question_form(question: Question, edition: u32, action: Act<ReviseQuestion>) -> AnyView {
    let seen = Signal::stored(edition);
    let labels = vec![
        ("text", tr!(templates.question)),
        ("answer", tr!(templates.answer)),
        ("required", tr!(templates.required)),
        ("evidence", tr!(templates.evidence)),
        ("hint", tr!(templates.hint)),
    ];
    let code = question.code.clone();
    let fields = question_fields(question, action.into());
    view! {
        <Sheet>
            <ActForm action class="stack" says_kept=true>
                <FormGuard action seen />
                <HiddenField name="code" value=code />
                {form_errors(action, labels)}
                {fields}
                <Submit text=tr!(templates.save_edition) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}

fn question_fields(question: Question, action: Outcome) -> AnyView {
    let error = move |field| field_error(action, field);
    let answers: Vec<Choice> =
        AnswerKind::ALL.into_iter().map(|answer| Choice::new(answer.word(), answer_name(answer))).collect();
    let Question { code: _, area: _, text, answer, required, evidence, hint } = question;
    let optional = tr!(ui.optional);
    let also = optional.clone();
    view! {
        <TextArea label=tr!(templates.question) name="text" value=text rows=2 required=true error=error("text") />
        <SelectField label=tr!(templates.answer) name="answer" options=answers value=answer.word() error=error("answer") />
        <RadioField
            label=tr!(templates.required)
            name="required"
            options=yes_no_choices()
            value=yes_no(required)
            error=error("required")
            required=true
        />
        <TextField
            label=tr!(templates.evidence)
            name="evidence"
            value=evidence.unwrap_or_default()
            mark=optional
            help=tr!(templates.evidence_help)
            error=error("evidence")
        />
        <TextField label=tr!(templates.hint) name="hint" value=hint mark=also error=error("hint") />
    }
    .into_any()
}
