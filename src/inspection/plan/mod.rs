//! Planning an inspection (Art. 7, 8, 9 (1)(2), 14): the plan and its approval, groups, the draw, the calendar, the
//! written notices.
//!
//! Invariants: no unit is visited outside an approved plan; groups and recusals are frozen before anybody knows which
//! units come out; no inspector is booked twice on a day, over all plans; a visit is on a working day of its plan; no
//! notice goes out before the groups were trained, or for a visit that could not be arranged like this any more; a
//! notice is never changed, only replaced. A visit that falls away is withdrawn with its reason and never deleted.

/// What the pages show.
pub mod model;

/// The pure decisions of planning.
pub mod rules;

/// Names of states and kinds, and sentences that several pages say.
pub(crate) mod label;

/// What can be asked and done.
// As of the kit: what Leptos' macros make is public in private modules.
#[allow(missing_docs, unreachable_pub)]
pub mod api;

/// Plans, draws and the calendar in the database.
#[cfg(feature = "ssr")]
pub mod store;

/// The record of a draw as a file.
#[cfg(feature = "ssr")]
pub mod routes;

/// The screens.
#[allow(missing_docs, unreachable_pub)]
pub mod pages;
