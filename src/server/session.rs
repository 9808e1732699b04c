//! Who is signed in: a random id in a cookie, and a row in the database that says whose it is.
//!
//! A session ends at sign-out, after half an hour without a request, and at once when its person is disabled or gets
//! another password: nothing about the person is kept in it, so nothing can be out of date. A page that asks by itself
//! in an empty room says so in its address, and keeps no session from ending.

use std::time::Duration as StdDuration;

use axum::{extract::Request, http::request::Parts, middleware::Next, response::Response};
use leptos::prelude::use_context;
use surrealdb::engine::any::Any;
use time::Duration;
use tower_sessions::{ExpiredDeletion, Expiry, SessionManagerLayer, cookie::SameSite};
use tower_sessions_surrealdb_store::SurrealSessionStore;

pub use tower_sessions::Session;

use super::{AppState, Config, clock};
use crate::{
    account::{model::Account, store as accounts},
    error::AppError,
    kernel::{actor::Actor, ids::AccountId},
    store::{Database, Failure, Store},
};

/// The cookie that holds the id.
pub const COOKIE: &str = "zeqing_session";

/// The table of sessions.
const TABLE: &str = "session";

/// After so many minutes without a request a session ends.
pub const IDLE_MINUTES: u32 = 30;

/// So often (seconds) a session in use is written: rarely, so that a page view normally writes nothing.
const TOUCH_SECONDS: i64 = 60;

/// For so many minutes after a request a session surely goes on: it may have been written up to a minute before.
pub const SURE_MINUTES: u32 = IDLE_MINUTES - 1;

/// What the query of a request says that nobody made but a page by itself. Whoever says it falsely has their own session
/// end sooner, so it is believed.
const UNATTENDED: &str = "unattended=true";

/// So often ended sessions are removed from the table.
const SWEEP: StdDuration = StdDuration::from_secs(600);

/// Whose session it is.
const ACCOUNT: &str = "account";
/// The mark of the password with which it was begun.
const MARK: &str = "mark";
/// When it was written last, in seconds since 1970.
const SEEN: &str = "seen";

/// The layer that finds the session of a request.
pub(super) fn layer(store: &Store, config: &Config) -> SessionManagerLayer<SurrealSessionStore<Any>> {
    SessionManagerLayer::new(sessions(store))
        .with_name(COOKIE)
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        .with_secure(config.is_https())
        .with_expiry(Expiry::OnInactivity(Duration::minutes(IDLE_MINUTES.into())))
}

fn sessions(store: &Store) -> SurrealSessionStore<Any> {
    SurrealSessionStore::new(Database::clone(&store.db), TABLE.to_owned())
}

/// Keeps a session in use from ending. It must be done before the work: a page is still being written when its
/// headers, and with them the cookie, are on their way.
pub(super) async fn touch(session: Session, request: Request, next: Next) -> Response {
    let now = clock::now().timestamp();
    let attended = !is_unattended(request.uri().query().unwrap_or_default());
    // A failure shows itself again, and is reported, when the work asks who acts.
    if attended
        && let Ok(Some(seen)) = session.get::<i64>(SEEN).await
        && now - seen >= TOUCH_SECONDS
    {
        session.insert(SEEN, now).await.ok();
    }
    next.run(request).await
}

/// Whether nobody made the request but a page by itself.
fn is_unattended(query: &str) -> bool {
    query.split('&').any(|pair| pair == UNATTENDED)
}

/// The session of the page or server function that is being worked on.
pub(super) fn current() -> Option<Session> {
    use_context::<Parts>()?.extensions.get::<Session>().cloned()
}

/// Signs a person in who gave the password with this mark. The session gets a new id, so that one which somebody planted
/// beforehand is worth nothing. Answers who was signed in until then, where it was somebody else.
///
/// # Errors
/// When the session cannot be read or kept.
pub async fn sign_in(account: &AccountId, mark: &str) -> Result<Option<Account>, Failure> {
    let session = current().ok_or_else(|| Failure::internal("a sign-in outside a session"))?;
    let before = self::account(&super::state(), Some(&session)).await?.filter(|before| before.account != *account);
    session.clear().await;
    session.cycle_id().await.map_err(internal)?;
    session.insert(ACCOUNT, account).await.map_err(internal)?;
    session.insert(MARK, mark).await.map_err(internal)?;
    session.insert(SEEN, clock::now().timestamp()).await.map_err(internal)?;
    Ok(before)
}

/// Ends a session: the row goes, so the old cookie is worth nothing.
pub(super) async fn end(session: &Session) -> Result<(), Failure> {
    session.flush().await.map_err(internal)
}

/// The account that is signed in, read anew; `None` where nobody is, or the person was disabled or has another password
/// since.
pub(super) async fn account(state: &AppState, session: Option<&Session>) -> Result<Option<Account>, Failure> {
    let Some(session) = session else { return Ok(None) };
    let Some(account) = session.get::<AccountId>(ACCOUNT).await.map_err(internal)? else { return Ok(None) };
    let Some(mark) = session.get::<String>(MARK).await.map_err(internal)? else { return Ok(None) };
    accounts::signed_in(&state.store, &account, &mark).await
}

/// Who has signed in to it; whether they still may act is not asked.
pub(super) async fn whose(session: &Session) -> Option<AccountId> {
    session.get::<AccountId>(ACCOUNT).await.ok().flatten()
}

/// Who acts in a plain route, which extracts the state and the session itself.
///
/// # Errors
/// [`AppError::SignIn`] where nobody is signed in, [`AppError::NotPermitted`] where the password must be changed first.
pub async fn person(state: &AppState, session: Option<&Session>) -> Result<Actor, Failure> {
    let account = account(state, session).await?.ok_or(AppError::SignIn)?;
    if account.must_change_password {
        return Err(AppError::NotPermitted.into());
    }
    Ok(account.actor())
}

/// Removes ended sessions again and again, until the task is dropped. A failure is logged and tried again.
pub async fn sweep(store: Store) {
    let sessions = sessions(&store);
    let mut turns = tokio::time::interval(SWEEP);
    loop {
        turns.tick().await;
        if let Err(error) = sessions.delete_expired().await {
            tracing::warn!(%error, "ended sessions could not be removed");
        }
    }
}

fn internal(error: tower_sessions::session::Error) -> Failure {
    Failure::Internal(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_page_asks_by_itself_keeps_no_session_from_ending() {
        for query in ["unattended=true", "season=2026&kind=department&unattended=true"] {
            assert!(is_unattended(query), "{query}");
        }
        for query in ["", "season=2026", "unattended=false", "unattended=", "q=unattended%3Dtrue", "q=1unattended=true"]
        {
            assert!(!is_unattended(query), "{query}");
        }
    }
}
