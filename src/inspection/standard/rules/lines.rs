//! Adding an indicator to the standard and withdrawing one, so that areas ① to ⑤ keep their 100 points: what comes gets
//! its points from another indicator, and what goes gives them to another one.

use std::collections::BTreeSet;

use super::{CODE, FIELDS, Method, ReadIndicator, StandardContent, WrittenIndicator, lines_of, whole_in_form};
use crate::{
    inspection::{
        model::ScoreStandard,
        rules::scoring::{Indicator, IndicatorKind},
    },
    kernel::{
        fault::{Fault, FieldFault},
        points::Points,
        table::next_code,
        unit_kind::Area,
    },
};

/// The field that names the indicator from which a new one gets its points.
pub const TAKEN_FROM: &str = "taken_from";

/// The field that names the indicator which gets the points of one that goes.
pub const GIVEN_TO: &str = "given_to";

/// An indicator of areas ① to ⑤, as another one gets points from it or gives them to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scored {
    /// Its code.
    pub code: String,
    /// What it says.
    pub text: String,
    /// Its full score.
    pub max: Points,
    /// How much of it another one can have.
    pub spare: Points,
}

/// The indicators of areas ① to ⑤, in the order of the sheet.
#[must_use]
pub fn scored(standard: &ScoreStandard) -> Vec<Scored> {
    let read = |(_, indicator, words): ReadIndicator| {
        let (max, spare) = (Points(indicator.max()?), Points(spare(&indicator.kind)));
        Some(Scored { code: indicator.code, text: words.text, max, spare })
    };
    lines_of(&standard.sheet, &standard.words).into_iter().filter_map(read).collect()
}

/// The code that a new indicator of each area gets where nobody names one; an area without a numbered code has none.
/// `used` are the codes of every edition.
#[must_use]
pub fn next_codes(standard: &ScoreStandard, used: &BTreeSet<String>) -> Vec<(Area, String)> {
    let next = |area: Area| {
        let of_area = standard.sheet.areas.iter().filter(|known| known.id == i64::from(area.number()));
        let codes = of_area.flat_map(|area| &area.indicators).map(|indicator| indicator.code.as_str());
        Some((area, next_code(codes, used)?))
    };
    Area::ALL.into_iter().filter_map(next).collect()
}

/// The standard with one indicator more, at the end of its area. In areas ① to ⑤ its points are taken from another
/// indicator. Without a code it gets the next one of its area; `used` are the codes of every edition.
///
/// # Errors
/// Every fault by field: [`Fault::CodeUsed`] for a code that stands for something already, and at [`TAKEN_FROM`]
/// [`Fault::PointsTied`] where the named indicator cannot give so many points.
pub fn with_new(
    standard: &ScoreStandard,
    new: &WrittenIndicator,
    taken_from: &str,
    used: &BTreeSet<String>,
) -> Result<StandardContent, Vec<FieldFault>> {
    let in_fields = |faults: Vec<(usize, Fault)>| {
        faults.into_iter().map(|(at, fault)| FieldFault::new(FIELDS[at], fault)).collect::<Vec<_>>()
    };
    let (area, indicator, words) = completed(standard, new, used).parse().map_err(in_fields)?;
    let mut lines = lines_of(&standard.sheet, &standard.words);
    let mut faults = Vec::new();
    if used.contains(&indicator.code) || lines.iter().any(|(_, known, _)| known.code == indicator.code) {
        faults.push(FieldFault::new(FIELDS[CODE], Fault::CodeUsed { code: indicator.code.clone() }));
    }
    let moved = move_points(&mut lines, &indicator, taken_from, |line, max, points| {
        let most = spare(&line.kind);
        if points > most { Err(Fault::PointsTied { most: Points(most).to_string() }) } else { Ok(max - points) }
    });
    faults.extend(moved.err().map(|fault| FieldFault::new(TAKEN_FROM, fault)));
    if !faults.is_empty() {
        return Err(faults);
    }
    lines.push((area, indicator, words));
    whole_in_form(lines)
}

/// Whether an indicator may be withdrawn: of areas ① to ⑤ none may be left without one, for Art. 6 has each of them
/// checked.
#[must_use]
pub fn may_withdraw(standard: &ScoreStandard, code: &str) -> bool {
    let lines = lines_of(&standard.sheet, &standard.words);
    lines.iter().find(|(_, known, _)| known.code == code).is_some_and(|(area, ..)| is_left(*area, &lines, code))
}

/// Whether anything of an area is left without the indicator of this code, or need not be.
fn is_left(area: Area, lines: &[ReadIndicator], code: &str) -> bool {
    area == Area::Other || lines.iter().any(|(known, indicator, _)| *known == area && indicator.code != code)
}

