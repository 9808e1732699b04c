//! Without the network: said as it is lost, taken back as it returns.

use leptos::{ev, prelude::*};

use crate::{i18n::tr, ui::Icon};

/// The place is always there, so that it is read out when something is said.
#[component]
pub(super) fn Offline(
    /// Whether the network is lost, which it keeps.
    lost: RwSignal<bool>,
) -> impl IntoView {
    Effect::new(move |_| {
        let gone = window_event_listener(ev::offline, move |_| lost.set(true));
        let back = window_event_listener(ev::online, move |_| lost.set(false));
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    });
    let note = move || {
        lost.get().then(|| {
            view! {
                <div class="note warn">
                    <Icon name="alert" />
                    <div>
                        <p class="note-title">{tr!(ui.offline)}</p>
                        <p>{tr!(ui.offline_text)}</p>
                    </div>
                </div>
            }
        })
    };
    view! {
        <div class="no-print" role="status">
            {note}
        </div>
    }
}
