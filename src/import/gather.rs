//! The tables of all sheets together: each once, or not at all where two disagree.

use std::collections::BTreeSet;

use crate::model::{Period, TableId, Text, column_letters};

use super::cell::is_figure;
use super::found::{Found, FoundRow};
use super::grid::Role;
use super::note::{Asks, Note};
use super::sheet::ReadSheet;
use super::unplaced::Why;

/// A table with the sheet that it was found on.
pub(super) struct Placed {
    /// The file, by position.
    pub(super) file: usize,
    /// The sheet, by position among all.
    pub(super) sheet: usize,
    /// The table.
    pub(super) found: Found,
}

/// Takes a table in, as several where its title stands again above rows that were there already:
/// a page that goes on has other rows, a second copy has the same.
pub(super) fn split(mut found: Found, tables: &mut Vec<Found>) {
    let counts = found.counts.take();
    if found.again.is_empty() {
        found.rows.sort_by_key(|row| row.group);
        tables.push(found);
        tables.extend(counts.map(|counts| *counts));
        return;
    }
    let again = std::mem::take(&mut found.again);
    let mut parts: Vec<Vec<FoundRow>> = Vec::new();
    let mut rows = std::mem::take(&mut found.rows);
    for at in again.iter().rev().filter(|at| **at > 0) {
        parts.push(rows.split_off((*at).min(rows.len())));
    }
    parts.push(rows);
    parts.reverse();
    let key = |row: &FoundRow| (row.side, row.code.clone(), row.name.clone());
    let mut seen = BTreeSet::new();
    let mut whole: Vec<FoundRow> = Vec::new();
    let mut copies: Vec<Vec<FoundRow>> = Vec::new();
    for part in parts {
        let keys: BTreeSet<_> = part.iter().map(key).collect();
        let known = keys.intersection(&seen).count();
        if known > 0 && known * 2 >= keys.len() {
            copies.push(part);
            continue;
        }
        seen.extend(keys);
        whole.extend(part);
    }
    for mut rows in std::iter::once(whole).chain(copies) {
        rows.sort_by_key(|row| row.group);
        tables.push(Found {
            rows,
            ..found.clone()
        });
    }
    tables.extend(counts.map(|counts| *counts));
}

