//! The wall clock. Rules take the instant or the day as an argument, so that a result can be recomputed later.

use chrono::{DateTime, Utc};

/// The present instant.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else asks")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}
