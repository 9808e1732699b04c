//! Rounds and submissions, as they are stored and as they cross the wire (Art. 7, 15).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::{
    actor::Signature,
    ids::{AccountId, EvidenceId, RoundId, SeasonId, TemplateId, UnitCode},
    listing::ListOrder,
    points::Points,
    text::{Note, Title},
    unit_kind::{Area, UnitKind},
};

/// What the pages show.
mod view;

pub use view::{
    AreaProgress, Beside, FileLine, Forms, RoundLine, RoundView, RoundsPage, Saved, SubmissionLine, SubmissionView,
    Tally, TaskLine, UnitOfRound,
};

/// How far a round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// The office prepares it; no unit has a task yet.
    Draft,
    /// The units fill in.
    Open,
    /// The office closed it; what still comes in is late.
    Closed,
    /// The office gave it up before any unit had a task.
    Discarded,
}

impl RoundState {
    /// All states in their order.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Open, Self::Closed, Self::Discarded];

    /// Whether the units have their tasks, which they have from the opening on.
    #[must_use]
    pub const fn is_opened(self) -> bool {
        match self {
            Self::Open | Self::Closed => true,
            Self::Draft | Self::Discarded => false,
        }
    }
}

/// The weights of the six areas (Art. 6) in hundredths of a point, as the score standard has them: what the units score
/// themselves by is what the inspectors score by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaWeights {
    /// The most of the areas ① to ⑤.
    pub areas: [i64; 5],
    /// How far area ⑥ may add or take.
    pub adjustment: i64,
}

impl Default for AreaWeights {
    /// Where there is no score standard yet: 20, 30, 15, 20 and 15 points, and ±5.
    fn default() -> Self {
        Self { areas: [2000, 3000, 1500, 2000, 1500], adjustment: 500 }
    }
}

/// A self-check round (自查轮次, Art. 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its id, such as `2026-1`: the season and the number of the round in it.
    pub round: RoundId,
    /// The season it belongs to.
    pub season: SeasonId,
    /// Its title.
    pub title: Title,
    /// Which kinds of units take part, in the order of Art. 5.
    pub unit_kinds: Vec<UnitKind>,
    /// The form.
    pub form: TemplateId,
    /// The edition of the form: a later one does not change what was asked here.
    pub edition: u32,
    /// The weights of the areas when it was prepared, or edited last: another edition of the standard does not change what
    /// was asked here.
    #[serde(default)]
    pub weights: AreaWeights,
    /// How many working days the units have, counted from the day of opening.
    pub working_days: u32,
    /// The day on which it was opened.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub opened_on: Option<NaiveDate>,
    /// The last day on which a submission is in time; present once it is open.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub due: Option<NaiveDate>,
    /// How far it is.
    pub state: RoundState,
    /// Who prepared it.
    pub drafted: Signature,
    /// Who began to open it, and when; present as long as that goes on, or after it was broken off. By its version the
    /// tasks are given, so that none is of a round that was edited or given up.
    #[serde(default)]
    pub opening: Option<Signature>,
    /// Who opened it.
    #[serde(default)]
    pub opened: Option<Signature>,
    /// Who closed it.
    #[serde(default)]
    pub closed: Option<Signature>,
    /// Who gave it up.
    #[serde(default)]
    pub discarded: Option<Signature>,
    /// Why it was given up.
    #[serde(default)]
    pub discarded_because: Option<Note>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

/// How far a submission is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubmissionState {
    /// The unit's clerk fills in.
    Draft,
    /// The clerk handed it to the unit's head.
    AwaitingSignature,
    /// The head signed, and the office has it (Art. 15).
    Submitted,
    /// The office sent it back with remarks; the clerk has not touched it since.
    Returned,
    /// The office accepted it.
    Accepted,
}

impl SubmissionState {
    /// All states in the order of the way.
    pub const ALL: [Self; 5] = [Self::Draft, Self::AwaitingSignature, Self::Submitted, Self::Returned, Self::Accepted];

