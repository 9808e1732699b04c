//! What counts as an answer, and when a draft is complete.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Content, hint, score};
use crate::{
    kernel::{
        calendar::parse_date,
        fault::{Fault, FieldFault},
        ids::EvidenceId,
        points::Points,
        text::Note,
        unit_kind::Area,
    },
    self_check::{
        form::{AnswerKind, CheckForm, Question},
        model::{Answer, AreaProgress, AreaWeights, Draft, Entered, Submission},
    },
};

/// The answers of a yes-no question, as stored.
pub const YES_NO: [&str; 2] = ["yes", "no"];

/// The answers of a graded question, as stored, best first: 优, 良, 中, 差.
pub const GRADES: [&str; 4] = ["excellent", "good", "fair", "poor"];

/// The longest address of the web that is taken, in characters.
const LONGEST_URL: usize = 500;

/// The name of the field for a question's answer.
#[must_use]
pub fn value_field(code: &str) -> String {
    format!("answers[{code}][value]")
}

/// The name of the field for a question's note.
#[must_use]
pub fn note_field(code: &str) -> String {
    format!("answers[{code}][note]")
}

/// The name by which a question's files are blamed.
#[must_use]
pub fn evidence_field(code: &str) -> String {
    format!("evidence-{code}")
}

/// Checks an answer that is not empty, by the kind of its question.
///
/// # Errors
/// What is wrong with it.
pub fn check_value(question: &Question, value: &str, today: NaiveDate) -> Result<(), Fault> {
    match question.answer {
        AnswerKind::YesNo => one_of(&YES_NO, value),
        AnswerKind::Graded => one_of(&GRADES, value),
        AnswerKind::Count => check_count(&question.hint, value),
        AnswerKind::Text => check_text(&question.hint, value),
        AnswerKind::Date => check_date(value, today),
        AnswerKind::Url if hint::takes_nothing(&question.hint) && value == hint::NOTHING => Ok(()),
        AnswerKind::Url => check_url(value),
    }
}

fn one_of(allowed: &[&str], value: &str) -> Result<(), Fault> {
    if allowed.contains(&value) {
        return Ok(());
    }
    let allowed = allowed.iter().map(|word| (*word).to_owned()).collect();
    Err(Fault::Unknown { value: value.to_owned(), allowed })
}

/// A whole number that is not negative; one decimal and bounds where the hint says so.
fn check_count(hint: &str, value: &str) -> Result<(), Fault> {
    let hundredths = Points::parse(value).ok_or(Fault::NotANumber)?.0;
    let step = if hint::takes_decimal(hint) { 10 } else { 100 };
    if hundredths % step != 0 {
        return Err(Fault::NotANumber);
    }
    let (low, high) = hint::bounds(hint).unwrap_or((0, 999_999_999));
    if (low * 100..=high * 100).contains(&hundredths) {
        Ok(())
    } else {
        Err(Fault::OutOfRange { low: low.to_string(), high: high.to_string() })
    }
}

fn check_text(hint: &str, value: &str) -> Result<(), Fault> {
    let length = value.chars().count();
    match hint::most_characters(hint) {
        Some(most) if length > most => Err(Fault::TooLong { length, most }),
        Some(_) | None => Ok(()),
    }
}

/// A day that has been: the form asks for what was done.
fn check_date(value: &str, today: NaiveDate) -> Result<(), Fault> {
    let date = parse_date(value).ok_or(Fault::NotADate)?;
    if date > today { Err(Fault::TooLate { latest: today }) } else { Ok(()) }
}

/// An address that a browser opens: http or https, a host with a dot or a port, no blanks, no credentials.
fn check_url(value: &str) -> Result<(), Fault> {
    let length = value.chars().count();
    if length > LONGEST_URL {
        return Err(Fault::TooLong { length, most: LONGEST_URL });
    }
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = !value.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\'));
    let named = host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains('@');
    if plain && named { Ok(()) } else { Err(Fault::NotAnAddress) }
}

/// Whether an answer says that there is nothing: then nothing can be proved.
fn denies(question: &Question, value: &str) -> bool {
    match question.answer {
        AnswerKind::YesNo => value == "no",
        AnswerKind::Count => Points::parse(value) == Some(Points(0)),
        AnswerKind::Url | AnswerKind::Text => value == hint::NOTHING,
        AnswerKind::Graded | AnswerKind::Date => false,
    }
}

/// Checks one question: the answer, its note and its proof. Proof is needed where the form asks for some and there is
/// something to prove, unless the note says why there is none.
///
/// # Errors
/// Every fault of the question.
pub fn check(
    question: &Question,
    entered: &Entered,
    files: &[EvidenceId],
    today: NaiveDate,
) -> Result<Answer, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let value = Note::parse_optional(&entered.value).unwrap_or_else(|fault| {
        faults.push(FieldFault::new(value_field(&question.code), fault));
        None
    });
    let note = Note::parse_optional(&entered.note).unwrap_or_else(|fault| {
        faults.push(FieldFault::new(note_field(&question.code), fault));
        None
    });
    let wrong = match &value {
        Some(value) => check_value(question, value.as_str(), today).err(),
        None if question.required && faults.is_empty() => Some(Fault::Missing),
        None => None,
    };
    faults.extend(wrong.map(|fault| FieldFault::new(value_field(&question.code), fault)));
    let claims = value.as_ref().is_some_and(|value| !denies(question, value.as_str()));
    if question.evidence.is_some() && claims && files.is_empty() && note.is_none() {
        faults.push(FieldFault::new(evidence_field(&question.code), Fault::EvidenceMissing));
    }
    if faults.is_empty() { Ok(Answer { value, note, evidence: files.to_vec() }) } else { Err(faults) }
}

