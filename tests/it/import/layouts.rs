//! Layouts that other offices use, as small grids.

use gouji::model::{Place, Side};

use super::{Imported, import_of};
use crate::support::workbooks::{book, sheet_of};

/// Imports one sheet; every number of it must be accounted for.
pub(super) fn sheet(name: &str, text: &str) -> Imported {
    let books = [book("a.xlsx", vec![sheet_of(name, text)])];
    let imported = import_of(&books);
    imported.account_for(&books);
    imported
}

/// A cell of a table with the sheet's cell that it was read from: `12.50@D7`.
pub(super) fn at(imported: &Imported, table: &str, row: &str, column: &str) -> String {
    let (row, side) = match row.split_once('/') {
        Some((side, row)) => (row, Side::named(side)),
        None => (row, None),
    };
    let table = imported.accounts.final_table(table).unwrap();
    let row = table.row(row, side).unwrap();
    let row = row.unwrap_or_else(|| panic!("{:?}", table.rows));
    let column = match column {
        "code" => Place::CODE,
        "name" => Place::NAME,
        key => table.spec().column(key).unwrap(),
    };
    let place = table.place(row, column);
    let cell = imported.accounts.sheet_cell(place);
    let cell = cell.map_or_else(String::new, |cell| cell.cell());
    format!("{}@{cell}", imported.accounts.printed(place))
}

fn unit(imported: &Imported, table: &str) -> &'static str {
    imported.accounts.final_table(table).unwrap().unit.printed()
}

#[test]
fn halves_with_numbered_lines_and_columns() {
    let it = sheet(
        "Z01",
        "
收入支出决算总表
|||||公开01表
部门：甲局|||||金额单位：元
收入|||支出
项目|行次|金额|项目|行次|金额
栏次||1|栏次||2
一、一般公共预算财政拨款收入|1|10.00|一、一般公共服务支出|32|4.00
二、政府性基金预算财政拨款收入|2||二、外交支出|33|5.50
本年收入合计|27|10.00|本年支出合计|58|9.50
年初结转和结余|29|—|年末结转和结余|60|0.50
总计|31|10.00|总计|62|10.00",
    );
    assert_eq!(unit(&it, "K01"), "元");
    assert_eq!(it.accounts.department.as_deref(), Some("甲局"));
    assert_eq!(
        at(&it, "K01", "收入/一般公共预算财政拨款收入", "final"),
        "10.00@C7"
    );
    assert_eq!(at(&it, "K01", "支出/外交支出", "final"), "5.50@F8");
    assert_eq!(at(&it, "K01", "支出/外交支出", "name"), "二、外交支出@D8");
    assert_eq!(at(&it, "K01", "收入/年初结转和结余", "final"), "@C10");
    assert_eq!(at(&it, "K01", "支出/总计", "final"), "10.00@F11");
    assert_eq!(it.listed().0.len(), 0);
    assert_eq!(it.numberings(), 12);
}

#[test]
fn income_with_codes_in_three_cells_of_numbers() {
    let it = sheet(
        "表2",
        "
甲市乙局2023年度收入决算表
单位：万元
项目||||本年收入合计|财政拨款收入|上级补助收入|事业收入||经营收入|附属单位上缴收入|其他收入
功能分类科目编码|||科目名称||||小计|其中：教育收费
类|款|项
栏次||||1|2|3|4|5|6|7|8
合计||||12.5|12.5
201||| 一般公共服务支出|12.50|12.50||||
201|~6||财政事务|12.50|12.50
201|~6|~1|行政运行|12.50|12.50||0.00|3.00",
    );
    assert_eq!(unit(&it, "K02"), "万元");
    assert_eq!(it.accounts.department.as_deref(), Some("甲市乙局"));
    assert_eq!(it.accounts.year, Some(2023));
    assert_eq!(at(&it, "K02", "2010601", "total"), "12.50@E10");
    assert_eq!(at(&it, "K02", "2010601", "code"), "2010601@A10");
    assert_eq!(
        at(&it, "K02", "2010601", "institutional_operating"),
        "0.00@H10"
    );
    assert_eq!(at(&it, "K02", "合计", "name"), "合计@A7");
    let (listed, _) = it.listed();
    let cells: Vec<&str> = listed.iter().map(|(.., cell)| cell.as_str()).collect();
    assert_eq!(cells, ["I10"]);
}