    /// The stored word, as it stands in an address too.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::AwaitingSignature => "awaiting_signature",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Accepted => "accepted",
        }
    }

    /// The state with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// By what the submissions of a round are put in order. Of equals the unit's code decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SubmissionOrder {
    /// By the unit's code.
    #[default]
    Unit,
    /// In the order of the way.
    State,
    /// By the day of the first signature; the unsigned last.
    SubmittedOn,
    /// The latest first.
    DaysLate,
    /// The highest self score first, those without one last.
    SelfScore,
}

impl ListOrder for SubmissionOrder {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Unit, ""),
        (Self::State, "state"),
        (Self::SubmittedOn, "submitted_on"),
        (Self::DaysLate, "days_late"),
        (Self::SelfScore, "self_score"),
    ];
}

/// By what the list of rounds is put in order. Of equals the newest is first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RoundOrder {
    /// The newest first.
    #[default]
    Newest,
    /// In the order of the way.
    State,
    /// By due date; those that were not opened last.
    Due,
    /// The one with the most signed submissions first.
    Submitted,
    /// The one with the most late submissions first.
    Late,
    /// The one that the most units still owe first.
    Missing,
    /// The one with the most submissions to look at first.
    ToReview,
}

impl ListOrder for RoundOrder {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Newest, ""),
        (Self::State, "state"),
        (Self::Due, "due"),
        (Self::Submitted, "submitted"),
        (Self::Late, "late"),
        (Self::Missing, "missing"),
        (Self::ToReview, "review"),
    ];
}

/// What is done with a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The office opened the round, and the unit has its task.
    Open,
    /// The clerk fills in, or takes a returned one up again.
    Edit,
    /// The clerk hands it to the head.
    HandOver,
    /// The head hands it back to the clerk, with a reason.
    HandBack,
    /// The head signs.
    Sign,
    /// The office accepts it.
    Accept,
    /// The office returns it, with remarks per question.
    Return,
}

impl Step {
    /// All steps in the order of the way.
    pub const ALL: [Self; 7] =
        [Self::Open, Self::Edit, Self::HandOver, Self::HandBack, Self::Sign, Self::Accept, Self::Return];
}

/// An answer, checked when it was handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was answered, in the form of the question's kind; `None` where the question may stay open.
    #[serde(default)]
    pub value: Option<Note>,
    /// What the unit adds, such as why there is no proof.
    #[serde(default)]
    pub note: Option<Note>,
    /// The files that prove it.
    #[serde(default)]
    pub evidence: Vec<EvidenceId>,
}

/// The unit's own score of one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaScore {
    /// The area.
    pub area: Area,
    /// Hundredths of a point, within the bounds of the area.
    pub points: Points,
}

/// The unit's own score: one figure per area, and their sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfScore {
    /// All six areas, in the order of Art. 6.
    pub areas: Vec<AreaScore>,
    /// The sum, 0 to 10500 hundredths of a point.
    pub total: Points,
}

/// What the office said when it sent a submission back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The remarks by the code of the question.
    pub remarks: BTreeMap<String, Note>,
    /// What concerns the whole.
    #[serde(default)]
    pub general: Option<Note>,
    /// Who returned it.
    pub signed: Signature,
}

/// One thing that was done with a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What.
    pub step: Step,
    /// Who and when.
    pub signed: Signature,
    /// The reason or the general remark, where there is one.
    #[serde(default)]
    pub note: Option<Note>,
}

