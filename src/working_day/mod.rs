//! The district's working days: one table for each year, as the State Council's yearly notice gives it.
//!
//! Every deadline of the regulation counts by these tables. A year is replaced as a whole, never a day by itself, for a
//! notice is published as a whole; what a year said before stands in the journal.

/// A year's table as it is kept.
pub mod model;

/// Reading a file of holidays.
pub mod rules;

/// The years in the database.
#[cfg(feature = "ssr")]
pub mod store;
