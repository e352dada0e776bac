//! From bytes to a workbook: what they are by their content, and who reads them.
//!
//! Readers of foreign formats are kept from taking the program down: sizes are bounded before and
//! while they read, and a panic in one of them is an error like any other.

use super::cell::{Workbook, WorkbookFormat};
use super::error::{WorkbookError, WorkbookErrorKind as Kind};
use super::package::Contents;
use super::{csv, html, ods, xls, xlsx, xml2003};
use crate::model::Text;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What bytes are, by how they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// A zip: `.xlsx`, `.ods`, or something else.
    Zip,
    /// An OLE container: `.xls`, or an `.xlsx` with a password.
    Ole,
    /// A page of HTML.
    Html,
    /// The XML that Excel 2003 wrote.
    Spreadsheet2003,
    /// Another markup or a picture or the like, which is no workbook.
    Foreign,
    /// Text: perhaps separated values.
    Text,
    /// Bytes that are no text.
    Bytes,
    /// Nothing.
    Empty,
}

/// How many bytes are looked at to tell what they are.
const LOOKED_AT: usize = 4096;

/// Whether a file is called like a workbook.
pub fn is_workbook_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| {
        [
            "xlsx", "xlsm", "xltx", "xls", "xlt", "et", "ods", "csv", "tsv",
        ]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(extension))
    })
}

/// What bytes are, by how they begin.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    let starts = |with: &[u8]| bytes.starts_with(with);
    if bytes.is_empty() {
        return Sniffed::Empty;
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return Sniffed::Zip;
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Sniffed::Ole;
    }
    if starts(b"%PDF") || starts(b"{\\rtf") || starts(b"\x89PNG") || starts(b"Rar!") {
        return Sniffed::Foreign;
    }
    markup(bytes)
}

/// Reads a workbook of any kind; `file_name` is only used to name it, its content says what it is.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Workbook, WorkbookError> {
    let file = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let reading = AssertUnwindSafe(|| read_sniffed(file, bytes));
    match catch_unwind(reading).unwrap_or(Err(Kind::Crashed)) {
        Ok(mut book) if !book.sheets.is_empty() => {
            book.notes.extend(misnamed(file, book.format));
            Ok(book)
        }
        Ok(_) => Err(Kind::NoSheet),
        Err(kind) => Err(kind),
    }
    .map_err(|kind| WorkbookError {
        file: file.to_owned(),
        kind,
    })
}

fn read_sniffed(file: &str, bytes: &[u8]) -> Result<Workbook, Kind> {
    let is = |zh: &str, en: &str| Err(Kind::Other(Text::new(zh, en)));
    match sniff(bytes) {
        Sniffed::Zip => read_zip(file, bytes),
        Sniffed::Ole => xls::read(file, bytes),
        Sniffed::Html => html::read(file, bytes),
        Sniffed::Text if bytes.starts_with(b"MIME-Version:") => {
            is("网页存档（.mht）", "a web archive (.mht)")
        }
        Sniffed::Text => csv::read(file, bytes),
        Sniffed::Spreadsheet2003 => xml2003::read(file, bytes),
        Sniffed::Foreign if bytes.starts_with(b"%PDF") => is("PDF 文档", "a PDF"),
        Sniffed::Foreign | Sniffed::Bytes => Err(Kind::Unknown),
        Sniffed::Empty => Err(Kind::Empty),
    }
}

fn read_zip(file: &str, bytes: &[u8]) -> Result<Workbook, Kind> {
    let contents = Contents::new(bytes)?;
    let is = |zh: &str, en: &str| Err(Kind::Other(Text::new(zh, en)));
    if contents.holds("content.xml") {
        return ods::read(file, contents);
    }
    if contents.holds("xl/workbook.bin") {
        return is("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)");
    }
    if contents.holds("word/document.xml") {
        return is("Word 文档", "a Word document");
    }
    if contents.holds("ppt/presentation.xml") {
        return is("演示文稿", "a presentation");
    }
    if !contents.holds("[Content_Types].xml") && !contents.holds("_rels/.rels") {
        return is("普通压缩包", "a plain archive");
    }
    xlsx::read(file, contents)
}

