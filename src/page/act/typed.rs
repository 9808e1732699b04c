//! What was typed into a form and not sent yet, kept in this window: it survives a reload, a page that is loaded anew, a
//! session that ended and a version that was stale. It is gone with the window and at the sign-out, for an office shares
//! its computers. Only what takes hours to fill in, often where the network is bad, outlasts the window, until the server
//! has it or its person signs out and says that it may go: a session that ended, or somebody else at this computer, takes
//! nothing of it.

use std::{cell::RefCell, collections::BTreeMap};

use leptos::{
    prelude::window,
    wasm_bindgen::JsCast,
    web_sys::{HtmlFormElement, HtmlInputElement, Storage},
};

use super::{
    Found,
    control::{Control, controls, fields, tell},
    kept::Difference,
    leaving,
    left::{Field, Kept},
};
use crate::{
    kernel::json,
    page::{SEEN, field::REVISION, is_drawn_anew},
};

/// What the names of all that is kept in this window begin with.
const PREFIX: &str = "zeqing.form ";

/// What the names of all begin with that outlasts the window.
const LASTING: &str = "zeqing.draft ";

thread_local! {
    /// What the server was told of the forms of this page, by the names of what is kept of them: it has this, whatever
    /// was drawn. It stands beside the page and not in it, for what the page was drawn from must be known when it is
    /// drawn again.
    static SETTLED: RefCell<BTreeMap<String, Vec<Field>>> = const { RefCell::new(BTreeMap::new()) };
}

/// The hidden fields that say which version a form was drawn from: of the record, and of its draft.
const VERSIONS: [&str; 2] = [SEEN, REVISION];

/// Under which name the text of this form is kept: the person, the page, and what the form does to which record, unless
/// its subject is said. To be asked as the form appears, for a hidden field may change with what is typed.
pub(super) fn name(form: &HtmlFormElement, account: &str, subject: Option<&str>, lasts: bool) -> String {
    let action = form.get_attribute("action").unwrap_or_default();
    if let Some(subject) = subject {
        let prefix = if lasts { LASTING } else { PREFIX };
        return format!("{prefix}{account} {subject} {action}");
    }
    let place = window().location();
    let (page, query) = (place.pathname().unwrap_or_default(), place.search().unwrap_or_default());
    let mut name = format!("{PREFIX}{account} {page}{query} {action}");
    for input in controls(form).into_iter().filter_map(|control| control.dyn_into::<HtmlInputElement>().ok()) {
        if input.type_() == "hidden" && !is_drawn_anew(&input.name()) {
            name.push(' ');
            name.push_str(&input.value());
        }
    }
    name
}

/// Keeps what differs from what the server has, and answers whether something does; where nothing does, nothing is kept.
/// Where it `is_unsure` what the server has, what was kept once stays kept, also where it says what was drawn again.
pub(super) fn keep(form: &HtmlFormElement, name: &str, is_unsure: bool) -> bool {
    let before = read(name);
    let was_kept = |field: &Field| before.as_ref().is_some_and(|kept| kept.place_of(field).is_some());
    let kept: Vec<Field> = SETTLED.with_borrow(|settled| {
        let settled = settled.get(name).map(Vec::as_slice).unwrap_or_default();
        let is_changed = |control: &Control, field: &Field| match settled.iter().find(|one| one.is_of(field)) {
            Some(settled) => !settled.says(field),
            None => control.is_changed(),
        };
        let differs = |control: &Control, field: &Field| is_changed(control, field) || is_unsure && was_kept(field);
        let kept = fields(form).into_iter().filter(|(control, field)| differs(control, field));
        kept.map(|(_, field)| field).collect()
    });
    // What was sent without an answer may have been done, whatever is typed after it.
    let sent = before.as_ref().is_some_and(|kept| kept.sent);
    let kept = Kept { seen: seen(form), sent, fields: kept };
    let keeps = !kept.fields.is_empty();
    if keeps {
        write(name, &kept);
        hold(name);
    } else {
        forget(name);
    }
    keeps
}

/// The server has what stands in the form: what differs, differs from this from now on.
pub(super) fn settle(form: &HtmlFormElement, name: &str) {
    let told = fields(form).into_iter().map(|(_, field)| field).collect();
    SETTLED.with_borrow_mut(|settled| settled.insert(name.to_owned(), told));
}

/// The form is drawn from what the server has by now. What it was told before, and nobody has typed over since, is as it
/// is drawn: a browser leaves in a field what was once typed into it, and that would be taken for what is typed now.
pub(super) fn take_drawn(form: &HtmlFormElement, name: &str) {
    let Some(settled) = SETTLED.with_borrow_mut(|settled| settled.remove(name)) else { return };
    let told = |now: &Field| settled.iter().find(|told| told.is_of(now)).map(|told| told.says(now));
    let all = fields(form);
    // Whoever has chosen another one since has said something of each: to tick what is drawn would take theirs away.
    let is_chosen_anew = |control: &Control, now: &Field| {
        control.is_one_of_several() && all.iter().any(|(_, other)| other.name == now.name && told(other) == Some(false))
    };
    for (control, now) in &all {
        if told(now) == Some(true) && !is_chosen_anew(control, now) {
            control.take_drawn();
        }
    }
}

/// Whoever closes the window is asked first, for what has this name would be lost; what outlasts the window would not.
fn hold(name: &str) {
    if !name.starts_with(LASTING) {
        leaving::watch();
    }
}

/// Notes that what is kept was sent, or that it was refused and so is not.
pub(super) fn mark(name: &str, sent: bool) {
    if let Some(kept) = read(name) {
        write(name, &Kept { sent, ..kept });
    }
}

