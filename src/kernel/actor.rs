//! The roles of the regulation, and the person who acts in one of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ids::{AccountId, InspectorId, UnitCode};

/// What an account may do. An account has exactly one role, so no account can hold two of the three administrators'.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 改革办领导: reads everything, holds the special meeting, adopts and publishes (Art. 3, 12).
    ReformLeader,
    /// 编办: register, rounds, plans, draws, notices, ledger, reports (Art. 3, 7, 8).
    EstablishmentOfficer,
    /// 法制部门: reviews, reads everything (Art. 3).
    LegalOfficer,
    /// 检查组成员: the visits they are assigned to (Art. 9, 10, 14).
    Inspector,
    /// 单位填报人: fills in for their own unit (Art. 7, 11, 15).
    UnitClerk,
    /// 单位负责人: signs for their own unit (Art. 15).
    UnitHead,
    /// 系统管理员: accounts and settings.
    SystemAdmin,
    /// 安全管理员: roles and policy.
    SecurityAdmin,
    /// 审计管理员: the journal.
    AuditAdmin,
}

impl Role {
    /// All roles in the order of `domain.md`'s table.
    pub const ALL: [Self; 9] = [
        Self::ReformLeader,
        Self::EstablishmentOfficer,
        Self::LegalOfficer,
        Self::Inspector,
        Self::UnitClerk,
        Self::UnitHead,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::AuditAdmin,
    ];

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReformLeader => "reform_leader",
            Self::EstablishmentOfficer => "establishment_officer",
            Self::LegalOfficer => "legal_officer",
            Self::Inspector => "inspector",
            Self::UnitClerk => "unit_clerk",
            Self::UnitHead => "unit_head",
            Self::SystemAdmin => "system_admin",
            Self::SecurityAdmin => "security_admin",
            Self::AuditAdmin => "audit_admin",
        }
    }

    /// The role with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// Whether an account of this role belongs to an inspected unit.
    #[must_use]
    pub const fn is_of_unit(self) -> bool {
        match self {
            Self::UnitClerk | Self::UnitHead => true,
            Self::ReformLeader
            | Self::EstablishmentOfficer
            | Self::LegalOfficer
            | Self::Inspector
            | Self::SystemAdmin
            | Self::SecurityAdmin
            | Self::AuditAdmin => false,
        }
    }

    /// Whether this is one of the three administrators (三员), who touch no business record. Their accounts are made and kept
    /// by whoever runs the machine, and in the browser by nobody.
    #[must_use]
    pub const fn is_administrator(self) -> bool {
        match self {
            Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin => true,
            Self::ReformLeader
            | Self::EstablishmentOfficer
            | Self::LegalOfficer
            | Self::Inspector
            | Self::UnitClerk
            | Self::UnitHead => false,
        }
    }

    /// Whether this role sees the whole district's business: the three offices of Art. 3.
    #[must_use]
    pub const fn is_office(self) -> bool {
        match self {
            Self::ReformLeader | Self::EstablishmentOfficer | Self::LegalOfficer => true,
            Self::Inspector
            | Self::UnitClerk
            | Self::UnitHead
            | Self::SystemAdmin
            | Self::SecurityAdmin
            | Self::AuditAdmin => false,
        }
    }
}

/// The person who acts: who they are and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account that signed in.
    pub account: AccountId,
    /// The person's name, as it stands on what they sign.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their unit, where the role belongs to one.
    pub unit: Option<UnitCode>,
    /// Their number in the roster, where they are an inspector.
    pub inspector: Option<InspectorId>,
}

impl Actor {
    /// Whether this person acts for that unit.
    #[must_use]
    pub fn is_of(&self, unit: &UnitCode) -> bool {
        self.role.is_of_unit() && self.unit.as_ref() == Some(unit)
    }
}

/// Who put their name to something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The account.
    pub by: AccountId,
    /// The person's name at that time.
    pub name: String,
    /// The instant.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub at: DateTime<Utc>,
}

impl Signature {
    /// This person's signature at that instant.
    #[must_use]
    pub fn of(actor: &Actor, at: DateTime<Utc>) -> Self {
        Self { by: actor.account.clone(), name: actor.name.clone(), at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_those_of_serde() {
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.code());
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
    }
}
