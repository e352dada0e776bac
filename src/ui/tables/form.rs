//! How a table is laid out: which of its cells stands at which shown row and column.
//!
//! Two layouts: line by line as in the file, where rows may be folded away, and as the official form prints it, where
//! halves stand side by side (收入 | 支出, 人员经费 | 公用经费) or all rows on one line (“三公”经费). Plain data, worked out once for each
//! state of the document; heads are left to `heads`, what is folded to `fold`, drawing to the grid.

use crate::model::{Place, Row, RowKind, RowKindSpec, Side, Table};
use crate::ui::grid::CellPos;

use super::fold::Folds;

/// A row of a block where the form prints nothing.
const GAP: u32 = u32::MAX;

/// More rows than this do not stand on one line.
const MOST_ON_A_LINE: usize = 16;

/// A column of a table, including those that no column of the catalogue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The rows' codes.
    Code,
    /// The rows' names.
    Name,
    /// A column of the catalogue.
    Cell(u16),
}

impl Column {
    /// How a place names the column.
    pub(crate) fn index(self) -> u16 {
        match self {
            Self::Code => Place::CODE,
            Self::Name => Place::NAME,
            Self::Cell(column) => column,
        }
    }
}

/// How the official form prints a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Row below row, as a file gives it.
    Listed,
    /// 收入 at the left, 支出 at the right.
    Halves,
    /// 人员经费 at the left, 公用经费 at the right.
    Economic,
    /// All rows on one line, each with its columns.
    OneLine,
}

impl Shape {
    /// The shape of a table, as far as its rows allow it.
    pub(crate) fn of(table: &Table) -> Self {
        let spec = table.spec();
        match spec.row_kind {
            RowKindSpec::Halves if !table.rows.is_empty() => Self::Halves,
            RowKindSpec::Economic => {
                let staff = table.rows.iter().any(|row| economic_half(row) == Some(0));
                let public = table.rows.iter().any(|row| economic_half(row) == Some(1));
                if staff && public {
                    Self::Economic
                } else {
                    Self::Listed
                }
            }
            RowKindSpec::Fixed
                if spec.id.as_deref() == Some("K11")
                    && (1..=MOST_ON_A_LINE).contains(&table.rows.len()) =>
            {
                Self::OneLine
            }
            _ => Self::Listed,
        }
    }
}

/// What a shown column prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Printed {
    /// A column of the table, for the rows of a block.
    Of {
        /// The block.
        block: usize,
        /// The column.
        column: Column,
    },
    /// One cell of one row.
    Single {
        /// The row of the table.
        row: u32,
        /// The column of the catalogue.
        column: u16,
    },
}

/// The rows of a block, from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rows {
    /// All rows of the table.
    All(usize),
    /// These, [`GAP`] where nothing stands.
    Picked(Vec<u32>),
}

impl Rows {
    fn len(&self) -> usize {
        match self {
            Self::All(count) => *count,
            Self::Picked(rows) => rows.len(),
        }
    }

    fn at(&self, shown: usize) -> Option<usize> {
        match self {
            Self::All(count) => (shown < *count).then_some(shown),
            Self::Picked(rows) => {
                let row = rows.get(shown).copied().filter(|row| *row != GAP)?;
                usize::try_from(row).ok()
            }
        }
    }

    fn find(&self, row: usize) -> Option<usize> {
        match self {
            Self::All(count) => (row < *count).then_some(row),
            Self::Picked(rows) => {
                let row = u32::try_from(row).ok()?;
                rows.iter().position(|other| *other == row)
            }
        }
    }
}

/// Where the cells of a table stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrangement {
    /// How it is laid out.
    pub(crate) shape: Shape,
    columns: Vec<Printed>,
    blocks: Vec<Rows>,
    /// How many rows the table has.
    of: usize,
}

impl Arrangement {
    /// Line by line, without the rows that are folded away.
    pub(crate) fn listed(table: &Table, folds: &Folds) -> Self {
        let columns = listed_columns(table);
        let rows = match folds.visible(table) {
            Some(rows) => Rows::Picked(rows),
            None => Rows::All(table.rows.len()),
        };
        Self {
            shape: Shape::Listed,
            columns: columns
                .into_iter()
                .map(|column| Printed::Of { block: 0, column })
                .collect(),
            blocks: vec![rows],
            of: table.rows.len(),
        }
    }

