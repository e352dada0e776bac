//! The words around a number: what stands before it up to the last mark, and behind it up to the
//! next one.

use std::ops::Range;

use crate::narrative::draft::{Draft, Paragraph, ParagraphKind};
use crate::narrative::topic::Topic;

/// Marks that end a phrase.
pub(super) const MARKS: [char; 9] = ['，', '。', '；', '：', '、', '！', '？', '\t', ','];

/// The words before a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// Where they begin, in bytes of the normal text.
    pub(super) start: usize,
    /// The words without what stands in brackets.
    pub(super) plain: String,
}

/// The words before a number, back to the last mark or the number before; what stands in brackets
/// right before belongs to them and is left out of the plain words.
pub(super) fn label(paragraph: &Paragraph, number: usize) -> Label {
    let text = paragraph.text();
    let at = paragraph.numbers[number].range.start;
    let before = &paragraph.numbers[..number];
    // A year or a limit inside a phrase does not end it.
    let stated = before.iter().filter(|number| number.other.is_none());
    let ends: Vec<usize> = stated.map(|number| number.range.end).collect();
    let mut plain = Vec::new();
    let mut depth = 0_usize;
    let mut start = at;
    for (offset, c) in text[..at].char_indices().rev() {
        let ended = ends.contains(&(offset + c.len_utf8()));
        match c {
            '）' => depth += 1,
            '（' if depth > 0 => {
                depth -= 1;
                start = offset;
                continue;
            }
            '（' => break,
            c if depth == 0 && (ended || MARKS.contains(&c)) => break,
            c if depth == 0 => plain.push(c),
            _ => {}
        }
        start = offset;
    }
    plain.reverse();
    Label {
        start,
        plain: plain.into_iter().collect(),
    }
}

/// The words behind a number up to the next mark, number or bracket.
pub(super) fn tail(paragraph: &Paragraph, number: usize) -> Range<usize> {
    let text = paragraph.text();
    let start = paragraph.numbers[number].range.end;
    let next = paragraph.numbers.get(number + 1);
    let limit = next.map_or(text.len(), |next| next.range.start);
    let stop = |c: char| MARKS.contains(&c) || matches!(c, '（' | '）');
    let end = text[start..limit].find(stop);
    start..end.map_or(limit, |end| start + end)
}

/// The sentence that a number stands in.
pub(super) fn sentence(paragraph: &Paragraph, number: usize) -> Range<usize> {
    let at = paragraph.numbers[number].range.start;
    let sentences = paragraph.sentences();
    let found = sentences.into_iter().find(|range| range.contains(&at));
    found.unwrap_or_else(|| 0..paragraph.text().len())
}

/// What lies between a number and the one before it, or the beginning of its sentence.
pub(super) fn between(paragraph: &Paragraph, number: usize) -> &str {
    let at = paragraph.numbers[number].range.start;
    let floor = sentence(paragraph, number).start;
    let mut before = paragraph.numbers[..number].iter().rev();
    // A year is no number that anything lies behind.
    let before = before.find(|before| before.other.is_none());
    let start = before.map_or(floor, |before| before.range.end.max(floor));
    paragraph.text().get(start..at).unwrap_or_default()
}

/// Whether a text contains any of some words.
pub(super) fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// The last of some words in a text, and where it begins.
pub(super) fn last<'a>(text: &str, words: &[&'a str]) -> Option<(usize, &'a str)> {
    let found = words
        .iter()
        .filter_map(|word| Some((text.rfind(word)?, *word)));
    found.max_by_key(|(at, word)| (at + word.len(), word.len()))
}

/// Paragraphs with sentences, by their positions; not those of definitions and the contents.
pub(super) fn bodies(draft: &Draft) -> Vec<usize> {
    let paragraphs = draft.paragraphs.iter().enumerate();
    let bodies = paragraphs.filter(|(_, paragraph)| paragraph.kind == ParagraphKind::Body);
    bodies
        .map(|(index, _)| index)
        .filter(|index| {
            !matches!(
                draft.topic(*index),
                Topic::Glossary | Topic::Duties | Topic::Contents | Topic::Tables
            )
        })
        .collect()
}

/// Numbers of a paragraph that nobody has taken and that may state something.
pub(super) fn open(paragraph: &Paragraph) -> Vec<usize> {
    let numbers = paragraph.numbers.iter().zip(&paragraph.taken).enumerate();
    let open = numbers.filter(|(_, (number, taken))| !**taken && number.other.is_none());
    open.map(|(index, _)| index).collect()
}

/// Whether a section lies in the part on performance.
pub(super) fn is_of_performance(draft: &Draft, section: usize) -> bool {
    let mut at = Some(section);
    while let Some(index) = at {
        let section = &draft.sections[index];
        if section.topic == Topic::Performance {
            return true;
        }
        at = section.parent;
    }
    false
}
