//! What is asked of a plan's text and of its groups.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{
    super::{
        super::{
            model::{Group, Plan, PlanKind, RosterInspector},
            rules::draw::{Roster, RosterUnit, SampleSize},
        },
        model::{PlanForm, PlanTerms},
    },
    LEAST_MEMBERS,
    recused::Recusals,
};
use crate::{
    kernel::{
        calendar::parse_date,
        fault::{Fault, FieldFault},
        ids::{InspectorId, PlanId, SeasonId, UnitCode},
        season::{self, is_of_year},
        text::{LongText, Title},
        unit_kind::{Area, UnitKind},
    },
    unit::model::Unit,
};

/// The longest span of a plan, in days: a plan belongs to one season.
pub(super) const LONGEST_SPAN: i64 = 366;

/// Reads the form of a draft. `counts` are the numbers of registered units by kind.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn parse_plan(
    form: &PlanForm,
    counts: &BTreeMap<UnitKind, usize>,
    today: NaiveDate,
) -> Result<PlanTerms, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let kind = match form.kind.as_str() {
        "spot_check" => Some(PlanKind::SpotCheck),
        "census" => Some(PlanKind::Census),
        _ => take(&mut faults, "kind", Err(Fault::Missing)),
    };
    let title = take(&mut faults, "title", Title::parse(&form.title));
    let basis = take(&mut faults, "basis", LongText::parse(&form.basis));
    let scope = take(&mut faults, "scope", LongText::parse(&form.scope));
    let areas = take(&mut faults, "areas", parse_areas(&form.areas));
    let sizes = parse_sizes(form, kind, counts, &mut faults);
    let procedure = take(&mut faults, "procedure", LongText::parse(&form.procedure));
    let (from, to) = parse_span(form, today, &mut faults);
    let season = take(&mut faults, "season", parse_season(&form.season, from)).flatten();
    match (kind, title, basis, scope, areas, procedure, from.zip(to), season) {
        (
            Some(kind),
            Some(title),
            Some(basis),
            Some(scope),
            Some(areas),
            Some(procedure),
            Some((from, to)),
            Some(season),
        ) if faults.is_empty() => {
            Ok(PlanTerms { kind, title, basis, scope, procedure, areas, sizes, from, to, season })
        }
        _ => Err(faults),
    }
}

/// The name of a field as it stands in the form.
fn named(field: &str) -> String {
    format!("form[{field}]")
}

fn take<T>(faults: &mut Vec<FieldFault>, field: &str, read: Result<T, Fault>) -> Option<T> {
    read.map_err(|fault| faults.push(FieldFault::new(named(field), fault))).ok()
}

fn parse_areas(words: &[String]) -> Result<Vec<Area>, Fault> {
    let mut areas = BTreeSet::new();
    for word in words {
        let area = word.parse::<u8>().ok().and_then(|number| Area::try_from(number).ok());
        areas.insert(area.ok_or_else(|| Fault::Unknown { value: word.clone(), allowed: Vec::new() })?);
    }
    if areas.is_empty() { Err(Fault::TooFew { least: 1 }) } else { Ok(areas.into_iter().collect()) }
}

fn parse_sizes(
    form: &PlanForm,
    kind: Option<PlanKind>,
    counts: &BTreeMap<UnitKind, usize>,
    faults: &mut Vec<FieldFault>,
) -> BTreeMap<String, SampleSize> {
    let mut sizes = BTreeMap::new();
    for unit_kind in UnitKind::ALL {
        let Some(text) = form.sizes.get(unit_kind.code()).map(|text| text.trim()).filter(|text| !text.is_empty())
        else {
            continue;
        };
        let units = counts.get(&unit_kind).copied().unwrap_or_default();
        let field = format!("sizes][{}", unit_kind.code());
        if let Some(size) = take(faults, &field, parse_size(text, kind, units)) {
            sizes.insert(unit_kind.code().to_owned(), size);
        }
    }
    let blamed = faults.iter().any(|fault| fault.field.starts_with("form[sizes]"));
    if sizes.is_empty() && !blamed {
        faults.push(FieldFault::new(format!("form[sizes][{}]", UnitKind::Subdistrict.code()), Fault::Missing));
    }
    sizes
}

