//! The constraints of a field as the browser knows them.

use leptos::{
    ev::{Event, FocusEvent},
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, ValidityState},
};

use super::{super::field_label, Wrong};

/// What is wrong with the field that an event is of; nothing where it is right, or where somebody else said already what
/// is wrong.
pub(super) fn wrong(event: &Event) -> Option<Wrong> {
    let field: Element = event.target()?.dyn_into().ok()?;
    if is_of_another_form(event, &field) {
        return None;
    }
    let validity = validity(&field)?;
    if validity.valid() || validity.custom_error() {
        return None;
    }
    let kind = field.get_attribute("type").unwrap_or_default();
    let bound = |name: &str| field.get_attribute(name).unwrap_or_default();
    let is_time = matches!(kind.as_str(), "date" | "time");
    Some(if validity.bad_input() {
        if is_time { Wrong::NoDate } else { Wrong::NoNumber }
    } else if validity.value_missing() {
        match kind.as_str() {
            "checkbox" => Wrong::NotTicked,
            "radio" | "file" => Wrong::NotChosen,
            _ if field.is_instance_of::<HtmlSelectElement>() => Wrong::NotChosen,
            _ => Wrong::Empty,
        }
    } else if validity.range_underflow() {
        if is_time { Wrong::Early(bound("min")) } else { Wrong::Low(bound("min")) }
    } else if validity.range_overflow() {
        if is_time { Wrong::Late(bound("max")) } else { Wrong::High(bound("max")) }
    } else if validity.step_mismatch() {
        Wrong::OffStep(field.get_attribute("step").unwrap_or_else(|| "1".to_owned()))
    } else if validity.type_mismatch() && kind == "url" {
        Wrong::NoAddress
    } else {
        Wrong::Form
    })
}

/// Whether the field stands in the form that listens and belongs to another one, which the browser tells of by itself.
fn is_of_another_form(event: &Event, field: &Element) -> bool {
    let listens = event.current_target().and_then(|form| form.dyn_into::<Element>().ok());
    let Some(form) = listens.filter(|form| form.matches("form").unwrap_or_default()) else { return false };
    field.get_attribute("form").is_some_and(|owner| owner != form.id())
}

/// Whether nothing stands in the field. A half-typed date has no value either, but it is not empty.
pub(super) fn is_empty(event: &Event) -> bool {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return true };
    let half_typed = validity(&field).is_some_and(|validity| validity.bad_input());
    let value = match (field.dyn_ref::<HtmlInputElement>(), field.dyn_ref::<HtmlTextAreaElement>()) {
        (Some(input), _) => input.value(),
        (_, Some(area)) => area.value(),
        _ => field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default(),
    };
    value.is_empty() && !half_typed
}

/// Whether the focus goes on to something that is pressed.
pub(super) fn leads_to_act(event: &FocusEvent) -> bool {
    let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
    next.is_some_and(|next| next.matches("button, a, summary").unwrap_or_default())
}

/// The address of the field on the page, and what its form calls it. Several choices have one place, around them all.
pub(super) fn place(event: &Event) -> Option<(String, String)> {
    let field: Element = event.target()?.dyn_into().ok()?;
    let own = field.id();
    let id = if own.is_empty() { field.closest("fieldset").ok().flatten()?.id() } else { own };
    (!id.is_empty()).then(|| (format!("#{id}"), field_label(&field).unwrap_or_default()))
}

/// Moves the focus to the field if it is the first of its form that is wrong.
pub(super) fn foremost(event: &Event) {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return };
    let first = field.closest("form").ok().flatten().and_then(|form| {
        // A fieldset is wrong where one of its fields is.
        form.query_selector(":is(input, select, textarea):invalid").ok().flatten()
    });
    if first.is_none_or(|first| first.is_same_node(Some(&field))) {
        let _ = field.focus();
    }
}

fn validity(field: &Element) -> Option<ValidityState> {
    let of_input = field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::validity);
    let of_area = || field.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::validity);
    let of_list = || field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::validity);
    of_input.or_else(of_area).or_else(of_list)
}
