//! What edits of the accounts come to in the text that claims were read out of: the parts of it
//! that say something else now.
//!
//! Rows are known by the parts of the text that they were read from, so that rows which moved are
//! still right. The text keeps its own way of printing; only what was edited is printed anew.
//! Putting the words into the file is left to `manuscript`.

mod print;

use std::collections::{BTreeMap, VecDeque};

use crate::manuscript::{TextChange, changed_text};
use crate::model::{Accounts, Cell, Place, Row, Span, Table, Text};

use print::Style;

/// What tells a row that was read from a text from the others of its table.
type Key<'a> = &'a [(u16, Span)];

/// The parts of the text that say something else now than when it was opened, in its order.
///
/// Cells that print the same number are one change; where they contradict each other, the one that
/// was edited is taken, and of several the last.
pub fn text_changes(opened: &Accounts, now: &Accounts) -> Vec<TextChange> {
    let Some(narrative) = &opened.narrative else {
        return Vec::new();
    };
    let style = Style::of(&narrative.text);
    let mut changes: BTreeMap<Span, String> = BTreeMap::new();
    for (before, after) in rows(opened, now).pairs {
        let spans = spans_of(opened, before);
        for (column, span) in spans {
            let (before, after) = (before.beside(*column), after.beside(*column));
            let Some(new) = edited(opened, before, now, after) else {
                continue;
            };
            let printed = narrative.slice(*span);
            changes.insert(*span, style.printed(printed, opened.cell(before), &new));
        }
    }
    without_overlaps(changes.into_iter())
}

/// The text with everything that was edited; `None` for accounts without a text.
pub fn text_now(opened: &Accounts, now: &Accounts) -> Option<String> {
    let text = &opened.narrative.as_ref()?.text;
    // Its own changes lie in it and leave each other alone.
    Some(changed_text(text, &text_changes(opened, now)).unwrap_or_else(|_| text.to_string()))
}

/// The text as the cells that were read from it say it now, whoever changed them; `None` for
/// accounts without a text. What cannot be compared stays as it is.
pub fn text_as_stated(now: &Accounts) -> Option<String> {
    let narrative = now.narrative.as_ref()?;
    let style = Style::of(&narrative.text);
    let mut changes: BTreeMap<Span, String> = BTreeMap::new();
    for (place, span) in now.spans() {
        let part = narrative.slice(span);
        let cell = match place.head() {
            Some(_) => Cell::Words(now.printed(place).into()),
            None => now.cell(place).clone(),
        };
        if let Some(stood) = print::stood(part, &cell) {
            changes.insert(span, style.printed(part, &stood, &cell));
        }
    }
    let changes = without_overlaps(changes.into_iter());
    // They lie in the text and leave each other alone.
    Some(changed_text(&narrative.text, &changes).unwrap_or_else(|_| narrative.text.to_string()))
}

/// What of the edits no text prints: words that follow from it without standing in it, and rows
/// that were put in or taken out. `is_elsewhere` says of a table that another file holds it.
pub fn not_in_text(
    opened: &Accounts,
    now: &Accounts,
    is_elsewhere: impl Fn(&Table) -> bool,
) -> Option<Text> {
    let Rows { pairs, mut lost } = rows(opened, now);
    let unprinted = now.tables.iter().filter(|table| !is_elsewhere(table));
    for table in unprinted {
        let of_table = changed_rows(opened.table(table.id), table).into_iter();
        lost.extend(of_table.map(|row| (table, row)));
    }
    let mut places: Vec<Text> = lost
        .into_iter()
        .filter(|(table, _)| !is_elsewhere(table))
        .map(|(table, row)| table.rows[row].label(table.spec()))
        .collect();
    for (before, after) in pairs {
        let Some(table) = now.table(after.table_ref()) else {
            continue;
        };
        let spans = spans_of(opened, before);
        let columns = (0..).take(table.spec().columns.len());
        for column in columns.chain([Place::CODE, Place::NAME]) {
            let printed = spans.iter().any(|(of, _)| *of == column);
            let (before, after) = (before.beside(column), after.beside(column));
            if !printed && edited(opened, before, now, after).is_some() {
                places.push(now.label(after));
            }
        }
    }
    let first = places.first()?;
    let (first, count) = (first.clone(), places.len());
    Some(match count {
        1 => Text::new(
            format!("正文中没有印出，不能写回正文：{}", first.zh),
            format!(
                "the text does not print it, so it cannot be written there: {}",
                first.en
            ),
        ),
        _ => Text::new(
            format!("有 {count} 处正文中没有印出，不能写回正文：{}等", first.zh),
            format!(
                "the text does not print {count} cells, which cannot be written there: {} and others",
                first.en
            ),
        ),
    })
}

