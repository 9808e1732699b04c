//! Self-checks by the units (自查, Art. 7, 15): the office opens a round for some kinds of units; each of them answers the
//! form, scores itself, and its head signs; the office accepts or returns.
//!
//! Nobody but the unit reads what its head has not signed. A draft is kept apart from the facts and is not journalled;
//! it becomes a fact when it is handed over. A submission is late by the working days up to its first signing: a return
//! costs by itself.

/// The form: its questions by area, in numbered editions.
pub mod form;

/// Rounds, submissions, and what pages show of them.
pub mod model;

/// Who may do what when, and what is complete.
pub mod rules;

/// Reminding a unit of what is still to come.
pub mod reminder;

/// The server functions.
pub mod api;

/// Rounds and submissions in the database.
#[cfg(feature = "ssr")]
pub mod store;

/// What is filled in and not yet handed over.
#[cfg(feature = "ssr")]
pub mod draft;

/// What the pages show, put together.
#[cfg(feature = "ssr")]
pub mod reads;

/// The routes that take and remove the files of a draft.
#[cfg(feature = "ssr")]
pub mod upload;

/// Words and marks.
pub(crate) mod label;

/// What a submission says, on its own page and on that of a visit.
pub(crate) mod answers;

/// The buttons of the form while it is saved.
mod typing;

/// The list of rounds, a round, a submission.
pub mod pages;
