//! What was not understood, collected while reading and put in the order of the file at the end.

use std::collections::BTreeMap;

use crate::document::{Document, Pointer, Position, Value};
use crate::model::{Remark, RemarkKind, RemarkSource, Text};

use super::format::type_name;

/// Of each kind no more remarks than this are kept, and one that counts the others: a table of a
/// million rows with the same flaw in each is not a million things to tell.
const MOST: usize = 1000;

/// Remarks in the making.
pub(super) struct Remarks<'a> {
    document: &'a Document,
    noted: Vec<Noted>,
    placed: Vec<Remark>,
    counts: BTreeMap<RemarkKind, usize>,
}

/// A remark without its line, which is counted once for all of them.
struct Noted {
    offset: usize,
    kind: RemarkKind,
    at: Pointer,
    text: Text,
    source: Option<Box<RemarkSource>>,
}

impl<'a> Remarks<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            noted: Vec::new(),
            placed: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Whether one more of this kind is to be listed.
    fn counts_in(&mut self, kind: RemarkKind) -> bool {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        *count <= MOST
    }

    /// Remarks on a value.
    pub(super) fn add(&mut self, kind: RemarkKind, value: Value<'_>, text: impl FnOnce() -> Text) {
        if self.counts_in(kind) {
            self.noted.push(Noted {
                offset: value.span().start,
                kind,
                at: value.pointer(),
                text: text(),
                source: None,
            });
        }
    }

    /// Remarks on what the import says about a place in the workbook.
    pub(super) fn imported(
        &mut self,
        kind: RemarkKind,
        value: Value<'_>,
        text: Text,
        source: RemarkSource,
    ) {
        if self.counts_in(kind) {
            self.noted.push(Noted {
                offset: value.span().start,
                kind,
                at: value.pointer(),
                text,
                source: Some(Box::new(source)),
            });
        }
    }

    /// Remarks on a value of another type than belongs there.
    pub(super) fn wrong_type(&mut self, value: Value<'_>, zh: &str, en: &str) {
        self.add(RemarkKind::WrongType, value, || {
            let found = type_name(value.kind());
            Text::new(
                format!("此处应为{zh}，实为{found}"),
                format!("{en} belongs here, found {found}"),
            )
        });
    }

    /// Remarks on a key that the format does not have, which stands `times` times from here on.
    pub(super) fn unknown(&mut self, value: Value<'_>, name: &str, times: usize) {
        self.add(RemarkKind::UnknownKey, value, || {
            let text = Text::new(
                format!("未识别的键“{name}”，原样保留，不检查"),
                format!("unknown key “{name}”, kept as it is, not checked"),
            );
            if times == 1 {
                return text;
            }
            Text::new(
                format!("{}（本表共 {times} 处）", text.zh),
                format!("{} ({times} times in this table)", text.en),
            )
        });
    }

    /// Remarks on every repeated key of the document, and names them.
    pub(super) fn repeated_keys(&mut self) -> Vec<Pointer> {
        let mut repeated = Vec::new();
        for (object, key, position) in self.document.duplicate_keys() {
            let at = object.key(&key);
            if self.counts_in(RemarkKind::DuplicateKey) {
                self.placed.push(Remark {
                    kind: RemarkKind::DuplicateKey,
                    at: at.clone(),
                    position,
                    text: Text::new(
                        format!("键“{key}”在同一对象中出现多次，该处不检查"),
                        format!("the key “{key}” stands more than once in its object; not checked"),
                    ),
                    source: None,
                });
            }
            repeated.push(at);
        }
        repeated
    }

    /// All remarks, in the order of the file.
    pub(super) fn finish(mut self) -> Vec<Remark> {
        self.noted.sort_by_key(|noted| noted.offset);
        let offsets: Vec<usize> = self.noted.iter().map(|noted| noted.offset).collect();
        let positions = self.document.positions(offsets);
        let placed = self.noted.into_iter().zip(positions);
        let mut remarks = self.placed;
        remarks.extend(placed.map(|(noted, position)| Remark {
            kind: noted.kind,
            at: noted.at,
            position,
            text: noted.text,
            source: noted.source,
        }));
        remarks.sort_by_key(|remark| (remark.position, remark.kind));
        for (kind, count) in self.counts {
            if let Some(others) = count.checked_sub(MOST).filter(|others| *others > 0) {
                let last = remarks.iter().rposition(|remark| remark.kind == kind);
                let last = last.map_or(0, |last| last + 1);
                let before = last.checked_sub(1).and_then(|last| remarks.get(last));
                let (at, position) = before.map_or_else(
                    || (Pointer::root(), Position { line: 1, column: 1 }),
                    |remark| (remark.at.clone(), remark.position),
                );
                let text = Text::new(
                    format!("另有 {others} 处同类问题，未逐一列出"),
                    format!("{others} more of this kind, not listed one by one"),
                );
                let remark = Remark {
                    kind,
                    at,
                    position,
                    text,
                    source: None,
                };
                remarks.insert(last, remark);
            }
        }
        remarks
    }
}
