//! What stands around every request: headers that a browser must see, and an answer where the work panicked.

use std::{any::Any, net::SocketAddr};

use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};

use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

use super::{AppState, answer};
use crate::error::AppError;

/// The most bytes of a request that uploads nothing.
const MOST_BODY: usize = 1 << 20;

/// The page for a panic. It needs nothing of what may just have broken.
const PANIC_PAGE: &str = include_str!("panic.html");

/// What is no page shows nothing and loads nothing.
const POLICY_OF_DATA: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The headers of every answer.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Sets the headers that keep a browser from being used against its person. The shell of the pages sets its own
/// policy with a nonce; what has none gets the strictest.
pub(super) async fn security_headers(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY_OF_DATA));
    if state.config.is_https() {
        let two_years = HeaderValue::from_static("max-age=63072000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
    response
}

/// Keeps what was written for one person out of every cache, unless the route says otherwise.
pub(super) async fn no_store(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Reads the whole body before the work begins, so that one that is too large is refused as such, whether or not it
/// says its length. Forms and arguments are read whole in any case.
pub(super) async fn whole_body(request: Request, next: Next) -> Response {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: usize| length > MOST_BODY) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let (parts, body) = request.into_parts();
    match to_bytes(body, MOST_BODY).await {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        // It was longer, or the sender went away and reads no answer.
        Err(_) => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
    }
}

/// Gives arguments that could not be read the status of a bad request's and not of a fault of ours: they never reach
/// [`answer::run`], and Leptos itself knows only 500.
pub(super) async fn status_of_refusal(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let is_refusal = response.headers().contains_key(SERVER_FN_ERROR_HEADER);
    if !is_refusal || response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BODY).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if let Ok(refused) = serde_json::from_slice::<AppError>(&bytes) {
        parts.status = answer::status(&refused);
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Answers a request whose work panicked. The log has the message, the person has its id.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic.downcast_ref::<&str>().map(ToString::to_string);
    let message = message.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    let error_id = answer::error_id();
    tracing::error!(error.id = %error_id, error.chain = %message, "a request panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, Html(PANIC_PAGE.replace("{error_id}", &error_id))).into_response()
}

/// The address that asks. A forwarded one is believed only where a proxy of ours writes it: the last is its own.
pub(super) fn client_address(headers: &HeaderMap, extensions: &Extensions, behind_proxy: bool) -> Option<String> {
    if behind_proxy {
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        let last = forwarded.rsplit(',').next()?.trim();
        return last.parse::<std::net::IpAddr>().ok().map(|address| address.to_string());
    }
    extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarded_address_is_believed_only_behind_a_proxy() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("6.6.6.6, 10.0.0.7"));
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 5000))));
        assert_eq!(client_address(&headers, &extensions, true).as_deref(), Some("10.0.0.7"));
        assert_eq!(client_address(&headers, &extensions, false).as_deref(), Some("10.0.0.1"));
        assert_eq!(client_address(&HeaderMap::new(), &Extensions::new(), false), None);
    }
}
