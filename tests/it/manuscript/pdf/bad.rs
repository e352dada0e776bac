//! PDFs that hold no text, or that are none.

use std::fmt::Write as _;

use gouji::manuscript::{ManuscriptErrorKind as Kind, read};

use super::manuscript;
use super::paper::{Paper, pdf, pdf_with, stream};

fn refused(bytes: &[u8]) -> Kind {
    read("a.pdf", bytes).unwrap_err().kind
}

#[test]
fn a_scanned_page_is_not_read_and_a_blank_one_is() {
    let scan = Paper::default().raw("q 600 0 0 800 0 0 cm /Im Do Q");
    let words = Paper::default().words(60, 700, 12, "正文");
    let read = manuscript(&[words.clone(), scan.clone(), Paper::default(), words]);
    assert_eq!(read.text, "正文\n\u{c}\u{c}\u{c}正文\n");
    let unread: Vec<(u32, &str)> = read
        .unread
        .iter()
        .map(|page| (page.page, page.why.zh.split('，').next().unwrap()))
        .collect();
    assert_eq!(unread, [(2, "是扫描图像")]);

    let read = manuscript(&[scan.clone(), scan]);
    assert_eq!(read.text, "\u{c}");
    assert_eq!(read.unread.len(), 2);
    assert!(read.tables.is_empty() && read.sheets.is_empty());
}

#[test]
fn words_drawn_as_shapes_are_not_read() {
    let curves = "10 10 m 20 20 30 20 40 10 c 50 20 60 20 70 10 c f\n".repeat(200);
    let read = manuscript(&[Paper::default().raw(&curves)]);
    assert_eq!(read.unread.len(), 1);
    assert!(read.unread[0].why.zh.starts_with("文字画成了图形"));
}

#[test]
fn text_that_recognition_laid_under_a_scan_is_read_and_the_reader_knows() {
    let scan = Paper::default()
        .raw("q 600 0 0 800 0 0 cm /Im Do Q 3 Tr")
        .words(60, 700, 12, "支出总计2995.39万元。");
    let read = manuscript(&[scan]);
    assert_eq!(read.text, "支出总计2995.39万元。\n");
    assert!(read.unread.is_empty());
    assert!(
        read.notes[0]
            .zh
            .starts_with("第 1 页是扫描图像，文字由识别软件所加")
    );
}

/// The words 正文 at (60, 700), encrypted with the empty password of [`encrypted`].
const LOCKED: &str = "9a2d5d790fd5081f79a56f9ba909f6806ddf616f3e855e813f6da1ce57da\
    5eb49f0a6e613bcaab";

fn bytes_of(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    let pairs = pairs.map(|pair| str::from_utf8(pair).unwrap());
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).unwrap())
        .collect()
}

/// A PDF that is encrypted in the oldest way (RC4, 40 bits), with what proves the password.
fn encrypted(proof: &str) -> Vec<u8> {
    let owner: Vec<String> = (0..32).map(|byte| format!("{byte:02x}")).collect();
    let encrypt = format!(
        "<< /Filter /Standard /V 1 /R 2 /O <{}> /U <{proof}> /P -4 >>",
        owner.concat()
    );
    let id = "30313233343536373839616263646566";
    let trailer = format!("/Encrypt 10 0 R /ID [<{id}> <{id}>]");
    let locked = bytes_of(LOCKED);
    let mut bytes = pdf_with(&[Paper("Z".repeat(locked.len()))], &[&encrypt], &trailer);
    let place = bytes
        .windows(locked.len())
        .position(|part| part.iter().all(|&byte| byte == b'Z'));
    let place = place.unwrap();
    bytes[place..place + locked.len()].copy_from_slice(&locked);
    bytes
}

