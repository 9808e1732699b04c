//! How far a countable piece of work is.

use leptos::prelude::*;

/// `value` of `max`; the label says it in words and is seen too.
#[component]
pub fn Progress(value: i64, max: i64, #[prop(into)] label: String) -> impl IntoView {
    let max = max.max(1);
    view! {
        <div class="progress">
            <span class="sm soft" aria-hidden="true">{label.clone()}</span>
            <progress value=value.clamp(0, max).to_string() max=max.to_string() aria-label=label></progress>
        </div>
    }
}
