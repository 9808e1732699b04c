//! What every page does the same way: wait for its data, say why something is refused, show what is wrong with a form,
//! and know who is signed in.
//!
//! It stands between the kit, which knows neither the translations nor [`AppError`](crate::error::AppError), and the
//! pages of the processes.

/// What a form asks of the server.
mod act;
/// Which columns of a list are shown.
mod columns;
/// Who can sign in to the demo.
mod demo_people;
/// Which fields of a form are kept.
mod field;
/// What is wrong with files before they are sent.
mod files;
/// Errors of a form, and what a form carries unseen.
mod form;
/// What a page waits for.
mod load;
/// When something was or will be.
mod moment;
/// When the server can be reached again.
mod network;
/// The words of an address.
mod query;
/// The reason for an act, asked for before it is done.
mod reason_dialog;
/// The designed states of refusal.
mod refusal;
/// What a plain form was refused.
mod refused;
/// What is told after an act.
mod said;
/// Where a visit's scores are read.
mod score_address;
/// Who is signed in.
mod session;
/// The heads of a list that sorts.
mod sort_heads;
/// A list as a workbook.
mod take_away;
/// The title of the document.
mod title;
/// A unit's name, as a link where it may be followed.
mod unit_link;
/// From a unit's page to that of another.
mod unit_switch;
/// Of which years no holidays are known.
mod unlisted_years;
/// Sending the files of a form.
mod upload;
/// The way to a page.
mod way;
/// What a browser finds wrong with a field.
mod wrong;

pub use act::{
    Act, ActForm, BriefForm, Outcome, Saving, Sent, Typed, count_answers, entered, forget_what_was_typed,
    keeps_unsaved, save_submitted, saving, successes, type_into,
};
pub use columns::chosen_columns;
pub use demo_people::DemoPeople;
pub(crate) use field::KEY;
use field::SEEN;
pub use field::{is_drawn_anew, is_kept, is_password};
pub use files::file_check;
pub use form::{FormGuard, field_error, form_errors, form_errors_at, form_key, label_of, refusal_notice, way_on};
pub use load::{Load, beside, load, loaded_page};
pub use moment::{moment, moment_of_day, moment_text};
pub use network::when_reached_again;
pub use query::with_query;
pub use reason_dialog::ReasonDialog;
pub use refusal::{NotFound, error_view, here, sign_in_address};
pub use refused::{REFUSED, is_after_refusal, refused_form, without_refusal};
pub(crate) use said::Said;
pub use said::{not_done_yet, saying};
pub use score_address::score_address;
pub(crate) use session::CurrentSession;
pub use session::{may, use_session, use_session_refresh, use_session_signal};
pub use sort_heads::SortHeads;
pub use take_away::take_away;
pub use title::{Title, take_titles};
pub use unit_link::{unit_address, unit_link};
pub use unit_switch::{switched, unit_switch};
pub use unlisted_years::unlisted_years;
pub(crate) use upload::send_at_once;
pub use upload::{Taken, UploadForm, UploadState, Uploads, uploading};
pub use way::{home_crumb, way_to};
pub use wrong::WRONG_WORDS;

/// Whether this is the demo, and the code of its people, as the server puts it into the context of what it draws.
#[cfg(feature = "ssr")]
#[derive(Clone, Debug)]
pub struct Demo {
    /// Whether this is the demo.
    pub is_on: bool,
    /// The code of its people, as of [`DemoPeople::code`]; empty where none are listed.
    pub people: std::sync::Arc<str>,
}

/// What `<html>` says of the demo: the code of its people, which may be empty. `None` where this is none.
#[cfg(feature = "ssr")]
#[must_use]
pub fn demo_code() -> Option<String> {
    leptos::prelude::use_context::<Demo>().filter(|demo| demo.is_on).map(|demo| demo.people.to_string())
}

/// What the server wrote of the demo into `<html>`.
#[cfg(not(feature = "ssr"))]
#[must_use]
pub fn demo_code() -> Option<String> {
    leptos::prelude::document().document_element().and_then(|html| html.get_attribute("data-demo"))
}

/// Whether this is the demo, which every page says, to whoever is not signed in too.
#[must_use]
pub fn is_demo() -> bool {
    demo_code().is_some()
}

/// Who can sign in to the demo; `None` where this is none.
#[must_use]
pub fn demo_people() -> Option<DemoPeople> {
    demo_code().and_then(|code| DemoPeople::read(&code))
}

/// Gives the answer this HTTP status, as long as its head is not sent yet; so every route renders in one piece.
#[cfg(feature = "ssr")]
fn answer_with(status: u16) {
    use axum::http::StatusCode;
    use leptos::prelude::use_context;
    use leptos_axum::ResponseOptions;

    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

/// In the browser there is no answer any more that could have a status.
#[cfg(not(feature = "ssr"))]
fn answer_with(_status: u16) {}

/// An answer as JSON, for the browser that takes the page over.
///
/// # Panics
/// Where it cannot be written; the answers of server functions can, for they are sent in the same way.
#[cfg(feature = "ssr")]
fn as_json(answer: &impl serde::Serialize) -> Option<std::sync::Arc<str>> {
    Some(serde_json::to_string(answer).expect("an answer is JSON").into())
}

/// A browser's answers go nowhere.
#[cfg(not(feature = "ssr"))]
fn as_json(_answer: &impl serde::Serialize) -> Option<std::sync::Arc<str>> {
    None
}
