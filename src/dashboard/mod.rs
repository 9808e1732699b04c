//! The leadership's board: how far the season is, where points are lost, who must act, in one page.
//!
//! It only reads, and only summaries: what it costs does not grow with the season. Every figure is a plain count over
//! units or entries, names what it is counted of, and opens the list that it counts.

/// What the board shows.
pub mod model;

/// The counting.
pub mod rules;

/// The server functions.
// As of the kit: what Leptos' macros make is public in private modules.
#[allow(missing_docs, unreachable_pub)]
pub mod api;

/// What is read for it.
#[cfg(feature = "ssr")]
pub mod store;

/// The page.
#[allow(missing_docs, unreachable_pub)]
pub mod pages;
