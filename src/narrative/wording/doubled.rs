//! Marks, characters and words that are written twice.
//!
//! Chinese doubles characters by right (天天, 高高兴兴) and where two words meet (建设设施, 资金金额),
//! so a character counts as doubled by mistake only in the words of the data, and not where its
//! neighbour makes another word with it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::words::Words;
use super::{Case, Found, is_han, places};
use crate::narrative::draft::Paragraph;
use crate::narrative::heading::numeral_len;

/// The longest word that is looked for twice, in characters.
const LONGEST: usize = 12;

/// Reads a paragraph.
pub(super) fn read(index: usize, paragraph: &Paragraph, found: &mut Vec<Found>) {
    let text = paragraph.text();
    let next = text.chars().skip(1);
    // Most paragraphs have nothing twice.
    if text.chars().zip(next).any(|(a, b)| a == b) {
        marks(index, text, found);
        characters(index, text, found);
        particles(index, text, found);
    }
    words(index, text, found);
}

fn marks(index: usize, text: &str, found: &mut Vec<Found>) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let len = c.len_utf8();
        let run = text[at..].chars().take_while(|next| *next == c).count();
        if run > 1 && matches!(c, '，' | '。' | '；' | '：' | '、') {
            let range = at..at + len * run;
            found.push(if run > 2 && c == '。' {
                Found::new(Case::DoubledEllipsis, index, range).proposing("……")
            } else {
                Found::new(Case::DoubledPunctuation, index, range).proposing(c)
            });
        }
        at += len * run;
    }
}

fn characters(index: usize, text: &str, found: &mut Vec<Found>) {
    let data = Words::get();
    for (word, before) in &data.doubled_first {
        let Some(first) = word.chars().next() else {
            continue;
        };
        for place in places(text, &format!("{first}{word}")) {
            let neighbour = text[..place.start].chars().next_back();
            let other = |c: char| {
                before.contains(c)
                    || c.is_ascii_digit()
                    || c == first
                    || numeral_len(&c.to_string()) > 0
            };
            if !neighbour.is_some_and(other) {
                found.push(Found::new(Case::DoubledCharacter, index, place).proposing(word));
            }
        }
    }
    for (word, behind) in &data.doubled_last {
        let Some(last) = word.chars().next_back() else {
            continue;
        };
        for place in places(text, &format!("{word}{last}")) {
            let neighbour = text[place.end..].chars().next();
            if !neighbour.is_some_and(|c| behind.contains(c) || c == last) {
                found.push(Found::new(Case::DoubledCharacter, index, place).proposing(word));
            }
        }
    }
}

fn particles(index: usize, text: &str, found: &mut Vec<Found>) {
    for (particle, (before, behind)) in &Words::get().particles {
        for place in places(text, &format!("{particle}{particle}")) {
            let left = text[..place.start].chars().next_back();
            let right = text[place.end..].chars().next();
            let fits = |c: Option<char>, list: &str| c.is_some_and(|c| list.contains(c));
            if !fits(left, before) && !fits(right, behind) {
                let flaw = Found::new(Case::DoubledCharacter, index, place);
                found.push(flaw.proposing(*particle));
            }
        }
    }
}

/// `项目项目`, the longest repetition first.
fn words(index: usize, text: &str, found: &mut Vec<Found>) {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end_of = |at: usize| chars.get(at).map_or(text.len(), |(at, _)| *at);
    let char_at = |at: usize| chars.get(at).map(|(_, c)| *c);
    let mut at = 0;
    while at < chars.len() {
        let most = LONGEST.min((chars.len() - at) / 2);
        let twice = (2..=most).rev().find(|len| {
            // Two characters tell almost always.
            char_at(at) == char_at(at + len)
                && char_at(at + 1) == char_at(at + len + 1)
                && (at..at + len)
                    .all(|at| char_at(at) == char_at(at + len) && char_at(at).is_some_and(is_han))
        });
        let Some(len) = twice else {
            at += 1;
            continue;
        };
        let word = &text[end_of(at)..end_of(at + len)];
        let range: Range<usize> = end_of(at)..end_of(at + 2 * len);
        if !may_repeat(word) {
            found.push(Found::new(Case::DoubledWord, index, range).proposing(word));
        }
        at += 2 * len;
    }
}

/// Whether a word may be said twice: numerals (`一项一项`), one character (`层层层层`), and those of
/// the data.
fn may_repeat(word: &str) -> bool {
    let distinct: BTreeSet<char> = word.chars().collect();
    let words = &Words::get().repeatable;
    let counts = numeral_len(word) > 0 && word.chars().count() <= 3;
    counts || distinct.len() == 1 || words.iter().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use crate::narrative::wording::tests::flaws;

    fn of(sentence: &str) -> Vec<String> {
        flaws(&format!(
            "甲市乙局2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n{sentence}\n"
        ))
    }

    #[test]
    fn what_is_written_twice_by_mistake() {
        for (sentence, due) in [
            ("本年没有发生。。", "doubled.punctuation 。。→。"),
            ("货物5.00元，，服务3.00元。", "doubled.punctuation ，，→，"),
            ("完成了内容和服服务。", "doubled.character 服服务→服务"),
            ("本年的的支出较多。", "doubled.character 的的→的"),
            ("基本支出出较多。", "doubled.character 支出出→支出"),
            ("信息系统项目项目已完成。", "doubled.word 项目项目→项目"),
            (
                "一般公共预算一般公共预算支出。",
                "doubled.word 一般公共预算一般公共预算→一般公共预算",
            ),
        ] {
            assert_eq!(of(sentence), [due], "{sentence}");
        }
    }

    #[test]
    fn what_is_written_twice_by_right() {
        for sentence in [
            "天天巡查，人人参与，事事有着落，高高兴兴办事，人员进进出出。",
            "克服服务中的困难，达到目的的方法，为了了解情况。",
            "建设设施，采购购买，编制制度，财政政策，机构构成，工作作风。",
            "2023年年初，各项项目，3项项目，单位位于城东，投资资金，支出现状。",
            "参与与否，存在在建工程，温和和谐，针对对象，及及时。",
            "一项一项落实，一件一件办理，讨论讨论再定。",
            "该市政府政府采购规模较大。",
            "信息息息相关，会议议程，职工工会，活动动态，公共共享。",
        ] {
            let found = of(sentence);
            let found: Vec<_> = found.iter().filter(|row| !row.contains("及及")).collect();
            assert!(found.is_empty(), "{found:?}");
        }
    }
}
