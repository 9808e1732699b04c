//! Where points are lost: by kind of unit, by area, and unit by area.

use leptos::prelude::*;

use super::{Choice, HEAT, address, before, heat_address_in, inspections, submissions};
use crate::{
    dashboard::{
        model::{AreaLine, BoardPage as Page, Count, HeatLine, HeatOrder, KindLine},
        rules::{in_order, level, rate_of},
    },
    i18n::tr,
    kernel::{points::Points, unit_kind::Area},
    self_check::rules::Signed,
    ui::{Bar, BarChart, ChartWords, Chip, Column, FilterChips, HeatCell, HeatMap, HeatRow, Row, Sheet, Table},
    words::{area, unit_kind, units},
};

/// So many rows of the heat map are shown at first.
const ROWS: usize = 20;

/// The heat map of units and areas, each cell leading to its evidence.
pub(super) fn heat(page: &Page, choice: Choice) -> AnyView {
    let mut rows = in_order(page.board.heat.clone(), choice.order);
    let all = rows.len();
    if !choice.all_rows {
        rows.truncate(ROWS);
    }
    let note = match choice.order {
        HeatOrder::Area(it) => tr!(dashboard.heat_area_note, shown = rows.len(), all = units(all), area = area(it)),
        HeatOrder::Total | HeatOrder::Unit => tr!(dashboard.heat_note, shown = rows.len(), all = units(all)),
    };
    let more = (!choice.all_rows && all > ROWS).then(|| {
        let href = heat_address(page, Choice { all_rows: true, ..choice });
        view! { <a href=href>{tr!(dashboard.heat_all, count = all)}</a> }
    });
    if page.board.heat.is_empty() {
        return view! {
            <Sheet title=tr!(dashboard.heat) article=tr!(dashboard.article_10) id=HEAT>
                <p class="sm soft">{tr!(dashboard.heat_empty)}</p>
            </Sheet>
        }
        .into_any();
    }
    let columns: Vec<String> = Area::ALL.into_iter().map(area).chain([tr!(dashboard.total)]).collect();
    let rows: Vec<HeatRow> = rows.iter().map(heat_row).collect();
    let orders = orders(page, choice);
    let mean = means(page);
    let words = words(page, tr!(dashboard.heat_question), tr!(dashboard.heat_desc));
    let map = if rows.is_empty() {
        view! { <p class="sm soft">{tr!(dashboard.heat_area_empty)}</p> }.into_any()
    } else {
        view! {
            <HeatMap words corner=tr!(dashboard.unit) columns rows mean legend=legend() />
        }
        .into_any()
    };
    view! {
        <Sheet title=tr!(dashboard.heat) note article=tr!(dashboard.article_10) id=HEAT>
            {orders} {map} {more}
        </Sheet>
    }
    .into_any()
}

/// What stands around a drawing of scores.
fn words(page: &Page, title: String, desc: String) -> ChartWords {
    let source = tr!(dashboard.as_of, date = page.today);
    ChartWords { title, desc, source, table_text: tr!(ui.show_data_table) }
}

/// The orders of the heat map as links.
fn orders(page: &Page, choice: Choice) -> AnyView {
    let areas = Area::ALL.into_iter().map(|it| (HeatOrder::Area(it), area(it)));
    let orders = [(HeatOrder::Total, tr!(dashboard.total))]
        .into_iter()
        .chain(areas)
        .chain([(HeatOrder::Unit, tr!(dashboard.unit))]);
    let chip = |(order, text): (HeatOrder, String)| {
        let href = heat_address(page, Choice { order, ..choice });
        Chip { text, href, active: order == choice.order, count: None }
    };
    let chips: Vec<Chip> = orders.map(chip).collect();
    view! { <FilterChips chips label=tr!(dashboard.sort) /> }.into_any()
}

/// The address of the heat map in this order.
fn heat_address(page: &Page, choice: Choice) -> String {
    heat_address_in(page.season.as_str(), page.kind, choice)
}

fn heat_row(line: &HeatLine) -> HeatRow {
    let visit = format!("/visits/{}", line.visit);
    let cell = |(area, score): (Area, &Option<(i64, i64)>)| {
        // Bonuses and penalties are no share of anything: a sign says which way they go, and no colour.
        let adjusted = || line.adjustment.filter(|_| area == Area::Other).map(|by| (Points(by).signed(), 0));
        let scored = score.map(|score| (Points(score.0).to_string(), rate_of(score).map_or(0, level)));
        let (text, level) = scored.or_else(adjusted)?;
        // Where the sheets of the visit show this area.
        let href = Some(format!("{visit}/score#area-{}", area.number()));
        Some(HeatCell { text, level, href })
    };
    let total = HeatCell { text: Points(line.total).to_string(), level: 0, href: Some(visit.clone()) };
    HeatRow {
        label: line.name.clone(),
        href: Some(format!("/units/{}", line.unit)),
        cells: Area::ALL.into_iter().zip(&line.areas).map(cell).chain([Some(total)]).collect(),
    }
}

