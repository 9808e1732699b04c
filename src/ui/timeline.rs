//! The story of a record.

use leptos::prelude::*;

use super::{Moment, Tone, When, given};

/// One thing that was done: what, who, when, in which words, and where it can be read in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineEvent {
    pub title: String,
    pub who: String,
    pub when: When,
    pub note: String,
    pub tone: Tone,
    /// Where the record of it stands.
    pub href: Option<String>,
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
        let title = match event.href {
            // A place within a page: the browser goes there, and takes the focus along.
            Some(href) => {
                let rel = href.contains('#').then_some("external");
                view! { <a href=href rel=rel>{event.title}</a> }.into_any()
            }
            None => event.title.into_any(),
        };
        view! {
            <li class=class>
                <div class="line">
                    <h3>{title}</h3>
                    <Moment when=event.when />
                </div>
                {given(event.who).map(|who| view! { <span class="who">{who}</span> })}
                {given(event.note).map(|note| view! { <p class="quote">{note}</p> })}
            </li>
        }
    });
    view! { <ol class="story" aria-label=given(label)>{events.collect_view()}</ol> }
}
