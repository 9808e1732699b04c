//! Plain routes of a visit: the files of its records and sheets come in; the sheet and the reconciled entries go out, so
//! that anybody who may see the score can recompute it with `zeqing score compute`, and the files of the unit's
//! self-check.

use std::collections::HashMap;

use axum::{
    Json, Router,
    extract::{Multipart, Path, Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Serialize;

use super::{
    rules::{self, VisitStep},
    store::{self, Proved},
    view,
};
use crate::{
    error::AppError,
    evidence::{self, model::Evidence, upload},
    inspection::{model::Visit, plan::store::require_unrecused},
    kernel::{
        actor::Actor,
        fault::Fault,
        ids::{EvidenceId, VisitId},
        permit::{self, Action},
    },
    server::{self, AppState, Session, answer::taken, clock, router::not_found},
    store::Failure,
};

/// The route that takes files.
pub fn uploads() -> Router<AppState> {
    Router::new().route("/visits/{id}/evidence", post(take))
}

/// The routes that give the sheet, the entries, and the files of the unit's self-check.
pub fn downloads() -> Router<AppState> {
    Router::new()
        .route("/visits/{id}/sheet.json", get(sheet))
        .route("/visits/{id}/entries.json", get(entries))
        .route("/visits/{id}/self-check/{file}", get(self_check_file))
}

async fn take(
    State(state): State<AppState>,
    session: Session,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    server::reply("visit.evidence", &headers, async {
        let (actor, visit) = find(&state, &session, &id).await?;
        permit::check(&actor, Action::RecordVisit, rules::subject(&visit))?;
        // Before any byte is kept: whoever may neither record nor score has no business here.
        if ![VisitStep::Record, VisitStep::Note, VisitStep::Score].iter().any(|step| rules::may(&actor, &visit, *step))
        {
            return Err(AppError::NotAllowedNow.into());
        }
        require_unrecused(&state.store, &actor, &visit.unit, &visit.unit_name, server::today()).await?;
        let (received, fields) = upload::receive_all(&state, &actor, form).await?;
        let back = attach(&state, &actor, &visit, &received, &fields).await?;
        Ok(taken(&headers, &back))
    })
    .await
}

/// Attaches the files to what the form names and answers the address to go back to.
async fn attach(
    state: &AppState,
    actor: &Actor,
    visit: &Visit,
    received: &[Evidence],
    fields: &HashMap<String, String>,
) -> Result<String, Failure> {
    if received.is_empty() {
        return Err(AppError::field("file", Fault::Missing).into());
    }
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let (now, key) = (clock::now(), upload::key_of(fields, received)?);
    let of = field("of");
    let unknown = || AppError::field("of", Fault::Unknown { value: of.to_owned(), allowed: Vec::new() });
    let (kind, which) = of.split_once(':').ok_or_else(unknown)?;
    let id = &visit.visit;
    let proved = match kind {
        "step" => Proved::Step(which.parse().map_err(|_| unknown())?),
        "finding" => Proved::Finding(which.parse().map_err(|_| unknown())?),
        "indicator" => {
            let (_, sheet) = store::standard_of(&state.store, visit).await?;
            let (area, _) = rules::indicators(&sheet).find(|(_, one)| one.code == which).ok_or_else(unknown)?;
            store::add_draft_evidence(&state.store, actor, now, visit, which, received).await?;
            return Ok(format!("/visits/{id}/score?area={area}"));
        }
        _ => return Err(unknown().into()),
    };
    store::add_evidence(&state.store, actor, now, &key, visit, proved, received).await?;
    Ok(format!("/visits/{id}#{kind}-{which}"))
}

async fn sheet(State(state): State<AppState>, session: Session, Path(id): Path<String>, request: Request) -> Response {
    let made = async {
        let (actor, visit) = find(&state, &session, &id).await?;
        rules::seen_by(&actor, &visit).reconciled.ok_or(AppError::NotFound)?;
        Ok(store::standard_of(&state.store, &visit).await?.1)
    };
    give(&state, request, "sheet.json", made.await).await
}

async fn entries(
    State(state): State<AppState>,
    session: Session,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let made = async {
        let (actor, visit) = find(&state, &session, &id).await?;
        Ok(rules::seen_by(&actor, &visit).reconciled.ok_or(AppError::NotFound)?.entries)
    };
    give(&state, request, "entries.json", made.await).await
}

async fn give<T: Serialize>(state: &AppState, request: Request, name: &str, made: Result<T, Failure>) -> Response {
    if let Err(Failure::Refused(AppError::NotFound)) = made {
        return not_found(state, request).await;
    }
    let headers = [(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))];
    server::reply("visit.export", request.headers(), async { Ok((headers, Json(made?)).into_response()) }).await
}

async fn self_check_file(
    State(state): State<AppState>,
    session: Session,
    Path((id, file)): Path<(String, String)>,
    request: Request,
) -> Response {
    let found = async {
        let (actor, visit) = find(&state, &session, &id).await?;
        let file = EvidenceId::parse(&file).map_err(|_| AppError::NotFound)?;
        view::self_check_file(&state.store, &actor, &visit, &file).await
    };
    match found.await {
        Err(Failure::Refused(AppError::NotFound)) => not_found(&state, request).await,
        found => {
            let query = request.uri().query();
            let given = async { evidence::routes::give(&state, &found?, query).await };
            server::reply("visit.self_check_file", request.headers(), given).await
        }
    }
}

async fn find(state: &AppState, session: &Session, id: &str) -> Result<(Actor, Visit), Failure> {
    let actor = server::person(state, Some(session)).await?;
    let id = VisitId::parse(id).map_err(|_| AppError::NotFound)?;
    let visit = store::load_for(&state.store, &actor, &id).await?;
    Ok((actor, visit))
}
