//! From bytes to a text: what they are by their content, and who reads them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::{ManuscriptError, ManuscriptErrorKind as Kind};
use super::{Manuscript, ManuscriptFormat, docx, pdf, txt};
use crate::model::Text;
use crate::workbook;
use crate::workbook::package::Contents;
use crate::workbook::xls::compound::Compound;

/// What bytes are, by their content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sniffed {
    /// Plain text, separated values among it: only the name tells those apart.
    Text,
    /// A document of Word or WPS in Office Open XML.
    Docx,
    /// A PDF.
    Pdf,
    /// An object of JSON.
    Json,
    /// A workbook, for [`workbook::read`](fn@workbook::read).
    Workbook,
    /// A document with a password; of which kind cannot be seen.
    Encrypted,
    /// Something else: what, in words.
    Other(Text),
    /// Bytes that are no text and of no kind that is known.
    Bytes,
    /// Nothing.
    Empty,
}

/// How many bytes are looked at to tell what they are.
const LOOKED_AT: usize = 4096;

/// Whether a file is called like a text: of a kind that can be read, or of one that reading refuses
/// with words.
pub fn is_text_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| {
        [
            "txt", "text", "docx", "docm", "dotx", "dotm", "pdf", "doc", "wps", "rtf", "odt", "ofd",
        ]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(extension))
    })
}

/// What bytes are, whatever the file is called.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    let other = |zh: &str, en: &str| Sniffed::Other(Text::new(zh, en));
    // Other bytes may stand before the head of a PDF.
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") && !is_text_before_pdf(head) {
        return Sniffed::Pdf;
    }
    if let Some((zh, en)) = by_first_bytes(bytes) {
        return other(zh, en);
    }
    match workbook::sniff(bytes) {
        workbook::Sniffed::Empty => Sniffed::Empty,
        workbook::Sniffed::Zip => sniff_zip(bytes),
        workbook::Sniffed::Ole => sniff_ole(bytes),
        workbook::Sniffed::Spreadsheet2003 => Sniffed::Workbook,
        workbook::Sniffed::Html => other("网页（HTML）", "a page of HTML"),
        workbook::Sniffed::Foreign => other("XML 文件", "an XML file"),
        workbook::Sniffed::Bytes if !is_nearly_text(bytes) => Sniffed::Bytes,
        workbook::Sniffed::Bytes | workbook::Sniffed::Text => sniff_text(bytes),
    }
}

/// Reads a text of any kind; `file_name` is only used to name it, its content says what it is.
///
/// # Errors
/// [`ManuscriptError`], with the file's name and what can be done.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Manuscript, ManuscriptError> {
    let file = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let reading = AssertUnwindSafe(|| read_sniffed(file, bytes));
    match catch_unwind(reading).unwrap_or(Err(Kind::Crashed)) {
        Ok(mut read) => {
            read.notes.extend(misnamed(file, read.format));
            Ok(read)
        }
        Err(kind) => Err(ManuscriptError {
            file: file.to_owned(),
            kind,
        }),
    }
}

fn read_sniffed(file: &str, bytes: &[u8]) -> Result<Manuscript, Kind> {
    let is = |zh: &str, en: &str| Err(Kind::Other(Text::new(zh, en)));
    match sniff(bytes) {
        Sniffed::Text => txt::read(file, bytes),
        Sniffed::Docx => docx::read(file, bytes),
        Sniffed::Pdf => pdf::read(file, bytes),
        Sniffed::Json => is("JSON 数据", "data in JSON"),
        Sniffed::Workbook => is(
            "工作簿，请作为表格导入",
            "a workbook, which is imported as tables",
        ),
        Sniffed::Encrypted => Err(Kind::Password),
        Sniffed::Other(what) => Err(Kind::Other(what)),
        Sniffed::Bytes => Err(Kind::Unknown),
        Sniffed::Empty => Err(Kind::Empty),
    }
}

/// Kinds that are told by their first bytes and that nothing here reads.
fn by_first_bytes(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const PICTURE: (&str, &str) = (
        "图片；图中的文字要先用 OCR 软件识别",
        "a picture, whose words have to be recognised (OCR) first",
    );
    const KNOWN: &[(&[u8], (&str, &str))] = &[
        (b"{\\rtf", ("RTF 文档（.rtf）", "an RTF document (.rtf)")),
        (b"\x89PNG", PICTURE),
        (b"\xFF\xD8\xFF", PICTURE),
        (b"GIF8", PICTURE),
        (b"II*\0", PICTURE),
        (b"MM\0*", PICTURE),
        (b"Rar!", ("RAR 压缩包", "a RAR archive")),
        (b"7z\xBC\xAF\x27\x1C", ("7z 压缩包", "a 7z archive")),
        (b"\x1F\x8B", ("gzip 压缩包", "a gzip archive")),
        (b"MZ", ("程序文件", "a program")),
        (b"\x7FELF", ("程序文件", "a program")),
        (
            b"MIME-Version:",
            ("网页存档（.mht）", "a web archive (.mht)"),
        ),
        (b"SQLite format 3\0", ("数据库文件", "a database")),
    ];
    let (first, what) = KNOWN.iter().find(|(first, _)| bytes.starts_with(first))?;
    // A text may begin with letters that are also the mark of something.
    let letters = first.iter().all(u8::is_ascii_alphanumeric);
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    (!letters || controls(head) > 0).then_some(*what)
}

