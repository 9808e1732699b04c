//! One line of text, and what all fields share: the label above, the help under it, the error beside the field.

use leptos::prelude::*;

use super::{Icon, given, validity::Validity};

/// The id of the field with this name. An [`ErrorSummary`](super::ErrorSummary) links to it.
pub fn field_id(name: &str) -> String {
    // What is a letter in every script is a table that every page would bring to the browser.
    let is_safe = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let safe = name.chars().map(|c| if is_safe(c) { c } else { '-' });
    format!("f-{}", safe.collect::<String>())
}

/// The kind of a one-line field: what the browser checks and which keyboard a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    Password,
    Number,
    Date,
    Time,
    Url,
    Search,
    Email,
    Tel,
}

impl FieldKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Password => "password",
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
            Self::Url => "url",
            Self::Search => "search",
            Self::Email => "email",
            Self::Tel => "tel",
        }
    }

    /// Figures and dates need no room for a sentence.
    const fn class(self) -> &'static str {
        match self {
            Self::Number => "in short num",
            Self::Date | Self::Time => "in short",
            Self::Text | Self::Password | Self::Url | Self::Search | Self::Email | Self::Tel => "in",
        }
    }
}

/// The word an `<input type>` takes; anything unknown is plain text, as in HTML.
impl From<&str> for FieldKind {
    fn from(kind: &str) -> Self {
        match kind {
            "password" => Self::Password,
            "number" => Self::Number,
            "date" => Self::Date,
            "time" => Self::Time,
            "url" => Self::Url,
            "search" => Self::Search,
            "email" => Self::Email,
            "tel" => Self::Tel,
            _ => Self::Text,
        }
    }
}

/// What a field is told by, kept together so that every kind of field says it the same way.
pub(super) struct Shell {
    pub id: String,
    pub help: String,
    pub error: Signal<Option<String>>,
    pub validity: Validity,
}

impl Shell {
    /// `error` is what the server said of the field; what the browser finds goes before it, for it is newer.
    pub fn new(id: String, name: &str, help: String, error: Signal<Option<String>>) -> Self {
        let validity = Validity::new();
        let error = Signal::derive(move || validity.said().or_else(|| error.get()));
        Self { id: given(id).unwrap_or_else(|| field_id(name)), help, error, validity }
    }

    pub fn has_error(&self) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
        let error = self.error;
        move || error.with(|error| error.as_ref().is_some_and(|text| !text.is_empty()))
    }

    /// `aria-describedby`: the help, and the error while there is one.
    pub fn described_by(&self) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
        let help = (!self.help.is_empty()).then(|| format!("{}-help", self.id));
        let error_id = format!("{}-error", self.id);
        let has_error = self.has_error();
        move || match (help.clone(), has_error()) {
            (Some(help), true) => Some(format!("{help} {error_id}")),
            (Some(help), false) => Some(help),
            (None, true) => Some(error_id.clone()),
            (None, false) => None,
        }
    }

    pub fn invalid(&self) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
        let has_error = self.has_error();
        move || has_error().then_some("true")
    }

    pub fn class(&self) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        let has_error = self.has_error();
        move || if has_error() { "field bad" } else { "field" }
    }

    /// The help and the place of the error. The place is there from the start, so that a screen reader hears what
    /// comes into it.
    pub fn said(&self) -> AnyView {
        let (error, has_error) = (self.error, self.has_error());
        let error_id = format!("{}-error", self.id);
        let help = given(self.help.clone()).map(|help| {
            view! { <span class="hint" id=format!("{}-help", self.id)>{help}</span> }
        });
        let message = move || {
            has_error().then(|| view! { <span class="err"><Icon name="alert" /><span>{error.get()}</span></span> })
        };
        view! {
            {help}
            <span class="err-at" id=error_id aria-live="polite">{message}</span>
        }
        .into_any()
    }
}

/// One line of text, a number, a date. `value` is what stands in it at first; the form carries what is typed.
#[component]
pub fn TextField(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] help: String,
    /// The sentence beside the field; a text, an `Option`, a signal or a closure.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// A [`FieldKind`] or its word, for example `kind="date"`.
    #[prop(optional, into)]
    kind: FieldKind,
    #[prop(optional)] required: bool,
    /// In UTF-16 units, as browsers count.
    #[prop(optional)]
    maxlength: Option<usize>,
    #[prop(optional, into)] min: String,
    #[prop(optional, into)] max: String,
    #[prop(optional, into)] step: String,
    #[prop(optional, into)] autocomplete: String,
    #[prop(optional, into)] placeholder: String,
    /// The id of a list of what a browser offers here; something else can be typed as well.
    #[prop(optional, into)]
    list: String,
    #[prop(optional)] readonly: bool,
    #[prop(optional)] disabled: bool,
    /// The unit behind a figure, for example %.
    #[prop(optional, into)]
    unit: String,
    /// A word behind the label, for example that the field may stay empty.
    #[prop(optional, into)]
    mark: String,
    /// Another id than the name's, where two forms of a page have a field of the same name.
    #[prop(optional, into)]
    id: String,
) -> impl IntoView {
    let shell = Shell::new(id, &name, help, error);
    let input = view! {
        <input
            class=kind.class()
            id=shell.id.clone()
            type=kind.as_str()
            name=name
            value=value
            required=required
            readonly=readonly
            disabled=disabled
            maxlength=maxlength.map(|n| n.to_string())
            min=given(min)
            max=given(max)
            step=given(step)
            list=given(list)
            autocomplete=given(autocomplete)
            placeholder=given(placeholder)
            aria-describedby=shell.described_by()
            aria-invalid=shell.invalid()
            on:blur=shell.validity.left()
            on:input=shell.validity.changed()
            on:invalid=shell.validity.refused()
        />
    };
    let input = match given(unit) {
        Some(unit) => view! { <div class="with-unit">{input}<span>{unit}</span></div> }.into_any(),
        None => input.into_any(),
    };
    view! {
        <div class=shell.class()>
            <label for=shell.id.clone()>
                {label} {given(mark).map(|mark| view! { <span class="req">{mark}</span> })}
            </label>
            {shell.said()}
            {input}
        </div>
    }
}

/// What a form carries unseen: the record, the version the person saw, the idempotency key.
#[component]
pub fn HiddenField(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value /> }
}
