//! A list as a workbook (Office Open XML, ISO/IEC 29500): the lines on its first sheet under one line of heads, so that
//! they can be sorted, filtered and counted at once; what they are on the second.

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// The narrowest and the widest column, in characters of Latin script.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=48;

/// A4.
const PAPER: u8 = 9;

/// What Excel, and whatever a workbook is saved as later, may take for the beginning of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// A value with its kind, so that Excel computes with figures and days and leaves texts alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// There is none.
    Nothing,
    /// Words, or a code.
    Text(String),
    /// A count.
    Count(i64),
    /// Hundredths of a point.
    Points(i64),
    /// A day.
    Day(NaiveDate),
}

impl<T: ToString> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.to_string())
    }
}

impl Cell {
    /// A count, where there is one.
    #[must_use]
    pub fn count(count: Option<i64>) -> Self {
        count.map_or(Self::Nothing, Self::Count)
    }

    /// A day, where there is one.
    #[must_use]
    pub fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }

    /// How wide it is drawn, in characters of Latin script.
    fn width(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Text(text) => text.lines().map(drawn).max().unwrap_or_default(),
            Self::Count(_) | Self::Points(_) => 8,
            Self::Day(_) => 11,
        }
    }
}

/// A list with its heads, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What it is called: the head of the printed page and the name of the file.
    pub title: String,
    /// The head of each column.
    pub heads: Vec<String>,
    /// The lines, with a cell for each column.
    pub lines: Vec<Vec<Cell>>,
    /// What is said of it, each as a name and a value.
    pub about: Vec<(String, String)>,
    /// The names of the two sheets: of the lines, and of what is said of them.
    pub sheets: [String; 2],
}

impl List {
    /// The bytes of the workbook.
    ///
    /// # Errors
    /// When it has more lines than a sheet takes (1,048,575), or a text longer than a cell takes (32,767 characters).
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_title(&self.title));
        self.write_lines(workbook.add_worksheet().set_name(&self.sheets[0])?)?;
        self.write_about(workbook.add_worksheet().set_name(&self.sheets[1])?)?;
        workbook.save_to_buffer()
    }

    fn write_lines(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let head =
            Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin);
        let formats = Formats::new();
        for (at, text) in (0..).zip(&self.heads) {
            sheet.write_string_with_format(0, at, text, &head)?;
            let column = usize::from(at);
            let widest = self.lines.iter().filter_map(|line| line.get(column)).map(Cell::width).max();
            // The heads carry the button of the filter.
            let width = widest.unwrap_or_default().max(drawn(text) + 3);
            sheet.set_column_width(at, width.clamp(*WIDTHS.start(), *WIDTHS.end()) as f64)?;
        }
        for (row, line) in (1..).zip(&self.lines) {
            for (at, cell) in (0..).zip(line) {
                formats.write(sheet, row, at, cell)?;
            }
        }
        let last_line = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(self.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
        sheet.set_freeze_panes(1, 1)?;
        sheet.autofilter(0, 0, last_line, last_column)?;
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
        // An ampersand begins a command of the page's head.
        sheet.set_header(format!("&L{}", self.title.replace('&', "&&"))).set_footer("&C&P / &N");
        Ok(())
    }

    fn write_about(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let name = Format::new().set_bold().set_align(FormatAlign::Top);
        let formats = Formats::new();
        sheet.set_column_width(0, 18)?.set_column_width(1, 72)?.set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
        for (row, (what, said)) in (0..).zip(&self.about) {
            sheet.write_string_with_format(row, 0, what, &name)?;
            formats.write(sheet, row, 1, &Cell::from(said))?;
        }
        Ok(())
    }
}

