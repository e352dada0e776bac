//! The splices that give cells their new contents.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::escape;

use crate::workbook::address::{area, covers};
use crate::workbook::cells::{MOST_COLUMNS, MOST_ROWS};
use crate::workbook::change::{hundredth, is_plain_number};
use crate::workbook::{Area, CellAt, NewValue};

use super::CellRefusal;
use super::sheet::{Cell, Kind, Row, Sheet};
use crate::workbook::package::Splice;
use crate::workbook::package::Tag;

/// What changing the cells of one sheet comes to.
#[derive(Debug, Default)]
pub(super) struct Edits {
    pub(super) splices: Vec<Splice>,
    /// Cells whose formula went.
    pub(super) without_formula: Vec<CellAt>,
}

/// Changes the cells of a sheet.
pub(super) struct Editor<'s, 'x> {
    pub(super) xml: &'x str,
    pub(super) sheet: &'s Sheet<'x>,
    /// For each style whether it shows percentages.
    pub(super) percent: &'s [bool],
}

/// What a cell stores.
enum Stored {
    Number(String),
    Text(String),
    Nothing,
}

impl<'x> Editor<'_, 'x> {
    /// The splices for `changes`, or the first cell that cannot be changed.
    pub(super) fn edits(
        &self,
        changes: &BTreeMap<CellAt, &NewValue>,
    ) -> Result<Edits, (CellAt, CellRefusal)> {
        let mut edits = Edits::default();
        let mut rows: BTreeMap<u32, Vec<(CellAt, &NewValue)>> = BTreeMap::new();
        for (at, value) in changes {
            self.permit(*at, value).map_err(|why| (*at, why))?;
            rows.entry(at.row).or_default().push((*at, value));
        }
        let mut inserted = Vec::new();
        let mut new_rows = Vec::new();
        for (number, changes) in &rows {
            if let Some(row) = self.sheet.rows.get(number) {
                self.change_row(row, changes, &mut edits, &mut inserted)?;
            } else if let Some(row) = self.new_row(*number, changes, &mut inserted) {
                new_rows.push((*number, row));
            }
        }
        self.insert_rows(new_rows, &mut edits.splices);
        edits.splices.extend(self.extended_dimension(&inserted));
        Ok(edits)
    }

    /// Whether the cell can be changed alone.
    fn permit(&self, at: CellAt, value: &NewValue) -> Result<(), CellRefusal> {
        if at.row >= MOST_ROWS || at.column >= MOST_COLUMNS {
            return Err(CellRefusal::Outside);
        }
        if let Some(digits) = value.digits().filter(|digits| !is_plain_number(digits)) {
            return Err(CellRefusal::NotANumber(digits.to_owned()));
        }
        let within = |areas: &[Area]| areas.iter().find(|area| covers(area, at)).copied();
        if within(&self.sheet.arrays).is_some() {
            return Err(CellRefusal::ArrayFormula);
        }
        match within(&self.sheet.merged) {
            Some(merged) if merged.from != at => Err(CellRefusal::Merged(merged.from)),
            _ => Ok(()),
        }
    }

    fn change_row(
        &self,
        row: &Row<'x>,
        changes: &[(CellAt, &NewValue)],
        edits: &mut Edits,
        inserted: &mut Vec<CellAt>,
    ) -> Result<(), (CellAt, CellRefusal)> {
        let mut appended = String::new();
        let mut added = Vec::new();
        for (at, value) in changes {
            let index = row.cells.partition_point(|cell| cell.column < at.column);
            let next = row.cells.get(index);
            if let Some(cell) = next.filter(|cell| cell.column == at.column) {
                self.change_cell(cell, *at, value, edits)
                    .map_err(|why| (*at, why))?;
                continue;
            }
            let Some(text) = self.new_cell(row.tag, *at, value) else {
                continue;
            };
            added.push(*at);
            match next {
                Some(next) => edits.splices.push(Splice::insert(next.span.start, text)),
                None => appended.push_str(&text),
            }
        }
        edits.splices.extend(extended_spans(row, &added));
        inserted.extend(added);
        if appended.is_empty() {
            return Ok(());
        }
        if row.tag.is_empty() {
            let end = format!(">{appended}</{}>", row.tag.name());
            let from = row.span.start + row.tag.end_of_attributes();
            edits.splices.push(Splice {
                span: from..row.span.end,
                text: end,
            });
        } else {
            edits.splices.push(Splice::insert(row.end, appended));
        }
        Ok(())
    }

    /// The splice of a cell that is there.
    fn change_cell(
        &self,
        cell: &Cell<'x>,
        at: CellAt,
        value: &NewValue,
        edits: &mut Edits,
    ) -> Result<(), CellRefusal> {
        if let Some(formula) = cell.formula {
            let users = formula
                .shared_from_here
                .and_then(|shared| self.sheet.shared.get(shared));
            if users.is_some_and(|users| *users > 1) {
                return Err(CellRefusal::SharedFormula);
            }
            edits.without_formula.push(at);
        }
        let stored = self.stored(value, cell.style(), cell.kind());
        if let (Stored::Number(digits), Some(span), None, Kind::Number) =
            (&stored, &cell.value, cell.formula, cell.kind())
        {
            if self.xml[span.clone()] != **digits {
                edits.splices.push(Splice {
                    span: span.clone(),
                    text: digits.clone(),
                });
            }
            return Ok(());
        }
        let extension = cell.extension.clone().map(|span| &self.xml[span]);
        let text = element(cell.tag, &stored, extension.unwrap_or_default());
        if self.xml[cell.span.clone()] != text {
            edits.splices.push(Splice {
                span: cell.span.clone(),
                text,
            });
        }
        Ok(())
    }

    /// What a cell of that style stores for a value.
    fn stored(&self, value: &NewValue, style: Option<&str>, kind: Kind) -> Stored {
        match value {
            NewValue::Empty => Stored::Nothing,
            NewValue::Text(text) | NewValue::Code(text) if text.is_empty() => Stored::Nothing,
            NewValue::Number(digits) => Stored::Number(digits.clone()),
            NewValue::Code(digits) if kind == Kind::Number && is_plain_number(digits) => {
                Stored::Number(digits.clone())
            }
            NewValue::Text(text) | NewValue::Code(text) => Stored::Text(text.clone()),
            NewValue::Percent(digits) => {
                let style: usize = style.and_then(|style| style.parse().ok()).unwrap_or(0);
                let shown = self.percent.get(style).copied().unwrap_or(false);
                if shown && kind != Kind::Text {
                    Stored::Number(hundredth(digits))
                } else {
                    Stored::Text(format!("{digits}%"))
                }
            }
        }
    }

    /// A cell that is not there yet, with the style of its like; `None` when it is to be empty.
    fn new_cell(&self, row: Tag<'_>, at: CellAt, value: &NewValue) -> Option<String> {
        let kind = match value {
            NewValue::Empty => return None,
            NewValue::Text(text) | NewValue::Code(text) if text.is_empty() => return None,
            NewValue::Text(_) | NewValue::Code(_) => Kind::Text,
            NewValue::Number(_) | NewValue::Percent(_) => Kind::Number,
        };
        let style = self.style_for(at, kind);
        let prefix = row.prefix();
        let attribute = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
        let tag = format!("<{prefix}c r=\"{at}\"{attribute}/>");
        let stored = self.stored(value, style, Kind::Other);
        Some(element(Tag::new(&tag), &stored, ""))
    }

    /// The style of the nearest cell of the kind, in the column before in the row; else that of
    /// the row, else of the column.
    fn style_for(&self, at: CellAt, kind: Kind) -> Option<&'x str> {
        let of_kind = |cell: &&Cell<'x>| cell.kind() == kind;
        let column = self.sheet.rows.iter().filter_map(|(number, row)| {
            let mut cells = row.cells.iter().filter(of_kind);
            let cell = cells.find(|cell| cell.column == at.column)?;
            Some((number.abs_diff(at.row), cell))
        });
        if let Some((_, cell)) = column.min_by_key(|(distance, _)| *distance) {
            return cell.style();
        }
        let row = self.sheet.rows.get(&at.row);
        let cells = row.iter().flat_map(|row| &row.cells).filter(of_kind);
        if let Some(cell) = cells.min_by_key(|cell| cell.column.abs_diff(at.column)) {
            return cell.style();
        }
        let number = u32::from(at.column) + 1;
        row.and_then(|row| row.tag.raw("s")).or_else(|| {
            let columns = self.sheet.columns.iter();
            let mut covering = columns.filter(|(min, max, _)| (*min..=*max).contains(&number));
            covering.next().map(|(_, _, style)| *style)
        })
    }

    /// A row that is not there yet; `None` when all its cells are to be empty.
    fn new_row(
        &self,
        number: u32,
        changes: &[(CellAt, &NewValue)],
        inserted: &mut Vec<CellAt>,
    ) -> Option<String> {
        let (data, _) = self.sheet.data.as_ref()?;
        let mut cells = String::new();
        for (at, value) in changes {
            if let Some(cell) = self.new_cell(*data, *at, value) {
                cells.push_str(&cell);
                inserted.push(*at);
            }
        }
        let prefix = data.prefix();
        let row = u64::from(number) + 1;
        (!cells.is_empty()).then(|| format!("<{prefix}row r=\"{row}\">{cells}</{prefix}row>"))
    }

    fn insert_rows(&self, rows: Vec<(u32, String)>, splices: &mut Vec<Splice>) {
        let Some((data, span)) = self.sheet.data.as_ref().filter(|_| !rows.is_empty()) else {
            return;
        };
        if data.is_empty() {
            let rows: String = rows.into_iter().map(|(_, row)| row).collect();
            splices.push(Splice {
                span: span.start + data.end_of_attributes()..span.end,
                text: format!(">{rows}</{}>", data.name()),
            });
            return;
        }
        for (number, row) in rows {
            if let Some(place) = self.sheet.missing.get(&number) {
                splices.push(Splice::insert(*place, row));
            }
        }
    }

    /// The used area of the sheet, when new cells lie outside.
    fn extended_dimension(&self, inserted: &[CellAt]) -> Option<Splice> {
        let span = self.sheet.dimension.clone()?;
        let mut used = area(&self.xml[span.clone()])?;
        let before = used;
        for at in inserted {
            used.from.row = used.from.row.min(at.row);
            used.from.column = used.from.column.min(at.column);
            used.to.row = used.to.row.max(at.row);
            used.to.column = used.to.column.max(at.column);
        }
        (used != before).then(|| Splice {
            span,
            text: format!("{}:{}", used.from, used.to),
        })
    }
}

