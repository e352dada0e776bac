//! From the lines of a text to paragraphs in sections.
//!
//! Lines that a page or a PDF broke are joined; headings, contents and tables are told from
//! sentences by their form alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Catalogue, Span, TableId};

use super::draft::{Cell, Draft, Paragraph, ParagraphKind, Section};
use super::flow::Flow;
use super::heading::{Marker, marker};
use super::number::NumberUnit;
use super::run_in;
use super::topic::Topic;

/// The longest heading, in characters behind its mark.
const LONGEST_HEADING: usize = 48;
/// How far below the title of a table its unit or head stands, in lines.
const TABLE_HEAD: usize = 4;

/// What a line begins with that goes on about the item of the paragraph before, whose line a
/// converter ended too early.
const GOES_ON: [&str; 6] = [
    "主要用于",
    "决算数",
    "年初预算",
    "全年预算",
    "完成年初预算",
    "主要原因",
];

/// A line of the text.
struct Line<'a> {
    /// As it stands there.
    raw: &'a str,
    /// Its first byte.
    at: usize,
    /// Its normal text.
    flow: Flow,
    /// What it begins with.
    marker: Option<Marker>,
}

impl Line<'_> {
    fn text(&self) -> &str {
        self.flow.text()
    }

    fn is_blank(&self) -> bool {
        self.text().is_empty()
    }

    fn span(&self) -> Option<Span> {
        self.flow.span(0..self.text().len())
    }
}

/// Takes a text apart.
pub(super) fn draft(text: &str, tables: &[Span]) -> Draft {
    let lines = lines(text);
    let mut reader = LineReader {
        width: width(&lines),
        tables,
        draft: Draft::default(),
        open: None,
        section: 0,
        contents: Contents::Elsewhere,
        in_table: false,
        in_note: false,
        last_full: false,
    };
    reader.draft.sections.push(Section {
        title: String::new(),
        depth: 0,
        parent: None,
        topic: Topic::Other,
        number: 0,
        span: None,
    });
    for index in 0..lines.len() {
        reader.line(&lines, index);
        if !lines[index].is_blank() {
            reader.last_full = columns(lines[index].text()) + 3 >= reader.width;
        }
    }
    reader.close();
    let breaks = text.match_indices(['\n', '\x0c']);
    let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1));
    reader.draft.lines = starts
        .map(|start| u32::try_from(start).unwrap_or(u32::MAX))
        .collect();
    reader.draft
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let lines = text.split(['\n', '\x0c']).map(|raw| {
        let start = at;
        at += raw.len() + 1;
        line(raw, start)
    });
    let lines: Vec<Line<'_>> = lines.collect();
    let alone = |line: &&Line<'_>| line.marker.is_some() && is_title_like(line.text());
    let titles: BTreeSet<&str> = lines.iter().filter(alone).map(Line::text).collect();
    let ends: Vec<Option<usize>> = lines
        .iter()
        .map(|line| run_in::body_start(line.text(), &titles))
        .collect();
    let parts = lines.iter().zip(ends).map(|(whole, end)| {
        let title = end.and_then(|end| whole.flow.span(0..end));
        let cut = title.map(|title| title.end as usize - whole.at);
        let (first, rest) = whole.raw.split_at(cut.unwrap_or(whole.raw.len()));
        (whole.at, first, cut.map(|cut| (whole.at + cut, rest)))
    });
    let parts: Vec<_> = parts.collect();
    let mut split = Vec::with_capacity(parts.len());
    for (at, first, rest) in parts {
        split.push(line(first, at));
        split.extend(rest.map(|(at, rest)| line(rest, at)));
    }
    split
}

fn line(raw: &str, at: usize) -> Line<'_> {
    let mut flow = Flow::default();
    // The contents of the seed's kind stand behind dashes.
    let bare = raw
        .trim_start()
        .trim_start_matches(['-', '•', '·'])
        .trim_start();
    let mark = if bare.is_empty() { raw } else { bare };
    flow.push(mark, at + raw.len() - mark.len());
    let marker = marker(flow.text());
    Line {
        raw,
        at,
        flow,
        marker,
    }
}

