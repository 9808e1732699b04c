//! The visit itself (现场检查, Art. 9 (2)–(6), 10, 12): from the unit's receipt of the notice to the written feedback.
//!
//! Every step of Art. 9 leaves a record. Scorers enter apart and blind: what one entered is sent to no other until the
//! leader may see all of it. Once the leader has locked the score nothing of the visit changes any more but that the
//! unit may still acknowledge the oral feedback, until the written feedback goes out. Whoever is recused from the unit by
//! now (Art. 14) does nothing with the visit any more, whatever group was sent there; where that is its leader, or the
//! leader cannot go on for another reason, the establishment office appoints another. A sheet that was handed in before its
//! scorer was recused counts as the others do, for whoever gave it might give it then. It is marked until the score is
//! locked, and the leader who reconciles enters what holds in its place, with the reason. A
//! [`Visit`](super::model::Visit) never crosses the wire before [`rules::seen_by`] has taken out what the person may not
//! see yet.

/// What crosses the wire about a visit, and what a scorer types.
pub mod model;

/// Which step comes next and who takes it, what a sheet lacks, who sees what.
pub mod rules;

/// From the texts of forms to what the commands take.
pub mod input;

/// The server functions.
#[allow(missing_docs, unreachable_pub)]
pub mod api;

/// Visits in the database and every command on them.
#[cfg(feature = "ssr")]
pub mod store;

/// What the pages are made of, read from several records.
#[cfg(feature = "ssr")]
mod view;

/// Taking files, and giving the sheet and entries from which anybody can recompute the score, and the files of the
/// unit's self-check.
#[cfg(feature = "ssr")]
pub mod routes;

/// The record page, the score page and their parts.
#[allow(missing_docs, unreachable_pub)]
pub mod pages;
