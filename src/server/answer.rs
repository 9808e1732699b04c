//! From the outcome of some work to an answer: the status, what the person is told, and one line in the log.

use std::{error::Error, future::Future, iter::successors};

use axum::{
    Json,
    http::{HeaderMap, StatusCode, Uri, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use tracing::Instrument;

use crate::{
    error::AppError,
    kernel::address::percent_encoded,
    page::{REFUSED, Taken, without_refusal},
    store::Failure,
};

/// Carries out the work of a server function, named as in `rectification.submit`.
///
/// # Errors
/// What the person can act on. Anything else was logged with the id that they are given.
pub async fn run<T>(name: &'static str, work: impl Future<Output = Result<T, Failure>>) -> Result<T, AppError> {
    // Boxed: without optimisation a future is laid out once for every function that it passes through, and a thread's
    // stack is small.
    let work = Box::pin(work.instrument(tracing::info_span!("work", name)));
    let refused = match work.await {
        Ok(done) => return Ok(done),
        Err(failure) => told(name, failure),
    };
    set_status(status(&refused));
    Err(refused)
}

/// Carries out the work of a plain route, such as an upload. A refusal goes back as JSON to a script; a form of a
/// page without scripts is sent back to where it came from, with the refusal as JSON in the query's `refused`, and
/// whoever is not signed in to the sign-in.
pub async fn reply(
    name: &'static str,
    headers: &HeaderMap,
    work: impl Future<Output = Result<Response, Failure>>,
) -> Response {
    let refused = match work.instrument(tracing::info_span!("work", name)).await {
        Ok(response) => return response,
        Err(failure) => told(name, failure),
    };
    if accepts_page(headers) {
        match &refused {
            AppError::SignIn => return Redirect::to(&sign_in_address(headers)).into_response(),
            other => {
                if let Some(address) = back(headers, other) {
                    return Redirect::to(&address).into_response();
                }
            }
        }
    }
    (status(&refused), Json(refused)).into_response()
}

/// The answer to a form with files that were taken: a script learns where a page without scripts is sent, and that one is
/// sent there.
pub fn taken(headers: &HeaderMap, to: &str) -> Response {
    if accepts_data(headers) {
        return Json(Taken { to: to.to_owned() }).into_response();
    }
    Redirect::to(to).into_response()
}

/// What the person is told. What they cannot act on is logged here, and nowhere else.
pub(crate) fn told(name: &'static str, failure: Failure) -> AppError {
    match failure {
        Failure::Refused(refused) => refused,
        Failure::Internal(error) => {
            let error_id = error_id();
            tracing::error!(error.id = %error_id, error.chain = %chain(error.as_ref()), work = name, "work failed");
            AppError::Unavailable { error_id }
        }
    }
}

/// Eight hexadecimal digits by which a line of the log is found.
pub(super) fn error_id() -> String {
    format!("{:08x}", rand::random::<u32>())
}

/// An error and everything that caused it, outermost first.
fn chain(error: &(dyn Error + 'static)) -> String {
    successors(Some(error), |&error| error.source()).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// The status that says the same as the refusal.
pub(super) fn status(refused: &AppError) -> StatusCode {
    match refused {
        AppError::SignIn => StatusCode::UNAUTHORIZED,
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::NotPermitted => StatusCode::FORBIDDEN,
        AppError::NotAllowedNow | AppError::Stale | AppError::Exists | AppError::Partly { .. } => StatusCode::CONFLICT,
        AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        AppError::Unavailable { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Sets the status of the answer, but for a form of a page without scripts: that one is redirected back to its page,
/// which shows the refusal.
fn set_status(status: StatusCode) {
    let Some(options) = use_context::<ResponseOptions>() else { return };
    let is_plain_form =
        use_context::<Parts>().is_some_and(|parts| parts.method != "GET" && accepts_page(&parts.headers));
    if !is_plain_form {
        options.set_status(status);
    }
}

/// Whether a browser is waiting for a page, not a script for data.
pub(crate) fn accepts_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Whether a script asks for an answer that it reads.
fn accepts_data(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("application/json")) && !accepts_page(headers)
}

/// The page that the form stood on, with the refusal in its query. Only path and query of the referrer are used.
fn back(headers: &HeaderMap, refused: &AppError) -> Option<String> {
    let referrer: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    local_path(referrer.path())?;
    refused_at(referrer.path_and_query()?.as_str(), refused)
}

/// The address of a page (path and query) with a refusal in its query, instead of any that it had.
pub(super) fn refused_at(page: &str, refused: &AppError) -> Option<String> {
    let page = without_refusal(page);
    let refused = percent_encoded(&serde_json::to_string(refused).ok()?);
    let and = if page.contains('?') { '&' } else { '?' };
    Some(format!("{page}{and}{REFUSED}={refused}"))
}

/// The sign-in, from which a person gets back to the page that they came from.
fn sign_in_address(headers: &HeaderMap) -> String {
    let referrer = headers.get(header::REFERER).and_then(|referrer| referrer.to_str().ok()?.parse::<Uri>().ok());
    let page = referrer.as_ref().and_then(Uri::path_and_query).and_then(|page| local_path(page.as_str()));
    page.map_or_else(
        || "/sign-in".to_owned(),
        |page| format!("/sign-in?next={}", percent_encoded(&without_refusal(page))),
    )
}

/// A path of this server: begins with one `/`, and no browser can read another host into it.
pub(crate) fn local_path(text: &str) -> Option<&str> {
    let is_local = text.starts_with('/') && !text.starts_with("//");
    let is_plain = !text.chars().any(|c| c == '\\' || c.is_control() || c.is_whitespace());
    (is_local && is_plain).then_some(text)
}

/// The header `Content-Disposition` of a file to take away: RFC 6266 with the name as RFC 5987 writes it, and a plain name
/// for what cannot read that.
pub(crate) fn attachment(name: &str) -> String {
    disposed("attachment", name)
}

/// As [`attachment`], for a file that the browser shows.
pub(crate) fn inline(name: &str) -> String {
    disposed("inline", name)
}

fn disposed(how: &str, name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
    format!("{how}; filename=\"file.{ending}\"; filename*=UTF-8''{}", percent_encoded(name))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_path_of_this_server_is_returned_to() {
        for path in ["/", "/ledger?state=open", "/units/A01"] {
            assert_eq!(local_path(path), Some(path));
        }
        for foreign in ["", "ledger", "//host", "/\\host", "/\t/host", "https://host/", "/a\nb", "/a b", "\\/host"] {
            assert_eq!(local_path(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn a_form_goes_back_to_its_page_whatever_host_the_referrer_names() {
        let mut headers = HeaderMap::new();
        headers.insert(header::REFERER, HeaderValue::from_static("https://evil.example/visits/1?tab=2&refused=x"));
        let address = back(&headers, &AppError::Stale);
        assert_eq!(address.as_deref(), Some("/visits/1?tab=2&refused=%22stale%22"));
    }

    #[tokio::test]
    async fn what_a_person_cannot_act_on_becomes_an_id() {
        let failed = run("test.fail", async { Err::<(), _>(Failure::internal("table `secret` is gone")) }).await;
        let AppError::Unavailable { error_id } = failed.unwrap_err() else { panic!("another refusal") };
        assert_eq!(error_id.len(), 8);
        assert!(error_id.chars().all(|c| c.is_ascii_hexdigit()));
    }

    #[test]
    fn a_chinese_name_survives_a_header() {
        let header = attachment("整改 报告.pdf");
        assert_eq!(
            header,
            "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E6%95%B4%E6%94%B9%20%E6%8A%A5%E5%91%8A.pdf"
        );
    }
}
