//! What must hold for every visit: the score of a locked one never changes, and no scorer ever sees another's entries.

use proptest::prelude::*;

use super::{
    tests::{actor, inspector, sheet_of, signature, visit},
    *,
};
use crate::{
    inspection::rules::scoring::{Entries, Entry},
    kernel::actor::Role,
};

fn states() -> impl Strategy<Value = VisitState> {
    prop::sample::select(VisitState::ALL.to_vec())
}

fn steps() -> impl Strategy<Value = VisitStep> {
    prop::sample::select(VisitStep::ALL.to_vec())
}

fn actors() -> impl Strategy<Value = Actor> {
    let number = prop::option::of(prop::sample::select(vec!["JC1", "JC2", "JC3", "JC9"]));
    (prop::sample::select(Role::ALL.to_vec()), number)
        .prop_map(|(role, number)| actor(role, number.filter(|_| role == Role::Inspector)))
}

/// A visit in any state with any sheets; each scorer's entries carry a mark of their own.
fn visits() -> impl Strategy<Value = Visit> {
    let sheets = proptest::collection::vec(prop::option::of(any::<bool>()), 3);
    (states(), sheets, any::<bool>()).prop_map(|(state, sheets, closed)| {
        let mut visit = visit(state);
        for (at, submitted) in sheets.into_iter().enumerate() {
            let Some(submitted) = submitted else { continue };
            let number = visit.inspectors[at].to_string();
            let entries = Entries([(format!("mark-of-{number}"), Entry::Events(1))].into());
            visit.sheets.insert(number, sheet_of(entries, submitted));
        }
        visit.entry_closed = closed.then(signature);
        visit
    })
}

proptest! {
    #[test]
    fn a_locked_visit_takes_nothing_but_the_feedbacks_end(taken in proptest::collection::vec(steps(), 0..40)) {
        let mut state = VisitState::Locked;
        for step in taken {
            let to = match (state, step) {
                (VisitState::Locked, VisitStep::Acknowledge) => Some(VisitState::Locked),
                (VisitState::Locked, VisitStep::Answer) => Some(VisitState::Answered),
                _ => None,
            };
            prop_assert_eq!(next(state, step), to, "{:?} + {:?}", state, step);
            state = to.unwrap_or(state);
        }
    }

    #[test]
    fn no_step_but_another_day_leads_back(state in states(), step in steps()) {
        if let Some(to) = next(state, step) {
            prop_assert!(to >= state || step == VisitStep::Move);
        }
    }

    #[test]
    fn a_scorer_never_sees_anothers_entries_before_the_reconciliation(visit in visits(), actor in actors()) {
        // Nothing is reconciled in these visits, whatever their state says.
        let seen = seen_by(&actor, &visit);
        let own = actor.inspector.clone();
        let is_leader = own == Some(inspector("JC1"));
        for number in ["JC1", "JC2", "JC3"].map(inspector) {
            let shown = serde_json::to_string(&seen).unwrap().contains(&format!("mark-of-{number}"));
            let allowed = own.as_ref() == Some(&number) || (is_leader && entry_is_over(&visit));
            prop_assert!(!shown || allowed, "{:?} sees the sheet of {}", actor, number);
        }
    }

    #[test]
    fn what_a_page_offers_is_what_the_server_takes(visit in visits(), actor in actors()) {
        let blind = seen_by(&actor, &visit);
        if !actor.role.is_of_unit() {
            prop_assert_eq!(allowed(&actor, &blind), allowed(&actor, &visit));
        }
    }

    #[test]
    fn whoever_may_not_read_a_visit_can_do_nothing_with_it(visit in visits(), actor in actors()) {
        let reads = permit::allows(&actor, Action::ReadVisit, subject(&visit));
        prop_assert!(reads || allowed(&actor, &visit).is_empty());
    }
}