/// What is to be said of what is kept, where the form does not say the same. What it says is kept no longer: it would be
/// offered against whoever changes it later.
pub(super) fn find(form: &HtmlFormElement, name: &str) -> Option<Found> {
    let kept = read(name)?;
    let now: Vec<Field> = fields(form).into_iter().map(|(_, field)| field).collect();
    if kept.is_said(&now) {
        forget(name);
    }
    let found = kept.found(&now, seen(form).as_deref());
    if found.is_some() {
        hold(name);
    }
    found
}

/// Puts what is kept into the form, and the focus on the first of it.
pub(super) fn restore(form: &HtmlFormElement, name: &str) {
    let Some(kept) = read(name) else { return };
    let mut first = None;
    for (control, now) in fields(form) {
        if let Some(field) = kept.of(&now).filter(|field| **field != now) {
            control.put(field);
            first.get_or_insert(control);
        }
    }
    if let Some(control) = first {
        control.focus();
    }
}

/// What of the form says something else than what is kept, in the order of the form. Of a choice only what was taken
/// counts: that the other was not follows from it.
pub(super) fn differences(form: &HtmlFormElement, name: &str) -> Vec<Difference> {
    let Some(kept) = read(name) else { return Vec::new() };
    let differing = fields(form).into_iter().filter_map(|(control, now)| {
        let at = kept.place_of(&now)?;
        let typed = kept.fields.get(at).filter(|typed| **typed != now)?;
        if control.is_choice() && typed.ticked != Some(true) || !control.can_say(typed) {
            return None;
        }
        let (now, typed) = (control.said(&now, form), control.said(typed, form));
        Some(Difference { at, label: control.label(), now, typed })
    });
    differing.collect()
}

/// Puts one thing that is kept into the form, and the focus on it.
pub(super) fn restore_one(form: &HtmlFormElement, name: &str, at: usize) {
    if let Some((control, field)) = one(form, name, at) {
        control.put(&field);
        control.focus();
    }
}

/// Puts the focus on the control of one thing that is kept.
pub(super) fn focus_one(form: &HtmlFormElement, name: &str, at: usize) {
    if let Some((control, _)) = one(form, name, at) {
        control.focus();
    }
}

fn one(form: &HtmlFormElement, name: &str, at: usize) -> Option<(Control, Field)> {
    let kept = read(name)?;
    let (control, _) = fields(form).into_iter().find(|(_, now)| kept.place_of(now) == Some(at))?;
    Some((control, kept.fields.into_iter().nth(at)?))
}

/// Puts a text into a field and tells the page as typing would.
pub(super) fn type_into(field: &HtmlInputElement, text: &str) {
    field.set_value(text);
    tell(field);
}

/// Puts the focus on the first control that people type into.
pub(super) fn focus(form: &HtmlFormElement) {
    if let Some((control, _)) = fields(form).first() {
        control.focus();
    }
}

/// Keeps nothing under this name any more.
pub(super) fn forget(name: &str) {
    if let Some(storage) = storage_of(name) {
        // Nothing is kept under the name where this fails.
        let _ = storage.remove_item(name);
    }
}

/// Whether this window keeps something that would be lost with it.
pub(super) fn keeps_something() -> bool {
    names(storage()).iter().any(|name| name.starts_with(PREFIX))
}

/// Whether something of this person is kept that outlasts the window.
pub(super) fn keeps_for_long(account: &str) -> bool {
    !lasting(account).is_empty()
}

/// Keeps nothing of any form any more, nor of what outlasts the window of this person: for a sign-out.
pub(super) fn forget_all(account: &str) {
    lasting(account).iter().for_each(|name| forget(name));
    forget_all_but(|_| false);
}

/// The names of what is kept of this person and outlasts the window.
fn lasting(account: &str) -> Vec<String> {
    let own = format!("{LASTING}{account} ");
    names(local()).into_iter().filter(|name| name.starts_with(&own)).collect()
}

/// Keeps nothing of anybody else any more, who was at this window before; what outlasts it waits for its own person.
pub(super) fn forget_others(account: &str) {
    let own = format!("{PREFIX}{account} ");
    forget_all_but(|name| name.starts_with(&own));
}

fn forget_all_but(keeps: impl Fn(&str) -> bool) {
    names(storage()).iter().filter(|name| name.starts_with(PREFIX) && !keeps(name)).for_each(|name| forget(name));
}

/// The names of all that is kept there, of forms and of whatever else.
fn names(storage: Option<Storage>) -> Vec<String> {
    let Some(storage) = storage else { return Vec::new() };
    (0..storage.length().unwrap_or(0)).filter_map(|place| storage.key(place).ok().flatten()).collect()
}

/// What this window keeps.
fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// What this browser keeps.
fn local() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Where what has this name is kept.
fn storage_of(name: &str) -> Option<Storage> {
    if name.starts_with(LASTING) { local() } else { storage() }
}

fn read(name: &str) -> Option<Kept> {
    json::read(storage_of(name)?.get_item(name).ok().flatten()?.as_bytes()).ok()
}

fn write(name: &str, kept: &Kept) {
    if let (Some(storage), Ok(text)) = (storage_of(name), serde_json::to_string(kept)) {
        // A storage that is full keeps nothing more; the form works all the same.
        let _ = storage.set_item(name, &text);
    }
}

fn seen(form: &HtmlFormElement) -> Option<String> {
    let hidden = controls(form).into_iter().filter_map(|control| control.dyn_into::<HtmlInputElement>().ok());
    let versions = hidden.filter(|input| VERSIONS.contains(&input.name().as_str())).map(|input| input.value());
    let versions: Vec<String> = versions.collect();
    (!versions.is_empty()).then(|| versions.join(" "))
}
