//! What may be done with an edition of the ranking, by whom, and who sees what of it (Art. 12).
//!
//! Pure: the store freezes what these functions make of a record. Two promises are kept here and tested as properties:
//! once an edition is tabled its computation never changes, and a unit is never shown a line beyond its scope.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::NaiveDate;

use super::{
    model::{
        ApartRow, Collected, Computation, KindMean, Meeting, PlaceOrder, Publication, RankRow, RankingEvent,
        RankingRound, RankingState, Reasoned, Scope, SeasonLine, SeasonOrder, Shown, Step, StoryLine, UnitStanding,
        has_submitted,
    },
    rules::{
        Component, FULL, GradeBound, Ranked, RankingResult, RectificationOutcome, Rule, SelfCheckFacts, Severity,
        UnitInput, Weights, inspection_component, rectification_component, rectification_outcome, rounded,
        self_check_component,
    },
};
use crate::{
    inspection::model::{Severity as FindingSeverity, VisitStanding},
    kernel::{
        actor::{Actor, Signature},
        calendar::{WorkCalendar, parse_date},
        fault::{Fault, FieldFault},
        ids::SeasonId,
        listing::{falling, in_turn, number_of},
        permit::{Action, Denied, Reach, Subject, allows, reach},
        points::Points,
        text::{LongText, Note},
        unit_kind::UnitKind,
    },
    self_check::rules::days_late,
    unit::{model::Unit, rules::counting},
};

/// A unit that may not see the whole sees so many places before and behind its own.
pub const NEIGHBOURS: usize = 5;

/// The place of a season in an order of their list: no two seasons have the same.
#[must_use]
pub fn season_place(line: &SeasonLine, order: SeasonOrder) -> String {
    let published = line.published.as_ref();
    let key = match order {
        SeasonOrder::Newest => String::new(),
        SeasonOrder::State => in_turn(&RankingState::ALL, &line.state),
        SeasonOrder::Ranked => falling(u32::try_from(line.ranked).unwrap_or(u32::MAX)),
        SeasonOrder::OwnRank => format!("{:019}", line.own_rank.unwrap_or(i64::MAX)),
        SeasonOrder::Scope => {
            published.map_or_else(|| "~".to_owned(), |published| in_turn(&Scope::ALL, &published.scope))
        }
        SeasonOrder::Published => {
            format!("{:019}", published.map_or(i64::MAX, |published| published.signed.at.timestamp_millis()))
        }
    };
    format!("{key}.{}.{}", falling(number_of(line.season.as_str())), line.season)
}

/// The places of a kind, or all, in this order. Nobody sees more by it: it only leaves out and sorts what is seen.
#[must_use]
pub fn arranged(mut rows: Vec<RankRow>, kind: Option<UnitKind>, order: PlaceOrder) -> Vec<RankRow> {
    rows.retain(|row| kind.is_none() || row.kind == kind);
    let of_kind = |row: &RankRow| UnitKind::ALL.iter().position(|kind| row.kind == Some(*kind)).unwrap_or(usize::MAX);
    match order {
        PlaceOrder::Rank => rows.sort_by_key(|row| row.rank),
        PlaceOrder::Kind => rows.sort_by_key(|row| (of_kind(row), row.rank_in_kind, row.rank)),
        PlaceOrder::Change => rows.sort_by_key(|row| (row.change.is_none(), Reverse(row.change), row.rank)),
    }
    rows
}

/// The state after a step, or `None` where the state does not allow it.
#[must_use]
pub const fn next(state: RankingState, step: Step) -> Option<RankingState> {
    use RankingState as S;
    use Step as T;
    match (state, step) {
        (S::Collecting | S::Computed, T::Compute) | (S::Tabled, T::SendBack) => Some(S::Computed),
        (S::Computed, T::Table) | (S::Tabled, T::RecordMeeting) => Some(S::Tabled),
        (S::Tabled, T::Adopt) => Some(S::Adopted),
        (S::Adopted, T::Publish) => Some(S::Published),
        (S::Published, T::Correct) => Some(S::Corrected),
        // Spelled out so that a new state or step must be placed here on purpose.
        (S::Collecting, T::Table | T::SendBack | T::RecordMeeting | T::Adopt | T::Publish | T::Correct)
        | (S::Computed, T::SendBack | T::RecordMeeting | T::Adopt | T::Publish | T::Correct)
        | (S::Tabled, T::Compute | T::Table | T::Publish | T::Correct)
        | (S::Adopted, T::Compute | T::Table | T::SendBack | T::RecordMeeting | T::Adopt | T::Correct)
        | (S::Published, T::Compute | T::Table | T::SendBack | T::RecordMeeting | T::Adopt | T::Publish)
        | (S::Corrected, T::Compute | T::Table | T::SendBack | T::RecordMeeting | T::Adopt | T::Publish | T::Correct) => {
            None
        }
    }
}

