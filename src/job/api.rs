//! One's own jobs.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::JobLine;
use crate::{answer::Read, error::AppError};

/// The jobs of the person who asks, newest first.
///
/// # Errors
/// [`AppError::SignIn`] where nobody is signed in.
#[server(name = LoadJobs, prefix = "/api/job", endpoint = "list", input = GetUrl, output = Read)]
pub async fn list() -> Result<Vec<JobLine>, AppError> {
    use super::store;
    use crate::server::{self, clock};
    server::run("job.list", async {
        let actor = server::actor().await?;
        store::of_account(&server::store(), &actor.account, clock::now()).await
    })
    .await
}

/// A job of the person who asks.
///
/// `unattended` is true where nobody asks but a page by itself: such a question keeps no session from ending, which is
/// read in its address before the work begins (`server::session`).
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or where it is somebody else's.
#[server(name = LoadJob, prefix = "/api/job", endpoint = "job", input = GetUrl, output = Read)]
pub async fn job(job: String, unattended: Option<bool>) -> Result<JobLine, AppError> {
    use super::store;
    use crate::{
        kernel::ids::JobId,
        server::{self, clock},
    };
    // What is answered is the same.
    let _ = unattended;
    server::run("job.job", async {
        let actor = server::actor().await?;
        let job = JobId::parse(&job).map_err(|_| AppError::NotFound)?;
        store::of(&server::store(), &actor.account, &job, clock::now()).await
    })
    .await
}
