//! The parts of a whole as a ring, drawn on the server as SVG, with the figures as a table beside it.

use leptos::prelude::*;

use super::{
    Column, Light, LightKind, Row,
    chart::{ChartWords, framed, linked},
    drawing::part,
    stacked_bars::{class, spans},
};

/// One part: its words, the light under which it stands, how many it counts, the same in words, and the address of
/// exactly those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DonutPart {
    pub text: String,
    pub light: LightKind,
    pub value: i64,
    pub value_text: String,
    pub href: Option<String>,
}

/// The drawing's side, and how far the ring's middle stands from its centre, in SVG units of about a pixel.
const SIDE: i64 = 160;
const RADIUS: i64 = 62;

/// The length that the ring is said to have, so that parts are whole numbers.
const LENGTH: i64 = 390;

/// A ring whose parts begin at the top and go round with the clock. A part is told by its breadth besides its colour, the
/// broadest for what is most urgent; the whole stands in the middle.
#[component]
pub fn Donut(
    words: ChartWords,
    parts: Vec<DonutPart>,
    /// What the whole counts, under its figure.
    #[prop(into)]
    whole_text: String,
    /// The address of exactly that.
    #[prop(optional_no_strip)]
    whole_href: Option<String>,
    /// The head of the parts.
    #[prop(into)]
    corner: String,
    /// The head of the figures.
    #[prop(into)]
    value_text: String,
) -> impl IntoView {
    let drawing = drawn(&parts, words.title.clone(), whole_text, whole_href);
    let marks = parts.iter().map(mark).collect_view();
    let legend = view! { <ul class="legend rows">{marks}</ul> };
    let head = vec![Column::new("part", corner), Column::numeric("value", value_text)];
    let row = |part: DonutPart| Row::new(vec![part.text.into_any(), linked(part.value.to_string(), part.href)]);
    let rows: Vec<Row> = parts.into_iter().map(row).collect();
    framed(words, drawing, Some(legend.into_any()), head, rows)
}

fn drawn(parts: &[DonutPart], name: String, whole_text: String, whole_href: Option<String>) -> AnyView {
    let values: Vec<i64> = parts.iter().map(|part| part.value.max(0)).collect();
    let (centre, whole) = (SIDE / 2, values.iter().sum::<i64>());
    let counted = parts.iter().zip(spans(&values, LENGTH)).filter(|(part, _)| part.value > 0);
    let arcs = counted.map(|(counted, (start, length))| {
        let name = format!("{}: {}", counted.text, counted.value);
        part(Some(class(Some(counted.light))), counted.href.clone(), Some(name), arc(start, length))
    });
    let arcs = arcs.collect_view();
    let figure = view! {
        <text class="mid t-b whole" x=centre.to_string() y=(centre + 4).to_string()>
            {whole.to_string()}
        </text>
        <text class="mid" x=centre.to_string() y=(centre + 24).to_string()>{whole_text}</text>
    };
    let figure = part(None, whole_href, None, figure.into_any());
    view! {
        <svg class="fig donut" viewBox=format!("0 0 {SIDE} {SIDE}") role="group" aria-label=name>
            <circle class="s-grid" cx=centre.to_string() cy=centre.to_string() r=RADIUS.to_string() />
            <g transform=format!("rotate(-90 {centre} {centre})")>{arcs}</g>
            {figure}
        </svg>
    }
    .into_any()
}

/// A piece of the ring; two units of paper stand between it and the next.
fn arc(start: i64, length: i64) -> AnyView {
    let (drawn, centre) = (length - 2, (SIDE / 2).to_string());
    view! {
        <circle
            cx=centre.clone()
            cy=centre
            r=RADIUS.to_string()
            pathLength=LENGTH.to_string()
            stroke-dasharray=format!("{drawn} {}", LENGTH - drawn)
            stroke-dashoffset=(-start - 1).to_string()
        />
    }
    .into_any()
}

/// A part by its light, with its figure.
fn mark(part: &DonutPart) -> AnyView {
    view! {
        <li>
            <Light light=part.light text=part.text.clone() />
            {linked(part.value_text.clone(), part.href.clone())}
        </li>
    }
    .into_any()
}
