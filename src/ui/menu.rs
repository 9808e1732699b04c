//! A small list under a word of the top bar or a toolbar.

use leptos::{
    ev::{FocusEvent, KeyboardEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::Node,
};

use super::{Icon, given};

/// A native `<details>`: works before WASM. It closes when something in it is chosen, by Escape, and when the focus
/// goes elsewhere. Children are `<li>`s with a link or a form's button in them.
#[component]
pub fn Menu(
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] icon: Option<&'static str>,
    /// Menus of one group close each other.
    #[prop(optional, into)]
    group: String,
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let close = move |_| {
        if let Some(details) = details.get_untracked() {
            details.set_open(false);
        }
    };
    let head = NodeRef::<html::Summary>::new();
    let leave = move |key: KeyboardEvent| {
        if key.key() == "Escape"
            && let (Some(details), Some(head)) = (details.get_untracked(), head.get_untracked())
        {
            details.set_open(false);
            head.focus().ok();
        }
    };
    // Where nothing takes the focus it stays open: some browsers give none to a link in it that is pressed.
    let left = move |leave: FocusEvent| {
        let next = leave.related_target().and_then(|next| next.dyn_into::<Node>().ok());
        if let (Some(details), Some(next)) = (details.get_untracked(), next)
            && !details.contains(Some(&next))
        {
            details.set_open(false);
        }
    };
    view! {
        <details class="pop" name=given(group) node_ref=details on:keydown=leave on:focusout=left>
            <summary node_ref=head>
                {icon.map(|name| view! { <Icon name /> })} <span>{text}</span> <Icon name="down" />
            </summary>
            <ul on:click=close>{children()}</ul>
        </details>
    }
}
