//! The server functions.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Home, WaitingAt};
use crate::{answer::Read, error::AppError};

/// What waits for whoever asks, and what changed for them.
///
/// # Errors
/// [`AppError::SignIn`] where nobody is signed in.
#[server(name = LoadHome, prefix = "/api/home", endpoint = "home", input = GetUrl, output = Read)]
pub async fn home() -> Result<Home, AppError> {
    use crate::{
        home::{changed, coming, figures, guide, rules, waiting::Desk},
        server,
    };
    server::run("home.home", async {
        let actor = server::actor().await?;
        let (store, today) = (server::store(), server::today());
        let desk = Desk::of(&store, &actor, today).await?;
        let tasks = desk.tasks().await?;
        let Desk { calendar, known, .. } = desk;
        let since = changed::since(&store, &actor, &calendar, today).await?;
        let news = changed::news(&store, &actor, &known.visits, since).await?;
        let coming =
            if tasks.is_empty() { coming::coming(&store, &actor, &calendar, today, &known).await? } else { Vec::new() };
        let names = changed::names(&store, news.as_deref()).await?;
        let figures = figures::figures(&store, &actor, &calendar, today, &known).await?;
        let own = changed::own_unit(&store, &actor, today).await?;
        Ok(Home { coming, news, names, own, figures, guide: guide::guide(actor.role), ..rules::page(tasks, since) })
    })
    .await
}

/// How much waits for whoever asks, place by place: what [`home`] lists, counted. Nothing for whoever is not signed in
/// any more, or must change their password first: the frame asks this by itself, and a refusal that nobody asked for
/// would stand in the browser's console.
///
/// # Errors
/// [`AppError::Unavailable`] where it cannot be told.
#[server(name = LoadWaitingCounts, prefix = "/api/home", endpoint = "waiting_counts", input = GetUrl, output = Read)]
pub async fn waiting_counts() -> Result<Vec<WaitingAt>, AppError> {
    use crate::{
        home::{rules, waiting::Desk},
        server,
        store::Failure,
    };
    server::run("home.waiting_counts", async {
        let actor = match server::actor().await {
            Ok(actor) => actor,
            Err(Failure::Refused(AppError::SignIn | AppError::NotPermitted)) => return Ok(Vec::new()),
            Err(failure) => return Err(failure),
        };
        let store = server::store();
        let tasks = Desk::of(&store, &actor, server::today()).await?.tasks().await?;
        Ok(rules::waiting_at(&tasks))
    })
    .await
}
