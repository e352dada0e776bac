//! A block set in type: its words as a job for egui, its height, and where on it each part of the
//! text stands.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Color32, Context, FontId, Galley, Pos2, Rect, Vec2, pos2, vec2};

use crate::model::{Narrative, Span};
use crate::ui::fonts;
use crate::ui::theme::Theme;

use super::display::Shown;
use super::flow::{Block, Kind};
use super::sentence::sentences;
use super::spots::{Sought, Spots};

/// The size of type on the page, in points, where there is room.
const LARGE: f32 = 16.0;
/// The same where there is little.
const SMALL: f32 = 14.0;
/// The characters of a line: fewer are read in jumps, more lose the next line.
const MEASURE: f32 = 40.0;
/// The characters of a line for whose sake the type is made smaller.
const LEAST: f32 = 38.0;
/// The height of a line, in characters.
const LEADING: f32 = 1.8;
/// Lines of a block that are broken elsewhere than egui would.
const MOST_FORCED: usize = 12;
/// Room before a number for the mark of its finding, in characters.
const FOR_MARK: f32 = 0.85;

/// The measures of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    /// The width of a full-width character.
    pub(super) em: f32,
    /// The width of a line.
    pub(super) width: f32,
}

impl Measure {
    /// What fits in a width.
    pub(super) fn fitting(room: f32) -> Self {
        let em = (room / LEAST).floor().clamp(SMALL, LARGE);
        let width = (em * MEASURE).min(room).max(em * 8.0);
        Self { em, width }
    }
}

/// How a page is set.
pub(super) struct Manner<'a> {
    pub(super) narrative: &'a Narrative,
    pub(super) spots: &'a Spots,
    pub(super) sought: Sought,
    pub(super) measure: Measure,
    pub(super) theme: &'static Theme,
}

/// A block as it is set.
#[derive(Debug)]
pub(super) struct Set {
    /// What it shows.
    pub(super) shown: Shown,
    /// For painting: what egui keeps of a job changes with its fonts.
    pub(super) job: Arc<LayoutJob>,
    /// Where the words begin, from the upper left corner of the block.
    pub(super) origin: Vec2,
    /// The height with the space around it.
    pub(super) height: f32,
    /// Each spot with the rectangles that it takes, from the upper left corner of the words.
    pub(super) places: Vec<(usize, Vec<Rect>)>,
    galley: Arc<Galley>,
    /// Where each character begins, in bytes.
    chars: Vec<usize>,
}

/// How a kind of block is set: the size of its type, the height of its lines, the space above and
/// below, the indent of the first line; in characters.
struct Style {
    size: f32,
    line: f32,
    above: f32,
    below: f32,
    indent: f32,
    bold: bool,
}

const fn style_of(kind: Kind) -> Style {
    match kind {
        Kind::Heading(0) => heading(1.5, 2.2, 0.9),
        Kind::Heading(1) => heading(1.2, 1.6, 0.5),
        Kind::Heading(2) => heading(1.06, 1.1, 0.3),
        Kind::Heading(_) => heading(1.0, 0.6, 0.1),
        Kind::Title => heading(1.3, 0.2, 0.1),
        Kind::Entry { is_part: true } => entry(0.0, 0.5),
        Kind::Entry { is_part: false } => entry(2.0, 0.0),
        Kind::Paragraph { continued: true } => paragraph(0.0),
        Kind::Paragraph { continued: false } => paragraph(2.0),
        Kind::Table(_) | Kind::Page(_) | Kind::Unread(_) => Style {
            size: 0.85,
            line: 1.5,
            above: 0.6,
            below: 0.6,
            indent: 0.0,
            bold: false,
        },
    }
}

const fn heading(size: f32, above: f32, below: f32) -> Style {
    Style {
        size,
        line: size * 1.45,
        above,
        below,
        indent: 0.0,
        bold: true,
    }
}

const fn paragraph(indent: f32) -> Style {
    Style {
        size: 1.0,
        line: LEADING,
        above: 0.0,
        below: 0.35,
        indent,
        bold: false,
    }
}

/// An entry of the table of contents: close to the next one, as in a list.
const fn entry(indent: f32, above: f32) -> Style {
    Style {
        size: 0.94,
        line: 1.5,
        above,
        below: 0.0,
        indent,
        bold: false,
    }
}

/// The height of a row for what is not set in lines: the end of a page, a folded table.
pub(super) fn row_height(measure: Measure) -> f32 {
    (measure.em * 2.75).round()
}

/// The height that a block will have, roughly: at once, for all of a long text.
pub(super) fn guess(block: &Block, measure: Measure) -> f32 {
    let style = style_of(block.kind);
    let bytes = block.span.range().len();
    match block.kind {
        Kind::Page(_) | Kind::Unread(_) | Kind::Table(_) => row_height(measure),
        _ => {
            // Most of the text is Chinese: three bytes a character.
            let columns = (measure.width / (measure.em * style.size)).max(1.0);
            let lines = ((bytes as f32 / 2.9 + style.indent) / columns)
                .ceil()
                .max(1.0);
            lines * line_height(&style, measure) + (style.above + style.below) * measure.em
        }
    }
}

