//! `POST /ledger/{id}/evidence`: files that go with what the unit hands in, or the group records, next. A plain route,
//! since a server function would read a whole body without a limit; and the one that takes such a file out again, for its
//! button stands within the forms of the steps.

use axum::{
    Router,
    extract::{Multipart, Path, State},
    http::HeaderMap,
    response::Response,
    routing::post,
};

use super::{rules, store};
use crate::{
    error::AppError,
    evidence::upload::{key_of, receive_all},
    kernel::{
        actor::Actor,
        fault::Fault,
        ids::{EntryId, EvidenceId},
    },
    server::{self, AppState, Session, answer::taken, clock},
    store::Failure,
};

/// The routes. They are given more room than others.
pub fn routes() -> Router<AppState> {
    Router::new().route("/ledger/{id}/evidence", post(take)).route("/ledger/{id}/evidence/{file}/remove", post(remove))
}

async fn take(
    State(state): State<AppState>,
    session: Session,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    server::reply("rectification.attach", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let entry = EntryId::parse(&id).map_err(|_| AppError::NotFound)?;
        attach(&state, &actor, &entry, form).await?;
        Ok(taken(&headers, &format!("/ledger/{entry}")))
    })
    .await
}

async fn remove(
    State(state): State<AppState>,
    session: Session,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    server::reply("rectification.take_out", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let entry = EntryId::parse(&id).map_err(|_| AppError::NotFound)?;
        let file = EvidenceId::parse(&file).map_err(|_| AppError::NotFound)?;
        let found = store::load_for(&state.store, &actor, &entry).await?;
        store::take_out(&state.store, &actor, clock::now(), &found, &file).await?;
        Ok(taken(&headers, &format!("/ledger/{entry}")))
    })
    .await
}

async fn attach(state: &AppState, actor: &Actor, entry: &EntryId, form: Multipart) -> Result<(), Failure> {
    let found = store::load_for(&state.store, actor, entry).await?;
    // Before any byte is kept: whoever may not attach anything has no business here.
    let (step, today) = (rules::attaching(actor, &found), server::today());
    rules::require(actor, &found, step, today)?;
    store::require_unrecused(&state.store, actor, &found, step, today).await?;
    let (files, texts) = receive_all(state, actor, form).await?;
    if files.is_empty() {
        return Err(AppError::field("files", Fault::EvidenceMissing).into());
    }
    let key = key_of(&texts, &files)?;
    // Reading may have taken a while: what counts is the entry as it is now.
    let found = store::load_for(&state.store, actor, entry).await?;
    store::attach(&state.store, actor, clock::now(), &key, &found, &files).await
}
