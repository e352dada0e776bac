//! The document itself: text, original bytes and index, kept in step through every edit.

use super::edit::{Change, Edit, EditError, Raw, Splice, plan};
use super::encoding::{Decoded, Encoding, LineEnding, decode};
use super::error::{ParseError, ParseErrorKind, Position};
use super::index::Index;
use super::pointer::Pointer;
use super::scan::scan;
use super::value::{Kind, Value};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A JSON file as it was written, with all edits made since.
///
/// Cloning shares everything until one of the two is edited, so a check may run on a clone.
#[derive(Clone)]
pub struct Document {
    encoding: Encoding,
    text: Arc<String>,
    /// The bytes of the file, unless they are the text's own behind the mark.
    raw: Option<Arc<Vec<u8>>>,
    index: Arc<Index>,
}

impl Document {
    /// Reads a document from the bytes of a file.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, ParseError> {
        let Decoded {
            encoding,
            text,
            raw,
        } = decode(bytes)?;
        let index = scan(&text)?;
        Ok(Self {
            encoding,
            text: Arc::new(text),
            raw: raw.map(Arc::new),
            index: Arc::new(index),
        })
    }

    /// The bytes that a save writes: those that were read, but for the edits.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match &self.raw {
            Some(raw) => Cow::Borrowed(raw.as_slice()),
            None if self.encoding.mark().is_empty() => Cow::Borrowed(self.text.as_bytes()),
            None => Cow::Owned([self.encoding.mark(), self.text.as_bytes()].concat()),
        }
    }

    /// The decoded text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the text is written as bytes.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How lines end.
    pub fn line_ending(&self) -> LineEnding {
        LineEnding::of(&self.text)
    }

    /// The whole value.
    pub fn root(&self) -> Value<'_> {
        Value::new(self, 0)
    }

    /// The value at a pointer; of repeated keys the first.
    pub fn find(&self, at: &Pointer) -> Option<Value<'_>> {
        self.root().at(at.as_str())
    }

    /// Every repetition of a key, in the order of the text: the object, the key, and where it stands again.
    pub fn duplicate_keys(&self) -> Vec<(Pointer, String, Position)> {
        let mut repeated = Vec::new();
        for number in self.index.all() {
            let object = Value::new(self, number);
            if object.kind() != Kind::Object {
                continue;
            }
            let mut keys: Vec<(Cow<'_, str>, usize)> = object
                .members()
                .map(|(key, _)| (key.name(), key.span().start))
                .collect();
            keys.sort();
            let again = keys
                .windows(2)
                .filter(|pair| pair[0].0 == pair[1].0)
                .map(|pair| &pair[1]);
            repeated.extend(again.map(|(key, offset)| (*offset, object, key.clone().into_owned())));
        }
        repeated.sort_by_key(|(offset, ..)| *offset);
        let mut walk = Walk::new(&self.text);
        repeated
            .into_iter()
            .map(|(offset, object, key)| (object.pointer(), key, walk.forward(offset)))
            .collect()
    }

    /// Line and column of an offset in [`Self::text`]. Costs a walk over the text before it.
    pub fn position(&self, offset: usize) -> Position {
        place(&self.text, offset)
    }

    /// Lines and columns of offsets in ascending order, for the price of one walk.
    pub fn positions(
        &self,
        offsets: impl IntoIterator<Item = usize>,
    ) -> impl Iterator<Item = Position> {
        let mut walk = Walk::new(&self.text);
        offsets.into_iter().map(move |offset| walk.forward(offset))
    }

    /// Makes an edit and returns what was done.
    pub fn apply(&mut self, edit: &Edit) -> Result<Change, EditError> {
        let splice = plan(self, edit)?;
        let raw = self.splice(&splice, None)?;
        Ok(Change {
            splices: vec![splice],
            raws: vec![raw],
        })
    }

    /// Makes all edits, one after the other, or none.
    pub fn apply_all(&mut self, edits: &[Edit]) -> Result<Vec<Change>, EditError> {
        let mut done = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(change) => done.push(change),
                Err(error) => {
                    for change in done.iter().rev() {
                        self.undo(change);
                    }
                    return Err(error);
                }
            }
        }
        Ok(done)
    }

    /// Makes a change again. False, and nothing done, if other text stands where it was made.
    pub fn redo(&mut self, change: &Change) -> bool {
        self.run(&change.splices, &change.raws).is_ok()
    }

    /// Takes a change back. False, and nothing done, if other text stands where it was made.
    pub fn undo(&mut self, change: &Change) -> bool {
        self.redo(&change.inverse())
    }

    /// Makes splices that were written down elsewhere, such as in a journal; all or none.
    pub fn replay(&mut self, splices: &[Splice]) -> Result<Change, EditError> {
        let raws = self.run(splices, &[])?;
        Ok(Change {
            splices: splices.to_vec(),
            raws,
        })
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// Makes splices in order; on failure takes back those already made.
    fn run(&mut self, splices: &[Splice], raws: &[Raw]) -> Result<Vec<Raw>, EditError> {
        let mut done: Vec<Raw> = Vec::with_capacity(splices.len());
        for (number, splice) in splices.iter().enumerate() {
            match self.splice(splice, raws.get(number)) {
                Ok(raw) => done.push(raw),
                Err(error) => {
                    for (splice, raw) in splices.iter().zip(&done).rev() {
                        // Exactly what was there a moment ago fits again.
                        let back = self.splice(&splice.inverse(), Some(&raw.inverse()));
                        debug_assert!(back.is_ok(), "an inverse fits");
                    }
                    return Err(error);
                }
            }
        }
        Ok(done)
    }

    /// Makes one splice in text, bytes and index, or none of it.
    ///
    /// The bytes are those of `raw` if given, so that an undo restores a spelling that encoding
    /// the text would not give.
    fn splice(&mut self, splice: &Splice, raw: Option<&Raw>) -> Result<Raw, EditError> {
        let Splice {
            at,
            removed,
            inserted,
        } = splice;
        let end = at.saturating_add(removed.len());
        if self.text.get(*at..end) != Some(removed.as_str()) {
            return Err(EditError::Mismatch { offset: *at });
        }
        let raw = self.raw.as_ref().map(|bytes| {
            let from = self.encoding.raw_offset(&self.text, bytes, *at);
            let to = self.encoding.raw_offset(&self.text, bytes, end);
            let inserted = raw.map_or_else(
                || self.encoding.encode(inserted),
                |raw| raw.inserted.clone(),
            );
            (
                from,
                Raw {
                    removed: bytes[from..to].to_vec(),
                    inserted,
                },
            )
        });
        self.splice_text(splice)?;
        let Some((from, done)) = raw else {
            return Ok(Raw::default());
        };
        if let Some(bytes) = &mut self.raw {
            let bytes = Arc::make_mut(bytes);
            bytes.splice(
                from..from + done.removed.len(),
                done.inserted.iter().copied(),
            );
        }
        Ok(done)
    }

    /// Makes a fitting splice in text and index, or in neither.
    fn splice_text(&mut self, splice: &Splice) -> Result<(), EditError> {
        let Splice {
            at,
            removed,
            inserted,
        } = splice;
        let range = *at..at + removed.len();
        let length = u32::try_from(self.text.len() - removed.len() + inserted.len())
            .and_then(|_| u32::try_from(inserted.len()))
            .or(Err(EditError::Unfit(ParseErrorKind::TooLong)))?;
        let scalar = self
            .index
            .spanning(range.start, range.end)
            .filter(|node| self.index.node(*node).size == 1);
        let text = Arc::make_mut(&mut self.text);
        text.replace_range(range, inserted);
        match scalar {
            Some(node) if scan(inserted).is_ok_and(|index| index.is_scalar_of(inserted)) => {
                Arc::make_mut(&mut self.index).resize(node, length);
            }
            _ => match scan(text) {
                Ok(index) => self.index = Arc::new(index),
                Err(error) => {
                    text.replace_range(*at..at + inserted.len(), removed);
                    return Err(EditError::Unfit(error.kind));
                }
            },
        }
        Ok(())
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Document({}, {} bytes of text)",
            self.encoding.name(),
            self.text.len()
        )
    }
}

