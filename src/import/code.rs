//! Codes of rows: in one cell or in three, as text or as numbers.

use crate::workbook::Content;

use super::grid::{Grid, Line, Role};
use super::unplaced::Why;
use super::words;

/// What the code columns of a line hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CodeCells {
    /// The code: its digits where it has no other signs, else as printed.
    pub(super) code: String,
    /// Words in the place of a code: 合计, or a name behind its code.
    pub(super) label: Option<(u16, String)>,
    /// Whether a name stands in one cell with its code.
    pub(super) with_name: bool,
}

/// The digits of a code that may be printed apart; `None` if it has other signs.
pub(super) fn digits(content: &Content) -> Option<String> {
    let text = content.text().trim();
    let text = match content {
        Content::Number(_) => {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            if !fraction.bytes().all(|b| b == b'0') {
                return None;
            }
            whole
        }
        Content::Text(_) => text,
        _ => return None,
    };
    let signs = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '．'));
    let half = signs.map(|c| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    });
    let code: String = half.collect();
    (!code.is_empty() && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

/// A code in front of its name in one cell: `2010601 行政运行`, `[201]一般公共服务支出`.
pub(super) fn before_name(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let opened = text.strip_prefix(['[', '【', '［']);
    let inner = opened.unwrap_or(text);
    let end = inner.find(|c: char| !c.is_ascii_digit())?;
    let (code, rest) = inner.split_at(end);
    let rest = match opened {
        Some(_) => rest.strip_prefix([']', '】', '］'])?,
        None => rest,
    };
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '_'));
    let name = rest.starts_with(|c: char| !c.is_ascii() && !"年月日、．（）％".contains(c));
    (matches!(code.len(), 3 | 5 | 7) && name).then(|| (code.to_owned(), words::joined(rest)))
}

/// Reads the code columns of a line; the cells that are understood are marked.
pub(super) fn read(grid: &mut Grid<'_>, line: Line, columns: &[u16]) -> CodeCells {
    let mut parts: Vec<String> = Vec::new();
    let mut found = CodeCells::default();
    let mut strange = false;
    for (level, column) in columns.iter().enumerate() {
        let Some((cell, printed)) = grid.cell(line, *column) else {
            continue;
        };
        let text = printed.content.text();
        if let Some(mut part) = digits(&printed.content) {
            // A number loses the zero in front; 款 and 项 have two digits.
            if level > 0 && part.len() == 1 {
                part.insert(0, '0');
            }
            parts.push(part);
            grid.mark(cell, Role::Code);
            continue;
        }
        if !matches!(printed.content, Content::Text(_)) {
            grid.refuse(cell, Why::Unclear);
            continue;
        }
        grid.mark(cell, Role::Words);
        if matches!(&*words::bare(text), "类" | "款" | "项" | "目") {
            // The head's last line may also be the first line of figures.
            continue;
        }
        if let Some((code, name)) = before_name(text) {
            parts.push(code);
            found.with_name = true;
            found.label.get_or_insert((*column, name));
        } else if text.chars().any(|c| c.is_ascii_digit()) && !text.contains("合计") {
            strange = true;
            parts.push(words::joined(text));
        } else {
            found
                .label
                .get_or_insert_with(|| (*column, words::joined(text)));
        }
    }
    found.code = if strange {
        parts.concat()
    } else {
        joined(&parts)
    };
    found
}

/// Joins the parts of a code: 201 | 06 | 01, or 201 | 20106 | 2010601.
fn joined(parts: &[String]) -> String {
    let mut code = String::new();
    for part in parts {
        if !code.is_empty() && part.len() > code.len() && part.starts_with(&code) {
            code.clone_from(part);
        } else {
            code.push_str(part);
        }
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<String> {
        digits(&Content::Text(text.into()))
    }

    #[test]
    fn digits_of_codes() {
        assert_eq!(text(" 201 06 01").as_deref(), Some("2010601"));
        assert_eq!(text("２０１").as_deref(), Some("201"));
        assert_eq!(text("20l"), None);
        assert_eq!(text("合计"), None);
    }

    #[test]
    fn parts_of_codes_are_joined() {
        let of =
            |parts: &[&str]| joined(&parts.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["201", "06", "01"]), "2010601");
        assert_eq!(of(&["201", "20106", "2010601"]), "2010601");
        assert_eq!(of(&["201"]), "201");
    }

    #[test]
    fn codes_in_front_of_names() {
        let of = |text| before_name(text).map(|(code, name)| format!("{code}|{name}"));
        assert_eq!(of("2010601 行政运行").as_deref(), Some("2010601|行政运行"));
        assert_eq!(
            of("[201]一般公共服务支出").as_deref(),
            Some("201|一般公共服务支出")
        );
        assert_eq!(of("2024年度"), None);
        assert_eq!(of("1、公务接待费"), None);
    }
}
