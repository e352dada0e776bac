//! One pass over the XML of a part: its tags with the places where they stand.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::PackageError;
use super::tag::{Tag, local};

/// A start tag, an empty element or an end tag.
#[derive(Clone, Debug)]
pub(crate) struct Step<'x> {
    pub(crate) kind: StepKind,
    /// The name without its prefix.
    pub(crate) local: &'x str,
    pub(crate) tag: Tag<'x>,
    pub(crate) span: Range<usize>,
}

/// Kinds of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepKind {
    /// `<c>`.
    Start,
    /// `<c/>`.
    Empty,
    /// `</c>`.
    End,
}

/// What a part is made of: tags, and the text between them.
#[derive(Clone, Debug)]
pub(crate) enum Node<'x> {
    /// A tag.
    Tag(Step<'x>),
    /// Text as it stands.
    Text(Range<usize>),
    /// Text in a section where nothing is escaped: between its brackets.
    Verbatim(Range<usize>),
    /// An entity: from `&` to `;`.
    Entity(Range<usize>),
}

/// All nodes of `xml` in order. Comments and declarations are passed over.
pub(crate) fn nodes(xml: &str) -> impl Iterator<Item = Result<Node<'_>, PackageError>> {
    // The reader does not count a byte-order mark.
    let offset = xml.len() - xml.trim_start_matches('\u{feff}').len();
    let mut reader = Reader::from_str(&xml[offset..]);
    let mut over = false;
    std::iter::from_fn(move || {
        while !over {
            let start = offset + position(&reader);
            let event = reader.read_event();
            let span = start..offset + position(&reader);
            let kind = match event {
                Ok(Event::Start(_)) => StepKind::Start,
                Ok(Event::Empty(_)) => StepKind::Empty,
                Ok(Event::End(_)) => StepKind::End,
                Ok(Event::Text(_)) => return Some(Ok(Node::Text(span))),
                Ok(Event::GeneralRef(_)) => return Some(Ok(Node::Entity(span))),
                Ok(Event::CData(_)) => {
                    let inner = span.start + "<![CDATA[".len()..span.end - "]]>".len();
                    return Some(Ok(Node::Verbatim(inner)));
                }
                Ok(Event::Eof) => {
                    over = true;
                    return None;
                }
                Ok(_) => continue,
                Err(error) => {
                    over = true;
                    return Some(Err(PackageError::Broken(error.to_string())));
                }
            };
            let tag = Tag::new(&xml[span.clone()]);
            return Some(Ok(Node::Tag(Step {
                kind,
                local: local(tag.name()),
                tag,
                span,
            })));
        }
        None
    })
}

/// All tags of `xml` in order.
pub(crate) fn steps(xml: &str) -> impl Iterator<Item = Result<Step<'_>, PackageError>> {
    nodes(xml).filter_map(|node| match node {
        Ok(Node::Tag(step)) => Some(Ok(step)),
        Ok(_) => None,
        Err(error) => Some(Err(error)),
    })
}

/// The start tags and empty elements of `xml`.
pub(crate) fn elements(xml: &str) -> impl Iterator<Item = Result<Step<'_>, PackageError>> {
    steps(xml).filter(|step| {
        step.as_ref()
            .map_or(true, |step| step.kind != StepKind::End)
    })
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Text put in place of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Splice {
    pub(crate) span: Range<usize>,
    pub(crate) text: String,
}

impl Splice {
    /// Where it is made, and what it makes.
    fn key(&self) -> (usize, usize, &str) {
        (self.span.start, self.span.end, &self.text)
    }
}

impl Ord for Splice {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Splice {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Splice {
    /// Puts text at a place.
    pub(crate) fn insert(at: usize, text: String) -> Self {
        Self { span: at..at, text }
    }
}

/// `xml` with all splices made; those at one place in the order in which they are given.
pub(crate) fn spliced(xml: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
    let added: usize = splices.iter().map(|splice| splice.text.len()).sum();
    let mut out = String::with_capacity(xml.len() + added);
    let mut done = 0;
    for splice in splices {
        out.push_str(&xml[done..splice.span.start]);
        out.push_str(&splice.text);
        done = splice.span.end;
    }
    out.push_str(&xml[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_where_they_say() {
        let xml = "\u{feff}<?xml version=\"1.0\"?><a:b x='1'><!-- <c> --><c/>text</a:b>";
        let steps: Vec<Step<'_>> = steps(xml).map(Result::unwrap).collect();
        let seen: Vec<(&str, &str)> = steps
            .iter()
            .map(|step| (step.local, &xml[step.span.clone()]))
            .collect();
        assert_eq!(seen, [("b", "<a:b x='1'>"), ("c", "<c/>"), ("b", "</a:b>")]);
    }

    #[test]
    fn splices_do_not_depend_on_their_order() {
        let splices = vec![
            Splice {
                span: 3..4,
                text: "X".to_owned(),
            },
            Splice::insert(1, "-".to_owned()),
            Splice::insert(3, "+".to_owned()),
        ];
        assert_eq!(spliced("abcde", splices), "a-bc+Xe");
    }
}
