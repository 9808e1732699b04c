//! What must hold for every ranking and every way through its states.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{sight::neighbourhood, tests::*, *};
use crate::{
    kernel::actor::Role,
    ranking::model::{Computation, Publication, RankingRound, RankingState, Scope, Step},
};

fn any_state() -> impl Strategy<Value = RankingState> {
    proptest::sample::select(RankingState::ALL.to_vec())
}

fn any_scope() -> impl Strategy<Value = Scope> {
    proptest::sample::select(Scope::ALL.to_vec())
}

/// A published or unpublished edition over units `U00`, `U01`, …, some without an inspection.
fn any_round() -> impl Strategy<Value = RankingRound> {
    let scores = proptest::collection::vec(proptest::option::weighted(0.8, 0i64..=10_000), 1..30);
    (scores, any_state(), proptest::option::of(any_scope())).prop_map(|(scores, state, scope)| {
        let mut round = round_of(&scores);
        round.state = state;
        round.published = scope.map(|scope| Publication { scope, signed: signature(9) });
        round
    })
}

proptest! {
    #[test]
    fn no_unit_is_shown_a_line_beyond_its_scope(
        round in any_round(),
        before in proptest::option::of(any_round()),
        unit in 0usize..32,
        head in any::<bool>(),
    ) {
        let code = format!("U{unit:02}");
        let role = if head { Role::UnitHead } else { Role::UnitClerk };
        let reader = actor(role, Some(&code));
        let shown = shown(&reader, &round, before.as_ref());
        let Some(publication) = &round.published else {
            prop_assert!(shown.is_none());
            return Ok(());
        };
        let shown = shown.expect("a published edition is shown to units");
        let order: Vec<&str> = round.computation.result.results.iter().map(|ranked| ranked.code.as_str()).collect();
        let own = order.iter().position(|other| *other == code);
        match publication.scope {
            Scope::UnitsOnly => {
                for row in &shown.rows {
                    let at = order.iter().position(|other| *other == row.code).expect("it is ranked");
                    let own = own.expect("a unit without a place has no neighbours");
                    prop_assert!(at.abs_diff(own) <= NEIGHBOURS);
                    prop_assert!(row.components.is_none() || row.code == code);
                    prop_assert!(row.change.is_none() || row.code == code);
                    prop_assert!(row.before.is_none());
                    prop_assert!(row.band.is_none());
                }
                prop_assert!(shown.not_ranked.iter().all(|apart| apart.code == code));
                prop_assert!(shown.grades.is_empty() && !shown.whole);
            }
            Scope::Government | Scope::Public => prop_assert_eq!(shown.rows.len(), order.len()),
        }
        prop_assert!(shown.meeting.is_none() && shown.story.is_empty());
    }

    #[test]
    fn before_it_is_published_only_the_offices_see_it(mut round in any_round(), place in 0usize..9) {
        round.published = None;
        let role = Role::ALL[place];
        let reader = actor(role, Some("U00"));
        prop_assert_eq!(shown(&reader, &round, None).is_some(), role.is_office());
    }

    #[test]
    fn what_was_tabled_keeps_its_computation_to_the_end(
        steps in proptest::collection::vec(proptest::sample::select(Step::ALL.to_vec()), 0..40),
    ) {
        let mut round = round_of(&[Some(9000), Some(8000), None]);
        let mut frozen: Option<Computation> = None;
        let mut publication: Option<Publication> = None;
        for (step, at) in steps.into_iter().zip(10i64..) {
            let other = round_of(&[Some(at * 7 % 10_000), Some(5000)]).computation;
            let Some(after) = taken(&round, step, at, other) else {
                continue;
            };
            if step == Step::SendBack {
                frozen = None;
            }
            if after.state >= RankingState::Tabled && step != Step::SendBack {
                let kept = frozen.get_or_insert_with(|| after.computation.clone());
                prop_assert_eq!(&*kept, &after.computation);
            }
            if let Some(kept) = &publication {
                prop_assert_eq!(Some(kept), after.published.as_ref());
            }
            publication.clone_from(&after.published);
            round = after;
        }
    }

    #[test]
    fn neighbours_are_at_most_five_on_either_side(scores in proptest::collection::vec(0i64..=10_000, 1..30), at in 0usize..30) {
        let scores: Vec<Option<i64>> = scores.into_iter().map(Some).collect();
        let round = round_of(&scores);
        let order: Vec<String> = round.computation.result.results.iter().map(|ranked| ranked.code.clone()).collect();
        let at = at % order.len();
        let expected: BTreeSet<String> = order
            .iter()
            .enumerate()
            .filter(|(place, _)| place.abs_diff(at) <= NEIGHBOURS)
            .map(|(_, code)| code.clone())
            .collect();
        prop_assert_eq!(neighbourhood(&round.computation.result, &order[at]), expected);
    }
}
