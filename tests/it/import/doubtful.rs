//! What cannot be taken as it stands: it is listed with its place, and nothing is guessed.

use gouji::import;
use gouji::model::{Cell, Side};
use gouji::workbook::{Cell as SheetCell, CellAt, Content, Sheet, Workbook};

use super::{Imported, import_of};
use crate::support::workbooks::{book, sheet_of, workbook};

const INCOME: &str = "
收入决算表
单位：元
科目编码|科目名称|本年收入合计|财政拨款收入
201|一般公共服务支出|1.00|1.00
|合计|1.00|1.00";

fn imported(sheets: Vec<Sheet>) -> (Imported, usize) {
    let books = [book("a.xlsx", sheets)];
    let imported = import_of(&books);
    let (_, listed) = imported.account_for(&books);
    (imported, listed)
}

fn ids(imported: &Imported) -> Vec<&'static str> {
    let tables = imported.accounts.tables.iter();
    tables
        .filter_map(|table| table.spec().id.as_deref())
        .collect()
}

fn entries(imported: &Imported) -> Vec<String> {
    let list = imported.document.root().get("not_understood");
    let say = |entry: gouji::document::Value<'_>, key| {
        entry.get(key).unwrap().string().unwrap().into_owned()
    };
    list.into_iter()
        .flat_map(gouji::document::Value::elements)
        .map(|entry| {
            format!(
                "{}!{} {} {}",
                say(entry, "sheet"),
                say(entry, "cell"),
                say(entry, "text"),
                say(entry, "why")
            )
        })
        .collect()
}

#[test]
fn two_sheets_that_claim_one_table_and_disagree_are_both_left_out() {
    let other = INCOME.replace("201|一般公共服务支出|1.00", "201|一般公共服务支出|2.00");
    let (it, listed) = imported(vec![sheet_of("甲", INCOME), sheet_of("乙", &other)]);
    assert_eq!(ids(&it), Vec::<&str>::new());
    assert_eq!(listed, 10);
    let notes = it.notes();
    assert!(
        notes[0].contains("收入决算表") && notes[0].contains('甲') && notes[0].contains('乙'),
        "{notes:?}"
    );
    assert_eq!(entries(&it).len(), 2);
}

#[test]
fn a_copy_is_read_once_and_said() {
    let (it, listed) = imported(vec![sheet_of("甲", INCOME), sheet_of("乙", INCOME)]);
    assert_eq!(ids(&it), ["K02"]);
    assert_eq!(listed, 5);
    assert_eq!(it.notes().len(), 1);
    let below = format!("{INCOME}\n\n{}", INCOME.trim_start());
    let (it, listed) = imported(vec![sheet_of("甲", &below)]);
    assert_eq!((ids(&it), listed), (vec!["K02"], 5));
}

#[test]
fn a_title_and_a_head_that_disagree_are_said() {
    let text = "
收入决算表
单位：元
科目编码|科目名称|本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出
201|一般公共服务支出|1.00|1.00";
    let (it, _) = imported(vec![sheet_of("收入决算表", text)]);
    assert_eq!(ids(&it), ["K03"]);
    assert!(it.notes()[0].contains("收入决算表"), "{:?}", it.notes());
    let nothing = "
收入决算表
单位：元
项目|甲|乙
一|1.00|2.00";
    let (it, listed) = imported(vec![sheet_of("表", nothing)]);
    assert_eq!((ids(&it).len(), listed), (0, 2));
}

#[test]
fn another_offices_table_is_listed_and_not_taken_for_one_that_ends_alike() {
    let text = "
项目支出决算表
单位：元
科目编码|科目名称|合计|基本支出|项目支出
201|一般公共服务支出|3.00|1.00|2.00";
    let (it, listed) = imported(vec![sheet_of("项目支出决算表", text)]);
    assert_eq!((ids(&it).len(), listed), (0, 4));
}

