//! The text taken apart: paragraphs in sections, their numbers, and what has been read so far.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{Heading, OtherKind, Span, Text};

use super::flow::Flow;
use super::number::{Number, NumberUnit, numbers};
use super::reading::{Other, Stated, StatedRow, Undecided};
use super::topic::Topic;

/// A text that is being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The department's full name, if the cover or a heading gives it.
    pub(super) department: Option<String>,
    /// The fiscal year, if the cover or a heading gives it.
    pub(super) year: Option<u16>,
    /// The unit of most amounts.
    pub(super) unit: Option<&'static str>,
    /// Headings by the sections that they open; the first one is the whole text.
    pub(super) sections: Vec<Section>,
    /// Paragraphs, in the order of the text.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Parts of the text that are tables.
    pub(super) tables: Vec<Span>,
    /// Where each line begins, in bytes of the text.
    pub(super) lines: Vec<u32>,
    /// What was read.
    pub(super) rows: Vec<StatedRow>,
    /// Numbers that state something, with why it cannot be told what.
    pub(super) undecided: Vec<(Span, Text)>,
    /// Why numbers are not told what they state, unless another reader can: by their paragraph
    /// and their place there.
    pub(super) doubts: BTreeMap<(usize, usize), Text>,
}

/// A part of the text under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// The heading in normal text, its mark included; empty for the whole text.
    pub(super) title: String,
    /// How deep it is, as in [`Heading`].
    pub(super) depth: u8,
    /// The section that it lies in.
    pub(super) parent: Option<usize>,
    /// What it explains: its own heading's, or its parent's.
    pub(super) topic: Topic,
    /// The number of its mark.
    pub(super) number: u32,
    /// The part of the text that is its heading.
    pub(super) span: Option<Span>,
}

/// A paragraph, or a line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its normal text.
    pub(super) flow: Flow,
    /// The numbers in it, in order.
    pub(super) numbers: Vec<Number>,
    /// Of each number, whether a row or the list of the undecided has it.
    pub(super) taken: Vec<bool>,
    /// The section that it lies in.
    pub(super) section: usize,
    /// What it is.
    pub(super) kind: ParagraphKind,
}

/// What a paragraph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ParagraphKind {
    /// Sentences.
    Body,
    /// A heading.
    Heading,
    /// A line of the contents.
    Contents,
    /// A row of a table whose cells are kept apart by tabs; `flow` is all of them.
    Row(Vec<Cell>),
    /// A line of a table whose cells run together.
    TableLine,
}

/// A cell of a table in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its normal text.
    pub(super) flow: Flow,
}

impl Paragraph {
    /// A paragraph of a kind, with the numbers that stand in it.
    pub(super) fn new(flow: Flow, section: usize, kind: ParagraphKind) -> Self {
        let numbers = numbers(flow.text());
        Self {
            taken: vec![false; numbers.len()],
            numbers,
            flow,
            section,
            kind,
        }
    }

    /// Its normal text.
    pub(super) fn text(&self) -> &str {
        self.flow.text()
    }

    /// Its sentences, in bytes of the normal text, their ends included.
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let text = self.text();
        let mut found = Vec::new();
        let mut start = 0;
        for (at, c) in text.char_indices() {
            if matches!(c, '。' | '！' | '？') {
                let end = at + c.len_utf8();
                found.push(start..end);
                start = end;
            }
        }
        if start < text.len() {
            found.push(start..text.len());
        }
        found
    }

    /// The numbers that lie in a part of the normal text, by their positions.
    pub(super) fn numbers_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = self
            .numbers
            .partition_point(|number| number.range.start < range.start);
        let to = self
            .numbers
            .partition_point(|number| number.range.start < range.end);
        from..to
    }

    /// A number as a cell states it: printed with its unit, with its place. It counts as taken.
    pub(super) fn state(&mut self, number: usize) -> Stated {
        self.taken[number] = true;
        let found = &self.numbers[number];
        Stated {
            printed: found.printed(self.flow.text()),
            span: self.flow.span(found.range.clone()),
        }
    }

    /// Words as a cell states them.
    pub(super) fn words(&self, range: Range<usize>) -> Stated {
        Stated {
            printed: self.flow.slice(range.clone()).to_owned(),
            span: self.flow.span(range),
        }
    }
}

