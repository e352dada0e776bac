//! How the text is written as bytes: which encoding, which line ends, and where a character lies
//! in the bytes.
//!
//! The bytes of the original are never produced again from the text: an edit replaces only the
//! bytes of what it replaces, so an unusual but valid spelling elsewhere survives.

use super::error::{ParseError, ParseErrorKind, Position};
use super::source::place;
use encoding_rs::{DecoderResult, GB18030};
use std::fmt::Write as _;

/// The encoding of a file.
///
/// UTF-16 is known by its mark. GB18030 has none and is tried when bytes are not valid UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// UTF-8 with a byte-order mark, as Windows writes it.
    Utf8Bom,
    /// UTF-16, low byte first, with a byte-order mark.
    Utf16Le,
    /// UTF-16, high byte first, with a byte-order mark.
    Utf16Be,
    /// The Chinese national standard, of which GBK and GB2312 are parts.
    Gb18030,
}

impl Encoding {
    /// The name that people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 BOM",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Gb18030 => "GB18030",
        }
    }

    /// The bytes before the text.
    pub(super) fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 | Self::Gb18030 => b"",
            Self::Utf8Bom => b"\xEF\xBB\xBF",
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
        }
    }

    /// The bytes of `text`, without a mark. What is to be encoded went through [`Self::writable`].
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 | Self::Utf8Bom => text.as_bytes().to_vec(),
            Self::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Gb18030 => GB18030.encode(text).0.into_owned(),
        }
    }

    /// JSON `text` with every character that this encoding cannot give back as an escape.
    ///
    /// That is a handful of private characters of GB18030, and in valid JSON such a character
    /// stands in a string.
    pub(super) fn writable(self, text: &str) -> String {
        if self != Self::Gb18030 || returns(text) {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if returns(c.encode_utf8(&mut [0; 4])) {
                out.push(c);
            } else {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    write!(out, "\\u{unit:04x}").unwrap_or_default();
                }
            }
        }
        out
    }

    /// Where in `raw` the character at `offset` of the text begins; both are walked in step.
    pub(super) fn raw_offset(self, text: &str, raw: &[u8], offset: usize) -> usize {
        let before = text.get(..offset).unwrap_or(text);
        let mark = self.mark().len();
        match self {
            Self::Utf8 | Self::Utf8Bom => mark + before.len(),
            Self::Utf16Le | Self::Utf16Be => {
                mark + 2 * before.chars().map(char::len_utf16).sum::<usize>()
            }
            Self::Gb18030 => before.chars().fold(0, |at, _| {
                at + gb18030_len(raw.get(at..).unwrap_or_default())
            }),
        }
    }
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineEnding {
    /// Line feeds.
    Lf,
    /// Carriage return and line feed, as Windows writes.
    CrLf,
    /// Both occur.
    Mixed,
    /// There is one line only.
    None,
}

impl LineEnding {
    pub(super) fn of(text: &str) -> Self {
        let feeds = text.bytes().filter(|b| *b == b'\n').count();
        let pairs = text.matches("\r\n").count();
        match (feeds - pairs, pairs) {
            (0, 0) => Self::None,
            (_, 0) => Self::Lf,
            (0, _) => Self::CrLf,
            _ => Self::Mixed,
        }
    }
}

/// Decoded text, and the original bytes unless they are the text.
pub(super) struct Decoded {
    pub(super) encoding: Encoding,
    pub(super) text: String,
    pub(super) raw: Option<Vec<u8>>,
}

/// Finds the encoding of `bytes` and decodes them, losing nothing.
pub(super) fn decode(mut bytes: Vec<u8>) -> Result<Decoded, ParseError> {
    for (encoding, unit) in [
        (Encoding::Utf16Le, u16::from_le_bytes as fn([u8; 2]) -> u16),
        (Encoding::Utf16Be, u16::from_be_bytes),
    ] {
        if bytes.starts_with(encoding.mark()) {
            let text = decode_utf16(&bytes, unit)?;
            return Ok(Decoded {
                encoding,
                text,
                raw: Some(bytes),
            });
        }
    }
    if bytes.starts_with(Encoding::Utf8Bom.mark()) {
        bytes.drain(..Encoding::Utf8Bom.mark().len());
        return match String::from_utf8(bytes) {
            Ok(text) => Ok(Decoded {
                encoding: Encoding::Utf8Bom,
                text,
                raw: None,
            }),
            Err(error) => Err(undecodable_utf8(
                error.as_bytes(),
                error.utf8_error().valid_up_to(),
                3,
            )),
        };
    }
    let (bytes, valid) = match String::from_utf8(bytes) {
        Ok(text) => {
            return Ok(Decoded {
                encoding: Encoding::Utf8,
                text,
                raw: None,
            });
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            (error.into_bytes(), valid)
        }
    };
    match decode_gb18030(&bytes) {
        Ok(text) => Ok(Decoded {
            encoding: Encoding::Gb18030,
            text,
            raw: Some(bytes),
        }),
        // The encoding that fits further is the one the file was meant to have.
        Err((offset, _)) if offset <= valid => Err(undecodable_utf8(&bytes, valid, 0)),
        Err((offset, position)) => Err(ParseError {
            kind: ParseErrorKind::Undecodable,
            position,
            offset,
        }),
    }
}

