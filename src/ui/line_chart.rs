//! One kind of figure in the order of time, drawn on the server as SVG, with the figures as a table beside it.

use leptos::prelude::*;

use super::{
    Column, Row,
    chart::{ChartWords, framed, linked},
    drawing::{count, part, text_width},
};

/// A figure and its time in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinePoint {
    pub label: String,
    pub value: i64,
    /// Where its dot leads, such as to the list that it counts, and what that is.
    pub href: Option<(String, String)>,
}

/// The drawing's width, where the scale begins, how high it is, and how far the ends of the line stand from the edges,
/// in SVG units of about a pixel.
const WIDTH: i64 = 380;
const TOP: i64 = 22;
const HEIGHT: i64 = 84;
const EDGE: i64 = 24;

/// A line on a scale from 0 to the largest figure. Each figure stands over its dot.
#[component]
pub fn LineChart(
    words: ChartWords,
    /// From the oldest.
    points: Vec<LinePoint>,
    /// The head of the times.
    #[prop(into)]
    corner: String,
    /// The head of the figures.
    #[prop(into)]
    value_text: String,
) -> impl IntoView {
    let drawing = drawn(&points, words.title.clone());
    let head = vec![Column::new("time", corner), Column::numeric("value", value_text)];
    let row = |point: LinePoint| {
        Row::new(vec![point.label.into_any(), linked(point.value.to_string(), point.href.map(|(href, _)| href))])
    };
    let data: Vec<Row> = points.into_iter().map(row).collect();
    framed(words, drawing, None, head, data)
}

fn drawn(points: &[LinePoint], name: String) -> AnyView {
    let values: Vec<i64> = points.iter().map(|point| point.value).collect();
    let widest = points.iter().map(|point| text_width(&point.label)).max().unwrap_or(0);
    let places = along(&values);
    let named = named(points.len(), widest);
    let way: Vec<String> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let marks = points.iter().zip(places).zip(named).map(|((point, place), named)| mark(point, place, named));
    let marks = marks.collect_view();
    let (floor, height) = (TOP + HEIGHT, TOP + HEIGHT + 22);
    view! {
        <svg class="fig min-xs over-time" viewBox=format!("0 0 {WIDTH} {height}") role="group" aria-label=name>
            <path class="s-grid w1" d=format!("M0,{floor}h{WIDTH}") />
            <path class="way" d=format!("M{}", way.join("L")) />
            {marks}
        </svg>
    }
    .into_any()
}

/// A dot with its figure over it, and under it its time where there is room.
fn mark(point: &LinePoint, (x, y): (i64, i64), named: bool) -> AnyView {
    let (base, under) = (y - 8, TOP + HEIGHT + 16);
    let time = named.then(|| {
        view! { <text class="mid" x=x.to_string() y=under.to_string()>{point.label.clone()}</text> }
    });
    let (href, name) = point.href.clone().unzip();
    // A dot is too small to be pointed at.
    let around = href.is_some().then(|| view! { <circle class="around" cx=x.to_string() cy=y.to_string() r="14" /> });
    let body = view! {
        {around}
        <circle class="dot" cx=x.to_string() cy=y.to_string() r="3" />
        <text class="mid t-ink" x=x.to_string() y=base.to_string()>{point.value.to_string()}</text>
    };
    let figure = part(None, href, name, body.into_any());
    view! {
        {figure}
        {time}
    }
    .into_any()
}

/// How far a time stands from the next.
fn pitch(length: usize) -> i64 {
    (WIDTH - 2 * EDGE) / count(length).saturating_sub(1).max(1)
}

/// Where each figure stands: evenly from the left edge, and as high as it is of the largest.
pub(super) fn along(values: &[i64]) -> Vec<(i64, i64)> {
    let top = values.iter().copied().max().unwrap_or(0).max(1);
    let pitch = pitch(values.len());
    let place = |(value, at): (&i64, i64)| (EDGE + at * pitch, TOP + HEIGHT - (*value).max(0) * HEIGHT / top);
    values.iter().zip(0..).map(place).collect()
}

/// Which times are named, where a name is so wide: the last, and as many before it as do not touch.
pub(super) fn named(length: usize, width: i64) -> Vec<bool> {
    let every = (width + 8) / pitch(length) + 1;
    (0..length).rev().map(|left| count(left) % every == 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_figure_reaches_the_top_and_none_stands_on_the_floor() {
        assert_eq!(along(&[0, 5, 10]), [(24, 106), (190, 64), (356, 22)]);
    }

    #[test]
    fn a_figure_alone_and_nothing_at_all_are_drawn_too() {
        assert_eq!(along(&[3]), [(24, 22)]);
        assert_eq!(along(&[0]), [(24, 106)]);
        assert!(along(&[]).is_empty());
    }

    #[test]
    fn the_last_time_is_named_and_none_touches_the_next() {
        assert_eq!(named(3, 35), [true, true, true]);
        assert_eq!(named(12, 35), [false, true].repeat(6));
    }
}
