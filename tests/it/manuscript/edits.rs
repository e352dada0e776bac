//! Words changed in the files of texts: what changes, what stays byte for byte, what is refused.

use std::fmt::Write as _;

use encoding_rs::GB18030;
use gouji::manuscript::{Made, TextChange, TextPatchError, changed_text, patch, read};
use proptest::prelude::*;

use super::{change, document, document_with, other_parts, paragraph, xml_of};

fn run(format: &str, text: &str) -> String {
    format!("<w:r><w:rPr><w:{format}/></w:rPr><w:t>{text}</w:t></w:r>")
}

fn text_of(bytes: &[u8]) -> String {
    read("a", bytes).unwrap().text
}

/// The XML before and after one change of words.
fn changed(body: &str, old: &str, new: &str) -> Result<String, TextPatchError> {
    let bytes = document(body);
    let change = change(&text_of(&bytes), old, new);
    let patched = patch(&bytes, &[change])?;
    assert_eq!(other_parts(&patched), other_parts(&bytes));
    let (before, after) = (xml_of(&bytes), xml_of(&patched));
    let head = before.find("<w:body>").unwrap() + "<w:body>".len();
    assert_eq!(before[..head], after[..head]);
    let end = after.rfind("</w:body>").unwrap();
    Ok(after[head..end].to_owned())
}

#[test]
fn nothing_to_change_changes_nothing() {
    let bytes = document(&paragraph("收入 12 万元"));
    assert_eq!(patch(&bytes, &[]).unwrap(), bytes);
    let same = change(&text_of(&bytes), "12", "12");
    assert_eq!(patch(&bytes, &[same]).unwrap(), bytes);
}

#[test]
fn a_change_over_several_runs_takes_the_first_format() {
    let runs = [run("b", "增加1"), run("i", "2.3"), run("u", "4万元")].concat();
    let body = format!("<w:p>{runs}</w:p>");
    assert_eq!(
        changed(&body, "12.34", "567.8").unwrap(),
        format!(
            "<w:p>{}{}{}</w:p>",
            run("b", "增加567.8"),
            run("i", ""),
            run("u", "万元")
        )
    );
    // Only the digit that differs changes.
    assert_eq!(
        changed(&body, "12.34", "12.54").unwrap(),
        format!(
            "<w:p>{}{}{}</w:p>",
            run("b", "增加1"),
            run("i", "2.5"),
            run("u", "4万元")
        )
    );
}

#[test]
fn blanks_and_marks_are_written_as_xml_wants_them() {
    let body = format!("<w:p>{}</w:p>", run("b", " 甲&amp;乙 "));
    assert_eq!(
        changed(&body, "甲&", " <甲>&").unwrap(),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> &lt;甲&gt;&amp;乙</w:t></w:r></w:p>"
    );
    assert_eq!(
        changed(&body, "&", "和").unwrap(),
        format!("<w:p>{}</w:p>", run("b", " 甲和乙 "))
    );
    // Put in at the end of a line, and into a line that has words.
    let bytes = document(&body);
    let end = TextChange {
        start: "甲&乙".len(),
        end: "甲&乙".len(),
        text: "。".to_owned(),
    };
    assert_eq!(text_of(&patch(&bytes, &[end]).unwrap()), "甲&乙。\n");
}

#[test]
fn what_is_not_written_as_words_is_refused() {
    let lists = "<w:numbering><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">\
        <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let body = format!(
        "{}<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>乙</w:t>\
         <w:tab/><w:t>丙</w:t></w:r></w:p><w:p/>",
        paragraph("甲")
    );
    let bytes = document_with(&body, &[("numbering.xml", lists)]);
    let text = text_of(&bytes);
    assert_eq!(text, "甲\n1、乙\t丙\n\n");
    let refused = |old: &str, new: &str| patch(&bytes, &[change(&text, old, new)]).unwrap_err();
    let made = |line, what| TextPatchError::Made { line, what };
    assert_eq!(refused("1、乙", "2、乙"), made(2, Made::Number));
    assert_eq!(refused("甲\n", "丁"), made(1, Made::Paragraph));
    assert_eq!(refused("乙\t丙", "乙丙"), made(2, Made::Tab));
    assert_eq!(
        refused("乙", "乙\n"),
        TextPatchError::Unwritable {
            line: 2,
            character: '\n'
        }
    );
    let at = |start, end| TextChange {
        start,
        end,
        text: "x".to_owned(),
    };
    let outside = patch(&bytes, &[at(0, 999)]).unwrap_err();
    assert_eq!(outside, TextPatchError::Outside);
    let empty_line = patch(&bytes, &[at(text.len() - 1, text.len() - 1)]).unwrap_err();
    assert_eq!(empty_line, TextPatchError::NoWords { line: 3 });
    // The number is the program's, but words may be put between it and the others.
    let behind_number = at("甲\n1、".len(), "甲\n1、".len());
    let patched = patch(&bytes, &[behind_number]).unwrap();
    assert_eq!(text_of(&patched), "甲\n1、x乙\t丙\n\n");
    assert_eq!(
        refused("1、乙", "2、乙").text().zh,
        "第 2 行要改的地方含有自动编号，不能在原文件中改写"
    );
    assert_eq!(
        patch(b"%PDF-1.7\n", &[at(0, 0)]).unwrap_err(),
        TextPatchError::Pdf
    );
}

#[test]
fn a_signed_document_is_refused() {
    let xml = xml_of(&document(&paragraph("甲")));
    let signed = super::zipped(&[
        ("word/document.xml".to_owned(), xml),
        (
            "_xmlsignatures/sig1.xml".to_owned(),
            "<Signature/>".to_owned(),
        ),
    ]);
    let change = change(&text_of(&signed), "甲", "乙");
    assert_eq!(patch(&signed, &[change]), Err(TextPatchError::Signed));
}

