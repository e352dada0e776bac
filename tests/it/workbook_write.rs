//! Cells of workbooks changed in place: what changes, what stays byte for byte, what is refused.

use std::io::{Cursor, Read as _, Write as _};

use calamine::{Data, Reader as _, Xlsx};
use gouji::workbook::{CellAt, CellRefusal, NewValue, PatchError, SheetChange, patch};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook of two sheets, 甲 with the given rows and 乙 with one number.
struct Book {
    /// What stands in `<sheetData>` of 甲.
    rows: String,
    /// What stands after it.
    after: String,
    /// The prefix of all elements with its colon.
    prefix: &'static str,
    /// The calculation chain, if there is one.
    chain: Option<&'static str>,
}

impl Book {
    fn new(rows: &str) -> Self {
        Self {
            rows: rows.to_owned(),
            after: String::new(),
            prefix: "",
            chain: None,
        }
    }

    fn sheet(&self) -> String {
        let Self {
            rows,
            after,
            prefix,
            ..
        } = self;
        let colon = prefix.strip_suffix(':').map(|name| format!(":{name}"));
        let space = colon.unwrap_or_default();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<{prefix}worksheet \
             xmlns{space}=\"{TRANSITIONAL}\"><{prefix}dimension ref=\"A1:C3\"/><{prefix}cols>\
             <{prefix}col min=\"5\" max=\"6\" style=\"1\" width=\"9\"/></{prefix}cols>\n  \
             <{prefix}sheetData>{rows}</{prefix}sheetData>{after}</{prefix}worksheet>"
        )
    }

    fn bytes(&self) -> Vec<u8> {
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006";
        let office = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        let chained = |text: String| self.chain.map_or_else(String::new, |_| text);
        let chain = chained(format!(
            "<Override PartName=\"/xl/calcChain.xml\" ContentType=\"{office}.calcChain+xml\"/>"
        ));
        let chain_id = chained(format!(
            "<Relationship Id=\"rId9\" Type=\"{relations}/calcChain\" Target=\"calcChain.xml\"/>"
        ));
        let mut parts = vec![
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" \
                     ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                     <Override PartName=\"/xl/workbook.xml\" ContentType=\"{office}.sheet.main+xml\"/>\
                     <Override PartName=\"/xl/styles.xml\" ContentType=\"{office}.styles+xml\"/>\
                     <Override PartName=\"/{SHEET}\" ContentType=\"{office}.worksheet+xml\"/>\
                     <Override PartName=\"/xl/worksheets/sheet2.xml\" \
                     ContentType=\"{office}.worksheet+xml\"/>\
                     <Override PartName=\"/xl/sharedStrings.xml\" \
                     ContentType=\"{office}.sharedStrings+xml\"/>{chain}</Types>"
                ),
            ),
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" \
                     Type=\"{relations}/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{TRANSITIONAL}\" xmlns:rel=\"{relations}\"><sheets>\
                     <sheet name=\"甲\" sheetId=\"3\" rel:id=\"rId1\"/>\
                     <sheet name=\"乙&amp;丙\" sheetId=\"1\" rel:id=\"rId2\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{package}/relationships\">\
                     <Relationship Id=\"rId1\" Type=\"{relations}/worksheet\" \
                     Target=\"worksheets/sheet1.xml\"/>\
                     <Relationship Id=\"rId2\" Type=\"{relations}/worksheet\" \
                     Target=\"/xl/worksheets/sheet2.xml\"/>\
                     <Relationship Id=\"rId3\" Type=\"{relations}/styles\" Target=\"styles.xml\"/>\
                     <Relationship Id=\"rId4\" Type=\"{relations}/sharedStrings\" \
                     Target=\"sharedStrings.xml\"/>{chain_id}</Relationships>"
                ),
            ),
            (
                "xl/styles.xml",
                format!(
                    "<styleSheet xmlns=\"{TRANSITIONAL}\"><cellXfs><xf numFmtId=\"0\"/>\
                     <xf numFmtId=\"4\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"
                ),
            ),
            (SHEET, self.sheet()),
            (
                "xl/worksheets/sheet2.xml",
                format!(
                    "<worksheet xmlns=\"{TRANSITIONAL}\"><sheetData><row r=\"1\"><c r=\"A1\">\
                     <v>5</v></c></row></sheetData></worksheet>"
                ),
            ),
            (
                "xl/sharedStrings.xml",
                format!("<sst xmlns=\"{TRANSITIONAL}\"><si><t>文字</t></si></sst>"),
            ),
        ];
        if let Some(chain) = self.chain {
            let chain = format!("<calcChain xmlns=\"{TRANSITIONAL}\">{chain}</calcChain>");
            parts.push(("xl/calcChain.xml", chain));
        }
        zipped(&parts)
    }
}

