//! A table whose cells are coloured by how much is lost.

use leptos::prelude::*;

use super::given;

/// One row: a unit, with the address of its page, and a cell for each column; `None` where there is nothing yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatRow {
    pub label: String,
    pub href: Option<String>,
    pub cells: Vec<Option<HeatCell>>,
}

/// A value and its colour: 1 is the greatest loss, 4 the middle, 6 the best, 0 no colour. The address is its evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatCell {
    pub text: String,
    pub level: u8,
    pub href: Option<String>,
}

/// A heat map as a real table: the value stands in the cell, so colour is never the only signal.
#[component]
pub fn HeatMap(
    /// The question it answers.
    #[prop(into)]
    title: String,
    /// What the colours mean, in words.
    #[prop(optional, into)]
    desc: String,
    columns: Vec<String>,
    rows: Vec<HeatRow>,
    /// Where the figures come from and as of when.
    #[prop(optional, into)]
    source: String,
    /// The accessible name of the scrolling region; the title when left out.
    #[prop(optional, into)]
    table_text: String,
    /// The head of the first column.
    #[prop(optional, into)]
    corner: String,
    /// Level and words of each colour used.
    #[prop(optional)]
    legend: Vec<(u8, String)>,
) -> impl IntoView {
    let region = given(table_text).unwrap_or_else(|| title.clone());
    let corner = match given(corner) {
        Some(corner) => view! { <th scope="col">{corner}</th> }.into_any(),
        None => view! { <td></td> }.into_any(),
    };
    let legend = (!legend.is_empty()).then(|| {
        let marks = legend.into_iter().map(|(level, text)| {
            view! { <li><span class=format!("sw {}", level_class(level))></span>{text}</li> }
        });
        view! { <ul class="legend">{marks.collect_view()}</ul> }
    });
    view! {
        <figure class="chart">
            <figcaption>
                <strong>{title.clone()}</strong> {given(desc).map(|desc| view! { <span class="dim sm i-after">{desc}</span> })}
            </figcaption>
            <div class="scroll" tabindex="0" role="region" aria-label=region>
                <table class="heat">
                    <caption class="vh">{title}</caption>
                    <thead>
                        <tr>{corner} {columns.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>{rows.into_iter().map(heat_row).collect_view()}</tbody>
                </table>
            </div>
            <div class="heat-foot">
                {legend} {given(source).map(|source| view! { <span class="xs dim">{source}</span> })}
            </div>
        </figure>
    }
}

fn heat_row(row: HeatRow) -> impl IntoView {
    let label = match row.href {
        Some(href) => view! { <a href=href>{row.label}</a> }.into_any(),
        None => row.label.into_any(),
    };
    let cells = row.cells.into_iter().map(|cell| match cell {
        None => view! { <td class="adj"></td> }.into_any(),
        Some(HeatCell { text, level, href: Some(href) }) => {
            view! { <td class=level_class(level)><a href=href>{text}</a></td> }.into_any()
        }
        Some(HeatCell { text, level, href: None }) => {
            view! { <td class=format!("adj {}", level_class(level))>{text}</td> }.into_any()
        }
    });
    view! { <tr><th scope="row">{label}</th> {cells.collect_view()}</tr> }
}

const fn level_class(level: u8) -> &'static str {
    match level {
        0 => "",
        1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
