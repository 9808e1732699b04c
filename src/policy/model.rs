//! The settings, and the permission table as a page shows it.

use serde::{Deserialize, Serialize};

/// What the district has set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// For how many years after the last year of a post its holder is recused from the unit (Art. 14); for ever where
    /// nothing is set.
    #[serde(default)]
    pub former_unit_years: Option<u16>,
    /// Counts the changes; 0 while nothing was ever set.
    #[serde(default)]
    pub version: u32,
}

/// The page of the security administrator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyPage {
    /// What is set.
    pub policy: Policy,
    /// Who may do what, in the order of the regulation.
    pub permissions: Vec<Permission>,
}

/// An act, and everybody who may do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// The act, in words.
    pub act: String,
    /// Each role and how far it reaches, in words.
    pub roles: Vec<(String, String)>,
}
