//! Plans, groups and visits, as they are stored and as they cross the wire (Art. 8–10, 14).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};

use super::rules::scoring::{self, AreaScore, Entries, ScoreResult, Sheet};
use crate::kernel::{
    actor::Signature,
    ids::{EvidenceId, InspectorId, PlanId, SeasonId, TemplateId, UnitCode, VisitId},
    text::{LongText, Note, Title},
    unit_kind::{Area, UnitKind},
};

/// A plan, and what was done with it.
mod plan;

pub use plan::{
    DrawRun, Group, HandAssignment, Plan, PlanExtension, PlanKind, PlanReport, PlanState, PreparedDraw, ReplacedDraw,
    Replacement, Training,
};

/// A person of the roster from which groups are formed (名录库, Art. 14). Workplaces are kept as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterInspector {
    /// The number in the roster.
    pub inspector: InspectorId,
    /// The name.
    pub name: Title,
    /// Where they work now; retired persons have none.
    #[serde(default)]
    pub current_unit: Option<String>,
    /// Where they worked before, as written, with years.
    #[serde(default)]
    pub former_units: Option<String>,
    /// Units from which they are recused by declaration, as written, with the ground.
    #[serde(default)]
    pub declared_units: Option<String>,
    /// What they know best.
    #[serde(default)]
    pub speciality: Option<String>,
    /// Whether they may lead a group.
    pub may_lead: bool,
    /// Since when they are put into no group any more, because a later roster left them out; they stay for what they
    /// checked.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "crate::kernel::dated::read")]
    pub retired_on: Option<NaiveDate>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl RosterInspector {
    /// Whether they can be put into a group.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.retired_on.is_none()
    }
}

/// A version of the district's score standard (量化评分标准, Art. 10): the sheet and the words around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreStandard {
    /// The template.
    pub template: TemplateId,
    /// The number of this edition, from 1; a plan names the edition that it uses.
    pub edition: u32,
    /// Its name.
    pub title: Title,
    /// What is computed.
    pub sheet: Sheet,
    /// What people read, by the code of the indicator.
    pub words: BTreeMap<String, IndicatorWords>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

/// What people read about an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorWords {
    /// The indicator in words.
    pub text: String,
    /// The rule in words.
    pub rule: String,
    /// The article it rests on.
    pub basis: String,
    /// The materials to be looked at.
    pub materials: String,
    /// Whether it may be left out with a reason.
    pub may_be_not_applicable: bool,
    /// For a tier: the names of its grades (优, 良, 中, 差), in the order of the sheet's values; else empty.
    #[serde(default)]
    pub grades: Vec<String>,
}

/// Remarks with a name under them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The words.
    pub text: Note,
    /// Who said it.
    pub signed: Signature,
}

/// How far a visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitState {
    /// It has a day and a group.
    Scheduled,
    /// The written notice was sent.
    Notified,
    /// The unit signed for the notice.
    Received,
    /// The group is there.
    OnSite,
    /// The oral feedback was given.
    FedBack,
    /// The group's scores are reconciled.
    Scored,
    /// The leader locked the score.
    Locked,
    /// The written feedback was sent.
    Answered,
}

impl VisitState {
    /// All states in their order.
    pub const ALL: [Self; 8] = [
        Self::Scheduled,
        Self::Notified,
        Self::Received,
        Self::OnSite,
        Self::FedBack,
        Self::Scored,
        Self::Locked,
        Self::Answered,
    ];
}

/// That the establishment office put another leader in the place of one who could not go on (Art. 9 (1), 14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderChange {
    /// Who led before. They stay on the list of the group.
    pub former: InspectorId,
    /// Who leads from then on.
    pub leader: InspectorId,
    /// Why; `None` for whoever does not learn of it.
    #[serde(default)]
    pub reason: Option<Note>,
    /// Whether the former leader was recused from the unit by then. A sheet that they had handed in before counts as it
    /// is, for nobody who is recused hands one in; none is awaited from them any more.
    #[serde(default)]
    pub recused: bool,
    /// Whether the new leader was not of the group: they make one score of its sheets and hand in none of their own.
    #[serde(default)]
    pub joined: bool,
    /// Who appointed them, and when.
    pub signed: Signature,
}

