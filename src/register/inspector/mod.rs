//! One inspector of the roster (Art. 14): who they are, from which units they are recused and why, and what they have to
//! do with plans and visits.

/// What crosses the wire about an inspector.
pub mod model;

/// The server function.
pub mod api;

/// The page, read from the roster and from what is named in it.
#[cfg(feature = "ssr")]
pub mod store;
