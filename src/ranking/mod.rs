//! The comprehensive ranking that the reform office's special meeting adopts and publishes (Art. 12).
//!
//! A unit without a required component is listed apart; it is never a zero. No score is a float.

/// The computation, its components and its fingerprint.
pub mod rules;

/// How far ranks move when the weights do; server only, for it draws random weightings.
#[cfg(feature = "ssr")]
pub mod stability;
