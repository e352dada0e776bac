//! How fast a document is opened and edited, with `serde_json` as the measure.
//!
//! Two sizes: the accounts of a department (thirteen tables, some 100 KB) and a table of a million rows.

use divan::{Bencher, black_box, counter::BytesCount};
use gouji::document::{Document, Edit, Pointer};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// The accounts of a department: thirteen tables of sixty rows.
static ACCOUNTS: LazyLock<String> = LazyLock::new(|| accounts(13, 60));
/// One table of a million rows.
static MILLION: LazyLock<String> = LazyLock::new(|| accounts(1, 1_000_000));

fn main() {
    divan::main();
}

fn accounts(tables: usize, rows: usize) -> String {
    let mut text = "{\n  \"format\": \"gouji-accounts/1\",\n  \"tables\": {".to_owned();
    for table in 0..tables {
        let comma = if table == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        write!(
            text,
            "{comma}\n    \"K{table:02}\": {{\n      \"title\": \"支出决算表\",\n      \"rows\": ["
        )
        .unwrap_or_default();
        for row in 0..rows {
            let comma = if row == 0 { "" } else { "," };
            let code = 2010000 + row % 9999;
            let amount = row * 7919 % 100_000_007;
            write!(
                text,
                "{comma}\n        {{\"code\": \"{code}\", \"name\": \"一般行政管理事务\", \"budget\": {amount}.50, \"final\": \"{amount}.25\"}}"
            )
            .unwrap_or_default();
        }
        text.push_str("\n      ]\n    }");
    }
    text.push_str("\n  }\n}\n");
    text
}

fn text_of(size: &str) -> &'static str {
    match size {
        "accounts" => &ACCOUNTS,
        _ => &MILLION,
    }
}

const SIZES: [&str; 2] = ["accounts", "million rows"];

fn document(size: &str) -> Document {
    Document::parse(text_of(size).as_bytes().to_vec()).expect("the generated accounts are JSON")
}

#[divan::bench(args = SIZES)]
fn open(bencher: Bencher<'_, '_>, size: &str) {
    let text = text_of(size);
    bencher
        .counter(BytesCount::of_str(text))
        .with_inputs(|| text.as_bytes().to_vec())
        .bench_values(|bytes| Document::parse(bytes).map(|document| document.root().len()));
}

/// What `open` is measured against: the same text read into a tree.
#[divan::bench(args = SIZES)]
fn open_serde_json(bencher: Bencher<'_, '_>, size: &str) {
    let text = text_of(size);
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        serde_json::from_slice::<serde_json::Value>(black_box(text.as_bytes()))
            .map(|value| value.is_object())
    });
}

/// A figure in the middle gets one digit more, and less again.
#[divan::bench(args = SIZES)]
fn set_scalar(bencher: Bencher<'_, '_>, size: &str) {
    let mut document = document(size);
    let rows = if size == "accounts" { 60 } else { 1_000_000 };
    let at = Pointer::new("/tables/K00/rows")
        .index(rows / 2)
        .key("budget");
    bencher.bench_local(move || {
        let change = document.apply(&Edit::Set {
            at: at.clone(),
            json: "1234567890.50".into(),
        });
        change.is_ok_and(|change| document.undo(&change))
    });
}

/// A row is inserted in the middle, and removed again.
#[divan::bench(args = SIZES)]
fn insert_row(bencher: Bencher<'_, '_>, size: &str) {
    let mut document = document(size);
    let rows = if size == "accounts" { 60 } else { 1_000_000 };
    let insert = Edit::InsertElement {
        array: Pointer::new("/tables/K00/rows"),
        index: rows / 2,
        json: r#"{"code": "2010001", "name": "行政运行", "budget": 1.50, "final": "1.25"}"#.into(),
    };
    bencher.bench_local(move || {
        let change = document.apply(&insert);
        change.is_ok_and(|change| document.undo(&change))
    });
}
