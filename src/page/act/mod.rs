//! What a form asks of the server.
//!
//! A form is sent as it stands in the page, by one piece of code for all forms: an [`Act`], or a [`Saving`] where the answer
//! is more than a success. Leptos' own `ServerAction` and `ActionForm` would first read the form into the server function's
//! arguments and write them out again, and so put code for every function into the browser's module.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(not(feature = "ssr"))]
mod control;
mod kept;
#[cfg(not(feature = "ssr"))]
mod leaving;
#[cfg(any(test, not(feature = "ssr")))]
mod left;
#[cfg(feature = "ssr")]
mod nowhere;
#[cfg(not(feature = "ssr"))]
mod typed;

use std::marker::PhantomData;

use leptos::{
    context::Provider,
    ev::SubmitEvent,
    html,
    prelude::*,
    server::ServerActionError,
    server_fn::{Http, ServerFn, codec::PostUrl},
    web_sys::{HtmlFormElement, HtmlInputElement},
};
use serde::de::DeserializeOwned;

#[cfg(not(feature = "ssr"))]
pub(super) use browser::pressed;
#[cfg(not(feature = "ssr"))]
use browser::{ask, send, written, written_now};
#[cfg(not(feature = "ssr"))]
pub(super) use control::controls;
pub use kept::Typed;
#[cfg(feature = "ssr")]
use nowhere as typed;
#[cfg(feature = "ssr")]
pub(super) use nowhere::pressed;
#[cfg(feature = "ssr")]
use nowhere::{ask, send, written, written_now};

use super::{Said, form::not_sent_summary};
use crate::{
    error::AppError,
    kernel::{address::base64_decoded, json},
    ui::{NotSent, given},
};

/// What a form asks of the server function `S`, and what became of it.
pub struct Act<S> {
    sent: Sent,
    of: PhantomData<fn(S)>,
}

impl<S> Clone for Act<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Act<S> {}

impl<S: ServerFn<Error = AppError, Protocol = Http<PostUrl, Out>>, Out> Act<S> {
    /// Nothing is asked yet; but where a page without a script was refused, the address says why.
    #[must_use]
    pub fn new() -> Self {
        Self { sent: Sent::new(S::PATH, refused_before(S::PATH), None), of: PhantomData }
    }

    /// The act of one row of a list whose other rows have acts of the same kind. The address does not say in which row
    /// something was refused, so that is left to the page. `done` counts what is carried out, for the page to load itself
    /// again; also where the row has gone before the answer came.
    #[must_use]
    pub fn in_row(done: RwSignal<u32>) -> Self {
        Self { sent: Sent::new(S::PATH, None, Some(done)), of: PhantomData }
    }
}

impl<S: ServerFn<Error = AppError, Protocol = Http<PostUrl, Out>>, Out> Default for Act<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> Act<S> {
    /// The last answer.
    #[must_use]
    pub fn value(self) -> Signal<Option<Result<(), AppError>>> {
        self.sent.value()
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn pending(self) -> Memo<bool> {
        self.sent.pending()
    }

    /// How many answers came.
    #[must_use]
    pub fn version(self) -> Signal<usize> {
        self.sent.action.version().into()
    }
}

/// A form on its way.
struct Sending {
    /// As it is sent.
    form: String,
    /// The words of the button that was pressed.
    button: Option<String>,
    /// Where it stands.
    place: NodeRef<html::Form>,
    /// What was typed into it, where that is kept.
    kept: Option<Keeping>,
}

/// What is typed into a form and kept, and what is done with it. That is much code, and there are forms of which nothing is
/// kept: so what all forms share finds it by its address, and only [`ActForm`] by its name.
#[derive(Clone, Copy)]
struct Keeping {
    typed: Typed,
    /// Something was typed.
    keep: fn(Typed),
    /// The form is sent.
    send: fn(Typed),
    /// The answer is there.
    settle: fn(Typed, &Result<(), AppError>),
}

impl Keeping {
    fn of(typed: Typed) -> Self {
        Self { typed, keep: Typed::keep, send: Typed::send, settle }
    }
}

/// An [`Act`] of any server function.
#[derive(Clone, Copy)]
pub struct Sent {
    address: &'static str,
    action: Action<Sending, Result<(), AppError>>,
}

impl Sent {
    /// Whether an answer is awaited.
    #[must_use]
    pub fn pending(self) -> Memo<bool> {
        self.action.pending()
    }

