//! The files that prove records and findings of a visit.

use chrono::{DateTime, Utc};

use super::Command;
use crate::{
    error::AppError,
    evidence::model::Evidence,
    inspection::{model::Visit, visit::rules::VisitStep},
    kernel::{actor::Actor, ids::EvidenceId},
    store::{Failure, Store},
};

/// What a file of a visit proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proved {
    /// The step record with this number, from 1.
    Step(usize),
    /// The finding with this number.
    Finding(u32),
}

impl Proved {
    /// The step that adding the file belongs to.
    const fn step(self) -> VisitStep {
        match self {
            Self::Step(_) => VisitStep::Record,
            Self::Finding(_) => VisitStep::Note,
        }
    }

    /// The files of what is proved.
    fn files(self, visit: &mut Visit) -> Option<&mut Vec<EvidenceId>> {
        match self {
            Self::Step(number) => visit.steps.get_mut(number.checked_sub(1)?).map(|record| &mut record.evidence),
            Self::Finding(number) => {
                let finding = visit.findings.iter_mut().find(|finding| finding.number == number);
                finding.map(|finding| &mut finding.evidence)
            }
        }
    }
}

/// Attaches received files to a step record or a finding.
///
/// # Errors
/// As [`receive`](super::receive); [`AppError::NotFound`] where there is no such record.
pub async fn add_evidence(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    visit: &Visit,
    proved: Proved,
    received: &[Evidence],
) -> Result<Visit, Failure> {
    let command = Command { store, actor, at, key, step: proved.step(), action: "visit.add_evidence" };
    // What the visit has already came in before, and is sent again beside others.
    let new: Vec<Evidence> = received.iter().filter(|file| !file.is_attached()).cloned().collect();
    let added = |after: &mut Visit| {
        let files = proved.files(after).ok_or(AppError::NotFound)?;
        files.extend(new.iter().map(|file| file.evidence.clone()));
        Ok(())
    };
    command.add(visit, &new, added).await
}
