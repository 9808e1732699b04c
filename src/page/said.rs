//! What a person is told after an act, wherever it leads them.

use leptos::prelude::*;

use crate::i18n::tr;

/// What the frame says last, how much was done, and how often the server answered. Outside of the frame there is none, and
/// nothing is said.
#[derive(Clone, Copy)]
pub(crate) struct Said {
    /// What is said, until it has stood for a while.
    pub words: RwSignal<Option<String>>,
    /// How many acts were carried out since the frame was drawn.
    pub acts: RwSignal<u32>,
    /// How often the server answered to somebody who is signed in: each time the session goes on for as long as it does.
    pub answers: RwSignal<u32>,
}

impl Said {
    /// Nothing was done yet.
    pub(crate) fn nothing() -> Self {
        Self { words: RwSignal::new(None), acts: RwSignal::new(0), answers: RwSignal::new(0) }
    }

    /// Says that what this button names was done; where the browser does not tell which was pressed, it is only counted.
    pub(super) fn done(self, button: Option<&str>) {
        // The frame may have gone with the act, as at a sign-out.
        self.acts.try_update(|acts| *acts = acts.saturating_add(1));
        self.answered();
        if let Some(button) = button {
            self.words.try_set(Some(tr!(ui.done, what = button)));
        }
    }

    /// The server answered.
    pub(crate) fn answered(self) {
        self.answers.try_update(|answers| *answers = answers.wrapping_add(1));
    }
}

/// Takes back that what a button names was done: on the page to which its act led, where it is not done yet.
pub fn not_done_yet() {
    let Some(said) = use_context::<Said>() else { return };
    Effect::new(move |_| {
        said.words.try_set(None);
    });
}

/// By which a page says how something ended that goes on by itself, wherever on it the person is.
pub fn saying() -> impl Fn(String) + Copy + Send + Sync + 'static {
    let said = use_context::<Said>();
    move |words: String| {
        if let Some(said) = said {
            said.words.try_set(Some(words));
        }
    }
}
