//! Where figures stand in the workbook that accounts were imported from: read with the tables,
//! kept right by edits of rows, told for what could not be placed.

use gouji::document::Document;
use gouji::model::{Accounts, CellEdit, Period, Place, RemarkKind, RowEdit, TableId, TableRef};

use super::Open;

const TABLES: &str = r#""tables": {
    "income_and_expenditure_summary": {"title": "收入支出决算总表", "unit": "万元",
      "source": {"file": "决算.xlsx", "sheet": "总表",
        "blocks": [{"name": "A", "final": "B"}, {"name": "C", "final": "AD"}]},
      "rows": [
        {"source": 5, "name": "一、一般公共预算财政拨款收入", "side": "income", "final": 12.50},
        {"source": [2, 5], "name": "一、一般公共服务支出", "side": "expenditure", "final": ""}]},
    "expenditure": {
      "source": {"sheet": "支出", "blocks": [{"code": "A:C", "name": "D", "total": "E", "basic": "F"}]},
      "rows": [
        {"source": 7, "code": "201", "name": "一般公共服务支出", "total": 9, "basic": 4},
        {"source": 8, "code": "20106", "name": "财政事务", "total": 9, "basic": 4},
        {"source": 9, "code": "2010601", "name": "行政运行", "total": 9, "basic": 4}]}
  }"#;

fn expenditure() -> TableRef {
    TableRef {
        table: TableId::named("K03"),
        period: Period::Final,
    }
}

fn cell(accounts: &Accounts, place: Place) -> Option<String> {
    accounts.sheet_cell(place).map(|cell| cell.to_string())
}

#[test]
fn each_figure_knows_its_cell() {
    let open = Open::with(TABLES);
    assert_eq!(open.accounts.remarks, []);
    assert!(open.accounts.is_from_workbook());
    let at = |reference| cell(&open.accounts, open.place(reference));
    let income = "K01[收入:一般公共预算财政拨款收入].决算数";
    assert_eq!(at(income).as_deref(), Some("总表!B5"));
    assert_eq!(
        at("K01[支出:一般公共服务支出].决算数").as_deref(),
        Some("总表!AD5")
    );
    assert_eq!(at("K03[20106].基本支出").as_deref(), Some("支出!F8"));
    // A column that the sheet does not print has no cell.
    assert_eq!(at("K03[20106].项目支出"), None);
    let table = open.accounts.final_table("K03").unwrap();
    let code = open.accounts.sheet_cell(table.place(1, Place::CODE));
    let code = code.unwrap();
    assert_eq!((code.column, code.last_column, code.file), (0, 2, None));
    let name = table.place(2, Place::NAME);
    assert_eq!(cell(&open.accounts, name).as_deref(), Some("支出!D9"));
    let sheet = open.accounts.sheet_cell(open.place(income)).unwrap();
    assert_eq!(sheet.file, Some("决算.xlsx"));
}

/// The accounts after the edit of a row, followed in place and read anew.
fn edited(open: &mut Open, edit: RowEdit) -> [Accounts; 2] {
    let change = edit.edit(&open.accounts).unwrap();
    open.document.apply(&change).unwrap();
    let mut followed = open.accounts.clone();
    followed.follow_row(&open.document, edit);
    open.accounts = Accounts::read(&open.document).unwrap();
    [followed, open.accounts.clone()]
}

fn lines(accounts: &Accounts) -> Vec<Option<String>> {
    let table = accounts.table(expenditure()).unwrap();
    let places = (0..table.rows.len()).map(|row| table.place(row, 0));
    places.map(|place| cell(accounts, place)).collect()
}

#[test]
fn rows_put_in_have_no_line_and_the_others_keep_theirs() {
    let line = |number: u32| Some(format!("支出!E{number}"));
    let mut open = Open::with(TABLES);
    let table = expenditure();
    for accounts in edited(&mut open, RowEdit::Insert { table, at: 1 }) {
        assert_eq!(lines(&accounts), [line(7), None, line(8), line(9)]);
    }
    for accounts in edited(&mut open, RowEdit::Remove { table, at: 0 }) {
        assert_eq!(lines(&accounts), [None, line(8), line(9)]);
    }
    let place = open.accounts.table(table).unwrap().place(1, 0);
    let edit = CellEdit::new(place, "10");
    let change = edit.edit(&open.document, &open.accounts).unwrap();
    open.document.apply(&change).unwrap();
    open.accounts.reread_row(&open.document, table, 1);
    assert_eq!(lines(&open.accounts), [None, line(8), line(9)]);
}