/// How wide the lines are that a page broke, in half-width characters: what many lines with
/// sentences have alike. Of a text whose paragraphs are lines there is no such width.
fn width(lines: &[Line<'_>]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let sentences = lines
        .iter()
        .map(Line::text)
        .filter(|text| text.contains(['，', '。', '、']));
    let mut all = 0;
    for text in sentences {
        // A character more or less is how the last one of a line falls.
        *counts.entry(columns(text) / 4 * 4).or_default() += 1;
        all += 1;
    }
    let common = counts.into_iter().max_by_key(|(_, count)| *count);
    common
        .filter(|(width, count)| *width >= 40 && count * 5 >= all)
        .map_or(usize::MAX, |(width, _)| width)
}

/// The width of a text in half-width characters.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Whether lines are those of the contents.
#[derive(Clone, Copy)]
enum Contents {
    /// They are not.
    Elsewhere,
    /// Their title was read.
    Begun,
    /// They began with this mark, which ends them when it comes again.
    After(Option<Marker>),
}

struct LineReader<'a> {
    width: usize,
    tables: &'a [Span],
    draft: Draft,
    /// The paragraph that is being read.
    open: Option<Flow>,
    section: usize,
    /// Whether the lines are those of the contents.
    contents: Contents,
    in_table: bool,
    /// Whether the open paragraph is a note below a table.
    in_note: bool,
    /// Whether the line before was as wide as the page.
    last_full: bool,
}

