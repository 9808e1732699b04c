//! People and their accounts from a file, one line each: what spares the system administrator a form for the clerk and the
//! head of every unit.
//!
//! A file is read whole, and nothing of one with a fault is taken. The accounts of a file are created in one transaction,
//! each with a one-time password. As for a single account, the page on which the file is confirmed carries the passwords
//! before they hold: so they are printed or saved first, they are nowhere kept but as hashes, and none is lost where the
//! answer to the confirmation does not arrive, or the hashing outlasts the request.

/// What crosses the wire about a file of people.
pub mod model;

/// Reading a file of people, and writing one.
pub mod rules;

/// The server functions.
pub mod api;

/// The waiting file, and its confirmation.
#[cfg(feature = "ssr")]
pub mod store;

/// The route that gives a file to fill in.
#[cfg(feature = "ssr")]
pub mod routes;
