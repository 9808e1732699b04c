//! What crosses the wire about a file of people.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    account::model::PersonName,
    kernel::{
        actor::Role,
        ids::{AccountId, InspectorId, PreviewId, UnitCode},
        table::CellFault,
        text::Title,
    },
    register::model::Encoding,
};

/// A unit as it is offered where its code is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownUnit {
    /// Its code.
    pub code: UnitCode,
    /// Its short name.
    pub short_name: Title,
}

/// A file of people that waits to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleFile {
    /// Its id.
    pub preview: PreviewId,
    /// The file's name.
    pub file_name: String,
    /// How its bytes were read.
    pub encoding: Encoding,
    /// When it was sent.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub at: DateTime<Utc>,
    /// What is wrong; where anything is, nobody is listed and no account can be created.
    pub faults: Vec<CellFault>,
    /// How many faults there are; the list shows the first ones.
    pub fault_count: usize,
    /// What each person is to be given, in the order of the file.
    pub slips: Vec<Slip>,
    /// The address at which they sign in.
    pub address: String,
}

/// What one person is given: their account and the password for the first sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The name by which they sign in.
    pub account: AccountId,
    /// Their name.
    pub name: PersonName,
    /// Their role.
    pub role: Role,
    /// Their unit with its short name, where the role belongs to one.
    #[serde(default)]
    pub unit: Option<(UnitCode, Title)>,
    /// Their number in the roster, for an inspector.
    #[serde(default)]
    pub inspector: Option<InspectorId>,
    /// The password. It holds from the confirmation on, until they replace it.
    pub password: String,
}
