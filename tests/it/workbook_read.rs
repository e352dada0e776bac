//! Workbooks of every kind are read as they are printed, and bad ones refused with the place.

use gouji::workbook::{
    Cell, Content, Sheet, Why, Workbook, WorkbookErrorKind, WorkbookFormat, read,
};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

use crate::support::workbooks::ole_container;

const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const STYLES: &str = r##"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00_ "/></numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"##;

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An `.xlsx` with one sheet of these rows, and parts of it replaced or added.
fn xlsx_with(rows: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let usual = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    let replaced = |name: &str| others.iter().any(|(other, _)| *other == name);
    let mut parts: Vec<(&str, &str)> = usual
        .into_iter()
        .filter(|(name, _)| !replaced(name))
        .collect();
    parts.extend(others.iter().filter(|(_, text)| *text != "-"));
    zipped(&parts)
}

fn xlsx(rows: &str) -> Vec<u8> {
    xlsx_with(rows, &[])
}

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

fn book(name: &str, bytes: &[u8]) -> Workbook {
    read(name, bytes).unwrap_or_else(|error| panic!("{error}"))
}

/// `A1=2946.25` for each cell: `~` before open decimals, quotes around text, `?` after what is
/// not clear, `=` again before the result of a formula.
fn shown(sheet: &Sheet) -> Vec<String> {
    let show = |cell: &Cell| {
        let text = cell.content.text();
        let printed = match &cell.content {
            Content::Number(number) if !number.formatted => format!("~{text}"),
            Content::Text(_) => format!("'{text}'"),
            Content::Unclear(_) => format!("{text}?"),
            _ => text.to_owned(),
        };
        let formula = if cell.formula { "=" } else { "" };
        format!("{}={formula}{printed}", cell.at)
    };
    sheet.cells.iter().map(show).collect()
}

fn cells(bytes: &[u8]) -> Vec<String> {
    shown(&book("表.xlsx", bytes).sheets[0])
}

/// What a person is told of a file that cannot be read.
fn refused(name: &str, bytes: &[u8]) -> String {
    match read(name, bytes) {
        Ok(book) => panic!("{name} was read: {book:?}"),
        Err(error) => {
            assert!(!error.hint().zh.is_empty() && !error.hint().en.is_empty());
            assert!(error.text().en.starts_with(&format!("{name}: ")));
            error.text().zh
        }
    }
}

#[test]
fn numbers_are_read_as_their_formats_print_them() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("收入决算表").unwrap();
    let formats = [
        ("General", 2946.2500000000005),
        ("#,##0.00", 2946.2500000000005),
        ("#,##0.00_ ", -10.0),
        ("0.00%", 0.7165),
        ("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", 0.0),
        ("#,##0.00;-#,##0.00;;@", 0.0),
        ("0!.0,", 12345.0),
        ("0.00,", 12345.0),
        ("yyyy-mm-dd", 45443.0),
        ("0.00;0.00", -3.0),
    ];
    for (column, (format, number)) in (0..).zip(formats) {
        let format = Format::new().set_num_format(format);
        sheet
            .write_number_with_format(0, column, number, &format)
            .unwrap();
    }
    let date = ExcelDateTime::from_ymd(2024, 5, 31).unwrap();
    let format = Format::new().set_num_format("yyyy/m/d");
    sheet
        .write_datetime_with_format(1, 0, &date, &format)
        .unwrap();
    let bytes = writer.save_to_buffer().unwrap();
    assert_eq!(
        cells(&bytes),
        [
            "A1=~2946.25",
            "B1=2946.25",
            "C1=-10.00",
            "D1=71.65%",
            "E1='-'",
            "G1=12345?",
            "H1=12345?",
            "I1=2024-05-31",
            "J1=-3?",
            "A2=2024-05-31",
        ]
    );
    let book = book("收入.xlsx", &bytes);
    let why = |index: usize| match &book.sheets[0].cells[index].content {
        Content::Unclear(unclear) => unclear.why.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(why(5), Why::Format("0!.0,".into()));
    assert_eq!(why(6), Why::Scaled("0.00,".into()));
    assert!(why(6).text().zh.contains("0.00,"));
    assert_eq!(why(8), Why::Unsigned("0.00;0.00".into()));
}