/// The mean of each area over the units to which it applies, and of the totals, whichever units are listed; each opens
/// all the units that it is of.
fn means(page: &Page) -> HeatRow {
    let cell = |text: String, href: String| HeatCell { text, href: Some(href), ..HeatCell::default() };
    let of_area = |line: &AreaLine| Some(cell(mean_text(line)?, scored_in(page, line.area)));
    let total = page.board.mean.map(|mean| cell(Points(mean).to_string(), inspections(page, page.kind)));
    HeatRow {
        label: tr!(dashboard.heat_mean, count = units(page.board.locked.count)),
        href: Some(inspections(page, page.kind)),
        cells: page.board.areas.iter().map(of_area).chain([total]).collect(),
    }
}

/// The address of all units to which an area applies, by what they lost in it.
pub(super) fn scored_in(page: &Page, area: Area) -> String {
    heat_address(page, Choice { order: HeatOrder::Area(area), all_rows: true })
}

/// The mean of an area, with its sign where bonuses and penalties make it.
fn mean_text(line: &AreaLine) -> Option<String> {
    let mean = Points(line.mean?);
    Some(if line.rate.is_some() { mean.to_string() } else { mean.signed() })
}

fn legend() -> Vec<(u8, String)> {
    let texts = [
        tr!(dashboard.level_1),
        tr!(dashboard.level_2),
        tr!(dashboard.level_3),
        tr!(dashboard.level_4),
        tr!(dashboard.level_5),
        tr!(dashboard.level_6),
    ];
    (1..).zip(texts).collect()
}

/// Coverage by kind of unit, and the areas.
pub(super) fn by_kind_and_area(page: &Page) -> AnyView {
    view! { <div class="stack">{kinds(page)} {areas(page)}</div> }.into_any()
}

fn kinds(page: &Page) -> AnyView {
    let head = vec![
        Column::new("kind", tr!(dashboard.kind)),
        Column::numeric("submitted", tr!(dashboard.submitted)),
        Column::numeric("locked", tr!(dashboard.locked)),
        Column::numeric("mean", tr!(dashboard.mean)),
    ];
    let rows: Vec<Row> = page.board.kinds.iter().map(|line| kind_row(page, line)).collect();
    view! {
        <Sheet title=tr!(dashboard.coverage) article=tr!(dashboard.article_5) flush=true>
            <Table caption=tr!(dashboard.coverage) head rows empty=tr!(dashboard.coverage_empty) />
        </Sheet>
    }
    .into_any()
}

fn kind_row(page: &Page, line: &KindLine) -> Row {
    let of = |count: Count, href: Option<String>| {
        let text = tr!(dashboard.count_of, count = count.count, of = count.of);
        view! { <a href=href>{text}</a> }.into_any()
    };
    let inspections = || Some(inspections(page, Some(line.kind)));
    let mean = line.mean.map_or_else(|| tr!(dashboard.none), |mean| Points(mean).to_string());
    let mean = view! { <a href=inspections()>{mean}</a> };
    let round = line.round.as_ref().map(|round| submissions(round, Signed::Once, Some(line.kind)));
    Row::new(vec![
        unit_kind(line.kind).into_any(),
        of(line.submitted, round),
        of(line.locked, inspections()),
        mean.into_any(),
    ])
    .opens(address(page.season.as_str(), Some(line.kind), ""))
}

fn areas(page: &Page) -> AnyView {
    let lowest = page.board.areas.iter().filter_map(|line| line.rate).min();
    let bar = |line: &AreaLine| Bar {
        label: area(line.area),
        value: line.rate.unwrap_or_default(),
        text: area_text(line),
        href: (line.units > 0).then(|| scored_in(page, line.area)),
        highlight: line.rate.is_some() && line.rate == lowest,
    };
    let bars: Vec<Bar> = page.board.areas.iter().map(bar).collect();
    let words = words(page, tr!(dashboard.areas_question), String::new());
    let before = before::areas(page);
    view! {
        <Sheet title=tr!(dashboard.areas) article=tr!(dashboard.article_6)>
            <BarChart words bars max=10_000 />
            {before}
        </Sheet>
    }
    .into_any()
}

/// What was reached in an area, in words: the share and the mean, and over how many units.
pub(super) fn area_text(line: &AreaLine) -> String {
    match (line.rate, mean_text(line)) {
        (Some(rate), Some(mean)) => {
            tr!(dashboard.area_bar, rate = Points(rate).to_string(), mean = mean, units = units(line.units))
        }
        (None, Some(mean)) => tr!(dashboard.area_adjusted, mean = mean, units = units(line.units)),
        (Some(_) | None, None) => tr!(dashboard.none),
    }
}
