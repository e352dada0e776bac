//! How fast accounts are checked: the sample, a department's full accounts, an edit of one cell,
//! and a table of 100,000 rows.
//!
//! The aims (architecture.md, "How fast"): load and check of a department below 5 ms, the re-check
//! after an edit below 1 ms.

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use gouji::document::Document;
use gouji::model::{Accounts, CellEdit, Place, Reference, SAMPLE};
use gouji::review::{Review, apply, check, preview, recheck};
use gouji::rules::Context;

#[path = "../tests/it/support/generate.rs"]
mod generate;

/// The full accounts of a department: thirteen tables and their claims.
static DEPARTMENT: LazyLock<Vec<u8>> = LazyLock::new(|| generate::department(1).into_bytes());
/// A table of 100,000 rows below its total.
static LARGE: LazyLock<Vec<u8>> = LazyLock::new(|| generate::large(900).into_bytes());

/// The same with some wrong cells in one column.
static FEW: LazyLock<Vec<u8>> = LazyLock::new(|| planted(|at| at % 20_000 == 777));
/// The same with thousands of them.
static MANY: LazyLock<Vec<u8>> = LazyLock::new(|| planted(|at| at % 20 == 7));
/// The same with a column that stands one row off.
static SHIFTED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let large = generate::large(900);
    let above = amounts(&large);
    replaced(&large, |at| at.checked_sub(1).map(|at| above[at].clone()))
});

/// The large table with other amounts in the column 基本支出 where `is_wrong` says so.
fn planted(is_wrong: impl Fn(usize) -> bool) -> Vec<u8> {
    let large = generate::large(900);
    replaced(&large, |at| is_wrong(at).then(|| "1.00".to_owned()))
}

const BASIC: &str = "\"basic\": \"";

/// The amounts of the column 基本支出, in order.
fn amounts(text: &str) -> Vec<String> {
    let cells = text.split(BASIC).skip(1);
    cells
        .map(|cell| cell.chars().take_while(|c| *c != '"').collect())
        .collect()
}

/// The text with other amounts in the column 基本支出.
fn replaced(text: &str, other: impl Fn(usize) -> Option<String>) -> Vec<u8> {
    let mut cells = text.split(BASIC);
    let mut changed = cells.next().unwrap_or_default().to_owned();
    for (at, cell) in cells.enumerate() {
        let end = cell.find('"').expect("an amount ends with a quote");
        let own = cell[..end].to_owned();
        changed.push_str(BASIC);
        changed.push_str(&other(at).unwrap_or(own));
        changed.push_str(&cell[end..]);
    }
    changed.into_bytes()
}

fn main() {
    divan::main();
}

/// A file as it is opened.
fn open(bytes: &[u8]) -> (Document, Accounts) {
    let document = Document::parse(bytes.to_vec()).expect("the generator writes JSON");
    let accounts = Accounts::read(&document).expect("the generator writes accounts");
    (document, accounts)
}

fn cell(accounts: &Accounts, name: &str) -> Place {
    let reference = Reference::parse(name).expect("the name is one of the catalogue");
    reference
        .resolve(accounts)
        .expect("the accounts have the cell")
}

/// The accounts before and after an edit of one cell, with the review of those before.
fn edited(bytes: &[u8], name: &str, text: &str) -> (Accounts, Review, Place) {
    let (document, accounts) = open(bytes);
    let review = check(&Context::new(&accounts));
    let place = cell(&accounts, name);
    let changed = apply(&document, &accounts, &[CellEdit::new(place, text)])
        .expect("the cell holds an amount");
    let after = Accounts::read(&changed).expect("an edit leaves accounts");
    (after, review, place)
}

mod load_and_check {
    use super::{
        Bencher, Context, DEPARTMENT, FEW, LARGE, MANY, SAMPLE, SHIFTED, black_box, check, open,
    };

    fn run(bencher: Bencher<'_, '_>, bytes: &[u8]) {
        bencher.bench(|| {
            let (_, accounts) = open(black_box(bytes));
            check(&Context::new(&accounts))
        });
    }

