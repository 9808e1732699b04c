//! Reading the self-check form from a table, and changing, adding and withdrawing its questions by the same checks.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::model::{AnswerKind, Question};
use crate::kernel::{
    fault::{Fault, FieldFault},
    table::{CellFault, Faults, Line, Table, next_code, parse_code, parse_yes_no, yes_no},
    text::Text,
    unit_kind::Area,
};

/// The header of the table.
pub const COLUMNS: [&str; 7] = ["编码", "内容", "问题", "答案类型", "是否必填", "需附证明", "提示"];

/// The names of the form's fields, in the order of [`COLUMNS`].
pub const FIELDS: [&str; 7] = ["code", "area", "text", "answer", "required", "evidence", "hint"];

/// What stands in the table where no proof is asked for.
const NO_EVIDENCE: &str = "无";

type QuestionText = Text<200>;
type EvidenceText = Text<60>;
type HintText = Text<200>;

/// A question as it is written, in a table or in the fields of a form, in the order of [`COLUMNS`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenQuestion {
    /// 编码.
    pub code: String,
    /// 内容: the heading of the area.
    pub area: String,
    /// 问题.
    pub text: String,
    /// 答案类型.
    pub answer: String,
    /// 是否必填: 是 or 否.
    pub required: String,
    /// 需附证明; empty or 无 where none is asked for.
    pub evidence: String,
    /// 提示; may be empty.
    pub hint: String,
}

impl WrittenQuestion {
    /// How a question is written.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        Self {
            code: question.code.clone(),
            area: question.area.heading().to_owned(),
            text: question.text.clone(),
            answer: question.answer.word().to_owned(),
            required: yes_no(question.required).to_owned(),
            evidence: question.evidence.clone().unwrap_or_else(|| NO_EVIDENCE.to_owned()),
            hint: question.hint.clone(),
        }
    }

    /// The cells in the order of [`COLUMNS`].
    #[must_use]
    pub fn cells(&self) -> [&str; 7] {
        [&self.code, &self.area, &self.text, &self.answer, &self.required, &self.evidence, &self.hint]
    }

    fn from_line(line: &Line, places: [usize; 7]) -> Self {
        let [code, area, text, answer, required, evidence, hint] = places.map(|place| line.cell(place).to_owned());
        Self { code, area, text, answer, required, evidence, hint }
    }

    /// The question, or what is wrong with it, each with its place in [`COLUMNS`].
    ///
    /// # Errors
    /// Every fault, in the order of the columns.
    pub fn parse(&self) -> Result<Question, Vec<(usize, Fault)>> {
        let mut faults = Vec::new();
        let code = noted(&mut faults, 0, parse_code(&self.code));
        let area = noted(&mut faults, 1, Area::parse_heading(&self.area));
        let text = noted(&mut faults, 2, QuestionText::parse(&self.text));
        let answer = noted(&mut faults, 3, AnswerKind::parse_word(&self.answer));
        let required = noted(&mut faults, 4, parse_yes_no(&self.required));
        let evidence = match self.evidence.trim() {
            NO_EVIDENCE => Some(None),
            words => noted(&mut faults, 5, EvidenceText::parse_optional(words)),
        };
        let hint = noted(&mut faults, 6, HintText::parse_optional(&self.hint));
        match (code, area, text, answer, required, evidence, hint) {
            (Some(code), Some(area), Some(text), Some(answer), Some(required), Some(evidence), Some(hint)) => {
                Ok(Question {
                    code,
                    area,
                    text: text.into(),
                    answer,
                    required,
                    evidence: evidence.map(String::from),
                    hint: hint.map(String::from).unwrap_or_default(),
                })
            }
            // A tuple of options has no other rest to spell out: one of them has its fault above.
            _ => Err(faults),
        }
    }
}

fn noted<T>(faults: &mut Vec<(usize, Fault)>, column: usize, value: Result<T, Fault>) -> Option<T> {
    value.map_err(|fault| faults.push((column, fault))).ok()
}

