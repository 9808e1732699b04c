//! The rectification ledger (整改台账, Art. 11, 13): every finding is followed up until it is really put right.
//!
//! A finding of a locked visit becomes one entry. The office orders the rectification with a due date, the unit plans,
//! reports and asks for closure over its head's signature, the inspectors look on site and close or send back.
//! What is late is derived from the due date and today, never stored. Nobody verifies or closes who is recused from the
//! unit by now (Art. 14), and nobody closes who took part in putting it right; a closed entry takes nothing but its
//! archiving and a failed revisit.

/// What an entry is, and what its pages show.
pub mod model;

/// Steps, terms, lights and slips: the pure decisions.
pub mod rules;

/// Reminding units of entries.
pub mod reminder;

/// The words for states, steps, lights and turns.
pub mod label;

/// The server functions.
pub mod api;

/// Entries in the database.
#[cfg(feature = "ssr")]
pub mod store;

/// What the pages are shown.
#[cfg(feature = "ssr")]
pub mod view;

/// The one plain route: evidence for an entry.
#[cfg(feature = "ssr")]
pub mod upload;

/// The ledger, one entry, and the order for several.
pub mod pages;

/// Entries at every stage.
#[cfg(test)]
pub(crate) mod testing;

#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
