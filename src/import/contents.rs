//! The list of tables (目录), of which each line is a title.

use crate::workbook::Content;

use super::cell::is_figure;
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
    cells.any(|(_, cell)| {
        let text = cell.content.text();
        // Most cells of a sheet are asked, and few of them have the word.
        text.contains('录') && is_head(text)
    })
}

/// Whether a line is the head of the list.
pub(super) fn is_head(grid: &Grid<'_>, line: Line) -> bool {
    let page = |text: &str| matches!(&*bare(text), "页码" | "页次" | "页数");
    grid.cells(line).any(|(_, cell)| page(cell.content.text()))
}

/// The title on a line of the list, without the number of its page.
pub(super) fn read(grid: &mut Grid<'_>, line: Line) -> Option<String> {
    let cells: Vec<u32> = grid.cells(line).map(|(cell, _)| cell).collect();
    let mut found = None;
    for cell in cells {
        let content = &grid.sheet.cells[cell as usize].content;
        if is_figure(content) {
            // Entries and pages are counted in whole numbers; any other is no part of the list.
            if bare(content.text()).parse::<u32>().is_ok() {
                grid.mark(cell, Role::Numbering);
            }
            continue;
        }
        let Content::Text(text) = content else {
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
