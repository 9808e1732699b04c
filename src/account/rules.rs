//! Passwords, locks, and what an account must have. Pure: the clock comes in as an argument.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};

use super::model::{Account, AccountState, Attempts, PeopleOrder, PersonName};
use crate::kernel::{
    actor::Role,
    fault::{Fault, FieldFault},
    ids::{AccountId, InspectorId, UnitCode},
    listing::{self, ListOrder},
    text::Note,
};

/// Who acts in the journal where nobody is signed in: a job, or somebody on the machine itself.
pub const SYSTEM: &str = "system";

/// The fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 10;

/// The most characters of a password: hashing a longer one would only burn time.
pub const LONGEST_PASSWORD: usize = 128;

/// So many failures in a row lock an account.
pub const FAILURES_TO_LOCK: u32 = 5;

/// For so long (minutes) a locked account takes no password.
pub const LOCK_MINUTES: i64 = 30;

/// Whether a name for signing in would pass for the system's, however it is written.
#[must_use]
pub fn is_system(account: &str) -> bool {
    account.trim().eq_ignore_ascii_case(SYSTEM)
}

/// Whether a search finds the person: every word stands in the account, the name, the unit's code or the number.
#[must_use]
pub fn is_found(account: &Account, search: &str) -> bool {
    let texts = [
        Some(account.account.as_str()),
        Some(account.name.as_str()),
        account.unit.as_ref().map(UnitCode::as_str),
        account.inspector.as_ref().map(InspectorId::as_str),
    ];
    listing::holds(texts.into_iter().flatten(), search)
}

/// What is asked of the list of people.
#[derive(Debug, Clone, Copy, Default)]
pub struct PeopleAsked<'a> {
    /// Every word of it is found; see [`is_found`].
    pub search: &'a str,
    /// In this state.
    pub state: Option<AccountState>,
    /// Of this role.
    pub role: Option<Role>,
    /// In this order.
    pub order: PeopleOrder,
}

impl<'a> PeopleAsked<'a> {
    /// What the words of an address ask for. One that means nothing narrows nothing.
    #[must_use]
    pub fn read(search: &'a str, state: &str, role: &str, sort: &str) -> Self {
        let (state, role) = (AccountState::from_code(state), Role::from_code(role));
        Self { search, state, role, order: PeopleOrder::from_code(sort) }
    }

    /// Whether all accounts are asked for.
    #[must_use]
    pub fn is_of_all(&self) -> bool {
        self.search.trim().is_empty() && self.state.is_none() && self.role.is_none()
    }
}

/// Whether an account is one of those that are asked for; `locked` are those that are locked now.
#[must_use]
pub fn is_wanted(account: &Account, asked: &PeopleAsked<'_>, locked: &BTreeSet<AccountId>) -> bool {
    let stands_so = match asked.state {
        None => true,
        Some(AccountState::Unused) => account.must_change_password && !account.disabled,
        Some(AccountState::Locked) => locked.contains(&account.account),
        Some(AccountState::Disabled) => account.disabled,
    };
    stands_so && asked.role.is_none_or(|role| role == account.role) && is_found(account, asked.search)
}

/// The place of a person in an order of the list: no two have the same.
#[must_use]
pub fn place(account: &Account, order: PeopleOrder) -> String {
    let name = &account.account;
    match order {
        PeopleOrder::Account => name.to_string(),
        PeopleOrder::Role => format!("{}.{name}", listing::in_turn(&Role::ALL, &account.role)),
        PeopleOrder::Unit => {
            let unit = account.unit.as_ref().map(UnitCode::as_str);
            let belongs = unit.or(account.inspector.as_ref().map(InspectorId::as_str)).unwrap_or("~");
            // A space is before whatever a code is made of, so the shorter of two codes comes first.
            format!("{belongs} {name}")
        }
    }
}

/// What everybody tries first, in lower case.
const COMMON: [&str; 12] = [
    "1234567890",
    "0123456789",
    "password123",
    "password1234",
    "qwertyuiop",
    "qwerty12345",
    "1q2w3e4r5t",
    "admin12345",
    "admin123456",
    "administrator",
    "abc1234567",
    "zhengzhou123",
];

/// Whether a new password can be taken.
///
/// # Errors
/// [`Fault::TooShort`], [`Fault::TooLong`], or [`Fault::TooEasy`] for a common one, one of a single repeated character
/// and one that holds the account's own name.
pub fn check_password(account: &AccountId, password: &str) -> Result<(), Fault> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(Fault::TooShort { least: SHORTEST_PASSWORD });
    }
    if length > LONGEST_PASSWORD {
        return Err(Fault::TooLong { length, most: LONGEST_PASSWORD });
    }
    let lower = password.to_lowercase();
    let repeated = password.chars().next().is_some_and(|first| password.chars().all(|c| c == first));
    let holds_name = account.as_str().len() >= 4 && lower.contains(&account.as_str().to_lowercase());
    if repeated || holds_name || COMMON.contains(&lower.as_str()) {
        return Err(Fault::TooEasy);
    }
    Ok(())
}

