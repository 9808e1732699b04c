//! What a form asks of the server.
//!
//! A form is sent as it stands in the page, by one piece of code for all forms. Leptos' own `ServerAction` and
//! `ActionForm` would first read the form into the server function's arguments and write them out again, and so put code
//! for every function into the browser's module; they are for what is no form, or whose answer is more than a success.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

use std::marker::PhantomData;

use leptos::{
    ev::SubmitEvent,
    prelude::*,
    server::ServerActionError,
    server_fn::{
        Http, ServerFn,
        codec::{Json, PostUrl},
        error::ServerFnUrlError,
    },
};

#[cfg(not(feature = "ssr"))]
use browser::{send, written};
#[cfg(feature = "ssr")]
use nowhere::{send, written};

use crate::error::AppError;

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

impl<S: ServerFn<Error = AppError, Protocol = Http<PostUrl, Json>>> Act<S> {
    /// Nothing is asked yet; but where a page without a script was refused, the address says why.
    #[must_use]
    pub fn new() -> Self {
        Self { sent: Sent::new(S::PATH), of: PhantomData }
    }
}

impl<S: ServerFn<Error = AppError, Protocol = Http<PostUrl, Json>>> Default for Act<S> {
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

/// An [`Act`] of any server function.
#[derive(Clone, Copy)]
pub struct Sent {
    address: &'static str,
    /// By the form as it is sent.
    action: Action<String, Result<(), AppError>>,
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

    fn new(address: &'static str) -> Self {
        let refused = use_context::<ServerActionError>().filter(|refused| refused.path() == address);
        let refused = refused.map(|refused| Err(ServerFnUrlError::<AppError>::decode_err(refused.err())));
        Self { address, action: Action::new_with_value(refused, move |form: &String| send(address, form.clone())) }
    }

    fn submit(self, event: &SubmitEvent) {
        if event.default_prevented() {
            return;
        }
        // A form that cannot be read here is left to the browser, as without a script.
        if let Some(form) = written(event) {
            event.prevent_default();
            self.action.dispatch(form);
        }
    }
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
            let succeeded = self.0.with(|answer| matches!(answer, Some(Ok(()))));
            before.copied().unwrap_or_default() + u32::from(succeeded)
        })
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

impl<S> From<ServerAction<S>> for Outcome
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    fn from(action: ServerAction<S>) -> Self {
        let answer = action.value();
        let outcome = move || {
            answer.with(|answer| answer.as_ref().map(|answer| answer.as_ref().map(|_| ()).map_err(Clone::clone)))
        };
        Self(Signal::derive(outcome))
    }
}

/// The form of an act. It is sent without leaving the page; before the script is there, as any form is.
#[component]
pub fn ActForm(
    /// What it asks.
    #[prop(into)]
    action: Sent,
    /// A class of the form's own.
    #[prop(optional, into)]
    class: String,
    children: Children,
) -> impl IntoView {
    let class = (!class.is_empty()).then_some(class);
    view! {
        <form class=class method="post" action=action.address on:submit=move |event| action.submit(&event)>
            {children()}
        </form>
    }
}

/// Counts how often one of the acts was carried out. A page loads itself again for that and not for a refusal, so that
/// what was typed stays.
pub fn successes(acts: impl IntoIterator<Item = Outcome>) -> Memo<u32> {
    let counts: Vec<Memo<u32>> = acts.into_iter().map(|act| act.successes()).collect();
    Memo::new(move |_| counts.iter().map(|count| count.get()).sum())
}
