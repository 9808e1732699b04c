//! The story of an entry, the newest act on top, and its files.

use leptos::prelude::*;

use super::super::{
    label,
    model::{EntryPage as Model, Event, FileName, Step, Verifier},
    reminder::model::EntryReminder,
};
use crate::{
    evidence::label::file_row,
    i18n::tr,
    kernel::{ids::EvidenceId, text::Note},
    page::moment,
    ui::{Moment, Sheet},
    words,
};

/// Everything that was done.
pub(super) fn story(page: &Model) -> AnyView {
    let newest = page.entry.story.last();
    let steps = page.entry.story.iter().map(|event| {
        let is_newest = newest.is_some_and(|newest| std::ptr::eq(newest, event));
        (event.signed.at, told(event, is_newest, &page.files))
    });
    let mut events: Vec<_> = steps.chain(page.reminders.iter().map(|one| (one.signed.at, reminded(one)))).collect();
    // What was done at one instant keeps its order.
    events.reverse();
    events.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let events: Vec<AnyView> = events.into_iter().map(|(_, event)| event).collect();
    let note = match events.len() + 1 {
        1 => tr!(rectification.story_count_one),
        count => tr!(rectification.story_count, count = count),
    };
    let found = found(page);
    let print = view! { <span class="sm soft">{tr!(rectification.story_order)}</span> }.into_any();
    view! {
        <Sheet title=tr!(rectification.story) note actions=print>
            <ol class="story">{events} {found}</ol>
        </Sheet>
    }
    .into_any()
}

fn told(event: &Event, newest: bool, files: &[FileName]) -> AnyView {
    let class = match (newest, is_setback(event.step)) {
        (_, true) => Some("back"),
        (true, false) => Some("now"),
        (false, false) => None,
    };
    let text = event.text.as_ref().map(|text| {
        let text = text.to_string();
        view! { <p class="quote">{text}</p> }
    });
    view! {
        <li class=class>
            <div class="line">
                <h3>{label::done(event.step)}</h3>
                <Moment when=moment(event.signed.at) />
            </div>
            <span class="who">{event.signed.name.clone()}</span>
            {event.verifier.as_ref().map(|verifier| view! { <p>{verifies(verifier)}</p> })}
            {text}
            {named_day(event).map(|sentence| view! { <p>{sentence}</p> })}
            {event.percent.map(|percent| view! { <p>{tr!(rectification.percent_done, percent = percent)}</p> })}
            {listed(&event.evidence, files)}
            {without_proof(event.unproved.as_ref())}
        </li>
    }
    .into_any()
}

/// Who was appointed to verify.
fn verifies(verifier: &Verifier) -> String {
    tr!(rectification.verifier_is, name = verifier.name.to_string(), number = verifier.inspector.to_string())
}

/// Why no file proves it, where that was said.
pub(super) fn without_proof(reason: Option<&Note>) -> Option<AnyView> {
    let reason = reason?.to_string();
    Some(view! { <p class="sm">{tr!(rectification.unproved_because, reason = reason)}</p> }.into_any())
}

/// That the office reminded the unit.
fn reminded(reminder: &EntryReminder) -> AnyView {
    view! {
        <li>
            <div class="line">
                <h3>{tr!(rectification.done_remind)}</h3>
                <Moment when=moment(reminder.signed.at) />
            </div>
            <span class="who">{reminder.signed.name.clone()}</span>
        </li>
    }
    .into_any()
}

/// The first event: the finding, in the words of the group.
fn found(page: &Model) -> AnyView {
    let entry = &page.entry;
    let record = page.record.map(|number| {
        let href = format!("/visits/{}#step-{number}", entry.visit);
        view! {
            <p class="sm">
                <a href=href>{tr!(visit.finding_proof, number = number)}</a>
            </p>
        }
    });
    view! {
        <li>
            <div class="line">
                <h3>{tr!(rectification.done_open)}</h3>
                <Moment when=moment(entry.opened.at) />
            </div>
            <span class="who">{entry.opened.name.clone()}</span>
            <p>{entry.detail.to_string()}</p>
            <p class="quote">{tr!(rectification.advice, text = entry.advice.to_string())}</p>
            {record}
            {listed(&entry.evidence, &page.files)}
        </li>
    }
    .into_any()
}

/// Whether the step sent something back.
const fn is_setback(step: Step) -> bool {
    match step {
        Step::ReturnPlan
        | Step::RefuseExtension
        | Step::HandBack
        | Step::ReturnClosure
        | Step::FailVerification
        | Step::Reopen => true,
        Step::Order
        | Step::Receive
        | Step::PreparePlan
        | Step::SignPlan
        | Step::ApprovePlan
        | Step::Report
        | Step::Attach
        | Step::AskExtension
        | Step::GrantExtension
        | Step::PrepareClosure
        | Step::SignClosure
        | Step::AcceptMaterials
        | Step::AppointVerifier
        | Step::AttachOnSite
        | Step::Verify
        | Step::Close
        | Step::Archive => false,
    }
}

/// The day that an event names, in a sentence.
fn named_day(event: &Event) -> Option<String> {
    let day = event.on?;
    match event.step {
        Step::Order | Step::GrantExtension => Some(tr!(rectification.due_set, date = day)),
        Step::AskExtension => Some(tr!(rectification.due_asked, date = day)),
        Step::Verify | Step::FailVerification | Step::Reopen => Some(tr!(rectification.seen_on, date = day)),
        Step::Receive
        | Step::PreparePlan
        | Step::SignPlan
        | Step::ApprovePlan
        | Step::ReturnPlan
        | Step::Report
        | Step::Attach
        | Step::RefuseExtension
        | Step::PrepareClosure
        | Step::HandBack
        | Step::SignClosure
        | Step::AcceptMaterials
        | Step::ReturnClosure
        | Step::AppointVerifier
        | Step::AttachOnSite
        | Step::Close
        | Step::Archive => None,
    }
}

/// Files with their names and sizes; nothing where there are none.
pub(super) fn listed(ids: &[EvidenceId], files: &[FileName]) -> AnyView {
    listed_with(ids, files, |_| None)
}

/// Files as [`listed`], each with what can be done with it.
pub(super) fn listed_with(
    ids: &[EvidenceId],
    files: &[FileName],
    acts: impl Fn(&FileName) -> Option<AnyView>,
) -> AnyView {
    let known = ids.iter().filter_map(|id| files.iter().find(|file| file.evidence == *id));
    let items: Vec<AnyView> = known.map(|one| file(one, acts(one))).collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! { <ul class="files">{items}</ul> }.into_any()
}

fn file(file: &FileName, acts: Option<AnyView>) -> AnyView {
    file_row(format!("/files/{}", file.evidence), &file.name, Some(words::size(file.bytes)), acts)
}
