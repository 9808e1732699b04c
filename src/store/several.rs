//! One command on several records, each in a transaction of its own.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use super::Failure;
use crate::error::{AppError, Left};

/// How many records a command is through with, for whoever watches it while it works.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<AtomicU32>);

impl Progress {
    /// How many it is through with by now.
    #[must_use]
    pub fn done(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    /// It is through with one more.
    pub fn advance(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// What became of each record so far.
#[derive(Debug)]
pub struct Several {
    done: Vec<String>,
    left: Vec<Left>,
    progress: Progress,
}

impl Several {
    /// Nothing became of any yet. Each that is noted is told to this progress too.
    #[must_use]
    pub fn counted(progress: &Progress) -> Self {
        Self { done: Vec::new(), left: Vec::new(), progress: progress.clone() }
    }

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
        self.progress.advance();
        Ok(())
    }

    /// The answer to the form.
    ///
    /// # Errors
    /// [`AppError::Partly`] where a record was left, be it every one.
    pub fn answer(self) -> Result<(), Failure> {
        let Self { done, left, .. } = self;
        if left.is_empty() { Ok(()) } else { Err(AppError::Partly { done, left }.into()) }
    }
}
