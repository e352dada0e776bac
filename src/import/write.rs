//! The document: a row a line, keys in the order of the catalogue, always the same for the same
//! workbooks.

use std::fmt::Write as _;

use crate::document::quote;
use crate::model::{Period, Side, TableId, column_letters};

use super::found::{Found, FoundRow, SheetBlock};
use super::gather::Placed;
use super::note::{Asks, Note};
use super::told::Told;
use super::unplaced::Unplaced;

/// What the document says.
#[derive(Default)]
pub(super) struct Content<'a> {
    /// Department, if one is named.
    pub(super) department: Option<String>,
    /// Year, if one is named.
    pub(super) year: Option<u16>,
    /// The unit of tables that name none.
    pub(super) unit: Option<String>,
    /// The tables, in the order of the sheets.
    pub(super) tables: Vec<&'a Placed>,
    /// The files and, of each table by its sheet, the sheet's name.
    pub(super) files: Vec<&'a str>,
    /// Names of the sheets.
    pub(super) sheets: Vec<&'a str>,
    /// Titles in the list of tables.
    pub(super) contents: Vec<String>,
    /// What was not understood.
    pub(super) unplaced: Vec<Unplaced>,
    /// What a reader should know, by file.
    pub(super) notes: Vec<(usize, Note)>,
    /// What a text tells beside the tables.
    pub(super) told: Told,
}

/// Writes the document.
pub(super) fn write(content: &Content<'_>) -> String {
    let mut members: Vec<(&str, String)> = vec![("format", quote("gouji-accounts/1"))];
    let text = |text: &Option<String>| text.as_deref().map(quote);
    members.extend(text(&content.department).map(|json| ("department", json)));
    members.extend(content.year.map(|year| ("year", year.to_string())));
    members.extend(text(&content.unit).map(|json| ("unit", json)));
    members.extend(tables(content));
    members.extend(declarations(content));
    members.extend(contents(content));
    members.extend(content.told.members());
    let unplaced = content.unplaced.iter().map(unplaced);
    members.extend(list(unplaced, 1).map(|json| ("not_understood", json)));
    let notes = content
        .notes
        .iter()
        .map(|(file, note)| note_json(content.files.get(*file).copied(), note));
    members.extend(list(notes, 1).map(|json| ("import_notes", json)));
    let mut out = String::new();
    push_members(&mut out, &members, 0);
    out.push('\n');
    out
}

pub(super) fn note_json(file: Option<&str>, note: &Note) -> String {
    let mut members = vec![("file", quote(file.unwrap_or_default()))];
    if let Some((sheet, cell)) = &note.at {
        members.push(("sheet", quote(sheet)));
        members.push(("cell", quote(&cell.to_string())));
    }
    if let Some(asks) = note.asks {
        let (what, table) = match asks {
            Asks::Correct(table) => ("correct", Some(table)),
            Asks::Explain(table) => ("explain", Some(table)),
            Asks::Whose => ("whose", None),
        };
        members.push(("asks", quote(what)));
        let id = table.and_then(|table| table.spec().id.as_deref());
        members.extend(id.map(|id| ("table", quote(id))));
    }
    members.push(("text", quote(&note.text.zh)));
    members.push(("text_en", quote(&note.text.en)));
    object(&members)
}

/// Members one below the other.
pub(super) fn push_members(out: &mut String, members: &[(&str, String)], depth: usize) {
    out.push_str("{\n");
    for (index, (key, json)) in members.iter().enumerate() {
        out.push_str(&"  ".repeat(depth + 1));
        out.push_str(&quote(key));
        out.push_str(": ");
        out.push_str(json);
        out.push_str(if index + 1 == members.len() {
            "\n"
        } else {
            ",\n"
        });
    }
    out.push_str(&"  ".repeat(depth));
    out.push('}');
}