    /// As the official form prints it; line by line where that is what the form does.
    pub(crate) fn form(table: &Table, folds: &Folds) -> Self {
        let shape = Shape::of(table);
        let (columns, blocks) = match shape {
            Shape::Listed => return Self::listed(table, folds),
            Shape::Halves => (half_columns(table), halves(table)),
            Shape::Economic => (economic_columns(table), economic(table)),
            Shape::OneLine => (line_columns(table), vec![Rows::Picked(vec![GAP])]),
        };
        Self {
            shape,
            columns,
            blocks,
            of: table.rows.len(),
        }
    }

    /// How many rows are shown.
    pub(crate) fn rows(&self) -> usize {
        self.blocks.iter().map(Rows::len).max().unwrap_or(0)
    }

    /// What is shown, left to right.
    pub(crate) fn columns(&self) -> &[Printed] {
        &self.columns
    }

    /// The row and the column of the table that stand there; `None` where the form is empty.
    pub(crate) fn at(&self, row: usize, col: usize) -> Option<(usize, Column)> {
        match *self.columns.get(col)? {
            Printed::Of { block, column } => Some((self.blocks[block].at(row)?, column)),
            Printed::Single { row: of, column } => {
                (row == 0).then_some((usize::try_from(of).ok()?, Column::Cell(column)))
            }
        }
    }

    /// Where a cell stands; `None` when it is folded away or not printed.
    pub(crate) fn find(&self, row: usize, column: u16) -> Option<CellPos> {
        self.columns.iter().enumerate().find_map(|(col, printed)| {
            let shown = match *printed {
                Printed::Of { block, column: of } if of.index() == column => {
                    self.blocks[block].find(row)?
                }
                Printed::Single { row: of, column: c } if c == column => {
                    (usize::try_from(of) == Ok(row)).then_some(0)?
                }
                _ => return None,
            };
            Some(CellPos::new(shown, col))
        })
    }

    /// The same, or the beginning of its row where the column is not printed.
    pub(crate) fn find_near(&self, row: usize, column: u16) -> Option<CellPos> {
        self.find(row, column).or_else(|| {
            let cols = 0..self.columns.len();
            cols.into_iter().find_map(|col| match self.columns[col] {
                Printed::Of { block, .. } => {
                    let shown = self.blocks[block].find(row)?;
                    Some(CellPos::new(shown, col))
                }
                Printed::Single { row: of, .. } => {
                    (usize::try_from(of) == Ok(row)).then(|| CellPos::new(0, col))
                }
            })
        })
    }

    /// The rows of the table that stand on a shown row.
    pub(crate) fn rows_of(&self, row: usize) -> impl Iterator<Item = usize> {
        let all = self.shape == Shape::OneLine && row == 0;
        let of_blocks = self.blocks.iter().filter_map(move |block| block.at(row));
        (0..if all { self.of } else { 0 }).chain(of_blocks)
    }

    /// The rows that are folded away behind a shown row.
    pub(crate) fn hidden_behind(&self, row: usize) -> std::ops::Range<usize> {
        let none = 0..0;
        let [Rows::Picked(rows)] = self.blocks.as_slice() else {
            return none;
        };
        if self.shape != Shape::Listed {
            return none;
        }
        let Some(first) = self.blocks[0].at(row) else {
            return none;
        };
        let next = rows
            .get(row + 1)
            .and_then(|next| usize::try_from(*next).ok())
            .unwrap_or(self.of);
        first + 1..next
    }

    /// Whether rows stand below each other as in the file, so that they can be put in and taken out.
    pub(crate) fn is_listed(&self) -> bool {
        self.shape == Shape::Listed
    }
}

