//! Which files are workbooks: by their content, and before they are read by their names.

use std::path::Path;

use crate::workbook::{Sniffed, is_workbook_name, sniff};

/// How a name ends, as far as that matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// `.json`.
    Json,
    /// `.xlsx`, the only kind of workbook that is written.
    Xlsx,
    /// Another kind of workbook: `.xls`, `.ods`, `.csv` and the like.
    OtherWorkbook,
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
        if is("json") {
            Self::Json
        } else if is("xlsx") {
            Self::Xlsx
        } else if is_workbook_name(&path.to_string_lossy()) {
            Self::OtherWorkbook
        } else {
            Self::Other
        }
    }

    /// Whether it is that of a workbook.
    pub fn is_workbook(self) -> bool {
        matches!(self, Self::Xlsx | Self::OtherWorkbook)
    }
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Whether a file is a workbook. Its content decides; text is taken for what it is called, unless
/// it begins as JSON accounts do.
pub(super) fn is_workbook(path: &Path, bytes: &[u8]) -> bool {
    if matches!(sniff(bytes), Sniffed::Zip | Sniffed::Ole) {
        return true;
    }
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    Ending::of(path).is_workbook() && !text.trim_ascii_start().starts_with(b"{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_then_the_name() {
        let cases: &[(&str, &[u8], bool)] = &[
            ("a.json", b"PK\x03\x04...", true),
            ("a", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", true),
            ("a.xlsx", b"\xEF\xBB\xBF \n{\"format\"", false),
            ("a.XLS", b"<html>", true),
            ("a.csv", b"a,b", true),
            ("a.json", b"a,b", false),
            ("a.txt", b"a,b", false),
        ];
        for (name, bytes, due) in cases {
            assert_eq!(is_workbook(Path::new(name), bytes), *due, "{name}");
        }
    }

    #[test]
    fn endings_are_known_in_any_case() {
        for (name, due) in [
            ("a.JSON", Ending::Json),
            ("a.Xlsx", Ending::Xlsx),
            ("b.xlsx/a.xls", Ending::OtherWorkbook),
            ("b.xlsx/a", Ending::Other),
            ("a.txt", Ending::Other),
        ] {
            assert_eq!(Ending::of(Path::new(name)), due, "{name}");
        }
    }
}
