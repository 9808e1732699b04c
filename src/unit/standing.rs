//! How a unit stands in a season, as facts: for its own page, and for the first page of its people.

use leptos::prelude::*;

use super::model::{EntryCounts, Standing};
use crate::{
    i18n::tr,
    kernel::{ids::UnitCode, points::Points},
    ui::{Badge, Facts, Tone},
};

/// The self-check, the visit and the entries of a unit's season, each a link to its records.
pub fn standing_facts(unit: &UnitCode, standing: Option<Standing>, entries: EntryCounts) -> AnyView {
    let Some(standing) = standing else {
        return view! { <p class="dim">{tr!(unit.no_standing)}</p> }.into_any();
    };
    let rows = vec![
        (tr!(unit.season), standing.season.to_string().into_any()),
        (tr!(self_check.title), self_check(unit, &standing)),
        (tr!(unit.visit), visit(&standing)),
        (tr!(rectification.title), entry_counts(entries)),
    ];
    view! { <Facts rows /> }.into_any()
}

fn self_check(unit: &UnitCode, standing: &Standing) -> AnyView {
    let Some(part) = standing.self_check() else { return tr!(unit.not_yet).into_any() };
    let href = format!("/self-check/{}/{}", part.round, unit);
    let text = match (part.submitted_on, part.due) {
        (Some(on), _) if part.days_late > 0 => tr!(unit.submitted_late, on = on, days = part.days_late),
        (Some(on), _) => tr!(unit.submitted, on = on),
        (None, Some(due)) => tr!(unit.due, due = due),
        (None, None) => tr!(unit.not_yet),
    };
    let returns =
        (part.returns > 0).then(|| view! { <span class="sm dim">{tr!(unit.returned, count = part.returns)}</span> });
    view! {
        <a href=href>{text}</a>
        " "
        {returns}
    }
    .into_any()
}

fn visit(standing: &Standing) -> AnyView {
    let Some(part) = standing.visit() else {
        return tr!(unit.not_drawn).into_any();
    };
    let href = format!("/visits/{}", part.visit);
    let total = part.total.map(|total| tr!(unit.total, points = Points(total), findings = part.findings));
    view! {
        <a href=href>{part.date.to_string()}</a>
        " "
        <span class="sm">{total.unwrap_or_else(|| tr!(unit.not_locked))}</span>
    }
    .into_any()
}

fn entry_counts(entries: EntryCounts) -> AnyView {
    if entries == EntryCounts::default() {
        return tr!(unit.no_entries).into_any();
    }
    let overdue = (entries.overdue > 0)
        .then(|| view! { <Badge tone=Tone::Stop text=tr!(unit.entries_overdue, count = entries.overdue) /> });
    view! {
        <a href="/ledger">{tr!(unit.entries, open = entries.open + entries.overdue, closed = entries.closed)}</a>
        " "
        {overdue}
    }
    .into_any()
}
