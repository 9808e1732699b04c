//! The server functions.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Glance, Home};
use crate::{answer::Read, error::AppError};

/// What waits for whoever asks, and what changed for them.
///
/// # Errors
/// [`AppError::SignIn`] where nobody is signed in.
#[server(name = LoadHome, prefix = "/api/home", endpoint = "home", input = GetUrl, output = Read)]
pub async fn home() -> Result<Home, AppError> {
    use crate::{
        home::{changed, coming, figures, gathered, guide, rules},
        server,
    };
    server::run("home.home", async {
        let actor = server::actor().await?;
        let (store, today) = (server::store(), server::today());
        let request = use_context::<gathered::OfRequest>().unwrap_or_default();
        let gathered = request.gathered(&store, &actor, today).await?;
        let (calendar, known, tasks) = (&gathered.calendar, &gathered.known, gathered.tasks.clone());
        let since = changed::since(&store, &actor, calendar, today).await?;
        let news = changed::news(&store, &actor, &known.visits, since).await?;
        let coming =
            if tasks.is_empty() { coming::coming(&store, &actor, calendar, today, known).await? } else { Vec::new() };
        let names = changed::names(&store, news.as_deref()).await?;
        let figures = figures::figures(&store, &actor, calendar, today, known).await?;
        let own = changed::own_unit(&store, &actor, today).await?;
        // The people of the demo are nobody's first day.
        let is_first = !server::state().config.demo && changed::is_first(&store, &actor).await?;
        let guide = guide::guide(actor.role);
        let page = rules::page(tasks, since);
        let days = page.tasks.iter().filter_map(|task| task.due).chain(coming.iter().map(|next| next.day));
        let unlisted_years = calendar.unlisted_around(today, days);
        Ok(Home { coming, news, names, own, figures, guide, is_first, unlisted_years, ..page })
    })
    .await
}

/// What the frame shows to whoever asks: the seasons that they may know of, how far the processes of the one under way are,
/// and how much of what [`home`] lists waits where. Nothing for whoever is not signed in any more, or must change their
/// password first: the frame asks this by itself, and a refusal that nobody asked for would stand in the browser's console.
///
/// # Errors
/// [`AppError::Unavailable`] where it cannot be told.
#[server(name = LoadGlance, prefix = "/api/home", endpoint = "glance", input = GetUrl, output = Read)]
pub async fn glance() -> Result<Glance, AppError> {
    use crate::{
        home::{gathered, glance},
        server,
        store::Failure,
    };
    server::run("home.glance", async {
        let actor = match server::actor().await {
            Ok(actor) => actor,
            Err(Failure::Refused(AppError::SignIn | AppError::NotPermitted)) => return Ok(Glance::default()),
            Err(failure) => return Err(failure),
        };
        let (store, today) = (server::store(), server::today());
        let request = use_context::<gathered::OfRequest>().unwrap_or_default();
        let gathered = request.gathered(&store, &actor, today).await?;
        glance::glance(&store, &actor, today, &gathered).await
    })
    .await
}
