//! What a person is told after an act, wherever it leads them.

use leptos::prelude::*;

use crate::i18n::tr;

/// What the frame says last. Outside of the frame there is none, and nothing is said.
#[derive(Clone, Copy)]
pub(crate) struct Said(pub RwSignal<Option<String>>);

impl Said {
    /// Says that what this button names was done.
    pub(super) fn done(self, button: &str) {
        // The frame may have gone with the act, as at a sign-out.
        self.0.try_set(Some(tr!(ui.done, what = button)));
    }
}