#[test]
fn a_source_that_does_not_say_where_is_none() {
    let with = |source: &str, row: &str| {
        Open::with(&format!(
            r#""tables": {{"expenditure": {{"source": {source}, "rows": [{{{row}"name": "合计", "total": 1}}]}}}}"#
        ))
    };
    let good = r#"{"sheet": "s", "blocks": [{"total": "E"}]}"#;
    for source in ["7", r#"{"blocks": []}"#, r#"{"sheet": "s"}"#] {
        let open = with(source, "");
        assert_eq!(open.kinds(), [RemarkKind::WrongType], "{source}");
        assert!(!open.accounts.is_from_workbook());
    }
    for column in ["5", "\"5\"", "\"e\"", "\"A:C\"", "\"XFE\""] {
        let source = format!(r#"{{"sheet": "s", "blocks": [{{"total": {column}}}]}}"#);
        let open = with(&source, r#""source": 3, "#);
        assert_eq!(open.kinds(), [RemarkKind::WrongType], "{column}");
        assert_eq!(cell(&open.accounts, open.place("K03[合计]")), None);
    }
    for row in ["0", "-1", "1.5", "\"7\"", "[1]", "[0, 7]", "1048577"] {
        let open = with(good, &format!(r#""source": {row}, "#));
        assert_eq!(open.kinds(), [RemarkKind::WrongType], "{row}");
        assert_eq!(cell(&open.accounts, open.place("K03[合计]")), None);
    }
    let twice = with(good, r#""source": 3, "source": 4, "#);
    assert_eq!(twice.kinds(), [RemarkKind::DuplicateKey]);
    assert_eq!(cell(&twice.accounts, twice.place("K03[合计]")), None);
    let unknown = with(
        r#"{"sheet": "s", "blocks": [{"totel": "E"}], "colour": "red"}"#,
        "",
    );
    assert_eq!(unknown.kinds(), [RemarkKind::UnknownKey; 2]);
}

#[test]
fn what_could_not_be_placed_is_told_with_sheet_and_cell() {
    let open = Open::with(
        r#""not_understood": [
            {"file": "a.xlsx", "sheet": "收入", "cell": "D7", "text": "1,250.00", "why": "不属于任何列", "why_en": "of no column"},
            {"sheet": "附表", "text": "合计", "why": "不认识的工作表", "why_en": "unknown sheet"},
            {}, 7],
        "import_notes": [{"file": "a.xlsx", "text": "隐藏的工作表也已读取", "text_en": "hidden sheets were read"}, {}]"#,
    );
    use RemarkKind::{NotUnderstood, Note, WrongType};
    assert_eq!(
        open.kinds(),
        [
            NotUnderstood,
            NotUnderstood,
            NotUnderstood,
            WrongType,
            Note,
            WrongType
        ]
    );
    let remarks = &open.accounts.remarks;
    assert_eq!(remarks[0].place_text().zh, "收入!D7");
    assert_eq!(remarks[0].text.zh, "“1,250.00”：不属于任何列");
    assert_eq!(remarks[0].text.en, "“1,250.00”: of no column");
    assert_eq!(remarks[1].place_text().zh, "附表");
    assert_eq!(remarks[4].place_text().zh, "a.xlsx");
    assert_eq!(remarks[4].text.en, "hidden sheets were read");
    // Words are told; only numbers count as not checked.
    assert_eq!(open.accounts.amounts_not_understood, 1);
}

#[test]
fn accounts_of_another_origin_have_no_cells() {
    let document = Document::parse(gouji::model::SAMPLE.to_vec()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    assert!(!accounts.is_from_workbook());
    let table = accounts.final_table("K02").unwrap();
    assert_eq!(accounts.sheet_cell(table.place(0, 0)), None);
}
