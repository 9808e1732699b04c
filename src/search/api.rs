//! The server function.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Found;
use crate::{answer::Read, error::AppError};

/// What this person may open that matches. Nothing typed finds nothing.
///
/// # Errors
/// [`AppError::SignIn`] where nobody is signed in.
#[server(name = Search, prefix = "/api/search", endpoint = "search", input = GetUrl, output = Read)]
pub async fn search(#[server(default)] q: String) -> Result<Found, AppError> {
    use crate::{
        search::{model::words, reads, rules},
        server,
    };
    server::run("search.search", async {
        let actor = server::actor().await?;
        if words(&q).is_empty() {
            return Ok(Found::default());
        }
        let candidates = reads::candidates(&server::store(), &actor, server::today()).await?;
        Ok(rules::found(&q, candidates))
    })
    .await
}
