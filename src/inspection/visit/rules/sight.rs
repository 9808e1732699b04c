//! What a person sees of a visit. Whatever goes out of the server about a visit passes through [`seen_by`].

use std::collections::BTreeMap;

use super::entry_is_over;
use crate::{
    inspection::{
        model::{ScorerSheet, Visit, VisitState},
        rules::scoring::Entries,
    },
    kernel::actor::Actor,
};

/// Whether this person sees what everybody of the group entered: after the reconciliation the group and the offices,
/// before it the leader alone, and not before the entry is over.
#[must_use]
pub fn sees_all_sheets(actor: &Actor, visit: &Visit) -> bool {
    if actor.role.is_of_unit() {
        return false;
    }
    let number = actor.inspector.as_ref();
    let is_leader = number == Some(&visit.leader);
    let is_concerned = actor.role.is_office() || number.is_some_and(|number| visit.inspectors.contains(number));
    let is_reconciled = visit.reconciled.is_some() && visit.state >= VisitState::Scored;
    (is_reconciled && is_concerned) || (is_leader && entry_is_over(visit))
}

/// Whether there is such a visit for this person: a unit learns of it by the written notice and not before (Art. 9 (2)).
#[must_use]
pub fn is_announced_to(actor: &Actor, visit: &Visit) -> bool {
    !actor.role.is_of_unit() || visit.notice.is_some() || !visit.earlier_notices.is_empty()
}

/// The visit without what this person may not see: before the reconciliation nobody sees the sheet of another, and the
/// unit sees problems once they were told to it, and scores once they are locked. What people said in talks stays with
/// the group and the offices, and so does why another leader was appointed.
#[must_use]
pub fn seen_by(actor: &Actor, visit: &Visit) -> Visit {
    let mut seen = visit.clone();
    if !sees_all_sheets(actor, visit) {
        seen.sheets = veiled(actor, visit);
    }
    if actor.role.is_of_unit() {
        seen.sheets = BTreeMap::new();
        seen.steps = Vec::new();
        for change in &mut seen.leader_changes {
            (change.reason, change.recused) = (None, false);
        }
        if visit.state < VisitState::FedBack {
            seen.findings = Vec::new();
            seen.last_finding = 0;
            seen.good_practices = Vec::new();
        }
        if visit.state < VisitState::Locked {
            seen.reconciled = None;
            seen.entry_closed = None;
            seen.result = None;
        }
        if let Some(reconciled) = &mut seen.reconciled {
            reconciled.reasons = BTreeMap::new();
        }
    }
    seen
}

/// One's own sheet whole; of the others only whether it was handed in, which is no secret within the group.
fn veiled(actor: &Actor, visit: &Visit) -> BTreeMap<String, ScorerSheet> {
    let number = actor.inspector.as_ref().map(|number| number.to_string());
    let veil = |(one, sheet): (&String, &ScorerSheet)| {
        let sheet = if Some(one) == number.as_ref() { sheet.clone() } else { shell(sheet) };
        (one.clone(), sheet)
    };
    visit.sheets.iter().map(veil).collect()
}

fn shell(sheet: &ScorerSheet) -> ScorerSheet {
    ScorerSheet {
        entries: Entries::default(),
        reasons: BTreeMap::new(),
        evidence: BTreeMap::new(),
        records: BTreeMap::new(),
        unproved: BTreeMap::new(),
        submitted: sheet.submitted,
        submitted_by: None,
    }
}
