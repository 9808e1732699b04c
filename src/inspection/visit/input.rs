//! From the texts of forms to what the commands take. Faults carry the names of the forms' fields.

use std::collections::BTreeMap;

use super::{
    model::Line,
    rules::{Gap, indicators, read_record},
};
use crate::{
    error::AppError,
    inspection::{
        model::{Finding, GoodPractice, Severity, StepRecord},
        rules::scoring::Sheet,
    },
    kernel::{
        actor::Signature,
        fault::{Fault, FieldFault},
        text::{LongText, Note, Text, Title},
        unit_kind::Area,
    },
};

/// The most lines of a sheet that one form carries.
const MOST_LINES: usize = 500;

/// The most characters of a field of a line while it is only a draft; handing in asks for less.
const LONGEST_DRAFT: usize = 4000;

/// The most people whom one talk hears.
const MOST_PEOPLE: u32 = 10_000;

/// A text of a field.
fn text<const MOST: usize>(field: &str, text: &str, faults: &mut Vec<FieldFault>) -> Option<Text<MOST>> {
    Text::parse(text).map_err(|fault| faults.push(FieldFault::new(field, fault))).ok()
}

/// A text of up to 20 000 characters.
///
/// # Errors
/// A fault of this field.
pub fn long(field: &str, text: &str) -> Result<LongText, AppError> {
    LongText::parse(text).map_err(|fault| AppError::field(field, fault))
}

/// The reason for an act, in the field `reason`.
///
/// # Errors
/// A fault of this field.
pub fn reason(text: &str) -> Result<Note, AppError> {
    Note::parse(text).map_err(|fault| {
        let fault = if fault == Fault::Missing { Fault::ReasonMissing } else { fault };
        AppError::field("reason", fault)
    })
}

/// The reasons for what Art. 9 asks for and has no record, by its stored word; empty ones are left away.
///
/// # Errors
/// A fault of the field `left_out[…]`.
pub fn reasons(texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, Note>, AppError> {
    let (mut reasons, mut faults) = (BTreeMap::new(), Vec::new());
    for gap in Gap::all() {
        let typed = texts.get(gap.code()).map(String::as_str).unwrap_or_default();
        match Note::parse_optional(typed) {
            Ok(reason) => reasons.extend(reason.map(|reason| (gap.code().to_owned(), reason))),
            Err(fault) => faults.push(FieldFault::new(gap.field(), fault)),
        }
    }
    if faults.is_empty() { Ok(reasons) } else { Err(AppError::Invalid(faults)) }
}

/// Lines of a sheet, as many and as long as a person types.
///
/// # Errors
/// [`AppError::TooLarge`].
pub fn bounded(lines: BTreeMap<String, Line>) -> Result<BTreeMap<String, Line>, AppError> {
    let fits = |text: &str| text.chars().count() <= LONGEST_DRAFT;
    let line_fits = |(code, line): (&String, &Line)| {
        [code, &line.entry, &line.reason, &line.record, &line.unproved].into_iter().all(|text| fits(text))
    };
    if lines.len() <= MOST_LINES && lines.iter().all(line_fits) { Ok(lines) } else { Err(AppError::TooLarge) }
}

/// The record of a step or of a kind of materials, by its stored word.
///
/// # Errors
/// Faults of the fields `what`, `record` and `people`.
pub fn step_record(what: &str, record: &str, people: &str, signed: Signature) -> Result<StepRecord, AppError> {
    let mut faults = Vec::new();
    let gap = Gap::all().into_iter().find(|gap| gap.code() == what);
    if gap.is_none() {
        let allowed = Gap::all().into_iter().map(|gap| gap.code().to_owned()).collect();
        faults.push(FieldFault::new("what", Fault::Unknown { value: what.to_owned(), allowed }));
    }
    let record = text("record", record, &mut faults);
    let people = read_people(people).map_err(|fault| faults.push(FieldFault::new("people", fault))).ok().flatten();
    match (gap, record) {
        (Some(Gap { kind, material }), Some(record)) if faults.is_empty() => {
            Ok(StepRecord { kind, material, record, people, evidence: Vec::new(), signed })
        }
        (Some(_) | None, Some(_) | None) => Err(AppError::Invalid(faults)),
    }
}

fn read_people(text: &str) -> Result<Option<u32>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let people: u32 = text.parse().map_err(|_| Fault::NotANumber)?;
    let range = || Fault::OutOfRange { low: "1".to_owned(), high: MOST_PEOPLE.to_string() };
    if (1..=MOST_PEOPLE).contains(&people) { Ok(Some(people)) } else { Err(range()) }
}

