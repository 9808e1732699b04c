//! Reminding a unit of its self-check (催报): the office names the units whose turn it is, each at most once a day.

/// That a unit was reminded, and how often.
pub mod model;

/// Who can be reminded.
pub mod rules;

/// The reminders in the database.
#[cfg(feature = "ssr")]
pub mod store;
