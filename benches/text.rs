//! How fast a text of sixty pages is read, tied to the tables and decided.
//!
//! The measure is what it takes to walk over the characters of the same text once and do nothing.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gouji::document::Document;
use gouji::import::accounts;
use gouji::manuscript::{Manuscript, ManuscriptFormat};
use gouji::model::Accounts;
use gouji::narrative;
use gouji::review::check;
use gouji::rules::Context;
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Lines of a page and characters of a line, as an office prints them.
const LINES: usize = 24;
const WIDTH: usize = 28;
const PAGES: usize = 60;

static TEXT: LazyLock<String> = LazyLock::new(|| pages(&sentences()));

fn main() {
    divan::main();
}

/// Sections with sentences of all kinds, more than the pages hold.
fn sentences() -> String {
    let mut text = String::from(
        "甲市乙区丙局2024年度部门决算\n第三部分甲市乙区丙局2024年度部门决算情况说明\n",
    );
    let sections = [
        (
            "一、收入支出决算总体情况说明",
            "甲市乙区丙局2024年度收入支出总计",
        ),
        ("二、收入决算情况说明", "本年收入合计"),
        ("三、支出决算情况说明", "本年支出合计"),
        (
            "四、财政拨款收入支出决算总体情况说明",
            "2024年度财政拨款收入支出总计",
        ),
        (
            "五、一般公共预算财政拨款支出决算情况说明",
            "一般公共预算财政拨款支出",
        ),
        (
            "六、一般公共预算财政拨款基本支出决算情况说明",
            "一般公共预算财政拨款基本支出",
        ),
    ];
    for round in 0_u32..200 {
        for (number, (title, subject)) in (1_u32..).zip(sections) {
            let amount = 2_000 + round * 17 + number;
            let change = 10 + round % 90;
            let rate = f64::from(change) / f64::from(amount - change) * 100.0;
            // Writing to a string cannot fail.
            writeln!(
                text,
                "{title}\n{subject}{amount}.00万元，比上年增加{change}.00万元，增长{rate:.2}%。\
                 主要原因：本年度新增了几个项目。其中：基本支出{}.00万元，占60.00%；\
                 项目支出{}.00万元，占40.00%。\n1、教育支出（类）普通教育（款）小学教育（项）。\
                 主要用于：机关运转。年初预算为{amount}.00万元，支出决算为{}.00万元，\
                 完成年初预算的99.00%。决算数小于预算数的主要原因：按需支出。",
                amount * 6 / 10,
                amount * 4 / 10,
                amount - 20,
            )
            .unwrap_or_default();
        }
    }
    text
}

/// The text broken into lines and pages.
fn pages(text: &str) -> String {
    let mut pages = String::new();
    let mut lines = 0;
    for paragraph in text.lines() {
        let chars: Vec<char> = paragraph.chars().collect();
        for line in chars.chunks(WIDTH) {
            pages.extend(line);
            lines += 1;
            if lines == LINES * PAGES {
                return pages;
            }
            pages.push(if lines % LINES == 0 { '\x0c' } else { '\n' });
        }
    }
    pages
}

fn manuscript() -> Manuscript {
    Manuscript {
        file: "a.txt".to_owned(),
        format: ManuscriptFormat::Txt,
        text: TEXT.clone(),
        tables: Vec::new(),
        sheets: Vec::new(),
        unread: Vec::new(),
        notes: Vec::new(),
    }
}

#[divan::bench]
fn read_sixty_pages(bencher: Bencher<'_, '_>) {
    let text = TEXT.as_str();
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| narrative::read(black_box(text), &[]).rows.len());
}

#[divan::bench]
fn load_read_and_check(bencher: Bencher<'_, '_>) {
    let texts = [manuscript()];
    bencher
        .counter(BytesCount::of_str(TEXT.as_str()))
        .bench(|| read_and_checked(black_box(&texts)));
}

fn read_and_checked(texts: &[Manuscript]) -> Option<usize> {
    let document = Document::parse(accounts(&[], texts).into_bytes()).ok()?;
    let accounts = Accounts::read(&document).ok()?;
    Some(check(&Context::new(&accounts)).findings.len())
}

#[divan::bench]
fn characters_alone(bencher: Bencher<'_, '_>) {
    let text = TEXT.as_str();
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| black_box(text).chars().filter(char::is_ascii_digit).count());
}
