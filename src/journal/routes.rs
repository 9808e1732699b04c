//! The export to take away: the file that `zeqing journal verify` checks without the database.

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use futures::stream;

use super::store::{ExportError, Exporter};
use crate::{
    kernel::permit::{self, Action, Subject},
    server::{AppState, Session, clock, person, reply},
};

/// The download.
pub fn downloads() -> Router<AppState> {
    Router::new().route("/admin/journal/export", get(export))
}

async fn export(State(state): State<AppState>, session: Session, headers: HeaderMap) -> Response {
    reply("journal.export", &headers, async {
        let actor = person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ReadJournal, Subject::DISTRICT)?;
        let now = clock::now();
        let name = now.format("attachment; filename=\"zeqing-journal-%Y-%m-%d.jsonl\"").to_string();
        let headers = [(header::CONTENT_TYPE, "application/jsonl".to_owned()), (header::CONTENT_DISPOSITION, name)];
        Ok((headers, Body::from_stream(pieces(Exporter::new(state.store.clone(), now)))).into_response())
    })
    .await
}

/// The pieces of an export. After a failure the answer breaks off, so that nobody takes a part for the whole.
fn pieces(exporter: Exporter) -> impl futures::Stream<Item = Result<Vec<u8>, ExportError>> {
    stream::unfold(Some(exporter), |exporter| async {
        let mut exporter = exporter?;
        match exporter.next().await {
            Ok(Some(piece)) => Some((Ok(piece), Some(exporter))),
            Ok(None) => None,
            Err(error) => {
                tracing::error!(%error, work = "journal.export", "the export broke off");
                Some((Err(error), None))
            }
        }
    })
}
