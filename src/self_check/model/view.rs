//! What the pages of the self-check show. Dates, lights and days left are derived from the facts and today, on the
//! server, because only the server has the holiday table.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Draft, Round, Submission, SubmissionState};
use crate::{
    kernel::{
        fault::FieldFault,
        ids::{EvidenceId, RoundId, UnitCode},
        points::Points,
        text::Title,
        unit_kind::{Area, UnitKind},
    },
    self_check::{form::CheckForm, reminder::model::Reminded},
    unit::model::VisitPart,
};

/// How many submissions of a round are where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All units of the round.
    pub units: u32,
    /// The clerk fills in, for the first time or after a return.
    pub filling: u32,
    /// The head has not signed yet.
    pub awaiting_signature: u32,
    /// The office has to look at it.
    pub submitted: u32,
    /// Sent back and not touched since.
    pub returned: u32,
    /// Accepted.
    pub accepted: u32,
    /// Signed for the first time after the due date.
    pub late: u32,
    /// Never signed.
    pub missing: u32,
}

/// A round in the office's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundLine {
    /// The round.
    pub round: Round,
    /// How its submissions stand.
    pub tally: Tally,
    /// Working days until the due date, negative after it; `None` before the opening.
    pub days_left: Option<i64>,
}

/// A submission in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionLine {
    /// The round.
    pub round: RoundId,
    /// The unit.
    pub unit: UnitCode,
    /// Its name.
    pub unit_name: Title,
    /// Its kind.
    pub unit_kind: UnitKind,
    /// How far it is.
    pub state: SubmissionState,
    /// The last day on which it is in time.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub due: NaiveDate,
    /// The day on which the head signed first.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub submitted_on: Option<NaiveDate>,
    /// Working days late.
    pub days_late: u32,
    /// How often it was returned.
    pub returns: u32,
    /// When it was returned last.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub returned_at: Option<DateTime<Utc>>,
    /// The unit's own score, as handed over last.
    #[serde(default)]
    pub self_score: Option<Points>,
    /// Working days until the due date, negative after it.
    #[serde(default)]
    pub days_left: i64,
    /// How often the office reminded the unit, and when last.
    #[serde(default)]
    pub reminded: Option<Reminded>,
}

/// A task of a unit: a submission and the round it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLine {
    /// The title of the round.
    pub title: Title,
    /// The submission.
    pub submission: SubmissionLine,
}

/// What a new round can be made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forms {
    /// The title and the edition of the newest form; `None` where no form was imported yet.
    pub newest: Option<(Title, u32)>,
    /// The season that is suggested: this year.
    pub season: String,
    /// How many units there are of each kind, in the order of Art. 5.
    pub units: Vec<(UnitKind, u32)>,
}

/// The page `/self-check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundsPage {
    /// For the offices: the newest 50 rounds, in the order that was asked for.
    pub rounds: Vec<RoundLine>,
    /// For a unit's people: their newest 50 tasks, newest first.
    pub tasks: Vec<TaskLine>,
    /// Where the person may prepare a round: what from.
    pub forms: Option<Forms>,
    /// The years of which no holidays are known, of those in which days until a due date of these are counted.
    #[serde(default)]
    pub unlisted_years: Vec<i32>,
    /// The district's day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
}

/// The page `/self-check/{round}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundView {
    /// The round.
    pub round: Round,
    /// The title of its form.
    pub form_title: Title,
    /// How its submissions stand, all kinds together.
    pub tally: Tally,
    /// How those of the wanted kind of units stand; all of them where none is wanted.
    pub of_kind: Tally,
    /// How many submissions the filter lets through in all.
    pub found: u32,
    /// At most 200 submissions, as the filter wants them and in its order.
    pub lines: Vec<SubmissionLine>,
    /// The place of the last one on this page where there are more.
    pub next: Option<String>,
    /// Before the opening: how many units will get a task.
    pub expected: u32,
    /// The due date, or before the opening the date that it would be if opened today.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub due: NaiveDate,
    /// The years among the days counted through whose holidays are not known.
    pub unlisted_years: Vec<i32>,
    /// Working days until the due date, negative after it.
    pub days_left: i64,
    /// Of a draft: what it would be prepared from today.
    #[serde(default)]
    pub forms: Option<Forms>,
    /// Of a draft: whether the standard weighs the areas otherwise than when it was prepared.
    #[serde(default)]
    pub is_reweighted: bool,
    /// The district's day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
}

/// How much of an area is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaProgress {
    /// The area.
    pub area: Area,
    /// Questions with an answer.
    pub answered: u32,
    /// All questions.
    pub questions: u32,
    /// What is missing or wrong, the self score included.
    pub faults: u32,
}

/// A file in the proof of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// The file.
    pub evidence: EvidenceId,
    /// The code of the question.
    pub question: String,
    /// Its name.
    pub name: Title,
    /// Bytes.
    pub size: u64,
    /// When it was handed in.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub uploaded_at: DateTime<Utc>,
}

/// The page `/self-check/{round}/{unit}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionView {
    /// The round.
    pub round: Round,
    /// The submission. Its answers are left out for those who may not read them yet.
    pub submission: Submission,
    /// Whether the answers may be read by this person.
    pub readable: bool,
    /// The edition of the form that the round asks.
    pub form: CheckForm,
    /// What is being filled in, for a clerk who may fill in now.
    pub draft: Option<Draft>,
    /// The files: of the draft where there is one, else of the answers.
    pub files: Vec<FileLine>,
    /// The address under which this person opens them, each by its id.
    pub files_at: String,
    /// How far each area is, for a clerk who may fill in now.
    pub progress: Vec<AreaProgress>,
    /// What is missing or wrong in the draft, in the order of the form.
    pub gaps: Vec<FieldFault>,
    /// Working days until the due date, negative after it.
    pub days_left: i64,
    /// Until it is submitted: the years through which these are counted and of which no holidays are known.
    #[serde(default)]
    pub unlisted_years: Vec<i32>,
    /// How often the office reminded the unit, and when last.
    #[serde(default)]
    pub reminded: Option<Reminded>,
    /// The same, as long as the unit has not answered it.
    #[serde(default)]
    pub unanswered: Option<Reminded>,
    /// The visit to the unit that speaks for the round's season, as far as the person may know of it.
    #[serde(default)]
    pub visit: Option<VisitPart>,
    /// For whoever reads all submissions of the round: those before and behind this one, by unit code.
    #[serde(default)]
    pub beside: Beside,
    /// The district's day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
}

/// A unit of a round, by its code and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitOfRound {
    /// The unit.
    pub unit: UnitCode,
    /// Its name.
    pub unit_name: Title,
}

/// The units of a round and those beside one of them, by code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The one before it.
    #[serde(default)]
    pub before: Option<UnitOfRound>,
    /// The one behind it.
    #[serde(default)]
    pub after: Option<UnitOfRound>,
    /// All units of the round.
    #[serde(default)]
    pub all: Vec<UnitOfRound>,
}

/// The answer to the saving of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The revision that the next saving starts from.
    pub revision: u32,
    /// The version of the submission from now on.
    pub version: u32,
    /// When it was saved.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub at: DateTime<Utc>,
}
