//! Forms of other regions: parts of the codes beside the numbers of columns, other years and
//! budgets beside the final figures, tables that carry more than their own items.

use gouji::model::Period;

use super::import_of;
use super::layouts::{at, sheet};
use crate::support::workbooks::{book, sheet_of};

#[test]
fn the_parts_of_the_codes_stand_beside_the_numbers_of_the_columns() {
    let it = sheet(
        "Z03",
        "
支出决算表
公开部门：甲局（公章）|||||金额单位：万元
项目||||本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出
支出功能分类科目编码|||科目名称
类|款|项|栏次|1|2|3|4|5|6
|||合计|12.50|10.00|2.50
201|||一般公共服务支出|12.50|10.00|2.50
201|06||财政事务|12.50|10.00|2.50
201|06|01|行政运行|12.50|10.00|2.50",
    );
    assert_eq!(it.accounts.department.as_deref(), Some("甲局"));
    assert_eq!(at(&it, "K03", "合计", "total"), "12.50@E6");
    assert_eq!(at(&it, "K03", "2010601", "project"), "2.50@G9");
    let table = it.accounts.final_table("K03").unwrap();
    assert_eq!(table.rows.len(), 4);
    assert_eq!(it.numberings(), 6);
    assert_eq!(it.listed().0.len(), 0);
}

/// An amount of a period's summary.
fn of_period(json: &str, period: Period, row: &str) -> Option<String> {
    let part = json
        .split_once(&format!("\"{}\"", &period.pointer()[1..]))?
        .1;
    let line = part.lines().find(|line| line.contains(row))?;
    let amount = line.split_once("\"final\": ")?.1;
    Some(amount.trim_end_matches(['}', ',']).to_owned())
}

#[test]
fn other_years_and_budgets_are_tables_of_their_own() {
    let it = sheet(
        "收入支出决算总表",
        "
收入支出决算总表
部门：甲局||||||||单位：万元
收入||||||支出
项目|年初预算数|全年预算数|2023年决算数|2022年决算数|增减率|项目|年初预算数|全年预算数|2023年决算数|2022年决算数
一、一般公共预算财政拨款收入|9.00|9.50|10.00|8.00|25.00%|一、一般公共服务支出|9.00|9.50|9.80|7.00
本年收入合计|9.00|9.50|10.00|8.00||本年支出合计|9.00|9.50|9.80|7.00
年初结转和结余|||0.00|0.00||年末结转和结余|||0.20|1.00
总计|9.00|9.50|10.00|8.00||总计|9.00|9.50|10.00|8.00",
    );
    let income = "收入/一般公共预算财政拨款收入";
    assert_eq!(at(&it, "K01", income, "final"), "10.00@D5");
    assert_eq!(at(&it, "K01", "支出/总计", "final"), "10.00@J8");
    let row = "一、一般公共服务支出";
    let of = |period| of_period(&it.json, period, row);
    assert_eq!(of(Period::PriorYear).as_deref(), Some("7.00"));
    assert_eq!(of(Period::InitialBudget).as_deref(), Some("9.00"));
    assert_eq!(of(Period::AdjustedBudget).as_deref(), Some("9.50"));
    // The rate has no place.
    let (listed, _) = it.listed();
    let cells: Vec<&str> = listed.iter().map(|(.., cell)| cell.as_str()).collect();
    assert_eq!(cells, ["F5"]);
}

#[test]
fn a_budget_that_may_have_been_adjusted_is_listed() {
    let it = sheet(
        "支出",
        "
支出决算表
单位：元
科目编码|科目名称|本年支出合计|基本支出|项目支出|预算数
201|一般公共服务支出|3.00|1.00|2.00|4.00",
    );
    assert_eq!(at(&it, "K03", "201", "total"), "3.00@C4");
    let (listed, _) = it.listed();
    assert_eq!(listed.len(), 1);
}

#[test]
fn the_total_of_personnel_and_operating_funds_is_the_figure() {
    let it = sheet(
        "基本支出",
        "
一般公共预算财政拨款基本支出决算表
单位：元
项目||本年支出
经济分类科目编码|科目名称|合计|人员经费|公用经费
合计||5.00|3.00|2.00
301|工资福利支出|3.00|3.00
30101|基本工资|3.00|3.00
302|商品和服务支出|2.00||2.00
30201|办公费|2.00||2.00",
    );
    assert_eq!(at(&it, "K07", "30101", "final"), "3.00@C7");
    assert_eq!(at(&it, "K07", "302", "final"), "2.00@C8");
    // The split has no columns in the official table.
    assert_eq!(it.listed().0.len(), 6);
}

