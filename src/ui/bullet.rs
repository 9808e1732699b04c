//! Figures against the bounds of grades, drawn on the server as SVG, with the figures as a table beside it.

use leptos::prelude::*;

use super::{
    Column, Row,
    chart::{ChartWords, framed},
    drawing::{count, text_width, written},
};

/// A grade: where it begins, the same as it is written under the scale, and its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulletBand {
    pub from: i64,
    pub bound: String,
    pub text: String,
}

/// One figure: its name, how much it is, the same in words, and the words of its grade. Without a value there is no bar.
/// The highlighted one is what the others make up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bullet {
    pub label: String,
    pub value: Option<i64>,
    pub text: String,
    pub grade: String,
    pub highlight: bool,
}

/// The drawing's width, which is the scale's, and how far a figure stands from the next, in SVG units of about a pixel.
const WIDTH: i64 = 380;
const PITCH: i64 = 50;

/// Where a figure's bands begin under its words, how high they are, and how high the bar in them is.
const BAND: i64 = 20;
const HEIGHT: i64 = 18;
const BAR: i64 = 6;

/// Bars on a common scale from 0 to `max`, each over the same bands. Where a bar ends is marked, a hair of paper stands
/// between a band and the next, and the grade is said in words, so brightness is never the only signal.
#[component]
pub fn BulletChart(
    words: ChartWords,
    /// From the worst.
    bands: Vec<BulletBand>,
    rows: Vec<Bullet>,
    /// The end of the scale.
    max: i64,
    /// What a bar is.
    #[prop(into)]
    mark_text: String,
    /// The head of the first column.
    #[prop(into)]
    corner: String,
    /// The head of the figures.
    #[prop(into)]
    value_text: String,
    /// The head of the grades.
    #[prop(into)]
    grade_text: String,
) -> impl IntoView {
    let scale = Scale { spans: spans(&bands, max), max };
    let end = PITCH * count(rows.len());
    let bars = rows.iter().zip(0..).map(|(row, place)| scale.row(row, place * PITCH)).collect_view();
    let bounds = scale.bounds(&bands, end);
    let (name, height) = (words.title.clone(), end + 8);
    let drawing = view! {
        <svg class="fig min-xs bullet" viewBox=format!("0 0 {WIDTH} {height}") role="group" aria-label=name>
            {bars}
            {bounds}
        </svg>
    };
    let legend = legend(bands, mark_text);
    let head = vec![Column::new("row", corner), Column::numeric("value", value_text), Column::new("grade", grade_text)];
    let data: Vec<Row> = rows.into_iter().map(data_row).collect();
    framed(words, drawing.into_any(), Some(legend), head, data)
}

/// What a bar is, and the grades from the worst.
fn legend(bands: Vec<BulletBand>, mark: String) -> AnyView {
    let bands = bands.into_iter().zip(0..).map(|(band, at)| {
        view! {
            <li>
                <svg class="bullet" viewBox="0 0 14 12" aria-hidden="true">
                    <rect class=class(at) width="14" height="12" />
                </svg>
                {band.text}
            </li>
        }
    });
    view! {
        <ul class="legend">
            <li>
                <svg viewBox="0 0 14 12" aria-hidden="true">
                    <rect class="f-main" y="3" width="12" height="6" />
                    <path class="s-ink w3" d="M12 0v12" />
                </svg>
                {mark}
            </li>
            {bands.collect_view()}
        </ul>
    }
    .into_any()
}

fn data_row(row: Bullet) -> Row {
    Row::new(vec![row.label.into_any(), row.text.into_any(), row.grade.into_any()])
}

struct Scale {
    /// Where each band begins and how wide it is.
    spans: Vec<(i64, i64)>,
    max: i64,
}

