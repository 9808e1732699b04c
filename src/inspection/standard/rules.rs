//! Reading the score standard from a table, and writing, adding and withdrawing its indicators by the same checks.

use std::collections::BTreeMap;

pub use lines::{GIVEN_TO, Scored, TAKEN_FROM, may_withdraw, next_codes, scored, with_new, without};
use serde::{Deserialize, Serialize};

use crate::{
    inspection::{
        model::{IndicatorWords, ScoreStandard},
        rules::scoring::{self, Indicator, IndicatorKind, LARGEST, LARGEST_ADJUSTMENT, Sheet, SheetArea, check_sheet},
    },
    kernel::{
        fault::{Fault, FieldFault},
        ids::TemplateId,
        points::Points,
        table::{CellFault, Faults, Line, Table, parse_code, parse_yes_no, yes_no},
        text::Text,
        unit_kind::Area,
    },
};

/// Adding an indicator, and withdrawing one.
mod lines;

/// The header of the table. A column 性质 may follow and is not read.
pub const COLUMNS: [&str; 12] = [
    "编码",
    "内容",
    "指标",
    "分值",
    "计分方式",
    "每次分值",
    "封顶分值",
    "档位分值",
    "可不适用",
    "计分规则",
    "对应条款",
    "需查材料",
];

/// The names of the form's fields, in the order of [`COLUMNS`].
pub const FIELDS: [&str; 12] = [
    "code",
    "area",
    "text",
    "max",
    "method",
    "per_event",
    "cap",
    "values",
    "may_be_not_applicable",
    "rule",
    "basis",
    "materials",
];

/// What areas ① to ⑤ make together, in hundredths of a point.
pub const WHOLE: i64 = 10_000;

/// The name that the standard has until somebody gives it another.
pub const FIRST_TITLE: &str = "责任清单运行情况量化评分标准";

const CODE: usize = 0;
const AREA: usize = 1;
const TEXT: usize = 2;
const MAX: usize = 3;
const METHOD: usize = 4;
const PER_EVENT: usize = 5;
const CAP: usize = 6;
const VALUES: usize = 7;
const NOT_APPLICABLE: usize = 8;
const RULE: usize = 9;
const BASIS: usize = 10;
const MATERIALS: usize = 11;

type Words = Text<300>;
type ShortWords = Text<200>;

/// The id of the district's score standard.
///
/// # Panics
/// Never: the text is an id.
#[must_use]
pub fn template() -> TemplateId {
    TemplateId::parse("score-standard").expect("letters and hyphens are an id")
}

/// How an indicator is scored, as tables say it (计分方式).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 扣分.
    Deduct,
    /// 区间.
    Range,
    /// 分档.
    Tier,
    /// 是否.
    YesNo,
    /// 加分, only in area ⑥.
    Bonus,
    /// 倒扣, only in area ⑥.
    Penalty,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 6] = [Self::Deduct, Self::Range, Self::Tier, Self::YesNo, Self::Bonus, Self::Penalty];

    /// The word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Deduct => "扣分",
            Self::Range => "区间",
            Self::Tier => "分档",
            Self::YesNo => "是否",
            Self::Bonus => "加分",
            Self::Penalty => "倒扣",
        }
    }

    /// The method of an indicator.
    #[must_use]
    pub const fn of(kind: &IndicatorKind) -> Self {
        match kind {
            IndicatorKind::Deduct { .. } => Self::Deduct,
            IndicatorKind::Range { .. } => Self::Range,
            IndicatorKind::Tier { .. } => Self::Tier,
            IndicatorKind::YesNo { .. } => Self::YesNo,
            IndicatorKind::Bonus { .. } => Self::Bonus,
            IndicatorKind::Penalty { .. } => Self::Penalty,
        }
    }

    /// Whether it adjusts the total and is no part of the 100 points: so in area ⑥, and nowhere else.
    #[must_use]
    pub const fn adjusts(self) -> bool {
        match self {
            Self::Bonus | Self::Penalty => true,
            Self::Deduct | Self::Range | Self::Tier | Self::YesNo => false,
        }
    }

    /// The methods that an area can have.
    pub fn of_area(area: Area) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |method| method.adjusts() == (area == Area::Other))
    }

    /// Reads the word of a table, for an indicator of this area.
    ///
    /// # Errors
    /// [`Fault::Missing`] or [`Fault::Unknown`] with the words that the area can have.
    pub fn parse_word(text: &str, area: Area) -> Result<Self, Fault> {
        let text = text.trim();
        let found = Self::of_area(area).find(|method| method.word() == text);
        found.ok_or_else(|| match text.is_empty() {
            true => Fault::Missing,
            false => Fault::Unknown {
                value: text.to_owned(),
                allowed: Self::of_area(area).map(|method| method.word().to_owned()).collect(),
            },
        })
    }
}