/// Every second part stored, the others deflated, with a time of their own.
fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.set_comment("备注").unwrap();
    for (day, (name, text)) in (1..).zip(parts) {
        let method = match day % 2 {
            0 => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let time = DateTime::from_date_and_time(2024, 3, day, 8, 30, 0).unwrap();
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(time);
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .ok()?
        .read_to_string(&mut text)
        .unwrap();
    Some(text)
}

/// Name, method, time and compressed bytes of every entry, in order.
fn entries(bytes: &[u8]) -> Vec<(String, CompressionMethod, DateTime, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index_raw(index).unwrap();
            let mut raw = Vec::new();
            entry.read_to_end(&mut raw).unwrap();
            let name = entry.name().unwrap().into_owned();
            (
                name,
                entry.compression(),
                entry.last_modified().unwrap(),
                raw,
            )
        })
        .collect()
}

/// The names of the entries whose compressed bytes differ; everything else about them is the same.
fn changed_entries(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (entries(before), entries(after));
    assert_eq!(before.len(), after.len());
    let pairs = before.into_iter().zip(after);
    let changed = pairs.filter_map(|(old, new)| {
        assert_eq!((&old.0, old.1, old.2), (&new.0, new.1, new.2));
        (old.3 != new.3).then_some(old.0)
    });
    changed.collect()
}

fn at(cell: &str) -> CellAt {
    let letter = cell.as_bytes()[0];
    CellAt {
        row: cell[1..].parse::<u32>().unwrap() - 1,
        column: u16::from(letter - b'A'),
    }
}

fn change(cell: &str, value: NewValue) -> SheetChange {
    SheetChange {
        sheet: "甲".to_owned(),
        at: at(cell),
        value,
    }
}

fn number(digits: &str) -> NewValue {
    NewValue::Number(digits.to_owned())
}

fn words(words: &str) -> NewValue {
    NewValue::Text(words.to_owned())
}

/// The rows of 甲 after the changes.
fn rows_after(book: &Book, changes: &[SheetChange]) -> String {
    let bytes = patch(&book.bytes(), changes).unwrap();
    let xml = part(&bytes, SHEET).unwrap();
    let start = xml.find("sheetData>").unwrap() + "sheetData>".len();
    let end = xml.rfind(&format!("</{}sheetData>", book.prefix)).unwrap();
    xml[start..end].to_owned()
}

fn refusal(book: &Book, cell: &str, value: NewValue) -> CellRefusal {
    match patch(&book.bytes(), &[change(cell, value)]) {
        Err(error @ PatchError::Cell { .. }) => {
            assert!(
                error.text().zh.starts_with(&format!("甲!{cell} ")),
                "{error}"
            );
            let PatchError::Cell { why, .. } = error else {
                unreachable!("it was one a line ago")
            };
            why
        }
        other => panic!("{other:?}"),
    }
}

const ROWS: &str = "<row r=\"1\" spans=\"1:2\" ht=\"20\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
    <c r=\"B1\" s=\"1\"><v>2940.05</v></c></row>\n  <row r=\"3\">\
    <c r=\"A3\" s=\"2\"/><c r=\"C3\" s='1' t=\"n\" ><v>1</v></c></row>";

