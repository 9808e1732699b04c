//! What is taken out of the browser: lists as workbooks for Excel.
//!
//! Invariants: a workbook holds exactly the lines of the list that it was asked from, with its conditions and in its
//! order, and never more than the person may see there; it says what it is, as of when, by which conditions and who took
//! it; no text of it is ever computed as a formula.

/// A list as a workbook.
pub mod workbook;

/// The lists that can be taken away.
mod lists;

/// The routes that give them.
pub mod routes;
