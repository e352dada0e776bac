//! Finds names by what is typed: by a part, by letters in order, and Chinese names by the initials of their pinyin.
//!
//! The initials come from the order of GB 2312, whose first level is sorted by pinyin; no dictionary is needed.

use encoding_rs::GBK;

/// How well the query fits the texts of one item, the first text counting most; `None` if it does not.
///
/// Words of the query that are separated by spaces may stand anywhere, but all of them must.
pub fn score(query: &str, texts: &[&str]) -> Option<u32> {
    let query = query.to_lowercase();
    let mut total = 0;
    for word in query.split_whitespace() {
        let best = texts
            .iter()
            .zip([40_u32, 20, 10, 0].into_iter().chain(std::iter::repeat(0)))
            .filter_map(|(text, bonus)| Some(score_of_word(word, text)? + bonus))
            .max()?;
        total += best;
    }
    Some(total)
}

fn score_of_word(word: &str, text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    if text == word {
        return Some(500);
    }
    if text.starts_with(word) {
        return Some(400);
    }
    if text.contains(word) {
        return Some(300);
    }
    let initials = initials(&text);
    if initials.starts_with(word) {
        return Some(260);
    }
    if initials.contains(word) {
        return Some(220);
    }
    // A single letter in order fits nearly everything, so it is no hint.
    let is_long = word.chars().count() > 1;
    (is_long && is_subsequence(word, &initials)).then_some(100)
}

fn is_subsequence(word: &str, text: &str) -> bool {
    let mut letters = text.chars();
    word.chars().all(|wanted| letters.any(|c| c == wanted))
}

/// The text with every Chinese character replaced by the first letter of its pinyin; rare characters stay.
pub fn initials(text: &str) -> String {
    text.chars().map(|c| initial(c).unwrap_or(c)).collect()
}

/// The first character of each letter in GB 2312's first level.
const FIRST: [(u16, char); 23] = [
    (0xB0A1, 'a'),
    (0xB0C5, 'b'),
    (0xB2C1, 'c'),
    (0xB4EE, 'd'),
    (0xB6EA, 'e'),
    (0xB7A2, 'f'),
    (0xB8C1, 'g'),
    (0xB9FE, 'h'),
    (0xBBF7, 'j'),
    (0xBFA6, 'k'),
    (0xC0AC, 'l'),
    (0xC2E8, 'm'),
    (0xC4C3, 'n'),
    (0xC5B6, 'o'),
    (0xC5BE, 'p'),
    (0xC6DA, 'q'),
    (0xC8BB, 'r'),
    (0xC8F6, 's'),
    (0xCBFA, 't'),
    (0xCDDA, 'w'),
    (0xCEF4, 'x'),
    (0xD1B9, 'y'),
    (0xD4D1, 'z'),
];

/// The last character of the first level.
const LAST: u16 = 0xD7F9;

fn initial(c: char) -> Option<char> {
    if c.is_ascii() {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, has_unmappable) = GBK.encode(c.encode_utf8(&mut buffer));
    let &[lead, trail] = bytes.as_ref() else {
        return None;
    };
    // Below 0xA1 the second byte belongs to the extension of GB 2312, which is in another order.
    if has_unmappable || trail < 0xA1 {
        return None;
    }
    let code = u16::from_be_bytes([lead, trail]);
    let index = FIRST.partition_point(|(first, _)| *first <= code);
    (code <= LAST)
        .then(|| index.checked_sub(1).map(|index| FIRST[index].1))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_follow_the_pinyin() {
        assert_eq!(initials("收入支出决算总表"), "srzcjszb");
        assert_eq!(initials("一般公共预算财政拨款"), "ybggysczbk");
        assert_eq!(initials("K02 勾稽"), "K02 gj");
        assert_eq!(initials("𠮷①"), "𠮷①");
    }

    #[test]
    fn a_name_is_found_by_part_by_initials_and_by_letters_in_order() {
        let texts = [
            "导出审核报告（Markdown）…",
            "Export review memo (Markdown)…",
        ];
        for query in [
            "审核",
            "dcsh",
            "memo",
            "EXPORT memo",
            "ermo",
            "报告 导出",
            "",
        ] {
            assert!(score(query, &texts).is_some(), "{query}");
        }
        for query in ["财政", "memox", "审核 csv"] {
            assert_eq!(score(query, &texts), None, "{query}");
        }
    }

    #[test]
    fn a_beginning_counts_more_than_a_part_and_a_label_more_than_a_hint() {
        let whole = score("保存", &["保存", ""]);
        let part = score("保存", &["另外保存", ""]);
        let hint = score("保存", &["关闭", "另外保存"]);
        assert!(whole > part && part > hint && hint.is_some());
    }
}
