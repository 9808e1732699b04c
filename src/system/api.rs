//! The server function.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::SystemState;
use crate::{answer::Read, error::AppError};

/// How the program, its database and its files are.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the system administrator.
#[server(name = LoadSystem, prefix = "/api/system", endpoint = "page", input = GetUrl, output = Read)]
pub async fn page() -> Result<SystemState, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        server::{self, clock},
        system::store,
    };
    server::run("system.page", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadSystem, Subject::DISTRICT)?;
        store::state(&server::state(), clock::now()).await
    })
    .await
}
