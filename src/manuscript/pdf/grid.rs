//! Ruling lines as grids of cells.
//!
//! Lines that touch are one grid; where a line between two cells is missing they are one cell.
//! When lines do not enclose rectangles, the cells are not told apart.

use super::drawn::Rule;

/// Lines this near to each other are one, in points.
const NEAR: f64 = 2.0;
/// Columns and rows are further apart than this, in points; nearer lines are a double border.
const DOUBLE: f64 = 4.0;
/// Lines touch across this distance, in points.
const TOUCH: f64 = 3.0;
/// More lines than a page of tables has.
const MOST_RULES: usize = 2000;
/// More cells than a page of tables has.
const MOST_CELLS: usize = 20_000;

/// A grid of cells on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Grid {
    /// Where its columns begin, and where the last one ends.
    pub(super) columns: Vec<f64>,
    /// Where its rows begin, and where the last one ends.
    pub(super) rows: Vec<f64>,
    /// Its cells in order; `None` when the lines enclose no rectangles.
    pub(super) cells: Option<Vec<Span>>,
    /// The cell of each field between two neighbouring lines, row by row.
    owners: Vec<usize>,
}

/// A cell: its columns and rows, the ends not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    /// The first row.
    pub(super) row: usize,
    /// The first column.
    pub(super) column: usize,
    /// The row behind it.
    pub(super) row_end: usize,
    /// The column behind it.
    pub(super) column_end: usize,
}

impl Grid {
    /// Whether a place lies within the grid.
    pub(super) fn holds(&self, x: f64, y: f64) -> bool {
        let within = |edges: &[f64], at: f64| {
            edges.first().is_some_and(|&first| at >= first)
                && edges.last().is_some_and(|&last| at <= last)
        };
        within(&self.columns, x) && within(&self.rows, y)
    }

    /// Its upper edge.
    pub(super) fn top(&self) -> f64 {
        self.rows.first().copied().unwrap_or_default()
    }

    /// The cell that a place lies in.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        if self.cells.is_none() || !self.holds(x, y) {
            return None;
        }
        let index = |edges: &[f64], at: f64| {
            let behind = edges.partition_point(|&edge| edge <= at);
            behind.saturating_sub(1).min(edges.len().saturating_sub(2))
        };
        let (row, column) = (index(&self.rows, y), index(&self.columns, x));
        let width = self.columns.len().saturating_sub(1);
        self.owners.get(row * width + column).copied()
    }

    fn area(&self) -> f64 {
        let length = |edges: &[f64]| {
            edges.last().copied().unwrap_or_default() - edges.first().copied().unwrap_or_default()
        };
        length(&self.columns) * length(&self.rows)
    }
}

/// The grids of a page, the smaller ones first, so that a place in a table within a frame belongs
/// to the table.
pub(super) fn grids(rules: &[Rule]) -> Vec<Grid> {
    let rules = merged(rules);
    if rules.len() > MOST_RULES {
        return Vec::new();
    }
    let groups = groups(&rules);
    let mut grids: Vec<Grid> = groups.iter().filter_map(|group| grid(group)).collect();
    grids.sort_by(|a, b| {
        a.area()
            .total_cmp(&b.area())
            .then(a.top().total_cmp(&b.top()))
    });
    grids
}

/// Lines whose parts were drawn one by one, such as the border of each cell, as one.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| {
        let at = a.across.cmp(&b.across).then(a.at.total_cmp(&b.at));
        at.then(a.from.total_cmp(&b.from))
            .then(a.to.total_cmp(&b.to))
    });
    let mut whole: Vec<Rule> = Vec::new();
    let near = |a: &Rule, b: &Rule| a.across == b.across && (a.at - b.at).abs() <= NEAR;
    for bundle in rules.chunk_by(near) {
        let mut bundle = bundle.to_vec();
        let sum: f64 = bundle.iter().map(|rule| rule.at).sum();
        let count = u32::try_from(bundle.len()).unwrap_or(u32::MAX);
        let at = sum / f64::from(count);
        bundle.sort_by(|a, b| a.from.total_cmp(&b.from));
        let first = whole.len();
        for rule in bundle {
            match whole[first..].last_mut() {
                Some(last) if rule.from <= last.to + TOUCH => last.to = last.to.max(rule.to),
                _ => whole.push(Rule { at, ..rule }),
            }
        }
    }
    whole
}

