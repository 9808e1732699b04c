//! Labels of the ranking's closed sets, for its own pages and for the board.

use super::{
    model::{PlaceOrder, RankingEvent, RankingState, Scope},
    rules::{Component, Rule},
};
use crate::{i18n::tr, ui::Tone};

/// The name of a state.
#[must_use]
pub fn state(state: RankingState) -> String {
    match state {
        RankingState::Collecting => tr!(ranking.state_collecting),
        RankingState::Computed => tr!(ranking.state_computed),
        RankingState::Tabled => tr!(ranking.state_tabled),
        RankingState::Adopted => tr!(ranking.state_adopted),
        RankingState::Published => tr!(ranking.state_published),
        RankingState::Corrected => tr!(ranking.state_corrected),
    }
}

/// By what places are put in order.
#[must_use]
pub fn place_order(order: PlaceOrder) -> String {
    match order {
        PlaceOrder::Rank => tr!(ranking.order_rank),
        PlaceOrder::Kind => tr!(ranking.order_kind),
        PlaceOrder::Change => tr!(ranking.order_change),
    }
}

/// The tone of a state.
#[must_use]
pub const fn state_tone(state: RankingState) -> Tone {
    match state {
        RankingState::Collecting => Tone::Neutral,
        RankingState::Computed | RankingState::Tabled => Tone::Info,
        RankingState::Adopted | RankingState::Published => Tone::Good,
        RankingState::Corrected => Tone::Warn,
    }
}

/// The name of a scope.
#[must_use]
pub fn scope(scope: Scope) -> String {
    match scope {
        Scope::UnitsOnly => tr!(ranking.scope_units_only),
        Scope::Government => tr!(ranking.scope_government),
        Scope::Public => tr!(ranking.scope_public),
    }
}

/// A scope with what it means.
#[must_use]
pub fn scope_in_full(scope: Scope) -> String {
    match scope {
        Scope::UnitsOnly => tr!(ranking.scope_units_only_full),
        Scope::Government => tr!(ranking.scope_government_full),
        Scope::Public => tr!(ranking.scope_public_full),
    }
}

/// The name of a component.
#[must_use]
pub fn component(component: Component) -> String {
    match component {
        Component::Inspection => tr!(ranking.component_inspection),
        Component::SelfCheck => tr!(ranking.component_self_check),
        Component::Rectification => tr!(ranking.component_rectification),
        Component::Public => tr!(ranking.component_public),
    }
}

/// The components without which a unit is not ranked.
#[must_use]
pub fn required(rule: &Rule) -> String {
    let names: Vec<String> = rule.required.iter().map(|needed| component(*needed)).collect();
    if names.is_empty() { tr!(ranking.none) } else { names.join(&tr!(words.list_comma)) }
}

/// The name of a grade. A district may name its own; those are shown as they are stored.
#[must_use]
pub fn grade(code: &str) -> String {
    match code {
        "excellent" => tr!(ranking.grade_excellent),
        "good" => tr!(ranking.grade_good),
        "pass" => tr!(ranking.grade_pass),
        "fail" => tr!(ranking.grade_fail),
        own => own.to_owned(),
    }
}

/// The tone of a grade.
#[must_use]
pub fn grade_tone(code: &str) -> Tone {
    match code {
        "excellent" => Tone::Good,
        "good" => Tone::Info,
        "fail" => Tone::Stop,
        _ => Tone::Neutral,
    }
}

/// What happened to an edition.
#[must_use]
pub fn event(event: RankingEvent) -> String {
    match event {
        RankingEvent::Computed => tr!(ranking.event_computed),
        RankingEvent::Tabled => tr!(ranking.event_tabled),
        RankingEvent::SentBack => tr!(ranking.event_sent_back),
        RankingEvent::Met => tr!(ranking.event_met),
        RankingEvent::Adopted => tr!(ranking.event_adopted),
        RankingEvent::Published => tr!(ranking.event_published),
        RankingEvent::Corrected => tr!(ranking.event_corrected),
    }
}

/// Components that a unit lacks, as a list.
#[must_use]
pub fn missing(lacking: &[Component]) -> String {
    if lacking.is_empty() {
        return tr!(ranking.missing_weight);
    }
    let names: Vec<String> = lacking.iter().map(|lacks| component(*lacks)).collect();
    tr!(ranking.missing, components = names.join(&tr!(words.list_comma)))
}
