//! A heat map, drawn on the server as SVG, with the figures as a table beside it.

use leptos::prelude::*;

use super::{
    Column, Row,
    chart::{ChartWords, framed, linked},
    drawing::{EM, count, part, text_width, whole_ems},
};

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

/// The height of a row and of a line of a head, in SVG units of about a pixel.
const ROW: i64 = 26;
const LINE: i64 = 15;

/// Where a row's letters stand.
const BASE: &str = "17";

/// So many rows stand under heads of their own: the heads are never far away, and paper is not cut through a row.
const BLOCK: usize = 20;

/// So many Chinese characters of a head stand in a line.
const HEAD: usize = 4;

/// A heat map: the value stands in the cell, so colour is never the only signal.
#[component]
pub fn HeatMap(
    words: ChartWords,
    columns: Vec<String>,
    rows: Vec<HeatRow>,
    /// The head of the first column.
    #[prop(into)]
    corner: String,
    /// The means of the columns, which stand under the last row.
    #[prop(optional)]
    mean: Option<HeatRow>,
    /// Level and words of each colour used.
    #[prop(optional)]
    legend: Vec<(u8, String)>,
) -> impl IntoView {
    let drawing = Drawing::new(&corner, columns.clone(), rows.iter().chain(&mean));
    let last = rows.len().saturating_sub(1) / BLOCK;
    let blocks = rows.chunks(BLOCK).enumerate().map(|(at, rows)| {
        let mean = mean.as_ref().filter(|_| at == last);
        drawing.block(words.title.clone(), rows, mean)
    });
    let blocks = blocks.collect_view();
    let legend = (!legend.is_empty()).then(|| {
        let marks = legend.into_iter().map(|(level, text)| {
            view! { <li><span class=format!("sw {}", level_class(level).unwrap_or_default())></span>{text}</li> }
        });
        view! { <ul class="legend">{marks.collect_view()}</ul> }.into_any()
    });
    let figures = columns.into_iter().map(|name| Column::numeric(name.clone(), name));
    let head: Vec<Column> = [Column::new("row", corner)].into_iter().chain(figures).collect();
    let data: Vec<Row> = rows.into_iter().chain(mean).map(data_row).collect();
    framed(words, blocks.into_any(), legend, head, data)
}

/// What every block has: its heads, line by line, and how wide the labels and a cell are.
struct Drawing {
    columns: Vec<String>,
    heads: Vec<Vec<String>>,
    corner: String,
    left: i64,
    cell: i64,
}

impl Drawing {
    fn new<'a>(corner: &'a str, columns: Vec<String>, rows: impl Iterator<Item = &'a HeatRow>) -> Self {
        let heads: Vec<Vec<String>> = columns.iter().map(|name| lines(name)).collect();
        let labels = rows.map(|row| row.label.as_str()).chain([corner]);
        let label = labels.map(text_width).max().unwrap_or(0);
        let head = heads.iter().flatten().map(|line| text_width(line)).chain([4 * EM]).max().unwrap_or(0);
        Self { columns, heads, corner: corner.to_owned(), left: whole_ems(label + 8), cell: whole_ems(head) }
    }

    /// Rows under their heads, and the means under them.
    fn block(&self, title: String, rows: &[HeatRow], mean: Option<&HeatRow>) -> AnyView {
        let lines = self.heads.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let top = LINE * count(lines) + 6;
        let width = self.left + self.cell * count(self.columns.len());
        let end = top + ROW * count(rows.len());
        let height = if mean.is_some() { end + ROW } else { end };
        let rows = rows.iter().zip(0..).map(|(row, place)| self.row(row, top + ROW * place, None)).collect_view();
        let mean = mean.map(|row| self.row(row, end, Some("mean")));
        view! {
            <svg
                class="fig heat"
                width=format!("{}em", width / EM)
                viewBox=format!("0 0 {width} {height}")
                role="group"
                aria-label=title
            >
                {self.head(top)}
                {rows}
                {mean}
            </svg>
        }
        .into_any()
    }

    /// The heads, which stand on the edge of the first row.
    fn head(&self, top: i64) -> AnyView {
        let line = |end: i64, above: i64, text: &String| {
            let y = top - 6 - LINE * above;
            view! { <text class="end" x=end.to_string() y=y.to_string()>{text.clone()}</text> }.into_any()
        };
        let heads = self.heads.iter().zip(0..).flat_map(|(head, place)| {
            let end = self.end(place);
            head.iter().rev().zip(0..).map(move |(text, above)| line(end, above, text))
        });
        let heads = heads.collect_view();
        view! {
            <g>
                <text x="0" y=(top - 6).to_string()>{self.corner.clone()}</text>
                {heads}
            </g>
        }
        .into_any()
    }

    fn row(&self, row: &HeatRow, y: i64, class: Option<&'static str>) -> AnyView {
        let label = view! { <text class="t-ink" x="0" y=BASE>{row.label.clone()}</text> };
        let label = part(None, row.href.clone(), None, label.into_any());
        let cells = row.cells.iter().zip(&self.columns).zip(0..).filter_map(|((cell, column), place)| {
            let cell = cell.as_ref()?;
            let name = format!("{}, {column}: {}", row.label, cell.text);
            Some(part(level_class(cell.level), cell.href.clone(), Some(name), self.cell(cell, place)))
        });
        let cells = cells.collect_view();
        view! { <g class=class transform=format!("translate(0 {y})")>{label} {cells}</g> }.into_any()
    }

    fn cell(&self, cell: &HeatCell, place: i64) -> AnyView {
        let (end, width, height) = (self.end(place), self.cell - 2, ROW - 2);
        view! {
            <path d=format!("M{} 1h{width}v{height}h-{width}z", end + 7 - width) />
            <text class="end" x=end.to_string() y=BASE>{cell.text.clone()}</text>
        }
        .into_any()
    }

    /// Where the figures of a column end.
    fn end(&self, place: i64) -> i64 {
        self.left + self.cell * (place + 1) - 8
    }
}

/// A head by lines: one for each word, and for so many characters of one in Chinese.
fn lines(head: &str) -> Vec<String> {
    let words = head.split(' ').map(|word| word.chars().collect::<Vec<char>>());
    let cut = |word: Vec<char>| {
        let most = if word.iter().all(char::is_ascii) { word.len().max(1) } else { HEAD };
        word.chunks(most).map(|letters| letters.iter().collect()).collect::<Vec<String>>()
    };
    words.flat_map(cut).collect()
}

fn data_row(row: HeatRow) -> Row {
    let cell = |cell: Option<HeatCell>| match cell {
        Some(cell) => linked(cell.text, cell.href),
        None => String::new().into_any(),
    };
    let cells = row.cells.into_iter().map(cell);
    Row::new([linked(row.label, row.href)].into_iter().chain(cells).collect())
}

const fn level_class(level: u8) -> Option<&'static str> {
    match level {
        0 => None,
        1 => Some("h1"),
        2 => Some("h2"),
        3 => Some("h3"),
        4 => Some("h4"),
        5 => Some("h5"),
        _ => Some("h6"),
    }
}
