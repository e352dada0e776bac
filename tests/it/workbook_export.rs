//! New workbooks: the findings with links that lead somewhere, the official tables, an old
//! workbook written anew; and which cells of a workbook an edit changes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use calamine::{Data, Range, Reader as _, SheetVisible, Xlsx};
use gouji::document::Document;
use gouji::export::{Reviewed, findings_workbook, tables_workbook, workbook_changes};
use gouji::model::{Accounts, Lang, RowSource, SAMPLE, SourceBlock, TableSource};
use gouji::review::{Review, check};
use gouji::rules::Context;
use gouji::workbook::{
    Area, Cell, CellAt, Content, FreshError, NewValue, Number, Sheet, SheetChange, Workbook,
    WorkbookFormat, fresh,
};
use zip::ZipArchive;

use crate::support::generate::department;

struct Case {
    document: Document,
    accounts: Accounts,
    review: Review,
}

impl Case {
    fn new(json: Vec<u8>) -> Self {
        let document = Document::parse(json).unwrap();
        let accounts = Accounts::read(&document).unwrap();
        let review = check(&Context::new(&accounts));
        Self {
            document,
            accounts,
            review,
        }
    }

    fn findings(&self, lang: Lang) -> Vec<u8> {
        let reviewed = Reviewed {
            file: "a.json",
            files: &[],
            document: &self.document,
            accounts: &self.accounts,
            review: &self.review,
        };
        findings_workbook(&reviewed, lang).unwrap()
    }
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    opened(bytes).worksheet_range(name).unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut entry = archive.by_name(name).unwrap();
    entry.read_to_string(&mut text).unwrap();
    text
}

/// What stands between `before` and the next quotation mark, everywhere.
fn attributes<'x>(xml: &'x str, before: &str) -> Vec<&'x str> {
    let parts = xml.split(before).skip(1);
    parts.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_finding_is_in_the_list_and_its_link_leads_to_its_figure() {
    let case = Case::new(SAMPLE.to_vec());
    let bytes = case.findings(Lang::Zh);
    let names = opened(&bytes).sheet_names();
    assert_eq!(names[..2], ["审核结论", "问题清单"]);
    let list = sheet(&bytes, "问题清单");
    let rules: Vec<String> = list.rows().skip(2).map(|row| row[2].to_string()).collect();
    assert_eq!(rules.len(), case.review.findings.len());
    for finding in &case.review.findings {
        let code = finding.rule.to_string();
        assert!(rules.iter().any(|rule| rule.starts_with(&code)), "{code}");
    }

    let xml = part(&bytes, "xl/worksheets/sheet2.xml");
    let links = attributes(&xml, " location=\"");
    let with_cell = case.review.findings.iter().filter(|f| !f.shown.is_empty());
    assert_eq!(links.len(), with_cell.count());
    for link in links {
        let (name, cell) = link.rsplit_once('!').unwrap();
        let name = name.trim_matches('\'');
        assert!(names.iter().any(|of| of == name), "{link}");
        let column = u32::from(cell.as_bytes()[0] - b'A');
        let row: u32 = cell[1..].parse().unwrap();
        let target = sheet(&bytes, name);
        let found = target.get_value((row - 1, column));
        assert!(
            row > 3 && found.is_some_and(|data| *data != Data::Empty),
            "{link}"
        );
    }
}

