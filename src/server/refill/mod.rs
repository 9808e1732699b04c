//! A form of a page without a script that was refused: on the page that says so, it stands as it was sent, with what was
//! typed, but for passwords, files and the tick of a declaration. What was sent is kept with the session until another page
//! is asked for; without a session, as after half an hour of typing, only the browser's way back still has it.
//!
//! The finished page is changed, and not how it is drawn: so it is the same for every form, and the browser's half of the
//! program costs nothing for it.

/// The form in the page.
mod page;

use axum::{
    Form, RequestExt,
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use page::{Sent, refilled};

use super::{Session, answer::accepts_page, session};
use crate::page::{is_after_refusal, is_password, without_refusal};

/// The most bytes of a page or of a form; more than any has.
const MOST: usize = 1 << 23;

/// Where the session keeps the form.
const KEPT: &str = "refused_form";

/// Keeps a form that is refused, puts it into the page that says so, and forgets it with the next page, and when it is
/// sent by a script that came meanwhile.
pub(super) async fn refill(session: Session, request: Request, next: Next) -> Response {
    match (request.method(), accepts_page(request.headers())) {
        (&Method::POST, true) => keep(&session, request, next).await,
        (&Method::GET, true) => show(&session, request, next).await,
        (&Method::POST, false) => forget(&session, request, next).await,
        _ => next.run(request).await,
    }
}

async fn keep(session: &Session, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    // What was refused before is over, whatever becomes of this.
    if let Some(referrer) = parts.headers.get_mut(header::REFERER)
        && let Some(page) = referrer.to_str().ok().and_then(|page| HeaderValue::from_str(&without_refusal(page)).ok())
    {
        *referrer = page;
    }
    // It was read whole before.
    let bytes = to_bytes(body, MOST).await.unwrap_or_default();
    let copy = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    // Nothing is kept for strangers: they would fill the table of sessions. Nor for whoever signed out meanwhile.
    if leads_to_refusal(response.headers()) && session.load().await.is_ok() && session::is_somebodys(session).await {
        let action = copy.uri().path().to_owned();
        if let Ok(Form(mut fields)) = copy.extract::<Form<Vec<(String, String)>>, _>().await {
            fields.retain(|(name, _)| !is_password(name));
            // A failure shows itself again, and is reported, when the page asks who looks at it.
            session.insert(KEPT, Sent { action, fields }).await.ok();
        }
    }
    response
}

async fn show(session: &Session, request: Request, next: Next) -> Response {
    let is_after_refusal = is_after_refusal(request.uri().query().unwrap_or_default());
    let kept = kept(session).await;
    if kept.is_some() && !is_after_refusal {
        session.remove_value(KEPT).await.ok();
    }
    let response = next.run(request).await;
    match kept.filter(|_| is_after_refusal && is_page(response.headers())) {
        Some(sent) => refilled_page(response, &sent).await,
        None => response,
    }
}

async fn forget(session: &Session, request: Request, next: Next) -> Response {
    let action = request.uri().path().to_owned();
    let response = next.run(request).await;
    if response.status().is_success() && kept(session).await.is_some_and(|sent| sent.action == action) {
        session.remove_value(KEPT).await.ok();
    }
    response
}

async fn kept(session: &Session) -> Option<Sent> {
    session.get(KEPT).await.ok().flatten()
}

fn leads_to_refusal(headers: &HeaderMap) -> bool {
    let address = headers.get(header::LOCATION).and_then(|address| address.to_str().ok()?.parse::<Uri>().ok());
    address.is_some_and(|address| is_after_refusal(address.query().unwrap_or_default()))
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// The page with the form in it; as it was drawn, where the form cannot be put into it.
async fn refilled_page(response: Response, sent: &Sent) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST).await else {
        // Its drawing was broken off.
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let page = std::str::from_utf8(&bytes).ok().and_then(|page| match refilled(page, sent) {
        Ok(page) => Some(page),
        Err(error) => {
            tracing::warn!(%error, "a refused form could not be put into its page");
            None
        }
    });
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, page.map_or_else(|| Body::from(bytes), Body::from))
}
