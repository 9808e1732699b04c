//! When the server can be reached again.

use leptos::{ev, prelude::*};

use super::Said;

/// In the browser: does this each time the network is back, and each time the server has answered something, as long as the
/// page stands. A browser may tell that the network is back before it is, and a server that was gone is told by nothing
/// else.
pub fn when_reached_again(again: impl Fn() + Copy + 'static) {
    Effect::new(move |_| {
        let back = window_event_listener(ev::online, move |_| again());
        on_cleanup(move || back.remove());
    });
    let Some(said) = use_context::<Said>() else { return };
    Effect::new(move |before: Option<u32>| {
        let answers = said.answers.get();
        if before.is_some_and(|before| before != answers) {
            untrack(again);
        }
        answers
    });
}
