//! Files that are no text, or a damaged one: words, never a panic, never a guess.

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use encoding_rs::GB18030;
use gouji::manuscript::{ManuscriptErrorKind, Sniffed, TextChange, patch, read, sniff};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{document, paragraph, zipped};

/// Why a file is refused, in Chinese without its name.
fn refused(name: &str, bytes: &[u8]) -> String {
    let error = read(name, bytes).unwrap_err();
    assert!(!error.hint().zh.is_empty());
    let said = error.text().zh;
    let rest = said.strip_prefix(&format!("{name}：")).unwrap();
    rest.to_owned()
}

/// An OLE container whose table of contents has one stream of this name.
fn container(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0; 512 * 3];
    bytes[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    bytes[30] = 9;
    bytes[48] = 1;
    bytes[68..72].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
    bytes[76..512].fill(0xFF);
    bytes[76..80].copy_from_slice(&0_u32.to_le_bytes());
    bytes[512..1024].fill(0xFF);
    for (at, sector) in [(512, 0xFFFF_FFFD_u32), (516, 0xFFFF_FFFE)] {
        bytes[at..at + 4].copy_from_slice(&sector.to_le_bytes());
    }
    for (entry, name) in [(1024, "Root Entry"), (1152, stream)] {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes[entry..entry + name.len()].copy_from_slice(&name);
        bytes[entry + 64] = u8::try_from(name.len() + 2).unwrap();
    }
    bytes
}

#[test]
fn other_kinds_are_called_by_their_names() {
    let zip = |name: &str| zipped(&[(name.to_owned(), "<x/>".to_owned())]);
    for (bytes, expected) in [
        (Vec::new(), "文件是空的"),
        (
            container("WordDocument"),
            "不是可以读取的文本，而是旧版 Word 或 WPS 文档（.doc、.wps）",
        ),
        (container("EncryptedPackage"), "文件有打开密码"),
        (
            container("Workbook"),
            "不是可以读取的文本，而是工作簿，请作为表格导入",
        ),
        (
            b"{\\rtf1\\ansi".to_vec(),
            "不是可以读取的文本，而是RTF 文档（.rtf）",
        ),
        (
            b"\x89PNG\r\n\x1a\n".to_vec(),
            "不是可以读取的文本，而是图片；图中的文字要先用 OCR 软件识别",
        ),
        (
            zip("content.xml"),
            "不是可以读取的文本，而是OpenDocument 文档（.odt）",
        ),
        (zip("OFD.xml"), "不是可以读取的文本，而是OFD 版式文件"),
        (
            zip("xl/workbook.xml"),
            "不是可以读取的文本，而是工作簿，请作为表格导入",
        ),
        (zip("a.txt"), "不是可以读取的文本，而是普通压缩包"),
        (
            b"{\"format\": 1}".to_vec(),
            "不是可以读取的文本，而是JSON 数据",
        ),
        (
            b"<html><body>1".to_vec(),
            "不是可以读取的文本，而是网页（HTML）",
        ),
        (
            b"\x7fELF\x02\x01\0\0".to_vec(),
            "不是可以读取的文本，而是程序文件",
        ),
        ((0..=255).rev().collect(), "不是可以读取的文本"),
        (
            b"\x001\x002".to_vec(),
            "像是没有标记（BOM）的 UTF-16 文本，不能确定",
        ),
    ] {
        // Whatever they are called.
        assert_eq!(refused("说明.txt", &bytes), expected);
        assert_eq!(refused("说明.docx", &bytes), expected);
    }
}

#[test]
fn text_is_refused_where_it_would_have_to_be_guessed() {
    let mut mixed = "本年收入合计\n".as_bytes().to_vec();
    mixed.extend_from_slice(&GB18030.encode("本年支出合计\n").0);
    assert_eq!(
        refused("a.txt", &mixed),
        "编码混杂：第 1 行是 UTF-8，第 2 行不是"
    );
    let mut broken = "本年收入\n本年支出合计\n".as_bytes().to_vec();
    broken.remove(14);
    assert_eq!(
        refused("a.txt", &broken),
        "第 2 行（文件第 14 字节）的字节 E6 不是 UTF-8 文字"
    );
    assert_eq!(
        refused("a.txt", "一\n二\u{1b}".as_bytes()),
        "第 2 行有控制字符 U+001B，文本中不应有"
    );
    let change = TextChange {
        start: 0,
        end: 0,
        text: "x".to_owned(),
    };
    assert!(patch(&broken, &[change]).is_err());
}

#[test]
fn a_damaged_document_never_panics() {
    let body = format!(
        "{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("本年收入 12 万元"),
        paragraph("合计")
    );
    let whole = document(&body);
    for end in (0..whole.len()).step_by(7) {
        let cut = read("a.docx", &whole[..end]).map_err(|error| error.kind);
        assert!(cut.is_err(), "{end} of {} bytes", whole.len());
        assert_ne!(cut, Err(ManuscriptErrorKind::Crashed), "{end} bytes");
    }
    for at in (0..whole.len()).step_by(3) {
        let mut bent = whole.clone();
        bent[at] ^= 0x5A;
        let read = read("a.docx", &bent).map_err(|error| error.kind);
        assert_ne!(read, Err(ManuscriptErrorKind::Crashed), "byte {at}");
        if let Ok(read) = read {
            // What is still read is read again alike.
            let change = TextChange {
                start: 0,
                end: 0,
                text: "x".to_owned(),
            };
            let patched = patch(&bent, &[change]).map(|bytes| gouji::manuscript::read("", &bytes));
            if let Ok(Ok(patched)) = patched {
                assert_eq!(patched.text, format!("x{}", read.text));
            }
        }
    }
}

