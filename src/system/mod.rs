//! How the program, its database and its files are: what the system administrator looks at before anybody complains.
//!
//! The page is only read, and holds no secret and no business: of the database and of the files it says the kind, never
//! an address, a path, a user or a password.

/// What the page shows.
pub mod model;

/// What follows from the day and the hour.
pub mod rules;

/// The server function.
pub mod api;

/// Asking the program and the database.
#[cfg(feature = "ssr")]
pub mod store;

/// The page.
pub mod pages;
