//! The findings as a workbook: a conclusion, the list, and a copy of the tables in which every
//! flagged cell is coloured, carries a note and is linked with the list both ways.

use std::collections::{BTreeMap, BTreeSet};

use rust_xlsxwriter::{Note, Url, Worksheet, XlsxError};

use crate::export::Reviewed;
use crate::export::listed::{amounts, in_order};
use crate::model::{Lang, Place, TableRef, column_letters};
use crate::review::Stance;
use crate::workbook::dated_workbook;

use super::conclusion::Page;
use super::list::{self, Entry};
use super::table::{self, Marks, TableSheet};
use super::{WorkbookNotWritten, is_official, sheets, style};

/// Findings told in the note of one cell; the list has them all.
const TOLD: usize = 3;
/// The size of a note, in pixels.
const NOTE_WIDTH: u32 = 320;
const NOTE_LINE: u32 = 20;
/// Characters on one line of a note.
const NOTE_CHARACTERS: usize = 24;

/// The findings of a review as a workbook for those who continue in Excel or WPS.
///
/// # Errors
/// [`WorkbookNotWritten`]: a table is larger than a sheet, a text longer than a cell.
pub fn findings_workbook(
    reviewed: &Reviewed<'_>,
    lang: Lang,
) -> Result<Vec<u8>, WorkbookNotWritten> {
    let names = ["审核结论", "问题清单"];
    let in_english = ["Conclusion", "Findings"];
    let [first, second] = [0, 1].map(|name| lang.pick(names[name], in_english[name]).to_owned());
    let mut taken = BTreeSet::from([first.to_lowercase(), second.to_lowercase()]);
    let findings = in_order(reviewed.review);
    let shown: BTreeSet<TableRef> = findings
        .iter()
        .flat_map(|(finding, _)| &finding.shown)
        .map(|shown| shown.place.table_ref())
        .collect();
    let sheets = sheets(reviewed.accounts, &mut taken, lang, &|table| {
        is_official(table) || shown.contains(&table.id)
    });
    let entries: Vec<Entry<'_>> = (1..)
        .zip(findings)
        .map(|(number, (finding, stance))| {
            let place = finding.shown.first().map(|shown| shown.place);
            Entry {
                finding,
                stance,
                number,
                target: place.and_then(|place| target(&sheets, place)),
            }
        })
        .collect();
    let mut book = dated_workbook()?;
    let page = Page {
        reviewed,
        entries: &entries,
        sheets: &sheets,
        list: &second,
        lang,
    };
    page.write(book.add_worksheet(), &first)?;
    list::write(book.add_worksheet(), &second, reviewed, &entries, lang)?;
    let cells = cells(&entries);
    let marks: Marks = cells
        .iter()
        .filter_map(|(place, entries)| {
            let open = entries.iter().filter(|entry| entry.stance.is_open());
            let levels = open.map(|entry| {
                let first = entry.finding.shown.first();
                let beside = first.is_none_or(|shown| shown.place != *place);
                (beside, entry.finding.level)
            });
            let (beside, level) = levels.min()?;
            Some((*place, (level, !beside)))
        })
        .collect();
    for sheet in &sheets {
        let worksheet = book.add_worksheet();
        table::write(worksheet, sheet, reviewed.accounts, &marks, lang)?;
        mark(worksheet, sheet, reviewed, &cells, &second, lang)?;
    }
    Ok(book.save_to_buffer()?)
}

/// A place of the workbook as a link names it.
pub(super) fn link_to(sheet: &str, row: u32, column: u16) -> String {
    let sheet = sheet.replace('\'', "''");
    format!("'{sheet}'!{}{}", column_letters(column), row + 1)
}

