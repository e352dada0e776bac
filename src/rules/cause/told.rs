//! Mistakes over many cells in words, with what puts them right.

use std::collections::BTreeSet;

use crate::model::{Accounts, CellEdit, Place, Table, Text, Unit};
use crate::relation::Figure;
use crate::rules::{Certainty, Fix};

use super::fix::typed;
use super::moved::Explained;
use super::shape::Shape;
use super::solve::Open;
use super::trial::Changes;
use super::{Cause, CauseKind, Mistake};

/// The mistake that hypotheses explain equally well: the first one, the others as alternatives.
pub(super) fn mistake(accounts: &Accounts, open: &[Open], best: &[Explained]) -> Mistake {
    const MOST: usize = 3;
    let mut told: Vec<&Explained> = best.iter().collect();
    told.truncate(MOST);
    let mut what: Vec<Text> = Vec::new();
    for one in &told {
        let table = accounts.table(one.table);
        what.extend(table.map(|table| message(table, &one.shape)));
    }
    what.dedup();
    let message = Text::join(&what, "；或者", "; or else ");
    let first = told.first();
    let mended = first.map_or(0, |one| one.mended.len());
    Mistake {
        broken: first.map_or_else(Vec::new, |one| {
            one.mended
                .iter()
                .map(|index| open[*index].broke())
                .collect()
        }),
        flaws: Vec::new(),
        at: first.map_or_else(Vec::new, |one| {
            let all: BTreeSet<Place> = one
                .changes
                .places()
                .chain(one.lost.iter().copied())
                .collect();
            all.into_iter().collect()
        }),
        message: Some(message),
        expected: None,
        cause: first.map(|one| Cause::new(kind(&one.shape), named(&one.shape, mended))),
        fixes: told.iter().filter_map(|one| fix(accounts, one)).collect(),
        after: None,
    }
}

fn kind(shape: &Shape) -> CauseKind {
    match shape {
        Shape::Shift { columns, .. } if columns.len() == 1 => CauseKind::ShiftedColumn,
        Shape::Shift { .. } | Shape::Paste { .. } => CauseKind::PastedBlock,
        Shape::Rows { .. } => CauseKind::SwappedRows,
        Shape::Columns { .. } => CauseKind::OtherColumn,
        Shape::Scale { .. } => CauseKind::Unit,
        Shape::Prior { .. } => CauseKind::PriorYear,
    }
}

/// What happened, in a few words, with how much it explains.
fn named(shape: &Shape, mended: usize) -> Text {
    let (zh, en) = match shape {
        Shape::Shift { by, columns, .. } => match (*by > 0, columns.len()) {
            (true, 1) => ("一列数字整体下移", "a column was moved down"),
            (false, 1) => ("一列数字整体上移", "a column was moved up"),
            (true, _) => ("几列数字一起下移", "several columns were moved down"),
            (false, _) => ("几列数字一起上移", "several columns were moved up"),
        },
        Shape::Rows { .. } => ("两行数字互相填反", "two rows were exchanged"),
        Shape::Columns { .. } => ("两列数字互相填反", "two columns were exchanged"),
        Shape::Scale { .. } => ("元与万元混淆", "元 and 万元 were mixed up"),
        Shape::Paste { .. } => (
            "粘贴时覆盖了原有数字",
            "other figures were pasted over them",
        ),
        Shape::Prior { .. } => ("照抄上年数，未更新", "last year's figures were left in"),
    };
    Text::new(
        format!("{zh}，由此可以解释 {mended} 处不平"),
        format!("{en}; this explains {mended} broken relation(s)"),
    )
}

