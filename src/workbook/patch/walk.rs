//! One pass over the XML of a part: its tags with the places where they stand.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::PatchError;
use super::tag::{Tag, local};

/// A start tag, an empty element or an end tag.
#[derive(Clone, Debug)]
pub(super) struct Step<'x> {
    pub(super) kind: StepKind,
    /// The name without its prefix.
    pub(super) local: &'x str,
    pub(super) tag: Tag<'x>,
    pub(super) span: Range<usize>,
}

/// Kinds of tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKind {
    /// `<c>`.
    Start,
    /// `<c/>`.
    Empty,
    /// `</c>`.
    End,
}

/// All tags of `xml` in order. Text, comments and declarations are passed over.
pub(super) fn steps(xml: &str) -> impl Iterator<Item = Result<Step<'_>, PatchError>> {
    // The reader does not count a byte-order mark.
    let offset = xml.len() - xml.trim_start_matches('\u{feff}').len();
    let mut reader = Reader::from_str(&xml[offset..]);
    let mut over = false;
    std::iter::from_fn(move || {
        while !over {
            let start = offset + position(&reader);
            let kind = match reader.read_event() {
                Ok(Event::Start(_)) => StepKind::Start,
                Ok(Event::Empty(_)) => StepKind::Empty,
                Ok(Event::End(_)) => StepKind::End,
                Ok(Event::Eof) => {
                    over = true;
                    return None;
                }
                Ok(_) => continue,
                Err(error) => {
                    over = true;
                    return Some(Err(PatchError::Damaged(error.to_string())));
                }
            };
            let span = start..offset + position(&reader);
            let tag = Tag::new(&xml[span.clone()]);
            return Some(Ok(Step {
                kind,
                local: local(tag.name()),
                tag,
                span,
            }));
        }
        None
    })
}

/// The start tags and empty elements of `xml`.
pub(super) fn elements(xml: &str) -> impl Iterator<Item = Result<Step<'_>, PatchError>> {
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
pub(super) struct Splice {
    pub(super) span: Range<usize>,
    pub(super) text: String,
}

impl Splice {
    /// Puts text at a place.
    pub(super) fn insert(at: usize, text: String) -> Self {
        Self { span: at..at, text }
    }
}

/// `xml` with all splices made; those at one place in the order in which they are given.
pub(super) fn spliced(xml: &str, mut splices: Vec<Splice>) -> String {
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
