//! How a corrected number is printed in a text: as the one before it was.

use crate::model::{Amount, Cell, Printed, fixed};

/// What the text as a whole does with its numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Whether it groups the digits of any number by commas.
    is_grouped: bool,
}

/// The number within a part of a text, and what stands around it.
struct Parts<'a> {
    before: &'a str,
    number: &'a str,
    behind: &'a str,
}

impl Style {
    /// The style of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut digits = 0;
        let mut commas = text.char_indices().filter(|(at, c)| {
            let separates = is_separator(*c) && digits > 0;
            digits = if half(*c).is_ascii_digit() {
                digits + 1
            } else {
                0
            };
            separates && group(&text[at + c.len_utf8()..])
        });
        Self {
            is_grouped: commas.next().is_some(),
        }
    }

    /// What a part of the text becomes that printed one cell and is to print another.
    pub(super) fn printed(self, part: &str, was: &Cell, now: &Cell) -> String {
        let (Some(now), Some(parts)) = (now.number(), Parts::of(part)) else {
            return around(part, &words(now));
        };
        let digits = fixed(now.value, u32::from(now.decimals));
        let number = self.number(&digits, parts.number);
        let behind = match was.number() {
            Some(was) => unit(parts.behind, was, now),
            None => parts.behind.to_owned(),
        };
        format!("{}{number}{behind}", parts.before)
    }

    /// Digits as another number was printed: its separators, its width, and where as many digits
    /// stand before and behind the point, its spaces too.
    fn number(self, digits: &str, like: &str) -> String {
        let is_full = like
            .chars()
            .any(|c| c != half(c) && half(c).is_ascii_digit());
        let shape = |text: &str| -> String {
            let chars = text.chars().map(half);
            let kept = chars.filter(|c| !c.is_whitespace() && *c != ',');
            kept.map(|c| if c.is_ascii_digit() { '0' } else { c })
                .collect()
        };
        if shape(digits) == shape(like) {
            let mut new = digits.chars();
            let put = |c: char| {
                if c.is_whitespace() || half(c) == ',' {
                    return c;
                }
                let next = new.next().unwrap_or(c);
                if c == half(c) { next } else { wide(next) }
            };
            return like.chars().map(put).collect();
        }
        let separator = like.chars().find(|c| is_separator(*c));
        let whole = like.chars().map(half).take_while(|c| *c != '.');
        let is_short = whole.filter(char::is_ascii_digit).count() < 4;
        let separator = separator.or_else(|| (is_short && self.is_grouped).then_some(','));
        let mut out = String::new();
        let unsigned = digits.trim_start_matches('-');
        let length = unsigned.find('.').unwrap_or(unsigned.len());
        for (index, c) in unsigned.chars().enumerate() {
            let is_between = index > 0 && index < length && (length - index).is_multiple_of(3);
            out.extend(separator.filter(|_| is_between));
            out.push(if is_full { wide(c) } else { c });
        }
        if digits.starts_with('-') {
            out.insert(0, if is_full { '－' } else { '-' });
        }
        // Lines stay lines: where a number was broken, the line ends behind it.
        out.extend(like.chars().filter(|c| matches!(c, '\n' | '\x0c')));
        out
    }
}

/// What stood in a part of a text, where that is something else than what a cell says; `None` where
/// it is the same or cannot be compared.
pub(super) fn stood(part: &str, cell: &Cell) -> Option<Cell> {
    let plain = |words: &str| -> String {
        let kept = words.chars().filter(|c| !c.is_whitespace());
        kept.map(half).collect()
    };
    let bare = plain(part);
    let Some(number) = cell.number() else {
        // A dash or nothing at all says nothing of what stood there.
        let is_said = matches!(cell, Cell::Words(_)) && plain(&words(cell)) != bare;
        return is_said.then(|| Cell::Words(bare.into()));
    };
    let amount = Amount::parse(&bare).ok()?;
    let unit = amount.unit.unwrap_or(number.unit);
    let stood = (amount.value.abs(), amount.decimals, unit);
    if stood == (number.value.abs(), u32::from(number.decimals), number.unit) {
        return None;
    }
    Some(Cell::Number(Printed {
        value: amount.value,
        unit,
        decimals: u8::try_from(amount.decimals).unwrap_or(u8::MAX),
        own_unit: amount.unit.is_some(),
        as_text: true,
    }))
}

