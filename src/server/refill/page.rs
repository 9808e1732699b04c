//! Putting what was sent into the form of a drawn page.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use html_escape::{decode_html_entities, encode_double_quoted_attribute};
use lol_html::{
    RewriteStrSettings, element, end_tag,
    errors::RewritingError,
    html_content::{ContentType, Element},
    rewrite_str,
};
use serde::{Deserialize, Serialize};

use crate::page::{is_drawn_anew, is_kept};

/// A form as it was sent.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Sent {
    /// Its action: a path of this server.
    pub(super) action: String,
    /// Names and values in the order of the form.
    pub(super) fields: Vec<(String, String)>,
}

/// Where an element stands. Forms, and what opens, are numbered as they come.
#[derive(Clone, Default)]
struct Place {
    form: Option<usize>,
    /// The dialogs and folds around it.
    folds: Vec<usize>,
}

/// The forms of a page with the action that was sent to.
#[derive(Clone)]
struct Search<'a> {
    forms: Vec<Target>,
    /// What the last form would carry unseen.
    carried: Values<'a>,
    /// The list whose choices come.
    list: String,
}

/// A form that may be the one.
#[derive(Clone)]
struct Target {
    form: usize,
    /// The dialogs and folds that it stands in, and those in it that hide what was typed.
    folds: BTreeSet<usize>,
    /// Whether all that it carries unseen is what was sent.
    is_same: bool,
    /// What can be chosen in its lists: their names, and the values.
    choices: BTreeSet<(String, String)>,
}

/// What was sent, and how much of it has its place.
#[derive(Clone)]
struct Values<'a> {
    sent: &'a Sent,
    /// How many values of each name have theirs.
    given: BTreeMap<String, usize>,
    /// The list whose choices come, and the chosen one, where there is one.
    list: Option<String>,
}

/// The page with the form as it was sent, and what the form stands in opened.
pub(super) fn refilled(page: &str, sent: &Sent) -> Result<String, RewritingError> {
    let found = Rc::new(RefCell::new(Search::of(sent)));
    let looking = Rc::clone(&found);
    rewrite_str(page, over(move |element, place| looking.borrow_mut().look(element, place)))?;
    let Some(target) = Rc::unwrap_or_clone(found).into_inner().forms.into_iter().find(|form| form.is_same) else {
        return Ok(page.to_owned());
    };
    let mut values = Values::of(sent);
    rewrite_str(page, over(move |element, place| target.fill(element, place, &mut values)))
}

/// Goes through what a form is made of, in the order of the page. To a form its own number is given, and so to a fold.
fn over<'h>(mut each: impl FnMut(&mut Element, &Place) + 'h) -> RewriteStrSettings<'h, 'static> {
    let place = Rc::new(RefCell::new(Place::default()));
    let (forms, folds) = (Cell::new(0), Cell::new(0));
    RewriteStrSettings::new().append_element_content_handler(element!(
        "form, dialog, details, input, textarea, select, option",
        move |element| {
            match element.tag_name().as_str() {
                "form" => {
                    place.borrow_mut().form = Some(forms.replace(forms.get() + 1));
                    let place = Rc::clone(&place);
                    element.on_end_tag(end_tag!(move |_| {
                        place.borrow_mut().form = None;
                        Ok(())
                    }))?;
                }
                "dialog" | "details" => {
                    place.borrow_mut().folds.push(folds.replace(folds.get() + 1));
                    let place = Rc::clone(&place);
                    element.on_end_tag(end_tag!(move |_| {
                        place.borrow_mut().folds.pop();
                        Ok(())
                    }))?;
                }
                _ => {}
            }
            let here = place.borrow().clone();
            each(element, &here);
            Ok(())
        }
    ))
}

impl Sent {
    fn has_text(&self, name: &str) -> bool {
        self.fields.iter().any(|(other, text)| other == name && !text.is_empty())
    }
}

impl<'a> Search<'a> {
    fn of(sent: &'a Sent) -> Self {
        Self { forms: Vec::new(), carried: Values::of(sent), list: String::new() }
    }

