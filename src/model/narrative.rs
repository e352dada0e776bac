//! The text that the claims of accounts were read out of, and where each of them stands in it.
//!
//! An imported document carries both: `"narrative": {"file": …, "text": …}` at the top, and in a row
//! `"spans": {"amount": [1203, 1216]}`, the bytes of the text from which a cell was read. Which
//! numbers state nothing (years, numbers of paragraphs) stands beside the text, so that every
//! number of it is accounted for. Reading these members is left to `read`, finding them in a text
//! to `crate::narrative`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::{Accounts, CellEdit, Place, Text};

/// A part of the text: bytes of its UTF-8 form, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

/// The parts of the text that the cells of a row were read from, by column.
///
/// Behind one pointer, as most rows of most accounts have none.
pub type RowSpans = Box<[(u16, Span)]>;

impl Span {
    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether the two have a byte in common.
    pub fn meets(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// The text as it was read, with what it says besides the claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrative {
    /// The file that it was read out of, when the document names one.
    pub file: Option<Box<str>>,
    /// The text: a line feed behind every line, a form feed between pages.
    pub text: Arc<str>,
    /// Numbers that state nothing about the accounts, in the order of the text.
    pub others: Vec<OtherNumber>,
    /// Numbers that state something, but it cannot be told for sure what; in the order of the text.
    pub undecided: Vec<UndecidedNumber>,
    /// Parts of the text that are tables: their numbers are read from a workbook, or not at all.
    pub tables: Vec<Span>,
    /// Headings, in the order of the text.
    pub headings: Vec<Heading>,
    /// Pages that could not be read, from 1; nothing is concluded from them.
    pub unread: Vec<UnreadPage>,
    /// Where each line begins, in bytes.
    lines: Vec<u32>,
    /// Where each page begins, in bytes.
    pages: Vec<u32>,
}

/// A number that states nothing about the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherNumber {
    /// Where it stands.
    pub span: Span,
    /// What it is instead.
    pub kind: OtherKind,
}

/// What a number is that states nothing about the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherKind {
    /// A year or a date.
    Date,
    /// The number of a heading, a paragraph, an item of a list or a page.
    Ordinal,
    /// The number of a document or a law.
    Reference,
    /// A limit or a condition (`单价100万元以上`), or a score that something would be given.
    Condition,
    /// Part of a name (`5G`).
    Name,
    /// In a definition, a task or a plan, where nothing is stated of the year.
    General,
}

/// A number that states something, but it cannot be told for sure what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndecidedNumber {
    /// Where it stands.
    pub span: Span,
    /// Why it cannot be told.
    pub why: Text,
}

/// A heading of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Where it stands, its number included.
    pub span: Span,
    /// How deep it is: 0 for a part (第一部分), 1 for 一、, 2 for （一）, 3 for 1.
    pub depth: u8,
}

/// A page that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadPage {
    /// The page, from 1.
    pub page: u32,
    /// Why not.
    pub why: Text,
}

/// Where something stands in a text, as a reader counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPosition {
    /// The page, from 1; 1 throughout in a text without pages.
    pub page: u32,
    /// The line of the whole text, from 1.
    pub line: u32,
    /// The character of the line, from 1.
    pub column: u32,
}

/// Cells that are the same printed number of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Twins {
    /// Each cell with the one that stands for it, in order of the former.
    firsts: Arc<[(Place, Place)]>,
    /// The same the other way round: each cell that stands for others with one of them, in order.
    of_first: Arc<[(Place, Place)]>,
}

impl Twins {
    /// The cell that stands for all that are the same printed number.
    pub fn first(&self, place: Place) -> Place {
        let found = self.firsts.binary_search_by_key(&place, |(twin, _)| *twin);
        found.map_or(place, |index| self.firsts[index].1)
    }

    /// The cells for which this one stands.
    fn of(&self, first: Place) -> impl Iterator<Item = Place> {
        let start = self.of_first.partition_point(|(of, _)| *of < first);
        let of_first = self.of_first[start..].iter();
        of_first
            .take_while(move |(of, _)| *of == first)
            .map(|(_, twin)| *twin)
    }
}

impl Narrative {
    /// A text without anything known of it.
    pub fn new(file: Option<Box<str>>, text: Arc<str>) -> Self {
        // A file of more than 4 GiB is refused long before.
        let behind = |marks: &[u8]| {
            let bytes = (1_u32..).zip(text.bytes());
            let found = bytes.filter(|(_, byte)| marks.contains(byte));
            std::iter::once(0).chain(found.map(|(at, _)| at)).collect()
        };
        Self {
            file,
            lines: behind(b"\n\x0c"),
            pages: behind(b"\x0c"),
            text,
            ..Self::default()
        }
    }

    /// What stands at a part of the text; empty when there is no such part.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Whether the text has pages.
    pub fn has_pages(&self) -> bool {
        self.pages.len() > 1
    }