fn line_height(style: &Style, measure: Measure) -> f32 {
    (style.line * measure.em).round()
}

/// Sets a block that has words.
pub(super) fn set(ctx: &Context, block: &Block, manner: &Manner<'_>) -> Set {
    let style = style_of(block.kind);
    let em = manner.measure.em;
    let shown = if matches!(block.kind, Kind::Table(_)) {
        Shown::as_written(manner.narrative, block.span)
    } else {
        let changes = manner.spots.changes(block.span);
        Shown::of(manner.narrative, block.span, &changes)
    };
    let mut spots: Vec<(usize, Range<usize>)> = Vec::new();
    for index in manner.spots.within(block.span) {
        let range = shown.range(manner.spots.all()[index].span);
        spots.extend(range.map(|range| (index, range)));
    }
    let chars: Vec<usize> = shown.text.char_indices().map(|(at, _)| at).collect();
    let mut forced = BTreeSet::new();
    let (job, galley) = loop {
        let job = Arc::new(job(block, &style, &shown, (&spots, &forced), manner));
        let galley = ctx.fonts_mut(|fonts| fonts.layout_job(LayoutJob::clone(&job)));
        let is_text = !matches!(block.kind, Kind::Table(_));
        let bad = misplaced(&galley, &chars, &shown.text, &spots);
        match bad.filter(|at| is_text && !forced.contains(at)) {
            Some(at) if forced.len() < MOST_FORCED => forced.insert(at),
            _ => break (job, galley),
        };
    };
    let above = (style.above * em).round();
    let mut set = Set {
        shown,
        job,
        origin: vec2(0.0, above),
        height: above + galley.size().y + (style.below * em).round(),
        places: Vec::new(),
        galley,
        chars,
    };
    let places = spots
        .into_iter()
        .map(|(index, range)| (index, set.rects(range)));
    set.places = places.collect();
    set
}

/// The first place where a line has to be broken earlier: before a number that would be torn from
/// its unit, or before a bracket that would open at the end of the line.
fn misplaced(
    galley: &Galley,
    chars: &[usize],
    text: &str,
    spots: &[(usize, Range<usize>)],
) -> Option<usize> {
    let mut behind = 0;
    for row in &galley.rows[..galley.rows.len().saturating_sub(1)] {
        let first = behind;
        behind += row.glyphs.len() + usize::from(row.ends_with_newline);
        let end = *chars.get(behind)?;
        let torn = spots
            .iter()
            .find(|(_, spot)| spot.start < end && end < spot.end);
        let torn = torn.map(|(_, spot)| spot.start);
        let last = row
            .glyphs
            .len()
            .checked_sub(1)
            .map(|last| chars[first + last]);
        let opens = last.filter(|at| text[*at..].starts_with(['（', '《', '“', '〔', '(']));
        let at = torn.or(opens).filter(|at| *at > chars[first]);
        // A line that is broken there loses a third of its words at most.
        let short = |at: usize| {
            let glyph = chars.partition_point(|start| *start < at) - first;
            let width = row.glyphs.get(glyph).map_or(0.0, |glyph| glyph.pos.x);
            width * 3.0 < galley.job.wrap.max_width * 2.0
        };
        if let Some(at) = at.filter(|at| !short(*at)) {
            return Some(at);
        }
    }
    None
}

fn job(
    block: &Block,
    style: &Style,
    shown: &Shown,
    (spots, forced): (&[(usize, Range<usize>)], &BTreeSet<usize>),
    manner: &Manner<'_>,
) -> LayoutJob {
    let Manner { theme, measure, .. } = manner;
    let em = measure.em;
    let bold_until = bold_until(block, shown, manner);
    let bright = bright(block, shown, spots, manner);
    let mut cuts = vec![0, bold_until, shown.text.len()];
    cuts.extend(bright.iter().flatten().flat_map(|r| [r.start, r.end]));
    cuts.extend(spots.iter().flat_map(|(_, r)| [r.start, r.end]));
    cuts.extend(forced);
    cuts.sort_unstable();
    cuts.dedup();
    let mut job = LayoutJob {
        wrap: TextWrapping::wrap_at_width(measure.width),
        ..LayoutJob::default()
    };
    for cut in cuts.windows(2) {
        let (start, end) = (cut[0], cut[1]);
        let size = (style.size * em).round();
        let font = if style.bold || start < bold_until {
            fonts::bold(size)
        } else {
            fonts::regular(size)
        };
        let spot = spots.iter().find(|(_, range)| range.start == start);
        let inside = spots.iter().find(|(_, r)| r.start <= start && end <= r.end);
        let is_bright = bright
            .as_ref()
            .is_none_or(|ranges| ranges.iter().any(|r| r.start <= start && end <= r.end));
        let is_changed = inside.is_some_and(|(index, _)| manner.spots.all()[*index].now.is_some());
        let color = match (is_bright, is_changed) {
            (false, _) => theme.text.faint.gamma_multiply(0.75),
            (true, true) => theme.cell.changed,
            (true, false) => theme.text.primary,
        };
        let has_mark = spot.is_some_and(|(index, _)| {
            manner.spots.level(*index).is_some() && manner.spots.is_sought(*index, manner.sought)
        });
        let mut lead = if has_mark { FOR_MARK * em } else { 0.0 };
        if start == 0 {
            lead += style.indent * em;
        }
        // What does not fit behind such a gap goes to the next line, where the gap is gone.
        if forced.contains(&start) {
            lead += measure.width;
        }
        let format = format(font, color, line_height(style, *measure));
        job.append(&shown.text[start..end], lead, format);
    }
    job
}

