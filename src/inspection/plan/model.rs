//! What the pages of planning show, and what their forms carry.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::{
    model::{
        DrawRun, Notice, Plan, PlanKind, PlanState, PreparedDraw, Remark, ReplacedDraw, RosterInspector, VisitState,
    },
    rules::draw::{DrawRecord, SampleSize},
};
use crate::kernel::{
    actor::Signature,
    fault::FieldFault,
    ids::{InspectorId, PlanId, SeasonId, UnitCode, VisitId},
    listing::ListOrder,
    text::{LongText, Title},
    unit_kind::{Area, UnitKind},
};

/// The calendar.
mod calendar;
/// What somebody of the roster does in plans.
mod of_inspector;

pub use calendar::{CalendarFilter, CalendarPage, CalendarView, month_code, month_of, weeks_of};
pub use of_inspector::{InspectorGroup, InspectorVisit, InspectorWork};

/// The form of a draft, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanForm {
    /// The stored word of the kind.
    #[serde(default)]
    pub kind: String,
    /// The title.
    #[serde(default)]
    pub title: String,
    /// The basis.
    #[serde(default)]
    pub basis: String,
    /// The scope.
    #[serde(default)]
    pub scope: String,
    /// The procedure.
    #[serde(default)]
    pub procedure: String,
    /// The numbers of the areas.
    #[serde(default)]
    pub areas: Vec<String>,
    /// The sample sizes by the stored word of the kind, such as `30%` or `4`; an empty one takes no part.
    #[serde(default)]
    pub sizes: BTreeMap<String, String>,
    /// The first day.
    #[serde(default)]
    pub from: String,
    /// The last day.
    #[serde(default)]
    pub to: String,
    /// The season; an empty one is the year of the first day. The number of a plan names it, so that it is read once, with
    /// the first draft.
    #[serde(default)]
    pub season: String,
}

/// What a draft says, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanTerms {
    /// Spot check or census.
    pub kind: PlanKind,
    /// The title.
    pub title: Title,
    /// The basis.
    pub basis: LongText,
    /// The scope.
    pub scope: LongText,
    /// The procedure.
    pub procedure: LongText,
    /// The areas, ascending.
    pub areas: Vec<Area>,
    /// The sample sizes by the stored word of the kind.
    pub sizes: BTreeMap<String, SampleSize>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The season of a new plan.
    pub season: SeasonId,
}

impl PlanTerms {
    /// The kinds of units that take part, in the order of Art. 5.
    #[must_use]
    pub fn unit_kinds(&self) -> Vec<UnitKind> {
        UnitKind::ALL.into_iter().filter(|kind| self.sizes.contains_key(kind.code())).collect()
    }
}

/// The rule by which somebody is recused (Art. 14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// They work there.
    CurrentUnit,
    /// They worked there.
    FormerUnit,
    /// They declared it.
    Declared,
}

impl Ground {
    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CurrentUnit => "current_unit",
            Self::FormerUnit => "former_unit",
            Self::Declared => "declared",
        }
    }
}

/// One reason why an inspector may not check a unit, with the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecusalLine {
    /// The inspector.
    pub inspector: InspectorId,
    /// Their name.
    pub name: Title,
    /// The unit.
    pub unit: UnitCode,
    /// The rule.
    pub ground: Ground,
    /// The unit's name as it stands in the roster, perhaps a former one.
    pub written: String,
    /// The first year of a former post.
    pub from: Option<i32>,
    /// The last year of a former post.
    pub to: Option<i32>,
    /// The words of a declaration.
    pub words: Option<String>,
}

/// A plan in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// The plan.
    pub plan: PlanId,
    /// Its title.
    pub title: Title,
    /// Its kind.
    pub kind: PlanKind,
    /// How far it is.
    pub state: PlanState,
    /// The first day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub from: NaiveDate,
    /// The last day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub to: NaiveDate,
    /// How many units are visited; `None` before the draw.
    pub units: Option<usize>,
}

/// So many plans stand on a page of the list.
pub const PLANS_A_PAGE: usize = 50;

/// By what the list of plans is put in order. Of equals the newest is first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PlanOrder {
    /// The newest first.
    #[default]
    Newest,
    /// Spot checks, then censuses.
    Kind,
    /// In the order of the way.
    State,
    /// By the first day.
    From,
    /// The one with the most units first; those that were not drawn last.
    Units,
}

impl ListOrder for PlanOrder {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Newest, ""),
        (Self::Kind, "kind"),
        (Self::State, "state"),
        (Self::From, "from"),
        (Self::Units, "units"),
    ];
}

