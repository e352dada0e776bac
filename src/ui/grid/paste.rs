//! What a pasted block would change. All of it may, or nothing is pasted: a block that is half taken loses figures
//! without a word.

use crate::model::Lang;
use crate::ui::grid::source::{CellPos, CellRange, Source};
use crate::ui::grid::state::last_cell;

/// A block that may be pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) at: CellPos,
    pub(super) rows: Vec<Vec<String>>,
}

/// A block that may not: the cell that refuses it, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) at: CellPos,
    pub(super) reason: String,
}

/// Fits these rows into the table, at the selection or repeated all over it.
pub(super) fn plan(
    lang: Lang,
    source: &dyn Source,
    selection: CellRange,
    rows: Vec<Vec<String>>,
) -> Result<Block, Refused> {
    let rows = repeated(rows, selection);
    let at = selection.first;
    check_size(lang, source, at, &rows)?;
    for (row, cells) in rows.iter().enumerate() {
        for (col, text) in cells.iter().enumerate() {
            let at = CellPos::new(at.row + row, at.col + col);
            if at.row < source.rows() {
                check_cell(lang, source, at, text)?;
            }
        }
    }
    Ok(Block { at, rows })
}

/// The block as often as it fits into the selection, if it fits without remainder; so one value fills a range.
fn repeated(rows: Vec<Vec<String>>, selection: CellRange) -> Vec<Vec<String>> {
    let height = rows.len().max(1);
    let width = rows.first().map_or(1, Vec::len).max(1);
    let (tall, wide) = (selection.height() / height, selection.width() / width);
    let fits = selection.height().is_multiple_of(height) && selection.width().is_multiple_of(width);
    if !fits || tall * wide <= 1 {
        return rows;
    }
    let across = |row: &Vec<String>| std::iter::repeat_n(row.clone(), wide).flatten().collect();
    let rows: Vec<Vec<String>> = rows.iter().map(across).collect();
    std::iter::repeat_n(rows, tall).flatten().collect()
}

fn check_size(
    lang: Lang,
    source: &dyn Source,
    at: CellPos,
    rows: &[Vec<String>],
) -> Result<(), Refused> {
    let width = rows.first().map_or(0, Vec::len);
    let height = rows.len();
    let refused = |reason| Err(Refused { at, reason });
    if at.col + width > source.columns() {
        let free = source.columns() - at.col;
        return refused(match lang {
            Lang::Zh => format!("要粘贴 {width} 列，从这里到右边只有 {free} 列。未作改动。"),
            Lang::En => format!(
                "{width} columns are to be pasted, but only {free} are left from here. Nothing was changed."
            ),
        });
    }
    if at.row + height > source.rows() && !source.can_insert_rows(source.rows()) {
        let free = source.rows() - at.row;
        return refused(match lang {
            Lang::Zh => format!("要粘贴 {height} 行，从这里往下只有 {free} 行。未作改动。"),
            Lang::En => format!(
                "{height} rows are to be pasted, but only {free} are left from here. Nothing was changed."
            ),
        });
    }
    Ok(())
}

/// A text that the cell has already is no obstacle, even if the cell is locked.
fn check_cell(lang: Lang, source: &dyn Source, at: CellPos, text: &str) -> Result<(), Refused> {
    if source.copy_text(at.row, at.col) == text {
        return Ok(());
    }
    let verdict = match source.locked(at.row, at.col) {
        Some(reason) => Err(reason),
        None => source.validate(at.row, at.col, text),
    };
    verdict.map_err(|reason| {
        let nothing = lang.pick("未粘贴任何内容。", "Nothing was pasted.");
        let reason = match lang {
            Lang::Zh => format!("“{text}”：{reason}{nothing}"),
            Lang::En => format!("“{text}”: {reason} {nothing}"),
        };
        Refused { at, reason }
    })
}

/// Why a range may not be cleared, if no cell of it may.
pub(super) fn check_clear(source: &dyn Source, range: CellRange) -> Result<(), Refused> {
    /// Beyond this many locked cells the caller is asked all the same; it leaves them as they are.
    const LOOKED_AT: usize = 10_000;
    let last = last_cell(source);
    let mut first_refusal = None;
    let cells = range
        .rows()
        .flat_map(|row| range.cols().map(move |col| CellPos::new(row, col)))
        .filter(|at| at.row <= last.row && at.col <= last.col)
        .take(LOOKED_AT);
    for at in cells {
        let verdict = match source.locked(at.row, at.col) {
            Some(reason) => Err(reason),
            None => source.validate(at.row, at.col, ""),
        };
        match verdict {
            Ok(()) => return Ok(()),
            Err(reason) => {
                first_refusal.get_or_insert(Refused { at, reason });
            }
        }
    }
    first_refusal.map_or(Ok(()), Err)
}