#[test]
fn a_flagged_cell_has_a_note_and_a_link_back() {
    let json = department(7);
    let case = Case::new(json.clone().into_bytes());
    let clean = case.review.findings.len();
    let k02 = case.accounts.final_table("K02").unwrap();
    let total = case.accounts.printed(k02.place(0, 0));
    let wrong = format!("{}1.00", total.split(',').next().unwrap());
    let at = json.find("\"income\"").unwrap();
    let digits = gouji::model::fixed(
        case.accounts.cell(k02.place(0, 0)).number().unwrap().value,
        2,
    );
    let found = json[at..].find(&digits).or_else(|| json[at..].find(&total));
    let length = if json[at..].contains(&digits) {
        digits.len()
    } else {
        total.len()
    };
    let start = at + found.unwrap();
    let broken = format!("{}{wrong}{}", &json[..start], &json[start + length..]);
    let case = Case::new(broken.into_bytes());
    assert!(case.review.findings.len() > clean);
    let bytes = case.findings(Lang::Zh);
    let index = opened(&bytes)
        .sheet_names()
        .iter()
        .position(|name| name == "收入决算表")
        .unwrap();
    let xml = part(&bytes, &format!("xl/worksheets/sheet{}.xml", index + 1));
    let back = attributes(&xml, " location=\"");
    assert!(back.len() > 1 && back.iter().all(|link| link.starts_with("'问题清单'!A")));
    let relations = format!("xl/worksheets/_rels/sheet{}.xml.rels", index + 1);
    let relations = part(&bytes, &relations);
    let comments = attributes(&relations, "Target=\"../comments");
    let notes = part(&bytes, &format!("xl/comments{}", comments[0]));
    assert!(
        notes.contains("必改") && notes.contains("应为："),
        "{notes}"
    );
}

#[test]
fn the_same_review_gives_the_same_bytes_in_both_languages() {
    let case = Case::new(SAMPLE.to_vec());
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(case.findings(lang), case.findings(lang));
        let tables = || tables_workbook(&case.accounts, lang).unwrap();
        assert_eq!(tables(), tables());
    }
}

#[test]
fn the_tables_are_written_as_numbers_in_the_layout_of_the_forms() {
    let case = Case::new(department(3).into_bytes());
    let bytes = tables_workbook(&case.accounts, Lang::Zh).unwrap();
    let names = opened(&bytes).sheet_names();
    let official = case.accounts.tables.iter().filter(|table| {
        table.spec().id.is_some() && table.id.period == gouji::model::Period::Final
    });
    assert!(names.len() >= official.count());
    let k01 = sheet(&bytes, "收入支出决算总表");
    let text = |row, column| k01.get_value((row, column)).unwrap().to_string();
    assert_eq!(text(0, 0), "收入支出决算总表");
    assert_eq!(
        (text(2, 0), text(3, 0)),
        ("收入".to_owned(), "项目".to_owned())
    );
    // Every printed number of every table stands in its sheet as a number.
    for table in case
        .accounts
        .tables
        .iter()
        .filter(|table| table.spec().id.is_some())
    {
        if table.id.period != gouji::model::Period::Final {
            continue;
        }
        let range = sheet(
            &bytes,
            &table.spec().title.zh.chars().take(31).collect::<String>(),
        );
        let written: Vec<f64> = range
            .used_cells()
            .filter_map(|(_, _, data)| match data {
                Data::Float(value) => Some(*value),
                _ => None,
            })
            .collect();
        for row in &table.rows {
            for printed in row.cells.iter().filter_map(gouji::model::Cell::number) {
                let whole = match printed.unit {
                    gouji::model::Unit::Percent => rust_decimal::Decimal::ONE_HUNDRED,
                    _ => rust_decimal::Decimal::ONE,
                };
                let value: f64 = (printed.value / whole).to_string().parse().unwrap();
                assert!(written.contains(&value), "{}: {value}", table.spec().title);
            }
        }
    }
}

#[test]
fn accounts_without_official_tables_have_no_workbook() {
    let case = Case::new(br#"{"format": "gouji-accounts/1", "tables": {}}"#.to_vec());
    assert!(tables_workbook(&case.accounts, Lang::Zh).is_err());
    assert!(!case.findings(Lang::Zh).is_empty());
}

/// A table of two rows whose codes stand in three cells, as an import gives it.
const IMPORTED: &str = r#"{"format": "gouji-accounts/1", "unit": "万元", "tables": {"income": [
    {"code": "2010601", "name": "行政运行", "total": 12.50, "other": "—"},
    {"code": "2080505", "name": "养老保险", "total": 3.10, "other": 40}]}}"#;

fn imported(json: &str) -> Accounts {
    let document = Document::parse(json.as_bytes().to_vec()).unwrap();
    Accounts::read(&document).unwrap()
}

