//! `GET /files/{id}` gives a file to whoever may read it; `POST /files` takes files that a later form will attach.

use axum::{
    Json, Router,
    body::Body,
    extract::{Multipart, Path, Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};

use super::{
    model::{Evidence, EvidenceId, VIEW},
    rules::{self, Kind, View},
    store, upload,
};
use crate::{
    error::AppError,
    server::{
        self, AppState, Session,
        answer::{attachment, inline},
        router::not_found,
    },
    store::Failure,
};

/// The route that gives files.
pub fn downloads() -> Router<AppState> {
    Router::new().route("/files/{id}", get(download))
}

/// The route that takes files. It is given more room than others.
pub fn uploads() -> Router<AppState> {
    Router::new().route("/files", post(take))
}

async fn download(
    State(state): State<AppState>,
    session: Session,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    match find(&state, &session, &id).await {
        // Whoever may not read it gets the page of what does not exist, and learns nothing.
        Err(Failure::Refused(AppError::NotFound)) => not_found(&state, request).await,
        found => {
            let query = request.uri().query();
            server::reply("evidence.download", request.headers(), async { give(&state, &found?, query).await }).await
        }
    }
}

async fn find(state: &AppState, session: &Session, id: &str) -> Result<Evidence, Failure> {
    let actor = server::person(state, Some(session)).await?;
    let id = EvidenceId::parse(id).map_err(|_| AppError::NotFound)?;
    store::load_for(&state.store, &actor, &id).await
}

/// The file as a download, or shown by the browser where the query asks for that and its kind runs nothing in our own
/// name. Whether it may be read is the caller's question.
pub(crate) async fn give(state: &AppState, evidence: &Evidence, query: Option<&str>) -> Result<Response, Failure> {
    let bytes = store::open(state, evidence).await?;
    let name = evidence.name.as_str();
    let view = Kind::of_name(name).and_then(Kind::view).filter(|_| query == Some(VIEW));
    let headers = [
        (header::CONTENT_TYPE, evidence.media_type.clone()),
        (header::CONTENT_LENGTH, evidence.size.to_string()),
        (header::CONTENT_DISPOSITION, if view.is_some() { inline(name) } else { attachment(name) }),
    ];
    let policy = view.map(|view| [(header::CONTENT_SECURITY_POLICY, policy(view))]);
    Ok((headers, policy, Body::from_stream(bytes)).into_response())
}

/// What a file may do that the browser shows. A PDF document cannot be in a sandbox, for in one Chrome does not show it at
/// all; it runs in the browser's own viewer, which is no page of ours, and needs its styles.
const fn policy(view: View) -> &'static str {
    match view {
        View::Viewer => {
            "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; \
             form-action 'none'"
        }
        View::Page => "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    }
}

async fn take(State(state): State<AppState>, session: Session, headers: HeaderMap, form: Multipart) -> Response {
    server::reply("evidence.receive", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        if !rules::may_hand_in(&actor) {
            return Err(AppError::NotPermitted.into());
        }
        let (files, _) = upload::receive_all(&state, &actor, form).await?;
        Ok(Json(files).into_response())
    })
    .await
}