/// The right that a step needs: the establishment office computes, the reform office's leader decides.
#[must_use]
pub const fn right(step: Step) -> Action {
    match step {
        Step::Compute | Step::Table => Action::ManageRanking,
        Step::SendBack | Step::RecordMeeting | Step::Adopt | Step::Publish | Step::Correct => Action::AdoptRanking,
    }
}

/// Whether this person may take this step now. `round` is the newest edition of the season; none while scores are
/// collected. A ranking is adopted only on a recorded meeting's decision.
#[must_use]
pub fn allowed(actor: &Actor, round: Option<&RankingRound>, step: Step) -> bool {
    let state = round.map_or(RankingState::Collecting, |round| round.state);
    let meeting_is_there = step != Step::Adopt || round.is_some_and(|round| round.meeting.is_some());
    allows(actor, right(step), Subject::DISTRICT) && next(state, step).is_some() && meeting_is_there
}

/// Whether there is anything of a season to compute a ranking of: an edition of it, or units that stand in it as these do.
/// An address may name any season, and an edition of it would stay for good.
#[must_use]
pub fn has_begun(round: Option<&RankingRound>, standings: &[UnitStanding]) -> bool {
    round.is_some() || !standings.is_empty()
}

/// Everything that this person may do now.
#[must_use]
pub fn allowed_steps(actor: &Actor, round: Option<&RankingRound>) -> Vec<Step> {
    Step::ALL.into_iter().filter(|step| allowed(actor, round, *step)).collect()
}

/// The first computation of a season, or the one of a new edition.
#[must_use]
pub fn opened(
    season: SeasonId,
    edition: u32,
    computation: Computation,
    computed: Signature,
    corrects: Option<Reasoned>,
) -> RankingRound {
    RankingRound {
        season,
        edition,
        state: RankingState::Computed,
        computation,
        times_computed: 1,
        computed,
        tabled: None,
        sent_back: None,
        meeting: None,
        adopted: None,
        published: None,
        corrects,
        corrected: None,
        version: 1,
    }
}

/// The edition with a new computation in the place of the old.
#[must_use]
pub fn computed_again(round: &RankingRound, computation: Computation, computed: Signature) -> Option<RankingRound> {
    let state = next(round.state, Step::Compute)?;
    let times_computed = round.times_computed.saturating_add(1);
    Some(RankingRound { state, computation, computed, times_computed, ..round.clone() })
}

/// The edition before the meeting.
#[must_use]
pub fn tabled(round: &RankingRound, signed: Signature) -> Option<RankingRound> {
    let state = next(round.state, Step::Table)?;
    Some(RankingRound { state, tabled: Some(signed), ..round.clone() })
}

/// The edition sent back. The record of the meeting that did so stays in the journal, and the next meeting is recorded
/// anew.
#[must_use]
pub fn sent_back(round: &RankingRound, reason: Reasoned) -> Option<RankingRound> {
    let state = next(round.state, Step::SendBack)?;
    Some(RankingRound { state, sent_back: Some(reason), tabled: None, meeting: None, ..round.clone() })
}

/// The edition with the meeting's record.
#[must_use]
pub fn met(round: &RankingRound, meeting: Meeting) -> Option<RankingRound> {
    let state = next(round.state, Step::RecordMeeting)?;
    Some(RankingRound { state, meeting: Some(meeting), ..round.clone() })
}

/// The edition adopted; `None` without a recorded meeting.
#[must_use]
pub fn adopted(round: &RankingRound, signed: Signature) -> Option<RankingRound> {
    let state = next(round.state, Step::Adopt)?;
    round.meeting.as_ref()?;
    Some(RankingRound { state, adopted: Some(signed), ..round.clone() })
}

/// The edition published.
#[must_use]
pub fn published(round: &RankingRound, publication: Publication) -> Option<RankingRound> {
    let state = next(round.state, Step::Publish)?;
    Some(RankingRound { state, published: Some(publication), ..round.clone() })
}

/// The edition marked as replaced. Nothing else of it changes.
#[must_use]
pub fn corrected(round: &RankingRound, reason: Reasoned) -> Option<RankingRound> {
    let state = next(round.state, Step::Correct)?;
    Some(RankingRound { state, corrected: Some(reason), ..round.clone() })
}

