//! The only `<textarea>` of the app.
//!
//! Leptos 0.8 does not escape the children of a textarea on the server (`ESCAPE_CHILDREN` is false for it in tachys),
//! so `</textarea><script>` in a stored text would run. Here the text is escaped by hand and given as `inner_html`:
//! the browser decodes it again (a textarea holds text and character references only), it is there before WASM, and
//! hydration leaves it alone, for `inner_html` has no child nodes to compare. A lint forbids the element elsewhere.
//! This can go when tachys escapes the element itself.

use leptos::prelude::*;

use super::{field::Shell, given};

/// Text of several lines. `value` is what stands in it at first; line breaks at its start are dropped, as HTML does.
#[component]
pub fn TextArea(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] help: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(default = 4)] rows: u32,
    /// In UTF-16 units, as browsers count.
    #[prop(optional)]
    maxlength: Option<usize>,
    #[prop(optional)] required: bool,
    #[prop(optional)] readonly: bool,
    #[prop(optional, into)] placeholder: String,
    /// A word behind the label, for example that the field may stay empty.
    #[prop(optional, into)]
    mark: String,
    /// Another id than the name's, where two forms of a page have a field of the same name.
    #[prop(optional, into)]
    id: String,
) -> impl IntoView {
    let shell = Shell::new(id, &name, help, error);
    view! {
        <div class=shell.class()>
            <label for=shell.id.clone()>
                {label} {given(mark).map(|mark| view! { <span class="req">{mark}</span> })}
            </label>
            {shell.said()}
            <textarea
                class="in"
                id=shell.id.clone()
                name=name
                rows=rows.to_string()
                maxlength=maxlength.map(|n| n.to_string())
                required=required
                readonly=readonly
                placeholder=given(placeholder)
                aria-describedby=shell.described_by()
                aria-invalid=shell.invalid()
                on:blur=shell.validity.left()
                on:input=shell.validity.changed()
                on:invalid=shell.validity.refused()
                inner_html=escaped(&value)
            ></textarea>
        </div>
    }
}

/// The text as HTML that can neither close the element nor be read as a character reference.
pub(super) fn escaped(text: &str) -> String {
    let text = text.trim_start_matches(['\r', '\n']);
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}