    fn look(&mut self, element: &Element, place: &Place) {
        let sent = self.carried.sent;
        let tag = element.tag_name();
        if tag == "form" {
            self.carried = Values::of(sent);
            if attribute(element, "action") == sent.action
                && let Some(form) = place.form
            {
                let folds = place.folds.iter().copied().collect();
                self.forms.push(Target { form, folds, is_same: true, choices: BTreeSet::new() });
            }
            return;
        }
        let Some(target) = self.forms.last_mut().filter(|target| Some(target.form) == place.form) else { return };
        let name = attribute(element, "name");
        match tag.as_str() {
            "input" if is_hidden(element) && !is_drawn_anew(&name) => {
                target.is_same &= self.carried.next(&name) == Some(attribute(element, "value"));
            }
            "input" | "textarea" if !is_tick(element) && sent.has_text(&name) => target.folds.extend(&place.folds),
            "select" => self.list = name,
            "option" => {
                target.choices.insert((self.list.clone(), attribute(element, "value")));
            }
            _ => {}
        }
    }
}

impl<'a> Values<'a> {
    fn of(sent: &'a Sent) -> Self {
        Self { sent, given: BTreeMap::new(), list: None }
    }

    /// The next value of this name. A control that may not be used was not sent.
    fn next(&mut self, name: &str) -> Option<String> {
        let nth = self.given.entry(name.to_owned()).or_default();
        let value =
            self.sent.fields.iter().filter(|(other, _)| other == name).nth(*nth).map(|(_, value)| value.clone());
        *nth += 1;
        value
    }

    fn has(&self, name: &str, value: &str) -> bool {
        self.sent.fields.iter().any(|(other, sent)| other == name && sent == value)
    }
}

impl Target {
    fn fill(&self, element: &mut Element, place: &Place, values: &mut Values<'_>) {
        let tag = element.tag_name();
        if matches!(tag.as_str(), "dialog" | "details") {
            if place.folds.last().is_some_and(|fold| self.folds.contains(fold)) {
                set(element, "open", "");
            }
            return;
        }
        if place.form != Some(self.form) || element.has_attribute("disabled") {
            return;
        }
        let name = attribute(element, "name");
        match tag.as_str() {
            "input" => fill_input(element, &name, values),
            "textarea" => {
                if let Some(text) = values.next(&name) {
                    // The first line break of a text area is none.
                    let text = if text.starts_with(['\r', '\n']) { format!("\n{text}") } else { text };
                    element.set_inner_content(&text, ContentType::Text);
                }
            }
            "select" => {
                let chosen = values.next(&name);
                // What was chosen may no longer be on the list.
                values.list = chosen.filter(|value| self.choices.contains(&(name, value.clone())));
            }
            "option" => {
                if let Some(chosen) = &values.list {
                    mark(element, "selected", attribute(element, "value") == *chosen);
                }
            }
            _ => {}
        }
    }
}

fn fill_input(element: &mut Element, name: &str, values: &mut Values<'_>) {
    let kind = attribute(element, "type");
    match kind.as_str() {
        _ if !is_kept(name, &kind) => {}
        "checkbox" | "radio" => {
            let is_ticked = values.has(name, &attribute(element, "value"));
            mark(element, "checked", is_ticked);
        }
        _ => {
            if let Some(value) = values.next(name) {
                set(element, "value", &value);
            }
        }
    }
}

fn is_hidden(element: &Element) -> bool {
    attribute(element, "type") == "hidden"
}

fn is_tick(element: &Element) -> bool {
    matches!(attribute(element, "type").as_str(), "checkbox" | "radio")
}

/// The text of an attribute; nothing where there is none.
fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).map(|text| decode_html_entities(&text).into_owned()).unwrap_or_default()
}

fn set(element: &mut Element, name: &str, value: &str) {
    element.set_attribute(name, &encode_double_quoted_attribute(value)).expect("a plain word is an attribute's name");
}

