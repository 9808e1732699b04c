//! Reading what people typed into the forms of an entry.

use chrono::NaiveDate;

use super::{super::model::Step, Command};
use crate::{
    error::AppError,
    kernel::{
        calendar::parse_date,
        fault::Fault,
        text::{Note, Text},
    },
};

/// A text that is needed.
///
/// # Errors
/// What is wrong, at this field.
pub fn text<const MOST: usize>(field: &str, text: &str) -> Result<Text<MOST>, AppError> {
    Text::parse(text).map_err(|fault| AppError::field(field, fault))
}

/// A text that may be left out.
///
/// # Errors
/// What is wrong, at this field.
pub fn optional_text<const MOST: usize>(field: &str, text: &str) -> Result<Option<Text<MOST>>, AppError> {
    Text::parse_optional(text).map_err(|fault| AppError::field(field, fault))
}

/// Why something is sent back: always needed.
fn reason(text: &str) -> Result<Note, AppError> {
    Note::parse(text).map_err(|fault| {
        let fault = if fault == Fault::Missing { Fault::ReasonMissing } else { fault };
        AppError::field("text", fault)
    })
}

/// A date that is needed.
///
/// # Errors
/// What is wrong, at this field.
pub fn date(field: &str, text: &str) -> Result<NaiveDate, AppError> {
    let fault = if text.trim().is_empty() { Fault::Missing } else { Fault::NotADate };
    parse_date(text.trim()).ok_or_else(|| AppError::field(field, fault))
}

/// A share in per cent that may be left out.
///
/// # Errors
/// What is wrong, at this field.
pub fn percent(field: &str, text: &str) -> Result<Option<u8>, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number: i64 = text.parse().map_err(|_| AppError::field(field, Fault::NotANumber))?;
    let share = u8::try_from(number).ok().filter(|share| *share <= 100);
    let outside = Fault::OutOfRange { low: "0".to_owned(), high: "100".to_owned() };
    share.map(Some).ok_or_else(|| AppError::field(field, outside))
}

/// A step that needs at most words. `unproved` is why no file proves a closure.
///
/// # Errors
/// What is wrong with the words, or a step that needs more than them.
pub fn plain(step: Step, words: &str, unproved: &str) -> Result<Command, AppError> {
    Ok(match step {
        Step::Receive => Command::Receive,
        Step::SignPlan => Command::SignPlan,
        Step::ApprovePlan => Command::ApprovePlan { note: optional_text("text", words)? },
        Step::ReturnPlan => Command::ReturnPlan { reason: reason(words)? },
        Step::RefuseExtension => Command::RefuseExtension { reason: reason(words)? },
        Step::PrepareClosure => {
            Command::PrepareClosure { text: text("text", words)?, unproved: optional_text("unproved", unproved)? }
        }
        Step::HandBack => Command::HandBack { reason: reason(words)? },
        Step::SignClosure => Command::SignClosure,
        Step::AcceptMaterials => Command::AcceptMaterials { note: optional_text("text", words)? },
        Step::ReturnClosure => Command::ReturnClosure { reason: reason(words)? },
        Step::Close => Command::Close { note: optional_text("text", words)? },
        Step::Archive => Command::Archive,
        Step::Order
        | Step::PreparePlan
        | Step::Report
        | Step::Attach
        | Step::AskExtension
        | Step::GrantExtension
        | Step::AppointVerifier
        | Step::AttachOnSite
        | Step::Verify
        | Step::FailVerification
        | Step::Reopen => return Err(AppError::Invalid(Vec::new())),
    })
}

/// What was seen on site: it held, it did not, or a revisit found it again.
///
/// # Errors
/// What is wrong with the words or the day, or a step that is no visit.
pub fn on_site(step: Step, on: &str, words: &str) -> Result<Command, AppError> {
    let (on, text) = (date("on", on)?, text("text", words)?);
    match step {
        Step::Verify => Ok(Command::Verify { on, text }),
        Step::FailVerification => Ok(Command::FailVerification { on, text }),
        Step::Reopen => Ok(Command::Reopen { on, text }),
        Step::Order
        | Step::Receive
        | Step::PreparePlan
        | Step::SignPlan
        | Step::ApprovePlan
        | Step::ReturnPlan
        | Step::Report
        | Step::Attach
        | Step::AskExtension
        | Step::GrantExtension
        | Step::RefuseExtension
        | Step::PrepareClosure
        | Step::HandBack
        | Step::SignClosure
        | Step::AcceptMaterials
        | Step::ReturnClosure
        | Step::AppointVerifier
        | Step::AttachOnSite
        | Step::Close
        | Step::Archive => Err(AppError::Invalid(Vec::new())),
    }
}
