//! The browser's half: the local storage. A browser that has none, or forbids it, keeps nothing; the form works all
//! the same.

use std::time::Duration;

use leptos::{
    form::FromFormData,
    prelude::{set_timeout, window},
    wasm_bindgen::JsCast,
    web_sys::{
        FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, Storage, UrlSearchParams,
    },
};

use super::super::api::SaveDraft;

/// The names of the fields that people type into begin with one of these.
const TYPED: [&str; 2] = ["answers[", "scores["];

/// What stands in the form now.
pub(in crate::self_check) fn entered(form: &HtmlFormElement) -> Option<SaveDraft> {
    let fields = FormData::new_with_form(form).ok()?;
    SaveDraft::from_form_data(&fields).ok()
}

/// Keeps what stands in the form.
pub(in crate::self_check) fn remember(form: &HtmlFormElement, name: &str) {
    if let (Some(storage), Some(text)) = (storage(), written(form)) {
        // A full storage keeps nothing more; the server is asked to keep it a moment later anyway.
        let _ = storage.set_item(name, &text);
    }
}

/// Whether something is kept that the form does not show.
pub(in crate::self_check) fn waits(form: &HtmlFormElement, name: &str) -> bool {
    let shown = written(form).map(|now| typed(&now)).unwrap_or_default();
    kept(name).is_some_and(|kept| typed(&kept) != shown)
}

/// Puts what is kept into the form.
pub(in crate::self_check) fn restore(form: &HtmlFormElement, name: &str) {
    let Some(kept) = kept(name) else { return };
    let kept = typed(&kept);
    let value = |field: &str| kept.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone());
    for place in 0..u32::try_from(form.length()).unwrap_or(0) {
        let Some(control) = form.get_with_index(place) else { continue };
        if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
            if let Some(value) = value(&area.name()) {
                area.set_value(&value);
            }
        } else if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
            put(input, value(&input.name()));
        }
    }
}

fn put(input: &HtmlInputElement, kept: Option<String>) {
    if !TYPED.iter().any(|start| input.name().starts_with(start)) {
        return;
    }
    if input.type_() == "radio" {
        input.set_checked(kept.as_deref() == Some(input.value().as_str()));
    } else if let Some(kept) = kept {
        input.set_value(&kept);
    }
}

/// Forgets what is kept.
pub(in crate::self_check) fn discard(name: &str) {
    if let Some(storage) = storage() {
        // Nothing is kept under the name where this fails.
        let _ = storage.remove_item(name);
    }
}

/// Presses the button of the form that leads on to `next`, once the page has taken in what was just answered.
pub(in crate::self_check) fn press(form: HtmlFormElement, next: String) {
    let press = move || {
        let button = form.query_selector(&format!("button[name=next][value='{next}']")).ok()??;
        button.dyn_into::<HtmlElement>().ok()?.click();
        Some(())
    };
    set_timeout(
        move || {
            press();
        },
        Duration::ZERO,
    );
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

fn written(form: &HtmlFormElement) -> Option<String> {
    let fields = FormData::new_with_form(form).ok()?;
    let text = UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?;
    text.to_string().as_string()
}

/// The fields that people type into, as names and values. Empty ones say nothing: a choice that was not made is not in
/// a form at all.
fn typed(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(name, value)| (plain(name), plain(value)));
    pairs.filter(|(name, value)| TYPED.iter().any(|start| name.starts_with(start)) && !value.is_empty()).collect()
}

fn plain(text: &str) -> String {
    leptos_router::location::Url::unescape(&text.replace('+', " "))
}
