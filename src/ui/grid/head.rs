//! The head of a grid: headings of several levels, which select columns and change their widths.

use crate::ui::fonts;
use crate::ui::grid::source::{CellAlign, HeaderCell, HeaderLevel, Source};
use crate::ui::grid::widths::{PADDING, heading_font};
use crate::ui::theme::{Theme, font_size};
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Align, Align2, Color32, Galley, Painter, Rect, Ui, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// The least height of a level.
const LEVEL_HEIGHT: f32 = 26.0;

/// What stands at one place of a level.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The columns of the source that it covers.
    pub(super) cols: Range<usize>,
    /// Which heading it shows or, for the upper part of a heading of several levels, belongs to.
    pub(super) heading: Option<(usize, usize)>,
    /// Whether it is the heading's lowest part, where the heading is drawn and clicked.
    pub(super) is_last: bool,
}

/// The head, laid out for the present widths of the columns.
pub(super) struct Head<'a> {
    levels: Vec<HeaderLevel<'a>>,
    pub(super) slots: Vec<Vec<Slot>>,
    pub(super) heights: Vec<f32>,
}

impl<'a> Head<'a> {
    /// Lays out the source's head.
    pub(super) fn new(ui: &Ui, source: &'a dyn Source, widths: &[f32]) -> Self {
        let levels = within_bounds(source.header(), source.columns());
        let slots = slots(&levels, source.columns());
        let mut head = Self {
            heights: vec![LEVEL_HEIGHT; levels.len()],
            levels,
            slots,
        };
        head.measure(ui, widths);
        head
    }

    /// The heading that a slot belongs to.
    pub(super) fn heading(&self, slot: &Slot) -> Option<&HeaderCell<'a>> {
        let (level, index) = slot.heading?;
        self.levels.get(level)?.get(index)
    }

    /// Paints a slot: the ground, the lines and, if it is the lowest of its heading, the words.
    pub(super) fn paint(&self, ui: &Ui, level: usize, slot: &Slot, is_selected: bool) {
        let theme = Theme::of(ui);
        let rect = ui.max_rect();
        let painter = ui.painter();
        let ground = if is_selected {
            theme.surface.selected
        } else {
            theme.surface.sunken
        };
        painter.rect_filled(rect, 0.0, ground);
        painter.vline(rect.right() - 0.5, rect.y_range(), theme.hairline());
        if !slot.is_last {
            return;
        }
        let line = if level + 1 == self.slots.len() {
            theme.line.edge
        } else {
            theme.line.hair
        };
        painter.hline(rect.x_range(), rect.bottom() - 0.5, (1.0, line));
        if let Some(heading) = self.heading(slot) {
            let above: f32 = self.heights[level + 1 - heading.levels..level].iter().sum();
            let whole = rect.with_min_y(rect.top() - above);
            let mut painter = painter.clone();
            let clip = painter.clip_rect();
            painter.set_clip_rect(clip.with_min_y(clip.top() - above));
            paint_words(&painter, theme, whole, heading);
        }
    }

    /// Makes every level high enough for its wrapped headings.
    fn measure(&mut self, ui: &Ui, widths: &[f32]) {
        let theme = Theme::of(ui);
        for (level, headings) in self.levels.iter().enumerate() {
            for heading in headings {
                let width: f32 = widths[heading.columns.clone()].iter().sum();
                let needed = words(ui.painter(), theme, heading, width).size().y + 10.0;
                let lowest = level + heading.levels - 1;
                let above: f32 = self.heights[level..lowest].iter().sum();
                let height = &mut self.heights[lowest];
                *height = height.max((needed - above).ceil());
            }
        }
    }
}

