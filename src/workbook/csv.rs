//! Separated values: commas, tabs or semicolons, fields in quotes with line ends inside.
//!
//! Rows are counted as Excel counts them, blank lines too; the usual readers skip those, and every
//! place behind them would be wrong.

use super::cell::{Sheet, Workbook, WorkbookFormat};
use super::cells::Cells;
use super::error::WorkbookErrorKind as Kind;
use super::text;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What may separate fields: a comma may stand within a field between tabs, hardly the reverse.
const SEPARATORS: [char; 3] = ['\t', ',', ';'];
/// How many rows are looked at to tell what separates fields.
const LOOKED_AT: u32 = 200;

/// Reads a file of separated values; `file` is its name and that of its only sheet.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Kind> {
    let text = text::decode(bytes)?;
    let separator = separator(&text);
    let mut count = 0;
    let mut cells = Cells::new(file, &mut count);
    for field in Fields::new(&text, separator) {
        let field = field?;
        if let Some(content) = text::field(&field.text) {
            cells.push((field.row, field.column), content)?;
        }
    }
    let sheet = Sheet {
        name: file.to_owned(),
        visible: true,
        cells: cells.finish()?,
        merged: Vec::new(),
    };
    if sheet.cells.is_empty() {
        return Err(Kind::Empty);
    }
    Ok(Workbook {
        file: file.to_owned(),
        format: WorkbookFormat::Csv,
        sheets: vec![sheet],
        notes: Vec::new(),
    })
}

/// The separator under which most rows have the same number of fields, and at least two.
fn separator(text: &str) -> char {
    let alike = |separator: char| {
        let mut fields: BTreeMap<u32, u32> = BTreeMap::new();
        for field in Fields::new(text, separator).map_while(Result::ok) {
            if field.row >= LOOKED_AT {
                break;
            }
            *fields.entry(field.row).or_default() += 1;
        }
        let mut rows: BTreeMap<u32, u32> = BTreeMap::new();
        for fields in fields.into_values().filter(|&fields| fields > 1) {
            *rows.entry(fields).or_default() += 1;
        }
        rows.into_values().max().unwrap_or_default()
    };
    let mut best = (SEPARATORS[0], alike(SEPARATORS[0]));
    for separator in SEPARATORS.into_iter().skip(1) {
        let rows = alike(separator);
        if rows > best.1 {
            best = (separator, rows);
        }
    }
    best.0
}

struct Field<'a> {
    row: u32,
    column: u32,
    text: Cow<'a, str>,
}

/// The fields of a text, row by row.
struct Fields<'a> {
    rest: Option<&'a str>,
    separator: char,
    row: u32,
    column: u32,
}

impl<'a> Fields<'a> {
    fn new(text: &'a str, separator: char) -> Self {
        Self {
            rest: Some(text),
            separator,
            row: 0,
            column: 0,
        }
    }

    /// The text in quotes, with doubled quotes halved, and what follows it.
    fn quoted(&self, text: &'a str) -> Result<(Cow<'a, str>, &'a str), Kind> {
        let mut end = 0;
        let mut doubled = false;
        loop {
            let Some(found) = text[end..].find('"') else {
                return Err(Kind::OpenQuote(self.row + 1));
            };
            end += found;
            if !text[end + 1..].starts_with('"') {
                break;
            }
            doubled = true;
            end += 2;
        }
        let inside = &text[..end];
        let inside = if doubled {
            Cow::Owned(inside.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(inside)
        };
        Ok((inside, &text[end + 1..]))
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>, Kind>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest?;
        let (quoted, rest) = match rest.strip_prefix('"').map(|text| self.quoted(text)) {
            Some(Ok((text, rest))) => (Some(text), rest),
            Some(Err(error)) => {
                self.rest = None;
                return Some(Err(error));
            }
            None => (None, rest),
        };
        let end = rest
            .find([self.separator, '\n', '\r'])
            .unwrap_or(rest.len());
        let (plain, after) = rest.split_at(end);
        let text = match quoted {
            None => Cow::Borrowed(plain),
            Some(text) if plain.is_empty() => text,
            Some(text) => Cow::Owned(format!("{text}{plain}")),
        };
        let field = Field {
            row: self.row,
            column: self.column,
            text,
        };
        let line_end = ["\r\n", "\n", "\r"]
            .iter()
            .find_map(|end| after.strip_prefix(end));
        if let Some(after) = line_end {
            self.rest = (!after.is_empty()).then_some(after);
            self.row += 1;
            self.column = 0;
        } else {
            let mut after = after.chars();
            self.rest = after.next().map(|_separator| after.as_str());
            self.column += 1;
        }
        Some(Ok(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let book = read("表.csv", text.as_bytes()).unwrap();
        let cells = book.sheets[0].cells.iter();
        cells
            .map(|cell| format!("{}={}", cell.at, cell.content.text()))
            .collect()
    }

    #[test]
    fn fields_have_their_places() {
        assert_eq!(
            rows("科目,金额\r\n\r\n教育,\"1,234.50\"\n"),
            ["A1=科目", "B1=金额", "A3=教育", "B3=1234.50"]
        );
        assert_eq!(
            rows("a\tb,c\nd\te,f\n"),
            ["A1=a", "B1=b,c", "A2=d", "B2=e,f"]
        );
        assert_eq!(rows("a;1\nb;2"), ["A1=a", "B1=1", "A2=b", "B2=2"]);
        assert_eq!(
            rows("\"两\n行\",\"有\"\"引号\"\"\"\n末,1"),
            ["A1=两\n行", "B1=有\"引号\"", "A2=末", "B2=1"]
        );
        assert_eq!(rows(",,x,"), ["C1=x"]);
        assert_eq!(rows("只有一列\r第二行"), ["A1=只有一列", "A2=第二行"]);
        assert_eq!(rows("=\"0201\",0201,201"), ["A1=0201", "B1=0201", "C1=201"]);
    }

    #[test]
    fn an_open_quote_is_an_error_with_its_row() {
        assert_eq!(read("x", b"a,b\n\"c,d\n"), Err(Kind::OpenQuote(2)));
        assert_eq!(read("x", b"\n\n"), Err(Kind::Empty));
    }

    proptest::proptest! {
        #[test]
        fn any_text_ends(text in "[a\",;\t\r\n1.]{0,60}") {
            let fields = Fields::new(&text, ',').count();
            proptest::prop_assert!(fields <= text.len() + 1);
        }
    }
}
