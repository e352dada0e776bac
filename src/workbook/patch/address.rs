//! Cell addresses as a sheet writes them: `D7`, `A1:C3`.

use crate::workbook::{Area, CellAt};

/// Rows of a sheet.
pub(super) const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub(super) const COLUMNS: u16 = 16_384;

/// `D7`, `$D$7`.
pub(super) fn cell_at(text: &str) -> Option<CellAt> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let digits = text.find(|c: char| c.is_ascii_digit() || c == '$')?;
    let (letters, row) = text.split_at(digits);
    let row: u32 = row.strip_prefix('$').unwrap_or(row).parse().ok()?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() || column > u32::from(COLUMNS) {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let column = u16::try_from(column.checked_sub(1)?).ok()?;
    let at = CellAt {
        row: row.checked_sub(1)?,
        column,
    };
    (at.row < ROWS && at.column < COLUMNS).then_some(at)
}

/// `A1:C3`, or one cell.
pub(super) fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    Some(Area {
        from: cell_at(from)?,
        to: cell_at(to)?,
    })
}

/// Whether a cell lies in an area.
pub(super) fn covers(area: &Area, at: CellAt) -> bool {
    (area.from.row..=area.to.row).contains(&at.row)
        && (area.from.column..=area.to.column).contains(&at.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_they_are_written() {
        for text in ["A1", "D7", "Z10", "AA1", "XFD1048576"] {
            assert_eq!(cell_at(text).unwrap().to_string(), text);
        }
        assert_eq!(cell_at("$D$7"), cell_at("D7"));
        for text in ["", "7", "D", "D0", "XFE1", "A1048577", "甲1", "AAAAAAAAAA1"] {
            assert_eq!(cell_at(text), None, "{text}");
        }
    }
}
