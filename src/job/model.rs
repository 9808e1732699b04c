//! Jobs as they cross the wire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    error::AppError,
    kernel::ids::{AccountId, JobId},
};

/// What is carried out as a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// A file is imported.
    Import,
    /// The accounts of a file of people are created.
    CreatePeople,
    /// The notices of chosen visits are sent.
    SendNotices,
    /// Units are reminded of chosen entries.
    Remind,
    /// The findings of visits enter the ledger.
    OpenFindings,
}

impl JobKind {
    /// The word in the log, also what tells forms with the same key apart.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::CreatePeople => "create_people",
            Self::SendNotices => "send_notices",
            Self::Remind => "remind",
            Self::OpenFindings => "open_findings",
        }
    }
}

/// How far a job came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// It has not ended, as far as anybody wrote down.
    Running,
    /// Everything is done.
    Done,
    /// It was refused, be it only in part.
    Failed(AppError),
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its id.
    pub job: JobId,
    /// Whose it is.
    pub account: AccountId,
    /// What is carried out.
    pub kind: JobKind,
    /// On what, such as the name of a file; may be empty.
    pub subject: String,
    /// The address where one looks at what came of it.
    pub href: String,
    /// How many records it is through with.
    pub done: u32,
    /// How many there are, where that is known beforehand.
    pub total: Option<u32>,
    /// How far it came.
    pub state: JobState,
    /// When it began.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub started_at: DateTime<Utc>,
    /// When it was heard of last; at its end, when that was.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub changed_at: DateTime<Utc>,
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It goes on.
    Running,
    /// The program that carried it out ended before it did.
    BrokenOff,
    /// Everything is done.
    Done,
    /// Some of it was left.
    Partly,
    /// It was refused.
    Failed,
}

/// A job and how it stands by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobLine {
    /// The job.
    pub job: Job,
    /// How it stands.
    pub standing: Standing,
}
