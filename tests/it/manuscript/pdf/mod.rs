//! The text layer of PDFs: lines in reading order, tables as grids, and files that have none.

mod bad;
mod paper;
mod published;

use gouji::manuscript::{Manuscript, read};
use gouji::workbook::Sheet;

use paper::{Paper, pdf, pdf_with, stream};

/// A PDF with these lines on its first page and scans behind it.
pub(crate) fn scanned(lines: &[&str], scans: usize) -> Vec<u8> {
    let mut page = Paper::default();
    for (line, y) in lines.iter().zip((100..700).rev().step_by(20)) {
        page = page.words(60, y, 12, line);
    }
    let scan = Paper::default().raw("q 600 0 0 800 0 0 cm /Im Do Q");
    let words = if lines.is_empty() { vec![] } else { vec![page] };
    pdf(&[words, vec![scan; scans]].concat())
}

fn manuscript(pages: &[Paper]) -> Manuscript {
    read("决算.pdf", &pdf(pages)).unwrap()
}

/// What each cell of a sheet prints, with its place.
fn cells(sheet: &Sheet) -> Vec<String> {
    let cells = sheet.cells.iter();
    cells
        .map(|cell| format!("{}={}", cell.at, cell.content.text()))
        .collect()
}

/// What the parts of the text say that are tables, and whether they are sheets.
fn tables(read: &Manuscript) -> Vec<(&str, Option<usize>)> {
    let tables = read.tables.iter();
    tables
        .map(|table| (&read.text[table.span.clone()], table.sheet))
        .collect()
}

fn notes(read: &Manuscript) -> Vec<&str> {
    read.notes.iter().map(|note| note.zh.as_str()).collect()
}

#[test]
fn lines_are_read_from_top_to_bottom_and_left_to_right() {
    let page = Paper::default()
        .words(300, 40, 9, "- 1 -")
        .words(60, 660, 12, "卫生健康支出占　　 元。")
        // Drawn last, lower by a third of their size, in the gap of the line above.
        .words(60, 720, 16, "情况说明")
        .words(60, 640, 12, "下一行")
        .words(144, 656, 12, "60.99");
    let next = Paper::default().words(60, 700, 12, "第二页 Word 2019");
    let read = manuscript(&[page, next]);
    assert_eq!(
        read.text,
        "情况说明\n卫生健康支出占60.99元。\n下一行\n- 1 -\n\u{c}第二页 Word 2019\n"
    );
    assert!(read.tables.is_empty() && read.unread.is_empty() && read.notes.is_empty());
}

#[test]
fn fonts_in_the_file_that_name_no_characters_are_read_by_their_encoding() {
    let fonts = eframe::egui::FontDefinitions::default().font_data;
    let shapes = &fonts.values().next().unwrap().font;
    let hex: Vec<String> = (**shapes)
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let font = |encoding: &str| {
        [
            format!(
                "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /{encoding} \
                 /DescendantFonts [11 0 R] >>"
            ),
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /FontDescriptor 12 0 R \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>"
                .to_owned(),
            "<< /Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 /FontFile2 13 0 R >>"
                .to_owned(),
            stream("<< /Filter /ASCIIHexDecode", &hex.concat()),
        ]
    };
    // 决算 in GBK, in UTF-16, and by its numbers in the collection.
    for (encoding, codes) in [
        ("GBK-EUC-H", "bef6cbe3"),
        ("UniGB-UCS2-H", "51b37b97"),
        ("Identity-H", "09250dd8"),
    ] {
        let page = Paper::default().raw(&format!("BT /F2 12 Tf 60 700 Td <{codes}> Tj ET"));
        let font = font(encoding);
        let font: Vec<&str> = font.iter().map(String::as_str).collect();
        let read = read("a.pdf", &pdf_with(&[page], &font, "")).unwrap();
        assert_eq!(read.text, "决算\n", "{encoding}");
    }
}