#[test]
fn text_keeps_its_blanks_and_its_kind() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_string(0, 0, "  行政 运行　").unwrap();
    sheet.write_string(0, 1, "2946.25").unwrap();
    sheet.write_string(0, 2, "１２").unwrap();
    sheet.write_boolean(0, 3, true).unwrap();
    let bold = Format::new().set_bold();
    sheet
        .write_rich_string(0, 4, &[(&Format::new(), "其中："), (&bold, "基本支出")])
        .unwrap();
    assert_eq!(
        cells(&writer.save_to_buffer().unwrap()),
        [
            "A1='  行政 运行　'",
            "B1='2946.25'",
            "C1='１２'",
            "D1=TRUE",
            "E1='其中：基本支出'",
        ]
    );
    let inline = xlsx(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><r><t>两</t></r><r><t>段&amp;</t></r></is></c><c r="B1" t="inlineStr"><is><t></t></is></c></row>"#,
    );
    assert_eq!(cells(&inline), ["A1='两段&'"]);
}

#[test]
fn formulas_give_what_they_gave_last() {
    let rows = r#"<row r="1"><c r="A1" s="1"><f>B1*2</f><v>2946.2500000000005</v></c><c r="B1"><f>1+1</f></c>
        <c r="C1" t="str"><f>""</f><v></v></c><c r="D1" t="e"><f>Z0</f><v>#REF!</v></c>
        <c r="E1" t="e"><v>#SPILL!</v></c><c r="F1" t="str"><f>"a"</f><v>a</v></c><c r="G1"><v>7</v></c></row>"#;
    assert_eq!(
        cells(&xlsx(rows)),
        [
            "A1==2946.25",
            "B1==?",
            "D1==#REF!",
            "E1=#SPILL!",
            "F1=='a'",
            "G1=~7",
        ]
    );
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet
        .write_formula(0, 0, Formula::new("=SUM(B1:C1)").set_result("3.5"))
        .unwrap();
    assert_eq!(cells(&writer.save_to_buffer().unwrap()), ["A1==~3.5"]);
}

#[test]
fn merged_areas_and_hidden_sheets_are_told() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("表").unwrap();
    sheet
        .merge_range(0, 0, 0, 4, "收入决算表", &Format::new())
        .unwrap();
    sheet
        .merge_range(2, 1, 3, 1, "项目", &Format::new())
        .unwrap();
    sheet.set_row_hidden(5).unwrap();
    sheet.write_number(5, 0, 1).unwrap();
    sheet.set_column_hidden(2).unwrap();
    let hidden = writer.add_worksheet().set_name("藏").unwrap();
    hidden.set_hidden(true);
    hidden.write_number(0, 0, 1).unwrap();
    writer
        .add_worksheet()
        .set_name("深藏")
        .unwrap()
        .set_very_hidden(true);
    let book = book("表.xlsx", &writer.save_to_buffer().unwrap());
    let merged: Vec<String> = book.sheets[0]
        .merged
        .iter()
        .map(|area| format!("{}:{}", area.from, area.to))
        .collect();
    assert_eq!(merged, ["A1:E1", "B3:B4"]);
    assert_eq!(
        shown(&book.sheets[0]),
        ["A1='收入决算表'", "B3='项目'", "A6=~1"]
    );
    assert_eq!(
        book.sheets
            .iter()
            .map(|sheet| sheet.visible)
            .collect::<Vec<_>>(),
        [true, false, false]
    );
    let notes: Vec<&str> = book.notes.iter().map(|note| note.zh.as_str()).collect();
    assert_eq!(
        notes,
        [
            "工作表“表”有隐藏的行 1 处、隐藏的列 1 处，已照常读取",
            "工作表“藏”是隐藏的，已照常读取",
            "工作表“深藏”是隐藏的，已照常读取",
        ]
    );
}

#[test]
fn the_far_corner_costs_one_cell() {
    let rows = r#"<row r="1048576"><c r="XFD1048576"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#;
    assert_eq!(cells(&xlsx(rows)), ["A1=~1", "XFD1048576=~2"]);
}

#[test]
fn a_million_rows_of_nothing_are_nothing() {
    let mut rows = String::new();
    for row in 1..=1_048_576 {
        write!(rows, "<row r=\"{row}\" s=\"1\" customFormat=\"1\"/>").unwrap();
    }
    let rows = format!("{rows}<row r=\"1048576\"><c r=\"A1048576\" s=\"1\"/></row>");
    let book = book("空.xlsx", &xlsx(&rows));
    assert_eq!(book.sheets[0].cells.capacity(), 0);
}

#[test]
fn rows_and_cells_without_addresses_follow_each_other() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>";
    assert_eq!(cells(&xlsx(rows)), ["A1=~1", "B1=~2", "B2=~3"]);
}

