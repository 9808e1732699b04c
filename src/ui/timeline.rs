//! The story of a record.

use leptos::prelude::*;

use super::{Moment, Tone, When, given};

/// One thing that was done: what, who, when, in which words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineEvent {
    pub title: String,
    pub who: String,
    pub when: When,
    pub note: String,
    pub tone: Tone,
}

/// The events as given, the newest first. `Info` is the current one, `Warn` and `Stop` were sent back.
#[component]
pub fn Timeline(events: Vec<TimelineEvent>, #[prop(optional, into)] label: String) -> impl IntoView {
    let events = events.into_iter().map(|event| {
        let class = match event.tone {
            Tone::Info => Some("now"),
            Tone::Warn | Tone::Stop => Some("back"),
            Tone::Neutral | Tone::Good => None,
        };
        view! {
            <li class=class>
                <div class="line">
                    <h3>{event.title}</h3>
                    <Moment when=event.when />
                </div>
                {given(event.who).map(|who| view! { <span class="who">{who}</span> })}
                {given(event.note).map(|note| view! { <p class="quote">{note}</p> })}
            </li>
        }
    });
    view! { <ol class="story" aria-label=given(label)>{events.collect_view()}</ol> }
}
