//! From what a scorer types to a sheet that counts. The page marks with the same rules what the server refuses.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    inspection::{
        model::{Reconciled, ScoreStandard, ScorerSheet},
        rules::scoring::{
            self, Entries, Entry, EntryForm, Indicator, IndicatorKind, LARGEST_UNEXPLAINED_DIFFERENCE, ScoreResult,
            Sheet,
        },
        visit::model::{Draft, Line},
    },
    kernel::{
        actor::Signature,
        fault::{Fault, FieldFault},
        points::Points,
        text::Note,
        unit_kind::Area,
    },
};

/// The most often that something is counted on one visit; more is a slip of the finger.
const MOST_EVENTS: i64 = 999;

/// What a line still lacks, as far as it is no fault of the entry itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortfall {
    /// The entry is missing or wrong.
    Entry(Fault),
    /// Points were taken or given, or it is left out, without a reason; or the reason is too long.
    Reason(Fault),
    /// Points were taken or given and nothing proves it, nor is it said why.
    Proof(Fault),
}

impl Shortfall {
    /// The field that it belongs to, and the fault.
    fn blamed(self, code: &str) -> FieldFault {
        match self {
            Self::Entry(fault) => FieldFault::new(field(code, "entry"), fault),
            Self::Reason(fault) => FieldFault::new(field(code, "reason"), fault),
            Self::Proof(fault) => FieldFault::new(field(code, "unproved"), fault),
        }
    }
}

/// The name of a field of an indicator's line in the form.
#[must_use]
pub fn field(code: &str, part: &str) -> String {
    format!("lines[{code}][{part}]")
}

/// The sheet of the standard with the areas that the plan looks at, so that what was not looked at scores nothing.
#[must_use]
pub fn applicable_sheet(standard: &ScoreStandard, areas: &[Area]) -> Sheet {
    let looked_at = |id: i64| areas.iter().any(|area| i64::from(area.number()) == id);
    let areas = standard.sheet.areas.iter().filter(|area| looked_at(area.id)).cloned().collect();
    Sheet { areas, adjustment_cap: standard.sheet.adjustment_cap }
}

/// The indicators of a sheet in its order, each with the number of its area.
pub fn indicators(sheet: &Sheet) -> impl Iterator<Item = (i64, &Indicator)> {
    sheet.areas.iter().flat_map(|area| area.indicators.iter().map(move |indicator| (area.id, indicator)))
}

/// What was typed as an entry; `None` where nothing was typed yet.
///
/// # Errors
/// [`Fault::NotANumber`], [`Fault::OutOfRange`] with the bounds as they are shown, or [`Fault::Unknown`].
pub fn read_entry(indicator: &Indicator, line: &Line) -> Result<Option<Entry>, Fault> {
    if line.not_applicable {
        return Ok(Some(Entry::NOT_APPLICABLE));
    }
    let text = line.entry.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let entry = match indicator.form() {
        EntryForm::Events => Entry::Events(read_events(text)?),
        EntryForm::Taken => Entry::Taken(read_taken(indicator, text)?),
        EntryForm::Value => Entry::Value(read_value(indicator, text)?),
        EntryForm::Yes => Entry::Yes(read_yes(text)?),
    };
    Ok(Some(entry))
}

fn read_events(text: &str) -> Result<i64, Fault> {
    let range = || Fault::OutOfRange { low: "0".to_owned(), high: MOST_EVENTS.to_string() };
    let events: i64 = text.parse().map_err(|_| Fault::NotANumber)?;
    if (0..=MOST_EVENTS).contains(&events) { Ok(events) } else { Err(range()) }
}

fn read_taken(indicator: &Indicator, text: &str) -> Result<i64, Fault> {
    let (least, most) = match &indicator.kind {
        IndicatorKind::Range { low, high, .. } => (*low, *high),
        IndicatorKind::Deduct { .. }
        | IndicatorKind::Tier { .. }
        | IndicatorKind::YesNo { .. }
        | IndicatorKind::Bonus { .. }
        | IndicatorKind::Penalty { .. } => (0, 0),
    };
    let Points(taken) = Points::parse(text).ok_or(Fault::NotANumber)?;
    let range = || Fault::OutOfRange { low: Points(least).to_string(), high: Points(most).to_string() };
    if (least..=most).contains(&taken) { Ok(taken) } else { Err(range()) }
}