impl LineReader<'_> {
    fn line(&mut self, lines: &[Line<'_>], index: usize) {
        let line = &lines[index];
        if line.is_blank() {
            return;
        }
        let text = line.text();
        if text.ends_with("目录") && text.chars().count() <= 40 {
            self.close();
            self.contents = Contents::Begun;
            self.paragraph(line.flow.clone(), ParagraphKind::Contents);
            return;
        }
        if self.is_contents(line) {
            self.paragraph(line.flow.clone(), ParagraphKind::Contents);
            return;
        }
        let area = self
            .tables
            .iter()
            .any(|table| table.range().contains(&line.at));
        if line.raw.trim_matches(' ').contains('\t') || area {
            self.row(line);
            return;
        }
        if self.is_table_line(lines, index) {
            self.table_line(line);
            return;
        }
        match line.marker {
            Some(marker) if self.is_heading(lines, index, marker) => {
                self.close();
                self.heading(line, marker);
            }
            Some(_) => {
                self.close();
                self.open = Some(line.flow.clone());
            }
            None if self.continues_heading(line) => {}
            None if is_unnumbered_heading(line.text()) => {
                self.close();
                let first = Marker {
                    depth: 0,
                    number: 0,
                    len: 0,
                };
                self.heading(line, first);
            }
            None => self.continue_with(line),
        }
    }

    /// Whether a line is still of the contents: until a mark comes again that they began with, or
    /// a sentence does.
    fn is_contents(&mut self, line: &Line<'_>) -> bool {
        let first = match self.contents {
            Contents::Elsewhere => return false,
            Contents::Begun => None,
            Contents::After(first) => first,
        };
        let again = match (first, line.marker) {
            (Some(first), Some(marker)) => {
                (first.depth, first.number) == (marker.depth, marker.number)
                    && (first.depth == 0 || line.text().contains('。'))
            }
            _ => false,
        };
        if again || line.text().contains('。') {
            self.contents = Contents::Elsewhere;
            return false;
        }
        if first.is_none() {
            self.contents = Contents::After(line.marker);
        }
        true
    }

    fn row(&mut self, line: &Line<'_>) {
        self.close();
        let mut at = line.at;
        let cells = line.raw.split('\t').map(|cell| {
            let mut flow = Flow::default();
            flow.push(cell, at);
            at += cell.len() + 1;
            Cell { flow }
        });
        let cells = cells.collect();
        self.paragraph(line.flow.clone(), ParagraphKind::Row(cells));
    }

    /// Whether a line belongs to a table of a text that has lost its columns: from the title of a
    /// table, with its unit or head below, to the next part of the text.
    fn is_table_line(&mut self, lines: &[Line<'_>], index: usize) -> bool {
        let line = &lines[index];
        let text = line.text();
        let is_note = ["注：", "说明：", "备注："]
            .iter()
            .any(|note| text.starts_with(note));
        let is_part = line.marker.is_some_and(|marker| marker.depth == 0);
        let sentence = text.contains('，') && text.contains('。');
        if is_part || (sentence && !is_note) {
            self.in_table = false;
        }
        if !self.in_table && !is_part && is_title(line) {
            let below = lines[index + 1..].iter().filter(|line| !line.is_blank());
            let head = |line: &Line<'_>| {
                let text = line.text();
                text.starts_with("单位：")
                    || text.starts_with("项目")
                    || text.starts_with("金额单位")
            };
            self.in_table = below.take(TABLE_HEAD).any(head);
        }
        // A note goes on over the next line until its sentence ends.
        let open = self.open.as_ref().map(Flow::text);
        let goes_on = self.in_note && open.is_some_and(|open| !open.ends_with('。'));
        if self.in_table && is_note {
            self.close();
            self.in_note = true;
        }
        let torn = is_torn_row(text) || self.is_row_of_form(lines, index);
        (self.in_table && !is_note && !goes_on) || torn
    }

    /// Whether a line is a row of the summary by its name, beside another line of a table.
    fn is_row_of_form(&self, lines: &[Line<'_>], index: usize) -> bool {
        let is_row = |line: &Line<'_>| {
            let mark = line.marker.filter(|mark| mark.depth == 1);
            let words = mark.map(|mark| {
                line.text()[mark.len..]
                    .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))
            });
            words.is_some_and(|words| TableId::named("K04").spec().row(words, None).is_some())
        };
        let last = self.draft.paragraphs.last();
        let after_table = last.is_some_and(|last| last.kind == ParagraphKind::TableLine);
        let mut next = lines[index + 1..].iter().filter(|line| !line.is_blank());
        let mut before_table = || {
            next.next()
                .is_some_and(|next| is_row(next) || is_torn_row(next.text()))
        };
        is_row(&lines[index]) && (after_table || before_table())
    }

    fn table_line(&mut self, line: &Line<'_>) {
        self.close();
        self.paragraph(line.flow.clone(), ParagraphKind::TableLine);
    }

    /// Whether a line with a mark is a heading: short, without the end of a sentence, and not the
    /// first line of a longer paragraph.
    fn is_heading(&self, lines: &[Line<'_>], index: usize, marker: Marker) -> bool {
        let line = &lines[index];
        let words = &line.text()[marker.len..];
        // A heading may end like a sentence when its words are those of a section.
        let title = words.strip_suffix('。').unwrap_or(words);
        let is_title = title.ends_with(['明', '况']) && Topic::of_title(title).is_some();
        let words = if is_title { title } else { words };
        let length = words.chars().count();
        let sentence = words.contains(['。', '；', '，']) && marker.depth > 0;
        let states = super::number::numbers(words);
        let states = states.iter().any(|number| {
            number.is_money() || number.is_percent() || words[number.range.clone()].contains('.')
        });
        if words.is_empty() && marker.depth == 0 {
            return true;
        }
        if words.contains("（类）")
            || words.is_empty()
            || length > LONGEST_HEADING
            || sentence
            || states
            || marker.depth > 4
        {
            return false;
        }
        if words.ends_with(['：', '、', '；', '。']) {
            return false;
        }
        let next = lines[index + 1..].iter().find(|line| !line.is_blank());
        let Some(next) = next.filter(|next| next.marker.is_none()) else {
            return true;
        };
        let full = columns(line.text()) + 3 >= self.width;
        !full || is_tail(next.text())
    }

    fn heading(&mut self, line: &Line<'_>, marker: Marker) {
        let mut parent = self.section;
        while parent != 0 && self.draft.sections[parent].depth >= marker.depth {
            parent = self.draft.sections[parent].parent.unwrap_or_default();
        }
        let topic = Topic::of_title(line.text());
        self.draft.sections.push(Section {
            title: line.text().to_owned(),
            depth: marker.depth,
            parent: Some(parent),
            topic: topic.unwrap_or(self.draft.sections[parent].topic),
            number: marker.number,
            span: line.span(),
        });
        self.section = self.draft.sections.len() - 1;
        self.paragraph(line.flow.clone(), ParagraphKind::Heading);
        self.in_table = false;
    }

    /// Takes the end of a heading that was broken over two lines.
    fn continues_heading(&mut self, line: &Line<'_>) -> bool {
        let width = self.width;
        let is_open = self.open.is_some();
        let Some(last) = self.draft.paragraphs.last_mut() else {
            return false;
        };
        let bare = marker(last.text()).is_some_and(|mark| mark.len == last.text().len());
        let full = columns(last.text()) + 3 >= width;
        let is_tail = (full && is_tail(line.text())) || (bare && is_title_like(line.text()));
        if last.kind != ParagraphKind::Heading || is_open || !is_tail {
            return false;
        }
        let mut flow = last.flow.clone();
        flow.push(line.raw, line.at);
        *last = Paragraph::new(flow, last.section, ParagraphKind::Heading);
        let section = &mut self.draft.sections[self.section];
        last.text().clone_into(&mut section.title);
        section.topic = Topic::of_title(&section.title).unwrap_or(section.topic);
        section.span = last.flow.span(0..last.text().len());
        true
    }

    fn continue_with(&mut self, line: &Line<'_>) {
        // A sentence that ends where the page breaks the line need not end its paragraph.
        let full = self.last_full;
        let goes_on = full || GOES_ON.iter().any(|words| line.text().starts_with(words));
        let ended = |flow: &Flow| !goes_on && flow.text().ends_with(['。', '！', '？']);
        if self.open.as_ref().is_none_or(ended) {
            self.close();
            self.open = Some(Flow::default());
        }
        if let Some(open) = &mut self.open {
            open.push(line.raw, line.at);
        }
    }

    fn close(&mut self) {
        self.in_note = false;
        if let Some(flow) = self.open.take() {
            self.paragraph(flow, ParagraphKind::Body);
        }
    }

    fn paragraph(&mut self, flow: Flow, kind: ParagraphKind) {
        if matches!(kind, ParagraphKind::Row(_) | ParagraphKind::TableLine)
            && let Some(span) = flow.span(0..flow.text().len())
        {
            match self.draft.tables.last_mut() {
                // Only white space lies between the lines of one table.
                Some(last) if span.start <= last.end + 2 => last.end = span.end,
                _ => self.draft.tables.push(span),
            }
        }
        let paragraph = Paragraph::new(flow, self.section, kind);
        self.draft.paragraphs.push(paragraph);
    }
}

