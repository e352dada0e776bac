//! How a cell looks. What it says comes from the source; what is selected, from the caller.

use crate::rules::Level;
use crate::ui::grid::source::{CellAlign, CellStyle, CellView, Fold, RowKind};
use crate::ui::grid::widths::{FOLD_SPACE, MARK_SPACE, PADDING, cell_font, inset};
use crate::ui::theme::{Theme, font_size};
use crate::ui::widgets::paint_mark;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// Paints the ground of a whole row.
pub(super) fn row_ground(painter: &Painter, theme: &Theme, rect: Rect, kind: RowKind) {
    match kind {
        RowKind::Item => {}
        RowKind::Total | RowKind::Section => {
            painter.rect_filled(rect, 0.0, theme.surface.base);
        }
    }
}

/// What painting a cell showed about its text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Painted {
    /// Whether it had to be cut.
    pub(super) is_cut: bool,
    /// The width that a column must have to show it in full.
    pub(super) needed: f32,
}

/// Paints one cell, without outlines, which belong to selections.
pub(super) fn cell(
    painter: &Painter,
    theme: &Theme,
    rect: Rect,
    view: &CellView<'_>,
    kind: RowKind,
) -> Painted {
    ground(painter, theme, rect, view);
    lines(painter, theme, rect, kind);
    if view.changed {
        corner(painter, theme, rect);
    }
    let painted = text(painter, theme, rect, view, kind);
    if let Some(level) = view.mark {
        let x = match view.align {
            CellAlign::End => rect.left() + PADDING + 4.0,
            CellAlign::Start | CellAlign::Center => rect.right() - PADDING - 4.0,
        };
        paint_mark(painter, theme, pos2(x, rect.center().y), 9.0, level);
    }
    painted
}

fn ground(painter: &Painter, theme: &Theme, rect: Rect, view: &CellView<'_>) {
    if view.operand {
        painter.rect_filled(rect, 0.0, theme.cell.operand);
        let edge = Stroke::new(1.0, theme.cell.operand_edge);
        painter.rect_stroke(rect.shrink(1.0), 2.0, edge, StrokeKind::Inside);
    } else if let Some(level @ (Level::Error | Level::Warning)) = view.mark {
        painter.rect_filled(rect, 0.0, theme.level(level).soft);
    }
}

fn lines(painter: &Painter, theme: &Theme, rect: Rect, kind: RowKind) {
    let hairline = theme.hairline();
    painter.hline(rect.x_range(), rect.bottom() - 0.5, hairline);
    painter.vline(rect.right() - 0.5, rect.y_range(), hairline);
    if kind == RowKind::Total {
        let rule = Stroke::new(1.0, theme.line.strong);
        painter.hline(rect.x_range(), rect.top() + 0.5, rule);
    }
}

/// The corner that says that the cell differs from the file.
fn corner(painter: &Painter, theme: &Theme, rect: Rect) {
    let tip = rect.right_top() + vec2(-1.0, 0.0);
    let triangle = vec![tip + vec2(-7.0, 0.0), tip, tip + vec2(0.0, 7.0)];
    painter.add(Shape::convex_polygon(
        triangle,
        theme.cell.changed,
        Stroke::NONE,
    ));
}

fn text(
    painter: &Painter,
    theme: &Theme,
    rect: Rect,
    view: &CellView<'_>,
    kind: RowKind,
) -> Painted {
    if view.text.is_empty() {
        return Painted::default();
    }
    let mut room = rect.shrink2(vec2(PADDING, 0.0));
    room.min.x += inset(view);
    if view.mark.is_some() {
        match view.align {
            CellAlign::End => room.min.x += MARK_SPACE,
            CellAlign::Start | CellAlign::Center => room.max.x -= MARK_SPACE,
        }
    }
    let mut job = LayoutJob::single_section(
        view.text.as_ref().to_owned(),
        TextFormat {
            font_id: cell_font(view.style, kind),
            color: color(theme, view.style),
            italics: view.style == CellStyle::Implied,
            underline: underline(theme, view.style),
            ..TextFormat::default()
        },
    );
    job.break_on_newline = false;
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    // A figure that is cut would look like another figure; its column is widened in the same frame instead.
    job.wrap.max_width = match view.align {
        CellAlign::End => f32::INFINITY,
        CellAlign::Start | CellAlign::Center => room.width().max(font_size::FIGURE),
    };
    let galley = painter.layout_job(job);
    let place = match view.align {
        CellAlign::Start => Align2::LEFT_CENTER,
        CellAlign::Center => Align2::CENTER_CENTER,
        CellAlign::End => Align2::RIGHT_CENTER,
    };
    let painted = Painted {
        is_cut: galley.elided,
        needed: (galley.size().x + rect.width() - room.width()).ceil(),
    };
    let at = place.align_size_within_rect(galley.size(), room).min;
    painter.galley(at, galley, Color32::PLACEHOLDER);
    painted
}

/// Where the triangle of a cell stands.
pub(super) fn triangle_place(rect: Rect, view: &CellView<'_>) -> Rect {
    let left = rect.left() + PADDING + inset(view) - FOLD_SPACE;
    Rect::from_center_size(pos2(left + 4.0, rect.center().y), vec2(16.0, rect.height()))
}

/// Paints a triangle that points down while the row's parts are in sight, and at the row while they are not.
pub(super) fn triangle(painter: &Painter, center: Pos2, fold: Fold, color: Color32) {
    let corners = match fold {
        Fold::Open => [vec2(-4.0, -2.0), vec2(4.0, -2.0), vec2(0.0, 3.0)],
        Fold::Closed => [vec2(-2.0, -4.0), vec2(3.0, 0.0), vec2(-2.0, 4.0)],
    };
    let corners = corners.map(|corner| center + corner);
    painter.add(Shape::convex_polygon(corners.to_vec(), color, Stroke::NONE));
}

fn color(theme: &Theme, style: CellStyle) -> Color32 {
    match style {
        CellStyle::Normal | CellStyle::Total => theme.text.primary,
        CellStyle::Muted | CellStyle::Implied => theme.text.faint,
        CellStyle::Unreadable => theme.warning.mark,
    }
}

fn underline(theme: &Theme, style: CellStyle) -> Stroke {
    match style {
        CellStyle::Unreadable => Stroke::new(1.0, theme.warning.mark),
        _ => Stroke::NONE,
    }
}
