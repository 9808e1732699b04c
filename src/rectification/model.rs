//! An entry of the ledger, as it is stored and as it crosses the wire, and what its pages show.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::reminder::model::EntryReminder;
use crate::{
    inspection::{
        model::Severity,
        plan::model::{Person, RecusalLine},
    },
    kernel::{
        actor::{Actor, Signature},
        ids::{EntryId, EvidenceId, InspectorId, PlanId, SeasonId, UnitCode, VisitId},
        permit::Subject,
        text::{LongText, Note, Title},
        unit_kind::{Area, UnitKind},
    },
};

/// The list of entries.
mod ledger;

pub use ledger::{
    LOOKED_THROUGH, LedgerFilter, LedgerOrder, LedgerPage, LedgerRow, LightCounts, MOST_COUNTED, counted,
};

/// How far an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// The finding stands in the ledger; nothing is ordered yet.
    Opened,
    /// The office ordered the rectification with a due date.
    Ordered,
    /// The unit signed for the order.
    Received,
    /// The unit's plan waits for the signature of its head.
    PlanPrepared,
    /// The head signed; the plan waits for the office.
    PlanSubmitted,
    /// The plan holds.
    PlanApproved,
    /// The unit has reported progress.
    InProgress,
    /// The request for closure waits for the signature of the unit's head.
    ClosurePrepared,
    /// The head signed; the office looks at the materials.
    ClosureRequested,
    /// The materials are complete; the inspectors look on site.
    MaterialsAccepted,
    /// It held on site; another pair of eyes closes.
    Verified,
    /// Put right (销号).
    Closed,
    /// Closed and put on file.
    Archived,
    /// A revisit (回头看) found it again; the office orders anew.
    Reopened,
}

impl EntryState {
    /// All states in their order.
    pub const ALL: [Self; 14] = [
        Self::Opened,
        Self::Ordered,
        Self::Received,
        Self::PlanPrepared,
        Self::PlanSubmitted,
        Self::PlanApproved,
        Self::InProgress,
        Self::ClosurePrepared,
        Self::ClosureRequested,
        Self::MaterialsAccepted,
        Self::Verified,
        Self::Closed,
        Self::Archived,
        Self::Reopened,
    ];

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Ordered => "ordered",
            Self::Received => "received",
            Self::PlanPrepared => "plan_prepared",
            Self::PlanSubmitted => "plan_submitted",
            Self::PlanApproved => "plan_approved",
            Self::InProgress => "in_progress",
            Self::ClosurePrepared => "closure_prepared",
            Self::ClosureRequested => "closure_requested",
            Self::MaterialsAccepted => "materials_accepted",
            Self::Verified => "verified",
            Self::Closed => "closed",
            Self::Archived => "archived",
            Self::Reopened => "reopened",
        }
    }

    /// The state with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it is put right, and so no clock runs.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        match self {
            Self::Closed | Self::Archived => true,
            Self::Opened
            | Self::Ordered
            | Self::Received
            | Self::PlanPrepared
            | Self::PlanSubmitted
            | Self::PlanApproved
            | Self::InProgress
            | Self::ClosurePrepared
            | Self::ClosureRequested
            | Self::MaterialsAccepted
            | Self::Verified
            | Self::Reopened => false,
        }
    }
}

/// What can be done with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Order the rectification with a due date.
    Order,
    /// Sign for the order.
    Receive,
    /// Draw up a plan. Before the head's signature was asked for, this was stored as `submit_plan`.
    #[serde(alias = "submit_plan")]
    PreparePlan,
    /// Sign the plan, and so hand it in.
    SignPlan,
    /// Approve the plan.
    ApprovePlan,
    /// Send the plan back.
    ReturnPlan,
    /// Report progress, at least monthly.
    Report,
    /// Put a file beside what is reported next.
    Attach,
    /// Ask for more time.
    AskExtension,
    /// Give more time.
    GrantExtension,
    /// Refuse more time.
    RefuseExtension,
    /// Prepare the request for closure.
    PrepareClosure,
    /// Give the plan or the request that was prepared back to the clerk.
    HandBack,
    /// Sign the request for closure.
    SignClosure,
    /// Find the materials complete.
    AcceptMaterials,
    /// Send the request back.
    ReturnClosure,
    /// Appoint another verifier, for nobody of the group is left who may verify: in the group's place, or in that of
    /// whoever was appointed before.
    AppointVerifier,
    /// Put a file beside what is recorded next of what was seen on site.
    AttachOnSite,
    /// Record that it held on site.
    Verify,
    /// Record that it did not hold on site.
    FailVerification,
    /// Close.
    Close,
    /// Put on file.
    Archive,
    /// Record that a revisit found it again.
    Reopen,
}