/// Rows that were read from the text.
#[derive(Default)]
struct Rows<'a> {
    /// Those that say something else, as they were when it was opened and as they are now.
    pairs: Vec<(Place, Place)>,
    /// Those that are on one side only.
    lost: Vec<(&'a Table, usize)>,
}

fn rows<'a>(opened: &'a Accounts, now: &'a Accounts) -> Rows<'a> {
    let mut found = Rows::default();
    for table in &now.tables {
        let old = opened.table(table.id);
        let old_rows = old.map_or(&[][..], |old| &old.rows);
        let mut left: BTreeMap<Key<'_>, VecDeque<usize>> = BTreeMap::new();
        let in_step = old_rows.len() == table.rows.len()
            && old_rows.iter().map(spans).eq(table.rows.iter().map(spans));
        if !in_step {
            for (index, row) in old_rows.iter().enumerate() {
                left.entry(spans(row)).or_default().push_back(index);
            }
        }
        for (index, row) in table.rows.iter().enumerate() {
            if row.spans.is_none() {
                continue;
            }
            // A second row of one part of the text is a copy.
            let before = if in_step {
                Some(index)
            } else {
                left.get_mut(spans(row)).and_then(VecDeque::pop_front)
            };
            match before.zip(old) {
                Some((at, _)) if is_same(&old_rows[at], row) => {}
                Some((at, old)) => found.pairs.push((old.place(at, 0), table.place(index, 0))),
                None => found.lost.push((table, index)),
            }
        }
        left.remove(&[][..]);
        let gone = left.into_values().flatten();
        found
            .lost
            .extend(gone.filter_map(|index| Some((old?, index))));
    }
    found
}

/// The parts of the text that a row was read from.
fn spans(row: &Row) -> Key<'_> {
    row.spans.as_deref().unwrap_or_default()
}

fn is_same(row: &Row, other: &Row) -> bool {
    row.name == other.name && row.code == other.code && row.cells == other.cells
}

/// What a cell is now, if that is something else.
fn edited(opened: &Accounts, before: Place, now: &Accounts, after: Place) -> Option<Cell> {
    if after.head().is_some() {
        let new = now.printed(after);
        return (opened.printed(before) != new).then(|| Cell::Words(new.into()));
    }
    match (opened.cell(before), now.cell(after)) {
        (Cell::Number(old), Cell::Number(new))
            if (old.value, old.decimals, old.unit) == (new.value, new.decimals, new.unit) =>
        {
            None
        }
        // Neither prints anything.
        (Cell::Absent | Cell::Blank, Cell::Absent | Cell::Blank) => None,
        (old, new) => (old != new).then(|| new.clone()),
    }
}

/// Changes that leave each other alone: of two that meet, the one that replaces more.
fn without_overlaps(changes: impl Iterator<Item = (Span, String)>) -> Vec<TextChange> {
    let mut kept: Vec<TextChange> = Vec::new();
    for (span, text) in changes {
        let change = TextChange {
            start: span.start as usize,
            end: span.end as usize,
            text,
        };
        match kept.last_mut() {
            Some(last) if change.start < last.end => {
                if change.range().len() > last.range().len() {
                    *last = change;
                }
            }
            _ => kept.push(change),
        }
    }
    kept
}

/// The parts of the text that the cells of a row were read from.
fn spans_of(accounts: &Accounts, place: Place) -> &[(u16, Span)] {
    let table = accounts.table(place.table_ref());
    let row = table.and_then(|table| table.rows.get(place.row as usize));
    row.map_or(&[], spans)
}

/// The rows without a part of the text that are others than when it was opened.
fn changed_rows(old: Option<&Table>, table: &Table) -> Vec<usize> {
    let old = old.map_or(&[][..], |old| &old.rows);
    let unprinted = |row: &&Row| row.spans.is_none();
    let mut left = old.iter().filter(unprinted);
    let rows = table.rows.iter().enumerate();
    let new = rows.filter(|(_, row)| row.spans.is_none());
    let changed = new.filter(|(_, row)| left.next().is_none_or(|old| !is_same(old, row)));
    let mut changed: Vec<usize> = changed.map(|(index, _)| index).collect();
    if changed.is_empty() && left.next().is_some() && !table.rows.is_empty() {
        // The last of them is gone.
        changed.push(table.rows.len() - 1);
    }
    changed
}