/// The span of columns that a row says it has, when new cells lie outside.
fn extended_spans(row: &Row<'_>, added: &[CellAt]) -> Option<Splice> {
    let attribute = row.tag.attribute("spans")?;
    let (first, last) = row.tag.raw("spans")?.split_once(':')?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let numbers = added.iter().map(|at| u32::from(at.column) + 1);
    let least = numbers.clone().min()?.min(first);
    let most = numbers.max()?.max(last);
    ((least, most) != (first, last)).then(|| Splice {
        span: row.span.start + attribute.value.start..row.span.start + attribute.value.end,
        text: format!("{least}:{most}"),
    })
}

/// A cell's element with the attributes of `tag`, but for those that describe the value.
fn element(tag: Tag<'_>, stored: &Stored, extension: &str) -> String {
    let prefix = tag.prefix();
    let kind = match stored {
        Stored::Text(_) => Some("inlineStr"),
        Stored::Number(_) => tag.raw("t").filter(|kind| *kind == "n"),
        Stored::Nothing => None,
    };
    let mut out = with_kind(tag, kind);
    let content = match stored {
        Stored::Nothing => String::new(),
        Stored::Number(digits) => format!("<{prefix}v>{digits}</{prefix}v>"),
        Stored::Text(text) => {
            let space = if keeps_space(text) {
                " xml:space=\"preserve\""
            } else {
                ""
            };
            let text = written(text);
            format!("<{prefix}is><{prefix}t{space}>{text}</{prefix}t></{prefix}is>")
        }
    };
    if content.is_empty() && extension.is_empty() {
        out.push_str("/>");
    } else {
        out.push('>');
        out.push_str(&content);
        out.push_str(extension);
        out.push_str("</");
        out.push_str(tag.name());
        out.push('>');
    }
    out
}

