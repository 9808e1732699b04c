//! The season before beside this one: what it came to as its records stand today, which opens what it counted, and by how
//! much this season differs. Nothing of it where nothing is known of an earlier season.

use leptos::prelude::*;

use super::{Choice, address, entries::length, heat_address_in, inspections_in, ledger_in, submissions};
use crate::{
    dashboard::model::{AreaLine, Before, BoardPage as Page, Count, Fell, HeatOrder},
    i18n::tr,
    kernel::points::Points,
    ui::{Column, Row, Sheet, Table},
    words::area,
};

/// Which way is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Better {
    More,
    Less,
}

/// How many units had submitted.
pub(super) fn submitted(page: &Page) -> Option<AnyView> {
    let (before, now) = (page.before.as_ref()?, page.board.round.as_ref()?);
    let was = before.round.as_ref()?;
    let href = submissions(&was.round, page.kind);
    Some(of_figure(counted(
        before,
        was.submitted,
        href,
        counts(now.submitted.count, was.submitted.count, Better::More),
    )))
}

/// How many units had a locked inspection.
pub(super) fn locked(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let href = inspections_in(before.season.as_str(), page.kind);
    let change = counts(page.board.locked.count, before.locked.count, Better::More);
    Some(of_figure(counted(before, before.locked, href, change)))
}

/// The mean of their totals.
pub(super) fn mean(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let (is, was) = (page.board.mean?, before.mean?);
    let text = tr!(dashboard.was_mean, mean = Points(was).to_string(), units = before.locked.count);
    let href = inspections_in(before.season.as_str(), page.kind);
    Some(of_figure(said(before, text, href, points(is - was))))
}

/// How many entries were closed.
pub(super) fn closed(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let href = ledger_in(before.season.as_str(), page.kind, "view=closed");
    let change = counts(page.board.closed.count, before.closed.count, Better::More);
    Some(of_figure(counted(before, before.closed, href, change)))
}

/// How many of the open entries were overdue.
pub(super) fn overdue(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let href = ledger_in(before.season.as_str(), page.kind, "light=red");
    let change = counts(page.board.overdue.count, before.overdue.count, Better::Less);
    Some(of_figure(counted(before, before.overdue, href, change)))
}

/// How many entries were open.
pub(super) fn open(page: &Page) -> Option<AnyView> {
    let before = page.before.as_ref()?;
    let text = tr!(dashboard.was_open, open = before.overdue.of, all = before.closed.of);
    let href = ledger_in(before.season.as_str(), page.kind, "view=open");
    let line = said(before, text, href, counts(page.board.overdue.of, before.overdue.of, Better::Less));
    Some(view! { <p class="sm">{line}</p> }.into_any())
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
            let text = tr!(dashboard.rate_over, rate = Points(rate).to_string(), units = line.units);
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
    if page.board.locked.count == 0 || before.locked.count == 0 {
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

/// So many of so many, which opens what it counted, and the change since.
fn counted(before: &Before, was: Count, href: String, change: AnyView) -> AnyView {
    said(before, tr!(dashboard.count_of, count = was.count, of = was.of), href, change)
}

fn said(before: &Before, was: String, href: String, change: AnyView) -> AnyView {
    let text = tr!(dashboard.was, season = before.season.to_string(), was = was);
    view! {
        <a href=href>{text}</a>
        " "
        {change}
    }
    .into_any()
}

/// As a line under a figure.
fn of_figure(line: AnyView) -> AnyView {
    view! { <span class="s">{line}</span> }.into_any()
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
