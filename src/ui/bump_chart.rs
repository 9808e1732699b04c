//! Places before and now, joined by lines, drawn on the server as SVG, with all of them as a table beside it.

use std::cmp::{Ordering, Reverse};

use leptos::prelude::*;

use super::{
    Column, Row,
    chart::{ChartWords, framed, linked},
    drawing::{EM, count, part, text_width, whole_ems},
    given,
};

/// What has a place before and a place now, both counted from 1: its name, in words how far it moved, and its address.
/// The highlighted line is one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BumpLine {
    pub label: String,
    pub before: i64,
    pub now: i64,
    pub text: String,
    pub href: Option<String>,
    pub highlight: bool,
}

impl BumpLine {
    /// A smaller place is a better one.
    fn course(&self) -> Course {
        match self.now.cmp(&self.before) {
            Ordering::Less => Course::Up,
            Ordering::Equal => Course::Level,
            Ordering::Greater => Course::Down,
        }
    }
}

/// Which way a line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    Up,
    Level,
    Down,
}

/// Where the lines begin and end and where the words behind them begin, in SVG units of about a pixel.
const LEFT: i64 = 52;
const RIGHT: i64 = 232;
const WORDS: i64 = 258;

/// Where the first place stands, under the heads.
const TOP: i64 = 36;

/// How far a place stands from the next, until all of them would be higher than a page.
const PITCH: i64 = 24;
const HIGHEST: i64 = 528;

/// How far words stand from the next.
const LINE: i64 = 16;

/// Lines between two columns of places. Which way each goes is told by its stroke, a mark and words besides its colour.
#[component]
pub fn BumpChart(
    words: ChartWords,
    /// The heads of the places before and of those now.
    heads: [String; 2],
    /// All lines, in the order of their places now.
    lines: Vec<BumpLine>,
    /// So many are drawn: one's own, then those that moved furthest.
    most: usize,
    /// What a line means that rises, that is level, that falls.
    legend: [String; 3],
    /// What the highlighted line is; left out where there is none.
    #[prop(optional, into)]
    own_text: String,
    /// The head of the first column.
    #[prop(into)]
    corner: String,
    /// The head of how far each moved.
    #[prop(into)]
    change_text: String,
) -> impl IntoView {
    let drawing = Drawing::new(heads.clone(), &lines, most).drawn(words.title.clone());
    let [before, now] = heads;
    let head = vec![
        Column::new("row", corner),
        Column::numeric("before", before),
        Column::numeric("now", now),
        Column::new("change", change_text),
    ];
    let data: Vec<Row> = lines.into_iter().map(data_row).collect();
    framed(words, drawing, Some(legend_list(legend, own_text)), head, data)
}

fn legend_list([up, level, down]: [String; 3], own: String) -> AnyView {
    let courses = [(Course::Up, up), (Course::Level, level), (Course::Down, down)].map(|(course, text)| {
        view! {
            <li>
                <svg class=class(course, false) viewBox="0 0 14 12" aria-hidden="true">
                    <path class="way" d="M0 6h14" />
                </svg>
                {text}
            </li>
        }
    });
    let own = given(own).map(|text| {
        view! {
            <li>
                <svg class="b-own" viewBox="0 0 14 12" aria-hidden="true">
                    <path class="way" d="M0 6h14" />
                    {dot(7, 6, true)}
                </svg>
                {text}
            </li>
        }
    });
    view! { <ul class="legend">{courses.into_iter().collect_view()} {own}</ul> }.into_any()
}

fn data_row(line: BumpLine) -> Row {
    Row::new(vec![
        linked(line.label, line.href),
        line.before.to_string().into_any(),
        line.now.to_string().into_any(),
        line.text.into_any(),
    ])
}

/// The lines that are drawn: one's own, then those that moved furthest, in the order in which they were given.
fn chosen(lines: &[BumpLine], most: usize) -> Vec<BumpLine> {
    let mut order: Vec<(usize, &BumpLine)> = lines.iter().enumerate().collect();
    order.sort_by_key(|(at, line)| (!line.highlight, Reverse(line.now.abs_diff(line.before)), *at));
    order.truncate(most);
    order.sort_unstable_by_key(|(at, _)| *at);
    order.into_iter().map(|(_, line)| line.clone()).collect()
}

