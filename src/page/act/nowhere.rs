//! The server sends no forms.

use leptos::ev::SubmitEvent;

use crate::error::AppError;

pub(super) fn written(_event: &SubmitEvent) -> Option<String> {
    None
}

pub(super) async fn send(_address: &'static str, _form: String) -> Result<(), AppError> {
    Err(AppError::Unavailable { error_id: String::new() })
}