/// Code where there are codes, name, and every column that the form has: in free tables only those that hold something,
/// since most of theirs concern a few rows.
fn listed_columns(table: &Table) -> Vec<Column> {
    let spec = table.spec();
    let coded = table.is_coded()
        || matches!(
            spec.row_kind,
            RowKindSpec::Functional | RowKindSpec::Economic
        );
    let named = table.is_named() || spec.column("id").is_none();
    let mut columns = Vec::new();
    columns.extend(coded.then_some(Column::Code));
    columns.extend(named.then_some(Column::Name));
    let free = spec.row_kind == RowKindSpec::Free;
    let shown = (0..spec.columns.len()).filter(|index| !free || table.holds(*index));
    columns.extend(
        shown
            .filter_map(|index| u16::try_from(index).ok())
            .map(Column::Cell),
    );
    // What a statement is about stays in view beside its number.
    let heads = heads(table);
    columns.sort_by_key(|column| match column {
        Column::Cell(column) => heads
            .iter()
            .position(|head| head == column)
            .unwrap_or(heads.len()),
        Column::Code | Column::Name => 0,
    });
    columns
}

/// Columns that say what a row is, where rows have neither name nor code: of statements their id and their subject.
pub(crate) fn heads(table: &Table) -> Vec<u16> {
    let spec = table.spec();
    ["id", "subject"]
        .iter()
        .filter_map(|key| spec.column(key))
        .collect()
}

/// The half of the form in which a row stands; rows that do not say follow the one above them.
fn sides(table: &Table) -> impl Iterator<Item = usize> {
    let mut last = 0;
    table.rows.iter().map(move |row| {
        if let Some(side) = row.side {
            last = usize::from(side == Side::Expenditure);
        }
        last
    })
}

/// 项目 and amounts of both halves. The income half prints one amount, unless the file gives others.
fn half_columns(table: &Table) -> Vec<Printed> {
    let count = table.spec().columns.len();
    let held = |half: usize, column: usize| {
        let rows = table.rows.iter().zip(sides(table));
        rows.into_iter().any(|(row, side)| {
            side == half && row.cells.get(column).is_some_and(|c| c.is_present())
        })
    };
    let mut columns = Vec::new();
    for half in 0..2 {
        let of = |column| Printed::Of {
            block: half,
            column,
        };
        columns.push(of(Column::Name));
        for index in 0..count {
            if (half == 1 || index == 0 || held(half, index))
                && let Ok(column) = u16::try_from(index)
            {
                columns.push(of(Column::Cell(column)));
            }
        }
    }
    columns
}

fn halves(table: &Table) -> Vec<Rows> {
    let mut rows = [Vec::new(), Vec::new()];
    for (index, side) in sides(table).enumerate() {
        rows[side].extend(u32::try_from(index));
    }
    let feet = rows.each_ref().map(|rows| half_foot(table, rows));
    side_by_side(rows, feet)
}

/// Where the sums of a half begin: at 本年收入合计 or 本年支出合计, else at a last row that is a total.
fn half_foot(table: &Table, rows: &[u32]) -> usize {
    let row = |index: &u32| &table.rows[*index as usize];
    let year = rows.iter().position(|index| {
        matches!(
            form_name(table, row(index)),
            "本年收入合计" | "本年支出合计"
        )
    });
    let last_is_total = || {
        rows.last()
            .is_some_and(|index| row(index).kind == RowKind::Total)
    };
    year.unwrap_or_else(|| rows.len() - usize::from(last_is_total()))
}

/// The name of the fixed row of the form that a row is; its own where it is none.
fn form_name<'a>(table: &Table, row: &'a Row) -> &'a str {
    let spec = row
        .spec
        .and_then(|row| table.spec().rows.get(usize::from(row)));
    spec.map_or(&row.name, |spec| &spec.name.zh)
}

/// The half of the form of basic expenditure in which a code stands: 人员经费 are 301 and 303, all others 公用经费.
fn economic_half(row: &Row) -> Option<usize> {
    if row.code.is_empty() {
        return None;
    }
    let staff = row.code.starts_with("301") || row.code.starts_with("303");
    Some(usize::from(!staff))
}