/// Where an end of a line stands, and the words beside it.
#[derive(Clone, Copy)]
struct End {
    dot: i64,
    words: i64,
}

struct Drawing {
    heads: [String; 2],
    lines: Vec<BumpLine>,
    /// The last place there is.
    last: i64,
    /// How far it stands from the first.
    span: i64,
}

impl Drawing {
    fn new(heads: [String; 2], lines: &[BumpLine], most: usize) -> Self {
        let places = lines.iter().flat_map(|line| [line.before, line.now]);
        let last = places.chain([count(lines.len()), 1]).max().unwrap_or(1);
        let lines = chosen(lines, most);
        let words = LINE * count(lines.len()).saturating_sub(1);
        Self { heads, lines, last, span: (PITCH * (last - 1)).min(HIGHEST).max(words) }
    }

    fn drawn(&self, title: String) -> AnyView {
        let before = self.ends(self.lines.iter().map(|line| line.before).collect());
        let now = self.ends(self.lines.iter().map(|line| line.now).collect());
        let lines = self.lines.iter().zip(before.into_iter().zip(now));
        let lines = lines.map(|(line, (before, now))| self.line(line, before, now)).collect_view();
        let words = self.lines.iter().map(words).chain([self.heads[1].clone()]);
        let width = whole_ems(WORDS + words.map(|words| text_width(&words)).max().unwrap_or(0));
        let height = TOP + self.span + LINE;
        let [before, now] = self.heads.clone();
        view! {
            <svg
                class="fig bump"
                width=format!("{}em", width / EM)
                viewBox=format!("0 0 {width} {height}")
                role="group"
                aria-label=title
            >
                <text x="0" y="12">{before}</text>
                <text x=WORDS.to_string() y="12">{now}</text>
                {lines}
            </svg>
        }
        .into_any()
    }

    /// The ends of the lines on one side.
    fn ends(&self, places: Vec<i64>) -> Vec<End> {
        let dots: Vec<i64> = places.into_iter().map(|place| depth(place, self.last, self.span)).collect();
        let words = beside(&dots, self.span);
        dots.into_iter().zip(words).map(|(dot, words)| End { dot: TOP + dot, words: TOP + words }).collect()
    }

    fn line(&self, line: &BumpLine, before: End, now: End) -> AnyView {
        let [head_before, head_now] = &self.heads;
        // The name begins with what is seen of the link: whoever speaks to the machine says what they see.
        let name = format!("{}, {head_before}: {}, {head_now}: {}", words(line), line.before, line.now);
        let middle = (LEFT + RIGHT) / 2;
        let (from, to) = (before.dot, now.dot);
        let way = format!("M{LEFT},{from}C{middle},{from},{middle},{to},{RIGHT},{to}");
        let letters = if line.highlight { "t-b" } else { "t-ink" };
        let body = view! {
            <path class="way" d=way />
            {leader((LEFT - 8, before.dot), (LEFT - 20, before.words))}
            {leader((RIGHT + 8, now.dot), (WORDS - 4, now.words))}
            {dot(LEFT, before.dot, line.highlight)}
            {dot(RIGHT, now.dot, line.highlight)}
            <text class=letters x=WORDS.to_string() y=(now.words + 4).to_string()>{words(line)}</text>
        };
        let linked = part(Some(class(line.course(), line.highlight)), line.href.clone(), Some(name), body.into_any());
        view! {
            <text class=format!("end {letters}") x=(LEFT - 24).to_string() y=(before.words + 4).to_string()>
                {line.before.to_string()}
            </text>
            {linked}
        }
        .into_any()
    }
}

/// The words behind a line.
fn words(line: &BumpLine) -> String {
    format!("{} {} {}", line.now, line.label, line.text)
}

const fn class(course: Course, highlight: bool) -> &'static str {
    match (course, highlight) {
        (Course::Up, false) => "b-up",
        (Course::Level, false) => "b-level",
        (Course::Down, false) => "b-down",
        (Course::Up, true) => "b-up b-own",
        (Course::Level, true) => "b-level b-own",
        (Course::Down, true) => "b-down b-own",
    }
}

