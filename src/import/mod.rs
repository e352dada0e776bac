//! Workbooks and a text → accounts, with a list of what was not understood.
//!
//! Tables are recognised by title and head, never by position or form number; nothing is guessed
//! and text never becomes 0. The result is a document of the format `gouji-accounts/1` whose tables
//! and rows say from which sheet and line, or from which part of the text, they were read. What the
//! sentences mean is left to `narrative`.

mod across;
mod bands;
mod blocks;
mod cell;
mod code;
mod contents;
mod counts;
mod fit;
mod found;
mod gather;
mod grid;
mod head;
mod header;
mod members;
mod note;
mod open;
mod periods;
mod recognise;
mod rows;
mod sheet;
mod text;
mod title;
mod together;
mod told;
mod unplaced;
mod words;
mod write;

pub use text::{Addition, HasText, beside};
pub use together::{Whose, belong_together, joined, repeats, speaks_of_accounts};

use std::collections::BTreeSet;

use crate::document::Document;
use crate::manuscript::Manuscript;
use crate::model::{Accounts, TableGroup, TableId, Text};
use crate::workbook::Workbook;

use gather::Placed;
use note::Note;
use sheet::ReadSheet;

/// The accounts that workbooks and a text of one department hold, as a document of
/// `gouji-accounts/1`.
///
/// Every number of every sheet is a figure of a table, with the sheet's row and columns beside it,
/// or stands in `not_understood`; every number of the text is in a cell with its part of the text,
/// among the others or the undecided of `narrative`, or in a table of the text. A set of accounts
/// has one text; of several the first is read, and that the others are not is noted.
pub fn accounts(books: &[Workbook], texts: &[Manuscript]) -> String {
    let files = books.iter().map(|book| book.file.as_str());
    let files: Vec<&str> = files
        .chain(texts.iter().map(|text| text.file.as_str()))
        .collect();
    let mut notes: Vec<(usize, Note)> = Vec::new();
    let mut sheets: Vec<(usize, ReadSheet<'_>)> = Vec::new();
    for (file, book) in books.iter().enumerate() {
        notes.extend(book.notes.iter().map(|note| (file, note.clone().into())));
        sheets.extend(read_sheets(book).into_iter().map(|read| (file, read)));
    }
    let in_books = sheets.len();
    let text = texts.first();
    if let Some(text) = text {
        let read = text::sheets(text, &sheets);
        notes.extend(read.notes.into_iter().map(|note| (books.len(), note)));
        sheets.extend(read.sheets.into_iter().map(|read| (books.len(), read)));
    }
    let found = gather::gather(&mut sheets, &files, &mut notes);
    let mut content = write::Content {
        sheets: sheets
            .iter()
            .map(|(_, read)| read.grid.sheet.name.as_str())
            .collect(),
        ..write::Content::default()
    };
    let mut said = header::Said::default();
    for (file, read) in &sheets[..in_books] {
        said.departments
            .extend(read.said.departments.iter().cloned());
        said.years.extend(read.said.years.iter().copied());
        content.contents.extend(read.contents.iter().cloned());
        content
            .unplaced
            .extend(unplaced::listed(files[*file], &read.grid));
        notes.extend(read.notes.iter().map(|note| (*file, note.clone())));
    }
    // The order of the tables tells the edition, so they stay as the sheets have them.
    content.tables = found.iter().collect();
    content.files.clone_from(&files);
    // The name of a workbook is its own word before the text is asked.
    by_file_names(&mut said, &files[..books.len()], &mut notes);
    if let Some(text) = text {
        let reading = text::reading(text);
        content.told = told::told(text, &reading, &known(&content));
        content.unplaced.extend(text::unread(text));
        let asked = text::reconciled(&mut said, &reading, &text.file);
        let of_text = text::notes(text).into_iter().chain(asked);
        notes.extend(of_text.map(|note| (books.len(), note)));
        let more = (books.len() + 1..).zip(&texts[1..]);
        notes.extend(more.map(|(file, _)| (file, text::second())));
    }
    by_file_names(&mut said, &files, &mut notes);
    content.department = only(
        "单位名称",
        "names of departments",
        &said.departments,
        &mut notes,
    );
    content.year = only("年度", "years", &said.years, &mut notes);
    content.unit = common_unit(&found, &mut notes);
    numberings(&sheets[..in_books], &mut notes);
    notes.sort_by_key(|(file, _)| *file);
    content.notes = notes;
    write::write(&content)
}

/// What the tables say beside the official ones, which a text may say too.
fn known(content: &write::Content<'_>) -> Accounts {
    let is_official = |placed: &&Placed| {
        let table = placed.found.table;
        table.is_none_or(|table| table.spec().group == TableGroup::Official)
            && !placed.found.declared_empty
    };
    if content.contents.is_empty() && content.tables.iter().all(is_official) {
        return Accounts::default();
    }
    let document = Document::parse(write::write(content).into_bytes());
    let accounts = document
        .ok()
        .and_then(|document| Accounts::read(&document).ok());
    accounts.unwrap_or_default()
}

/// Whose accounts they are by the names of the files, where nothing else said it.
fn by_file_names(said: &mut header::Said, files: &[&str], notes: &mut Vec<(usize, Note)>) {
    let (department, year) = of_file_names(files);
    if said.departments.is_empty()
        && let Some(department) = department
    {
        by_file_name(&department, notes);
        said.departments.insert(department);
    }
    if said.years.is_empty()
        && let Some(year) = year
    {
        by_file_name(&format!("{year} 年"), notes);
        said.years.insert(year);
    }
}

/// Department and year that the names of the files give, as `甲局2024年度部门决算.xlsx` does; only
/// what none of them contradicts.
fn of_file_names(files: &[&str]) -> (Option<String>, Option<u16>) {
    let mut departments = BTreeSet::new();
    let mut years = BTreeSet::new();
    for file in files {
        let stem = file.rsplit_once('.').map_or(*file, |(stem, _)| stem);
        let said = title::read(stem).filter(title::Title::is_cover);
        let said = said.unwrap_or_default();
        departments.extend(said.department);
        years.extend(said.year);
    }
    (
        departments.pop_first().filter(|_| departments.is_empty()),
        years.pop_first().filter(|_| years.is_empty()),
    )
}

fn by_file_name(what: &str, notes: &mut Vec<(usize, Note)>) {
    let note = Text::new(
        format!("表中没有写明，按文件名取“{what}”"),
        format!("the sheets do not say it; taken from the file's name: {what}"),
    );
    notes.push((0, Note::from(note)));
}

/// All sheets of a workbook, taken apart.
fn read_sheets(book: &Workbook) -> Vec<ReadSheet<'_>> {
    let stem = book
        .file
        .rsplit_once('.')
        .map_or(book.file.as_str(), |(stem, _)| stem);
    let alone = book.sheets.len() == 1;
    let sheets = book.sheets.iter().map(|sheet| {
        let name = sheet.name.as_str();
        // The only sheet of a CSV is called like its file.
        let name = if alone && name == book.file {
            stem
        } else {
            name
        };
        let names: &[&str] = if alone { &[name, stem] } else { &[name] };
        sheet::read(sheet, names)
    });
    sheets.collect()
}