/// Reads `30%` or `4`. In a census every unit of the kind takes part.
fn parse_size(text: &str, kind: Option<PlanKind>, units: usize) -> Result<SampleSize, Fault> {
    let text = text.replace('％', "%");
    let all = || Fault::MustBe { value: "100%".to_owned(), found: None };
    let size = match text.strip_suffix('%') {
        Some(percent) => {
            let percent = percent.trim().parse::<i64>().map_err(|_| Fault::NotANumber)?;
            if !(1..=100).contains(&percent) {
                return Err(Fault::OutOfRange { low: "1%".to_owned(), high: "100%".to_owned() });
            }
            SampleSize::Percent(percent)
        }
        None => {
            let count = text.parse::<i64>().map_err(|_| Fault::NotANumber)?;
            if count < 1 || usize::try_from(count).is_ok_and(|count| count > units) {
                return Err(Fault::OutOfRange { low: "1".to_owned(), high: units.to_string() });
            }
            SampleSize::Count(count)
        }
    };
    match kind {
        Some(PlanKind::Census) if size != SampleSize::Percent(100) => Err(all()),
        Some(PlanKind::Census | PlanKind::SpotCheck) | None => Ok(size),
    }
}

fn parse_span(
    form: &PlanForm,
    today: NaiveDate,
    faults: &mut Vec<FieldFault>,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let date = |text: &str| match text.trim() {
        "" => Err(Fault::Missing),
        text => parse_date(text).ok_or(Fault::NotADate),
    };
    let from = take(faults, "from", date(&form.from).and_then(|from| not_before(from, today)));
    let to = date(&form.to).and_then(|to| match from {
        Some(from) if (to - from).num_days() > LONGEST_SPAN => {
            Err(Fault::TooLate { latest: from + chrono::Days::new(LONGEST_SPAN.unsigned_abs()) })
        }
        Some(from) => not_before(to, from),
        None => Ok(to),
    });
    (from, take(faults, "to", to))
}

/// Reads the season. Where none is typed it is the year of the first day; `None` where that is not known either. One that
/// is typed is that year, the one before, or a part of either: the newest season is the one that is shown, and any other
/// word might be the newest for ever.
fn parse_season(text: &str, from: Option<NaiveDate>) -> Result<Option<SeasonId>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(from.map(|from| SeasonId::of_year(from.year())));
    }
    let season = season::parse(text)?;
    let years = from.map(|from| [from.year(), from.year() - 1]);
    match years.filter(|years| !years.iter().any(|year| is_of_year(&season, *year))) {
        Some(years) => {
            Err(Fault::Unknown { value: text.to_owned(), allowed: years.map(|year| year.to_string()).into() })
        }
        None => Ok(Some(season)),
    }
}

fn not_before(date: NaiveDate, earliest: NaiveDate) -> Result<NaiveDate, Fault> {
    if date < earliest { Err(Fault::TooEarly { earliest }) } else { Ok(date) }
}