fn read_value(indicator: &Indicator, text: &str) -> Result<i64, Fault> {
    let values: &[i64] = match &indicator.kind {
        IndicatorKind::Tier { values, .. } => values,
        IndicatorKind::Deduct { .. }
        | IndicatorKind::Range { .. }
        | IndicatorKind::YesNo { .. }
        | IndicatorKind::Bonus { .. }
        | IndicatorKind::Penalty { .. } => &[],
    };
    let Points(value) = Points::parse(text).ok_or(Fault::NotANumber)?;
    if values.contains(&value) {
        return Ok(value);
    }
    let allowed = values.iter().map(|value| Points(*value).to_string()).collect();
    Err(Fault::Unknown { value: text.to_owned(), allowed })
}

fn read_yes(text: &str) -> Result<bool, Fault> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(Fault::Unknown { value: other.to_owned(), allowed: vec!["yes".to_owned(), "no".to_owned()] }),
    }
}

/// An entry as it would be typed: the reverse of [`read_entry`].
#[must_use]
pub fn line_of(entry: &Entry, reason: Option<&Note>) -> Line {
    let text = match entry {
        Entry::Events(events) => events.to_string(),
        Entry::Taken(points) | Entry::Value(points) => Points(*points).to_string(),
        Entry::Yes(true) => "yes".to_owned(),
        Entry::Yes(false) => "no".to_owned(),
        Entry::NotApplicable(_) => String::new(),
    };
    Line {
        entry: text,
        not_applicable: *entry == Entry::NOT_APPLICABLE,
        reason: reason.map(ToString::to_string).unwrap_or_default(),
        record: String::new(),
        unproved: String::new(),
    }
}

/// Whether an entry takes or gives points, so that it needs a reason and a proof (Art. 4).
#[must_use]
fn moves_points(indicator: &Indicator, entry: &Entry) -> bool {
    let score = scoring::indicator_score(indicator, entry).ok().flatten();
    match (indicator.max(), score) {
        (Some(max), Some(score)) => score < max,
        (None, Some(score)) => score != 0,
        (Some(_) | None, None) => false,
    }
}

/// What a line lacks before it can be handed in, in the order of its fields. `may_leave_out` says whether the standard
/// lets the indicator be not applicable, `has_files` whether files prove it, `records` how many step records there are.
#[must_use]
pub fn shortfalls(
    indicator: &Indicator,
    line: &Line,
    may_leave_out: bool,
    has_files: bool,
    records: usize,
) -> Vec<Shortfall> {
    let entry = match whole_entry(indicator, line, may_leave_out) {
        Ok(entry) => entry,
        Err(fault) => return vec![Shortfall::Entry(fault)],
    };
    let moves = moves_points(indicator, &entry);
    let left_out = entry == Entry::NOT_APPLICABLE;
    let mut lacks = Vec::new();
    match Note::parse_optional(&line.reason) {
        Ok(None) if moves || left_out => lacks.push(Shortfall::Reason(Fault::ReasonMissing)),
        Ok(None | Some(_)) => {}
        Err(fault) => lacks.push(Shortfall::Reason(fault)),
    }
    let record = read_record(&line.record, records);
    let has_record = matches!(record, Ok(Some(_)));
    match (Note::parse_optional(&line.unproved), record) {
        (Err(fault), _) | (Ok(_), Err(fault)) => lacks.push(Shortfall::Proof(fault)),
        (Ok(None), Ok(_)) if moves && !has_files && !has_record => {
            lacks.push(Shortfall::Proof(Fault::EvidenceMissing));
        }
        (Ok(None | Some(_)), Ok(_)) => {}
    }
    lacks
}

