//! A page as a sequence of lines and tables, from top to bottom.

use super::drawn::{Drawn, Glyph};
use super::grid::grids;
use super::lines::{Line, lines, middle};
use super::table::{Table, Untold, table};

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// A line of text.
    Line(String),
    /// A table.
    Table(Table),
}

/// How many lines with cells beside each other make a table that has no lines drawn.
const FEWEST_ROWS: usize = 3;

/// The parts of a page in reading order.
pub(super) fn parts(drawn: &Drawn) -> Vec<Part> {
    let grids = grids(&drawn.rules);
    let mut held: Vec<Vec<&Glyph>> = vec![Vec::new(); grids.len()];
    let mut free: Vec<&Glyph> = Vec::new();
    for glyph in &drawn.glyphs {
        let center = f64::midpoint(glyph.left, glyph.right);
        let of = grids
            .iter()
            .position(|grid| grid.holds(center, middle(glyph)));
        match of {
            Some(grid) => held[grid].push(glyph),
            None => free.push(glyph),
        }
    }
    let mut placed: Vec<(f64, Part)> = Vec::new();
    for (grid, glyphs) in grids.iter().zip(held) {
        let table = table(grid, &glyphs);
        if !table.lines.is_empty() {
            placed.push((grid.top(), Part::Table(table)));
        }
    }
    placed.extend(unruled(&lines(free)));
    placed.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let slanted = drawn.slanted.iter().map(|words| words.trim());
    let slanted = slanted.filter(|words| !words.is_empty());
    let parts = placed.into_iter().map(|(_, part)| part);
    parts
        .chain(slanted.map(|words| Part::Line(words.to_owned())))
        .collect()
}

/// Lines outside of any grid; several with three or more parts each are a table whose cells only
/// their distances tell apart, which is not enough.
fn unruled(lines: &[Line]) -> Vec<(f64, Part)> {
    let tabular = |line: &Line| line.text.matches('\t').count() > 1;
    let mut parts = Vec::new();
    for run in lines.chunk_by(|a, b| tabular(a) == tabular(b)) {
        let [first, ..] = run else { continue };
        if tabular(first) && run.len() >= FEWEST_ROWS {
            let table = Table {
                lines: run.iter().map(|line| line.text.clone()).collect(),
                columns: Vec::new(),
                rows: run.len(),
                cells: Err(Untold::Lines),
            };
            parts.push((first.top, Part::Table(table)));
        } else {
            let lines = run.iter();
            parts.extend(lines.map(|line| (line.top, Part::Line(line.text.clone()))));
        }
    }
    parts
}
