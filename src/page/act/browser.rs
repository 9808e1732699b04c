//! Sending a form without leaving the page.

use leptos::{
    ev::SubmitEvent,
    form::form_data_from_event,
    prelude::FromServerFnError,
    server_fn::{
        Bytes,
        client::{Client, browser::BrowserClient},
        redirect::call_redirect_hook,
        request::{ClientReq, browser::BrowserRequest},
        response::{ClientRes, browser::BrowserResponse},
    },
    web_sys::{FormData, HtmlFormElement, UrlSearchParams},
};
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::{error::AppError, kernel::json};

/// How a form writes its fields.
const FORM: &str = "application/x-www-form-urlencoded";

/// The fields of the form and the button that was pressed, in the way in which forms are sent.
pub(super) fn written(event: &SubmitEvent) -> Option<String> {
    as_sent(&form_data_from_event(event).ok()?)
}

/// The fields of the form as they stand now, in the way in which forms are sent.
pub(super) fn written_now(form: &HtmlFormElement) -> Option<String> {
    as_sent(&FormData::new_with_form(form).ok()?)
}

fn as_sent(fields: &FormData) -> Option<String> {
    UrlSearchParams::new_with_str_sequence_sequence(fields).ok().map(|fields| String::from(fields.to_string()))
}

/// The words of the button that was pressed; none where the form was sent by Enter in a browser that does not tell.
pub(in crate::page) fn pressed(event: &SubmitEvent) -> Option<String> {
    let words = event.submitter()?.text_content()?;
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Sends a form to a server function, and goes where its answer leads.
///
/// # Errors
/// What the server refuses, or [`AppError::Unavailable`] where it is not reached or something else answers in its place,
/// such as a gateway's own page.
pub(super) async fn send(address: &'static str, form: String) -> Result<(), AppError> {
    ask::<IgnoredAny>(address, form).await.map(|_| ())
}

/// As [`send`], with what the server answers.
///
/// # Errors
/// As [`send`].
pub(super) async fn ask<T: DeserializeOwned>(address: &'static str, form: String) -> Result<T, AppError> {
    let (body, place) = answered(address, form).await?;
    let Ok(answer) = json::read(&body) else {
        return Err(AppError::Unavailable { error_id: String::new() });
    };
    if let Some(place) = place {
        call_redirect_hook(&place);
    }
    Ok(answer)
}

/// What is answered to a form, unread, and where that leads.
async fn answered(address: &'static str, form: String) -> Result<(Bytes, Option<String>), AppError> {
    let request = <BrowserRequest as ClientReq<AppError>>::try_new_post(address, FORM, "application/json", form)?;
    let answer: BrowserResponse = <BrowserClient as Client<AppError>>::send(request).await?;
    let status = ClientRes::<AppError>::status(&answer);
    let leads_on = (300..=399).contains(&status) || ClientRes::<AppError>::has_redirect(&answer);
    let place = leads_on.then(|| ClientRes::<AppError>::location(&answer));
    let body = ClientRes::<AppError>::try_into_bytes(answer).await?;
    if (400..=599).contains(&status) {
        return Err(AppError::de(body));
    }
    Ok((body, place))
}