/// An indicator as it is written, in a table or in the fields of a form, in the order of [`COLUMNS`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WrittenIndicator {
    /// 编码.
    pub code: String,
    /// 内容: the heading of the area.
    pub area: String,
    /// 指标.
    pub text: String,
    /// 分值, in points.
    pub max: String,
    /// 计分方式.
    pub method: String,
    /// 每次分值, for deductions, bonuses and penalties.
    pub per_event: String,
    /// 封顶分值, for the same.
    pub cap: String,
    /// 档位分值, such as `优=2;良=1.5;中=0.5;差=0`, or `低=0;高=4` for a range.
    pub values: String,
    /// 可不适用: 是 or 否.
    pub may_be_not_applicable: String,
    /// 计分规则.
    pub rule: String,
    /// 对应条款.
    pub basis: String,
    /// 需查材料.
    pub materials: String,
}

/// An indicator that was read: where it belongs, how it is scored, what people read.
pub type ReadIndicator = (Area, Indicator, IndicatorWords);

impl WrittenIndicator {
    /// How an indicator is written.
    #[must_use]
    pub fn of(area: Area, indicator: &Indicator, words: &IndicatorWords) -> Self {
        let points = |value: i64| Points(value).to_string();
        let (per_event, cap, values) = match &indicator.kind {
            IndicatorKind::Deduct { max: _, per_event, cap }
            | IndicatorKind::Bonus { per_event, cap }
            | IndicatorKind::Penalty { per_event, cap } => (points(*per_event), points(*cap), String::new()),
            IndicatorKind::Range { max: _, low, high } => {
                (String::new(), String::new(), format!("{LOW}={};{HIGH}={}", points(*low), points(*high)))
            }
            IndicatorKind::Tier { max: _, values } => (String::new(), String::new(), written_tiers(values, words)),
            IndicatorKind::YesNo { max: _ } => <(String, String, String)>::default(),
        };
        Self {
            code: indicator.code.clone(),
            area: area.heading().to_owned(),
            text: words.text.clone(),
            max: indicator.max().map_or_else(|| cap.clone(), points),
            method: Method::of(&indicator.kind).word().to_owned(),
            per_event,
            cap,
            values,
            may_be_not_applicable: yes_no(words.may_be_not_applicable).to_owned(),
            rule: words.rule.clone(),
            basis: words.basis.clone(),
            materials: words.materials.clone(),
        }
    }

    fn from_line(line: &Line, places: [usize; 12]) -> Self {
        let [code, area, text, max, method, per_event, cap, values, may_be_not_applicable, rule, basis, materials] =
            places.map(|place| line.cell(place).to_owned());
        Self { code, area, text, max, method, per_event, cap, values, may_be_not_applicable, rule, basis, materials }
    }

    /// The cells in the order of [`COLUMNS`].
    #[must_use]
    pub fn cells(&self) -> [&str; 12] {
        [
            &self.code,
            &self.area,
            &self.text,
            &self.max,
            &self.method,
            &self.per_event,
            &self.cap,
            &self.values,
            &self.may_be_not_applicable,
            &self.rule,
            &self.basis,
            &self.materials,
        ]
    }

