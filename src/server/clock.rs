//! The wall clock. Rules take the instant or the day as an argument, so that a result can be recomputed later.

use std::sync::OnceLock;

use chrono::{DateTime, Utc};

/// The instant at which the demo stands still; never set for a district's own system.
static STILL: OnceLock<DateTime<Utc>> = OnceLock::new();

/// The present instant.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else asks")]
pub fn now() -> DateTime<Utc> {
    STILL.get().copied().unwrap_or_else(Utc::now)
}

/// Lets the clock of this process stand still, so that pictures of the demo are the same on every day. Only `zeqing demo`
/// calls it, before it serves anybody.
pub(crate) fn stand_still(at: DateTime<Utc>) {
    STILL.get_or_init(|| at);
}
