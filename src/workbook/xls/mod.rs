//! `.xls`, the binary format before 2007: calamine gives the values, the records their formats.

pub(crate) mod compound;
mod records;

use super::cell::{Area, Cell, CellAt, Content, Sheet, Workbook, WorkbookFormat};
use super::cells::{Cells, MOST_CELLS, hidden_sheet};
use super::error::WorkbookErrorKind as Kind;
use super::format::NumberFormat;
use crate::model::Text;
use calamine::{Data, Dimensions, Range, Reader as _, SheetType, SheetVisible, Xls, XlsError};
use compound::Compound;
use records::{Records, Styled};
use std::io::Cursor;

/// Reads what lies in an OLE container; `file` is only its name.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Workbook, Kind> {
    let compound = Compound::new(bytes)?;
    let stream = compound
        .stream("Workbook")
        .or_else(|| compound.stream("Book"));
    let Some(stream) = stream else {
        return Err(foreign(&compound));
    };
    let records = Records::new(&stream?, MOST_CELLS)?;
    drop(compound);
    let mut calamine: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(opening)?;
    let mut book = Workbook {
        file: file.to_owned(),
        format: WorkbookFormat::Xls,
        sheets: Vec::new(),
        notes: Vec::new(),
    };
    let is_1904 = calamine.has_1904_epoch();
    let mut count = 0;
    let listed = calamine.sheets_metadata().to_vec();
    for (sheet, styled) in listed.into_iter().zip(&records.sheets) {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if book.sheets.iter().any(|other| other.name == sheet.name) {
            return Err(Kind::SheetTwice(sheet.name));
        }
        let visible = sheet.visible == SheetVisible::Visible;
        if !visible {
            book.notes.push(hidden_sheet(&sheet.name));
        }
        let range = calamine.worksheet_range(&sheet.name).map_err(opening)?;
        let merged = calamine
            .merge_cells_by_sheet_name(&sheet.name)
            .map_err(opening)?;
        let mut merged: Vec<Area> = merged.into_iter().filter_map(area).collect();
        merged.sort_unstable();
        let mut cells = Cells::new(&sheet.name, &mut count);
        read_cells(&range, styled, &records.formats, is_1904, &mut cells)?;
        book.sheets.push(Sheet {
            cells: cells.finish()?,
            name: sheet.name,
            visible,
            merged,
        });
    }
    Ok(book)
}

fn read_cells(
    range: &Range<Data>,
    styled: &[Styled],
    formats: &[NumberFormat],
    is_1904: bool,
    cells: &mut Cells<'_>,
) -> Result<(), Kind> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    if let Some(twice) = styled.windows(2).find(|two| two[0].at == two[1].at) {
        return Err(cells.twice(twice[0].at));
    }
    for (row, column, value) in range.used_cells() {
        let at = cells.at((
            first_row.saturating_add(u32::try_from(row).unwrap_or(u32::MAX)),
            first_column.saturating_add(u32::try_from(column).unwrap_or(u32::MAX)),
        ))?;
        let found = styled.binary_search_by_key(&at, |styled| styled.at);
        let styled = found.ok().map(|index| styled[index]);
        let general = NumberFormat::new("", None);
        let format = styled.and_then(|styled| formats.get(usize::from(styled.style)));
        let format = format.unwrap_or(&general);
        let content = match value {
            Data::Float(number) => format.print(*number, is_1904),
            Data::Int(number) => format.print(*number as f64, is_1904),
            Data::DateTime(serial) => format.print(serial.as_f64(), is_1904),
            Data::String(text) if !text.is_empty() => Some(Content::Text(text.as_str().into())),
            Data::Bool(value) => Some(Content::Boolean(*value)),
            Data::Error(error) => Some(Content::Error(error.to_string().into())),
            _ => None,
        };
        if let Some(content) = content {
            let formula = styled.is_some_and(|styled| styled.formula);
            cells.add(Cell {
                at,
                content,
                formula,
            })?;
        }
    }
    Ok(())
}

fn area(merged: Dimensions) -> Option<Area> {
    let at = |(row, column)| {
        let column = u16::try_from(column).ok()?;
        Some(CellAt { row, column })
    };
    let (from, to) = (at(merged.start)?, at(merged.end)?);
    (from.row <= to.row && from.column <= to.column).then_some(Area { from, to })
}

/// What a container without a workbook is.
fn foreign(compound: &Compound<'_>) -> Kind {
    if compound.holds("EncryptedPackage") {
        Kind::Password
    } else if compound.holds("WordDocument") {
        Kind::Other(Text::new("Word 文档", "a Word document"))
    } else {
        Kind::Missing("Workbook".to_owned())
    }
}

fn opening(error: XlsError) -> Kind {
    match error {
        XlsError::Password => Kind::Password,
        error => Kind::Broken(error.to_string()),
    }
}
