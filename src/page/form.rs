//! Errors of a form, and what a form carries unseen.

use std::{borrow::Cow, sync::Arc};

use leptos::prelude::*;
use uuid::Uuid;

use super::{KEY, Outcome, SEEN, here, refused::told, sign_in_address, successes};
use crate::{
    error::{AppError, Left},
    i18n::tr,
    kernel::fault::FieldFault,
    ui::{ErrorSummary, Flaw, LinkButton, NotSent, Notice, Tone},
    words::{fault_text, reason},
};

/// The sentence beside a field, for the `error` of the kit's fields: the first fault that the last answer has for the
/// field of this name.
pub fn field_error(action: impl Into<Outcome>, field: impl Into<Cow<'static, str>>) -> Signal<Option<String>> {
    error_of(action.into(), field.into())
}

fn error_of(Outcome(answer): Outcome, field: Cow<'static, str>) -> Signal<Option<String>> {
    Signal::derive(move || {
        answer.with(|answer| {
            let Some(Err(AppError::Invalid(faults))) = answer else { return None };
            faults.iter().find(|fault| fault.field == field).map(|fault| fault_text(&fault.fault))
        })
    })
}

/// What the last answer refuses, on top of the form: a list of links to the fields, or a notice. `labels` are
/// pairs of a field's name and its label; a field without one is told by its sentence alone.
///
/// Both are alerts, so they are read out when they appear. Inside of a form it tells as well what the browser did not send
/// the form for.
pub fn form_errors(action: impl Into<Outcome>, labels: Vec<(&'static str, String)>) -> AnyView {
    form_errors_at(action, move |field| (field.to_owned(), label_of(field, &labels)))
}

/// [`form_errors`] of a form whose fields are not found by their names: `place` gives, for a field's name, where the
/// summary leads, as [`ErrorSummary`] takes it, and the field's label, if it has one.
pub fn form_errors_at(
    action: impl Into<Outcome>,
    place: impl Fn(&str) -> (String, Option<String>) + Send + Sync + 'static,
) -> AnyView {
    refusal_of(action.into(), Arc::new(place))
}

/// The label of a field, where it is among these pairs of names and labels.
pub fn label_of(field: &str, labels: &[(&'static str, String)]) -> Option<String> {
    labels.iter().find(|(labelled, _)| *labelled == field).map(|(_, label)| label.clone())
}

/// Where a field's fault leads to, and what the field is called, by its name.
type Place = Arc<dyn Fn(&str) -> (String, Option<String>) + Send + Sync>;

fn refusal_of(Outcome(answer): Outcome, place: Place) -> AnyView {
    let (page, sign_in) = (here(), sign_in_address());
    let not_sent = use_context::<NotSent>().filter(|not_sent| not_sent.take_place());
    if let Some(not_sent) = not_sent {
        on_cleanup(move || not_sent.leave_place());
    }
    let refused = move || {
        // It is newer than the last answer.
        if let Some(told) = not_sent.and_then(not_sent_summary) {
            return Some(told);
        }
        let error = answer.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().err().cloned()));
        error.map(|error| {
            if let AppError::Invalid(faults) = &error
                && !faults.is_empty()
            {
                return summary(faults, &place);
            }
            notice(&error, way_on(&error, &page, &sign_in))
        })
    };
    view! { {refused} }.into_any()
}

fn summary(faults: &[FieldFault], place: &Place) -> AnyView {
    let errors = faults.iter().map(|fault| {
        let (link, label) = place(&fault.field);
        (link, labelled(label, fault_text(&fault.fault)))
    });
    summary_of(errors.collect())
}

/// What the browser did not send a form for, told as what the server refuses; nothing where the form was sent.
pub(super) fn not_sent_summary(not_sent: NotSent) -> Option<AnyView> {
    let flaws = not_sent.flaws();
    let errors = flaws.into_iter().map(|Flaw { place, label, sentence }| {
        let label = (!label.is_empty()).then_some(label);
        (place, labelled(label, sentence))
    });
    let errors: Vec<(String, String)> = errors.collect();
    (!errors.is_empty()).then(|| summary_of(errors))
}

/// The sentence behind the label of its field, if it has one.
fn labelled(label: Option<String>, sentence: String) -> String {
    match label {
        Some(label) => tr!(ui.label_and_sentence, label = label, sentence = sentence),
        None => sentence,
    }
}

fn summary_of(errors: Vec<(String, String)>) -> AnyView {
    view! { <ErrorSummary title=tr!(ui.form_errors, count = errors.len()) errors /> }.into_any()
}

/// What some work was refused for, told where no form is that asked for it: the records that were left, each fault, or
/// what helps.
pub fn refusal_notice(error: &AppError) -> AnyView {
    notice(error, None)
}

/// The notice of a refusal, and at its end how one goes on.
fn notice(error: &AppError, way: Option<AnyView>) -> AnyView {
    let (title, sentences) = told(error);
    let sentences = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let records = if let AppError::Partly { done, left } = error { Some(records(done, left)) } else { None };
    view! {
        <Notice tone=Tone::Stop title>
            {sentences}
            {records}
            {way}
        </Notice>
    }
    .into_any()
}

/// Of several records those that were left, each with its reason, and those that are done.
fn records(done: &[String], left: &[Left]) -> AnyView {
    let left = left.iter().map(|one| {
        let line = tr!(ui.label_and_sentence, label = one.what.clone(), sentence = reason(&one.why));
        view! { <li>{line}</li> }
    });
    let left = left.collect_view();
    let done = (!done.is_empty()).then(|| {
        let done = done.iter().map(|one| view! { <li>{one.clone()}</li> }).collect_view();
        view! {
            <p>{tr!(errors.partly_done)}</p>
            <ul>{done}</ul>
        }
    });
    view! {
        <ul>{left}</ul>
        {done}
    }
    .into_any()
}

/// The link by which one goes on after a refusal, where one is needed: to the address that signs in, or to the page
/// itself, to load it anew.
#[must_use]
pub fn way_on(error: &AppError, page: &str, sign_in: &str) -> Option<AnyView> {
    let (href, text) = match error {
        AppError::SignIn => (sign_in, tr!(ui.to_sign_in)),
        // What was typed would be lost by loading again, so only the refusals that need it offer it.
        AppError::Stale | AppError::NotAllowedNow | AppError::Partly { .. } => (page, tr!(ui.reload)),
        AppError::NotFound
        | AppError::NotPermitted
        | AppError::Invalid(_)
        | AppError::Exists
        | AppError::TooLarge
        | AppError::Unavailable { .. } => return None,
    };
    Some(view! { <LinkButton href text small=true external=true /> }.into_any())
}

/// What a form carries unseen: `key`, by which a form that is sent twice changes something once, and `seen`, the version
/// the person looked at. Put it into every form of an act; leave `seen` out where something new is made.
///
/// The key that the server drew stays in the page, for hydration leaves attributes as they are; a page that is drawn
/// in the browser draws its own. After a success the form gets a new key, because the next sending is another act;
/// after a refusal it keeps the old one, because the person is still at the same.
#[component]
pub fn FormGuard(
    /// What the form asks.
    #[prop(into)]
    action: Outcome,
    /// The version of the record as it was shown.
    #[prop(optional, into)]
    seen: Option<Signal<u32>>,
) -> impl IntoView {
    let done = successes([action]);
    let key = move || {
        done.track();
        Uuid::new_v4().to_string()
    };
    let seen = seen.map(|seen| view! { <input type="hidden" name=SEEN value=move || seen.get().to_string() /> });
    view! {
        <input type="hidden" name=KEY value=key />
        {seen}
    }
}

/// The hidden key of a form that no [`Act`](super::Act) sends: one of files, or one that the browser sends by itself. By it
/// the server knows the form where it is sent twice. It stands before the files, so that the server knows it when they
/// come. Where it stands outside its form, `form` is the form's id. As with [`FormGuard`], the key that the server drew
/// stays in the page.
pub fn form_key(form: Option<String>) -> AnyView {
    view! { <input type="hidden" name=KEY form=form value=Uuid::new_v4().to_string() /> }.into_any()
}
