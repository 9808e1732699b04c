//! Who changed what, when, from where and why (Art. 4): a chain of hashes per record and a daily root over all chains.

/// Links, roots, and the verifier that needs no database.
pub mod chain;

/// Exporting the chains from the database.
#[cfg(feature = "ssr")]
pub mod store;

#[cfg(all(test, feature = "ssr"))]
mod tests;
