//! The server sends no forms, and keeps nothing that is typed.

use leptos::{
    ev::SubmitEvent,
    web_sys::{HtmlFormElement, HtmlInputElement},
};

use super::{Found, kept::Difference};
use crate::error::AppError;

pub(in crate::page) fn pressed(_event: &SubmitEvent) -> Option<String> {
    None
}

pub(super) fn written(_event: &SubmitEvent) -> Option<String> {
    None
}

pub(super) fn written_now(_form: &HtmlFormElement) -> Option<String> {
    None
}

pub(super) async fn send(address: &'static str, form: String) -> Result<(), AppError> {
    ask(address, form).await
}

pub(super) async fn ask<T>(_address: &'static str, _form: String) -> Result<T, AppError> {
    Err(AppError::Unavailable { error_id: String::new() })
}

pub(super) fn name(_form: &HtmlFormElement, _account: &str, _subject: Option<&str>, _lasts: bool) -> String {
    String::new()
}

pub(super) fn keep(_form: &HtmlFormElement, _name: &str, _is_unsure: bool) -> bool {
    false
}

pub(super) fn settle(_form: &HtmlFormElement, _name: &str) {}

pub(super) fn take_drawn(_form: &HtmlFormElement, _name: &str) {}

pub(super) fn mark(_name: &str, _sent: bool) {}

pub(super) fn find(_form: &HtmlFormElement, _name: &str) -> Option<Found> {
    None
}

pub(super) fn differences(_form: &HtmlFormElement, _name: &str) -> Vec<Difference> {
    Vec::new()
}

pub(super) fn restore_one(_form: &HtmlFormElement, _name: &str, _at: usize) {}

pub(super) fn focus_one(_form: &HtmlFormElement, _name: &str, _at: usize) {}

pub(super) fn restore(_form: &HtmlFormElement, _name: &str) {}

pub(super) fn focus(_form: &HtmlFormElement) {}

pub(super) fn type_into(_field: &HtmlInputElement, _text: &str) {}

pub(super) fn forget(_name: &str) {}

pub(super) fn keeps_for_long(_account: &str) -> bool {
    false
}

pub(super) fn forget_all(_account: &str) {}

pub(super) fn forget_others(_account: &str) {}
