//! What stands in the cells of a grid.
//!
//! A cell is never guessed: where a number runs across a line, or two numbers stand in one cell,
//! the lines do not say what belongs where, and the table is one whose cells are not told apart.

use super::drawn::Glyph;
use super::grid::{Grid, Span};
use super::lines::{lines, middle};

/// A table on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// Its lines of text: a row each with tabs between its cells, or what stands beside each other
    /// where the cells are not told apart.
    pub(super) lines: Vec<String>,
    /// Where its columns begin and end.
    pub(super) columns: Vec<f64>,
    /// How many rows it has.
    pub(super) rows: usize,
    /// Its cells in order, or why they are not told apart.
    pub(super) cells: Result<Vec<Told>, Untold>,
}

/// A cell and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Where it is.
    pub(super) span: Span,
    /// Its words, in one line.
    pub(super) text: String,
}

/// Why the cells of a table are not told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Untold {
    /// There are no lines, or they enclose no rectangles.
    Lines,
    /// A word or a number runs across a line.
    Across,
    /// Two numbers stand in one cell.
    Together,
}

/// The table of a grid with the characters in it.
pub(super) fn table(grid: &Grid, glyphs: &[&Glyph]) -> Table {
    let cells = told(grid, glyphs);
    let rows = grid.rows.len().saturating_sub(1);
    let columns = grid.columns.len().saturating_sub(1);
    let lines = cells
        .as_ref()
        .map_or_else(|_| beside(glyphs), |cells| printed(cells, rows, columns));
    Table {
        lines,
        columns: grid.columns.clone(),
        rows,
        cells,
    }
}

/// The lines of characters, whatever table they are in.
fn beside(glyphs: &[&Glyph]) -> Vec<String> {
    let lines = lines(glyphs.iter().copied());
    lines.into_iter().map(|line| line.text).collect()
}

/// A line for each row in which something stands, its cells kept apart by tabs.
fn printed(cells: &[Told], rows: usize, columns: usize) -> Vec<String> {
    let mut grid = vec![vec![""; columns]; rows];
    for cell in cells {
        grid[cell.span.row][cell.span.column] = &cell.text;
    }
    let lines = grid.into_iter().map(|row| {
        let mut line = row.join("\t");
        line.truncate(line.trim_end_matches('\t').len());
        line
    });
    lines.filter(|line| !line.is_empty()).collect()
}

/// The words of each cell.
fn told(grid: &Grid, glyphs: &[&Glyph]) -> Result<Vec<Told>, Untold> {
    let spans = grid.cells.as_ref().ok_or(Untold::Lines)?;
    let mut held: Vec<Vec<&Glyph>> = vec![Vec::new(); spans.len()];
    let mut placed: Vec<(&Glyph, usize)> = Vec::new();
    for &glyph in glyphs {
        let center = f64::midpoint(glyph.left, glyph.right);
        let Some(cell) = grid.cell_at(center, middle(glyph)) else {
            continue;
        };
        if glyph.char == ' ' {
            held[cell].push(glyph);
            continue;
        }
        let slack = (glyph.right - glyph.left) * 0.35;
        let span = spans[cell];
        let (left, right) = (grid.columns[span.column], grid.columns[span.column_end]);
        if glyph.left < left - slack || glyph.right > right + slack {
            return Err(Untold::Across);
        }
        placed.push((glyph, cell));
    }
    if runs_on(&mut placed) {
        return Err(Untold::Across);
    }
    for (glyph, cell) in placed {
        held[cell].push(glyph);
    }
    let cells = spans.iter().zip(held);
    cells
        .map(|(&span, glyphs)| {
            let text = words(&beside(&glyphs))?;
            Ok(Told { span, text })
        })
        .collect()
}

/// Whether a word goes on from one cell into the next: two characters that touch stand in two
/// cells.
fn runs_on(placed: &mut [(&Glyph, usize)]) -> bool {
    placed.sort_by(|(a, _), (b, _)| {
        let baselines = a.baseline.total_cmp(&b.baseline);
        baselines.then(a.left.total_cmp(&b.left))
    });
    placed.windows(2).any(|pair| {
        let [(a, left), (b, right)] = pair else {
            return false;
        };
        let gap = b.left - a.right;
        left != right
            && (a.baseline - b.baseline).abs() < a.size * 0.1
            && gap < a.size * 0.06
            && gap > a.size * -0.5
    })
}

/// Whether a character is part of a number as it is printed.
fn is_numeral(char: char) -> bool {
    matches!(char, '0'..='9' | '.' | ',' | '%' | '-' | '，' | '．' | '％' | '０'..='９')
}

/// Whether a text is a number as it is printed, or part of one.
fn is_number(text: &str) -> bool {
    text.contains(char::is_numeric) && text.chars().all(is_numeral)
}

/// The words of a cell in one line. Type is set apart to fill a cell: spaces between Chinese
/// characters say nothing.
fn words(lines: &[String]) -> Result<String, Untold> {
    let numbers = lines.iter().filter(|line| is_number(line)).count();
    let amounts = |line: &String| {
        let parts = line.split([' ', '\t']);
        let amounts = parts.filter(|part| is_number(part) && part.contains(['.', ',']));
        amounts.count()
    };
    if numbers > 1 || lines.iter().any(|line| amounts(line) > 1) {
        return Err(Untold::Together);
    }
    let all = lines.join(" ").replace('\t', " ");
    let mut text = String::with_capacity(all.len());
    let mut chars = all.trim().chars().peekable();
    while let Some(char) = chars.next() {
        let beside_latin = text.ends_with(|before: char| before.is_ascii_alphanumeric())
            && chars.peek().is_some_and(char::is_ascii_alphanumeric);
        if char != ' ' || beside_latin {
            text.push(char);
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> Result<String, Untold> {
        let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        words(&lines)
    }

    #[test]
    fn the_lines_of_a_cell_are_one_text() {
        let joined = |lines: &[&str]| joined(lines).unwrap();
        assert_eq!(
            joined(&["机关事业单位职业年金缴费", "支出"]),
            "机关事业单位职业年金缴费支出"
        );
        assert_eq!(joined(&["其 他 商 品", "用"]), "其他商品用");
        assert_eq!(joined(&["Word 2019", "A4"]), "Word 2019 A4");
        assert_eq!(joined(&["201 06 01"]), "201 06 01");
        assert_eq!(joined(&["1,234.50"]), "1,234.50");
        assert_eq!(joined(&[]), "");
    }

    #[test]
    fn two_numbers_in_a_cell_are_not_told_apart() {
        assert_eq!(joined(&["1,234.5", "0"]), Err(Untold::Together));
        assert_eq!(joined(&["12.00", "13.00"]), Err(Untold::Together));
        assert_eq!(joined(&["12.00 13.00"]), Err(Untold::Together));
        assert_eq!(joined(&["12.00\t13.00"]), Err(Untold::Together));
    }
}
