//! Wrong rows in words, with what puts them right.

use crate::model::{CellEdit, Place, Printed, Table, Text};
use crate::relation::Quantity;
use crate::rules::cause::restate::RowChange;
use crate::rules::cause::{Cause, CauseKind, Mistake};
use crate::rules::{Certainty, Fix};

use super::row;

/// A changed row in words.
pub(super) fn tell(table: &Table, change: &RowChange, many: usize) -> Option<Mistake> {
    let title = &table.spec().title;
    let proof = Text::new(
        format!("改正后，{many} 处不符全部消除"),
        format!("put right, all {many} contradictions are gone"),
    );
    let code_at = |at: u32| table.place(at as usize, Place::CODE);
    let label = |at: u32| row(table, at).map(|row| row.label(table.spec()));
    let edit_code = |at: u32, code: &str| CellEdit::new(code_at(at), code);
    let (kind, message, at, edits) = match change {
        RowChange::Code(at, code) => {
            let (own, label) = (row(table, *at)?, label(*at)?);
            (
                CauseKind::WrongCode,
                Text::new(
                    format!(
                        "《{}》“{}”的编码应为 {code}，写成了 {}",
                        title.zh, label.zh, own.code
                    ),
                    format!(
                        "{}: the code of “{}” should be {code}, not {}",
                        title.en, label.en, own.code
                    ),
                ),
                vec![code_at(*at)],
                vec![edit_code(*at, code)],
            )
        }
        RowChange::Codes([first, second]) => {
            let (one, other) = (row(table, *first)?, row(table, *second)?);
            let (a, b) = (label(*first)?, label(*second)?);
            (
                CauseKind::WrongCode,
                Text::new(
                    format!(
                        "《{}》“{}”与“{}”两行的编码互相填反：{} 与 {}",
                        title.zh, a.zh, b.zh, one.code, other.code
                    ),
                    format!(
                        "{}: “{}” and “{}” have each other's codes, {} and {}",
                        title.en, a.en, b.en, one.code, other.code
                    ),
                ),
                vec![code_at(*first), code_at(*second)],
                vec![
                    edit_code(*first, &other.code),
                    edit_code(*second, &one.code),
                ],
            )
        }
        RowChange::Name(at, name) => {
            let own = row(table, *at)?;
            let place = table.place(*at as usize, Place::NAME);
            (
                CauseKind::WrongName,
                Text::new(
                    format!(
                        "《{}》科目 {} 的名称应为“{name}”，写成了“{}”",
                        title.zh, own.code, own.name
                    ),
                    format!("{}: {} is “{name}”, not “{}”", title.en, own.code, own.name),
                ),
                vec![place],
                vec![CellEdit::new(place, name)],
            )
        }
        RowChange::Remove(at) => {
            let own = row(table, *at)?;
            let place = table.place(*at as usize, Place::NAME);
            (
                CauseKind::RepeatedPart,
                Text::new(
                    format!("《{}》“{} {}”列了两行", title.zh, own.code, own.name),
                    format!("{}: {} {} stands in two rows", title.en, own.code, own.name),
                ),
                vec![place],
                Vec::new(),
            )
        }
        RowChange::Insert {
            before,
            code,
            name,
            amounts,
        } => {
            let amounts = in_words(table, amounts);
            (
                CauseKind::MissingPart,
                Text::new(
                    format!("《{}》缺少“{code} {name}”一行{}", title.zh, amounts.zh),
                    format!("{} lacks the row {code} {name}{}", title.en, amounts.en),
                ),
                vec![beside_missing(table, code, *before)],
                Vec::new(),
            )
        }
    };
    let fix = match change {
        RowChange::Insert {
            code,
            name,
            amounts,
            ..
        } => adding(table, code, name, amounts),
        RowChange::Remove(_) => Fix {
            title: Text::new("删去重复的一行", "Take out the second row"),
            certainty: Certainty::Hint,
            edits,
        },
        RowChange::Name(..) => Fix {
            title: Text::new("改正名称", "Correct the name"),
            certainty: Certainty::Review,
            edits,
        },
        RowChange::Code(..) | RowChange::Codes(_) => Fix {
            title: Text::new("改正编码", "Correct the code"),
            certainty: Certainty::Review,
            edits,
        },
    };
    Some(Mistake {
        broken: Vec::new(),
        flaws: Vec::new(),
        at,
        message: Some(message),
        expected: None,
        cause: Some(Cause::new(kind, proof)),
        fixes: vec![fix],
        after: None,
    })
}

/// The cell by which a missing row is shown: the row above it in the hierarchy, or its neighbour.
fn beside_missing(table: &Table, code: &str, before: u32) -> Place {
    let above = code.get(..code.len().saturating_sub(2)).unwrap_or_default();
    let rows = table.rows.iter();
    let parent = rows
        .clone()
        .position(|row| !above.is_empty() && *row.code == *above);
    let last = table.rows.len().saturating_sub(1);
    let row = parent.unwrap_or_else(|| (before as usize).min(last));
    table.place(row, Place::NAME)
}

fn in_words(table: &Table, amounts: &[(u16, Printed)]) -> Text {
    let told = amounts.iter().filter(|(_, amount)| !amount.value.is_zero());
    let told: Vec<Text> = told
        .map(|(column, amount)| {
            let title = &table.spec().columns[usize::from(*column)].title;
            let amount = Quantity {
                value: amount.value,
                unit: amount.unit,
                decimals: u32::from(amount.decimals),
            }
            .text();
            Text::new(
                format!("{} {}", title.zh, amount.zh),
                format!("{} {}", title.en, amount.en),
            )
        })
        .collect();
    if told.is_empty() {
        return Text::default();
    }
    let told = Text::join(&told, "、", ", ");
    Text::new(format!("（{}）", told.zh), format!(" ({})", told.en))
}

/// The idea to add a row.
pub(super) fn adding(table: &Table, code: &str, name: &str, amounts: &[(u16, Printed)]) -> Fix {
    let amounts = in_words(table, amounts);
    Fix {
        title: Text::new(
            format!("补上“{code} {name}”一行{}", amounts.zh),
            format!("Add the row {code} {name}{}", amounts.en),
        ),
        certainty: Certainty::Hint,
        edits: Vec::new(),
    }
}