#[test]
fn a_password_is_asked_for_only_where_one_is_needed() {
    let needs = "a33f08dc3ac61902875ea414b74bc3f2d4018678f80e5f50a94d25e2db472556";
    assert_eq!(refused(&encrypted(needs)), Kind::Password);
    // The owner's password only forbids changes: the reader's is empty.
    let open = "038d91c600bb235a990745b1c5a0093693b785137ae899c91c19a9c27a84249f";
    let read = read("a.pdf", &encrypted(open)).unwrap();
    assert_eq!(read.text, "正文\n");
}

#[test]
fn an_unknown_encryption_is_named() {
    let encrypt = "<< /Filter /Standard /V 77 /R 77 /O <00> /U <00> /P -4 >>";
    let id = "<30313233343536373839616263646566>";
    let trailer = format!("/Encrypt 10 0 R /ID [{id} {id}]");
    let bytes = pdf_with(&[Paper::default()], &[encrypt], &trailer);
    assert!(matches!(refused(&bytes), Kind::Other(what) if what.zh.contains("加密")));
}

#[test]
fn damaged_files_end_in_words_and_never_in_a_crash() {
    let page = Paper::default()
        .words(60, 700, 12, "支出总计2995.39万元。")
        .grid(&[60, 300, 420], &[600, 500]);
    let whole = pdf(&[page.clone(), page]);
    let no_crash = |bytes: &[u8]| match read("a.pdf", bytes) {
        Err(error) => assert!(!matches!(error.kind, Kind::Crashed), "{error}"),
        // What is left of it was read; a reader repairs what it can.
        Ok(read) => assert!(read.text.chars().count() < 100),
    };
    let end = whole
        .windows(9)
        .rposition(|part| part == b"startxref")
        .unwrap();
    // A reader that repairs it would give the first pages for all.
    for end in (9..end).step_by(97) {
        assert_eq!(refused(&whole[..end]), Kind::Torn);
    }
    assert!(read("a.pdf", &[&whole[..], &[0; 3000]].concat()).is_ok());
    for at in (9..whole.len()).step_by(101) {
        let mut bytes = whole.clone();
        bytes[at] = bytes[at].wrapping_add(13);
        no_crash(&bytes);
    }
    let garbage: Vec<u8> = (0_u32..20_000).map(|n| (n * n / 7 % 251) as u8).collect();
    let garbage = [&b"%PDF-1.7\n"[..], &garbage, b"startxref\n9\n%%EOF"].concat();
    assert!(matches!(refused(&garbage), Kind::Damaged(_)));
}

#[test]
fn parts_that_draw_each_other_without_end_are_stopped() {
    // Thirty parts that each draw the next one ten times, and one that draws itself.
    let form = |resources: &str, content: &str| {
        let head = format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] \
             /Resources << /XObject << {resources} >> >>"
        );
        stream(&head, content)
    };
    let forms: Vec<String> = (0..30)
        .map(|index| {
            let next = (10 + index + 1) % 40;
            form(&format!("/N {next} 0 R"), &"/N Do\n".repeat(10))
        })
        .collect();
    let others: Vec<&str> = forms.iter().map(String::as_str).collect();
    let bytes = pdf_with(&[Paper::default().raw("/X0 Do")], &others, "");
    assert!(matches!(refused(&bytes), Kind::TooLong { .. }));

    let itself = form("/N 10 0 R", "/N Do");
    let bytes = pdf_with(&[Paper::default().raw("/X0 Do")], &[&itself], "");
    assert_eq!(read("a.pdf", &bytes).unwrap().text, "");
}

#[test]
fn lists_within_lists_do_not_overflow_the_stack() {
    let mut deep = "[".repeat(200_000);
    write!(deep, "1{}", "]".repeat(200_000)).unwrap();
    let page = Paper::default()
        .words(60, 700, 12, "正文")
        .raw(&format!("{deep} TJ"));
    let read = read("a.pdf", &pdf_with(&[page], &[&deep], "/Info 10 0 R"));
    match read {
        Ok(read) => assert!(read.text.starts_with("正文")),
        Err(error) => assert!(matches!(error.kind, Kind::Damaged(_)), "{error}"),
    }
}
