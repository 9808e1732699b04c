//! What the security administrator sets for the district, and who may do what.
//!
//! The permission table itself is code (`kernel::permit`) and nobody's to change: what is set here is only what the
//! regulation leaves to the district. Each setting has a default, and a change of it stands in the journal with its reason.

/// The settings, and the table as it is read.
pub mod model;

/// Reading the form.
pub mod rules;

/// The server functions.
pub mod api;

/// The settings in the database.
#[cfg(feature = "ssr")]
pub mod store;

/// The permission table in words.
#[cfg(feature = "ssr")]
mod table;

/// The page.
pub mod pages;