#[test]
fn no_changes_give_the_same_bytes() {
    let bytes = Book::new(ROWS).bytes();
    assert_eq!(patch(&bytes, &[]).unwrap(), bytes);
    let same = change("B1", number("2940.05"));
    assert_eq!(patch(&bytes, &[same]).unwrap(), bytes);
    let nothing = change("B2", NewValue::Empty);
    assert_eq!(patch(&bytes, &[nothing]).unwrap(), bytes);
}

#[test]
fn a_number_takes_the_place_of_a_number_and_nothing_else_changes() {
    let book = Book::new(ROWS);
    let (before, after) = (
        book.bytes(),
        patch(&book.bytes(), &[change("B1", number("2940.06"))]).unwrap(),
    );
    assert_eq!(changed_entries(&before, &after), [SHEET]);
    let due = book.sheet().replace("2940.05", "2940.06");
    assert_eq!(part(&after, SHEET).unwrap(), due);
    let comment = ZipArchive::new(Cursor::new(&after[..])).unwrap();
    assert_eq!(comment.comment(), "备注".as_bytes());
}

#[test]
fn every_kind_of_content_gives_way_to_every_other() {
    let book = Book::new(ROWS);
    let changes = [
        change("A1", number("-7.10")),
        change("B1", words(" 甲<乙&  丙_x0041_\u{1}")),
        change("A3", number("3")),
        change("C3", NewValue::Empty),
    ];
    assert_eq!(
        rows_after(&book, &changes),
        "<row r=\"1\" spans=\"1:2\" ht=\"20\"><c r=\"A1\"><v>-7.10</v></c>\
         <c r=\"B1\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> 甲&lt;乙&amp;  丙\
         _x005F_x0041__x0001_</t></is></c></row>\n  <row r=\"3\">\
         <c r=\"A3\" s=\"2\"><v>3</v></c><c r=\"C3\" s='1'/></row>"
    );
}

#[test]
fn cells_and_rows_that_are_not_there_are_put_in_their_order() {
    let book = Book::new(ROWS);
    let changes = [
        change("E1", number("5")),
        change("D1", words("字")),
        change("B3", number("6")),
        change("B2", number("7")),
        change("F9", number("8")),
    ];
    assert_eq!(
        rows_after(&book, &changes),
        "<row r=\"1\" spans=\"1:5\" ht=\"20\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
         <c r=\"B1\" s=\"1\"><v>2940.05</v></c><c r=\"D1\" t=\"inlineStr\"><is><t>字</t></is></c>\
         <c r=\"E1\" s=\"1\"><v>5</v></c></row>\n  <row r=\"2\"><c r=\"B2\" s=\"1\"><v>7</v></c>\
         </row><row r=\"3\"><c r=\"A3\" s=\"2\"/><c r=\"B3\" s=\"1\"><v>6</v></c>\
         <c r=\"C3\" s='1' t=\"n\" ><v>1</v></c></row><row r=\"9\"><c r=\"F9\" s=\"1\"><v>8</v></c></row>"
    );
    let bytes = patch(&book.bytes(), &changes).unwrap();
    let sheet = part(&bytes, SHEET).unwrap();
    assert!(sheet.contains("<dimension ref=\"A1:F9\"/>"), "{sheet}");
}

#[test]
fn rows_without_cells_and_sheets_without_rows_are_opened() {
    let book = Book::new("<row r=\"2\" ht=\"9\" />");
    assert_eq!(
        rows_after(
            &book,
            &[change("B2", number("1")), change("A2", words("甲"))]
        ),
        "<row r=\"2\" ht=\"9\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲</t></is></c>\
         <c r=\"B2\"><v>1</v></c></row>"
    );
    let mut parts = Book::new("").bytes();
    let sheet = Book::new("")
        .sheet()
        .replace("<sheetData></sheetData>", "<sheetData/>");
    let mut archive = ZipArchive::new(Cursor::new(&parts[..])).unwrap();
    let names: Vec<String> = (0..archive.len())
        .map(|index| {
            archive
                .by_index(index)
                .unwrap()
                .name()
                .unwrap()
                .into_owned()
        })
        .collect();
    let all: Vec<(&str, String)> = names
        .iter()
        .map(|name| {
            let text = part(&parts, name).unwrap();
            (&**name, if name == SHEET { sheet.clone() } else { text })
        })
        .collect();
    parts = zipped(&all);
    let bytes = patch(
        &parts,
        &[change("A2", number("1")), change("A1", number("2"))],
    )
    .unwrap();
    let sheet = part(&bytes, SHEET).unwrap();
    assert!(
        sheet.contains(
            "<sheetData><row r=\"1\"><c r=\"A1\"><v>2</v></c></row>\
             <row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData>"
        ),
        "{sheet}"
    );
}