fn economic_columns(table: &Table) -> Vec<Printed> {
    let count = u16::try_from(table.spec().columns.len()).unwrap_or(0);
    let columns = [Column::Code, Column::Name].into_iter();
    let columns: Vec<Column> = columns.chain((0..count).map(Column::Cell)).collect();
    let halves = (0..2).flat_map(|block| {
        columns
            .iter()
            .map(move |&column| Printed::Of { block, column })
    });
    halves.collect()
}

fn economic(table: &Table) -> Vec<Rows> {
    let mut rows = [Vec::new(), Vec::new()];
    let mut feet = [Vec::new(), Vec::new()];
    let mut last = 0;
    for (index, row) in table.rows.iter().enumerate() {
        let Ok(index) = u32::try_from(index) else {
            continue;
        };
        match (economic_half(row), row.kind) {
            (None, RowKind::Total) => {
                let staff = form_name(table, row) == "人员经费合计";
                feet[usize::from(!staff)].push(index);
            }
            (half, _) => {
                last = half.unwrap_or(last);
                rows[last].push(index);
            }
        }
    }
    // The total of all stands below 公用经费合计, wherever the file has it.
    feet[1].sort_by_key(|index| form_name(table, &table.rows[*index as usize]) != "公用经费合计");
    let starts = rows.each_ref().map(Vec::len);
    for (rows, foot) in rows.iter_mut().zip(feet) {
        rows.extend(foot);
    }
    // Nothing stands beside the total of all.
    let [left, right] = rows;
    let mut blocks = side_by_side_feet([left, right], starts, Foot::Top);
    blocks.truncate(2);
    blocks
}

/// How feet of different length are set against each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foot {
    /// The first rows beside each other.
    Top,
    /// The first beside each other and the last beside each other.
    Both,
}

fn side_by_side(rows: [Vec<u32>; 2], feet: [usize; 2]) -> Vec<Rows> {
    side_by_side_feet(rows, feet, Foot::Both)
}

/// Two halves, the feet of both beginning on the same row.
fn side_by_side_feet(rows: [Vec<u32>; 2], feet: [usize; 2], how: Foot) -> Vec<Rows> {
    let body = feet[0].max(feet[1]);
    let foot = (rows[0].len() - feet[0]).max(rows[1].len() - feet[1]);
    let placed = rows.into_iter().zip(feet).map(|(rows, start)| {
        let (above, below) = rows.split_at(start);
        let mut placed = above.to_vec();
        placed.resize(body, GAP);
        placed.extend(below);
        let missing = body + foot - placed.len();
        let last = match (how, below) {
            (Foot::Both, [_, .., last]) => Some(*last),
            _ => None,
        };
        placed.resize(body + foot, GAP);
        if let Some(last) = last.filter(|_| missing > 0) {
            placed[body + foot - missing - 1] = GAP;
            placed[body + foot - 1] = last;
        }
        Rows::Picked(placed)
    });
    placed.collect()
}

