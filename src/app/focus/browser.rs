//! The browser's half: what goes away, and the content of the page.

use leptos::{
    prelude::document,
    wasm_bindgen::{JsCast, closure::Closure},
    web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit},
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

/// Puts the focus on the part of the page to which the link led that went away, else on the whole content; the page stays
/// where it stands.
pub(super) fn focus_content(gone: &Element) {
    let href = gone.get_attribute("href").unwrap_or_default();
    if let Some((_, part)) = href.split_once('#') {
        focus_on(part);
    }
    if super::is_nowhere() {
        focus_on("main");
    }
}

/// The whole content takes the focus as it stands, a part of it by a script alone.
fn focus_on(id: &str) {
    let place = document().get_element_by_id(id).and_then(|place| place.dyn_into::<HtmlElement>().ok());
    let Some(place) = place else { return };
    if place.tab_index() < 0 && !place.has_attribute("tabindex") {
        let _ = place.set_attribute("tabindex", "-1");
    }
    let still = FocusOptions::new();
    still.set_prevent_scroll(true);
    // Under an open dialog it takes no focus, and the dialog gives back its own as it closes.
    let _ = place.focus_with_options(&still);
}
