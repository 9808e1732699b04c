//! A second step before an act that needs its reason.

use leptos::prelude::*;

use super::{ActForm, FormGuard, Sent, field_error, form_errors_at};
use crate::{
    i18n::tr,
    kernel::text::Note,
    ui::{ButtonTone, Dialog, Submit, TextArea},
};

/// The button of a grave act and the dialog that it opens: what is to be known before, the reason, and the act itself.
/// Its children stand above the reason: what the form carries unseen, and what is to be known.
#[component]
pub fn ReasonDialog(
    /// What it asks of the server.
    #[prop(into)]
    action: Sent,
    /// The version of the record as it was shown.
    seen: u32,
    /// Unique in the page; the reason's field is called by it, for a page may ask for several reasons.
    #[prop(into)]
    id: String,
    title: String,
    /// The words of the button that opens it, where they are others than the act's.
    #[prop(optional)]
    open_text: Option<String>,
    /// The words of the button that does it: the act.
    act: String,
    /// The weight of that button.
    #[prop(default = ButtonTone::Danger)]
    tone: ButtonTone,
    /// Whether it stands in each row of a list: there the button that opens it is a small one.
    #[prop(optional)]
    in_row: bool,
    /// What the reason is called.
    label: String,
    /// The name of the reason's field.
    #[prop(default = "reason")]
    name: &'static str,
    /// What is to be written there.
    #[prop(optional, into)]
    help: String,
    children: Children,
) -> impl IntoView {
    let open_text = open_text.unwrap_or_else(|| act.clone());
    let open_tone = if in_row { ButtonTone::Quiet } else { ButtonTone::Secondary };
    let (field, seen) = (format!("f-{id}-{name}"), Signal::stored(seen));
    let (link, labelled) = (field.clone(), label.clone());
    let place = move |fault: &str| match fault == name {
        true => (link.clone(), Some(labelled.clone())),
        false => (fault.to_owned(), None),
    };
    view! {
        <Dialog id title open_text tone=open_tone small=in_row close_text=tr!(ui.close_dialog)>
            <ActForm action class="stack">
                <FormGuard action seen />
                {form_errors_at(action, place)}
                {children()}
                <TextArea label name id=field help maxlength=Note::MOST required=true error=field_error(action, name) />
                <Submit text=act tone pending=action.pending() />
            </ActForm>
        </Dialog>
    }
    .into_any()
}
