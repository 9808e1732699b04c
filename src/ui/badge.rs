//! A state as a word in a box, and a light as shape, colour and word.

use leptos::prelude::*;

use super::{LightKind, Tone};

/// A state in words. The tone adds to the word and never replaces it.
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class=format!("badge {}", tone.class())>{text}</span> }
}

/// A traffic light: ● ▲ ■ ○ and the words beside it, such as a number of working days.
#[component]
pub fn Light(light: LightKind, #[prop(into)] text: String) -> impl IntoView {
    let mark = match light {
        LightKind::Green => view! { <circle cx="5" cy="5" r="4.5" fill="currentColor" /> }.into_any(),
        LightKind::Yellow => view! { <path d="M5 .5 9.8 9.2H.2z" fill="currentColor" /> }.into_any(),
        LightKind::Red => view! { <path d="M.8.8h8.4v8.4H.8z" fill="currentColor" /> }.into_any(),
        LightKind::Grey => {
            view! { <circle cx="5" cy="5" r="3.9" fill="none" stroke="currentColor" stroke-width="1.6" /> }.into_any()
        }
    };
    view! {
        <span class=format!("light {}", light.class())>
            <svg viewBox="0 0 10 10" aria-hidden="true">{mark}</svg>
            {text}
        </span>
    }
}
