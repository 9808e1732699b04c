//! The files of a field, as the browser knows them before they are sent.

use leptos::{ev::Event, wasm_bindgen::JsCast, web_sys::HtmlInputElement};

use super::{ChosenFile, FileCheck};

/// Asks `check` and tells the browser, which then sends no form with what was refused and says why.
pub(super) fn judge(check: &FileCheck, change: &Event) -> Option<String> {
    let field: HtmlInputElement = change.target()?.dyn_into().ok()?;
    let refused = check(&chosen_files(&field));
    field.set_custom_validity(refused.as_deref().unwrap_or_default());
    refused
}

/// The files that are chosen in a field, in their order.
pub(crate) fn chosen_files(field: &HtmlInputElement) -> Vec<ChosenFile> {
    let Some(files) = field.files() else { return Vec::new() };
    let files = (0..files.length()).filter_map(|place| files.get(place));
    files.map(|file| ChosenFile { name: file.name(), bytes: file.size() as u64 }).collect()
}
