//! The comprehensive ranking that the reform office's special meeting adopts and publishes (Art. 12).
//!
//! A unit without a required component is listed apart; it is never a zero. No score is a float. What was put before
//! the meeting is frozen with its fingerprint: a published edition never changes, a correction is a new edition, and
//! the old one stays readable for those it was published to. Nobody outside the offices that compute and adopt it
//! learns anything before it is published, and a unit never more than its scope allows.

/// How units stand, and an edition from its computation to its publication.
pub mod model;

/// The computation, its components and its fingerprint.
pub mod rules;

/// What may be done with an edition, and who sees what of it.
pub mod round;

/// How far ranks move when the weights do; server only, for it draws random weightings.
#[cfg(feature = "ssr")]
pub mod stability;

/// Labels of the closed sets.
pub mod words;

/// The server functions.
// As of the kit: what Leptos' macros make is public in private modules.
#[allow(missing_docs, unreachable_pub)]
pub mod api;

/// Editions in the database.
#[cfg(feature = "ssr")]
pub mod store;

/// What readers are answered.
#[cfg(feature = "ssr")]
pub(crate) mod reading;

/// Inputs and rule to take away, so that anybody can compute the ranking again.
#[cfg(feature = "ssr")]
pub mod routes;

/// The list of seasons, an edition, the workbench.
#[allow(missing_docs, unreachable_pub)]
pub mod pages;