fn format(font_id: FontId, color: Color32, line_height: f32) -> TextFormat {
    TextFormat {
        font_id,
        color,
        line_height: Some(line_height),
        ..TextFormat::default()
    }
}

/// Up to where a paragraph begins with a heading.
fn bold_until(block: &Block, shown: &Shown, manner: &Manner<'_>) -> usize {
    let headings = &manner.narrative.headings;
    let at = headings.partition_point(|heading| heading.span.end <= block.span.start);
    let heading = headings
        .get(at)
        .filter(|heading| heading.span.meets(block.span));
    let range = heading.and_then(|heading| {
        let end = heading.span.end.min(block.span.end);
        shown.range(Span {
            start: block.span.start,
            end,
        })
    });
    range.map_or(0, |range| range.end)
}

/// The sentences with what is looked for, when not everything is.
fn bright(
    block: &Block,
    shown: &Shown,
    spots: &[(usize, Range<usize>)],
    manner: &Manner<'_>,
) -> Option<Vec<Range<usize>>> {
    let is_text = matches!(block.kind, Kind::Paragraph { .. });
    if manner.sought == Sought::All || !is_text {
        return None;
    }
    let sought: Vec<_> = spots
        .iter()
        .filter(|(index, _)| manner.spots.is_sought(*index, manner.sought))
        .collect();
    let sentences = sentences(&shown.text);
    let holds = |sentence: &Range<usize>| {
        let mut sought = sought.iter();
        sought.any(|(_, spot)| spot.start < sentence.end && sentence.start < spot.end)
    };
    Some(sentences.filter(holds).collect())
}

impl Set {
    /// The rectangles that a part of what is shown takes, from the upper left corner of the words.
    pub(super) fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        let char_at = |byte: usize| self.chars.partition_point(|start| *start < byte);
        let (start, end) = (char_at(range.start), char_at(range.end));
        let mut rects = Vec::new();
        let mut first = 0;
        for row in &self.galley.rows {
            let behind = first + row.glyphs.len();
            let (from, to) = (start.max(first), end.min(behind));
            if from < to {
                let left = row.glyphs[from - first].pos.x;
                let last = &row.glyphs[to - first - 1];
                let right = last.pos.x + last.advance_width;
                let (top, bottom) = (row.pos.y, row.pos.y + row.size.y);
                rects.push(Rect::from_min_max(
                    pos2(row.pos.x + left, top),
                    pos2(row.pos.x + right, bottom),
                ));
            }
            first = behind + usize::from(row.ends_with_newline);
            if first >= end {
                break;
            }
        }
        rects
    }

    /// The byte of what is shown at a place, from the upper left corner of the words; `None` beside
    /// them.
    pub(super) fn byte_at(&self, at: Pos2) -> Option<usize> {
        let mut first = 0;
        for row in &self.galley.rows {
            if (row.pos.y..row.pos.y + row.size.y).contains(&at.y) {
                let x = at.x - row.pos.x;
                let glyphs = row.glyphs.iter();
                let hit = glyphs.enumerate().find(|(_, glyph)| {
                    (glyph.pos.x..glyph.pos.x + glyph.advance_width).contains(&x)
                });
                let (glyph, _) = hit?;
                return self.chars.get(first + glyph).copied();
            }
            first += row.glyphs.len() + usize::from(row.ends_with_newline);
        }
        None
    }

    /// Leaves room above, for the first block of a page.
    pub(super) fn move_down(&mut self, room: f32) {
        let more = (room - self.origin.y).max(0.0).round();
        self.origin.y += more;
        self.height += more;
    }

    /// The size of the words.
    pub(super) fn size(&self) -> Vec2 {
        self.galley.size()
    }
}