/// How each kind of value is drawn.
struct Formats {
    text: Format,
    quoted: Format,
    count: Format,
    points: Format,
    day: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            text: text_format(),
            quoted: text_format().set_quote_prefix(),
            count: top().set_num_format("0"),
            points: top().set_num_format("0.00"),
            day: top().set_num_format("yyyy-mm-dd"),
        }
    }

    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Nothing => return Ok(()),
            Cell::Text(text) => {
                // A text is never a formula here. Quoted, it stays none when somebody edits the cell.
                let format = if text.starts_with(FORMULA) { &self.quoted } else { &self.text };
                sheet.write_string_with_format(row, column, text, format)?
            }
            Cell::Count(count) => sheet.write_number_with_format(row, column, *count as f64, &self.count)?,
            // A sheet knows no integers; two decimals of a figure below a thousand come back as they were.
            Cell::Points(hundredths) => {
                sheet.write_number_with_format(row, column, *hundredths as f64 / 100.0, &self.points)?
            }
            Cell::Day(day) => sheet.write_datetime_with_format(row, column, *day, &self.day)?,
        };
        Ok(())
    }
}

fn text_format() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// How wide a text is drawn: a character of Chinese script takes the room of two others.
fn drawn(text: &str) -> usize {
    text.chars().map(|letter| if letter < '\u{1100}' { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn list(lines: Vec<Vec<Cell>>) -> List {
        List {
            title: "整改台账 & 其他".to_owned(),
            heads: vec!["问题".to_owned(), "得分".to_owned(), "退回".to_owned(), "到期".to_owned()],
            lines,
            about: vec![("条件".to_owned(), "=全部".to_owned())],
            sheets: ["清单".to_owned(), "说明".to_owned()],
        }
    }

    fn read(list: &List) -> Xlsx<Cursor<Vec<u8>>> {
        Xlsx::new(Cursor::new(list.to_xlsx().unwrap())).unwrap()
    }

    #[test]
    fn every_value_keeps_its_kind() {
        let day = NaiveDate::from_ymd_opt(2026, 7, 31).unwrap();
        let line = vec![Cell::from("公开不及时"), Cell::Points(8_705), Cell::Count(2), Cell::Day(day)];
        let nothing = vec![Cell::Nothing; 4];
        let mut book = read(&list(vec![nothing, line]));
        let sheet = book.worksheet_range("清单").unwrap();
        assert_eq!(sheet.get_value((0, 0)), Some(&Data::String("问题".to_owned())));
        assert_eq!(sheet.get_value((1, 1)).unwrap_or(&Data::Empty), &Data::Empty);
        assert_eq!(sheet.get_value((2, 0)), Some(&Data::String("公开不及时".to_owned())));
        assert_eq!(sheet.get_value((2, 1)), Some(&Data::Float(87.05)));
        assert_eq!(sheet.get_value((2, 2)), Some(&Data::Float(2.0)));
        let Some(Data::DateTime(written)) = sheet.get_value((2, 3)) else { panic!("a day is a day") };
        let (year, month, of_month, ..) = written.to_ymd_hms_milli();
        assert_eq!((year, month, of_month), (2026, 7, 31));
    }

    #[test]
    fn no_text_is_a_formula() {
        let wicked = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"];
        let mut book = read(&list(wicked.iter().map(|text| vec![Cell::from(*text)]).collect()));
        assert!(book.worksheet_formula("清单").unwrap().is_empty());
        assert!(book.worksheet_formula("说明").unwrap().is_empty());
        let sheet = book.worksheet_range("清单").unwrap();
        for (row, text) in (1..).zip(wicked) {
            assert_eq!(sheet.get_value((row, 0)), Some(&Data::String(text.to_owned())));
        }
    }

    #[test]
    fn an_empty_list_has_its_heads() {
        let mut book = read(&list(Vec::new()));
        let sheet = book.worksheet_range("清单").unwrap();
        assert_eq!(sheet.get_size(), (1, 4));
    }

    #[test]
    fn a_chinese_character_is_as_wide_as_two_others() {
        assert_eq!(drawn("整改 A1"), 7);
        assert_eq!(Cell::from("一\n二三").width(), 4);
    }
}
