//! The headline and the figures; each figure opens the list that it counts.

use leptos::prelude::*;

use super::{
    MUST_ACT, Place, WEEK, address, before,
    entries::{closed_in_week, findings, length},
    inspections, ledger,
    losses::scored_in,
    submissions,
};
use crate::{
    dashboard::{
        model::{BoardPage as Page, Count},
        rules::weakest,
    },
    i18n::tr,
    kernel::points::Points,
    self_check::rules::Signed,
    ui::{Figure, Figures, Light, LightKind, Sparkline},
    words::{area, time_left, units},
};

/// The board in one sentence: what is overdue, what is missing, where most is lost; each opens its list.
pub(super) fn headline(page: &Page) -> AnyView {
    let board = &page.board;
    let overdue = match board.must_act.first() {
        Some(first) => {
            let (findings, unit) = (findings(board.overdue.count), first.name.clone());
            let text = tr!(dashboard.headline_overdue, findings = findings, unit = unit, most = first.overdue);
            clause(text, ledger(page, "light=red"))
        }
        None => tr!(dashboard.headline_nothing_overdue).into_any(),
    };
    let missing = board.round.as_ref().map(|round| (round, round.submitted.of - round.submitted.count));
    let missing = missing.filter(|(_, missing)| *missing > 0).map(|(round, missing)| {
        let (count, name) = (units(missing), round.round.to_string());
        let text = tr!(dashboard.headline_missing, count = count, round = name, due = round.due);
        clause(text, submissions(&round.round, Signed::Never, page.kind))
    });
    let weak = weakest(&board.areas)
        .map(|weak| clause(tr!(dashboard.headline_weakest, area = area(weak)), scored_in(page, weak)));
    let joint = tr!(dashboard.headline_joint);
    let more = [missing, weak].into_iter().flatten().map(|clause| view! { {joint.clone()} {clause} });
    view! { {overdue} {more.collect_view()} }.into_any()
}

fn clause(text: String, href: String) -> AnyView {
    view! { <a href=href>{text}</a> }.into_any()
}

/// The figures, each with that of the season before; but for the tallest of them on the wall, which would make them all
/// taller there.
pub(super) fn figures(page: &Page, stand: Place) -> AnyView {
    let (submitted_before, locked_before) = match stand {
        Place::Board => (before::submitted(page), before::locked(page)),
        Place::Wall => (None, None),
    };
    let figures =
        (submitted(page, submitted_before), locked(page, locked_before), mean(page), closed(page), overdue(page));
    view! {
        <div class="mt">
            <Figures>{figures}</Figures>
        </div>
    }
    .into_any()
}

fn bar(count: Count, label: String) -> AnyView {
    view! { <progress value=count.count.to_string() max=count.of.max(1).to_string() aria-label=label></progress> }
        .into_any()
}

fn submitted(page: &Page, before: Option<AnyView>) -> AnyView {
    let Some(round) = &page.board.round else {
        let none = tr!(dashboard.no_round);
        let href = Some("/self-check".to_owned());
        return view! { <Figure label=tr!(dashboard.submitted) value="0" note=none href /> }.into_any();
    };
    let is_past = page.today > round.due;
    let light = match round.days_left {
        _ if is_past => LightKind::Red,
        ..=5 => LightKind::Yellow,
        6.. => LightKind::Green,
    };
    let left = time_left(round.days_left, is_past);
    let label = tr!(dashboard.submitted_round, round = round.round.to_string());
    let progress = bar(round.submitted, label.clone());
    let href = submissions(&round.round, Signed::Once, page.kind);
    view! {
        <Figure
            label
            value=round.submitted.count.to_string()
            denominator=tr!(dashboard.of_units, count = round.submitted.of)
            note=tr!(dashboard.due, due = round.due)
            href=Some(href)
        >
            {progress}
            <span class="s">
                <Light light text=left />
            </span>
            {before}
        </Figure>
    }
    .into_any()
}

/// The address of a place in the board, which the screen for a room does not have.
fn place(page: &Page, place: &str) -> String {
    format!("{}#{place}", address(page.season.as_str(), page.kind, ""))
}

fn locked(page: &Page, before: Option<AnyView>) -> AnyView {
    let board = &page.board;
    let href = inspections(page, page.kind);
    let progress = bar(board.locked, tr!(dashboard.locked));
    let note_href = (!board.week.is_empty()).then(|| place(page, WEEK));
    view! {
        <Figure
            label=tr!(dashboard.locked)
            value=board.locked.count.to_string()
            denominator=tr!(dashboard.of_units, count = board.locked.of)
            note=tr!(dashboard.this_week, units = units(board.week.len()))
            note_href
            href=Some(href)
        >
            {progress}
            {before}
        </Figure>
    }
    .into_any()
}

fn mean(page: &Page) -> AnyView {
    let board = &page.board;
    let points = |score: Option<i64>| score.map_or_else(|| tr!(dashboard.none), |score| Points(score).to_string());
    let before = before::mean(page);
    view! {
        <Figure
            label=tr!(dashboard.mean)
            value=points(board.mean)
            denominator=units(board.locked.count)
            note=tr!(dashboard.median, median = points(board.median))
            note_href=board.median.map(|_| inspections(page, page.kind))
            href=Some(inspections(page, page.kind))
        >
            {before}
        </Figure>
    }
    .into_any()
}

fn closed(page: &Page) -> AnyView {
    let closed = page.board.closed;
    let progress = bar(closed, tr!(dashboard.closed));
    let (way, before) = (closings(page), before::closed(page));
    view! {
        <Figure
            label=tr!(dashboard.closed)
            value=closed.count.to_string()
            denominator=tr!(dashboard.of_entries, count = closed.of)
            href=Some(ledger(page, "view=closed"))
        >
            {progress}
            {way}
            {before}
        </Figure>
    }
    .into_any()
}

/// How much was closed week by week, and this week's; nothing where that was nothing.
fn closings(page: &Page) -> Option<AnyView> {
    let weeks = &page.board.closings;
    let values: Vec<i64> = weeks.iter().map(|week| length(week.count)).collect();
    let this_week = weeks.last().filter(|week| week.count > 0);
    let last = this_week.map_or(0, |week| week.count);
    let last_text = tr!(dashboard.closed_this_week, count = last);
    let last_text = match this_week {
        Some(week) => view! { <a href=closed_in_week(page, week)>{last_text}</a> }.into_any(),
        None => last_text.into_any(),
    };
    let text = tr!(dashboard.closings, weeks = weeks.len(), count = values.iter().sum::<i64>(), last = last);
    values.iter().any(|value| *value > 0).then(|| {
        view! {
            <span class="s">
                <Sparkline values text />
                {last_text}
            </span>
        }
        .into_any()
    })
}

fn overdue(page: &Page) -> AnyView {
    let board = &page.board;
    let stop = board.overdue.count > 0;
    let note_href = stop.then(|| place(page, MUST_ACT));
    let before = before::overdue(page);
    view! {
        <Figure
            label=tr!(dashboard.overdue)
            value=board.overdue.count.to_string()
            denominator=tr!(dashboard.of_open, count = board.overdue.of)
            note=tr!(dashboard.overdue_units, units = units(board.must_act.len()))
            note_href
            href=Some(ledger(page, "light=red"))
            stop
        >
            {before}
        </Figure>
    }
    .into_any()
}