#[test]
fn cells_that_are_no_numbers_stay_and_are_never_zero() {
    let text = "
支出决算表
单位：元
科目编码|科目名称|本年支出合计|基本支出|项目支出
201|一般公共服务支出|#REF!|见附表|'2,112.86
20101|人大事务|'２１１２．８６|'(100.00)|'2 112.86
20102|政协事务|'12.86万元|'21 12.86|-
20103|政府办公厅（室）及相关机构事务|0|0.00|";
    let mut sheet = sheet_of("支出决算表", text);
    let date = |row, column, content| SheetCell {
        at: CellAt { row, column },
        content,
        formula: false,
    };
    sheet.cells.push(date(7, 0, Content::Text("20104".into())));
    sheet
        .cells
        .push(date(7, 2, Content::Date("2024-12-31".into())));
    sheet.cells.push(date(7, 3, Content::Boolean(true)));
    let (it, listed) = imported(vec![sheet]);
    assert_eq!(listed, 0);
    let table = it.accounts.final_table("K03").unwrap();
    let cell = |code: &str, column: &str| {
        let row = table.row(code, None).unwrap().unwrap();
        let place = table.place(row, table.spec().column(column).unwrap());
        match it.accounts.cell(place) {
            Cell::Number(printed) => format!("{}", printed.value),
            Cell::Blank => "blank".to_owned(),
            Cell::Unreadable(unreadable) => format!("? {}", unreadable.raw),
            other => format!("{other:?}"),
        }
    };
    assert_eq!(cell("201", "total"), "? #REF!");
    assert_eq!(cell("201", "basic"), "? 见附表");
    assert_eq!(cell("201", "project"), "2112.86");
    assert_eq!(cell("20101", "total"), "2112.86");
    assert_eq!(cell("20101", "basic"), "-100.00");
    assert_eq!(cell("20101", "project"), "2112.86");
    assert_eq!(cell("20102", "total"), "12.86");
    assert_eq!(cell("20102", "basic"), "? 21 12.86");
    assert_eq!(cell("20102", "project"), "blank");
    assert_eq!(cell("20103", "total"), "0");
    assert_eq!(cell("20103", "basic"), "0.00");
    assert_eq!(cell("20103", "project"), "blank");
    assert_eq!(cell("20104", "total"), "? 2024-12-31");
    assert_eq!(cell("20104", "basic"), "? TRUE");
}

#[test]
fn amounts_without_names_or_heads_are_listed() {
    let text = "
收入支出决算总表
单位：元
收入||支出
项目|决算数|项目|决算数
本年收入合计|5.00|本年支出合计|5.00
|7.00||8.00
总计|5.00|总计|5.00|9.00";
    let (it, listed) = imported(vec![sheet_of("表", text)]);
    assert_eq!(listed, 3);
    let entries = entries(&it);
    assert!(entries[0].starts_with("表!B6 7.00 "), "{entries:?}");
    assert!(entries[2].starts_with("表!E7 9.00 "), "{entries:?}");
}

#[test]
fn two_columns_of_one_head_are_neither() {
    let text = "
支出决算表
单位：元
科目编码|科目名称|本年支出合计|基本支出|基本支出
201|一般公共服务支出|3.00|1.00|2.00";
    let (it, listed) = imported(vec![sheet_of("表", text)]);
    assert_eq!((ids(&it), listed), (vec!["K03"], 2));
}

#[test]
fn units_come_from_each_table_and_from_its_heads() {
    let money = |text: &str| {
        let (it, _) = imported(vec![sheet_of("支出决算表", text)]);
        let table = it.accounts.final_table("K03").unwrap();
        let place = table.place(0, 0);
        let number = it.accounts.cell(place).number().copied();
        number.map(|number| number.unit.printed())
    };
    let head =
        "科目编码|科目名称|本年支出合计（万元）|基本支出（万元）\n201|一般公共服务支出|3.00|1.00";
    assert_eq!(money(head), Some("万元"));
    assert_eq!(money(&format!("单位：元\n{head}")), Some("万元"));
    let both = "单位：元\n单位：万元\n科目编码|科目名称|本年支出合计|基本支出\n201|一般公共服务支出|3.00|1.00";
    assert_eq!(money(both), None);
}

#[test]
fn a_table_that_names_no_unit_has_that_of_all_others() {
    let bare = INCOME.replace("单位：元\n", "");
    let spending = "
支出决算表
单位：万元
科目编码|科目名称|本年支出合计|基本支出
201|一般公共服务支出|3.00|1.00";
    let (it, _) = imported(vec![sheet_of("甲", &bare), sheet_of("乙", spending)]);
    assert_eq!(
        it.accounts.final_table("K02").unwrap().unit.printed(),
        "万元"
    );
    assert!(it.notes()[0].contains("没有写明单位"), "{:?}", it.notes());
}