/// Whether a line is the end of a heading that began on the line before.
fn is_tail(text: &str) -> bool {
    text.chars().count() <= 8 && !text.contains(['，', '。', '；', '：', '、'])
}

/// Whether a line is what a converter left of rows of a table: several numbers without units, and
/// nothing of a sentence before a note.
fn is_torn_row(text: &str) -> bool {
    let notes = ["注：", "说明："].iter().filter_map(|note| text.find(note));
    let text = &text[..notes.min().unwrap_or(text.len())];
    if text.contains(['，', '。', '；', '：']) {
        return false;
    }
    let bare = super::number::numbers(text);
    let bare = bare.iter().filter(|number| {
        number.unit == NumberUnit::None && text[number.range.clone()].contains('.')
    });
    bare.count() >= 2
}

/// Whether a line can be the title behind a bare `第一部分`.
fn is_title_like(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING && !text.contains(['，', '。', '；', '：'])
}

/// Whether a line is the title of a part without a number: `甲局2024年度部门决算表`.
fn is_unnumbered_heading(text: &str) -> bool {
    let ends = ["部门决算表", "决算情况说明", "部门决算说明", "部门决算报表"];
    text.contains("年")
        && ends.iter().any(|end| text.ends_with(end))
        && text.chars().count() <= 40
        && is_title_like(text)
}

/// Whether a line is the title of an official table.
fn is_title(line: &Line<'_>) -> bool {
    let text = &line.text()[line.marker.map_or(0, |marker| marker.len)..];
    text.ends_with('表')
        && text.chars().count() <= 40
        && Catalogue::get().table_named(text).is_some()
}