    /// The indicator, or what is wrong with it, each with its place in [`COLUMNS`].
    ///
    /// # Errors
    /// Every fault.
    pub fn parse(&self) -> Result<ReadIndicator, Vec<(usize, Fault)>> {
        let mut faults = Vec::new();
        let code = noted(&mut faults, CODE, parse_code(&self.code));
        let area = noted(&mut faults, AREA, Area::parse_heading(&self.area));
        let words = self.words(&mut faults);
        let method = area.and_then(|area| noted(&mut faults, METHOD, Method::parse_word(&self.method, area)));
        let kind = method.and_then(|method| self.kind(method, &mut faults));
        match (code, area, words, kind) {
            (Some(code), Some(area), Some((words, grades)), Some(kind)) if faults.is_empty() => {
                let indicator = Indicator { code, kind };
                faults.extend(bounds(area, &indicator));
                let grades = if matches!(indicator.kind, IndicatorKind::Tier { .. }) { grades } else { Vec::new() };
                let words = IndicatorWords { grades, ..words };
                if faults.is_empty() { Ok((area, indicator, words)) } else { Err(faults) }
            }
            // Options have no other rest to spell out: whatever is missing has its fault above.
            _ => Err(faults),
        }
    }

    /// The words, and the names of the grades.
    fn words(&self, faults: &mut Vec<(usize, Fault)>) -> Option<(IndicatorWords, Vec<String>)> {
        let text = noted(faults, TEXT, ShortWords::parse(&self.text));
        let may_be = noted(faults, NOT_APPLICABLE, parse_yes_no(&self.may_be_not_applicable));
        let rule = noted(faults, RULE, Words::parse(&self.rule));
        let basis = noted(faults, BASIS, ShortWords::parse_optional(&self.basis));
        let materials = noted(faults, MATERIALS, Words::parse_optional(&self.materials));
        let grades = split_values(&self.values).map(|(name, _)| name.chars().take(10).collect()).collect();
        let words = IndicatorWords {
            text: text?.into(),
            rule: rule?.into(),
            basis: basis?.map(String::from).unwrap_or_default(),
            materials: materials?.map(String::from).unwrap_or_default(),
            may_be_not_applicable: may_be?,
            grades: Vec::new(),
        };
        Some((words, grades))
    }

    /// How it is scored. Cells that the method has no use for must be empty, or what they say would be lost unseen.
    fn kind(&self, method: Method, faults: &mut Vec<(usize, Fault)>) -> Option<IndicatorKind> {
        let (counts_events, has_values) = match method {
            Method::Deduct | Method::Bonus | Method::Penalty => (true, false),
            Method::Range | Method::Tier => (false, true),
            Method::YesNo => (false, false),
        };
        for (at, cell, used) in [
            (PER_EVENT, &self.per_event, counts_events),
            (CAP, &self.cap, counts_events),
            (VALUES, &self.values, has_values),
        ] {
            if !used && !cell.trim().is_empty() {
                faults.push((at, Fault::NotUsed { method: method.word().to_owned() }));
            }
        }
        let max = noted(faults, MAX, parse_points(&self.max));
        let events = counts_events.then(|| {
            let per_event = noted(faults, PER_EVENT, parse_points(&self.per_event));
            (per_event, noted(faults, CAP, parse_points(&self.cap)))
        });
        let values = has_values.then(|| noted(faults, VALUES, parse_values(&self.values)));
        let (per_event, cap) = events.unwrap_or_default();
        let values = values.flatten();
        Some(match method {
            Method::Deduct => IndicatorKind::Deduct { max: max?, per_event: per_event?, cap: cap? },
            Method::Tier => {
                IndicatorKind::Tier { max: max?, values: values?.into_iter().map(|(_, value)| value).collect() }
            }
            Method::YesNo => IndicatorKind::YesNo { max: max? },
            Method::Range => {
                let values = values?;
                let named = |name: &str| values.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
                let both = named(LOW).zip(named(HIGH)).filter(|_| values.len() == 2);
                let form = Fault::Unknown { value: self.values.clone(), allowed: vec![format!("{LOW}=0;{HIGH}=4")] };
                let (low, high) = noted(faults, VALUES, both.ok_or(form))?;
                IndicatorKind::Range { max: max?, low, high }
            }
            Method::Bonus | Method::Penalty => {
                let (max, per_event, cap) = (max?, per_event?, cap?);
                // The column 分值 says the same as the cap here; where they differ, one of them is a slip.
                if max != cap {
                    faults.push((MAX, exactly(cap)));
                }
                match method {
                    Method::Bonus => IndicatorKind::Bonus { per_event, cap },
                    Method::Deduct | Method::Range | Method::Tier | Method::YesNo | Method::Penalty => {
                        IndicatorKind::Penalty { per_event, cap }
                    }
                }
            }
        })
    }
}

