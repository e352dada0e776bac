//! The grids of published figures themselves: that the tests begin with what was published.

use gouji::workbook::{Cell, CellAt, Content};

use crate::support::workbooks::{FIXTURES, book, sheet_of, workbook};

#[test]
fn the_grids_hold_the_published_figures() {
    let counts: Vec<(usize, usize, usize)> = FIXTURES
        .iter()
        .map(|name| {
            let book = workbook(name);
            let cells = || book.sheets.iter().flat_map(|sheet| &sheet.cells);
            let is_number = |cell: &&Cell| matches!(cell.content, Content::Number(_));
            let numbers = cells().filter(is_number).count();
            (book.sheets.len(), cells().count(), numbers)
        })
        .collect();
    let published = [(9, 790, 195), (8, 664, 149), (9, 769, 308), (9, 628, 205)];
    assert_eq!(counts, published);
}

#[test]
fn small_grids_are_written_on_lines() {
    let book = book(
        "a.xlsx",
        vec![sheet_of(
            "收入",
            "\n项目|决算数\n\n其他|-1.50\n|~2|'3|#REF!",
        )],
    );
    let sheet = &book.sheets[0];
    let at = |row, column| sheet.cell(CellAt { row, column }).map(|cell| &cell.content);
    assert_eq!(at(0, 1).map(Content::text), Some("决算数"));
    assert!(matches!(at(2, 1), Some(Content::Number(number)) if number.formatted));
    assert!(matches!(at(3, 1), Some(Content::Number(number)) if !number.formatted));
    assert!(matches!(at(3, 2), Some(Content::Text(_))));
    assert!(matches!(at(3, 3), Some(Content::Error(_))));
    assert_eq!(at(3, 0), None);
}