#[test]
fn prefixes_and_places_that_are_not_written_are_understood() {
    let mut book = Book::new(
        "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>\
         <x:row><x:c r=\"C2\"><x:v>3</x:v></x:c></x:row>",
    );
    book.prefix = "x:";
    let changes = [
        change("B1", number("20")),
        change("A2", words("字")),
        change("C2", number("30")),
        change("A3", number("4")),
    ];
    assert_eq!(
        rows_after(&book, &changes),
        "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>20</x:v></x:c></x:row>\
         <x:row><x:c r=\"A2\" t=\"inlineStr\"><x:is><x:t>字</x:t></x:is></x:c>\
         <x:c r=\"C2\"><x:v>30</x:v></x:c></x:row>\
         <x:row r=\"3\"><x:c r=\"A3\"><x:v>4</x:v></x:c></x:row>"
    );
}

#[test]
fn a_percentage_is_stored_as_its_cell_shows_it() {
    let book = Book::new(
        "<row r=\"1\"><c r=\"A1\" s=\"2\"><v>0.5</v></c><c r=\"B1\" s=\"1\"><v>50</v></c>\
         <c r=\"C1\" s=\"2\" t=\"s\"><v>0</v></c></row>",
    );
    let percent = || NewValue::Percent("71.65".to_owned());
    let changes = ["A1", "B1", "C1"].map(|cell| change(cell, percent()));
    assert_eq!(
        rows_after(&book, &changes),
        "<row r=\"1\"><c r=\"A1\" s=\"2\"><v>0.7165</v></c>\
         <c r=\"B1\" s=\"1\" t=\"inlineStr\"><is><t>71.65%</t></is></c>\
         <c r=\"C1\" s=\"2\" t=\"inlineStr\"><is><t>71.65%</t></is></c></row>"
    );
}

const FORMULAS: &str = "<row r=\"1\"><c r=\"A1\"><v>1</v></c>\
    <c r=\"B1\"><f>A1*2</f><v>2</v></c><c r=\"C1\" t=\"str\"><f>\"x\"</f><v>x</v></c></row>";

#[test]
fn a_formula_gives_way_and_the_others_are_computed_anew() {
    let mut book = Book::new(FORMULAS);
    book.chain = Some("<c r=\"B1\" i=\"3\"/><c r=\"C1\"/>");
    let bytes = patch(&book.bytes(), &[change("B1", number("5"))]).unwrap();
    assert_eq!(
        changed_entries(&book.bytes(), &bytes),
        ["xl/workbook.xml", SHEET, "xl/calcChain.xml"]
    );
    let sheet = part(&bytes, SHEET).unwrap();
    assert!(sheet.contains("<c r=\"B1\"><v>5</v></c>"), "{sheet}");
    let chain = part(&bytes, "xl/calcChain.xml").unwrap();
    assert!(
        chain.contains("><c r=\"C1\" i=\"3\"/></calcChain>"),
        "{chain}"
    );
    let workbook = part(&bytes, "xl/workbook.xml").unwrap();
    assert!(
        workbook.contains("</sheets><calcPr fullCalcOnLoad=\"1\"/>"),
        "{workbook}"
    );

    // Without its last formula the chain would be empty, which the standard forbids.
    let bytes = patch(&bytes, &[change("C1", NewValue::Empty)]).unwrap();
    assert_eq!(part(&bytes, "xl/calcChain.xml"), None);
    for name in ["[Content_Types].xml", "xl/_rels/workbook.xml.rels"] {
        assert!(!part(&bytes, name).unwrap().contains("calcChain"), "{name}");
    }
}

