//! Bars made of parts, drawn on the server as SVG, with the figures as a table beside it.

use leptos::prelude::*;

use super::{
    Column, LightKind, Row,
    chart::{ChartWords, framed, linked},
    drawing::{count, part, text_width},
};

/// A kind of part: its words, and the light under which it stands; none for what is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackKind {
    pub text: String,
    pub light: Option<LightKind>,
}

/// One bar: its name, and a part for each kind, in the order of the kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackRow {
    pub label: String,
    pub parts: Vec<StackPart>,
}

/// How many there are of a kind, and the address of exactly those.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackPart {
    pub value: i64,
    pub href: Option<String>,
}

impl StackRow {
    fn total(&self) -> i64 {
        self.parts.iter().map(|part| part.value.max(0)).sum()
    }
}

/// The drawing's width, and a bar's height and pitch, in SVG units of about a pixel.
const WIDTH: i64 = 380;
const HEIGHT: i64 = 24;
const PITCH: i64 = 36;

/// No part is narrower, so that it is seen and can be pointed at.
const LEAST: i64 = 6;

/// How far the strokes and the dots of a texture stand apart.
const STEP: i64 = 8;

/// Horizontal bars on a common scale from 0 to the largest sum. Each part has a texture besides its colour, and its
/// figure stands in it where there is room, so colour is never the only signal.
#[component]
pub fn StackedBars(
    words: ChartWords,
    kinds: Vec<StackKind>,
    rows: Vec<StackRow>,
    /// The head of the first column.
    #[prop(into)]
    corner: String,
    /// The head of the sums.
    #[prop(into)]
    total_text: String,
) -> impl IntoView {
    let scale = Scale::new(&rows);
    let height = PITCH * count(rows.len());
    let name = words.title.clone();
    let bars = rows.iter().zip(0..).map(|(row, place)| scale.bar(row, &kinds, place)).collect_view();
    let drawing = view! {
        <svg class="fig min-xs stacked" viewBox=format!("0 0 {WIDTH} {height}") role="group" aria-label=name>
            {bars}
        </svg>
    };
    let marks = kinds.iter().map(mark).collect_view();
    let legend = view! { <ul class="legend">{marks}</ul> };
    let figures = kinds.into_iter().map(|kind| Column::numeric(kind.text.clone(), kind.text));
    let total = [Column::numeric("total", total_text)];
    let head: Vec<Column> = [Column::new("row", corner)].into_iter().chain(figures).chain(total).collect();
    let data: Vec<Row> = rows.into_iter().map(data_row).collect();
    framed(words, drawing.into_any(), Some(legend.into_any()), head, data)
}

/// What a kind looks like, and its words.
fn mark(kind: &StackKind) -> AnyView {
    let sample = Block { x: 1, y: 1, width: 12, height: 10 }.drawn(kind.light);
    view! {
        <li>
            <svg class=class(kind.light) viewBox="0 0 14 12" aria-hidden="true">{sample}</svg>
            {kind.text.clone()}
        </li>
    }
    .into_any()
}

fn data_row(row: StackRow) -> Row {
    let total = row.total().to_string().into_any();
    let cells = row.parts.into_iter().map(|part| linked(part.value.to_string(), part.href));
    Row::new([row.label.into_any()].into_iter().chain(cells).chain([total]).collect())
}

#[derive(Clone, Copy)]
struct Scale {
    left: i64,
    room: i64,
    top: i64,
}

impl Scale {
    fn new(rows: &[StackRow]) -> Self {
        let top = rows.iter().map(StackRow::total).max().unwrap_or(0).max(1);
        let left = rows.iter().map(|row| text_width(&row.label)).max().unwrap_or(0).clamp(24, 140) + 12;
        Self { left, room: (WIDTH - left - text_width(&top.to_string()) - 16).max(80), top }
    }

    /// A bar with its name before it and its sum behind it.
    fn bar(self, row: &StackRow, kinds: &[StackKind], place: i64) -> AnyView {
        let y = place * PITCH + 4;
        let base = y + 17;
        let values: Vec<i64> = row.parts.iter().map(|part| part.value).collect();
        let spans = spans(&values, self.room * row.total() / self.top);
        let end = self.left + spans.last().map_or(0, |(start, width)| start + width) + 8;
        let parts = row.parts.iter().zip(kinds).zip(spans).filter(|((counted, _), _)| counted.value > 0);
        let parts = parts.map(|((counted, kind), (start, width))| {
            // Two units of paper stand between a part and the next.
            let block = Block { x: self.left + start + 1, y, width: width - 2, height: HEIGHT };
            let name = format!("{}, {}: {}", row.label, kind.text, counted.value);
            let body = block.with_figure(kind.light, counted.value);
            part(Some(class(kind.light)), counted.href.clone(), Some(name), body)
        });
        let parts = parts.collect_view();
        view! {
            <g>
                <text x="0" y=base.to_string()>{row.label.clone()}</text>
                {parts}
                <text class="t-b" x=end.to_string() y=base.to_string()>{row.total().to_string()}</text>
            </g>
        }
        .into_any()
    }
}

