//! The people of the demo: one of each role, and those of four units, so that one can see what the other may not. Two were
//! visited first and have something to put right; one has a notice to sign for, and one the oral feedback to acknowledge.

use crate::{
    account::{model::PersonName, store::NewAccount},
    kernel::{
        actor::Role,
        ids::{AccountId, InspectorId, UnitCode},
    },
    page::DemoPeople,
    store::Failure,
};

/// The password of everybody in the demo.
pub const PASSWORD: &str = "Demo-2026-zeqing";

/// All people of the demo.
pub type People = Vec<NewAccount>;

/// Name for signing in, the person's name, role, unit, number in the roster.
type Row = (&'static str, &'static str, Role, Option<&'static str>, Option<&'static str>);

const ROWS: [Row; 17] = [
    ("leader", "示例·改革办", Role::ReformLeader, None, None),
    ("officer", "示例·编办", Role::EstablishmentOfficer, None, None),
    ("legal", "示例·法制", Role::LegalOfficer, None, None),
    ("inspector1", "检查员甲一", Role::Inspector, None, Some("JC2601")),
    ("inspector2", "检查员甲二", Role::Inspector, None, Some("JC2602")),
    ("inspector3", "检查员甲三", Role::Inspector, None, Some("JC2603")),
    ("clerk1", "示例·填报一", Role::UnitClerk, Some("JSJD01"), None),
    ("head1", "示例·负责一", Role::UnitHead, Some("JSJD01"), None),
    ("clerk2", "示例·填报二", Role::UnitClerk, Some("JSJD02"), None),
    ("head2", "示例·负责二", Role::UnitHead, Some("JSJD02"), None),
    ("clerk3", "示例·填报三", Role::UnitClerk, Some("JSJD14"), None),
    ("head3", "示例·负责三", Role::UnitHead, Some("JSJD14"), None),
    ("clerk4", "示例·填报四", Role::UnitClerk, Some("JSJD10"), None),
    ("head4", "示例·负责四", Role::UnitHead, Some("JSJD10"), None),
    ("sysadmin", "示例·系统管理", Role::SystemAdmin, None, None),
    ("secadmin", "示例·安全管理", Role::SecurityAdmin, None, None),
    ("auditor", "示例·审计管理", Role::AuditAdmin, None, None),
];

/// The people of the demo, in the order of the roles.
///
/// # Errors
/// Never for the table above; the parsers are the same as for anybody else's input.
pub fn people() -> Result<People, Failure> {
    ROWS.iter().map(person).collect()
}

/// The people of the demo as the sign-in page lists them.
///
/// # Errors
/// As [`people`].
pub fn listed() -> Result<DemoPeople, Failure> {
    let accounts = people()?.into_iter().map(|person| (person.account.to_string(), person.role)).collect();
    Ok(DemoPeople { password: PASSWORD.to_owned(), accounts })
}

fn person((account, name, role, unit, inspector): &Row) -> Result<NewAccount, Failure> {
    let bad = |error: &dyn std::fmt::Display| Failure::internal(format!("demo account {account}: {error}"));
    Ok(NewAccount {
        account: AccountId::parse(account).map_err(|error| bad(&error))?,
        name: PersonName::parse(name).map_err(|error| bad(&error))?,
        role: *role,
        unit: unit.map(UnitCode::parse).transpose().map_err(|error| bad(&error))?,
        inspector: inspector.map(InspectorId::parse).transpose().map_err(|error| bad(&error))?,
        password: PASSWORD.to_owned(),
        must_change_password: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::rules;

    #[test]
    fn everybody_has_what_their_role_needs() {
        let people = people().unwrap();
        for person in &people {
            rules::check_belonging(person.role, person.unit.as_ref(), person.inspector.as_ref()).unwrap();
            assert_eq!(rules::check_password(&person.account, &person.password), Ok(()), "{}", person.account);
        }
        assert!(Role::ALL.iter().all(|role| people.iter().any(|person| person.role == *role)));
    }
}