/// The entry of a line that has to have one. An indicator is left out only where the standard lets it be.
fn whole_entry(indicator: &Indicator, line: &Line, may_leave_out: bool) -> Result<Entry, Fault> {
    match read_entry(indicator, line)? {
        Some(Entry::NotApplicable(_)) if !may_leave_out => Err(Fault::Missing),
        Some(entry) => Ok(entry),
        None => Err(Fault::Missing),
    }
}

/// Whether the standard lets this indicator be not applicable.
fn may_be_left_out(standard: &ScoreStandard, code: &str) -> bool {
    standard.words.get(code).is_some_and(|words| words.may_be_not_applicable)
}

/// The number of the step record that was chosen as proof; `None` where none was. `records` says how many there are.
///
/// # Errors
/// [`Fault::Unknown`] for a number that no record has.
pub fn read_record(text: &str, records: usize) -> Result<Option<u32>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number: Option<u32> = text.parse().ok();
    let known = number.filter(|number| *number >= 1 && usize::try_from(*number).is_ok_and(|number| number <= records));
    known.map(Some).ok_or_else(|| Fault::Unknown { value: text.to_owned(), allowed: Vec::new() })
}

/// The entries that can be read; what is missing or wrong is left out.
#[must_use]
pub fn entries_of(sheet: &Sheet, lines: &BTreeMap<String, Line>) -> Entries {
    let read = |indicator: &Indicator| read_entry(indicator, lines.get(&indicator.code)?).ok().flatten();
    let entries = indicators(sheet).filter_map(|(_, indicator)| Some((indicator.code.clone(), read(indicator)?)));
    Entries(entries.collect())
}

/// Makes a sheet of a draft, signed by the scorer.
///
/// # Errors
/// Every fault by field, in the order of the sheet.
pub fn check_draft(
    standard: &ScoreStandard,
    sheet: &Sheet,
    draft: &Draft,
    records: usize,
    signed: Signature,
) -> Result<ScorerSheet, Vec<FieldFault>> {
    let none = Line::default();
    let mut faults = Vec::new();
    let mut checked = ScorerSheet {
        entries: entries_of(sheet, &draft.lines),
        reasons: BTreeMap::new(),
        evidence: BTreeMap::new(),
        records: BTreeMap::new(),
        unproved: BTreeMap::new(),
        submitted: true,
        submitted_by: Some(signed),
    };
    for (_, indicator) in indicators(sheet) {
        let code = &indicator.code;
        let line = draft.lines.get(code).unwrap_or(&none);
        let files = draft.evidence.get(code).filter(|files| !files.is_empty());
        let lacks = shortfalls(indicator, line, may_be_left_out(standard, code), files.is_some(), records);
        faults.extend(lacks.into_iter().map(|lack| lack.blamed(code)));
        let note = |text: &str| Note::parse_optional(text).ok().flatten();
        checked.reasons.extend(note(&line.reason).map(|reason| (code.clone(), reason)));
        checked.unproved.extend(note(&line.unproved).map(|reason| (code.clone(), reason)));
        checked.records.extend(read_record(&line.record, records).ok().flatten().map(|record| (code.clone(), record)));
        checked.evidence.extend(files.map(|files| (code.clone(), files.clone())));
    }
    if faults.is_empty() && scoring::compute(sheet, &checked.entries).is_err() {
        faults.push(FieldFault::new("lines", Fault::TooFew { least: 1 }));
    }
    if faults.is_empty() { Ok(checked) } else { Err(faults) }
}

/// How an area stands while the scorer still works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaRunning {
    /// The number of the area.
    pub id: i64,
    /// How many indicators are scored.
    pub done: usize,
    /// How many there are.
    pub count: usize,
    /// What the scored ones earned, in 1/100 point; for bonuses and penalties what they move.
    pub earned: i64,
    /// The full score of all its indicators, in 1/100 point.
    pub max: i64,
}

