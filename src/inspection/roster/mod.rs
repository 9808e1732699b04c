//! The roster of inspectors (名录库, Art. 14): who can be in a group, and from which units they are recused.
//!
//! Workplaces are kept as people wrote them. What they mean is worked out each time from the register's present and
//! former names, so that a unit renamed later still recuses.

/// Reading the roster, and what follows from it.
pub mod rules;

/// The roster in the database.
#[cfg(feature = "ssr")]
pub mod store;