/// The files by the code of their question.
pub type Files = BTreeMap<String, Vec<EvidenceId>>;

/// What a draft says, where it is complete.
///
/// # Errors
/// Everything that is missing or wrong, in the order of the form, the self scores last.
pub fn complete(
    form: &CheckForm,
    weights: AreaWeights,
    draft: &Draft,
    files: &Files,
    today: NaiveDate,
) -> Result<Content, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut answers = BTreeMap::new();
    for question in &form.questions {
        let entered = draft.answers.get(&question.code).cloned().unwrap_or_default();
        let files = files.get(&question.code).map(Vec::as_slice).unwrap_or_default();
        match check(question, &entered, files, today) {
            Ok(answer) => {
                answers.insert(question.code.clone(), answer);
            }
            Err(wrong) => faults.extend(wrong),
        }
    }
    match score::parse(&draft.scores, weights) {
        Ok(self_score) if faults.is_empty() => Ok(Content { answers, self_score }),
        Ok(_) => Err(faults),
        Err(wrong) => {
            faults.extend(wrong);
            Err(faults)
        }
    }
}

/// How far each area of a draft is.
#[must_use]
pub fn progress(form: &CheckForm, draft: &Draft, gaps: &[FieldFault]) -> Vec<AreaProgress> {
    let is_answered = |code: &str| draft.answers.get(code).is_some_and(|entered| !entered.value.trim().is_empty());
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Area::ALL
        .into_iter()
        .map(|area| {
            let questions: Vec<&Question> = form.questions.iter().filter(|question| question.area == area).collect();
            let answered = questions.iter().filter(|question| is_answered(&question.code)).count();
            let of_area = |gap: &&FieldFault| {
                gap.field == score::field(area) || questions.iter().any(|question| blames(&gap.field, &question.code))
            };
            let faults = gaps.iter().filter(of_area).count();
            AreaProgress { area, answered: count(answered), questions: count(questions.len()), faults: count(faults) }
        })
        .collect()
}

/// Whether a fault's field belongs to this question.
#[must_use]
pub fn blames(field: &str, code: &str) -> bool {
    field == value_field(code) || field == note_field(code) || field == evidence_field(code)
}

/// The draft with what a form has sent: only the questions of one area come at a time, the others stay.
///
/// # Errors
/// Texts that are too long to be kept, and codes that the form does not have.
pub fn merge(
    form: &CheckForm,
    draft: &Draft,
    answers: BTreeMap<String, Entered>,
    scores: BTreeMap<String, String>,
) -> Result<Draft, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut after = draft.clone();
    for (code, entered) in answers {
        if !form.questions.iter().any(|question| question.code == code) {
            let unknown = Fault::Unknown { value: code.clone(), allowed: Vec::new() };
            faults.push(FieldFault::new(value_field(&code), unknown));
            continue;
        }
        let value = kept(&mut faults, value_field(&code), &entered.value);
        let note = kept(&mut faults, note_field(&code), &entered.note);
        after.answers.insert(code, Entered { value, note });
    }
    for (number, text) in scores {
        let known = Area::ALL.iter().any(|area| area.number().to_string() == number);
        let short = text.chars().count() <= 20;
        if known && short {
            after.scores.insert(number, text.trim().to_owned());
        } else {
            faults.push(FieldFault::new(format!("scores[{number}]"), Fault::NotANumber));
        }
    }
    if faults.is_empty() { Ok(after) } else { Err(faults) }
}

/// A text as it is kept in a draft: of a bounded length and without control characters, but else as it was typed.
fn kept(faults: &mut Vec<FieldFault>, field: String, text: &str) -> String {
    match Note::parse_optional(text) {
        Ok(text) => text.map(String::from).unwrap_or_default(),
        Err(fault) => {
            faults.push(FieldFault::new(field, fault));
            String::new()
        }
    }
}

/// What a clerk starts from where no draft is kept: the answers that were handed over last.
#[must_use]
pub fn starting_draft(submission: &Submission) -> Draft {
    let text = |note: &Option<Note>| note.as_ref().map(|note| note.as_str().to_owned()).unwrap_or_default();
    let answers = submission
        .answers
        .iter()
        .map(|(code, answer)| (code.clone(), Entered { value: text(&answer.value), note: text(&answer.note) }));
    let scores = submission.self_score.iter().flat_map(|score| &score.areas);
    Draft {
        round: submission.round.clone(),
        unit: submission.unit.clone(),
        answers: answers.collect(),
        scores: scores.map(|score| (score.area.number().to_string(), score.points.to_string())).collect(),
        revision: 0,
        saved_at: None,
        by: None,
    }
}
