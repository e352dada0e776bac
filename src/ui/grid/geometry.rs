//! Where the visible cells of the frame stand. Noted while they are drawn, so that what floats above them (the editor,
//! the cursor's outline, a refusal) finds its cell.

use crate::ui::grid::source::{CellPos, CellRange};
use eframe::egui::{Rangef, Rect};
use std::collections::BTreeMap;

/// The places of the visible cells.
#[derive(Clone, Debug)]
pub(super) struct Geometry {
    rows: BTreeMap<usize, Rangef>,
    cols: BTreeMap<usize, Rangef>,
    sticky_cols: usize,
    /// What is visible of the columns that stay, and of those that scroll.
    sticky_clip: Rect,
    scrolled_clip: Rect,
}

impl Geometry {
    pub(super) fn new(sticky_cols: usize) -> Self {
        Self {
            rows: BTreeMap::new(),
            cols: BTreeMap::new(),
            sticky_cols,
            sticky_clip: Rect::NOTHING,
            scrolled_clip: Rect::NOTHING,
        }
    }

    /// Notes a cell and the visible part of the region that it belongs to.
    pub(super) fn note(&mut self, at: CellPos, rect: Rect, region: Rect) {
        self.rows.insert(at.row, rect.y_range());
        self.cols.insert(at.col, rect.x_range());
        if at.col < self.sticky_cols {
            self.sticky_clip = region;
        } else {
            self.scrolled_clip = region;
        }
    }

    /// The place of a cell, if it was drawn.
    pub(super) fn rect(&self, at: CellPos) -> Option<Rect> {
        let x_range = *self.cols.get(&at.col)?;
        let y_range = *self.rows.get(&at.row)?;
        Some(Rect::from_x_y_ranges(x_range, y_range))
    }

    /// What is visible of the region that the cell belongs to.
    pub(super) fn clip(&self, at: CellPos) -> Rect {
        if at.col < self.sticky_cols {
            self.sticky_clip
        } else {
            self.scrolled_clip
        }
    }

    /// The corner below the columns that stay, beside the horizontal scroll bar.
    pub(super) fn scroll_corner(&self) -> Rect {
        Rect::from_x_y_ranges(
            self.sticky_clip.x_range(),
            self.scrolled_clip.bottom()..=self.sticky_clip.bottom(),
        )
    }

    /// What is visible of all cells.
    pub(super) fn body(&self) -> Rect {
        match (
            self.sticky_clip.is_positive(),
            self.scrolled_clip.is_positive(),
        ) {
            (true, true) => self.sticky_clip.union(self.scrolled_clip),
            (true, false) => self.sticky_clip,
            (false, _) => self.scrolled_clip,
        }
    }

    /// The drawn part of a range in each of the two regions, with what is visible of that region.
    pub(super) fn parts(&self, range: CellRange) -> impl Iterator<Item = (Rect, Rect)> {
        let sticky = 0..self.sticky_cols;
        let scrolled = self.sticky_cols..usize::MAX;
        [(sticky, self.sticky_clip), (scrolled, self.scrolled_clip)]
            .into_iter()
            .filter_map(move |(region, clip)| {
                let cols = range.cols();
                let cols = cols.start.max(region.start)..cols.end.min(region.end);
                let rect =
                    Rect::from_x_y_ranges(hull(&self.cols, cols)?, hull(&self.rows, range.rows())?);
                Some((rect, clip))
            })
    }

    /// The cell at this height and width, or the nearest drawn one.
    pub(super) fn nearest(&self, x: f32, y: f32) -> Option<CellPos> {
        let nearest = |ranges: &BTreeMap<usize, Rangef>, value: f32| {
            ranges
                .iter()
                .min_by(|(_, a), (_, b)| distance(**a, value).total_cmp(&distance(**b, value)))
                .map(|(&index, _)| index)
        };
        Some(CellPos::new(
            nearest(&self.rows, y)?,
            nearest(&self.cols, x)?,
        ))
    }
}

fn distance(range: Rangef, value: f32) -> f32 {
    (range.min - value).max(value - range.max).max(0.0)
}

/// From the beginning of the first drawn one of these to the end of the last.
fn hull(ranges: &BTreeMap<usize, Rangef>, indices: std::ops::Range<usize>) -> Option<Rangef> {
    if indices.is_empty() {
        return None;
    }
    let mut drawn = ranges.range(indices);
    let (_, first) = drawn.next()?;
    let last = drawn.next_back().map_or(first, |(_, last)| last);
    Some(Rangef::new(first.min, last.max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{pos2, vec2};

    fn geometry() -> Geometry {
        let mut geometry = Geometry::new(1);
        let sticky = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, 60.0));
        let scrolled = Rect::from_min_size(pos2(100.0, 0.0), vec2(200.0, 60.0));
        for row in 5..8_u8 {
            for col in 0..3_u8 {
                let at = CellPos::new(row.into(), col.into());
                let min = pos2(f32::from(col) * 100.0, f32::from(row - 5) * 24.0);
                let rect = Rect::from_min_size(min, vec2(100.0, 24.0));
                geometry.note(at, rect, if col == 0 { sticky } else { scrolled });
            }
        }
        geometry
    }

    #[test]
    fn a_range_that_reaches_out_of_view_is_cut_at_the_last_drawn_cell() {
        let range = CellRange::spanning(CellPos::new(6, 0), CellPos::new(900, 2));
        let parts: Vec<Rect> = geometry().parts(range).map(|(rect, _)| rect).collect();
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0], Rect::from_x_y_ranges(0.0..=100.0, 24.0..=72.0));
        assert_eq!(parts[1], Rect::from_x_y_ranges(100.0..=300.0, 24.0..=72.0));
    }

    #[test]
    fn the_nearest_cell_is_found_outside_the_table_too() {
        let nearest = geometry().nearest(-50.0, 900.0);
        assert_eq!(nearest, Some(CellPos::new(7, 0)));
        assert_eq!(geometry().rect(CellPos::new(4, 0)), None);
    }
}
