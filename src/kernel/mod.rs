//! Pure vocabulary that every process shares. It imports nothing of ours and never reads the clock.

/// The working-day calendar and its deadlines.
pub mod calendar;

/// The canonical form (RFC 8785) and the hash of whatever is signed, chained or fingerprinted.
pub mod canonical;
