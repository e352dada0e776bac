//! From bytes to a workbook: what they are by their content, and who reads them.
//!
//! Readers of foreign formats are kept from taking the program down: sizes are bounded before and
//! while they read, and a panic in one of them is an error like any other.

use super::cell::Workbook;
use super::error::{WorkbookError, WorkbookErrorKind as Kind};
use super::package::Contents;
use super::{xls, xlsx};
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
    /// Another markup or a picture or the like, which is no workbook.
    Foreign,
    /// Text: perhaps separated values.
    Text,
    /// Bytes that are no text.
    Bytes,
    /// Nothing.
    Empty,
}

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
    let reading = AssertUnwindSafe(|| read_sniffed(file_name, bytes));
    let read = catch_unwind(reading).unwrap_or(Err(Kind::Crashed));
    read.and_then(|book| {
        if book.sheets.is_empty() {
            return Err(Kind::NoSheet);
        }
        Ok(book)
    })
    .map_err(|kind| WorkbookError {
        file: file_name.to_owned(),
        kind,
    })
}

fn read_sniffed(file: &str, bytes: &[u8]) -> Result<Workbook, Kind> {
    match sniff(bytes) {
        Sniffed::Zip => read_zip(file, bytes),
        Sniffed::Ole => xls::read(file, bytes),
        Sniffed::Empty => Err(Kind::Empty),
        _ => Err(Kind::Unknown),
    }
}

fn read_zip(file: &str, bytes: &[u8]) -> Result<Workbook, Kind> {
    let contents = Contents::new(bytes)?;
    let is = |zh: &str, en: &str| Err(Kind::Other(Text::new(zh, en)));
    if contents.holds("content.xml") {
        return Err(Kind::Unknown);
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

fn markup(_bytes: &[u8]) -> Sniffed {
    Sniffed::Text
}
