//! Oral feedback with the unit's acknowledgement (Art. 9 (6)), and the written feedback (Art. 12).

use leptos::prelude::*;

use super::{labels, record::Acts};
use crate::{
    i18n::tr,
    inspection::{
        model::OralFeedback,
        visit::{
            model::VisitPage,
            rules::{self, VisitStep},
        },
    },
    kernel::{
        actor::Actor,
        text::{LongText, Note},
    },
    page::{ActForm, FormGuard, field_error, form_errors, form_errors_at, moment_text},
    ui::{Badge, ButtonTone, CheckField, Facts, HiddenField, Notice, Sheet, Submit, TextArea, TextField, Tone},
};

/// What was said at the end, or the form to say it; for the unit the form to acknowledge it.
pub(super) fn oral_sheet(page: &VisitPage, actor: &Actor, acts: Acts) -> AnyView {
    let visit = &page.visit;
    let content = match &visit.oral_feedback {
        Some(feedback) => view! { {given(feedback)} {acknowledgement(page, actor, acts)} }.into_any(),
        None if rules::may(actor, visit, VisitStep::GiveFeedback) => oral_form(page, acts),
        None => return ().into_any(),
    };
    view! {
        <Sheet title=tr!(visit.oral_feedback) article=tr!(visit.article_9_6) id="oral">
            {content}
        </Sheet>
    }
    .into_any()
}

fn given(feedback: &OralFeedback) -> AnyView {
    let who = tr!(visit.written_by, name = feedback.given.name.clone(), at = moment_text(feedback.given.at));
    let mut rows: Vec<(String, AnyView)> = Vec::new();
    if let Some(signed) = &feedback.acknowledged {
        let who = tr!(visit.written_by, name = signed.name.clone(), at = moment_text(signed.at));
        rows.push((tr!(visit.acknowledged), who.into_any()));
        let answer = feedback.answer.as_ref().map_or_else(|| tr!(visit.no_answer), ToString::to_string);
        let badge = feedback.contested.then(|| view! { <Badge tone=Tone::Warn text=tr!(visit.contested) /> " " });
        rows.push((tr!(visit.unit_answer), view! { {badge} {answer} }.into_any()));
    } else {
        rows.push((tr!(visit.acknowledged), tr!(visit.not_acknowledged).into_any()));
    }
    view! {
        <p class="quote">{feedback.text.to_string()}</p>
        <p class="sm dim">{who}</p>
        <Facts rows />
    }
    .into_any()
}

fn acknowledgement(page: &VisitPage, actor: &Actor, acts: Acts) -> AnyView {
    let action = acts.acknowledge;
    if !rules::may(actor, &page.visit, VisitStep::Acknowledge) {
        return ().into_any();
    }
    let (id, seen) = (page.visit.visit.to_string(), Signal::stored(page.visit.version));
    view! {
        <ActForm action class="stack">
            <FormGuard action seen />
            {form_errors(action, vec![("answer", tr!(visit.unit_answer))])}
            <HiddenField name="visit" value=id />
            <CheckField label=tr!(visit.contests) name="contested" help=tr!(visit.contests_help) />
            <TextArea
                label=tr!(visit.unit_answer)
                name="answer"
                help=tr!(visit.unit_answer_help)
                mark=tr!(ui.optional)
                maxlength=Note::MOST
                error=field_error(action, "answer")
            />
            <Submit text=tr!(visit.act_acknowledge) tone=ButtonTone::Primary pending=action.pending() />
        </ActForm>
    }
    .into_any()
}

