//! A stretch of the text as one run of normal characters that knows where each of them stands.
//!
//! Half- and full-width forms, spaces inside sentences, soft line ends and page ends are taken as
//! what they are; every part of the normal text leads back to a part of the original.

use std::ops::Range;

use crate::model::Span;

/// Normal text with the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    /// The normal text: half-width digits and letters, Chinese punctuation, no spaces but between
    /// numbers and between Latin words.
    text: String,
    /// Stretches that are written alike in both texts, in order.
    runs: Vec<Run>,
}

/// A stretch of the normal text and where it stands in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Where it begins in the normal text, in bytes.
    normal: u32,
    /// Where it begins in the original, in bytes.
    original: u32,
    /// How many bytes of the normal text it has.
    len: u32,
    /// How many bytes of the original; another number only for a single character.
    original_len: u32,
}

impl Flow {
    /// The normal text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A part of it; empty when there is no such part.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Takes in a part of the original, from `at` on.
    ///
    /// White space separates numbers and Latin words and is dropped otherwise; at the join to what
    /// was taken in before, a line end lies between.
    pub(super) fn push(&mut self, line: &str, at: usize) {
        let mut gap = !self.text.is_empty();
        let mut soft = true;
        let mut chars = line.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            if c.is_whitespace() || is_invisible(c) {
                gap |= !is_invisible(c);
                soft &= false;
                continue;
            }
            let normal = normal(
                c,
                self.text.chars().next_back(),
                chars.peek().map(|(_, c)| *c),
            );
            if gap && self.separates(normal, soft, &line[offset..]) {
                self.add(' ', at + offset, 0);
            }
            self.add(normal, at + offset, c.len_utf8());
            (gap, soft) = (false, true);
        }
    }

    fn add(&mut self, c: char, original: usize, original_len: usize) {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let len = c.len_utf8();
        let alike = len == original_len;
        if let Some(last) = self.runs.last_mut()
            && alike
            && last.len == last.original_len
            && last.original + last.original_len == number(original)
        {
            last.len += number(len);
            last.original_len += number(len);
        } else {
            self.runs.push(Run {
                normal: number(self.text.len()),
                original: number(original),
                len: number(len),
                original_len: number(original_len),
            });
        }
        self.text.push(c);
    }

    /// Whether a gap before `next` keeps two words apart: two numbers, or two words of letters. A
    /// space inside one number (`59, 332,388.65`) or a line end behind its point does not.
    fn separates(&self, next: char, line_end: bool, rest: &str) -> bool {
        let Some(last) = self.text.chars().next_back() else {
            return false;
        };
        let mark = |c: char| matches!(c, '.' | ',');
        let digit = |c: char| c.is_ascii_digit();
        if last.is_ascii_alphabetic() && next.is_ascii_alphabetic() {
            return !line_end;
        }
        if digit(last) && digit(next) {
            return true;
        }
        let groups = |rest: &str| {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            digits == 3
        };
        match () {
            // `59,` and `332`: a group of three belongs to the number before it.
            () if mark(last) && digit(next) => {
                (last == ',' && !groups(rest)) || (last == '.' && is_year(rest))
            }
            () if digit(last) && mark(next) => false,
            () => false,
        }
    }

    /// Where a part of the normal text stands in the original, from its first character to its
    /// last; `None` for an empty part.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        if range.is_empty() || range.end > self.text.len() {
            return None;
        }
        let start = self.original(range.start, false)?;
        let end = self.original(range.end - 1, true)?;
        (start < end).then_some(Span { start, end })
    }

    fn original(&self, at: usize, end: bool) -> Option<u32> {
        let at = u32::try_from(at).ok()?;
        let index = self
            .runs
            .partition_point(|run| run.normal <= at)
            .checked_sub(1)?;
        let run = self.runs[index];
        Some(match (run.len == run.original_len, end) {
            (true, false) => run.original + (at - run.normal),
            (true, true) => run.original + (at - run.normal) + 1,
            (false, false) => run.original,
            (false, true) => run.original + run.original_len,
        })
    }
}

/// Whether a text begins with a year, so that the point before it ends a number of a paragraph.
fn is_year(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && text[digits..].trim_start().starts_with('年')
}

/// Marks without a width that files carry along.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}'
    )
}

/// The normal form of a character: half-width digits, letters and decimal points, Chinese
/// punctuation elsewhere, simplified characters.
fn normal(c: char, before: Option<char>, after: Option<char>) -> char {
    let digit =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        '％' | '﹪' => '%',
        '，' | ',' | '﹐' if digit(before) && (digit(after) || after == Some(' ')) && c != '，' => {
            ','
        }
        '，' | ',' | '﹐' | '､' => '，',
        '．' | '.' | '。' if digit(before) && digit(after) && c != '。' => '.',
        '．' => '.',
        '：' | ':' | '︰' => '：',
        '；' | ';' => '；',
        '（' | '(' | '﹙' => '（',
        '）' | ')' | '﹚' => '）',
        '！' | '!' => '！',
        '？' | '?' => '？',
        '＋' => '+',
        '－' | '−' | '–' | '—' if digit(after) && !digit(before) => '-',
        '～' | '~' => '～',
        '￥' => '¥',
        '〇' if digit(before) => '0',
        _ => super::traditional::simplified(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(lines: &[&str]) -> (String, Flow) {
        let text = lines.join("\n");
        let mut flow = Flow::default();
        let mut at = 0;
        for line in lines {
            flow.push(line, at);
            at += line.len() + 1;
        }
        (text, flow)
    }

    #[test]
    fn spaces_and_line_ends_inside_sentences_go() {
        let (text, flow) = flow(&[
            "2023 年度收入 59, 332,388.65",
            "万 元，占９９．８％；",
            "其中",
        ]);
        assert_eq!(flow.text(), "2023年度收入59,332,388.65万元，占99.8%；其中");
        let at = flow.text().find("59,").unwrap();
        let span = flow.span(at..at + "59,332,388.65万元".len()).unwrap();
        assert_eq!(&text[span.range()], "59, 332,388.65\n万 元");
        let at = flow.text().find("99.8%").unwrap();
        let span = flow.span(at..at + 5).unwrap();
        assert_eq!(&text[span.range()], "９９．８％");
    }

    #[test]
    fn traditional_characters_keep_their_places() {
        let (text, flow) = flow(&["與上年相比，減少 1,500.20 萬", "元"]);
        assert_eq!(flow.text(), "与上年相比，减少1,500.20万元");
        let at = flow.text().find("1,500").unwrap();
        let span = flow.span(at..flow.text().len()).unwrap();
        assert_eq!(&text[span.range()], "1,500.20 萬\n元");
    }

    #[test]
    fn two_numbers_stay_two() {
        let (_, flow) = flow(&["合计 2,946.25 2,940.05", "6.20"]);
        assert_eq!(flow.text(), "合计2,946.25 2,940.05 6.20");
    }

    #[test]
    fn a_year_is_no_fraction() {
        let (_, flow) = flow(&["1. 2023 年支出"]);
        assert_eq!(flow.text(), "1. 2023年支出");
    }

    #[test]
    fn punctuation_is_the_chinese_one() {
        let (_, flow) = flow(&["收入合计(元):1,000;其中,财政拨款5元。"]);
        assert_eq!(flow.text(), "收入合计（元）：1,000；其中，财政拨款5元。");
    }
}