/// Line and column of an offset.
pub(super) fn place(text: &str, offset: usize) -> Position {
    Walk::new(text).forward(offset)
}

/// Counts lines and columns going forward, so that many places cost one walk.
struct Walk<'a> {
    text: &'a str,
    offset: usize,
    position: Position,
}

impl<'a> Walk<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            offset: 0,
            position: Position { line: 1, column: 1 },
        }
    }

    /// Goes on to `offset`, which does not lie before the last one.
    fn forward(&mut self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let passed = self.text.get(self.offset..offset).unwrap_or_default();
        let feeds = passed.bytes().filter(|b| *b == b'\n').count();
        let line = match passed.rsplit_once('\n') {
            Some((_, line)) => {
                self.position = Position {
                    line: self.position.line + feeds,
                    column: 1,
                };
                line
            }
            None => passed,
        };
        self.position.column += line.chars().count();
        self.offset = offset;
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits scattered over a text, so that the pending shift of the index wanders both ways.
    #[test]
    fn after_any_edit_the_index_is_that_of_the_text() {
        let rows: Vec<String> = (0..200)
            .map(|n| format!("{{\"n\": {n}, \"parts\": [0, [{n}]]}}"))
            .collect();
        let mut document = Document::parse(format!("[{}]", rows.join(", ")).into_bytes()).unwrap();
        let mut changes = Vec::new();
        for step in 0..300_usize {
            let row = Pointer::root().index(step * 37 % 200);
            let at = if step % 2 == 0 {
                row.key("n")
            } else {
                row.join("/parts/1/0")
            };
            let json = "9".repeat(1 + step * step % 13);
            changes.push(document.apply(&Edit::Set { at, json }).unwrap());
            assert_eq!(*document.index, scan(document.text()).unwrap());
        }
        let fork = document.clone();
        for change in changes.iter().rev() {
            assert!(document.undo(change));
        }
        assert_eq!(document.text(), format!("[{}]", rows.join(", ")));
        assert_eq!(*document.index, scan(document.text()).unwrap());
        assert_ne!(*fork.index, *document.index);
    }

    #[test]
    fn a_change_that_does_not_fit_does_nothing() {
        let mut document = Document::parse(b"[1, 2]".to_vec()).unwrap();
        let set = Edit::Set {
            at: Pointer::new("/0"),
            json: "77".into(),
        };
        let change = document.apply(&set).unwrap();
        assert!(!document.redo(&change));
        assert_eq!(document.text(), "[77, 2]");
        let both = [change.splices[0].inverse(), change.splices[0].inverse()];
        assert!(document.replay(&both).is_err());
        assert_eq!(document.text(), "[77, 2]");
        assert!(document.undo(&change) && !document.undo(&change));
        assert_eq!(document.text(), "[1, 2]");
    }
}