#[test]
fn the_flow_with_four_groups() {
    let it = sheet(
        "一般公共预算财政拨款收入支出决算表",
        "
一般公共预算财政拨款收入支出决算表
单位：元
项目||年初结转和结余|||本年收入|||本年支出|||年末结转和结余
编码|名称|合计|基本支出结转|项目支出结转和结余|合计|基本支出|项目支出|合计|基本支出|项目支出|合计|基本支出结转|项目支出结转和结余
201|一般公共服务支出|1.00|2.00|3.00|4.00|5.00|6.00|7.00|8.00|9.00|10.00|11.00|12.00
合计||1.00|2.00|3.00|4.00|5.00|6.00|7.00|8.00|9.00|10.00|11.00|12.00",
    );
    assert_eq!(at(&it, "K05", "201", "opening_total"), "1.00@C5");
    assert_eq!(at(&it, "K05", "201", "opening_project"), "3.00@E5");
    assert_eq!(at(&it, "K05", "201", "income_basic"), "5.00@G5");
    assert_eq!(at(&it, "K05", "合计", "expenditure_project"), "9.00@K6");
    assert_eq!(at(&it, "K05", "合计", "closing_total"), "10.00@L6");
}

#[test]
fn three_blocks_of_basic_expenditure() {
    let it = sheet(
        "公开06表",
        "
一般公共预算财政拨款基本支出决算明细表
部门：甲局||||||||金额单位：万元
人员经费|||公用经费
科目编码|科目名称|决算数|科目编码|科目名称|决算数|科目编码|科目名称|决算数
301|工资福利支出|10.00|302|商品和服务支出|4.00|310|资本性支出|1.00
30101|基本工资|6.00|30201|办公费|3.00|31002|办公设备购置|1.00
30102|津贴补贴|4.00|30202|印刷费|1.00
人员经费合计||10.00|公用经费合计|||||5.00",
    );
    assert_eq!(at(&it, "K07", "30102", "final"), "4.00@C7");
    assert_eq!(at(&it, "K07", "302", "final"), "4.00@F5");
    assert_eq!(at(&it, "K07", "31002", "code"), "31002@G6");
    assert_eq!(at(&it, "K07", "人员经费合计", "final"), "10.00@C8");
    assert_eq!(at(&it, "K07", "公用经费合计", "final"), "5.00@I8");
    assert_eq!(at(&it, "K07", "公用经费合计", "name"), "公用经费合计@D8");
    assert_eq!(it.accounts.final_table("K07").unwrap().rows.len(), 10);
}

#[test]
fn the_three_public_expenses_with_items_as_rows() {
    let it = sheet(
        "三公",
        "
财政拨款“三公”经费支出决算表
单位：万元
项目|年初预算数|决算数
合计|5.50|3.00
1.因公出国（境）费|0|0.00
2.公务接待费|0.50|0.00
3.公务用车购置及运行维护费|5.00|3.00
其中：（1）公务用车购置费||
（2）公务用车运行维护费|5.00|3.00
因公出国（境）团组数（个）||0
公务用车保有量（辆）||2
国内公务接待批次（个）|3|1",
    );
    assert_eq!(at(&it, "K11", "公务接待费", "initial_budget"), "0.50@B6");
    assert_eq!(at(&it, "K11", "公务用车运行维护费", "final"), "3.00@C9");
    assert_eq!(at(&it, "K11", "公务用车购置费", "final"), "@C8");
    assert_eq!(
        at(&it, "three_public_counts", "公务用车保有量", "final"),
        "2@C11"
    );
    assert_eq!(at(&it, "K11", "国内公务接待批次（个）", "final"), "1@C12");
}

