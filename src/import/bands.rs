//! Tables side by side on a sheet: from the line that prints several titles, each has its columns.

use super::grid::{Grid, Line};
use super::title;

/// The parts of a sheet that are read one after the other.
pub(super) fn bands(grid: &Grid<'_>, lines: &[Line]) -> Vec<Vec<Line>> {
    let mut bands: Vec<Vec<Line>> = Vec::new();
    let mut from = 0;
    let mut columns: Vec<u16> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let titles = titles(grid, *line);
        if titles.is_empty() || (titles.len() == 1 && columns.len() < 2) {
            continue;
        }
        bands.extend(split(grid, &lines[from..at], &columns));
        from = at;
        columns = titles;
    }
    bands.extend(split(grid, &lines[from..], &columns));
    bands
}

/// The columns in which a line prints titles of tables that are known.
fn titles(grid: &Grid<'_>, line: Line) -> Vec<u16> {
    let mut cells = grid.cells(line);
    if cells.by_ref().count() > 8 {
        return Vec::new();
    }
    let is_title = |text: &str| title::read(text).is_some_and(|title| title.table.is_some());
    let titles = grid
        .cells(line)
        .filter(|(_, cell)| is_title(cell.content.text()));
    titles.map(|(_, cell)| cell.at.column).collect()
}

/// Lines cut where the tables with these titles begin.
fn split(grid: &Grid<'_>, lines: &[Line], titles: &[u16]) -> Vec<Vec<Line>> {
    if titles.len() < 2 || lines.is_empty() {
        return vec![lines.to_vec()];
    }
    let empty = |column: u16| lines.iter().all(|line| grid.cell(*line, column).is_none());
    let mut begin = vec![0];
    for pair in titles.windows(2) {
        // A title may stand above the middle of its table, which begins after an empty column.
        let gap = (pair[0] + 1..=pair[1]).rev().find(|column| empty(*column));
        begin.push(gap.map_or(pair[1], |gap| gap + 1));
    }
    let ends = begin[1..].iter().copied().chain([u16::MAX]);
    let cut = begin.iter().zip(ends).map(|(from, to)| {
        let parts = lines.iter().map(|line| grid.between(*line, *from, to));
        parts.filter(|part| !grid.is_empty(*part)).collect()
    });
    cut.collect()
}