/// The tag without its end, its `t` as given, without what points at data of the old value
/// (`cm`, `vm`).
fn with_kind(tag: Tag<'_>, kind: Option<&str>) -> String {
    let text = tag.text();
    let mut out = text[..=tag.name().len()].to_owned();
    let mut said = false;
    for attribute in tag.attributes() {
        let written = &text[attribute.whole.clone()];
        let name = written.trim_start().split(['=', ' ']).next();
        match (name, kind) {
            (Some("cm" | "vm"), _) | (Some("t"), None) => {}
            (Some("t"), Some(kind)) => {
                out.push_str(&text[attribute.whole.start..attribute.value.start]);
                out.push_str(kind);
                out.push_str(&text[attribute.value.end..attribute.whole.end]);
                said = true;
            }
            _ => out.push_str(written),
        }
    }
    if let Some(kind) = kind.filter(|_| !said) {
        out.push_str(" t=\"");
        out.push_str(kind);
        out.push('"');
    }
    out
}

fn keeps_space(text: &str) -> bool {
    text.trim() != text || text.contains(['\n', '\t']) || text.contains("  ")
}

/// Text as a sheet holds it: entities, and `_x0008_` for what XML cannot say.
fn written(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        match c {
            '\n' | '\t' => out.push(c),
            c if u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                // Writing to a string cannot fail.
                write!(out, "_x{:04X}_", u32::from(c)).unwrap_or_default();
            }
            '_' if is_escape(&text[index..]) => out.push_str("_x005F_"),
            c => out.push(c),
        }
    }
    escape::partial_escape(out).into_owned()
}

/// Whether text would be read back as an escaped character: `_x0041_`.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes[1] == b'x'
        && bytes[6] == b'_'
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}