fn paint_words(painter: &Painter, theme: &Theme, rect: Rect, heading: &HeaderCell<'_>) {
    let galley = words(painter, theme, heading, rect.width());
    let x = match heading.align {
        CellAlign::Start => rect.left() + PADDING,
        CellAlign::Center => rect.center().x,
        CellAlign::End => rect.right() - PADDING,
    };
    // The galley is laid out around its anchor, so only its height is centred here.
    let top = Align2::LEFT_CENTER
        .align_size_within_rect(vec2(0.0, galley.size().y), rect)
        .top();
    painter.galley(pos2(x, top), galley, Color32::PLACEHOLDER);
}

fn words(painter: &Painter, theme: &Theme, heading: &HeaderCell<'_>, width: f32) -> Arc<Galley> {
    let format = |font_id, color| TextFormat {
        font_id,
        color,
        ..TextFormat::default()
    };
    let mut job = LayoutJob {
        wrap: TextWrapping::wrap_at_width((width - 2.0 * PADDING).max(font_size::SMALL)),
        halign: match heading.align {
            CellAlign::Start => Align::LEFT,
            CellAlign::Center => Align::Center,
            CellAlign::End => Align::RIGHT,
        },
        ..LayoutJob::default()
    };
    let color = theme.text.secondary;
    job.append(&heading.title, 0.0, format(heading_font(), color));
    if let Some(unit) = &heading.unit {
        let font = fonts::regular(font_size::SMALL - 1.0);
        let line = format!("\n{unit}");
        job.append(&line, 0.0, format(font, theme.text.faint));
    }
    painter.layout_job(job)
}

/// The head with whatever reaches beyond the table cut off, so that a wrong head is drawn wrong and nothing worse.
fn within_bounds(mut levels: Vec<HeaderLevel<'_>>, columns: usize) -> Vec<HeaderLevel<'_>> {
    let count = levels.len();
    for (level, headings) in levels.iter_mut().enumerate() {
        for heading in headings {
            heading.levels = heading.levels.clamp(1, count - level);
            let end = heading.columns.end.min(columns);
            heading.columns = heading.columns.start.min(end)..end;
        }
    }
    levels
}

/// The slots of every level: headings, the upper parts of tall headings, and blanks where there is none.
fn slots(levels: &[HeaderLevel<'_>], columns: usize) -> Vec<Vec<Slot>> {
    let mut owners: Vec<Vec<Option<(usize, usize)>>> = vec![vec![None; columns]; levels.len()];
    for (level, headings) in levels.iter().enumerate() {
        for (index, heading) in headings.iter().enumerate() {
            for row in owners.iter_mut().skip(level).take(heading.levels) {
                for owner in &mut row[heading.columns.clone()] {
                    *owner = Some((level, index));
                }
            }
        }
    }
    let is_last = |level: usize, owner: Option<(usize, usize)>| {
        owner.is_none_or(|(first, index)| first + levels[first][index].levels == level + 1)
    };
    owners
        .iter()
        .enumerate()
        .map(|(level, owners)| {
            let mut slots: Vec<Slot> = Vec::new();
            for (col, &heading) in owners.iter().enumerate() {
                match slots.last_mut() {
                    Some(slot) if slot.heading == heading && heading.is_some() => {
                        slot.cols.end = col + 1;
                    }
                    _ => slots.push(Slot {
                        cols: col..col + 1,
                        heading,
                        is_last: is_last(level, heading),
                    }),
                }
            }
            slots
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_of_two_levels_owns_the_slot_beneath_it() {
        let levels = vec![
            vec![
                HeaderCell::new(0..1, "项目").levels(2),
                HeaderCell::new(1..3, "决算数"),
            ],
            vec![HeaderCell::new(1..2, "小计")],
        ];
        let slots = slots(&levels, 3);
        let shape = |level: usize| {
            let slots = slots[level].iter();
            slots
                .map(|slot| (slot.cols.clone(), slot.heading, slot.is_last))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            shape(0),
            [(0..1, Some((0, 0)), false), (1..3, Some((0, 1)), true)]
        );
        assert_eq!(
            shape(1),
            [
                (0..1, Some((0, 0)), true),
                (1..2, Some((1, 0)), true),
                (2..3, None, true),
            ]
        );
    }
}