fn undecodable_utf8(bytes: &[u8], valid: usize, mark: usize) -> ParseError {
    let before = String::from_utf8_lossy(bytes.get(..valid).unwrap_or(bytes));
    ParseError {
        kind: ParseErrorKind::Undecodable,
        position: place(&before, before.len()),
        offset: valid + mark,
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ParseError> {
    let (pairs, rest) = bytes.get(2..).unwrap_or_default().as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let broken = |text: &str| ParseError {
        kind: ParseErrorKind::Undecodable,
        position: place(text, text.len()),
        offset: 2 + 2 * text.chars().map(char::len_utf16).sum::<usize>(),
    };
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match decoded {
            Ok(c) => text.push(c),
            Err(_) => return Err(broken(&text)),
        }
    }
    if rest.is_empty() {
        Ok(text)
    } else {
        Err(broken(&text))
    }
}

/// Decodes GB18030, or says at which byte it stops being that.
fn decode_gb18030(bytes: &[u8]) -> Result<String, (usize, Position)> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    let mut read = 0;
    loop {
        let (result, more) = decoder.decode_to_string_without_replacement(
            bytes.get(read..).unwrap_or_default(),
            &mut text,
            true,
        );
        read += more;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 16),
            DecoderResult::Malformed(bad, after) => {
                let offset = read.saturating_sub(usize::from(bad) + usize::from(after));
                return Err((offset, place(&text, text.len())));
            }
        }
    }
}

/// The bytes of the first character of valid GB18030: one, two, or four if the second is a digit.
fn gb18030_len(bytes: &[u8]) -> usize {
    match bytes {
        [0..=0x80, ..] => 1,
        [_, b'0'..=b'9', ..] => 4,
        _ => 2,
    }
}

/// Whether GB18030 gives `text` back.
fn returns(text: &str) -> bool {
    let (bytes, _, replaced) = GB18030.encode(text);
    !replaced && GB18030.decode_without_bom_handling(&bytes).0 == text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_found_in_the_bytes() {
        let text = "a€中\u{1e3f}𠀀\u{e7c7}z";
        for encoding in [
            Encoding::Utf8,
            Encoding::Utf8Bom,
            Encoding::Utf16Le,
            Encoding::Utf16Be,
            Encoding::Gb18030,
        ] {
            let raw = [encoding.mark(), &encoding.encode(text)].concat();
            for (offset, _) in text.char_indices() {
                let begins = encoding.mark().len() + encoding.encode(&text[..offset]).len();
                assert_eq!(
                    encoding.raw_offset(text, &raw, offset),
                    begins,
                    "{}",
                    encoding.name()
                );
            }
        }
    }

    #[test]
    fn what_gb18030_cannot_give_back_is_escaped() {
        assert_eq!(
            Encoding::Gb18030.writable("\"中\u{e5e5}\u{e81e}\""),
            "\"中\\ue5e5\\ue81e\""
        );
        assert_eq!(Encoding::Utf8.writable("\"\u{e5e5}\""), "\"\u{e5e5}\"");
        for c in ('\0'..=char::MAX).filter(|c| !c.is_ascii()) {
            let text = Encoding::Gb18030.writable(&c.to_string());
            let bytes = Encoding::Gb18030.encode(&text);
            assert_eq!(decode_gb18030(&bytes).as_deref(), Ok(text.as_str()));
        }
    }

    #[test]
    fn bytes_in_no_encoding_have_a_place() {
        let place_of = |bytes: &[u8]| {
            decode(bytes.to_vec())
                .err()
                .map(|e| (e.offset, e.position.line, e.position.column))
        };
        assert_eq!(place_of(b"\xEF\xBB\xBF{\n\xFF}"), Some((5, 2, 1)));
        assert_eq!(
            place_of(b"{\n\"\xE4\xB8\xAD\xE6\x96\x87\": \xFF}"),
            Some((12, 2, 7))
        );
        assert_eq!(place_of(b"[\n\"\xD6\xD0\xB9\xFA\xFF\"]"), Some((7, 2, 4)));
        assert_eq!(place_of(b"\xFF\xFE[\0\n\0\0\xD8]\0"), Some((6, 2, 1)));
        assert_eq!(place_of(b"\xFE\xFF\0[\0"), Some((4, 1, 2)));
    }
}
