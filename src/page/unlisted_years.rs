//! Of which years no holidays are known.

use std::slice;

use leptos::prelude::*;

use crate::{
    ui::{Notice, Tone},
    words,
};

/// That the holidays of these years are not known yet, each in a notice of its own, where days of them are counted.
#[must_use]
pub fn unlisted_years(years: &[i32]) -> AnyView {
    let notices = years.iter().filter_map(|year| words::unlisted_years(slice::from_ref(year)));
    notices.map(|text| view! { <Notice tone=Tone::Warn><p>{text}</p></Notice> }).collect_view().into_any()
}
