//! What a plain form was refused, such as an upload: the server sends the person back to the page with the refusal in the
//! address, for there is no action here that could hold it.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    error::AppError,
    i18n::tr,
    kernel::json,
    ui::{Notice, Tone, drawn_by_server},
    words::{fault_text, refusal},
};

/// The key of the address under which the server puts the refusal.
pub const REFUSED: &str = "refused";

/// The keys that an address has only behind the page of a form that was just refused: [`REFUSED`], and the two under which
/// Leptos puts the refusal of a server function.
const REFUSALS: [&str; 3] = [REFUSED, "__path", "__err"];

/// Whether this query tells what was refused.
#[must_use]
pub fn is_after_refusal(query: &str) -> bool {
    query.split('&').any(is_refusal)
}

/// The address without what was refused there: that is told once.
#[must_use]
pub fn without_refusal(address: &str) -> String {
    let Some((page, query)) = address.split_once('?') else { return address.to_owned() };
    let query = query.split('&').filter(|part| !part.is_empty() && !is_refusal(part)).collect::<Vec<_>>().join("&");
    if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
}

fn is_refusal(part: &str) -> bool {
    part.split('=').next().is_some_and(|key| REFUSALS.contains(&key))
}

/// The notice about the form that was just refused; nothing where none was. The frame shows it, on every page. The server
/// draws it, for only a new page comes with it: what can be refused, and in which words, is no part of every first page.
pub fn refused_form() -> AnyView {
    match use_query_map().with(|query| query.get(REFUSED)) {
        Some(refused) => drawn_by_server(move || notice(&refused)),
        None => ().into_any(),
    }
}

fn notice(refused: &str) -> AnyView {
    let Ok(error) = json::read::<AppError>(refused.as_bytes()) else { return ().into_any() };
    // Whoever reads this has signed in again since.
    if error == AppError::SignIn {
        let title = tr!(errors.parted_title);
        return view! { <Notice tone=Tone::Warn title><p>{tr!(errors.parted_text)}</p></Notice> }.into_any();
    }
    let (title, sentences) = told(&error);
    view! {
        <Notice tone=Tone::Stop title>
            {sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
        </Notice>
    }
    .into_any()
}

/// The title of what was refused, and what is said of it: each fault of the form, or what helps.
pub(super) fn told(error: &AppError) -> (String, Vec<String>) {
    let (title, text) = refusal(error);
    let sentences: Vec<String> = match error {
        AppError::Invalid(faults) => {
            faults.iter().map(|fault| sentence(&fault.field, &fault_text(&fault.fault))).collect()
        }
        AppError::SignIn
        | AppError::NotFound
        | AppError::NotPermitted
        | AppError::NotAllowedNow
        | AppError::Stale
        | AppError::Exists
        | AppError::Partly { .. }
        | AppError::TooLarge
        | AppError::Unavailable { .. } => Vec::new(),
    };
    (title, if sentences.is_empty() { vec![text] } else { sentences })
}

/// The name of a file says which of several was refused; a form's field would only be a word of the machine.
fn sentence(field: &str, fault: &str) -> String {
    if field.contains('.') { tr!(ui.label_and_sentence, label = field, sentence = fault) } else { fault.to_owned() }
}
