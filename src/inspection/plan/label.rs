//! Names of states and kinds, and sentences that several pages say.

use std::collections::BTreeMap;

use crate::{
    i18n::tr,
    inspection::{
        model::{PlanKind, PlanState, VisitState},
        plan::model::{DayOff, Ground, Person, RecusalLine},
    },
    ui::Tone,
};

pub(super) fn plan_state(state: PlanState) -> String {
    match state {
        PlanState::Draft => tr!(inspection.state_draft),
        PlanState::Approved => tr!(inspection.state_approved),
        PlanState::Drawn => tr!(inspection.state_drawn),
        PlanState::Running => tr!(inspection.state_running),
        PlanState::Reported => tr!(inspection.state_reported),
        PlanState::Closed => tr!(inspection.state_closed),
        PlanState::Cancelled => tr!(inspection.state_cancelled),
    }
}

pub(super) fn plan_tone(state: PlanState) -> Tone {
    match state {
        PlanState::Draft => Tone::Neutral,
        PlanState::Approved | PlanState::Drawn | PlanState::Running => Tone::Info,
        PlanState::Reported | PlanState::Closed => Tone::Good,
        PlanState::Cancelled => Tone::Warn,
    }
}

pub(super) fn plan_kind(kind: PlanKind) -> String {
    match kind {
        PlanKind::SpotCheck => tr!(inspection.kind_spot_check),
        PlanKind::Census => tr!(inspection.kind_census),
    }
}

pub(crate) fn visit_state(state: VisitState) -> String {
    match state {
        VisitState::Scheduled => tr!(inspection.visit_scheduled),
        VisitState::Notified => tr!(inspection.visit_notified),
        VisitState::Received => tr!(inspection.visit_received),
        VisitState::OnSite => tr!(inspection.visit_on_site),
        VisitState::FedBack => tr!(inspection.visit_fed_back),
        VisitState::Scored => tr!(inspection.visit_scored),
        VisitState::Locked => tr!(inspection.visit_locked),
        VisitState::Answered => tr!(inspection.visit_answered),
    }
}

pub(super) fn visit_tone(state: VisitState) -> Tone {
    match state {
        VisitState::Scheduled => Tone::Warn,
        VisitState::Notified | VisitState::OnSite | VisitState::FedBack | VisitState::Scored => Tone::Info,
        VisitState::Received => Tone::Good,
        VisitState::Locked | VisitState::Answered => Tone::Neutral,
    }
}

pub(crate) fn group(number: i64) -> String {
    tr!(inspection.group, number = number)
}

/// A day of a visit on which nobody works any more.
pub(super) fn day_off(day: &DayOff) -> String {
    match &day.name {
        Some(name) => tr!(inspection.day_off_named, name = name.clone()),
        None => tr!(inspection.day_off),
    }
}

pub(super) fn person(person: &Person) -> String {
    tr!(inspection.person, name = person.name.to_string(), number = person.inspector.to_string())
}

/// Why somebody may not check a unit: by which rule, and from which words of the roster.
pub(super) fn recusal(line: &RecusalLine, names: &BTreeMap<String, String>) -> String {
    let name = line.name.to_string();
    let unit = names.get(line.unit.as_str()).cloned().unwrap_or_else(|| line.unit.to_string());
    let written = line.written.clone();
    match (line.ground, line.from, line.to, &line.words) {
        (Ground::CurrentUnit, ..) => {
            tr!(inspection.recused_current, name = name, unit = unit, written = written)
        }
        (Ground::FormerUnit, Some(from), to, _) => {
            let to = to.map(|year| year.to_string()).unwrap_or_default();
            tr!(inspection.recused_former_years, name = name, unit = unit, from = from, to = to, written = written)
        }
        (Ground::FormerUnit, None, ..) => {
            tr!(inspection.recused_former, name = name, unit = unit, written = written)
        }
        (Ground::Declared, _, _, Some(words)) => {
            let words = words.clone();
            tr!(inspection.recused_declared_words, name = name, unit = unit, words = words, written = written)
        }
        (Ground::Declared, _, _, None) => {
            tr!(inspection.recused_declared, name = name, unit = unit, written = written)
        }
    }
}

/// Several names in one sentence.
pub(super) fn listed(names: impl IntoIterator<Item = String>) -> String {
    names.into_iter().collect::<Vec<_>>().join(&tr!(words.list_comma))
}