#[test]
fn damaged_xml_is_refused_in_words() {
    let of = |xml: &str| zipped(&[("word/document.xml".to_owned(), xml.to_owned())]);
    for (xml, expected) in [
        (
            "<w:document><w:body>",
            "文件已损坏（document.xml ends 2 deep）",
        ),
        (
            "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document/>",
            "文件已损坏（word/document.xml: DTD）",
        ),
        (
            "<w:p><w:r><w:t>&none;</w:t></w:r></w:p>",
            "文件已损坏（&none;）",
        ),
    ] {
        assert_eq!(refused("a.docx", &of(xml)), expected);
    }
    let deep = "<w:p>".repeat(5000);
    assert_eq!(
        refused("a.docx", &of(&deep)),
        "文件已损坏（more than 1000 deep）"
    );
    let wrong = of("<w:document><w:p></w:document></w:p>");
    assert!(refused("a.docx", &wrong).starts_with("文件已损坏（"));
}

/// Everything that a document may have, in little.
const RICH: &str = "<w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"a\"/><w:numPr>\
    <w:ilvl w:val=\"1\"/><w:numId w:val=\"2\"/></w:numPr><w:rPr><w:del/></w:rPr><w:sectPr><w:type \
    w:val=\"continuous\"/></w:sectPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r><w:ins>\
    <w:r><w:t xml:space=\"preserve\"> 1&amp;2 </w:t><w:tab/><w:br w:type=\"page\"/><w:sym \
    w:char=\"F0FE\"/></w:r></w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:r>\
    <w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE</w:instrText><w:fldChar \
    w:fldCharType=\"separate\"/><w:t>3</w:t><w:fldChar w:fldCharType=\"end\"/></w:r></w:p><w:tbl>\
    <w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>\
    <w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>丙\
    </w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl><w:p><w:r>\
    <mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>丁</w:t></w:r></w:p><w:tbl><w:tr>\
    <w:tc><w:p/></w:tc></w:tr></w:tbl></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p/>\
    </w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p><w:sectPr/></w:body></w:document>";

#[test]
fn tags_that_are_missing_doubled_or_astray_never_panic() {
    let of = |xml: String| zipped(&[("word/document.xml".to_owned(), xml)]);
    let whole = read("a.docx", &of(RICH.to_owned())).unwrap();
    assert_eq!(whole.text, " 1&2 \t\n\u{c}☑3\n丙\n\n丁\n\n");
    let starts: Vec<usize> = RICH.match_indices('<').map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts
        .iter()
        .map(|&start| start + RICH[start..].find('>').unwrap() + 1)
        .collect();
    let check = |xml: String| {
        let bytes = of(xml);
        match read("a.docx", &bytes) {
            Err(error) => assert_ne!(error.kind, ManuscriptErrorKind::Crashed),
            Ok(read) => {
                for (at, _) in read.text.char_indices() {
                    let change = TextChange {
                        start: at,
                        end: at,
                        text: "中".to_owned(),
                    };
                    // It checks itself that the text is then as it should be.
                    drop(patch(&bytes, &[change]));
                }
            }
        }
    };
    for (index, (&start, &end)) in starts.iter().zip(&ends).enumerate() {
        let tag = &RICH[start..end];
        check(format!("{}{}", &RICH[..start], &RICH[end..]));
        check(format!("{}{tag}{}", &RICH[..end], &RICH[end..]));
        check(RICH[..start].to_owned());
        // The element as an empty one, with what it held beside it.
        if !tag.starts_with("</") && !tag.ends_with("/>") {
            check(format!("{}/>{}", &RICH[..end - 1], &RICH[end..]));
        }
        let other = starts[(index * 7 + 3) % starts.len()];
        check(format!("{}{tag}{}", &RICH[..other], &RICH[other..]));
    }
}

/// A document whose body is written by `body` into a part that is not compressed.
fn large(mut body: impl FnMut(&mut dyn std::io::Write)) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    writer.start_file("word/document.xml", stored).unwrap();
    writer.write_all(b"<w:document><w:body>").unwrap();
    body(&mut writer);
    writer.write_all(b"</w:body></w:document>").unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn ten_million_characters_are_read_in_time() {
    let line = "决算".repeat(50);
    let bytes = large(|out| {
        for _ in 0..100_000 {
            write!(out, "<w:p><w:r><w:t>{line}</w:t></w:r></w:p>").unwrap();
        }
    });
    let before = Instant::now();
    let read = read("a.docx", &bytes).unwrap();
    assert_eq!(read.text.chars().count(), 100_000 * 101);
    // Unoptimised, on a busy machine; optimised it is a fraction of a second.
    assert!(before.elapsed() < Duration::from_mins(1));
}

#[test]
fn more_than_twenty_million_characters_are_refused() {
    let words = "决".repeat(1_000_000);
    let bytes = large(|out| {
        for _ in 0..21 {
            write!(out, "<w:p><w:r><w:t>{words}</w:t></w:r></w:p>").unwrap();
        }
    });
    assert_eq!(refused("a.docx", &bytes), "文字超过 20000000 字，不予读取");
}

#[test]
fn a_bomb_is_refused() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .start_file("word/document.xml", SimpleFileOptions::default())
        .unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..150 {
        writer.write_all(&blanks).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let kind = read("a.docx", &bytes).unwrap_err().kind;
    let expected = ManuscriptErrorKind::TooLarge {
        part: "word/document.xml".to_owned(),
        limit: 128,
    };
    assert_eq!(kind, expected);
}

#[test]
fn kinds_are_told_by_their_content() {
    assert_eq!(sniff(&document(&paragraph("甲"))), Sniffed::Docx);
    assert_eq!(sniff(&container("EncryptedPackage")), Sniffed::Encrypted);
    assert_eq!(sniff(&container("Workbook")), Sniffed::Workbook);
}