/// By what the visits of a plan are put in order. Of equals the earliest is first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum VisitOrder {
    /// By day.
    #[default]
    Date,
    /// By the unit's code.
    Unit,
    /// By the number of the group.
    Group,
    /// In the order of the way.
    State,
}

impl ListOrder for VisitOrder {
    const ALL: &'static [(Self, &'static str)] =
        &[(Self::Date, ""), (Self::Unit, "unit"), (Self::Group, "group"), (Self::State, "state")];
}

/// A page of the list of plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanList {
    /// The season shown.
    pub season: SeasonId,
    /// The seasons to choose from, newest first: those with plans, and the one shown.
    pub seasons: Vec<SeasonId>,
    /// The state that the list is narrowed to.
    pub state: Option<PlanState>,
    /// At most [`PLANS_A_PAGE`] plans in the order that was asked for.
    pub plans: Vec<PlanRow>,
    /// How many there are on all pages.
    pub found: usize,
    /// The place behind which the page before begins, where there is one.
    #[serde(default)]
    pub prev: Option<String>,
    /// The place of the last plan of this page, where more follow.
    #[serde(default)]
    pub next: Option<String>,
}

/// What the form of a draft needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPage {
    /// The draft that is edited; `None` for a new one.
    pub plan: Option<Plan>,
    /// Registered units by kind, in the order of Art. 5.
    pub counts: Vec<(UnitKind, usize)>,
    /// The score standard's title and edition; without one no plan can be drafted.
    pub standard: Option<(Title, u32)>,
    /// The season under way, which is offered for a new plan.
    pub season: SeasonId,
    /// The district's day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
}

/// Somebody of the roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The number.
    pub inspector: InspectorId,
    /// The name.
    pub name: Title,
    /// What they know best.
    pub speciality: Option<String>,
    /// Whether they may lead.
    pub may_lead: bool,
}

impl From<RosterInspector> for Person {
    fn from(one: RosterInspector) -> Self {
        let RosterInspector { inspector, name, speciality, may_lead, .. } = one;
        Self { inspector, name, speciality, may_lead }
    }
}

/// A unit and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedUnit {
    /// The code.
    pub code: UnitCode,
    /// The name in tables.
    pub name: Title,
    /// The kind.
    pub kind: UnitKind,
}

/// A group with its recusals explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupView {
    /// The number.
    pub number: i64,
    /// The leader.
    pub leader: Person,
    /// The members.
    pub members: Vec<Person>,
    /// Every reason that stands against one of them, from units that take part.
    pub recusals: Vec<RecusalLine>,
}

/// A visit in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitRow {
    /// The visit.
    pub visit: VisitId,
    /// Its version.
    pub version: u32,
    /// Its plan.
    pub plan: PlanId,
    /// The unit.
    pub unit: UnitCode,
    /// The unit's short name, or the name of the visit where the register has it no more.
    pub unit_name: Title,
    /// The group's number.
    pub group: i64,
    /// The leader's name.
    pub leader: String,
    /// The day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// How far it is.
    pub state: VisitState,
    /// Whether day and group can be changed.
    pub movable: bool,
    /// Whether a notice holds.
    pub noticed: bool,
    /// Whether the unit contests the oral feedback.
    #[serde(default)]
    pub contested: bool,
    /// What stands against it by now, where it can still be moved and the person may know all that is planned.
    #[serde(default)]
    pub conflicts: Vec<Conflict>,
}

/// What stands by now against a visit as it is arranged. It was not so when it was arranged, for then it would have been
/// refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// Nobody works on its day.
    DayOff {
        /// The holiday's name; `None` on a weekend.
        #[serde(default)]
        name: Option<String>,
    },
    /// Its day is none of its plan.
    OutsidePlan {
        /// The first day of the plan.
        #[serde(deserialize_with = "crate::kernel::dated::read")]
        from: NaiveDate,
        /// The last day of the plan.
        #[serde(deserialize_with = "crate::kernel::dated::read")]
        to: NaiveDate,
    },
    /// Somebody of the group is recused from the unit (Art. 14).
    Recused {
        /// Their name.
        inspector: Title,
    },
    /// Somebody of the group is elsewhere on that day, or the unit has other visitors.
    Booked {
        /// The unit of the other visit.
        unit: Title,
    },
}