    fn value(self) -> Signal<Option<Result<(), AppError>>> {
        self.action.value().into()
    }

    fn new(address: &'static str, refused: Option<Result<(), AppError>>, done: Option<RwSignal<u32>>) -> Self {
        let said = use_context::<Said>();
        let ask = move |sending: &Sending| {
            let (form, button) = (sending.form.clone(), sending.button.clone());
            let (place, kept) = (sending.place, sending.kept);
            async move {
                let answer = send(address, form).await;
                if let Some(kept) = kept {
                    (kept.settle)(kept.typed, &answer);
                }
                if answer.is_ok() {
                    // What the server is told of before says also what is not sent with it.
                    if kept.is_none_or(|kept| !kept.typed.tells) {
                        empty(place);
                    }
                    count(done);
                }
                if let (Ok(()), Some(said)) = (&answer, said) {
                    said.done(button.as_deref());
                }
                answer
            }
        };
        Self { address, action: Action::new_with_value(refused, ask) }
    }

    fn submit(self, event: &SubmitEvent, place: NodeRef<html::Form>, kept: Option<Keeping>) {
        if event.default_prevented() {
            return;
        }
        // A form that cannot be read here is left to the browser, as without a script.
        if let Some(form) = written(event) {
            event.prevent_default();
            if let Some(kept) = kept {
                (kept.send)(kept.typed);
            }
            self.action.dispatch(Sending { form, button: pressed(event), place, kept });
        }
    }
}

/// What becomes of what was kept: done, it is kept no more; refused, it is still to be sent; without an answer nobody
/// knows. The form may have gone meanwhile.
fn settle(kept: Typed, answer: &Result<(), AppError>) {
    let Some(name) = kept.name.try_get_value().flatten() else { return };
    match answer {
        Ok(()) => kept.done(&name),
        Err(AppError::Unavailable { .. }) => {}
        Err(_) => typed::mark(&name, false),
    }
}

/// Puts back what a form says when the page is drawn: what was typed is done. It would otherwise stay where it stands when
/// the page is drawn anew, beside what is now about somebody else. The form may have gone meanwhile.
fn empty(form: NodeRef<html::Form>) {
    if let Some(form) = form.try_get_untracked().flatten() {
        form.reset();
    }
}

/// Counts one more. The page may have gone meanwhile.
fn count(done: Option<RwSignal<u32>>) {
    if let Some(done) = done {
        done.try_update(|done| *done = done.saturating_add(1));
    }
}

/// What the address says was refused of the last form that was sent there, from a page without a script.
fn refused_before(address: &str) -> Option<Result<(), AppError>> {
    refusal_before(address).map(Err)
}

fn refusal_before(address: &str) -> Option<AppError> {
    let refused = use_context::<ServerActionError>().filter(|refused| refused.path() == address)?;
    Some(written_refusal(refused.err()))
}

/// The refusal that Leptos wrote into an address. Of one that cannot be read only that it was one is known.
fn written_refusal(text: &str) -> AppError {
    let refusal = base64_decoded(text).and_then(|bytes| json::read(&bytes).ok());
    refusal.unwrap_or(AppError::Invalid(Vec::new()))
}

impl<S> From<Act<S>> for Sent {
    fn from(act: Act<S>) -> Self {
        act.sent
    }
}

/// What became of an act: nothing yet, done, or refused.
#[derive(Clone, Copy)]
pub struct Outcome(pub(super) Signal<Option<Result<(), AppError>>>);

impl Outcome {
    fn successes(self) -> Memo<u32> {
        Memo::new(move |before: Option<&u32>| {
            before.copied().unwrap_or_default() + u32::from(self.0.with(|answer| is_done(answer.as_ref())))
        })
    }
}

/// Whether something was done, be it only a part of it.
fn is_done(answer: Option<&Result<(), AppError>>) -> bool {
    match answer {
        Some(Ok(())) => true,
        Some(Err(AppError::Partly { done, .. })) => !done.is_empty(),
        Some(Err(_)) | None => false,
    }
}

impl From<Sent> for Outcome {
    fn from(sent: Sent) -> Self {
        Self(sent.value())
    }
}

impl<S> From<Act<S>> for Outcome {
    fn from(act: Act<S>) -> Self {
        act.sent.into()
    }
}

impl<I, O> From<Action<I, Result<O, AppError>>> for Outcome
where
    I: Send + Sync + 'static,
    O: Send + Sync + 'static,
{
    fn from(action: Action<I, Result<O, AppError>>) -> Self {
        let answer = action.value();
        let outcome = move || {
            answer.with(|answer| answer.as_ref().map(|answer| answer.as_ref().map(|_| ()).map_err(Clone::clone)))
        };
        Self(Signal::derive(outcome))
    }
}

/// The form of an act. It is sent without leaving the page; before the script is there, as any form is.
///
/// What was typed and not sent is kept in the window. Where the form is drawn again and says something else, whoever
/// typed it is told, and puts it back or discards it; until then, or until the form is sent, nothing more is kept.
#[component]
pub fn ActForm(
    /// What it asks.
    #[prop(into)]
    action: Sent,
    /// Its id, where controls stand outside of it.
    #[prop(optional, into)]
    id: String,
    /// A class of the form's own.
    #[prop(optional, into)]
    class: String,
    /// Whether it says that the window keeps what is typed, where that is much.
    #[prop(optional)]
    says_kept: bool,
    /// What is typed into it, where the server is told of that before it is sent.
    #[prop(optional)]
    typed: Option<Typed>,
    children: Children,
) -> impl IntoView {
    let typed = typed.unwrap_or_else(|| Typed::new(None));
    Effect::new(move || typed.appear());
    let line = says_kept.then(|| typed.line());
    form_of(action, [id, class], typed.form, Some(Keeping::of(typed)), [Some(typed.offer()), line], children)
}

/// The form of an act of which the window keeps nothing: for it says nothing without what is typed or chosen elsewhere, or
/// only a word, or passwords. It is sent as an [`ActForm`] is, and costs a page less code.
#[component]
pub fn BriefForm(
    /// What it asks.
    #[prop(into)]
    action: Sent,
    /// Its id, where controls stand outside of it.
    #[prop(optional, into)]
    id: String,
    /// A class of the form's own.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView {
    form_of(action, [id, class], NodeRef::new(), None, [None, None], children)
}

/// The form of an act, and what stands in it above and below the rest.
fn form_of(
    action: Sent,
    [id, class]: [String; 2],
    place: NodeRef<html::Form>,
    kept: Option<Keeping>,
    [above, below]: [Option<AnyView>; 2],
    children: Children,
) -> AnyView {
    let (id, class) = (given(id), given(class));
    let not_sent = NotSent::nothing();
    // Above the form, where no place in it tells of refusals.
    let errors = move || if not_sent.is_placed() { None } else { not_sent_summary(not_sent) };
    let submit = move |event: SubmitEvent| {
        not_sent.clear();
        action.submit(&event, place, kept);
    };
    view! {
        <form
            id=id
            class=class
            method="post"
            action=action.address
            node_ref=place
            on:input=move |_| {
                if let Some(kept) = kept {
                    (kept.keep)(kept.typed);
                }
            }
            on:submit=submit
            on:invalid:capture=move |event| not_sent.note(&event)
        >
            {above}
            {errors}
            <Provider value=not_sent>{children()}</Provider>
            {below}
        </form>
    }
    .into_any()
}

/// A form that is saved, often again and again: its fields as they are sent, and what came of it.
pub type Saving<T> = Action<String, Result<T, AppError>>;

/// Saves by the server function at this address. Nothing is saved yet; but where a page without a script was refused, the
/// address says why.
#[must_use]
pub fn saving<T: DeserializeOwned + Send + Sync + 'static>(address: &'static str) -> Saving<T> {
    Action::new_with_value(refusal_before(address).map(Err), move |form: &String| ask(address, form.clone()))
}

