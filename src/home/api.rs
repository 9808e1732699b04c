//! The server function.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::Home;
use crate::error::AppError;

/// What waits for whoever asks.
///
/// # Errors
/// [`AppError::SignIn`] where nobody is signed in.
#[server(name = LoadHome, prefix = "/api/home", endpoint = "home", input = GetUrl)]
pub async fn home() -> Result<Home, AppError> {
    use crate::{
        home::{rules, waiting},
        server,
    };
    server::run("home.home", async {
        let actor = server::actor().await?;
        let today = server::today();
        Ok(rules::page(waiting::tasks(&server::store(), &actor, today).await?, today))
    })
    .await
}
