//! What is read from forms: another rule, and the record of a meeting.

use chrono::NaiveDate;

use crate::{
    kernel::{
        calendar::parse_date,
        fault::{Fault, FieldFault},
        points::Points,
        text::{LongText, Note},
    },
    ranking::rules::{Component, FULL, GradeBound, Rule, Weights},
};

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