/// Saves a form that is submitted. One that cannot be read here is left to the browser, as without a script.
pub fn save_submitted<T: Send + Sync + 'static>(event: &SubmitEvent, saving: Saving<T>) {
    if event.default_prevented() {
        return;
    }
    if let Some(form) = written(event) {
        event.prevent_default();
        saving.dispatch(form);
    }
}

/// The fields of a form as they stand now, to be saved; on the server nobody types.
#[must_use]
pub fn entered(form: &HtmlFormElement) -> Option<String> {
    written_now(form)
}

/// What is found of a form that was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(all(feature = "ssr", not(test)), expect(dead_code, reason = "only a browser finds something"))]
pub(super) enum Found {
    /// It was not sent.
    Unsent,
    /// It was not sent, and the record has changed since.
    Overtaken,
    /// It was sent, and no answer came.
    Unanswered,
}

/// Puts a text into a field and tells the page as typing would: for a button that writes into a field.
pub fn type_into(field: &HtmlInputElement, text: &str) {
    typed::type_into(field, text);
}

/// Whether this person filled in what the server does not have and this browser would keep for longer than the window:
/// before a sign-out takes it away they are asked.
#[must_use]
pub fn keeps_unsaved(account: &str) -> bool {
    typed::keeps_for_long(account)
}

