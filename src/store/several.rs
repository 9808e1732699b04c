//! One command on several records, each in a transaction of its own.

use super::Failure;
use crate::error::{AppError, Left};

/// What became of each record so far.
#[derive(Debug, Default)]
pub struct Several {
    done: Vec<String>,
    left: Vec<Left>,
}

impl Several {
    /// Notes what became of the record of this name.
    ///
    /// # Errors
    /// What nobody can act on. What was carried out before it stays; the form, sent again, goes on with the rest.
    pub fn note(&mut self, what: String, outcome: Result<(), Failure>) -> Result<(), Failure> {
        match outcome {
            Ok(()) => self.done.push(what),
            Err(Failure::Refused(why)) => self.left.push(Left { what, why }),
            Err(failure @ Failure::Internal(_)) => return Err(failure),
        }
        Ok(())
    }

    /// The answer to the form.
    ///
    /// # Errors
    /// [`AppError::Partly`] where a record was left, be it every one.
    pub fn answer(self) -> Result<(), Failure> {
        let Self { done, left } = self;
        if left.is_empty() { Ok(()) } else { Err(AppError::Partly { done, left }.into()) }
    }
}