impl<'a> Parts<'a> {
    /// `None` where no digit stands.
    fn of(part: &'a str) -> Option<Self> {
        let is_digit = |c: char| half(c).is_ascii_digit();
        let start = part.find(is_digit)?;
        let sign = part[..start].chars().next_back();
        let sign = sign.filter(|c| matches!(half(*c), '-' | '−'));
        let start = start - sign.map_or(0, char::len_utf8);
        let last = part.rfind(is_digit)?;
        let end = last + part[last..].chars().next().map_or(0, char::len_utf8);
        Some(Self {
            before: &part[..start],
            number: &part[start..end],
            behind: &part[end..],
        })
    }
}

/// What stands behind a number that may have another unit now.
fn unit(behind: &str, was: &Printed, now: &Printed) -> String {
    if was.unit == now.unit {
        return behind.to_owned();
    }
    let spaces = &behind[..behind.len() - behind.trim_start().len()];
    format!("{spaces}{}", now.unit.printed())
}

/// A cell in words.
fn words(cell: &Cell) -> String {
    match cell {
        Cell::Absent | Cell::Blank => String::new(),
        Cell::Words(words) => words.to_string(),
        Cell::Unreadable(unreadable) => unreadable.raw.clone(),
        Cell::Number(number) => {
            let unit = if number.own_unit {
                number.unit.printed()
            } else {
                ""
            };
            format!("{}{unit}", fixed(number.value, u32::from(number.decimals)))
        }
    }
}

/// Words with the white space around what they replace.
fn around(part: &str, words: &str) -> String {
    let behind = part.trim_start();
    let before = &part[..part.len() - behind.len()];
    let behind = &behind[behind.trim_end().len()..];
    format!("{before}{words}{behind}")
}

/// Whether three digits follow, and no fourth.
fn group(text: &str) -> bool {
    let digits = text.chars().take_while(|c| half(*c).is_ascii_digit());
    digits.take(4).count() == 3
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '，' | '\'' | '’')
}

/// The half-width form of a character that numbers are printed with.
fn half(c: char) -> char {
    match c {
        '０'..='９' | '．' | '，' | '－' | '％' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        '’' => '\'',
        c => c,
    }
}

/// Its full-width form.
fn wide(c: char) -> char {
    match c {
        '0'..='9' | '.' | '-' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Unit;

    fn cell(text: &str) -> Cell {
        let amount = Amount::parse(text).unwrap();
        Cell::Number(Printed {
            value: amount.value,
            unit: amount.unit.unwrap_or(Unit::WanYuan),
            decimals: u8::try_from(amount.decimals).unwrap(),
            own_unit: amount.unit.is_some(),
            as_text: true,
        })
    }

    #[test]
    fn a_number_is_printed_as_the_one_before_it() {
        let cases = [
            ("1,714.05万元", "1714.05万元", "1741.05万元", "1,741.05万元"),
            ("1714.05 万元", "1714.05万元", "21741.5", "21741.5 万元"),
            ("1,714.05万元", "1714.05万元", "171.4万元", "171.4万元"),
            ("１４．０６％", "14.06%", "4.06%", "４．０６％"),
            ("１，714.05元", "1714.05元", "2815.16元", "２，815.16元"),
            (
                "1 714. 05万元",
                "1714.05万元",
                "1714.06万元",
                "1 714. 06万元",
            ),
            (
                "1,71\n4.05万元",
                "1714.05万元",
                "1,714.06万元",
                "1,71\n4.06万元",
            ),
            (
                "1,71\n4.05万元",
                "1714.05万元",
                "714.06万元",
                "714.06\n万元",
            ),
            ("2940.05万元", "2940.05万元", "29400500元", "29400500元"),
            ("-5.2%", "-5.2%", "5.2%", "5.2%"),
            ("5.2 %", "5.2%", "-15.2%", "-15.2 %"),
        ];
        for (part, was, now, due) in cases {
            let style = Style::of(part);
            assert_eq!(style.printed(part, &cell(was), &cell(now)), due, "{part}");
        }
    }

    #[test]
    fn a_longer_number_is_grouped_where_the_text_groups() {
        let (was, now) = (cell("714.05万元"), cell("1714.05万元"));
        let grouped = Style::of("共 11,714.05 万元");
        assert_eq!(grouped.printed("714.05万元", &was, &now), "1,714.05万元");
        let plain = Style::of("2023年1，2024年2,4项");
        assert_eq!(plain.printed("714.05万元", &was, &now), "1714.05万元");
    }

    #[test]
    fn words_are_replaced_between_their_spaces() {
        let style = Style::of("");
        let word = |word: &str| Cell::Words(word.into());
        assert_eq!(
            style.printed(" 增加 ", &word("增加"), &word("减少")),
            " 减少 "
        );
        assert_eq!(style.printed("XX", &word("XX"), &Cell::Absent), "");
        assert_eq!(style.printed("无", &cell("0"), &cell("3万元")), "3万元");
    }
}