/// The names of a range's two bounds.
const LOW: &str = "低";
const HIGH: &str = "高";

fn written_tiers(values: &[i64], words: &IndicatorWords) -> String {
    let name = |at: usize| words.grades.get(at).cloned().unwrap_or_else(|| (at + 1).to_string());
    let tiers = values.iter().enumerate().map(|(at, value)| format!("{}={}", name(at), Points(*value)));
    tiers.collect::<Vec<_>>().join(";")
}

fn noted<T>(faults: &mut Vec<(usize, Fault)>, column: usize, value: Result<T, Fault>) -> Option<T> {
    value.map_err(|fault| faults.push((column, fault))).ok()
}

fn exactly(value: i64) -> Fault {
    Fault::MustBe { value: Points(value).to_string(), found: None }
}

fn parse_points(text: &str) -> Result<i64, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::Missing);
    }
    Points::parse(text).map(|points| points.0).ok_or(Fault::NotANumber)
}

/// The names and figures of `优=2;良=1.5`, separated by either width of semicolon.
fn split_values(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = text.split([';', '；']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| {
        let (name, value) = part.split_once(['=', '＝']).unwrap_or(("", part));
        (name.trim(), value.trim())
    })
}

fn parse_values(text: &str) -> Result<Vec<(String, i64)>, Fault> {
    let read = |(name, value): (&str, &str)| {
        if name.is_empty() {
            return Err(Fault::Unknown {
                value: value.to_owned(),
                allowed: vec!["优=2;良=1.5;中=0.5;差=0".to_owned()],
            });
        }
        Ok((name.to_owned(), parse_points(value)?))
    };
    let values = split_values(text).map(read).collect::<Result<Vec<_>, _>>()?;
    if values.is_empty() { Err(Fault::Missing) } else { Ok(values) }
}

/// What makes no sense in an indicator of a district's standard, and what the arithmetic itself refuses in it.
fn bounds(area: Area, indicator: &Indicator) -> Vec<(usize, Fault)> {
    let alone = SheetArea { id: i64::from(area.number()), indicators: vec![indicator.clone()] };
    let sheet = Sheet { areas: vec![alone], adjustment_cap: LARGEST_ADJUSTMENT };
    let mut faults = senseless(&indicator.kind);
    for violation in check_sheet(&sheet) {
        let column = column_of(&violation.path);
        // What makes no sense has the narrower bounds, which are what its writer must know.
        if faults.iter().all(|(blamed, _)| *blamed != column) {
            faults.push((column, fault_of(violation.fault)));
        }
    }
    faults.sort_by_key(|(column, _)| *column);
    faults
}

/// What the arithmetic takes, as anybody may send it in the exchange format, but nobody means who writes a standard: an
/// indicator without points, a deduction with a cap that never binds, a grade below 0 or none that has all the points.
fn senseless(kind: &IndicatorKind) -> Vec<(usize, Fault)> {
    let mut faults = Vec::new();
    let mut within = |column: usize, value: i64, least: i64, most: i64| {
        if value < least || value > most {
            let (low, high) = (Points(least).to_string(), Points(most).to_string());
            faults.push((column, Fault::OutOfRange { low, high }));
        }
    };
    match kind {
        IndicatorKind::Deduct { max, per_event: _, cap } => {
            within(MAX, *max, 1, LARGEST);
            within(CAP, *cap, 0, *max);
        }
        IndicatorKind::Range { max, low: _, high: _ } | IndicatorKind::YesNo { max } => within(MAX, *max, 1, LARGEST),
        IndicatorKind::Tier { max, values } => {
            within(MAX, *max, 1, LARGEST);
            for value in values {
                within(VALUES, *value, 0, *max);
            }
            if faults.is_empty() && !values.contains(max) {
                faults.push((VALUES, exactly(*max)));
            }
        }
        // Without a full score, so within the arithmetic's own bounds.
        IndicatorKind::Bonus { per_event: _, cap: _ } | IndicatorKind::Penalty { per_event: _, cap: _ } => {}
    }
    faults
}

