//! What is said of files.

use leptos::{ev::Event, prelude::*};

use super::{
    model::VIEW,
    rules::{Kind, MOST_FILES, MOST_MIB, check_name},
};
use crate::{
    i18n::tr,
    kernel::sending::FILES_MIB,
    page,
    ui::{ButtonTone, FileCheck, Icon, Submit, judge_files},
};

/// For the file fields of every form with evidence: says in the browser what the server would refuse.
pub(crate) fn file_check() -> FileCheck {
    page::file_check(|name| check_name(name).map(drop), MOST_FILES, MOST_MIB, FILES_MIB)
}

/// The camera of a tablet or a telephone, beside a field that takes files: the photograph is sent as soon as it is taken.
/// While files are on their way it takes none, for the page is drawn anew after them and would lose it. Without a script a
/// button sends it. It belongs to a form of its own, for each of the two fields must be filled. Where nobody works with
/// fingers it is not shown, for there it would be the other field again.
pub(crate) fn camera(name: &'static str, form: String) -> AnyView {
    let check = file_check();
    let is_alive = RwSignal::new(false);
    Effect::new(move || is_alive.set(true));
    let taken = move |change: Event| {
        judge_files(&check, &change);
        page::send_at_once(&change);
    };
    let pending = page::uploading();
    view! {
        <div class="camera">
            <label class="btn small">
                <Icon name="camera" />
                {tr!(ui.take_photo)}
                <input
                    type="file"
                    name=name
                    form=form.clone()
                    accept="image/*"
                    capture="environment"
                    required=true
                    disabled=move || pending.get()
                    on:change=taken
                />
            </label>
            <div hidden=move || is_alive.get()>
                <Submit text=tr!(ui.send_photo) tone=ButtonTone::Secondary small=true icon="upload" form pending />
            </div>
        </div>
    }
    .into_any()
}

/// A file of a list: its name as the link to its download, a link that shows it where a browser can, what is said of it,
/// what can be done with it, and of a picture the picture itself. That lies under a fold, and is fetched when the fold is
/// opened.
pub(crate) fn file_row(address: String, name: &str, meta: Option<String>, acts: Option<AnyView>) -> AnyView {
    let kind = Kind::of_name(name);
    let view = kind.and_then(Kind::view).map(|_| {
        view! {
            <a class="no-print" href=format!("{address}?{VIEW}") target="_blank" rel="external noopener">
                {tr!(ui.view_file)}
            </a>
        }
    });
    let picture = kind.is_some_and(Kind::is_picture).then(|| {
        view! {
            <details class="seen no-print">
                <summary>{tr!(ui.show_picture)}</summary>
                <img src=address.clone() alt=name.to_owned() loading="lazy" />
            </details>
        }
    });
    view! {
        <li>
            <Icon name="file" />
            <a href=address rel="external">{name.to_owned()}</a>
            {view}
            {meta.map(|meta| view! { <span class="meta">{meta}</span> })}
            {acts}
            {picture}
        </li>
    }
    .into_any()
}