/// The standard without an indicator. In areas ① to ⑤ its points are given to another one.
///
/// # Errors
/// Every fault by field: [`Fault::Unknown`] for a code that the standard does not have, [`Fault::TooFew`] for the last
/// indicator of its area, and at [`GIVEN_TO`] where no indicator of areas ① to ⑤ is named, or one without need.
pub fn without(standard: &ScoreStandard, code: &str, given_to: &str) -> Result<StandardContent, Vec<FieldFault>> {
    let mut lines = lines_of(&standard.sheet, &standard.words);
    let Some(at) = lines.iter().position(|(_, known, _)| known.code == code) else {
        let fault = Fault::Unknown { value: code.to_owned(), allowed: Vec::new() };
        return Err(vec![FieldFault::new(FIELDS[CODE], fault)]);
    };
    let (area, gone, _) = lines.remove(at);
    if !is_left(area, &lines, code) {
        return Err(vec![FieldFault::new(FIELDS[CODE], Fault::TooFew { least: 1 })]);
    }
    let moved = move_points(&mut lines, &gone, given_to, |_, max, points| Ok(max + points));
    moved.map_err(|fault| vec![FieldFault::new(GIVEN_TO, fault)])?;
    whole_in_form(lines)
}

/// An indicator as it is written, with what a form may leave out: the next code of its area, and the points of a bonus or
/// a penalty, which are those of its cap.
fn completed(standard: &ScoreStandard, new: &WrittenIndicator, used: &BTreeSet<String>) -> WrittenIndicator {
    let mut new = new.clone();
    let Ok(area) = Area::parse_heading(&new.area) else { return new };
    if new.code.trim().is_empty() {
        let next = next_codes(standard, used).into_iter().find(|(known, _)| *known == area);
        new.code = next.map(|(_, code)| code).unwrap_or_default();
    }
    if area == Area::Other && new.max.trim().is_empty() {
        new.max.clone_from(&new.cap);
    }
    new
}

/// Gives the indicator that is named the full score which `anew` makes of it, of its own one and of the points of another
/// indicator. One that only adjusts the total moves no points, and none must be named for it.
fn move_points(
    lines: &mut [ReadIndicator],
    other: &Indicator,
    named: &str,
    anew: impl Fn(&Indicator, i64, i64) -> Result<i64, Fault>,
) -> Result<(), Fault> {
    let named = named.trim();
    let Some(points) = other.max() else {
        let method = Method::of(&other.kind).word().to_owned();
        return if named.is_empty() { Ok(()) } else { Err(Fault::NotUsed { method }) };
    };
    if named.is_empty() {
        return Err(Fault::Missing);
    }
    let found = lines.iter_mut().map(|(_, line, _)| line).find(|line| line.code == named);
    let Some((line, max)) = found.and_then(|line| line.max().map(|max| (line, max))) else {
        return Err(Fault::Unknown { value: named.to_owned(), allowed: Vec::new() });
    };
    let max = anew(line, max, points)?;
    line.kind = with_max(&line.kind, max);
    Ok(())
}

/// How many points an indicator can give: it keeps what one event takes, stays above a cap, an upper bound or a grade that
/// lies below its full score, and never falls to 0. So giving the same points back restores it.
fn spare(kind: &IndicatorKind) -> i64 {
    let above = |figure: i64, max: i64| if figure < max { figure + 1 } else { 1 };
    let (max, least) = match kind {
        IndicatorKind::Deduct { max, per_event, cap } => (*max, above(*cap, *max).max(*per_event)),
        IndicatorKind::Range { max, low, high } => (*max, above(*high, *max).max(*low)),
        IndicatorKind::Tier { max, values } => {
            (*max, values.iter().map(|value| above(*value, *max)).max().unwrap_or(1))
        }
        IndicatorKind::YesNo { max } => (*max, 1),
        IndicatorKind::Bonus { .. } | IndicatorKind::Penalty { .. } => return 0,
    };
    (max - least).max(0)
}

/// An indicator with another full score; a cap, an upper bound or a grade that equals the full score goes with it.
fn with_max(kind: &IndicatorKind, to: i64) -> IndicatorKind {
    let moved = |figure: i64, max: i64| if figure == max { to } else { figure };
    match kind {
        IndicatorKind::Deduct { max, per_event, cap } => {
            IndicatorKind::Deduct { max: to, per_event: *per_event, cap: moved(*cap, *max) }
        }
        IndicatorKind::Range { max, low, high } => {
            IndicatorKind::Range { max: to, low: *low, high: moved(*high, *max) }
        }
        IndicatorKind::Tier { max, values } => {
            IndicatorKind::Tier { max: to, values: values.iter().map(|value| moved(*value, *max)).collect() }
        }
        IndicatorKind::YesNo { max: _ } => IndicatorKind::YesNo { max: to },
        IndicatorKind::Bonus { .. } | IndicatorKind::Penalty { .. } => kind.clone(),
    }
}
