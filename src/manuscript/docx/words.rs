//! The words of a text element (`w:t`): what they read as, and where each stands in the XML.

use std::ops::Range;

use super::sink::Sink;
use crate::workbook::package::PackageError;

/// A text element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    /// Where its tag begins in the XML.
    pub(super) open: u32,
    /// Where its words begin.
    pub(super) start: u32,
    /// Where they end.
    pub(super) end: u32,
    /// Whether blanks at its ends count (`xml:space="preserve"`).
    pub(super) preserve: bool,
}

/// A stretch of the XML within a text element.
#[derive(Clone, Debug)]
pub(super) enum Stretch {
    /// Words as they are.
    Plain(Range<usize>),
    /// An entity, from `&` to `;`.
    Entity(Range<usize>),
}

/// Adds the words of an element to the text.
pub(super) fn read(
    xml: &str,
    element: Element,
    number: u32,
    stretches: &[Stretch],
    sink: &mut Sink,
) -> Result<(), PackageError> {
    let mut parts: Vec<(Range<usize>, Read)> = Vec::new();
    for stretch in stretches {
        match stretch {
            Stretch::Plain(range) => split(xml, range.clone(), &mut parts),
            Stretch::Entity(range) => {
                let c = character(&xml[range.clone()])?;
                parts.push((range.clone(), Read::Character(c)));
            }
        }
    }
    if !element.preserve {
        trim(xml, &mut parts);
    }
    for (range, read) in parts {
        match read {
            Read::Same => sink.words(&xml[range.clone()], range, number),
            Read::Character(c) => sink.words(c.encode_utf8(&mut [0; 4]), range, number),
        }
    }
    Ok(())
}

/// How a part of the XML reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    /// As it is written.
    Same,
    /// As this character.
    Character(char),
}

/// Cuts words at the line feeds and tabs of the XML, which read as blanks.
fn split(xml: &str, range: Range<usize>, parts: &mut Vec<(Range<usize>, Read)>) {
    let mut start = range.start;
    let mut at = range.start;
    let bytes = xml.as_bytes();
    while at < range.end {
        if bytes[at] >= b' ' {
            at += 1;
            continue;
        }
        if start < at {
            parts.push((start..at, Read::Same));
        }
        let pair = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') && at + 1 < range.end;
        let end = at + if pair { 2 } else { 1 };
        parts.push((at..end, Read::Character(' ')));
        start = end;
        at = end;
    }
    if start < range.end {
        parts.push((start..range.end, Read::Same));
    }
}

/// Takes the blanks at both ends away.
fn trim(xml: &str, parts: &mut Vec<(Range<usize>, Read)>) {
    let blank = |(range, read): &(Range<usize>, Read)| match read {
        Read::Same => xml[range.clone()].trim_matches(' ').is_empty(),
        Read::Character(c) => *c == ' ',
    };
    while parts.last().is_some_and(blank) {
        parts.pop();
    }
    let first = parts.iter().position(|part| !blank(part));
    parts.drain(..first.unwrap_or(parts.len()));
    if let Some((range, Read::Same)) = parts.first_mut() {
        let words = &xml[range.clone()];
        range.start += words.len() - words.trim_start_matches(' ').len();
    }
    if let Some((range, Read::Same)) = parts.last_mut() {
        let words = &xml[range.clone()];
        range.end -= words.len() - words.trim_end_matches(' ').len();
    }
}

/// The character of `&amp;` or `&#20803;`; the few that would end a line read as blanks.
fn character(entity: &str) -> Result<char, PackageError> {
    let name = entity.trim_start_matches('&').trim_end_matches(';');
    let c = crate::workbook::xml::resolved(name)
        .ok_or_else(|| PackageError::Broken(entity.to_owned()))?;
    Ok(if c < ' ' { ' ' } else { c })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(xml: &str, preserve: bool) -> String {
        let element = Element {
            open: 0,
            start: 0,
            end: 0,
            preserve,
        };
        let mut sink = Sink::default();
        let all = [Stretch::Plain(0..xml.len())];
        read(xml, element, 0, &all, &mut sink).unwrap();
        sink.text
    }

    #[test]
    fn blanks_count_where_they_are_to_be_kept() {
        assert_eq!(words(" 收 入 ", true), " 收 入 ");
        assert_eq!(words(" 收 入 ", false), "收 入");
        assert_eq!(words(" \r\n 收\r\n入\t", false), "收 入");
        assert_eq!(words("\u{3000}收", false), "\u{3000}收");
        assert_eq!(words("  ", false), "");
    }
}
