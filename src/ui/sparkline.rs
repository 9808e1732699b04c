//! A line as small as a word, beside the figure that it tells the way of.

use leptos::prelude::*;

use super::drawing::count;

/// The drawing's width and height, and how far the line stays from its edges, in SVG units of about a pixel.
const WIDTH: i64 = 96;
const HEIGHT: i64 = 24;
const EDGE: i64 = 3;

/// Figures in the order of time on a scale from 0 to the largest, the last with a dot. It has no axes, so its words say
/// all of it.
#[component]
pub fn Sparkline(
    /// From the oldest.
    values: Vec<i64>,
    /// What is drawn, with the figures.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let places = along(&values);
    let way: Vec<String> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let way = (!way.is_empty()).then(|| format!("M{}", way.join("L")));
    let end = places.last().map(|(x, y)| {
        view! { <circle class="dot" cx=x.to_string() cy=y.to_string() r="2.5" /> }
    });
    view! {
        <svg class="spark" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=text>
            {way.map(|way| view! { <path class="way" d=way /> })}
            {end}
        </svg>
    }
}

/// Where each figure stands: evenly over the width, the last at the right edge, and as high as it is of the largest.
fn along(values: &[i64]) -> Vec<(i64, i64)> {
    let top = values.iter().copied().max().unwrap_or(0).max(1);
    let last = count(values.len()) - 1;
    let (width, height) = (WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE);
    let right = |at: i64| WIDTH - EDGE - (last - at) * width / last.max(1);
    values.iter().zip(0..).map(|(value, at)| (right(at), HEIGHT - EDGE - (*value).max(0) * height / top)).collect()
}

#[cfg(test)]
mod tests {
    use super::along;

    #[test]
    fn the_largest_figure_reaches_the_top_and_the_last_the_right_edge() {
        assert_eq!(along(&[0, 5, 10]), [(3, 21), (48, 12), (93, 3)]);
        assert_eq!(along(&[4]), [(93, 3)]);
        assert_eq!(along(&[0, 0]), [(3, 21), (93, 21)]);
        assert!(along(&[]).is_empty());
    }
}
