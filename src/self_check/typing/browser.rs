//! The browser's half.

use std::time::Duration;

use leptos::{
    form::FromFormData,
    prelude::set_timeout,
    wasm_bindgen::JsCast,
    web_sys::{FormData, HtmlElement, HtmlFormElement},
};

use super::super::api::SaveDraft;

/// What stands in the form now.
pub(in crate::self_check) fn entered(form: &HtmlFormElement) -> Option<SaveDraft> {
    let fields = FormData::new_with_form(form).ok()?;
    SaveDraft::from_form_data(&fields).ok()
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
