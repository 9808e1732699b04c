//! What the server wrote into `<html>`, read once: a page keeps its preferences until the next one is loaded.

use std::cell::OnceCell;

use leptos::prelude::document;

use super::{HiddenColumns, Keys, Preferences, TextSize, Theme, locale_from_code};

thread_local! {
    static OF_THIS_PAGE: OnceCell<Preferences> = const { OnceCell::new() };
    static HIDDEN: OnceCell<HiddenColumns> = const { OnceCell::new() };
}

pub(super) fn current() -> Preferences {
    OF_THIS_PAGE.with(|page| *page.get_or_init(read))
}

pub(super) fn hidden_columns() -> HiddenColumns {
    HIDDEN.with(|page| page.get_or_init(|| HiddenColumns::from_code(&word("data-columns"))).clone())
}

fn word(name: &str) -> String {
    document().document_element().and_then(|html| html.get_attribute(name)).unwrap_or_default()
}

fn read() -> Preferences {
    Preferences {
        locale: locale_from_code(&word("lang")).unwrap_or_default(),
        text: TextSize::from_code(&word("data-type")).unwrap_or_default(),
        theme: Theme::from_code(&word("data-theme")).unwrap_or_default(),
        keys: Keys::from_code(&word("data-keys")).unwrap_or_default(),
    }
}
