//! What can be done with an entry of the ledger.

use serde::{Deserialize, Serialize};

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