impl Stated {
    /// What follows from the text without standing in it.
    pub(super) fn derived(printed: impl Into<String>) -> Self {
        Self {
            printed: printed.into(),
            span: None,
        }
    }
}

impl StatedRow {
    /// A row of a table without members yet.
    pub(super) fn of(table: &'static str) -> Self {
        Self {
            table,
            members: Vec::new(),
        }
    }

    /// The same with a member.
    #[must_use]
    pub(super) fn with(mut self, key: &'static str, value: Stated) -> Self {
        self.members.push((key, value));
        self
    }

    /// What a member prints.
    pub(super) fn get(&self, key: &str) -> Option<&Stated> {
        let found = self.members.iter().find(|(of, _)| *of == key);
        found.map(|(_, value)| value)
    }
}

impl Draft {
    /// The line that a byte of the text stands in, from 1.
    pub(super) fn line(&self, at: u32) -> usize {
        self.lines.partition_point(|start| *start <= at)
    }

    /// What the section of a paragraph explains.
    pub(super) fn topic(&self, paragraph: usize) -> Topic {
        self.sections[self.paragraphs[paragraph].section].topic
    }

    /// The headings above a section, from the part down, in short: `第一部分 四(二)1`.
    pub(super) fn path(&self, section: usize) -> String {
        let mut marks = Vec::new();
        let mut at = Some(section);
        while let Some(index) = at {
            let section = &self.sections[index];
            let mark = super::heading::marker(&section.title);
            let mark = mark.map(|mark| section.title[..mark.len].to_owned());
            marks.extend(mark.map(|mark| mark.trim_end_matches(['、', '.', '．']).to_owned()));
            at = section.parent;
        }
        marks.reverse();
        let mut path = String::new();
        for mark in marks {
            path.push_str(&mark);
            if mark.starts_with('第') {
                path.push(' ');
            }
        }
        path.trim_end().to_owned()
    }

    /// The headings for the window.
    pub(super) fn headings(&self) -> Vec<Heading> {
        let headings = self.sections.iter();
        headings
            .filter_map(|section| {
                Some(Heading {
                    span: section.span?,
                    depth: section.depth,
                })
            })
            .collect()
    }

    /// What is left of the numbers once every reader has had its turn: what they are when they
    /// state nothing, and those of which it cannot be told what they state.
    pub(super) fn leftovers(&self) -> (Vec<Other>, Vec<Undecided>) {
        let mut others = Vec::new();
        let mut undecided = self.undecided.clone();
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if matches!(
                paragraph.kind,
                ParagraphKind::Row(_) | ParagraphKind::TableLine
            ) {
                continue;
            }
            let topic = self.topic(index);
            let numbers = paragraph.numbers.iter().zip(&paragraph.taken);
            for (at, (number, taken)) in numbers.enumerate() {
                let Some(span) = paragraph.flow.span(number.range.clone()).filter(|_| !taken)
                else {
                    continue;
                };
                if let Some(kind) = number.other.or_else(|| general(paragraph, number, topic)) {
                    others.push((span, kind));
                } else {
                    let why = self.doubts.get(&(index, at)).cloned();
                    undecided.push((span, why.unwrap_or_else(unknown)));
                }
            }
        }
        undecided.sort_by_key(|(span, _)| *span);
        undecided.dedup_by_key(|(span, _)| *span);
        (others, undecided)
    }
}

fn unknown() -> Text {
    Text::new(
        "未能确定这个数字说的是哪一项",
        "it cannot be told what this number states",
    )
}

/// What a number is that stands where nothing is stated.
fn general(paragraph: &Paragraph, number: &Number, topic: Topic) -> Option<OtherKind> {
    let mark = super::heading::marker(paragraph.text());
    if mark.is_some_and(|mark| number.range.start < mark.len) {
        return Some(OtherKind::Ordinal);
    }
    match (&paragraph.kind, topic) {
        (ParagraphKind::Contents | ParagraphKind::Heading, _) | (_, Topic::Contents) => {
            Some(OtherKind::Ordinal)
        }
        // Units are listed by running numbers.
        (_, Topic::Units) if number.unit == NumberUnit::None => Some(OtherKind::Ordinal),
        (_, Topic::Duties | Topic::Glossary) => Some(OtherKind::General),
        _ => None,
    }
}
