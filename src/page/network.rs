//! When the network is back.

use leptos::{ev, prelude::*};

/// In the browser: does this each time the network is back, as long as the page stands.
pub fn when_network_is_back(again: impl Fn() + Copy + 'static) {
    Effect::new(move |_| {
        let back = window_event_listener(ev::online, move |_| again());
        on_cleanup(move || back.remove());
    });
}
