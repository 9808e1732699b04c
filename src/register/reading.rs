//! From the bytes of a file to a table, with every fault by line and column.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::model::Encoding;
use crate::kernel::{
    fault::Fault,
    table::{CellFault, Line, Table},
};

/// The most lines of a table under its header.
pub const MOST_LINES: usize = 20_000;

/// Reads the bytes as UTF-8, with or without the mark at the beginning that offices' programs write, or as GB 18030,
/// which Excel writes where nobody chose otherwise. Nothing in a file tells GB 18030 from other old encodings with
/// certainty, so the answer says how it was read, and the person who confirms it looks at the names first.
///
/// # Errors
/// [`Fault::Empty`] or [`Fault::Encoding`].
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (text, encoding) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
        Err(_) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
            (text.ok_or(Fault::Encoding)?, Encoding::Gb18030)
        }
    };
    // Text of another width is full of these, and no table needs one.
    if text.contains('\0') {
        return Err(Fault::Encoding);
    }
    if text.trim().is_empty() { Err(Fault::Empty) } else { Ok((text.into_owned(), encoding)) }
}

/// Reads comma-separated values (RFC 4180) as a table: the first line that is not blank is the header, blank ones are
/// left out, cells are trimmed.
///
/// # Errors
/// Every line that has another number of cells than the header, a column that stands twice, or more than 20,000 lines.
pub fn table(text: &str) -> Result<Table, Vec<CellFault>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut places = Places::of(&text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut faults = Vec::new();
    let mut header: Option<Vec<String>> = None;
    let mut lines = Vec::new();
    for record in reader.records() {
        // The bytes were UTF-8 and there is nothing else that the reader refuses.
        let Ok(record) = record else { return Err(vec![whole(1, Fault::Encoding)]) };
        let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or_default();
        let number = places.line(start);
        let mut cells: Vec<String> = record.iter().map(trimmed).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let Some(header) = &header else {
            while cells.last().is_some_and(String::is_empty) {
                cells.pop();
            }
            faults.extend(twice(number, &cells));
            header = Some(cells);
            continue;
        };
        if lines.len() == MOST_LINES {
            faults.push(whole(number, Fault::OutOfRange { low: "1".to_owned(), high: MOST_LINES.to_string() }));
            break;
        }
        // Programs add empty cells at a line's end: they say nothing.
        while cells.len() > header.len() && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.len() != header.len() {
            faults.push(whole(number, Fault::CellCount { found: cells.len(), expected: header.len() }));
        }
        lines.push(Line { number, cells });
    }
    if lines.is_empty() && faults.is_empty() {
        faults.push(whole(1, Fault::Empty));
    }
    if faults.is_empty() { Ok(Table { header: header.unwrap_or_default(), lines }) } else { Err(faults) }
}

/// The numbers of lines by place in the text. The reader of values counts lines too, but a record's place is that before
/// the blank lines that it passes over.
struct Places<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Places<'a> {
    fn of(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of the first text at or after this byte; each byte asked for must not lie before the last one.
    fn line(&mut self, byte: usize) -> usize {
        while let Some(letter) = self.text.get(self.at) {
            if self.at >= byte && *letter != b'\n' {
                break;
            }
            self.line += usize::from(*letter == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn whole(line: usize, fault: Fault) -> CellFault {
    CellFault { line, column: None, fault }
}

fn trimmed(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

fn twice(line: usize, header: &[String]) -> Vec<CellFault> {
    let other = |at: usize| header[..at].iter().position(|column| column == &header[at] && !column.is_empty());
    let fault = |(at, other): (usize, usize)| {
        let fault = Fault::Duplicate { value: header[at].clone(), other: (other + 1).to_string() };
        CellFault::new(line, header[at].clone(), fault)
    };
    (0..header.len()).filter_map(|at| Some((at, other(at)?))).map(fault).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_table_is_read_with_the_numbers_of_its_lines() {
        let read = table("甲,乙,\r\n\r\n 1 ,\"a\nb\"\r\n3,４,,\r\n").unwrap();
        assert_eq!(read.header, ["甲", "乙"]);
        let line = |number, cells: [&str; 2]| Line { number, cells: cells.map(str::to_owned).to_vec() };
        assert_eq!(read.lines, [line(3, ["1", "a\nb"]), line(5, ["3", "４"])]);
    }

    #[test]
    fn lines_of_another_width_and_columns_that_stand_twice_are_faults() {
        let faults = table("甲,甲\n1\n1,2,3").unwrap_err();
        let places: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(places, [1, 2, 3]);
        assert_eq!(faults[2].fault, Fault::CellCount { found: 3, expected: 2 });
        assert_eq!(table("甲\n").unwrap_err()[0].fault, Fault::Empty);
    }

    #[test]
    fn what_offices_programs_write_is_read() {
        assert_eq!(decode("\u{feff}甲".as_bytes()), Ok(("甲".to_owned(), Encoding::Utf8)));
        assert_eq!(decode(b"\xbc\xd7,1"), Ok(("甲,1".to_owned(), Encoding::Gb18030)));
        // A character of four bytes, as in the names of some people: 㐀.
        assert_eq!(decode(b"\x81\x39\xee\x39"), Ok(("\u{3400}".to_owned(), Encoding::Gb18030)));
    }

    #[test]
    fn another_encoding_is_refused() {
        // 甲 in UTF-16, with its mark and without.
        assert_eq!(decode(b"\xff\xfe\x32\x75"), Err(Fault::Encoding));
        assert_eq!(decode(b"a\0"), Err(Fault::Encoding));
        assert_eq!(decode(b"\xbc\xd7,\xff"), Err(Fault::Encoding));
        assert_eq!(decode(b"\xef\xbb\xbf \r\n"), Err(Fault::Empty));
    }

    #[test]
    fn more_lines_than_a_district_has_are_refused() {
        let text = format!("甲\n{}", "1\n".repeat(MOST_LINES + 1));
        assert_eq!(table(&text).unwrap_err()[0].line, MOST_LINES + 2);
    }

    proptest! {
        #[test]
        fn no_file_makes_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok((text, _)) = decode(&bytes) {
                let _ = table(&text);
            }
        }

        #[test]
        fn every_line_that_is_read_has_the_width_of_the_header(text in "[a,\"\n\r 甲]{0,60}") {
            if let Ok(table) = table(&text) {
                prop_assert!(table.lines.iter().all(|line| line.cells.len() == table.header.len()));
            }
        }
    }
}
