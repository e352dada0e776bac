//! The encoding of a plain text, told without guessing wrong: UTF-8, UTF-16 with its mark, GB18030.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use crate::manuscript::error::ManuscriptErrorKind as Kind;

/// Encodings of plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TxtEncoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16 with the low byte first.
    Utf16Le,
    /// UTF-16 with the high byte first.
    Utf16Be,
    /// GB18030 with its parts GBK and GB 2312.
    Gb18030,
}

/// A text with its bytes.
#[derive(Debug)]
pub(super) struct Coded<'a> {
    /// The file.
    pub(super) bytes: &'a [u8],
    pub(super) encoding: TxtEncoding,
    /// How many bytes the mark at the beginning has.
    pub(super) mark: usize,
    /// The text behind it.
    pub(super) text: Cow<'a, str>,
}

impl<'a> Coded<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Kind> {
        let (encoding, mark) = match bytes {
            [0xEF, 0xBB, 0xBF, ..] => (TxtEncoding::Utf8, 3),
            [0xFF, 0xFE, ..] => (TxtEncoding::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (TxtEncoding::Utf16Be, 2),
            _ => (unmarked(bytes)?, 0),
        };
        Ok(Self {
            text: encoding.decode(bytes, mark)?,
            bytes,
            encoding,
            mark,
        })
    }

    /// How many bytes of the file a character has that stands there.
    pub(super) fn size(&self, at: usize, c: char) -> usize {
        match self.encoding {
            TxtEncoding::Utf8 => c.len_utf8(),
            TxtEncoding::Utf16Le | TxtEncoding::Utf16Be => c.len_utf16() * 2,
            TxtEncoding::Gb18030 => gb_size(self.bytes.get(at..).unwrap_or_default()),
        }
    }

    /// How its lines end, by the first one that does.
    pub(super) fn line_break(&self) -> &'static str {
        let mut from_first = self
            .text
            .find(['\n', '\r'])
            .map_or("", |at| &self.text[at..])
            .chars();
        match (from_first.next(), from_first.next()) {
            (Some('\r'), Some('\n')) => "\r\n",
            (Some('\r'), _) => "\r",
            _ => "\n",
        }
    }
}

impl TxtEncoding {
    /// The bytes of some words, or the character that this encoding does not have.
    pub(super) fn encode(self, text: &str) -> Result<Vec<u8>, char> {
        match self {
            Self::Utf8 => Ok(text.as_bytes().to_vec()),
            Self::Utf16Le => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Gb18030 => {
                let (bytes, _, lost) = GB18030.encode(text);
                if !lost {
                    return Ok(bytes.into_owned());
                }
                let lost = |c: &char| GB18030.encode(c.encode_utf8(&mut [0; 4])).2;
                Err(text.chars().find(lost).unwrap_or('\u{fffd}'))
            }
        }
    }

    fn decode(self, bytes: &[u8], mark: usize) -> Result<Cow<'_, str>, Kind> {
        let body = &bytes[mark..];
        let (encoding, name): (&'static Encoding, _) = match self {
            Self::Utf8 => {
                return match str::from_utf8(body) {
                    Ok(text) => Ok(Cow::Borrowed(text)),
                    Err(error) => Err(bad_utf8(bytes, mark + error.valid_up_to())),
                };
            }
            Self::Utf16Le => (UTF_16LE, "UTF-16"),
            Self::Utf16Be => (UTF_16BE, "UTF-16"),
            Self::Gb18030 => (GB18030, "GB18030"),
        };
        let text = encoding.decode_without_bom_handling_and_without_replacement(body);
        text.ok_or_else(|| {
            let good = first_bad(encoding, body);
            let before = encoding.decode_without_bom_handling(&body[..good]).0;
            Kind::BadByte {
                line: before.matches('\n').count() + 1,
                at: mark + good + 1,
                byte: body.get(good).copied().unwrap_or_default(),
                encoding: name,
            }
        })
    }
}

/// Where the first bytes stand that are no character.
fn first_bad(encoding: &'static Encoding, body: &[u8]) -> usize {
    let mut at = 0;
    while at < body.len() {
        let rest = &body[at..];
        let size = match rest {
            _ if encoding == GB18030 => gb_size(rest),
            [_, 0xD8..=0xDB, ..] if encoding == UTF_16LE => 4,
            [0xD8..=0xDB, ..] if encoding == UTF_16BE => 4,
            _ => 2,
        };
        let decoded = rest.get(..size).and_then(|character| {
            encoding.decode_without_bom_handling_and_without_replacement(character)
        });
        if decoded.is_none() {
            break;
        }
        at += size;
    }
    at
}

/// How many bytes the first character of a text in GB18030 has.
fn gb_size(bytes: &[u8]) -> usize {
    match bytes {
        [0x81..=0xFE, b'0'..=b'9', ..] => 4,
        [0x81..=0xFE, ..] => 2,
        _ => 1,
    }
}

