//! The one permission table: which role may do what, and how far it reaches. The default is no.
//!
//! Whether a record's state allows an act is not decided here but by the process's own rules.

use serde::Serialize;

use super::{
    actor::{Actor, Role},
    ids::{InspectorId, UnitCode},
};

/// What can be done. Names say the process and the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Action {
    /// Create accounts, set them one-time passwords, disable them; never those of the three administrators.
    ManagePeople,
    /// Give an account another role or unit; never those of the three administrators.
    AssignRoles,
    /// Set what the regulation leaves to the district.
    ManagePolicy,
    /// Read the journal and check it.
    ReadJournal,
    /// Read how the program, its database and its files are.
    ReadSystem,
    /// Read the register of units, and the roster of inspectors where the reach is the district.
    ReadUnits,
    /// Import units, former names, inspectors and holidays; import and edit templates.
    ManageRegister,
    /// Read templates.
    ReadTemplates,
    /// Open and close self-check rounds, remind units.
    ManageRound,
    /// Read a unit's submission.
    ReadSubmission,
    /// Fill in a submission and hand it to the head.
    FillSubmission,
    /// Sign a submission, or hand it back to the clerk.
    SignSubmission,
    /// Accept or return a submission.
    ReviewSubmission,
    /// Read plans and draws.
    ReadPlan,
    /// Draft plans, form groups, run the draw, schedule visits, send notices, report.
    ManagePlan,
    /// Approve or return a plan.
    ApprovePlan,
    /// Read a visit.
    ReadVisit,
    /// Sign for the notice of a visit, acknowledge the oral feedback.
    AcknowledgeVisit,
    /// Record the steps of a visit, score, write findings.
    RecordVisit,
    /// Reconcile and lock a visit's score.
    LockVisit,
    /// Send the written feedback.
    SendFeedback,
    /// Read a ledger entry.
    ReadEntry,
    /// Order the rectification, remind units of it, approve its plan, decide on extensions.
    OrderRectification,
    /// Receive an order, plan, report progress, ask for more time, prepare the closure.
    Rectify,
    /// Sign the request for closure.
    SignClosure,
    /// Check on site, close or return.
    VerifyClosure,
    /// Read rankings, by those outside the offices only after the publication and within its scope.
    ReadRanking,
    /// Compute a ranking and table it.
    ManageRanking,
    /// Record the special meeting, adopt and publish.
    AdoptRanking,
    /// Read the leadership's dashboard.
    ReadDashboard,
}

impl Action {
    /// All actions, in the order of the regulation.
    pub const ALL: [Self; 30] = [
        Self::ManagePeople,
        Self::AssignRoles,
        Self::ManagePolicy,
        Self::ReadJournal,
        Self::ReadSystem,
        Self::ReadUnits,
        Self::ManageRegister,
        Self::ReadTemplates,
        Self::ManageRound,
        Self::ReadSubmission,
        Self::FillSubmission,
        Self::SignSubmission,
        Self::ReviewSubmission,
        Self::ReadPlan,
        Self::ManagePlan,
        Self::ApprovePlan,
        Self::ReadVisit,
        Self::AcknowledgeVisit,
        Self::RecordVisit,
        Self::LockVisit,
        Self::SendFeedback,
        Self::ReadEntry,
        Self::OrderRectification,
        Self::Rectify,
        Self::SignClosure,
        Self::VerifyClosure,
        Self::ReadRanking,
        Self::ManageRanking,
        Self::AdoptRanking,
        Self::ReadDashboard,
    ];
}

/// How far a role reaches with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// Records of the actor's own unit.
    OwnUnit,
    /// Visits that the actor is assigned to, and what came of them.
    AssignedVisits,
    /// Visits whose group the actor leads.
    LedVisits,
    /// Every record of the district.
    District,
}

/// What a record is about, as far as permission asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject<'a> {
    /// The unit it concerns.
    pub unit: Option<&'a UnitCode>,
    /// The inspectors assigned to it.
    pub inspectors: &'a [InspectorId],
    /// The leader of their group.
    pub leader: Option<&'a InspectorId>,
}

impl<'a> Subject<'a> {
    /// Something of the whole district, such as a plan.
    pub const DISTRICT: Subject<'static> = Subject { unit: None, inspectors: &[], leader: None };

