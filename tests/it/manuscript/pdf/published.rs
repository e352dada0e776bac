//! Published documents, where their folder is there: a PDF and the text of its pages agree, and
//! its tables are those of its workbook.

#![expect(
    clippy::print_stderr,
    reason = "says what was not done, and the figures of what was"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use gouji::document::Document;
use gouji::import;
use gouji::manuscript::{Manuscript, read};
use gouji::model::Accounts;
use gouji::workbook::{self, CellAt, Workbook, WorkbookFormat};

/// The PDFs of `shared/corpus` beside the project or further up.
fn documents() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = project
        .ancestors()
        .map(|folder| folder.join("shared/corpus"));
    let Some(folder) = folders.find(|folder| folder.is_dir()) else {
        eprintln!("skipped: there is no folder shared/corpus beside the project");
        return Vec::new();
    };
    let files = fs::read_dir(folder).unwrap();
    let mut found: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.extension().is_some_and(|kind| kind == "pdf"));
    found.sort();
    assert!(!found.is_empty());
    found
}

fn manuscript(path: &Path) -> Manuscript {
    let start = Instant::now();
    let read = read("a.pdf", &fs::read(path).unwrap()).unwrap();
    eprintln!("{}: read in {:?}", path.display(), start.elapsed());
    read
}

fn without_blanks(text: &str) -> String {
    let blank = |c: &char| c.is_whitespace() || *c == '\u{feff}';
    text.chars().filter(|c| !blank(c)).collect()
}

#[test]
fn the_words_of_each_page_are_those_of_its_text() {
    for path in documents() {
        let read = manuscript(&path);
        let text = fs::read_to_string(path.with_extension("txt")).unwrap();
        let (ours, theirs): (Vec<&str>, Vec<&str>) = (
            read.text.split('\u{c}').collect(),
            text.split('\u{c}').collect(),
        );
        assert_eq!(ours.len(), theirs.len());
        let page_of = |at: usize| read.text[..at].matches('\u{c}').count();
        let with_tables: Vec<usize> = read
            .tables
            .iter()
            .map(|table| page_of(table.span.start))
            .collect();
        for (page, (ours, theirs)) in ours.into_iter().zip(theirs).enumerate() {
            let (mut ours, mut theirs) = (without_blanks(ours), without_blanks(theirs));
            if with_tables.contains(&page) {
                // The text has the lines of neighbouring cells one by one; here a cell is whole.
                let sorted = |text: String| {
                    let mut chars: Vec<char> = text.chars().collect();
                    chars.sort_unstable();
                    chars.into_iter().collect()
                };
                (ours, theirs) = (sorted(ours), sorted(theirs));
            }
            assert_eq!(ours, theirs, "{} page {}", path.display(), page + 1);
        }
        assert!(read.notes.is_empty() && read.unread.is_empty());
    }
}

/// What the cells of a sheet say, amounts with two decimals, by their places.
fn cells(sheet: &workbook::Sheet) -> BTreeMap<CellAt, String> {
    let cells = sheet.cells.iter().map(|cell| {
        let text = without_blanks(cell.content.text());
        let amount = text.parse::<rust_decimal::Decimal>();
        let amount = amount.ok().filter(|_| text.contains('.'));
        (
            cell.at,
            amount.map_or(text, |amount| format!("{amount:.2}")),
        )
    });
    cells.collect()
}

#[test]
fn every_table_is_that_of_the_workbook() {
    for path in documents() {
        let Ok(bytes) = fs::read(path.with_extension("xlsx")) else {
            continue;
        };
        let read = manuscript(&path);
        let book = workbook::read("a.xlsx", &bytes).unwrap();
        let ours: Vec<_> = read.sheets.iter().map(cells).collect();
        for sheet in &book.sheets {
            let theirs = cells(sheet);
            assert!(ours.contains(&theirs), "{}: {}", path.display(), sheet.name);
        }
        eprintln!("{}: {} tables agree", path.display(), book.sheets.len());
    }
}

/// The amounts of each row of each table of the accounts that a workbook comes to.
fn amounts(book: Workbook) -> Vec<(String, String, String, Vec<Option<String>>)> {
    let document = Document::parse(import::accounts(&[book]).into_bytes()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    let mut rows = Vec::new();
    for table in &accounts.tables {
        for row in &table.rows {
            let cells = row.cells.iter().map(|cell| {
                let value = cell.number()?.base_value()?;
                Some(value.normalize().to_string())
            });
            rows.push((
                table.spec().key.clone(),
                row.code.to_string(),
                row.name.to_string(),
                cells.collect(),
            ));
        }
    }
    rows.sort();
    rows
}

#[test]
fn the_accounts_are_those_of_the_workbook() {
    for path in documents() {
        let Ok(bytes) = fs::read(path.with_extension("xlsx")) else {
            continue;
        };
        let read = manuscript(&path);
        let ours = Workbook {
            file: read.file,
            format: WorkbookFormat::Xlsx,
            sheets: read.sheets,
            notes: Vec::new(),
        };
        let theirs = amounts(workbook::read("a.xlsx", &bytes).unwrap());
        assert!(theirs.len() > 150, "{} rows", theirs.len());
        assert_eq!(amounts(ours), theirs, "{}", path.display());
    }
}