/// The encoding of bytes without a mark.
///
/// Lines of Chinese are not UTF-8 by chance, so lines that are and lines that are not are two
/// encodings, and a line of which a good part is UTF-8 is damaged: in GB18030 one in a hundred
/// characters looks so.
fn unmarked(bytes: &[u8]) -> Result<TxtEncoding, Kind> {
    if bytes.contains(&0) {
        return Err(if looks_like_utf16(bytes) {
            Kind::Unmarked
        } else {
            Kind::Unknown
        });
    }
    if str::from_utf8(bytes).is_ok() {
        return Ok(TxtEncoding::Utf8);
    }
    let mut utf8 = None;
    let mut other = None;
    let mut damaged = None;
    let mut start = 0;
    let line_end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    for (line, part) in (1..).zip(bytes.split(|&byte| byte == line_end)) {
        let wide = wide_sequences(part);
        match str::from_utf8(part) {
            Ok(_) if wide >= 2 => utf8 = utf8.or(Some(line)),
            Ok(_) => {}
            Err(error) if wide >= 4 && wide * 12 > beyond_ascii(part) => {
                damaged = damaged.or_else(|| Some((line, start + error.valid_up_to())));
            }
            Err(_) => other = other.or(Some(line)),
        }
        start += part.len() + 1;
    }
    match (
        utf8.or_else(|| damaged.map(|(line, _)| line)),
        other,
        damaged,
    ) {
        (Some(utf8), Some(other), _) => Err(Kind::MixedEncodings { utf8, other }),
        (_, _, Some((_, at))) => Err(bad_utf8(bytes, at)),
        _ => Ok(TxtEncoding::Gb18030),
    }
}

/// Whether the zeros of a file stand at every second place, where UTF-16 has them.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let zeros = |start: usize| {
        let halves = bytes.iter().skip(start).step_by(2);
        halves.filter(|&&byte| byte == 0).count()
    };
    bytes.len().is_multiple_of(2) && (zeros(0) == 0) != (zeros(1) == 0)
}

/// How many sequences of three bytes there are as UTF-8 has for the common Chinese characters, their
/// punctuation and the full-width forms.
fn wide_sequences(bytes: &[u8]) -> usize {
    let wide = |three: &&[u8]| {
        let common = matches!(
            three,
            [0xE4, 0xB8..=0xBF, _]
                | [0xE5..=0xE9, 0x80..=0xBF, _]
                | [0xE3, 0x80, _]
                | [0xEF, 0xBC..=0xBF, _]
        );
        common && (0x80..=0xBF).contains(&three[2])
    };
    bytes.windows(3).filter(wide).count()
}

fn beyond_ascii(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !byte.is_ascii()).count()
}

/// A byte of the file that is no UTF-8.
fn bad_utf8(bytes: &[u8], at: usize) -> Kind {
    Kind::BadByte {
        line: bytes[..at].split(|&byte| byte == b'\n').count(),
        at: at + 1,
        byte: bytes.get(at).copied().unwrap_or_default(),
        encoding: "UTF-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoding(bytes: &[u8]) -> Result<TxtEncoding, Kind> {
        Coded::new(bytes).map(|coded| coded.encoding)
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "本年收入合计一百万元\n";
        let gb = GB18030.encode(text).0;
        assert_eq!(encoding(text.as_bytes()), Ok(TxtEncoding::Utf8));
        assert_eq!(encoding(&gb), Ok(TxtEncoding::Gb18030));
        assert_eq!(encoding(b"\xFF\xFE1\0"), Ok(TxtEncoding::Utf16Le));
        assert_eq!(encoding(b"1\x002\0"), Err(Kind::Unmarked));
        assert_eq!(encoding(b"\x01\0\0\x02"), Err(Kind::Unknown));
    }

    #[test]
    fn two_encodings_in_one_file_are_named_by_their_lines() {
        let mut bytes = "收入支出决算\n".as_bytes().to_vec();
        bytes.extend_from_slice(&GB18030.encode("收入支出决算\n").0);
        let mixed = Kind::MixedEncodings { utf8: 1, other: 2 };
        assert_eq!(encoding(&bytes), Err(mixed));
    }

    #[test]
    fn a_broken_byte_is_named_by_its_line() {
        let mut bytes = "收入\n支出决算表\n".as_bytes().to_vec();
        bytes.insert("收入\n支".len(), 0xC4);
        let bad = |line, at, byte, encoding| Kind::BadByte {
            line,
            at,
            byte,
            encoding,
        };
        assert_eq!(encoding(&bytes), Err(bad(2, 11, 0xC4, "UTF-8")));
        let mut bytes = GB18030.encode("收入\n支出决算表\n").0.into_owned();
        bytes.insert(7, 0xFF);
        assert_eq!(encoding(&bytes), Err(bad(2, 8, 0xFF, "GB18030")));
        assert_eq!(
            encoding(b"\xFF\xFE1\0\n\0\x00\xD8"),
            Err(bad(2, 7, 0, "UTF-16"))
        );
    }

    #[test]
    fn every_sequence_of_two_bytes_is_one_character_or_none() {
        for first in 0x81..=0xFE_u8 {
            for second in 0x40..=0xFE_u8 {
                let pair = [first, second];
                let text = GB18030.decode_without_bom_handling_and_without_replacement(&pair);
                let count = text.map_or(1, |text| text.chars().count());
                assert_eq!((count, gb_size(&pair)), (1, 2), "{pair:02X?}");
            }
        }
    }

    #[test]
    fn characters_that_look_like_utf8_by_chance_are_none() {
        // The last byte of the first and both of the second are a sequence of UTF-8.
        let text = "决算说明\n预算０\n五０\n";
        assert_eq!(encoding(&GB18030.encode(text).0), Ok(TxtEncoding::Gb18030));
    }

    #[test]
    fn what_an_encoding_lacks_is_named() {
        assert_eq!(TxtEncoding::Gb18030.encode("万\u{e5e5}"), Err('\u{e5e5}'));
        assert_eq!(TxtEncoding::Gb18030.encode("a"), Ok(b"a".to_vec()));
    }
}
