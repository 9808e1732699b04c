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
use browser::{foremost, is_empty, leads_to_act, place, wrong};
#[cfg(feature = "ssr")]
use nowhere::{foremost, is_empty, leads_to_act, place, wrong};

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

/// A field for which the browser did not send a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The address of the field on the page.
    pub place: String,
    /// What the form calls it.
    pub label: String,
    /// What is wrong with it.
    pub sentence: String,
}

/// What the browser did not send a form for, in the order of its fields. A form tells of it all at once, where it tells of
/// what the server refuses: what it holds is given that place by a context.
#[derive(Clone, Copy, Debug)]
pub struct NotSent {
    flaws: RwSignal<Vec<Flaw>>,
    /// What is found at this attempt so far.
    gathered: StoredValue<Vec<Flaw>>,
    is_placed: StoredValue<bool>,
    words: Option<WrongWords>,
}

impl NotSent {
    /// The form was not to be sent yet.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            flaws: RwSignal::new(Vec::new()),
            gathered: StoredValue::new(Vec::new()),
            is_placed: StoredValue::new(false),
            words: use_context(),
        }
    }

    /// What was found at the last attempt. It stays as it is while the fields are mended, for it has the links to them.
    #[must_use]
    pub fn flaws(self) -> Vec<Flaw> {
        self.flaws.get()
    }

    /// Takes the place where it is told; answers whether it was still to be had.
    #[must_use]
    pub fn take_place(self) -> bool {
        let is_free = !self.is_placed();
        self.is_placed.set_value(true);
        is_free
    }

    /// The place where it was told is gone, maybe with the form.
    pub fn leave_place(self) {
        self.is_placed.try_set_value(false);
    }

    /// Whether there is a place where it is told.
    #[must_use]
    pub fn is_placed(self) -> bool {
        self.is_placed.get_value()
    }

    /// The form is sent.
    pub fn clear(self) {
        if !self.flaws.with_untracked(Vec::is_empty) {
            self.flaws.set(Vec::new());
        }
    }

    /// The form was to be sent, and the browser did not send it for the field of this event. It tells of one field after
    /// the other, and of all of them before anything else happens.
    pub fn note(self, event: &Event) {
        let Some(WrongWords(words)) = self.words else { return };
        let (Some(wrong), Some((place, label))) = (wrong(event), place(event)) else { return };
        event.prevent_default();
        if self.gathered.with_value(Vec::is_empty) {
            set_timeout(move || self.tell(), Duration::ZERO);
        }
        self.gathered.update_value(|gathered| add(gathered, Flaw { place, label, sentence: words(wrong) }));
    }

    /// The page may have been left since.
    fn tell(self) {
        if let Some(gathered) = self.gathered.try_update_value(std::mem::take) {
            self.flaws.try_set(gathered);
        }
    }
}

/// Adds what is wrong with a field; what several choices say of one field is said once.
fn add(gathered: &mut Vec<Flaw>, flaw: Flaw) {
    if gathered.iter().all(|other| other.place != flaw.place) {
        gathered.push(flaw);
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw(place: &str, sentence: &str) -> Flaw {
        Flaw { place: place.to_owned(), label: "L".to_owned(), sentence: sentence.to_owned() }
    }

    #[test]
    fn several_choices_of_one_field_are_told_once_and_in_the_order_of_the_form() {
        let mut gathered = Vec::new();
        for place in ["#f-title", "#f-kind", "#f-kind", "#f-days"] {
            add(&mut gathered, flaw(place, "missing"));
        }
        assert_eq!(gathered, ["#f-title", "#f-kind", "#f-days"].map(|place| flaw(place, "missing")));
    }

    #[test]
    fn what_was_not_sent_is_told_in_one_place_of_a_form() {
        Owner::new().with(|| {
            let not_sent = NotSent::nothing();
            assert!(!not_sent.is_placed());
            assert!(not_sent.take_place());
            assert!(!not_sent.take_place() && not_sent.is_placed());
            not_sent.leave_place();
            assert!(not_sent.take_place(), "the place may be drawn anew");
        });
    }
}
