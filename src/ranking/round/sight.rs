//! What of an edition a person is shown.

use std::collections::{BTreeMap, BTreeSet};

use super::moves;
use crate::{
    inspection::model::VisitStanding,
    kernel::{
        actor::{Actor, Signature},
        permit::{Action, Denied, Reach, reach},
        unit_kind::UnitKind,
    },
    ranking::{
        model::{
            ApartRow, Computation, Publication, RankRow, RankingEvent, RankingRound, Reasoned, Scope, Shown, StoryLine,
            UnitStanding,
        },
        rules::{Component, RankingResult, UnitInput, inspection_component},
    },
};

/// A unit that may not see the whole sees so many places before and behind its own.
pub const NEIGHBOURS: usize = 5;

/// What of an edition a person may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// Nothing: for them it does not exist.
    Nothing,
    /// The lines of these units.
    Part(BTreeSet<String>),
    /// All of it.
    Whole,
}

/// What of this edition this person may see.
///
/// Whoever reads no rankings by office sees nothing. The offices of Art. 3 see all of it from the beginning. Nobody else
/// learns of it before it is published; then a unit sees itself and its neighbours, or all where the scope is wider, and
/// an inspector only what is public.
#[must_use]
pub fn visible_to(actor: &Actor, round: &RankingRound) -> View {
    let published = round.published.as_ref();
    if is_whole_to(actor, published) {
        return View::Whole;
    }
    match &actor.unit {
        Some(own) if is_visible_to(actor, published) => {
            View::Part(neighbourhood(&round.computation.result, own.as_str()))
        }
        Some(_) | None => View::Nothing,
    }
}

/// Whether this person may see all of an edition that was published so, or not yet.
#[must_use]
pub fn is_whole_to(actor: &Actor, published: Option<&Publication>) -> bool {
    let to_units = published.is_some_and(|publication| publication.scope == Scope::UnitsOnly);
    let of_unit_alone = actor.unit.is_some() && !actor.role.is_office();
    is_visible_to(actor, published) && !(to_units && of_unit_alone)
}

/// Whether this person reads rankings at all: that is asked first, and what was published to whom comes after it.
///
/// # Errors
/// [`Denied::NotForThisRole`] where no ranking is for them, however widely it was published.
pub fn check_reader(actor: &Actor) -> Result<(), Denied> {
    match reach(actor.role, Action::ReadRanking) {
        Reach::District | Reach::OwnUnit => Ok(()),
        Reach::Nothing | Reach::AssignedVisits | Reach::LedVisits => Err(Denied::NotForThisRole),
    }
}

/// Whether this person may see anything of an edition that was published so, or not yet.
#[must_use]
pub fn is_visible_to(actor: &Actor, published: Option<&Publication>) -> bool {
    let of_unit = || actor.unit.as_ref().is_some_and(|unit| actor.is_of(unit));
    let within_scope = || {
        published.is_some_and(|publication| match publication.scope {
            Scope::Public => true,
            Scope::Government | Scope::UnitsOnly => of_unit(),
        })
    };
    check_reader(actor).is_ok() && (actor.role.is_office() || within_scope())
}

/// The unit and its neighbours in the order of the ranking; the unit alone where it is not ranked.
pub(super) fn neighbourhood(result: &RankingResult, unit: &str) -> BTreeSet<String> {
    let mut codes = BTreeSet::from([unit.to_owned()]);
    if let Some(at) = result.results.iter().position(|ranked| ranked.code == unit) {
        let near = result.results.iter().skip(at.saturating_sub(NEIGHBOURS)).take(at.min(NEIGHBOURS) + 1 + NEIGHBOURS);
        codes.extend(near.map(|ranked| ranked.code.clone()));
    }
    codes
}

