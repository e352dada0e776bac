//! A text cut into what a page is set of: headings, paragraphs, tables, the ends of pages.
//!
//! The lines of a PDF are broken where its page ended, not where a sentence does; they are joined
//! here again, for reading alone: every block is a part of the text as it is. What a block looks
//! like is left to `typeset`.

use crate::model::{Heading, Narrative, Span};

use super::contents;

/// A paragraph of more characters is set in pieces, so that one without end costs no more.
const LONGEST: usize = 1200;

/// The columns of a line that may have been broken within a sentence, where most are not.
const BROKEN: usize = 30;

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: Kind,
    /// The part of the text; empty for what is not written in it.
    pub(super) span: Span,
}

/// What a part of the page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of this depth.
    Heading(u8),
    /// A line of the cover.
    Title,
    /// A line of the table of contents.
    Entry {
        /// Whether it is the title of a part.
        is_part: bool,
    },
    /// A paragraph, or the part of one that stands behind the end of a page.
    Paragraph {
        /// Whether it goes on with the paragraph before.
        continued: bool,
    },
    /// A table of the text with this many lines.
    Table(u32),
    /// Where a page begins. The span is the page number printed at the end of the one before.
    Page(u32),
    /// A page that could not be read, by its place among those.
    Unread(usize),
}

/// Cuts a text.
pub(super) fn blocks(narrative: &Narrative) -> Vec<Block> {
    let mut cutter = Cutter {
        narrative,
        wrapped: wrapped_at(narrative),
        headings: &narrative.headings,
        open: None,
        interrupted: None,
        folio: None,
        blocks: Vec::new(),
    };
    cutter.unread(1, 0);
    let mut line = 1;
    while line <= narrative.line_count() {
        line = cutter.line(line);
    }
    cutter.close();
    let mut blocks = cutter.blocks;
    contents::mark(narrative, &mut blocks);
    blocks
}

struct Cutter<'a> {
    narrative: &'a Narrative,
    /// In which column the lines are broken, if they are.
    wrapped: Option<usize>,
    headings: &'a [Heading],
    open: Option<Open>,
    /// The paragraph that stood at the end of the page before.
    interrupted: Option<Open>,
    folio: Option<Span>,
    blocks: Vec<Block>,
}

/// A paragraph whose end is not known yet.
#[derive(Clone, Copy)]
struct Open {
    span: Span,
    continued: bool,
    /// The columns of its last line.
    columns: usize,
    blank_behind: bool,
}

