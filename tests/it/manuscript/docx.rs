//! What a document reads as.

use gouji::manuscript::{ManuscriptFormat, read};
use gouji::workbook::{Area, CellAt};

use super::{document, document_with, notes, paragraph, read_document};

fn text(body: &str) -> String {
    read_document(body).text
}

#[test]
fn paragraphs_are_lines_and_runs_are_none() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr>\
        <w:r><w:rPr><w:b/></w:rPr><w:t>本年收入</w:t></w:r>\n<w:r><w:t xml:space=\"preserve\"> 12</w:t>\
        </w:r><w:hyperlink><w:r><w:t>.50&#19975;元 &amp; 其他</w:t></w:r></w:hyperlink></w:p>\
        <w:p/><w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent><w:p><w:r>\
        <w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:softHyphen/><w:noBreakHyphen/>\
        <w:t> 丁 </w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let read = read_document(body);
    assert_eq!(read.text, "本年收入 12.50万元 & 其他\n\n甲\t乙\n丙-丁\n");
    assert_eq!(read.format, ManuscriptFormat::Docx);
    assert_eq!(notes(&read), [""; 0]);
}

#[test]
fn pages_begin_where_the_document_says_so() {
    let page = "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
    let section = |kind: &str| format!("<w:sectPr><w:type w:val=\"{kind}\"/></w:sectPr>");
    let ends = |kind: &str| {
        let properties = format!("<w:pPr>{}</w:pPr>", section(kind));
        format!("<w:p>{properties}<w:r><w:lastRenderedPageBreak/><w:t>节</w:t></w:r></w:p>")
    };
    let before = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>另页</w:t></w:r></w:p>";
    let body = [
        &paragraph("一"),
        page,
        &paragraph("二"),
        before,
        &ends("nextPage"),
        &ends("continuous"),
        &paragraph("三"),
        "<w:p><w:r><w:t>前</w:t><w:br w:type=\"page\"/><w:t>后</w:t></w:r></w:p>",
        &section("nextPage"),
    ]
    .concat();
    let read = read_document(&body);
    // The second section goes on the page of the first, the last one begins a page.
    assert_eq!(
        read.text,
        "一\n\u{c}二\n\u{c}另页\n节\n节\n\u{c}三\n前\n\u{c}后\n"
    );
    assert_eq!(
        notes(&read),
        ["页码按文档中的分页符和分节符计算，与打印的页码可能不同"]
    );
}

#[test]
fn rows_are_lines_and_cells_a_grid() {
    let cell = |properties: &str, text: &str| {
        format!(
            "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
            paragraph(text)
        )
    };
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let first = "<w:vMerge w:val=\"restart\"/>";
    let table = [
        "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>".to_owned(),
        row(&[cell(first, "项目"), cell(wide, "本年")]),
        row(&[cell("<w:vMerge/>", ""), cell("", "收入"), cell("", "支出")]),
        row(&[
            format!("<w:tc>{}{}</w:tc>", paragraph("合"), paragraph("计")),
            cell("", "1,234.50"),
            cell("", ""),
        ]),
        "</w:tbl>".to_owned(),
    ]
    .concat();
    let read = read_document(&[paragraph("前"), table, paragraph("后")].concat());
    assert_eq!(
        read.text,
        "前\n项目\t本年\n\t收入\t支出\n合 计\t1,234.50\t\n后\n"
    );
    assert_eq!(read.tables.len(), 1);
    let area = &read.tables[0];
    assert_eq!(
        &read.text[area.span.clone()],
        "项目\t本年\n\t收入\t支出\n合 计\t1,234.50\t\n"
    );
    let sheet = &read.sheets[area.sheet.unwrap()];
    let at = |row, column| CellAt { row, column };
    let printed: Vec<(CellAt, &str)> = sheet
        .cells
        .iter()
        .map(|cell| (cell.at, cell.content.text()))
        .collect();
    assert_eq!(
        printed,
        [
            (at(0, 0), "项目"),
            (at(0, 1), "本年"),
            (at(1, 1), "收入"),
            (at(1, 2), "支出"),
            (at(2, 0), "合 计"),
            (at(2, 1), "1234.50"),
        ]
    );
    let merged = |from, to| Area { from, to };
    assert_eq!(
        sheet.merged,
        [merged(at(0, 0), at(1, 0)), merged(at(0, 1), at(0, 2))]
    );
}

#[test]
fn a_table_of_one_column_frames_words() {
    let frame = |inner: &str| {
        format!(
            "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
        )
    };
    let read = read_document(&frame(&[paragraph("一"), paragraph("二")].concat()));
    assert_eq!((&*read.text, read.tables.len()), ("一\n二\n", 0));
}

const LISTS: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
    <w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/>
    <w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
    </w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
