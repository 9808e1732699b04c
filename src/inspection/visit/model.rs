//! What crosses the wire about a visit beside the record itself: pages, and what a scorer has typed so far.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    inspection::{
        model::{IndicatorWords, ScorerSheet, StepKind, StepRecord, Visit},
        plan::model::{Person, RecusalLine},
        rules::scoring::Sheet,
    },
    kernel::{
        ids::{EntryId, EvidenceId, InspectorId, PlanId, VisitId},
        points::Points,
        text::{LongText, Title},
        unit_kind::Area,
    },
    self_check::model::{Submission, SubmissionView},
};

/// One line of a score sheet as it is typed: texts that may still be wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// How often, how much, which value, or `yes` or `no`.
    #[serde(default)]
    pub entry: String,
    /// Whether the indicator does not apply to the unit.
    #[serde(default)]
    pub not_applicable: bool,
    /// Why points were taken or given, or why it does not apply.
    #[serde(default)]
    pub reason: String,
    /// The number, from 1, of the step record that proves it.
    #[serde(default)]
    pub record: String,
    /// Why nothing proves it.
    #[serde(default)]
    pub unproved: String,
}

/// What a scorer has typed so far. It is nobody else's business and no fact yet; handing it in makes it one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Counts the savings, from 1; 0 before the first.
    #[serde(default)]
    pub revision: u32,
    /// The page that saved last, by the key that it was given: one page may save again before it has heard of its last
    /// saving, two pages must not overwrite each other.
    #[serde(default)]
    pub window: String,
    /// The lines by indicator.
    #[serde(default)]
    pub lines: BTreeMap<String, Line>,
    /// Files by indicator; they are attached when the sheet is handed in.
    #[serde(default)]
    pub evidence: BTreeMap<String, Vec<EvidenceId>>,
    /// When it was last saved.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub saved_at: Option<DateTime<Utc>>,
}

/// What came of a saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The revision that the next saving must name.
    pub revision: u32,
    /// When.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub at: DateTime<Utc>,
}

/// The plan's part of a notice (Art. 9 (2)): basis, scope, content and procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeText {
    /// The plan's title.
    pub title: Title,
    /// 依据.
    pub basis: LongText,
    /// 范围.
    pub scope: LongText,
    /// 内容.
    pub areas: Vec<Area>,
    /// 程序.
    pub procedure: LongText,
}

/// An indicator's code, area and words, for links between findings and indicators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorName {
    /// Its code.
    pub code: String,
    /// The number of its area.
    pub area: i64,
    /// It in words.
    pub text: String,
}

/// Whether a person of the group has handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scorer {
    /// Their number in the roster.
    pub inspector: InspectorId,
    /// Their name.
    pub name: String,
    /// Whether they have handed in.
    pub submitted: bool,
}

/// What a visit's page says of the unit's signed self-check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedCheck {
    /// The day on which the unit's head signed first.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub submitted_on: Option<NaiveDate>,
    /// The unit's own score.
    pub self_score: Option<Points>,
}

impl SignedCheck {
    /// What there is to say of this submission.
    #[must_use]
    pub fn of(submission: &Submission) -> Self {
        let self_score = submission.self_score.as_ref().map(|score| score.total);
        Self { submitted_on: submission.submitted_on, self_score }
    }
}

/// The unit's signed self-check, as whoever prepares or judges the visit reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfCheckPage {
    /// The visit.
    pub visit: VisitId,
    /// Its plan.
    pub plan: PlanId,
    /// Its group's number.
    pub group: i64,
    /// Its day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub date: NaiveDate,
    /// What the unit says of itself.
    pub check: SubmissionView,
    /// The locked total of the visit.
    #[serde(default)]
    pub total: Option<Points>,
}

/// Names of files by id.
pub type FileNames = BTreeMap<EvidenceId, Title>;

