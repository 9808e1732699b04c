//! What a submission says, for whoever reads it.

use leptos::prelude::*;

use super::{
    super::label::answer_text,
    hand_over::score_table,
    question::{file_line, remark},
};
use crate::{
    i18n::tr,
    kernel::unit_kind::Area,
    self_check::{
        form::{AnswerKind, Question},
        model::SubmissionView,
    },
    ui::{EmptyState, Sheet},
    words,
};

/// The scores and the answers by area.
pub(super) fn answers(view: &SubmissionView) -> AnyView {
    if view.submission.answers.is_empty() {
        return view! { <EmptyState title=tr!(self_check.nothing_yet) text=tr!(self_check.nothing_yet_text) /> }
            .into_any();
    }
    let areas = Area::ALL.into_iter().map(|area| area_answers(view, area, &|asked| remark(view, &asked.code)));
    view! { {scores(view)} {areas.collect_view()} }.into_any()
}

/// The self scores as handed over.
pub(super) fn scores(view: &SubmissionView) -> Option<AnyView> {
    let score = view.submission.self_score.as_ref()?;
    let rows = score.areas.iter().map(|score| (score.area, score.points.to_string())).collect();
    Some(score_table(rows, score.total.to_string()))
}

/// The answers of an area, each followed by what `more` has to add.
pub(super) fn area_answers(view: &SubmissionView, area: Area, more: &dyn Fn(&Question) -> Option<AnyView>) -> AnyView {
    let lines = view.form.of_area(area).map(|asked| {
        view! {
            <div class="stack gap-s" id=format!("q-{}", asked.code)>
                <p>
                    <span class="dim">{asked.code.clone()}</span>
                    " "
                    <b>{asked.text.clone()}</b>
                </p>
                {answer(view, asked)}
                {more(asked)}
            </div>
        }
    });
    let lines = lines.collect_view();
    view! {
        <Sheet title=words::area(area) article=tr!(self_check.article_6)>
            <div class="stack">{lines}</div>
        </Sheet>
    }
    .into_any()
}

fn answer(view: &SubmissionView, asked: &Question) -> AnyView {
    let given = view.submission.answers.get(&asked.code).cloned().unwrap_or_default();
    let value = match given.value {
        Some(value) => value_view(asked, value.as_str()),
        None => view! { <span class="dim">{tr!(self_check.unanswered)}</span> }.into_any(),
    };
    let note = given.note.map(|note| view! { <p class="quote">{note.to_string()}</p> });
    let files: Vec<AnyView> =
        view.files.iter().filter(|file| file.question == asked.code).map(|file| file_line(view, file, false)).collect();
    let files = (!files.is_empty()).then(|| view! { <ul class="files">{files}</ul> });
    view! { <div>{value}</div> {note} {files} }.into_any()
}

/// Addresses can be opened: that is how the office checks them. They were checked to begin with http or https.
fn value_view(asked: &Question, value: &str) -> AnyView {
    let opens = asked.answer == AnswerKind::Url && value.starts_with("http");
    let text = answer_text(asked.answer, value);
    match opens {
        true => {
            view! { <a href=value.to_owned() rel="external noopener noreferrer" target="_blank">{text}</a> }.into_any()
        }
        false => view! { <span>{text}</span> }.into_any(),
    }
}
