//! The browser's half.

use std::time::Duration;

use leptos::{
    prelude::set_timeout,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, HtmlFormElement},
};

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
