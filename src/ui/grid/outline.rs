//! The outlines above the cells: the cursor, the selected range, and the cell that a jump led to.

use crate::ui::grid::geometry::Geometry;
use crate::ui::grid::source::{CellPos, CellRange};
use crate::ui::grid::state::{GridState, Outline};
use crate::ui::theme::Theme;
use eframe::egui::{Color32, Stroke, StrokeKind, Ui};
use std::time::Duration;

/// How long a cell is outlined after a jump, in seconds.
const OUTLINED_FOR: f64 = 1.2;

/// Paints all outlines of the frame.
pub(super) fn outlines_ui(ui: &Ui, state: &mut GridState, geometry: &Geometry) {
    let theme = Theme::of(ui);
    let color = if state.has_focus {
        theme.cell.cursor
    } else {
        theme.line.strong
    };
    let range = state.selection();
    if !range.is_single() {
        paint_range(ui, geometry, range, Stroke::new(1.0, color));
    }
    if !state.is_editing() {
        paint_cell(ui, geometry, state.cursor, 0.0, Stroke::new(2.0, color));
    }
    if let Some(outline) = state.outline.take() {
        state.outline = jump_ui(ui, geometry, outline, theme.cell.cursor);
    }
}

/// Paints those sides of the range that are in view.
fn paint_range(ui: &Ui, geometry: &Geometry, range: CellRange, stroke: Stroke) {
    let first = geometry.rect(range.first);
    let top_right = geometry.rect(CellPos::new(range.first.row, range.last.col));
    let bottom_left = geometry.rect(CellPos::new(range.last.row, range.first.col));
    let last = geometry.rect(range.last);
    let top = first.or(top_right).map(|cell| cell.top());
    let bottom = last.or(bottom_left).map(|cell| cell.bottom() - 1.0);
    let left = first.or(bottom_left).map(|cell| cell.left());
    let right = last.or(top_right).map(|cell| cell.right() - 1.0);
    for (part, clip) in geometry.parts(range) {
        let painter = ui.painter_at(clip);
        for y in [top, bottom].into_iter().flatten() {
            painter.hline(part.x_range(), y + 0.5, stroke);
        }
        for x in [left, right].into_iter().flatten() {
            painter.vline(x + 0.5, part.y_range(), stroke);
        }
    }
}

fn paint_cell(ui: &Ui, geometry: &Geometry, at: CellPos, margin: f32, stroke: Stroke) {
    if let Some(cell) = geometry.rect(at) {
        let clip = geometry.clip(at).expand(margin);
        ui.painter_at(clip)
            .rect_stroke(cell.expand(margin), 1.0, stroke, StrokeKind::Inside);
    }
}

/// Outlines the cell until its time is over, without drawing any frame in between.
fn jump_ui(ui: &Ui, geometry: &Geometry, outline: Outline, color: Color32) -> Option<Outline> {
    let now = ui.input(|input| input.time);
    let until = outline.until.unwrap_or(now + OUTLINED_FOR);
    if now >= until {
        return None;
    }
    let halo = Stroke::new(3.0, color.gamma_multiply(0.45));
    paint_cell(ui, geometry, outline.at, 3.0, halo);
    ui.ctx()
        .request_repaint_after(Duration::from_secs_f64(until - now));
    Some(Outline {
        until: Some(until),
        ..outline
    })
}
