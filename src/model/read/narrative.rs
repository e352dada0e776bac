//! Reading the text that claims were read out of, and which of its numbers state nothing.

use std::sync::Arc;

use crate::document::{Kind, Value};
use crate::model::{
    Heading, Narrative, OtherKind, OtherNumber, Span, Text, UndecidedNumber, UnreadPage,
};

use super::{Reader, given};

/// Members of the text.
const MEMBERS: &[&str] = &[
    "file",
    "text",
    "others",
    "undecided",
    "tables",
    "headings",
    "unread",
];

impl<'a> Reader<'a> {
    /// The text, when the document has one.
    pub(super) fn narrative(&mut self, root: Value<'a>) {
        let Some(value) = given(root, "narrative") else {
            return;
        };
        let text = given(value, "text").and_then(Value::string);
        let (Some(text), 1) = (text, root.occurrences("narrative")) else {
            self.remarks.wrong_type(value, "正文", "a text");
            return;
        };
        self.unknown_keys(value, MEMBERS);
        let file = given(value, "file").and_then(Value::string);
        let mut narrative = Narrative::new(file.map(|file| file.as_ref().into()), text.into());
        for element in self.parts(value, "others") {
            let kind = element.element(2).and_then(Value::string);
            match span(element).zip(kind.and_then(|kind| OtherKind::named(&kind))) {
                Some((span, kind)) => narrative.others.push(OtherNumber { span, kind }),
                None => self.wrong_part(element),
            }
        }
        for element in self.parts(value, "undecided") {
            let words = |at| Some(element.element(at)?.string()?.into_owned());
            match span(element).zip(words(2)) {
                Some((span, zh)) => narrative.undecided.push(UndecidedNumber {
                    span,
                    why: Text::new(zh.clone(), words(3).unwrap_or(zh)),
                }),
                None => self.wrong_part(element),
            }
        }
        for element in self.parts(value, "headings") {
            let depth = element
                .element(2)
                .and_then(|depth| depth.raw().parse().ok());
            match span(element).zip(depth) {
                Some((span, depth)) => narrative.headings.push(Heading { span, depth }),
                None => self.wrong_part(element),
            }
        }
        for element in self.parts(value, "tables") {
            match span(element) {
                Some(span) => narrative.tables.push(span),
                None => self.wrong_part(element),
            }
        }
        for element in self.parts(value, "unread") {
            let words = |at| Some(element.element(at)?.string()?.into_owned());
            let page = element.element(0).and_then(|page| page.raw().parse().ok());
            match page.zip(words(1)) {
                Some((page, zh)) => narrative.unread.push(UnreadPage {
                    page,
                    why: Text::new(zh.clone(), words(2).unwrap_or(zh)),
                }),
                None => self.wrong_part(element),
            }
        }
        self.accounts.narrative = Some(Arc::new(narrative));
    }

    fn parts(&mut self, value: Value<'a>, key: &str) -> Vec<Value<'a>> {
        let Some(list) = given(value, key) else {
            return Vec::new();
        };
        if list.kind() != Kind::Array {
            self.remarks.wrong_type(list, "列表", "a list");
        }
        list.elements().collect()
    }

    fn wrong_part(&mut self, value: Value<'a>) {
        self.remarks
            .wrong_type(value, "正文的一处", "a part of the text");
    }
}

/// `[start, end, …]`, in bytes of the text.
pub(super) fn span(value: Value<'_>) -> Option<Span> {
    let number = |at| value.element(at)?.raw().parse::<u32>().ok();
    let (start, end) = (number(0)?, number(1)?);
    (start < end).then_some(Span { start, end })
}