/// A plan's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPage {
    /// The plan.
    pub plan: Plan,
    /// Its groups.
    pub groups: Vec<GroupView>,
    /// Everybody who is in no group yet, by number.
    pub free_people: Vec<Person>,
    /// The units that take part by kind: how many there are.
    pub eligible: Vec<(UnitKind, usize)>,
    /// Eligible units that no group may check.
    pub uncheckable: Vec<NamedUnit>,
    /// The visits in the order that was asked for.
    pub visits: Vec<VisitRow>,
    /// Chosen units without a visit.
    pub waiting: Vec<NamedUnit>,
    /// Names of the units that the plan speaks of.
    pub names: BTreeMap<String, String>,
    /// Whether the draw can be set aside.
    pub may_redraw: bool,
    /// Whether the report can be made.
    pub may_report: bool,
    /// How many visits lack their written feedback, without which the plan is not closed.
    pub unanswered: usize,
    /// Working days left until the last day of the plan; negative when it is over.
    pub working_days_left: i64,
    /// The years until that day of which no holidays are known, as long as the plan is under way.
    #[serde(default)]
    pub unlisted_years: Vec<i32>,
    /// The first and the last day to which the end can be moved, where it can.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub later_ends: Option<(NaiveDate, NaiveDate)>,
    /// Whether it has run past its last day, and visits could not be held.
    pub is_overrun: bool,
    /// The days of the first and the last notice that was sent; `None` before one was.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub noticed: Option<(NaiveDate, NaiveDate)>,
    /// The district's day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
}

/// The draw's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawPage {
    /// The plan.
    pub plan: PlanId,
    /// Its version.
    pub version: u32,
    /// Its title.
    pub title: Title,
    /// How far it is.
    pub state: PlanState,
    /// The district's name.
    pub district: String,
    /// The eligible units by kind, and how many are to be drawn.
    pub strata: Vec<(UnitKind, usize, usize)>,
    /// The published commitment.
    pub commitment: Option<String>,
    /// What it vouches for.
    pub prepared: Option<PreparedDraw>,
    /// The record.
    pub record: Option<DrawRecord>,
    /// Who ran it.
    pub run: Option<DrawRun>,
    /// Draws that were set aside.
    pub earlier: Vec<ReplacedDraw>,
    /// Names of the units by code.
    pub names: BTreeMap<String, String>,
    /// Whether this person may prepare now.
    pub may_prepare: bool,
    /// Whether this person may run it now.
    pub may_run: bool,
    /// Whether this person may take the commitment back now.
    pub may_withdraw: bool,
}

/// A group that may take a unit, or may not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupChoice {
    /// The number.
    pub number: i64,
    /// The leader's name.
    pub leader: String,
    /// Why it may not; empty: it may.
    pub recusals: Vec<RecusalLine>,
    /// Its first free days, at most ten.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub free: Vec<NaiveDate>,
}

/// The page on which a unit gets its day and group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangePage {
    /// The plan.
    pub plan: PlanId,
    /// Its title.
    pub title: Title,
    /// The version of the visit, or of the plan where there is no visit yet.
    pub version: u32,
    /// The version of the plan.
    pub plan_version: u32,
    /// The first and the last day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub span: (NaiveDate, NaiveDate),
    /// The unit.
    pub unit: NamedUnit,
    /// The visit as it stands.
    pub visit: Option<VisitRow>,
    /// The groups.
    pub groups: Vec<GroupChoice>,
    /// The group and the day that are asked about.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub asked: (Option<i64>, Option<NaiveDate>),
    /// What stands against them; fields are `group` and `date`.
    pub faults: Vec<FieldFault>,
    /// Whether a reason is needed: the group changes.
    pub needs_reason: bool,
    /// Whether a notice will be replaced.
    pub replaces_notice: bool,
    /// The next substitute; `None` where none is left.
    pub substitute: Option<NamedUnit>,
    /// Whether it can be arranged now.
    pub may_arrange: bool,
    /// Whether a substitute can step in now, or the unit be withdrawn where none is left.
    pub may_substitute: bool,
}

/// A written notice as a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticePage {
    /// The visit.
    pub visit: VisitId,
    /// Its group's number.
    pub group: i64,
    /// Its day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// The district's name.
    pub district: String,
    /// The plan's id.
    pub plan: PlanId,
    /// Its title.
    pub title: Title,
    /// The basis.
    pub basis: LongText,
    /// The scope.
    pub scope: LongText,
    /// The areas.
    pub areas: Vec<Area>,
    /// The procedure.
    pub procedure: LongText,
    /// The unit's full name.
    pub unit_name: Title,
    /// The notice shown; `None` before one was sent.
    pub notice: Option<Notice>,
    /// The names of the group that it names, the leader first.
    pub people: Vec<String>,
    /// Whether another notice replaced this one.
    pub replaced: bool,
    /// The numbers of all notices, ascending.
    pub numbers: Vec<u32>,
    /// The unit's signature.
    pub receipt: Option<Signature>,
    /// Why the visit does not take place.
    pub withdrawn: Option<Remark>,
}
