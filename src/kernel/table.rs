//! A table as an office sends it: a header and lines of cells, each with its place in the file, so that every fault can
//! say where it is.

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

/// Reads the code of an indicator or a question, such as `F1.1`: it stands in addresses and in the names of fields.
///
/// # Errors
/// [`Fault::Missing`], or [`Fault::NotAnId`] for other characters than letters, digits, points, hyphens and underscores
/// or for more than 20 of them.
pub fn parse_code(text: &str) -> Result<String, Fault> {
    let text = text.trim();
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    match text.len() {
        0 => Err(Fault::Missing),
        1..=LONGEST_CODE if text.chars().all(allowed) => Ok(text.to_owned()),
        _ => Err(Fault::NotAnId),
    }
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
}