/// A group's visit to a unit under a plan (现场检查, Art. 9, 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Its id: plan and unit.
    pub visit: VisitId,
    /// The plan.
    pub plan: PlanId,
    /// The season.
    pub season: SeasonId,
    /// The unit.
    pub unit: UnitCode,
    /// The unit's name when the visit was scheduled: a notice keeps the name it was written with.
    pub unit_name: Title,
    /// The unit's kind.
    pub unit_kind: UnitKind,
    /// The number of the group.
    pub group: i64,
    /// Who leads the group.
    pub leader: InspectorId,
    /// Everybody of the group, the leader first.
    pub inspectors: Vec<InspectorId>,
    /// Each time another leader was appointed once the group was there, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leader_changes: Vec<LeaderChange>,
    /// The day, a working day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// How far it is.
    pub state: VisitState,
    /// The notice that holds.
    #[serde(default)]
    pub notice: Option<Notice>,
    /// Notices that were replaced, oldest first.
    #[serde(default)]
    pub earlier_notices: Vec<Notice>,
    /// The unit's signature for the notice that holds.
    #[serde(default)]
    pub receipt: Option<Signature>,
    /// The records of the steps of Art. 9, in the order in which they were made.
    #[serde(default)]
    pub steps: Vec<StepRecord>,
    /// What each scorer entered, by the inspector's number; apart and blind until the score is reconciled.
    #[serde(default)]
    pub sheets: BTreeMap<String, ScorerSheet>,
    /// The leader's signature with which the entry of scores ended before everybody had handed in.
    #[serde(default)]
    pub entry_closed: Option<Signature>,
    /// What the leader made of them.
    #[serde(default)]
    pub reconciled: Option<Reconciled>,
    /// The problems found, in order of number.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// The highest number that a finding ever had here, so that the number of a removed one is never given again.
    #[serde(default)]
    pub last_finding: u32,
    /// The good practices found (经验做法, Art. 10).
    #[serde(default)]
    pub good_practices: Vec<GoodPractice>,
    /// The oral feedback (Art. 9 (6)).
    #[serde(default)]
    pub oral_feedback: Option<OralFeedback>,
    /// The score; final once it is locked.
    #[serde(default, deserialize_with = "stored_result")]
    pub result: Option<ScoreResult>,
    /// The leader's signature under the score.
    #[serde(default)]
    pub locked: Option<Signature>,
    /// The written feedback (Art. 12).
    #[serde(default)]
    pub written_feedback: Option<WrittenFeedback>,
    /// Why the visit does not take place after all: drawn again, its unit replaced or withdrawn, or the plan cancelled.
    /// Nothing more is done with a withdrawn visit, and lists leave it out.
    #[serde(default)]
    pub withdrawn: Option<Remark>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl Visit {
    /// Whether the unit contests the oral feedback.
    #[must_use]
    pub fn is_contested(&self) -> bool {
        self.oral_feedback.as_ref().is_some_and(|feedback| feedback.contested)
    }
}

/// Reads a score as the database keeps it. There a key whose value is null is left out, so that an area to which nothing
/// applies has no `score`; the exchange format, which [`ScoreResult`] itself reads, always names it.
fn stored_result<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ScoreResult>, D::Error> {
    #[derive(Deserialize)]
    struct StoredArea {
        id: i64,
        earned: i64,
        max: i64,
        na_max: i64,
        #[serde(default)]
        score: Option<i64>,
    }
    #[derive(Deserialize)]
    struct StoredResult {
        areas: Vec<StoredArea>,
        base: i64,
        adjustment: i64,
        total: i64,
    }
    let stored = Option::<StoredResult>::deserialize(deserializer)?;
    Ok(stored.map(|StoredResult { areas, base, adjustment, total }| {
        let areas = areas.into_iter().map(|StoredArea { id, earned, max, na_max, score }| AreaScore {
            id,
            earned,
            max,
            na_max,
            score,
        });
        ScoreResult { areas: areas.collect(), base, adjustment, total }
    }))
}