/// Reads a form. Questions are put together by area; within an area they keep the order of the table.
///
/// # Errors
/// Every fault by line and column. Every area of Art. 6 needs at least one question.
pub fn parse_form(table: &Table) -> Result<Vec<Question>, Vec<CellFault>> {
    let places = table.columns(COLUMNS)?;
    let mut faults = Faults::default();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    let mut questions = Vec::new();
    for line in &table.lines {
        match WrittenQuestion::from_line(line, places).parse() {
            Ok(question) => {
                if let Some(other) = codes.insert(question.code.clone(), line.number) {
                    let fault = Fault::Duplicate { value: question.code.clone(), other: other.to_string() };
                    faults.blame(line.number, COLUMNS[0], fault);
                }
                questions.push(question);
            }
            Err(found) => found.into_iter().for_each(|(at, fault)| faults.blame(line.number, COLUMNS[at], fault)),
        }
    }
    let questions = faults.finish(questions)?;
    let absent: Vec<CellFault> = Area::ALL
        .into_iter()
        .filter(|area| !questions.iter().any(|question| question.area == *area))
        .map(|area| CellFault::new(1, area.heading(), Fault::TooFew { least: 1 }))
        .collect();
    if absent.is_empty() { Ok(by_area(questions)) } else { Err(absent) }
}

/// The form with one question written anew. Its code stays, for answers are kept by it.
///
/// # Errors
/// Every fault by field; [`Fault::Unknown`] for a code that the form does not have.
pub fn with_question(questions: &[Question], written: &WrittenQuestion) -> Result<Vec<Question>, Vec<FieldFault>> {
    let question = written.parse().map_err(in_fields)?;
    if !questions.iter().any(|known| known.code == question.code) {
        let fault = Fault::Unknown { value: question.code, allowed: Vec::new() };
        return Err(vec![FieldFault::new(FIELDS[0], fault)]);
    }
    let replaced = |known: &Question| if known.code == question.code { question.clone() } else { known.clone() };
    let questions: Vec<Question> = questions.iter().map(replaced).collect();
    match Area::ALL.into_iter().find(|area| !questions.iter().any(|question| question.area == *area)) {
        Some(_) => Err(vec![FieldFault::new(FIELDS[1], Fault::TooFew { least: 1 })]),
        None => Ok(by_area(questions)),
    }
}

/// The form with one question more, at the end of its area. Without a code it gets the next one of its area; `used` are
/// the codes of every edition.
///
/// # Errors
/// Every fault by field; [`Fault::CodeUsed`] for a code that stands for something already.
pub fn with_new(
    questions: &[Question],
    written: &WrittenQuestion,
    used: &BTreeSet<String>,
) -> Result<Vec<Question>, Vec<FieldFault>> {
    let mut written = written.clone();
    if let (true, Ok(area)) = (written.code.trim().is_empty(), Area::parse_heading(&written.area)) {
        let next = next_codes(questions, used).into_iter().find(|(known, _)| *known == area);
        written.code = next.map(|(_, code)| code).unwrap_or_default();
    }
    let question = written.parse().map_err(in_fields)?;
    if used.contains(&question.code) || questions.iter().any(|known| known.code == question.code) {
        return Err(vec![FieldFault::new(FIELDS[0], Fault::CodeUsed { code: question.code })]);
    }
    Ok(by_area(questions.iter().cloned().chain([question]).collect()))
}

/// The code that a new question of each area gets where nobody names one; an area without a numbered code has none.
/// `used` are the codes of every edition.
#[must_use]
pub fn next_codes(questions: &[Question], used: &BTreeSet<String>) -> Vec<(Area, String)> {
    let next = |area: Area| {
        let of_area = questions.iter().filter(|question| question.area == area);
        Some((area, next_code(of_area.map(|question| question.code.as_str()), used)?))
    };
    Area::ALL.into_iter().filter_map(next).collect()
}

/// Whether a question may be withdrawn: every area of Art. 6 keeps at least one.
#[must_use]
pub fn may_withdraw(questions: &[Question], code: &str) -> bool {
    let others = |area: Area| questions.iter().any(|question| question.area == area && question.code != code);
    questions.iter().find(|question| question.code == code).is_some_and(|question| others(question.area))
}

