//! What plain text reads as, in each encoding.

use encoding_rs::GB18030;
use gouji::manuscript::{ManuscriptFormat, patch, read};

use super::{change, notes};

const TEXT: &str = "第一部分 概況\n本年收入 1,234.50 万元，較上年增加 5%。\n\u{c}二、支出\n";

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let units = format!("\u{feff}{text}");
    let units = units.encode_utf16();
    if little {
        units.flat_map(u16::to_le_bytes).collect()
    } else {
        units.flat_map(u16::to_be_bytes).collect()
    }
}

#[test]
fn every_encoding_gives_the_same_text() {
    let windows = TEXT.replace('\n', "\r\n");
    let files = [
        TEXT.as_bytes().to_vec(),
        format!("\u{feff}{windows}").into_bytes(),
        utf16(&windows, true),
        utf16(TEXT, false),
        GB18030.encode(&windows).0.into_owned(),
        TEXT.replace('\n', "\r").into_bytes(),
    ];
    for bytes in files {
        let read = read("说明.txt", &bytes).unwrap();
        assert_eq!(read.text, TEXT);
        assert_eq!(read.format, ManuscriptFormat::Txt);
        let change = change(&read.text, "1,234.50", "1,234.56㊣");
        let patched = patch(&bytes, &[change]).unwrap();
        assert_eq!(
            gouji::manuscript::read("说明.txt", &patched).unwrap().text,
            TEXT.replace("1,234.50", "1,234.56㊣"),
            "traditional characters and the ends of lines stay"
        );
        let returns = |bytes: &[u8]| bytes.split(|&byte| byte == b'\r').count();
        assert_eq!(returns(&patched), returns(&bytes));
    }
}

#[test]
fn a_character_that_was_lost_before_is_said() {
    let read = read("a.txt", "甲\n乙\u{fffd}丙\n".as_bytes()).unwrap();
    assert_eq!(read.text, "甲\n乙\u{fffd}丙\n");
    assert_eq!(
        notes(&read),
        ["第 2 行有“\u{fffd}”：文件里原来的字在保存时已经丢失"]
    );
}
