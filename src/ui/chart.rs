//! What stands around a drawing of figures: the question that it answers, how it is read, where it comes from, and the
//! same as a table.

use leptos::prelude::*;

use super::{Column, Icon, Row, Table, given};

/// The words around a drawing; what has nothing to say of how it is read, or of its source, leaves that empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartWords {
    /// The question it answers.
    pub title: String,
    /// What is counted, of how many, and how it is read.
    pub desc: String,
    /// Where the figures come from and as of when.
    pub source: String,
    /// The words that unfold the data table.
    pub table_text: String,
}

/// A drawing with its words, and the heads and rows of its table. It scrolls sideways by keyboard too, where there is no
/// room for it.
pub(super) fn framed(
    words: ChartWords,
    drawing: AnyView,
    legend: Option<AnyView>,
    head: Vec<Column>,
    rows: Vec<Row>,
) -> AnyView {
    let ChartWords { title, desc, source, table_text } = words;
    let (region, caption) = (title.clone(), title.clone());
    view! {
        <figure class="chart">
            <figcaption>
                <strong>{title}</strong> {given(desc).map(|desc| view! { <span class="dim sm i-after">{desc}</span> })}
            </figcaption>
            <div class="scroll" tabindex="0" role="region" aria-label=region>{drawing}</div>
            <div class="chart-foot">
                {legend} {given(source).map(|source| view! { <span class="xs dim">{source}</span> })}
            </div>
            <details class="acc">
                <summary><Icon name="right" />{table_text}</summary>
                <Table caption head rows tight=true />
            </details>
        </figure>
    }
    .into_any()
}

/// A cell of the table, a link where it leads somewhere.
pub(super) fn linked(text: String, href: Option<String>) -> AnyView {
    match href {
        Some(href) => view! { <a href=href>{text}</a> }.into_any(),
        None => text.into_any(),
    }
}
