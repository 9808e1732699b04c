//! The browser's half: the local storage. A browser that has none, or forbids it, keeps nothing; the form works all
//! the same.

use std::time::Duration;

use leptos::{
    form::FromFormData,
    prelude::{document, set_timeout, window},
    wasm_bindgen::JsCast,
    web_sys::{
        FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, Storage, UrlSearchParams,
    },
};

use super::super::api::SaveDraft;

/// The names of the fields that people type into begin with one of these.
const TYPED: [&str; 2] = ["answers[", "scores["];

/// What stands in the form with this id now.
pub(in crate::self_check) fn entered(form: &str) -> Option<SaveDraft> {
    let fields = FormData::new_with_form(&find(form)?).ok()?;
    SaveDraft::from_form_data(&fields).ok()
}

/// Keeps what stands in the form.
pub(in crate::self_check) fn remember(form: &str, name: &str) {
    if let (Some(storage), Some(text)) = (storage(), find(form).as_ref().and_then(written)) {
        // A full storage keeps nothing more; the server is asked to keep it a moment later anyway.
        let _ = storage.set_item(name, &text);
    }
}

/// Whether something is kept that the form does not show.
pub(in crate::self_check) fn waits(form: &str, name: &str) -> bool {
    let kept = storage().and_then(|storage| storage.get_item(name).ok().flatten());
    match (kept, find(form)) {
        (Some(kept), Some(form)) => typed(&kept) != written(&form).map(|now| typed(&now)).unwrap_or_default(),
        (Some(_), None) | (None, _) => false,
    }
}

/// Puts what is kept into the form.
pub(in crate::self_check) fn restore(form: &str, name: &str) {
    let kept = storage().and_then(|storage| storage.get_item(name).ok().flatten());
    let (Some(kept), Some(form)) = (kept, find(form)) else { return };
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
pub(in crate::self_check) fn press(form: &'static str, next: String) {
    let press = move || {
        let button = find(form)?.query_selector(&format!("button[name=next][value='{next}']")).ok()??;
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

fn find(form: &str) -> Option<HtmlFormElement> {
    document().get_element_by_id(form)?.dyn_into().ok()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
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
