//! A text beside the tables of another department: asked about, never held against them.

use gouji::rules::Level;

use crate::support::desk::Desk;
use crate::support::workbooks::workbook;

/// A text whose amounts are none of the tables'.
const TEXT: &str = "示例市样板局2024年度部门决算\n\
    一、收入支出决算总体情况说明\n示例市样板局2024年度收入支出总计71.30万元。\n\
    二、收入决算情况说明\n本年收入合计70.20万元，其中：财政拨款收入70.20万元，占100.00%。\n\
    三、支出决算情况说明\n本年支出合计71.30万元，其中：基本支出40.10万元，占56.24%；项目支出31.20万元，占43.76%。\n";

#[test]
fn a_text_that_agrees_nowhere_is_asked_about_and_not_held_against_the_tables() {
    let mut desk = Desk::new();
    desk.put(
        "a.xlsx",
        gouji::workbook::fresh(&workbook("planning"), &[]).unwrap(),
    );
    desk.put("a.txt", TEXT);
    desk.open(&["a.xlsx", "a.txt"]);
    let file = desk.file();
    assert!(file.accounts.text_of_another);
    let said = |level: Level| {
        let findings = file.review.findings.iter();
        let found = findings.filter(move |finding| finding.level == level);
        found
            .map(|finding| finding.message.zh.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(said(Level::Error), Vec::<String>::new());
    let asked = said(Level::Question);
    let belongs = asked
        .iter()
        .filter(|question| question.contains("是否放错了文件"));
    assert_eq!(belongs.count(), 1, "{asked:?}");
}
