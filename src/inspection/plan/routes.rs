//! The record of a draw as a file, for `zeqing draw verify` and for every other program.

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;

use super::store;
use crate::{
    error::AppError,
    kernel::{
        ids::PlanId,
        permit::{self, Action, Subject},
    },
    server::{self, AppState, Session},
};

/// Which of a plan's draws is meant.
#[derive(Debug, Deserialize)]
struct Which {
    /// The number of a draw that was set aside, from 1; without it, the draw that holds.
    earlier: Option<usize>,
}

/// The route that gives the record.
pub fn downloads() -> Router<AppState> {
    Router::new().route("/plans/{plan}/draw/record.json", get(record))
}

async fn record(
    State(state): State<AppState>,
    session: Session,
    Path(plan): Path<String>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Response {
    server::reply("plan.draw_record", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ReadPlan, Subject::DISTRICT)?;
        let plan = PlanId::parse(plan).map_err(|_| AppError::NotFound)?;
        let plan = store::load(&state.store, &plan).await?.ok_or(AppError::NotFound)?;
        let record = match which.earlier {
            None => plan.draw,
            Some(number) => plan.earlier_draws.into_iter().nth(number.saturating_sub(1)).map(|draw| draw.record),
        };
        let record = record.ok_or(AppError::NotFound)?;
        let name = format!("attachment; filename=\"{}-draw.json\"", record.plan);
        Ok(([(header::CONTENT_DISPOSITION, name)], Json(record)).into_response())
    })
    .await
}