/// The oral feedback, with a reason for each step and each kind of materials that has no record.
fn oral_form(page: &VisitPage, acts: Acts) -> AnyView {
    let action = acts.give_feedback;
    let (id, seen) = (page.visit.visit.to_string(), Signal::stored(page.visit.version));
    let missing = rules::missing_steps(&page.visit);
    let reasons = missing.iter().map(|gap| {
        let name = gap.field();
        let error = field_error(action, name.clone());
        view! { <TextField label=tr!(visit.why_left_out, step = labels::gap(*gap)) name maxlength=Note::MOST error /> }
    });
    let reasons = reasons.collect_view();
    // Each reason is named by the step that it is about: they all lack the same.
    let mut labelled = vec![("text".to_owned(), tr!(visit.feedback_text))];
    labelled.extend(missing.iter().map(|gap| (gap.field(), labels::gap(*gap))));
    let place = move |field: &str| {
        let label = labelled.iter().find(|(name, _)| name == field).map(|(_, label)| label.clone());
        (field.to_owned(), label)
    };
    let suggested = suggestion(page);
    let intro = (!missing.is_empty()).then(|| view! { <p class="soft">{tr!(visit.left_out_intro)}</p> });
    view! {
        <ActForm action class="stack" says_kept=true>
            <FormGuard action seen />
            {form_errors_at(action, place)}
            <HiddenField name="visit" value=id />
            <TextArea
                label=tr!(visit.feedback_text)
                name="text"
                help=tr!(visit.feedback_help)
                rows=6
                maxlength=LongText::MOST
                value=suggested
                error=field_error(action, "text")
                required=true
            />
            {intro}
            {reasons}
            <Submit text=tr!(visit.act_give_feedback) tone=ButtonTone::Primary pending=action.pending() />
        </ActForm>
    }
    .into_any()
}

/// The problems and the first opinions, one line each, to be spoken from and changed.
fn suggestion(page: &VisitPage) -> String {
    let lines = page.visit.findings.iter().map(|finding| {
        tr!(
            visit.feedback_line,
            number = finding.number,
            title = finding.title.to_string(),
            advice = finding.advice.to_string()
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The written feedback, or the office's form to send it.
pub(super) fn written_sheet(page: &VisitPage, actor: &Actor, acts: Acts) -> AnyView {
    let visit = &page.visit;
    let content = match &visit.written_feedback {
        Some(feedback) => {
            let who = tr!(visit.written_by, name = feedback.sent.name.clone(), at = moment_text(feedback.sent.at));
            view! {
                <p class="quote">{feedback.text.to_string()}</p>
                <p class="sm dim">{who}</p>
            }
            .into_any()
        }
        None if rules::may(actor, visit, VisitStep::Answer) => written_form(page, acts),
        None => return ().into_any(),
    };
    view! {
        <Sheet title=tr!(visit.written_feedback) article=tr!(visit.article_12) id="written">
            {content}
        </Sheet>
    }
    .into_any()
}

/// What the unit says against the oral feedback, and what whoever goes on has to do about it; nothing where it contests
/// nothing.
pub(super) fn contested(page: &VisitPage, follows: String) -> Option<AnyView> {
    let given = page.visit.oral_feedback.as_ref().filter(|given| given.contested)?;
    let answer = given.answer.as_ref().map(ToString::to_string);
    let notice = view! {
        <Notice tone=Tone::Warn title=tr!(visit.contests)>
            <p class="quote">{answer}</p>
            <p>{follows}</p>
        </Notice>
    };
    Some(notice.into_any())
}

fn written_form(page: &VisitPage, acts: Acts) -> AnyView {
    let (action, suggested) = (acts.answer, suggestion(page));
    // The unit may contest the feedback after the lock too, when the leader's word is said.
    let contested = contested(page, tr!(visit.written_contested));
    let (id, seen) = (page.visit.visit.to_string(), Signal::stored(page.visit.version));
    view! {
        <ActForm action class="stack" says_kept=true>
            <FormGuard action seen />
            {form_errors(action, vec![("text", tr!(visit.written_text))])}
            {contested}
            <HiddenField name="visit" value=id />
            <TextArea
                label=tr!(visit.written_text)
                name="text"
                help=tr!(visit.written_help)
                rows=8
                maxlength=LongText::MOST
                value=suggested
                error=field_error(action, "text")
                required=true
            />
            <Submit text=tr!(visit.act_answer) tone=ButtonTone::Primary pending=action.pending() />
        </ActForm>
    }
    .into_any()
}
