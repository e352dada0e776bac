//! The figures of published accounts: every number has a place, nothing is made up, and what is
//! right in them stays silent.

use std::path::{Path, PathBuf};

use gouji::review;
use gouji::rules::{Context, Level};
use gouji::workbook::{self, Workbook};

use super::{Imported, import_of};
use crate::support::workbooks::{FIXTURES, workbook as grid};

/// Figures of each grid with a place, relations that hold, that hold within rounding, that are
/// broken and that could not be checked, and tables.
fn measured(books: &[Workbook]) -> ([usize; 6], Imported) {
    let imported = import_of(books);
    let (_, listed) = imported.account_for(books);
    assert_eq!(listed, 0, "{:?}", imported.listed());
    let accounts = &imported.accounts;
    let cells = accounts.tables.iter().flat_map(|table| &table.rows);
    let cells = cells.flat_map(|row| &row.cells);
    let figures = cells.filter(|cell| cell.number().is_some()).count();
    let ledger = review::check(&Context::new(accounts)).ledger;
    let counts = [
        accounts.tables.len(),
        figures,
        ledger.holds,
        ledger.within_rounding,
        ledger.broken,
        ledger.not_checked,
    ];
    (counts, imported)
}

#[test]
fn every_number_of_the_published_grids_has_its_place() {
    for (name, tables, figures) in [
        ("finance", 9, 195),
        ("finance-flawed", 8, 149),
        ("planning", 9, 308),
        ("social-work", 9, 205),
    ] {
        let (counts, imported) = measured(&[grid(name)]);
        assert_eq!(counts[..2], [tables, figures], "{name}");
        let remarks = &imported.accounts.remarks;
        assert!(remarks.is_empty(), "{name}: {remarks:?}");
        assert!(imported.notes().is_empty(), "{name}");
        let edition = imported.accounts.edition.map(|edition| &*edition.key);
        assert_eq!(edition, Some("shanghai-2024"), "{name}");
    }
}

#[test]
fn nothing_in_the_published_grids_is_wrong_but_what_is_missing() {
    for name in FIXTURES {
        let (counts, imported) = measured(&[grid(name)]);
        assert_eq!(counts[4], 0, "{name}: broken relations");
        assert!(counts[2] > 300, "{name}: {counts:?}");
        let review = review::check(&Context::new(&imported.accounts));
        let loud = review.findings.iter().filter(|finding| {
            let of_missing =
                finding.rule.to_string() == "G104" || finding.rule.to_string() == "G049";
            finding.level < Level::Note && !of_missing
        });
        let loud: Vec<&str> = loud.map(|finding| finding.message.zh.as_str()).collect();
        assert_eq!(loud, Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn the_same_grid_gives_the_same_document() {
    for name in FIXTURES {
        let books = [grid(name)];
        assert_eq!(import_of(&books).json, import_of(&books).json);
    }
}

/// Where the published workbooks lie beside a check-out of the project, if they do.
fn corpus() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let above = root.ancestors().skip(1).take(2);
    let folders = above.map(|folder| folder.join("shared/corpus"));
    folders.into_iter().find(|folder| folder.is_dir())
}

#[test]
#[expect(
    clippy::print_stderr,
    reason = "says what was not done, and the figures of what was"
)]
fn the_published_workbooks_themselves() {
    let Some(folder) = corpus() else {
        eprintln!("skipped: ../shared/corpus is not there");
        return;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ext| ext == "xlsx" || ext == "xls")
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let book = workbook::read(&name, &std::fs::read(&path).unwrap()).unwrap();
        let (counts, _) = measured(&[book]);
        let [tables, figures, holds, rounding, broken, not_checked] = counts;
        eprintln!(
            "{name}: {tables} tables, {figures} figures; {holds} hold, {rounding} within rounding, \
             {broken} broken, {not_checked} not checked"
        );
        assert_eq!(broken, 0, "{name}");
    }
}
