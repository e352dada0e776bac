//! JSON strings: quoted text to text, and back.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` as a JSON string, quotes included; only what must be escaped is.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a string cannot fail.
            c if u32::from(c) < 0x20 => write!(out, "\\u{:04x}", u32::from(c)).unwrap_or_default(),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The text of a valid JSON string, given with its quotes.
pub(super) fn decode(raw: &str) -> Cow<'_, str> {
    let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    let Some(first) = inner.find('\\') else {
        return Cow::Borrowed(inner);
    };
    let mut out = String::with_capacity(inner.len());
    let (plain, mut rest) = inner.split_at(first);
    out.push_str(plain);
    while let Some(escape) = rest.strip_prefix('\\') {
        let (c, length) = escaped(escape);
        out.push(c);
        rest = escape.get(length..).unwrap_or_default();
        let (plain, more) = rest.split_at(rest.find('\\').unwrap_or(rest.len()));
        out.push_str(plain);
        rest = more;
    }
    Cow::Owned(out)
}

/// The character that an escape, given without its backslash, stands for, and the escape's length.
fn escaped(escape: &str) -> (char, usize) {
    match escape.as_bytes() {
        [b'u', ..] => unicode(escape),
        [b'b', ..] => ('\u{8}', 1),
        [b'f', ..] => ('\u{c}', 1),
        [b'n', ..] => ('\n', 1),
        [b'r', ..] => ('\r', 1),
        [b't', ..] => ('\t', 1),
        [plain, ..] => (char::from(*plain), 1),
        [] => (char::REPLACEMENT_CHARACTER, 0),
    }
}

/// `uXXXX`, or the two of them that are one character; half a pair is replaced.
fn unicode(escape: &str) -> (char, usize) {
    let Some(high) = unit(escape) else {
        return (char::REPLACEMENT_CHARACTER, 1);
    };
    if let Some(c) = char::from_u32(u32::from(high)) {
        return (c, 5);
    }
    let low = escape
        .get(5..)
        .and_then(|rest| rest.strip_prefix('\\'))
        .and_then(unit);
    let pair = low.and_then(|low| char::decode_utf16([high, low]).next()?.ok());
    pair.map_or((char::REPLACEMENT_CHARACTER, 5), |c| (c, 11))
}

fn unit(escape: &str) -> Option<u16> {
    let digits = escape.strip_prefix('u')?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(
            decode(r#""a\u4e2d\n\"\\\/\b\f\r\t中""#),
            "a中\n\"\\/\u{8}\u{c}\r\t中"
        );
        assert_eq!(decode(r#""\ud83d\ude00!""#), "😀!");
        assert_eq!(
            decode(r#""\ud83dx\ude00\ud83d\n\ud83d\u0041""#),
            "\u{fffd}x\u{fffd}\u{fffd}\n\u{fffd}A"
        );
        assert!(matches!(decode("\"plain\""), Cow::Borrowed("plain")));
    }

    #[test]
    fn quoting_is_undone_by_decoding() {
        let text = "合计 \"\\/\u{0}\u{1f}\u{7f}\r\n\t😀\u{2028}";
        assert_eq!(decode(&quote(text)), text);
        assert_eq!(
            serde_json::from_str::<String>(&quote(text)).ok().as_deref(),
            Some(text)
        );
    }
}
