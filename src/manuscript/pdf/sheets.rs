//! Tables of pages as sheets: what continues a table of the page before, the title above it, and
//! its cells as a grid.

use super::page::Part;
use super::table::{Table, Told, Untold};
use crate::workbook::{Area, Cell, CellAt, Content, Number, Sheet, field};

/// Lines above a table that may be its title, its unit and the name of the department.
const TITLE_LINES: usize = 4;
/// A title is shorter, in characters.
const TITLE_LENGTH: usize = 40;
/// Columns of two pages this near to each other are the same, in points.
const SAME_COLUMN: f64 = 4.0;

/// A table as a whole, over one page or more.
pub(super) struct Whole<'p> {
    /// The lines above it.
    title: Vec<&'p str>,
    /// Its parts, from page to page, with the rows to leave out because they repeat its head.
    parts: Vec<(&'p Table, usize)>,
}

/// Where a table stands among the parts of the pages.
pub(super) type At = (usize, usize);

/// The tables of a document, each with where its parts stand.
pub(super) fn tables(pages: &[Vec<Part>]) -> Vec<(Whole<'_>, Vec<At>)> {
    let mut found: Vec<(Whole<'_>, Vec<At>)> = Vec::new();
    for (page, parts) in pages.iter().enumerate() {
        for (index, part) in parts.iter().enumerate() {
            let Part::Table(table) = part else { continue };
            let title = title(&parts[..index]);
            let at = (page, index);
            if let Some((whole, places)) = found.last_mut()
                && places.last().is_some_and(|&last| follows(pages, last, at))
                && let Some(repeated) = whole.continued_by(table, &title)
            {
                whole.parts.push((table, repeated));
                places.push(at);
                continue;
            }
            let parts = vec![(table, 0)];
            found.push((Whole { title, parts }, vec![at]));
        }
    }
    found
}

/// Whether nothing but page numbers and titles stands between two tables on neighbouring pages.
fn follows(pages: &[Vec<Part>], last: At, next: At) -> bool {
    let is_edge = |part: &Part| matches!(part, Part::Line(line) if is_page_number(line));
    let may_lead =
        |part: &Part| matches!(part, Part::Line(line) if is_title(line) || is_page_number(line));
    last.0 + 1 == next.0
        && pages[last.0][last.1 + 1..].iter().all(is_edge)
        && pages[next.0][..next.1].iter().all(may_lead)
}

/// Whether a line is nothing but the number of its page.
pub(super) fn is_page_number(line: &str) -> bool {
    let mut digits = 0;
    line.chars().all(|char| {
        digits += usize::from(char.is_numeric());
        char.is_numeric()
            || matches!(
                char,
                ' ' | '-' | '—' | '–' | '－' | '第' | '页' | '共' | '/' | '·'
            )
    }) && (1..=8).contains(&digits)
}

/// Whether a line may belong to the title of a table: it is short and no sentence.
fn is_title(line: &str) -> bool {
    line.chars().count() <= TITLE_LENGTH && !line.ends_with(['。', '；', '，', ';', '、'])
}

/// The lines right above a table that say what it is: from the one that names it, or that of its
/// unit alone.
fn title(above: &[Part]) -> Vec<&str> {
    let lines = above.iter().rev().map_while(|part| match part {
        Part::Line(line) if is_title(line) => Some(line.as_str()),
        _ => None,
    });
    let lines = lines.filter(|line| !is_page_number(line));
    let mut title: Vec<&str> = lines.take(TITLE_LINES).collect();
    title.reverse();
    let names = title.iter().rposition(|line| named(line).is_some());
    let unit = || title.iter().position(|line| is_unit(line));
    let first = names.or_else(unit).unwrap_or(title.len());
    title.split_off(first)
}

/// The name of a table that a line gives.
fn named(line: &str) -> Option<&str> {
    let mut parts = line.split([' ', '\t']);
    parts.find(|part| {
        let bare = part.split(['（', '(']).next().unwrap_or(part);
        part.ends_with('表') || bare.ends_with('表')
    })
}

/// Whether a line says in which unit the amounts are.
fn is_unit(line: &str) -> bool {
    line.contains("单位") && line.contains('元')
}

impl Whole<'_> {
    /// The sheet of the table, under a name that no other has; `Err` when the cells of one of its
    /// parts are not told apart.
    pub(super) fn sheet(&self, name: String) -> Result<Sheet, Untold> {
        let columns = self.columns();
        let last = u16::try_from(columns.len().saturating_sub(2)).unwrap_or(u16::MAX);
        let mut sheet = Sheet {
            name,
            visible: true,
            cells: Vec::new(),
            merged: Vec::new(),
        };
        let mut row = 0;
        for line in &self.title {
            let words: Vec<&str> = line.split('\t').collect();
            let count = u16::try_from(words.len()).unwrap_or(u16::MAX);
            for (index, words) in (0_u16..).zip(words) {
                // The unit stands over the last column, and what stands right of the rest too.
                let right = index > 0 || is_unit(words);
                let column = if right {
                    (last + 1 + index).saturating_sub(count)
                } else {
                    0
                };
                push(&mut sheet, CellAt { row, column }, words);
            }
            row += 1;
        }
        for &(table, repeated) in &self.parts {
            let cells = table.cells.as_ref().map_err(|why| *why)?;
            // A column of this part may be several of the whole.
            let place = |edge: f64| {
                let near = columns
                    .iter()
                    .position(|column| (column - edge).abs() <= SAME_COLUMN);
                near.unwrap_or_default()
            };
            let places: Vec<usize> = table.columns.iter().map(|&edge| place(edge)).collect();
            for cell in cells.iter().filter(|cell| cell.span.row >= repeated) {
                let down = |of: usize| row + u32::try_from(of - repeated).unwrap_or(u32::MAX);
                let aside = |of: usize| u16::try_from(places[of]).unwrap_or(u16::MAX);
                let from = CellAt {
                    row: down(cell.span.row),
                    column: aside(cell.span.column),
                };
                let to = CellAt {
                    row: down(cell.span.row_end - 1),
                    column: aside(cell.span.column_end).saturating_sub(1),
                };
                if from != to {
                    sheet.merged.push(Area { from, to });
                }
                push(&mut sheet, from, &cell.text);
            }
            row += u32::try_from(table.rows - repeated).unwrap_or(u32::MAX);
        }
        sheet.cells.sort_by_key(|cell| cell.at);
        Ok(sheet)
    }

    /// What the table is called: its title, if it has one.
    pub(super) fn name(&self) -> Option<&str> {
        self.title.iter().find_map(|line| named(line))
    }

    /// Where the columns of all parts begin and end.
    fn columns(&self) -> Vec<f64> {
        let parts = self.parts.iter();
        let mut columns: Vec<f64> = parts
            .flat_map(|(table, _)| &table.columns)
            .copied()
            .collect();
        columns.sort_by(f64::total_cmp);
        columns.dedup_by(|next, kept| *next - *kept <= SAME_COLUMN);
        columns
    }

    /// How many rows of a table on the next page repeat this one's head, when it continues this
    /// one: it has the same sides, all its columns are columns here, and no title of its own.
    fn continued_by(&self, next: &Table, title: &[&str]) -> Option<usize> {
        let (first, _) = self.parts.first()?;
        let (cells, others) = (first.cells.as_ref().ok()?, next.cells.as_ref().ok()?);
        let own: Vec<&str> = title
            .iter()
            .copied()
            .filter(|line| !is_unit(line))
            .collect();
        let mark = |line: &str| line.contains('续');
        if !own
            .iter()
            .all(|line| self.title.contains(line) || mark(line))
        {
            return None;
        }
        let columns = self.columns();
        let same = |a: f64, b: f64| (a - b).abs() <= SAME_COLUMN;
        let sides = same(*columns.first()?, *next.columns.first()?)
            && same(*columns.last()?, *next.columns.last()?);
        let shared = |edges: &[f64], of: &[f64]| {
            edges
                .iter()
                .all(|&edge| of.iter().any(|&other| same(edge, other)))
        };
        if !sides || !(shared(&next.columns, &columns) || shared(&columns, &next.columns)) {
            return None;
        }
        Some(repeated(cells, others))
    }
}

/// How many first rows two tables have in common, up to the first with an amount.
fn repeated(first: &[Told], next: &[Told]) -> usize {
    let row = |cells: &[Told], row: usize| -> Vec<String> {
        let cells = cells.iter().filter(|cell| cell.span.row == row);
        cells
            .map(|cell| cell.text.clone())
            .filter(|text| !text.is_empty())
            .collect()
    };
    let same = (0..).take_while(|&index| {
        let words = row(first, index);
        !words.is_empty()
            && words == row(next, index)
            && !words
                .iter()
                .any(|word| word.contains('.') && matches!(field(word), Some(Content::Number(_))))
    });
    same.count()
}

/// Puts words into a cell, if there are any. What is printed is all there is of a number.
fn push(sheet: &mut Sheet, at: CellAt, words: &str) {
    let content = match field(words.trim()) {
        Some(Content::Number(number)) => Content::Number(Number {
            formatted: true,
            ..number
        }),
        Some(content) => content,
        None => return,
    };
    sheet.cells.push(Cell {
        at,
        content,
        formula: false,
    });
}