/// Every table once, in the order in which they were found.
pub(super) fn gather(
    sheets: &mut [(usize, ReadSheet<'_>)],
    files: &[&str],
    notes: &mut Vec<(usize, Note)>,
) -> Vec<Placed> {
    let mut all: Vec<Placed> = Vec::new();
    for (sheet, (file, read)) in sheets.iter_mut().enumerate() {
        let tables = std::mem::take(&mut read.tables);
        all.extend(tables.into_iter().map(|found| Placed {
            file: *file,
            sheet,
            found,
        }));
    }
    let mut order: Vec<(TableId, Period)> = Vec::new();
    for placed in &all {
        let table = placed.found.table.map(|table| (table, placed.found.period));
        order.extend(table.filter(|table| !order.contains(table)));
    }
    let mut kept = Vec::new();
    for (table, period) in order {
        let (same, others): (Vec<Placed>, Vec<Placed>) = all
            .into_iter()
            .partition(|placed| placed.found.table == Some(table) && placed.found.period == period);
        all = others;
        kept.extend(one_of(same, table, sheets, files, notes));
    }
    kept
}

/// The one table of several that claim to be it, `None` where they disagree.
fn one_of(
    mut claims: Vec<Placed>,
    table: TableId,
    sheets: &mut [(usize, ReadSheet<'_>)],
    files: &[&str],
    notes: &mut Vec<(usize, Note)>,
) -> Option<Placed> {
    // A table without a row beside one with rows is a title that stands once more.
    if claims.iter().any(|claim| !claim.found.rows.is_empty()) {
        let declared = claims.iter().any(|claim| claim.found.declared_empty);
        claims.retain(|claim| !claim.found.rows.is_empty());
        for claim in &mut claims {
            claim.found.declared_empty |= declared;
        }
    }
    if claims.len() < 2 {
        return claims.pop();
    }
    let same = claims[1..]
        .iter()
        .all(|claim| claim.found.prints_the_same(&claims[0].found));
    let places: Vec<String> = claims
        .iter()
        .map(|claim| {
            let sheet = &sheets[claim.sheet].1.grid.sheet.name;
            let row = claim
                .found
                .rows
                .first()
                .map_or(0, |row| u64::from(row.row) + 1);
            if files.len() > 1 {
                format!("{}!{sheet}（{row}）", files[claim.file])
            } else {
                format!("{sheet}（{row}）")
            }
        })
        .collect();
    let title = table.spec().title.clone();
    let (zh, en) = if same {
        (
            "内容完全相同，只取第一份".to_owned(),
            "they print the same; the first is read".to_owned(),
        )
    } else {
        let differences = differences(&claims, sheets);
        (
            format!("内容不同，都不读取，请先确定以哪份为准{}", differences.zh),
            format!("they disagree, so neither is read{}", differences.en),
        )
    };
    let file = claims[0].file;
    let text = Text::new(
        format!(
            "《{}》出现在 {} 处（表名或起始行）：{}；{zh}",
            title.zh,
            places.len(),
            places.join("、")
        ),
        format!(
            "“{}” stands in {} places (sheet and first row): {}; {en}",
            title.en,
            places.len(),
            places.join(", ")
        ),
    );
    let note = Note {
        asks: (!same).then_some(Asks::Correct(table)),
        ..Note::from(text)
    };
    notes.push((file, note));
    let why = if same {
        Why::Copy(table)
    } else {
        Why::Twice(table)
    };
    let left_out = claims.split_off(usize::from(same));
    for claim in left_out {
        refuse(&mut sheets[claim.sheet].1, &claim.found, why);
    }
    claims.pop()
}

/// Where the first two of several copies print different amounts: a few of the places.
fn differences(claims: &[Placed], sheets: &[(usize, ReadSheet<'_>)]) -> Text {
    /// More places than these need no listing: the copies are different tables then.
    const SHOWN: usize = 3;
    let [one, two, ..] = claims else {
        return Text::default();
    };
    let mut found: Vec<String> = Vec::new();
    let mut count = 0;
    for (first, second) in one.found.rows.iter().zip(&two.found.rows) {
        let is_same_row = first.code == second.code && first.name == second.name;
        for ((column, amount), (_, other)) in first.cells.iter().zip(&second.cells) {
            if !is_same_row || amount == other {
                continue;
            }
            count += 1;
            if found.len() < SHOWN {
                let place = |placed: &Placed, row: &FoundRow| {
                    let sheet = &sheets[placed.sheet].1.grid.sheet.name;
                    let block = placed.found.blocks.get(usize::from(row.block));
                    let columns = block.map(|block| block.columns.iter());
                    let mut columns = columns.into_iter().flatten();
                    let letters = columns
                        .find(|(of, _)| of == column)
                        .map(|(_, column)| column_letters(*column));
                    let line = u64::from(row.row) + 1;
                    format!("{sheet}!{}{line}", letters.unwrap_or_default())
                };
                let plain = |amount: &str| amount.trim_matches('"').to_owned();
                found.push(format!(
                    "{} {} / {} {}",
                    place(one, first),
                    plain(amount),
                    place(two, second),
                    plain(other)
                ));
            }
        }
    }
    if found.is_empty() {
        return Text::default();
    }
    Text::new(
        format!("；有 {count} 处不同：{}", found.join("、")),
        format!("; {count} amounts differ: {}", found.join(", ")),
    )
}

/// Lists the figures of a table that is left out, and the codes that are numbers.
fn refuse(sheet: &mut ReadSheet<'_>, found: &Found, why: Why) {
    let rows: BTreeSet<u32> = found.rows.iter().map(|row| row.row).collect();
    let grid = &mut sheet.grid;
    for cell in &found.figures {
        // Copies on one sheet share their list of cells.
        if rows.contains(&grid.sheet.cells[*cell as usize].at.row) {
            grid.refuse(*cell, why);
        }
    }
    let blocks = || found.blocks.iter().filter_map(|block| block.code);
    for (index, cell) in (0..).zip(&grid.sheet.cells) {
        let is_code = grid.role(index) == Role::Code && is_figure(&cell.content);
        let in_block = |(first, last): (u16, u16)| (first..=last).contains(&cell.at.column);
        if is_code && rows.contains(&cell.at.row) && blocks().any(in_block) {
            grid.refuse(index, why);
        }
    }
}