#[test]
fn the_three_public_expenses_budget_first_and_hospitality_before_vehicles() {
    let it = sheet(
        "公开07表",
        "
财政拨款“三公”经费支出决算表
单位：万元
预算数||||||决算数
合计|因公出国（境）费|公务接待费|公务用车购置及运行费|||合计|因公出国（境）费|公务接待费|公务用车购置及运行费
|||小计|公务用车购置费|公务用车运行费||||小计|公务用车购置费|公务用车运行费
1|2|3|4|5|6|7|8|9|10|11|12
9.00|1.00|2.00|6.00|2.50|3.50|8.00|0.00|2.00|6.00|2.60|3.40",
    );
    assert_eq!(at(&it, "K11", "合计", "initial_budget"), "9.00@A7");
    assert_eq!(at(&it, "K11", "合计", "final"), "8.00@G7");
    assert_eq!(at(&it, "K11", "公务接待费", "initial_budget"), "2.00@C7");
    assert_eq!(
        at(&it, "K11", "公务用车购置及运行维护费", "final"),
        "6.00@J7"
    );
    assert_eq!(at(&it, "K11", "公务用车购置费", "final"), "2.60@K7");
    assert_eq!(
        at(&it, "K11", "公务用车运行维护费", "initial_budget"),
        "3.50@F7"
    );
    assert_eq!(it.numberings(), 12);
}

#[test]
fn procurement_across_and_down() {
    let down = sheet(
        "政府采购情况表",
        "
政府采购情况表
单位：元
项目|金额|占比（%）
合计|100.00|100%
1.货物|20.00|20%
2.工程|
3.服务|80.00|80%
授予中小企业合同金额|50.00|50.00%",
    );
    assert_eq!(at(&down, "K12", "服务", "final"), "80.00@B7");
    assert_eq!(
        at(&down, "K12", "授予中小企业合同金额", "share"),
        "50.00%@C8"
    );
    let across = sheet(
        "政府采购情况表",
        "
政府采购情况表
单位：元
合计|货物|工程|服务|授予中小企业合同金额
100.00|20.00|0|80.00|50.00",
    );
    assert_eq!(at(&across, "K12", "服务", "final"), "80.00@D4");
    assert_eq!(at(&across, "K12", "工程", "final"), "0@C4");
}

#[test]
fn the_short_form_of_state_capital() {
    let it = sheet(
        "国有资本经营预算财政拨款支出决算表",
        "
国有资本经营预算财政拨款支出决算表
||||单位：万元
项目||本年支出
科目编码|科目名称|合计|基本支出|项目支出
223|国有资本经营预算支出|3.00||3.00
合计||3.00|0.00|3.00",
    );
    assert_eq!(at(&it, "K10", "223", "total"), "3.00@C5");
    assert_eq!(at(&it, "K10", "合计", "project"), "3.00@E6");
    let plain = sheet(
        "Sheet1",
        "
公开08表：国有资本经营预算财政拨款支出决算表
项目||合计|基本支出|项目支出
科目编码|科目名称
223|国有资本经营预算支出|3.00||3.00",
    );
    assert_eq!(at(&plain, "K10", "223", "total"), "3.00@C4");
}

#[test]
fn two_tables_side_by_side() {
    let it = sheet(
        "报表",
        "
收入决算表||||支出决算表
|单位：元|||||单位：万元
科目名称|本年收入合计|其他收入||科目名称|本年支出合计|基本支出
合计|7.00|7.00||合计|5.00|5.00",
    );
    assert_eq!(at(&it, "K02", "合计", "other"), "7.00@C4");
    assert_eq!(at(&it, "K03", "合计", "basic"), "5.00@G4");
    assert_eq!(unit(&it, "K02"), "元");
    assert_eq!(unit(&it, "K03"), "万元");
}

#[test]
fn two_tables_below_each_other_and_a_head_at_each_page() {
    let it = sheet(
        "报表",
        "
2024年度收入决算表
||单位：元
科目编码|科目名称|本年收入合计|财政拨款收入
|合计|3.00|3.00
201|一般公共服务支出|1.00|1.00
科目编码|科目名称|本年收入合计|财政拨款收入
208|社会保障和就业支出|2.00|2.00

支出决算表
||单位：万元
科目编码|科目名称|本年支出合计|基本支出
201|一般公共服务支出|5.00|5.00
支出决算表（续）
||单位：万元
科目编码|科目名称|本年支出合计|基本支出
208|社会保障和就业支出|6.00|6.00
|合计|11.00|11.00",
    );
    assert_eq!(at(&it, "K02", "208", "total"), "2.00@C7");
    assert_eq!(at(&it, "K03", "208", "basic"), "6.00@D16");
    assert_eq!(at(&it, "K03", "合计", "basic"), "11.00@D17");
    assert_eq!(unit(&it, "K03"), "万元");
    assert_eq!(it.accounts.final_table("K02").unwrap().rows.len(), 3);
    assert_eq!(it.notes(), Vec::<String>::new());
}

