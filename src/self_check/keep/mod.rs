//! What was typed, kept in the browser under the record's name until the server has it: so it survives a lost network,
//! a reload and the end of a session. On the server there is nothing to keep.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

#[cfg(not(feature = "ssr"))]
pub(super) use browser::{discard, entered, press, remember, restore, waits};
#[cfg(feature = "ssr")]
pub(super) use nowhere::{discard, entered, press, remember, restore, waits};
