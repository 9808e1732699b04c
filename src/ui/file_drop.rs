//! Choosing files, or dropping them.

use leptos::prelude::*;

use super::{Icon, field::Shell};

/// A native file field over the whole of a drop area: what is dropped on it lands in the field, without script. It
/// belongs in a `multipart/form-data` form that posts to a plain route, never to a server function.
#[component]
pub fn FileDrop(
    #[prop(into)] label: String,
    #[prop(into)] name: String,
    /// Endings or media types, for example `.pdf,image/*`. The server checks again.
    #[prop(optional, into)]
    accept: String,
    #[prop(optional, into)] help: String,
    #[prop(optional)] multiple: bool,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] id: String,
    /// The id of the form, where the field stands outside it.
    #[prop(optional, into)]
    form: String,
) -> impl IntoView {
    let shell = Shell::new(id, &name, help, error);
    view! {
        <div class=shell.class()>
            <label for=shell.id.clone()>{label}</label>
            {shell.said()}
            <div class="drop">
                <Icon name="upload" />
                <input
                    type="file"
                    id=shell.id.clone()
                    name=name
                    form=super::given(form)
                    accept=super::given(accept)
                    multiple=multiple
                    required=required
                    aria-describedby=shell.described_by()
                    aria-invalid=shell.invalid()
                />
            </div>
        </div>
    }
}
