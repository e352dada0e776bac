//! The words of a block as they are read: broken lines joined, edited numbers as they stand now;
//! and where each of them stands in the text.

use std::ops::Range;

use crate::model::{Narrative, Span};

/// What a block shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// The words.
    pub(super) text: String,
    /// Parts that stand in the text as they are shown, or in place of a part of it.
    pieces: Vec<Piece>,
}

/// A part of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Where it begins in what is shown, in bytes.
    at: usize,
    /// How long it is there.
    length: usize,
    /// The part of the text.
    source: Span,
}

impl Shown {
    /// A part of a text in which the parts of `changes`, in order, read otherwise.
    pub(super) fn of(narrative: &Narrative, span: Span, changes: &[(Span, &str)]) -> Self {
        let mut shown = Self::default();
        let mut at = span.start;
        for (changed, words) in changes {
            if changed.start < at || changed.end > span.end {
                continue;
            }
            shown.copy(narrative, at, changed.start);
            shown.push(words, *changed);
            at = changed.end;
        }
        shown.copy(narrative, at, span.end);
        shown
    }

    /// A part of a text line for line.
    pub(super) fn as_written(narrative: &Narrative, span: Span) -> Self {
        let mut shown = Self::default();
        shown.push(narrative.slice(span), span);
        shown
    }

    /// Takes in what stands in the text, without the ends of lines.
    fn copy(&mut self, narrative: &Narrative, start: u32, end: u32) {
        let mut at = start;
        let text = narrative.slice(Span { start, end });
        for (index, line) in text.split(['\n', '\x0c']).enumerate() {
            let length = u32::try_from(line.len()).unwrap_or(0);
            let is_last = at + length >= end;
            // Spaces at the end of a line are no words; those within it are.
            let mut kept = line;
            if index > 0 {
                kept = kept.trim_start();
            }
            let lead = u32::try_from(line.len() - kept.len()).unwrap_or(0);
            if !is_last {
                kept = kept.trim_end();
            }
            if index > 0 && is_latin_end(&self.text) && is_latin_start(kept) {
                self.text.push(' ');
            }
            let source = Span {
                start: at + lead,
                end: at + lead + u32::try_from(kept.len()).unwrap_or(0),
            };
            if !kept.is_empty() {
                self.push(kept, source);
            }
            at += length + 1;
        }
    }

    fn push(&mut self, words: &str, source: Span) {
        self.pieces.push(Piece {
            at: self.text.len(),
            length: words.len(),
            source,
        });
        self.text.push_str(words);
    }

    /// Where a part of the text is shown, in bytes of what is shown.
    pub(super) fn range(&self, span: Span) -> Option<Range<usize>> {
        let first = self.pieces.partition_point(|p| p.source.end <= span.start);
        let behind = self.pieces.partition_point(|p| p.source.start < span.end);
        let (first, last) = (
            self.pieces.get(first)?,
            self.pieces.get(behind.checked_sub(1)?)?,
        );
        let start = first.at_source(span.start);
        let end = last.at_source(span.end);
        (start < end).then_some(start..end)
    }

    /// Where in the text stands what is shown at a byte.
    pub(super) fn source(&self, at: usize) -> Option<u32> {
        let behind = self.pieces.partition_point(|piece| piece.at <= at);
        let piece = self.pieces.get(behind.checked_sub(1)?)?;
        let into = u32::try_from(at - piece.at).ok()?;
        let last = piece.source.end.saturating_sub(1);
        Some((piece.source.start + into).min(last.max(piece.source.start)))
    }
}

impl Piece {
    /// Where a byte of the text is shown; of a part that reads otherwise, one of its ends.
    fn at_source(&self, byte: u32) -> usize {
        let is_copy = self.source.range().len() == self.length;
        if byte <= self.source.start {
            self.at
        } else if byte >= self.source.end {
            self.at + self.length
        } else if is_copy {
            self.at + (byte - self.source.start) as usize
        } else {
            self.at
        }
    }
}

fn is_latin_end(text: &str) -> bool {
    let last = text.chars().next_back();
    last.is_some_and(|c| c.is_ascii_alphabetic())
}

fn is_latin_start(text: &str) -> bool {
    let first = text.chars().next();
    first.is_some_and(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, part: &str) -> Span {
        let start = text.find(part).unwrap();
        let number = |at: usize| u32::try_from(at).unwrap();
        Span {
            start: number(start),
            end: number(start + part.len()),
        }
    }

    #[test]
    fn lines_are_joined_and_every_place_is_known() {
        let text = "　　收入1,2  \n\n 34.5万元，见 open\ndata。";
        let narrative = Narrative::new(None, text.into());
        let whole = span(text, text.trim_start());
        let shown = Shown::of(&narrative, whole, &[]);
        assert_eq!(shown.text, "收入1,234.5万元，见 open data。");
        let number = span(text, "1,2  \n\n 34.5万元");
        assert_eq!(&shown.text[shown.range(number).unwrap()], "1,234.5万元");
        for part in ["收入", "34.5万元", "data"] {
            let range = shown.range(span(text, part)).unwrap();
            assert_eq!(&shown.text[range.clone()], part);
            assert_eq!(shown.source(range.start), Some(span(text, part).start));
        }
    }

    #[test]
    fn what_was_edited_reads_as_it_stands_now() {
        let text = "减少14.06%，\n共3人。";
        let narrative = Narrative::new(None, text.into());
        let changes = [(span(text, "减少"), "增加"), (span(text, "14.06%"), "7%")];
        let shown = Shown::of(&narrative, span(text, text), &changes);
        assert_eq!(shown.text, "增加7%，共3人。");
        assert_eq!(&shown.text[shown.range(changes[1].0).unwrap()], "7%");
        assert_eq!(&shown.text[shown.range(span(text, "3")).unwrap()], "3");
        let both = span(text, "减少14.06%，\n共3人");
        assert_eq!(&shown.text[shown.range(both).unwrap()], "增加7%，共3人");
        assert_eq!(
            shown.range(Span {
                start: 900,
                end: 901
            }),
            None
        );
    }
}