/// Lines that touch each other, directly or through others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut group: Vec<usize> = (0..rules.len()).collect();
    let (down, across): (Vec<usize>, Vec<usize>) =
        (0..rules.len()).partition(|&index| !rules[index].across);
    for &a in &across {
        for &d in &down {
            let (h, v) = (rules[a], rules[d]);
            if (h.from - TOUCH..=h.to + TOUCH).contains(&v.at)
                && (v.from - TOUCH..=v.to + TOUCH).contains(&h.at)
            {
                join(&mut group, a, d);
            }
        }
    }
    let mut groups: Vec<Vec<Rule>> = vec![Vec::new(); rules.len()];
    for (index, rule) in rules.iter().enumerate() {
        groups[root(&mut group, index)].push(*rule);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The one that stands for all that are joined to an index.
fn root(parents: &mut [usize], mut index: usize) -> usize {
    while parents[index] != index {
        parents[index] = parents[parents[index]];
        index = parents[index];
    }
    index
}

fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b);
}

/// The grid that some lines draw, if it has more than one cell.
fn grid(rules: &[Rule]) -> Option<Grid> {
    let lines = |across: bool| {
        let along = rules.iter().filter(move |rule| rule.across == across);
        let other = rules.iter().filter(move |rule| rule.across != across);
        // Where a table is open at its sides, the lines across it say how wide it is.
        let ends = other.flat_map(|rule| [rule.from, rule.to]);
        let (first, last) = ends.fold((f64::MAX, f64::MIN), |(first, last), end| {
            (first.min(end), last.max(end))
        });
        edges(along.map(|rule| rule.at).collect(), first, last)
    };
    let (columns, rows) = (lines(false), lines(true));
    let count = columns.len().saturating_sub(1) * rows.len().saturating_sub(1);
    if !(2..=MOST_CELLS).contains(&count) || columns.len() < 3 {
        return None;
    }
    let cells = cells(rules, &columns, &rows);
    if cells.as_ref().is_some_and(|cells| cells.len() < 2) {
        return None;
    }
    let width = columns.len() - 1;
    let mut owners = vec![0; count];
    for (index, cell) in cells.iter().flatten().enumerate() {
        for row in cell.row..cell.row_end {
            owners[row * width + cell.column..row * width + cell.column_end].fill(index);
        }
    }
    Some(Grid {
        columns,
        rows,
        cells,
        owners,
    })
}

/// Places of lines in order, with the outer edges.
fn edges(mut at: Vec<f64>, first: f64, last: f64) -> Vec<f64> {
    at.sort_by(f64::total_cmp);
    at.dedup_by(|next, kept| *next - *kept <= DOUBLE);
    if at.first().is_none_or(|&edge| edge - first > TOUCH) {
        at.insert(0, first);
    }
    if at.last().is_none_or(|&edge| last - edge > TOUCH) {
        at.push(last);
    }
    at
}

