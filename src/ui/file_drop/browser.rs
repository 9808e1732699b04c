//! The files of a field, as the browser knows them before they are sent.

use leptos::{ev::Event, wasm_bindgen::JsCast, web_sys::HtmlInputElement};

use super::{ChosenFile, FileCheck};

/// Asks `check` and tells the browser, which then sends no form with what was refused and says why.
pub(super) fn judge(check: &FileCheck, change: &Event) -> Option<String> {
    let field: HtmlInputElement = change.target()?.dyn_into().ok()?;
    let files = field.files()?;
    let files = (0..files.length()).filter_map(|place| files.get(place));
    let chosen: Vec<ChosenFile> =
        files.map(|file| ChosenFile { name: file.name(), bytes: file.size() as u64 }).collect();
    let refused = check(&chosen);
    field.set_custom_validity(refused.as_deref().unwrap_or_default());
    refused
}
