//! What an open page asks while one works on the program: whether it is still the same process, with the same site.
//!
//! The route is there in the dev loop alone, and the walk of the permissions, which asks the program that a district runs,
//! does not meet it.

use std::time::UNIX_EPOCH;

use axum::{Router, http::header, routing::get};
use uuid::Uuid;

use super::{AppState, state};
use crate::app::ALIVE;

/// The route. Its answer differs from the one before as soon as there is something new to see.
pub(super) fn route() -> Router<AppState> {
    let process = Uuid::new_v4();
    let answer = move || async move { ([(header::CACHE_CONTROL, "no-store")], format!("{process} {}", site().await)) };
    Router::new().route(ALIVE, get(answer))
}

/// When the site was put together last, in nanoseconds since 1970; 0 where nobody can say.
async fn site() -> u128 {
    let Some(hashes) = state::hashes() else {
        return 0;
    };
    let written = tokio::fs::metadata(hashes).await.and_then(|file| file.modified());
    written.ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).map_or(0, |since| since.as_nanos())
}
