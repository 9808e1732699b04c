//! Spot checks and censuses by the establishment office: one plan, a verifiable draw, groups without conflicts of
//! interest, visits and scores (Art. 7–10, 14).

/// Plans, groups and visits.
pub mod model;

/// The pure decisions: scores, draws, recusals.
pub mod rules;

/// The visit itself (Art. 9, 10, 12).
pub mod visit;
