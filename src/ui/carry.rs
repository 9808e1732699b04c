//! Carrying something to another place of a table with a pointer. It only leads to the page that a link leads to as well,
//! so nothing is out of reach without a pointer, and nothing is changed by letting go.

use leptos::{prelude::*, web_sys::DragEvent};

/// What is being carried, and over what it is.
#[derive(Clone, Copy)]
pub struct Carry {
    /// Within what it can be put down, and the address that a place completes.
    what: StoredValue<Option<(String, String)>>,
    over: RwSignal<Option<(String, String)>>,
    put: Option<Callback<String>>,
}

impl Carry {
    /// Nothing is carried yet. `put` is given the address to which it was carried; without it nothing can be.
    #[must_use]
    pub fn new(put: Option<Callback<String>>) -> Self {
        Self { what: StoredValue::new(None), over: RwSignal::new(None), put }
    }

    /// It is taken up: a link, which every browser lets a pointer carry. `address` lacks the place at its end.
    pub fn taken(self, within: String, address: Option<String>) -> impl Fn(DragEvent) + 'static {
        move |_| {
            if self.put.is_some() {
                self.what.set_value(address.clone().map(|address| (within.clone(), address)));
            }
        }
    }

    /// It is let go, wherever that is.
    pub fn ended(self) -> impl Fn(DragEvent) + 'static {
        move |_| {
            self.what.set_value(None);
            self.over.set(None);
        }
    }

    /// It is held over this place.
    pub fn held(self, within: String, place: String) -> impl Fn(DragEvent) + 'static {
        move |event| {
            if self.fits(&within) {
                // Else a browser lets nothing be put down.
                event.prevent_default();
                let here = Some((within.clone(), place.clone()));
                if self.over.with_untracked(|over| *over != here) {
                    self.over.set(here);
                }
            }
        }
    }

    /// It is put down in this place.
    pub fn put_down(self, within: String, place: String) -> impl Fn(DragEvent) + 'static {
        move |event| {
            if !self.fits(&within) {
                return;
            }
            event.prevent_default();
            self.over.set(None);
            let what = self.what.get_value();
            self.what.set_value(None);
            if let (Some((_, address)), Some(put)) = (what, self.put) {
                put.run(format!("{address}{place}"));
            }
        }
    }

    /// Whether this place is the one that it is held over.
    pub fn is_over(self, within: String, place: String) -> impl Fn() -> bool + Send + Sync + Clone + 'static {
        let here = Some((within, place));
        move || self.over.with(|over| *over == here)
    }

    fn fits(self, within: &str) -> bool {
        self.what.with_value(|what| what.as_ref().is_some_and(|(known, _)| known == within))
    }
}
