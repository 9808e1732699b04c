//! The controls of a form that people type into or choose in.

use std::collections::BTreeMap;

use leptos::{
    wasm_bindgen::JsCast,
    web_sys::{
        Element, Event, EventInit, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement,
        HtmlTextAreaElement,
    },
};

use super::left::Field;
use crate::{
    i18n::tr,
    page::is_kept,
    ui::{field_label, words_of},
};

/// A control that people type into or choose in. No password, not even one that may be read as it is typed, and no file.
pub(super) enum Control {
    Line(HtmlInputElement),
    Tick(HtmlInputElement),
    Text(HtmlTextAreaElement),
    List(HtmlSelectElement),
}

pub(in crate::page) fn controls(form: &HtmlFormElement) -> Vec<Element> {
    (0..form.length()).filter_map(|place| form.get_with_index(u32::try_from(place).ok()?)).collect()
}

/// The controls that people type into, each with what stands in it.
pub(super) fn fields(form: &HtmlFormElement) -> Vec<(Control, Field)> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let field = |control: Control| {
        let (name, value, ticked) = control.state();
        let next = places.entry(name.clone()).or_default();
        let place = *next;
        *next += 1;
        (control, Field { name, place, value, ticked })
    };
    controls(form).into_iter().filter_map(Control::of).map(field).collect()
}

/// Tells the page as typing would.
pub(super) fn tell(element: &HtmlElement) {
    for kind in ["input", "change"] {
        let init = EventInit::new();
        init.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict(kind, &init) {
            // Nobody cancels it.
            let _ = element.dispatch_event(&event);
        }
    }
}

impl Control {
    fn of(element: Element) -> Option<Self> {
        let element = match element.dyn_into::<HtmlInputElement>() {
            Ok(input) => {
                let kind = input.type_();
                return (kind != "hidden" && is_kept(&input.name(), &kind)).then(|| match kind.as_str() {
                    "checkbox" | "radio" => Self::Tick(input),
                    _ => Self::Line(input),
                });
            }
            Err(element) => element,
        };
        match element.dyn_into::<HtmlTextAreaElement>() {
            Ok(area) => Some(Self::Text(area)),
            Err(element) => element.dyn_into().ok().map(Self::List),
        }
    }

    fn element(&self) -> &HtmlElement {
        match self {
            Self::Line(input) | Self::Tick(input) => input,
            Self::Text(area) => area,
            Self::List(list) => list,
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        match self {
            Self::Line(input) => input.value() != input.default_value(),
            Self::Tick(input) => input.checked() != input.default_checked(),
            Self::Text(area) => area.default_value().is_ok_and(|drawn| drawn != area.value()),
            Self::List(list) => drawn_choice(list).is_some_and(|drawn| drawn != list.value()),
        }
    }

    /// Whether a tick of it takes the tick from another one.
    pub(super) fn is_one_of_several(&self) -> bool {
        matches!(self, Self::Tick(input) if input.type_() == "radio")
    }

    /// Says what was drawn.
    pub(super) fn take_drawn(&self) {
        match self {
            Self::Line(input) => input.set_value(&input.default_value()),
            Self::Tick(input) => input.set_checked(input.default_checked()),
            Self::Text(area) => {
                if let Ok(drawn) = area.default_value() {
                    area.set_value(&drawn);
                }
            }
            Self::List(list) => {
                if let Some(drawn) = drawn_choice(list) {
                    list.set_value(&drawn);
                }
            }
        }
    }

    fn state(&self) -> (String, String, Option<bool>) {
        match self {
            Self::Line(input) => (input.name(), input.value(), None),
            Self::Tick(input) => (input.name(), input.value(), Some(input.checked())),
            Self::Text(area) => (area.name(), area.value(), None),
            Self::List(list) => (list.name(), list.value(), None),
        }
    }

    pub(super) fn put(&self, field: &Field) {
        match self {
            Self::Line(input) => input.set_value(&field.value),
            Self::Tick(input) => input.set_checked(field.ticked == Some(true)),
            Self::Text(area) => area.set_value(&field.value),
            Self::List(list) => {
                let before = list.value();
                list.set_value(&field.value);
                // What was chosen is no longer on the list.
                if list.value() != field.value {
                    list.set_value(&before);
                }
            }
        }
        // Of several choices the one that is taken speaks for all.
        if field.ticked != Some(false) || matches!(self, Self::Tick(input) if input.type_() == "checkbox") {
            tell(self.element());
        }
        if let Some(folded) = self.element().closest("details").ok().flatten() {
            let _ = folded.set_attribute("open", "");
        }
    }

    pub(super) fn focus(&self) {
        // A control that is not shown takes no focus.
        let _ = self.element().focus();
    }

    /// Whether it is one of several of which one is taken.
    pub(super) fn is_choice(&self) -> bool {
        matches!(self, Self::Tick(input) if input.type_() == "radio")
    }

    /// Whether this can be put into it: what was chosen may no longer be on the list.
    pub(super) fn can_say(&self, field: &Field) -> bool {
        match self {
            Self::List(_) => self.option(&field.value).is_some(),
            Self::Line(_) | Self::Tick(_) | Self::Text(_) => true,
        }
    }

    fn option(&self, value: &str) -> Option<Element> {
        self.element().query_selector(&format!("option[value=\"{value}\"]")).ok().flatten()
    }

    /// What the form calls it.
    pub(super) fn label(&self) -> String {
        field_label(self.element()).unwrap_or_default()
    }

    /// What it says with this in it, as people read it; a choice that is not taken, what is taken in its place.
    pub(super) fn said(&self, field: &Field, form: &HtmlFormElement) -> String {
        match self {
            Self::Tick(input) if self.is_choice() && field.ticked == Some(true) => words_around(input),
            Self::Tick(input) if self.is_choice() => {
                let taken = form.query_selector(&format!("input[name=\"{}\"]:checked", input.name())).ok().flatten();
                taken.map(|taken| words_around(&taken)).unwrap_or_default()
            }
            Self::Tick(_) if field.ticked == Some(true) => tr!(ui.ticked),
            Self::Tick(_) => tr!(ui.not_ticked),
            Self::List(_) => {
                let option = self.option(&field.value);
                option.and_then(|option| words_of(&option)).unwrap_or_else(|| field.value.clone())
            }
            Self::Line(_) | Self::Text(_) => field.value.clone(),
        }
    }
}

/// What was drawn as chosen from a list.
fn drawn_choice(list: &HtmlSelectElement) -> Option<String> {
    let option = |which| list.query_selector(which).ok().flatten();
    option("option[selected]").or_else(|| option("option"))?.get_attribute("value")
}

/// The words beside a tick.
fn words_around(tick: &Element) -> String {
    tick.closest("label").ok().flatten().and_then(|label| words_of(&label)).unwrap_or_default()
}