/// A unit's self-check in a round (填报, Art. 7, 15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The round.
    pub round: RoundId,
    /// The season of the round.
    pub season: SeasonId,
    /// The unit.
    pub unit: UnitCode,
    /// The unit's name when the round was opened.
    pub unit_name: Title,
    /// The unit's kind then.
    pub unit_kind: UnitKind,
    /// The last day on which it is in time.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub due: NaiveDate,
    /// How far it is.
    pub state: SubmissionState,
    /// The answers by the code of the question, as they were handed over last.
    #[serde(default)]
    pub answers: BTreeMap<String, Answer>,
    /// The unit's own score, as it was handed over last.
    #[serde(default)]
    pub self_score: Option<SelfScore>,
    /// The clerk who handed over what stands here.
    #[serde(default)]
    pub handed_over: Option<Signature>,
    /// The head's signature under what stands here (Art. 15).
    #[serde(default)]
    pub signed: Option<Signature>,
    /// What the office returned, oldest first.
    #[serde(default)]
    pub returns: Vec<Return>,
    /// Who accepted it.
    #[serde(default)]
    pub accepted: Option<Signature>,
    /// The day on which the head signed first. A return does not move it: it costs by itself in the ranking.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub submitted_on: Option<NaiveDate>,
    /// Working days between the due date and `submitted_on` as they were counted when the head signed; 0 while it is not
    /// submitted. What counts is counted anew, for the table of a year may be imported later: see
    /// [`days_late`](super::rules::days_late).
    #[serde(default)]
    pub days_late: u32,
    /// Everything that was done, oldest first.
    pub story: Vec<Event>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

/// The id of a submission: the round and the unit joined by a dot. There is at most one.
#[must_use]
pub fn submission_id(round: &RoundId, unit: &UnitCode) -> String {
    format!("{round}.{unit}")
}

/// What a clerk has typed into a question, not yet checked but for its length.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entered {
    /// The answer as typed.
    #[serde(default)]
    pub value: String,
    /// The note as typed.
    #[serde(default)]
    pub note: String,
}

/// What a unit has filled in and not yet handed over. It is no fact: it is not journalled, and the last saving wins
/// where nobody else saved in between.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The round.
    pub round: RoundId,
    /// The unit.
    pub unit: UnitCode,
    /// What is typed, by the code of the question.
    #[serde(default)]
    pub answers: BTreeMap<String, Entered>,
    /// The self score as typed, by the number of the area.
    #[serde(default)]
    pub scores: BTreeMap<String, String>,
    /// Counts the savings, from 1; 0 where nothing was saved.
    #[serde(default)]
    pub revision: u32,
    /// When it was saved last.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub saved_at: Option<DateTime<Utc>>,
    /// Who saved it last.
    #[serde(default)]
    pub by: Option<AccountId>,
}

/// A submission's part of its unit's row in `unit_standing`, under `self_checks` and the round's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionStanding {
    /// The round.
    pub round: RoundId,
    /// How far the submission is.
    pub state: SubmissionState,
    /// The last day on which it is in time.
    pub due: NaiveDate,
    /// The day on which the head signed first.
    #[serde(default)]
    pub submitted_on: Option<NaiveDate>,
    /// Working days late as they were counted at the signature; see [`Submission::days_late`].
    pub days_late: u32,
    /// How often the office returned it.
    pub returns: u32,
    /// The unit's own score in hundredths of a point, as handed over last.
    #[serde(default)]
    pub self_score: Option<i64>,
}

impl SubmissionStanding {
    /// How a submission stands.
    #[must_use]
    pub fn of(submission: &Submission) -> Self {
        Self {
            round: submission.round.clone(),
            state: submission.state,
            due: submission.due,
            submitted_on: submission.submitted_on,
            days_late: submission.days_late,
            returns: u32::try_from(submission.returns.len()).unwrap_or(u32::MAX),
            self_score: submission.self_score.as_ref().map(|score| score.total.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_those_of_serde() {
        for state in SubmissionState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
            assert_eq!(SubmissionState::from_code(state.code()), Some(state));
        }
    }

    #[test]
    fn a_submission_is_named_by_round_and_unit() {
        let id = submission_id(&RoundId::parse("2026-1").unwrap(), &UnitCode::parse("A01").unwrap());
        assert_eq!(id, "2026-1.A01");
    }
}
