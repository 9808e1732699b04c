//! One question of the form, as it is filled in.

use leptos::prelude::*;

use super::super::{
    answers::{file_line, remark},
    label::{fault_text, grade_text},
};
use crate::{
    evidence::{
        label::file_check,
        rules::{ACCEPT, MOST_FILES, MOST_MIB},
    },
    i18n::tr,
    kernel::{sending::FILES_MIB, text::Note, unit_kind::Area},
    page::{UploadForm, UploadState, form_key, uploading},
    self_check::{
        form::{AnswerKind, Question},
        model::{Draft, FileLine, SubmissionView},
        rules::{
            answer::{self, GRADES, YES_NO},
            hint,
        },
    },
    ui::{
        ButtonTone, Choice, FieldKind, FileDrop, HiddenField, Icon, RadioField, Submit, TextArea, TextField, field_id,
    },
};

/// The question, what the office said of it, its note and its files.
pub(super) fn question(view: &SubmissionView, draft: &Draft, asked: &Question, shows_all: bool) -> AnyView {
    let entered = draft.answers.get(&asked.code).cloned().unwrap_or_default();
    let error = |field: String, shown: bool| {
        let gap = view.gaps.iter().find(|gap| gap.field == field && shown);
        gap.map(|gap| fault_text(asked, &gap.fault))
    };
    let shown = shows_all || !entered.value.is_empty();
    let value = value_field(view, asked, entered.value.clone(), error(answer::value_field(&asked.code), shown));
    let note = note_field(asked, entered.note, error(answer::note_field(&asked.code), shown));
    let files = asked
        .evidence
        .as_ref()
        .map(|wanted| file_field(view, asked, wanted, error(answer::evidence_field(&asked.code), shows_all)));
    view! {
        <div class="stack gap-s">
            {remark(view, &asked.code)} {value} {files} {note}
        </div>
    }
    .into_any()
}

fn value_field(view: &SubmissionView, asked: &Question, value: String, error: Option<String>) -> AnyView {
    let label = format!("{} {}", asked.code, asked.text);
    let name = answer::value_field(&asked.code);
    let help = asked.hint.clone();
    let mark = if asked.required { tr!(self_check.required) } else { tr!(ui.optional) };
    let choices = |words: &[&str], text: fn(&str) -> String| -> Vec<Choice> {
        words.iter().map(|word| Choice::new(*word, text(word))).collect()
    };
    match asked.answer {
        AnswerKind::YesNo => {
            let options = choices(&YES_NO, |word| if word == "yes" { tr!(self_check.yes) } else { tr!(self_check.no) });
            view! { <RadioField label name options value help mark error /> }.into_any()
        }
        AnswerKind::Graded => {
            let options = choices(&GRADES, grade_text);
            view! { <RadioField label name options value help mark error /> }.into_any()
        }
        AnswerKind::Count => {
            let step = if hint::takes_decimal(&asked.hint) { "0.1" } else { "1" };
            let max = hint::bounds(&asked.hint).map(|(_, high)| high.to_string()).unwrap_or_default();
            view! { <TextField label name value help mark error kind=FieldKind::Number min="0" max step /> }.into_any()
        }
        AnswerKind::Text => {
            let maxlength = hint::most_characters(&asked.hint).unwrap_or(Note::MOST);
            view! { <TextArea label name value help mark error maxlength rows=3 /> }.into_any()
        }
        AnswerKind::Date => {
            let max = view.today.to_string();
            view! { <TextField label name value help mark error kind=FieldKind::Date max /> }.into_any()
        }
        AnswerKind::Url => {
            // Where 无 is an answer too, a browser must not insist on an address.
            let kind = if hint::takes_nothing(&asked.hint) { FieldKind::Text } else { FieldKind::Url };
            view! { <TextField label name value help mark error kind placeholder="https://" /> }.into_any()
        }
    }
}

fn note_field(asked: &Question, note: String, error: Option<String>) -> AnyView {
    let open = !note.is_empty() || error.is_some();
    let name = answer::note_field(&asked.code);
    let help = if asked.evidence.is_some() { tr!(self_check.note_help_evidence) } else { tr!(self_check.note_help) };
    view! {
        <details class="acc bare" open=open>
            <summary><Icon name="right" />{tr!(self_check.note)}</summary>
            <TextArea label=tr!(self_check.note_of, code = asked.code.clone()) name value=note help error maxlength=Note::MOST rows=2 />
        </details>
    }
    .into_any()
}

/// The files of a question. Their fields belong to a form of their own behind this one, for forms are not nested.
fn file_field(view: &SubmissionView, asked: &Question, wanted: &str, error: Option<String>) -> AnyView {
    let files: Vec<&FileLine> = view.files.iter().filter(|file| file.question == asked.code).collect();
    let line = |file: &FileLine| file_line(view, file, Some(removal(view, file)));
    let list = (!files.is_empty()).then(|| {
        view! { <ul class="files">{files.into_iter().map(line).collect_view()}</ul> }
    });
    let form = upload_form(&asked.code);
    let id = field_id(&answer::evidence_field(&asked.code));
    view! {
        {list}
        {form_key(Some(form.clone()))}
        <FileDrop
            label=tr!(self_check.attach, wanted = wanted.to_owned())
            name="files"
            id
            form=form.clone()
            accept=ACCEPT
            help=tr!(self_check.attach_help, count = MOST_FILES, most = MOST_MIB, all = FILES_MIB)
            multiple=true
            check=file_check()
            error
        />
        <div>
            <Submit
                text=tr!(self_check.upload)
                tone=ButtonTone::Secondary
                small=true
                icon="upload"
                form=form.clone()
                pending=uploading()
            />
        </div>
        <UploadState form />
    }
    .into_any()
}

/// The button that takes a file out.
fn removal(view: &SubmissionView, file: &FileLine) -> AnyView {
    let to = format!("{}/{}/remove", upload_address(view), file.evidence);
    view! {
        <button type="submit" class="btn small quiet" form=REMOVAL formaction=to formmethod="post">
            {tr!(self_check.remove)}
            <span class="vh">{file.name.to_string()}</span>
        </button>
    }
    .into_any()
}

/// The id of the form to which all buttons belong that take a file out.
const REMOVAL: &str = "remove-file";

fn upload_form(code: &str) -> String {
    format!("upload-{code}")
}

fn upload_address(view: &SubmissionView) -> String {
    format!("/self-check/{}/{}/evidence", view.round.round, view.submission.unit)
}

/// The forms of the file fields, behind the form of the answers.
pub(super) fn file_forms(view: &SubmissionView, area: Area) -> AnyView {
    let action = upload_address(view);
    let uploads = view.form.of_area(area).filter(|asked| asked.evidence.is_some()).map(|asked| {
        let code = asked.code.clone();
        view! {
            <UploadForm id=upload_form(&code) action=action.clone() is_told_elsewhere=true>
                <HiddenField name="question" value=code />
            </UploadForm>
        }
    });
    view! {
        {uploads.collect_view()}
        <form id=REMOVAL method="post" action=action.clone()></form>
    }
    .into_any()
}