fn fix(accounts: &Accounts, explained: &Explained) -> Option<Fix> {
    // A wrong unit of a table is mended in its head, not in its cells.
    if let Shape::Scale {
        unit: Unit::WanYuan,
        is_table: true,
        ..
    } = explained.shape
    {
        return None;
    }
    let is_paste = matches!(explained.shape, Shape::Paste { .. });
    if is_paste && !explained.lost.is_empty() {
        return None;
    }
    let edits = edits(accounts, &explained.changes, &explained.shape);
    let is_shift = matches!(explained.shape, Shape::Shift { .. });
    let count = if is_shift {
        edits.len().saturating_sub(explained.lost.len())
    } else {
        edits.len()
    };
    let title = match explained.shape {
        Shape::Shift { .. } => Text::new(
            format!("将 {count} 个单元格的数字移回原行"),
            format!("Move {count} figures back to their rows"),
        ),
        Shape::Rows { .. } => Text::new(
            format!("将两行的数字换回（{count} 个单元格）"),
            format!("Exchange the figures of the two rows ({count} cells)"),
        ),
        Shape::Columns { .. } => Text::new(
            "将两列的数字换回".to_owned(),
            "Exchange the figures of the two columns".to_owned(),
        ),
        Shape::Scale { .. } => Text::new(
            format!("将 {count} 个单元格的数字换算为表内单位"),
            format!("Convert {count} figures into the unit of the table"),
        ),
        Shape::Paste { .. } => Text::new(
            format!("将 {count} 个单元格改为其他报表同一项的数字"),
            format!("Put what other tables print into {count} cells"),
        ),
        Shape::Prior { .. } => Text::new(
            format!("将 {count} 个单元格改为由其他数字得出的本年数"),
            format!("Put this year's figures, as the others give them, into {count} cells"),
        ),
    };
    let title = match overwritten(accounts, explained).filter(|_| is_shift) {
        Some(lost) => Text::join([&title, &lost], "；", "; "),
        None => title,
    };
    (count > 0).then_some(Fix {
        title,
        certainty: Certainty::Review,
        edits,
    })
}

/// What nobody can read any more, with what the sums leave for it.
fn overwritten(accounts: &Accounts, explained: &Explained) -> Option<Text> {
    let cells: Vec<Text> = explained
        .lost
        .iter()
        .filter_map(|place| {
            let figure = Figure::at(accounts, *place).ok()?;
            let value = explained.changes.value(*place)?;
            let right = figure.with_value(value).quantity().text();
            let name = crate::rules::row_name(accounts, *place)?;
            Some(Text::new(
                format!("“{}” {}", name.zh, right.zh),
                format!("“{}” {}", name.en, right.en),
            ))
        })
        .collect();
    let names = Text::join(&cells, "、", ", ");
    (!cells.is_empty()).then(|| {
        Text::new(
            format!("另有被覆盖的原数只能按合计推算：{}，请按账核对", names.zh),
            format!(
                "overwritten, and only reckoned from sums: {}; compare with the books",
                names.en
            ),
        )
    })
}

fn edits(accounts: &Accounts, changes: &Changes, shape: &Shape) -> Vec<CellEdit> {
    let edits = changes.places().filter_map(|place| {
        let value = changes.value(place)?;
        let text = match shape {
            // More digits than are printed are not known, so the number keeps its own unit.
            Shape::Scale {
                unit: Unit::WanYuan,
                ..
            } => format!("{}万元", accounts.printed(place)),
            _ => typed(accounts, place, value),
        };
        Some(CellEdit::new(place, text))
    });
    edits.collect()
}

