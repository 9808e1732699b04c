//! What takes from a day to a day, over a line of days, drawn on the server as SVG, with the days as a table beside it.

use leptos::prelude::*;

use super::{
    Column, Row,
    chart::{ChartWords, framed, linked},
    drawing::{count, part, text_width, written},
    stacked_bars::Block,
};
use crate::kernel::date_axis::{DateAxis, DateMark, Stretch};

/// How far something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanState {
    Done,
    Running,
    Ahead,
}

/// One bar: its name, how far it is in words, its days, the same in words, and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpanBar {
    pub label: String,
    pub state: SpanState,
    pub text: String,
    pub days: Stretch,
    pub days_text: String,
    pub href: Option<String>,
}

/// The words for what is done, under way and ahead, and for today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpanLegend {
    pub done: String,
    pub running: String,
    pub ahead: String,
    /// With its date.
    pub today: String,
}

/// The drawing's width, which is that of the line, where the bars begin under the names of days, and how far a bar stands
/// from the next, in SVG units of about a pixel.
const WIDTH: i64 = 380;
const TOP: i64 = 22;
const PITCH: i64 = 42;

/// Where a bar begins under its words, and how high it is.
const BAR: i64 = 18;
const HEIGHT: i64 = 12;

/// No bar is narrower, so that a single day is seen.
const LEAST: i64 = 8;

/// Bars on a common line of days, each under its words, so that it fits a narrow screen. How far a bar is stands in words
/// and is told by its texture too: full what is done, hatched what is under way, empty what is ahead.
#[component]
pub fn SpanChart(
    words: ChartWords,
    axis: DateAxis,
    /// From the one at the top.
    bars: Vec<SpanBar>,
    legend: SpanLegend,
    /// The head of the first column.
    #[prop(into)]
    corner: String,
    /// The head of the days.
    #[prop(into)]
    days_text: String,
    /// The head of how far they are.
    #[prop(into)]
    state_text: String,
) -> impl IntoView {
    let drawing = drawn(axis, &bars, &legend.today, words.title.clone());
    let head = vec![Column::new("row", corner), Column::new("days", days_text), Column::new("state", state_text)];
    let row = |bar: SpanBar| Row::new(vec![linked(bar.label, bar.href), bar.days_text.into_any(), bar.text.into_any()]);
    let data: Vec<Row> = bars.into_iter().map(row).collect();
    let shows_today = axis.today(WIDTH).is_some();
    framed(words, drawing, Some(explained(legend, shows_today)), head, data)
}

fn drawn(axis: DateAxis, bars: &[SpanBar], today: &str, name: String) -> AnyView {
    let end = TOP + PITCH * count(bars.len());
    let marks = named_days(&axis.marks(WIDTH), end);
    let today = axis.today(WIDTH).map(|place| today_line(place, today, end));
    let bars = bars.iter().zip(0..).map(|(bar, place)| drawn_bar(axis, bar, TOP + place * PITCH)).collect_view();
    let height = end + 20;
    view! {
        <svg class="fig min-xs spans" viewBox=format!("0 0 {WIDTH} {height}") role="group" aria-label=name>
            {marks}
            {today}
            {bars}
        </svg>
    }
    .into_any()
}

/// A hair down from each day that is named, and its name where there is room.
fn named_days(marks: &[DateMark], end: i64) -> AnyView {
    let places: Vec<i64> = marks.iter().map(|mark| mark.place).collect();
    let widths: Vec<i64> = marks.iter().map(|mark| text_width(&mark.text)).collect();
    let hairs: Vec<String> = places.iter().map(|place| format!("M{place},{TOP}V{end}")).collect();
    let written = written(&places, &widths, WIDTH);
    let names = marks.iter().zip(written).filter(|(_, written)| *written).map(|(mark, _)| {
        view! { <text class="mid" x=mark.place.to_string() y="12">{mark.text.clone()}</text> }
    });
    let names = names.collect_view();
    view! {
        <path class="s-grid w1" d=hairs.concat() />
        {names}
    }
    .into_any()
}

/// The line of today, with its words under the last bar.
fn today_line(place: i64, text: &str, end: i64) -> AnyView {
    let (words, base) = (inside(place, text_width(text)), end + 14);
    view! {
        <path class="today" d=format!("M{place},{TOP}V{end}") />
        <text class="mid t-b" x=words.to_string() y=base.to_string()>{text.to_owned()}</text>
    }
    .into_any()
}

