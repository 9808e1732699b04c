//! Carrying something to another place of a table, with a pointer or with Shift and an arrow key. It only leads to the
//! page that a link leads to as well, so nothing is out of reach without either, and nothing is changed by letting go.

use leptos::{
    prelude::*,
    web_sys::{DragEvent, KeyboardEvent},
};

/// The places beside one: those to its left and right, above and below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    pub left: Option<String>,
    pub right: Option<String>,
    pub above: Option<String>,
    pub below: Option<String>,
}

impl Beside {
    fn at(&self, key: &str) -> Option<&String> {
        match key {
            "ArrowLeft" => self.left.as_ref(),
            "ArrowRight" => self.right.as_ref(),
            "ArrowUp" => self.above.as_ref(),
            "ArrowDown" => self.below.as_ref(),
            _ => None,
        }
    }
}

/// The keys that carry, together with Shift.
const ARROWS: [&str; 4] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

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

    /// The keys by which it is carried, as `aria-keyshortcuts` says them; none where it cannot be.
    #[must_use]
    pub fn keys(self, address: Option<&String>) -> Option<String> {
        (self.put.is_some() && address.is_some()).then(|| ARROWS.map(|arrow| format!("Shift+{arrow}")).join(" "))
    }

    /// It is carried to a place beside its own by Shift and an arrow key.
    pub fn pushed(self, address: Option<String>, beside: Beside) -> impl Fn(KeyboardEvent) + 'static {
        move |event| {
            let (Some(put), Some(address)) = (self.put, &address) else { return };
            if let Some(place) = beside.at(&event.key()).filter(|_| event.shift_key()) {
                event.prevent_default();
                put.run(format!("{address}{place}"));
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
