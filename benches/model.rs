//! How fast a document is read as accounts, named cells are found in it and edits are spelled.
//!
//! Two sizes: the embedded sample, and one table of a million rows of six amounts.

use divan::{Bencher, black_box, counter::BytesCount};
use gouji::document::{Document, Edit};
use gouji::model::{Accounts, CellEdit, Place, Reference, SAMPLE};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// The embedded sample.
static SMALL: LazyLock<Document> = LazyLock::new(|| parse(SAMPLE.to_vec()));
/// A table of expenditure with a million rows.
static MILLION: LazyLock<Document> = LazyLock::new(|| parse(expenditure(1_000_000).into_bytes()));

const SIZES: [&str; 2] = ["sample", "million rows"];

fn main() {
    divan::main();
}

fn parse(bytes: Vec<u8>) -> Document {
    Document::parse(bytes).expect("the sample and the generated accounts are JSON")
}

fn read(document: &Document) -> Accounts {
    Accounts::read(document).expect("the sample and the generated accounts are accounts")
}

fn expenditure(rows: usize) -> String {
    let mut text = String::from(
        "{\n  \"format\": \"gouji-accounts/1\",\n  \"tables\": {\n    \"expenditure\": {\"rows\": [\n",
    );
    for row in 0..rows {
        let comma = if row == 0 { "" } else { ",\n" };
        let code = 2_010_000 + row % 9_999;
        let total = 100 + row % 900;
        // Writing to a string cannot fail.
        write!(
            text,
            "{comma}      {{\"code\": \"{code}\", \"name\": \"一般公共服务支出{row}\", \
             \"total\": \"{total},332,388.65\", \"basic\": \"17,140,515.53\", \
             \"project\": \"42,191,873.12\", \"superior_remittances\": \"0万元\", \
             \"business\": {row}.50, \"affiliated_subsidies\": \"\"}}"
        )
        .unwrap_or_default();
    }
    text.push_str("\n    ]}\n  }\n}\n");
    text
}

fn document(size: &str) -> &'static Document {
    match size {
        "sample" => &SMALL,
        _ => &MILLION,
    }
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn read_accounts(bencher: Bencher<'_, '_>, size: &str) {
    let document = document(size);
    bencher
        .counter(BytesCount::of_str(document.text()))
        .bench_local(|| read(black_box(document)));
}

#[divan::bench(sample_count = 20)]
fn find_a_row_by_its_name_in_a_million(bencher: Bencher<'_, '_>) {
    let accounts = read(&MILLION);
    let reference = Reference::parse("K03[一般公共服务支出777777].基本支出")
        .expect("the reference names a column of K03");
    bencher.bench_local(|| -> Option<Place> { black_box(&reference).resolve(&accounts) });
}

#[divan::bench]
fn spell_an_edit_in_a_million(bencher: Bencher<'_, '_>) {
    let accounts = read(&MILLION);
    let table = accounts.final_table("K03").expect("the file has K03");
    let edit = CellEdit::new(table.place(777_777, 1), "12.3万元");
    bencher.bench_local(|| -> Edit {
        black_box(&edit)
            .edit(&MILLION, &accounts)
            .expect("the cell is there")
    });
}