    /// Where a byte of the text stands.
    pub fn position(&self, offset: u32) -> TextPosition {
        let line = self.line_at(offset);
        let start = self.lines.get((line as usize).wrapping_sub(1)).copied();
        let in_line = start.and_then(|start| self.text.get(start as usize..offset as usize));
        let before = in_line.unwrap_or_default().chars().count();
        TextPosition {
            page: nth(&self.pages, offset),
            line,
            column: u32::try_from(before + 1).unwrap_or(u32::MAX),
        }
    }

    /// The line of the whole text, from 1, in which a byte stands; the characters before it, which
    /// may be a million, are not counted for that.
    pub fn line_at(&self, offset: u32) -> u32 {
        nth(&self.lines, offset)
    }

    /// Where a byte of the text stands, in words: the line of its page, or of the text when that
    /// has no pages.
    pub fn position_text(&self, offset: u32) -> Text {
        let (page, line) = (nth(&self.pages, offset), self.line_at(offset));
        if !self.has_pages() {
            return Text::new(format!("第 {line} 行"), format!("line {line}"));
        }
        let start = self.pages.get(page.wrapping_sub(1) as usize);
        let first = start.map_or(1, |start| self.line_at(*start));
        let line = line - first + 1;
        Text::new(
            format!("第 {page} 页第 {line} 行"),
            format!("page {page}, line {line}"),
        )
    }

    /// The sentence around a part of the text on one line, cut to about 40 characters.
    pub fn quote(&self, span: Span) -> String {
        const BEFORE: usize = 24;
        const AFTER: usize = 16;
        // Further than this nothing is looked for: a paragraph may have a million characters.
        const NEAR: usize = 4096;
        let ends = |c: char| matches!(c, '。' | '；' | '\x0c');
        let range = span.range();
        let from = self
            .text
            .floor_char_boundary(range.start.saturating_sub(NEAR));
        let to = self.text.ceil_char_boundary(range.end.saturating_add(NEAR));
        let before = self.text.get(from..range.start).unwrap_or_default();
        let after = self.text.get(range.end..to).unwrap_or_default();
        let sentence = before.rfind(ends).map_or(before, |at| {
            let rest = &before[at..];
            rest.strip_prefix(ends).unwrap_or(rest)
        });
        let sentence = without_breaks(sentence);
        let cut = sentence.chars().count().saturating_sub(BEFORE);
        let start: String = sentence.chars().skip(cut).collect();
        let rest = without_breaks(after.split_inclusive(ends).next().unwrap_or_default());
        let end: String = rest.chars().take(AFTER).collect();
        let is_cut = end.len() < rest.len();
        format!(
            "{}{}{}{end}{}",
            if cut > 0 { "…" } else { "" },
            start.trim_start(),
            without_breaks(self.slice(span)),
            if is_cut { "…" } else { "" },
        )
    }

    /// The bytes of a line, from 1, without its end; empty behind the last one.
    pub fn line(&self, line: u32) -> Span {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let at = |line: u32| self.lines.get(line as usize).copied();
        let start = line.checked_sub(1).and_then(at).unwrap_or(end);
        let end = at(line).map_or(end, |next| next - 1);
        Span { start, end }
    }

    /// How many lines the text has.
    pub fn line_count(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }
}

/// How many of some starts, in order, are not behind a byte.
fn nth(starts: &[u32], offset: u32) -> u32 {
    u32::try_from(starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
}

/// A part of the text on one line: what is broken over lines is joined as it is read.
fn without_breaks(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\x0c']).map(str::trim);
    lines.collect::<Vec<_>>().concat()
}

impl OtherKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Date,
        Self::Ordinal,
        Self::Reference,
        Self::Condition,
        Self::Name,
        Self::General,
    ];

    /// The stable name in a document.
    pub fn key(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Ordinal => "ordinal",
            Self::Reference => "reference",
            Self::Condition => "condition",
            Self::Name => "name",
            Self::General => "general",
        }
    }

    /// The kind of that name.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// What such a number is, in words.
    pub fn text(self) -> Text {
        match self {
            Self::Date => Text::new("年份或日期", "a year or a date"),
            Self::Ordinal => Text::new("序号或页码", "a number of a paragraph or a page"),
            Self::Reference => Text::new("文号", "the number of a document"),
            Self::Condition => Text::new("标准或条件", "a limit or a condition"),
            Self::Name => Text::new("名称的一部分", "part of a name"),
            Self::General => Text::new(
                "职责、释义或计划中的数字",
                "in a definition, a task or a plan",
            ),
        }
    }
}

impl Accounts {
    /// The part of the text that a cell was read from; `None` for cells of another origin.
    pub fn text_span(&self, place: Place) -> Option<Span> {
        self.narrative.as_ref()?;
        let row = self
            .table(place.table_ref())?
            .rows
            .get(place.row as usize)?;
        let spans = row.spans.as_deref()?;
        let found = spans.iter().find(|(column, _)| *column == place.column)?;
        Some(found.1)
    }

    /// The part of the text that a cell was read from, or else the first part from which its row
    /// was: where a reader finds what it is about.
    pub fn text_near(&self, place: Place) -> Option<Span> {
        let own = self.text_span(place);
        own.or_else(|| {
            self.narrative.as_ref()?;
            let row = self.table(place.table_ref())?;
            let row = row.rows.get(place.row as usize)?;
            let spans = row.spans.as_deref()?;
            spans.iter().map(|(_, span)| *span).min()
        })
    }

