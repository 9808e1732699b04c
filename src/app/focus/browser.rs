//! The browser's half: what goes away, and the content of the page.

use leptos::{
    prelude::document,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{FocusOptions, HtmlElement, MutationObserver, MutationObserverInit},
};

/// Looks as long as it is kept.
pub(super) struct Watch {
    observer: MutationObserver,
    /// What the observer calls.
    _look: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `look` whenever elements have come or gone.
pub(super) fn watch(look: impl Fn() + 'static) -> Option<Watch> {
    let look = Closure::<dyn Fn()>::new(look);
    let observer = MutationObserver::new(look.as_ref().unchecked_ref()).ok()?;
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_subtree(true);
    let page = document().body()?;
    observer.observe_with_options(&page, &what).ok()?;
    Some(Watch { observer, _look: look })
}

/// Puts the focus on the content of the page; the page stays where it stands.
pub(super) fn focus_content() {
    let content = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
    if let Some(content) = content {
        let still = FocusOptions::new();
        still.set_prevent_scroll(true);
        // Under an open dialog it takes no focus, and the dialog gives back its own as it closes.
        let _ = content.focus_with_options(&still);
    }
}
