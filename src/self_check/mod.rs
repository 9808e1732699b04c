//! Self-checks by the units (Art. 7, 15).

/// The form: its questions by area, in numbered editions.
pub mod form;
