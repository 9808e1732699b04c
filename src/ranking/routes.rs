//! Inputs, rule and result of an edition as files, exactly as the fingerprint covers them, so that anybody who may see
//! the whole ranking can compute it again (`zeqing ranking compute --inputs … --rule …`).

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{
    round::{self, View},
    store as rankings,
};
use crate::{
    error::AppError,
    kernel::{canonical::canonical, ids::SeasonId},
    server::{AppState, Session, person, reply},
    store::Failure,
};

/// The downloads.
pub fn downloads() -> Router<AppState> {
    Router::new().route("/downloads/ranking/{season}/{edition}/{file}", get(download))
}

async fn download(
    State(state): State<AppState>,
    session: Session,
    Path((season, edition, file)): Path<(String, u32, String)>,
    headers: HeaderMap,
) -> Response {
    reply("ranking.download", &headers, async { document(&state, &session, &season, edition, &file).await }).await
}

async fn document(
    state: &AppState,
    session: &Session,
    season: &str,
    edition: u32,
    file: &str,
) -> Result<Response, Failure> {
    let actor = person(state, Some(session)).await?;
    round::check_reader(&actor)?;
    let season = SeasonId::parse(season).map_err(|_| AppError::NotFound)?;
    let round = rankings::load(&state.store, &season, edition).await?.ok_or(AppError::NotFound)?;
    if round::visible_to(&actor, &round) != View::Whole {
        return Err(AppError::NotFound.into());
    }
    let computation = &round.computation;
    let text = match file {
        "inputs.json" => canonical(&computation.inputs)?,
        "rule.json" => canonical(&computation.rule)?,
        "result.json" => canonical(&computation.result)?,
        _ => return Err(AppError::NotFound.into()),
    };
    let name = format!("attachment; filename=\"zeqing-ranking-{season}-{edition}-{file}\"");
    Ok(([(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)], text)
        .into_response())
}