    /// Something of one unit that no inspector is assigned to.
    #[must_use]
    pub const fn unit(unit: &'a UnitCode) -> Self {
        Self { unit: Some(unit), inspectors: &[], leader: None }
    }
}

/// Why a person may not do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// Nobody of this role may do it, whatever the record: it can be said openly.
    NotForThisRole,
    /// The record is not theirs: for them it does not exist.
    NotTheirs,
}

/// How far a role reaches with an action.
#[must_use]
pub const fn reach(role: Role, action: Action) -> Reach {
    use Action as A;
    match role {
        Role::ReformLeader => match action {
            A::ReadUnits | A::ReadTemplates | A::ReadSubmission | A::ReadPlan | A::ReadVisit | A::ReadEntry => {
                Reach::District
            }
            A::ApprovePlan | A::ReadRanking | A::AdoptRanking | A::ReadDashboard => Reach::District,
            A::ManagePeople
            | A::AssignRoles
            | A::ManagePolicy
            | A::ReadJournal
            | A::ReadSystem
            | A::ManageRegister
            | A::ManageRound
            | A::FillSubmission
            | A::SignSubmission
            | A::ReviewSubmission
            | A::ManagePlan
            | A::AcknowledgeVisit
            | A::RecordVisit
            | A::LockVisit
            | A::SendFeedback
            | A::OrderRectification
            | A::Rectify
            | A::SignClosure
            | A::VerifyClosure
            | A::ManageRanking => Reach::Nothing,
        },
        Role::EstablishmentOfficer => match action {
            A::ReadUnits | A::ReadTemplates | A::ReadSubmission | A::ReadPlan | A::ReadVisit | A::ReadEntry => {
                Reach::District
            }
            A::ManageRegister | A::ManageRound | A::ReviewSubmission | A::ManagePlan | A::SendFeedback => {
                Reach::District
            }
            A::OrderRectification | A::ReadRanking | A::ManageRanking | A::ReadDashboard => Reach::District,
            A::ManagePeople
            | A::AssignRoles
            | A::ManagePolicy
            | A::ReadJournal
            | A::ReadSystem
            | A::FillSubmission
            | A::SignSubmission
            | A::ApprovePlan
            | A::AcknowledgeVisit
            | A::RecordVisit
            | A::LockVisit
            | A::Rectify
            | A::SignClosure
            | A::VerifyClosure
            | A::AdoptRanking => Reach::Nothing,
        },
        Role::LegalOfficer => match action {
            A::ReadUnits | A::ReadTemplates | A::ReadSubmission | A::ReadPlan | A::ReadVisit | A::ReadEntry => {
                Reach::District
            }
            A::ReadRanking | A::ReadDashboard => Reach::District,
            A::ManagePeople
            | A::AssignRoles
            | A::ManagePolicy
            | A::ReadJournal
            | A::ReadSystem
            | A::ManageRegister
            | A::ManageRound
            | A::FillSubmission
            | A::SignSubmission
            | A::ReviewSubmission
            | A::ManagePlan
            | A::ApprovePlan
            | A::AcknowledgeVisit
            | A::RecordVisit
            | A::LockVisit
            | A::SendFeedback
            | A::OrderRectification
            | A::Rectify
            | A::SignClosure
            | A::VerifyClosure
            | A::ManageRanking
            | A::AdoptRanking => Reach::Nothing,
        },
        Role::Inspector => match action {
            A::ReadVisit | A::RecordVisit | A::ReadEntry | A::VerifyClosure => Reach::AssignedVisits,
            A::LockVisit => Reach::LedVisits,
            A::ReadSubmission => Reach::AssignedVisits,
            A::ReadTemplates | A::ReadRanking => Reach::District,
            A::ManagePeople
            | A::AssignRoles
            | A::ManagePolicy
            | A::ReadJournal
            | A::ReadSystem
            | A::ReadUnits
            | A::ManageRegister
            | A::ManageRound
            | A::FillSubmission
            | A::SignSubmission
            | A::ReviewSubmission
            | A::ReadPlan
            | A::ManagePlan
            | A::ApprovePlan
            | A::AcknowledgeVisit
            | A::SendFeedback
            | A::OrderRectification
            | A::Rectify
            | A::SignClosure
            | A::ManageRanking
            | A::AdoptRanking
            | A::ReadDashboard => Reach::Nothing,
        },
        Role::UnitClerk => match action {
            A::ReadUnits | A::ReadSubmission | A::FillSubmission | A::ReadVisit | A::AcknowledgeVisit => Reach::OwnUnit,
            A::ReadEntry | A::Rectify | A::ReadRanking => Reach::OwnUnit,
            A::ReadTemplates => Reach::District,
            A::ManagePeople
            | A::AssignRoles
            | A::ManagePolicy
            | A::ReadJournal
            | A::ReadSystem
            | A::ManageRegister
            | A::ManageRound
            | A::SignSubmission
            | A::ReviewSubmission
            | A::ReadPlan
            | A::ManagePlan
            | A::ApprovePlan
            | A::RecordVisit
            | A::LockVisit
            | A::SendFeedback
            | A::OrderRectification
            | A::SignClosure
            | A::VerifyClosure
            | A::ManageRanking
            | A::AdoptRanking
            | A::ReadDashboard => Reach::Nothing,
        },
        Role::UnitHead => match action {
            A::ReadUnits | A::ReadSubmission | A::SignSubmission | A::ReadVisit | A::AcknowledgeVisit => Reach::OwnUnit,
            A::ReadEntry | A::SignClosure | A::ReadRanking => Reach::OwnUnit,
            A::ReadTemplates => Reach::District,
            A::ManagePeople
            | A::AssignRoles
            | A::ManagePolicy
            | A::ReadJournal
            | A::ReadSystem
            | A::ManageRegister
            | A::ManageRound
            | A::FillSubmission
            | A::ReviewSubmission
            | A::ReadPlan
            | A::ManagePlan
            | A::ApprovePlan
            | A::RecordVisit
            | A::LockVisit
            | A::SendFeedback
            | A::OrderRectification
            | A::Rectify
            | A::VerifyClosure
            | A::ManageRanking
            | A::AdoptRanking
            | A::ReadDashboard => Reach::Nothing,
        },
        Role::SystemAdmin => match action {
            A::ManagePeople | A::ReadSystem => Reach::District,
            A::AssignRoles
            | A::ManagePolicy
            | A::ReadJournal
            | A::ReadUnits
            | A::ManageRegister
            | A::ReadTemplates
            | A::ManageRound
            | A::ReadSubmission
            | A::FillSubmission
            | A::SignSubmission
            | A::ReviewSubmission
            | A::ReadPlan
            | A::ManagePlan
            | A::ApprovePlan
            | A::ReadVisit
            | A::AcknowledgeVisit
            | A::RecordVisit
            | A::LockVisit
            | A::SendFeedback
            | A::ReadEntry
            | A::OrderRectification
            | A::Rectify
            | A::SignClosure
            | A::VerifyClosure
            | A::ReadRanking
            | A::ManageRanking
            | A::AdoptRanking
            | A::ReadDashboard => Reach::Nothing,
        },
        Role::SecurityAdmin => match action {
            A::AssignRoles | A::ManagePolicy => Reach::District,
            A::ManagePeople
            | A::ReadJournal
            | A::ReadSystem
            | A::ReadUnits
            | A::ManageRegister
            | A::ReadTemplates
            | A::ManageRound
            | A::ReadSubmission
            | A::FillSubmission
            | A::SignSubmission
            | A::ReviewSubmission
            | A::ReadPlan
            | A::ManagePlan
            | A::ApprovePlan
            | A::ReadVisit
            | A::AcknowledgeVisit
            | A::RecordVisit
            | A::LockVisit
            | A::SendFeedback
            | A::ReadEntry
            | A::OrderRectification
            | A::Rectify
            | A::SignClosure
            | A::VerifyClosure
            | A::ReadRanking
            | A::ManageRanking
            | A::AdoptRanking
            | A::ReadDashboard => Reach::Nothing,
        },
        Role::AuditAdmin => match action {
            A::ReadJournal => Reach::District,
            A::ManagePeople
            | A::AssignRoles
            | A::ManagePolicy
            | A::ReadSystem
            | A::ReadUnits
            | A::ManageRegister
            | A::ReadTemplates
            | A::ManageRound
            | A::ReadSubmission
            | A::FillSubmission
            | A::SignSubmission
            | A::ReviewSubmission
            | A::ReadPlan
            | A::ManagePlan
            | A::ApprovePlan
            | A::ReadVisit
            | A::AcknowledgeVisit
            | A::RecordVisit
            | A::LockVisit
            | A::SendFeedback
            | A::ReadEntry
            | A::OrderRectification
            | A::Rectify
            | A::SignClosure
            | A::VerifyClosure
            | A::ReadRanking
            | A::ManageRanking
            | A::AdoptRanking
            | A::ReadDashboard => Reach::Nothing,
        },
    }
}

