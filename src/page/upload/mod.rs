//! Sending the files of a form without leaving the page: how far each file is, a button that stops it, and another try
//! after a refusal. Without a script the form is sent as any form is, and the server leads back to the page.
//!
//! A page sends one form with files at a time, for it is drawn anew when the server has taken them.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

use std::sync::Arc;

use leptos::{
    ev::{Event, SubmitEvent},
    prelude::*,
};
use serde::{Deserialize, Serialize};

#[cfg(not(feature = "ssr"))]
use browser::{abort, again, begin_at, focus_files, leads_here, send};
#[cfg(feature = "ssr")]
use nowhere::{abort, again, begin_at, focus_files, leads_here, send};

use super::{Said, act::pressed, here, refused::told, sign_in_address, way_on};
use crate::{
    error::AppError,
    i18n::tr,
    ui::{ChosenFile, Notice, Progress, Tone, given},
    words,
};

/// What the server answers to a script whose files it has taken. A refusal is an [`AppError`], with its status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The address to which a page without a script would be led.
    pub to: String,
}

/// What the server's answer says, whoever gave it: a gateway's own page is read by its status alone.
#[cfg(any(test, not(feature = "ssr")))]
fn read(status: u16, body: &[u8]) -> Result<Taken, AppError> {
    use crate::kernel::json;

    let unread = || match status {
        401 => AppError::SignIn,
        403 => AppError::NotPermitted,
        404 => AppError::NotFound,
        413 => AppError::TooLarge,
        _ => AppError::Unavailable { error_id: String::new() },
    };
    match status {
        200 => json::read(body).map_err(|_| unread()),
        _ => Err(json::read(body).unwrap_or_else(|_| unread())),
    }
}

/// How much of a form was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Amount {
    /// Bytes.
    sent: u64,
    /// All bytes of the form.
    of: u64,
}

impl Amount {
    /// Percent of the whole form, rounded down.
    fn percent(self) -> u64 {
        self.sent.saturating_mul(100).checked_div(self.of).unwrap_or_default().min(100)
    }

    /// Percent of one of the files, rounded down. They are sent one after the other, with little between them.
    fn percent_of(self, sizes: &[u64], place: usize) -> u64 {
        let all: u64 = sizes.iter().sum();
        let sent = self.sent.saturating_mul(all).checked_div(self.of).unwrap_or_default();
        let before: u64 = sizes.iter().take(place).sum();
        let size = sizes.get(place).copied().unwrap_or_default();
        let own = sent.saturating_sub(before).min(size);
        own.saturating_mul(100).checked_div(size).unwrap_or_else(|| self.percent())
    }
}

/// What is under way with a form, or became of it last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Idle,
    /// These files are on their way.
    Sending(Vec<ChosenFile>),
    /// The person stopped it.
    Cancelled,
    Refused(AppError),
}

/// The forms with files of a page.
#[derive(Clone, Copy)]
pub struct Uploads {
    /// The id of the form that was sent last.
    form: RwSignal<String>,
    stage: RwSignal<Stage>,
    amount: RwSignal<Amount>,
    /// How often files were taken that belong to the page itself.
    done: RwSignal<u32>,
    /// The words of the button that was pressed.
    button: StoredValue<Option<String>>,
    said: Option<Said>,
}

impl Uploads {
    /// For the forms of this page; what is under way ends with it. Call it in the body of the page's component, before
    /// anything is loaded.
    pub fn provide() -> Self {
        let uploads = Self {
            form: RwSignal::new(String::new()),
            stage: RwSignal::new(Stage::Idle),
            amount: RwSignal::new(Amount::default()),
            done: RwSignal::new(0),
            button: StoredValue::new(None),
            said: use_context(),
        };
        provide_context(uploads);
        on_cleanup(abort);
        uploads
    }

    /// Counts how often files were taken, for the page to load itself again.
    #[must_use]
    pub fn done(self) -> u32 {
        self.done.get()
    }