/// A problem as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedFinding {
    /// The number of the area.
    pub area: String,
    /// The code of the indicator; empty where there is none.
    pub indicator: String,
    /// The problem in one sentence.
    pub title: String,
    /// What was seen.
    pub detail: String,
    /// The stored word of its severity.
    pub severity: String,
    /// The first opinion on how to put it right.
    pub advice: String,
    /// The number, from 1, of the step record that proves it; empty where none does.
    pub proved_by: String,
}

impl TypedFinding {
    /// A finding of this sheet, at a visit with so many step records. Where an indicator is named, the area must be the
    /// indicator's.
    ///
    /// # Errors
    /// Faults by field.
    pub fn parse(&self, sheet: &Sheet, records: usize, number: u32, signed: Signature) -> Result<Finding, AppError> {
        let mut faults = Vec::new();
        let area = area(&self.area, &mut faults);
        let indicator = self.indicator_of(sheet, area, &mut faults);
        let title: Option<Title> = text("title", &self.title, &mut faults);
        let detail: Option<LongText> = text("detail", &self.detail, &mut faults);
        let severity = Severity::from_code(&self.severity);
        if severity.is_none() {
            let allowed = Severity::ALL.map(|severity| severity.code().to_owned()).to_vec();
            faults.push(FieldFault::new("severity", Fault::Unknown { value: self.severity.clone(), allowed }));
        }
        let advice: Option<Note> = text("advice", &self.advice, &mut faults);
        let record = read_record(&self.proved_by, records);
        let record = record.map_err(|fault| faults.push(FieldFault::new("proved_by", fault))).ok().flatten();
        if let (true, Some(area), Some(title), Some(detail), Some(severity), Some(advice)) =
            (faults.is_empty(), area, title, detail, severity, advice)
        {
            return Ok(Finding {
                number,
                area,
                indicator,
                title,
                detail,
                severity,
                advice,
                record,
                evidence: Vec::new(),
                signed,
            });
        }
        Err(AppError::Invalid(faults))
    }

    fn indicator_of(&self, sheet: &Sheet, area: Option<Area>, faults: &mut Vec<FieldFault>) -> Option<String> {
        let code = self.indicator.trim();
        if code.is_empty() {
            return None;
        }
        let known = indicators(sheet).find(|(_, indicator)| indicator.code == code);
        match (known, area) {
            (None, _) => {
                let fault = Fault::Unknown { value: code.to_owned(), allowed: Vec::new() };
                faults.push(FieldFault::new("indicator", fault));
            }
            (Some((of, _)), Some(area)) if of != i64::from(area.number()) => {
                faults.push(FieldFault::new("indicator", Fault::NotOfArea { area: area.number() }));
            }
            (Some(_), _) => {}
        }
        Some(code.to_owned())
    }
}

fn area(text: &str, faults: &mut Vec<FieldFault>) -> Option<Area> {
    let known = text.trim().parse::<u8>().ok().and_then(|number| Area::try_from(number).ok());
    if known.is_none() {
        let allowed = Area::ALL.map(|area| area.number().to_string()).to_vec();
        faults.push(FieldFault::new("area", Fault::Unknown { value: text.to_owned(), allowed }));
    }
    known
}

/// A good practice.
///
/// # Errors
/// Faults of the fields `area` and `text`.
pub fn good_practice(area_text: &str, words: &str, signed: Signature) -> Result<GoodPractice, AppError> {
    let mut faults = Vec::new();
    let (area, text) = (area(area_text, &mut faults), text("text", words, &mut faults));
    match (area, text) {
        (Some(area), Some(text)) => Ok(GoodPractice { area, text, signed }),
        (Some(_) | None, Some(_) | None) => Err(AppError::Invalid(faults)),
    }
}
