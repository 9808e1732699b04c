//! Carrying something to another place of a table with a pointer. It only leads to the page that a link leads to as well,
//! so nothing is out of reach without a pointer, and nothing is changed by letting go.

use leptos::{prelude::*, web_sys::DragEvent};

/// What is being carried, and over what it is.
#[derive(Clone, Copy)]
pub struct Carry {
    what: StoredValue<Option<Carried>>,
    over: RwSignal<Option<(String, String)>>,
    put: Option<Callback<String>>,
}

#[derive(Clone)]
struct Carried {
    /// Within what it can be put down.
    within: String,
    /// Where it comes from.
    from: String,
    /// The address that a place completes.
    address: String,
}

impl Carry {
    /// Nothing is carried yet. `put` is given the address to which it was carried; without it nothing can be.
    #[must_use]
    pub fn new(put: Option<Callback<String>>) -> Self {
        Self { what: StoredValue::new(None), over: RwSignal::new(None), put }
    }

    /// It is taken up: a link, which every browser lets a pointer carry. `address` lacks the place at its end.
    pub fn taken(self, within: String, from: String, address: Option<String>) -> impl Fn(DragEvent) + 'static {
        move |_| {
            let carried = |address| Carried { within: within.clone(), from: from.clone(), address };
            self.what.set_value(address.clone().filter(|_| self.put.is_some()).map(carried));
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
            // Put back where it was taken from, it was not to be moved.
            if let (Some(carried), Some(put)) = (what.filter(|carried| carried.from != place), self.put) {
                put.run(format!("{}{place}", carried.address));
            }
        }
    }

    /// Whether this place is the one that it is held over.
    pub fn is_over(self, within: String, place: String) -> impl Fn() -> bool + Send + Sync + Clone + 'static {
        let here = Some((within, place));
        move || self.over.with(|over| *over == here)
    }

    fn fits(self, within: &str) -> bool {
        self.what.with_value(|what| what.as_ref().is_some_and(|carried| carried.within == within))
    }
}
