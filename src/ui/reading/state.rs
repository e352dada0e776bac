//! What the reading view remembers of a text: how it is cut and set, where the reader is, what is
//! looked for and what is being typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::Context;

use crate::model::{Lang, Narrative, Place, Span};
use crate::review::TextCoverage;
use crate::session::FileView;
use crate::ui::request::Request;
use crate::ui::theme::Theme;

use super::edit::{Editor, Refused};
use super::find::Search;
use super::flow::{Block, Kind, blocks};
use super::heights::Heights;
use super::map::{Bin, step_at};
use super::sentence::words_around;
use super::spots::{Sought, Spots};
use super::typeset::{Manner, Measure, Set, guess, row_height, set};

/// Blocks that stay set when they are out of sight.
const KEPT: usize = 240;

/// What is remembered of a text.
#[derive(Default)]
pub(crate) struct Reading {
    /// The text that it was cut from.
    of: Option<Arc<Narrative>>,
    version: Option<u64>,
    key: Option<Key>,
    pub(super) blocks: Vec<Block>,
    pub(super) heights: Heights,
    pub(super) spots: Spots,
    pub(super) coverage: TextCoverage,
    /// How many words a finding is about.
    pub(super) flawed_words: usize,
    pub(super) sets: BTreeMap<usize, Arc<Set>>,
    /// How far the page is scrolled.
    pub(super) offset: f32,
    /// What keys act on.
    pub(super) cursor: Option<Span>,
    /// A part of the text that is to be brought into sight.
    pub(super) go: Option<Span>,
    pub(super) sought: Sought,
    pub(super) search: Search,
    pub(super) editor: Option<Editor>,
    /// Tables that are unfolded, by block.
    pub(super) unfolded: BTreeMap<usize, bool>,
    /// Whether the page is to be given the keyboard.
    pub(super) wants_focus: bool,
    /// Whether the page has been moved by something else than its scroll bar.
    pub(super) is_moved: bool,
    /// Whether the choice of numbers is new: one of them is to be in sight.
    pub(super) is_chosen_anew: bool,
    /// The fingerprint of the finding that was selected when the page was seen last.
    pub(super) seen_with: Option<String>,
    /// Where the menu was opened, beside numbers.
    pub(super) pointed: Option<Span>,
    bins: (Vec<Bin>, Option<(usize, u32, u64)>),
}

/// What the way in which blocks are set depends on.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    measure: Measure,
    sought: Sought,
    is_dark: bool,
    pixels: f32,
}

impl Reading {
    /// Takes in what the file says now.
    pub(super) fn follow(&mut self, file: &FileView, narrative: &Arc<Narrative>) {
        let is_same = self
            .of
            .as_ref()
            .is_some_and(|of| Arc::ptr_eq(of, narrative));
        if !is_same {
            let is_equal = self.of.as_ref().is_some_and(|of| **of == **narrative);
            self.of = Some(Arc::clone(narrative));
            if !is_equal {
                self.blocks = blocks(narrative);
                self.key = None;
                self.heights = Heights::default();
                self.unfolded.clear();
                self.search.forget();
            }
        }
        if self.version != Some(file.version) || !is_same {
            self.version = Some(file.version);
            self.spots = Spots::of(file, narrative);
            self.coverage = file.review.text_coverage();
            let all = 0..self.spots.all().len();
            let flawed = all.filter(|spot| self.spots.is_contradicted(*spot)).count();
            self.flawed_words = flawed.saturating_sub(self.coverage.contradicted);
            self.sets.clear();
            self.bins.1 = None;
        }
    }

    /// Takes in what the file says now, before the text is drawn.
    pub(crate) fn take_in(&mut self, file: &FileView) {
        if let Some(narrative) = &file.accounts.narrative {
            self.follow(file, narrative);
        }
    }

    /// Takes in how wide the page is and how it looks.
    pub(super) fn fit(&mut self, ctx: &Context, measure: Measure) {
        let key = Key {
            measure,
            sought: self.sought,
            is_dark: Theme::of_context(ctx).is_dark,
            pixels: ctx.pixels_per_point(),
        };
        let Some(old) = self.key.replace(key).filter(|old| *old != key) else {
            if self.heights.total() <= 0.0 {
                self.guess(measure);
            }
            return;
        };
        self.sets.clear();
        if old.measure != measure || (old.pixels - key.pixels).abs() > f32::EPSILON {
            // The reader stays where they were.
            let first = self.heights.at(self.offset);
            let into =
                (self.offset - self.heights.top(first)) / self.heights.height(first).max(1.0);
            self.guess(measure);
            self.offset = self.heights.top(first) + into * self.heights.height(first);
        }
    }

