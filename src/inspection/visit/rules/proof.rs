//! Which of the steps of Art. 9 (3)–(5) have no record yet, which findings nothing proves, and what is contested for no
//! reason.

use std::collections::BTreeMap;

use crate::{
    inspection::model::{Finding, LeftOut, MaterialKind, StepKind, StepRecord, Visit},
    kernel::{
        fault::{Fault, FieldFault},
        text::Note,
    },
};

/// A step, or a kind of materials, without a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The step.
    pub kind: StepKind,
    /// For materials: which kind.
    pub material: Option<MaterialKind>,
}

impl Gap {
    /// Everything that Art. 9 asks for, in its order: four steps, then six kinds of materials.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let steps = StepKind::ALL.into_iter().filter(|kind| *kind != StepKind::DocumentReview);
        let steps = steps.map(|kind| Self { kind, material: None });
        let materials = MaterialKind::ALL.into_iter();
        let materials = materials.map(|kind| Self { kind: StepKind::DocumentReview, material: Some(kind) });
        steps.chain(materials).collect()
    }

    /// The stored word of what is missing.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self.material {
            Some(material) => material.code(),
            None => self.kind.code(),
        }
    }

    /// The field in which the reason for leaving it out is asked.
    #[must_use]
    pub fn field(self) -> String {
        format!("left_out[{}]", self.code())
    }

    /// Whether this record fills it.
    #[must_use]
    pub fn is_filled_by(self, record: &StepRecord) -> bool {
        record.kind == self.kind && record.material == self.material
    }
}

/// What has no record yet, in the order of Art. 9. Before the oral feedback each needs a record or a reason.
#[must_use]
pub fn missing_steps(visit: &Visit) -> Vec<Gap> {
    let filled = |gap: &Gap| visit.steps.iter().any(|record| gap.is_filled_by(record));
    Gap::all().into_iter().filter(|gap| !filled(gap)).collect()
}

/// The reasons for what was left out, in the order of Art. 9.
///
/// # Errors
/// [`Fault::ReasonMissing`] for each gap without a reason, under its [`Gap::field`].
pub fn reasons_for_gaps(visit: &Visit, reasons: &BTreeMap<String, Note>) -> Result<Vec<LeftOut>, Vec<FieldFault>> {
    let (mut left_out, mut faults) = (Vec::new(), Vec::new());
    for gap in missing_steps(visit) {
        match reasons.get(gap.code()) {
            Some(reason) => left_out.push(LeftOut { kind: gap.kind, material: gap.material, reason: reason.clone() }),
            None => faults.push(FieldFault::new(gap.field(), Fault::ReasonMissing)),
        }
    }
    if faults.is_empty() { Ok(left_out) } else { Err(faults) }
}

/// Whether the unit says why it contests the oral feedback, where it does.
///
/// # Errors
/// [`Fault::ReasonMissing`].
pub fn check_answer(answer: Option<&Note>, contested: bool) -> Result<(), Fault> {
    if contested && answer.is_none() { Err(Fault::ReasonMissing) } else { Ok(()) }
}

/// The findings that neither a file nor a step record proves, in order of number. Facts come before judgement (Art. 4),
/// so the score is not locked while there is one.
#[must_use]
pub fn unproved_findings(visit: &Visit) -> Vec<&Finding> {
    let is_made = |number: u32| usize::try_from(number).is_ok_and(|number| (1..=visit.steps.len()).contains(&number));
    let is_proved = |finding: &Finding| !finding.evidence.is_empty() || finding.record.is_some_and(is_made);
    visit.findings.iter().filter(|finding| !is_proved(finding)).collect()
}

/// Whether something proves every finding.
///
/// # Errors
/// [`Fault::FindingUnproved`] for each that nothing proves, under `findings[…]` with its number.
pub fn check_findings(visit: &Visit) -> Result<(), Vec<FieldFault>> {
    let fault = |number: u32| FieldFault::new(format!("findings[{number}]"), Fault::FindingUnproved { number });
    let faults: Vec<FieldFault> = unproved_findings(visit).iter().map(|finding| fault(finding.number)).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}
