//! Workbooks in: figures of published ones and the layouts of other offices.

mod any;
mod doubtful;
mod grids;
mod layouts;
mod offices;
mod published;

use std::collections::BTreeSet;

use gouji::document::{Document, Value};
use gouji::import;
use gouji::model::{Accounts, Amount, Place, column_index, column_letters};
use gouji::workbook::{Cell, CellAt, Content, Workbook};

/// What became of workbooks.
struct Imported {
    json: String,
    document: Document,
    accounts: Accounts,
}

fn import_of(books: &[Workbook]) -> Imported {
    let json = import::accounts(books, &[]);
    let document = Document::parse(json.clone().into_bytes()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    Imported {
        json,
        document,
        accounts,
    }
}

/// A cell of a workbook: file, sheet, cell.
type At = (String, String, String);

impl Imported {
    /// The cells of the workbooks that are places of the accounts.
    fn placed(&self) -> BTreeSet<At> {
        let mut placed = BTreeSet::new();
        // A code may be printed in several cells, of which one that is no code is listed.
        let (listed, _) = self.listed();
        for table in &self.accounts.tables {
            let columns = u16::try_from(table.spec().columns.len()).unwrap();
            let places = (0..columns).chain([Place::CODE, Place::NAME]);
            for column in places {
                for row in 0..table.rows.len() {
                    let place = table.place(row, column);
                    // What stands in the column of codes and is none gives the row no code.
                    let at = table.rows_at.index(row);
                    let has_code = || self.document.find(&at.key("code")).is_some();
                    if column == Place::CODE && !has_code() {
                        continue;
                    }
                    let Some(cell) = self.accounts.sheet_cell(place) else {
                        continue;
                    };
                    for column in cell.column..=cell.last_column {
                        let at = format!("{}{}", column_letters(column), cell.row + 1);
                        let at = (cell.file.unwrap().to_owned(), cell.sheet.to_owned(), at);
                        if cell.column == cell.last_column || !listed.contains(&at) {
                            placed.insert(at);
                        }
                    }
                }
            }
        }
        placed
    }

    /// What is listed as not understood: each cell, and how many lie in each area.
    fn listed(&self) -> (BTreeSet<At>, usize) {
        let list = self.document.root().get("not_understood");
        let mut cells = BTreeSet::new();
        let mut in_areas = 0;
        for entry in list.into_iter().flat_map(Value::elements) {
            let say = |key| entry.get(key).unwrap().string().unwrap().into_owned();
            if say("cell").contains(':') {
                in_areas += say("text")
                    .split_whitespace()
                    .nth(1)
                    .unwrap()
                    .parse::<usize>()
                    .unwrap();
            } else {
                cells.insert((say("file"), say("sheet"), say("cell")));
            }
        }
        (cells, in_areas)
    }

    /// How many numbers are said to count lines, columns or pages.
    fn numberings(&self) -> usize {
        let notes = self.document.root().get("import_notes");
        let texts = notes
            .into_iter()
            .flat_map(Value::elements)
            .map(|note| note.get("text_en").unwrap().string().unwrap().into_owned());
        texts
            .filter_map(|text| text.split_once(" numbers count")?.0.parse::<usize>().ok())
            .sum()
    }

    /// The notes, in Chinese.
    fn notes(&self) -> Vec<String> {
        let notes = self.document.root().get("import_notes");
        notes
            .into_iter()
            .flat_map(Value::elements)
            .map(|note| note.get("text").unwrap().string().unwrap().into_owned())
            .collect()
    }

    /// The areas that are listed as wholes, with the file and sheet in which they lie.
    fn areas(&self) -> Vec<(String, String, [CellAt; 2])> {
        let list = self.document.root().get("not_understood");
        let mut areas = Vec::new();
        for entry in list.into_iter().flat_map(Value::elements) {
            let say = |key| entry.get(key).unwrap().string().unwrap().into_owned();
            let cell = say("cell");
            let Some((from, to)) = cell.split_once(':') else {
                continue;
            };
            areas.push((say("file"), say("sheet"), [from, to].map(cell_at)));
        }
        areas
    }

    /// Checks that every number of every sheet is a figure with a place, or listed, or counts
    /// something; how many are figures and how many are listed.
    fn account_for(&self, books: &[Workbook]) -> (usize, usize) {
        let placed = self.placed();
        let (listed, in_areas) = self.listed();
        let areas = self.areas();
        let lies_in = |at: &At, cell: CellAt| {
            areas.iter().any(|(file, sheet, [from, to])| {
                (file, sheet) == (&at.0, &at.1)
                    && (from.row..=to.row).contains(&cell.row)
                    && (from.column..=to.column).contains(&cell.column)
            })
        };
        let mut figures = 0;
        let mut astray = Vec::new();
        for book in books {
            for sheet in &book.sheets {
                for cell in sheet.cells.iter().filter(|cell| is_number(cell)) {
                    let at = (book.file.clone(), sheet.name.clone(), cell.at.to_string());
                    match (placed.contains(&at), listed.contains(&at)) {
                        (true, false) => figures += 1,
                        // A code that is none is kept as it stands and said besides.
                        (_, true) => {}
                        (false, false) if lies_in(&at, cell.at) => {}
                        (false, false) => astray.push(at),
                    }
                }
            }
        }
        assert_eq!(astray.len(), self.numberings(), "{astray:?}");
        (figures, listed.len() + in_areas)
    }
}

/// The place that Excel writes so.
fn cell_at(text: &str) -> CellAt {
    let (letters, digits) = text.split_at(text.find(|c: char| c.is_ascii_digit()).unwrap());
    CellAt {
        row: digits.parse::<u32>().unwrap() - 1,
        column: column_index(letters).unwrap(),
    }
}

/// Whether a cell holds a number, as such or as text, or an error in the place of one.
fn is_number(cell: &Cell) -> bool {
    match &cell.content {
        Content::Number(_) | Content::Error(_) => true,
        Content::Text(text) => {
            let text = text.trim_matches(['（', '）']);
            let begins = |c: char| c.is_ascii_digit() || c == '-';
            text.starts_with(begins) && Amount::parse(text).is_ok()
        }
        _ => false,
    }
}
