//! What is known of a file that was handed in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use crate::kernel::ids::EvidenceId;

use crate::kernel::{
    ids::{AccountId, InspectorId, UnitCode},
    text::Title,
};

/// The query that asks for a file to be shown by the browser, where it may be.
pub const VIEW: &str = "view";

/// A file that was handed in, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its id; the bytes lie under a key that is made from it.
    pub evidence: EvidenceId,
    /// The name that it had where it came from; shown, and given to a download, but never a path here.
    pub name: Title,
    /// The media type of its kind.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// The SHA-256 of the bytes, in hexadecimal: what the journal vouches for.
    pub sha256: String,
    /// Who handed it in.
    pub uploaded_by: AccountId,
    /// When.
    pub uploaded_at: DateTime<Utc>,
    /// The unit that it is about; that unit's people may read it.
    #[serde(default)]
    pub unit: Option<UnitCode>,
    /// The inspectors who may read it, beside whoever handed it in.
    #[serde(default)]
    pub inspectors: Vec<InspectorId>,
    /// The record that it proves, as `table:id`; `None` while no command has used it.
    #[serde(default)]
    pub attached_to: Option<String>,
    /// The part of that record that it proves, such as the code of a question; `None` where it proves the whole.
    #[serde(default)]
    pub part: Option<String>,
    /// Whether it was taken out of the record again. It is kept all the same: what was handed over may rest on it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub taken_out: bool,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl Evidence {
    /// The address of the download.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/files/{}", self.evidence)
    }

    /// Whether a record has it already, and is not given it once more: it came in before, and comes again beside others.
    /// One that was taken out of its record and comes again is given to it anew.
    #[must_use]
    pub const fn is_attached(&self) -> bool {
        self.attached_to.is_some() && !self.taken_out
    }
}
