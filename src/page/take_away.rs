//! Taking a list away as a workbook.

use leptos::prelude::*;

use crate::{i18n::tr, ui::LinkButton};

/// The link by which the list that is shown is taken away. `page` is the list's address with its conditions, `file` the
/// path of the workbook, which takes the same conditions.
pub fn take_away(page: &str, file: &str) -> AnyView {
    let query = page.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
    let href = format!("/downloads/{file}.xlsx{query}");
    view! { <LinkButton href text=tr!(document.take) icon="download" small=true external=true /> }.into_any()
}