#[test]
fn a_formula_elsewhere_is_computed_anew_without_a_chain_too() {
    let bytes = patch(&Book::new(FORMULAS).bytes(), &[change("A1", number("9"))]).unwrap();
    let workbook = part(&bytes, "xl/workbook.xml").unwrap();
    assert!(workbook.contains("fullCalcOnLoad=\"1\""), "{workbook}");
    let plain = patch(&Book::new(ROWS).bytes(), &[change("B1", number("9"))]).unwrap();
    assert!(!part(&plain, "xl/workbook.xml").unwrap().contains("calcPr"));
}

#[test]
fn what_cannot_be_changed_alone_is_refused_by_name() {
    let mut merged = Book::new(ROWS);
    merged.after = "<mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells>".to_owned();
    assert_eq!(
        refusal(&merged, "B2", number("1")),
        CellRefusal::Merged(at("A1"))
    );
    assert!(patch(&merged.bytes(), &[change("A1", words("字"))]).is_ok());

    let shared = Book::new(
        "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:B1\" si=\"0\">C1</f><v>1</v></c>\
         <c r=\"B1\"><f t=\"shared\" si=\"0\"/><v>1</v></c></row>",
    );
    assert_eq!(
        refusal(&shared, "A1", number("1")),
        CellRefusal::SharedFormula
    );
    assert!(patch(&shared.bytes(), &[change("B1", number("2"))]).is_ok());

    let array = Book::new(
        "<row r=\"1\"><c r=\"A1\"><f t=\"array\" ref=\"A1:B1\">C1:D1</f><v>1</v></c>\
         <c r=\"B1\"><v>1</v></c></row>",
    );
    for cell in ["A1", "B1"] {
        assert_eq!(
            refusal(&array, cell, number("1")),
            CellRefusal::ArrayFormula
        );
    }
    let thousands = number("1,000");
    let refused = refusal(&Book::new(ROWS), "A1", thousands);
    assert_eq!(refused, CellRefusal::NotANumber("1,000".to_owned()));
}

#[test]
fn a_workbook_that_cannot_be_changed_is_refused_by_its_reason() {
    let one = [change("A1", number("1"))];
    let mut elsewhere = one.clone();
    elsewhere[0].sheet = "丁".to_owned();
    let bytes = Book::new(ROWS).bytes();
    assert_eq!(
        patch(&bytes, &elsewhere),
        Err(PatchError::NoSheet("丁".to_owned()))
    );
    assert_eq!(patch(b"a,b", &one), Err(PatchError::NotXlsx));
    let mut protected = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert_eq!(patch(&protected, &one), Err(PatchError::NotXlsx));
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(patch(&protected, &one), Err(PatchError::Encrypted));
    let cut = &bytes[..bytes.len() / 2];
    assert!(matches!(patch(cut, &one), Err(PatchError::Damaged(_))));
    let signed = zipped(&[("_xmlsignatures/origin.sigs", String::new())]);
    assert_eq!(patch(&signed, &one), Err(PatchError::Signed));
    let torn = Book::new("<row r=\"2\"/><row r=\"1\"/>").bytes();
    assert!(matches!(patch(&torn, &one), Err(PatchError::Damaged(_))));
}

#[test]
fn sheets_are_found_by_their_names_without_entities() {
    let mut other = change("A1", number("6"));
    other.sheet = "乙&丙".to_owned();
    let book = Book::new(ROWS);
    let bytes = patch(&book.bytes(), &[other]).unwrap();
    assert_eq!(
        changed_entries(&book.bytes(), &bytes),
        ["xl/worksheets/sheet2.xml"]
    );
}

