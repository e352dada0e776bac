//! `.xlsx`: calamine streams the cells, and what it does not give is read beside it.
//!
//! Cells are streamed and never laid out as a grid, so a sheet with a cell at either end costs two
//! cells, and a million styled rows of nothing cost nothing.

mod parts;

use super::cell::{Cell, CellAt, Content, Sheet, Why, Workbook, WorkbookFormat};
use super::cells::{Cells, hidden_sheet};
use super::error::WorkbookErrorKind as Kind;
use super::format::{NumberFormat, unclear};
use super::package::{Contents, Package};
use crate::model::Text;
use calamine::{DataRef, Reader as _, SheetVisible, Style, Xlsx, XlsxCellReader, XlsxError};
use parts::{Around, SheetPart};
use std::io::Cursor;

/// Folders of parts that hold no cells: drawings, pictures, what another program put there.
const UNREAD: [&str; 10] = [
    "drawings/",
    "charts/",
    "media/",
    "theme/",
    "docprops/",
    "customxml/",
    "printersettings/",
    "externallinks/",
    "pivot",
    "ctrlprops/",
];

type Calamine<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook; `file` is only its name.
pub(super) fn read(file: &str, contents: Contents<'_>) -> Result<Workbook, Kind> {
    let package = contents.unpack(is_read)?;
    let parts = parts::sheets(&package)?;
    look_at_the_rest(&package)?;
    let mut calamine: Calamine<'_> = Xlsx::new(package.zip()).map_err(opening)?;
    let hidden: Vec<String> = calamine
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible != SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut book = Workbook {
        file: file.to_owned(),
        format: WorkbookFormat::Xlsx,
        sheets: Vec::with_capacity(parts.len()),
        notes: Vec::new(),
    };
    let mut formats = None;
    let mut count = 0;
    for part in parts {
        let around = parts::around(package.text(&part.part)?, &part.part)?;
        let visible = !hidden.contains(&part.name);
        if !visible {
            book.notes.push(hidden_sheet(&part.name));
        }
        book.notes.extend(hidden_lines(&part.name, &around));
        let mut reader = SheetReader {
            calamine: &mut calamine,
            package: &package,
            part: &part,
            cells: Cells::new(&part.name, &mut count),
        };
        reader.read_cells(&mut formats)?;
        if around.formulas {
            reader.read_formulas()?;
        }
        let cells = reader.cells.finish()?;
        book.sheets.push(Sheet {
            name: part.name,
            visible,
            cells,
            merged: around.merged,
        });
    }
    Ok(book)
}

/// The cells of one sheet.
struct SheetReader<'a, 'b> {
    calamine: &'a mut Calamine<'b>,
    package: &'a Package,
    part: &'a SheetPart,
    cells: Cells<'a>,
}

impl SheetReader<'_, '_> {
    fn read_cells(&mut self, formats: &mut Option<Vec<NumberFormat>>) -> Result<(), Kind> {
        let is_1904 = self.calamine.has_1904_epoch();
        let mut reader = open(self.calamine, self.part)?;
        let formats = formats.get_or_insert_with(|| number_formats(reader.styles()));
        let general = NumberFormat::new("", None);
        let mut unknown_errors = false;
        loop {
            let (cell, style) = match reader.next_cell_with_style_id() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                // An error that came after this list was made; the reader goes on behind it.
                Err(XlsxError::CellError(_)) => {
                    unknown_errors = true;
                    continue;
                }
                Err(error) => return Err(bad(self.part, &error)),
            };
            let content = match cell.get_value() {
                DataRef::Empty => continue,
                DataRef::Float(number) => {
                    let format = formats.get(style).unwrap_or(&general);
                    format.print(*number, is_1904)
                }
                DataRef::DateTime(serial) => {
                    let format = formats.get(style).unwrap_or(&general);
                    format.print(serial.as_f64(), is_1904)
                }
                value => other(value),
            };
            if let Some(content) = content {
                self.cells.push(cell.get_position(), content)?;
            }
        }
        if unknown_errors {
            let text = self.package.text(&self.part.part)?;
            for (at, error) in parts::errors(text).into_iter().flatten() {
                self.cells.add_missing(at, Content::Error(error.into()))?;
            }
        }
        Ok(())
    }

    /// Marks the cells that formulas gave, and adds those whose formula was never computed.
    fn read_formulas(&mut self) -> Result<(), Kind> {
        let mut reader = open(self.calamine, self.part)?;
        self.cells.sort();
        loop {
            let cell = match reader.next_cell_with_formula_metadata() {
                Ok(Some(cell)) => cell,
                Ok(None) => return Ok(()),
                Err(XlsxError::CellError(_)) => continue,
                Err(error) => return Err(bad(self.part, &error)),
            };
            if cell.formula.is_some() {
                let at = self.cells.at(cell.pos)?;
                let nothing = matches!(cell.value, DataRef::Empty);
                self.cells.mark_formula(at, nothing)?;
            }
        }
    }
}

