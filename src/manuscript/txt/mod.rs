//! Plain text: its encoding, its lines, and the places of both in the file's bytes.
//!
//! No character is ever replaced by a guess: bytes that are no text are refused with their line.

mod encoding;

use encoding::{Coded, TxtEncoding};

use super::error::ManuscriptErrorKind as Kind;
use super::patch::TextPatchError;
use super::{MOST_CHARACTERS, Manuscript, ManuscriptFormat, TextChange};
use crate::model::Text;

/// Reads a text; `file` is only its name.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Manuscript, Kind> {
    let limit = MOST_CHARACTERS;
    // No character of an encoding has more bytes.
    if bytes.len() / 4 > limit {
        return Err(Kind::TooLong { limit });
    }
    let coded = Coded::new(bytes)?;
    let text = canonical(&coded)?;
    let mut notes = Vec::new();
    if coded.encoding == TxtEncoding::Gb18030 {
        notes.push(Text::new(
            "文字编码是 GB18030，改正后仍按此编码保存",
            "the text is in GB18030 and stays so when it is corrected",
        ));
    }
    if let Some(at) = text.find('\u{fffd}') {
        let line = line_of(&text, at);
        notes.push(Text::new(
            format!("第 {line} 行有“\u{fffd}”：文件里原来的字在保存时已经丢失"),
            format!("line {line} has “\u{fffd}”: a character was lost when the file was written"),
        ));
    }
    Ok(Manuscript {
        file: file.to_owned(),
        format: ManuscriptFormat::Txt,
        text,
        tables: Vec::new(),
        sheets: Vec::new(),
        unread: Vec::new(),
        notes,
    })
}

/// The file's bytes with these words changed; everything else stays as it is.
///
/// `changes` lie in the canonical text, in order and apart from each other.
pub(super) fn patch(bytes: &[u8], changes: &[TextChange]) -> Result<Vec<u8>, TextPatchError> {
    let coded = Coded::new(bytes).map_err(TextPatchError::Unreadable)?;
    let line_break = coded.line_break();
    let mut places = Places::new(&coded);
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut done = 0;
    for change in changes {
        let start = places.raw(change.start)?;
        let end = places.raw(change.end)?;
        let words = change.text.replace('\n', line_break);
        let coded_words =
            coded
                .encoding
                .encode(&words)
                .map_err(|character| TextPatchError::Unwritable {
                    line: places.line,
                    character,
                })?;
        out.extend_from_slice(&bytes[done..start]);
        out.extend_from_slice(&coded_words);
        done = end;
    }
    out.extend_from_slice(&bytes[done..]);
    Ok(out)
}

/// The text with a line feed for every break of lines.
fn canonical(coded: &Coded<'_>) -> Result<String, Kind> {
    let mut text = String::with_capacity(coded.text.len());
    let mut characters = coded.text.chars().peekable();
    let mut line = 1;
    let mut count = 0;
    while let Some(c) = characters.next() {
        count += 1;
        if count > MOST_CHARACTERS {
            return Err(Kind::TooLong {
                limit: MOST_CHARACTERS,
            });
        }
        if is_break(c) {
            if c == '\r' && characters.peek() == Some(&'\n') {
                characters.next();
            }
            line += 1;
            text.push('\n');
        } else if c.is_control() && !matches!(c, '\t' | '\u{c}') {
            let code = u32::from(c);
            return Err(Kind::Control { line, code });
        } else {
            text.push(c);
        }
    }
    Ok(text)
}

/// Whether a line ends here; the last ones are those of old word processors and of Unicode.
fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The line of a place, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Where the bytes of the canonical text stand in the file; asked for in order.
struct Places<'a> {
    coded: &'a Coded<'a>,
    characters: std::iter::Peekable<std::str::Chars<'a>>,
    /// How far the canonical text was gone through.
    at: usize,
    /// How far the file.
    raw: usize,
    line: usize,
}

impl<'a> Places<'a> {
    fn new(coded: &'a Coded<'a>) -> Self {
        Self {
            coded,
            characters: coded.text.chars().peekable(),
            at: 0,
            raw: coded.mark,
            line: 1,
        }
    }

    /// The byte of the file where a byte of the text stands.
    fn raw(&mut self, at: usize) -> Result<usize, TextPatchError> {
        while self.at < at {
            let c = self.characters.next().ok_or(TextPatchError::Outside)?;
            self.raw += self.coded.size(self.raw, c);
            if !is_break(c) {
                self.at += c.len_utf8();
                continue;
            }
            if c == '\r' && self.characters.peek() == Some(&'\n') {
                self.characters.next();
                self.raw += self.coded.size(self.raw, '\n');
            }
            self.at += 1;
            self.line += 1;
        }
        if self.at == at && self.raw <= self.coded.bytes.len() {
            Ok(self.raw)
        } else {
            Err(TextPatchError::Outside)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, Kind> {
        read("a.txt", bytes).map(|read| read.text)
    }

    #[test]
    fn every_break_of_lines_is_one() {
        assert_eq!(
            text("一\r\n二\r三\n\u{c}四\u{2028}五".as_bytes()),
            Ok("一\n二\n三\n\u{c}四\n五".to_owned())
        );
    }

    #[test]
    fn controls_are_refused_with_their_line() {
        assert_eq!(text(b"a\nb\x07"), Err(Kind::Control { line: 2, code: 7 }));
    }

    #[test]
    fn a_change_touches_its_bytes_alone() {
        let bytes = "\u{feff}收入\r\n12 元\r\n".as_bytes();
        let change = TextChange {
            start: "收入\n".len(),
            end: "收入\n12".len(),
            text: "345".to_owned(),
        };
        assert_eq!(
            patch(bytes, &[change]),
            Ok("\u{feff}收入\r\n345 元\r\n".as_bytes().to_vec())
        );
    }
}
