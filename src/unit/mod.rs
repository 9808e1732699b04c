//! The register of inspected units (Art. 5), in four kinds, with the names they once had.

/// What a unit is.
pub mod model;
