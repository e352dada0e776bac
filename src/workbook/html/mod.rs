//! Tables of a page of HTML, which web systems export under the name `.xls`.
//!
//! Such pages are rarely well-formed: tags are taken one by one as they come, an end that is
//! missing is implied by the next beginning. All tables stand below each other on one sheet, as
//! Excel shows them.

mod grid;

use super::cell::{Content, Sheet, Workbook, WorkbookFormat};
use super::cells::Cells;
use super::error::WorkbookErrorKind as Kind;
use super::text;
use grid::Grid;

/// Reads the tables of a page; `file` is its name, which also names the sheet.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Kind> {
    let text = text::decode(bytes)?;
    let name = sheet_name(&text).unwrap_or_else(|| file.to_owned());
    let mut count = 0;
    let mut page = Page {
        grid: Grid::default(),
        cell: None,
        tables: 0,
        cells: Cells::new(&name, &mut count),
    };
    page.read(&text)?;
    if page.tables == 0 {
        return Err(Kind::NoSheet);
    }
    let merged = page.grid.merged();
    let cells = page.cells.finish()?;
    let sheet = Sheet {
        name,
        visible: true,
        cells,
        merged,
    };
    Ok(Workbook {
        file: file.to_owned(),
        format: WorkbookFormat::Html,
        sheets: vec![sheet],
        notes: Vec::new(),
    })
}

/// The name that Excel gives the sheet in a page of its own.
fn sheet_name(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("<x:Name>")?;
    let name = unescaped(rest.split_once('<')?.0);
    (!name.trim().is_empty()).then_some(name)
}

struct Page<'a> {
    grid: Grid,
    /// The cell that is open.
    cell: Option<OpenCell>,
    tables: usize,
    cells: Cells<'a>,
}

/// A cell whose end has not come yet.
struct OpenCell {
    at: (u32, u32),
    text: String,
    /// Whether its number format is text.
    is_text: bool,
}

