//! The text that a document gives, with the place in its XML from which each part of it came.

use std::ops::Range;

use crate::manuscript::{Made, TableArea};

/// A part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it begins in the text, in bytes; the XML of a document has less than 4 GiB.
    start: u32,
    length: u32,
    source: Source,
}

/// Where a part of the text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Words between tags.
    Words {
        /// Their first byte in the XML.
        at: u32,
        /// How many bytes they have there: as many as in the text, or those of an entity.
        length: u32,
        /// The element that they stand in, by its number.
        element: u32,
    },
    /// Made by an element or by none.
    Made(Made),
}

/// Text that is being put together.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) tables: Vec<TableArea>,
}

impl Piece {
    /// Its bytes of the text.
    pub(super) fn range(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + self.length as usize
    }

    pub(super) fn source(&self) -> Source {
        self.source
    }
}

impl Sink {
    /// Adds something that is not written as words.
    pub(super) fn make(&mut self, text: &str, what: Made) {
        self.push(text, Source::Made(what));
    }

    /// Adds words of an element.
    pub(super) fn words(&mut self, text: &str, xml: Range<usize>, element: u32) {
        let source = Source::Words {
            at: short(xml.start),
            length: short(xml.len()),
            element,
        };
        self.push(text, source);
    }

    fn push(&mut self, text: &str, source: Source) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            start: short(self.text.len()),
            length: short(text.len()),
            source,
        });
        self.text.push_str(text);
    }

    /// Whether nothing stands in the line yet.
    pub(super) fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(['\n', '\u{c}'])
    }

    /// Adds another text behind this one.
    pub(super) fn append(&mut self, other: Self) {
        let shift = short(self.text.len());
        self.text.push_str(&other.text);
        self.pieces
            .extend(other.pieces.into_iter().map(|piece| Piece {
                start: piece.start + shift,
                ..piece
            }));
        self.tables.extend(other.tables.into_iter().map(|area| {
            let span = area.span.start + shift as usize..area.span.end + shift as usize;
            TableArea { span, ..area }
        }));
    }

    /// Takes everything from a place on away again.
    pub(super) fn truncate(&mut self, at: usize) {
        self.text.truncate(at);
        while self
            .pieces
            .last()
            .is_some_and(|piece| piece.range().end > at)
        {
            self.pieces.pop();
        }
        self.tables.retain(|area| area.span.end <= at);
    }
}

/// Places fit, because larger parts are not unpacked.
fn short(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