impl Cutter<'_> {
    /// Takes in a line; gives the next one.
    fn line(&mut self, number: u32) -> u32 {
        let whole = self.narrative.line(number);
        let mut next = number + 1;
        let span = trimmed(self.narrative, whole);
        if span.start >= span.end {
            if let Some(open) = self.open.as_mut().or(self.interrupted.as_mut()) {
                open.blank_behind = true;
            }
        } else if let Some(table) = self.table(span) {
            self.close();
            self.interrupted = None;
            let last = self.narrative.position(table.end - 1).line.max(number);
            let kind = Kind::Table(last - number + 1);
            self.blocks.push(Block { kind, span: table });
            next = last + 1;
        } else if self.is_folio(number, span) {
            self.folio = Some(span);
        } else if let Some(heading) = self.heading(span) {
            next = self.head(heading, number, span);
        } else {
            self.join(whole, span);
        }
        for line in number..next {
            self.end_of(line);
        }
        next
    }

    /// The table of the text that a line lies in.
    fn table(&self, line: Span) -> Option<Span> {
        let tables = &self.narrative.tables;
        let after = tables.partition_point(|table| table.end <= line.start);
        tables.get(after).copied().filter(|t| t.meets(line))
    }

    /// The heading that a line begins with.
    fn heading(&mut self, line: Span) -> Option<Heading> {
        let passed = self
            .headings
            .iter()
            .take_while(|heading| heading.span.start < line.start);
        self.headings = &self.headings[passed.count()..];
        let next = self.headings.first().copied();
        next.filter(|heading| heading.span.start < line.end)
    }

    /// A heading: a block of its own where it fills its lines, the beginning of a paragraph where
    /// a sentence follows it.
    fn head(&mut self, heading: Heading, line: u32, span: Span) -> u32 {
        self.close();
        self.interrupted = None;
        let last_byte = heading.span.end.saturating_sub(1).max(span.start);
        let last = self.narrative.position(last_byte).line.max(line);
        let rest = trimmed(self.narrative, self.narrative.line(last));
        if rest.end <= heading.span.end {
            let kind = Kind::Heading(heading.depth);
            let span = Span {
                start: span.start,
                end: heading.span.end,
            };
            self.blocks.push(Block { kind, span });
            return last + 1;
        }
        self.open = Some(Open {
            span: Span {
                start: span.start,
                end: rest.end,
            },
            continued: false,
            columns: columns(self.narrative.slice(rest)),
            blank_behind: false,
        });
        last + 1
    }

    /// Goes on with the open paragraph, or begins one.
    fn join(&mut self, whole: Span, span: Span) {
        let own = columns(self.narrative.slice(span));
        let before = self.open.or(self.interrupted);
        let joins = before.is_some_and(|before| self.belongs(before, whole, span));
        match &mut self.open {
            Some(open) if joins => {
                open.span.end = span.end;
                open.columns = own;
                open.blank_behind = false;
            }
            _ => {
                self.close();
                self.open = Some(Open {
                    span,
                    continued: joins && self.interrupted.is_some(),
                    columns: own,
                    blank_behind: false,
                });
            }
        }
        self.interrupted = None;
    }

    /// Whether a line goes on with what stands before it: that was broken at the end of a line,
    /// not ended.
    fn belongs(&self, before: Open, whole: Span, span: Span) -> bool {
        let words = self.narrative.slice(before.span);
        let ends = ends_sentence(words);
        let Some(wrapped) = self.wrapped else {
            // Here and there a line is broken within a sentence all the same.
            let is_within = before.columns >= BROKEN && words.contains(['，', ',']);
            let is_new = before.blank_behind || is_item(self.narrative.slice(span));
            return is_within && !ends && !is_new;
        };
        // The items of a list stand apart though they end no sentence, as those of the contents do.
        if is_item(words) && is_item(self.narrative.slice(span)) {
            return false;
        }
        let is_full = before.columns * 10 >= wrapped * 8;
        let lead = Span {
            start: whole.start,
            end: span.start,
        };
        let is_indented = columns(self.narrative.slice(lead)) >= 3;
        is_full && !ends && !(before.blank_behind && is_indented)
            || (is_full && !before.blank_behind && !is_indented && before.columns + 2 >= wrapped)
                && !is_item(self.narrative.slice(span))
    }

    /// Whether a line is the number of its page: digits alone, before the end of the page.
    fn is_folio(&self, number: u32, span: Span) -> bool {
        let text = self.narrative.slice(span);
        let is_number = text.len() <= 24
            && text.chars().any(|c| c.is_ascii_digit())
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_whitespace() || "-—–－·第页".contains(c));
        let bytes = self.narrative.text.as_bytes();
        let behind = bytes.get(span.end as usize..).unwrap_or_default();
        let mut rest = behind.iter().skip_while(|b| matches!(b, b' ' | b'\n'));
        let ends_page = rest.next() == Some(&b'\x0c');
        is_number && ends_page && self.narrative.has_pages() && number > 1
    }

    /// What stands behind a line: the end of a page perhaps.
    fn end_of(&mut self, line: u32) {
        let end = self.narrative.line(line).end;
        if self.narrative.text.as_bytes().get(end as usize) != Some(&b'\x0c') {
            return;
        }
        let last = self.open;
        self.close();
        self.interrupted = last.or(self.interrupted);
        let page = self.narrative.position(end + 1).page;
        let nowhere = Span { start: end, end };
        self.blocks.push(Block {
            kind: Kind::Page(page),
            span: self.folio.take().unwrap_or(nowhere),
        });
        self.unread(page, end + 1);
    }

    /// Says of a page that begins at a byte that it could not be read.
    fn unread(&mut self, page: u32, at: u32) {
        let pages = self.narrative.unread.iter();
        for (index, _) in pages.enumerate().filter(|(_, unread)| unread.page == page) {
            self.blocks.push(Block {
                kind: Kind::Unread(index),
                span: Span { start: at, end: at },
            });
            self.interrupted = None;
        }
    }

    /// Ends the open paragraph.
    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let mut rest = open.span;
        let mut continued = open.continued;
        while let Some(cut) = cut_of(self.narrative.slice(rest)) {
            let end = rest.start + cut;
            let kind = Kind::Paragraph { continued };
            let span = Span { end, ..rest };
            self.blocks.push(Block { kind, span });
            rest.start = end;
            continued = true;
        }
        let kind = Kind::Paragraph { continued };
        self.blocks.push(Block { kind, span: rest });
    }
}

