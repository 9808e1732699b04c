//! One question of the form, as it is filled in.

use leptos::prelude::*;

use super::super::label::{fault_text, grade_text, size_text};
use crate::{
    evidence::rules::{ACCEPT, MOST_MIB},
    i18n::tr,
    kernel::{text::Note, unit_kind::Area},
    self_check::{
        form::{AnswerKind, Question},
        model::{Draft, FileLine, SubmissionView},
        rules::{
            answer::{self, GRADES, YES_NO},
            hint,
        },
    },
    ui::{
        ButtonTone, Choice, FieldKind, FileDrop, HiddenField, Icon, Notice, RadioField, Submit, TextArea, TextField,
        Tone, field_id,
    },
    words,
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

/// What the office said of the question when it returned the submission last.
pub(super) fn remark(view: &SubmissionView, code: &str) -> Option<AnyView> {
    let last = view.submission.returns.last()?;
    let remark = last.remarks.get(code)?.to_string();
    Some(
        view! {
            <Notice tone=Tone::Warn title=tr!(self_check.remark)>
                <p>{remark}</p>
            </Notice>
        }
        .into_any(),
    )
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
    let list = (!files.is_empty()).then(|| {
        view! { <ul class="files">{files.into_iter().map(|file| file_line(view, file, true)).collect_view()}</ul> }
    });
    let form = upload_form(&asked.code);
    let id = field_id(&answer::evidence_field(&asked.code));
    view! {
        {list}
        <FileDrop
            label=tr!(self_check.attach, wanted = wanted.to_owned())
            name="files"
            id
            form=form.clone()
            accept=ACCEPT
            help=tr!(self_check.attach_help, most = MOST_MIB)
            multiple=true
            error
        />
        <div><Submit text=tr!(self_check.upload) tone=ButtonTone::Secondary small=true icon="upload" form /></div>
    }
    .into_any()
}

/// A file with its size and, where it may be taken out, the button for that.
pub(super) fn file_line(view: &SubmissionView, file: &FileLine, removable: bool) -> AnyView {
    let href = format!("/files/{}", file.evidence);
    let meta = tr!(self_check.file_meta, size = size_text(file.size), day = words::instant(file.uploaded_at));
    let remove = removable.then(|| {
        let to = format!("{}/{}/remove", upload_address(view), file.evidence);
        view! {
            <button type="submit" class="btn small quiet" form=REMOVAL formaction=to formmethod="post">
                {tr!(self_check.remove)}
                <span class="vh">{file.name.to_string()}</span>
            </button>
        }
    });
    view! {
        <li>
            <Icon name="file" />
            <a href=href rel="external">{file.name.to_string()}</a>
            <span class="meta">{meta}</span>
            {remove}
        </li>
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
        view! {
            <form id=upload_form(&asked.code) method="post" enctype="multipart/form-data" action=action.clone()>
                <HiddenField name="question" value=asked.code.clone() />
            </form>
        }
    });
    view! {
        {uploads.collect_view()}
        <form id=REMOVAL method="post" action=action.clone()></form>
    }
    .into_any()
}
