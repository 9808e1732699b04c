//! A table whose rows are chosen, and the bar under it with what is done with them.

use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlInputElement},
};

use super::ButtonTone;

/// The ticks of the rows, as [`Table`](super::Table) draws them.
const TICKS: &str = "td.tick input";

/// The ticks carry the choice to the form of the bar. With a script the bar also says how many are chosen, and chooses all
/// rows that can be, or none; nothing but the ticks themselves knows what is chosen.
#[component]
pub fn ChosenRows(
    /// The id of the table's place, to which a refusal leads.
    id: &'static str,
    /// How many are chosen, in words.
    said: fn(usize) -> String,
    /// The words of the button that chooses all.
    #[prop(into)]
    all: String,
    /// The words of the same button where all are chosen.
    #[prop(into)]
    none: String,
    /// The table.
    table: AnyView,
    /// What is done with the chosen rows.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let counted = RwSignal::new(None::<(usize, usize)>);
    let count = move || {
        if let Some(place) = place.get() {
            counted.set(Some(count_of(&place)));
        }
    };
    // A page that is drawn anew keeps the ticks of the rows that stay.
    Effect::new(count);
    let press = move |_| {
        if let (Some(place), Some((chosen, rows))) = (place.get_untracked(), counted.get_untracked()) {
            tick_all(&place, chosen < rows);
            counted.set(Some(count_of(&place)));
        }
    };
    let bar = move || {
        counted.get().filter(|(_, rows)| *rows > 0).map(|(chosen, rows)| {
            let text = if chosen < rows { all.clone() } else { none.clone() };
            let class = format!("{} small", ButtonTone::Quiet.class());
            view! {
                <button type="button" class=class on:click=press>
                    {text}
                </button>
                <span class="sm" role="status">
                    {said(chosen)}
                </span>
            }
        })
    };
    view! {
        <div
            node_ref=place
            on:change=move |_| {
                counted.set(place.get_untracked().map(|place| count_of(&place)));
            }
        >
            <div id=id tabindex="-1">
                {table}
            </div>
            <div class="tbl-foot rowf chosen no-print">{children()} {bar}</div>
        </div>
    }
}

fn ticks(place: &Element) -> Vec<HtmlInputElement> {
    let Ok(found) = place.query_selector_all(TICKS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// How many rows are chosen, and how many can be.
fn count_of(place: &Element) -> (usize, usize) {
    let ticks = ticks(place);
    (ticks.iter().filter(|tick| tick.checked()).count(), ticks.len())
}

fn tick_all(place: &Element, ticked: bool) {
    for tick in ticks(place) {
        tick.set_checked(ticked);
    }
}
