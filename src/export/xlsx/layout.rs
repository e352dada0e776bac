//! Where the cells of a table stand on a sheet of their own: title, unit, a head of one or two
//! levels, the rows; the halves of a two-sided table beside each other, as the official forms have
//! them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Place, Row, RowKindSpec, Side, Table, Text};

/// The row of the head's first level: title and unit stand above.
const HEAD_ROW: u32 = 2;

/// A table laid out.
pub(super) struct Layout<'a> {
    pub(super) table: &'a Table,
    pub(super) blocks: Vec<Block>,
    /// How many levels the head has.
    pub(super) levels: u32,
    /// How many columns of the sheet the table takes.
    pub(super) width: u16,
    /// The rows of the sheet below the head.
    pub(super) body: Range<u32>,
    /// The place of each cell on the sheet: row and column.
    at: BTreeMap<Place, (u32, u16)>,
}

/// Columns beside each other with rows of their own.
pub(super) struct Block {
    /// What stands above all of its columns.
    pub(super) title: Option<Text>,
    /// Its first column on the sheet.
    pub(super) first: u16,
    pub(super) columns: Vec<Column>,
    /// Rows of the table, by index.
    pub(super) rows: Vec<usize>,
}

/// A column of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Code,
    Name,
    /// A column of the catalogue.
    Cell(u16),
}

/// A part of the head.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) row: u32,
    pub(super) column: u16,
    pub(super) last_row: u32,
    pub(super) last_column: u16,
    pub(super) text: Text,
}

impl Column {
    /// The column of the model.
    pub(super) fn index(self) -> u16 {
        match self {
            Self::Code => Place::CODE,
            Self::Name => Place::NAME,
            Self::Cell(column) => column,
        }
    }
}

impl<'a> Layout<'a> {
    pub(super) fn new(table: &'a Table) -> Self {
        let mut blocks = blocks(table);
        let mut width = 0;
        for block in &mut blocks {
            block.first = width;
            width += u16::try_from(block.columns.len()).unwrap_or_default();
        }
        let grouped = blocks
            .iter()
            .flat_map(|block| &block.columns)
            .any(|column| {
                let Column::Cell(column) = column else {
                    return false;
                };
                table.spec().columns[usize::from(*column)].group.is_some()
            });
        let levels = if grouped || blocks.len() > 1 { 2 } else { 1 };
        let first = HEAD_ROW + levels;
        let rows = blocks.iter().map(|block| block.rows.len()).max();
        let rows = u32::try_from(rows.unwrap_or(0)).unwrap_or(u32::MAX - first);
        let mut layout = Self {
            table,
            blocks,
            levels,
            width,
            body: first..first + rows,
            at: BTreeMap::new(),
        };
        layout.at = layout.cells().map(|(at, place)| (place, at)).collect();
        layout
    }

    /// Where a cell stands: row and column of the sheet.
    pub(super) fn at(&self, place: Place) -> Option<(u32, u16)> {
        self.at.get(&place).copied()
    }

    /// Every cell with its place on the sheet.
    pub(super) fn cells(&self) -> impl Iterator<Item = ((u32, u16), Place)> {
        let first = self.body.start;
        self.blocks.iter().flat_map(move |block| {
            (first..).zip(&block.rows).flat_map(move |(row, index)| {
                let columns = (block.first..).zip(&block.columns);
                columns
                    .map(move |(column, of)| ((row, column), self.table.place(*index, of.index())))
            })
        })
    }

    /// How many columns on the left say what a row is, so that they stay in view.
    pub(super) fn heads(&self) -> u16 {
        let Some(block) = self.blocks.first().filter(|_| self.blocks.len() == 1) else {
            return 0;
        };
        let heads = block
            .columns
            .iter()
            .take_while(|column| !matches!(column, Column::Cell(_)));
        u16::try_from(heads.count()).unwrap_or_default()
    }

    /// The head: groups above, columns below.
    pub(super) fn headings(&self) -> Vec<Heading> {
        let mut headings = Vec::new();
        let last_row = HEAD_ROW + self.levels - 1;
        for block in &self.blocks {
            let end = block.first + u16::try_from(block.columns.len()).unwrap_or_default();
            if let Some(title) = &block.title {
                headings.push(Heading {
                    row: HEAD_ROW,
                    column: block.first,
                    last_row: HEAD_ROW,
                    last_column: end.saturating_sub(1),
                    text: title.clone(),
                });
            }
            for (column, of) in (block.first..).zip(&block.columns) {
                let (group, text) = self.words(*of);
                let below = block.title.is_some() || group.is_some();
                if let Some(group) = group {
                    widen(&mut headings, column, group);
                }
                headings.push(Heading {
                    row: if below { last_row } else { HEAD_ROW },
                    column,
                    last_row,
                    last_column: column,
                    text,
                });
            }
        }
        headings
    }

    /// The group of a column and its own head, without the group's words.
    fn words(&self, column: Column) -> (Option<Text>, Text) {
        let halves = self.blocks.len() > 1;
        match column {
            Column::Code => (None, Text::new("科目编码", "Code")),
            Column::Name if halves => (None, Text::new("项目", "Item")),
            Column::Name => (None, Text::new("名称", "Name")),
            Column::Cell(column) => {
                let spec = &self.table.spec().columns[usize::from(column)];
                let group = spec.group.clone().filter(|_| !halves);
                let mut title = spec.title.clone();
                if let Some(group) = &group {
                    title.zh = rest(&title.zh, &group.zh);
                    title.en = rest(&title.en, &group.en);
                }
                (group, title)
            }
        }
    }
}