/// How a sheet stands while the scorer still works. It is no result: nothing is scaled or rounded yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The areas in the order of the sheet.
    pub areas: Vec<AreaRunning>,
    /// What the scored indicators earned, with bonuses and penalties within the sheet's cap, in 1/100 point.
    pub earned: i64,
    /// What they could have earned, in 1/100 point.
    pub of: i64,
    /// How many indicators are scored.
    pub done: usize,
    /// How many there are.
    pub count: usize,
}

/// Sums up what is scored so far.
#[must_use]
pub fn running(sheet: &Sheet, entries: &Entries) -> Running {
    let mut sum = Running { areas: Vec::new(), earned: 0, of: 0, done: 0, count: 0 };
    let mut adjustment = 0;
    for area in &sheet.areas {
        let mut line = AreaRunning { id: area.id, done: 0, count: area.indicators.len(), earned: 0, max: 0 };
        for indicator in &area.indicators {
            line.max += indicator.max().unwrap_or(0);
            let entry = entries.0.get(&indicator.code);
            let Some(Ok(score)) = entry.map(|entry| scoring::indicator_score(indicator, entry)) else { continue };
            line.done += 1;
            line.earned += score.unwrap_or(0);
            match (indicator.max(), score) {
                (Some(max), Some(score)) => {
                    sum.earned += score;
                    sum.of += max;
                }
                (None, Some(score)) => adjustment += score,
                (Some(_) | None, None) => {}
            }
        }
        sum.done += line.done;
        sum.count += line.count;
        sum.areas.push(line);
    }
    sum.earned += adjustment.clamp(-sheet.adjustment_cap, sheet.adjustment_cap);
    sum
}

/// The codes at which two of these sheets lie more than [`LARGEST_UNEXPLAINED_DIFFERENCE`] apart.
#[must_use]
pub fn unexplained(sheet: &Sheet, entries: &[&Entries]) -> BTreeSet<String> {
    let pairs =
        entries.iter().enumerate().flat_map(|(at, one)| entries[at + 1..].iter().map(move |other| (one, other)));
    pairs.flat_map(|(one, other)| scoring::entries_differ(one, other, sheet)).collect()
}

/// Makes the one score of all sheets that were handed in. The leader's own choice counts as one more entry: where it
/// lies far from somebody's, that needs a reason too.
///
/// # Errors
/// Every fault by field, in the order of the sheet.
pub fn reconcile(
    standard: &ScoreStandard,
    sheet: &Sheet,
    sheets: &BTreeMap<String, ScorerSheet>,
    lines: &BTreeMap<String, Line>,
    signed: Signature,
) -> Result<(Reconciled, ScoreResult), Vec<FieldFault>> {
    let none = Line::default();
    let entries = entries_of(sheet, lines);
    let handed_in = sheets.values().filter(|sheet| sheet.submitted).map(|sheet| &sheet.entries);
    let far_apart = unexplained(sheet, &handed_in.chain([&entries]).collect::<Vec<_>>());
    let (mut faults, mut reasons) = (Vec::new(), BTreeMap::new());
    for (_, indicator) in indicators(sheet) {
        let code = &indicator.code;
        let line = lines.get(code).unwrap_or(&none);
        if let Err(fault) = whole_entry(indicator, line, may_be_left_out(standard, code)) {
            faults.push(FieldFault::new(field(code, "entry"), fault));
        }
        match Note::parse_optional(&line.reason) {
            Ok(None) if far_apart.contains(code) => {
                faults.push(FieldFault::new(field(code, "reason"), Fault::ReasonMissing));
            }
            Ok(reason) => reasons.extend(reason.map(|reason| (code.clone(), reason))),
            Err(fault) => faults.push(FieldFault::new(field(code, "reason"), fault)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let bare = |_| vec![FieldFault::new("lines", Fault::TooFew { least: 1 })];
    let result = scoring::compute(sheet, &entries).map_err(bare)?;
    Ok((Reconciled { entries, reasons, signed }, result))
}

/// The largest difference that needs no reason, as it is shown.
#[must_use]
pub fn largest_unexplained() -> Points {
    Points(LARGEST_UNEXPLAINED_DIFFERENCE)
}
