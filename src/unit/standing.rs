//! How a unit stands in a season, as facts: for its own page, and for the first page of its people.

use leptos::prelude::*;

use super::model::{EntryCounts, Standing, VisitPart};
use crate::{
    i18n::tr,
    kernel::{
        ids::{SeasonId, UnitCode},
        points::Points,
    },
    page::score_address,
    ui::{Badge, Facts, Tone},
    words,
};

/// The self-check, the visit and the entries of a unit's season, each a link to its records.
pub fn standing_facts(unit: &UnitCode, standing: Option<Standing>, entries: EntryCounts) -> AnyView {
    let Some(standing) = standing else {
        return view! { <p class="dim">{tr!(unit.no_standing)}</p> }.into_any();
    };
    let visit = standing.visit().map_or_else(|| tr!(unit.not_drawn).into_any(), visit_facts);
    let rows = vec![
        (tr!(unit.season), standing.season.to_string().into_any()),
        (tr!(self_check.title), self_check(unit, &standing)),
        (tr!(unit.visit), visit),
        (tr!(rectification.title), entry_counts(unit, &standing.season, entries)),
    ];
    view! { <Facts rows /> }.into_any()
}

fn self_check(unit: &UnitCode, standing: &Standing) -> AnyView {
    let Some(part) = standing.self_check() else { return tr!(unit.not_yet).into_any() };
    let href = format!("/self-check/{}/{}", part.round, unit);
    let text = match (part.submitted_on, part.due) {
        (Some(on), _) if part.days_late > 0 => {
            tr!(unit.submitted_late, on = on, days = words::working_days(part.days_late))
        }
        (Some(on), _) => tr!(unit.submitted, on = on),
        (None, Some(due)) => tr!(unit.due, due = due),
        (None, None) => tr!(unit.not_yet),
    };
    let returns = (part.returns > 0).then(|| {
        let text = if part.returns == 1 { tr!(unit.returned_one) } else { tr!(unit.returned, count = part.returns) };
        view! { <span class="sm dim">{text}</span> }
    });
    view! {
        <a href=href>{text}</a>
        " "
        {returns}
    }
    .into_any()
}

/// A visit by its day, its locked total and what it found, each a link to where that is read.
pub fn visit_facts(visit: &VisitPart) -> AnyView {
    let record = format!("/visits/{}", visit.visit);
    let found = match visit.findings {
        0 => tr!(unit.no_findings).into_any(),
        count => {
            let href = format!("{record}#findings");
            let text = if count == 1 { tr!(unit.finding_one) } else { tr!(unit.findings, count = count) };
            view! { <a href=href>{text}</a> }.into_any()
        }
    };
    let score = match visit.total {
        Some(total) => {
            let total = tr!(unit.total, points = Points(total));
            view! { <a href=score_address(&visit.visit)>{total}</a> " " {found} }.into_any()
        }
        None => tr!(unit.not_locked).into_any(),
    };
    view! {
        <a href=record>{visit.date.to_string()}</a>
        " "
        <span class="sm">{score}</span>
    }
    .into_any()
}

/// The entries of the season, each count a link to exactly those.
fn entry_counts(unit: &UnitCode, season: &SeasonId, entries: EntryCounts) -> AnyView {
    if entries == EntryCounts::default() {
        return tr!(unit.no_entries).into_any();
    }
    let of_unit = format!("/ledger?unit={unit}&season={season}");
    let counted = |count: usize, more: &str, text: String| match count {
        0 => text.into_any(),
        _ => view! { <a href=format!("{of_unit}{more}")>{text}</a> }.into_any(),
    };
    let open = entries.open + entries.overdue;
    let overdue = (entries.overdue > 0).then(|| {
        let text = tr!(unit.entries_overdue, count = entries.overdue);
        view! {
            <a href=format!("{of_unit}&light=red")>
                <Badge tone=Tone::Stop text />
            </a>
        }
    });
    view! {
        {counted(open, "", tr!(unit.entries_open, count = open))}
        " "
        {overdue}
        " "
        {counted(entries.closed, "&view=closed", tr!(unit.entries_closed, count = entries.closed))}
    }
    .into_any()
}