    fn pending(self) -> Signal<bool> {
        Signal::derive(move || self.stage.with(|stage| matches!(stage, Stage::Sending(_))))
    }

    /// What is to be said of this form.
    fn stage_of(self, form: &str) -> Stage {
        if self.form.with(|sent| sent == form) { self.stage.get() } else { Stage::Idle }
    }

    fn submit(self, event: &SubmitEvent, form: &str) {
        if event.default_prevented() {
            return;
        }
        if self.stage.with_untracked(|stage| matches!(stage, Stage::Sending(_))) {
            event.prevent_default();
            return;
        }
        let progress = move |amount: Amount| {
            self.amount.try_set(amount);
        };
        // A form that cannot be read here is left to the browser, as without a script.
        let Some(files) = send(event, progress, move |answer| self.end(answer)) else { return };
        event.prevent_default();
        // Another try is no button of the form's own.
        if let Some(button) = pressed(event) {
            self.button.set_value(Some(button));
        }
        self.amount.set(Amount::default());
        self.form.set(form.to_owned());
        self.stage.set(Stage::Sending(files));
    }

    /// The page may have gone meanwhile.
    fn end(self, answer: Result<Taken, AppError>) {
        let taken = match answer {
            Ok(taken) => taken,
            Err(error) => {
                self.stage.try_set(Stage::Refused(error));
                return;
            }
        };
        self.stage.try_set(Stage::Idle);
        if let Some(said) = self.said {
            said.done(self.button.try_get_value().flatten().as_deref());
        }
        if leads_here(&taken.to) {
            self.done.try_update(|done| *done = done.saturating_add(1));
        }
    }

    fn cancel(self) {
        abort();
        self.stage.set(Stage::Cancelled);
        self.form.with_untracked(|form| focus_files(form));
    }

    /// What is read out: the beginning, the half and the end, and not every percent between them.
    fn words(self, stage: &Stage) -> String {
        match stage {
            Stage::Idle | Stage::Refused(_) => String::new(),
            Stage::Sending(_) => match self.amount.get().percent() {
                0..50 => tr!(ui.upload_begun),
                50..100 => tr!(ui.upload_half),
                _ => tr!(ui.upload_sent),
            },
            Stage::Cancelled => tr!(ui.upload_cancelled),
        }
    }
}

/// Whether files of this page are on their way: for the buttons that send some.
///
/// # Panics
/// On a page without [`Uploads`].
#[must_use]
pub fn uploading() -> Signal<bool> {
    current().pending()
}

/// For the change of a file field: sends its form at once, without another press, if a file was chosen. What was refused
/// of the file the browser says instead.
pub(crate) fn send_at_once(change: &Event) {
    begin_at(change);
}

fn current() -> Uploads {
    use_context().expect("a page with files provides its uploads before it draws their forms")
}

/// A form that sends files to a plain route, and says how that goes.
#[component]
pub fn UploadForm(
    /// The route.
    #[prop(into)]
    action: String,
    /// Its own on the page.
    #[prop(into)]
    id: String,
    #[prop(optional, into)] class: String,
    /// Its fields stand elsewhere, with an [`UploadState`] beside them.
    #[prop(optional)]
    is_told_elsewhere: bool,
    children: Children,
) -> impl IntoView {
    let uploads = current();
    let class = given(class);
    let state = (!is_told_elsewhere).then(|| view! { <UploadState form=id.clone() /> });
    let form = id.clone();
    view! {
        <form
            id=id
            class=class
            method="post"
            enctype="multipart/form-data"
            action=action
            on:submit=move |event| uploads.submit(&event, &form)
        >
            {children()}
            {state}
        </form>
    }
}

