//! Reading a document: values, keys and where they stand.

use super::error::Position;
use super::index::Node;
use super::pointer::{Pointer, array_index, tokens};
use super::source::Document;
use super::string;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number, of any length.
    Number,
    /// Text in quotes.
    String,
    /// `[…]`.
    Array,
    /// `{…}`.
    Object,
}

/// A value in a document: what is written there, without a copy.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    document: &'a Document,
    node: u32,
}

impl<'a> Value<'a> {
    pub(super) fn new(document: &'a Document, node: u32) -> Self {
        Self { document, node }
    }

    pub(super) fn number(self) -> u32 {
        self.node
    }

    fn node(self) -> Node {
        self.document.index().node(self.node)
    }

    /// What the value is; its first byte tells.
    pub fn kind(self) -> Kind {
        match self.document.text().as_bytes()[self.node().start as usize] {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::String,
            b't' | b'f' => Kind::Bool,
            b'n' => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// Exactly what is written, quotes included.
    pub fn raw(self) -> &'a str {
        &self.document.text()[self.span()]
    }

    /// The text of a string, escapes decoded; a lone surrogate becomes U+FFFD. `None` for anything else.
    pub fn string(self) -> Option<Cow<'a, str>> {
        (self.kind() == Kind::String).then(|| string::decode(self.raw()))
    }

    /// The members of an object in the order of the file, repeated keys included; of anything else none.
    pub fn members(self) -> impl Iterator<Item = (Key<'a>, Value<'a>)> {
        let is_object = self.kind() == Kind::Object;
        self.children()
            .filter(move |_| is_object)
            .map(|value| (Key { value }, value))
    }

    /// The elements of an array; of anything else none.
    pub fn elements(self) -> impl Iterator<Item = Value<'a>> {
        let is_array = self.kind() == Kind::Array;
        self.children().filter(move |_| is_array)
    }

    /// How many elements or members there are; 0 for a scalar.
    #[expect(
        clippy::len_without_is_empty,
        reason = "an empty container is no special case to any reader"
    )]
    pub fn len(self) -> usize {
        self.document.index().count(self.node)
    }

    /// The element of an array at `index`, without walking all before it.
    pub fn element(self, index: usize) -> Option<Self> {
        (self.kind() == Kind::Array).then(|| self.child(index))?
    }

    /// The first member of that name.
    pub fn get(self, key: &str) -> Option<Self> {
        self.members()
            .find(|(k, _)| k.is(key))
            .map(|(_, value)| value)
    }

    /// How many members have that name; more than one is a flaw of the file.
    pub fn occurrences(self, key: &str) -> usize {
        self.members().filter(|(k, _)| k.is(key)).count()
    }

    /// The value at a pointer relative to this one, e.g. `/rows/0/total`; of repeated keys the first.
    pub fn at(self, relative: &str) -> Option<Self> {
        tokens(relative).try_fold(self, |value, token| match value.kind() {
            Kind::Object => value.get(&token),
            Kind::Array => value.element(array_index(&token)?),
            _ => None,
        })
    }

    /// Where it begins, for a person. Costs a walk over the text before it.
    pub fn position(self) -> Position {
        self.document.position(self.span().start)
    }

    /// Where it lies in [`Document::text`].
    pub fn span(self) -> Range<usize> {
        let node = self.node();
        node.start as usize..node.end as usize
    }

    /// Its address. The second of two members with one name has the first one's address.
    pub fn pointer(self) -> Pointer {
        let index = self.document.index();
        let mut pointer = Pointer::root();
        let mut at = Self::new(self.document, 0);
        while at.node != self.node {
            let Some((ordinal, child)) = index.child_with(at.node, self.node) else {
                break;
            };
            let value = Self::new(self.document, child);
            pointer = match at.kind() {
                Kind::Object => pointer.key(&Key { value }.name()),
                _ => pointer.index(ordinal),
            };
            at = value;
        }
        pointer
    }

    /// The text of the whole document.
    pub(super) fn text(self) -> &'a str {
        self.document.text()
    }

    /// The containers around it, outermost first.
    pub(super) fn around(self) -> Vec<Self> {
        self.document
            .index()
            .ancestors(self.node)
            .into_iter()
            .map(|node| Self::new(self.document, node))
            .collect()
    }

    /// The child with this ordinal, in an object as in an array.
    pub(super) fn child(self, ordinal: usize) -> Option<Self> {
        self.document
            .index()
            .child(self.node, ordinal)
            .map(|node| Self::new(self.document, node))
    }

    pub(super) fn children(self) -> impl Iterator<Item = Value<'a>> {
        self.document
            .index()
            .children(self.node)
            .map(move |node| Self::new(self.document, node))
    }

    /// Where it begins together with its key, and where it ends.
    pub(super) fn whole(self) -> Range<usize> {
        let node = self.node();
        node.key as usize..node.end as usize
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.pointer(), self.raw())
    }
}

/// The name of a member, as it stands in the file.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    value: Value<'a>,
}

impl<'a> Key<'a> {
    pub(super) fn of(value: Value<'a>) -> Self {
        Self { value }
    }

    /// The name, escapes decoded.
    pub fn name(self) -> Cow<'a, str> {
        string::decode(self.raw())
    }

    /// Exactly what is written, quotes included.
    pub fn raw(self) -> &'a str {
        &self.value.document.text()[self.span()]
    }

    /// Where it begins, for a person.
    pub fn position(self) -> Position {
        self.value.document.position(self.span().start)
    }

    /// Where it lies in [`Document::text`].
    pub fn span(self) -> Range<usize> {
        let node = self.value.node();
        let (start, value) = (node.key as usize, node.start as usize);
        // Between the key and the value there is a colon and white space, nothing else.
        let between = &self.value.document.text()[start..value];
        start..start + between.rfind('"').map_or(0, |quote| quote + 1)
    }

    /// Whether the name is `key`, without decoding unless it must.
    fn is(self, key: &str) -> bool {
        let raw = self.raw();
        let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
        inner == key || (inner.contains('\\') && self.name() == key)
    }
}

impl fmt::Debug for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.raw())
    }
}
