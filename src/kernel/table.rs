//! A table as an office sends it: a header and lines of cells, each with its place in the file, so that every fault can
//! say where it is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::fault::Fault;

/// A header and the lines under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The names of the columns, trimmed.
    pub header: Vec<String>,
    /// The lines in the order of the file; blank ones are left out.
    pub lines: Vec<Line>,
}

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The line's number in the file, from 1; the header usually is 1.
    pub number: usize,
    /// Its cells, trimmed, as many as the header has.
    pub cells: Vec<String>,
}

/// What is wrong, and in which cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellFault {
    /// The line's number in the file, from 1.
    pub line: usize,
    /// The name of the column; `None` where the whole line or file is meant.
    pub column: Option<String>,
    /// What is wrong.
    pub fault: Fault,
}

impl CellFault {
    /// A fault in a cell.
    pub fn new(line: usize, column: impl Into<String>, fault: Fault) -> Self {
        Self { line, column: Some(column.into()), fault }
    }
}

impl Table {
    /// The places of these columns in the header.
    ///
    /// # Errors
    /// One [`Fault::ColumnMissing`] for each that is not there.
    pub fn columns<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], Vec<CellFault>> {
        let place = |name: &str| self.header.iter().position(|column| column == name);
        let missing: Vec<CellFault> = names
            .iter()
            .filter(|name| place(name).is_none())
            .map(|name| CellFault { line: 1, column: None, fault: Fault::ColumnMissing { name: (*name).to_owned() } })
            .collect();
        if missing.is_empty() { Ok(names.map(|name| place(name).unwrap_or_default())) } else { Err(missing) }
    }
}

impl Line {
    /// The cell of this column; an empty text where the line is too short.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map(String::as_str).unwrap_or_default()
    }
}

/// The most characters of the code of an indicator or a question.
pub const LONGEST_CODE: usize = 20;

/// What stands in an address where a code could, so that no code may be it.
const NO_CODES: [&str; 2] = ["new", "weights"];

/// Reads the code of an indicator or a question, such as `F1.1`: it stands in addresses and in the names of fields.
///
/// # Errors
/// [`Fault::Missing`], or [`Fault::NotAnId`] for other characters than letters, digits, points, hyphens and underscores,
/// for more than 20 of them, and for the words `new` and `weights`, which addresses need.
pub fn parse_code(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    match text.len() {
        0 => Err(Fault::Missing),
        1..=LONGEST_CODE if text.chars().all(allowed) && !NO_CODES.contains(&text) => Ok(text.to_owned()),
        _ => Err(Fault::NotAnId),
    }
}

/// The code that follows those of a group, in their order: what the last numbered one has before its number, and the
/// number after the largest that was ever used behind it. `None` where none of the group is numbered, or where there is
/// no room for one more.
#[must_use]
pub fn next_code<'a>(group: impl Iterator<Item = &'a str>, used: &BTreeSet<String>) -> Option<String> {
    let (before, last) = group.filter_map(numbered).last()?;
    let of_these = used.iter().filter_map(|code| numbered(code)).filter(|(known, _)| *known == before);
    let largest = of_these.map(|(_, number)| number).max().unwrap_or_default().max(last);
    parse_code(&format!("{before}{}", largest.checked_add(1)?)).ok()
}

/// A code as what stands before its number, and the number it ends in.
fn numbered(code: &str) -> Option<(&str, u32)> {
    let before = code.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((before, code.strip_prefix(before)?.parse().ok()?))
}

/// Yes, as tables say it.
pub const YES: &str = "是";

/// No, as tables say it.
pub const NO: &str = "否";

/// The word of tables for yes or no.
#[must_use]
pub const fn yes_no(yes: bool) -> &'static str {
    if yes { YES } else { NO }
}

/// Reads 是 or 否.
///
/// # Errors
/// [`Fault::Missing`] or [`Fault::Unknown`] with the two words.
pub fn parse_yes_no(text: &str) -> Result<bool, Fault> {
    match text.trim() {
        YES => Ok(true),
        NO => Ok(false),
        "" => Err(Fault::Missing),
        other => Err(Fault::Unknown { value: other.to_owned(), allowed: vec![YES.to_owned(), NO.to_owned()] }),
    }
}

/// Gathers what is wrong while a table is read, so that one reading names every fault and not only the first.
#[derive(Debug, Default)]
pub struct Faults(Vec<CellFault>);

impl Faults {
    /// The value, or `None` after its fault was noted.
    pub fn take<T>(&mut self, line: usize, column: &str, value: Result<T, Fault>) -> Option<T> {
        value.map_err(|fault| self.blame(line, column, fault)).ok()
    }

    /// Notes a fault in a cell.
    pub fn blame(&mut self, line: usize, column: &str, fault: Fault) {
        self.0.push(CellFault::new(line, column, fault));
    }

    /// What was read, where nothing is wrong.
    ///
    /// # Errors
    /// Everything that is wrong, in the order in which it was found.
    pub fn finish<T>(self, read: T) -> Result<T, Vec<CellFault>> {
        if self.0.is_empty() { Ok(read) } else { Err(self.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_column_is_named() {
        let table = Table { header: vec!["甲".to_owned(), "乙".to_owned()], lines: Vec::new() };
        assert_eq!(table.columns(["乙", "甲"]), Ok([1, 0]));
        assert_eq!(table.columns(["丙", "甲", "丁"]).unwrap_err().len(), 2);
    }

    #[test]
    fn the_next_code_counts_on_past_whatever_was_used() {
        let used = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<BTreeSet<String>>();
        let next = |group: &[&str], more: &[&str]| next_code(group.iter().copied(), &used(more));
        assert_eq!(next(&["F1.1", "F1.6"], &["F1.1", "F1.6", "F2.9"]).as_deref(), Some("F1.7"));
        assert_eq!(next(&["F1.1", "F1.6"], &["F1.9", "F1.10"]).as_deref(), Some("F1.11"));
        assert_eq!(next(&["F1.9", "公示"], &[]).as_deref(), Some("F1.10"));
        assert_eq!(next(&["A", "B-"], &["A1"]), None);
        assert_eq!(next(&["F4294967295"], &[]), None);
        assert_eq!(next(&[], &["F1.1"]), None);
    }

    #[test]
    fn no_code_is_a_word_that_addresses_need() {
        for word in NO_CODES {
            assert_eq!(parse_code(word), Err(Fault::NotAnId));
        }
        assert_eq!(parse_code(" new.1 "), Ok("new.1".to_owned()));
    }
}
