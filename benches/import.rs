//! How fast workbooks are read, with calamine alone as the measure.
//!
//! Two sizes: the thirteen tables of a department, and a sheet of 200,000 rows. calamine's share is
//! what it takes to stream the same cells out of the same file and do nothing with them; memory is
//! told by the allocations, to be compared with the unpacked size that is printed as bytes.

use calamine::{Reader as _, Xlsx};
use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use gouji::document::Document;
use gouji::import::accounts;
use gouji::model::Accounts;
use gouji::review::check;
use gouji::rules::Context;
use gouji::workbook::read;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::Cursor;
use std::sync::LazyLock;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const SIZES: [&str; 2] = ["13 tables", "200,000 rows"];
/// Columns of a table: code, name and the amounts.
const COLUMNS: u16 = 10;

static TABLES: LazyLock<Vec<u8>> = LazyLock::new(|| workbook(13, 60));
static ROWS: LazyLock<Vec<u8>> = LazyLock::new(|| workbook(1, 200_000));

fn main() {
    divan::main();
}

/// Sheets with a merged title, a head, and rows of a code, a name and amounts with two decimals.
fn workbook(sheets: u32, rows: u32) -> Vec<u8> {
    written(sheets, rows).expect("a workbook of plain cells can be written")
}

fn written(sheets: u32, rows: u32) -> Result<Vec<u8>, XlsxError> {
    let amounts = Format::new().set_num_format("#,##0.00");
    let mut book = Workbook::new();
    for number in 0..sheets {
        let sheet = book.add_worksheet().set_name(format!("决算表{number}"))?;
        sheet.merge_range(0, 0, 0, COLUMNS - 1, "支出决算表", &Format::new())?;
        sheet.write_row(
            1,
            0,
            ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        )?;
        for row in 2..rows + 2 {
            sheet.write_number(row, 0, 2_010_000 + row % 9_999)?;
            sheet.write_string(row, 1, format!("一般行政管理事务 {}", row % 500))?;
            for column in 2..COLUMNS {
                let cents = u64::from(row) * 7_919 * u64::from(column) % 10_000_000_007;
                sheet.write_number_with_format(row, column, cents as f64 / 100.0, &amounts)?;
            }
        }
    }
    book.save_to_buffer()
}

fn bytes_of(size: &str) -> &'static [u8] {
    match size {
        "13 tables" => &TABLES,
        _ => &ROWS,
    }
}

/// What the parts of the workbook come to when they are unpacked.
fn unpacked(bytes: &[u8]) -> u64 {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip");
    (0..zip.len())
        .map(|index| zip.by_index(index).map_or(0, |part| part.size()))
        .sum()
}

fn cells(size: &str) -> usize {
    let book = read("a.xlsx", bytes_of(size));
    book.map_or(0, |book| {
        book.sheets.iter().map(|sheet| sheet.cells.len()).sum()
    })
}

/// The whole reading: every cell as it is printed, with its place.
#[divan::bench(args = SIZES, max_time = 20)]
fn read_workbook(bencher: Bencher<'_, '_>, size: &str) {
    let bytes = bytes_of(size);
    bencher
        .counter(BytesCount::new(unpacked(bytes)))
        .counter(ItemsCount::new(cells(size)))
        .bench(|| read("a.xlsx", black_box(bytes)).map(|book| book.sheets.len()));
}

/// From the workbook's bytes to its findings: all that happens before a reader sees them.
#[divan::bench(args = SIZES, max_time = 20)]
fn import_and_check(bencher: Bencher<'_, '_>, size: &str) {
    let bytes = bytes_of(size);
    bencher
        .counter(BytesCount::new(unpacked(bytes)))
        .bench(|| imported_and_checked(black_box(bytes)));
}

fn imported_and_checked(bytes: &[u8]) -> Option<usize> {
    let book = read("a.xlsx", bytes).ok()?;
    let document = Document::parse(accounts(&[book], &[]).into_bytes()).ok()?;
    let accounts = Accounts::read(&document).ok()?;
    Some(check(&Context::new(&accounts)).decided.len())
}

/// What `read_workbook` is measured against: calamine streams the same cells and drops them.
#[divan::bench(args = SIZES, max_time = 20)]
fn calamine_alone(bencher: Bencher<'_, '_>, size: &str) {
    let bytes = bytes_of(size);
    bencher
        .counter(BytesCount::new(unpacked(bytes)))
        .bench(|| streamed(black_box(bytes)));
}

fn streamed(bytes: &[u8]) -> Option<usize> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut count = 0;
    for sheet in book.sheet_names() {
        let mut cells = book.worksheet_cells_reader(&sheet).ok()?;
        while let Some(cell) = cells.next_cell_with_style_id().ok()? {
            black_box(cell);
            count += 1;
        }
    }
    Some(count)
}