fn is_read(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    (part.ends_with(".xml") || part.ends_with(".rels"))
        && !UNREAD.iter().any(|folder| part.contains(folder))
}

/// The parts that calamine takes on trust: a count that it reserves room for, elements without end.
fn look_at_the_rest(package: &Package) -> Result<(), Kind> {
    let named = |name: &str| {
        let of_name = |part: &&str| part.rsplit('/').next() == Some(name);
        package.names().find(of_name)
    };
    if let Some(styles) = named("styles.xml") {
        parts::each_element(package, styles, |_| Ok(()))?;
    }
    let Some(part) = named("sharedStrings.xml") else {
        return Ok(());
    };
    let text = package.text(part)?;
    let declared = text.split_once("uniqueCount=\"").and_then(|(_, rest)| {
        let end = rest.find('"')?;
        rest[..end].parse::<f64>().ok()
    });
    // `<si/>` is the shortest string there is.
    if declared.is_some_and(|count| count > text.len() as f64 / 5.0) {
        return Err(Kind::BadPart {
            part: part.to_owned(),
            why: "uniqueCount".to_owned(),
        });
    }
    Ok(())
}

fn open<'a, 'b>(
    calamine: &'a mut Calamine<'b>,
    part: &SheetPart,
) -> Result<XlsxCellReader<'a, Cursor<&'b [u8]>>, Kind> {
    calamine
        .worksheet_cells_reader(&part.name)
        .map_err(|error| bad(part, &error))
}

fn number_formats(styles: &[Style]) -> Vec<NumberFormat> {
    let format = |style: &Style| {
        let format = style.number_format.as_ref();
        let (code, id) = format.map_or(("", None), |format| {
            (format.format_code.as_str(), format.format_id)
        });
        NumberFormat::new(code, id)
    };
    styles.iter().map(format).collect()
}

/// What a cell holds that is no number.
fn other(value: &DataRef<'_>) -> Option<Content> {
    Some(match value {
        DataRef::SharedString(text) if !text.is_empty() => Content::Text((*text).into()),
        DataRef::String(text) if !text.is_empty() => Content::Text(text.as_str().into()),
        DataRef::Bool(value) => Content::Boolean(*value),
        DataRef::Error(error) => Content::Error(error.to_string().into()),
        DataRef::DateTimeIso(date) | DataRef::DurationIso(date) => {
            Content::Date(date.as_str().into())
        }
        _ => return None,
    })
}

fn hidden_lines(sheet: &str, around: &Around) -> Option<Text> {
    let (rows, columns) = (around.hidden_rows, around.hidden_columns);
    (rows + columns > 0).then(|| {
        Text::new(
            format!("工作表“{sheet}”有隐藏的行 {rows} 处、隐藏的列 {columns} 处，已照常读取"),
            format!("the sheet “{sheet}” hides {rows} rows and {columns} groups of columns; they are read all the same"),
        )
    })
}

fn bad(part: &SheetPart, error: &XlsxError) -> Kind {
    Kind::BadPart {
        part: format!("{}（{}）", part.part, part.name),
        why: error.to_string(),
    }
}

fn opening(error: XlsxError) -> Kind {
    match error {
        XlsxError::Password => Kind::Password,
        XlsxError::FileNotFound(part) => Kind::Missing(part),
        error => Kind::Broken(error.to_string()),
    }
}

impl Cells<'_> {
    /// Marks a cell as a formula's; a formula without a result becomes a cell that says so.
    fn mark_formula(&mut self, at: CellAt, nothing: bool) -> Result<(), Kind> {
        match self.cell_mut(at) {
            Some(cell) => {
                cell.formula = true;
                Ok(())
            }
            None if nothing => self.add(Cell {
                at,
                content: unclear(String::new(), Why::NoResult),
                formula: true,
            }),
            // The formula's result is an empty text, or a zero that is printed as nothing.
            None => Ok(()),
        }
    }
}
