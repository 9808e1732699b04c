//! A form of a page without a script that was refused: on the page that says so, it stands as it was sent, with what was
//! typed, but for passwords, files and the tick of a declaration. What was sent is kept with the session until another page
//! is asked for. Where the session had ended, as after half an hour of typing, it is kept until its person has signed in
//! again, and stands on the page then.
//!
//! The finished page is changed, and not how it is drawn: so it is the same for every form, and the browser's half of the
//! program costs nothing for it.

/// The form in the page.
mod page;
/// Forms whose session had ended.
mod parted;

use axum::{
    Form, RequestExt,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use leptos::server_fn::ServerFn;
use page::{Sent, refilled};
use parted::{Found, Parted};

use super::{
    Session,
    answer::{accepts_page, refused_at},
    clock, session,
};
use crate::{
    account::api::SignIn,
    error::AppError,
    kernel::address::percent_decoded,
    page::{is_after_refusal, is_password, without_refusal},
};

pub(super) use parted::forget as forget_person;

/// The most bytes of a page or of a form; more than any has.
const MOST: usize = 1 << 23;

/// Where the session keeps the form.
const KEPT: &str = "refused_form";

/// What is kept beside the sessions.
#[derive(Clone)]
pub(super) struct Beside {
    parted: Parted,
    https: bool,
}

impl Beside {
    /// Nothing yet, of a server that is reached over https or not.
    pub(super) fn new(https: bool) -> Self {
        Self { parted: Parted::default(), https }
    }
}

/// Keeps a form that is refused, puts it into the page that says so, and forgets it with the next page, and when it is
/// sent by a script that came meanwhile.
pub(super) async fn refill(State(beside): State<Beside>, session: Session, request: Request, next: Next) -> Response {
    match (request.method(), accepts_page(request.headers())) {
        (&Method::POST, true) => keep(&beside, &session, request, next).await,
        (&Method::GET, true) => arrive(&beside, &session, request, next).await,
        (&Method::POST, false) => forget(&session, request, next).await,
        _ => next.run(request).await,
    }
}

async fn keep(beside: &Beside, session: &Session, request: Request, next: Next) -> Response {
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
    let mut response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let Some(page) = refused_page(response.headers()) else { return response };
    if session.load().await.is_ok() && session::whose(session).await.is_some() {
        if let Some(sent) = sent(copy).await {
            // A failure shows itself again, and is reported, when the page asks who looks at it.
            session.insert(KEPT, sent).await.ok();
        }
    } else if copy.uri().path() != SignIn::PATH
        && let Some(who) = parted::who(copy.headers())
        && let Some(sent) = sent(copy).await
        && let Some(number) = beside.parted.keep(who, percent_decoded(&page), sent, clock::now())
    {
        parted::note_number(response.headers_mut(), number, beside.https);
    }
    response
}

/// What was sent, without passwords.
async fn sent(request: Request) -> Option<Sent> {
    let action = request.uri().path().to_owned();
    let Form(mut fields) = request.extract::<Form<Vec<(String, String)>>, _>().await.ok()?;
    fields.retain(|(name, _)| !is_password(name));
    Some(Sent { action, fields })
}

/// The page (path and query) to which a form that was refused leads back.
fn refused_page(headers: &HeaderMap) -> Option<String> {
    let address: Uri = headers.get(header::LOCATION)?.to_str().ok()?.parse().ok()?;
    let page = address.path_and_query()?;
    is_after_refusal(page.query().unwrap_or_default()).then(|| without_refusal(page.as_str()))
}

/// Notes who looks, and puts a form into its page that came after their session before had ended.
async fn arrive(beside: &Beside, session: &Session, request: Request, next: Next) -> Response {
    let Some(person) = session::whose(session).await else { return show(session, request, next).await };
    let is_known = parted::who(request.headers()).is_some_and(|who| who == person.as_str());
    let page = request.uri().path_and_query().map(|page| page.as_str().to_owned()).unwrap_or_default();
    let number = parted::number(request.headers());
    let found = number.map(|number| beside.parted.ask(&number, &person, &percent_decoded(&page), clock::now()));
    let is_over = found.as_ref().is_some_and(|found| !matches!(found, Found::Elsewhere));
    let mut response = if let Some(Found::Here(sent)) = found
        && let Some(address) = refused_at(&page, &AppError::SignIn)
    {
        session.insert(KEPT, sent).await.ok();
        Redirect::to(&address).into_response()
    } else {
        show(session, request, next).await
    };
    if is_over {
        parted::forget_number(response.headers_mut(), beside.https);
    }
    if !is_known {
        parted::note_who(response.headers_mut(), &person, beside.https);
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
