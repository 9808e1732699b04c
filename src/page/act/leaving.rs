//! Whoever closes the window while something that they typed is kept only in it is asked first.
//!
//! Nobody is asked on a way of ours to another page, or to the same page again: what is kept is offered when they come
//! back. A browser does not tell a reload by its own button from closing, so it asks then as well.

use std::{cell::Cell, time::Duration};

use leptos::{
    ev,
    prelude::{set_timeout, window_event_listener},
    wasm_bindgen::JsCast,
    web_sys::Element,
};

use super::typed::keeps_something;

/// What leads on when it is pressed.
const WAY: &str = "a[href], button:not([type='button'])";

/// So long after it was pressed the page may be left for it.
const GOING: Duration = Duration::from_secs(1);

thread_local! {
    static WATCHES: Cell<bool> = const { Cell::new(false) };
    static GOES_ON: Cell<bool> = const { Cell::new(false) };
}

/// Asks from now on, as long as the page is open.
pub(super) fn watch() {
    if WATCHES.replace(true) {
        return;
    }
    window_event_listener(ev::click, |press| {
        let pressed = press.target().and_then(|target| target.dyn_into::<Element>().ok());
        if pressed.is_some_and(|pressed| pressed.closest(WAY).is_ok_and(|way| way.is_some())) {
            GOES_ON.set(true);
            set_timeout(|| GOES_ON.set(false), GOING);
        }
    });
    window_event_listener(ev::beforeunload, |event| {
        if !GOES_ON.get() && keeps_something() {
            event.prevent_default();
            // Older browsers ask only for this.
            event.set_return_value("unsent");
        }
    });
}
