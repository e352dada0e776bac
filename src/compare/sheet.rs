//! A compared table as rows and columns of words, for a grid: a value for each entry, then changes.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::{ColumnKind, Text, Unit, grouped};
use crate::relation::Quantity;

use super::known::{Absent, Spot, Value};
use super::{Axis, Change, ComparedRow, ComparedTable, Comparison, Rate};

/// A compared table, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The heads of its columns, behind those of code and name.
    pub heads: Vec<SheetHead>,
    /// Its rows.
    pub rows: Vec<SheetRow>,
}

/// What stands above a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetHead {
    /// The year or department, or what the change leads from and to.
    pub title: Text,
    /// The unit of the amounts below; empty for rates.
    pub unit: Text,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Its code; empty if there is none.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// What is to be said about the name: that it was called otherwise, or had another code.
    pub note: Option<Text>,
    /// Its cells, one a head.
    pub cells: Vec<SheetCell>,
}

/// A cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// What is shown.
    pub text: Text,
    /// How it is meant.
    pub tone: Tone,
    /// Where the figure is printed.
    pub spot: Option<Spot>,
}

/// How the words of a cell are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// An amount.
    Amount,
    /// An increase.
    Up,
    /// A decrease.
    Down,
    /// No change.
    Level,
    /// Words in place of an amount or a rate: 新增, 没有这张表.
    Words,
}

impl Comparison {
    /// A column of a table for every entry; between years, how it changed from each to the next.
    ///
    /// Money is shown in `unit`. Departments are only put beside each other: between them nothing changes.
    pub fn sheet(&self, table: &ComparedTable, column: u16, unit: Unit) -> Sheet {
        let unit_text = |amount: bool| {
            let kind = table.table.spec().columns.get(usize::from(column));
            let money = kind.is_some_and(|of| of.kind == ColumnKind::Money);
            if amount && money {
                unit.text()
            } else {
                Text::default()
            }
        };
        let labels: Vec<Text> = self
            .entries
            .iter()
            .map(|entry| entry.label(self.axis))
            .collect();
        let mut heads: Vec<SheetHead> = labels
            .iter()
            .map(|label| SheetHead {
                title: label.clone(),
                unit: unit_text(true),
            })
            .collect();
        let steps: Vec<(usize, usize)> = if self.axis == Axis::Departments {
            Vec::new()
        } else {
            (1..labels.len()).map(|to| (to - 1, to)).collect()
        };
        for (from, to) in &steps {
            let step = Text::join([&labels[*from], &labels[*to]], " → ", " → ");
            let titled = |zh: &str, en: &str| {
                Text::new(format!("{} {zh}", step.zh), format!("{} {en}", step.en))
            };
            heads.push(SheetHead {
                title: titled("增减", "change"),
                unit: unit_text(true),
            });
            heads.push(SheetHead {
                title: titled("增减率", "rate"),
                unit: unit_text(false),
            });
        }
        let rows = table
            .rows
            .iter()
            .map(|row| self.row(table, row, column, unit, &steps));
        Sheet {
            heads,
            rows: rows.collect(),
        }
    }

    fn row(
        &self,
        table: &ComparedTable,
        row: &ComparedRow,
        column: u16,
        unit: Unit,
        steps: &[(usize, usize)],
    ) -> SheetRow {
        let values = (0..self.entries.len()).map(|entry| SheetCell {
            spot: row.spot(table.table, &self.entries, column, entry),
            ..value_cell(row.value(column, entry), unit)
        });
        let changes = steps
            .iter()
            .flat_map(|(from, to)| change_cells(&row.change(column, *from, *to), unit));
        SheetRow {
            code: row.code.clone(),
            name: row.name.clone(),
            note: self.note(row),
            cells: values.chain(changes).collect(),
        }
    }

    fn note(&self, row: &ComparedRow) -> Option<Text> {
        let said = |entry: usize, what: &str, zh: &str, en: &str| {
            let label = self.entries[entry].label(self.axis);
            Text::new(
                format!("{}{zh}“{what}”", label.zh),
                format!("{} {en} “{what}”", label.en),
            )
        };
        let names = row.other_names.iter();
        let names = names.map(|(entry, name)| said(*entry, name, "名为", "named"));
        let codes = row.other_codes.iter();
        let codes = codes.map(|(entry, code)| said(*entry, code, "编码为", "coded"));
        let notes: Vec<Text> = names.chain(codes).collect();
        (!notes.is_empty()).then(|| Text::join(&notes, "；", "; "))
    }
}

/// An amount in this unit of money: exact in 元, to two decimals in larger units.
pub fn digits(amount: &Quantity, unit: Unit) -> String {
    if amount.unit == unit || !amount.unit.is_money() {
        return grouped(amount.value, amount.decimals);
    }
    let base = amount.value.checked_mul(amount.unit.factor());
    let Some(value) = base.and_then(|base| base.checked_div(unit.factor())) else {
        return grouped(amount.value, amount.decimals);
    };
    let decimals = if unit == Unit::Yuan {
        amount.decimals.saturating_sub(amount.unit.exponent())
    } else {
        2
    };
    let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    // What rounds to nothing has no sign.
    let rounded = if rounded.is_zero() {
        Decimal::ZERO
    } else {
        rounded
    };
    grouped(rounded, decimals)
}

fn value_cell(value: &Value, unit: Unit) -> SheetCell {
    let (text, tone) = match value {
        Ok(known) => match known.quantity.unit {
            Unit::Percent | Unit::Count(_) => (known.quantity.text(), Tone::Amount),
            _ => (Text::same(digits(&known.quantity, unit)), Tone::Amount),
        },
        Err(Absent::Row) => (Text::same("—"), Tone::Words),
        Err(absent) => (absent.text(), Tone::Words),
    };
    SheetCell {
        text,
        tone,
        spot: None,
    }
}

fn change_cells(change: &Change, unit: Unit) -> [SheetCell; 2] {
    let tone = match change.amount {
        None => Tone::Words,
        Some(amount) if amount.value.is_zero() => Tone::Level,
        Some(amount) if amount.value.is_sign_negative() => Tone::Down,
        Some(_) => Tone::Up,
    };
    let cell = |text: Text, tone: Tone| SheetCell {
        text,
        tone,
        spot: None,
    };
    let amount = match change.amount {
        Some(amount) if amount.unit.is_money() => {
            let sign = if tone == Tone::Up { "+" } else { "" };
            Text::same(format!("{sign}{}", digits(&amount, unit)))
        }
        _ => change.amount_text(),
    };
    let rate = match change.rate {
        Rate::Percent { .. } => tone,
        _ => Tone::Words,
    };
    [cell(amount, tone), cell(change.rate.text(), rate)]
}