/// How many minutes an account still takes no password, rounded up; `None` where it takes one.
#[must_use]
pub fn locked_for(attempts: &Attempts, now: DateTime<Utc>) -> Option<i64> {
    let left = attempts.locked_until? - now;
    (left > Duration::zero()).then(|| (left.num_seconds() + 59) / 60)
}

/// What is noted after a wrong password. After a lock that is over, counting begins anew.
#[must_use]
pub fn after_failure(attempts: &Attempts, now: DateTime<Utc>) -> Attempts {
    let before = if attempts.locked_until.is_some() { 0 } else { attempts.failures };
    let failures = before + 1;
    let locked_until = (failures >= FAILURES_TO_LOCK).then(|| now + Duration::minutes(LOCK_MINUTES));
    Attempts { failures, locked_until }
}

/// Whether a role goes with this unit and this number in the roster.
///
/// # Errors
/// The field that is missing, or that must stay empty.
pub fn check_belonging(role: Role, unit: Option<&UnitCode>, inspector: Option<&InspectorId>) -> Result<(), FieldFault> {
    let needs_inspector = role == Role::Inspector;
    match (role.is_of_unit(), unit) {
        (true, None) => return Err(FieldFault::new("unit", Fault::Missing)),
        (false, Some(_)) => return Err(FieldFault::new("unit", Fault::MustBeEmpty)),
        (true, Some(_)) | (false, None) => {}
    }
    match (needs_inspector, inspector) {
        (true, None) => Err(FieldFault::new("inspector", Fault::Missing)),
        (false, Some(_)) => Err(FieldFault::new("inspector", Fault::MustBeEmpty)),
        (true, Some(_)) | (false, None) => Ok(()),
    }
}

/// Who is to be created, as read from the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// The name for signing in.
    pub account: AccountId,
    /// The person's name.
    pub name: PersonName,
    /// The role.
    pub role: Role,
    /// The unit, exactly where the role belongs to one.
    pub unit: Option<UnitCode>,
    /// The number in the roster, exactly for an inspector.
    pub inspector: Option<InspectorId>,
}

/// Reads the form for a new person.
///
/// # Errors
/// All faults, in the order of the form. The name of whoever works on the machine itself is taken, or their entries in
/// the journal could not be told apart.
pub fn parse_new_person(
    account: &str,
    name: &str,
    role: &str,
    unit: &str,
    inspector: &str,
) -> Result<NewPerson, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut note = |field: &str, fault: Fault| faults.push(FieldFault::new(field, fault));
    let missing_or = |text: &str| if text.trim().is_empty() { Fault::Missing } else { Fault::NotAnId };
    let parsed_account = AccountId::parse(account).map_err(|_| note("account", missing_or(account))).ok();
    if is_system(account) {
        note("account", Fault::Taken);
    }
    let parsed_name = PersonName::parse(name).map_err(|fault| note("name", fault)).ok();
    match (parsed_account, parsed_name, parse_belonging(role, unit, inspector)) {
        (Some(account), Some(name), Ok((role, unit, inspector))) if faults.is_empty() => {
            Ok(NewPerson { account, name, role, unit, inspector })
        }
        (_, _, belonging) => {
            faults.extend(belonging.err().unwrap_or_default());
            Err(faults)
        }
    }
}

/// Whether the system and the security administrator may keep an account of this role: never one of the three
/// administrators', or one of them could take the place of another. Those are kept on the machine itself.
///
/// # Errors
/// A fault of the field `role` that names the roles that can be given.
pub fn check_kept(role: Role) -> Result<(), FieldFault> {
    if !role.is_administrator() {
        return Ok(());
    }
    let allowed = kept_roles().map(|role| role.code().to_owned()).collect();
    Err(FieldFault::new("role", Fault::Unknown { value: role.code().to_owned(), allowed }))
}

/// The roles that can be given in the browser, in order.
pub fn kept_roles() -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(|role| !role.is_administrator())
}

/// Another role for an account, as read from the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRole {
    /// The role.
    pub role: Role,
    /// The unit, exactly where the role belongs to one.
    pub unit: Option<UnitCode>,
    /// The number in the roster, exactly for an inspector.
    pub inspector: Option<InspectorId>,
    /// Why.
    pub reason: Note,
}

/// Reads the form for another role.
///
/// # Errors
/// All faults, in the order of the form.
pub fn parse_new_role(role: &str, unit: &str, inspector: &str, reason: &str) -> Result<NewRole, Vec<FieldFault>> {
    let reason = Note::parse(reason).map_err(|fault| FieldFault::new("reason", fault));
    match (parse_belonging(role, unit, inspector), reason) {
        (Ok((role, unit, inspector)), Ok(reason)) => Ok(NewRole { role, unit, inspector, reason }),
        (belonging, reason) => {
            let mut faults = belonging.err().unwrap_or_default();
            faults.extend(reason.err());
            Err(faults)
        }
    }
}

type Belonging = (Role, Option<UnitCode>, Option<InspectorId>);