impl Step {
    /// All steps in the order of an entry's life.
    pub const ALL: [Self; 23] = [
        Self::Order,
        Self::Receive,
        Self::PreparePlan,
        Self::SignPlan,
        Self::ApprovePlan,
        Self::ReturnPlan,
        Self::Report,
        Self::Attach,
        Self::AskExtension,
        Self::GrantExtension,
        Self::RefuseExtension,
        Self::PrepareClosure,
        Self::HandBack,
        Self::SignClosure,
        Self::AcceptMaterials,
        Self::ReturnClosure,
        Self::AppointVerifier,
        Self::AttachOnSite,
        Self::Verify,
        Self::FailVerification,
        Self::Close,
        Self::Archive,
        Self::Reopen,
    ];

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Receive => "receive",
            Self::PreparePlan => "prepare_plan",
            Self::SignPlan => "sign_plan",
            Self::ApprovePlan => "approve_plan",
            Self::ReturnPlan => "return_plan",
            Self::Report => "report",
            Self::Attach => "attach",
            Self::AskExtension => "ask_extension",
            Self::GrantExtension => "grant_extension",
            Self::RefuseExtension => "refuse_extension",
            Self::PrepareClosure => "prepare_closure",
            Self::HandBack => "hand_back",
            Self::SignClosure => "sign_closure",
            Self::AcceptMaterials => "accept_materials",
            Self::ReturnClosure => "return_closure",
            Self::AppointVerifier => "appoint_verifier",
            Self::AttachOnSite => "attach_on_site",
            Self::Verify => "verify",
            Self::FailVerification => "fail_verification",
            Self::Close => "close",
            Self::Archive => "archive",
            Self::Reopen => "reopen",
        }
    }

    /// The dotted name under which the journal keeps it.
    #[must_use]
    pub const fn action_name(self) -> &'static str {
        match self {
            Self::Order => "rectification.order",
            Self::Receive => "rectification.receive",
            Self::PreparePlan => "rectification.prepare_plan",
            Self::SignPlan => "rectification.sign_plan",
            Self::ApprovePlan => "rectification.approve_plan",
            Self::ReturnPlan => "rectification.return_plan",
            Self::Report => "rectification.report",
            Self::Attach => "rectification.attach",
            Self::AskExtension => "rectification.ask_extension",
            Self::GrantExtension => "rectification.grant_extension",
            Self::RefuseExtension => "rectification.refuse_extension",
            Self::PrepareClosure => "rectification.prepare_closure",
            Self::HandBack => "rectification.hand_back",
            Self::SignClosure => "rectification.sign_closure",
            Self::AcceptMaterials => "rectification.accept_materials",
            Self::ReturnClosure => "rectification.return_closure",
            Self::AppointVerifier => "rectification.appoint_verifier",
            Self::AttachOnSite => "rectification.attach_on_site",
            Self::Verify => "rectification.verify",
            Self::FailVerification => "rectification.fail_verification",
            Self::Close => "rectification.close",
            Self::Archive => "rectification.archive",
            Self::Reopen => "rectification.reopen",
        }
    }
}

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

/// Who is late. Derived from the due date and today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Overdue.
    Red,
    /// At most five working days are left.
    Yellow,
    /// More are left.
    Green,
    /// No clock runs: nothing is ordered yet, or it is closed.
    Grey,
}

impl Light {
    /// From the most pressing.
    pub const ALL: [Self; 4] = [Self::Red, Self::Yellow, Self::Green, Self::Grey];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Grey => "grey",
        }
    }

    /// The light with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|light| light.code() == code)
    }
}

/// A slip (督办单) that the date calls for, each to a higher addressee. Derived like the lights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// At most three working days are left: to the clerk.
    Blue,
    /// At least one working day overdue: to the head.
    Yellow,
    /// At least six working days overdue: to the reform office's leader.
    Red,
}

impl Slip {
    /// From the first to the highest.
    pub const ALL: [Self; 3] = [Self::Blue, Self::Yellow, Self::Red];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// The slip with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slip| slip.code() == code)
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The establishment office.
    Office,
    /// The unit's clerk.
    Clerk,
    /// The unit's head.
    Head,
    /// The group that found it.
    Group,
    /// Nobody: it is done.
    Nobody,
}