/// Where a paragraph is cut that is too long to be set at once: behind a sentence if there is one,
/// never within a number.
fn cut_of(text: &str) -> Option<u32> {
    let mut chars = text.char_indices().skip(LONGEST);
    let (most, _) = chars.next()?;
    let after = |(at, c): (usize, char)| at + c.len_utf8();
    let head = &text[..most];
    let sentence = head
        .char_indices()
        .rev()
        .find(|(_, c)| "。！？；".contains(*c));
    let comma = || head.char_indices().rev().find(|(_, c)| "，、".contains(*c));
    let word = || {
        let mut back = head.char_indices().rev();
        back.find(|(_, c)| !c.is_ascii())
    };
    let cut = sentence.or_else(comma).or_else(word).map_or(most, after);
    u32::try_from(cut).ok()
}

/// The column in which the lines of a text are broken; `None` when each line is a paragraph.
fn wrapped_at(narrative: &Narrative) -> Option<usize> {
    let lines = (1..=narrative.line_count()).map(|line| trimmed(narrative, narrative.line(line)));
    let of_text = lines.filter(|line| {
        let tables = &narrative.tables;
        let after = tables.partition_point(|table| table.end <= line.start);
        tables.get(after).is_none_or(|table| !table.meets(*line))
    });
    let mut widths: Vec<usize> = of_text
        .map(|line| columns(narrative.slice(line)))
        .filter(|columns| *columns >= 20)
        .collect();
    widths.sort_unstable();
    let most = *widths.get(widths.len().checked_sub(1)? * 95 / 100)?;
    let full = widths.len() - widths.partition_point(|width| width + 6 < most);
    let longer = widths.len() - widths.partition_point(|width| *width <= most + 16);
    // Paragraphs end where they like; lines that are broken end in the same column.
    let is_wrapped = full >= 6 && full * 4 >= widths.len() && longer * 50 <= widths.len();
    (is_wrapped && most <= 160).then_some(most)
}

/// A line without the spaces around it.
pub(super) fn trimmed(narrative: &Narrative, line: Span) -> Span {
    let text = narrative.slice(line);
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(0);
    let start = line.start + length(text) - length(text.trim_start());
    let end = start + length(text.trim());
    Span { start, end }
}

/// How wide a text is: two columns for a Chinese character, one for a letter or a digit.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || "”’）)》」』\"".contains(c);
    let last = text.trim_end_matches(closing).chars().next_back();
    last.is_some_and(|c| "。！？；：.!?;:".contains(c))
}