/// Whether what stands before `%PDF-` is words: a text that only speaks of it.
fn is_text_before_pdf(head: &[u8]) -> bool {
    let before = head.split(|&byte| byte == b'%').next().unwrap_or_default();
    !before.trim_ascii().is_empty()
        && str::from_utf8(before).is_ok_and(|text| !text.contains(char::is_control))
}

fn sniff_zip(bytes: &[u8]) -> Sniffed {
    let other = |zh: &str, en: &str| Sniffed::Other(Text::new(zh, en));
    let Ok(contents) = Contents::new(bytes) else {
        // What is wrong with it is said by the reader; names of parts stand as they are.
        let part = b"xl/workbook";
        let workbook = bytes.windows(part.len()).any(|window| window == part);
        return if workbook {
            Sniffed::Workbook
        } else {
            Sniffed::Docx
        };
    };
    let has = |part| contents.holds(part);
    if docx::is_docx(&contents) {
        return Sniffed::Docx;
    }
    if has("xl/workbook.xml") || has("xl/workbook.bin") {
        return Sniffed::Workbook;
    }
    if has("content.xml") {
        // Of the two kinds of OpenDocument the workbook is said by its reader.
        let named = &bytes[..bytes.len().min(128)];
        let kind = b"opendocument.spreadsheet";
        let spreadsheet = named.windows(kind.len()).any(|window| window == kind);
        return if spreadsheet {
            Sniffed::Workbook
        } else {
            other("OpenDocument 文档（.odt）", "an OpenDocument text (.odt)")
        };
    }
    if has("OFD.xml") {
        return other("OFD 版式文件", "an OFD document");
    }
    if has("ppt/presentation.xml") {
        return other("演示文稿", "a presentation");
    }
    if has("META-INF/container.xml") {
        return other("电子书（.epub）", "an e-book (.epub)");
    }
    other("普通压缩包", "a plain archive")
}

fn sniff_ole(bytes: &[u8]) -> Sniffed {
    let other = |zh: &str, en: &str| Sniffed::Other(Text::new(zh, en));
    let Ok(container) = Compound::new(bytes) else {
        return other("损坏的旧版 Office 文件", "a damaged file of an old Office");
    };
    if container.holds("EncryptedPackage") {
        Sniffed::Encrypted
    } else if container.holds("WordDocument") {
        other(
            "旧版 Word 或 WPS 文档（.doc、.wps）",
            "a document of an old Word or WPS (.doc, .wps)",
        )
    } else if container.holds("Workbook") || container.holds("Book") {
        Sniffed::Workbook
    } else {
        other("旧版 Office 文件", "a file of an old Office")
    }
}

/// Whether only a few characters of a file are none of a text; its reader says which.
fn is_nearly_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    controls(head) <= (head.len() / 50).max(2)
}

/// How many bytes are controls that no text has.
fn controls(head: &[u8]) -> usize {
    let control = |byte: &&u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    head.iter().filter(control).count()
}

/// Text, unless its first character begins an object of JSON.
fn sniff_text(bytes: &[u8]) -> Sniffed {
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let body = body.trim_ascii_start();
    let object = body.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    if object
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(b"\"") || rest.starts_with(b"}"))
    {
        return Sniffed::Json;
    }
    Sniffed::Text
}

/// What a file of this kind should not be called, if it is called so.
pub(super) fn misnamed(file: &str, format: ManuscriptFormat) -> Option<Text> {
    let (_, extension) = file.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let (usual, zh, en): (&[&str], _, _) = match format {
        ManuscriptFormat::Txt => (&["txt", "text"], "纯文本", "plain text"),
        ManuscriptFormat::Docx => (
            &["docx", "docm", "dotx", "dotm", "wps"],
            ".docx 文档",
            "a .docx document",
        ),
        ManuscriptFormat::Pdf => (&["pdf"], "PDF 文档", "a PDF"),
    };
    let known = extension.len() <= 5 && extension.chars().all(|c| c.is_ascii_alphanumeric());
    (known && !usual.contains(&extension.as_str())).then(|| {
        Text::new(
            format!("文件名以 .{extension} 结尾，内容其实是{zh}，已按内容读取"),
            format!("the file is called .{extension} and is {en}; it was read as what it is"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_says_what_a_file_is() {
        assert_eq!(sniff(b""), Sniffed::Empty);
        assert_eq!(sniff("收入支出".as_bytes()), Sniffed::Text);
        assert_eq!(sniff(b"\n%PDF-1.7 ..."), Sniffed::Pdf);
        assert_eq!(sniff("本文由 %PDF-1.7 转成".as_bytes()), Sniffed::Text);
        assert_eq!(sniff(b" {\"format\": 1}"), Sniffed::Json);
        assert_eq!(sniff("{甲}".as_bytes()), Sniffed::Text);
        assert_eq!(sniff(b"\x01\x02\x03"), Sniffed::Bytes);
        assert!(matches!(sniff(b"{\\rtf1"), Sniffed::Other(_)));
        assert!(matches!(sniff(b"<html><p>"), Sniffed::Other(_)));
        assert_eq!(sniff(b"MZ is the mark of programs"), Sniffed::Text);
    }

    #[test]
    fn texts_are_known_by_their_names() {
        assert!(is_text_name("说明/决算.DOCX"));
        assert!(is_text_name("a.pdf"));
        assert!(!is_text_name("a.json"));
        assert!(!is_text_name("txt"));
    }
}