impl Page<'_> {
    fn read(&mut self, text: &str) -> Result<(), Kind> {
        let mut rest = text;
        while let Some(start) = rest.find('<') {
            self.words(&rest[..start]);
            rest = &rest[start..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let Some((tag, after)) = tag(rest) else {
                self.words("<");
                rest = &rest[1..];
                continue;
            };
            rest = after;
            let name = name(tag);
            if matches!(name.as_str(), "script" | "style" | "xml" | "title") {
                rest = behind(rest, &name);
            } else {
                self.tag(&name, tag)?;
            }
        }
        self.words(rest);
        self.end_cell()
    }

    fn tag(&mut self, name: &str, tag: &str) -> Result<(), Kind> {
        match name {
            // A table within a cell of another one stands below what came before, too.
            "table" | "/table" => {
                self.end_cell()?;
                self.tables += usize::from(name == "table");
                self.grid.end_table();
            }
            "tr" | "/tr" | "/thead" | "/tbody" | "/tfoot" => {
                self.end_cell()?;
                if name == "tr" {
                    self.grid.start_row();
                } else {
                    self.grid.end_row();
                }
            }
            "td" | "th" => {
                self.end_cell()?;
                let (rows, columns) = (span(tag, "rowspan"), span(tag, "colspan"));
                self.cell = Some(OpenCell {
                    at: self
                        .grid
                        .place(rows, columns)
                        .ok_or_else(|| self.cells.outside())?,
                    text: String::new(),
                    is_text: tag.contains("x:str") || tag.contains("\\@"),
                });
            }
            "/td" | "/th" => self.end_cell()?,
            "br" | "p" | "/p" | "div" | "/div" | "li" => {
                if let Some(cell) = &mut self.cell {
                    cell.text.push('\n');
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Words of a cell; what stands outside of cells is no part of a table.
    fn words(&mut self, words: &str) {
        if let Some(cell) = &mut self.cell {
            for c in unescaped(words).chars() {
                // Line ends of the source are blanks; only tags break lines.
                let c = if c.is_ascii_whitespace() { ' ' } else { c };
                if c != ' ' || !cell.text.ends_with([' ', '\n']) {
                    cell.text.push(c);
                }
            }
        }
    }

    fn end_cell(&mut self) -> Result<(), Kind> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let lines = cell.text.split('\n').map(|line| line.trim_matches(' '));
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        let text = lines.join("\n");
        let content = if text.trim().is_empty() {
            None
        } else if cell.is_text {
            Some(Content::Text(text.into()))
        } else {
            text::field(&text)
        };
        match content {
            Some(content) => self.cells.push(cell.at, content),
            None => Ok(()),
        }
    }
}

/// The tag that a text begins with, without its brackets, and what follows it; `None` where the
/// bracket begins no tag.
fn tag(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('<')?;
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        return None;
    }
    let mut quote = None;
    let mut end = None;
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (None, '>') => {
                end = Some(at);
                break;
            }
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed does not swallow the page.
    let end = end.or_else(|| inside.find('>')).unwrap_or(inside.len());
    Some((&inside[..end], inside.get(end + 1..).unwrap_or("")))
}

/// The name of a tag in lower case, with the stroke of an end.
fn name(tag: &str) -> String {
    let stroke = usize::from(tag.starts_with('/'));
    let name = tag[stroke..].find(|c: char| !c.is_ascii_alphanumeric() && c != ':');
    let end = name.map_or(tag.len(), |end| end + stroke);
    tag[..end].to_ascii_lowercase()
}

/// What follows the end of an element whose content is no text.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    let ends = |at: usize| {
        let found = text.get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let end = text.match_indices("</").find(|(at, _)| ends(*at));
    end.map_or("", |(at, _)| &text[at..])
}

/// How many rows or columns a cell spans.
fn span(tag: &str, attribute: &str) -> u32 {
    let lower = tag.to_ascii_lowercase();
    let value = lower.split_once(attribute).and_then(|(_, rest)| {
        let value = rest.trim_start().strip_prefix('=')?;
        let value = value.trim_start_matches([' ', '"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_digit());
        value[..end.unwrap_or(value.len())].parse().ok()
    });
    value.unwrap_or(1)
}

/// Text with its entities replaced; those that are not known stay as they are.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let replaced = end.and_then(|end| Some((entity(&rest[1..end])?, end)));
        if let Some((c, end)) = replaced {
            plain.push(c);
            rest = &rest[end + 1..];
        } else {
            plain.push('&');
            rest = &rest[1..];
        }
    }
    plain.push_str(rest);
    plain
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        "mdash" => '—',
        "ndash" => '–',
        "middot" => '·',
        "yen" => '¥',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(page: &str) -> Vec<String> {
        let book = read("表.xls", page.as_bytes()).unwrap();
        let sheet = &book.sheets[0];
        let cells = sheet.cells.iter();
        let merged = sheet
            .merged
            .iter()
            .map(|area| format!("{}:{}", area.from, area.to));
        cells
            .map(|cell| format!("{}={}", cell.at, cell.content.text()))
            .chain(merged)
            .collect()
    }

    #[test]
    fn a_table_is_a_sheet() {
        let page = "<html><head><title>x<y</title><style>td{a:'<td>'}</style></head><body>导出
            <TABLE><tr><th rowspan=2>项目<th colspan='2'>金额</tr><tr><td>本年</td><td>上年</td></tr>
            <tr><td>教育&nbsp;支出<td style=\"mso-number-format:'\\@'\">205</td><td> 1,234.50 </td></table>
            <table><tr><td>单位：<br>万元</td></tr></table>";
        assert_eq!(
            cells(page),
            [
                "A1=项目",
                "B1=金额",
                "B2=本年",
                "C2=上年",
                "A3=教育\u{a0}支出",
                "B3=205",
                "C3=1234.50",
                "A4=单位：\n万元",
                "A1:A2",
                "B1:C1",
            ]
        );
        let book = read("表.xls", page.as_bytes()).unwrap();
        assert_eq!(book.sheets[0].cells[5].content, Content::Text("205".into()));
    }

    #[test]
    fn broken_pages_are_read_as_far_as_they_go() {
        assert_eq!(
            cells("<table><td>1<td>2<tr><td>a < b & c"),
            ["A1=1", "B1=2", "A2=a < b & c"]
        );
        assert_eq!(
            cells("<table><tr><td title=\"open>x</td><td>y</table>"),
            ["A1=x", "B1=y"]
        );
        assert_eq!(
            cells("<table><tr><td rowspan=9>x</td></tr></table>"),
            ["A1=x"]
        );
        assert_eq!(
            cells("<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>"),
            ["A1=外", "A2=内"]
        );
        assert_eq!(
            cells("<!-- <td> --><table><tr><td>&#20803;&#x5143;&foo;</td>"),
            ["A1=元元&foo;"]
        );
        assert_eq!(
            read("x", b"<html><body>404</body></html>"),
            Err(Kind::NoSheet)
        );
        let far = "<td colspan=1000>x".repeat(20);
        assert!(matches!(
            read("x", format!("<table>{far}").as_bytes()),
            Err(Kind::Outside(_))
        ));
    }

    proptest::proptest! {
        #[test]
        fn no_page_panics(page in "(<table>|<tr>|<td|<td rowspan=3>|colspan=2|>|</td>|</table>|&#|;|&|<!--|-->|<style>|\"|'|元|1| ){0,30}") {
            let page = format!("<table>{page}");
            proptest::prop_assert!(read("x", page.as_bytes()).is_ok());
        }
    }
}