/// Where a cell stands in the copies of the tables; their first cell where it is not printed.
fn target(sheets: &[TableSheet<'_>], place: Place) -> Option<String> {
    let sheet = sheets
        .iter()
        .find(|sheet| sheet.layout.table.id == place.table_ref())?;
    let (row, column) = sheet.layout.at(place).unwrap_or((0, 0));
    Some(link_to(&sheet.name, row, column))
}

/// The findings about each cell: about the one that is to be corrected first, and about all cells
/// that stand in the finding.
fn cells<'e, 'a>(entries: &'e [Entry<'a>]) -> BTreeMap<Place, Vec<&'e Entry<'a>>> {
    let mut cells: BTreeMap<Place, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        for shown in &entry.finding.shown {
            let of_cell = cells.entry(shown.place).or_default();
            if of_cell
                .last()
                .is_none_or(|last| last.number != entry.number)
            {
                of_cell.push(entry);
            }
        }
    }
    cells
}

/// Notes on the flagged cells, and beside each row a link to the first of its findings.
fn mark(
    worksheet: &mut Worksheet,
    sheet: &TableSheet<'_>,
    reviewed: &Reviewed<'_>,
    cells: &BTreeMap<Place, Vec<&Entry<'_>>>,
    list: &str,
    lang: Lang,
) -> Result<(), XlsxError> {
    let layout = &sheet.layout;
    let column = layout.width + 1;
    worksheet.set_column_width(layout.width, 2)?;
    worksheet.set_column_width(column, 26)?;
    let back = Url::new(format!("internal:{}", link_to(list, list::HEAD_ROW, 0)))
        .set_text(lang.pick("← 问题清单", "← Findings"));
    worksheet.write_url_with_format(1, column, back, &style::link(style::caption()))?;
    let mut rows: BTreeMap<u32, BTreeMap<usize, &Entry<'_>>> = BTreeMap::new();
    for ((row, column), place) in layout.cells() {
        let Some(entries) = cells.get(&place) else {
            continue;
        };
        let text = note(reviewed, entries, lang);
        let lines: usize = text
            .lines()
            .map(|line| line.chars().count().div_ceil(NOTE_CHARACTERS).max(1))
            .sum();
        let height = NOTE_LINE * (u32::try_from(lines).unwrap_or(1) + 1);
        let note = Note::new(text)
            .add_author_prefix(false)
            .set_width(NOTE_WIDTH)
            .set_height(height);
        worksheet.insert_note(row, column, &note)?;
        let of_row = rows.entry(row).or_default();
        of_row.extend(entries.iter().map(|entry| (entry.number, *entry)));
    }
    for (row, entries) in rows {
        let Some(first) = entries.values().next() else {
            continue;
        };
        let numbers: Vec<String> = entries.keys().map(ToString::to_string).collect();
        let text = match lang {
            Lang::Zh => format!("→ 第 {} 条", numbers.join("、")),
            Lang::En => format!("→ no. {}", numbers.join(", ")),
        };
        let url = Url::new(format!("internal:{}", link_to(list, first.row(), 0))).set_text(text);
        worksheet.write_url_with_format(row, column, url, &style::link(style::caption()))?;
    }
    Ok(())
}

/// What the note of a cell says: level and rule, the problem, 应为.
fn note(reviewed: &Reviewed<'_>, entries: &[&Entry<'_>], lang: Lang) -> String {
    let mut parts: Vec<String> = entries
        .iter()
        .take(TOLD)
        .map(|entry| {
            let finding = entry.finding;
            let [_, expected, _] = amounts(finding, reviewed.accounts);
            let number = match lang {
                Lang::Zh => format!("第 {} 条", entry.number),
                Lang::En => format!("No. {}", entry.number),
            };
            let mut lines = vec![
                format!("{number} · {} · {}", finding.level.name(lang), finding.rule),
                finding.message.get(lang).to_owned(),
            ];
            if let Some(expected) = expected {
                let label = lang.pick("应为：", "Expected: ");
                lines.push(format!("{label}{}", expected.get(lang)));
            }
            if let Stance::Explained { text } = entry.stance {
                lines.push(format!("{}{text}", lang.pick("已说明：", "Explained: ")));
            }
            lines.join("\n")
        })
        .collect();
    if let Some(more) = entries.len().checked_sub(TOLD).filter(|more| *more > 0) {
        parts.push(match lang {
            Lang::Zh => format!("另有 {more} 条，见问题清单"),
            Lang::En => format!("{more} more in the list"),
        });
    }
    parts.join("\n\n")
}