/// The components of a unit from its standing. `None` for the standing means that nothing was asked of it yet.
///
/// Findings count from whenever they were due up to `as_of`, for the standing holds those of the season alone. How late a
/// self-check was is counted by this calendar, whatever was counted at its signature: the table of a year may have been
/// imported since. Ratings by the public and proven falsifications are not collected yet, so the first is absent and the
/// second false.
#[must_use]
pub fn components(
    unit: &Unit,
    standing: Option<&UnitStanding>,
    as_of: NaiveDate,
    calendar: &WorkCalendar,
) -> UnitInput {
    let inspected = standing.and_then(|standing| standing.visit()?.total);
    UnitInput {
        code: unit.code.to_string(),
        kind: unit.kind.code().to_owned(),
        inspection: inspected.map(inspection_component),
        self_check: standing.and_then(|standing| self_check_of(standing, inspected, as_of, calendar)),
        rectification: standing.and_then(|standing| rectification_of(standing, as_of)),
        public: None,
        falsified: false,
    }
}

/// Absent where no round asked the unit for a self-check, or it still has time; 0 where nothing was submitted in time.
fn self_check_of(
    standing: &UnitStanding,
    inspected: Option<i64>,
    as_of: NaiveDate,
    calendar: &WorkCalendar,
) -> Option<i64> {
    let asked = standing.self_check(as_of)?;
    let facts = asked.submitted_on.map(|day| SelfCheckFacts {
        working_days_late: i64::from(days_late(calendar, asked.due, day)),
        returns: i64::from(asked.returns),
        self_score: asked.self_score.unwrap_or_default(),
    });
    Some(self_check_component(facts, inspected))
}

fn rectification_of(standing: &UnitStanding, as_of: NaiveDate) -> Option<i64> {
    let findings: Vec<(Severity, RectificationOutcome)> = standing
        .entries
        .values()
        .filter_map(|entry| {
            let outcome = rectification_outcome(entry.due?, entry.closed_on, (NaiveDate::MIN, as_of), as_of)?;
            Some((weighed(entry.severity), outcome))
        })
        .collect();
    rectification_component(&findings)
}

const fn weighed(severity: FindingSeverity) -> Severity {
    match severity {
        FindingSeverity::Minor => Severity::Minor,
        FindingSeverity::General => Severity::General,
        FindingSeverity::Serious => Severity::Serious,
    }
}

/// The units that count in a season in which they stand like this: see [`counting`].
#[must_use]
pub fn units_of_season(units: Vec<Unit>, standings: &[UnitStanding]) -> Vec<Unit> {
    counting(units, standings.iter().filter(|standing| standing.is_of_season()).map(|standing| &standing.unit))
}

/// How many units have what a ranking needs.
#[must_use]
pub fn collected(units: &[Unit], standings: &[UnitStanding]) -> Collected {
    let known: BTreeSet<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
    let of_register = || standings.iter().filter(|standing| known.contains(standing.unit.as_str()));
    let inspected = of_register().filter(|standing| standing.visit().is_some_and(|visit| visit.total.is_some()));
    let submitted = |standing: &&UnitStanding| standing.self_checks.values().any(has_submitted);
    Collected { units: units.len(), inspected: inspected.count(), submitted: of_register().filter(submitted).count() }
}

/// A rule as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleFields {
    /// The weights in percent, in the order of the components.
    pub percents: [String; 4],
    /// The components without which a unit is not ranked.
    pub required: Vec<Component>,
    /// From how many points the grades are given, the best first; the last begins at 0 and has no field.
    pub grades: [String; 3],
}

/// The names of the fields of the grades.
pub const GRADE_FIELDS: [&str; 3] = ["excellent", "good", "pass"];

/// The code of the grade that begins at 0.
const LAST_GRADE: &str = "fail";

/// The rule as a form has it, with no more digits than it needs.
#[must_use]
pub fn fields_of(rule: &Rule) -> RuleFields {
    let from = |code: &str| rule.grades.iter().find(|bound| bound.grade == code).map_or(0, |bound| bound.from);
    RuleFields {
        percents: Component::ALL.map(|component| short(rule.weights.of(component))),
        required: rule.required.clone(),
        grades: GRADE_FIELDS.map(|code| short(from(code))),
    }
}

/// Hundredths in decimals, without the two noughts of a whole number.
#[must_use]
pub fn short(hundredths: i64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}") }
}

/// The rule that a form makes of the one in force. The version counts on where anything differs.
///
/// # Errors
/// A fault for each weight that is no number from 0 to 100, one on `weights` where they do not sum to 100, and one for
/// each grade that does not begin below the better one, or leaves the worse ones no room above 0.
pub fn edited(rule: &Rule, fields: &RuleFields) -> Result<Rule, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let weights = read_weights(&fields.percents, &mut faults);
    let grades = read_grades(&fields.grades, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let required = Component::ALL.into_iter().filter(|component| fields.required.contains(component)).collect();
    let after = Rule { version: rule.version, weights, required, grades };
    let version = if after == *rule { rule.version } else { rule.version.saturating_add(1) };
    Ok(Rule { version, ..after })
}