/// Members on one line.
pub(super) fn object(members: &[(&str, String)]) -> String {
    let members = members
        .iter()
        .map(|(key, json)| format!("\"{key}\": {json}"));
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

/// A list with one element a line; `None` when it is empty.
pub(super) fn list(elements: impl Iterator<Item = String>, depth: usize) -> Option<String> {
    let mut out = String::from("[");
    let mut any = false;
    for element in elements {
        out.push_str(if any { ",\n" } else { "\n" });
        any = true;
        out.push_str(&"  ".repeat(depth + 1));
        out.push_str(&element);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(']');
    any.then_some(out)
}

/// The tables below `/tables` as one member, those that lie elsewhere, and those of other periods.
fn tables<'a>(content: &'a Content<'_>) -> Vec<(&'a str, String)> {
    let of = |period: Period| {
        let tables = content.tables.iter();
        tables.filter(move |placed| placed.found.period == period)
    };
    let (below, beside): (Vec<&&Placed>, Vec<&&Placed>) =
        of(Period::Final).partition(|placed| path(&placed.found).0);
    let mut members = Vec::new();
    members.extend(list_of_tables(content, &below, 1).map(|json| ("tables", json)));
    for placed in beside {
        members.push((path(&placed.found).1, table(content, placed, 1)));
    }
    for period in Period::ALL.into_iter().skip(1) {
        let tables: Vec<&&Placed> = of(period).collect();
        let inner = list_of_tables(content, &tables, 2);
        members.extend(inner.map(|inner| {
            let mut json = String::new();
            push_members(&mut json, &[("tables", inner)], 1);
            (period.pointer().trim_start_matches('/'), json)
        }));
    }
    members
}

/// Tables by their keys; `None` if there are none.
fn list_of_tables(content: &Content<'_>, tables: &[&&Placed], depth: usize) -> Option<String> {
    let inner: Vec<(&str, String)> = tables
        .iter()
        .map(|placed| (path(&placed.found).1, table(content, placed, depth + 1)))
        .collect();
    let mut json = String::new();
    push_members(&mut json, &inner, depth);
    (!inner.is_empty()).then_some(json)
}

/// Whether a table lies below `/tables`, and its key there or at the top.
fn path(found: &Found) -> (bool, &'static str) {
    let at = found.table.map_or("", |table| table.spec().at.as_str());
    at.strip_prefix("/tables/")
        .map_or_else(|| (false, at.trim_start_matches('/')), |key| (true, key))
}

fn table(content: &Content<'_>, placed: &Placed, depth: usize) -> String {
    let found = &placed.found;
    let mut members: Vec<(&str, String)> = Vec::new();
    members.extend(found.title.as_deref().map(|title| ("title", quote(title))));
    members.extend(found.unit().map(|unit| ("unit", quote(&unit))));
    let blocks = found
        .blocks
        .iter()
        .map(|block| block_json(found.table, block));
    let source = object(&[
        (
            "file",
            quote(content.files.get(placed.file).copied().unwrap_or_default()),
        ),
        (
            "sheet",
            quote(
                content
                    .sheets
                    .get(placed.sheet)
                    .copied()
                    .unwrap_or_default(),
            ),
        ),
        (
            "blocks",
            format!("[{}]", blocks.collect::<Vec<_>>().join(", ")),
        ),
    ]);
    members.push(("source", source));
    let keys = keys(found.table);
    let rows = found.rows.iter().map(|row| row_json(&keys, row));
    let told = found.table.map(|table| content.told.rows_of(table));
    let rows = rows.chain(told.into_iter().flatten());
    let rows = list(rows, depth + 1).unwrap_or_else(|| "[]".to_owned());
    members.push(("rows", rows));
    let mut out = String::new();
    push_members(&mut out, &members, depth);
    out
}

fn keys(table: Option<TableId>) -> Vec<&'static str> {
    let columns = table.map(|table| table.spec().columns.iter());
    columns
        .into_iter()
        .flatten()
        .map(|column| column.key.as_str())
        .collect()
}

fn block_json(table: Option<TableId>, block: &SheetBlock) -> String {
    let keys = keys(table);
    let mut members: Vec<(&str, String)> = Vec::new();
    if let Some((first, last)) = block.code {
        let columns = if first == last {
            column_letters(first)
        } else {
            format!("{}:{}", column_letters(first), column_letters(last))
        };
        members.push(("code", quote(&columns)));
    }
    members.extend(
        block
            .name
            .map(|name| ("name", quote(&column_letters(name)))),
    );
    for (of, column) in &block.columns {
        let key = keys.get(usize::from(*of)).copied().unwrap_or_default();
        members.push((key, quote(&column_letters(*column))));
    }
    object(&members)
}

fn row_json(keys: &[&str], row: &FoundRow) -> String {
    let mut out = String::from("{\"source\": ");
    let line = u64::from(row.row) + 1;
    // Writing to a string cannot fail.
    let _written = if row.block == 0 {
        write!(out, "{line}")
    } else {
        write!(out, "[{}, {line}]", row.block + 1)
    };
    if !row.code.is_empty() {
        out.push_str(", \"code\": ");
        out.push_str(&quote(&row.code));
    }
    if !row.name.is_empty() {
        out.push_str(", \"name\": ");
        out.push_str(&quote(&row.name));
    }
    if let Some(side) = row.side {
        out.push_str(", \"side\": ");
        out.push_str(&quote(match side {
            Side::Income => "收入",
            Side::Expenditure => "支出",
        }));
    }
    for (of, json) in &row.cells {
        out.push_str(", \"");
        out.push_str(keys.get(usize::from(*of)).copied().unwrap_or_default());
        out.push_str("\": ");
        out.push_str(json);
    }
    out.push('}');
    out
}

/// A row for each table below which a sentence says that it has no figures.
fn declarations(content: &Content<'_>) -> Option<(&'static str, String)> {
    let empty = content
        .tables
        .iter()
        .filter(|placed| placed.found.declared_empty);
    let specs = empty.filter_map(|placed| Some(placed.found.table?.spec()));
    let rows = specs.map(|spec| {
        let id = spec.id.as_deref().unwrap_or(&spec.key);
        object(&[
            ("name", quote(&spec.title.zh)),
            ("table", quote(id)),
            ("none", quote("是")),
        ])
    });
    let rows = rows.chain(content.told.rows_of(TableId::named("declarations")));
    Some(("declarations", rows_object(list(rows, 2)?)))
}

fn contents(content: &Content<'_>) -> Option<(&'static str, String)> {
    let rows = content
        .contents
        .iter()
        .map(|title| object(&[("name", quote(title))]));
    let rows = rows.chain(content.told.rows_of(TableId::named("contents")));
    Some(("contents", rows_object(list(rows, 2)?)))
}

fn rows_object(rows: String) -> String {
    let mut out = String::new();
    push_members(&mut out, &[("rows", rows)], 1);
    out
}

pub(super) fn unplaced(entry: &Unplaced) -> String {
    let members = [
        ("file", &entry.file),
        ("sheet", &entry.sheet),
        ("cell", &entry.cell),
        ("text", &entry.text),
        ("why", &entry.why.zh),
        ("why_en", &entry.why.en),
    ];
    // A page of a text has no sheet.
    let given = members.into_iter().filter(|(_, words)| !words.is_empty());
    let members: Vec<(&str, String)> = given.map(|(key, words)| (key, quote(words))).collect();
    object(&members)
}
