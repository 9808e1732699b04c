//! A sentence in the page that needs to be seen, with what can be done about it.

use leptos::prelude::*;

use super::{Icon, Tone, given};

/// A block of its own beside the content it speaks of. `Stop` is announced at once, the others politely.
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: String,
    children: Children,
) -> impl IntoView {
    let icon = match tone {
        Tone::Neutral | Tone::Info => "info",
        Tone::Good => "shield",
        Tone::Warn | Tone::Stop => "alert",
    };
    let role = if tone == Tone::Stop { "alert" } else { "status" };
    view! {
        <div class=format!("note {}", tone.class()) role=role>
            <Icon name=icon />
            <div>
                {given(title).map(|title| view! { <p class="note-title">{title}</p> })}
                {children()}
            </div>
        </div>
    }
}
