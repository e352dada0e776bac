//! Wrong rows in words, with what puts them right.

use crate::model::{CellEdit, Place, Printed, Table, Text};
use crate::relation::Quantity;
use crate::rules::cause::restate::RowChange;
use crate::rules::cause::{Cause, CauseKind, Mistake};
use crate::rules::{Certainty, Fix};

use super::row;

/// What is wrong with a row, without what follows from it.
struct Told {
    kind: CauseKind,
    message: Text,
    at: Vec<Place>,
    fix: Fix,
}

/// A changed row in words.
pub(super) fn tell(table: &Table, change: &RowChange, many: usize) -> Option<Mistake> {
    let told = match change {
        RowChange::Code(at, code) => wrong_code(table, *at, code),
        RowChange::Codes(rows) => exchanged_codes(table, *rows),
        RowChange::Name(at, name) => wrong_name(table, *at, name),
        RowChange::Remove(at) => repeated(table, *at),
        RowChange::Insert {
            before,
            code,
            name,
            amounts,
        } => Some(missing(table, *before, (code, name), amounts)),
    }?;
    let (zh, en) = match told.kind {
        CauseKind::WrongCode => ("编码写错", "a wrong code"),
        CauseKind::WrongName => ("名称写错", "a wrong name"),
        CauseKind::RepeatedPart => ("同一科目列了两行", "a row that stands twice"),
        CauseKind::MissingPart => ("漏列一行", "a row that was left out"),
        _ => ("这一行有误", "a wrong row"),
    };
    let proof = Text::new(
        format!("{zh}，由此可以解释 {many} 处不符"),
        format!("{en}; this explains {many} contradiction(s)"),
    );
    Some(Mistake {
        broken: Vec::new(),
        flaws: Vec::new(),
        at: told.at,
        message: Some(told.message),
        expected: None,
        cause: Some(Cause::new(told.kind, proof)),
        fixes: vec![told.fix],
        after: None,
    })
}

fn wrong_code(table: &Table, at: u32, code: &str) -> Option<Told> {
    let (own, title) = (row(table, at)?, &table.spec().title);
    let label = own.label(table.spec());
    let place = table.place(at as usize, Place::CODE);
    Some(Told {
        kind: CauseKind::WrongCode,
        message: Text::new(
            format!(
                "《{}》“{}”的编码应为 {code}，写成了 {}",
                title.zh, label.zh, own.code
            ),
            format!(
                "{}: the code of “{}” should be {code}, not {}",
                title.en, label.en, own.code
            ),
        ),
        at: vec![place],
        fix: recoding(vec![CellEdit::new(place, code)]),
    })
}

fn exchanged_codes(table: &Table, rows: [u32; 2]) -> Option<Told> {
    let title = &table.spec().title;
    let [first, second] = rows;
    let (one, other) = (row(table, first)?, row(table, second)?);
    let (a, b) = (one.label(table.spec()), other.label(table.spec()));
    let [first, second] = rows.map(|at| table.place(at as usize, Place::CODE));
    Some(Told {
        kind: CauseKind::WrongCode,
        message: Text::new(
            format!(
                "《{}》“{}”与“{}”两行的编码互相填反：{} 与 {}",
                title.zh, a.zh, b.zh, one.code, other.code
            ),
            format!(
                "{}: “{}” and “{}” have each other's codes, {} and {}",
                title.en, a.en, b.en, one.code, other.code
            ),
        ),
        at: vec![first, second],
        fix: recoding(vec![
            CellEdit::new(first, &*other.code),
            CellEdit::new(second, &*one.code),
        ]),
    })
}

fn recoding(edits: Vec<CellEdit>) -> Fix {
    Fix {
        title: Text::new("改正编码", "Correct the code"),
        certainty: Certainty::Review,
        edits,
    }
}

fn wrong_name(table: &Table, at: u32, name: &str) -> Option<Told> {
    let (own, title) = (row(table, at)?, &table.spec().title);
    let place = table.place(at as usize, Place::NAME);
    Some(Told {
        kind: CauseKind::WrongName,
        message: Text::new(
            format!(
                "《{}》科目 {} 的名称应为“{name}”，写成了“{}”",
                title.zh, own.code, own.name
            ),
            format!("{}: {} is “{name}”, not “{}”", title.en, own.code, own.name),
        ),
        at: vec![place],
        fix: Fix {
            title: Text::new("改正名称", "Correct the name"),
            certainty: Certainty::Review,
            edits: vec![CellEdit::new(place, name)],
        },
    })
}

fn repeated(table: &Table, at: u32) -> Option<Told> {
    let (own, title) = (row(table, at)?, &table.spec().title);
    Some(Told {
        kind: CauseKind::RepeatedPart,
        message: Text::new(
            format!("《{}》“{} {}”列了两行", title.zh, own.code, own.name),
            format!("{}: {} {} stands in two rows", title.en, own.code, own.name),
        ),
        at: vec![table.place(at as usize, Place::NAME)],
        fix: Fix {
            title: Text::new("删去重复的一行", "Take out the second row"),
            certainty: Certainty::Hint,
            edits: Vec::new(),
        },
    })
}

fn missing(
    table: &Table,
    before: u32,
    (code, name): (&str, &str),
    amounts: &[(u16, Printed)],
) -> Told {
    let title = &table.spec().title;
    let shown = in_words(table, amounts);
    Told {
        kind: CauseKind::MissingPart,
        message: Text::new(
            format!("《{}》缺少“{code} {name}”一行{}", title.zh, shown.zh),
            format!("{} lacks the row {code} {name}{}", title.en, shown.en),
        ),
        at: vec![beside_missing(table, code, before)],
        fix: adding(table, code, name, amounts),
    }
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
