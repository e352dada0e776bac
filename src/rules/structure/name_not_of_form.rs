//! A row of a form with fixed rows carries a name that is none of them (part of G109).
//!
//! Such a row takes part in no relation, so its amounts would pass unchecked without a word. Where
//! one row of the form that is not there is a slip away, that one was meant.

use crate::model::{
    CellEdit, Period, Place, Row, RowKindSpec, Table, TableGroup, Text, normal_name,
};
use crate::relation::RuleCode;
use crate::rules::book::distance;
use crate::rules::{Certainty, Checks, Context, Fix, Flaw, Level};

/// States the rows whose names are none of the form's.
pub(super) fn state(rule: RuleCode, context: &Context<'_>, checks: &mut Checks) {
    for table in &context.accounts.tables {
        let spec = table.spec();
        let is_form = matches!(spec.row_kind, RowKindSpec::Halves | RowKindSpec::Fixed);
        if table.id.period == Period::Final && is_form && spec.group == TableGroup::Official {
            one_table(rule, table, checks);
        }
    }
}

fn one_table(rule: RuleCode, table: &Table, checks: &mut Checks) {
    let mut unknown: Vec<Place> = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        if row.spec.is_some() || row.name.is_empty() || !row.code.is_empty() {
            continue;
        }
        let place = table.place(index, Place::NAME);
        if let [meant] = nearest(table, row).as_slice() {
            checks.flaw(rule, Level::Error, mistyped(place, row, meant));
        } else if is_numbered(&row.name) && has_amount(row) {
            unknown.push(place);
        }
    }
    if !unknown.is_empty() {
        checks.flaw(rule, Level::Question, not_known(table, unknown));
    }
}

/// The names of the rows of the form that are not there and that few characters tell from this
/// row's: one of a short name, two of a long one.
fn nearest(table: &Table, row: &Row) -> Vec<&'static str> {
    let spec = table.spec();
    let written: Vec<char> = normal_name(&row.name).chars().collect();
    let is_there = |index: usize| {
        let mut rows = table.rows.iter();
        rows.any(|other| other.spec.map(usize::from) == Some(index))
    };
    let missing = spec.rows.iter().enumerate().filter(|(index, of_form)| {
        let this_half = row.side.is_none() || of_form.side.is_none() || of_form.side == row.side;
        this_half && !is_there(*index)
    });
    let found = missing.filter_map(|(_, of_form)| {
        let names = std::iter::once(&of_form.name.zh).chain(&of_form.aliases);
        let near = names.filter_map(|name| {
            let other: Vec<char> = normal_name(name).chars().collect();
            let most = match other.len() {
                0..4 => return None,
                4..8 => 1,
                _ => 2,
            };
            let distance = distance(&written, &other);
            (distance <= most).then_some((distance, name.as_str()))
        });
        near.min_by_key(|(distance, _)| *distance)
    });
    let found: Vec<(usize, &str)> = found.collect();
    let least = found.iter().map(|(distance, _)| *distance).min();
    let nearest = found
        .iter()
        .filter(|(distance, _)| Some(*distance) == least);
    nearest.map(|(_, name)| *name).collect()
}

/// Whether a name begins with the numeral of a line of the form.
fn is_numbered(name: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    name.trim_start()
        .split_once('、')
        .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(numeral))
}

fn has_amount(row: &Row) -> bool {
    let mut numbers = row.cells.iter().filter_map(|cell| cell.number());
    numbers.any(|printed| !printed.value.is_zero())
}

fn mistyped(place: Place, row: &Row, meant: &str) -> Flaw {
    let numeral = row
        .name
        .split_once('、')
        .filter(|_| is_numbered(&row.name))
        .map(|(number, _)| format!("{number}、"));
    let name = format!("{}{meant}", numeral.unwrap_or_default());
    let title = &place.table.spec().title;
    let message = Text::new(
        format!(
            "《{}》的“{}”不是表中的行名，应为“{name}”；这一行的金额因此没有核对",
            title.zh, row.name
        ),
        format!(
            "“{}”: “{}” is no row of the form, it should be “{name}”; its amounts were not checked",
            title.en, row.name
        ),
    );
    Flaw {
        fixes: vec![Fix {
            title: Text::new(
                format!("将行名改为“{name}”"),
                format!("name the row “{name}”"),
            ),
            certainty: Certainty::Review,
            edits: vec![CellEdit::new(place, &name)],
        }],
        ..Flaw::new(message, vec![place])
    }
}

fn not_known(table: &Table, places: Vec<Place>) -> Flaw {
    let names: Vec<Text> = places
        .iter()
        .filter_map(|place| table.rows.get(place.row as usize))
        .map(|row| Text::new(format!("“{}”", row.name), format!("“{}”", row.name)))
        .collect();
    let names = Text::join(&names, "、", ", ");
    let title = &table.spec().title;
    let message = Text::new(
        format!(
            "《{}》有 {} 行的名称不在表样中：{}；这些行的金额没有核对，请确认名称",
            title.zh,
            places.len(),
            names.zh
        ),
        format!(
            "“{}”: {} rows carry names that the form does not have: {}; their amounts were not \
             checked",
            title.en,
            places.len(),
            names.en
        ),
    );
    Flaw::new(message, places)
}
