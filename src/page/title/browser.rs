//! The browser's half: what is shown and has a title, and the last of it names the document.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;

thread_local! {
    /// The titles of what is shown, the newest last, each with its number.
    static SHOWN: RefCell<Vec<(u32, String)>> = const { RefCell::new(Vec::new()) };
    /// The number of the next one.
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Nobody has to be told beforehand.
pub fn take_titles() {}

/// Shows a title as long as what has it is shown.
pub(super) fn show(title: String) {
    let number = NEXT.replace(NEXT.get().wrapping_add(1));
    // What has it may have gone before it is shown.
    let title = StoredValue::new(title);
    Effect::new(move |_| {
        if let Some(title) = title.try_get_value() {
            SHOWN.with_borrow_mut(|shown| shown.push((number, title)));
            name_document();
        }
    });
    on_cleanup(move || {
        SHOWN.with_borrow_mut(|shown| shown.retain(|(one, _)| *one != number));
        name_document();
    });
}

/// Between two pages nothing is shown: the document is called as before until the next one is there.
fn name_document() {
    SHOWN.with_borrow(|shown| {
        if let Some((_, title)) = shown.last() {
            document().set_title(title);
        }
    });
}