/// The words of a bar, and under them the bar. The days stand beside the words where there is room.
fn drawn_bar(axis: DateAxis, bar: &SpanBar, top: i64) -> AnyView {
    let (start, width) = seen(axis.along(bar.days, WIDTH));
    let base = top + 13;
    let text = format!("{} {}", bar.label, bar.text);
    let has_room = text_width(&text) + 12 + text_width(&bar.days_text) <= WIDTH;
    let days = has_room.then(|| {
        view! { <text class="end" x=WIDTH.to_string() y=base.to_string()>{bar.days_text.clone()}</text> }
    });
    let name = format!("{text}, {}", bar.days_text);
    // A bar is too low to be pointed at.
    let around = bar.href.is_some().then(|| {
        view! { <rect class="around" y=top.to_string() width=WIDTH.to_string() height=(PITCH - 8).to_string() /> }
    });
    let block = textured(Block { x: start, y: top + BAR, width, height: HEIGHT }, bar.state);
    let body = view! {
        {around}
        <text class="t-ink" x="0" y=base.to_string()>{text}</text>
        {block}
    };
    let drawn = part(Some(class(bar.state)), bar.href.clone(), Some(name), body.into_any());
    view! {
        {drawn}
        {days}
    }
    .into_any()
}

/// A bar as it is filled.
fn textured(block: Block, state: SpanState) -> AnyView {
    let Block { x, y, width, height } = block;
    let strokes = match state {
        SpanState::Running => block.strokes(),
        SpanState::Done | SpanState::Ahead => Vec::new(),
    };
    let strokes: Vec<String> =
        strokes.into_iter().map(|[(x, y), (to_x, to_y)]| format!("M{x},{y}L{to_x},{to_y}")).collect();
    let strokes = (!strokes.is_empty()).then(|| view! { <path d=strokes.concat() /> });
    view! {
        <rect
            class="bar"
            x=x.to_string()
            y=y.to_string()
            width=width.to_string()
            height=height.to_string()
            rx="1"
        />
        {strokes}
    }
    .into_any()
}

/// What each texture says, and the line.
fn explained(legend: SpanLegend, shows_today: bool) -> AnyView {
    let SpanLegend { done, running, ahead, today } = legend;
    let kinds = [(SpanState::Done, done), (SpanState::Running, running), (SpanState::Ahead, ahead)];
    let kinds = kinds.map(|(state, text)| {
        let sample = textured(Block { x: 1, y: 1, width: 12, height: 10 }, state);
        view! {
            <li>
                <svg class="spans" viewBox="0 0 14 12" aria-hidden="true">
                    <g class=class(state)>{sample}</g>
                </svg>
                {text}
            </li>
        }
    });
    let today = shows_today.then(|| {
        view! {
            <li>
                <svg class="spans" viewBox="0 0 14 12" aria-hidden="true">
                    <path class="today" d="M7 0v12" />
                </svg>
                {today}
            </li>
        }
    });
    view! { <ul class="legend">{kinds.into_iter().collect_view()} {today}</ul> }.into_any()
}

const fn class(state: SpanState) -> &'static str {
    match state {
        SpanState::Done => "p-over",
        SpanState::Running => "p-now",
        SpanState::Ahead => "p-ahead",
    }
}

/// Where a bar begins and how wide it is, so that it is seen and does not leave the line.
fn seen((from, to): (i64, i64)) -> (i64, i64) {
    let width = (to - from).max(LEAST);
    (from.min(WIDTH - width).max(0), width)
}

/// The middle of words of this width, as near to a place as they are whole.
fn inside(place: i64, width: i64) -> i64 {
    let half = (width / 2).min(WIDTH / 2);
    place.clamp(half, WIDTH - half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_day_is_seen_and_stays_on_the_line() {
        assert_eq!(seen((100, 180)), (100, 80));
        assert_eq!(seen((100, 101)), (100, 8));
        assert_eq!(seen((379, 380)), (372, 8), "the last day of a long line");
        assert_eq!(seen((380, 380)), (372, 8));
        assert_eq!(seen((0, 380)), (0, 380));
    }

    #[test]
    fn the_words_of_today_do_not_leave_the_drawing() {
        assert_eq!([0, 190, 380].map(|place| inside(place, 100)), [50, 190, 330]);
        assert_eq!(inside(10, 1000), 190, "words that are too long stand in the middle");
    }
}
