//! An entry of the ledger as it is stored: what was found, ordered, planned and done, and how its unit stands by it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EntryState, Step};
use crate::{
    inspection::model::Severity,
    kernel::{
        actor::{Actor, Signature},
        ids::{EntryId, EvidenceId, InspectorId, PlanId, SeasonId, UnitCode, VisitId},
        permit::Subject,
        text::{LongText, Note, Title},
        unit_kind::{Area, UnitKind},
    },
};

/// An entry of the ledger: one finding of one visit (Art. 11).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id: the visit and the finding's number.
    pub entry: EntryId,
    /// The visit that found it.
    pub visit: VisitId,
    /// The plan of the visit.
    pub plan: PlanId,
    /// The season.
    pub season: SeasonId,
    /// The unit.
    pub unit: UnitCode,
    /// The unit's name at that time.
    pub unit_name: Title,
    /// The unit's kind (Art. 5).
    pub unit_kind: UnitKind,
    /// The finding's number within the visit, from 1.
    pub number: u32,
    /// The area of Art. 6.
    pub area: Area,
    /// The indicator from which points were taken, where there is one.
    #[serde(default)]
    pub indicator: Option<String>,
    /// The problem in one sentence.
    pub title: Title,
    /// What was seen.
    pub detail: LongText,
    /// How grave it is.
    pub severity: Severity,
    /// The first opinion on how to put it right (Art. 9 (6)).
    pub advice: Note,
    /// Files that prove the finding.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
    /// The group that found it and follows it up, the leader first; then whoever was appointed to verify in its place.
    pub inspectors: Vec<InspectorId>,
    /// Who leads the group.
    pub leader: InspectorId,
    /// How far it is.
    pub state: EntryState,
    /// Who put it into the ledger.
    pub opened: Signature,
    /// The order that holds (责令限期整改, Art. 13).
    #[serde(default)]
    pub order: Option<Order>,
    /// The last day in time: the order's, or a later one that was granted.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub due: Option<NaiveDate>,
    /// The unit's signature for the order that holds.
    #[serde(default)]
    pub received: Option<Signature>,
    /// The plan that was handed in last.
    #[serde(default)]
    pub measures: Option<RectificationPlan>,
    /// The request for more time that waits for an answer.
    #[serde(default)]
    pub extension: Option<Extension>,
    /// The request for closure that was prepared last.
    #[serde(default)]
    pub closure: Option<ClosureRequest>,
    /// Files that were uploaded and go with what the unit hands in next.
    #[serde(default)]
    pub pending: Vec<EvidenceId>,
    /// The day of closure, as long as it is closed.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub closed_on: Option<NaiveDate>,
    /// Everything that was done, oldest first.
    #[serde(default)]
    pub story: Vec<Event>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl Entry {
    /// What the entry is about, as far as permission asks.
    #[must_use]
    pub fn subject(&self) -> Subject<'_> {
        Subject { unit: Some(&self.unit), inspectors: &self.inspectors, leader: Some(&self.leader) }
    }

    /// Who was appointed to verify in the place of the group and was not replaced since, in the order of the appointments.
    pub fn verifiers(&self) -> impl Iterator<Item = &Verifier> {
        self.inspectors.iter().filter_map(move |one| self.appointed(one))
    }

    /// The group of the visit: the inspectors of whom none was appointed in its place.
    #[must_use]
    pub fn group(&self) -> Vec<InspectorId> {
        self.inspectors.iter().filter(|one| self.appointed(one).is_none()).cloned().collect()
    }

    /// This inspector as they were appointed to verify in the place of the group.
    fn appointed(&self, inspector: &InspectorId) -> Option<&Verifier> {
        let mut appointed = self.story.iter().filter_map(|event| event.verifier.as_ref());
        appointed.find(|verifier| verifier.inspector == *inspector)
    }

    /// Whether whoever may read the entry may open the visit that found it too: of the inspectors its group alone.
    #[must_use]
    pub fn opens_visit(&self, actor: &Actor) -> bool {
        !self.verifiers().any(|verifier| actor.inspector.as_ref() == Some(&verifier.inspector))
    }
}

/// The order to put it right (Art. 13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The last day in time that it set; a granted extension moves [`Entry::due`], not this.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub due: NaiveDate,
    /// How many working days it gave, the day of the order not counted.
    pub days: i64,
    /// What is ordered.
    pub text: Note,
    /// Who ordered it.
    pub signed: Signature,
}

/// How the unit means to put it right (整改方案).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationPlan {
    /// What will be done.
    pub measures: Note,
    /// Who answers for it in the unit.
    pub responsible: Title,
    /// What will be done by when, in words.
    #[serde(default)]
    pub milestones: Option<Note>,
    /// The files that were handed in with it.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
    /// Which draft it is, from 1.
    pub draft: u32,
    /// Who drew it up.
    pub signed: Signature,
    /// The signature of the unit's head; none before it, nor in what was handed in before it was asked for.
    #[serde(default)]
    pub head: Option<Signature>,
}

/// A request for more time (延期).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The day that is asked for.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub until: NaiveDate,
    /// Why.
    pub reason: Note,
    /// Who asked.
    pub asked: Signature,
}

/// A request for closure (申请销号).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosureRequest {
    /// What was done, and how it is kept from happening again.
    pub text: Note,
    /// Files that prove it.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
    /// Why no file can prove it, where none does (Art. 4).
    #[serde(default)]
    pub unproved: Option<Note>,
    /// The clerk who prepared it.
    pub prepared: Signature,
    /// The head who answers for it (Art. 15).
    #[serde(default)]
    pub signed: Option<Signature>,
}

/// One thing that was done with an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What.
    pub step: Step,
    /// In which words.
    #[serde(default)]
    pub text: Option<Note>,
    /// The day that it names: a due date, a day asked for, the day on site.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub on: Option<NaiveDate>,
    /// How much is done in the unit's own estimate, in per cent.
    #[serde(default)]
    pub percent: Option<u8>,
    /// The files that go with it.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
    /// Why none goes with it, where one is asked for.
    #[serde(default)]
    pub unproved: Option<Note>,
    /// Who was appointed to verify.
    #[serde(default)]
    pub verifier: Option<Verifier>,
    /// Who did it, and when.
    pub signed: Signature,
}

/// Somebody who verifies and closes in the place of a group of which nobody is left who may (Art. 14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verifier {
    /// The number in the roster.
    pub inspector: InspectorId,
    /// The name at that time.
    pub name: Title,
}

/// An entry's part of its unit's row in `unit_standing`, under `entries` and its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryStanding {
    /// How far it is.
    pub state: EntryState,
    /// How grave it is.
    pub severity: Severity,
    /// The area of Art. 6.
    pub area: Area,
    /// The problem in one sentence.
    pub title: Title,
    /// The last day in time; absent until it is ordered.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// The day on which it was closed, as long as it is.
    #[serde(default)]
    pub closed_on: Option<NaiveDate>,
}

impl EntryStanding {
    /// How this entry stands.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        Self {
            state: entry.state,
            severity: entry.severity,
            area: entry.area,
            title: entry.title.clone(),
            due: entry.due,
            closed_on: entry.closed_on,
        }
    }
}
