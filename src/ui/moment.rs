//! When something was or will be.

use leptos::prelude::*;

use super::given;

/// An instant or a day: as it is read, as machines read it, and how far away it is, which may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// Absolute, for example 2026-11-23 14:03.
    pub text: String,
    /// RFC 3339, or the day.
    pub datetime: String,
    /// For example 3 天前.
    pub hint: String,
}

/// The absolute time with the relative one beside it as a quiet hint; where it is `dense`, as in a table, the hint is only
/// the time's title.
#[component]
pub fn Moment(when: When, #[prop(optional)] dense: bool) -> impl IntoView {
    let When { text, datetime, hint } = when;
    if dense {
        return view! { <time datetime=given(datetime) title=given(hint)>{text}</time> }.into_any();
    }
    let hint = given(hint).map(|hint| view! { " " <span>{hint}</span> });
    view! { <span class="moment"><time datetime=given(datetime)>{text}</time>{hint}</span> }.into_any()
}