/// What is wrong with a new group beside the others (Art. 9 (1), 14): who leads, how many, nobody twice.
///
/// # Errors
/// Everything that is wrong, in the order of the form.
pub fn check_group(
    leader: &InspectorId,
    members: &[InspectorId],
    others: &[Group],
    roster: &[RosterInspector],
) -> Result<(), Vec<FieldFault>> {
    let mut faults = Vec::new();
    let find = |id: &InspectorId| roster.iter().find(|one| one.inspector == *id);
    let unknown = |id: &InspectorId| Fault::Unknown { value: id.to_string(), allowed: Vec::new() };
    let name = |id: &InspectorId| find(id).map_or_else(|| id.to_string(), |one| one.name.to_string());
    match find(leader) {
        None => faults.push(FieldFault::new("leader", unknown(leader))),
        Some(one) if !one.may_lead => {
            let leaders = roster.iter().filter(|one| one.may_lead).map(|one| one.name.to_string());
            let fault = Fault::Unknown { value: one.name.to_string(), allowed: leaders.collect() };
            faults.push(FieldFault::new("leader", fault));
        }
        Some(_) => {}
    }
    let mut seen = BTreeSet::from([leader]);
    for member in members {
        if find(member).is_none() {
            faults.push(FieldFault::new("members", unknown(member)));
        }
        if !seen.insert(member) {
            faults.push(FieldFault::new("members", Fault::Duplicate { value: name(member), other: name(leader) }));
        }
    }
    if members.len() < LEAST_MEMBERS {
        faults.push(FieldFault::new("members", Fault::TooFew { least: LEAST_MEMBERS }));
    }
    for other in others {
        for one in other.everybody().iter().filter(|one| seen.contains(one)) {
            let field = if one == leader { "leader" } else { "members" };
            let other = format!("#{}", other.number);
            faults.push(FieldFault::new(field, Fault::Duplicate { value: name(one), other }));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Units that take part and that no group may check. A warning, for the draw may pass them by; where it does not, the
/// office forms another group.
#[must_use]
pub fn uncheckable(groups: &[Group], units: &[RosterUnit], recusals: &Recusals) -> Vec<UnitCode> {
    let recused: Vec<BTreeSet<UnitCode>> = groups.iter().map(|group| recusals.of_group(group)).collect();
    let codes = units.iter().filter_map(|unit| UnitCode::parse(&unit.code).ok());
    codes.filter(|unit| recused.iter().all(|recused| recused.contains(unit))).collect()
}

/// The eligible units of a plan, by code: those of the kinds that take part and that are inspected.
#[must_use]
pub fn eligible(sizes: &BTreeMap<String, SampleSize>, units: &[Unit]) -> Vec<RosterUnit> {
    let mut eligible: Vec<RosterUnit> = units
        .iter()
        .filter(|unit| unit.is_active() && sizes.contains_key(unit.kind.code()))
        .map(|unit| RosterUnit { code: unit.code.to_string(), stratum: unit.kind.code().to_owned() })
        .collect();
    eligible.sort_by(|one, other| one.code.cmp(&other.code));
    eligible
}

/// The units that take part in a plan, by code: those from which the draw was made, or that are frozen for it, and before
/// that the eligible ones. What is not inspected any more since the draw took part in it and may be visited still.
#[must_use]
pub fn taking_part(plan: &Plan, units: &[Unit]) -> Vec<RosterUnit> {
    let unit = |(code, stratum): &(String, String)| RosterUnit { code: code.clone(), stratum: stratum.clone() };
    let drawn: Option<Vec<RosterUnit>> = plan.draw.as_ref().map(|draw| draw.roster.iter().map(unit).collect());
    let frozen = || plan.prepared.as_ref().map(|prepared| prepared.roster.units.clone());
    drawn.or_else(frozen).unwrap_or_else(|| eligible(&plan.sizes, units))
}

/// What a draw starts from: the eligible units, the sizes, and the groups with everybody's recusals.
#[must_use]
pub fn draw_roster(
    plan: &PlanId,
    sizes: &BTreeMap<String, SampleSize>,
    groups: &[Group],
    units: &[Unit],
    recusals: &Recusals,
) -> Roster {
    let groups = groups.iter().map(|group| crate::inspection::rules::draw::Group {
        number: group.number,
        recused_units: recusals.of_group(group).iter().map(ToString::to_string).collect(),
    });
    Roster { plan: plan.to_string(), units: eligible(sizes, units), sizes: sizes.clone(), groups: groups.collect() }
}
