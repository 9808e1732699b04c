//! What stands around every request: headers that a browser must see, and an answer where the work panicked.

use std::{
    any::Any,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use axum::{
    body::{Body, BodyDataStream, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use bytes::Bytes;
use futures::{Stream, StreamExt, stream::Fuse};
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

use super::{AppState, answer, router::not_found};
use crate::{
    error::AppError,
    kernel::sending::{FILES_BYTES, FORM_BYTES},
    store,
};

/// The most bytes of a request with files: all of them, and the rest of their form.
pub(super) const MOST_UPLOAD: usize = FILES_BYTES + FORM_BYTES;

/// The most bytes that are read of a refused request for nothing.
const MOST_DISCARDED: usize = 4 * MOST_UPLOAD;

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
/// says its length, and on its page. Forms and arguments are read whole in any case.
pub(super) async fn whole_body(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let sent = SentBody::new(body);
    if !announces_more_than(FORM_BYTES, &parts.headers)
        && let Ok(bytes) = to_bytes(Body::from_stream(sent.clone()), FORM_BYTES).await
    {
        return next.run(Request::from_parts(parts, Body::from(bytes))).await;
    }
    // It is longer, or the sender went away and reads no answer.
    too_large("form", &parts.headers, sent).await
}

/// Whether a request says itself that its body is longer.
fn announces_more_than(most: usize, headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    length.is_some_and(|length| length > most)
}

/// Lets the answer to an upload wait until all of it was sent, for a browser that is still sending takes an early one
/// for a broken connection. What says itself that it is too large is refused without any work.
pub(super) async fn upload(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let sent = SentBody::new(body);
    if announces_more_than(MOST_UPLOAD, &parts.headers) {
        return too_large("upload", &parts.headers, sent).await;
    }
    let response = next.run(Request::from_parts(parts, Body::from_stream(sent.clone()))).await;
    sent.discard().await;
    response
}

/// Refuses what is too large, once its sender has stopped sending.
async fn too_large(name: &'static str, headers: &HeaderMap, sent: SentBody) -> Response {
    let response = answer::reply(name, headers, async { Err(AppError::TooLarge.into()) }).await;
    sent.discard().await;
    response
}

/// A body that is still there when the work has read as much of it as it wants.
#[derive(Clone)]
struct SentBody(Arc<Mutex<Fuse<BodyDataStream>>>);

impl SentBody {
    fn new(body: Body) -> Self {
        Self(Arc::new(Mutex::new(body.into_data_stream().fuse())))
    }

    /// Reads the rest for nothing. Who sends more than anybody means to upload finds the connection broken.
    async fn discard(mut self) {
        let mut read = 0;
        while read < MOST_DISCARDED
            && let Some(Ok(piece)) = self.next().await
        {
            read += piece.len();
        }
    }
}

impl Stream for SentBody {
    type Item = Result<Bytes, axum::Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Pin::new(&mut *body).poll_next(context)
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
    let Ok(bytes) = to_bytes(body, FORM_BYTES).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if let Ok(refused) = serde_json::from_slice::<AppError>(&bytes) {
        parts.status = answer::status(&refused);
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// Answers whoever opened the address of a file by itself, and does not get it, with a page: as for any address that leads
/// nowhere, or with the number of the error.
pub(super) async fn refused_on_a_page(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if request.method() != Method::GET || !answer::accepts_page(request.headers()) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let asked = Request::from_parts(parts.clone(), Body::empty());
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let is_data = response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    if !is_data || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let refused = to_bytes(response.into_body(), FORM_BYTES).await.unwrap_or_default();
    if let Ok(AppError::Unavailable { error_id }) = serde_json::from_slice(&refused) {
        return (status, failure_page(&error_id)).into_response();
    }
    let mut page = not_found(&state, asked).await;
    *page.status_mut() = status;
    page
}

/// What a person is told who can only name the id of an error.
fn failure_page(error_id: &str) -> Html<String> {
    Html(PANIC_PAGE.replace("{error_id}", error_id))
}

/// Answers a request whose work panicked. The log has the message, the person has its id.
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic.downcast_ref::<&str>().map(ToString::to_string);
    let message = message.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    let error_id = answer::error_id();
    tracing::error!(error.id = %error_id, error.chain = %message, "a request panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, failure_page(&error_id)).into_response()
}

/// Lets what a request does be journalled with the address from which it came.
pub(super) async fn with_address(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let address = client_address(request.headers(), request.extensions(), state.config.behind_proxy);
    store::asked_from(address, next.run(request)).await
}

/// The address that asks. A forwarded one is believed only where a proxy of ours writes it: the last is its own.
fn client_address(headers: &HeaderMap, extensions: &Extensions, behind_proxy: bool) -> Option<String> {
    if behind_proxy {
        let forwarded = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
        let last = forwarded.rsplit(',').next()?.trim();
        return last.parse::<std::net::IpAddr>().ok().map(|address| address.to_string());
    }
    extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip().to_string())
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        sync::atomic::{AtomicUsize, Ordering},
    };

    use axum::{Router, http::Request as Asked, middleware::from_fn, routing::post};
    use futures::stream;
    use tower::ServiceExt;

    use super::*;

    /// What a program answers that reads nothing by itself to so many MiB, sent from a page by whoever accepts this, and
    /// how many of them were read.
    async fn answered(app: Router, accept: &str, mib: usize, length: Option<usize>) -> (Response, usize) {
        let (read, piece) = (Arc::new(AtomicUsize::new(0)), Bytes::from(vec![0; 1 << 20]));
        let counted = Arc::clone(&read);
        let pieces = stream::iter(0..mib).map(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok::<_, Infallible>(piece.clone())
        });
        let asked = Asked::post("/").header(header::ACCEPT, accept).header(header::REFERER, "http://localhost/me");
        let asked = length.into_iter().fold(asked, |asked, length| asked.header(header::CONTENT_LENGTH, length));
        let answer = app.oneshot(asked.body(Body::from_stream(pieces)).unwrap()).await.unwrap();
        (answer, read.load(Ordering::Relaxed))
    }

    /// What a route that refuses everything answers to an upload of so many MiB, and how many of them were read.
    async fn refused(mib: usize, length: Option<usize>) -> (Response, usize) {
        let app = Router::new().fallback(post(|| async { StatusCode::FORBIDDEN })).layer(from_fn(upload));
        answered(app, "text/html", mib, length).await
    }

    /// What a route that takes every form answers to one of 3 MiB, and how many of them were read.
    async fn refused_form(accept: &str, length: Option<usize>) -> (Response, usize) {
        let app = Router::new().fallback(post(|| async { StatusCode::OK })).layer(from_fn(whole_body));
        answered(app, accept, 3, length).await
    }

    #[tokio::test]
    async fn a_refused_upload_is_read_to_its_end() {
        let (answer, read) = refused(100, None).await;
        assert_eq!((answer.status(), read), (StatusCode::FORBIDDEN, 100));
    }

    #[tokio::test]
    async fn an_upload_that_says_that_it_is_too_large_is_told_so_on_its_page() {
        let (answer, read) = refused(100, Some(MOST_UPLOAD + 1)).await;
        assert_eq!((answer.status(), read), (StatusCode::SEE_OTHER, 100));
        assert_eq!(answer.headers()[header::LOCATION], "/me?refused=%22too_large%22");
    }

    #[tokio::test]
    async fn a_form_that_is_too_large_is_read_to_its_end_and_told_so_on_its_page_or_to_its_script() {
        for length in [None, Some(3 << 20)] {
            let (answer, read) = refused_form("text/html", length).await;
            assert_eq!((answer.status(), read), (StatusCode::SEE_OTHER, 3));
            assert_eq!(answer.headers()[header::LOCATION], "/me?refused=%22too_large%22");
            let (answer, read) = refused_form("application/json", length).await;
            assert_eq!((answer.status(), read), (StatusCode::PAYLOAD_TOO_LARGE, 3));
            let said = to_bytes(answer.into_body(), 100).await.unwrap();
            assert_eq!(serde_json::from_slice::<AppError>(&said).unwrap(), AppError::TooLarge);
        }
    }

    #[tokio::test]
    async fn an_upload_without_an_end_is_not_read_for_ever() {
        let (_, read) = refused(usize::MAX, None).await;
        assert_eq!(read, MOST_DISCARDED >> 20);
    }

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
