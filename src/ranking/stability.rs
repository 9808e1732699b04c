//! How much a ranking depends on the exact weights (Art. 12): each unit's band of ranks over 1,000 other weightings.
//!
//! Each weighting moves every weight by a whole number of basis points from −500 to +500 (a weight never falls below
//! 0). Renormalising to 10000 would only add rounding: a total divides by the sum of the weights anyway, so the moved
//! weights are used as they are, which is exact. The moves come from ChaCha20 seeded with the SHA-256 of the rule's
//! canonical JSON, in the order inspection, self-check, rectification, public: 32-bit words below 4294966676 (the
//! largest multiple of 1001), modulo 1001, less 500. So the band is the same on every machine and at every look.
//!
//! Server only: `rand_chacha` is not part of what the browser loads.

use std::collections::BTreeMap;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

use super::model::RankBand;
use super::rules::{Fault, Inputs, Rule, Standing, Violation, Weights, check, places, sort, standings, weighted_total};
use crate::kernel::canonical::{canonical, sha256};

/// How many weightings are tried.
pub const WEIGHTINGS: usize = 1000;

/// How far each weight moves, in basis points, in either direction.
pub const LARGEST_MOVE: i64 = 500;

/// The band of every ranked unit, in the order of the ranking. Percentiles are nearest ranks: of 1,000 ranks in
/// ascending order the 50th and the 950th. Units that the rule itself does not rank take no part; in a weighting
/// in which a unit's components happen to weigh nothing, it is left out of that weighting only.
///
/// # Errors
///
/// As the ranking's own.
pub fn stability(inputs: &Inputs, rule: &Rule) -> Result<Vec<RankBand>, Vec<Violation>> {
    let violations = check(inputs, rule);
    if !violations.is_empty() {
        return Err(violations);
    }
    let text = canonical(rule)
        .map_err(|error| vec![Violation { path: String::new(), fault: Fault::NotCanonical(error.to_string()) }])?;
    let mut random = ChaCha20Rng::from_seed(sha256(text.as_bytes()));
    let (ranked, _) = standings(inputs, rule);
    let mut seen: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for _ in 0..WEIGHTINGS {
        let weights = moved(&rule.weights, &mut random);
        let total = |standing: &Standing<'_>| weighted_total(standing.unit, &weights);
        let mut tried: Vec<Standing<'_>> = ranked
            .iter()
            .filter_map(|standing| Some(Standing { unit: standing.unit, total: total(standing)? }))
            .collect();
        sort(&mut tried);
        for (standing, place) in tried.iter().zip(places(tried.iter().copied())) {
            seen.entry(&standing.unit.code).or_default().push(place);
        }
    }
    Ok(ranked
        .iter()
        .filter_map(|standing| band(&standing.unit.code, seen.remove(standing.unit.code.as_str())?))
        .collect())
}

fn band(code: &str, mut places: Vec<i64>) -> Option<RankBand> {
    places.sort_unstable();
    // Nearest rank: the ceil(p × n)-th of n, counted from 1.
    let nearest = |percent: usize| places.get((places.len() * percent).div_ceil(100).checked_sub(1)?).copied();
    Some(RankBand { code: code.to_owned(), low: nearest(5)?, high: nearest(95)? })
}

fn moved(weights: &Weights, random: &mut ChaCha20Rng) -> Weights {
    let mut next = |weight: i64| (weight + step(random)).max(0);
    // The order of the fields is the order of the draws.
    Weights {
        inspection: next(weights.inspection),
        self_check: next(weights.self_check),
        rectification: next(weights.rectification),
        public: next(weights.public),
    }
}

/// A move between −500 and +500, each equally likely.
fn step(random: &mut ChaCha20Rng) -> i64 {
    const MOVES: u32 = 1001;
    const FAIR: u32 = u32::MAX - u32::MAX % MOVES;
    loop {
        let word = random.next_u32();
        // Fewer than one word in a million is drawn again.
        if word < FAIR {
            return i64::from(word % MOVES) - LARGEST_MOVE;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranking::rules::{UnitInput, compute};

    fn unit(code: &str, inspection: i64, public: Option<i64>) -> UnitInput {
        UnitInput {
            code: code.to_owned(),
            kind: "district".to_owned(),
            inspection: Some(inspection),
            self_check: Some(9000),
            rectification: None,
            public,
            falsified: false,
        }
    }

    fn inputs(units: Vec<UnitInput>) -> Inputs {
        Inputs { season: "2026".to_owned(), units }
    }

    #[test]
    fn the_fair_words_end_where_the_documentation_says() {
        assert_eq!(u32::MAX - u32::MAX % 1001, 4_294_966_676);
    }

    #[test]
    fn moves_stay_within_their_bounds_and_reach_them() {
        let mut random = ChaCha20Rng::from_seed([0; 32]);
        let moves: Vec<i64> = (0..20_000).map(|_| step(&mut random)).collect();
        assert_eq!((moves.iter().min(), moves.iter().max()), (Some(&-500), Some(&500)));
    }

    #[test]
    fn a_unit_that_is_better_in_everything_never_moves() {
        let inputs = inputs(vec![unit("B", 8000, Some(5000)), unit("A", 9500, Some(9500))]);
        let bands = stability(&inputs, &Rule::default()).unwrap();
        let shown: Vec<_> = bands.iter().map(|band| (band.code.as_str(), band.low, band.high)).collect();
        assert_eq!(shown, [("A", 1, 1), ("B", 2, 2)]);
    }

    #[test]
    fn units_that_trade_one_component_for_another_have_a_band() {
        let inputs = inputs(vec![unit("A", 9000, Some(2500)), unit("B", 8000, Some(8600))]);
        let bands = stability(&inputs, &Rule::default()).unwrap();
        assert!(bands.iter().all(|band| (band.low, band.high) == (1, 2)), "{bands:?}");
    }

    #[test]
    fn the_band_is_the_same_at_every_look_and_in_the_order_of_the_ranking() {
        let units = (0..30).map(|at: i64| unit(&format!("U{at}"), 7000 + at * 97 % 1000, Some(at * 331 % 10_000)));
        let mut inputs = inputs(units.collect());
        inputs.units[3].falsified = true;
        inputs.units[4].inspection = None;
        let bands = stability(&inputs, &Rule::default()).unwrap();
        assert_eq!(bands, stability(&inputs, &Rule::default()).unwrap());
        let ranking = compute(&inputs, &Rule::default()).unwrap();
        let ranked: Vec<_> = ranking.results.iter().map(|result| &result.code).collect();
        assert_eq!(bands.iter().map(|band| &band.code).collect::<Vec<_>>(), ranked);
        assert!(bands.iter().all(|band| 1 <= band.low && band.low <= band.high && band.high <= 29));
        assert_eq!((bands[28].code.as_str(), bands[28].low, bands[28].high), ("U3", 29, 29));
    }

    #[test]
    fn a_rule_that_cannot_rank_has_no_stability() {
        let weights = Weights { inspection: 0, ..Rule::default().weights };
        let rule = Rule { weights, ..Rule::default() };
        assert_eq!(stability(&inputs(vec![]), &rule).unwrap_err().len(), 1);
        assert_eq!(stability(&inputs(vec![]), &Rule::default()).unwrap(), []);
    }
}
