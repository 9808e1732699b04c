//! Who changed what, when, from where and why (Art. 4): a chain of hashes per record and a daily root over all chains.
//!
//! The entries are the only truth here; what stands beside them in the table helps to find them. A finished day is
//! sealed by its root, so that whoever cuts a chain later contradicts what was sealed.

/// Links, roots, and the verifier that needs no database.
pub mod chain;

/// What the auditor's pages show.
pub mod model;

/// What an entry changed, field by field.
pub mod difference;

/// By what people call a record.
pub mod name;

/// The server functions.
// As of the kit: what Leptos' macros make is public in private modules.
#[allow(missing_docs, unreachable_pub)]
pub mod api;

/// Reading, sealing and exporting the chains.
#[cfg(feature = "ssr")]
pub mod store;

/// Sealing finished days.
#[cfg(feature = "ssr")]
pub mod jobs;

/// The export to take away.
#[cfg(feature = "ssr")]
pub mod routes;

/// The words for what was done, and to what.
pub mod labels;

/// The auditor's pages.
#[allow(missing_docs, unreachable_pub)]
pub mod pages;

#[cfg(all(test, feature = "ssr"))]
mod tests;
