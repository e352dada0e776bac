//! What could not be placed in the accounts, with the reason.

use crate::model::{TableId, Text};
use crate::workbook::{Cell, CellAt, Content};

use super::grid::Grid;

/// Entries of one sheet that are listed one by one; of what lies beyond, the area is given.
const MOST: usize = 500;

/// Why a cell has no place in the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The line has neither name nor code.
    NoName,
    /// The head of the column is none of the table's.
    Column(TableId),
    /// Two columns have the same head.
    SameHead(TableId),
    /// There is no head above.
    NoHead,
    /// The table is not one that is known.
    UnknownTable,
    /// Its head fits more tables than one, and no title says which.
    SeveralTables,
    /// The title names a table, and the head is not its head.
    OtherHead(TableId),
    /// Another sheet holds the same table with other figures.
    Twice(TableId),
    /// A table that is printed once more, figure for figure.
    Copy(TableId),
    /// Lines below the one line of figures that the table has.
    SecondLine(TableId),
    /// A number of a line or a column that does not count on.
    Numbering,
    /// A number in the place of a name.
    InName,
    /// A cell whose print cannot be told.
    Unclear,
}

/// Something that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unplaced {
    /// The file.
    pub(super) file: String,
    /// The sheet.
    pub(super) sheet: String,
    /// The cell, or the area of many.
    pub(super) cell: String,
    /// What is printed there.
    pub(super) text: String,
    /// Why it has no place.
    pub(super) why: Text,
}

impl Why {
    /// The reason in words.
    pub(super) fn text(self) -> Text {
        let title = |table: TableId| table.spec().title.clone();
        match self {
            Self::NoName => Text::new(
                "这一行没有名称和编码，不知道是什么金额",
                "the line has neither name nor code",
            ),
            Self::Column(table) => {
                let Text { zh, en } = title(table);
                Text::new(
                    format!("表头不是《{zh}》的栏目"),
                    format!("the head of this column is none of “{en}”"),
                )
            }
            Self::SameHead(table) => {
                let Text { zh, en } = title(table);
                Text::new(
                    format!("《{zh}》中有两栏表头相同，不知道取哪一栏"),
                    format!("two columns of “{en}” have this head"),
                )
            }
            Self::NoHead => Text::new("上方没有表头", "there is no head above"),
            Self::UnknownTable => Text::new(
                "所在的表不是已知的公开报表",
                "the table is none of those that are known",
            ),
            Self::SeveralTables => Text::new(
                "没有表名，表头又与不止一张表相符",
                "there is no title, and the head fits more tables than one",
            ),
            Self::OtherHead(table) => {
                let Text { zh, en } = title(table);
                Text::new(
                    format!("表名是《{zh}》，表头却不是"),
                    format!("the title says “{en}”, the head does not"),
                )
            }
            Self::Twice(table) => {
                let Text { zh, en } = title(table);
                Text::new(
                    format!("《{zh}》有两份，数字不同，不知道以哪份为准"),
                    format!("“{en}” stands twice with different figures"),
                )
            }
            Self::Copy(table) => {
                let Text { zh, en } = title(table);
                Text::new(
                    format!("与另一份《{zh}》完全相同，只取一份"),
                    format!("a copy of “{en}”; one of them is read"),
                )
            }
            Self::SecondLine(table) => {
                let Text { zh, en } = title(table);
                Text::new(
                    format!("《{zh}》只有一行数，这是另一行"),
                    format!("“{en}” has one line of figures; this is another"),
                )
            }
            Self::InName => Text::new(
                "在名称的位置，却是数字",
                "a number stands in the place of a name",
            ),
            Self::Unclear => Text::new(
                "不知道这一格印出的是什么",
                "what this cell prints cannot be told",
            ),
            Self::Numbering => Text::new(
                "在行次或栏次的位置，却不是连续的序号",
                "stands where lines or columns are numbered, and does not count on",
            ),
        }
    }
}

/// Everything of a sheet that has no place, in the order of its cells.
pub(super) fn listed(file: &str, grid: &Grid<'_>) -> Vec<Unplaced> {
    let mut list = Vec::new();
    let mut whole: Vec<(Why, CellAt, CellAt, usize)> = Vec::new();
    let mut beyond: Option<(CellAt, CellAt, usize)> = None;
    for (cell, why) in grid.left_over() {
        if let Some(why @ (Why::Twice(_) | Why::Copy(_))) = why {
            // Of a table that is left out as a whole its area is enough.
            match whole.iter_mut().find(|(of, ..)| *of == why) {
                Some((_, from, to, count)) => {
                    widen(from, to, cell.at);
                    *count += 1;
                }
                None => whole.push((why, cell.at, cell.at, 1)),
            }
            continue;
        }
        if list.len() < MOST {
            list.push(entry(file, grid, cell, why));
            continue;
        }
        let (from, to, count) = beyond.get_or_insert((cell.at, cell.at, 0));
        widen(from, to, cell.at);
        *count += 1;
    }
    let area = |from: CellAt, to: CellAt, count: usize, why: Text| Unplaced {
        file: file.to_owned(),
        sheet: grid.sheet.name.clone(),
        cell: format!("{from}:{to}"),
        text: format!("共 {count} 处"),
        why,
    };
    let whole = whole.into_iter();
    list.extend(whole.map(|(why, from, to, count)| area(from, to, count, why.text())));
    list.extend(beyond.map(|(from, to, count)| {
        let why = Text::new(
            "这一区域的其余各处也未能归位，未逐一列出",
            "the rest of this area has no place either; it is not listed one by one",
        );
        area(from, to, count, why)
    }));
    list
}

/// Widens an area so that it holds a cell; cells come row by row.
fn widen(from: &mut CellAt, to: &mut CellAt, cell: CellAt) {
    from.column = from.column.min(cell.column);
    to.column = to.column.max(cell.column);
    to.row = cell.row;
}

fn entry(file: &str, grid: &Grid<'_>, cell: &Cell, why: Option<Why>) -> Unplaced {
    let why = match (&cell.content, why) {
        (Content::Unclear(unclear), _) => unclear.why.text(),
        (_, Some(why)) => why.text(),
        _ => Text::new(
            "不在任何能识别的表中",
            "in none of the tables that were recognised",
        ),
    };
    Unplaced {
        file: file.to_owned(),
        sheet: grid.sheet.name.clone(),
        cell: cell.at.to_string(),
        text: cell.content.text().trim().chars().take(80).collect(),
        why,
    }
}
