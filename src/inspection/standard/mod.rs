//! The score standard (量化评分标准, Art. 10): what is scored and in which words, in numbered editions.
//!
//! An edition is never edited: a plan names the edition by which its visits are scored, and a locked score stays
//! explicable for ever. A change makes the next edition. The regulation sets no weights: they are the district's.

/// Reading a standard, and changing, adding and withdrawing its indicators by the same checks.
pub mod rules;

/// The editions in the database.
#[cfg(feature = "ssr")]
pub mod store;
