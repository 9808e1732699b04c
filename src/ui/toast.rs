//! A short word after an act.

use std::time::Duration;

use leptos::prelude::*;

use super::Icon;

/// So long it stays. It says nothing that the page does not say as well.
const STAYS: Duration = Duration::from_secs(8);

/// What was said last, until it has stood for a while or is closed. Its place is always there, so that it is read out
/// when something is said; what lies under it can be pressed.
#[component]
pub fn Toast(
    said: RwSignal<Option<String>>,
    /// The words of the button that closes it.
    #[prop(into)]
    close_text: String,
) -> impl IntoView {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        timer.try_update_value(|timer| timer.take().map(|timer| timer.clear()));
    };
    Effect::new(move || {
        stop();
        if said.with(Option::is_some) {
            let hide = move || {
                said.try_set(None);
            };
            timer.set_value(set_timeout_with_handle(hide, STAYS).ok());
        }
    });
    on_cleanup(stop);
    let close = StoredValue::new(close_text);
    view! {
        <div class="toasts no-print" role="status">
            {move || said.get().map(|text| {
                view! {
                    <div class="toast">
                        <Icon name="check" />
                        <span>{text}</span>
                        <button type="button" on:click=move |_| said.set(None)>
                            {close.get_value()}
                        </button>
                    </div>
                }
            })}
        </div>
    }
}
