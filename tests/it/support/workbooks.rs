//! Workbooks without files: the figures of published ones as grids under
//! `tests/fixtures/workbooks`, and small ones in a notation that fits on a line.

use std::path::Path;

use gouji::document::{Document, Kind, Value};
use gouji::workbook::{Area, Cell, CellAt, Content, Number, Sheet, Workbook, WorkbookFormat};

/// The grids of published figures.
pub(crate) const FIXTURES: &[&str] = &["finance", "finance-flawed", "planning", "social-work"];

/// The workbook of `tests/fixtures/workbooks/NAME.json`.
///
/// `{"file": "a.xlsx", "sheets": [{"name": "…", "hidden": false, "merged": ["A1:D1"],
/// "rows": [["text", 2940.05, "", true]]}]}`: a JSON number is a number that its cell prints so,
/// `""` and `null` are no cell.
pub(crate) fn workbook(name: &str) -> Workbook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/workbooks");
    let path = folder.join(format!("{name}.json"));
    let json = std::fs::read(&path).unwrap();
    workbook_of(&Document::parse(json).unwrap())
}

/// The workbook that a grid in JSON describes.
pub(crate) fn workbook_of(grid: &Document) -> Workbook {
    let root = grid.root();
    let sheets = root.get("sheets").unwrap().elements();
    Workbook {
        file: words(root, "file"),
        format: WorkbookFormat::Xlsx,
        sheets: sheets.map(sheet).collect(),
        notes: Vec::new(),
    }
}

/// A workbook of these sheets.
pub(crate) fn book(file: &str, sheets: Vec<Sheet>) -> Workbook {
    Workbook {
        file: file.to_owned(),
        format: WorkbookFormat::Xlsx,
        sheets,
        notes: Vec::new(),
    }
}

/// A sheet, a row a line, cells between `|`: digits are a number that its cell prints so, `~1.5`
/// a number whose format does not say its decimals, `'201` text, `#REF!` an error. An empty line
/// is an empty row; the first line break is not counted.
pub(crate) fn sheet_of(name: &str, text: &str) -> Sheet {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split('|')) {
            let content = content_of(cell.trim());
            cells.extend(content.map(|content| placed(row, column, content)));
        }
    }
    Sheet {
        name: name.to_owned(),
        visible: true,
        cells,
        merged: Vec::new(),
    }
}

fn content_of(cell: &str) -> Option<Content> {
    let digits = |text: &str| {
        let plain = text.strip_prefix('-').unwrap_or(text);
        let plain = plain.strip_suffix('%').unwrap_or(plain);
        plain.starts_with(|c: char| c.is_ascii_digit())
            && plain.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    };
    if cell.is_empty() {
        return None;
    }
    Some(if let Some(text) = cell.strip_prefix('\'') {
        Content::Text(text.into())
    } else if let Some(number) = cell.strip_prefix('~') {
        number_of(number, false)
    } else if cell.starts_with('#') {
        Content::Error(cell.into())
    } else if digits(cell) {
        number_of(cell, true)
    } else {
        Content::Text(cell.into())
    })
}

fn number_of(printed: &str, formatted: bool) -> Content {
    Content::Number(Number {
        printed: printed.into(),
        formatted,
    })
}

fn placed(row: u32, column: u16, content: Content) -> Cell {
    Cell {
        at: CellAt { row, column },
        content,
        formula: false,
    }
}

fn words(value: Value<'_>, key: &str) -> String {
    value.get(key).unwrap().string().unwrap().into_owned()
}

fn sheet(value: Value<'_>) -> Sheet {
    let mut cells = Vec::new();
    for (row, line) in (0..).zip(value.get("rows").unwrap().elements()) {
        for (column, cell) in (0..).zip(line.elements()) {
            cells.extend(content(cell).map(|content| placed(row, column, content)));
        }
    }
    let merged = value.get("merged").into_iter().flat_map(Value::elements);
    Sheet {
        name: words(value, "name"),
        visible: value
            .get("hidden")
            .is_none_or(|hidden| hidden.raw() != "true"),
        cells,
        merged: merged
            .map(|area| area_of(&area.string().unwrap()))
            .collect(),
    }
}

fn content(cell: Value<'_>) -> Option<Content> {
    match cell.kind() {
        Kind::Number => Some(number_of(cell.raw(), true)),
        Kind::Bool => Some(Content::Boolean(cell.raw() == "true")),
        Kind::String => Some(cell.string().unwrap())
            .filter(|text| !text.is_empty())
            .map(|text| Content::Text((*text).into())),
        _ => None,
    }
}

/// `A1:D1`.
fn area_of(text: &str) -> Area {
    let (from, to) = text.split_once(':').unwrap();
    Area {
        from: at_of(from),
        to: at_of(to),
    }
}

/// `D7`.
fn at_of(text: &str) -> CellAt {
    let digits = text.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = text[..digits].bytes().fold(0, |column, letter| {
        column * 26 + u16::from(letter - b'A') + 1
    });
    let row: u32 = text[digits..].parse().unwrap();
    CellAt {
        row: row - 1,
        column: column - 1,
    }
}

/// An OLE container whose directory has one entry of this name.
pub(crate) fn ole_container(name: &str) -> Vec<u8> {
    let mut bytes = vec![0; 512 * 3];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    bytes[44] = 1; // One sector of the table of chains: the first one.
    bytes[48] = 1; // The directory is the second.
    bytes[60..64].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    bytes[68..72].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    bytes[76..512].fill(0xFF);
    bytes[76..80].fill(0);
    bytes[512..1024].fill(0xFF);
    bytes[512..520].copy_from_slice(&[0xFD, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF]);
    for (entry, name) in ["Root Entry", name].into_iter().enumerate() {
        let start = 1024 + entry * 128;
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[start..start + units.len()].copy_from_slice(&units);
        bytes[start + 64] = u8::try_from(units.len() + 2).unwrap();
    }
    bytes
}