/// A role with what belongs to it.
fn parse_belonging(role: &str, unit: &str, inspector: &str) -> Result<Belonging, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let mut note = |field: &str, fault: Fault| faults.push(FieldFault::new(field, fault));
    let parsed_role = Role::from_code(role);
    if parsed_role.is_none() {
        note("role", Fault::Missing);
    }
    let given = |text: &str| !text.trim().is_empty();
    let parsed_unit =
        given(unit).then(|| UnitCode::parse(unit).map_err(|_| note("unit", Fault::NotAnId)).ok()).flatten();
    let parsed_inspector = given(inspector)
        .then(|| InspectorId::parse(inspector).map_err(|_| note("inspector", Fault::NotAnId)).ok())
        .flatten();
    match parsed_role {
        Some(role) if faults.is_empty() => {
            check_kept(role)
                .and_then(|()| check_belonging(role, parsed_unit.as_ref(), parsed_inspector.as_ref()))
                .map_err(|fault| vec![fault])?;
            Ok((role, parsed_unit, parsed_inspector))
        }
        _ => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> AccountId {
        AccountId::parse(text).unwrap()
    }

    #[test]
    fn a_password_is_long_and_not_the_first_guess() {
        assert_eq!(check_password(&id("clerk"), "short"), Err(Fault::TooShort { least: 10 }));
        for easy in ["1234567890", "Password123", "aaaaaaaaaa", "my-CLERK-2026"] {
            assert_eq!(check_password(&id("clerk"), easy), Err(Fault::TooEasy), "{easy}");
        }
        assert!(matches!(check_password(&id("a"), &"长".repeat(129)), Err(Fault::TooLong { .. })));
        assert_eq!(check_password(&id("clerk"), "一二三四五六七八九十"), Ok(()));
    }

    #[test]
    fn five_failures_lock_for_thirty_minutes_and_then_count_anew() {
        let now = DateTime::from_timestamp(1_790_568_000, 0).unwrap();
        let mut attempts = Attempts::default();
        for _ in 0..4 {
            attempts = after_failure(&attempts, now);
            assert_eq!(locked_for(&attempts, now), None);
        }
        attempts = after_failure(&attempts, now);
        assert_eq!(locked_for(&attempts, now), Some(30));
        assert_eq!(locked_for(&attempts, now + Duration::seconds(61)), Some(29));
        assert_eq!(locked_for(&attempts, now + Duration::minutes(30)), None);
        assert_eq!(after_failure(&attempts, now + Duration::minutes(31)).failures, 1);
    }

    #[test]
    fn every_fault_of_a_new_person_is_named_at_once() {
        let faults = parse_new_person("", " ", "king", "", "").unwrap_err();
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["account", "name", "role"]);
        assert!(parse_new_person("clerk", "甲", "unit_clerk", "A01", "").is_ok());
        assert_eq!(parse_new_person("clerk", "甲", "unit_clerk", "", "").unwrap_err()[0].field, "unit");
    }

    #[test]
    fn none_of_the_three_administrators_is_made_in_the_browser() {
        for role in Role::ALL {
            assert_eq!(check_kept(role).is_err(), role.is_administrator(), "{role:?}");
        }
        let refused = parse_new_person("root2", "甲", "audit_admin", "", "").unwrap_err();
        assert_eq!(refused[0].field, "role");
        assert!(matches!(&refused[0].fault, Fault::Unknown { value, .. } if value == "audit_admin"));
    }

    #[test]
    fn nobody_can_be_taken_for_the_system() {
        for name in ["system", "System", " SYSTEM "] {
            assert_eq!(parse_new_person(name, "甲", "legal_officer", "", "").unwrap_err()[0].fault, Fault::Taken);
        }
    }

    #[test]
    fn another_role_comes_with_what_belongs_to_it_and_a_reason() {
        let given = parse_new_role("unit_head", "A01", "", "接任负责人").unwrap();
        assert_eq!((given.role, given.unit.unwrap().as_str()), (Role::UnitHead, "A01"));
        let fields = |faults: Vec<FieldFault>| faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>();
        assert_eq!(fields(parse_new_role("unit_head", "", "", " ").unwrap_err()), ["unit", "reason"]);
        assert_eq!(fields(parse_new_role("system_admin", "", "", "x").unwrap_err()), ["role"]);
        assert_eq!(fields(parse_new_role("", "?", "", "x").unwrap_err()), ["role", "unit"]);
    }

    #[test]
    fn a_role_has_exactly_what_belongs_to_it() {
        let unit = UnitCode::parse("A01").unwrap();
        let number = InspectorId::parse("JC001").unwrap();
        assert!(check_belonging(Role::UnitClerk, Some(&unit), None).is_ok());
        assert!(check_belonging(Role::UnitClerk, None, None).is_err());
        assert!(check_belonging(Role::ReformLeader, Some(&unit), None).is_err());
        assert!(check_belonging(Role::Inspector, None, Some(&number)).is_ok());
        assert!(check_belonging(Role::Inspector, None, None).is_err());
        assert!(check_belonging(Role::AuditAdmin, None, Some(&number)).is_err());
    }
}