const STYLES: &str = r#"<w:styles><w:style w:styleId="part"><w:pPr><w:numPr><w:numId w:val="7"/>
    </w:numPr></w:pPr></w:style><w:style w:styleId="secret"><w:rPr><w:vanish/></w:rPr></w:style>
    </w:styles>"#;

#[test]
fn automatic_numbers_are_written_out() {
    let item = |level: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"7\"/></w:numPr>\
             </w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"part\"/></w:pPr><w:r><w:t>支出</w:t></w:r></w:p>";
    let none = "<w:p><w:pPr><w:pStyle w:val=\"part\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>\
        </w:pPr><w:r><w:t>无</w:t></w:r></w:p>";
    let body = [
        &item("0", "收入"),
        &item("1", "总体"),
        &item("2", "甲"),
        &item("2", "乙"),
        &item("1", "结构"),
        styled,
        &item("1", "总体"),
        none,
    ]
    .concat::<str>();
    let bytes = document_with(&body, &[("numbering.xml", LISTS), ("styles.xml", STYLES)]);
    assert_eq!(
        read("a.docx", &bytes).unwrap().text,
        "一、收入\n（一）总体\n1. 甲\n2. 乙\n（二）结构\n二、支出\n（一）总体\n无\n"
    );
}

#[test]
fn fields_show_their_results() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let instruction = "<w:r><w:instrText> TOC 1-3 </w:instrText></w:r>";
    let body = [
        "<w:p>",
        &mark("begin"),
        instruction,
        &run("里"),
        &mark("separate"),
        &run("目录"),
        "</w:p><w:p>",
        &run("第一部分"),
        &mark("end"),
        "<w:fldSimple w:instr=\"PAGE\">",
        &run("3"),
        "</w:fldSimple></w:p>",
    ]
    .concat();
    let read = read_document(&body);
    assert_eq!(read.text, "目录\n第一部分3\n");
    assert_eq!(notes(&read), ["有 1 处文字在域代码之内，没有读入"]);
}

#[test]
fn recorded_changes_are_read_as_accepted() {
    let body = "<w:p><w:r><w:t>增加</w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>13</w:t></w:r></w:ins><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr>\
        </w:rPrChange></w:rPr><w:t>万元</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>\
        <w:p><w:r><w:t>后半</w:t></w:r></w:p>";
    let read = read_document(body);
    assert_eq!(read.text, "增加13万元\n前半后半\n");
    assert_eq!(
        notes(&read),
        ["文档有未处理的修订：插入 1 处、删除 1 处，按全部接受后的文字读取"]
    );
}

#[test]
fn text_boxes_stand_once_behind_their_paragraph() {
    let inner = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text));
    let body = format!(
        "<w:p><w:r><w:t>左</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{}\
         </wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict>\
         </mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>右</w:t></w:r></w:p>{}",
        inner("框内 5 万元"),
        inner("框内 5 万元"),
        paragraph("下"),
    );
    assert_eq!(text(&body), "左右\n框内 5 万元\n下\n");
}

#[test]
fn what_is_hidden_or_beside_the_text_is_said() {
    let body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr>\
        <w:rStyle w:val=\"secret\"/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/>\
        </w:rPr><w:t>见</w:t><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:sym w:font=\"Wingdings\" \
        w:char=\"F0FE\"/><w:sym w:font=\"X\" w:char=\"F001\"/></w:r><w:r><w:drawing><a:blip/>\
        </w:drawing></w:r><w:ruby><w:rt><w:r><w:t>音</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t>\
        </w:r></w:rubyBase></w:ruby></w:p>";
    let parts = [
        ("styles.xml", STYLES),
        (
            "footnotes.xml",
            "<w:footnotes><w:t>含结转 3 万元</w:t></w:footnotes>",
        ),
        ("header1.xml", "<w:hdr><w:t>某局</w:t></w:hdr>"),
    ];
    let read = read("a.docx", &document_with(body, &parts)).unwrap();
    assert_eq!(read.text, "见☑〓字\n");
    assert_eq!(
        notes(&read),
        [
            "有 2 处隐藏文字没有读入",
            "有 1 张图片或图表，其中的数字没有读入",
            "有 1 处注音没有读入",
            "有 1 个符号字体的字符不能识别，以“〓”代替，原文件不变",
            "脚注中的数字没有读入：“含结转 3 万元”",
        ]
    );
}

#[test]
fn the_name_does_not_decide() {
    let bytes = document(&paragraph("甲"));
    let called = read("../往来/说明.txt", &bytes).unwrap();
    assert_eq!((&*called.file, &*called.text), ("说明.txt", "甲\n"));
    assert_eq!(
        notes(&called),
        ["文件名以 .txt 结尾，内容其实是.docx 文档，已按内容读取"]
    );
}