/// The same with the lines of the sheet that its rows were read from.
fn placed(json: &str, lines: &[Option<u32>]) -> Accounts {
    let mut accounts = imported(json);
    let table = &mut accounts.tables[0];
    table.source = Some(Box::new(TableSource {
        file: Some("a.xlsx".into()),
        sheet: "收入".into(),
        blocks: vec![SourceBlock {
            code: Some((0, 2)),
            name: Some(3),
            columns: vec![(0, 4), (6, 5)],
        }],
    }));
    for (row, line) in table.rows.iter_mut().zip(lines) {
        row.source = line.map(|row| RowSource { block: 0, row });
    }
    accounts
}

fn cells(changes: Vec<SheetChange>) -> BTreeMap<String, NewValue> {
    changes
        .into_iter()
        .map(|change| {
            assert_eq!(change.sheet, "收入");
            (change.at.to_string(), change.value)
        })
        .collect()
}

const LINES: [Option<u32>; 2] = [Some(6), Some(7)];

#[test]
fn edits_name_the_cells_of_the_sheet_even_when_rows_moved() {
    let opened = placed(IMPORTED, &LINES);
    assert_eq!(workbook_changes(&opened, &opened, None), Ok(Vec::new()));
    let moved = r#"{"format": "gouji-accounts/1", "unit": "万元", "tables": {"income": [
        {"code": "2080506", "name": "职业年金", "total": 3.1, "other": "41.00%"},
        {"code": "2010601", "name": "行政运行", "total": 13.50, "other": ""}]}}"#;
    let now = placed(moved, &[Some(7), Some(6)]);
    let changes = cells(workbook_changes(&opened, &now, Some("a.xlsx")).unwrap());
    let due = [
        ("C8", NewValue::Code("06".to_owned())),
        ("D8", NewValue::Text("职业年金".to_owned())),
        ("E7", NewValue::Number("13.50".to_owned())),
        ("F8", NewValue::Text("41.00%".to_owned())),
    ];
    let due = due.map(|(cell, value)| (cell.to_owned(), value));
    assert_eq!(changes, BTreeMap::from(due));
    assert_eq!(
        workbook_changes(&opened, &now, Some("b.xlsx")),
        Ok(Vec::new())
    );
}

#[test]
fn a_percentage_stays_one() {
    let json = r#"{"format": "gouji-accounts/1", "tables": {"procurement": [
        {"name": "中小企业合同", "final": 1, "share": "40.00%"}]}}"#;
    let opened = placed(json, &LINES);
    let now = placed(&json.replace("40.00%", "41.00%"), &LINES);
    let spec = opened.tables[0].spec();
    let share = spec.column("share").unwrap();
    let with_share = |mut accounts: Accounts| {
        let source = accounts.tables[0].source.as_mut().unwrap();
        source.blocks[0].columns = vec![(share, 2)];
        accounts
    };
    let (opened, now) = (with_share(opened), with_share(now));
    let changes = cells(workbook_changes(&opened, &now, None).unwrap());
    let due = NewValue::Percent("41.00".to_owned());
    assert_eq!(changes, BTreeMap::from([("C7".to_owned(), due)]));
}

#[test]
fn a_number_gives_way_to_nothing() {
    let opened = placed(IMPORTED, &LINES);
    let now = placed(&IMPORTED.replace("12.50", "\"\""), &LINES);
    let changes = cells(workbook_changes(&opened, &now, None).unwrap());
    assert_eq!(
        changes,
        BTreeMap::from([("E7".to_owned(), NewValue::Empty)])
    );
}

#[test]
fn rows_that_the_workbook_has_no_place_for_are_named() {
    let opened = placed(IMPORTED, &LINES);
    let mut now = placed(&IMPORTED.replace("养老保险", "新增的行"), &[Some(6), None]);
    let lost = workbook_changes(&opened, &now, None).unwrap_err();
    assert_eq!((lost.inserted.len(), lost.removed.len()), (1, 1));
    let text = lost.text();
    assert!(
        text.zh.contains("新增的行") && text.zh.contains("养老保险"),
        "{}",
        text.zh
    );
    // A copy of a row has the same line of the sheet.
    now = placed(IMPORTED, &[Some(6), Some(6)]);
    let lost = workbook_changes(&opened, &now, None).unwrap_err();
    assert_eq!((lost.inserted.len(), lost.removed.len()), (1, 1));
    // A column that the sheet does not print has no cell.
    let now = placed(
        &IMPORTED.replace("\"total\": 3.10", "\"business\": 1"),
        &LINES,
    );
    let lost = workbook_changes(&opened, &now, None).unwrap_err();
    assert_eq!((lost.inserted.len(), lost.unprinted.len()), (0, 1));
}

