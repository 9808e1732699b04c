//! How editions, rules and units differ: moved places, another rule's figures, and the mean of a kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    kernel::ids::SeasonId,
    ranking::{
        model::KindMean,
        rules::{Ranked, RankingResult, UnitInput, rounded},
    },
};

/// How a ranking by another rule differs from the one in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// How many units have another place.
    pub moved: usize,
    /// The unit that moves furthest, with its old and its new place; the better placed of equals.
    pub furthest: Option<(String, i64, i64)>,
    /// The units that come among the first ten.
    pub into_ten: Vec<String>,
    /// How many units have another grade.
    pub regraded: usize,
    /// How many units only one of the two ranks. The other figures leave them out.
    pub in_or_out: usize,
}

/// What another rule changes.
#[must_use]
pub fn difference(in_force: &RankingResult, tried: &RankingResult) -> Difference {
    let places: BTreeMap<&str, (i64, &str)> =
        tried.results.iter().map(|ranked| (ranked.code.as_str(), (ranked.rank, ranked.grade.as_str()))).collect();
    let mut difference = Difference { moved: 0, furthest: None, into_ten: Vec::new(), regraded: 0, in_or_out: 0 };
    let mut longest = 0;
    for ranked in &in_force.results {
        let Some((rank, grade)) = places.get(ranked.code.as_str()) else {
            difference.in_or_out += 1;
            continue;
        };
        let distance = ranked.rank.abs_diff(*rank);
        difference.moved += usize::from(distance > 0);
        difference.regraded += usize::from(ranked.grade != **grade);
        if distance > longest {
            longest = distance;
            difference.furthest = Some((ranked.code.clone(), ranked.rank, *rank));
        }
        if ranked.rank > 10 && *rank <= 10 {
            difference.into_ten.push(ranked.code.clone());
        }
    }
    // Those that both rank are counted off; the rest of the tried ones came in.
    let both = in_force.results.len() - difference.in_or_out;
    difference.in_or_out += tried.results.len() - both;
    difference
}

/// The place in the result before and the place now, by code. Both are counted among the units that both results rank,
/// so that a season in which few are ranked yet lifts nobody; a unit that one of them does not rank has none.
#[must_use]
pub fn moves(now: &RankingResult, before: &RankingResult) -> BTreeMap<String, (i64, i64)> {
    let (was, is) = (places_among(before, now), places_among(now, before));
    is.into_iter().filter_map(|(code, place)| Some((code.to_owned(), (*was.get(code)?, place)))).collect()
}

/// The places of those units that the other result ranks too, counted from 1 among them alone; equals share one.
fn places_among<'a>(result: &'a RankingResult, other: &RankingResult) -> BTreeMap<&'a str, i64> {
    let known: BTreeSet<&str> = other.results.iter().map(|ranked| ranked.code.as_str()).collect();
    let common: Vec<&Ranked> = result.results.iter().filter(|ranked| known.contains(ranked.code.as_str())).collect();
    let mut ranks: Vec<i64> = common.iter().map(|ranked| ranked.rank).collect();
    ranks.sort_unstable();
    let place = |rank: i64| 1 + i64::try_from(ranks.partition_point(|other| *other < rank)).unwrap_or(i64::MAX);
    common.into_iter().map(|ranked| (ranked.code.as_str(), place(ranked.rank))).collect()
}

/// A unit's inspection beside the mean of its kind among the units of an edition; `None` where the unit was not inspected,
/// or no other of its kind was. It is for whoever sees the whole of the edition; see
/// [`is_whole_to`](super::is_whole_to).
#[must_use]
pub fn beside_its_kind(season: &SeasonId, units: &[UnitInput], unit: &str) -> Option<KindMean> {
    let own = units.iter().find(|input| input.code == unit)?;
    let of_kind = units.iter().filter(|input| input.kind == own.kind);
    let inspected: Vec<i64> = of_kind.filter_map(|input| input.inspection).collect();
    let mean = rounded(inspected.iter().sum(), i64::try_from(inspected.len()).ok()?)?;
    let (own, units) = (own.inspection?, inspected.len());
    (units > 1).then(|| KindMean { season: season.clone(), own, mean, units })
}
