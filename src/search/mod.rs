//! Finding a page or a record by some of its letters: the pages of the rail and those at which something is begun, units,
//! people, plans, visits, findings.
//!
//! Everybody finds exactly what they may open. A word is looked for in codes, in names and in the first letters of their
//! pinyin, as people here type them: `hyl` finds 花园路街道办事处. A page is found by its names in both languages.

/// What is found.
pub mod model;

/// What a role begins.
#[cfg(feature = "ssr")]
pub mod acts;

/// What matches, and what matches better.
#[cfg(feature = "ssr")]
pub mod rules;

/// The server function.
// As of the kit: what Leptos' macros make is public in private modules.
#[allow(missing_docs, unreachable_pub)]
pub mod api;

/// The words for what is found.
pub mod label;

/// What a person could find.
#[cfg(feature = "ssr")]
mod reads;

/// The page of everything found; the box is in the top bar.
#[allow(missing_docs, unreachable_pub)]
pub mod pages;
