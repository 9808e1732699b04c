//! An inspection plan, from its draft over the draw to its report (Art. 7–9, 12, 14).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Remark;
use crate::{
    inspection::rules::draw::{DrawRecord, Roster, SampleSize},
    kernel::{
        actor::Signature,
        ids::{InspectorId, PlanId, SeasonId, TemplateId, UnitCode},
        text::{LongText, Note, Title},
        unit_kind::{Area, UnitKind},
    },
};

/// A spot check of drawn units, or a census of all (Art. 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// 抽查.
    SpotCheck,
    /// 普查.
    Census,
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// The establishment office writes it.
    Draft,
    /// The reform office's leader approved it.
    Approved,
    /// The units are drawn and have their groups.
    Drawn,
    /// Visits go on.
    Running,
    /// The report went to the reform office.
    Reported,
    /// Everything is done.
    Closed,
    /// It was given up, with a reason.
    Cancelled,
}

impl PlanState {
    /// All states in their order.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Approved, Self::Drawn, Self::Running, Self::Reported, Self::Closed, Self::Cancelled];

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Drawn => "drawn",
            Self::Running => "running",
            Self::Reported => "reported",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// An inspection plan (检查方案, Art. 8, 9 (1)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its id, such as `P-2026-01`.
    pub plan: PlanId,
    /// The season it belongs to.
    pub season: SeasonId,
    /// Spot check or census.
    pub kind: PlanKind,
    /// Its title.
    pub title: Title,
    /// The basis (依据), part of every notice.
    pub basis: LongText,
    /// The scope (范围) in words, part of every notice.
    pub scope: LongText,
    /// The procedure (程序) in words, part of every notice.
    pub procedure: LongText,
    /// The content: which of the six areas are looked at, ascending.
    pub areas: Vec<Area>,
    /// Which kinds of units take part.
    pub unit_kinds: Vec<UnitKind>,
    /// How many units of each kind are drawn, by the kind's stored word; in a census all.
    pub sizes: BTreeMap<String, SampleSize>,
    /// The first day of visits.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub from: NaiveDate,
    /// The last day of visits.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub to: NaiveDate,
    /// The score standard.
    pub standard: TemplateId,
    /// Its edition.
    pub edition: u32,
    /// The groups in order of number, from 1.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// How far it is.
    pub state: PlanState,
    /// The training of the groups (Art. 9 (1)): when, and what was taught.
    #[serde(default)]
    pub training: Option<Training>,
    /// The leader's approval.
    #[serde(default)]
    pub approved: Option<Signature>,
    /// The leader's remarks with which the draft was last returned.
    #[serde(default)]
    pub returned: Option<Remark>,
    /// Who wrote the draft anew after it was returned, the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redrafted: Option<Signature>,
    /// The published commitment of the draw that is prepared and not yet run.
    #[serde(default)]
    pub commitment: Option<String>,
    /// What was frozen when the commitment was published; stays until the next draw is prepared.
    #[serde(default)]
    pub prepared: Option<PreparedDraw>,
    /// The draw that holds; earlier ones stand in `earlier_draws`.
    #[serde(default)]
    pub draw: Option<DrawRecord>,
    /// Who ran the draw that holds, and before whom.
    #[serde(default)]
    pub run: Option<DrawRun>,
    /// Draws that were replaced, oldest first, each with the reason.
    #[serde(default)]
    pub earlier_draws: Vec<ReplacedDraw>,
    /// Units that fell away after the draw that holds, each with the substitute in its place, oldest first.
    #[serde(default)]
    pub replacements: Vec<Replacement>,
    /// Groups that were given by hand after the draw that holds, oldest first.
    #[serde(default)]
    pub hand_assignments: Vec<HandAssignment>,
    /// Each time its last day was moved, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<PlanExtension>,
    /// Why it was cancelled.
    #[serde(default)]
    pub cancelled_because: Option<Note>,
    /// Who cancelled it.
    #[serde(default)]
    pub cancelled: Option<Signature>,
    /// The report to the reform office (Art. 12).
    #[serde(default)]
    pub report: Option<PlanReport>,
    /// Who closed it.
    #[serde(default)]
    pub closed: Option<Signature>,
    /// Who wrote it.
    pub drafted: Signature,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

/// A group: a leader and at least two members, in the order in which they were named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its number, from 1.
    pub number: i64,
    /// Who leads it.
    pub leader: InspectorId,
    /// The others, without the leader.
    pub members: Vec<InspectorId>,
}

impl Group {
    /// Leader first, then the members.
    #[must_use]
    pub fn everybody(&self) -> Vec<InspectorId> {
        std::iter::once(self.leader.clone()).chain(self.members.iter().cloned()).collect()
    }
}

/// The training of the groups (Art. 9 (1)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// The day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub on: NaiveDate,
    /// What was taught.
    pub content: Note,
}

/// The last day of a plan was moved later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanExtension {
    /// The last day before.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub from: NaiveDate,
    /// The last day since.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub to: NaiveDate,
    /// Why.
    pub reason: Note,
    /// Who decided it.
    pub signed: Signature,
}

/// What was frozen before a draw: from here on, neither units nor sizes nor groups can move the result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedDraw {
    /// Units, sizes and groups with their recusals.
    pub roster: Roster,
    /// The hash of the secret, part of the commitment.
    pub secret_sha256: String,
    /// Who published the commitment.
    pub signed: Signature,
}

/// The run of a draw (the witness' text stands in the record).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawRun {
    /// Who witnessed it, and how their text came about.
    pub witnesses: Note,
    /// Who ran it.
    pub signed: Signature,
}

/// A chosen unit fell away: a substitute is in its place, or it was withdrawn because none was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// The unit that is not visited after all.
    pub unit: UnitCode,
    /// The unit that stepped in: always the next of the record's substitutes; `None` where none was left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute: Option<UnitCode>,
    /// Why.
    pub reason: Note,
    /// Who decided it.
    pub signed: Signature,
}

/// A group that was given to a unit by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandAssignment {
    /// The unit.
    pub unit: UnitCode,
    /// The group's number.
    pub group: i64,
    /// Why.
    pub reason: Note,
    /// Who decided it.
    pub signed: Signature,
}

/// A draw that was replaced by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacedDraw {
    /// The record, as it stood.
    pub record: DrawRecord,
    /// Who ran it, and before whom.
    #[serde(default)]
    pub run: Option<DrawRun>,
    /// Why it was drawn again.
    pub reason: Note,
    /// Who had it drawn again.
    pub replaced: Signature,
}

/// The report to the reform office (Art. 12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanReport {
    /// What was found, in words.
    pub summary: LongText,
    /// Who reported it.
    pub signed: Signature,
}
