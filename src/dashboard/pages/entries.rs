//! How far the entries of the ledger are: by area and light, and closed week by week.

use leptos::prelude::*;

use super::act_link;
use crate::{
    dashboard::model::{BoardPage as Page, EntriesLine, WeekCount},
    i18n::tr,
    kernel::permit::Action,
    rectification::model::{LedgerFilter, Light},
    ui::{ChartWords, LightKind, LineChart, LinePoint, Sheet, StackKind, StackPart, StackRow, StackedBars},
    words::{area, month_and_day},
};

/// The entries of each area by light, each part leading to exactly those that it counts.
pub(super) fn by_area(page: &Page) -> AnyView {
    let content = match page.board.closed.of {
        0 => {
            let act = act_link(Action::OrderRectification, "/ledger/order".to_owned(), tr!(dashboard.to_order));
            view! { <p class="sm soft">{tr!(dashboard.by_area_empty)} " " {act}</p> }.into_any()
        }
        all => bars(page, all),
    };
    view! { <Sheet title=tr!(dashboard.by_area) article=tr!(ui.article_11)>{content}</Sheet> }.into_any()
}

fn bars(page: &Page, all: usize) -> AnyView {
    let kind = |text: String, light: Option<LightKind>| StackKind { text, light };
    let kinds = vec![
        kind(tr!(dashboard.light_red), Some(LightKind::Red)),
        kind(tr!(dashboard.light_yellow), Some(LightKind::Yellow)),
        kind(tr!(dashboard.light_green), Some(LightKind::Green)),
        kind(tr!(dashboard.light_grey), Some(LightKind::Grey)),
        kind(tr!(dashboard.light_none), None),
    ];
    let rows: Vec<StackRow> = page.board.entries.iter().map(|line| row(page, line)).collect();
    let desc = tr!(dashboard.by_area_desc, count = all);
    let words = words(page, tr!(dashboard.by_area_question), desc);
    let (corner, total_text) = (tr!(dashboard.area), tr!(dashboard.in_all));
    view! { <StackedBars words kinds rows corner total_text /> }.into_any()
}

/// What stands around a drawing of the ledger's entries.
fn words(page: &Page, title: String, desc: String) -> ChartWords {
    let source = tr!(dashboard.ledger_as_of, date = page.today);
    ChartWords { title, desc, source, table_text: tr!(ui.show_data_table) }
}

/// The parts in the order of their kinds.
fn row(page: &Page, line: &EntriesLine) -> StackRow {
    let part = |count: usize, light: Option<Light>| {
        let counted = LedgerFilter {
            closed: light.is_none(),
            light,
            area: Some(line.area),
            kind: page.kind,
            season: Some(page.season.clone()),
            ..LedgerFilter::default()
        };
        StackPart { value: length(count), href: (count > 0).then(|| counted.address()) }
    };
    let lights = line.lights;
    let parts = vec![
        part(lights.red, Some(Light::Red)),
        part(lights.yellow, Some(Light::Yellow)),
        part(lights.green, Some(Light::Green)),
        part(lights.grey, Some(Light::Grey)),
        part(line.closed, None),
    ];
    StackRow { label: area(line.area), parts }
}

/// What was closed week by week; nothing where that was nothing, as in a season that is over.
pub(super) fn by_week(page: &Page) -> Option<AnyView> {
    let weeks = &page.board.closings;
    let all: usize = weeks.iter().map(|week| week.count).sum();
    let point = |week: &WeekCount| LinePoint {
        label: month_and_day(week.monday),
        value: length(week.count),
        href: (week.count > 0).then(|| {
            let name = tr!(dashboard.closed_in_week, monday = week.monday, count = week.count);
            (closed_in_week(page, week), name)
        }),
    };
    let points: Vec<LinePoint> = weeks.iter().map(point).collect();
    let desc = tr!(dashboard.by_week_desc, weeks = points.len(), count = findings(all));
    let words = words(page, tr!(dashboard.by_week_question), desc);
    (all > 0).then(|| {
        view! {
            <Sheet title=tr!(dashboard.by_week) article=tr!(ui.article_11)>
                <LineChart
                    words
                    points
                    corner=tr!(dashboard.by_week_from)
                    value_text=tr!(dashboard.light_none)
                />
            </Sheet>
        }
        .into_any()
    })
}

/// The address of what was closed in a week.
pub(super) fn closed_in_week(page: &Page, week: &WeekCount) -> String {
    let counted = LedgerFilter {
        closed: true,
        kind: page.kind,
        season: Some(page.season.clone()),
        closed_week: Some(week.monday),
        ..LedgerFilter::default()
    };
    counted.address()
}

/// So many findings.
pub(super) fn findings(count: usize) -> String {
    match count {
        1 => tr!(dashboard.entry_one),
        count => tr!(dashboard.entries, count = count),
    }
}

/// A count as a length in a drawing.
pub(super) fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