/// What a text is by its first words, after marks of encodings and blanks.
fn markup(bytes: &[u8]) -> Sniffed {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let (head, encoding) = match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, mark)) => (&head[mark..], encoding),
        None => (head, encoding_rs::UTF_8),
    };
    let head = encoding.decode_without_bom_handling(head).0.to_lowercase();
    let head = head.trim_start();
    if !head.starts_with('<') {
        let control = |c: char| c < ' ' && !c.is_ascii_whitespace();
        // UTF-16 without a mark is text with zeros in it.
        let bytes = head.contains(control) && !head.contains('\0');
        return if bytes { Sniffed::Bytes } else { Sniffed::Text };
    }
    let page = [
        "<html",
        "<table",
        "<!doctype html",
        "<body",
        "<meta",
        "<tr",
        "<div",
    ];
    if head.contains("schemas-microsoft-com:office:spreadsheet\"") && !head.contains("<html") {
        Sniffed::Spreadsheet2003
    } else if page.iter().any(|tag| head.contains(tag)) {
        Sniffed::Html
    } else if head.starts_with("<?xml") {
        Sniffed::Foreign
    } else {
        Sniffed::Text
    }
}

/// What a file of this kind should not be called, if it is called so.
fn misnamed(file: &str, format: WorkbookFormat) -> Option<Text> {
    let (_, extension) = file.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let (usual, zh, en): (&[&str], _, _) = match format {
        WorkbookFormat::Xlsx => (
            &["xlsx", "xlsm", "xltx", "et"],
            ".xlsx 工作簿",
            "an .xlsx workbook",
        ),
        WorkbookFormat::Xls => (&["xls", "xlt", "et"], ".xls 工作簿", "an .xls workbook"),
        WorkbookFormat::Ods => (&["ods"], ".ods 工作簿", "an .ods workbook"),
        WorkbookFormat::Csv => (
            &["csv", "tsv", "txt"],
            "分隔文本（CSV）",
            "separated values (CSV)",
        ),
        WorkbookFormat::Xml2003 => (
            &["xml"],
            "Excel 2003 的 XML 表格",
            "an XML spreadsheet of Excel 2003",
        ),
        WorkbookFormat::Html => (&["html", "htm"], "HTML 网页", "a page of HTML"),
    };
    (!usual.contains(&extension.as_str())).then(|| {
        Text::new(
            format!("文件名以 .{extension} 结尾，内容其实是{zh}，已按内容读取"),
            format!("the file is called .{extension} and is {en}; it was read as what it is"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_says_what_a_file_is() {
        assert_eq!(sniff(b""), Sniffed::Empty);
        assert_eq!(sniff(b"PK\x03\x04..."), Sniffed::Zip);
        assert_eq!(sniff(b"\xEF\xBB\xBF\r\n<HTML><body>"), Sniffed::Html);
        assert_eq!(sniff(b"\xFF\xFE<\0t\0a\0b\0l\0e\0>\0"), Sniffed::Html);
        assert_eq!(sniff(b"<?xml version=\"1.0\"?><feed/>"), Sniffed::Foreign);
        assert_eq!(sniff("科目,金额".as_bytes()), Sniffed::Text);
        assert_eq!(sniff(b"\x01\x02\x03"), Sniffed::Bytes);
        assert_eq!(sniff(b"%PDF-1.7"), Sniffed::Foreign);
    }

    #[test]
    fn workbooks_are_known_by_their_names() {
        assert!(is_workbook_name("决算/表.XLSX"));
        assert!(is_workbook_name("a.csv"));
        assert!(!is_workbook_name("a.json"));
        assert!(!is_workbook_name("xlsx"));
    }
}
