//! How far an entry of the ledger is.

use serde::{Deserialize, Serialize};

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