/// How the sending of a form goes: its files, and what was refused.
#[component]
pub fn UploadState(
    /// The id of the form.
    #[prop(into)]
    form: String,
) -> impl IntoView {
    let uploads = current();
    let (page, sign_in) = (here(), sign_in_address());
    let id = form.clone();
    let stage = Memo::new(move |_| uploads.stage_of(&id));
    let words = Memo::new(move |_| stage.with(|stage| uploads.words(stage)));
    let body = move || match stage.get() {
        Stage::Idle | Stage::Cancelled => None,
        Stage::Sending(files) => Some(sending(uploads, files)),
        Stage::Refused(error) => Some(refusal(form.clone(), &error, &page, &sign_in)),
    };
    let class = move || if words.with(String::is_empty) { "vh" } else { "sm soft upload" };
    view! {
        <p class=class role="status">
            {move || words.get()}
        </p>
        {body}
    }
}

/// Each file with how far it is, and the button that stops it all.
fn sending(uploads: Uploads, files: Vec<ChosenFile>) -> AnyView {
    let sizes: Arc<[u64]> = files.iter().map(|file| file.bytes).collect();
    let lines = files.into_iter().enumerate().map(|(place, file)| {
        let (sizes, name, size) = (Arc::clone(&sizes), file.name, words::size(file.bytes));
        let bar = move || {
            let percent = uploads.amount.get().percent_of(&sizes, place);
            let label = tr!(ui.upload_of, name = name.clone(), size = size.clone(), percent = percent);
            view! { <Progress value=i64::try_from(percent).unwrap_or_default() max=100 label /> }
        };
        view! { <li>{bar}</li> }
    });
    let lines = lines.collect_view();
    view! {
        <div class="upload stack gap-s">
            <ul class="stack gap-s">{lines}</ul>
            <div>
                <button type="button" class="btn small" on:click=move |_| uploads.cancel()>
                    {tr!(ui.upload_cancel)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

/// Why it was refused, what helps, and the button that tries again with the files that are still chosen.
fn refusal(form: String, error: &AppError, page: &str, sign_in: &str) -> AnyView {
    let (title, sentences) = told(error);
    let sentences = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    let way = way_on(error, page, sign_in);
    view! {
        <div class="upload">
            <Notice tone=Tone::Stop title>
                {sentences}
                <div class="rowf">
                    <button type="button" class="btn small" on:click=move |_| again(&form)>
                        {tr!(ui.upload_again)}
                    </button>
                    {way}
                </div>
            </Notice>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_says_what_was_taken_or_why_not() {
        let taken = read(200, br##"{"to":"/ledger/P-1.A01.01#x"}"##);
        assert_eq!(taken, Ok(Taken { to: "/ledger/P-1.A01.01#x".to_owned() }));
        assert_eq!(read(413, br#""too_large""#), Err(AppError::TooLarge));
        assert_eq!(read(422, br#"{"invalid":[]}"#), Err(AppError::Invalid(Vec::new())));
    }

    #[test]
    fn an_answer_that_is_not_ours_is_read_by_its_status() {
        let gateway = b"<html>413</html>";
        assert_eq!(read(413, gateway), Err(AppError::TooLarge));
        assert_eq!(read(403, gateway), Err(AppError::NotPermitted));
        for status in [0, 200, 502] {
            assert!(matches!(read(status, gateway), Err(AppError::Unavailable { .. })), "{status}");
        }
    }

    #[test]
    fn files_are_sent_one_after_the_other() {
        let sizes = [100, 300];
        let at = |sent| Amount { sent, of: 800 };
        assert_eq!([at(0), at(100), at(500), at(800)].map(|at| at.percent_of(&sizes, 0)), [0, 50, 100, 100]);
        assert_eq!([at(0), at(100), at(500), at(800)].map(|at| at.percent_of(&sizes, 1)), [0, 0, 50, 100]);
        assert_eq!([at(0), at(399), at(400), at(800)].map(Amount::percent), [0, 49, 50, 100]);
        assert_eq!(Amount::default().percent(), 0);
        assert_eq!(at(400).percent_of(&[0], 0), 50);
    }
}
