//! What the establishment office imports before a season (Art. 3, 7, 8, 10, 14): the register of units and their former
//! names, the roster of inspectors, the years' holidays, the score standard and the self-check form.
//!
//! A file is read whole and shown before it counts: what will be new, what will change from what to what, and every
//! fault by line and column. Nothing of a file with a fault is taken, and what was confirmed is exactly what was seen:
//! where the records changed in between, the confirmation is refused as stale. Templates can also be edited in the
//! browser, by the same checks; each change makes the next edition.

/// What crosses the wire about imports.
pub mod model;

/// What a file would change.
pub mod rules;

/// The server functions.
pub mod api;

/// From bytes to a table.
#[cfg(feature = "ssr")]
pub mod reading;

/// The waiting files, and what stands behind the cards.
#[cfg(feature = "ssr")]
pub mod store;

/// What all changes of templates have in common.
#[cfg(feature = "ssr")]
mod issue;

/// The route that takes a file.
#[cfg(feature = "ssr")]
pub mod upload;

/// The words for what the roster says.
pub(crate) mod label;

/// People and their accounts from a file.
pub mod people;

/// One inspector of the roster.
pub mod inspector;

/// Cards, previews, editions.
pub mod pages;