fn mark(element: &mut Element, name: &str, is_so: bool) {
    if is_so {
        set(element, name, "");
    } else {
        element.remove_attribute(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = concat!(
        r#"<dialog id="a"><form action="/api/x/other"><input name="text" value="old"></form></dialog>"#,
        r#"<details id="b"><summary>…</summary><form method="post" action="/api/x/act">"#,
        r#"<input type="hidden" name="key" value="k1"/><input type="hidden" name="row" value="1">"#,
        r#"<input name="text" value="old"></form></details>"#,
        r#"<dialog id="c"><form method="post" action="/api/x/act">"#,
        r#"<input type="hidden" name="key" value="k2"><input type="hidden" name="row" value="a&amp;b">"#,
        r#"<input name="text" value="old"/><input name="text" value="second"><input name="off" value="as drawn" disabled>"#,
        r#"<details id="d"><textarea name="words">alt &amp; alt</textarea></details>"#,
        r#"<details id="e"><input name="unsaid" value=""></details>"#,
        r#"<select name="kind"><option value="a" selected>A</option><option value="b">B</option></select>"#,
        r#"<select name="gone"><option value="a">A</option><option value="b" selected>B</option></select>"#,
        r#"<input type="checkbox" name="of[]" value="1" checked><input type="checkbox" name="of[]" value="2">"#,
        r#"<input type="radio" name="one" value="yes"><input type="radio" name="one" value="no" checked>"#,
        r#"<input type="checkbox" name="declared" value="true"><input type="password" name="password">"#,
        r#"<button name="next" value="1">…</button></form></dialog><input name="text" value="old">"#,
    );

    fn sent(action: &str, row: &str) -> Sent {
        let fields = [
            ("key", "k0"),
            ("row", row),
            ("text", "\"><b>&lt;"),
            ("text", ""),
            ("off", "sent all the same"),
            ("words", "\r\n</textarea>&amp;"),
            ("kind", "b"),
            ("gone", "c"),
            ("of[]", "2"),
            ("one", "yes"),
            ("declared", "true"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Sent { action: action.to_owned(), fields }
    }

    #[test]
    fn the_form_that_was_sent_stands_as_it_was_sent_and_no_other_changes() {
        let page = refilled(PAGE, &sent("/api/x/act", "a&b")).unwrap();
        let (before, after) = PAGE.split_once("<dialog id=\"c\">").unwrap();
        let expected = after
            .replace("\"k2\"", "\"k0\"")
            .replacen("value=\"old\"", "value=\"&quot;&gt;&lt;b&gt;&amp;lt;\"", 1)
            .replace("value=\"second\"", "value=\"\"")
            .replace("<details id=\"d\">", "<details id=\"d\" open=\"\">")
            .replace("alt &amp; alt", "\n\r\n&lt;/textarea&gt;&amp;amp;")
            .replace(
                "<option value=\"a\" selected>A</option><option value=\"b\">B",
                "<option value=\"a\">A</option><option value=\"b\" selected=\"\">B",
            )
            .replace("value=\"1\" checked", "value=\"1\"")
            .replace("name=\"of[]\" value=\"2\"", "name=\"of[]\" value=\"2\" checked=\"\"")
            .replace("value=\"yes\"", "value=\"yes\" checked=\"\"")
            .replace("value=\"no\" checked", "value=\"no\"");
        let tidy = |text: &str| text.replace(" >", ">").replace(" />", ">").replace("/>", ">");
        assert_eq!(tidy(&page), tidy(&format!("{before}<dialog id=\"c\" open=\"\">{expected}")));
    }

    #[test]
    fn a_form_about_something_else_stays_as_it_was_drawn() {
        for other in [sent("/api/x/act", "3"), sent("/api/x/nothing", "a&b")] {
            assert_eq!(refilled(PAGE, &other).unwrap(), PAGE);
        }
        let row = refilled(PAGE, &sent("/api/x/act", "1")).unwrap();
        assert!(row.contains("<details id=\"b\" open=\"\">") && row.contains("<dialog id=\"c\">"), "{row}");
    }
}
