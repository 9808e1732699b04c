//! The first page of everybody: what waits for them, sorted by when it is due.
//!
//! It decides nothing. Whether something waits is asked of the rules of the process that it belongs to, the same that
//! offer the button on the page it leads to; so nothing waits here that cannot be done there.

/// What can wait for a person.
pub mod model;

/// The order of the list.
pub mod rules;

/// The server function.
// As of the kit: what Leptos' macros make is public in private modules.
#[allow(missing_docs, unreachable_pub)]
pub mod api;

/// What the processes have waiting.
#[cfg(feature = "ssr")]
mod waiting;

/// The page.
#[allow(missing_docs, unreachable_pub)]
pub mod pages;