/// The column that a path of the sheet's check ends in.
fn column_of(path: &str) -> usize {
    let field = path.rsplit('.').next().unwrap_or_default();
    match field.split('[').next().unwrap_or_default() {
        "max" => MAX,
        "per_event" => PER_EVENT,
        "cap" => CAP,
        "low" | "high" | "values" => VALUES,
        "id" => AREA,
        _ => CODE,
    }
}

fn fault_of(fault: scoring::Fault) -> Fault {
    match fault {
        scoring::Fault::OutOfBounds { value: _, least, most } => {
            Fault::OutOfRange { low: Points(least).to_string(), high: Points(most).to_string() }
        }
        scoring::Fault::BoundsCrossed { low, high } => {
            Fault::OutOfRange { low: Points(low).to_string(), high: Points(high).to_string() }
        }
        scoring::Fault::DuplicateCode(code) => Fault::Duplicate { value: code.clone(), other: code },
        scoring::Fault::DuplicateArea(area) => Fault::Duplicate { value: area.to_string(), other: area.to_string() },
        scoring::Fault::EmptyCode | scoring::Fault::NoValues => Fault::Missing,
        scoring::Fault::EmptyArea | scoring::Fault::NothingToScale | scoring::Fault::NothingApplicable => {
            Fault::TooFew { least: 1 }
        }
        // Faults of entries, which a sheet by itself does not have.
        scoring::Fault::MissingEntry
        | scoring::Fault::UnknownCode
        | scoring::Fault::WrongForm { .. }
        | scoring::Fault::ValueNotListed(_) => Fault::Missing,
    }
}

/// A standard's content: what is computed, and what people read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardContent {
    /// What is computed.
    pub sheet: Sheet,
    /// What people read, by the code of the indicator.
    pub words: BTreeMap<String, IndicatorWords>,
}

impl StandardContent {
    /// Every indicator as it is written, in the order of the sheet.
    #[must_use]
    pub fn written(&self) -> Vec<WrittenIndicator> {
        written_of(&self.sheet, &self.words)
    }

    /// Whether an edition says the same.
    #[must_use]
    pub fn is_that_of(&self, standard: &ScoreStandard) -> bool {
        self.sheet == standard.sheet && self.words == standard.words
    }
}

/// Reads a standard. Indicators are put together by area; within an area they keep the order of the table. Areas ① to
/// ⑤ make 100 points together; area ⑥ adjusts the total by at most 5.
///
/// # Errors
/// Every fault by line and column; a wrong sum stands at the header's 分值, with the sum that was found.
pub fn parse_standard(table: &Table) -> Result<StandardContent, Vec<CellFault>> {
    let places = table.columns(COLUMNS)?;
    let mut faults = Faults::default();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = Vec::new();
    for line in &table.lines {
        match WrittenIndicator::from_line(line, places).parse() {
            Ok(indicator) => {
                if let Some(other) = codes.insert(indicator.1.code.clone(), line.number) {
                    let fault = Fault::Duplicate { value: indicator.1.code.clone(), other: other.to_string() };
                    faults.blame(line.number, COLUMNS[CODE], fault);
                }
                read.push(indicator);
            }
            Err(found) => found.into_iter().for_each(|(at, fault)| faults.blame(line.number, COLUMNS[at], fault)),
        }
    }
    let read = faults.finish(read)?;
    whole(read).map_err(|(sum, fault)| vec![CellFault::new(1, format!("{} Σ {}", COLUMNS[MAX], Points(sum)), fault)])
}

