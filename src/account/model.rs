//! What crosses the wire about people and sessions.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::views::SavedViews;
use crate::kernel::{
    actor::{Actor, Role},
    ids::{AccountId, InspectorId, UnitCode},
    listing::ListOrder,
    text::{Text, Title},
};

/// A person's name as it stands on what they sign, at most 40 characters.
pub type PersonName = Text<40>;

/// A person's account, without the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The name by which they sign in.
    pub account: AccountId,
    /// Their name.
    pub name: PersonName,
    /// Their one role.
    pub role: Role,
    /// Their unit; present exactly when the role belongs to one.
    #[serde(default)]
    pub unit: Option<UnitCode>,
    /// Their number in the roster; present exactly for inspectors.
    #[serde(default)]
    pub inspector: Option<InspectorId>,
    /// Whether they may no longer sign in.
    pub disabled: bool,
    /// Whether the password was given to them and must be changed before anything else.
    pub must_change_password: bool,
    /// When the account was made.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub created_at: DateTime<Utc>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl Account {
    /// The person as they act.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            account: self.account.clone(),
            name: self.name.to_string(),
            role: self.role,
            unit: self.unit.clone(),
            inspector: self.inspector.clone(),
        }
    }
}

/// The person who is signed in, and what the frame around every page has to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The person.
    pub actor: Actor,
    /// The name of their unit, where the register has it.
    #[serde(default)]
    pub unit_name: Option<Title>,
    /// Whether nothing but the change of the password is open.
    pub must_change_password: bool,
    /// The name of the district.
    pub district: String,
    /// The district's day when this was answered: what is said to be so many days ago is so from here.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// For so many minutes without a request the session goes on.
    pub idle_minutes: u32,
    /// What the person comes back to.
    pub saved: SavedViews,
}

/// Failures in a row since the last success, and until when no password is taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// Failures since the last success, or since the last lock was over.
    pub failures: u32,
    /// Until when no password is looked at.
    #[serde(default)]
    pub locked_until: Option<DateTime<Utc>>,
}

/// By what the list of people is put in order. Of equals the name for sign-in decides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PeopleOrder {
    /// By the name for sign-in.
    #[default]
    Account,
    /// By role, in the order of the regulation.
    Role,
    /// By unit or by number in the roster; those with neither last.
    Unit,
}

impl ListOrder for PeopleOrder {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Account, ""), (Self::Role, "role"), (Self::Unit, "unit")];
}

/// By what the list of people is narrowed: what keeps an account from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// It may be used, and still has the password that it was given.
    Unused,
    /// It is locked now, after too many wrong passwords.
    Locked,
    /// It may no longer be used.
    Disabled,
}

impl AccountState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Unused, Self::Locked, Self::Disabled];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unused => "unused",
            Self::Locked => "locked",
            Self::Disabled => "disabled",
        }
    }

    /// What such a word means.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A page of the list of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// At most [`PEOPLE_A_PAGE`] accounts in the order that was asked for.
    pub accounts: Vec<Account>,
    /// How many the search finds, and the other conditions let through.
    pub found: usize,
    /// The place of the last account of this page when there are more.
    pub next: Option<String>,
    /// A one-time password that nobody has yet, for whoever is created or forgot theirs; only for whoever may give one.
    /// It stands in the form, so that it can be written down before it is given, and the form works without a script.
    #[serde(default)]
    pub suggested_password: Option<String>,
}

/// The id of the list of units that a browser offers where the code of one is typed. It stands beside the page, for the
/// register of units comes after the accounts.
pub const KNOWN_UNITS: &str = "known-units";

/// So many accounts stand on a page of the list.
pub const PEOPLE_A_PAGE: usize = 200;
