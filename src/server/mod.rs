//! What only the running program has: settings, state, sessions, the router, and what a server function calls.
//!
//! Inside the body of a server function [`run`] surrounds the work, [`actor`] says who acts, and [`store`] is what the
//! process's store functions are given. Everything else of the request stays out of the processes.

/// The only place that reads the time.
pub mod clock;

/// What can be set.
pub mod config;

/// What every request is answered from.
pub mod state;

/// The evidence files.
pub mod files;

/// Who is signed in.
pub mod session;

/// From the outcome of some work to an answer, with its status and its line in the log.
pub mod answer;

/// What stands around every request: headers, limits, panics.
mod layers;

/// What was typed stands again in a form that was refused without a script.
mod refill;

/// How a person wants their pages, as they set it.
mod preferences;

/// What lets open pages load anew while one works on the program.
mod alive;

/// All routes of the program.
pub mod router;

use chrono::NaiveDate;
use leptos::prelude::expect_context;

pub(crate) use answer::{local_path, told};
pub use answer::{reply, run};
pub use config::Config;
pub use preferences::in_language_of;
pub use session::{SURE_MINUTES, Session, person, sign_in};
pub use state::AppState;

use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::actor::Actor,
    store::{Failure, Store},
};

/// What this request is answered from.
///
/// # Panics
/// Outside a server function and a page: the router provides it to both.
#[must_use]
pub fn state() -> AppState {
    expect_context()
}

/// The open database.
#[must_use]
pub fn store() -> Store {
    state().store
}

/// Who acts. The account is read anew, so a person who was disabled is refused at once.
///
/// # Errors
/// [`AppError::SignIn`] where nobody is signed in, [`AppError::NotPermitted`] where the password must be changed first.
pub async fn actor() -> Result<Actor, Failure> {
    person(&state(), session::current().as_ref()).await
}

/// As [`actor`], for the functions that a person needs to change the password that they were given.
///
/// # Errors
/// [`AppError::SignIn`] where nobody is signed in.
pub async fn actor_even_if_password_due() -> Result<Actor, Failure> {
    let account = session::account(&state(), session::current().as_ref()).await?;
    Ok(account.ok_or(AppError::SignIn)?.actor())
}

/// Who acts, or `None` where nobody is signed in: for what everybody may see.
///
/// # Errors
/// When the database cannot be read.
pub async fn actor_if_any() -> Result<Option<Actor>, Failure> {
    Ok(session::account(&state(), session::current().as_ref()).await?.map(|account| account.actor()))
}

/// The district's day, in +08:00.
#[must_use]
pub fn today() -> NaiveDate {
    chain_day(clock::now())
}
