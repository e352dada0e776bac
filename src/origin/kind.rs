//! What kinds of files there are: by their content, and before they are read by their names.

use std::path::Path;

use crate::manuscript::{self, ManuscriptFormat, is_text_name};
use crate::workbook::{self, WorkbookFormat, is_workbook_name};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// JSON.
    Json,
    /// A workbook.
    Workbook(WorkbookFormat),
    /// A text.
    Text(ManuscriptFormat),
}

impl FileKind {
    /// Whether edits are written into the file itself.
    pub fn is_changed_in_place(self) -> bool {
        !matches!(self, Self::Text(ManuscriptFormat::Pdf))
            && (!matches!(self, Self::Workbook(_)) || self == Self::Workbook(WorkbookFormat::Xlsx))
    }

    /// How the name of a copy ends that holds edits.
    pub fn written_ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Workbook(_) => "xlsx",
            Self::Text(ManuscriptFormat::Docx) => "docx",
            Self::Text(ManuscriptFormat::Txt | ManuscriptFormat::Pdf) => "txt",
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => ".json",
            Self::Workbook(WorkbookFormat::Xlsx) => ".xlsx",
            Self::Workbook(WorkbookFormat::Xls) => ".xls",
            Self::Workbook(WorkbookFormat::Ods) => ".ods",
            Self::Workbook(WorkbookFormat::Csv) => ".csv",
            Self::Workbook(WorkbookFormat::Html) => "HTML",
            Self::Workbook(WorkbookFormat::Xml2003) => "XML 2003",
            Self::Text(ManuscriptFormat::Txt) => ".txt",
            Self::Text(ManuscriptFormat::Docx) => ".docx",
            Self::Text(ManuscriptFormat::Pdf) => "PDF",
        }
    }
}

/// How a name ends, as far as that matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// `.json`.
    Json,
    /// `.xlsx`, the only kind of workbook that is written.
    Xlsx,
    /// Another kind of workbook: `.xls`, `.ods`, `.csv` and the like.
    OtherWorkbook,
    /// A text: `.txt`, `.docx`, `.pdf`.
    Text,
    /// Anything else, or nothing.
    Other,
}

impl Ending {
    /// How the name of a file ends.
    pub fn of(path: &Path) -> Self {
        let Some(ending) = path.extension() else {
            return Self::Other;
        };
        let is = |known: &str| ending.eq_ignore_ascii_case(known);
        let name = path.to_string_lossy();
        if is("json") {
            Self::Json
        } else if is("xlsx") {
            Self::Xlsx
        } else if is_workbook_name(&name) {
            Self::OtherWorkbook
        } else if is_text_name(&name) {
            Self::Text
        } else {
            Self::Other
        }
    }

    /// Whether it is that of a workbook.
    pub fn is_workbook(self) -> bool {
        matches!(self, Self::Xlsx | Self::OtherWorkbook)
    }
}

/// Who is to read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Json,
    Workbook,
    Text,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Who is to read a file. Its content decides; text is taken for what it is called, unless it
/// begins as JSON accounts do. What its reader does not know either it says.
pub(super) fn reader(path: &Path, bytes: &[u8]) -> Reader {
    let ending = Ending::of(path);
    let by_name = || match ending {
        Ending::Text => Reader::Text,
        Ending::Xlsx | Ending::OtherWorkbook => Reader::Workbook,
        Ending::Json | Ending::Other => Reader::Json,
    };
    // A zip that cannot be opened is what it is called.
    let is_torn = || !bytes.windows(5).any(|window| window == b"word/");
    match manuscript::sniff(bytes) {
        manuscript::Sniffed::Docx if is_torn() => {}
        manuscript::Sniffed::Docx | manuscript::Sniffed::Pdf => return Reader::Text,
        manuscript::Sniffed::Workbook => return Reader::Workbook,
        _ => {}
    }
    match workbook::sniff(bytes) {
        // Office documents that cannot be told: encrypted ones, and those of other programs.
        workbook::Sniffed::Zip | workbook::Sniffed::Ole if ending == Ending::Text => Reader::Text,
        workbook::Sniffed::Zip | workbook::Sniffed::Ole => Reader::Workbook,
        _ => {
            let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
            if text.trim_ascii_start().starts_with(b"{") {
                Reader::Json
            } else {
                by_name()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_then_the_name() {
        let cases: &[(&str, &[u8], Reader)] = &[
            ("a.json", b"PK\x03\x04...", Reader::Workbook),
            ("a.docx", b"PK\x03\x04...", Reader::Text),
            ("a", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Reader::Workbook),
            ("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Reader::Text),
            ("a.xlsx", b"\xEF\xBB\xBF \n{\"format\"", Reader::Json),
            ("a.txt", b"{\"format\"", Reader::Json),
            ("a.XLS", b"<html>", Reader::Workbook),
            ("a.csv", b"a,b", Reader::Workbook),
            ("a.json", b"a,b", Reader::Json),
            ("a.txt", b"a,b", Reader::Text),
            ("a.json", b"%PDF-1.7\n", Reader::Text),
        ];
        for (name, bytes, due) in cases {
            assert_eq!(reader(Path::new(name), bytes), *due, "{name}");
        }
    }

    #[test]
    fn endings_are_known_in_any_case() {
        for (name, due) in [
            ("a.JSON", Ending::Json),
            ("a.Xlsx", Ending::Xlsx),
            ("b.xlsx/a.xls", Ending::OtherWorkbook),
            ("b.xlsx/a", Ending::Other),
            ("a.TXT", Ending::Text),
            ("a.docx", Ending::Text),
            ("a.md", Ending::Other),
        ] {
            assert_eq!(Ending::of(Path::new(name)), due, "{name}");
        }
    }
}
