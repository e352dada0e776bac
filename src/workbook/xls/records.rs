//! The records of an `.xls`: where its cells are and with which number formats.
//!
//! calamine gives the values but neither the formats nor the formulas' places, and lays every sheet
//! out as a full grid: how large is known here before.

use super::compound::{u16_at, u32_at};
use crate::workbook::cell::CellAt;
use crate::workbook::error::WorkbookErrorKind as Kind;
use crate::workbook::format::{self, NumberFormat};
use std::collections::BTreeMap;

/// What the records say beside the values.
#[derive(Debug)]
pub(super) struct Records {
    /// The number format of each style.
    pub(super) formats: Vec<NumberFormat>,
    /// The cells of each sheet, in the order in which the workbook lists the sheets.
    pub(super) sheets: Vec<Vec<Styled>>,
}

/// A cell that holds something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Styled {
    pub(super) at: CellAt,
    pub(super) style: u16,
    pub(super) formula: bool,
}

/// Formats of records, of which there are about a hundred more.
mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const PASSWORD: u16 = 0x002F;
    pub(super) const SHEET: u16 = 0x0085;
    pub(super) const NUMBERS: u16 = 0x00BD;
    pub(super) const RICH_TEXT: u16 = 0x00D6;
    pub(super) const STYLE: u16 = 0x00E0;
    pub(super) const SHARED_TEXT: u16 = 0x00FD;
    pub(super) const EXTENT: u16 = 0x0200;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const TEXT: u16 = 0x0204;
    pub(super) const BOOLEAN: u16 = 0x0205;
    pub(super) const SHORT_NUMBER: u16 = 0x027E;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const BEGIN: u16 = 0x0809;
}

impl Records {
    /// Reads the stream of a workbook; `most` bounds the cells of all grids together.
    pub(super) fn new(stream: &[u8], most: usize) -> Result<Self, Kind> {
        let mut starts = Vec::new();
        let mut styles = Vec::new();
        let mut formats = BTreeMap::new();
        let mut old = false;
        for (kind, data) in Walk(stream) {
            match kind {
                kind::PASSWORD => return Err(Kind::Password),
                kind::BEGIN => old = u16_at(data, 0) == Some(0x0500),
                kind::SHEET => starts.push(u32_at(data, 0).ok_or_else(broken)? as usize),
                kind::STYLE => styles.push(u32::from(u16_at(data, 2).ok_or_else(broken)?)),
                kind::FORMAT => {
                    let id = u32::from(u16_at(data, 0).ok_or_else(broken)?);
                    formats.insert(id, format_code(&data[2..], old).ok_or_else(broken)?);
                }
                kind::END => break,
                _ => {}
            }
        }
        let format = |id: u32| {
            let code = formats.get(&id).map(String::as_str);
            NumberFormat::new(code.unwrap_or_else(|| format::builtin(id)), Some(id))
        };
        let mut left = most;
        let sheets = starts
            .into_iter()
            .enumerate()
            .map(|(index, start)| {
                let cells = sheet(stream.get(start..).ok_or_else(broken)?, &mut left)?;
                cells.ok_or_else(|| Kind::TooManyCells {
                    sheet: (index + 1).to_string(),
                    limit: most,
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            formats: styles.into_iter().map(format).collect(),
            sheets,
        })
    }
}

/// The cells of one sheet in order; its grid is taken from what is `left`, `None` if that is less.
fn sheet(stream: &[u8], left: &mut usize) -> Result<Option<Vec<Styled>>, Kind> {
    let mut cells = Vec::new();
    // Charts are streams within the sheet's, with records of their own.
    let mut depth = 0;
    for (kind, data) in Walk(stream) {
        match kind {
            kind::BEGIN => depth += 1,
            kind::END if depth <= 1 => break,
            kind::END => depth -= 1,
            _ if depth > 1 => {}
            kind::EXTENT => {
                let grid = declared_grid(data).ok_or_else(broken)?;
                if grid > 1 << 24 {
                    return Err(Kind::Broken("DIMENSIONS".to_owned()));
                }
            }
            kind::FORMULA
            | kind::NUMBER
            | kind::TEXT
            | kind::RICH_TEXT
            | kind::BOOLEAN
            | kind::SHORT_NUMBER
            | kind::SHARED_TEXT => {
                cells.push(styled(data, kind == kind::FORMULA).ok_or_else(broken)?);
            }
            kind::NUMBERS => several(data, &mut cells).ok_or_else(broken)?,
            _ => {}
        }
    }
    cells.sort_by_key(|cell| cell.at);
    if let (Some(first), Some(last)) = (cells.first(), cells.last()) {
        let rows = (last.at.row - first.at.row) as usize + 1;
        let columns =
            |pick: fn(u16, u16) -> u16| cells.iter().map(|cell| cell.at.column).reduce(pick);
        let width = columns(u16::max).unwrap_or_default() - columns(u16::min).unwrap_or_default();
        let grid = rows * (usize::from(width) + 1);
        if grid > *left {
            return Ok(None);
        }
        *left -= grid;
    }
    Ok(Some(cells))
}

fn styled(data: &[u8], formula: bool) -> Option<Styled> {
    Some(Styled {
        at: CellAt {
            row: u32::from(u16_at(data, 0)?),
            column: u16_at(data, 2)?,
        },
        style: u16_at(data, 4)?,
        formula,
    })
}

/// A run of numbers side by side: row, first column, then style and number each, last column.
fn several(data: &[u8], cells: &mut Vec<Styled>) -> Option<()> {
    let row = u32::from(u16_at(data, 0)?);
    let first = u16_at(data, 2)?;
    let numbers = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
    for (index, number) in numbers.enumerate() {
        let column = first.checked_add(u16::try_from(index).ok()?)?;
        cells.push(Styled {
            at: CellAt { row, column },
            style: u16_at(number, 0)?,
            formula: false,
        });
    }
    Some(())
}

/// How many cells a sheet says that it may have, for which room is made before they are read.
fn declared_grid(data: &[u8]) -> Option<u64> {
    let wide = data.len() >= 14;
    let row = |index: usize| {
        if wide {
            u32_at(data, index * 4)
        } else {
            u16_at(data, index * 2).map(u32::from)
        }
    };
    let columns = if wide { 8 } else { 4 };
    let rows = u64::from(row(1)?.saturating_sub(row(0)?));
    let columns = u64::from(u16_at(data, columns + 2)?);
    Some(rows * columns)
}

fn format_code(data: &[u8], old: bool) -> Option<String> {
    if old {
        let length = usize::from(*data.first()?);
        let code = data.get(1..=length)?;
        return Some(
            encoding_rs::GBK
                .decode_without_bom_handling(code)
                .0
                .into_owned(),
        );
    }
    let length = usize::from(u16_at(data, 0)?);
    if data.get(2)? & 1 == 0 {
        let code = data.get(3..3 + length)?;
        return Some(code.iter().map(|&byte| char::from(byte)).collect());
    }
    let code = data.get(3..3 + length * 2)?.as_chunks::<2>().0;
    let units: Vec<u16> = code.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    Some(String::from_utf16_lossy(&units))
}

fn broken() -> Kind {
    Kind::Broken("BIFF".to_owned())
}

/// Record after record: a kind, a length, and so many bytes.
struct Walk<'a>(&'a [u8]);

impl<'a> Iterator for Walk<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.0, 0)?;
        let length = usize::from(u16_at(self.0, 2)?);
        let data = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((kind, data))
    }
}
