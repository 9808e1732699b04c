//! The register of inspected units (Art. 5), in four kinds, with the names they once had.
//!
//! A unit is never deleted: visits, scores and rankings name it. An import creates and updates; units that a file leaves
//! out stay as they are. A former name that was a slip is taken back by the office, with a reason.

/// What a unit is.
pub mod model;

/// Reading the register from a table.
pub mod rules;

/// The server functions.
pub mod api;

/// The register in the database.
#[cfg(feature = "ssr")]
pub mod store;

/// How a unit stands, as facts.
pub mod standing;

/// The list of units, and a unit's page.
pub mod pages;
