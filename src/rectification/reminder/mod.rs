//! Reminding units of entries whose turn is theirs (催办): the office chooses the entries, each unit gets one notice of all
//! of its own, and an entry stands in no more than one a working day. The entry itself stays as it is, so that nobody of
//! the unit loses what they are typing.

/// That a unit was reminded of an entry.
pub mod model;

/// What a unit can be reminded of.
pub mod rules;

/// The reminders in the database.
#[cfg(feature = "ssr")]
pub mod store;
