//! The self-check form (自查表, Art. 7): questions by content area, in numbered editions.
//!
//! An edition is never edited: a round names the edition that its units answer, and what they were asked stays readable.
//! A change makes the next edition.

/// What a form is.
pub mod model;

/// Reading a form, and changing, adding and withdrawing questions.
pub mod rules;

/// The editions in the database.
#[cfg(feature = "ssr")]
pub mod store;

pub use model::{AnswerKind, CheckForm, Question, template};
pub use rules::parse_form;
