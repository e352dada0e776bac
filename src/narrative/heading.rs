//! The marks that paragraphs begin with: 第一部分, 一、, （一）, 1., （1）, ①.

/// A mark at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// How deep it is: 0 for a part, 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）, 5 for ①.
    pub(super) depth: u8,
    /// Its number; 0 where it cannot be told.
    pub(super) number: u32,
    /// How many bytes it has.
    pub(super) len: usize,
}

/// The mark that a normal text begins with.
pub(super) fn marker(text: &str) -> Option<Marker> {
    part(text)
        .or_else(|| chinese(text))
        .or_else(|| bracketed(text))
        .or_else(|| arabic(text))
        .or_else(|| circled(text))
}

fn part(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix('第')?;
    let numeral = numeral_len(rest);
    let number = numeral_value(&rest[..numeral])?;
    let behind = &rest[numeral..];
    let word = ["部分", "章"]
        .iter()
        .find(|word| behind.starts_with(**word))?;
    Some(Marker {
        depth: 0,
        number,
        len: '第'.len_utf8() + numeral + word.len(),
    })
}

fn chinese(text: &str) -> Option<Marker> {
    let numeral = numeral_len(text);
    let number = numeral_value(&text[..numeral])?;
    let mark = ['、', '.', '．'];
    let mark = mark
        .iter()
        .find(|mark| text[numeral..].starts_with(**mark))?;
    Some(Marker {
        depth: 1,
        number,
        len: numeral + mark.len_utf8(),
    })
}

fn bracketed(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix('（')?;
    let end = rest.find('）').filter(|end| *end <= 12)?;
    let inner = &rest[..end];
    let len = 2 * '（'.len_utf8() + end;
    let digits = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit());
    if digits && inner.len() <= 2 {
        return Some(Marker {
            depth: 4,
            number: inner.parse().ok()?,
            len,
        });
    }
    Some(Marker {
        depth: 2,
        number: numeral_value(inner)?,
        len,
    })
}

fn arabic(text: &str) -> Option<Marker> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let rest = &text[digits..];
    let mark = ['、', '.', '．', '）', '，'];
    let mark = mark.iter().find(|mark| rest.starts_with(**mark))?;
    // `20.51%` is a number, and so is `1,`.
    let behind = rest[mark.len_utf8()..].chars().next();
    if *mark == '，' || behind.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    Some(Marker {
        depth: 3,
        number: text[..digits].parse().ok()?,
        len: digits + mark.len_utf8(),
    })
}

fn circled(text: &str) -> Option<Marker> {
    let c = text.chars().next().filter(|c| ('①'..='⑳').contains(c))?;
    Some(Marker {
        depth: 5,
        number: u32::from(c) - u32::from('①') + 1,
        len: c.len_utf8(),
    })
}

/// How many bytes of Chinese numerals a text begins with.
pub(super) fn numeral_len(text: &str) -> usize {
    let numeral = |c: &char| "一二三四五六七八九十百零〇两".contains(*c);
    text.chars().take_while(numeral).map(char::len_utf8).sum()
}

/// The value of a Chinese numeral below a thousand.
pub(super) fn numeral_value(text: &str) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let mut value = 0;
    let mut digit = 0;
    for c in text.chars() {
        match c {
            '十' => {
                value += digit.max(1) * 10;
                digit = 0;
            }
            '百' => {
                value += digit.max(1) * 100;
                digit = 0;
            }
            '零' | '〇' => {}
            '两' => digit = 2,
            c => {
                let at = "一二三四五六七八九".chars().position(|n| n == c)?;
                digit = 1 + u32::try_from(at).ok()?;
            }
        }
    }
    Some(value + digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_all_depths() {
        for (text, due) in [
            ("第三部分2024年度", Some((0, 3))),
            ("十一、其他", Some((1, 11))),
            ("（二）结构", Some((2, 2))),
            ("12、住房", Some((3, 12))),
            ("1.因公", Some((3, 1))),
            ("（3）支出", Some((4, 3))),
            ("②工作", Some((5, 2))),
            ("20.51%；", None),
            ("（类）支出", None),
            ("（境）费", None),
            ("2023年", None),
        ] {
            let found = marker(text).map(|marker| (marker.depth, marker.number));
            assert_eq!(found, due, "{text}");
        }
    }
}
