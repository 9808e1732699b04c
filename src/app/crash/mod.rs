//! The browser's half of the program has failed, and the page no longer answers: said by the page itself, with what helps.
//!
//! The server draws the notice with every page, hidden, for whoever has failed draws nothing any more.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod notice;

#[cfg(not(feature = "ssr"))]
pub use browser::tell_of_crash;
#[cfg(feature = "ssr")]
pub(super) use notice::Crash;

/// The id of the notice.
const CRASH: &str = "crash";
