//! Pressing a button that had to wait for the server. It is asked of the form itself, never of the page, for a page that is
//! being drawn does not hold its form yet. On the server nothing is pressed.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

#[cfg(not(feature = "ssr"))]
pub(super) use browser::press;
#[cfg(feature = "ssr")]
pub(super) use nowhere::press;
