//! What people read of an element of the page.

use leptos::{prelude::document, web_sys::Element};

/// What a form calls a field, without the mark behind it; of one of several choices, what it calls them all.
pub(crate) fn field_label(field: &Element) -> Option<String> {
    let legend = || field.closest("fieldset").ok().flatten()?.query_selector("legend").ok().flatten();
    let named = || document().query_selector(&format!("label[for=\"{}\"]", field.id())).ok().flatten();
    let around = || field.closest("label").ok().flatten();
    if let Some(name) = field.get_attribute("aria-label") {
        return Some(name);
    }
    let is_choice = field.get_attribute("type").as_deref() == Some("radio");
    let place = if is_choice { legend().or_else(around) } else { named().or_else(around) }?;
    let words = words_of(&place)?;
    let mark = place.query_selector(".req").ok().flatten().and_then(|mark| words_of(&mark));
    let bare = mark.as_deref().and_then(|mark| words.strip_suffix(mark)).map(|bare| bare.trim_end().to_owned());
    bare.or(Some(words))
}

/// The words in an element; none where there are none.
pub(crate) fn words_of(element: &Element) -> Option<String> {
    let words = element.text_content()?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