/// The cells between the lines; `None` when they are no rectangles.
fn cells(rules: &[Rule], columns: &[f64], rows: &[f64]) -> Option<Vec<Span>> {
    let (width, height) = (columns.len() - 1, rows.len() - 1);
    let mut parents: Vec<usize> = (0..width * height).collect();
    // A line of a fraction of a cell's side neither parts the two cells nor leaves them one.
    let parted = |across: bool, at: f64, from: f64, to: f64| {
        let covered: f64 = rules
            .iter()
            .filter(|rule| rule.across == across && (rule.at - at).abs() <= DOUBLE)
            .map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0.0))
            .sum();
        match covered / (to - from).max(0.01) {
            part if part >= 0.75 => Some(true),
            part if part <= 0.25 => Some(false),
            _ => None,
        }
    };
    for row in 0..height {
        for column in 0..width {
            let here = row * width + column;
            let (top, bottom) = (rows[row], rows[row + 1]);
            let (left, right) = (columns[column], columns[column + 1]);
            if column + 1 < width && !parted(false, right, top, bottom)? {
                join(&mut parents, here, here + 1);
            }
            if row + 1 < height && !parted(true, bottom, left, right)? {
                join(&mut parents, here, here + width);
            }
        }
    }
    let mut spans: Vec<Option<(Span, usize)>> = vec![None; width * height];
    for index in 0..width * height {
        let (row, column) = (index / width, index % width);
        let first = Span {
            row,
            column,
            row_end: row + 1,
            column_end: column + 1,
        };
        let of = root(&mut parents, index);
        let (span, count) = spans[of].get_or_insert((first, 0));
        span.column = span.column.min(column);
        span.row_end = row + 1;
        span.column_end = span.column_end.max(column + 1);
        *count += 1;
    }
    let spans = spans.into_iter().flatten();
    let whole = spans.map(|(span, count)| {
        let area = (span.row_end - span.row) * (span.column_end - span.column);
        (area == count).then_some(span)
    });
    let mut cells = whole.collect::<Option<Vec<Span>>>()?;
    cells.sort_unstable();
    Some(cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: f64, from: f64, to: f64) -> Rule {
        Rule {
            across: true,
            at,
            from,
            to,
        }
    }

    fn down(at: f64, from: f64, to: f64) -> Rule {
        Rule {
            across: false,
            at,
            from,
            to,
        }
    }

    /// Each cell's first row and column and its height and width.
    fn shapes(grid: &Grid) -> Vec<[usize; 4]> {
        let cells = grid.cells.iter().flatten();
        let shape = |cell: &Span| {
            [
                cell.row,
                cell.column,
                cell.row_end - cell.row,
                cell.column_end - cell.column,
            ]
        };
        cells.map(shape).collect()
    }

    #[test]
    fn a_missing_line_joins_two_cells() {
        let rules = [
            across(10.0, 10.0, 100.0),
            across(30.0, 10.0, 100.0),
            across(50.0, 10.0, 100.0),
            down(10.0, 10.0, 50.0),
            down(60.0, 30.0, 50.0),
            down(100.0, 10.0, 50.0),
        ];
        let grids = grids(&rules);
        assert_eq!(
            shapes(&grids[0]),
            [[0, 0, 1, 2], [1, 0, 1, 1], [1, 1, 1, 1]]
        );
        assert_eq!(grids[0].cell_at(80.0, 20.0), Some(0));
        assert_eq!(grids[0].cell_at(80.0, 40.0), Some(2));
        assert_eq!(grids[0].cell_at(80.0, 60.0), None);
    }

    #[test]
    fn borders_drawn_cell_by_cell_are_one_line() {
        let mut rules = Vec::new();
        for (left, right) in [(10.0, 59.7), (60.3, 100.0)] {
            for (top, bottom) in [(10.0, 29.8), (30.2, 50.0)] {
                rules.extend([
                    across(top, left, right),
                    across(bottom, left, right),
                    down(left, top, bottom),
                    down(right, top, bottom),
                ]);
            }
        }
        let grids = grids(&rules);
        assert_eq!(grids.len(), 1);
        assert_eq!(shapes(&grids[0]).len(), 4);
    }

    #[test]
    fn a_double_border_is_one_line() {
        let rules = [
            across(10.0, 10.0, 100.0),
            across(13.0, 13.0, 97.0),
            across(50.0, 10.0, 100.0),
            down(10.0, 10.0, 50.0),
            down(13.0, 13.0, 50.0),
            down(60.0, 13.0, 50.0),
            down(97.0, 13.0, 50.0),
            down(100.0, 10.0, 50.0),
        ];
        assert_eq!(shapes(&grids(&rules)[0]), [[0, 0, 1, 1], [0, 1, 1, 1]]);
    }

    #[test]
    fn a_table_without_sides_is_as_wide_as_its_lines() {
        let rules = [
            across(10.0, 10.0, 100.0),
            across(30.0, 10.0, 100.0),
            across(50.0, 10.0, 100.0),
            down(60.0, 10.0, 50.0),
        ];
        let grids = grids(&rules);
        assert_eq!(shapes(&grids[0]).len(), 4);
        assert_eq!(grids[0].cell_at(15.0, 20.0), Some(0));
    }

    #[test]
    fn lines_that_enclose_no_rectangle_tell_no_cells() {
        // The line between the rows ends in the middle of a cell.
        let rules = [
            across(10.0, 10.0, 100.0),
            across(30.0, 10.0, 80.0),
            across(50.0, 10.0, 100.0),
            down(10.0, 10.0, 50.0),
            down(60.0, 10.0, 50.0),
            down(100.0, 10.0, 50.0),
        ];
        assert_eq!(grids(&rules)[0].cells, None);
    }

    #[test]
    fn a_frame_or_an_underline_is_no_table() {
        let frame = [
            across(10.0, 10.0, 100.0),
            across(50.0, 10.0, 100.0),
            down(10.0, 10.0, 50.0),
            down(100.0, 10.0, 50.0),
        ];
        assert_eq!(grids(&frame), []);
        assert_eq!(grids(&[across(10.0, 10.0, 100.0)]), []);
    }
}
