//! One icon from the sprite `public/icons.svg`.

use leptos::prelude::*;

/// A decoration beside a word, hidden from assistive technology; an icon never stands for a word alone.
/// Names: home list selfcheck visit ledger rank scale board bell gear search menu close down right left sort desc asc
/// calendar clock file upload download print link plus minus filter columns bookmark user users alert info check lock
/// dice shield star flag arrow edit sign camera history globe ext more phone undo mic key copy.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="i" aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}") />
        </svg>
    }
}