#[test]
fn another_reader_sees_the_changes_and_nothing_else() {
    let read = |bytes: Vec<u8>| {
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("甲").unwrap();
        range
            .used_cells()
            .map(|(row, column, data)| ((row, column), data.clone()))
            .collect::<Vec<_>>()
    };
    let book = Book::new(ROWS);
    let mut due = read(book.bytes());
    let changes = [change("A1", words("新")), change("C3", number("1.25"))];
    let after = read(patch(&book.bytes(), &changes).unwrap());
    for (place, data) in &mut due {
        match *place {
            (0, 0) => *data = Data::String("新".to_owned()),
            (2, 2) => *data = Data::Float(1.25),
            _ => {}
        }
    }
    assert_eq!(after, due);
}

/// A cell of a random sheet: a number, inline text, an empty cell with a style, or none.
#[derive(Clone, Debug)]
enum Was {
    Number(i32),
    Words(String),
    Styled,
    Absent,
}

fn was() -> impl Strategy<Value = Was> {
    prop_oneof![
        any::<i32>().prop_map(Was::Number),
        "[a-z甲乙丙<& ]{1,4}".prop_map(Was::Words),
        Just(Was::Styled),
        Just(Was::Absent),
    ]
}

/// The sheet in the form that a change leaves: text inline, nothing beside it.
fn grid(cells: &[Vec<Was>]) -> String {
    let rows = (0..).zip(cells).map(|(row, cells)| {
        let cells = (0..).zip(cells);
        let cells: String = cells
            .map(|(column, was)| element(CellAt { row, column }, was))
            .collect();
        format!("<row r=\"{}\">{cells}</row>\n", row + 1)
    });
    rows.collect()
}

fn element(place: CellAt, was: &Was) -> String {
    match was {
        Was::Number(value) => format!("<c r=\"{place}\" s=\"1\"><v>{value}</v></c>"),
        Was::Words(text) => {
            let kept = text.trim() != text || text.contains("  ");
            let space = if kept { " xml:space=\"preserve\"" } else { "" };
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<c r=\"{place}\" t=\"inlineStr\"><is><t{space}>{text}</t></is></c>")
        }
        Was::Styled => format!("<c r=\"{place}\" s=\"2\"/>"),
        Was::Absent => String::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A cell that had a value has the same bytes again once the value is put back. What is
    /// normalised: text becomes inline, a cell that was absent stays as an empty one.
    #[test]
    fn a_change_and_its_inverse_leave_the_sheet_as_it_was(
        cells in prop::collection::vec(prop::collection::vec(was(), 4), 1..5),
        row in 0_u32..5, column in 0_u16..4,
        new in prop_oneof![
            any::<i32>().prop_map(|value| NewValue::Number(value.to_string())),
            "[a-z甲 ]{1,5}".prop_map(NewValue::Text),
            Just(NewValue::Empty),
        ],
    ) {
        let Some(was) = cells.get(row as usize).and_then(|cells| cells.get(usize::from(column))) else {
            return Ok(());
        };
        let back = match was {
            Was::Number(value) => NewValue::Number(value.to_string()),
            Was::Words(text) => NewValue::Text(text.clone()),
            Was::Styled => NewValue::Empty,
            Was::Absent => return Ok(()),
        };
        let book = Book::new(&grid(&cells));
        let place = CellAt { row, column };
        let change = |value| SheetChange { sheet: "甲".to_owned(), at: place, value };
        let there = patch(&book.bytes(), &[change(new.clone())]).unwrap();
        let expected = |value: &NewValue| match value {
            NewValue::Number(digits) => Some(Data::Float(digits.parse().unwrap())),
            NewValue::Text(text) => Some(Data::String(text.clone())),
            _ => None,
        };
        let mut reader = Xlsx::new(Cursor::new(there.clone())).unwrap();
        let range = reader.worksheet_range("甲").unwrap();
        let seen = range.get_value((row, u32::from(column))).cloned();
        prop_assert_eq!(seen.filter(|data| *data != Data::Empty), expected(&new));
        let again = patch(&there, &[change(back)]).unwrap();
        prop_assert_eq!(part(&again, SHEET).unwrap(), book.sheet());
    }
}
