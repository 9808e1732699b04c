//! The browser's half: its windows share a session, so they tell each other when it was used. A browser that keeps nothing
//! warns in a window that was not used, although another one was; what the warning offers is right all the same.

use leptos::{prelude::window, web_sys::Storage};

/// Under this name stands when the session was used last, in milliseconds since 1970.
const USED: &str = "zeqing.used";

/// Tells the other windows that the session was used.
pub(super) fn note(at: i64) {
    if let Some(storage) = storage() {
        // A full storage keeps nothing more.
        let _ = storage.set_item(USED, &at.to_string());
    }
}

/// When any window used the session last.
pub(super) fn noted() -> Option<i64> {
    storage()?.get_item(USED).ok().flatten()?.parse().ok()
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
