//! Whatever a sheet holds, reading it ends, gives a document, and forgets no number.

use proptest::prelude::*;

use gouji::workbook::Workbook;

use super::import_of;
use crate::support::workbooks::{book, sheet_of};

/// What cells of such sheets hold, with what makes it hard.
const CELLS: &[&str] = &[
    "",
    "",
    "",
    "项目",
    "决算数",
    "预算数",
    "科目编码",
    "科目名称",
    "类",
    "款",
    "项",
    "收入",
    "支出",
    "合计",
    "小计",
    "总计",
    "本年收入合计",
    "本年支出合计",
    "基本支出",
    "项目支出",
    "财政拨款收入",
    "年初结转和结余",
    "本年支出",
    "年末结转和结余",
    "收入决算表",
    "支出决算表",
    "收入支出决算总表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算表",
    "财政拨款“三公”经费支出决算表",
    "项目支出决算表",
    "目录",
    "栏次",
    "行次",
    "序号",
    "单位：万元",
    "单位：元",
    "编制单位：甲局",
    "2024年度",
    "一、一般公共服务支出",
    "一般公共服务支出",
    "公务接待费",
    "公务用车保有量（辆）",
    "人员经费合计",
    "公用经费合计",
    "201",
    "20101",
    "'2010101",
    "'301",
    "30101",
    "201 一般公共服务支出",
    "1",
    "2",
    "3",
    "12",
    "1.50",
    "0.00",
    "—",
    "-3.25",
    "~7.5",
    "28.89%",
    "'1,234.50",
    "'（3.00）",
    "#REF!",
    "注：本表无数据。",
    "备注",
];

fn text() -> impl Strategy<Value = String> {
    let line = prop::collection::vec(prop::sample::select(CELLS), 0..7);
    let lines = prop::collection::vec(line, 0..14);
    lines.prop_map(|lines| {
        let lines = lines.into_iter().map(|line| line.join("|"));
        format!("\n{}", lines.collect::<Vec<_>>().join("\n"))
    })
}

fn books() -> impl Strategy<Value = Vec<Workbook>> {
    let name = prop::sample::select(&["Sheet1", "收入决算表", "支出决算表", "目录", "三公"][..]);
    let sheets = prop::collection::vec((name, text()), 1..4);
    let sheets = sheets.prop_map(|sheets| {
        let numbered = sheets.into_iter().enumerate();
        let sheets = numbered
            .map(|(at, (name, text))| sheet_of(&format!("{name}{}", " ".repeat(at)), &text));
        vec![book("a.xlsx", sheets.collect())]
    });
    sheets.boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_number_is_forgotten(books in books()) {
        let imported = import_of(&books);
        imported.account_for(&books);
    }
}