#[test]
fn names_that_wrap_and_codes_in_front_of_names() {
    let it = sheet(
        "一般公共预算财政拨款支出决算表",
        "
一般公共预算财政拨款支出决算表
单位：元
项目|合计|基本支出|项目支出
2080505 机关事业单位基本养老|1.00|1.00
保险缴费支出
[2080506]机关事业单位职业年金缴费支出|2.00|2.00
合计|3.00|3.00|－",
    );
    assert_eq!(
        at(&it, "K06", "2080505", "name"),
        "机关事业单位基本养老保险缴费支出@"
    );
    assert_eq!(at(&it, "K06", "2080506", "total"), "2.00@B6");
    assert_eq!(at(&it, "K06", "合计", "total"), "3.00@B7");
}

#[test]
fn a_head_alone_tells_tables_that_no_other_looks_like() {
    let it = sheet(
        "Sheet1",
        "
项目||本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出
科目编码|科目名称
201|一般公共服务支出|5.00|5.00",
    );
    assert_eq!(at(&it, "K03", "201", "basic"), "5.00@D3");
    let unknown = sheet(
        "Sheet1",
        "
项目||合计|基本支出|项目支出
科目编码|科目名称
201|一般公共服务支出|5.00|5.00",
    );
    assert_eq!(unknown.accounts.tables.len(), 0);
    assert_eq!(unknown.listed().0.len(), 3);
}

#[test]
fn the_appropriations_with_funds_and_the_parts_of_the_opening_balance() {
    let it = sheet(
        "公开04表",
        "
财政拨款收入支出决算总表
部门：甲局|||公开04表||||金额单位：万元
收入|||支出
项目|行次|金额|项目|行次|合计|一般公共预算财政拨款|政府性基金预算财政拨款|国有资本经营预算财政拨款
栏次||1|栏次||2|3|4|5
一、一般公共预算财政拨款|1|5.00|一、一般公共服务支出|33|6.00|6.00|0.00|
二、政府性基金预算财政拨款|2||二、外交支出|34
本年收入合计|27|5.00|本年支出合计|59|6.00|6.00
年初财政拨款结转和结余|28|2.00|年末财政拨款结转和结余|60|1.00|1.00
一般公共预算财政拨款|29|2.00||61
政府性基金预算财政拨款|30|||62
总计|32|7.00|总计|64|7.00|7.00",
    );
    assert_eq!(
        at(&it, "K04", "收入/一般公共预算财政拨款", "final"),
        "5.00@C6"
    );
    assert_eq!(
        at(&it, "K04", "收入/年初一般公共预算财政拨款", "final"),
        "2.00@C10"
    );
    assert_eq!(
        at(&it, "K04", "支出/一般公共服务支出", "general_public_budget"),
        "6.00@G6"
    );
    assert_eq!(at(&it, "K04", "支出/总计", "final"), "7.00@F12");
    assert_eq!(it.listed().0.len(), 0);
    assert_eq!(it.accounts.department.as_deref(), Some("甲局"));
}

#[test]
fn a_list_of_tables_above_the_first_of_them() {
    let it = sheet(
        "全部",
        "
目录
一、收入决算表|1
二、支出决算表|2
收入决算表
单位：元
科目编码|科目名称|本年收入合计|财政拨款收入
|合计|3.00|3.00
支出决算表
单位：元
科目编码|科目名称|本年支出合计|基本支出
|合计|5.00|5.00",
    );
    assert_eq!(at(&it, "K02", "合计", "total"), "3.00@C7");
    assert_eq!(at(&it, "K03", "合计", "basic"), "5.00@D11");
    assert_eq!(it.accounts.final_table("contents").unwrap().rows.len(), 2);
}
