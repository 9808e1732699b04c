//! Choosing files, or dropping them.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

use std::sync::Arc;

use leptos::{ev::Event, prelude::*};

use super::{Icon, field::Shell};
#[cfg(not(feature = "ssr"))]
pub(crate) use browser::chosen_files;
#[cfg(not(feature = "ssr"))]
use browser::judge;
#[cfg(feature = "ssr")]
use nowhere::judge;

/// A file that is chosen and not sent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenFile {
    pub name: String,
    pub bytes: u64,
}

/// What is wrong with the files that are chosen, in a sentence; nothing where they can be sent.
pub type FileCheck = Arc<dyn Fn(&[ChosenFile]) -> Option<String> + Send + Sync>;

/// For the change of a file field: what `check` says of its files. What it refuses the browser does not send.
pub fn judge_files(check: &FileCheck, change: &Event) -> Option<String> {
    judge(check, change)
}

/// A native file field over the whole of a drop area: what is dropped on it lands in the field, without script. It
/// belongs in a `multipart/form-data` form that posts to a plain route, never to a server function.
#[component]
pub fn FileDrop(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    /// Endings or media types, for example `.pdf,image/*`. The server checks again.
    #[prop(optional, into)]
    accept: String,
    #[prop(optional, into)] help: String,
    #[prop(optional)] multiple: bool,
    #[prop(optional)] required: bool,
    /// What is said of the files before they are sent.
    #[prop(optional)]
    check: Option<FileCheck>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] id: String,
    /// The id of the form, where the field stands outside it.
    #[prop(optional, into)]
    form: String,
) -> impl IntoView {
    let refused = RwSignal::new(None::<String>);
    let error = Signal::derive(move || refused.get().or_else(|| error.get()));
    let shell = Shell::new(id, &name, help, error);
    let validity = shell.validity;
    let judge = move |change: Event| {
        validity.changed()(change.clone());
        refused.set(check.as_ref().and_then(|check| judge_files(check, &change)));
    };
    view! {
        <div class=shell.class()>
            <label for=shell.id.clone()>{label}</label>
            {shell.said()}
            <div class="drop">
                <Icon name="upload" />
                <input
                    type="file"
                    id=shell.id.clone()
                    name=name
                    form=super::given(form)
                    accept=super::given(accept)
                    multiple=multiple
                    required=required
                    aria-describedby=shell.described_by()
                    aria-invalid=shell.invalid()
                    on:change=judge
                    on:invalid=shell.validity.refused()
                />
            </div>
        </div>
    }
}
