//! The files of the demo: small, made here byte by byte so that they are the same each time, and each says that it is
//! invented.

use bytes::Bytes;
use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, Workbook, XlsxError};

use crate::store::Failure;

/// What every file says of itself.
const INVENTED: &str = "演示数据：本文件由演示程序生成，其中的单位、人员、时间和数字均为虚构。";

/// A file with the name under which it is handed in.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    /// The name, with its ending.
    pub(super) name: String,
    /// What is in it.
    pub(super) content: Bytes,
}

impl Paper {
    fn new(title: &str, ending: &str, content: Vec<u8>) -> Self {
        Self { name: format!("演示-{title}.{ending}"), content: content.into() }
    }
}

/// Plain text, a line each.
pub(super) fn note(title: &str, unit: &str, lines: &[&str]) -> Paper {
    let text: String = said(title, unit, lines).into_iter().map(|line| line + "\r\n").collect();
    Paper::new(title, "txt", text.into_bytes())
}

/// A document of one page (PDF 1.4, ISO 32000). The font is one that readers bring along for Chinese, so that none has
/// to be embedded.
pub(super) fn document(title: &str, unit: &str, lines: &[&str]) -> Paper {
    let shown: String = said(title, unit, lines).iter().map(|line| format!("<{}> Tj T*\n", in_hex(line))).collect();
    let content = format!("BT\n/F1 13 Tf\n24 TL\n60 760 Td\n{shown}ET\n");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> \
         /Contents 4 0 R >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}endstream", content.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UCS2-H /Encoding /UniGB-UCS2-H \
         /DescendantFonts [6 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) \
         /Supplement 4 >> /DW 1000 /FontDescriptor 7 0 R >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
         /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
    ];
    Paper::new(title, "pdf", pdf(&objects).into_bytes())
}

/// A table with its heads.
///
/// # Errors
/// When the workbook cannot be written.
pub(super) fn table(title: &str, unit: &str, heads: &[&str], lines: &[&[&str]]) -> Result<Paper, Failure> {
    let content = workbook(title, unit, heads, lines);
    let content = content.map_err(|error| Failure::internal(format!("the table {title} of the demo: {error}")))?;
    Ok(Paper::new(title, "xlsx", content))
}

/// A picture of a board with sheets of paper on it (PNG, ISO/IEC 15948): a different one for each number.
pub(super) fn photograph(title: &str, unit: &str, number: u32) -> Paper {
    let mut content = b"\x89PNG\r\n\x1a\n".to_vec();
    let sizes = [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat();
    // Eight bits a point, which name a colour of the palette.
    chunk(&mut content, *b"IHDR", &[&sizes[..], &[8, 3, 0, 0, 0]].concat());
    chunk(&mut content, *b"PLTE", PALETTE.as_flattened());
    let words = said(title, unit, &[]).join("\n");
    chunk(&mut content, *b"iTXt", &[&b"Comment\0\0\0zh\0\0"[..], words.as_bytes()].concat());
    chunk(&mut content, *b"IDAT", &stored(&points(number)));
    chunk(&mut content, *b"IEND", &[]);
    Paper::new(title, "png", content)
}

/// What stands in a file: title, unit, lines, and that it is invented.
fn said(title: &str, unit: &str, lines: &[&str]) -> Vec<String> {
    let head = [title.to_owned(), format!("单位：{unit}（演示）"), String::new()];
    let lines = lines.iter().map(|line| (*line).to_owned());
    head.into_iter().chain(lines).chain([String::new(), INVENTED.to_owned()]).collect()
}

/// A line as the font's encoding wants it.
fn in_hex(line: &str) -> String {
    line.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

/// The objects one after the other, and the table of where each begins.
fn pdf(objects: &[String]) -> String {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1_usize..).zip(objects) {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (table, count) = (file.len(), objects.len() + 1);
    file.push_str(&format!("xref\n0 {count}\n0000000000 65535 f \n{places}"));
    file.push_str(&format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    file
}

fn workbook(title: &str, unit: &str, heads: &[&str], lines: &[&[&str]]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A day of its own, for else it would be that of the writing.
    let day = NaiveDate::default();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write_string_with_format(0, column, *head, &bold)?;
        sheet.set_column_width(column, 24)?;
    }
    for (row, line) in (1_u32..).zip(lines) {
        for (column, cell) in (0_u16..).zip(*line) {
            sheet.write_string(row, column, *cell)?;
        }
    }
    let below = u32::try_from(lines.len()).unwrap_or_default() + 2;
    for (row, line) in (below..).zip(said(title, unit, &[])) {
        sheet.write_string(row, 0, line)?;
    }
    workbook.save_to_buffer()
}

const WIDTH: u32 = 128;
const HEIGHT: u32 = 96;

/// The colours: wall, frame, board, paper, words.
const PALETTE: [[u8; 3]; 5] = [[214, 208, 196], [120, 88, 60], [46, 92, 84], [246, 244, 236], [90, 96, 108]];

/// The rows of the picture, each behind the byte that says that it is not filtered.
fn points(number: u32) -> Vec<u8> {
    let row = |y: u32| std::iter::once(0).chain((0..WIDTH).map(move |x| colour(number, x, y)));
    (0..HEIGHT).flat_map(row).collect()
}

/// The colour of a point, by its place in the palette.
fn colour(number: u32, x: u32, y: u32) -> u8 {
    let is_within = |margin: u32| (margin..WIDTH - margin).contains(&x) && (margin..HEIGHT - margin).contains(&y);
    if !is_within(6) {
        return 0;
    }
    if !is_within(9) {
        return 1;
    }
    // Six places for a sheet of paper; some stay empty.
    let (column, row) = ((x - 9) / 37, (y - 9) / 39);
    let (left, top) = ((x - 9) % 37, (y - 9) % 39);
    let hangs = !(number + column * 2 + row * 3).is_multiple_of(4);
    if !hangs || !(4..33).contains(&left) || !(4..35).contains(&top) {
        return 2;
    }
    let length = 10 + (number * 7 + top * 5 + column * 3) % 14;
    let is_word = top % 4 == 1 && (7..7 + length).contains(&left) && (7..32).contains(&top);
    if is_word { 4 } else { 3 }
}

/// A part of a picture: its length, its name, what is in it, and the sum over both (CRC-32).
fn chunk(picture: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).unwrap_or_default();
    let summed = [&name[..], content].concat();
    picture.extend_from_slice(&length.to_be_bytes());
    picture.extend_from_slice(&summed);
    picture.extend_from_slice(&crc32(&summed).to_be_bytes());
}

fn crc32(bytes: &[u8]) -> u32 {
    let shifted = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    let added = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), |sum, _| shifted(sum));
    !bytes.iter().fold(u32::MAX, added)
}

