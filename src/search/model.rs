//! What is found.

use serde::{Deserialize, Serialize};

/// The most characters of a search that are looked at.
pub const LONGEST: usize = 60;

/// So many records of a kind are shown at most; who has more types another letter.
pub const MOST_OF_A_KIND: usize = 8;

/// The kinds of what is found, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A page: one of the rail, or one at which something is begun. Pages come last where nothing they are called by begins as it was typed.
    Page,
    /// An inspected unit.
    Unit,
    /// A round of self-checks.
    Round,
    /// An inspection plan.
    Plan,
    /// A visit.
    Visit,
    /// An entry of the rectification ledger.
    Entry,
    /// A person of the inspectors' roster.
    Inspector,
    /// An account.
    Person,
}

/// A page or a record that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// By what it is told apart: its code, its day, its unit.
    pub note: String,
    /// Its page.
    pub href: String,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What was looked for, as far as it was looked at.
    pub query: String,
    /// The records by kind, the best of each first, at most [`MOST_OF_A_KIND`] of each.
    pub hits: Vec<Hit>,
}

/// The words of a search, in small letters, as far as it is looked at. None where nothing was typed.
#[must_use]
pub fn words(typed: &str) -> Vec<String> {
    let looked_at: String = typed.chars().take(LONGEST).collect();
    looked_at.split_whitespace().map(small_letters).collect()
}

/// A text with A to Z in small letters, also the wide ones of a Chinese keyboard. The capitals of all other alphabets are
/// a table that every page would bring to the browser.
#[must_use]
pub fn small_letters(text: &str) -> String {
    let small = |letter: char| match letter {
        'Ａ'..='Ｚ' => char::from_u32(u32::from(letter) + 0x20).unwrap_or(letter),
        _ => letter.to_ascii_lowercase(),
    };
    text.chars().map(small).collect()
}

/// The records of each kind together, in their order; none of the groups is empty.
pub fn by_kind(hits: &[Hit]) -> impl Iterator<Item = (Kind, &[Hit])> {
    let groups = hits.chunk_by(|one, other| one.kind == other.kind);
    groups.filter_map(|of_kind| Some((of_kind.first()?.kind, of_kind)))
}