#[test]
fn pages_that_were_turned_are_read_upright() {
    // A wide table on a tall page: everything is turned by a quarter.
    let page = Paper::default()
        .raw("q 0 1 -1 0 600 0 cm")
        .words(100, 400, 12, "收入决算表")
        .grid(&[100, 300, 500], &[380, 350])
        .words(110, 360, 12, "本年收入")
        .words(310, 360, 12, "2,946.25")
        .raw("Q")
        .words(20, 20, 9, "封");
    let read = manuscript(&[page]);
    assert_eq!(read.text, "收入决算表\n本年收入\t2,946.25\n封\n");
    assert_eq!(
        cells(&read.sheets[0]),
        ["A1=收入决算表", "A2=本年收入", "B2=2946.25"]
    );
}

#[test]
fn a_table_is_a_grid_over_its_pages() {
    let columns = [60, 120, 300, 420];
    let first = Paper::default()
        .words(240, 760, 16, "支出决算表")
        .words(360, 740, 10, "单位：万元")
        .grid(&columns, &[730, 700, 670, 620])
        .words(65, 710, 10, "科目编码")
        .words(125, 710, 10, "科目名称")
        .words(305, 710, 10, "本年支出")
        .words(65, 680, 10, "201")
        .words(125, 680, 10, "一般公共服务支出")
        .words(330, 680, 10, "2,106.66")
        .words(65, 640, 10, "20805")
        .words(125, 650, 10, "机关事业单位基本养老")
        .words(125, 636, 10, "保险缴费支出")
        .words(330, 640, 10, "-10.50")
        .words(300, 30, 9, "8");
    let second = Paper::default()
        .grid(&columns, &[760, 730, 700])
        .words(65, 740, 10, "科目编码")
        .words(125, 740, 10, "科目名称")
        .words(305, 740, 10, "本年支出")
        .words(65, 710, 10, "0201")
        .words(330, 710, 10, "60.99")
        .words(60, 650, 10, "本表反映部门本年度各项支出情况。");
    let read = manuscript(&[first, second]);
    assert_eq!(
        read.text,
        "支出决算表\n单位：万元\n科目编码\t科目名称\t本年支出\n201\t一般公共服务支出\t2,106.66\n\
         20805\t机关事业单位基本养老保险缴费支出\t-10.50\n8\n\u{c}科目编码\t科目名称\t本年支出\n\
         0201\t\t60.99\n本表反映部门本年度各项支出情况。\n"
    );
    let tables = tables(&read);
    assert_eq!(tables.len(), 2);
    assert!(tables[0].0.starts_with("科目编码") && tables[0].0.ends_with("-10.50\n"));
    assert_eq!(tables[1].0, "科目编码\t科目名称\t本年支出\n0201\t\t60.99\n");
    assert_eq!([tables[0].1, tables[1].1], [Some(0), Some(0)]);
    let [sheet] = &read.sheets[..] else {
        panic!("{} sheets", read.sheets.len())
    };
    assert_eq!(sheet.name, "支出决算表");
    assert_eq!(
        cells(sheet),
        [
            "A1=支出决算表",
            "C2=单位：万元",
            "A3=科目编码",
            "B3=科目名称",
            "C3=本年支出",
            "A4=201",
            "B4=一般公共服务支出",
            "C4=2106.66",
            "A5=20805",
            "B5=机关事业单位基本养老保险缴费支出",
            "C5=-10.50",
            "A6=0201",
            "C6=60.99",
        ]
    );
    assert_eq!(notes(&read), [""; 0]);
}

