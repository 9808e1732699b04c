//! What the browser finds wrong with a field: said beside it as it is left, taken back as it is mended, and said again
//! when the form is sent. The browser has its own words for it, but in its language and not the page's, and in a bubble
//! that goes away.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
mod nowhere;

use std::time::Duration;

use leptos::{
    ev::{Event, FocusEvent},
    prelude::*,
};

#[cfg(not(feature = "ssr"))]
use browser::{foremost, is_empty, leads_to_act, wrong};
#[cfg(feature = "ssr")]
use nowhere::{foremost, is_empty, leads_to_act, wrong};

/// A pointer that presses something without taking the focus has let go of it after this.
const PRESSED: Duration = Duration::from_millis(250);

/// What is wrong with what stands in a field, with the bound or the step that it breaks, as the field has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing stands in it.
    Empty,
    /// Nothing is chosen from a list, from several or from the files.
    NotChosen,
    /// It has to be ticked.
    NotTicked,
    /// It is no number.
    NoNumber,
    /// It is no whole date or time.
    NoDate,
    /// It is less than this.
    Low(String),
    /// It is more than this.
    High(String),
    /// It is before this day or time.
    Early(String),
    /// It is after this day or time.
    Late(String),
    /// It lies between two steps of this size.
    OffStep(String),
    /// It is no whole web address.
    NoAddress,
    /// It is of another form than asked for.
    Form,
}

/// The sentence for what is wrong. The application gives it to its fields as a context; without one the browser speaks
/// for itself.
#[derive(Clone, Copy, Debug)]
pub struct WrongWords(pub fn(Wrong) -> String);

/// What a field says of itself.
#[derive(Clone, Copy)]
pub(super) struct Validity {
    said: RwSignal<Option<String>>,
    words: Option<WrongWords>,
}

impl Validity {
    pub fn new() -> Self {
        Self { said: RwSignal::new(None), words: use_context() }
    }

    /// The sentence that stands beside the field.
    pub fn said(self) -> Option<String> {
        self.said.get()
    }

    /// The field is left. One that is still empty is not blamed before the form is sent. Nor is one that is left for a
    /// button: the sentence would move it away from under the pointer, and sending judges anyway.
    pub fn left(self) -> impl Fn(FocusEvent) + Copy + Send + Sync + 'static {
        move |event| {
            if !is_empty(&event) && !leads_to_act(&event) {
                set_timeout(move || self.judge(&event), PRESSED);
            }
        }
    }

    /// Something was typed or chosen: what was said is said no longer than it is true.
    pub fn changed(self) -> impl Fn(Event) + Copy + Send + Sync + 'static {
        move |event| {
            if self.is_said() {
                self.judge(&event);
            }
        }
    }

    /// The form was to be sent, and the browser did not send it for this field.
    pub fn refused(self) -> impl Fn(Event) + Copy + Send + Sync + 'static {
        move |event| {
            self.judge(&event);
            if self.is_said() {
                event.prevent_default();
                foremost(&event);
            }
        }
    }

    fn judge(self, event: &Event) {
        let Some(WrongWords(words)) = self.words else { return };
        let said = wrong(event).map(words);
        // The page may have been left since.
        if self.said.try_with_untracked(|before| *before != said).unwrap_or_default() {
            self.said.try_set(said);
        }
    }

    fn is_said(self) -> bool {
        self.said.with_untracked(Option::is_some)
    }
}