/// An end of a line, square where the line is highlighted.
fn dot(x: i64, y: i64, highlight: bool) -> AnyView {
    if highlight {
        let (x, y) = (x - 5, y - 5);
        view! { <rect class="dot" x=x.to_string() y=y.to_string() width="10" height="10" /> }.into_any()
    } else {
        view! { <circle class="dot" cx=x.to_string() cy=y.to_string() r="4" /> }.into_any()
    }
}

/// The hair from a dot to words that had to give way to others; none where they stand beside it.
fn leader((x, y): (i64, i64), (to_x, to_y): (i64, i64)) -> Option<AnyView> {
    (y != to_y).then(|| view! { <path class="s-grid w1" d=format!("M{x},{y}L{to_x},{to_y}") /> }.into_any())
}

/// How deep a place stands under the first, where the last stands at `span`.
pub(super) fn depth(place: i64, last: i64, span: i64) -> i64 {
    let steps = (last - 1).max(0);
    (place - 1).clamp(0, steps) * span / steps.max(1)
}

/// How deep the words stand beside these dots: as near as there is room, in the order of the dots.
pub(super) fn beside(dots: &[i64], room: i64) -> Vec<i64> {
    let mut order: Vec<usize> = (0..dots.len()).collect();
    order.sort_by_key(|at| dots[*at]);
    let wanted: Vec<i64> = order.iter().map(|at| dots[*at]).collect();
    let mut words = vec![0; dots.len()];
    for (at, depth) in order.into_iter().zip(spread(&wanted, LINE, room)) {
        words[at] = depth;
    }
    words
}

/// The wanted depths, in ascending order, moved no more than needed for each to be `gap` from the next and none to be
/// outside 0 to `room`. Where there is not room for all, the first ones are above 0.
pub(super) fn spread(wanted: &[i64], gap: i64, room: i64) -> Vec<i64> {
    let mut free = 0i64;
    let down = wanted.iter().map(|wanted| {
        let depth = free.max(*wanted);
        free = depth + gap;
        depth
    });
    let mut depths: Vec<i64> = down.collect();
    let mut free = room;
    for depth in depths.iter_mut().rev() {
        *depth = free.min(*depth);
        free = *depth - gap;
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(label: &str, before: i64, now: i64) -> BumpLine {
        BumpLine { label: label.to_owned(), before, now, ..BumpLine::default() }
    }

    fn names(lines: &[BumpLine]) -> Vec<&str> {
        lines.iter().map(|line| line.label.as_str()).collect()
    }

    #[test]
    fn those_that_moved_furthest_are_drawn_in_the_order_of_their_places() {
        let lines = [line("a", 1, 1), line("b", 5, 2), line("c", 2, 3), line("d", 3, 4), line("e", 4, 5)];
        assert_eq!(names(&chosen(&lines, 3)), ["b", "c", "d"]);
        assert_eq!(names(&chosen(&lines, 9)), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn ones_own_line_is_drawn_however_little_it_moved() {
        let own = BumpLine { highlight: true, ..line("a", 1, 1) };
        assert_eq!(names(&chosen(&[own, line("b", 3, 2), line("c", 2, 3)], 2)), ["a", "b"]);
    }

    #[test]
    fn the_first_place_stands_on_top_and_the_last_below() {
        assert_eq!([1, 3, 5].map(|place| depth(place, 5, 96)), [0, 48, 96]);
        assert_eq!(depth(1, 1, 0), 0, "a place alone");
        assert_eq!(depth(9, 5, 96), 96, "a place that there is not");
    }

    #[test]
    fn words_that_have_room_stand_beside_their_dots() {
        assert_eq!(spread(&[0, 24, 48], 16, 96), [0, 24, 48]);
    }

    #[test]
    fn words_of_equal_places_give_way() {
        assert_eq!(spread(&[0, 0, 48], 16, 96), [0, 16, 48]);
        assert_eq!(spread(&[90, 96, 96], 16, 96), [64, 80, 96], "at the end they give way upwards");
    }

    #[test]
    fn words_keep_the_order_of_their_dots() {
        assert_eq!(beside(&[48, 0, 48, 24], 96), [48, 0, 64, 24]);
    }
}