    #[divan::bench]
    fn sample(bencher: Bencher<'_, '_>) {
        run(bencher, SAMPLE);
    }

    #[divan::bench]
    fn department(bencher: Bencher<'_, '_>) {
        run(bencher, &DEPARTMENT);
    }

    #[divan::bench(sample_count = 10)]
    fn large_table(bencher: Bencher<'_, '_>) {
        run(bencher, &LARGE);
    }

    #[divan::bench(sample_count = 5)]
    fn large_table_with_a_few_wrong_cells(bencher: Bencher<'_, '_>) {
        run(bencher, &FEW);
    }

    #[divan::bench(sample_count = 5)]
    fn large_table_with_thousands_of_wrong_cells(bencher: Bencher<'_, '_>) {
        run(bencher, &MANY);
    }

    #[divan::bench(sample_count = 5)]
    fn large_table_with_a_shifted_column(bencher: Bencher<'_, '_>) {
        run(bencher, &SHIFTED);
    }
}

mod load {
    use super::{Bencher, DEPARTMENT, LARGE, black_box, open};

    #[divan::bench]
    fn department(bencher: Bencher<'_, '_>) {
        bencher.bench(|| open(black_box(&DEPARTMENT)));
    }

    #[divan::bench(sample_count = 10)]
    fn large_table(bencher: Bencher<'_, '_>) {
        bencher.bench(|| open(black_box(&LARGE)));
    }
}

mod recheck_after {
    use super::{Bencher, Context, DEPARTMENT, LARGE, SAMPLE, edited, recheck};

    fn run(bencher: Bencher<'_, '_>, bytes: &[u8], name: &str, text: &str) {
        let (accounts, review, place) = edited(bytes, name, text);
        let touched = [place.table_ref()];
        bencher.bench(|| recheck(&review, &Context::new(&accounts), &touched));
    }

    #[divan::bench]
    fn a_wrong_cell_of_the_sample(bencher: Bencher<'_, '_>) {
        run(bencher, SAMPLE, "K02[合计].本年收入合计", "1.00");
    }

    #[divan::bench]
    fn a_wrong_item_of_the_department(bencher: Bencher<'_, '_>) {
        run(bencher, &DEPARTMENT, "K06[2010101].基本支出", "1.00");
    }

    #[divan::bench]
    fn a_wrong_total_of_the_department(bencher: Bencher<'_, '_>) {
        run(bencher, &DEPARTMENT, "K03[合计].本年支出合计", "1.00");
    }

    #[divan::bench]
    fn a_right_cell_of_the_department(bencher: Bencher<'_, '_>) {
        run(bencher, &DEPARTMENT, "K13[合计].决算数", "900,000.00");
    }

    #[divan::bench(sample_count = 10)]
    fn a_wrong_cell_of_the_large_table(bencher: Bencher<'_, '_>) {
        run(bencher, &LARGE, "K03[1000101].基本支出", "1.00");
    }
}

#[divan::bench]
fn preview_of_an_edit_of_the_department(bencher: Bencher<'_, '_>) {
    let (document, accounts) = open(&DEPARTMENT);
    let context = Context::new(&accounts);
    let review = check(&context);
    let place = cell(&accounts, "K06[2010101].基本支出");
    let edits = [CellEdit::new(place, "1.00")];
    bencher.bench(|| preview(&document, &context, &review, black_box(&edits)));
}

#[divan::bench]
fn marks_of_all_cells_of_the_department(bencher: Bencher<'_, '_>) {
    let (_, accounts) = open(&DEPARTMENT);
    let review = check(&Context::new(&accounts));
    let places: Vec<Place> = accounts
        .tables
        .iter()
        .flat_map(|table| {
            let columns = u16::try_from(table.spec().columns.len()).unwrap_or(0);
            let rows = 0..table.rows.len();
            rows.flat_map(move |row| (0..columns).map(move |column| table.place(row, column)))
        })
        .collect();
    bencher.bench(|| {
        places
            .iter()
            .filter(|place| review.mark(**place).is_some())
            .count()
    });
}
