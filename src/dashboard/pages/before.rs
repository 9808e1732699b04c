//! The season before beside this one, and by how much this season differs. What grows through a season is set against the
//! same day of the season before, for half a season has always less than a whole one; means are set against the whole of
//! it, which opens what it counted. Nothing of it where nothing is known of an earlier season.

use leptos::prelude::*;

use super::{Choice, address, entries::length, heat_address_in, inspections_in};
use crate::{
    dashboard::model::{AreaLine, Before, BoardPage as Page, ByThen, Fell, HeatOrder},
    i18n::tr,
    kernel::points::Points,
    ui::{Column, Row, Sheet, Table},
    words::{area, units},
};

/// Which way is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

/// How many units had submitted by the same day.
pub(super) fn submitted(page: &Page) -> Option<AnyView> {
    let (before, now) = (page.before.as_ref()?, page.board.round.as_ref()?);
    let then = before.by_then?;
    let was = then.submitted?;
    let text = tr!(dashboard.count_of, count = was.count, of = was.of);
    Some(by_then(before, then, text, counts(now.submitted.count, was.count, Better::More)))
}

/// How many units were inspected in the whole of it. On which day a score was locked is not on record, so it is not said by
/// how many this season is behind.
pub(super) fn locked(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref().filter(|before| before.inspected > 0)?;
    let text = tr!(dashboard.was, season = before.season.to_string(), was = units(before.inspected));
    let href = inspections_in(before.season.as_str(), page.kind);
    let was = view! {
        <span class="s">
            <a href=href>{text}</a>
        </span>
    };
    Some(was.into_any())
}

/// The mean of the totals.
pub(super) fn mean(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let (is, was) = (page.board.mean?, before.mean?);
    let text = tr!(dashboard.was_mean, mean = Points(was).to_string(), units = units(before.inspected));
    let text = tr!(dashboard.was, season = before.season.to_string(), was = text);
    let href = inspections_in(before.season.as_str(), page.kind);
    Some(of_figure(view! { <a href=href>{text}</a> }.into_any(), points(is - was)))
}

/// How many entries were closed by the same day.
pub(super) fn closed(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let then = before.by_then?;
    let change = counts(page.board.closed.count, then.closed, Better::More);
    Some(by_then(before, then, then.closed.to_string(), change))
}

/// How many entries were overdue on the same day.
pub(super) fn overdue(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let then = before.by_then?;
    let change = counts(page.board.overdue.count, then.overdue, Better::Less);
    Some(by_then(before, then, then.overdue.to_string(), change))
}

/// The rates of the six areas in both seasons.
pub(super) fn areas(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let in_season = |season: &str| tr!(dashboard.season, season = season.to_owned());
    let head = vec![
        Column::new("area", tr!(dashboard.area)),
        Column::numeric("now", in_season(page.season.as_str())),
        Column::numeric("before", in_season(before.season.as_str())),
        Column::numeric("change", tr!(dashboard.change)),
    ];
    let lines = page.board.areas.iter().zip(&before.areas);
    let rows: Vec<Row> = lines.map(|(now, was)| area_row(page, before, now, was)).collect();
    let caption = tr!(dashboard.areas_before, season = before.season.to_string());
    Some(view! { <Table caption head rows show_caption=true tight=true scroll=true /> }.into_any())
}

fn area_row(page: &Page, before: &Before, now: &AreaLine, was: &AreaLine) -> Row {
    let rate = |season: &str, line: &AreaLine| match line.rate {
        Some(rate) => {
            let choice = Choice { order: HeatOrder::Area(line.area), all_rows: true };
            let href = heat_address_in(season, page.kind, choice);
            let text = tr!(dashboard.rate_over, rate = Points(rate).to_string(), units = units(line.units));
            view! { <a href=href>{text}</a> }.into_any()
        }
        None => tr!(dashboard.none).into_any(),
    };
    let change = match (now.rate, was.rate) {
        (Some(now), Some(was)) => rates(now - was),
        (None, _) | (_, None) => view! { <span class="dim">{tr!(dashboard.none)}</span> }.into_any(),
    };
    Row::new(vec![
        area(now.area).into_any(),
        rate(page.season.as_str(), now),
        rate(before.season.as_str(), was),
        change,
    ])
}

/// The units whose locked total fell most.
pub(super) fn fell(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    if page.board.locked.count == 0 || before.inspected == 0 {
        return None;
    }
    let season = before.season.to_string();
    let list = match before.fell.is_empty() {
        true => view! { <p class="sm soft body">{tr!(dashboard.fell_none, season = season.clone())}</p> }.into_any(),
        false => {
            let lines = before.fell.iter().map(fell_line).collect_view();
            view! { <ul class="who-acts">{lines}</ul> }.into_any()
        }
    };
    let href = address(before.season.as_str(), page.kind, "");
    let more = view! { <a href=href>{tr!(dashboard.season, season = season.clone())}</a> }.into_any();
    Some(
        view! {
            <Sheet title=tr!(dashboard.fell) note=tr!(dashboard.fell_note, season = season) actions=more flush=true>
                {list}
            </Sheet>
        }
        .into_any(),
    )
}

fn fell_line(unit: &Fell) -> AnyView {
    let text = tr!(dashboard.fell_line, was = Points(unit.was).to_string(), now = Points(unit.now).to_string());
    view! {
        <li>
            <div>
                <a href=format!("/units/{}", unit.unit)>{unit.name.clone()}</a>
                <span class="dim sm">{text}</span>
            </div>
            {points(unit.now - unit.was)}
        </li>
    }
    .into_any()
}

/// What there was on the same day, and the change since. No list shows how it stood on a day, so it opens none.
fn by_then(before: &Before, then: ByThen, was: String, change: AnyView) -> AnyView {
    let text = match then.years {
        1 => tr!(dashboard.was_year_before, day = then.day, was = was),
        _ => tr!(dashboard.was_same_day, season = before.season.to_string(), day = then.day, was = was),
    };
    of_figure(text.into_any(), change)
}

/// As a line under a figure.
fn of_figure(was: AnyView, change: AnyView) -> AnyView {
    view! { <span class="s">{was} " " {change}</span> }.into_any()
}

fn counts(now: usize, was: usize, better: Better) -> AnyView {
    let more = length(now) - length(was);
    let text = match more {
        0 => tr!(dashboard.same),
        1.. => tr!(dashboard.more, count = more),
        ..0 => tr!(dashboard.fewer, count = -more),
    };
    delta(more, better, text)
}

/// By how many points a score is higher or lower.
fn points(higher: i64) -> AnyView {
    let by = Points(higher.abs()).to_string();
    let text = match higher {
        0 => tr!(dashboard.same),
        1.. => tr!(dashboard.higher, points = by),
        ..0 => tr!(dashboard.lower, points = by),
    };
    delta(higher, Better::More, text)
}

/// By how many percentage points a rate is higher or lower.
fn rates(higher: i64) -> AnyView {
    let by = Points(higher.abs()).to_string();
    let text = match higher {
        0 => tr!(dashboard.same),
        1.. => tr!(dashboard.rate_higher, points = by),
        ..0 => tr!(dashboard.rate_lower, points = by),
    };
    delta(higher, Better::More, text)
}

/// A change, by sign and words, in the colour of the better or the worse.
fn delta(more: i64, better: Better, text: String) -> AnyView {
    let class = match (more, better) {
        (0, _) => "delta flat",
        (1.., Better::More) | (..0, Better::Less) => "delta up",
        (1.., Better::Less) | (..0, Better::More) => "delta down",
    };
    view! { <span class=class>{text}</span> }.into_any()
}