    fn guess(&mut self, measure: Measure) {
        let heights = self.blocks.iter().map(|block| guess(block, measure));
        self.heights = Heights::guessed(heights.collect());
        self.bins.1 = None;
    }

    /// A block as it is set.
    pub(super) fn set(
        &mut self,
        ctx: &Context,
        narrative: &Narrative,
        index: usize,
    ) -> Option<Arc<Set>> {
        let block = self.blocks[index];
        let folded = matches!(block.kind, Kind::Table(_)) && !self.is_unfolded(index);
        if folded || matches!(block.kind, Kind::Page(_) | Kind::Unread(_)) {
            return None;
        }
        if let Some(known) = self.sets.get(&index) {
            return Some(Arc::clone(known));
        }
        let manner = Manner {
            narrative,
            spots: &self.spots,
            sought: self.sought,
            measure: self.key?.measure,
            theme: Theme::of_context(ctx),
        };
        let mut made = set(ctx, &block, &manner);
        if index == 0 {
            made.move_down(manner.measure.em);
        }
        let made = Arc::new(made);
        self.sets.insert(index, Arc::clone(&made));
        Some(made)
    }

    /// The height of a block, set if it has words.
    pub(super) fn height_of(&mut self, ctx: &Context, narrative: &Narrative, index: usize) -> f32 {
        let row = self.key.map_or(0.0, |key| row_height(key.measure));
        let set = self.set(ctx, narrative, index);
        let head = if matches!(self.blocks[index].kind, Kind::Table(_)) {
            row
        } else {
            0.0
        };
        set.map_or(row, |set| set.height + head)
    }

    /// Forgets how blocks far from these are set.
    pub(super) fn keep_near(&mut self, seen: std::ops::Range<usize>) {
        if self.sets.len() > KEPT {
            let near = seen.start.saturating_sub(KEPT / 4)..seen.end + KEPT / 4;
            self.sets.retain(|index, _| near.contains(index));
        }
    }

    /// The height of what is not set in lines.
    pub(super) fn row_height(&self) -> f32 {
        self.key.map_or(0.0, |key| row_height(key.measure))
    }

    /// Takes in what is being typed, before something else is done; `false` when it is refused.
    pub(crate) fn finish_edit(&mut self, file: &FileView) -> Result<Option<Request>, Refused> {
        let Some(mut editor) = self.editor.take() else {
            return Ok(None);
        };
        let finished = editor.finish(file);
        if finished.is_err() {
            self.editor = Some(editor);
        }
        finished
    }

    /// Whether a table of the text is unfolded.
    pub(super) fn is_unfolded(&self, block: usize) -> bool {
        self.unfolded.get(&block).copied().unwrap_or(false)
    }

    /// The block in which a byte of the text stands.
    pub(super) fn block_of(&self, byte: u32) -> Option<usize> {
        let behind = self
            .blocks
            .partition_point(|block| block.span.start <= byte);
        let mut before = self.blocks[..behind].iter().enumerate().rev();
        // Blocks without words of their own may begin at the same byte.
        let holds = |(_, block): &(usize, &Block)| byte < block.span.end;
        before.find(holds).map(|(index, _)| index)
    }

    /// The spot that keys act on.
    pub(super) fn at_cursor(&self) -> Option<usize> {
        self.spots.find(self.cursor?)
    }

    /// The cell under the cursor: of several the one that a finding is about.
    pub(crate) fn cell(&self) -> Option<Place> {
        let spot = &self.spots.all()[self.at_cursor()?];
        spot.cells.first().copied()
    }

    /// Shows a part of the text from which a cell was read, and puts the cursor there.
    pub(crate) fn reveal(&mut self, span: Span) {
        self.cursor = Some(span);
        self.go = Some(span);
        self.wants_focus = true;
    }

    /// Goes to the next number that is looked for, or the one before.
    pub(crate) fn step(&mut self, forward: bool) -> Option<usize> {
        let here = self.cursor.or_else(|| {
            let first = self.heights.at(self.offset);
            let start = self.blocks.get(first)?.span.start;
            Some(Span { start, end: start })
        });
        let next = self.spots.next(here, forward, self.sought)?;
        self.reveal(self.spots.all()[next].span);
        Some(next)
    }

    /// The next choice of which numbers are looked for.
    pub(crate) fn seek_next(&mut self) {
        self.sought = match self.sought {
            Sought::All => Sought::Contradicted,
            Sought::Contradicted => Sought::NotChecked,
            Sought::NotChecked => Sought::All,
        };
        self.is_chosen_anew = true;
    }

