//! The first page of everybody: what waits for them, sorted by when it is due, or what comes next where nothing
//! does, and what others did to their records.
//!
//! Of what waits it decides nothing. Whether something waits is asked of the rules of the process that it belongs to,
//! the same that offer the button on the page it leads to; so nothing waits here that cannot be done there.

/// What can wait for a person, what others did, and how a unit stands.
pub mod model;

/// The pages of the rail, which the search finds too.
pub mod places;

/// What stands on the page, and in which order.
pub mod rules;

/// The server functions.
// As of the kit: what Leptos' macros make is public in private modules.
#[allow(missing_docs, unreachable_pub)]
pub mod api;

/// What several parts of the page are made from.
#[cfg(feature = "ssr")]
mod known;

/// What the processes have waiting.
#[cfg(feature = "ssr")]
mod waiting;

/// Both of these, gathered once in a request.
#[cfg(feature = "ssr")]
pub(crate) mod gathered;

/// The figures of whoever looks after several units.
#[cfg(feature = "ssr")]
mod figures;

/// What a role does here.
#[cfg(feature = "ssr")]
mod guide;

/// What comes next where nothing waits.
#[cfg(feature = "ssr")]
mod coming;

/// What the frame shows around every page.
#[cfg(feature = "ssr")]
mod glance;

/// What changed, and how the unit of a unit's people stands.
#[cfg(feature = "ssr")]
mod changed;

/// Reading what was done lately.
#[cfg(feature = "ssr")]
mod store;

/// The page.
#[allow(missing_docs, unreachable_pub)]
pub mod pages;
