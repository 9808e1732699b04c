//! What stands in the form while somebody types, and pressing a button that had to wait for the server. Both are asked of
//! the form itself, never of the page, for a page that is being drawn does not hold its form yet. On the server nobody
//! types, and nothing is pressed.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

#[cfg(not(feature = "ssr"))]
pub(super) use browser::{entered, press};
#[cfg(feature = "ssr")]
pub(super) use nowhere::{entered, press};