/// Every row with its columns, in the order of the form.
fn line_columns(table: &Table) -> Vec<Printed> {
    let count = u16::try_from(table.spec().columns.len()).unwrap_or(0);
    let mut rows: Vec<(Option<u16>, u32)> = (0..)
        .zip(&table.rows)
        .map(|(index, row)| (row.spec, index))
        .collect();
    // Rows that the form does not know come last.
    rows.sort_by_key(|(spec, index)| (spec.is_none(), *spec, *index));
    let columns = rows
        .into_iter()
        .flat_map(|(_, row)| (0..count).map(move |column| Printed::Single { row, column }));
    columns.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::model::{Accounts, TableRef};

    fn accounts(tables: &str) -> Accounts {
        let json =
            format!(r#"{{"format": "gouji-accounts/1", "unit": "元", "tables": {{{tables}}}}}"#);
        let document = Document::parse(json.into_bytes()).unwrap();
        Accounts::read(&document).unwrap()
    }

    fn table(accounts: &Accounts, name: &str) -> TableRef {
        accounts.final_table(name).unwrap().id
    }

    /// The names that stand in the columns of names, row by row, `-` for nothing.
    fn names(accounts: &Accounts, id: TableRef) -> Vec<Vec<String>> {
        let table = accounts.table(id).unwrap();
        let form = Arrangement::form(table, &Folds::default());
        (0..form.rows())
            .map(|row| {
                (0..form.columns().len())
                    .filter(|col| {
                        matches!(
                            form.columns()[*col],
                            Printed::Of {
                                column: Column::Name,
                                ..
                            }
                        )
                    })
                    .map(|col| {
                        form.at(row, col)
                            .map_or("-".to_owned(), |(row, _)| table.rows[row].name.to_string())
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn both_halves_of_the_summary_end_on_the_same_line() {
        let accounts = accounts(
            r#""fiscal_appropriation_summary": [
            {"name": "一般公共预算财政拨款", "side": "income", "final": 1},
            {"name": "本年收入合计", "side": "income", "final": 1},
            {"name": "年初财政拨款结转和结余", "side": "income", "final": 0},
            {"name": "收入总计", "side": "income", "final": 1},
            {"name": "一般公共服务支出", "side": "expenditure", "final": 1},
            {"name": "外交支出", "side": "expenditure", "final": 0},
            {"name": "本年支出合计", "side": "expenditure", "final": 1},
            {"name": "支出总计", "side": "expenditure", "final": 1}]"#,
        );
        let shown = names(&accounts, table(&accounts, "K04"));
        assert_eq!(
            shown,
            [
                ["一般公共预算财政拨款", "一般公共服务支出"],
                ["-", "外交支出"],
                ["本年收入合计", "本年支出合计"],
                ["年初财政拨款结转和结余", "-"],
                ["收入总计", "支出总计"],
            ]
        );
    }

    #[test]
    fn basic_expenditure_stands_in_two_blocks() {
        let accounts = accounts(
            r#""basic_expenditure": [
            {"name": "合计", "final": 6},
            {"code": "301", "name": "工资福利支出", "final": 1},
            {"code": "302", "name": "商品和服务支出", "final": 2},
            {"code": "30201", "name": "办公费", "final": 2},
            {"code": "303", "name": "对个人和家庭的补助", "final": 3},
            {"name": "人员经费合计", "final": 4},
            {"name": "公用经费合计", "final": 2}]"#,
        );
        let shown = names(&accounts, table(&accounts, "K07"));
        assert_eq!(
            shown,
            [
                ["工资福利支出", "商品和服务支出"],
                ["对个人和家庭的补助", "办公费"],
                ["人员经费合计", "公用经费合计"],
                ["-", "合计"],
            ]
        );
    }

    #[test]
    fn every_cell_stands_once_and_is_found_where_it_stands() {
        let sample = Document::parse(crate::model::SAMPLE.to_vec()).unwrap();
        let accounts = Accounts::read(&sample).unwrap();
        for table in &accounts.tables {
            let form = Arrangement::form(table, &Folds::default());
            let mut seen = std::collections::BTreeSet::new();
            for row in 0..form.rows() {
                for col in 0..form.columns().len() {
                    let Some((of, column)) = form.at(row, col) else {
                        continue;
                    };
                    assert!(seen.insert((of, column.index())), "{:?}", table.id);
                    assert_eq!(
                        form.find(of, column.index()),
                        Some(CellPos::new(row, col)),
                        "{:?}",
                        table.id
                    );
                }
            }
            for (row, data) in table.rows.iter().enumerate() {
                for (column, cell) in (0..).zip(&data.cells) {
                    let shown = seen.contains(&(row, column));
                    assert!(shown || !cell.is_present(), "{:?} {row} {column}", table.id);
                }
            }
        }
    }

    #[test]
    fn rows_of_a_half_that_do_not_say_so_are_shown_too() {
        let accounts = accounts(
            r#""income_and_expenditure_summary": [
            {"name": "收入总计", "side": "income", "final": 1},
            {"name": "另一行", "final": 1}]"#,
        );
        let shown = names(&accounts, table(&accounts, "K01"));
        let all: Vec<&str> = shown.iter().flatten().map(String::as_str).collect();
        assert!(
            all.contains(&"另一行") && all.contains(&"收入总计"),
            "{all:?}"
        );
    }
}