#[test]
fn both_forms_of_a_text_box_are_changed() {
    let inner = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text));
    let both = |text: &str| {
        format!(
            "<w:p><w:r><w:t>共 1 处</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{0}\
             </wps:txbx></mc:Choice><mc:Fallback><v:textbox>{0}</v:textbox></mc:Fallback>\
             </mc:AlternateContent></w:r></w:p>",
            inner(text)
        )
    };
    let expected = both("框内 6 万元");
    assert_eq!(changed(&both("框内 5 万元"), "5", "6").unwrap(), expected);
}

#[test]
fn a_mark_before_the_xml_stays() {
    let bytes = document(&paragraph("甲"));
    let marked = super::zipped(&[(
        "word/document.xml".to_owned(),
        format!("\u{feff}{}", xml_of(&bytes)),
    )]);
    let change = change(&text_of(&marked), "甲", "乙");
    let patched = patch(&marked, &[change]).unwrap();
    assert_eq!(xml_of(&patched), xml_of(&marked).replace('甲', "乙"));
}

/// Characters of every width and those that XML and encodings treat in their own ways.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        5 => prop::sample::select("收入支出决算萬億０１，。（）“”".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("0123456789.,% ".chars().collect::<Vec<_>>()),
        1 => prop::sample::select("&<>\"' \u{a0}\u{3000}€𠮷é".chars().collect::<Vec<_>>()),
    ]
}

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(character(), 0..most).prop_map(String::from_iter)
}

/// Changes apart from each other: where each begins and ends (of a thousand) and what comes there.
fn cuts() -> impl Strategy<Value = Vec<(u16, String)>> {
    prop::collection::vec((0..1000_u16, words(6)), 0..5)
}

/// Changes of a text between every second and third of the cuts.
fn changes(text: &str, cuts: &[(u16, String)]) -> Vec<TextChange> {
    let boundary = |share: u16| {
        let at = text.len() * usize::from(share) / 1000;
        (0..=at)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap()
    };
    let mut places: Vec<usize> = cuts.iter().map(|(at, _)| boundary(*at)).collect();
    places.sort_unstable();
    places.dedup();
    places
        .chunks_exact(2)
        .zip(cuts)
        .map(|(ends, (_, text))| TextChange {
            start: ends[0],
            end: ends[1],
            text: text.clone(),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_changed_plain_text_reads_as_the_text_with_the_changes(
        lines in prop::collection::vec(words(12), 1..6),
        breaks in prop::sample::select(vec!["\n", "\r\n", "\r", "\n\u{c}"]),
        encoding in 0..5_u8,
        cuts in cuts(),
    ) {
        // Without Chinese to begin with, bytes could be either of two encodings.
        let text = format!("决算情况说明{breaks}{}", lines.join(breaks));
        let encode = |text: &str| -> Vec<u8> {
            let marked = format!("\u{feff}{text}");
            match encoding {
                0 => text.as_bytes().to_vec(),
                1 => marked.into_bytes(),
                2 => GB18030.encode(text).0.into_owned(),
                3 => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                _ => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            }
        };
        let bytes = encode(&text);
        let before = text_of(&bytes);
        prop_assert_eq!(&before, &text.replace("\r\n", "\n").replace('\r', "\n"));
        let first = "决算情况说明\n".len();
        let changes: Vec<TextChange> = changes(&before[first..], &cuts)
            .into_iter()
            .map(|change| TextChange { start: change.start + first, end: change.end + first, ..change })
            .collect();
        let expected = changed_text(&before, &changes).unwrap();
        let patched = patch(&bytes, &changes).unwrap();
        // The file is what it would be, had it been written so.
        let own = if breaks.contains('\r') { expected.replace('\n', breaks) } else { expected };
        prop_assert_eq!(patched, encode(&own));
    }

    #[test]
    fn a_changed_document_reads_as_the_text_with_the_changes(
        paragraphs in prop::collection::vec(prop::collection::vec(words(7), 1..5), 1..4),
        preserve in any::<bool>(),
        cuts in cuts(),
    ) {
        let mut body = String::new();
        for runs in &paragraphs {
            body.push_str("<w:p>");
            for (index, text) in runs.iter().enumerate() {
                let kept = if preserve || index % 2 == 0 { " xml:space=\"preserve\"" } else { "" };
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&#x3E;");
                write!(body, "<w:r><w:rPr><w:b/></w:rPr><w:t{kept}>{text}</w:t></w:r>").unwrap();
            }
            body.push_str("</w:p>");
        }
        let bytes = document(&body);
        let before = text_of(&bytes);
        if preserve {
            let lines: Vec<String> = paragraphs.iter().map(|runs| runs.concat()).collect();
            prop_assert_eq!(before.strip_suffix('\n').unwrap(), lines.join("\n"));
        }
        let changes = changes(&before, &cuts);
        let expected = changed_text(&before, &changes).unwrap();
        match patch(&bytes, &changes) {
            Ok(patched) => {
                prop_assert_eq!(text_of(&patched), expected);
                prop_assert_eq!(other_parts(&patched), other_parts(&bytes));
            }
            // Over the end of a paragraph, or in one without words.
            Err(TextPatchError::Made { what: Made::Paragraph, .. }) => {
                let over = |change: &TextChange| before[change.range()].contains('\n');
                prop_assert!(changes.iter().any(over));
            }
            Err(TextPatchError::NoWords { .. }) => {}
            Err(other) => return Err(TestCaseError::fail(other.text().zh)),
        }
    }
}
