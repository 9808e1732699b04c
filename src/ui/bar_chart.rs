//! Bars, drawn on the server as SVG, with the figures as a table beside it.

use leptos::prelude::*;

use super::{
    Icon,
    chart::{ChartWords, linked},
    drawing::{part, text_width},
    given,
};

/// One bar: its name, its length, the figure written at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub value: i64,
    pub text: String,
    pub href: Option<String>,
    pub highlight: bool,
}

/// The drawing's width where its words are short, the room of the longest bar at least, and a bar's height and pitch, in SVG
/// units of about a pixel.
const WIDTH: i64 = 380;
const LEAST: i64 = 100;
const HEIGHT: i64 = 22;
const PITCH: i64 = 34;

/// Horizontal bars on a common scale from 0 to `max`; at most two are highlighted, the others are context.
#[component]
pub fn BarChart(
    /// How it is read is said only to those who do not see the bars: the answer in a sentence.
    words: ChartWords,
    bars: Vec<Bar>,
    /// The end of the scale; the longest bar when left at 0.
    #[prop(optional)]
    max: i64,
) -> impl IntoView {
    let ChartWords { title, desc, source, table_text } = words;
    let top = bars.iter().map(|bar| bar.value).chain([max, 1]).max().unwrap_or(1);
    let left = bars.iter().map(|bar| text_width(&bar.label)).max().unwrap_or(0).clamp(24, 140) + 12;
    // It is bold, and so an eighth wider.
    let right = bars.iter().map(|bar| text_width(&bar.text) * 9 / 8).max().unwrap_or(0).clamp(16, 280) + 12;
    let width = WIDTH.max(left + LEAST + right);
    let scale = Scale { left, room: width - left - right, top, width };
    let height = PITCH * i64::try_from(bars.len()).unwrap_or(0);
    let data = bars.iter().map(|bar| {
        let figure = linked(bar.text.clone(), bar.href.clone());
        view! { <tr><th scope="row">{bar.label.clone()}</th><td class="num">{figure}</td></tr> }
    });
    let data = data.collect_view();
    let (caption, label, name) = (title.clone(), title.clone(), title.clone());
    let drawing = bars.into_iter().zip(0..).map(|(bar, place)| scale.draw(bar, place)).collect_view();
    let foot = given(source).map(|source| {
        view! { <div class="chart-foot"><span class="xs dim">{source}</span></div> }
    });
    view! {
        <figure class="chart">
            <figcaption>{title}</figcaption>
            <div class="scroll" tabindex="0" role="region" aria-label=label>
                <svg class="fig min-xs" viewBox=format!("0 0 {width} {height}") role="group">
                    <title>{name}</title>
                    {given(desc).map(|desc| view! { <desc>{desc}</desc> })}
                    {drawing}
                </svg>
            </div>
            {foot}
            <details class="acc">
                <summary><Icon name="right" />{table_text}</summary>
                <table class="tbl tight flush">
                    <caption class="vh">{caption}</caption>
                    <tbody>{data}</tbody>
                </table>
            </details>
        </figure>
    }
}

#[derive(Clone, Copy)]
struct Scale {
    left: i64,
    room: i64,
    top: i64,
    width: i64,
}

impl Scale {
    fn draw(self, bar: Bar, place: i64) -> AnyView {
        let length = (self.room * bar.value.max(0) / self.top).max(i64::from(bar.value > 0) * 2);
        let y = place * PITCH + 4;
        let base = y + 16;
        let class = if bar.highlight { "f-low" } else { "f-main" };
        let end = self.left + length + 8;
        // What leads somewhere does so from its name to its figure, also between them.
        let reach = bar.href.is_some().then(|| {
            view! { <rect class="reach" x="0" y=(place * PITCH).to_string() width=self.width.to_string() height=PITCH.to_string() /> }
        });
        let body = view! {
            {reach}
            <text x="0" y=base.to_string()>{bar.label}</text>
            <rect class=class x=self.left.to_string() y=y.to_string() width=length.to_string() height=HEIGHT.to_string() rx="2" />
            <text class=if bar.highlight { "t-low" } else { "t-b" } x=end.to_string() y=base.to_string()>{bar.text}</text>
        };
        part(None, bar.href, None, body.into_any())
    }
}