fn message(table: &Table, shape: &Shape) -> Text {
    let spec = table.spec();
    let row = |row: u32| table.rows[row as usize].label(spec);
    let column = |column: u16| &spec.columns[usize::from(column)].title;
    let title = &spec.title;
    match shape {
        Shape::Shift {
            first,
            last,
            by,
            columns,
            ..
        } => shifted(table, [row(*first), row(*last)], *by, columns),
        Shape::Rows { rows, columns, .. } => {
            let [first, second] = rows.map(row);
            let what = columns_in_words(table, columns);
            Text::new(
                format!(
                    "《{}》“{}”与“{}”两行{}的数字互相填反",
                    title.zh, first.zh, second.zh, what.zh
                ),
                format!(
                    "{}, {}: rows “{}” and “{}” hold each other's figures",
                    title.en, what.en, first.en, second.en
                ),
            )
        }
        Shape::Columns { row: at, columns } => {
            let at = row(*at);
            let [first, second] = columns.map(column);
            Text::new(
                format!(
                    "《{}》“{}”的“{}”与“{}”两列的数字互相填反",
                    title.zh, at.zh, first.zh, second.zh
                ),
                format!(
                    "{}, “{}”: columns “{}” and “{}” hold each other's figures",
                    title.en, at.en, first.en, second.en
                ),
            )
        }
        Shape::Scale { columns, unit, .. } => {
            let what = columns_in_words(table, columns);
            let (is, declared) = (unit.text(), table.unit.text());
            Text::new(
                format!(
                    "《{}》{}的数字是以{}填写的，而表的单位是{}",
                    title.zh, what.zh, is.zh, declared.zh
                ),
                format!(
                    "{}, {}: the figures are in {}, the table says {}",
                    title.en, what.en, is.en, declared.en
                ),
            )
        }
        Shape::Paste {
            first,
            last,
            columns,
            by,
        } => pasted(table, [*first, *last], *by, columns),
        Shape::Prior { column } => {
            let what = columns_in_words(table, &[*column]);
            Text::new(
                format!(
                    "《{}》{}的数字与上年数完全相同，未更新为本年数",
                    title.zh, what.zh
                ),
                format!(
                    "{}, {}: the figures are last year's, left in",
                    title.en, what.en
                ),
            )
        }
    }
}

/// A rectangle that repeats another, in words.
fn pasted(table: &Table, [first, last]: [u32; 2], by: i32, columns: &[u16]) -> Text {
    let row = |row: u32| table.rows[row as usize].label(table.spec());
    let title = &table.spec().title;
    let other = |at: u32| row(at.saturating_add_signed(by));
    let what = columns_in_words(table, columns);
    let [low, high] = [first, last].map(row);
    let [from, to] = [first, last].map(other);
    Text::new(
        format!(
            "《{}》{}从“{}”到“{}”的数字与“{}”到“{}”的完全相同，像是粘贴错了位置",
            title.zh, what.zh, low.zh, high.zh, from.zh, to.zh
        ),
        format!(
            "{}, {}: “{}” to “{}” repeat “{}” to “{}”: pasted over",
            title.en, what.en, low.en, high.en, from.en, to.en
        ),
    )
}

fn columns_in_words(table: &Table, columns: &[u16]) -> Text {
    match columns {
        [column] => {
            let title = &table.spec().columns[usize::from(*column)].title;
            Text::new(
                format!("“{}”列", title.zh),
                format!("column “{}”", title.en),
            )
        }
        [first, second] => {
            let [first, second] =
                [first, second].map(|at| &table.spec().columns[usize::from(*at)].title);
            Text::new(
                format!("“{}”和“{}”列", first.zh, second.zh),
                format!("columns “{}” and “{}”", first.en, second.en),
            )
        }
        _ => Text::new("各列", "all columns"),
    }
}

/// Figures from the first row to the last that stand some rows off.
fn shifted(table: &Table, [first, last]: [Text; 2], by: i32, columns: &[u16]) -> Text {
    let title = &table.spec().title;
    let places = by.unsigned_abs();
    let (zh, en) = if by > 0 {
        ("下", "down")
    } else {
        ("上", "up")
    };
    let what = columns_in_words(table, columns);
    Text::new(
        format!(
            "《{}》{}从“{}”到“{}”的数字整体{zh}移了 {places} 行",
            title.zh, what.zh, first.zh, last.zh
        ),
        format!(
            "{}, {}: the figures from “{}” to “{}” stand {places} row(s) too far {en}",
            title.en, what.en, first.en, last.en
        ),
    )
}