impl Turn {
    /// From the office to the group, and nobody last.
    pub const ALL: [Self; 5] = [Self::Office, Self::Clerk, Self::Head, Self::Group, Self::Nobody];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Clerk => "clerk",
            Self::Head => "head",
            Self::Group => "group",
            Self::Nobody => "nobody",
        }
    }

    /// The turn with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// Where an entry stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its light.
    pub light: Light,
    /// Working days left, negative when overdue; 0 with a red light means that no working day has passed since.
    #[serde(default)]
    pub left: Option<i64>,
    /// The slip that the date calls for.
    #[serde(default)]
    pub slip: Option<Slip>,
}

/// One entry with everything that its page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPage {
    /// The entry.
    pub entry: Entry,
    /// What this person may do now; the first is what the page is for.
    pub allowed: Vec<Step>,
    /// Whose turn it is.
    pub turn: Turn,
    /// Where it stands in time.
    pub standing: Standing,
    /// The day for which that holds.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// Working days of the term: used, and all.
    #[serde(default)]
    pub term: Option<(i64, i64)>,
    /// The due date that the default term for this severity gives today.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub default_due: NaiveDate,
    /// The default term in working days.
    pub default_days: u32,
    /// Years that the holiday table lacks, so that the date may move once they are published.
    pub unlisted_years: Vec<i32>,
    /// The reminders of it, in the order of their days.
    pub reminders: Vec<EntryReminder>,
    /// Names of the files that the entry mentions.
    pub files: Vec<FileName>,
    /// The number, from 1, of the visit's step record that proves the finding; none for the unit, which sees no records.
    #[serde(default)]
    pub record: Option<u32>,
    /// Why the person, who was of the group, may not check the unit by now; `None` where nothing recuses them.
    #[serde(default)]
    pub recused: Option<RecusalLine>,
    /// Whether the entry waits for its group, of which nobody is left who may verify: the office appoints somebody else.
    #[serde(default)]
    pub vacant: bool,
    /// Who can be appointed, by number; nobody for whoever does not appoint.
    #[serde(default)]
    pub verifiers: Vec<Person>,
    /// Whether this person may take a file that waits out again.
    #[serde(default)]
    pub takes_out: bool,
}

/// A file as a page names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileName {
    /// The file.
    pub evidence: EvidenceId,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// An entry that can be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderRow {
    /// The entry.
    pub entry: EntryId,
    /// Its version.
    pub seen: u32,
    /// The unit's name.
    pub unit_name: Title,
    /// The problem.
    pub title: Title,
    /// The area.
    pub area: Area,
    /// How grave it is.
    pub severity: Severity,
    /// The default term in working days.
    pub default_days: u32,
    /// The date that it gives today.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub default_due: NaiveDate,
}

/// A visit whose findings are not in the ledger yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingVisit {
    /// The visit.
    pub visit: VisitId,
    /// The unit's name.
    pub unit_name: Title,
    /// The day of the visit.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// How many problems it found.
    pub findings: u32,
}

/// What can be put into the ledger and ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPage {
    /// Visits whose findings are not in the ledger, at most 20.
    pub visits: Vec<WaitingVisit>,
    /// Of how many visits the findings enter the ledger by one act.
    pub waiting: u32,
    /// Entries without an order, at most 100, by visit and number.
    pub rows: Vec<OrderRow>,
    /// The earliest date that can be set.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// Years that the holiday table lacks.
    pub unlisted_years: Vec<i32>,
    /// The visit to which the page is narrowed, where it is.
    #[serde(default)]
    pub visit: Option<VisitId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_those_of_serde() {
        for state in EntryState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
        for step in Step::ALL {
            assert_eq!(serde_json::to_value(step).unwrap(), step.code());
            assert_eq!(step.action_name(), format!("rectification.{}", step.code()));
        }
        for light in Light::ALL {
            assert_eq!(serde_json::to_value(light).unwrap(), light.code());
        }
        for turn in Turn::ALL {
            assert_eq!(serde_json::to_value(turn).unwrap(), turn.code());
        }
        for severity in Severity::ALL {
            assert_eq!(serde_json::to_value(severity).unwrap(), severity.code());
        }
    }
}
