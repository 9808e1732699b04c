//! Spot checks and censuses by the establishment office: one plan, a verifiable draw, groups without conflicts of
//! interest, visits and scores (Art. 7–10, 14).

/// Plans, groups and visits.
pub mod model;

/// The pure decisions: scores, draws, recusals.
pub mod rules;

/// The roster of inspectors (名录库, Art. 14).
pub mod roster;

/// The score standard in numbered editions (Art. 10).
pub mod standard;

/// The planning half: plan, draw, calendar, notices (Art. 7, 8, 9 (1)(2), 14).
pub mod plan;

/// The visit itself (Art. 9, 10, 12).
pub mod visit;