/// Whether this person may do this to that record.
///
/// # Errors
/// [`Denied`] says whether the role never may, or whether the record is not theirs.
pub fn check(actor: &Actor, action: Action, subject: Subject<'_>) -> Result<(), Denied> {
    let is = |one: Option<&InspectorId>| one.is_some() && one == actor.inspector.as_ref();
    let theirs = match reach(actor.role, action) {
        Reach::Nothing => return Err(Denied::NotForThisRole),
        Reach::District => true,
        Reach::OwnUnit => subject.unit.is_some_and(|unit| actor.is_of(unit)),
        Reach::AssignedVisits => subject.inspectors.iter().any(|inspector| is(Some(inspector))),
        Reach::LedVisits => is(subject.leader),
    };
    if theirs { Ok(()) } else { Err(Denied::NotTheirs) }
}

/// Whether a button for this act is shown.
#[must_use]
pub fn allows(actor: &Actor, action: Action, subject: Subject<'_>) -> bool {
    check(actor, action, subject).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::AccountId;

    fn actor(role: Role) -> Actor {
        Actor {
            account: AccountId::parse("a").unwrap(),
            name: "甲".to_owned(),
            role,
            unit: Some(UnitCode::parse("A01").unwrap()),
            inspector: Some(InspectorId::parse("JC001").unwrap()),
        }
    }

    /// The whole table, for a person to review.
    #[test]
    fn the_permission_table_is_the_reviewed_one() {
        let mut table = String::new();
        for action in Action::ALL {
            let reaches = Role::ALL.iter().filter_map(|role| match reach(*role, action) {
                Reach::Nothing => None,
                reach => Some(format!("{} ({reach:?})", role.code())),
            });
            table.push_str(&format!("{action:?}: {}\n", reaches.collect::<Vec<_>>().join(", ")));
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn another_units_record_does_not_exist_for_a_clerk() {
        let other = UnitCode::parse("B02").unwrap();
        let own = UnitCode::parse("A01").unwrap();
        let clerk = actor(Role::UnitClerk);
        assert_eq!(check(&clerk, Action::FillSubmission, Subject::unit(&other)), Err(Denied::NotTheirs));
        assert_eq!(check(&clerk, Action::FillSubmission, Subject::unit(&own)), Ok(()));
        assert_eq!(check(&clerk, Action::SignSubmission, Subject::unit(&own)), Err(Denied::NotForThisRole));
    }

    #[test]
    fn an_office_account_is_not_of_a_unit_even_when_one_is_noted() {
        let officer = actor(Role::EstablishmentOfficer);
        assert!(!officer.is_of(&UnitCode::parse("A01").unwrap()));
    }

    #[test]
    fn only_the_leader_locks_and_only_the_assigned_record() {
        let one = InspectorId::parse("JC001").unwrap();
        let other = InspectorId::parse("JC002").unwrap();
        let both = [one.clone(), other.clone()];
        let led = Subject { unit: None, inspectors: &both, leader: Some(&one) };
        let member = Subject { unit: None, inspectors: &both, leader: Some(&other) };
        let stranger = Subject { unit: None, inspectors: std::slice::from_ref(&other), leader: Some(&other) };
        let inspector = actor(Role::Inspector);
        assert!(allows(&inspector, Action::LockVisit, led));
        assert!(!allows(&inspector, Action::LockVisit, member));
        assert!(allows(&inspector, Action::RecordVisit, member));
        assert_eq!(check(&inspector, Action::RecordVisit, stranger), Err(Denied::NotTheirs));
    }

    #[test]
    fn the_three_administrators_touch_no_business_record() {
        let own =
            [Action::ManagePeople, Action::AssignRoles, Action::ManagePolicy, Action::ReadJournal, Action::ReadSystem];
        for action in Action::ALL.iter().filter(|action| !own.contains(action)) {
            for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
                assert_eq!(reach(role, *action), Reach::Nothing);
            }
        }
        // What one of the three may, nobody else may.
        for action in own {
            assert_eq!(Role::ALL.iter().filter(|role| reach(**role, action) != Reach::Nothing).count(), 1);
        }
    }
}
