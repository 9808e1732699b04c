//! Buttons and links that look like them. A button says the act, never "OK".

use leptos::prelude::*;

use super::{ButtonTone, Icon, given};

/// The button that sends a form. While `pending` it turns, and further presses do nothing; it stays focusable, so
/// that nobody who works by keyboard loses their place.
#[component]
pub fn Submit(
    #[prop(into)] text: String,
    #[prop(optional)] tone: ButtonTone,
    #[prop(optional, into)] pending: Signal<bool>,
    /// With `value`, tells the server which of several buttons was pressed.
    #[prop(optional, into)]
    name: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] icon: Option<&'static str>,
    /// Small, for tables.
    #[prop(optional)]
    small: bool,
    /// The id of the form, where the button stands outside it.
    #[prop(optional, into)]
    form: String,
) -> impl IntoView {
    let value = (!name.is_empty()).then_some(value);
    let busy = move || pending.get().then_some("true");
    view! {
        <button
            type="submit"
            class=class(tone, small)
            name=given(name)
            value=value
            form=given(form)
            aria-busy=busy
            aria-disabled=busy
            on:click=move |press| {
                if pending.get_untracked() {
                    press.prevent_default();
                }
            }
        >
            {labelled(icon, text)}
        </button>
    }
}

/// A link that leads to an act.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(into)] text: String,
    #[prop(default = ButtonTone::Secondary)] tone: ButtonTone,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] small: bool,
    /// A download, or an address outside the app's own pages: the browser follows it, not the router.
    #[prop(optional)]
    external: bool,
    /// What the other page is to this one: `prev` or `next`.
    #[prop(optional)]
    rel: Option<&'static str>,
) -> impl IntoView {
    view! {
        <a class=class(tone, small) href=href rel=rel.or(external.then_some("external"))>
            {labelled(icon, text)}
        </a>
    }
}

/// The one act that a page is for: on a narrow screen it stays in sight at the bottom, wherever somebody reads.
pub fn in_sight(act: AnyView) -> AnyView {
    view! { <div class="acts stick">{act}</div> }.into_any()
}

/// The words with their icon before them; an arrow onwards stands behind them.
fn labelled(icon: Option<&'static str>, text: String) -> impl IntoView {
    let (before, after) = if icon == Some("right") { (None, icon) } else { (icon, None) };
    let mark = |name| view! { <Icon name /> };
    (before.map(mark), text, after.map(mark))
}

fn class(tone: ButtonTone, small: bool) -> String {
    format!("{}{}", tone.class(), if small { " small" } else { "" })
}