#[test]
fn another_table_on_the_next_page_is_a_sheet_of_its_own() {
    let columns = [60, 300, 420];
    let page = |title: &str, amount: &str| {
        Paper::default()
            .words(60, 750, 10, title)
            .grid(&columns, &[730, 700, 670])
            .words(65, 710, 10, "项目")
            .words(305, 710, 10, "决算数")
            .words(65, 680, 10, "合计")
            .words(330, 680, 10, amount)
    };
    let read = manuscript(&[
        page("政府性基金支出决算表", "1.00"),
        page("国有资本支出决算表", "2.00"),
        page("国有资本支出决算表（续）", "3.00"),
        page("国有资本支出决算表", "4.00").words(60, 600, 10, "以上。"),
        page("", "5.00"),
    ]);
    let names: Vec<&str> = read
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["政府性基金支出决算表", "国有资本支出决算表", "第5页的表"]
    );
    let of = |index: usize| read.tables[index].sheet;
    assert_eq!(
        [of(0), of(1), of(2), of(3), of(4)],
        [Some(0), Some(1), Some(1), Some(1), Some(2)]
    );
    assert_eq!(
        cells(&read.sheets[1])[5..],
        ["A4=合计", "B4=3.00", "A5=合计", "B5=4.00"]
    );
}

#[test]
fn cells_that_are_not_told_apart_are_text_and_the_reader_knows() {
    // Amounts without lines around them.
    let loose = Paper::default()
        .words(60, 700, 10, "一般公共服务支出")
        .words(240, 700, 10, "2,106.66")
        .words(400, 700, 10, "71.65%")
        .words(60, 680, 10, "卫生健康支出")
        .words(240, 680, 10, "60.99")
        .words(60, 660, 10, "住房保障支出")
        .words(240, 660, 10, "445.69")
        .words(400, 660, 10, "15.16%")
        .words(60, 640, 10, "合计")
        .words(240, 640, 10, "2,940.05")
        .words(400, 640, 10, "100%");
    let loose = loose.words(400, 680, 10, "2.07%");
    // Rows without lines between them: which amount belongs to which name?
    let together = Paper::default()
        .grid(&[60, 300, 420], &[730, 660])
        .words(65, 710, 10, "卫生健康支出")
        .words(305, 710, 10, "60.99")
        .words(65, 680, 10, "住房保障支出")
        .words(305, 680, 10, "445.69");
    // A number over a line between two columns.
    let across = Paper::default()
        .grid(&[60, 300, 420], &[730, 700])
        .words(65, 710, 10, "合计")
        .words(285, 710, 10, "2,940.05");
    let read = manuscript(&[loose, together, across]);
    assert!(read.sheets.is_empty());
    assert_eq!(
        tables(&read),
        [
            (
                "一般公共服务支出\t2,106.66\t71.65%\n卫生健康支出\t60.99\t2.07%\n\
                 住房保障支出\t445.69\t15.16%\n合计\t2,940.05\t100%\n",
                None
            ),
            ("卫生健康支出\t60.99\n住房保障支出\t445.69\n", None),
            ("合计\t2,940.05\n", None),
        ]
    );
    let pages: Vec<&str> = notes(&read)
        .into_iter()
        .map(|note| note.split('，').next().unwrap())
        .collect();
    assert_eq!(
        pages,
        [
            "第 1 页有表格分不清单元格（没有完整的表格线）",
            "第 3 页有表格分不清单元格（有文字跨过表格线）",
            "第 2 页有表格分不清单元格（一个单元格里有几个数）",
        ]
    );
}

#[test]
fn a_frame_around_words_is_no_table() {
    let page = Paper::default()
        .grid(&[50, 550], &[750, 50])
        .words(60, 700, 12, "绩效自评结果为99.43分，")
        .words(60, 680, 12, "预算执行率为98.20%。");
    let read = manuscript(&[page]);
    assert_eq!(read.text, "绩效自评结果为99.43分，\n预算执行率为98.20%。\n");
    assert!(read.tables.is_empty());
}

#[test]
fn the_same_bytes_give_the_same_text() {
    let pages = [Paper::default()
        .words(60, 700, 12, "甲")
        .grid(&[60, 300, 420], &[600, 500])
        .words(65, 550, 12, "乙")];
    assert_eq!(manuscript(&pages), manuscript(&pages));
}