/// For a sign-out: keeps nothing of any form any more, nor of what this person filled in that outlasts the window.
pub fn forget_what_was_typed(account: &str) {
    typed::forget_all(account);
}

/// Counts how often one of the acts was carried out, be it only in part. A page loads itself again for that and not for a
/// refusal, so that what was typed stays.
pub fn successes(acts: impl IntoIterator<Item = Outcome>) -> Memo<u32> {
    let counts: Vec<Memo<u32>> = acts.into_iter().map(|act| act.successes()).collect();
    Memo::new(move |_| counts.iter().map(|count| count.get()).sum())
}

/// Counts the answers to what is no form, such as a saving while somebody types, as those to a form are: with each of them
/// the session goes on.
pub fn count_answers(of: impl Into<Outcome>) {
    let Some(said) = use_context::<Said>() else { return };
    let Outcome(answer) = of.into();
    Effect::new(move |_| {
        if answer.with(|answer| matches!(answer, Some(Ok(())))) {
            said.answered();
        }
    });
}

#[cfg(test)]
mod tests {
    use leptos::server_fn::error::ServerFnUrlError;

    use super::*;
    use crate::kernel::{address::percent_decoded, fault::Fault};

    #[test]
    fn a_refusal_in_the_address_is_read_as_leptos_writes_it() {
        let long = AppError::Partly { done: vec!["责清".to_owned()], left: Vec::new() };
        for error in [AppError::Stale, AppError::field("held_on", Fault::NotADate), long] {
            let written = ServerFnUrlError::new("/api/x", error.clone()).to_url("http://localhost/").unwrap();
            let query = written.query().unwrap().to_owned();
            let text = query.split_once("__err=").map(|(_, text)| percent_decoded(text)).unwrap();
            assert_eq!(written_refusal(&text), error);
        }
    }

    #[test]
    fn what_is_no_refusal_is_told_as_leptos_tells_it() {
        for text in ["", "AAAA", "-", "InN0YWxlIg", "bnVsbA=="] {
            assert_eq!(written_refusal(text), ServerFnUrlError::<AppError>::decode_err(text), "{text}");
        }
    }
}
