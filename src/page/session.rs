//! Who is signed in, as the frame has learned it. A page asks it which buttons it may offer.

use leptos::prelude::*;

use crate::{account::model::Session, error::AppError};

/// The frame's question for the session, so that a page can have it asked again.
#[derive(Clone, Copy)]
pub(crate) struct SessionSource(pub Resource<Result<Option<Session>, AppError>>);

/// The person who is signed in. Call it in the body of a component, not in an event's handler.
///
/// # Panics
/// Outside the frame. Every route but the public ones and the sign-in stands inside it.
#[must_use]
pub fn use_session() -> Session {
    use_context().expect("the frame provides the session before it draws the page in it")
}

/// What a page calls after it has changed something the frame shows or goes by, such as the password.
pub fn use_session_refresh() -> impl Fn() + Copy + Send + Sync + 'static {
    let source = use_context::<SessionSource>();
    move || {
        if let Some(SessionSource(session)) = source {
            session.refetch();
        }
    }
}