fn cell(row: u32, column: u16, content: Content) -> Cell {
    Cell {
        at: CellAt { row, column },
        content,
        formula: false,
    }
}

fn printed(text: &str) -> Content {
    Content::Number(Number {
        printed: text.into(),
        formatted: true,
    })
}

fn old_workbook() -> Workbook {
    let words = |text: &str| Content::Text(text.into());
    Workbook {
        file: "a.xls".to_owned(),
        format: WorkbookFormat::Xls,
        sheets: vec![
            Sheet {
                name: "收入/支出".to_owned(),
                visible: true,
                cells: vec![
                    cell(0, 0, words("收入决算表")),
                    cell(1, 0, words("=1+1")),
                    cell(1, 1, printed("2940.05")),
                    cell(1, 2, printed("71.65%")),
                    cell(2, 1, printed("-3.10")),
                    cell(2, 2, Content::Error("#REF!".into())),
                    cell(3, 0, Content::Date("2023-12-31".into())),
                    cell(3, 1, printed("12345678901234567.89")),
                ],
                merged: vec![Area {
                    from: CellAt { row: 0, column: 0 },
                    to: CellAt { row: 0, column: 2 },
                }],
            },
            Sheet {
                name: "隐藏".to_owned(),
                visible: false,
                cells: vec![cell(0, 0, Content::Boolean(true))],
                merged: Vec::new(),
            },
        ],
        notes: Vec::new(),
    }
}

#[test]
fn an_old_workbook_is_written_anew_with_its_cells_and_sheets() {
    let book = old_workbook();
    let change = SheetChange {
        sheet: "收入/支出".to_owned(),
        at: CellAt { row: 2, column: 1 },
        value: NewValue::Number("3.20".to_owned()),
    };
    let bytes = fresh(&book, std::slice::from_ref(&change)).unwrap();
    assert_eq!(bytes, fresh(&book, &[change]).unwrap());
    let mut read = opened(&bytes);
    let visible: Vec<(String, SheetVisible)> = read
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible))
        .collect();
    let due = [
        ("收入_支出".to_owned(), SheetVisible::Visible),
        ("隐藏".to_owned(), SheetVisible::Hidden),
    ];
    assert_eq!(visible, due);
    let range = read.worksheet_range("收入_支出").unwrap();
    let value = |row, column| range.get_value((row, column)).cloned().unwrap();
    assert_eq!(value(0, 0), Data::String("收入决算表".to_owned()));
    assert_eq!(value(1, 0), Data::String("=1+1".to_owned()));
    assert_eq!(value(1, 1), Data::Float(2940.05));
    assert_eq!(value(1, 2), Data::Float(0.7165));
    assert_eq!(value(2, 1), Data::Float(3.2));
    assert_eq!(value(2, 2), Data::String("#REF!".to_owned()));
    assert!(matches!(value(3, 0), Data::DateTime(_)));
    // More digits than a binary number keeps stay text, so that none is lost.
    assert_eq!(value(3, 1), Data::String("12345678901234567.89".to_owned()));
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<mergeCell ref=\"A1:C1\"/>"), "{xml}");
    let styles = part(&bytes, "xl/styles.xml");
    for code in ["#,##0.00", "0.00%"] {
        assert!(
            styles.contains(&format!("formatCode=\"{code}\"")),
            "{styles}"
        );
    }
}

#[test]
fn a_change_of_a_sheet_that_is_not_there_is_refused() {
    let change = SheetChange {
        sheet: "丁".to_owned(),
        at: CellAt { row: 0, column: 0 },
        value: NewValue::Empty,
    };
    let refused = fresh(&old_workbook(), &[change]);
    assert!(matches!(refused, Err(FreshError::NoSheet(sheet)) if sheet == "丁"));
}
