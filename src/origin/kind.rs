//! Which files are workbooks: by their content, and before they are read by their names.

use std::path::Path;

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

/// The endings of workbooks that are read and never written.
const READ_ONLY: &[&str] = &["xls", "et", "ods", "csv", "tsv"];

impl Ending {
    /// How the name of a file ends.
    pub fn of(path: &Path) -> Self {
        let Some(ending) = path.extension() else {
            return Self::Other;
        };
        let is = |known: &&str| ending.eq_ignore_ascii_case(known);
        if is(&"json") {
            Self::Json
        } else if is(&"xlsx") {
            Self::Xlsx
        } else if READ_ONLY.iter().any(is) {
            Self::OtherWorkbook
        } else {
            Self::Other
        }
    }
}

/// Whether the name of a file says that it is a workbook.
pub fn is_called_workbook(path: &Path) -> bool {
    matches!(Ending::of(path), Ending::Xlsx | Ending::OtherWorkbook)
}

/// How zips begin, which `.xlsx` and `.ods` are.
const ZIP: &[&[u8]] = &[b"PK\x03\x04", b"PK\x05\x06"];
/// How `.xls` and workbooks with a password begin.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Whether a file is a workbook. Its content decides; text is taken for what it is called, unless
/// it begins as JSON accounts do.
pub(super) fn is_workbook(path: &Path, bytes: &[u8]) -> bool {
    let begins = |with: &[u8]| bytes.starts_with(with);
    if ZIP.iter().any(|zip| begins(zip)) || begins(COMPOUND) {
        return true;
    }
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    is_called_workbook(path) && !text.trim_ascii_start().starts_with(b"{")
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
