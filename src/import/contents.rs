//! The list of tables (目录), of which each line is a title.

use crate::workbook::Content;

use super::grid::{Grid, Line, Role};
use super::title;
use super::words::{bare, joined};

/// Whether a line begins a list of tables.
pub(super) fn begins(grid: &Grid<'_>, line: Line) -> bool {
    let mut cells = grid.cells(line);
    let is_head = |text: &str| {
        let text = bare(text);
        text == "目录" || text.ends_with("目录") && text.chars().count() <= 30
    };
    cells.any(|(_, cell)| is_head(cell.content.text()))
}

/// The title on a line of the list, without the number of its page.
pub(super) fn read(grid: &mut Grid<'_>, line: Line) -> Option<String> {
    let cells: Vec<u32> = grid.cells(line).map(|(cell, _)| cell).collect();
    let mut found = None;
    for cell in cells {
        let content = &grid.sheet.cells[cell as usize].content;
        let Content::Text(text) = content else {
            grid.mark(cell, Role::Numbering);
            continue;
        };
        grid.mark(cell, Role::Words);
        let page = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".…·-—．".contains(c);
        let title = joined(text.trim_end_matches(page));
        // A department in the list's own head is no entry.
        if found.is_none()
            && title::read(&title).is_some_and(|t| t.table.is_some() || t.department.is_none())
        {
            found = Some(title);
        }
    }
    found
}