/// The part of an edition that this person may see; `None` where that is nothing. `before` is the edition with
/// which this one compares its places; it adds only what the person may see of it too.
#[must_use]
pub fn shown(actor: &Actor, round: &RankingRound, before: Option<&RankingRound>) -> Option<Shown> {
    let view = visible_to(actor, round);
    let whole = match &view {
        View::Nothing => return None,
        View::Part(_) => false,
        View::Whole => true,
    };
    let sees = |code: &str| match &view {
        View::Nothing => false,
        View::Part(codes) => codes.contains(code),
        View::Whole => true,
    };
    let computation = &round.computation;
    let result = &computation.result;
    let moves = before.map(|before| visible_moves(actor, whole, result, before)).unwrap_or_default();
    let sees_both = whole && before.is_some_and(|before| visible_to(actor, before) == View::Whole);
    let is_own = |code: &str| actor.unit.as_ref().is_some_and(|unit| unit.as_str() == code && actor.is_of(unit));
    let name = |code: &str| computation.names.get(code).cloned().unwrap_or_else(|| code.to_owned());
    let inputs: BTreeMap<&str, &UnitInput> =
        computation.inputs.units.iter().map(|unit| (unit.code.as_str(), unit)).collect();
    let bands: BTreeMap<&str, (i64, i64)> =
        computation.bands.iter().map(|band| (band.code.as_str(), (band.low, band.high))).collect();
    let rows = result.results.iter().filter(|ranked| sees(&ranked.code)).map(|ranked| {
        let own = is_own(&ranked.code);
        let components = inputs.get(ranked.code.as_str()).filter(|_| whole || own).map(|unit| scores(unit));
        let places = moves.get(&ranked.code).copied();
        RankRow {
            code: ranked.code.clone(),
            name: name(&ranked.code),
            kind: UnitKind::from_code(&ranked.kind),
            components,
            visit: None,
            total: ranked.total,
            rank: ranked.rank,
            rank_in_kind: ranked.rank_in_kind,
            grade: ranked.grade.clone(),
            change: places.map(|(was, is)| was - is),
            before: places.filter(|_| sees_both).map(|(was, _)| was),
            band: bands.get(ranked.code.as_str()).copied().filter(|_| whole),
            own,
        }
    });
    let not_ranked = result.not_ranked.iter().filter(|apart| sees(&apart.code)).map(|apart| ApartRow {
        code: apart.code.clone(),
        name: name(&apart.code),
        missing: apart.missing.clone(),
        own: is_own(&apart.code),
    });
    Some(Shown {
        edition: round.edition,
        whole,
        ranked: result.results.len(),
        units: result.results.len() + result.not_ranked.len(),
        grades: if whole { grades(computation) } else { Vec::new() },
        rows: rows.collect(),
        not_ranked: not_ranked.collect(),
        rule: computation.rule.clone(),
        rule_because: computation.rule_because.clone(),
        as_of: computation.as_of,
        fingerprint: result.fingerprint.clone(),
        compared_with: before.filter(|_| !moves.is_empty()).map(|before| before.season.clone()),
        story: if whole && actor.role.is_office() { story(round) } else { Vec::new() },
        meeting: round.meeting.clone().filter(|_| actor.role.is_office()),
        published: round.published.clone(),
        corrected: round.corrected.clone(),
    })
}

/// The places with the visits whose scores they count, as far as these standings know them. A score that was locked anew
/// since then, as after an appeal, is not the one that the edition counts: such a visit is left out.
#[must_use]
pub fn with_visits(mut shown: Shown, standings: &[UnitStanding]) -> Shown {
    let visits: BTreeMap<&str, &VisitStanding> =
        standings.iter().filter_map(|standing| Some((standing.unit.as_str(), standing.visit()?))).collect();
    for row in &mut shown.rows {
        let mut scores = Component::ALL.into_iter().zip(row.components.iter().flatten());
        let inspection = scores.find(|(component, _)| *component == Component::Inspection);
        let counted = inspection.and_then(|(_, score)| *score);
        let visit = visits.get(row.code.as_str()).filter(|visit| visit.total.map(inspection_component) == counted);
        row.visit = visit.filter(|_| counted.is_some()).map(|visit| visit.visit.clone());
    }
    shown
}

/// What a place moved by says where the unit stood before: a reader of the part learns it of their own unit alone.
fn visible_moves(
    actor: &Actor,
    whole: bool,
    result: &RankingResult,
    before: &RankingRound,
) -> BTreeMap<String, (i64, i64)> {
    let all = moves(result, &before.computation.result);
    match visible_to(actor, before) {
        View::Nothing => BTreeMap::new(),
        View::Whole if whole => all,
        View::Part(_) | View::Whole => {
            let own = actor.unit.as_ref().map(|unit| unit.as_str()).unwrap_or_default();
            all.into_iter().filter(|(code, _)| code == own).collect()
        }
    }
}

fn scores(unit: &UnitInput) -> Vec<Option<i64>> {
    Component::ALL.into_iter().map(|component| unit.component(component)).collect()
}

/// Each grade of the rule, where it begins, and how many units have it.
fn grades(computation: &Computation) -> Vec<(String, i64, usize)> {
    let count = |grade: &str| computation.result.results.iter().filter(|ranked| ranked.grade == grade).count();
    computation.rule.grades.iter().map(|bound| (bound.grade.clone(), bound.from, count(&bound.grade))).collect()
}

/// What happened to an edition, in the order in which it happened.
#[must_use]
pub fn story(round: &RankingRound) -> Vec<StoryLine> {
    let line = |event, signed: &Signature, note: Option<String>| StoryLine { event, signed: signed.clone(), note };
    let because = |reason: &Reasoned| Some(reason.because.to_string());
    let corrects = round.corrects.as_ref().and_then(because);
    let mut story = vec![line(RankingEvent::Computed, &round.computed, corrects)];
    story.extend(round.sent_back.as_ref().map(|back| line(RankingEvent::SentBack, &back.signed, because(back))));
    story.extend(round.tabled.as_ref().map(|signed| line(RankingEvent::Tabled, signed, None)));
    story.extend(
        round
            .meeting
            .as_ref()
            .map(|meeting| line(RankingEvent::Met, &meeting.recorded, Some(meeting.decision.to_string()))),
    );
    story.extend(round.adopted.as_ref().map(|signed| line(RankingEvent::Adopted, signed, None)));
    story.extend(round.published.as_ref().map(|published| line(RankingEvent::Published, &published.signed, None)));
    story.extend(round.corrected.as_ref().map(|by| line(RankingEvent::Corrected, &by.signed, because(by))));
    // An edition that was sent back was computed again afterwards.
    story.sort_by_key(|line| line.signed.at);
    story
}