    /// Goes to the first number that is looked for, or the next one, unless one of them is seen on a
    /// page of this height; `true` if the cursor was moved.
    pub(super) fn show_sought(&mut self, view: f32) -> bool {
        let from = self.heights.at(self.offset);
        let until = self.heights.at(self.offset + view - 1.0);
        let (Some(first), Some(last)) = (self.blocks.get(from), self.blocks.get(until)) else {
            return false;
        };
        let seen = Span {
            start: first.span.start,
            end: last.span.end,
        };
        let mut spots = self.spots.within(seen);
        if self.sought == Sought::All || spots.any(|spot| self.spots.is_sought(spot, self.sought)) {
            return false;
        }
        let before = Span {
            start: seen.start,
            end: seen.start,
        };
        let Some(next) = self.spots.next(Some(before), true, self.sought) else {
            return false;
        };
        let span = self.spots.all()[next].span;
        self.cursor = Some(span);
        self.go = Some(span);
        true
    }

    /// Whether the page has been seen while a finding was selected.
    pub(crate) fn has_shown(&self, fingerprint: &str) -> bool {
        self.seen_with.as_deref() == Some(fingerprint)
    }

    /// Gives the keyboard to the page.
    pub(crate) fn request_focus(&mut self) {
        self.wants_focus = true;
    }

    /// The fingerprint of the finding about what the cursor is on.
    pub(crate) fn finding(&self, file: &FileView) -> Option<String> {
        let spot = &self.spots.all()[self.at_cursor()?];
        let of_cell = |cell: &Place| file.review.mark(*cell).map(|(index, _)| index);
        let finding = spot.cells.iter().find_map(of_cell).or(spot.finding)?;
        let finding = file.review.findings.get(finding)?;
        Some(finding.fingerprint.clone())
    }

    /// The words of the sentence that the cursor is in, as they read now.
    pub(crate) fn sentence(&self, file: &FileView) -> Option<String> {
        let narrative = file.accounts.narrative.as_ref()?;
        Some(words_around(&file.accounts, narrative, self.cursor?))
    }

    /// Shows the field to search in.
    pub(crate) fn open_search(&mut self) {
        self.search.open();
    }

    /// What stands at each height of a map of so many steps.
    pub(super) fn bins(&mut self, count: usize, total: f32) -> Vec<Bin> {
        let key = (count, total.to_bits(), self.version.unwrap_or(0));
        if self.bins.1 == Some(key) {
            return self.bins.0.clone();
        }
        let mut bins = vec![Bin::default(); count.max(1)];
        let last = bins.len() - 1;
        let at = |y: f32| step_at(y / total * count as f32).min(last);
        let mut spot = 0;
        for (index, block) in self.blocks.iter().enumerate() {
            let (top, height) = (self.heights.top(index), self.heights.height(index));
            if block.kind == Kind::Heading(0) {
                bins[at(top)].begin_part();
            }
            if matches!(block.kind, Kind::Page(_) | Kind::Unread(_)) {
                continue;
            }
            let length = block.span.range().len().max(1) as f32;
            while let Some(of) = self
                .spots
                .all()
                .get(spot)
                .filter(|of| of.span.start < block.span.end)
            {
                let into = of.span.start.saturating_sub(block.span.start) as f32 / length;
                let bin = &mut bins[at(top + into * height)];
                if self.spots.is_contradicted(spot) {
                    bin.contradict(self.spots.level(spot));
                } else if self.spots.is_unchecked(spot) {
                    bin.leave_open();
                }
                spot += 1;
            }
        }
        self.bins = (bins, Some(key));
        self.bins.0.clone()
    }

    /// Where the reader is at a height of the page: the page, and the heading above.
    pub(super) fn place_words(&self, y: f32, lang: Lang) -> String {
        let Some(narrative) = &self.of else {
            return String::new();
        };
        let here = self.heights.at(y);
        let before = self.blocks.get(..=here).unwrap_or_default();
        let page = before.iter().rev().find_map(|block| match block.kind {
            Kind::Page(page) => Some(page),
            _ => None,
        });
        let heading = |deepest: u8| {
            let mut before = before.iter().rev();
            before.find(|block| matches!(block.kind, Kind::Heading(depth) if depth <= deepest))
        };
        let mut words = Vec::new();
        if narrative.has_pages() {
            let page = page.unwrap_or(1);
            words.push(match lang {
                Lang::Zh => format!("第 {page} 页"),
                Lang::En => format!("page {page}"),
            });
        }
        let heading = heading(1).map(|block| narrative.slice(block.span).replace('\n', ""));
        words.extend(heading);
        words.join(" · ")
    }
}