/// The page of a visit, as far as the person may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitPage {
    /// The visit, without what they may not see yet.
    pub visit: Visit,
    /// The text of the notice; `None` where the plan is gone.
    pub notice: Option<NoticeText>,
    /// The group, the leader first, and who has handed in; empty for whoever is not of the group.
    pub scorers: Vec<Scorer>,
    /// The names of the group, the leader first.
    pub group: Vec<String>,
    /// The indicators in the order of the sheet.
    pub indicators: Vec<IndicatorName>,
    /// Names of the files in the record.
    pub files: FileNames,
    /// The unit's self-check of the season; `None` where its head has signed none.
    #[serde(default)]
    pub self_check: Option<SignedCheck>,
    /// The ledger entries that came of the findings, in order of number.
    #[serde(default)]
    pub entries: Vec<EntryId>,
    /// The district's day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// Working days from today to the visit's day; none once it is there.
    pub days_left: i64,
    /// Working days from the notice to the visit's day; none without a notice.
    pub days_of_notice: i64,
    /// The years of which no holidays are known, of those in which days until the visit are counted.
    #[serde(default)]
    pub unlisted_years: Vec<i32>,
    /// Why the person, who is of the group, may not check the unit by now; `None` where nothing recuses them.
    #[serde(default)]
    pub recused: Option<RecusalLine>,
    /// Who can lead in the place of the leader, by number; nobody for whoever does not appoint one.
    #[serde(default)]
    pub successors: Vec<Person>,
    /// Whether the leader is recused from the unit by now, for whoever appoints another.
    #[serde(default)]
    pub leader_is_recused: bool,
}

impl VisitPage {
    /// The name of somebody of the group; the number of anybody else.
    #[must_use]
    pub fn name_of(&self, inspector: &InspectorId) -> String {
        let mut named = self.visit.inspectors.iter().zip(&self.group);
        named.find(|(one, _)| *one == inspector).map_or_else(|| inspector.to_string(), |(_, name)| name.clone())
    }
}

/// A step record that can prove an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepChoice {
    /// Its number, from 1.
    pub number: usize,
    /// Which step.
    pub kind: StepKind,
    /// Its first words.
    pub text: String,
}

/// How many characters of a step record are shown where one is chosen.
const FIRST_WORDS: usize = 40;

impl StepChoice {
    /// The step records of a visit, in order of number.
    #[must_use]
    pub fn all(visit: &Visit) -> Vec<Self> {
        let choice = |(at, record): (usize, &StepRecord)| Self {
            number: at + 1,
            kind: record.kind,
            text: record.record.as_str().chars().take(FIRST_WORDS).collect(),
        };
        visit.steps.iter().enumerate().map(choice).collect()
    }
}

/// The page on which a visit is scored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScorePage {
    /// The visit, without what the person may not see yet.
    pub visit: Visit,
    /// What is scored: the areas of the plan.
    pub sheet: Sheet,
    /// What people read, by indicator.
    pub words: BTreeMap<String, IndicatorWords>,
    /// What the person has typed so far.
    pub draft: Draft,
    /// The key by which this page saves.
    pub window: String,
    /// The sheet that the person handed in.
    pub own: Option<ScorerSheet>,
    /// The group, the leader first, and who has handed in; empty for whoever is not of the group.
    pub scorers: Vec<Scorer>,
    /// The step records that can prove an entry.
    pub steps: Vec<StepChoice>,
    /// Names of the files of the draft and the sheets.
    pub files: FileNames,
    /// The unit's self-check of the season, once there is a result beside which it can be read; `None` where its head has
    /// signed none.
    #[serde(default)]
    pub self_check: Option<SignedCheck>,
    /// Why the person, who is of the group, may not check the unit by now; `None` where nothing recuses them.
    #[serde(default)]
    pub recused: Option<RecusalLine>,
    /// Who is recused from the unit by now and had handed in before, in the order of the group; empty for whoever does not
    /// see all sheets, and once the score is locked.
    #[serde(default)]
    pub recused_scorers: Vec<InspectorId>,
}

impl ScorePage {
    /// The visit's id.
    #[must_use]
    pub fn id(&self) -> &VisitId {
        &self.visit.visit
    }
}