#[test]
fn bad_cells_are_refused_with_their_place() {
    let twice = xlsx(r#"<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>2</v></c></row>"#);
    assert_eq!(
        refused("表.xlsx", &twice),
        "表.xlsx：工作表“表一”有两个单元格都是 B1"
    );
    for outside in ["XFE1", "A1048577"] {
        let outside = xlsx(&format!("<row><c r=\"{outside}\"><v>1</v></c></row>"));
        assert_eq!(
            refused("表.xlsx", &outside),
            "表.xlsx：工作表“表一”有单元格超出 XFD1048576"
        );
    }
    for bad in [
        "<c r=\"1A\"><v>1</v></c>",
        "<c t=\"s\"><v>99</v></c>",
        "<c t=\"b\"><v>x</v></c>",
        "<c t=\"z\"><v>1</v></c>",
        "<c><v>1",
    ] {
        let told = refused("表.xlsx", &xlsx(&format!("<row>{bad}")));
        assert!(
            told.starts_with("表.xlsx：部件“xl/worksheets/sheet1.xml（表一）”读不懂"),
            "{told}"
        );
    }
}

#[test]
fn bad_packages_are_refused_with_the_part() {
    let refused = |others: &[(&str, &str)]| refused("表.xlsx", &xlsx_with("", others));
    let rest = |told: String| told.trim_start_matches("表.xlsx：").to_owned();
    assert_eq!(
        rest(refused(&[("xl/worksheets/sheet1.xml", "-")])),
        "缺少部件“xl/worksheets/sheet1.xml”"
    );
    assert_eq!(
        rest(refused(&[("xl/workbook.xml", "-")])),
        "缺少部件“xl/workbook.xml”"
    );
    assert_eq!(
        rest(refused(&[("xl/_rels/workbook.xml.rels", "-")])),
        "缺少部件“xl/_rels/workbook.xml.rels”"
    );
    assert_eq!(
        rest(refused(&[(
            "xl/_rels/workbook.xml.rels",
            "<Relationships/>"
        )])),
        "缺少部件“xl/workbook.xml → 表一”"
    );
    assert!(
        rest(refused(&[("xl/workbook.xml", "<workbook><sheets>")]))
            .starts_with("部件“xl/workbook.xml”读不懂")
    );
    assert!(
        rest(refused(&[("xl/styles.xml", "<a></b>")])).starts_with("部件“xl/styles.xml”读不懂")
    );
    assert!(
        rest(refused(&[(
            "xl/sharedStrings.xml",
            "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>"
        )]))
        .starts_with("部件“xl/sharedStrings.xml”读不懂")
    );
    let laughs =
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><sst><si><t>&b;</t></si></sst>";
    assert_eq!(
        rest(refused(&[("xl/sharedStrings.xml", laughs)])),
        "部件“xl/sharedStrings.xml”含有实体定义（DTD），不予读取"
    );
    assert_eq!(
        rest(refused(&[("xl/workbook.xml", "<workbook/>")])),
        "里面没有表格"
    );
    let twice = WORKBOOK.replace(
        "</sheets>",
        "<sheet name=\"表一\" sheetId=\"2\" r:id=\"rId1\"/></sheets>",
    );
    assert_eq!(
        rest(refused(&[("xl/workbook.xml", &twice)])),
        "有两个工作表都叫“表一”"
    );
}

#[test]
fn what_is_no_workbook_is_told_apart() {
    assert_eq!(refused("a.xlsx", b""), "a.xlsx：文件是空的");
    assert_eq!(
        refused("a.xlsx", b"\x01\x02\x03\x04"),
        "a.xlsx：不是能读的工作簿"
    );
    assert_eq!(
        refused("a.xlsx", &zipped(&[("word/document.xml", "<w/>")])),
        "a.xlsx：不是工作簿，而是Word 文档"
    );
    assert_eq!(
        refused("a.xlsx", &zipped(&[("说明.txt", "x")])),
        "a.xlsx：不是工作簿，而是普通压缩包"
    );
    assert_eq!(
        refused("a.xlsb", &zipped(&[("xl/workbook.bin", "x")])),
        "a.xlsb：不是工作簿，而是二进制工作簿（.xlsb）"
    );
    assert_eq!(
        refused("a.csv", b"%PDF-1.7"),
        "a.csv：不是工作簿，而是PDF 文档"
    );
    assert_eq!(
        refused("a.xls", b"MIME-Version: 1.0\n"),
        "a.xls：不是工作簿，而是网页存档（.mht）"
    );
    assert_eq!(refused("a.xls", b"<html><body>404"), "a.xls：里面没有表格");
    assert_eq!(
        refused("a.csv", b"\xFF\xFF,\xFF"),
        "a.csv：文字编码不是 UTF-8、UTF-16 或 GB18030"
    );
    assert_eq!(
        refused("a.csv", "a,b\nc,\"d\ne".as_bytes()),
        "a.csv：第 2 行有一个双引号没有结束"
    );
    let cut = xlsx("<row><c><v>1</v></c></row>");
    assert!(refused("a.xlsx", &cut[..cut.len() / 2]).starts_with("a.xlsx：文件已损坏"));
}

const XLS: &[u8] = include_bytes!("../fixtures/workbooks/income.xls");

#[test]
fn an_xls_is_read_with_its_formats() {
    let book = book("收入.xls", XLS);
    assert_eq!(book.format, WorkbookFormat::Xls);
    assert_eq!(
        shown(&book.sheets[0]),
        [
            "A1='收入决算表'",
            "A2='科目编码'",
            "B2='科目名称'",
            "C2='本年收入合计'",
            "D2='占比'",
            "A3=~2050101",
            "B3='  行政运行'",
            "C3=2946.25",
            "D3=71.65%",
            "A4='2050102'",
            "B4='一般行政管理事务'",
            "C4='-'",
            "D4=~2946.25",
            "B5='合计'",
            "C5==2946.25",
            "D5=12345.678?",
            "A6=2024-05-31",
            "B6=TRUE",
            "C6==#DIV/0!",
            "A7=1.0",
            "B7=2.5",
            "C7=3.0",
        ]
    );
    assert_eq!(book.sheets[0].merged.len(), 1);
    assert!(!book.sheets[1].visible);
    assert_eq!(shown(&book.sheets[1]), ["IV1='边'"]);
    assert_eq!(book.notes.len(), 1);
}

#[test]
fn an_xls_with_a_password_is_refused() {
    // The record behind the first one becomes the one that says how the rest is encrypted.
    let mut bytes = XLS.to_vec();
    let begin = [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00];
    let first = bytes.windows(8).position(|window| window == begin).unwrap();
    let next = first + 4 + 16;
    bytes[next..next + 2].copy_from_slice(&[0x2F, 0x00]);
    assert_eq!(refused("密.xls", &bytes), "密.xls：工作簿有打开密码");
}

#[test]
fn an_xlsx_with_a_password_is_refused() {
    assert_eq!(
        refused("密.xlsx", &ole_container("EncryptedPackage")),
        "密.xlsx：工作簿有打开密码"
    );
    assert_eq!(
        refused("文.doc", &ole_container("WordDocument")),
        "文.doc：不是工作簿，而是Word 文档"
    );
    assert_eq!(
        refused("空.xls", &ole_container("x")),
        "空.xls：缺少部件“Workbook”"
    );
    let mut circle = ole_container("x");
    circle[516..520].copy_from_slice(&[1, 0, 0, 0]);
    assert_eq!(refused("圈.xls", &circle), "圈.xls：文件已损坏（OLE）");
    assert!(refused("断.xls", &XLS[..2000]).starts_with("断.xls：文件已损坏"));
}

#[test]
fn an_ods_is_read_with_what_it_prints() {
    let tables = r#"<table:table table:name="收入决算表">
        <table:shapes><table:table table:name="图"/></table:shapes>
        <table:table-column table:number-columns-repeated="1024"/>
        <table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="2" office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>收入<text:s text:c="2"/>决算表</text:p><text:p>（一）</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="2946.2500000000005"><text:p>2,946.25</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.7165"><text:p>71.65%</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="0"><text:p>-</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="12"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="date" office:date-value="2024-05-31"><text:p>5月31日</text:p></table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=1"/><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>真</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048569"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        </table:table><table:table table:name="藏" table:style-name="ta2"/>"#;
    let book = book("收入.ods", &ods(tables));
    assert_eq!(book.format, WorkbookFormat::Ods);
    assert_eq!(
        shown(&book.sheets[0]),
        [
            "A1='收入  决算表\n（一）'",
            "A5=2946.25",
            "B5=71.65%",
            "C5='-'",
            "D5='-'",
            "E5=~12",
            "A6=2946.25",
            "B6=71.65%",
            "C6='-'",
            "D6='-'",
            "E6=~12",
            "A7=2024-05-31",
            "B7==#DIV/0!",
            "C7==?",
            "D7=TRUE",
        ]
    );
    let area = book.sheets[0].merged[0];
    assert_eq!(format!("{}:{}", area.from, area.to), "A1:C2");
    assert!(!book.sheets[1].visible);
}

#[test]
fn a_bad_ods_is_refused() {
    let repeated = ods(
        r#"<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row></table:table>"#,
    );
    assert!(
        refused("大.ods", &repeated).starts_with("大.ods：到工作表“content.xml”为止，单元格已超过")
    );
    let cut = zipped(&[(
        "content.xml",
        "<office:body><office:spreadsheet><table:table><table:table-row>",
    )]);
    assert_eq!(
        refused("断.ods", &cut),
        "断.ods：部件“content.xml”读不懂（cut off）"
    );
    let encrypted = zipped(&[
        ("content.xml", "\u{1}"),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
    ]);
    assert_eq!(refused("密.ods", &encrypted), "密.ods：工作簿有打开密码");
    let text = zipped(&[("content.xml", "<office:body><office:text/></office:body>")]);
    assert_eq!(
        refused("文.odt", &text),
        "文.odt：不是工作簿，而是OpenDocument 的其他文档"
    );
}

#[test]
fn a_web_page_called_xls_is_read_and_told() {
    let page = "<html><meta charset=gb2312><table><tr><td colspan=2>收入决算表</td></tr><tr><td>2050101<td>2,946.25</table>";
    let book = book("收入.xls", &encoding_rs::GBK.encode(page).0);
    assert_eq!(book.format, WorkbookFormat::Html);
    assert_eq!(
        shown(&book.sheets[0]),
        ["A1='收入决算表'", "A2=~2050101", "B2=~2946.25"]
    );
    assert_eq!(
        book.notes[0].zh,
        "文件名以 .xls 结尾，内容其实是HTML 网页，已按内容读取"
    );
}

#[test]
fn separated_values_called_xls_are_read_and_told() {
    let text = "科目编码\t金额\r\n2050101\t2946.25\r\n";
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let book = book("D:\\决算\\收入.xls", &utf16);
    assert_eq!(
        (book.file.as_str(), book.format),
        ("收入.xls", WorkbookFormat::Csv)
    );
    assert_eq!(
        shown(&book.sheets[0]),
        ["A1='科目编码'", "B1='金额'", "A2=~2050101", "B2=~2946.25"]
    );
    assert_eq!(book.notes.len(), 1);
}

#[test]
fn an_xlsx_called_xls_is_read_and_told() {
    let book = book("表.xls", &xlsx("<row><c><v>1</v></c></row>"));
    assert_eq!(book.format, WorkbookFormat::Xlsx);
    assert_eq!(
        book.notes[0].zh,
        "文件名以 .xls 结尾，内容其实是.xlsx 工作簿，已按内容读取"
    );
}

/// Bytes of a file with some of them changed.
fn damaged(bytes: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let changes = prop::collection::vec((0..bytes.len(), any::<u8>()), 1..12);
    (changes, 0..=bytes.len()).prop_map(move |(changes, end)| {
        let mut bytes = bytes.to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        // Every other file is cut off as well.
        if end % 2 == 0 {
            bytes.truncate(end);
        }
        bytes
    })
}

fn reads_or_refuses(bytes: &[u8]) {
    if let Err(error) = read("x", bytes) {
        assert_ne!(error.text().zh, "");
        // What is not foreseen is reported too, but should not come from our own readers.
        assert!(
            error.kind != WorkbookErrorKind::Crashed
                || bytes.starts_with(b"\xD0\xCF")
                || bytes.starts_with(b"PK")
        );
    }
}

proptest! {
    #[test]
    fn a_damaged_xls_is_read_or_refused(bytes in damaged(XLS)) {
        reads_or_refuses(&bytes);
    }

    #[test]
    fn a_damaged_sheet_is_read_or_refused(rows in "(<row>|<row r=\"[0-9]{1,9}\">|</row>|<c|<c>| r=\"[A-Z]{1,9}[0-9]{0,9}\"| t=\"(s|b|e|str|n|d|inlineStr)\"|>|<v>|</v>|</c>|<f>|</f>|<is>|</is>|<t>|</t>|1|-|&amp;|&x;|]]>|<!--|-->){0,40}") {
        reads_or_refuses(&xlsx(&rows));
    }

    #[test]
    fn a_damaged_ods_is_read_or_refused(rows in "(<table:table>|</table:table>|<table:table-row|<table:table-cell|/>|>|</table:table-row>|</table:table-cell>| table:number-(rows|columns)-(repeated|spanned)=\"[0-9]{1,6}\"| office:value-type=\"(float|string|date)\"| office:value=\"1\"|<text:p>|</text:p>|a|&amp;|&x;){0,40}") {
        reads_or_refuses(&ods(&rows));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<table>", b"\xFF\xFE"])) {
        reads_or_refuses(&[start, &bytes].concat());
    }
}
