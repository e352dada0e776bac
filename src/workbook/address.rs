//! Cell addresses as a sheet writes them: `D7`, `A1:C3`; nothing beyond the largest sheet there can
//! be.

use crate::model::column_index;

use super::cell::{Area, CellAt};
use super::cells::MOST_ROWS;

/// `D7`, `$D$7`.
pub(super) fn cell_at(text: &str) -> Option<CellAt> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let (letters, row) = text.split_at(text.find(|c: char| !c.is_ascii_alphabetic())?);
    let row = row.strip_prefix('$').unwrap_or(row);
    // Parsing alone would take a sign.
    if !row.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let row: u32 = row.parse().ok()?;
    // Some programs write small letters.
    let column = if letters.bytes().any(|letter| letter.is_ascii_lowercase()) {
        column_index(&letters.to_ascii_uppercase())
    } else {
        column_index(letters)
    };
    let at = CellAt {
        row: row.checked_sub(1)?,
        column: column?,
    };
    (at.row < MOST_ROWS).then_some(at)
}

/// `A1:C3`, or one cell.
pub(super) fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let (from, to) = (cell_at(from)?, cell_at(to)?);
    (from.row <= to.row && from.column <= to.column).then_some(Area { from, to })
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
        assert_eq!(cell_at("d7"), cell_at("D7"));
        for text in [
            "",
            "7",
            "D",
            "D0",
            "D-7",
            "D+7",
            "XFE1",
            "A1048577",
            "A4294967297",
            "甲1",
            "AAAAAAAAAA1",
        ] {
            assert_eq!(cell_at(text), None, "{text}");
        }
    }

    #[test]
    fn an_area_runs_from_its_first_cell_to_its_last() {
        let seen = area("B2:C4").unwrap();
        assert!(covers(&seen, cell_at("C4").unwrap()));
        assert!(!covers(&seen, cell_at("D4").unwrap()));
        assert_eq!(area("C3:A1"), None);
    }
}