fn read_weights(percents: &[String; 4], faults: &mut Vec<FieldFault>) -> Weights {
    let before = faults.len();
    let mut basis_points = [0; 4];
    for ((text, component), place) in percents.iter().zip(Component::ALL).zip(&mut basis_points) {
        // A percent of two decimals is exactly a basis point, as a point of two decimals is a hundredth.
        match bounded(text, 0, FULL) {
            Ok(value) => *place = value,
            Err(fault) => faults.push(FieldFault::new(component.key(), fault)),
        }
    }
    if faults.len() == before && basis_points.iter().sum::<i64>() != FULL {
        let sum = Points(basis_points.iter().sum()).to_string();
        faults.push(FieldFault::new("weights", Fault::MustBe { value: Points(FULL).to_string(), found: Some(sum) }));
    }
    let [inspection, self_check, rectification, public] = basis_points;
    Weights { inspection, self_check, rectification, public }
}

fn read_grades(from: &[String; 3], faults: &mut Vec<FieldFault>) -> Vec<GradeBound> {
    let mut most = FULL;
    let mut bounds = Vec::new();
    // Each leaves room for those below it.
    for ((text, grade), least) in from.iter().zip(GRADE_FIELDS).zip((1..=3).rev()) {
        match bounded(text, least, most) {
            Ok(from) => {
                most = from - 1;
                bounds.push(GradeBound { from, grade: grade.to_owned() });
            }
            Err(fault) => faults.push(FieldFault::new(grade, fault)),
        }
    }
    bounds.push(GradeBound { from: 0, grade: LAST_GRADE.to_owned() });
    bounds
}

/// A number of two decimals between these, in hundredths.
fn bounded(text: &str, low: i64, high: i64) -> Result<i64, Fault> {
    match Points::parse(text) {
        Some(Points(value)) if (low..=high).contains(&value) => Ok(value),
        Some(_) => Err(Fault::OutOfRange { low: short(low), high: short(high) }),
        None => Err(Fault::NotANumber),
    }
}

/// The record of a meeting from a form: its day, who took part, the minutes, the decision. The day is not ahead of
/// `today`.
///
/// # Errors
/// A fault for each field that cannot be taken, in the order of the form.
pub fn parse_meeting(
    [held_on, attendees, minutes, decision]: [&str; 4],
    today: NaiveDate,
) -> Result<(NaiveDate, Note, LongText, Note), Vec<FieldFault>> {
    let held_on = match parse_date(held_on.trim()) {
        None => Err(Fault::NotADate),
        Some(day) if day > today => Err(Fault::TooLate { latest: today }),
        Some(day) => Ok(day),
    };
    let (attendees, minutes, decision) = (Note::parse(attendees), LongText::parse(minutes), Note::parse(decision));
    match (held_on, attendees, minutes, decision) {
        (Ok(held_on), Ok(attendees), Ok(minutes), Ok(decision)) => Ok((held_on, attendees, minutes, decision)),
        (held_on, attendees, minutes, decision) => {
            let faults = [
                ("held_on", held_on.err()),
                ("attendees", attendees.err()),
                ("minutes", minutes.err()),
                ("decision", decision.err()),
            ];
            Err(faults.into_iter().filter_map(|(field, fault)| Some(FieldFault::new(field, fault?))).collect())
        }
    }
}

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

/// A unit's inspection beside the mean of its kind among the units of an edition; `None` where the unit was not inspected,
/// or no other of its kind was. It is for whoever sees the whole of the edition; see [`is_whole_to`].
#[must_use]
pub fn beside_its_kind(season: &SeasonId, units: &[UnitInput], unit: &str) -> Option<KindMean> {
    let own = units.iter().find(|input| input.code == unit)?;
    let of_kind = units.iter().filter(|input| input.kind == own.kind);
    let inspected: Vec<i64> = of_kind.filter_map(|input| input.inspection).collect();
    let mean = rounded(inspected.iter().sum(), i64::try_from(inspected.len()).ok()?)?;
    let (own, units) = (own.inspection?, inspected.len());
    (units > 1).then(|| KindMean { season: season.clone(), own, mean, units })
}

/// The unit and its neighbours in the order of the ranking; the unit alone where it is not ranked.
fn neighbourhood(result: &RankingResult, unit: &str) -> BTreeSet<String> {
    let mut codes = BTreeSet::from([unit.to_owned()]);
    if let Some(at) = result.results.iter().position(|ranked| ranked.code == unit) {
        let near = result.results.iter().skip(at.saturating_sub(NEIGHBOURS)).take(at.min(NEIGHBOURS) + 1 + NEIGHBOURS);
        codes.extend(near.map(|ranked| ranked.code.clone()));
    }
    codes
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

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;