#[test]
fn purchased_services_by_code_and_name() {
    let it = sheet(
        "Sheet13",
        "
政府购买服务决算公开情况表
单位：元
指导性目录代码|指导性目录名称|决算金额
合计||3.00
B0203|会计服务|3.00",
    );
    assert_eq!(at(&it, "K13", "合计", "final"), "3.00@C4");
    assert_eq!(it.listed().0.len(), 0);
}

#[test]
fn the_fund_is_told_by_the_sheet() {
    let head = "\n项目||合计|基本支出|项目支出\n科目编码|科目名称\n";
    let rows = "合计||3.00|1.00|2.00\n223|国有资本经营预算支出|3.00|1.00|2.00";
    let text = format!("{head}{rows}");
    assert_eq!(at(&sheet("国资", &text), "K10", "223", "total"), "3.00@C4");
    let general = text.replace("223|国有资本经营预算支出", "201|一般公共服务支出");
    let it = sheet("一般公共预算支出", &general);
    assert_eq!(at(&it, "K06", "201", "project"), "2.00@E4");
    // Nothing says which of the three it is.
    let it = sheet("支出情况", &text);
    assert!(it.accounts.final_table("K06").is_none());
    assert_eq!(it.listed().0.len(), 7);
}

#[test]
fn the_files_name_says_whose_accounts_they_are() {
    let text = "
收入决算表
单位：元
科目编码|科目名称|本年收入合计|财政拨款收入
201|一般公共服务支出|3.00|3.00";
    let import = |file: &str| import_of(&[book(file, vec![sheet_of("表二", text)])]);
    let it = import("乙县水利局2023年度部门决算.xlsx");
    assert_eq!(it.accounts.department.as_deref(), Some("乙县水利局"));
    assert_eq!(it.accounts.year, Some(2023));
    assert!(it.json.contains("按文件名"));
    // What the sheets say comes first.
    let said = text.replace("单位：元", "部门：丙局（本级）||单位：元");
    let books = [book(
        "乙县水利局2023年度部门决算.xlsx",
        vec![sheet_of("表二", &said)],
    )];
    assert_eq!(
        import_of(&books).accounts.department.as_deref(),
        Some("丙局（本级）")
    );
    assert_eq!(import("乙县水利局报表.xlsx").accounts.department, None);
}

#[test]
fn conferences_and_training_beside_the_three_public_expenses() {
    let it = sheet(
        "三公",
        "
财政拨款“三公”经费及会议费、培训费支出决算表
单位：万元
项目|“三公”经费||||||会议费|培训费
|小计|因公出国（境）费用|公务接待费|公务用车购置及运行维护费
||||小计|公务用车购置费|公务用车运行维护费
预算数|9.50|0.00|0.50|9.00|0.00|9.00|1.00|2.00
决算数|9.00|0.00|0.20|8.80|0.00|8.80|0.70|1.90",
    );
    assert_eq!(at(&it, "K11", "公务接待费", "final"), "0.20@D7");
    assert_eq!(at(&it, "K11", "公务用车运行维护费", "final"), "8.80@G7");
    // The budget's line, and what is no item of the table.
    assert_eq!(it.listed().0.len() + it.placed().len(), 16);
}

#[test]
fn operating_costs_and_counts_below_the_three_public_expenses() {
    let it = sheet(
        "Z11",
        "
财政拨款“三公”经费、行政参公单位机关运行经费情况表
单位：万元
项目|行次|预算数|决算统计数
栏次||1|2
一、“三公”经费支出|1|—|—
（一）支出合计|2|9.50|9.00
1.因公出国（境）费|3|0.00|0.00
2.公务用车购置及运行维护费|4|9.00|8.80
（1）公务用车购置费|5|0.00|0.00
（2）公务用车运行维护费|6|9.00|8.80
3.公务接待费|7|0.50|0.20
（二）相关统计数|8|—|—
2.公务用车保有量（辆）|9|—|5",
    );
    assert_eq!(at(&it, "K11", "公务接待费", "final"), "0.20@D11");
    assert_eq!(
        at(&it, "K11", "公务用车运行维护费", "initial_budget"),
        "9.00@C10"
    );
    assert_eq!(at(&it, "K11", "合计", "final"), "9.00@D6");
    assert_eq!(
        at(&it, "three_public_counts", "公务用车保有量", "final"),
        "5@D13"
    );
}
