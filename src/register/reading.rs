//! From the bytes of a file to a table, with every fault by line and column.

use std::borrow::Cow;

use encoding_rs::GB18030;

use super::model::Encoding;
use crate::kernel::{
    fault::{Fault, Wanted},
    table::{CellFault, Line, Table},
};

/// The most lines of a table under its header.
pub const MOST_LINES: usize = 20_000;

/// Whether a file can be the text that is wanted. `sniffed` is the ending that files with such first bytes have. What
/// the name says counts for nothing as long as the content is text.
///
/// # Errors
/// [`Fault::OtherFile`].
pub fn check_kind(name: &str, sniffed: Option<&str>, bytes: &[u8], wanted: Wanted) -> Result<(), Fault> {
    // Some kinds are known by two letters at the beginning, or four anywhere, that a text may have too: what stands in
    // no text tells them apart. Documents of two kinds can do without it.
    let is_document = || bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf");
    let is_binary = || bytes.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace());
    match sniffed {
        Some(ending) if is_document() || is_binary() => Err(Fault::OtherFile { kind: called(ending, name), wanted }),
        Some(_) | None => Ok(()),
    }
}

/// What to call a file that is no text. The files of offices' programs are one of two containers, and which program's
/// is best known by the name, unless it says that the file is text.
fn called(sniffed: &str, name: &str) -> String {
    let named = || {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        let is_kind = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_kind && !matches!(ending.as_str(), "csv" | "json" | "txt")).then_some(ending)
    };
    match sniffed {
        "zip" => named().unwrap_or_else(|| sniffed.to_owned()),
        "msi" => named().unwrap_or_else(|| "Office".to_owned()),
        known => known.to_owned(),
    }
}

/// Reads the bytes as UTF-8, with or without the mark at the beginning that offices' programs write, or as GB 18030,
/// which Excel writes where nobody chose otherwise. Nothing in a file tells GB 18030 from other old encodings with
/// certainty, so the answer says how it was read, and the person who confirms it looks at the names first.
///
/// # Errors
/// [`Fault::Empty`] or [`Fault::Encoding`].
pub fn decode(bytes: &[u8], wanted: Wanted) -> Result<(String, Encoding), Fault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (text, encoding) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
        Err(_) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
            (text.ok_or(Fault::Encoding { wanted })?, Encoding::Gb18030)
        }
    };
    // Text of another width is full of these, and no import needs one.
    if text.contains('\0') {
        return Err(Fault::Encoding { wanted });
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
        let Ok(record) = record else { return Err(vec![whole(1, Fault::Encoding { wanted: Wanted::Table })]) };
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
        let decode = |bytes: &[u8]| decode(bytes, Wanted::Table);
        assert_eq!(decode("\u{feff}甲".as_bytes()), Ok(("甲".to_owned(), Encoding::Utf8)));
        assert_eq!(decode(b"\xbc\xd7,1"), Ok(("甲,1".to_owned(), Encoding::Gb18030)));
        // A character of four bytes, as in the names of some people: 㐀.
        assert_eq!(decode(b"\x81\x39\xee\x39"), Ok(("\u{3400}".to_owned(), Encoding::Gb18030)));
    }

    #[test]
    fn another_encoding_is_refused() {
        // 甲 in UTF-16, with its mark and without.
        for wanted in [Wanted::Table, Wanted::Holidays] {
            assert_eq!(decode(b"\xff\xfe\x32\x75", wanted), Err(Fault::Encoding { wanted }));
            assert_eq!(decode(b"a\0", wanted), Err(Fault::Encoding { wanted }));
            assert_eq!(decode(b"\xbc\xd7,\xff", wanted), Err(Fault::Encoding { wanted }));
            assert_eq!(decode(b"\xef\xbb\xbf \r\n", wanted), Err(Fault::Empty));
        }
    }

    /// What a file is refused as, sniffed as the route does it; `None` where it may be text.
    fn refused_as(name: &str, bytes: &[u8]) -> Option<String> {
        let sniffed = infer::get(bytes).map(|found| found.extension());
        match check_kind(name, sniffed, bytes, Wanted::Table) {
            Ok(()) => None,
            Err(Fault::OtherFile { kind, wanted: Wanted::Table }) => Some(kind),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_file_that_is_no_text_is_called_what_it_is() {
        let zip: &[u8] = b"PK\x03\x04\x14\0";
        let ole: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
        let png: &[u8] = b"\x89PNG\r\n\x1a\n";
        let pdf: &[u8] = b"%PDF-1.7\n";
        for (name, bytes, kind) in [
            ("名单.xlsx", zip, "xlsx"),
            ("说明.DOCX", zip, "docx"),
            ("名单.csv", zip, "zip"),
            ("名单", zip, "zip"),
            ("名单.xls", ole, "xls"),
            ("日历.json", ole, "Office"),
            ("名单.csv", png, "png"),
            ("名单.xlsx", pdf, "pdf"),
        ] {
            assert_eq!(refused_as(name, bytes).as_deref(), Some(kind), "{name}");
        }
    }

    #[test]
    fn text_is_read_whatever_its_name_or_its_first_letters() {
        assert_eq!(refused_as("名单.xlsx", "单位编码,单位名称\n".as_bytes()), None);
        // The letters of a picture, of a program and of a document.
        for text in ["BM,甲\r\n", "MZ,甲\r\n", "甲,%PDF\r\n"].map(str::as_bytes) {
            assert!(infer::get(text).is_some());
            assert_eq!(refused_as("名单.csv", text), None);
        }
    }

    #[test]
    fn more_lines_than_a_district_has_are_refused() {
        let text = format!("甲\n{}", "1\n".repeat(MOST_LINES + 1));
        assert_eq!(table(&text).unwrap_err()[0].line, MOST_LINES + 2);
    }

    proptest! {
        #[test]
        fn no_file_makes_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok((text, _)) = decode(&bytes, Wanted::Table) {
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
