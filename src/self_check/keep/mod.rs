//! What was typed, kept in the browser under the record's name until the server has it: so it survives a lost network,
//! a reload and the end of a session; and pressing a button that had to wait for the server. Everything is asked of the
//! form itself, never of the page, for a page that is being drawn does not hold its form yet. On the server there is
//! nothing to keep and nothing to press.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

#[cfg(not(feature = "ssr"))]
pub(super) use browser::{discard, entered, press, remember, restore, waits};
#[cfg(feature = "ssr")]
pub(super) use nowhere::{discard, entered, press, remember, restore, waits};
