//! What a submission says, for whoever reads it: on its own page, and from a visit for the group that prepares it.

use leptos::prelude::*;

use super::label::answer_text;
use crate::{
    evidence::label::file_row,
    i18n::tr,
    kernel::{points::Points, unit_kind::Area},
    page::moment_text,
    self_check::{
        form::{AnswerKind, Question},
        model::{AreaWeights, FileLine, SubmissionView},
    },
    ui::{Column, EmptyState, Notice, Row, Sheet, Table, Tone},
    words,
};

/// The scores and the answers by area.
pub(crate) fn answers(view: &SubmissionView) -> AnyView {
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
    Some(score_table(view.round.weights, rows, score.total.to_string()))
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
        view.files.iter().filter(|file| file.question == asked.code).map(|file| file_line(view, file, None)).collect();
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
        false => view! { <span class="pre">{text}</span> }.into_any(),
    }
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

/// A file with its size, and what can be done with it.
pub(super) fn file_line(view: &SubmissionView, file: &FileLine, acts: Option<AnyView>) -> AnyView {
    let href = format!("{}/{}", view.files_at, file.evidence);
    let meta = tr!(self_check.file_meta, size = words::size(file.size), day = moment_text(file.uploaded_at));
    file_row(href, file.name.as_str(), Some(meta), acts)
}

/// One figure per area and the sum.
pub(super) fn score_table(weights: AreaWeights, rows: Vec<(Area, String)>, total: String) -> AnyView {
    let head = vec![
        Column::new("area", tr!(self_check.area)),
        Column::numeric("bounds", tr!(self_check.bounds)),
        Column::numeric("score", tr!(self_check.self_score)),
    ];
    let bounds = |area: Area| {
        let (low, high) = weights.bounds(area);
        tr!(self_check.from_to, low = Points(low), high = Points(high))
    };
    let last = Row::new(vec![
        tr!(self_check.total).into_any(),
        tr!(self_check.from_to, low = Points(0), high = Points(weights.most())).into_any(),
        total.into_any(),
    ]);
    let line = |(area, text): (Area, String)| {
        Row::new(vec![words::area(area).into_any(), bounds(area).into_any(), text.into_any()])
    };
    let rows: Vec<Row> = rows.into_iter().map(line).chain([last]).collect();
    view! {
        <Sheet title=tr!(self_check.self_score) article=tr!(self_check.article_15) flush=true>
            <Table caption=tr!(self_check.self_score) head rows />
        </Sheet>
    }
    .into_any()
}