/// Bytes as zlib (RFC 1950) takes them uncompressed: in blocks with their lengths, and the sum over all (Adler-32).
fn stored(bytes: &[u8]) -> Vec<u8> {
    const BLOCK: usize = 0x7FFF;
    let mut stream = vec![0x78, 0x01];
    let blocks = bytes.len().div_ceil(BLOCK);
    for (number, block) in (1..).zip(bytes.chunks(BLOCK)) {
        let length = u16::try_from(block.len()).unwrap_or_default();
        stream.push(u8::from(number == blocks));
        stream.extend_from_slice(&length.to_le_bytes());
        stream.extend_from_slice(&(!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    stream.extend_from_slice(&((high << 16) | low).to_be_bytes());
    stream
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::rules::{Kind, check_content, check_name};

    fn papers() -> [Paper; 4] {
        [
            note("记录", "甲局", &["一", "二"]),
            document("纪要", "甲局", &["一", "二"]),
            table("台账", "甲局", &["项", "数"], &[&["一", "2"]]).unwrap(),
            photograph("照片", "甲局", 3),
        ]
    }

    #[test]
    fn each_is_taken_as_the_kind_that_its_name_says() {
        let kinds = papers().map(|paper| {
            let (_, kind) = check_name(&paper.name).unwrap();
            let sniffed = infer::get(&paper.content).map(|found| found.mime_type());
            assert_eq!(check_content(kind, sniffed, &paper.content), Ok(()), "{}", paper.name);
            assert!(paper.content.len() < 20 << 10, "{}", paper.name);
            kind
        });
        assert_eq!(kinds, [Kind::Txt, Kind::Pdf, Kind::Xlsx, Kind::Png]);
    }

    #[test]
    fn each_is_the_same_each_time() {
        for (one, other) in papers().iter().zip(papers()) {
            assert_eq!((&one.name, &one.content), (&other.name, &other.content));
        }
    }

    #[test]
    fn sums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(stored(b"Wikipedia"), b"\x78\x01\x01\x09\x00\xF6\xFFWikipedia\x11\xE6\x03\x98");
    }

    #[test]
    fn the_table_of_a_document_says_where_each_object_begins() {
        let file = String::from_utf8(document("纪要", "甲局", &["一"]).content.to_vec()).unwrap();
        let (_, table) = file.rsplit_once("startxref\n").unwrap();
        let table: usize = table.lines().next().unwrap().parse().unwrap();
        assert!(file[table..].starts_with("xref\n0 8\n"));
        let places = file[table..].lines().filter(|line| line.ends_with(" n ")).map(|line| &line[..10]);
        for (number, place) in (1..).zip(places) {
            let place: usize = place.parse().unwrap();
            assert!(file[place..].starts_with(&format!("{number} 0 obj\n")), "{number}");
        }
    }
}
