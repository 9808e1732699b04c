//! What only the running program has: the clock, and later state, configuration and sessions.

/// The only place that reads the time.
pub mod clock;