impl Scale {
    /// A figure's words, and under them the bands with its bar.
    fn row(&self, row: &Bullet, top: i64) -> AnyView {
        let (base, y) = (top + 14, top + BAND);
        let bands = self.spans.iter().zip(0..).map(|((start, width), at)| {
            let width = (width - 1).max(0);
            view! {
                <rect class=class(at) x=start.to_string() y=y.to_string() width=width.to_string() height=HEIGHT.to_string() />
            }
        });
        let bands = bands.collect_view();
        let bar = row.value.map(|value| {
            let (end, middle) = (along(value, self.max), y + (HEIGHT - BAR) / 2);
            let mark = format!("M{end},{}v{}", y - 3, HEIGHT + 6);
            view! {
                <rect class="f-main" x="0" y=middle.to_string() width=end.to_string() height=BAR.to_string() />
                <path class="s-ink w3" d=mark />
            }
        });
        let letters = if row.highlight { "t-b" } else { "t-ink" };
        let text = format!("{} {}", row.text, row.grade).trim_end().to_owned();
        view! {
            <g>
                <text class=letters x="0" y=base.to_string()>{row.label.clone()}</text>
                <text class=format!("end {letters}") x=WIDTH.to_string() y=base.to_string()>{text}</text>
                {bands}
                {bar}
            </g>
        }
        .into_any()
    }

    /// Where the grades begin, written under the last bar.
    fn bounds(&self, bands: &[BulletBand], end: i64) -> AnyView {
        let places: Vec<i64> = self.spans.iter().map(|(start, _)| *start).collect();
        let widths: Vec<i64> = bands.iter().map(|band| text_width(&band.bound)).collect();
        let written = written(&places, &widths, WIDTH);
        let bounds = bands.iter().zip(places).zip(written).filter(|(_, written)| *written).map(|((band, place), _)| {
            view! { <text class="mid" x=place.to_string() y=(end + 4).to_string()>{band.bound.clone()}</text> }
        });
        bounds.collect_view().into_any()
    }
}

/// The look of a band by its place from the worst; a fifth looks like the best.
const fn class(at: usize) -> &'static str {
    match at {
        0 => "q1",
        1 => "q2",
        2 => "q3",
        _ => "q4",
    }
}

/// Where a figure stands on the scale; what is beyond an end stands there.
fn along(value: i64, max: i64) -> i64 {
    let max = max.max(1);
    WIDTH * value.clamp(0, max) / max
}

/// Where each band begins and how wide it is. The worst begins where the scale does, whatever its bound.
fn spans(bands: &[BulletBand], max: i64) -> Vec<(i64, i64)> {
    let later = bands.iter().skip(1).map(|band| along(band.from, max));
    let starts: Vec<i64> = bands.iter().take(1).map(|_| 0).chain(later).collect();
    let ends = starts.iter().skip(1).copied().chain([WIDTH]);
    starts.iter().zip(ends).map(|(start, end)| (*start, (end - start).max(0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(begin: &[i64]) -> Vec<BulletBand> {
        begin.iter().map(|from| BulletBand { from: *from, ..BulletBand::default() }).collect()
    }

    #[test]
    fn a_figure_stands_where_it_is_of_the_scale_and_never_outside() {
        assert_eq!([0, 5000, 10_000].map(|value| along(value, 10_000)), [0, 190, 380]);
        assert_eq!([-5, 10_500].map(|value| along(value, 10_000)), [0, 380]);
        assert_eq!(along(3, 0), 380, "a scale of nothing");
    }

    #[test]
    fn the_bands_lie_side_by_side_over_the_whole_scale() {
        let spans = spans(&bands(&[0, 6000, 8000, 9000]), 10_000);
        assert_eq!(spans, [(0, 228), (228, 76), (304, 38), (342, 38)]);
    }

    #[test]
    fn the_worst_band_begins_with_the_scale() {
        assert_eq!(spans(&bands(&[5000]), 10_000), [(0, 380)]);
        assert!(spans(&[], 10_000).is_empty());
    }
}
