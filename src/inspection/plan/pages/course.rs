//! When each part of a plan takes place, and how far it is, as a drawing.

use leptos::prelude::*;

use super::super::label;
use crate::{
    i18n::tr,
    inspection::{
        model::PlanState,
        plan::{
            model::{CalendarFilter, CalendarView, PlanPage},
            rules::course::{Leg, Part, Progress, course},
        },
    },
    kernel::date_axis::{DateAxis, Stretch},
    ui::{ChartWords, Sheet, SpanBar, SpanChart, SpanLegend, SpanState},
};

/// So many parts make a course.
const LEAST: usize = 2;

/// Nothing as long as there is a single part, which the facts say as well.
pub(super) fn section(page: &PlanPage) -> AnyView {
    let legs = course(&page.plan, &page.visits, page.noticed, page.today);
    // What has ended does not go on until today.
    let goes_on = page.plan.state < PlanState::Closed;
    let axis = DateAxis::over(legs.iter().map(|leg| leg.days), goes_on.then_some(page.today));
    let Some(axis) = axis.filter(|_| legs.len() >= LEAST) else { return ().into_any() };
    let bars: Vec<SpanBar> = legs.iter().map(|leg| bar(page, leg)).collect();
    let words = ChartWords {
        title: tr!(inspection.course_question),
        desc: tr!(inspection.course_desc),
        source: tr!(inspection.course_source, plan = page.plan.plan.to_string(), date = page.today),
        table_text: tr!(ui.show_data_table),
    };
    let legend = SpanLegend {
        done: tr!(inspection.course_done),
        running: tr!(inspection.course_running),
        ahead: tr!(inspection.course_ahead),
        today: tr!(inspection.course_today, date = page.today),
    };
    view! {
        <Sheet title=tr!(inspection.course)>
            <SpanChart
                words
                axis
                bars
                legend
                corner=tr!(inspection.course_step)
                days_text=tr!(inspection.fact_span)
                state_text=tr!(inspection.column_state)
            />
        </Sheet>
    }
    .into_any()
}

fn bar(page: &PlanPage, leg: &Leg) -> SpanBar {
    let (label, href) = match leg.part {
        Part::Approval => (tr!(inspection.event_approved), None),
        Part::Draw => (tr!(inspection.event_drawn), Some(format!("/plans/{}/draw", page.plan.plan))),
        Part::Notices => (tr!(inspection.course_notices), None),
        Part::Period => (tr!(inspection.course_period), None),
        Part::Group { number, .. } => (label::group(number), Some(on_calendar(page, number, leg.days))),
        Part::Report => (tr!(inspection.event_reported), None),
    };
    let (state, text) = match leg.progress {
        Progress::Done => (SpanState::Done, tr!(inspection.course_done)),
        Progress::Running => (SpanState::Running, tr!(inspection.course_running)),
        Progress::Ahead => (SpanState::Ahead, tr!(inspection.course_ahead)),
    };
    let text = match leg.part {
        Part::Group { held, of, .. } => tr!(inspection.course_held, state = text, held = held, of = of),
        Part::Approval | Part::Draw | Part::Notices | Part::Period | Part::Report => text,
    };
    SpanBar { label, state, text, days: leg.days, days_text: days(leg.days), href }
}

/// The group's visits in the calendar, from its first.
fn on_calendar(page: &PlanPage, group: i64, (first, _): Stretch) -> String {
    let plan = Some(page.plan.plan.clone());
    CalendarFilter { plan, group: Some(group), view: CalendarView::Week }.address(Some((first, first)))
}

fn days((from, to): Stretch) -> String {
    if from == to { from.to_string() } else { tr!(inspection.span, from = from, to = to) }
}
