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
    model::{Evidence, EvidenceId},
    rules, store, upload,
};
use crate::{
    error::AppError,
    server::{self, AppState, Session, answer::attachment, router::not_found},
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
        found => server::reply("evidence.download", request.headers(), async { give(&state, &found?).await }).await,
    }
}

async fn find(state: &AppState, session: &Session, id: &str) -> Result<Evidence, Failure> {
    let actor = server::person(state, Some(session)).await?;
    let id = EvidenceId::parse(id).map_err(|_| AppError::NotFound)?;
    store::load_for(&state.store, &actor, &id).await
}

/// The file as a download: never shown by the browser in our own name, whatever it holds. Whether it may be read is the
/// caller's question.
pub(crate) async fn give(state: &AppState, evidence: &Evidence) -> Result<Response, Failure> {
    let bytes = store::open(state, evidence).await?;
    let headers = [
        (header::CONTENT_TYPE, evidence.media_type.clone()),
        (header::CONTENT_LENGTH, evidence.size.to_string()),
        (header::CONTENT_DISPOSITION, attachment(evidence.name.as_str())),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
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
