//! Who is signed in, as the frame has learned it. A page asks it which buttons it may offer.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    account::{api, model::Session},
    kernel::permit::{Action, Subject, allows},
};

/// The person the frame is drawn for.
#[derive(Clone, Copy)]
pub(crate) struct CurrentSession(pub RwSignal<Session>);

/// The person who is signed in. Call it in the body of a component, not in an event's handler.
///
/// # Panics
/// Outside the frame. Every route but the public ones and the sign-in stands inside it.
#[must_use]
pub fn use_session() -> Session {
    current().get_untracked()
}

/// As [`use_session`], for what has to change with it while the page is open.
///
/// # Panics
/// Outside the frame.
#[must_use]
pub fn use_session_signal() -> Signal<Session> {
    current().into()
}

/// What a page calls after it has changed something that the frame goes by, such as the password. The page stays.
///
/// # Panics
/// Outside the frame.
pub fn use_session_refresh() -> impl Fn() + Copy + Send + Sync + 'static {
    let current = current();
    move || {
        spawn_local(async move {
            // A session that ended meanwhile is told by the next thing the person does.
            if let Ok(Some(session)) = api::session().await {
                current.try_set(session);
            }
        });
    }
}

/// Whether the person who is signed in may do this: what a page offers. The server asks once more when it is done.
///
/// # Panics
/// Outside the frame.
#[must_use]
pub fn may(action: Action, subject: Subject<'_>) -> bool {
    current().with_untracked(|session| allows(&session.actor, action, subject))
}

fn current() -> RwSignal<Session> {
    let CurrentSession(session) = use_context().expect("the frame provides the session before it draws the page in it");
    session
}