/// Where each part of a bar begins and how wide it is: as much of the length as its value is of the sum. What counts
/// something is never too narrow to be seen; the widest makes room for it. What counts nothing has no width.
pub(super) fn spans(values: &[i64], length: i64) -> Vec<(i64, i64)> {
    let values: Vec<i64> = values.iter().map(|value| (*value).max(0)).collect();
    let sum = values.iter().sum::<i64>().max(1);
    let length = length.max(LEAST * count(values.iter().filter(|value| **value > 0).count()));
    let mut so_far = 0;
    let shares = values.iter().map(|value| {
        let from = length * so_far / sum;
        so_far += value;
        length * so_far / sum - from
    });
    let mut widths: Vec<i64> = shares.collect();
    let is_narrow = |(value, width): (&i64, &i64)| *value > 0 && *width < LEAST;
    while let Some(narrow) = values.iter().zip(&widths).position(is_narrow) {
        let Some(widest) = (0..widths.len()).max_by_key(|at| widths[*at]) else { break };
        widths[widest] -= 1;
        widths[narrow] += 1;
    }
    let mut start = 0;
    let span = |width: i64| {
        start += width;
        (start - width, width)
    };
    widths.into_iter().map(span).collect()
}

pub(super) const fn class(light: Option<LightKind>) -> &'static str {
    match light {
        Some(LightKind::Red) => "p-red",
        Some(LightKind::Yellow) => "p-amber",
        Some(LightKind::Green) => "p-green",
        Some(LightKind::Grey) => "p-open",
        None => "p-done",
    }
}

/// The rectangle of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Block {
    /// Full for what is overdue and for what is done, which differ in brightness; hatched for what is soon due, dotted
    /// for what is in time, empty where no clock runs.
    fn drawn(self, light: Option<LightKind>) -> AnyView {
        let Self { x, y, width, height } = self;
        let texture: Vec<String> = match light {
            Some(LightKind::Yellow) => {
                let strokes = self.strokes().into_iter();
                strokes.map(|[(x, y), (to_x, to_y)]| format!("M{x},{y}L{to_x},{to_y}")).collect()
            }
            Some(LightKind::Green) => self.dots().into_iter().map(|(x, y)| format!("M{x},{y}h0")).collect(),
            Some(LightKind::Red | LightKind::Grey) | None => Vec::new(),
        };
        let texture = (!texture.is_empty()).then(|| view! { <path d=texture.concat() /> });
        view! {
            <rect x=x.to_string() y=y.to_string() width=width.to_string() height=height.to_string() rx="1" />
            {texture}
        }
        .into_any()
    }

    /// With the figure in it where there is room.
    fn with_figure(self, light: Option<LightKind>, value: i64) -> AnyView {
        let text = value.to_string();
        let figure = (text_width(&text) + 6 <= self.width).then(|| {
            let (x, y) = (self.x + self.width / 2, self.y + 17);
            view! { <text class="t-in" x=x.to_string() y=y.to_string()>{text}</text> }
        });
        view! { {self.drawn(light)} {figure} }.into_any()
    }

    /// Strokes that rise from left to right, from edge to edge.
    pub(super) fn strokes(self) -> Vec<[(i64, i64); 2]> {
        // Along a stroke the way right and the way down add up to the same.
        let stroke = |sum: i64| {
            let (from, to) = ((sum - self.height).max(0), sum.min(self.width));
            [(self.x + from, self.y + sum - from), (self.x + to, self.y + sum - to)]
        };
        (1..).map(|step: i64| step * STEP).take_while(|sum| *sum < self.width + self.height).map(stroke).collect()
    }

    /// The middles of dots; a narrow part has one column of them.
    pub(super) fn dots(self) -> Vec<(i64, i64)> {
        let steps = |length: i64| {
            let first = (STEP / 2).min(length / 2);
            (0..).map(move |step: i64| first + step * STEP).take_while(move |at| *at < length)
        };
        let row = |down: i64| steps(self.width).map(move |right| (self.x + right, self.y + down));
        steps(self.height).flat_map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_as_long_as_its_share_of_the_sum() {
        assert_eq!(spans(&[10, 30, 0, 60], 200), [(0, 20), (20, 60), (80, 0), (80, 120)]);
    }

    #[test]
    fn the_widest_part_makes_room_for_one_that_would_not_be_seen() {
        assert_eq!(spans(&[1, 999], 200), [(0, 6), (6, 194)]);
        assert_eq!(spans(&[1, 1, 1], 2), [(0, 6), (6, 6), (12, 6)], "a short bar is lengthened");
    }

    #[test]
    fn a_bar_of_nothing_has_no_parts() {
        assert_eq!(spans(&[0, 0], 0), [(0, 0), (0, 0)]);
        assert!(spans(&[], 0).is_empty());
    }

    #[test]
    fn a_stroke_runs_from_edge_to_edge() {
        let block = Block { x: 10, y: 100, width: 20, height: 8 };
        let strokes = block.strokes();
        assert_eq!(strokes, [[(10, 108), (18, 100)], [(18, 108), (26, 100)], [(26, 108), (30, 104)]]);
    }

    #[test]
    fn a_narrow_part_is_dotted_too() {
        let block = Block { x: 10, y: 100, width: 4, height: 24 };
        assert_eq!(block.dots(), [(12, 104), (12, 112), (12, 120)]);
    }
}
