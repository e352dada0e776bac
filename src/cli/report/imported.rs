//! What `gouji import` read out of workbooks, and what it did not understand.

use crate::cli::input::Input;
use crate::cli::output::Output;
use crate::model::{Cell, Remark, RemarkKind, Table, Text};
use crate::rules::Level;

use super::{Page, style};

/// The report on what was read.
pub(in crate::cli) fn imported(input: &Input, output: &Output) -> String {
    let mut page = Page::new(output);
    let accounts = &input.accounts;
    page.head(&accounts.name(), &input.file);
    let figures: usize = accounts.tables.iter().map(figures).sum();
    let tables = accounts.tables.len();
    page.section(
        style::HEAD,
        &Text::new(
            format!("认出 {tables} 张表，{figures} 个数字"),
            format!("{tables} tables recognised, {figures} figures"),
        ),
    );
    for table in &accounts.tables {
        page.entry(style::GOOD, "✓", &title(table), &about(table));
    }
    let of = |kind| {
        let remarks = accounts.remarks.iter();
        let remarks: Vec<&Remark> = remarks.filter(|remark| remark.kind == kind).collect();
        remarks
    };
    list(
        &mut page,
        &of(RemarkKind::NotUnderstood),
        &Text::new("未能识别", "Not understood"),
    );
    list(
        &mut page,
        &of(RemarkKind::Note),
        &Text::new("说明", "Notes"),
    );
    page.finish()
}

fn list(page: &mut Page<'_>, remarks: &[&Remark], title: &Text) {
    if remarks.is_empty() {
        return;
    }
    let count = remarks.len();
    page.section(
        style::of_level(Level::Warning),
        &Text::new(
            format!("{} {count} 处", title.zh),
            format!("{} · {count}", title.en),
        ),
    );
    for remark in remarks {
        page.entry(style::QUIET, "·", &remark.place_text(), &remark.text);
    }
}

/// The title as printed.
fn title(table: &Table) -> Text {
    let spec = &table.spec().title;
    match &table.title {
        Some(title) => Text::new(title.clone(), spec.en.clone()),
        None => spec.clone(),
    }
}

/// Where it stands, in which unit, how large it is.
fn about(table: &Table) -> Text {
    let sheet = table.source.as_ref().map_or("", |source| &*source.sheet);
    let (rows, figures, unit) = (table.rows.len(), figures(table), table.unit.text());
    Text::new(
        format!("“{sheet}” · {} · {rows} 行 · {figures} 个数字", unit.zh),
        format!("“{sheet}” · {} · {rows} rows · {figures} figures", unit.en),
    )
}

fn figures(table: &Table) -> usize {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.filter(|cell| matches!(cell, Cell::Number(_))).count()
}
