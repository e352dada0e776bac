//! Cells as amounts: what is printed, spelt so that the document's reader takes it for what it is.
//!
//! Only what is exact is understood: a number typed as text with spaces between its thousands is,
//! one with a gap elsewhere is kept as it is, and reading reports it. Text never becomes 0.

use crate::document::quote;
use crate::model::{Amount, Unit, is_blank};
use crate::workbook::Content;

/// The JSON of a blank cell.
pub(super) const BLANK: &str = "\"\"";

/// Whether a cell holds what must have a place or be listed: a number, an error, a date where
/// words would do.
pub(super) fn is_figure(content: &Content) -> bool {
    match content {
        Content::Number(_)
        | Content::Error(_)
        | Content::Date(_)
        | Content::Boolean(_)
        | Content::Unclear(_) => true,
        Content::Text(text) => is_number(text),
    }
}

/// Whether a text is a number that was typed as text.
pub(super) fn is_number(text: &str) -> bool {
    let begins = |c: char| {
        c.is_ascii_digit() || ('０'..='９').contains(&c) || "-－−–+＋(（¥￥.,，".contains(c)
    };
    let text = text.trim();
    text.starts_with(begins) && (Amount::parse(text).is_ok() || spelt_out(text).is_some())
}

/// The JSON of an amount, with the unit that its head gives it where that is not the table's.
pub(super) fn amount(content: &Content, own_unit: Option<Unit>) -> String {
    let unit = own_unit.map_or("", Unit::printed);
    match content {
        Content::Number(number) if number.printed.ends_with('%') => quote(&number.printed),
        Content::Number(number) if !unit.is_empty() => quote(&format!("{}{unit}", number.printed)),
        Content::Number(number) if is_json(&number.printed) => number.printed.to_string(),
        Content::Text(text) => of_text(text.trim(), unit),
        other => quote(other.text()),
    }
}

fn of_text(text: &str, unit: &str) -> String {
    if text.is_empty() {
        return BLANK.to_owned();
    }
    if is_blank(text) {
        return quote("—");
    }
    let plain = spelt_out(text);
    let text = plain.as_deref().unwrap_or(text);
    match Amount::parse(text) {
        Ok(amount) if amount.unit.is_none() => quote(&format!("{text}{unit}")),
        _ => quote(text),
    }
}

/// A number as text, in the spelling that can be read: `(100.00)` is -100.00, `2 112.86` is
/// 2112.86. `None` when it can be read as it is, or not at all.
fn spelt_out(text: &str) -> Option<String> {
    let inside = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    let negative = inside('(', ')').or_else(|| inside('（', '）'));
    let digits = negative.unwrap_or(text).trim();
    let digits = if digits.contains(char::is_whitespace) {
        without_gaps(digits)?
    } else {
        digits.to_owned()
    };
    let unsigned = digits.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let text_again = match negative {
        Some(_) if unsigned => format!("-{digits}"),
        Some(_) => return None,
        None => digits,
    };
    (text_again != text && Amount::parse(&text_again).is_ok()).then_some(text_again)
}

/// A number without the white space inside it, where that cannot hide another number: beside a
/// mark, between thousands, or between all of its digits.
fn without_gaps(text: &str) -> Option<String> {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let mark = |c: char| ".,，．-－+＋¥￥%％元万亿".contains(c);
    let beside_marks = pieces
        .windows(2)
        .all(|pair| pair[0].ends_with(mark) || pair[1].starts_with(mark));
    let whole = |piece: &&str| {
        piece
            .split(['.', '．'])
            .next()
            .map_or(0, |w| w.chars().count())
    };
    let last = pieces.len().checked_sub(1)?;
    let thousands = pieces[0].trim_start_matches(['-', '－']).chars().count() <= 3
        && pieces[1..].iter().all(|piece| whole(piece) == 3)
        && pieces[..last].iter().all(|piece| !piece.contains(mark))
        && text
            .chars()
            .all(|c| c.is_whitespace() || c.is_ascii_digit() || c == '.');
    let spread = pieces.iter().all(|piece| piece.chars().count() == 1) && pieces.len() > 2;
    (beside_marks || thousands || spread).then(|| pieces.concat())
}

/// Whether digits are a number of JSON as they stand.
fn is_json(digits: &str) -> bool {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && (whole == "0" || !whole.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Number;

    fn number(printed: &str) -> String {
        let number = Number {
            printed: printed.into(),
            formatted: true,
        };
        amount(&Content::Number(number), None)
    }

    fn text(text: &str) -> String {
        amount(&Content::Text(text.into()), None)
    }

    #[test]
    fn numbers_keep_their_decimals() {
        assert_eq!(number("10.00"), "10.00");
        assert_eq!(number("-0.50"), "-0.50");
        assert_eq!(number("0"), "0");
        assert_eq!(number("71.65%"), "\"71.65%\"");
        assert_eq!(number("1E+20"), "\"1E+20\"");
    }

    #[test]
    fn blanks_stay_apart() {
        assert_eq!(text(" "), "\"\"");
        assert_eq!(text("——"), "\"—\"");
        assert_eq!(text("0.00"), "\"0.00\"");
    }

    #[test]
    fn numbers_as_text_are_understood_where_they_are_exact() {
        assert_eq!(text("2,112.86"), "\"2,112.86\"");
        assert_eq!(text("２１１２．８６"), "\"２１１２．８６\"");
        assert_eq!(text("(100.00)"), "\"-100.00\"");
        assert_eq!(text("（1,100.00）"), "\"-1,100.00\"");
        assert_eq!(text("－100"), "\"－100\"");
        assert_eq!(text("2 112 . 86"), "\"2 112 . 86\"");
        assert_eq!(text("2 112.86"), "\"2112.86\"");
        assert_eq!(text("2112. 86"), "\"2112.86\"");
        assert_eq!(text("2 1 1 2 . 8 6"), "\"2112.86\"");
        assert_eq!(text("21 12.86"), "\"21 12.86\"");
        assert_eq!(text("2112.86万元"), "\"2112.86万元\"");
        assert_eq!(text("见附表"), "\"见附表\"");
    }

    #[test]
    fn the_unit_of_a_head_goes_with_its_numbers() {
        let text = Content::Text("12.5".into());
        assert_eq!(amount(&text, Some(Unit::Yuan)), "\"12.5元\"");
    }

    #[test]
    fn words_are_no_figures() {
        for text in [
            "收入决算表",
            "2024年度",
            "一、外交支出",
            "-",
            "—",
            "1.公务接待费",
            "第1页",
        ] {
            assert!(!is_figure(&Content::Text(text.into())), "{text}");
        }
        for text in ["12.5", "（3.0）", "１２", "0万元"] {
            assert!(is_figure(&Content::Text(text.into())), "{text}");
        }
    }
}