/// Whether a line begins as an item of a list does: 一、（二）3. ①
fn is_item(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(', '第']);
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = text.trim_start_matches(is_number);
    let has_number = rest.len() < text.len();
    let closes = rest.starts_with(['、', '.', '．', '）', ')', '部']);
    // What a line begins with may be a decimal: 100.00%。
    let is_decimal = rest
        .get(1..)
        .is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()));
    has_number && closes && !is_decimal
        || text.starts_with(['①', '②', '③', '④', '⑤', '⑥', '●', '■'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the text is cut into, a line each: what it is, and its words.
    fn cut(narrative: &Narrative) -> Vec<String> {
        let blocks = blocks(narrative);
        let shown = blocks.iter().map(|block| {
            let words = narrative.slice(block.span).replace(['\n', '\x0c'], "");
            match block.kind {
                Kind::Heading(depth) => format!("{depth} {words}"),
                Kind::Title => format!("题 {words}"),
                Kind::Entry { .. } => format!("录 {words}"),
                Kind::Paragraph { continued: false } => format!("¶ {words}"),
                Kind::Paragraph { continued: true } => format!("… {words}"),
                Kind::Table(lines) => format!("表 {lines}"),
                Kind::Page(page) => format!("页 {page} {words}"),
                Kind::Unread(at) => format!("未读 {at}"),
            }
        });
        shown.collect()
    }

    fn narrative(text: &str, headings: &[(&str, u8)], tables: &[&str]) -> Narrative {
        let mut narrative = Narrative::new(None, text.into());
        let span = |part: &str| {
            let start = text.find(part).unwrap();
            let number = |at: usize| u32::try_from(at).unwrap();
            Span {
                start: number(start),
                end: number(start + part.len()),
            }
        };
        narrative.headings = headings
            .iter()
            .map(|(words, depth)| Heading {
                span: span(words),
                depth: *depth,
            })
            .collect();
        narrative.tables = tables.iter().map(|words| span(words)).collect();
        narrative
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let text = "一、收入\n本年收入12.30万元。\n其中：拨款10万元\n\n其他2.30万元。\n";
        assert_eq!(
            cut(&narrative(text, &[("一、收入", 1)], &[])),
            [
                "1 一、收入",
                "¶ 本年收入12.30万元。",
                "¶ 其中：拨款10万元",
                "¶ 其他2.30万元。"
            ]
        );
    }

    #[test]
    fn a_line_broken_within_a_sentence_is_joined_to_the_next() {
        let text = "本年支出307.82万元，与上年度相比增加307.82万元，增长\n100.00%。\n\
            其中拨款支出，按用途分为以下几项，分别列示\n1.工资\n2.津贴\n";
        assert_eq!(
            cut(&narrative(text, &[], &[])),
            [
                "¶ 本年支出307.82万元，与上年度相比增加307.82万元，增长100.00%。",
                "¶ 其中拨款支出，按用途分为以下几项，分别列示",
                "¶ 1.工资",
                "¶ 2.津贴"
            ]
        );
    }

    /// Sentences broken in the twentieth character, as a page does it.
    fn broken() -> String {
        let mut text = String::new();
        for paragraph in 0..4 {
            let sentence = format!("第{paragraph}段说明本年度各项经费的来源和去向，").repeat(3);
            let sentence = format!("　　{sentence}共用去一百元。");
            let chars: Vec<char> = sentence.chars().collect();
            for line in chars.chunks(20) {
                text.extend(line);
                text.push('\n');
            }
        }
        text
    }

    #[test]
    fn broken_lines_are_joined_and_paragraphs_told_apart() {
        let text = broken();
        let cut = cut(&narrative(&text, &[], &[]));
        assert_eq!(cut.len(), 4, "{cut:#?}");
        for (index, paragraph) in cut.iter().enumerate() {
            let start = format!("¶ 第{index}段");
            assert!(paragraph.starts_with(&start), "{paragraph}");
            assert!(paragraph.ends_with("共用去一百元。"), "{paragraph}");
        }
    }

    #[test]
    fn a_page_ends_within_a_paragraph() {
        let text = broken();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let text = format!("{}— 1 —\x0c{}", lines[..6].concat(), lines[6..].concat());
        let cut = cut(&narrative(&text, &[], &[]));
        assert!(cut[1].starts_with("¶ 第1段"), "{cut:#?}");
        assert_eq!(cut[2], "页 2 — 1 —");
        assert!(cut[3].starts_with("… "), "{cut:#?}");
        assert_eq!(cut.len(), 6);
    }

    #[test]
    fn tables_run_in_headings_and_unread_pages() {
        let text = "1.“办公”。支出3万元。\n科目 金额\n办公 3\n\n合计 3\n尾。\n\x0c";
        let table = "科目 金额\n办公 3\n\n合计 3";
        let mut narrative = narrative(text, &[("1.“办公”。", 3)], &[table]);
        narrative.unread.push(crate::model::UnreadPage {
            page: 2,
            why: crate::model::Text::same("扫描"),
        });
        assert_eq!(
            cut(&narrative),
            [
                "¶ 1.“办公”。支出3万元。",
                "表 4",
                "¶ 尾。",
                "页 2 ",
                "未读 0"
            ]
        );
    }

    #[test]
    fn a_paragraph_without_end_is_cut_behind_sentences() {
        let text = "收入12,345.67万元。".repeat(1000);
        let narrative = narrative(&text, &[], &[]);
        let blocks = blocks(&narrative);
        assert!(blocks.len() > 10);
        let mut at = 0;
        for block in &blocks {
            assert_eq!(block.span.start, at);
            assert!(narrative.slice(block.span).ends_with('。'));
            at = block.span.end;
        }
        assert_eq!(at as usize, text.len());
    }
}
