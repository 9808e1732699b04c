//! People and their accounts: sign-in, passwords, sessions, and the three administrators who keep each other apart.
//!
//! An account has one role. Nobody is deleted: an account is disabled, and what it did stays readable. A password is
//! kept only as its argon2id hash, and that never leaves the store: it is neither in a model that crosses the wire nor
//! in the journal.

/// What crosses the wire about people and sessions.
pub mod model;

/// What the states are called.
pub mod label;

/// Passwords, locks and who may be created with what.
pub mod rules;

/// The addresses that a person has given names.
pub mod views;

/// The server functions.
pub mod api;

/// Accounts in the database, and the hashing of passwords.
#[cfg(feature = "ssr")]
pub mod store;

/// Wrong passwords for names that nobody has.
#[cfg(feature = "ssr")]
mod strangers;

/// Sign-in, one's own account, the administrator's list of people.
pub mod pages;
