//! Names and values.

use leptos::prelude::*;

/// The facts of a record as a definition list, one line each.
#[component]
pub fn Facts(rows: Vec<(String, AnyView)>) -> impl IntoView {
    let rows = rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> });
    view! { <dl class="facts">{rows.collect_view()}</dl> }
}
