//! Choosing: one of several as a list or as buttons, yes or no, several of several.

use leptos::{prelude::*, tachys::view::keyed::keyed};

use super::{field::Shell, given};

/// One thing to choose: what is sent, and what is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub text: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self { value: value.into(), text: text.into() }
    }
}

/// One of many, as a native list. For "none", let the first choice have an empty value.
#[component]
pub fn SelectField(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    options: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] help: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] mark: String,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let shell = Shell::new(id, &name, help, error);
    let options = by_name(options, &[value], |choice, chosen| {
        view! { <option value=choice.value selected=chosen>{choice.text}</option> }.into_any()
    });
    view! {
        <div class=shell.class()>
            <label for=shell.id.clone()>
                {label} {given(mark).map(|mark| view! { <span class="req">{mark}</span> })}
            </label>
            {shell.said()}
            <select
                class="in mid"
                id=shell.id.clone()
                name=name
                required=required
                aria-describedby=shell.described_by()
                aria-invalid=shell.invalid()
                on:change=shell.validity.changed()
                on:invalid=shell.validity.refused()
            >
                {options}
            </select>
        </div>
    }
}

/// One of a few, all to be seen at once.
#[component]
pub fn RadioField(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    options: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] help: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] mark: String,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let shell = Shell::new(id, &name, help, error);
    let validity = shell.validity;
    let options = options.into_iter().map(|choice| {
        let checked = choice.value == value;
        view! {
            <label>
                <input
                    type="radio"
                    name=name.clone()
                    value=choice.value
                    checked=checked
                    required=required
                    on:change=validity.changed()
                    on:invalid=validity.refused()
                />
                {choice.text}
            </label>
        }
    });
    let options = options.collect_view();
    view! { <Group shell label mark role="radiogroup">{options}</Group> }
}

/// Yes or no. Unchecked, the form carries nothing, so the server's argument has a default.
#[component]
pub fn CheckField(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    /// What is sent when checked.
    #[prop(default = "true".to_string(), into)]
    value: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] help: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let shell = Shell::new(id, &name, help, error);
    view! {
        <div class=shell.class()>
            <div class="pick bare">
                <label for=shell.id.clone()>
                    <input
                        type="checkbox"
                        id=shell.id.clone()
                        name=name
                        value=value
                        checked=checked
                        required=required
                        aria-describedby=shell.described_by()
                        aria-invalid=shell.invalid()
                        on:change=shell.validity.changed()
                        on:invalid=shell.validity.refused()
                    />
                    {label}
                </label>
            </div>
            {shell.said()}
        </div>
    }
}

/// Several of several. A server function that takes a `Vec` wants the name with brackets, for example `areas[]`.
#[component]
pub fn CheckGroup(
    #[prop(into)] legend: String,
    #[prop(into)] name: String,
    options: Vec<Choice>,
    #[prop(optional)] values: Vec<String>,
    #[prop(optional, into)] help: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] mark: String,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let shell = Shell::new(id, &name, help, error);
    let options = by_name(options, &values, move |choice, checked| {
        view! {
            <label>
                <input type="checkbox" name=name.clone() value=choice.value checked=checked />
                {choice.text}
            </label>
        }
        .into_any()
    });
    view! { <Group shell label=legend mark role="group">{options}</Group> }
}

/// What can be chosen, each known by its value and not by its place: where the page is drawn anew and there are others, a
/// tick stays with what was ticked, and never comes to stand beside something else.
fn by_name(options: Vec<Choice>, chosen: &[String], one: impl Fn(Choice, bool) -> AnyView + Send + 'static) -> AnyView {
    let marked: Vec<(Choice, bool)> = options
        .into_iter()
        .map(|choice| {
            let is_chosen = chosen.contains(&choice.value);
            (choice, is_chosen)
        })
        .collect();
    let name = |(choice, is_chosen): &(Choice, bool)| format!("{}\n{}\n{is_chosen}", choice.value, choice.text);
    keyed(marked, name, move |_, (choice, is_chosen)| (|_: usize| (), one(choice, is_chosen))).into_any()
}

/// The fieldset around radios or check boxes. It can be focused from an error summary.
#[component]
fn Group(shell: Shell, label: String, mark: String, role: &'static str, children: Children) -> impl IntoView {
    view! {
        <fieldset
            class=shell.class()
            id=shell.id.clone()
            role=role
            tabindex="-1"
            aria-describedby=shell.described_by()
            aria-invalid=(role == "radiogroup").then(|| shell.invalid())
        >
            <legend class="label">{label} {given(mark).map(|mark| view! { <span class="req">{mark}</span> })}</legend>
            {shell.said()}
            <div class="pick">{children()}</div>
        </fieldset>
    }
}