/// The only one of several, which are said when there are more.
fn only<T: Clone + Ord + ToString>(
    zh: &str,
    en: &str,
    all: &BTreeSet<T>,
    notes: &mut Vec<(usize, Note)>,
) -> Option<T> {
    if all.len() > 1 {
        let list: Vec<String> = all.iter().map(ToString::to_string).collect();
        notes.push((
            0,
            Text::new(
                format!("表中出现不同的{zh}：{}；未采用任何一个", list.join("、")),
                format!(
                    "different {en} stand in the tables: {}; none is taken",
                    list.join(", ")
                ),
            )
            .into(),
        ));
        return None;
    }
    all.first().cloned()
}

/// The unit of the tables that name none: the one that all others name.
fn common_unit(found: &[Placed], notes: &mut Vec<(usize, Note)>) -> Option<String> {
    let units: BTreeSet<String> = found
        .iter()
        .filter_map(|placed| placed.found.unit())
        .collect();
    let unit = units.first().filter(|_| units.len() == 1)?;
    // Counts are no amounts of money.
    let is_money = |table: TableId| table.spec().group == TableGroup::Official;
    let is_without = |placed: &&Placed| {
        placed.found.table.is_some_and(is_money)
            && placed.found.units.is_empty()
            && placed.found.rows.iter().any(|row| !row.cells.is_empty())
    };
    let without: Vec<&Placed> = found.iter().filter(is_without).collect();
    let first = without.first()?;
    let titles = without
        .iter()
        .filter_map(|placed| Some(&placed.found.table?.spec().title));
    let titles: Vec<&Text> = titles.collect();
    let zh: Vec<String> = titles
        .iter()
        .map(|title| format!("《{}》", title.zh))
        .collect();
    let en: Vec<String> = titles
        .iter()
        .map(|title| format!("“{}”", title.en))
        .collect();
    notes.push((
        first.file,
        Text::new(
            format!("{}没有写明单位，按其他各表的“{unit}”理解", zh.join("、")),
            format!(
                "{} name no unit; that of all other tables is taken: {unit}",
                en.join(", ")
            ),
        )
        .into(),
    ));
    Some(unit.clone())
}

/// Says how many numbers count lines, columns or pages.
fn numberings(sheets: &[(usize, ReadSheet<'_>)], notes: &mut Vec<(usize, Note)>) {
    let files: BTreeSet<usize> = sheets.iter().map(|(file, _)| *file).collect();
    for file in files {
        let of_file = sheets.iter().filter(|(of, _)| *of == file);
        let count: usize = of_file.map(|(_, read)| read.grid.numberings()).sum();
        if count > 0 {
            notes.push((
                file,
                Text::new(
                    format!("行次、栏次、页码等序号 {count} 处，不作为金额读取"),
                    format!("{count} numbers count lines, columns or pages; they are no amounts"),
                )
                .into(),
            ));
        }
    }
}
