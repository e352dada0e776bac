//! Why a formula could not be stated at all, told once and not for every relation.

use crate::model::{Period, RowKind, Side, TableRef, Text};
use crate::relation::Missing;

/// What is not there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Tables.
    Tables(Vec<TableRef>),
    /// A column that no row prints.
    Column(TableRef, u16),
    /// Rows of a level.
    Level(TableRef, Option<RowKind>),
    /// The rows below one.
    Children(TableRef, String, RowKind),
    /// A row of the form.
    Row(TableRef, Option<Side>, String),
    /// The half of a row of a two-sided table.
    Half(TableRef, String),
}

/// The official title with its id, and the period when it is not the year itself.
pub(super) fn table_name(table: TableRef) -> Text {
    let spec = table.table.spec();
    let id = |left, right| {
        let id = spec.id.as_deref();
        id.map_or_else(String::new, |id| format!("{left}{id}{right}"))
    };
    let mut name = Text::new(
        format!("《{}》{}", spec.title.zh, id("（", "）")),
        format!("“{}”{}", spec.title.en, id(" (", ")")),
    );
    if table.period != Period::Final {
        let period = table.period.text();
        name.zh = format!("{}{}", period.zh, name.zh);
        name.en = format!("{} ({})", name.en, period.en);
    }
    name
}

fn level_name(kind: Option<RowKind>) -> Text {
    match kind {
        Some(RowKind::Class) => Text::new("类", "class"),
        Some(RowKind::Subclass) => Text::new("款", "subclass"),
        Some(RowKind::Item) => Text::new("项", "item"),
        _ => Text::new("明细", "detail"),
    }
}

impl Gap {
    /// What is missing, in words.
    pub(super) fn missing(&self) -> Missing {
        let (what, why) = match self {
            Self::Tables(tables) => {
                let names: Vec<Text> = tables.iter().copied().map(table_name).collect();
                (
                    Text::join(&names, "、", ", "),
                    Text::new("文件中没有这张表", "the file has no such table"),
                )
            }
            Self::Column(table, column) => {
                let column = &table.table.spec().columns[usize::from(*column)];
                (
                    Text::join([&table_name(*table), &column.title], "", ", "),
                    Text::new("这一列没有给出", "this column is not given"),
                )
            }
            Self::Level(table, kind) => {
                let level = level_name(*kind);
                (
                    table_name(*table),
                    Text::new(
                        format!("没有列到“{}”", level.zh),
                        format!("no {} rows are given", level.en),
                    ),
                )
            }
            Self::Children(table, key, kind) => {
                let level = level_name(Some(*kind));
                (
                    Text::join([&table_name(*table), &Text::same(key)], "", " "),
                    Text::new(
                        format!("没有列出所属的“{}”", level.zh),
                        format!("no {} rows are given below it", level.en),
                    ),
                )
            }
            Self::Row(table, side, row) => {
                let half = match side {
                    Some(Side::Income) => "收入:",
                    Some(Side::Expenditure) => "支出:",
                    None => "",
                };
                (
                    Text::join(
                        [&table_name(*table), &Text::same(format!("[{half}{row}]"))],
                        "",
                        " ",
                    ),
                    Text::new("没有这一行", "there is no such row"),
                )
            }
            Self::Half(table, row) => (
                Text::join([&table_name(*table), &Text::same(row)], "", " "),
                Text::new(
                    "不知道这一行属于收入还是支出",
                    "it is not known in which half this row stands",
                ),
            ),
        };
        Missing {
            what,
            why,
            place: None,
        }
    }
}
