//! Bytes of a text file as text, and a field of it as what it prints.

use super::cell::{Content, Number};
use super::error::WorkbookErrorKind as Kind;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// More digits than a number of ours can hold; longer ones are text, such as bank accounts.
const MOST_DIGITS: usize = 28;

/// The text of a file in UTF-8, UTF-16 or GB18030.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Kind> {
    let encoding = Encoding::for_bom(bytes).map_or_else(|| guess(bytes), |(encoding, _)| encoding);
    let text = encoding.decode_with_bom_removal(bytes).0;
    // GB18030 has no replacement of its own: a failure shows as U+FFFD, which no file holds.
    if text.contains('\u{fffd}') {
        return Err(Kind::Undecodable);
    }
    if text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}')) {
        return Err(Kind::Unknown);
    }
    Ok(text.into_owned())
}

/// The encoding of bytes without a mark.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let zeros = |start: usize| {
        bytes
            .iter()
            .skip(start)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    // Digits and separators have an empty half in UTF-16.
    let (even, odd) = (zeros(0), zeros(1));
    if odd > bytes.len() / 16 && even == 0 {
        UTF_16LE
    } else if even > bytes.len() / 16 && odd == 0 {
        UTF_16BE
    } else if str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        GB18030
    }
}

/// What a field of a text file is: a number when it is written as one and nothing else.
pub(crate) fn field(text: &str) -> Option<Content> {
    if text.is_empty() {
        return None;
    }
    // Excel writes `="0201"` to keep a code from becoming a number.
    let quoted = text
        .strip_prefix("=\"")
        .and_then(|text| text.strip_suffix('"'));
    if let Some(text) = quoted {
        return (!text.is_empty()).then(|| Content::Text(text.into()));
    }
    Some(number(text.trim()).map_or_else(
        || Content::Text(text.into()),
        |printed| {
            Content::Number(Number {
                printed: printed.into(),
                formatted: false,
            })
        },
    ))
}

/// The digits of a plain number: `-1,234.50` as `-1234.50`. A leading zero makes a code of it.
fn number(text: &str) -> Option<String> {
    let percent = text.ends_with('%');
    let body = text.strip_suffix('%').unwrap_or(text);
    let (sign, body) = body
        .strip_prefix('-')
        .map_or(("", body), |body| ("-", body));
    let (integer, fraction) = match body.split_once('.') {
        Some((_, "")) => return None,
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (body, None),
    };
    let mut groups = integer.split(',');
    let first = groups.next()?;
    let grouped = integer.contains(',');
    let whole = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let well_grouped = groups.all(|group| group.len() == 3 && whole(group));
    if first.is_empty()
        || !whole(first)
        || !well_grouped
        || (grouped && first.len() > 3)
        || (first.len() + usize::from(grouped) > 1 && first.starts_with('0'))
        || !fraction.is_none_or(whole)
        || body.len() > MOST_DIGITS
    {
        return None;
    }
    let mut printed = String::with_capacity(text.len());
    printed.push_str(sign);
    printed.extend(integer.chars().filter(|&c| c != ','));
    if let Some(fraction) = fraction {
        printed.push('.');
        printed.push_str(fraction);
    }
    if percent {
        printed.push('%');
    }
    Some(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_is_written_as_one() {
        let read = |text| number(text).unwrap_or_default();
        for plain in ["0", "-1", "2940.05", "10.00", "0.5", "71.65%", "2060101"] {
            assert_eq!(read(plain), plain);
        }
        assert_eq!(read("59,332,388.65"), "59332388.65");
        assert_eq!(read("-1,234"), "-1234");
        for text in [
            "",
            "-",
            "—",
            "201-",
            "0201",
            "00",
            "1,23",
            "1234,567",
            ",123",
            "1,,234",
            "0,123",
            "1.",
            ".5",
            "1.2.3",
            "1e5",
            "+5",
            "12 34",
            "１２",
            "%",
            "1,2345",
            "12345678901234567890123456789",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn text_comes_in_four_encodings() {
        let written = "科目编码,2060101";
        let utf16 =
            |unit: fn(u16) -> [u8; 2]| written.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        let decoded = |bytes: &[u8]| decode(bytes).unwrap();
        assert_eq!(decoded(written.as_bytes()), written);
        assert_eq!(decoded(format!("\u{feff}{written}").as_bytes()), written);
        assert_eq!(decoded(&GB18030.encode(written).0), written);
        assert_eq!(decoded(&utf16(u16::to_le_bytes)), written);
        assert_eq!(decoded(&utf16(u16::to_be_bytes)), written);
        assert_eq!(
            decoded(&[&b"\xFF\xFE"[..], &utf16(u16::to_le_bytes)].concat()),
            written
        );
        assert_eq!(decode(b"\xFF\xFF\xFF,1"), Err(Kind::Undecodable));
        assert_eq!(decode(b"a\0\0\x02,1"), Err(Kind::Unknown));
    }
}