/// Puts a standard together, or says the sum of areas ① to ⑤ that is not 100 points.
fn whole(read: Vec<ReadIndicator>) -> Result<StandardContent, (i64, Fault)> {
    let sum = read.iter().filter_map(|(_, indicator, _)| indicator.max()).sum();
    if sum != WHOLE {
        return Err((sum, exactly(WHOLE)));
    }
    let of = |area: Area| {
        let indicators = read.iter().filter(|(known, _, _)| *known == area).map(|(_, indicator, _)| indicator.clone());
        SheetArea { id: i64::from(area.number()), indicators: indicators.collect() }
    };
    let areas = Area::ALL.into_iter().map(of).filter(|area| !area.indicators.is_empty()).collect();
    let sheet = Sheet { areas, adjustment_cap: LARGEST_ADJUSTMENT };
    let words = read.into_iter().map(|(_, indicator, words)| (indicator.code, words)).collect();
    Ok(StandardContent { sheet, words })
}

/// Every indicator of a standard as it is written, in its order.
#[must_use]
pub fn written(standard: &ScoreStandard) -> Vec<WrittenIndicator> {
    written_of(&standard.sheet, &standard.words)
}

fn written_of(sheet: &Sheet, words: &BTreeMap<String, IndicatorWords>) -> Vec<WrittenIndicator> {
    let write = |(area, indicator, words): &ReadIndicator| WrittenIndicator::of(*area, indicator, words);
    lines_of(sheet, words).iter().map(write).collect()
}

/// Every indicator with its area and its words, in the order of the sheet.
fn lines_of(sheet: &Sheet, words: &BTreeMap<String, IndicatorWords>) -> Vec<ReadIndicator> {
    let in_area = |sheet: &SheetArea| {
        let area = u8::try_from(sheet.id).ok().and_then(|number| Area::try_from(number).ok()).unwrap_or(Area::Other);
        let read = |indicator: &Indicator| {
            let words = words.get(&indicator.code).cloned().unwrap_or_else(no_words);
            (area, indicator.clone(), words)
        };
        sheet.indicators.iter().map(read).collect::<Vec<_>>()
    };
    sheet.areas.iter().flat_map(in_area).collect()
}

const fn no_words() -> IndicatorWords {
    IndicatorWords {
        text: String::new(),
        rule: String::new(),
        basis: String::new(),
        materials: String::new(),
        may_be_not_applicable: false,
        grades: Vec::new(),
    }
}

/// The standard with some indicators written anew. Codes stay, for scores are kept by them. A fault's field is
/// `code.field`, such as `F1.1.max`; a wrong sum has the field `sum` and conflicts with the sum found.
///
/// # Errors
/// Every fault; [`Fault::Unknown`] for a code that the standard does not have.
pub fn with_indicators(
    standard: &ScoreStandard,
    anew: &[WrittenIndicator],
) -> Result<StandardContent, Vec<FieldFault>> {
    let mut all = written(standard);
    let mut faults = Vec::new();
    for new in anew {
        match all.iter_mut().find(|known| known.code == new.code.trim()) {
            Some(known) => known.clone_from(new),
            None => {
                let fault = Fault::Unknown { value: new.code.clone(), allowed: Vec::new() };
                faults.push(FieldFault::new(FIELDS[CODE], fault));
            }
        }
    }
    let mut read = Vec::new();
    for indicator in &all {
        match indicator.parse() {
            Ok(parsed) => read.push(parsed),
            Err(found) => faults.extend(
                found
                    .into_iter()
                    .map(|(at, fault)| FieldFault::new(format!("{}.{}", indicator.code, FIELDS[at]), fault)),
            ),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    whole_in_form(read)
}

/// As [`whole`], with a wrong sum as the fault of the field `sum`.
fn whole_in_form(read: Vec<ReadIndicator>) -> Result<StandardContent, Vec<FieldFault>> {
    whole(read).map_err(|(sum, _)| {
        let (value, found) = (Points(WHOLE).to_string(), Some(Points(sum).to_string()));
        vec![FieldFault::new("sum", Fault::MustBe { value, found })]
    })
}

#[cfg(test)]
mod tests;