/// The written notice (书面通知, Art. 9 (2)). Basis, scope, content and procedure are the plan's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its number within the visit, from 1.
    pub number: u32,
    /// The day that it names.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// The number of the group that it names.
    pub group: i64,
    /// The group that it names, the leader first.
    pub inspectors: Vec<InspectorId>,
    /// Who sent it.
    pub sent: Signature,
}

/// The steps of Art. 9 that are done on site. Order and steps are the regulation's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// (3) 听取汇报.
    ReportHearing,
    /// (4) 座谈会.
    Symposium,
    /// (4) 个别谈话.
    Interview,
    /// (4) 访谈办事群众.
    CitizenInterview,
    /// (5) 查阅材料.
    DocumentReview,
}

impl StepKind {
    /// All steps in the order of Art. 9.
    pub const ALL: [Self; 5] =
        [Self::ReportHearing, Self::Symposium, Self::Interview, Self::CitizenInterview, Self::DocumentReview];

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReportHearing => "report_hearing",
            Self::Symposium => "symposium",
            Self::Interview => "interview",
            Self::CitizenInterview => "citizen_interview",
            Self::DocumentReview => "document_review",
        }
    }

    /// The step with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The six kinds of materials that Art. 9 (5) names, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialKind {
    /// 组织学习责任清单有关学习记录.
    StudyRecords,
    /// 部门领导班子研究责任清单落实情况会议记录.
    MeetingMinutes,
    /// 出台本部门落实责任清单有关文件.
    ImplementationDocuments,
    /// 宣传责任清单有关载体.
    PublicityMaterials,
    /// 本部门优化职能、强化事中事后监管有关文件.
    OversightDocuments,
    /// 人民群众对基本公共服务事项服务承诺的评价情况、投诉处理情况等.
    CitizenFeedback,
}

impl MaterialKind {
    /// All six in the order of Art. 9 (5).
    pub const ALL: [Self; 6] = [
        Self::StudyRecords,
        Self::MeetingMinutes,
        Self::ImplementationDocuments,
        Self::PublicityMaterials,
        Self::OversightDocuments,
        Self::CitizenFeedback,
    ];

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::StudyRecords => "study_records",
            Self::MeetingMinutes => "meeting_minutes",
            Self::ImplementationDocuments => "implementation_documents",
            Self::PublicityMaterials => "publicity_materials",
            Self::OversightDocuments => "oversight_documents",
            Self::CitizenFeedback => "citizen_feedback",
        }
    }

    /// The kind with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The record of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepRecord {
    /// Which step.
    pub kind: StepKind,
    /// For materials: which kind.
    #[serde(default)]
    pub material: Option<MaterialKind>,
    /// What was heard or read.
    pub record: LongText,
    /// How many people took part, where people were heard.
    #[serde(default)]
    pub people: Option<u32>,
    /// Files that prove it.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
    /// Who recorded it.
    pub signed: Signature,
}

/// What one scorer entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScorerSheet {
    /// The entries by indicator.
    pub entries: Entries,
    /// The reason by indicator; needed for each deduction and each indicator that is not applicable.
    #[serde(default)]
    pub reasons: BTreeMap<String, Note>,
    /// Files by indicator.
    #[serde(default)]
    pub evidence: BTreeMap<String, Vec<EvidenceId>>,
    /// By indicator: the number, from 1, of the step record that proves the entry.
    #[serde(default)]
    pub records: BTreeMap<String, u32>,
    /// By indicator: why there is no proof.
    #[serde(default)]
    pub unproved: BTreeMap<String, Note>,
    /// Whether the scorer is done.
    pub submitted: bool,
    /// When they handed it in.
    #[serde(default)]
    pub submitted_by: Option<Signature>,
}

/// The reconciled score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconciled {
    /// The entries that hold.
    pub entries: Entries,
    /// The leader's reason where two entries differ by more than two points, by indicator.
    #[serde(default)]
    pub reasons: BTreeMap<String, Note>,
    /// Who reconciled them.
    pub signed: Signature,
}

/// How grave a finding is; it weighs 1, 2 or 4 in the rectification component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 轻微.
    Minor,
    /// 一般.
    General,
    /// 严重.
    Serious,
}