/// The form without a question.
///
/// # Errors
/// [`Fault::Unknown`] for a code that the form does not have, [`Fault::TooFew`] for the last question of its area.
pub fn without(questions: &[Question], code: &str) -> Result<Vec<Question>, Vec<FieldFault>> {
    let fault = match questions.iter().any(|question| question.code == code) {
        true if may_withdraw(questions, code) => {
            return Ok(questions.iter().filter(|question| question.code != code).cloned().collect());
        }
        true => Fault::TooFew { least: 1 },
        false => Fault::Unknown { value: code.to_owned(), allowed: Vec::new() },
    };
    Err(vec![FieldFault::new(FIELDS[0], fault)])
}

fn in_fields(faults: Vec<(usize, Fault)>) -> Vec<FieldFault> {
    faults.into_iter().map(|(at, fault)| FieldFault::new(FIELDS[at], fault)).collect()
}

fn by_area(mut questions: Vec<Question>) -> Vec<Question> {
    questions.sort_by_key(|question| question.area);
    questions
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(lines: &[&str]) -> Table {
        let line =
            |(at, text): (usize, &&str)| Line { number: at + 2, cells: text.split(',').map(str::to_owned).collect() };
        Table { header: COLUMNS.map(str::to_owned).to_vec(), lines: lines.iter().enumerate().map(line).collect() }
    }

    fn district() -> Table {
        let file = include_str!("../../demo/data/self_check_form.csv");
        table(&file.lines().skip(1).collect::<Vec<_>>())
    }

    #[test]
    fn the_districts_form_is_read_whole() {
        let questions = parse_form(&district()).unwrap();
        let of = |area: Area| questions.iter().filter(|question| question.area == area).count();
        assert_eq!(Area::ALL.map(of), [7, 8, 6, 7, 8, 4]);
        assert_eq!(questions[1].evidence, None);
        assert_eq!(questions[1].answer, AnswerKind::Url);
        assert_eq!(questions[0].evidence.as_deref(), Some("网页截图"));
        assert!(questions[0].required && !questions[2].required);
    }

    #[test]
    fn what_is_read_is_written_and_read_again() {
        for question in parse_form(&district()).unwrap() {
            assert_eq!(WrittenQuestion::of(&question).parse(), Ok(question));
        }
    }

    #[test]
    fn every_fault_is_named_by_its_cell() {
        let mut wrong = district();
        wrong.lines[0].cells[3] = "单选".to_owned();
        wrong.lines[1].cells[2] = String::new();
        wrong.lines[1].cells[4] = "可".to_owned();
        wrong.lines[4].cells[0] = "Z1.4".to_owned();
        let faults = parse_form(&wrong).unwrap_err();
        let places: Vec<(usize, &str)> =
            faults.iter().map(|fault| (fault.line, fault.column.as_deref().unwrap_or_default())).collect();
        assert_eq!(places, [(2, "答案类型"), (3, "问题"), (3, "是否必填"), (6, "编码")]);
    }

    #[test]
    fn an_area_without_a_question_is_a_fault() {
        let mut short = district();
        short.lines.retain(|line| !line.cells[0].starts_with("Z6"));
        assert_eq!(parse_form(&short).unwrap_err()[0].column.as_deref(), Some("（六）其他情况"));
    }

    #[test]
    fn one_question_is_written_anew_by_the_same_checks() {
        let questions = parse_form(&district()).unwrap();
        let mut written = WrittenQuestion::of(&questions[0]);
        written.text = "是否公开".to_owned();
        assert_eq!(with_question(&questions, &written).unwrap()[0].text, "是否公开");
        written.answer = "随意".to_owned();
        assert_eq!(with_question(&questions, &written).unwrap_err()[0].field, "answer");
        written = WrittenQuestion { code: "Z9.9".to_owned(), ..WrittenQuestion::of(&questions[0]) };
        assert_eq!(with_question(&questions, &written).unwrap_err()[0].field, "code");
    }

    fn used(questions: &[Question]) -> BTreeSet<String> {
        questions.iter().map(|question| question.code.clone()).collect()
    }

    /// A question as the form of a new one sends it.
    fn new(area: Area, code: &str) -> WrittenQuestion {
        WrittenQuestion {
            code: code.to_owned(),
            area: area.heading().to_owned(),
            text: "又一个问题".to_owned(),
            answer: "是否".to_owned(),
            required: "是".to_owned(),
            ..WrittenQuestion::default()
        }
    }

    #[test]
    fn a_new_question_stands_last_in_its_area_with_the_next_code() {
        let before = parse_form(&district()).unwrap();
        let after = with_new(&before, &new(Area::Disclosure, ""), &used(&before)).unwrap();
        assert_eq!((after[6].code.as_str(), after[7].code.as_str(), after[8].code.as_str()), ("Z1.7", "Z1.8", "Z2.1"));
        assert_eq!(without(&after, "Z1.8").unwrap(), before);
    }

    #[test]
    fn the_code_of_a_withdrawn_question_asks_nothing_else() {
        let before = parse_form(&district()).unwrap();
        let field = |refused: Result<Vec<Question>, Vec<FieldFault>>| refused.unwrap_err().remove(0);
        let after = without(&before, "Z1.7").unwrap();
        assert_eq!(next_codes(&after, &used(&before))[0], (Area::Disclosure, "Z1.8".to_owned()));
        for (questions, code) in [(&before, "Z1.1"), (&after, "Z1.7")] {
            let fault = field(with_new(questions, &new(Area::Disclosure, code), &used(&before)));
            assert_eq!(fault, FieldFault::new("code", Fault::CodeUsed { code: code.to_owned() }));
        }
        assert_eq!(field(with_new(&before, &new(Area::Disclosure, "weights"), &used(&before))).field, "code");
    }

    #[test]
    fn the_last_question_of_an_area_stays() {
        let mut questions = parse_form(&district()).unwrap();
        for code in ["Z6.1", "Z6.2", "Z6.3"] {
            assert!(may_withdraw(&questions, code));
            questions = without(&questions, code).unwrap();
        }
        assert!(!may_withdraw(&questions, "Z6.4") && !may_withdraw(&questions, "Z9"));
        for (code, fault) in [
            ("Z6.4", Fault::TooFew { least: 1 }),
            ("Z9", Fault::Unknown { value: "Z9".to_owned(), allowed: Vec::new() }),
        ] {
            assert_eq!(without(&questions, code), Err(vec![FieldFault::new("code", fault)]));
        }
    }

    proptest! {
        #[test]
        fn what_is_asked_more_and_withdrawn_again_leaves_the_form_as_it_was(area in 0..6usize, code in "(Q[0-9]{1,3})?") {
            let before = parse_form(&district()).unwrap();
            let after = with_new(&before, &new(Area::ALL[area], &code), &used(&before)).unwrap();
            let added = after.iter().find(|question| !before.contains(question)).unwrap();
            prop_assert_eq!(without(&after, &added.code).unwrap(), before);
        }

        #[test]
        fn no_table_makes_the_reader_panic(
            header in proptest::collection::vec("(编码|内容|问题|答案类型|是否必填|需附证明|提示|[a-z]{0,3})", 0..9),
            lines in proptest::collection::vec(proptest::collection::vec("(是|无|分级|（一）|[ -~\\n]{0,6})", 0..9), 0..6),
        ) {
            let lines = lines.into_iter().enumerate().map(|(number, cells)| Line { number, cells }).collect();
            let _ = parse_form(&Table { header, lines });
        }

        #[test]
        fn whatever_is_taken_has_unique_codes(codes in proptest::collection::vec("Z[12]", 1..6)) {
            let mut table = district();
            for (line, code) in table.lines.iter_mut().zip(&codes) {
                line.cells[0].clone_from(code);
            }
            let unique: std::collections::BTreeSet<&String> = codes.iter().collect();
            prop_assert_eq!(parse_form(&table).is_ok(), unique.len() == codes.len());
        }
    }
}
