//! The title of the document.
//!
//! The server writes it into the head by `leptos_meta`, as the pages are drawn. What that does in a browser is 11 kB of
//! every browser's module, for titles that change and for all else that may stand in a head; ours are words that stay.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

use leptos::prelude::*;

#[cfg(not(feature = "ssr"))]
use browser::show;
#[cfg(not(feature = "ssr"))]
pub use browser::take_titles;
#[cfg(feature = "ssr")]
use nowhere::show;
#[cfg(feature = "ssr")]
pub use nowhere::take_titles;

use crate::i18n::tr;

/// What the document is called while this is shown, before the name of the system. Of several the one that came last
/// counts.
#[component]
pub fn Title(
    /// The words.
    text: String,
) -> impl IntoView {
    show(tr!(ui.page_title, page = text));
    ().into_any()
}