impl Severity {
    /// From the least grave.
    pub const ALL: [Self; 3] = [Self::Minor, Self::General, Self::Serious];

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Minor => "minor",
            Self::General => "general",
            Self::Serious => "serious",
        }
    }

    /// The severity with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.code() == code)
    }

    /// The default term of its rectification in working days. The regulation sets none, so the office can set another
    /// date in each order, and the screens say that this is a default.
    #[must_use]
    pub const fn default_term(self) -> u32 {
        match self {
            Self::Minor => 10,
            Self::General => 20,
            Self::Serious => 30,
        }
    }
}

/// A problem (问题, Art. 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its number within the visit, from 1.
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
    /// The number, from 1, of the step record that proves it.
    #[serde(default)]
    pub record: Option<u32>,
    /// Files that prove it.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
    /// Who wrote it.
    pub signed: Signature,
}

/// Something that other units can learn from (经验做法, Art. 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodPractice {
    /// The area of Art. 6.
    pub area: Area,
    /// What the unit does well.
    pub text: Note,
    /// Who wrote it.
    pub signed: Signature,
}

/// The oral feedback at the end of the visit (Art. 9 (6)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OralFeedback {
    /// What was said.
    pub text: LongText,
    /// Who gave it.
    pub given: Signature,
    /// The unit's acknowledgement.
    #[serde(default)]
    pub acknowledged: Option<Signature>,
    /// What the unit said to it.
    #[serde(default)]
    pub answer: Option<Note>,
    /// Whether the unit contests it; then the answer says why.
    #[serde(default)]
    pub contested: bool,
    /// Why the steps and materials that Art. 9 names and that have no record were left out.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
}

/// A step of Art. 9, or a kind of materials, that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The step.
    pub kind: StepKind,
    /// For materials: which kind.
    #[serde(default)]
    pub material: Option<MaterialKind>,
    /// Why.
    pub reason: Note,
}

/// The written feedback to the unit (Art. 12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFeedback {
    /// Its words.
    pub text: LongText,
    /// Who sent it.
    pub sent: Signature,
}

/// A visit's part of the unit's row in `unit_standing`, under `visits` and its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitStanding {
    /// The visit.
    pub visit: VisitId,
    /// The plan.
    pub plan: PlanId,
    /// The group's number.
    pub group: i64,
    /// How far it is.
    pub state: VisitState,
    /// Its day.
    pub date: NaiveDate,
    /// The locked total in hundredths of a point.
    #[serde(default)]
    pub total: Option<i64>,
    /// By number of area: what it reached and could have reached at most, in hundredths of a point. Only areas that
    /// apply, only once the score is locked.
    #[serde(default)]
    pub areas: BTreeMap<String, (i64, i64)>,
    /// How many problems were found.
    pub findings: u32,
    /// Whether it does not take place after all; then the rest says how it stood.
    #[serde(default)]
    pub withdrawn: bool,
    /// Whether the unit was told of it by a written notice.
    #[serde(default)]
    pub announced: bool,
}

impl VisitStanding {
    /// How this visit stands. Scores show only once they are locked.
    #[must_use]
    pub fn of(visit: &Visit) -> Self {
        let locked = visit.result.as_ref().filter(|_| visit.state >= VisitState::Locked);
        let areas = locked.into_iter().flat_map(|result| &result.areas).filter_map(|area| {
            let score = area.score?;
            Some((area.id.to_string(), (score, area.max)))
        });
        Self {
            visit: visit.visit.clone(),
            plan: visit.plan.clone(),
            group: visit.group,
            state: visit.state,
            date: visit.date,
            total: locked.map(|result| result.total),
            areas: areas.collect(),
            findings: u32::try_from(visit.findings.len()).unwrap_or(u32::MAX),
            withdrawn: visit.withdrawn.is_some(),
            announced: visit.notice.is_some() || !visit.earlier_notices.is_empty(),
        }
    }

    /// What bonuses and penalties (area ⑥) did to the locked total, in hundredths of a point: by what it differs from
    /// what the areas make. None without a locked score.
    #[must_use]
    pub fn adjustment(&self) -> Option<i64> {
        Some(self.total? - scoring::base(self.areas.values().copied())?)
    }
}