/// The last heading of the upper level grows over `column` when it is the same group.
fn widen(headings: &mut Vec<Heading>, column: u16, group: Text) {
    let mut upper = headings
        .iter_mut()
        .rev()
        .filter(|heading| heading.row == HEAD_ROW);
    match upper.next() {
        Some(last) if last.text == group && last.last_column + 1 == column => {
            last.last_column = column;
        }
        _ => headings.push(Heading {
            row: HEAD_ROW,
            column,
            last_row: HEAD_ROW,
            last_column: column,
            text: group,
        }),
    }
}

/// A head without the words of its group: 年初结转和结余合计 below 年初结转和结余 is 合计.
fn rest(title: &str, group: &str) -> String {
    let rest = title.strip_prefix(group).unwrap_or(title);
    let rest = rest.trim_start_matches([',', ' ', '，']);
    if rest.is_empty() {
        title.to_owned()
    } else {
        rest.to_owned()
    }
}

fn blocks(table: &Table) -> Vec<Block> {
    let spec = table.spec();
    let rows = |fits: &dyn Fn(&Row) -> bool| -> Vec<usize> {
        let rows = table.rows.iter().enumerate();
        rows.filter(|(_, row)| fits(row))
            .map(|(row, _)| row)
            .collect()
    };
    let expenditure = rows(&|row| row.side == Some(Side::Expenditure));
    let income = rows(&|row| row.side != Some(Side::Expenditure));
    if spec.row_kind == RowKindSpec::Halves && !expenditure.is_empty() && !income.is_empty() {
        let halves = [
            (Text::new("收入", "Income"), income),
            (Text::new("支出", "Expenditure"), expenditure),
        ];
        return halves
            .into_iter()
            .map(|(title, rows)| Block {
                title: Some(title),
                first: 0,
                columns: half_columns(table, &rows),
                rows,
            })
            .collect();
    }
    vec![Block {
        title: None,
        first: 0,
        columns: columns(table),
        rows: rows(&|_| true),
    }]
}

/// The columns of a half: those that its rows print, the first one anyway.
fn half_columns(table: &Table, rows: &[usize]) -> Vec<Column> {
    let coded = rows.iter().any(|row| !table.rows[*row].code.is_empty());
    let mut columns = Vec::new();
    columns.extend(coded.then_some(Column::Code));
    columns.push(Column::Name);
    for index in 0..table.spec().columns.len() {
        let printed = rows.iter().any(|row| {
            let cell = table.rows[*row].cells.get(index);
            cell.is_some_and(crate::model::Cell::is_present)
        });
        if printed || index == 0 {
            columns.extend(u16::try_from(index).ok().map(Column::Cell));
        }
    }
    columns
}

/// Code where there are codes, name, and every column that the form has; in free tables those that
/// hold something.
fn columns(table: &Table) -> Vec<Column> {
    let spec = table.spec();
    let mut columns = Vec::new();
    columns.extend(table.is_coded().then_some(Column::Code));
    let named = table.is_named() || spec.column("id").is_none();
    columns.extend(named.then_some(Column::Name));
    let free = spec.row_kind == RowKindSpec::Free;
    let shown = (0..spec.columns.len()).filter(|index| !free || table.holds(*index));
    columns.extend(
        shown
            .filter_map(|index| u16::try_from(index).ok())
            .map(Column::Cell),
    );
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::model::Accounts;

    fn accounts(json: &str) -> Accounts {
        Accounts::read(&Document::parse(json.as_bytes().to_vec()).unwrap()).unwrap()
    }

    #[test]
    fn halves_stand_beside_each_other() {
        let accounts = accounts(
            r#"{"format": "gouji-accounts/1", "tables": {"income_and_expenditure_summary": [
                {"name": "事业收入", "side": "收入", "final": 1},
                {"name": "教育支出", "side": "支出", "final": 2},
                {"name": "其他收入", "side": "收入", "final": 3}]}}"#,
        );
        let layout = Layout::new(&accounts.tables[0]);
        assert_eq!((layout.levels, layout.width), (2, 4));
        assert_eq!(layout.body, 4..6);
        let place = |row| layout.table.place(row, 0);
        assert_eq!(layout.at(place(0)), Some((4, 1)));
        assert_eq!(layout.at(place(1)), Some((4, 3)));
        assert_eq!(layout.at(place(2)), Some((5, 1)));
    }

    #[test]
    fn columns_of_a_group_share_a_heading() {
        let accounts = accounts(
            r#"{"format": "gouji-accounts/1", "tables": {"government_fund": [
                {"code": "212", "name": "城乡社区支出", "total": 1}]}}"#,
        );
        let layout = Layout::new(&accounts.tables[0]);
        let headings = layout.headings();
        let group = headings.iter().find(|h| h.text.zh == "本年支出").unwrap();
        assert_eq!((group.column, group.last_column, group.last_row), (4, 6, 2));
        let below = headings.iter().find(|h| h.text.zh == "小计").unwrap();
        assert_eq!((below.row, below.column), (3, 4));
        let alone = headings
            .iter()
            .find(|h| h.text.zh == "年初结转和结余")
            .unwrap();
        assert_eq!((alone.row, alone.last_row), (2, 3));
        assert_eq!(layout.heads(), 2);
    }
}