    /// Whether a cell is one of the text's own tables, of accounts that were read from a text: the
    /// line of such a row in their document is nothing that a reader sees.
    pub fn is_of_text(&self, place: Place) -> bool {
        let is_text = place.table.spec().group == crate::model::TableGroup::Text;
        is_text && self.narrative.is_some()
    }

    /// Where the text says what a cell says, in words: `第 21 页第 3 行`.
    pub fn text_where(&self, place: Place) -> Option<Text> {
        let span = self.text_near(place)?;
        Some(self.narrative.as_ref()?.position_text(span.start))
    }

    /// Every cell that was read from the text with its part of it, in the order of the tables. One
    /// printed number may be several cells: what one claim compares with is what another states.
    pub fn spans(&self) -> impl Iterator<Item = (Place, Span)> {
        let tables = self.tables.iter();
        tables.flat_map(|table| {
            let rows = table.rows.iter().enumerate();
            rows.flat_map(move |(index, row)| {
                let spans = row.spans.as_deref().into_iter().flatten();
                spans.map(move |(column, span)| (table.place(index, *column), *span))
            })
        })
    }

    /// The other cells that were read from the very same part of the text as one: they are edited
    /// together.
    pub fn printed_with(&self, place: Place) -> Vec<Place> {
        let first = self.printed_first(place);
        let all = std::iter::once(first).chain(self.twins.of(first));
        all.filter(|other| *other != place).collect()
    }

    /// The cell that stands for a printed number of the text that is several cells: the first one.
    /// What is stated of any of them is stated of this one, so that one wrong number is one cell.
    pub fn printed_first(&self, place: Place) -> Place {
        self.twins.first(place)
    }

    /// The edits with those of the cells that are the same printed number, each cell once.
    pub fn edited_together(&self, edits: &[CellEdit]) -> Vec<CellEdit> {
        let mut all = edits.to_vec();
        if self.twins.firsts.is_empty() {
            return all;
        }
        let mut edited: BTreeSet<Place> = edits.iter().map(|edit| edit.place).collect();
        for edit in edits {
            for twin in self.printed_with(edit.place) {
                if edited.insert(twin) {
                    all.push(CellEdit::new(twin, edit.text.clone()));
                }
            }
        }
        all
    }

    /// Finds out which cells are the same printed number.
    pub(super) fn relate_twins(&mut self) {
        let mut spans: Vec<(Span, Place)> = self.spans().map(|(at, span)| (span, at)).collect();
        spans.sort_unstable();
        let mut twins: Vec<(Place, Place)> = Vec::new();
        for same in spans.chunk_by(|one, other| one.0 == other.0) {
            let others = same.iter().skip(1);
            twins.extend(others.map(|(_, twin)| (*twin, same[0].1)));
        }
        twins.sort_unstable();
        let mut of_first: Vec<(Place, Place)> =
            twins.iter().map(|(twin, of)| (*of, *twin)).collect();
        of_first.sort_unstable();
        self.twins = Twins {
            firsts: twins.into(),
            of_first: of_first.into(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_a_reader_counts() {
        let text = "目录\n\x0c一、收入2元\n共";
        let narrative = Narrative::new(None, text.into());
        let at = |offset: usize| {
            let position = narrative.position(u32::try_from(offset).unwrap());
            (position.page, position.line, position.column)
        };
        assert_eq!(at(0), (1, 1, 1));
        assert_eq!(at(text.find('2').unwrap()), (2, 3, 5));
        assert_eq!(at(text.find('共').unwrap()), (2, 4, 1));
        let span = Span { start: 0, end: 6 };
        assert_eq!(narrative.slice(span), "目录");
        assert_eq!(narrative.slice(narrative.line(3)), "一、收入2元");
        assert_eq!(narrative.slice(narrative.line(9)), "");
    }

    #[test]
    fn a_quote_is_the_sentence_on_one_line() {
        let text = "一、概况\x0c上年无此项。本年安排\n培训费3.20万元，用于全员轮训；其余不变。";
        let narrative = Narrative::new(None, text.into());
        let at = |words: &str| {
            let start = u32::try_from(text.find(words).unwrap()).unwrap();
            let end = start + u32::try_from(words.len()).unwrap();
            Span { start, end }
        };
        let quote = narrative.quote(at("3.20万元"));
        assert_eq!(quote, "本年安排培训费3.20万元，用于全员轮训；");
        assert_eq!(
            narrative.position_text(at("3.20").start).zh,
            "第 2 页第 2 行"
        );
        let long = Narrative::new(None, "费".repeat(90).into());
        let quote = long.quote(Span {
            start: 120,
            end: 123,
        });
        assert_eq!(quote.chars().count(), 24 + 1 + 16 + 2);
    }

    #[test]
    fn kinds_have_names_of_their_own() {
        for kind in OtherKind::ALL {
            assert_eq!(OtherKind::named(kind.key()), Some(kind));
        }
    }
}
