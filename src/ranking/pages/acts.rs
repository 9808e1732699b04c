//! What can be done with an edition, by its state: exactly what the server would accept.

use leptos::{prelude::*, server_fn::ServerFn};

use crate::{
    error::AppError,
    i18n::tr,
    page::{FormGuard, field_error, form_errors},
    ranking::{
        api::{Adopt, Compute, Correct, Publish, RecordMeeting, SendBack, Table},
        model::{RankingPage as Page, Scope, Step},
        words,
    },
    ui::{ButtonTone, Choice, Dialog, FieldKind, HiddenField, LinkButton, RadioField, Sheet, Submit, TextArea, TextField},
};

/// The acts of the page, kept outside of what is loaded again.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    compute: ServerAction<Compute>,
    table: ServerAction<Table>,
    send_back: ServerAction<SendBack>,
    record_meeting: ServerAction<RecordMeeting>,
    adopt: ServerAction<Adopt>,
    publish: ServerAction<Publish>,
    correct: ServerAction<Correct>,
    done: Signal<u32>,
}

impl Acts {
    pub(super) fn new() -> Self {
        let (compute, table, adopt) = (ServerAction::new(), ServerAction::new(), ServerAction::new());
        let (send_back, record_meeting) = (ServerAction::new(), ServerAction::new());
        let (publish, correct) = (ServerAction::new(), ServerAction::new());
        let counts = [
            successes(compute),
            successes(table),
            successes(send_back),
            successes(record_meeting),
            successes(adopt),
            successes(publish),
            successes(correct),
        ];
        let done = Signal::derive(move || counts.iter().map(Memo::get).sum());
        Self { compute, table, send_back, record_meeting, adopt, publish, correct, done }
    }

    /// Counts what was done. The page is asked for again by it, and not by a refusal: what was typed stays.
    pub(super) fn done(self) -> u32 {
        self.done.get()
    }
}

/// How often an action succeeded.
pub(super) fn successes<S>(action: ServerAction<S>) -> Memo<u32>
where
    S: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let answer = action.value();
    Memo::new(move |before: Option<&u32>| {
        let succeeded = answer.with(|answer| answer.as_ref().is_some_and(Result::is_ok));
        before.copied().unwrap_or_default() + u32::from(succeeded)
    })
}

/// The acts at the head of the page that need nothing but a press, and the way to the workbench.
pub(super) fn header_acts(page: &Page, acts: Acts) -> AnyView {
    let can = |step| page.may.contains(&step);
    let workbench = page.shown.as_ref().map_or(page.collected.is_some(), |shown| shown.whole && !shown.story.is_empty());
    let workbench = (workbench && (can(Step::Compute) || page.collected.is_some())).then(|| {
        view! { <LinkButton href=format!("/ranking/{}/workbench", page.season) text=tr!(ranking.workbench) /> }
    });
    let again = page.shown.is_some();
    let compute = can(Step::Compute).then(|| {
        let (text, tone) = match again {
            true => (tr!(ranking.compute_again), ButtonTone::Secondary),
            false => (tr!(ranking.compute), ButtonTone::Primary),
        };
        press(acts.compute, page, text, tone)
    });
    let table = can(Step::Table).then(|| press(acts.table, page, tr!(ranking.table_it), ButtonTone::Primary));
    let adopt = can(Step::Adopt).then(|| press(acts.adopt, page, tr!(ranking.adopt_it), ButtonTone::Primary));
    let back = can(Step::SendBack).then(|| reason_dialog(acts.send_back, page, &SEND_BACK));
    let correct = can(Step::Correct).then(|| reason_dialog(acts.correct, page, &CORRECT));
    view! { {workbench} {back} {correct} {compute} {table} {adopt} }.into_any()
}

/// A form of one button.
fn press<S>(action: ServerAction<S>, page: &Page, text: String, tone: ButtonTone) -> AnyView
where
    S: ServerFn<Error = AppError, Output = ()> + leptos::serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
    S: ServerFn<InputStreamError = AppError, OutputStreamError = AppError>,
    ServerAction<S>: Copy,
{
    let _ = (&action, page, &text, tone);
    ().into_any()
}

struct Reason {
    id: &'static str,
    open: fn() -> String,
    title: fn() -> String,
    help: fn() -> String,
}

const SEND_BACK: Reason = Reason {
    id: "send-back",
    open: || tr!(ranking.send_back),
    title: || tr!(ranking.send_back_title),
    help: || tr!(ranking.send_back_help),
};

const CORRECT: Reason = Reason {
    id: "correct",
    open: || tr!(ranking.correct),
    title: || tr!(ranking.correct_title),
    help: || tr!(ranking.correct_help),
};