#[test]
fn a_list_of_tables_and_sentences_below_them() {
    let contents = "
目录
序号|报表|页码
1|收入支出决算总表|1
2|二、收入决算表……………2|
|第二部分 说明|12";
    let fund = "
政府性基金预算财政拨款收入支出决算表
单位：万元
科目编码|科目名称|年初结转和结余|本年收入|本年支出|||年末结转和结余
||||小计|基本支出|项目支出
合计
注：甲局2024年度没有政府性基金预算财政拨款收入和支出，这张表是空的。";
    let capital = "
国有资本经营预算财政拨款支出决算表
单位：万元
本年度没有国有资本经营预算财政拨款收支，故本表无数据。";
    let (it, listed) = imported(vec![
        sheet_of("目录", contents),
        sheet_of("基金", fund),
        sheet_of("国资", capital),
    ]);
    assert_eq!(listed, 0);
    assert_eq!(ids(&it), ["K08", "K10"]);
    let list = it.accounts.final_table("contents").unwrap();
    let names: Vec<&str> = list.rows.iter().map(|row| &*row.name).collect();
    assert_eq!(names, ["收入支出决算总表", "二、收入决算表"]);
    let declared = it.accounts.final_table("declarations").unwrap();
    let tables: Vec<&str> = (0..declared.rows.len())
        .filter_map(|row| it.accounts.cell(declared.place(row, 0)).words())
        .collect();
    assert_eq!(tables, ["K08", "K10"]);
    assert_eq!(it.numberings(), 4);
}

#[test]
fn departments_and_years_that_differ_are_said_and_not_taken() {
    let one = INCOME.replace("收入决算表", "甲市乙局2024年度收入决算表");
    let two = "
甲市丙局2023年度支出决算表
单位：元
科目编码|科目名称|本年支出合计|基本支出
201|一般公共服务支出|3.00|1.00";
    let (it, _) = imported(vec![sheet_of("甲", &one), sheet_of("乙", two)]);
    assert_eq!(
        (it.accounts.department.as_deref(), it.accounts.year),
        (None, None)
    );
    assert_eq!(it.notes().len(), 2);
}

#[test]
fn several_files_of_one_department_are_one() {
    let whole = workbook("planning");
    let files: Vec<Workbook> = whole
        .sheets
        .iter()
        .map(|sheet| book(&format!("{}.xlsx", sheet.name), vec![sheet.clone()]))
        .collect();
    let all: Vec<&Workbook> = files.iter().collect();
    let together = import::belong_together(&all);
    assert_eq!(together, [(0..files.len()).collect::<Vec<_>>()]);
    let it = import_of(&files);
    it.account_for(&files);
    assert_eq!(it.accounts.tables.len(), 9);
    let place = it.accounts.final_table("K02").unwrap().place(0, 0);
    let cell = it.accounts.sheet_cell(place).unwrap();
    assert_eq!(
        (cell.file, cell.cell().as_str()),
        (Some("收入决算表.xlsx"), "C5")
    );

    let two = [&workbook("planning"), &workbook("finance")];
    assert_eq!(import::belong_together(&two), [vec![0], vec![1]]);
    let named = |name: &str, title: &str| {
        book(
            name,
            vec![sheet_of(name, &INCOME.replace("收入决算表", title))],
        )
    };
    let one = named("1", "甲市乙局2024年度收入决算表");
    let other = named("2", "甲市丙局2024年度收入决算表");
    let same = book(
        "3",
        vec![sheet_of("a", "\n甲市乙局2024年度支出决算表\n单位：元")],
    );
    assert_eq!(
        import::belong_together(&[&one, &other, &same]),
        [vec![0, 2], vec![1]]
    );
}

#[test]
fn a_csv_is_named_by_its_file() {
    let mut sheet = sheet_of(
        "收入决算表.csv",
        INCOME.trim_start().split_once('\n').unwrap().1,
    );
    sheet.name = "收入决算表.csv".to_owned();
    let it = import_of(&[book("收入决算表.csv", vec![sheet])]);
    assert_eq!(ids(&it), ["K02"]);
    assert_eq!(
        it.accounts.final_table("K02").unwrap().rows[0].side,
        None::<Side>
    );
}

#[test]
fn what_is_empty_or_strange_gives_accounts_without_tables() {
    for text in [
        "",
        "\n\n\n",
        "\n目录",
        "\n项目",
        "\n项目|决算数",
        "\n1|2|3\n4|5|6",
    ] {
        let (it, _) = imported(vec![sheet_of("Sheet1", text)]);
        assert_eq!(ids(&it), Vec::<&str>::new(), "{text:?}");
    }
    assert_eq!(import_of(&[]).accounts.tables.len(), 0);
}
