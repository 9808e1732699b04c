//! A second step before a grave act, or a small form of its own.

use leptos::{html, prelude::*, web_sys::js_sys::Reflect};

use super::{ButtonTone, Icon};

/// A native `<dialog>` and the button that opens it, both without script: by invoker commands as a modal, by
/// `popovertarget` where a browser knows only popovers, and standing open in its place where it knows neither.
///
/// `id` is unique in the page. A dialog holds its own form and so stands outside of other forms. When `done` turns
/// true, for example after a successful action that stays on the page, the dialog closes.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    /// The words of the button that opens it: the act.
    #[prop(into)]
    open_text: String,
    #[prop(default = ButtonTone::Secondary)] tone: ButtonTone,
    /// The words of the button that closes it without doing anything.
    #[prop(into)]
    close_text: String,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] small: bool,
    #[prop(optional, into)] done: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if done.get()
            && let Some(dialog) = dialog.get_untracked()
        {
            dialog.close();
            // Fails where it was not open as a popover, or the browser has none: then there is nothing to hide.
            let _ = dialog.hide_popover();
        }
    });
    let (opener, closer) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    for button in [opener, closer] {
        Effect::new(move || {
            if let Some(button) = button.get()
                && Reflect::has(&button, &"commandForElement".into()).unwrap_or_default()
            {
                // A browser that knows the command takes it and complains of the other way.
                button.remove_attribute("popovertarget").ok();
            }
        });
    }
    let class = format!("{}{}", tone.class(), if small { " small" } else { "" });
    let heading = format!("{id}-title");
    let title_id = heading.clone();
    let (commands, hides) = (id.clone(), id.clone());
    view! {
        <button
            type="button"
            class=class
            command="show-modal"
            commandfor=id.clone()
            popovertarget=id.clone()
            node_ref=opener
        >
            {icon.map(|name| view! { <Icon name /> })}
            {open_text}
        </button>
        <dialog class="dlg" id=id.clone() popover="auto" aria-labelledby=heading node_ref=dialog>
            <header>
                <h2 id=title_id>{title}</h2>
                <button
                    type="button"
                    class="btn quiet small"
                    command="close"
                    commandfor=commands
                    popovertarget=hides
                    popovertargetaction="hide"
                    node_ref=closer
                >
                    {close_text}
                </button>
            </header>
            <div class="body">{children()}</div>
        </dialog>
    }
}
