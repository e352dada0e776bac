//! Words of a document exchanged in the text elements where they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Document;
use super::flow::{Flow, Form};
use super::sink::{Piece, Source};
use crate::manuscript::{Made, TextChange, TextPatchError};
use crate::workbook::package::{Rewrite, Splice, Tag, spliced};

/// The document's bytes with these words changed; all parts but the main one are copied as they
/// are compressed.
///
/// `changes` lie in `text`, which is the document's, in order and apart from each other.
pub(in crate::manuscript) fn patch(
    bytes: &[u8],
    text: &str,
    changes: &[TextChange],
) -> Result<Vec<u8>, TextPatchError> {
    let package = Rewrite::open(bytes)?;
    if package.is_signed() {
        return Err(TextPatchError::Signed);
    }
    let document = Document::open(bytes).map_err(TextPatchError::Unreadable)?;
    let xml = document.xml().map_err(TextPatchError::Unreadable)?;
    let flow = |form| document.flow(form).map_err(TextPatchError::Unreadable);
    let mut splices = splices(xml, &flow(Form::First)?, changes)?;
    if xml.contains("Fallback") {
        // Text boxes have a form for old programs, too, which says the same.
        let older = flow(Form::Fallback)?;
        if older.sink.text == text {
            splices.extend(self::splices(xml, &older, changes)?);
        }
    }
    let mut changed = spliced(xml, splices.into_iter().collect());
    let whole = document.package.part(&document.main).unwrap_or_default();
    if whole.len() > xml.len() {
        // The mark before the XML stays, too.
        changed.insert(0, '\u{feff}');
    }
    let changed = BTreeMap::from([(document.main, changed)]);
    Ok(package.write(&changed, &BTreeSet::new())?)
}

/// What the changes do to the XML.
fn splices(
    xml: &str,
    flow: &Flow,
    changes: &[TextChange],
) -> Result<BTreeSet<Splice>, TextPatchError> {
    let mut editor = Editor {
        xml,
        flow,
        touched: BTreeMap::new(),
    };
    for change in changes {
        editor.change(change)?;
    }
    Ok(editor.splices())
}

struct Editor<'a> {
    xml: &'a str,
    flow: &'a Flow,
    /// Text elements whose words change, by their numbers.
    touched: BTreeMap<u32, Touched>,
}

/// A text element whose words change.
struct Touched {
    /// A piece of the text that stands in it, by its index.
    piece: usize,
    splices: Vec<Splice>,
}

impl Editor<'_> {
    fn change(&mut self, change: &TextChange) -> Result<(), TextPatchError> {
        let line = self.flow.sink.text[..change.start].matches('\n').count() + 1;
        let unfit = |c: &char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
        if let Some(character) = change.text.chars().find(unfit) {
            return Err(TextPatchError::Unwritable { line, character });
        }
        let mut words = escaped(&change.text);
        if change.start == change.end {
            let (piece, element, at) = self.place(change.start, line)?;
            self.touch(element, piece, Splice::insert(at, words));
            return Ok(());
        }
        let pieces = &self.flow.sink.pieces;
        let first = pieces.partition_point(|piece| piece.range().end <= change.start);
        let covered = |(_, piece): &(usize, &Piece)| piece.range().start < change.end;
        let from_first = pieces.iter().enumerate().skip(first);
        for (index, piece) in from_first.take_while(covered) {
            let (element, span) =
                part(piece, change.range()).map_err(|what| TextPatchError::Made { line, what })?;
            let text = std::mem::take(&mut words);
            self.touch(element, index, Splice { span, text });
        }
        Ok(())
    }

    fn touch(&mut self, element: u32, piece: usize, splice: Splice) {
        let touched = self.touched.entry(element).or_insert_with(|| Touched {
            piece,
            splices: Vec::new(),
        });
        touched.splices.push(splice);
    }

    /// Where words are put in: behind the words before them, else before those behind them.
    fn place(&self, at: usize, line: usize) -> Result<(usize, u32, usize), TextPatchError> {
        let pieces = &self.flow.sink.pieces;
        let behind = pieces.partition_point(|piece| piece.range().end < at);
        let near = pieces.iter().enumerate().skip(behind).take(2);
        for (index, piece) in near.filter(|(_, piece)| piece.range().start <= at) {
            let Source::Words {
                at: xml,
                length,
                element,
            } = piece.source()
            else {
                continue;
            };
            let own = piece.range();
            let within = if at == own.end {
                length as usize
            } else {
                at - own.start
            };
            return Ok((index, element, xml as usize + within));
        }
        Err(TextPatchError::NoWords { line })
    }

    /// All splices of the XML. Where an element's words begin or end with blanks that would be
    /// dropped, it is told to keep them.
    fn splices(self) -> BTreeSet<Splice> {
        let mut all = BTreeSet::new();
        for (number, touched) in &self.touched {
            match self.keeping_blanks(*number, touched) {
                Some(whole) => all.extend([whole]),
                None => all.extend(touched.splices.iter().cloned()),
            }
        }
        all
    }

    /// An element written anew, if its new words need it to keep blanks and it does not.
    fn keeping_blanks(&self, number: u32, touched: &Touched) -> Option<Splice> {
        let element = self.flow.elements.get(number as usize)?;
        let own = |piece: &&Piece| match piece.source() {
            Source::Words { element, .. } => element == number,
            Source::Made(_) => false,
        };
        let (before, behind) = self.flow.sink.pieces.split_at(touched.piece);
        let first = before.iter().rev().take_while(own).last();
        let first = first.or_else(|| behind.first())?;
        let last = behind.iter().take_while(own).last()?;
        let (start, end) = (written(first)?.start, written(last)?.end);
        let shifted = touched.splices.iter().map(|splice| Splice {
            span: splice.span.start - start..splice.span.end - start,
            text: splice.text.clone(),
        });
        let words = spliced(&self.xml[start..end], shifted.collect());
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        if element.preserve || !(words.starts_with(blank) || words.ends_with(blank)) {
            return None;
        }
        let (open, inner) = (element.open as usize, element.start as usize);
        let mut tag = self.xml[open..inner].to_owned();
        if let Some(otherwise) = Tag::new(&tag).attribute("xml:space") {
            tag.replace_range(otherwise.whole, "");
        }
        tag.insert_str(tag.len() - 1, " xml:space=\"preserve\"");
        Some(Splice {
            span: open..element.end as usize,
            text: format!("{tag}{words}"),
        })
    }
}

/// Where the words of a piece are written.
fn written(piece: &Piece) -> Option<Range<usize>> {
    match piece.source() {
        Source::Words { at, length, .. } => Some(at as usize..(at + length) as usize),
        Source::Made(_) => None,
    }
}

/// The XML of the words of a piece that lie in a range of the text.
fn part(piece: &Piece, range: Range<usize>) -> Result<(u32, Range<usize>), Made> {
    let own = piece.range();
    match piece.source() {
        Source::Made(what) => Err(what),
        Source::Words {
            at,
            length,
            element,
        } => {
            let at = at as usize;
            let whole = at..at + length as usize;
            if own.start >= range.start && own.end <= range.end {
                return Ok((element, whole));
            }
            // A part of a piece is only asked for where it is written as it reads; one
            // character is never cut.
            let start = range.start.max(own.start) - own.start;
            let end = range.end.min(own.end) - own.start;
            Ok((element, at + start..at + end))
        }
    }
}

/// Words as XML has them.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            c => written.push(c),
        }
    }
    written
}
